package patients

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/ui/kit"
)

// twins are two pairs that look like one person, the likelier first, and somebody who looks like nobody.
func (r *rig) twins() (jose, munoz, ava, mia clinic.Patient) {
	jose = r.AddPatient(clinic.Patient{GivenName: "José", FamilyName: "Muñoz", BirthDate: "1961-04-03", Phones: []clinic.Phone{{Number: "0411 111 111"}}})
	munoz = r.AddPatient(clinic.Patient{GivenName: "Jose", FamilyName: "Munoz", BirthDate: "1961-04-03", Phones: []clinic.Phone{{Number: "0411 111 111"}}})
	ava = r.AddPatient(clinic.Patient{GivenName: "Ava", FamilyName: "Kelly", BirthDate: "2015-02-01"})
	mia = r.AddPatient(clinic.Patient{GivenName: "Mia", FamilyName: "Kelly", BirthDate: "2015-02-01"})
	r.AddPatient(clinic.Patient{GivenName: "Amir", FamilyName: "Khan"})
	return jose, munoz, ava, mia
}

// apart are the buttons that say that two are two people.
func (r *rig) apart() (out []*kit.Button) {
	r.Walk(func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok && b.Text == "Not the same person" {
			out = append(out, b)
		}
	})
	return out
}

func TestDuplicatesAreDecidedAbout(t *testing.T) {
	r := newRig(t)
	jose, munoz, ava, _ := r.twins()
	var compared []string
	s := NewDuplicates(r.Desk, func(a, b string) { compared = append(compared, a, b) })
	r.Watch(s)
	r.MustSay("2 pairs of records may be of one person, the likeliest first.", "José Muñoz", "Jose Munoz", "same name", "same birth date", "same telephone number",
		"Ava Kelly", "Mia Kelly", "same family name, another given name")
	r.MustNotSay("Amir Khan")
	r.Save("duplicates", 1)
	r.Tap("Compare and join")
	if !slices.Equal(compared, []string{jose.ID, munoz.ID}) {
		t.Errorf("compares %v, want the likeliest", compared)
	}
	r.Tap("Ava Kelly")
	if !slices.Equal(r.Opened, []string{ava.ID + " summary"}) {
		t.Errorf("opened %v", r.Opened)
	}
	// The second pair are twins.
	test.Tap(r.apart()[1])
	r.Settle()
	r.MustSay("Two records may be of one person.", "José Muñoz")
	r.MustNotSay("Ava Kelly", "Records were changed since the search.")
	r.Tap("Look again")
	r.MustNotSay("Ava Kelly")
	r.Tap("Not the same person")
	r.MustSay("No two records look like one person")
	s.Undo()
	r.MustSay("José Muñoz", "Two records may be of one person.")
	r.MustNotSay("Records were changed since the search.")
	// The decision of before the search is taken back: that it has to look again is said.
	s.Undo()
	r.MustSay("Records were changed since the search.")
	r.Tap("Look again")
	r.MustSay("Ava Kelly", "José Muñoz")
}

// Nothing moves when others change records while one decides.
func TestDuplicatesSayThatRecordsChanged(t *testing.T) {
	r := newRig(t)
	jose, _, _, _ := r.twins()
	r.Watch(NewDuplicates(r.Desk, nil))
	r.MustNotSay("Compare and join")
	jose.FamilyName = "Featherstone"
	r.Elsewhere("Kim", "reception", &jose)
	r.MustSay("Records were changed since the search.", "José Muñoz", "2 pairs of records may be of one person, the likeliest first.")
	r.Tap("Look again")
	r.MustSay("José Featherstone", "same given name, another family name")
}

func TestManyDuplicates(t *testing.T) {
	r := newRig(t)
	for range 8 { // 28 pairs
		r.AddPatient(clinic.Patient{GivenName: "Ava", FamilyName: "Kelly", BirthDate: "2015-02-01"})
	}
	r.Watch(NewDuplicates(r.Desk, nil))
	r.MustSay("28 pairs of records may be of one person, the likeliest first.")
	if n := len(r.apart()); n != pairsAtOnce {
		t.Errorf("%d are shown at once", n)
	}
	r.Tap("Show 8 more")
	if n := len(r.apart()); n != 28 {
		t.Errorf("%d of all are shown", n)
	}
}

// A search that takes its time says how far it has come, and is stopped.
func TestDuplicatesAreStopped(t *testing.T) {
	r := newRig(t)
	r.twins()
	held, _ := r.Share()
	s := NewDuplicates(r.Desk, nil)
	r.Watch(s)
	r.MustSay("Looking for records that may be of one person…")
	r.MustNotSay("Looking through all patients…")
	r.Clock.Advance(2e9)
	r.MustSay("Looking through all patients…", "Cancel")
	s.busy.Tell(1, 4)
	r.Settle()
	r.MustSay("25%")
	r.Save("duplicates-busy", 1)
	r.Tap("Cancel")
	held.DoAll()
	r.MustSay("The search was stopped before its end.", "Look again")
	r.Tap("Look again")
	held.DoAll()
	r.MustSay("Jose Munoz")
	r.MustNotSay("Looking through all patients…")

	held.Fail = store.ErrUnreachable
	r.Tap("Look again")
	held.DoAll()
	r.MustSay("The patients could not be looked through.", "Jose Munoz")
}
