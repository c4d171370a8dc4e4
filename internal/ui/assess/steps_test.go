package assess

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"pgregory.net/rapid"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/assess/step/steptest"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/safety"
)

func (b *bench) assessment() clinic.Assessment {
	b.T.Helper()
	a := b.chart().Assessment(b.screen.host.Assessment)
	if a == nil {
		b.T.Fatal("the assessment is not there")
	}
	return *a
}

func TestAPatientWithNoAssessment(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.MustSay("No assessment yet", "Start the assessment")
	b.Save("empty", 1)
	b.start()
	a := b.assessment()
	if a.Type != clinic.AssessmentInitial || a.Date != "2025-03-04" || a.PractitionerID != "practitioner-1" {
		t.Fatalf("started: %+v", a)
	}
	b.MustSay("Presenting complaint", "Draft")
	b.screen.Undo()
	b.Settle()
	b.MustSay("No assessment yet")
}

func TestHistoryIsKeptAsItIsTyped(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Type("Presenting complaint", "Neck ache")
	if a := b.assessment(); a.Complaint != "Neck ache" {
		t.Fatalf("complaint: %q", a.Complaint)
	}
	h := b.screen.built[step.History].(*history)
	b.TypeInto(h.texts[0].Entry, " and headaches")
	if a := b.assessment(); a.Complaint != "Neck ache" {
		t.Fatalf("kept at every key: %q", a.Complaint)
	}
	b.Clock.Advance(2 * time.Second)
	if a := b.assessment(); !strings.Contains(a.Complaint, "and headaches") {
		t.Fatalf("not kept after a pause: %q", a.Complaint)
	}
	b.TypeInto(h.texts[0].Entry, "!")
	b.screen.Leave()
	if a := b.assessment(); !strings.Contains(a.Complaint, "!") {
		t.Fatalf("not kept on leaving: %q", a.Complaint)
	}
	before, _ := b.Desk.UndoState(b.screen.host.Assessment)
	b.screen.Leave()
	if after, _ := b.Desk.UndoState(b.screen.host.Assessment); after != before {
		t.Error("leaving with nothing changed made a step of undo")
	}
}

func TestCommonWordsAreAddedAndTakenOutByChips(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Tap("What makes it better or worse")
	b.Tap("sitting")
	b.Tap("driving")
	b.Type("Better with", "lying on the floor")
	b.Tap("heat")
	if a := b.assessment(); a.Aggravating != "sitting, driving" || a.Easing != "lying on the floor, heat" {
		t.Fatalf("kept: %q and %q", a.Aggravating, a.Easing)
	}
	b.Tap("sitting")
	if a := b.assessment(); a.Aggravating != "driving" {
		t.Fatalf("after taking one out: %q", a.Aggravating)
	}
	b.screen.Undo()
	b.Settle()
	b.Tap("What makes it better or worse") // closed it says in a line what it holds
	b.MustSay("Worse with: sitting, driving · Better with: lying on the floor, heat")
	b.Tap("What makes it better or worse")
	// The line beside the chips holds what they do not say, and neither says it twice.
	b.Type("Better with", "lying on the floor, heat, a walk")
	if a := b.assessment(); a.Easing != "heat, lying on the floor, a walk" {
		t.Errorf("after typing: %q", a.Easing)
	}
	h := b.screen.built[step.History].(*history)
	for _, x := range h.texts {
		if x.chips != nil && slices.Contains(x.chips.Chosen(), "heat") && hasWord(x.Entry.Text, "heat") {
			t.Errorf("heat is chosen, and stands in the line: %q", x.Entry.Text)
		}
	}
}

// One card is open at a time; the others say in a line what they hold.
func TestTheHistoryIsFiveCards(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	h := b.screen.built[step.History].(*history)
	b.Type("Presenting complaint", "Neck ache")
	b.MustNotSay("Worse with", "Referred by")
	b.Tap("Referral")
	b.MustNotSay("Presenting complaint")
	b.MustSay("Complaint", "Neck ache", "Referred by", "Nothing written yet")
	for _, c := range h.cards {
		if c != h.open && c.root.Size().Height > 72 {
			t.Errorf("the closed card %q is %v high", c.title, c.root.Size().Height)
		}
	}
	b.Tap("Referral")
	b.MustNotSay("Referred by")
}

// On a re-assessment each card says how it stands to last time, and what was not carried over is taken over in one tap.
func TestWhatIsStillTrueIsTakenOver(t *testing.T) {
	b := filled(t, kit.ModeLight)
	b.choose("Discard this draft")
	b.choose("Start the re-assessment")
	b.Tap("History")
	b.MustSay("As last time", "Still true? Worse with: sitting, driving · Better with: heat, massage", "All still true")
	b.Tap("Still true")
	if a := b.assessment(); a.Aggravating != "sitting, driving" || a.Easing != "heat, massage" {
		t.Fatalf("kept: %q and %q", a.Aggravating, a.Easing)
	}
	b.MustNotSay("Still true?", "All still true")
	if undo, _ := b.Desk.UndoState(b.screen.host.Assessment); undo != "Still true: the history" {
		t.Errorf("one step of undo: %q", undo)
	}
	b.Tap("stress")
	b.MustSay("Changed")
}

func TestAnInjuryAfterTheAssessmentIsRefusedInItsField(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Tap("Onset")
	h := b.screen.built[step.History].(*history)
	day := func(text string) {
		b.T.Helper()
		f := h.injury.Content().(*kit.DateField)
		f.SetDate("")
		b.TypeInto(f.First(), text)
		b.Window.Canvas().Unfocus()
	}
	day("05032025")
	if a := b.assessment(); a.InjuredOn != "" {
		t.Fatalf("kept %s", a.InjuredOn)
	}
	b.Settle()
	b.MustSay("The injury is dated after the assessment.")
	day("01032025")
	if a := b.assessment(); a.InjuredOn != "2025-03-01" {
		t.Errorf("kept %q", a.InjuredOn)
	}
	b.MustNotSay("The injury is dated")
}

func answersOf(c *clinic.Chart) map[string]clinic.Screening {
	out := map[string]clinic.Screening{}
	for _, s := range c.Screenings {
		out[s.Item] = s
	}
	return out
}

// question is one that is asked by itself; its head is opened where it is not in sight.
func (b *bench) question(item string) *safety.Question {
	b.T.Helper()
	c := b.screen.built[step.Screening].(*screening)
	if c.heads.Question(item) == nil && c.heads.Find(item) {
		b.Settle()
	}
	q := c.heads.Question(item)
	if q == nil {
		b.T.Fatalf("the question %s is not in sight", item)
	}
	return q
}

// head answers a head question, as say does.
func (b *bench) head(code, answer string) {
	b.T.Helper()
	b.choose3(b.screen.built[step.Screening].(*screening).heads.Head("head."+code), answer)
}

// say answers a question by its chips, from the keyboard: the arrows move, the space bar chooses.
func (b *bench) say(item, answer string) {
	b.T.Helper()
	b.choose3(b.question(item).Answers(), answer)
}

func (b *bench) choose3(answers *kit.Segmented, answer string) {
	b.T.Helper()
	b.Window.Canvas().Focus(answers)
	b.Key(fyne.KeyHome)
	for range slices.Index([]string{clinic.AnswerNo, clinic.AnswerYes, clinic.AnswerUnsure}, answer) {
		b.Key(fyne.KeyRight)
	}
	b.Key(fyne.KeySpace)
}

func TestAYesSaysAtOnceWhatMustBeDone(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Tap("Screening")
	b.say("dvt", clinic.AnswerYes)
	item := b.Desk.Catalogue.ScreeningItem("dvt")
	b.MustSay(item.Action, safety.UrgencyName(item.Urgency))
	b.Save("screening-yes", 1)
	b.Clock.Advance(time.Second)
	if y := b.screen.built[step.Screening].(*screening).scroll.Offset.Y; y <= 0 {
		t.Error("what must be done opened out of sight")
	}
	b.Save("screening-revealed", 1)
	b.Tap("Done as said above")
	b.Type("What was said or seen", "Left calf 3 cm thicker")
	s := answersOf(b.chart())["dvt"]
	if s.Answer != clinic.AnswerYes || s.Note != "Left calf 3 cm thicker" || !strings.Contains(s.Action, item.Action) {
		t.Fatalf("kept: %+v", s)
	}
	b.Tap("Findings")
	b.screen.goToQuestion("dvt")
	b.Settle()
	b.MustSay(item.Action)
	b.say("dvt", clinic.AnswerYes) // again: taken back
	if n := len(b.chart().Screenings); n != 0 {
		t.Errorf("the answer was not taken back: %d", n)
	}
}

// A no to a head denies its signs as a group; after a yes what was not answered is no in one tap, but nothing that is urgent.
func TestTheRestIsNoInOneTap(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Tap("Screening")
	b.MustNotSay("Nothing else to report", "asked one by one")
	b.head("medicines", clinic.AnswerNo)
	b.MustSay("Asked as a group: nothing to report")
	b.head("infection", clinic.AnswerYes)
	b.MustSay(b.Desk.Catalogue.ScreeningItem("cellulitis").Question)
	b.say("weak-immunity", clinic.AnswerYes)
	b.MustNotSay("Nothing else to report") // fever, a spreading infection and signs of one are asked by themselves
	b.head("skin", clinic.AnswerUnsure)
	b.say("open-wound", clinic.AnswerYes)
	b.Tap("Nothing else to report")
	b.MustSay("Asked as a group: nothing else to report · 1 asked by itself")
	a := b.assessment()
	answers := b.chart().AnswersOf(b.Desk.Catalogue, a.ID)
	for item, want := range map[string]string{"open-wound": clinic.AnswerYes, "burn": clinic.AnswerNo, "keloid": clinic.AnswerNo, "blood-thinners": clinic.AnswerNo, "cellulitis": "", "fever": ""} {
		if x := answers[item]; x.Answer != want || (want == clinic.AnswerNo) != (x.Group != "") {
			t.Errorf("%s: %+v", item, x)
		}
	}
	b.screen.Undo()
	b.Settle()
	if _, there := b.chart().AnswersOf(b.Desk.Catalogue, a.ID)["burn"]; there {
		t.Error("after undo the rest is still answered")
	}
}

// The questions are answered one after the other by a letter each.
func TestAnswersAreTypedOneAfterTheOther(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Tap("Screening")
	b.Clock.Advance(time.Second)
	c := b.screen.built[step.Screening].(*screening)
	if b.Window.Canvas().Focused() != fyne.Focusable(c.heads.Head("head.emergency")) {
		t.Errorf("the keyboard is at %T", b.Window.Canvas().Focused())
	}
	b.typeNo()
	b.MustSay("All answered")
	if left := b.chart().Unanswered(b.Desk.Catalogue, b.screen.host.Assessment); len(left) > 0 {
		t.Errorf("%d are left", len(left))
	}
	if n := len(b.chart().Screenings); n > 25 {
		t.Errorf("%d answers", n)
	}
}

// typeNo answers the questions that have no answer with n.
func (b *bench) typeNo() {
	b.T.Helper()
	c := b.screen.built[step.Screening].(*screening)
	c.heads.Begin()
	for range 40 {
		if answered, all := c.heads.Asked(); answered < all {
			b.Window.Canvas().Focused().TypedRune('n')
		}
	}
	b.Settle()
}

// What is known is shown with where it is known from, and not asked; what stands against it is said and hinders the signature,
// with a tap that leads there. What an answer says more is kept in fields.
func TestKnownIsShownAndNotAsked(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Tap("Background")
	b.Tap("blood thinner")
	b.Tap("pregnant")
	if a := b.assessment(); !slices.Equal(a.Told, []string{"blood-thinner", "pregnant"}) || a.Medication != "blood thinner" {
		t.Fatalf("told %q, %q", a.Told, a.Medication)
	}
	b.Tap("Screening")
	item := b.Desk.Catalogue.ScreeningItem("blood-thinners")
	b.MustSay("Known from: the history", item.Question, item.Action, "Last INR", "Due date")
	b.Type("Which one", "warfarin")
	if x := answersOf(b.chart())["blood-thinners"]; x.Answer != clinic.AnswerYes || x.Detail("name") != "warfarin" {
		t.Fatalf("kept %+v", x)
	}
	b.typeNo()
	b.say("blood-thinners", clinic.AnswerNo)
	b.MustSay("Otherwise than known from: the history")
	b.Tap("Impression")
	b.MustSay("the history says yes, and the safety question was answered no")
}

// What was told of a cancer is taken over into the next question about it in one tap, and is asked once.
func TestACancerIsToldOnce(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Tap("Screening")
	b.say("cancer-active", clinic.AnswerYes)
	b.MustSay("Known from: another safety question") // that there ever was one
	b.MustNotSay("Told already")
	b.Type("Which cancer", "breast, left")
	b.MustSay("Told already (Cancer in treatment): Which cancer, and where: breast, left")
	b.Save("screening-told", 1)
	b.Tap("Take it over")
	if x := answersOf(b.chart())["cancer-history"]; x.Answer != clinic.AnswerYes || x.Detail("where") != "breast, left" {
		t.Fatalf("kept %+v", x)
	}
	b.MustNotSay("Told already")
	b.Type("What was done", "Dr Lee rang, and agrees") // which is about one of the two alone
	b.MustNotSay("Told already")
}

// None excludes the other medicines, and well the other conditions.
func TestNoneExcludesTheOthers(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Tap("Background")
	b.Tap("blood thinner")
	b.Tap("opioid")
	b.Tap("well")
	b.Tap("asthma")
	if a := b.assessment(); a.Health != "asthma" || !slices.Equal(a.Told, []string{"blood-thinner", "opioid", "asthma"}) {
		t.Errorf("%q, told %q", a.Health, a.Told)
	}
	b.Tap("well")
	if a := b.assessment(); a.Health != "well" || !slices.Equal(a.Told, []string{"blood-thinner", "opioid"}) {
		t.Errorf("%q, told %q", a.Health, a.Told)
	}
}

func TestALocalContraindicationNamesItsArea(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Tap("Screening")
	b.say("open-wound", clinic.AnswerYes)
	var search *kit.Search
	b.Walk(func(o fyne.CanvasObject) {
		if x, ok := o.(*kit.Search); ok {
			search = x
		}
	})
	b.TypeInto(search, "left upper trap")
	b.Tap("Left upper trapezius")
	s := answersOf(b.chart())["open-wound"]
	if len(s.Targets) != 1 || s.Targets[0] != (clinic.Target{Structure: "trapezius.upper", Side: anatomy.Left}) {
		t.Fatalf("kept: %+v", s.Targets)
	}
	b.Tap("Left upper trapezius") // the chip: out again
	if s := answersOf(b.chart())["open-wound"]; len(s.Targets) != 0 {
		t.Fatalf("kept: %+v", s.Targets)
	}
}

func TestWhatWasAnsweredLastTimeStandsByTheQuestion(t *testing.T) {
	b := filled(t, kit.ModeLight)
	b.choose("Discard this draft")
	b.Make(clinic.Operation{Label: clinic.Say("ask"), Put: []clinic.Record{
		&clinic.Assessment{ID: "a-3", PatientID: steptest.Patient, Date: "2025-03-05", Type: clinic.AssessmentReview, CreatedAt: b.Clock.Now()},
		&clinic.Screening{ID: "q-3", PatientID: steptest.Patient, AssessmentID: "a-3", Item: "fever", Answer: clinic.AnswerUnsure, At: b.Clock.Now()},
		&clinic.Assessment{ID: "a-4", PatientID: steptest.Patient, Date: "2025-03-06", Type: clinic.AssessmentReview, CreatedAt: b.Clock.Now()},
	}})
	b.show()
	b.Tap("Screening")
	b.MustSay("Last time: not sure")
}

func TestADoctorsClearanceTakesTheFlagAway(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Tap("Screening")
	b.say("blood-thinners", clinic.AnswerYes)
	b.Tap("Record a doctor's clearance")
	b.Tap("Keep the clearance")
	b.MustSay("Write what the doctor allowed")
	if n := len(b.chart().Clearances); n != 0 {
		t.Fatalf("%d clearances without a scope", n)
	}
	b.Type("What the doctor allowed", "Light pressure to the neck and shoulders, lying face up")
	b.Tap("Keep the clearance")
	list := b.chart().Clearances
	if len(list) != 1 || list[0].Doctor != "Dr Iris Wong" || list[0].Date != "2025-03-04" || list[0].Item != "blood-thinners" {
		t.Fatalf("kept: %+v", list)
	}
	b.MustSay("Cleared by Dr Iris Wong", "In force")
	b.Tap("Findings")
	b.MustNotSay("What to do")
}

// answerSafety answers every question that has to be answered with no.
func (b *bench) answerSafety() {
	b.Tap("Screening")
	b.typeNo()
}

func TestSigningLocksTheAssessment(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Tap("Impression")
	b.MustSay("Before you sign · 2 left", "Write why the patient came.", "safety questions have no answer yet.")
	b.MustNotSay("Sign as Robin Hale")
	b.Tap("Next: History") // what is missing leads to where it is put right
	b.Type("Presenting complaint", "Neck ache")
	b.answerSafety()
	b.Tap("Findings")
	steptest.TapFigure(b.Rig, "trapezius.upper", anatomy.Left)
	b.Tap("Tenderness")
	b.Tap("Impression")
	b.Type("Working impression", "Overloaded neck from the desk")
	b.MustSay("Everything that is needed is there.")
	b.Tap("Sign as Robin Hale")
	b.MustSay("Sign this assessment?", "Robin Hale")
	b.Save("sign-question", 1)
	b.Tap("Not yet")
	if a := b.assessment(); !a.SignedAt.IsZero() {
		t.Fatal("signed without a yes")
	}
	b.Tap("Sign as Robin Hale")
	b.Tap("Sign")
	a := b.assessment()
	if a.SignedAt.IsZero() || a.SignedBy != "Robin Hale" || a.Impression != "Overloaded neck from the desk" {
		t.Fatalf("signed: %+v", a)
	}
	b.MustSay("Signed by Robin Hale", "Signed", "Add an addendum", "Build the plan")
	b.Save("signed", 1)
	b.screen.chooser.open()
	b.Settle()
	b.Save("menu", 1)
	b.Window.Canvas().Overlays().Top().Hide()
	b.Tap("Build the plan")
	if !slices.Equal(b.Opened, []string{steptest.Patient + " " + string(desk.Plan)}) {
		t.Errorf("it opened %q", b.Opened)
	}
	undo, redo := b.screen.foot.undo.Disabled(), b.screen.foot.redo.Disabled()
	if !undo || !redo {
		t.Error("a signed assessment offers undo or redo")
	}

	// Nothing in it can be changed any more.
	b.Tap("Findings")
	b.Tap("Tenderness")
	b.MustNotSay("Delete", "Another here")
	b.Walk(func(o fyne.CanvasObject) {
		if d, ok := o.(*kit.Severity); ok && !d.Disabled() {
			t.Error("a signed finding can be rated")
		}
	})
	b.Tap("History")
	if !b.screen.built[step.History].(*history).texts[0].Entry.Disabled() {
		t.Error("a signed history can be changed")
	}

	// What comes later is an addendum.
	b.Tap("Impression")
	b.Tap("Add an addendum")
	b.Tap("Sign the addendum")
	b.MustSay("Write the correction.", "Write why the record is corrected.")
	b.Type("Addendum", "The ache is on the right as well")
	b.Type("Reason", "Told at the door")
	b.Tap("Sign the addendum")
	list := b.chart().Addenda
	if len(list) != 1 || list[0].By != "Robin Hale" || list[0].AssessmentID != a.ID || list[0].Text != "The ache is on the right as well" {
		t.Fatalf("addenda: %+v", list)
	}
	b.MustSay("The ache is on the right as well", "Because: Told at the door")
}

// choose takes an entry of the menu of assessments.
func (b *bench) choose(begin string) {
	b.T.Helper()
	for _, item := range b.screen.chooser.items() {
		if strings.HasPrefix(item.Label, begin) {
			item.Action()
			b.Settle()
			return
		}
	}
	b.T.Fatalf("the menu has no %q", begin)
}

func TestAReviewBringsAlongWhatSeldomChanges(t *testing.T) {
	b := filled(t, kit.ModeLight)
	b.choose("Initial assessment, 14 January 2025")
	if b.screen.host.Assessment != "a-1" {
		t.Fatalf("%s is shown", b.screen.host.Assessment)
	}
	b.MustSay("Signed", "4 findings")
	b.MustNotSay("Mark", "to look for")
	b.choose("Re-assessment, 4 March 2025")
	b.choose("Discard this draft")
	if n := len(b.chart().Assessments); n != 1 || b.screen.host.Assessment != "a-1" {
		t.Fatalf("%d assessments, %s is shown", n, b.screen.host.Assessment)
	}
	b.UndoIt()
	b.Settle()
	if n := len(b.chart().Assessments); n != 2 || b.screen.host.Assessment != "a-2" {
		t.Fatalf("undo: %d assessments, %s is shown", n, b.screen.host.Assessment)
	}
	b.choose("Discard this draft")
	b.choose("Start the re-assessment")
	a := b.assessment()
	if a.Type != clinic.AssessmentReview || a.Mechanism != "desk work" || a.Easing != "" {
		t.Fatalf("started: %+v", a)
	}
	b.Tap("Findings")
	b.MustSay("From 14 Jan 2025: 4 findings to look for")
	b.choose("Discard this draft")
	b.choose("Start an assessment for a new complaint")
	if a := b.assessment(); a.Type != clinic.AssessmentInitial || a.Complaint != "" || a.Mechanism != "" {
		t.Fatalf("for a new complaint: %+v", a)
	}
}

func TestNobodyCanSignWithoutAName(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.Make(clinic.Operation{Label: clinic.Say("leave"), Remove: []clinic.Record{
		&clinic.Practitioner{ID: "practitioner-1", Name: "Robin Hale", CreatedAt: b.Clock.Now()},
	}})
	b.start()
	b.Tap("Impression")
	b.MustSay("somebody has to sign")
}

func TestToggleWord(t *testing.T) {
	for _, c := range []struct{ text, word, want string }{
		{"", "heat", "heat"},
		{"heat", "heat", ""},
		{"heat, rest", "heat", "rest"},
		{"Heat, rest", "heat", "rest"},
		{"a long walk", "rest", "a long walk, rest"},
		{"preheated oven", "heat", "preheated oven, heat"},
		{"rest,", "heat", "rest, heat"},
	} {
		if got := toggleWord(c.text, c.word); got != c.want {
			t.Errorf("toggleWord(%q, %q) = %q, want %q", c.text, c.word, got, c.want)
		}
		if twice := toggleWord(toggleWord(c.text, c.word), c.word); hasWord(twice, c.word) != hasWord(c.text, c.word) {
			t.Errorf("twice over %q: %q", c.text, twice)
		}
	}
}

// What is written beside common words keeps them, says none twice, and without any stays as it was typed.
func TestTheLineBesideTheChips(t *testing.T) {
	common := []string{"heat", "rest", "cold pack"}
	for _, c := range []struct{ text, rest, want, left string }{
		{"", "a walk", "a walk", "a walk"},
		{"heat, rest", "a walk", "heat, rest, a walk", "a walk"},
		{"heat, a walk", "", "heat", ""},
		{"heat, a walk", "Rest, a swim", "heat, Rest, a swim", "a swim"},
		{"a walk", "two lines,\n and a blank ", "two lines,\n and a blank ", "two lines,\n and a blank "},
	} {
		got := withBesides(c.text, common, c.rest)
		if got != c.want || besides(got, common) != c.left {
			t.Errorf("%q with %q is %q, of which %q is beside the words", c.text, c.rest, got, besides(got, common))
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom([]string{"heat", "rest", "cold pack", "a walk", "sitting", "Heat"})
		text := strings.Join(rapid.SliceOfN(word, 0, 4).Draw(t, "text"), ", ")
		rest := strings.Join(rapid.SliceOfN(word, 0, 3).Draw(t, "rest"), ", ")
		got := withBesides(text, common, rest)
		for _, w := range common {
			if hasWord(got, w) != (hasWord(text, w) || hasWord(rest, w)) {
				t.Fatalf("%q with %q is %q", text, rest, got)
			}
		}
		if besides(got, common) != besides(rest, common) {
			t.Fatalf("%q with %q is %q", text, rest, got)
		}
	})
}

// A review that was begun by the button of another screen comes to the front, and what was chosen to be read stays
// when something else changes.
func TestABegunReviewComesToTheFront(t *testing.T) {
	b := filled(t, kit.ModeLight)
	for _, a := range b.chart().Assessments {
		if a.SignedAt.IsZero() {
			a.SignedAt, a.SignedBy = b.Clock.Now(), "Ana Reyes"
			b.Make(clinic.Operation{Label: clinic.Say("sign"), Put: []clinic.Record{&a}})
		}
	}
	b.screen.Refresh(clinic.Changes{Patients: []string{steptest.Patient}})
	was := b.screen.host.Assessment
	b.Clock.Advance(24 * time.Hour)
	b.Desk.StartAssessment(steptest.Patient)
	b.screen.Refresh(clinic.Changes{Patients: []string{steptest.Patient}})
	b.Settle()
	begun := b.screen.host.Current()
	if begun == nil || begun.ID == was || begun.Type != clinic.AssessmentReview || begun.Date != b.Desk.Today() {
		t.Fatalf("shown: %+v", begun)
	}
	b.screen.open(was)
	b.Make(clinic.Operation{Label: clinic.Say("phone"), Put: []clinic.Record{&clinic.Patient{ID: steptest.Patient, GivenName: "Ann", FamilyName: "Lee", CreatedAt: b.Clock.Now()}}})
	b.screen.Refresh(clinic.Changes{Patients: []string{steptest.Patient}})
	if b.screen.host.Assessment != was {
		t.Error("another one came to the front")
	}
}

// An urgent result is asked about before the assessment is signed, and stays in sight.
func TestAnUrgentResultIsSaidAtTheSignature(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	x := &clinic.TestResult{
		ID: "t-1", PatientID: steptest.Patient, AssessmentID: b.screen.host.Assessment, Test: "ankle.thompson", Side: anatomy.Right,
		Result: clinic.ResultPositive, Date: "2025-03-04", CreatedAt: b.Clock.Now(),
	}
	b.Put(x)
	b.Tap("Impression")
	b.MustSay("Write what was done about: Thompson (calf squeeze), right.")
	b.stepSays(step.Tests, "Tests, something is missing")
	b.button("Tests").OnTapped()
	b.Settle()
	b.MustSay("Go on with the examination")
	b.Type("What was done", "Taken to the emergency department by her son")
	b.Tap("Go on with the examination")
	b.Tap("Impression")
	b.MustNotSay("Write what was done about")
	b.stepSays(step.Tests, "Tests, done")
}

// stepSays fails unless a step is read so in the column of steps.
func (b *bench) stepSays(id, want string) {
	b.T.Helper()
	var got []string
	b.Walk(func(o fyne.CanvasObject) {
		if x, ok := o.(interface {
			Name() string
			AccessibilityLabel() string
		}); ok && x.Name() == stepLabel(id) && strings.Contains(x.AccessibilityLabel(), ",") {
			got = append(got, x.AccessibilityLabel())
		}
	})
	if !slices.Contains(got, want) {
		b.T.Errorf("the step %s is read as %q, want %q", id, got, want)
	}
}

// button is the first button of a name.
func (b *bench) button(name string) (found *kit.Button) {
	b.T.Helper()
	b.Walk(func(o fyne.CanvasObject) {
		if x, ok := o.(*kit.Button); ok && found == nil && x.Name() == name {
			found = x
		}
	})
	if found == nil {
		b.T.Fatalf("no button is called %q", name)
	}
	return found
}

// A questionnaire that was begun is remembered at the signature.
func TestWhatIsOpenIsSaidAtTheSignature(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	form := b.Desk.Catalogue.Form("peg")
	_, op := clinic.StartForm(b.Desk.Env(), b.chart(), form, b.screen.host.Assessment, "", clinic.ByTherapist)
	b.Make(op)
	b.Tap("Impression")
	b.MustSay("Begun and not handed back: Pain and what it stops")
}

// What undo would take back is said where there is room for it.
func TestUndoIsSaid(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Type("Presenting complaint", "Neck ache")
	b.Window.Resize(fyne.NewSize(2000, 660))
	b.Settle()
	b.MustSay("Undo: change: presenting complaint")
}
