package assess

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/safety"
)

func (b *bench) assessment() clinic.Assessment {
	b.T.Helper()
	a := b.chart().Assessment(b.screen.assessment)
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
	h := b.screen.built[stepHistory].(*history)
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
	before, _ := b.desk.UndoState(b.screen.assessment)
	b.screen.Leave()
	if after, _ := b.desk.UndoState(b.screen.assessment); after != before {
		t.Error("leaving with nothing changed made a step of undo")
	}
}

func TestCommonWordsAreAddedAndTakenOutByChips(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
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
	b.MustSay("sitting, driving")
}

func TestAnInjuryAfterTheAssessmentIsRefusedInItsField(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	h := b.screen.built[stepHistory].(*history)
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

// question finds one question of the group in sight.
func (b *bench) question(item string) *safety.Question {
	b.T.Helper()
	c := b.screen.built[stepScreening].(*screening)
	for _, g := range c.groups {
		for i, q := range g.rows {
			if g.items[i].Code == item && g.id == c.group {
				return q
			}
		}
	}
	b.T.Fatalf("the question %s is not in sight", item)
	return nil
}

// say answers a question by its chips, from the keyboard: the arrows move, the space bar chooses.
func (b *bench) say(item, answer string) {
	b.T.Helper()
	q := b.question(item)
	b.Window.Canvas().Focus(q.Answers())
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
	item := b.desk.Catalogue.ScreeningItem("dvt")
	b.MustSay(item.Action, safety.UrgencyName(item.Urgency))
	b.Save("screening-yes", 1)
	b.Clock.Advance(time.Second)
	if y := b.screen.built[stepScreening].(*screening).scroll.Offset.Y; y <= 0 {
		t.Error("what must be done opened out of sight")
	}
	b.Save("screening-revealed", 1)
	b.Tap("Done as said above")
	b.Type("What was said or seen", "Left calf 3 cm thicker")
	s := answersOf(b.chart())["dvt"]
	if s.Answer != clinic.AnswerYes || s.Note != "Left calf 3 cm thicker" || !strings.Contains(s.Action, item.Action) {
		t.Fatalf("kept: %+v", s)
	}
	b.screen.built[stepScreening].(*screening).open(clinic.GroupPrecaution)
	b.MustNotSay(item.Action)
	b.Tap("Findings")
	b.MustSay(item.Name)
	b.Tap("What to do") // also when another group was open
	b.MustSay(item.Action)

	b.Tap("No to all the rest")
	answers := answersOf(b.chart())
	for _, i := range b.desk.Catalogue.Screening {
		switch {
		case i.Code == "dvt":
			if answers[i.Code].Answer != clinic.AnswerYes {
				t.Error("the yes was overwritten")
			}
		case i.Group == clinic.GroupAbsolute && answers[i.Code].Answer != clinic.AnswerNo:
			t.Errorf("%s has the answer %q", i.Code, answers[i.Code].Answer)
		case i.Group != clinic.GroupAbsolute && answers[i.Code].Answer != "":
			t.Errorf("%s of another group was answered", i.Code)
		}
	}
	b.MustSay("All answered")
	b.screen.Undo()
	b.Settle()
	if n := len(b.chart().Screenings); n != 1 {
		t.Errorf("after undo %d answers are left", n)
	}
	b.say("dvt", clinic.AnswerYes) // again: taken back
	if n := len(b.chart().Screenings); n != 0 {
		t.Errorf("the answer was not taken back: %d", n)
	}
}

func TestALocalContraindicationNamesItsArea(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Tap("Screening")
	b.Tap("Avoid the area  0/19")
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
	b.apply(clinic.Operation{Label: "ask", Put: []clinic.Record{
		&clinic.Assessment{ID: "a-3", PatientID: patientID, Date: "2025-03-05", Type: clinic.AssessmentReview, CreatedAt: b.Clock.Now()},
		&clinic.Screening{ID: "q-3", PatientID: patientID, AssessmentID: "a-3", Item: "fever", Answer: clinic.AnswerUnsure, At: b.Clock.Now()},
		&clinic.Assessment{ID: "a-4", PatientID: patientID, Date: "2025-03-06", Type: clinic.AssessmentReview, CreatedAt: b.Clock.Now()},
	}})
	b.show()
	b.Tap("Screening")
	b.MustSay("Last time: not sure")
}

func TestADoctorsClearanceTakesTheFlagAway(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Tap("Screening")
	b.Tap("Take care  0/" + clinic.Number(float64(len(b.screen.built[stepScreening].(*screening).groups[3].items))))
	b.say("blood-thinners", clinic.AnswerYes)
	b.Tap("Cleared by a doctor")
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

// cell is the field of a value that is in sight.
func (b *bench) cell(k measured) *valueCell {
	b.T.Helper()
	m := b.screen.built[stepMeasures].(*measures)
	var rows []*valueRow
	switch p := m.pages[m.topic].(type) {
	case *motionPage:
		rows = p.inSight()
	case *otherPage:
		for _, block := range p.blocks {
			for _, r := range block.rows {
				rows = append(rows, r)
			}
		}
	}
	for _, r := range rows {
		for _, c := range r.cells {
			if v, ok := c.(*valueCell); ok && v.key == k {
				return v
			}
		}
	}
	b.T.Fatalf("%+v is not in sight", k)
	return nil
}

// measure types a value into its field and leaves it.
func (b *bench) measure(k measured, text string) *valueCell {
	b.T.Helper()
	c := b.cell(k)
	c.entry.SetText("")
	b.TypeInto(c.entry, text)
	b.Window.Canvas().Unfocus()
	b.Settle()
	return c
}

func (b *bench) value(k measured) *clinic.Measurement {
	for _, m := range b.chart().MeasurementsOf(b.screen.assessment) {
		if keyOf(&m) == k {
			return &m
		}
	}
	return nil
}

func TestMovementIsTypedOrStepped(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Tap("Movement")
	b.Tap("Shoulder")
	b.MustSay("Patient’s left", "Patient’s right", "usual 180°")
	left := measured{measure: "rom.shoulder.flexion", side: anatomy.Left, mode: clinic.ModeActive}
	right := left
	right.side = anatomy.Right
	b.Tap("Goniometer")
	b.measure(left, "120")
	b.measure(right, "165")
	if m := b.value(left); m == nil || m.Value != 120 || m.Tool != "goniometer" || m.Date != "2025-03-04" {
		t.Fatalf("kept: %+v", m)
	}
	b.MustSay("45° less on the left")
	c := b.cell(left)
	c.more.OnTapped()
	if m := b.value(left); m.Value != 125 {
		t.Fatalf("a step made it %v", m.Value)
	}
	b.Tap("Details")
	b.MustSay("Left shoulder flexion, active", "Pain with the movement")
	b.Tap("6")
	if m := b.value(left); m.Pain == nil || *m.Pain != 6 {
		t.Fatalf("pain: %+v", m)
	}
	b.MustSay("Pain 6")
	b.Save("movement-pain", 1)
	abduction := measured{measure: "rom.shoulder.abduction", side: anatomy.Left, mode: clinic.ModeActive}
	b.cell(abduction).more.OnTapped()
	if m := b.value(abduction); m == nil || m.Value != 180 {
		t.Fatalf("the first step begins at the usual value: %+v", m)
	}
	b.measure(left, "")
	if m := b.value(left); m != nil {
		t.Fatalf("an emptied field is still kept: %+v", m)
	}
	b.Tap("Passive")
	passive := left
	passive.mode = clinic.ModePassive
	b.measure(passive, "140,5°")
	if m := b.value(passive); m == nil || m.Value != 140.5 {
		t.Fatalf("passive: %+v", m)
	}
}

func TestImpossibleDegreesAreRefusedAtTheField(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Tap("Movement")
	b.Tap("Shoulder")
	k := measured{measure: "rom.shoulder.flexion", side: anatomy.Left, mode: clinic.ModeActive}
	for text, sentence := range map[string]string{
		"400": "Shoulder flexion must be from 0° to 220°.", "-5": "Shoulder flexion must be from 0° to 220°.",
		"1e9": "Enter a number.", "NaN": "Enter a number.", "abc": "Enter a number.", "1.234,5": "Enter a number.",
	} {
		c := b.measure(k, text)
		if m := b.value(k); m != nil {
			t.Fatalf("%q was kept: %+v", text, m)
		}
		if c.wrong.Text() != sentence || c.entry.Text != text {
			t.Errorf("%q: the field says %q and holds %q", text, c.wrong.Text(), c.entry.Text)
		}
	}
	if len(b.warned) > 0 {
		t.Errorf("it was said elsewhere too: %v", b.warned)
	}
	c := b.measure(k, "210")
	if m := b.value(k); m == nil || m.Value != 210 {
		t.Fatalf("an unusual value is kept: %+v", m)
	}
	if !strings.Contains(c.ask.Text(), "Is 210° right?") || c.wrong.Text() != "" {
		t.Errorf("it asks %q and refuses %q", c.ask.Text(), c.wrong.Text())
	}
}

func TestTheEarlierValueStandsBesideTheNewOne(t *testing.T) {
	b := filled(t, kit.ModeLight)
	b.Tap("Movement")
	b.MustSay("before 45° · better", "before 60° · within measurement error", "before 40°")
}

func TestTheSameActivitiesAreScoredAgain(t *testing.T) {
	b := filled(t, kit.ModeLight)
	b.Tap("Movement")
	b.Tap("Pain and activities  2")
	b.MustSay("Drive for an hour", "Sleep on the left", "Work at the desk until five", "before 4/10 · better", "Average 7/10 of only 1")
	b.Type("Add an activity that is hard now", "Carry the shopping")
	b.Tap("Add")
	b.MustSay("Carry the shopping")
	a := b.screen.built[stepMeasures].(*measures).pages[topicPain].(*painPage).activities
	rate := func(item string, n string) {
		b.T.Helper()
		a.rows[item].plain.SetChosen(n)
		a.rows[item].plain.OnChanged([]string{n})
		b.Settle()
	}
	rate("Carry the shopping", "2")
	rate("Sleep on the left", "6")
	m := b.value(measured{measure: "psfs", item: "Carry the shopping", side: anatomy.Midline})
	if m == nil || m.Value != 2 {
		t.Fatalf("kept: %+v", m)
	}
	b.MustSay("Average 5/10")
	b.Type("Add an activity that is hard now", "carry  the SHOPPING")
	b.Tap("Add")
	b.MustSay("This activity is there already.")
	a.add.SetText("")
	b.Type("Add an activity that is hard now", "Swim")
	b.Tap("Add")
	rate("Swim", "1")
	b.MustNotSay("Add an activity that is hard now") // five is what the scale is made for
}

func TestFurtherMeasuresAreChosenByChips(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Tap("Movement")
	b.Tap("Other measures")
	b.Tap("Pressure pain threshold")
	block := b.screen.built[stepMeasures].(*measures).pages[topicOther].(*otherPage).blocks["ppt"]
	b.TypeInto(block.search, "right upper trap")
	b.Tap("Right upper trapezius")
	k := measured{measure: "ppt", structure: "trapezius.upper", side: anatomy.Right}
	b.measure(k, "2.4")
	if m := b.value(k); m == nil || m.Value != 2.4 || m.Structure != "trapezius.upper" {
		t.Fatalf("kept: %+v", m)
	}
	b.Tap("Girth")
	girth := b.screen.built[stepMeasures].(*measures).pages[topicOther].(*otherPage).blocks["girth"]
	b.TypeInto(girth.item, "10 cm above the elbow")
	girth.addItem()
	b.Settle()
	b.MustSay("10 cm above the elbow")
	left := measured{measure: "girth", item: "10 cm above the elbow", side: anatomy.Left}
	b.measure(left, "282")
	if m := b.value(left); m == nil || m.Value != 282 {
		t.Fatalf("kept: %+v", m)
	}
	b.Save("other-chosen", 1)
}

// answerSafety answers every question that has to be answered with no.
func (b *bench) answerSafety() {
	b.Tap("Screening")
	b.Tap("No to all the rest")
	b.Tap("Next: red flags")
	b.Tap("No to all the rest")
}

func TestSigningLocksTheAssessment(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	b.Tap("Impression")
	b.MustSay("Still missing before it can be signed", "Write why the patient came.", "safety questions have no answer yet")
	if sign := b.screen.built[stepImpression].(*impression).sign; !sign.Disabled() {
		t.Fatal("it can be signed with no complaint")
	}
	b.Tap("History")
	b.Type("Presenting complaint", "Neck ache")
	b.answerSafety()
	b.Tap("Findings")
	b.tapFigure("trapezius.upper", anatomy.Left)
	b.Tap("Tenderness")
	b.Tap("Impression")
	b.Type("Working impression", "Overloaded neck from the desk")
	b.MustSay("Everything that is needed is there.")
	b.Tap("Sign the assessment")
	b.MustSay("Sign this assessment?", "Robin Hale")
	b.Save("sign-question", 1)
	b.Tap("Not yet")
	if a := b.assessment(); !a.SignedAt.IsZero() {
		t.Fatal("signed without a yes")
	}
	b.Tap("Sign the assessment")
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
	if b.opened != desk.Plan {
		t.Errorf("it opened %q", b.opened)
	}
	undo, redo := b.screen.bar.undo.Disabled(), b.screen.bar.redo.Disabled()
	if !undo || !redo {
		t.Error("a signed assessment offers undo or redo")
	}

	// Nothing in it can be changed any more.
	b.Tap("Findings")
	b.findings().pick(b.chart().Findings[0].ID)
	b.Settle()
	b.MustNotSay("Delete", "Another here")
	if !b.findings().sheet.severity.Disabled() || !b.findings().sheet.note.Entry.Disabled() {
		t.Error("a signed finding can be changed")
	}
	b.Tap("History")
	if !b.screen.built[stepHistory].(*history).texts[0].Entry.Disabled() {
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
	if b.screen.assessment != "a-1" {
		t.Fatalf("%s is shown", b.screen.assessment)
	}
	b.MustSay("Signed", "4 findings")
	b.MustNotSay("Mark", "Bring findings from last time")
	b.choose("Review, 4 March 2025")
	b.choose("Discard this draft")
	if n := len(b.chart().Assessments); n != 1 || b.screen.assessment != "a-1" {
		t.Fatalf("%d assessments, %s is shown", n, b.screen.assessment)
	}
	b.undo()
	b.Settle()
	if n := len(b.chart().Assessments); n != 2 || b.screen.assessment != "a-2" {
		t.Fatalf("undo: %d assessments, %s is shown", n, b.screen.assessment)
	}
	b.choose("Discard this draft")
	b.choose("Start a review")
	a := b.assessment()
	if a.Type != clinic.AssessmentReview || a.Mechanism != "desk work" || a.Easing != "" {
		t.Fatalf("started: %+v", a)
	}
	b.Tap("Findings")
	b.MustSay("Bring findings from last time", "4 findings of 14 Jan 2025")
	b.choose("Discard this draft")
	b.choose("Start an assessment for a new complaint")
	if a := b.assessment(); a.Type != clinic.AssessmentInitial || a.Complaint != "" || a.Mechanism != "" {
		t.Fatalf("for a new complaint: %+v", a)
	}
}

func TestNobodyCanSignWithoutAName(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.apply(clinic.Operation{Label: "leave", Remove: []clinic.Record{
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

// A review that was begun by the button of another screen comes to the front, and what was chosen to be read stays
// when something else changes.
func TestABegunReviewComesToTheFront(t *testing.T) {
	b := filled(t, kit.ModeLight)
	for _, a := range b.chart().Assessments {
		if a.SignedAt.IsZero() {
			a.SignedAt, a.SignedBy = b.Clock.Now(), "Ana Reyes"
			b.apply(clinic.Operation{Label: "sign", Put: []clinic.Record{&a}})
		}
	}
	b.screen.Refresh(clinic.Changes{Patients: []string{patientID}})
	was := b.screen.assessment
	b.Clock.Advance(24 * time.Hour)
	b.desk.Open = func(string, desk.Section) {}
	b.desk.StartAssessment(patientID)
	b.screen.Refresh(clinic.Changes{Patients: []string{patientID}})
	b.Settle()
	begun := b.screen.current()
	if begun == nil || begun.ID == was || begun.Type != clinic.AssessmentReview || begun.Date != b.desk.Today() {
		t.Fatalf("shown: %+v", begun)
	}
	b.screen.open(was)
	b.apply(clinic.Operation{Label: "phone", Put: []clinic.Record{&clinic.Patient{ID: patientID, GivenName: "Ann", FamilyName: "Lee", CreatedAt: b.Clock.Now()}}})
	b.screen.Refresh(clinic.Changes{Patients: []string{patientID}})
	if b.screen.assessment != was {
		t.Error("another one came to the front")
	}
}
