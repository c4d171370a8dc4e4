package settings

import (
	"testing"
	"testing/fstest"

	"regimen/internal/books"
	"regimen/internal/clinic"
	"regimen/internal/ui/desk/desktest"
)

func TestPIN(t *testing.T) {
	r, _, _ := open(t)
	r.MustSay("No PIN is set")
	r.MustNotSay("Remove the PIN")
	for _, bad := range []string{"", "123", "123456789", "12a4"} {
		r.Type("PIN for taking the tablet back from a patient", bad)
		r.Tap("Set the PIN")
		r.MustSay("A PIN has 4 to 8 digits.")
		if has, err := r.Desk.HasPIN(); has || err != nil {
			t.Fatalf("%q is set, %v", bad, err)
		}
	}
	r.Type("PIN for taking the tablet back from a patient", "4711")
	r.Tap("Set the PIN")
	r.MustSay("A PIN is set on this computer.")
	stored, err := r.Desk.Store.Preference(t.Context(), "practitioner.pin")
	if err != nil || stored == "" || stored == "4711" {
		t.Errorf("stored as %q, %v", stored, err)
	}
	for digits, want := range map[string]bool{"4711": true, "4712": false, "": false, "47110": false} {
		if right, err := r.Desk.CheckPIN(digits); right != want || err != nil {
			t.Errorf("%q: %v, %v", digits, right, err)
		}
	}
	r.Tap("Remove the PIN")
	r.MustSay("No PIN is set")
	if right, _ := r.Desk.CheckPIN("4711"); right {
		t.Error("a PIN that was removed is taken")
	}
}

// The clinic's texts in the intake form are its own; one is suggested that a patient can read.
func TestTextsOfTheIntakeForm(t *testing.T) {
	r, _, _ := open(t)
	r.Tap("Begin with a suggested text")
	text := r.Desk.Clinic().PrivacyStatement
	if grade := clinic.ReadingGrade(text); text == "" || grade >= 8 {
		t.Errorf("the text that is suggested is of grade %.1f: %q", grade, text)
	}
	r.MustNotSay("Begin with a suggested text")
	r.Type("Fee policy", "Please pay on the day.")
	if got := r.Desk.Clinic().FeePolicy; got != "Please pay on the day." {
		t.Errorf("kept: %q", got)
	}
	r.Type("Privacy statement", "")
	r.MustSay("Begin with a suggested text")
}

func TestOwnFormsAreTold(t *testing.T) {
	r := desktest.New(t)
	good := "code\tours\ntitle\tOur own form\nabout\tx\nlicence\tx\nsource\tx\nanswer\t0-10\nscoring\tsum\nmissing\tall\nitem\tHow?\nbetter\tlower\n"
	var err error
	r.Desk.Atlas, r.Desk.Catalogue, err = books.Load(fstest.MapFS{"good.tsv": {Data: []byte(good)}, "bad.tsv": {Data: []byte("code\tx\n")}})
	if err != nil {
		t.Fatal(err)
	}
	s := New(r.Desk, Options{DataDir: "/somewhere/regimen"})
	r.Watch(s)
	r.MustSay("Our own form", "Left out: bad.tsv", "/somewhere/regimen/forms")
}
