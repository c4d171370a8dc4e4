package patients

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regimen/internal/clinic"
	"regimen/internal/store/lookup"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/kit"
)

type rig struct{ *desktest.Rig }

func newRig(t *testing.T) *rig { return &rig{desktest.New(t)} }

// born types a birth date as a person does: it goes from field to field by itself.
func (r *rig) born(day string) {
	r.T.Helper()
	f := r.Field("Birth date").Content().(*kit.DateField)
	f.SetDate("")
	r.TypeInto(f.First(), day)
	r.Window.Canvas().Unfocus()
}

func TestEveryFieldIsKept(t *testing.T) {
	r := newRig(t)
	id := r.AddPatient(clinic.Patient{GivenName: "Margaret"}).ID
	r.Watch(New(r.Desk, id))
	for _, f := range [][2]string{
		{"Given name", " Margaret "},
		{"Family name", "Doyle"},
		{"Preferred name", "Peg"},
		{"Email", "peg@example.org"},
		{"Street", "3 High Street"},
		{"Suburb", "Fremantle"},
		{"State", "WA"},
		{"Postcode", "6160"},
		{"In an emergency, call", "Tom Doyle"},
		{"Relationship to the patient", "husband"},
		{"Emergency phone", "0400 222 333"},
		{"Doctor", "Dr Lee"},
		{"Practice", "Wharf Medical"},
		{"Doctor's phone", "08 9000 2222"},
		{"Referred by", "Dr Lee"},
		{"Occupation", "Cellist"},
		{"Health fund", "HBF"},
		{"Member number", "12 34"},
		{"Notes", "Rings first"},
	} {
		r.Type(f[0], f[1])
	}
	r.born("03041961")
	r.Tap("she/her")
	r.Tap("Female")
	r.Tap("Woman")
	r.Type("Phone", "0412 345 678")
	r.Type("Alerts", "Blood thinner")
	want := clinic.Patient{
		ID: id, GivenName: "Margaret", FamilyName: "Doyle", PreferredName: "Peg", Pronouns: "she/her", BirthDate: "1961-04-03",
		Sex: "female", Gender: "woman", Phones: []clinic.Phone{{Number: "0412 345 678"}}, Email: "peg@example.org",
		Street: "3 High Street", Suburb: "Fremantle", State: "WA", Postcode: "6160",
		EmergencyName: "Tom Doyle", EmergencyRelation: "husband", EmergencyPhone: "0400 222 333",
		DoctorName: "Dr Lee", DoctorPractice: "Wharf Medical", DoctorPhone: "08 9000 2222", Referrer: "Dr Lee",
		Occupation: "Cellist", HealthFund: "HBF", FundNumber: "12 34", Notes: "Rings first", Alerts: []string{"Blood thinner"},
	}
	got := r.Patient(id)
	want.CreatedAt = got.CreatedAt
	if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
		t.Errorf("stored\n%+v\nwant\n%+v", got, want)
	}
	r.MustSay("63 years")
	r.Save("details", 1)
}

// Who may have referred a patient is offered: the own doctor, whom the clinic knows most, and who is called as is typed.
func TestReferrersAreOffered(t *testing.T) {
	r := newRig(t)
	for _, p := range []clinic.Patient{
		{GivenName: "A", Referrer: "Dr Iris Wong"},
		{GivenName: "B", Referrer: "Dr Iris Wong"},
		{GivenName: "C", DoctorName: "Dr Abe", DoctorPractice: "Quay Street"},
		{GivenName: "D", Referrer: "Dr Bo"},
		{GivenName: "E", Referrer: "Dr Cai"},
		{GivenName: "F", Referrer: "Dr Zoltan"},
	} {
		r.AddPatient(p)
	}
	id := r.AddPatient(clinic.Patient{GivenName: "Margaret", DoctorName: "Dr Lee"}).ID
	r.Watch(New(r.Desk, id))
	r.MustSay("Dr Lee")
	r.MustNotSay("Dr Iris Wong") // nobody is asked for before the field is gone to
	r.Window.Canvas().Focus(r.Field("Referred by").Content().(*kit.Entry))
	r.Settle()
	r.MustSay("Dr Lee", "Dr Iris Wong", "Dr Abe, Quay Street", "Dr Bo")
	r.MustNotSay("Dr Cai", "Dr Zoltan")
	r.TypeInto(r.Field("Referred by").Content().(*kit.Entry), "zol")
	r.MustSay("Dr Zoltan")
	r.MustNotSay("Dr Iris Wong", "Dr Bo")
	r.Tap("Dr Zoltan")
	if got := r.Patient(id).Referrer; got != "Dr Zoltan" {
		t.Errorf("kept %q", got)
	}
	r.MustNotSay("Dr Bo")

	r.Watch(NewPatient(r.Desk, ""))
	r.MustNotSay("Dr Iris Wong") // the form of somebody new stays short
	r.TypeInto(r.Field("Referred by").Content().(*kit.Entry), "iri")
	r.MustSay("Dr Iris Wong")
	r.MustNotSay("Dr Bo")
}

func TestOtherWordsThanTheChips(t *testing.T) {
	r := newRig(t)
	id := r.AddPatient(clinic.Patient{GivenName: "Sky", Pronouns: "they/them"}).ID
	r.Watch(New(r.Desk, id))
	answers := r.answers("they/them")
	if answers.Value() != "they/them" {
		t.Fatalf("chosen %q", answers.Value())
	}
	// An answer is said once: there is no field beside it, until another is asked for.
	own := func() (n int) {
		r.Walk(func(o fyne.CanvasObject) {
			if e, ok := o.(*kit.Entry); ok && e.PlaceHolder == "in their own words" {
				n++
			}
		})
		return n
	}
	if n := own(); n != 0 {
		t.Errorf("%d fields beside the answers", n)
	}
	r.Tap("Other…")
	if n := own(); n != 1 || r.Patient(id).Pronouns != "" {
		t.Errorf("%d fields for another answer, and %q is kept", n, r.Patient(id).Pronouns)
	}
	r.Type("Pronouns", "ze/zir")
	if got := r.Patient(id).Pronouns; got != "ze/zir" || answers.Value() != otherAnswer || own() != 1 {
		t.Errorf("pronouns %q, chosen %q", got, answers.Value())
	}
	r.Tap("he/him")
	if got := r.Patient(id).Pronouns; got != "he/him" || own() != 0 {
		t.Errorf("pronouns %q", got)
	}
	r.Tap("he/him") // the same again takes it away
	if got := r.Patient(id).Pronouns; got != "" || own() != 0 {
		t.Errorf("pronouns %q", got)
	}
}

// answers is the control that offers a choice.
func (r *rig) answers(label string) *kit.Segmented {
	r.T.Helper()
	var row, found *kit.Segmented
	r.Walk(func(o fyne.CanvasObject) {
		if c, ok := o.(*kit.Segmented); ok {
			row = c
		}
		if n, ok := o.(interface{ Name() string }); ok && n.Name() == label && found == nil {
			found = row
		}
	})
	if found == nil {
		r.T.Fatalf("no answer %q", label)
	}
	return found
}

func TestWrongFieldSaysSoAndStays(t *testing.T) {
	r := newRig(t)
	id := r.AddPatient(clinic.Patient{GivenName: "Margaret", Email: "peg@example.org"}).ID
	r.Watch(New(r.Desk, id))
	r.Type("Email", "peg at home")
	r.MustSay("The email address needs a name", "peg at home")
	r.Type("Occupation", "Cellist") // the rest goes on being kept
	if p := r.Patient(id); p.Email != "peg@example.org" || p.Occupation != "Cellist" {
		t.Errorf("stored %+v", p)
	}
	r.MustSay("peg at home")
	r.Type("Email", "peg@home.org")
	r.MustNotSay("The email address needs a name")
	r.Type("Given name", "")
	r.MustSay("The patient needs a name.")
	if p := r.Patient(id); p.GivenName != "Margaret" || p.Email != "peg@home.org" {
		t.Errorf("stored %+v", p)
	}
	r.born("31022001")
	r.MustSay("There is no such day")
	if got := r.Patient(id).BirthDate; got != "" {
		t.Errorf("birth date %q", got)
	}
	r.born("05032025") // tomorrow
	r.MustSay("in the future")
	if got := r.Patient(id).BirthDate; got != "" {
		t.Errorf("birth date %q", got)
	}
}

func TestUndoAndRedoOfDetails(t *testing.T) {
	r := newRig(t)
	id := r.AddPatient(clinic.Patient{GivenName: "Margaret"}).ID
	r.Watch(New(r.Desk, id))
	r.Type("Occupation", "Cellist")
	r.Tap("Undo")
	if got := r.Patient(id).Occupation; got != "" {
		t.Errorf("occupation after undo %q", got)
	}
	r.MustNotSay("Cellist")
	r.Tap("Redo")
	r.MustSay("Cellist")
	if got := r.Patient(id).Occupation; got != "Cellist" {
		t.Errorf("occupation after redo %q", got)
	}
}

func TestTypingIsKeptAfterAPause(t *testing.T) {
	r := newRig(t)
	id := r.AddPatient(clinic.Patient{GivenName: "Margaret"}).ID
	r.Watch(New(r.Desk, id))
	e := r.Field("Occupation").Content().(*kit.Entry)
	r.TypeInto(e, "Nurse ")
	if got := r.Patient(id).Occupation; got != "" {
		t.Errorf("kept while typing: %q", got)
	}
	r.Clock.Advance(2e9)
	if got := r.Patient(id).Occupation; got != "Nurse" {
		t.Errorf("kept after the pause: %q", got)
	}
	r.TypeInto(e, "and cellist")
	if e.Text != "Nurse and cellist" {
		t.Errorf("the field lost a letter: %q", e.Text)
	}
}

func TestPhonesGrowAndShrink(t *testing.T) {
	r := newRig(t)
	id := r.AddPatient(clinic.Patient{GivenName: "Margaret", Phones: []clinic.Phone{{Number: "1", Label: "home"}, {Number: "2"}}}).ID
	s := New(r.Desk, id).(*Details)
	r.Watch(s)
	if n := len(s.form.phones.lines); n != 3 {
		t.Fatalf("%d rows for two numbers", n)
	}
	r.TypeInto(s.form.phones.lines[2][0].Entry, "333")
	r.Window.Canvas().Unfocus()
	r.Settle()
	if got := r.Patient(id).Phones; len(got) != 3 || got[2].Number != "333" {
		t.Errorf("phones %+v", got)
	}
	if n := len(s.form.phones.lines); n != 4 {
		t.Errorf("%d rows for three numbers", n)
	}
	r.Tap("Remove this number")
	if got := r.Patient(id).Phones; len(got) != 2 || got[0].Number != "2" {
		t.Errorf("phones %+v", got)
	}
	s.Undo()
	if got := r.Patient(id).Phones; len(got) != 3 {
		t.Errorf("phones after undo %+v", got)
	}
	if n := len(s.form.phones.lines); n != 4 {
		t.Errorf("%d rows after undo", n)
	}
}

func TestNewPatientByTyping(t *testing.T) {
	r := newRig(t)
	s := NewPatient(r.Desk, "")
	r.Watch(s)
	r.MustSay("The record is made as soon as there is a name.")
	r.MustNotSay("Open the record")
	r.born("03041961")
	r.MustNotSay("Occupation")
	r.Tap("More about the patient")
	r.Type("Occupation", "Cellist")
	if r.Patients() != 0 {
		t.Error("a record without a name")
	}
	s.Focus()
	r.TypeInto(r.Window.Canvas().Focused(), "Margaret")
	r.Tab(1)
	r.TypeInto(r.Window.Canvas().Focused(), "Doyle")
	r.Tab(1)
	hits, n, err := r.Desk.Store.Patients(t.Context(), lookup.Filter{}, 10, 0)
	if err != nil || n != 1 || hits[0].Name != "Margaret Doyle" || hits[0].BirthDate != "1961-04-03" {
		t.Fatalf("patients %+v, %v", hits, err)
	}
	if got := r.Patient(hits[0].ID).Occupation; got != "Cellist" {
		t.Errorf("what was typed before the name is lost: %q", got)
	}
	r.MustSay("Margaret Doyle has a record.")
	r.Tap("Start the assessment")
	if want := []string{hits[0].ID + " assess"}; !slices.Equal(r.Opened, want) {
		t.Errorf("opened %v", r.Opened)
	}
}

// The form stays where it is when the record is made and its buttons come.
func TestNewPatientStaysWhereItIs(t *testing.T) {
	r := newRig(t)
	s := NewPatient(r.Desk, "")
	r.Watch(s)
	place := func() fyne.Position { return r.App.Driver().AbsolutePositionForObject(s.form.birth.First()) }
	was := place()
	r.Type("Given name", "Margaret")
	r.MustSay("Open the record")
	if now := place(); now != was {
		t.Errorf("the form moved from %v to %v", was, now)
	}
}

// One column asks for six things, near the top; a name from the search is added by the one button in the accent, and what
// else there is to know unfolds.
func TestNewPatientAsksLittle(t *testing.T) {
	r := newRig(t)
	s := NewPatient(r.Desk, "margaret doyle")
	r.Watch(s)
	r.Show(s.Object(), 1184, 696)
	var labels []string
	r.Walk(func(o fyne.CanvasObject) {
		if f, ok := o.(*kit.Field); ok {
			labels = append(labels, f.Label())
		}
	})
	if want := []string{"Given name", "Family name", "Birth date", "Phone", "Referred by", "Alerts"}; !slices.Equal(labels, want) {
		t.Errorf("it asks for %q", labels)
	}
	if w := s.form.object.Size().Width; w != 560 {
		t.Errorf("the column is %v wide", w)
	}
	const head = 64 // of the window
	if y := r.App.Driver().AbsolutePositionForObject(s.form.texts[0].Entry).Y + head; y > 250 {
		t.Errorf("the first field stands at %v", y)
	}
	r.Tap("Add the patient")
	r.MustSay("Margaret Doyle has a record.", "Start the assessment")
	r.MustNotSay("Add the patient", "Preferred name")
	r.Tap("More about the patient")
	r.MustSay("Preferred name", "Pronouns", "Street", "Doctor's phone", "Notes")
	r.Tap("Less about the patient")
	r.MustNotSay("Preferred name")
	r.Show(s.Object(), 704, 440)
	for _, cut := range r.CutOff() {
		if cut != "ends early: " { // a hint in an empty field
			t.Error(cut)
		}
	}
}

// Without a name nobody is added, and it is said why.
func TestNobodyIsAddedWithoutAName(t *testing.T) {
	r := newRig(t)
	r.Watch(NewPatient(r.Desk, ""))
	r.Tap("Add the patient")
	if n := r.Patients(); n != 0 || len(r.Warned) != 1 || !strings.Contains(r.Warned[0], "needs a name") {
		t.Errorf("%d patients, warned %q", n, r.Warned)
	}
}

func TestNewPatientTakenBack(t *testing.T) {
	r := newRig(t)
	s := NewPatient(r.Desk, "")
	r.Watch(s)
	r.Type("Given name", "Margaret")
	s.Undo()
	r.Settle()
	if r.Patients() != 0 {
		t.Error("the record is still there")
	}
	r.MustSay("The record is made as soon as there is a name.")
	r.Type("Given name", "Amir")
	r.MustSay("Amir has a record.")
	if n := r.Patients(); n != 1 {
		t.Errorf("%d records", n)
	}
}

func TestNewPatientLooksLikeAnExistingOne(t *testing.T) {
	r := newRig(t)
	old := r.AddPatient(clinic.Patient{GivenName: "Margaret", FamilyName: "Doyle", BirthDate: "1961-04-03"})
	r.Watch(NewPatient(r.Desk, ""))
	r.Type("Given name", "Margaret")
	r.MustNotSay("Looks like an existing patient")
	r.Type("Family name", "Doyle")
	r.MustSay("Looks like an existing patient", "3 Apr 1961 (63 years)")
	r.Tap("Margaret Doyle")
	if want := []string{old.ID + " summary"}; !slices.Equal(r.Opened, want) {
		t.Errorf("opened %v", r.Opened)
	}
	if n := r.Patients(); n != 1 {
		t.Errorf("%d records instead of one", n)
	}
}

// A person whose name is written a little differently is offered while it is typed; so are twins, who are then kept as two.
func TestWhoIsWrittenDifferentlyIsOffered(t *testing.T) {
	for _, c := range []struct {
		there         clinic.Patient
		given, family string
		born, phone   string
	}{
		{clinic.Patient{GivenName: "José", FamilyName: "Muñoz", BirthDate: "1961-04-03"}, "Jose", "Munoz", "03041961", ""},
		{clinic.Patient{GivenName: "Kate", FamilyName: "O’Brien"}, "Kate", "O'Brien", "", ""},
		{clinic.Patient{GivenName: "Kate", FamilyName: "O’Brien"}, "Kate", "OBrien", "", ""},
		{clinic.Patient{GivenName: "Mary-Jane", FamilyName: "Van der Berg", BirthDate: "1985-12-24"}, "Maryjane", "Vanderberg", "24121985", ""},
		{clinic.Patient{GivenName: "John", FamilyName: "Smith", BirthDate: "1970-07-07"}, "Jon", "Smyth", "07071970", ""},
		{clinic.Patient{GivenName: "John", FamilyName: "Smith", BirthDate: "1970-07-07", Phones: []clinic.Phone{{Number: "0412 345 678"}}}, "Jonathan", "Smithe", "", "0412345678"},
		{clinic.Patient{GivenName: "Jaxson", FamilyName: "Selth", BirthDate: "1913-07-07"}, "Ja xson", "Selht", "07071913", ""},
		{clinic.Patient{GivenName: "John", FamilyName: "Smith", BirthDate: "1970-07-07"}, "Jon", "Smith", "07071970", ""},
		{clinic.Patient{GivenName: "Jaxson", FamilyName: "Selth", BirthDate: "1913-07-07"}, "Selth", "Jaxson", "07071913", ""},
		{clinic.Patient{GivenName: "小明", FamilyName: "王"}, "王小明", "", "", ""},
		{clinic.Patient{GivenName: "Ava", FamilyName: "Kelly", BirthDate: "2015-02-01", Phones: []clinic.Phone{{Number: "0400 111 222"}}}, "Mia", "Kelly", "01022015", "0400111222"},
	} {
		t.Run(c.given+" "+c.family, func(t *testing.T) {
			r := newRig(t)
			c.there = r.AddPatient(c.there)
			for range 3 { // who looks like nobody
				r.AddPatient(clinic.Patient{GivenName: "Amir", FamilyName: "Khan", BirthDate: "1990-05-05"})
			}
			r.Watch(NewPatient(r.Desk, ""))
			r.Type("Given name", c.given)
			if c.family != "" {
				r.Type("Family name", c.family)
			}
			if c.born != "" {
				r.born(c.born)
			}
			if c.phone != "" {
				r.Type("Phone", c.phone)
			}
			r.MustSay("Looks like an existing patient", c.there.Name())
			r.MustNotSay("Amir Khan")
			if n := r.Patients(); n != 5 {
				t.Errorf("%d records: who is typed is kept as well", n)
			}
		})
	}
}

func TestThreeLookAlikesAtMost(t *testing.T) {
	r := newRig(t)
	for range 5 {
		r.AddPatient(clinic.Patient{GivenName: "Margaret", FamilyName: "Doyle"})
	}
	r.Watch(NewPatient(r.Desk, ""))
	r.Type("Given name", "Margret")
	r.Type("Family name", "Doyle")
	offered := 0
	r.Walk(func(o fyne.CanvasObject) {
		if row, ok := o.(*kit.TwoLine); ok && row.Name() == "Margaret Doyle" {
			offered++
		}
	})
	if offered != 3 {
		t.Errorf("%d are offered", offered)
	}
}

// Who may be there already is seen in full, and nothing moves that the name is typed into; also where there is one column
// only, and whatever was pressed.
func TestLookAlikesAreInSight(t *testing.T) {
	for _, width := range []float32{1180, 700} {
		r := newRig(t)
		r.AddPatient(clinic.Patient{GivenName: "Margaret", FamilyName: "Doyle", BirthDate: "1961-04-03"})
		s := NewPatient(r.Desk, "")
		r.Watch(s)
		r.Show(s.Object(), width, 660)
		d := r.App.Driver()
		place := func() fyne.Position { return d.AbsolutePositionForObject(s.form.birth.First()) }
		was := place()
		for _, name := range []struct{ field, text string }{{"Given name", "Margaret"}, {"Family name", "Doyle"}} {
			r.Hand().TapAt(d.AbsolutePositionForObject(r.Field(name.field).Content()).AddXY(20, 20), fyne.Delta{})
			r.TypeInto(r.Window.Canvas().Focused(), name.text)
		}
		r.Tab(1)
		r.Settle()
		r.MustSay("Looks like an existing patient")
		from, end := d.AbsolutePositionForObject(s.twins).Y, s.twins.Size().Height
		if from < 0 || from+end > 660 || end == 0 {
			t.Errorf("%v wide: they stand from %v, %v high", width, from, end)
		}
		if now := place(); width > 1000 && now != was {
			t.Errorf("the form moved from %v to %v", was, now)
		}
	}
}

// A date is read the same whatever paper the clinic prints on, and the day is said in words.
func TestBirthDateDoesNotHangOnThePaper(t *testing.T) {
	for _, paper := range []string{"A4", "Letter"} {
		r := newRig(t)
		r.Put(&clinic.Clinic{ID: clinic.ClinicID, Paper: paper})
		s := NewPatient(r.Desk, "Margaret Doyle")
		r.Watch(s)
		clip := test.NewClipboard()
		clip.SetContent("03/12/1984")
		s.form.birth.First().TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
		r.MustSay("3 December 1984, 40 years", "03/12/1984 was read with the day first")
		if p := r.Patient(s.form.id); p.BirthDate != "1984-12-03" {
			t.Errorf("%s: born %s", paper, p.BirthDate)
		}
	}
}

func TestSplitName(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string][2]string{
		"":                 {"", ""},
		"margaret":         {"Margaret", ""},
		"margaret doyle":   {"Margaret", "Doyle"},
		"jo van der berg ": {"Jo Van Der", "Berg"},
		"éva Ó briain":     {"Éva Ó", "Briain"},
		"0412 345":         {"", ""},
		"3/4/1961":         {"", ""},
	} {
		if given, family := SplitName(typed); given != want[0] || family != want[1] {
			t.Errorf("%q: %q %q", typed, given, family)
		}
	}
}

func TestListReadsOnlyThePagesInSight(t *testing.T) {
	r := newRig(t)
	var records []clinic.Record
	for i := range 1000 {
		records = append(records, &clinic.Patient{ID: r.Desk.NewID(), GivenName: fmt.Sprintf("Given %04d", i), FamilyName: fmt.Sprintf("Family %04d", i), CreatedAt: r.Clock.Now()})
	}
	if _, err := r.Store.Load(t.Context(), clinic.Say("test"), records); err != nil {
		t.Fatal(err)
	}
	l := NewList(r.Desk, func() {}, func() {})
	r.Watch(l)
	r.MustSay("1000 in all", "Family 0000", "Given 0000")
	if len(l.pages) != 1 {
		t.Errorf("%d pages read for the first screen", len(l.pages))
	}
	l.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	r.Settle()
	r.MustSay("Family 0999", "Given 0999")
	l.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(r.Opened) != 1 || r.Opened[0] != records[999].Key()+" summary" {
		t.Errorf("opened %v", r.Opened)
	}
	r.Tap("Archived")
	r.MustSay("Nobody is archived", "0 in all")
}

// The rows are low enough for ten to be seen, family name first, and the alphabet goes to a letter: by a tap, a finger that
// is moved along and a key.
func TestListByLetter(t *testing.T) {
	r := newRig(t)
	var records []clinic.Record
	for i := range 26 * 12 {
		family := string(rune('A'+i/12)) + fmt.Sprintf("ber %02d", i%12)
		records = append(records, &clinic.Patient{ID: r.Desk.NewID(), GivenName: "Given", FamilyName: family, CreatedAt: r.Clock.Now()})
	}
	if _, err := r.Store.Load(t.Context(), clinic.Say("test"), records); err != nil {
		t.Fatal(err)
	}
	l := NewList(r.Desk, func() {}, func() {})
	r.Watch(l)
	r.Show(l.Object(), 1184, 696) // a window of 1280 by 760 without its rail and head
	first := func() (names []string) {
		for _, said := range r.Texts() {
			if strings.Contains(said, "ber ") {
				names = append(names, said)
			}
		}
		return names
	}
	if n := len(first()); n < 10 {
		t.Errorf("%d rows are seen", n)
	}
	place := r.App.Driver().AbsolutePositionForObject(l.letters)
	at := func(letter rune) fyne.Position {
		return place.AddXY(20, l.letters.Size().Height*(float32(letter-'A')+0.5)/26)
	}
	r.Hand().TapAt(at('M'), fyne.Delta{})
	r.Settle()
	if got := first()[0]; got != "Mber 00 Given" {
		t.Errorf("the letter M leads to %q", got)
	}
	r.Hand().Drag(at('M'), at('P'), at('C'))
	r.Settle()
	if got := first()[0]; got != "Cber 00 Given" {
		t.Errorf("a finger that ends on C leads to %q", got)
	}
	r.Window.Canvas().Focus(l.list)
	l.list.TypedRune('q')
	r.Settle()
	l.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if p := r.Patient(strings.Fields(r.Opened[0])[0]); p.FamilyName != "Qber 00" {
		t.Errorf("the key Q leads to %q", p.FamilyName)
	}
	if cut := r.CutOff(); len(cut) > 0 {
		t.Errorf("%q", cut)
	}
}

// The other lists too say the family name first, and a patient of one name by that.
func TestListSortsByWhatStandsFirst(t *testing.T) {
	r := newRig(t)
	r.AddPatient(clinic.Patient{GivenName: "Margaret", FamilyName: "O'Doyle", PreferredName: "Peg"})
	r.AddPatient(clinic.Patient{GivenName: "Madonna"})
	r.Watch(NewList(r.Desk, func() {}, func() {}))
	r.MustSay("O'Doyle", "Margaret (Peg)", "Madonna")
	r.MustNotSay("Margaret (Peg) O'Doyle")
}

func TestListFollowsChanges(t *testing.T) {
	r := newRig(t)
	l := NewList(r.Desk, func() {}, func() {})
	r.Watch(l)
	r.MustSay("No patients yet")
	p := r.AddPatient(clinic.Patient{GivenName: "Amir", FamilyName: "Khan"})
	r.Settle()
	r.MustSay("Khan", "Amir", "1 in all")
	r.Put(clinic.ArchivePatient(r.Desk.Env(), p).Put...)
	r.Settle()
	r.MustNotSay("Khan")
}

// Somebody who was entered twice is found from the details and shown beside; once joined, the details say so, and take the
// two apart again, which says before what goes where.
func TestEnteredTwice(t *testing.T) {
	r := newRig(t)
	var beside [][2]string
	r.Desk.Join = func(one, other string) { beside = append(beside, [2]string{one, other}) }
	peg := r.AddPatient(clinic.Patient{GivenName: "Margaret", FamilyName: "Doyle", Notes: "Rings first"})
	marg := r.AddPatient(clinic.Patient{GivenName: "Marg", FamilyName: "Doyle", Email: "marg@example.org", Occupation: "Cellist", Notes: "Parks behind"})
	r.AddSession(marg.ID, "", 1, "2025-02-01", true)
	r.Watch(New(r.Desk, peg.ID))
	r.Type("This is the same person as", "doyle")
	r.MustNotSay("Take apart")
	r.Tap("Marg Doyle")
	if len(beside) != 1 || beside[0] != [2]string{peg.ID, marg.ID} {
		t.Fatalf("side by side: %v", beside)
	}
	op, err := (&clinic.Joining{Stays: r.Chart(peg.ID), Other: r.Chart(marg.ID)}).Join(r.Desk.Env())
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Desk.Apply(op); err != nil {
		t.Fatal(err)
	}
	r.MustSay("The record of Marg Doyle was joined on 4 March 2025.", "In that record stands otherwise: Given name: Marg")
	r.Type("Occupation", "Music teacher")
	r.Tap("Take apart")
	r.MustSay("1 entry goes back to the record of Marg Doyle", "All else stays with Margaret Doyle.", "Changed since, and left as it is now: Occupation.")
	r.Tap("Leave them joined")
	if c := r.Chart(marg.ID); c.Patient.ID != peg.ID {
		t.Fatal("they are apart")
	}
	r.Tap("Take apart")
	r.Tap("Take apart")
	one, other := r.Chart(peg.ID), r.Chart(marg.ID)
	if one.Patient.Occupation != "Music teacher" || one.Patient.Email != "" || one.Patient.Notes != "Rings first" || len(one.Sessions) != 0 || other.Patient.ID != marg.ID ||
		other.Patient.Notes != "Parks behind" || len(other.Sessions) != 1 {
		t.Errorf("apart: %+v\n%+v", one.Patient, other)
	}
	r.MustNotSay("was joined on")
	r.UndoIt()
	r.Settle()
	if c := r.Chart(marg.ID); c.Patient.ID != peg.ID {
		t.Error("taking apart is not taken back")
	}
}
