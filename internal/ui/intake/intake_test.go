package intake

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/bodymap"
	"regimen/internal/ui/consent"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/kit"
)

// rig is a form in a patient's hands.
type rig struct {
	*desktest.Rig
	form    *Form
	patient string
	over    func() // takes the window back
}

func hand(t *testing.T, p clinic.Patient) *rig {
	t.Helper()
	r := &rig{Rig: desktest.New(t)}
	c := clinic.Clinic{Name: "Clinic", Paper: "A4", PrivacyStatement: "We keep what you tell us.\nYou can ask to see it.", FeePolicy: "Please pay on the day."}
	r.Make(clinic.KeepClinic(r.Desk.Env(), clinic.Say("test"), c))
	r.AddPatient(clinic.Patient{GivenName: "Ida", FamilyName: "Moss", Email: "ida@example.org"})
	r.patient = r.AddPatient(p).ID
	r.give()
	return r
}

// give hands the form over.
func (r *rig) give() {
	r.T.Helper()
	r.Desk.Cover = func(content fyne.CanvasObject, over func()) { r.form, r.over = content.(*Form), over }
	HandOver(r.Desk, r.patient)
	if r.form == nil {
		r.T.Fatal("the form is not handed over:", r.Said)
	}
	r.Show(r.form, 1280, 740)
	r.Settle()
}

func (r *rig) intake() *clinic.Intake {
	r.T.Helper()
	all := r.Chart(r.patient).Intakes
	if len(all) != 1 {
		r.T.Fatalf("there are %d forms", len(all))
	}
	return &all[0]
}

func (r *rig) answer(question string) clinic.IntakeAnswer { return r.intake().Answer(question) }

// to goes on until a page with a code is shown.
func (r *rig) to(code string) {
	r.T.Helper()
	for range len(r.form.sheets) {
		if strings.HasPrefix(r.form.sheets[r.form.at].code, code) {
			return
		}
		r.Tap(r.form.next.Name())
	}
	r.T.Fatalf("no page %q is reached; it stops at %q and says:\n%s", code, r.form.sheets[r.form.at].code, strings.Join(r.Texts(), "\n"))
}

// screen answers a safety question with the tile that says so.
func (r *rig) screen(question, answer string) {
	r.T.Helper()
	r.to("screening")
	for range len(r.form.sheets) {
		s := r.form.sheets[r.form.at]
		n := slices.IndexFunc(s.questions, func(q clinic.IntakeQuestion) bool { return q.Code == question })
		if n < 0 {
			r.Tap("Next")
			continue
		}
		var rows []*kit.Tiles
		r.Walk(func(o fyne.CanvasObject) {
			if t, ok := o.(*kit.Tiles); ok {
				rows = append(rows, t)
			}
		})
		at := map[string]fyne.KeyName{"No": fyne.KeyHome, "Not sure": fyne.KeyEnd}[answer]
		r.Window.Canvas().Focus(rows[n])
		if answer == "Yes" {
			r.Key(fyne.KeyHome, fyne.KeyRight, fyne.KeySpace)
		} else {
			r.Key(at, fyne.KeySpace)
		}
		return
	}
	r.T.Fatalf("the question %q is not asked", question)
}

// signs draws in the field.
func (r *rig) signs() {
	r.T.Helper()
	r.Walk(func(o fyne.CanvasObject) {
		if x, ok := o.(*consent.Field); ok {
			x.MouseDown(&desktop.MouseEvent{})
			for i := range 5 {
				x.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(20+20*float32(i), 30+10*float32(i))}, Dragged: fyne.NewDelta(20, 10)})
			}
			x.DragEnd()
		}
	})
	r.Settle()
}

// touches taps a structure on the figure.
func (r *rig) touches(structure string, side anatomy.Side) {
	r.T.Helper()
	var body *bodymap.Map
	r.Walk(func(o fyne.CanvasObject) {
		if m, ok := o.(*bodymap.Map); ok {
			body = m
		}
	})
	if body == nil {
		r.T.Fatal("there is no figure")
	}
	for _, v := range body.Shown() {
		for _, s := range v.Find(anatomy.Target{Structure: structure, Side: side}) {
			r.Hand().TapAt(body.Spot(v.ID, s.Center()), fyne.Delta{})
			r.Settle()
			return
		}
	}
	r.T.Fatalf("%s is not in sight", structure)
}

// A patient's whole way, from the first page to the last, by taps and typing.
func TestTheWholeForm(t *testing.T) {
	r := hand(t, clinic.Patient{GivenName: "Sam", FamilyName: "Okafor", Phones: []clinic.Phone{{Number: "0491 570 156"}}})
	r.MustSay("This form is for Sam Okafor.", "Please hand over the tablet.")
	r.Tap("Begin")
	r.MustSay("About you", "1 of 10")
	r.Type("What should we call you?", "Sammy")
	r.TypeInto(r.form.fields[3].entry(), "12031984")
	r.Tap("Next")
	if a := r.answer("birth_date"); a.Text != "1984-03-12" {
		t.Errorf("the birth date is kept as %q", a.Text)
	}
	if a := r.answer("given_name"); !a.LeftOut() {
		t.Errorf("what the record says already is kept as the answer %q", a.Text)
	}
	r.Type("Your email address", "sam@example.org")
	r.to("contacts.emergency")
	r.MustSay("Who we can call", "2 of 10")
	r.MustNotSay("guardian")
	r.Type("Who should we call in an emergency?", "Ade Okafor")
	r.Type("Their phone number", "0491 570 110")
	r.to("reason")
	r.Type("What brings you here?", "My shoulder hurts. At night, too.")
	r.to("reason.previous_treatment")
	r.Tap("Yes")
	r.Tap("Physiotherapy")
	r.Type("Which? Did it help?", "A little")
	r.to("pain")
	r.touches("deltoid.middle", anatomy.Right)
	marks := r.intake().Marks
	if len(marks) != 1 || marks[0].Type != "pain" || marks[0].Side != anatomy.Right {
		t.Fatalf("marked: %+v", marks)
	}
	r.Tap("Burning")
	r.Tap("6")
	r.Tap("Done with this place")
	if m := r.intake().Marks[0]; m.Quality != "burning" || m.Severity == nil || *m.Severity != 6 || m.ID != marks[0].ID {
		t.Errorf("the mark says %+v", m)
	}
	r.to("health")
	r.Tap("No")
	r.to("medicines")
	r.Tap("I take none")
	r.to("screening")
	r.Tap("None of these")
	first := r.form.sheets[r.form.at].questions
	for _, q := range first {
		if a := r.answer(q.Code); a.Answer != clinic.AnswerNo {
			t.Errorf("%s is answered %q", q.Code, a.Answer)
		}
	}
	r.Tap("Next")
	for _, q := range r.form.sheets[r.form.at].questions {
		if !slices.ContainsFunc(first, func(x clinic.IntakeQuestion) bool { return x.Code == q.Code }) {
			if a := r.answer(q.Code); !a.LeftOut() {
				t.Errorf("%s was not asked and is answered %q", q.Code, a.Answer)
			}
		}
	}
	r.to("text.privacy")
	r.MustSay("We keep what you tell us.", "You can ask to see it.")
	r.Tap("I have read this and I agree.")
	r.Tap("Next")
	r.MustSay("Please pay on the day.")
	r.Tap("I do not agree, or I want to talk about it first.")
	r.to("sign")
	r.signs()
	r.Tap("Next")
	r.MustSay("This was left out.", "Who we can call:", "Safety questions:")
	r.MustNotSay("Your signature:", "Your privacy:")
	r.Tap("Hand in")
	r.MustSay("Thank you.", "Please give the tablet back.")
	in := r.intake()
	if in.FinishedAt.IsZero() || in.By != "Sam Okafor" || in.ByAs != clinic.ByThePatient || len(in.Signature) == 0 {
		t.Errorf("handed in: %v by %q as %q, %d lines", in.FinishedAt, in.By, in.ByAs, len(in.Signature))
	}
	for question, want := range map[string]string{
		"preferred_name": "Sammy", "email": "sam@example.org", "emergency_name": "Ade Okafor", "emergency_phone": "0491 570 110",
		"complaint": "My shoulder hurts. At night, too.", "previous_treatment": "A little",
	} {
		if a := in.Answer(question); a.Text != want {
			t.Errorf("%s is kept as %q, want %q", question, a.Text, want)
		}
	}
	for question, want := range map[string]string{"previous_treatment": clinic.AnswerYes, "health": clinic.AnswerNo, "medication": clinic.AnswerNo} {
		if a := in.Answer(question); a.Answer != want {
			t.Errorf("%s is answered %q", question, a.Answer)
		}
	}
	if p, f := in.Statement(clinic.StatementPrivacy), in.Statement(clinic.StatementFees); p.Answer != clinic.AnswerYes || f.Answer != clinic.AnswerNo {
		t.Errorf("privacy %q, fees %q", p.Answer, f.Answer)
	}
	if p := r.Patient(r.patient); p.Email != "" || p.PreferredName != "" {
		t.Error("the form has changed the record by itself")
	}
	r.over()
	if said := r.Said[len(r.Said)-1]; said != "The form of Sam Okafor is handed in." {
		t.Errorf("it is told: %q", said)
	}
}

// What cannot be is said in a plain sentence, and stays in the field until it is put right or taken out.
func TestWhatCannotBeIsSaid(t *testing.T) {
	r := hand(t, clinic.Patient{GivenName: "Sam", FamilyName: "Okafor"})
	r.Tap("Begin")
	for typed, says := range map[string]string{
		"31022000": "There is no such day.", "01012030": "This date is in the future.", "1203": "Enter the day, the month and the year.",
	} {
		r.form.goTo("about.you")
		r.Settle()
		r.TypeInto(r.form.fields[3].entry(), typed)
		r.Tap("Next")
		r.MustSay(says, "Please look at what is marked.", "Your date of birth")
		if got := r.form.fields[3].entry().Text; !strings.HasPrefix(typed, got) || got == "" {
			t.Errorf("of %q the field holds %q", typed, got)
		}
		if a := r.answer("birth_date"); !a.LeftOut() {
			t.Errorf("%q is kept as %q", typed, a.Text)
		}
	}
	r.form.goTo("about.reach")
	r.Settle()
	r.Type("Your email address", "sam.example.org")
	r.Tap("Next")
	r.MustSay("The email address needs a name, an @ and a domain", "Please look at what is marked.")
	if got := r.form.fields[1].entry().Text; got != "sam.example.org" {
		t.Errorf("the field holds %q", got)
	}
	r.Type("Your email address", "")
	r.Tap("Next")
	r.MustNotSay("Your email address")
}

// A form that is left goes on at the same page with all that was answered, also after the power has gone while something
// was half typed.
func TestGoingOn(t *testing.T) {
	r := hand(t, clinic.Patient{GivenName: "Sam", FamilyName: "Okafor"})
	r.Tap("Begin")
	r.to("reason")
	r.TypeInto(r.form.fields[0].entry(), "My knee")
	r.Clock.Advance(time.Second) // a pause, and then the power goes
	r.Reopen()
	if a := r.answer("complaint"); a.Text != "My knee" {
		t.Errorf("kept: %q", a.Text)
	}
	r.form = nil
	r.Desk.Cover = func(content fyne.CanvasObject, over func()) { r.form, r.over = content.(*Form), over }
	if !Resume(r.Desk) || r.form == nil {
		t.Fatal("the program opens the records where a patient has the tablet")
	}
	r.Show(r.form, 1280, 740)
	r.Settle()
	if got := r.form.fields[0].entry().Text; got != "My knee" {
		t.Errorf("it goes on with %q", got)
	}
	r.Tap("Next")
	r.over() // somebody takes the tablet back
	if Resume(r.Desk) {
		t.Error("a form that was taken back covers the window")
	}
	if said := r.Said[len(r.Said)-1]; !strings.Contains(said, "is not finished") {
		t.Errorf("it is told: %q", said)
	}
	r.give()
	r.MustSay("What makes it worse?")
	if n := len(r.Chart(r.patient).Intakes); n != 1 {
		t.Errorf("there are %d forms", n)
	}
}

// The last page names each chapter with something left out once, and leads from one such page to the next.
func TestGoingBackToWhatWasLeftOut(t *testing.T) {
	r := hand(t, clinic.Patient{GivenName: "Sam", FamilyName: "Okafor"})
	r.to("health")
	r.Tap("No")
	r.to("end")
	seen := 0
	for _, text := range r.Texts() {
		if strings.HasPrefix(text, "Safety questions") {
			seen++
		}
	}
	if seen != 1 {
		t.Errorf("the safety questions are named %d times", seen)
	}
	r.MustNotSay("Your health:")
	r.Tap("What brings you here: 5 questions left out")
	var codes []string
	for range 4 {
		codes = append(codes, r.form.sheets[r.form.at].code)
		r.Tap("Next")
	}
	if want := []string{"reason.complaint", "reason.changes", "reason.previous_treatment", "medicines.medication"}; !slices.Equal(codes, want) {
		t.Errorf("it leads to %q", codes)
	}
}

// Left alone the answers go out of sight, and come back with a tap.
func TestLeftAlone(t *testing.T) {
	r := hand(t, clinic.Patient{GivenName: "Sam", FamilyName: "Okafor"})
	r.Tap("Begin")
	r.to("reason")
	r.TypeInto(r.form.fields[0].entry(), "My knee")
	r.Clock.Advance(idle - time.Second)
	r.MustSay("What brings you here?")
	r.TypeInto(r.form.fields[0].entry(), "s")
	r.Clock.Advance(idle - time.Second)
	r.Settle()
	r.MustSay("What brings you here?")
	r.Clock.Advance(3 * time.Second)
	r.Settle()
	r.MustSay("Tap to go on")
	r.MustNotSay("What brings you here?", "My knee", "Okafor", "Next")
	r.form.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	r.Settle()
	r.MustSay("What brings you here?", "My knees")
	r.Clock.Advance(idle)
	r.Settle()
	r.Tap("Tap to go on")
	r.MustSay("My knees")
	r.over()
	r.Clock.Advance(time.Hour)
	if r.form.resting {
		t.Error("a form that was taken back waits on")
	}
}

// A yes to a danger says calmly what to do.
func TestADangerIsAnsweredCalmly(t *testing.T) {
	r := hand(t, clinic.Patient{GivenName: "Sam", FamilyName: "Okafor"})
	r.Tap("Begin")
	chest := clinic.ScreeningQuestion("chest-pain")
	r.screen(chest, "No")
	r.MustNotSay("tell the person at the desk")
	r.screen(chest, "Yes")
	r.MustSay("Please tell the person at the desk now", "000")
	if a := r.answer(chest); a.Answer != clinic.AnswerYes {
		t.Errorf("kept: %q", a.Answer)
	}
	r.screen(chest, "Not sure")
	r.MustSay("Please tell the person at the desk now")
	r.Tap("No to the others")
	if a := r.answer(chest); a.Answer != clinic.AnswerUnsure {
		t.Errorf("the others were answered, and this one, too: %q", a.Answer)
	}
	r.screen(clinic.ScreeningQuestion("self-harm"), "Yes")
	r.MustSay("13 11 14")
	// Whatever is urgent has something to say.
	for _, item := range r.Desk.Catalogue.Screening {
		for _, answer := range []string{clinic.AnswerYes, clinic.AnswerUnsure} {
			if clinic.Urgent(item.Urgency) && r.form.calmly(&item, answer) == "" {
				t.Errorf("%s to %s says nothing", answer, item.Code)
			}
		}
		if says := r.form.calmly(&item, clinic.AnswerYes); clinic.ReadingGrade(says) >= 8 {
			t.Errorf("hard to read: %q", says)
		}
	}
}

// A minor's form asks for the guardian, who signs.
func TestAMinorHasAGuardian(t *testing.T) {
	r := hand(t, clinic.Patient{GivenName: "Lea", FamilyName: "Berg", BirthDate: "2012-05-01"})
	r.Tap("Begin")
	r.to("contacts.guardian")
	r.Type("Parent or guardian: name", "Mia Berg")
	r.Type("Parent or guardian: phone", "0491 570 157")
	r.Tap("Parent")
	r.to("sign")
	r.MustSay("Under 18, a parent or guardian signs.")
	r.MustNotSay("I sign for myself")
	r.Tap("Next")
	r.MustSay("Please sign in the field.")
	r.Tap("Hand in")
	r.MustSay("Please sign in the field.", "Name of who signs")
	r.signs()
	r.Tap("Next")
	r.Tap("Hand in")
	if in := r.intake(); in.FinishedAt.IsZero() || in.By != "Mia Berg" || in.ByAs != clinic.ByGuardian || in.Relation != clinic.RelationParent {
		t.Errorf("handed in %v by %q as %q, %q", in.FinishedAt, in.By, in.ByAs, in.Relation)
	}
}

// Whoever becomes a minor by the date that was typed is asked for the guardian.
func TestABirthDateBringsTheGuardian(t *testing.T) {
	r := hand(t, clinic.Patient{GivenName: "Lea", FamilyName: "Berg"})
	r.Tap("Begin")
	r.TypeInto(r.form.fields[3].entry(), "01052012")
	r.Tap("Next")
	r.to("contacts.guardian")
}

// The keyboard is enough: Enter goes from field to field and from page to page.
func TestByKeyboard(t *testing.T) {
	r := hand(t, clinic.Patient{GivenName: "Sam", FamilyName: "Okafor"})
	r.form.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	r.Settle()
	r.MustSay("About you")
	r.form.goTo("contacts.emergency")
	r.Settle()
	r.Window.Canvas().Focus(r.form.fields[0].entry())
	for _, text := range []string{"Ade", "brother", "0491 570 110"} {
		r.TypeInto(r.Window.Canvas().Focused(), text)
		r.Key(fyne.KeyReturn)
	}
	if at := r.form.sheets[r.form.at].code; at != "contacts.doctor" {
		t.Errorf("Enter leads to %q", at)
	}
	for question, want := range map[string]string{"emergency_name": "Ade", "emergency_relation": "brother", "emergency_phone": "0491 570 110"} {
		if a := r.answer(question); a.Text != want {
			t.Errorf("%s is kept as %q", question, a.Text)
		}
	}
}

// A mark can be changed and taken away, and a second tap on the same place makes no second one.
func TestMarks(t *testing.T) {
	r := hand(t, clinic.Patient{GivenName: "Sam", FamilyName: "Okafor"})
	r.Tap("Begin")
	r.to("pain")
	r.touches("deltoid.middle", anatomy.Left)
	r.Tap("Numb")
	r.Tap("Done with this place")
	r.touches("deltoid.middle", anatomy.Left)
	r.Tap("Pins and needles")
	if marks := r.intake().Marks; len(marks) != 1 || marks[0].Type != "paraesthesia" || marks[0].Severity != nil {
		t.Errorf("marked: %+v", marks)
	}
	r.Tap("Take this mark away")
	if marks := r.intake().Marks; len(marks) != 0 {
		t.Errorf("still marked: %+v", marks)
	}
	r.MustSay("Where does it hurt?")
}

// Nothing is smaller than a finger and nothing is cut off, on a tablet either way up and where everything is twice as large.
func TestEveryPageHasRoom(t *testing.T) {
	for _, size := range []fyne.Size{fyne.NewSize(1280, 740), fyne.NewSize(800, 1220), fyne.NewSize(640, 400)} {
		r := hand(t, clinic.Patient{GivenName: "Lea", FamilyName: "Berg", BirthDate: "2012-05-01"})
		r.Show(r.form, size.Width, size.Height)
		for {
			r.Settle()
			code := r.form.sheets[r.form.at].code
			if cut := r.CutOff(); len(cut) > 0 {
				t.Errorf("%v %s: cut off: %q", size, code, cut)
			}
			r.Walk(func(o fyne.CanvasObject) {
				b, ok := o.(*kit.Button)
				if ok && b.Visible() && b.Size().Height < 48 && b.Size().Height > 0 {
					t.Errorf("%v %s: %q is %v high", size, code, b.Name(), b.Size().Height)
				}
			})
			if r.form.at == len(r.form.sheets)-1 {
				break
			}
			r.Tap(r.form.next.Name())
		}
	}
}

// What is typed in comes into the upper half: a keyboard on the glass covers the lower.
func TestTheFieldComesUp(t *testing.T) {
	r := hand(t, clinic.Patient{GivenName: "Sam", FamilyName: "Okafor"})
	r.Show(r.form, 640, 400)
	r.Tap("Begin")
	for i := range r.form.fields {
		r.Window.Canvas().Focus(r.form.fields[i].entry())
		r.Settle()
		part := r.form.fields[i].entry()
		top := fyne.CurrentApp().Driver().AbsolutePositionForObject(part).Y
		above := fyne.CurrentApp().Driver().AbsolutePositionForObject(r.form.scroll).Y
		if top < above || top > 200 {
			t.Errorf("field %d is at %v, under the head of %v", i, top, above)
		}
	}
}

// All that a patient reads here is plain.
func TestItIsPlain(t *testing.T) {
	r := hand(t, clinic.Patient{GivenName: "Lea", FamilyName: "Berg", BirthDate: "2012-05-01"})
	for range r.form.sheets {
		for _, text := range r.Texts() {
			if len(strings.Fields(text)) > 7 && clinic.ReadingGrade(text) >= 9 {
				t.Errorf("%s: grade %.1f: %q", r.form.sheets[r.form.at].code, clinic.ReadingGrade(text), text)
			}
		}
		if r.form.at < len(r.form.sheets)-1 {
			test.Tap(r.form.next)
			r.Settle()
		}
	}
}
