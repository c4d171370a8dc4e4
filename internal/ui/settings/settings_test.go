package settings

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/kit"
)

func open(t *testing.T) (*desktest.Rig, *Screen, *[]string) {
	t.Helper()
	r := desktest.New(t)
	var called []string
	s := New(r.Desk, Options{
		DataDir: "/somewhere/regimen", Version: "1.2.3",
		Restyle: func() { called = append(called, "restyle") }, Keys: func() { called = append(called, "keys") },
	})
	r.Watch(s)
	return r, s, &called
}

func TestClinicIsKept(t *testing.T) {
	r, s, _ := open(t)
	for _, f := range [][2]string{
		{"Clinic's name", "Harbour Remedial"},
		{"Street", "12 Wharf Street"},
		{"Suburb", "Fremantle"},
		{"State", "WA"},
		{"Postcode", "6160"},
		{"Phone", "08 9000 1111"},
		{"Email", "hello@harbour.example"},
		{"Website", "harbour.example"},
		{"Business number (ABN)", "51 824 753 556"},
		{"Currency symbol", "$"},
		{"Emergency number", "000"},
	} {
		r.Type(f[0], f[1])
	}
	r.Tap("Letter")
	want := clinic.Clinic{
		ID: clinic.ClinicID, Name: "Harbour Remedial", Street: "12 Wharf Street", Suburb: "Fremantle", State: "WA", Postcode: "6160",
		Phone: "08 9000 1111", Email: "hello@harbour.example", Website: "harbour.example", BusinessNumber: "51 824 753 556",
		Currency: "$", Emergency: "000", Paper: "Letter", Zone: "UTC",
	}
	if got := r.Desk.Clinic(); !reflect.DeepEqual(got, want) {
		t.Errorf("kept\n%+v\nwant\n%+v", got, want)
	}
	r.Save("settings", 1)
	s.Undo()
	r.Settle()
	if got := r.Desk.Clinic().Paper; got != "A4" {
		t.Errorf("paper after undo %q", got)
	}
	s.Redo()
	if got := r.Desk.Clinic().Paper; got != "Letter" {
		t.Errorf("paper after redo %q", got)
	}
}

// Who works here is changed most often and comes first; the address is typed once and comes last.
func TestWhatIsChangedOftenComesFirst(t *testing.T) {
	r := desktest.New(t)
	r.Put(&clinic.Practitioner{ID: "t1", Name: "Ana Reyes", CreatedAt: r.Clock.Now()})
	s := New(r.Desk, Options{DataDir: "/somewhere/regimen"})
	r.Watch(s)
	for _, width := range []float32{1184, 704} {
		r.Show(s.Object(), width, 696)
		y := func(label string) float32 {
			return r.App.Driver().AbsolutePositionForObject(r.Field(label).Content()).Y
		}
		const head = 64 // of the window
		if at := y("Who works at this computer") + head; at > 250 {
			t.Errorf("%v wide: who works here stands at %v", width, at)
		}
		before := float32(0)
		for _, label := range []string{"Who works at this computer", "Appearance", "Paper size", "Street"} {
			if at := y(label); at <= before {
				t.Errorf("%v wide: %q stands at %v, above what is changed less often", width, label, at)
			} else {
				before = at
			}
		}
		if y("Backup file") > y("Paper size") {
			t.Errorf("%v wide: the backup stands below the paper", width)
		}
	}
}

func TestPractitioners(t *testing.T) {
	r, _, _ := open(t)
	r.MustSay("Add yourself first")
	open := func(name string) {
		t.Helper()
		var row *kit.TwoLine
		r.Walk(func(o fyne.CanvasObject) {
			if x, ok := o.(*kit.TwoLine); ok && x.Name() == name {
				row = x
			}
		})
		if row == nil {
			t.Fatalf("no row %q", name)
		}
		row.Tapped(nil)
		r.Settle()
	}
	add := func(name string) {
		r.Tap("Add a practitioner")
		r.TypeInto(r.Window.Canvas().Focused(), name)
		r.Tap("All practitioners")
	}
	add("Ana Reyes")
	add("Ben Otto")
	add("") // nobody: leaves nothing behind
	all, err := r.Desk.Store.Practitioners(t.Context())
	if err != nil || len(all) != 2 {
		t.Fatalf("practitioners %+v, %v", all, err)
	}
	if got := r.Desk.Practitioner().Name; got != "Ana Reyes" {
		t.Errorf("at this computer %q", got)
	}
	var here *kit.Chips
	r.Walk(func(o fyne.CanvasObject) {
		if f, ok := o.(*kit.Field); ok && f.Label() == "Who works at this computer" {
			here = f.Content().(*kit.Chips)
		}
	})
	here.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	here.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if got := r.Desk.Practitioner().Name; got != "Ben Otto" {
		t.Errorf("at this computer %q", got)
	}

	open("Ana Reyes")
	r.Type("Qualifications", "Dip. Remedial Massage")
	r.Type("Association", "AMT")
	r.Type("Member number", "12345")
	r.Type("Provider number", "0678")
	r.Type("Practitioner's phone", "0400 000 000")
	r.Type("Practitioner's name", "")
	r.MustSay("The practitioner needs a name.")
	r.Tap("No longer works here")
	all, _ = r.Desk.Store.Practitioners(t.Context())
	i := slices.IndexFunc(all, func(p clinic.Practitioner) bool { return p.Name == "Ana Reyes" })
	if p := all[i]; p.Qualifications != "Dip. Remedial Massage" || p.Association != "AMT" || p.MemberNumber != "12345" ||
		p.ProviderNumber != "0678" || p.Phone != "0400 000 000" || p.LeftAt.IsZero() {
		t.Errorf("practitioner %+v", p)
	}
	r.MustSay("Left")
	open("Ana Reyes")
	r.Tap("Works here again")
	r.MustNotSay("Left")
}

func TestBackup(t *testing.T) {
	r, s, _ := open(t)
	r.Put(&clinic.Patient{ID: "p1", GivenName: "Margaret", CreatedAt: r.Clock.Now()})
	if name := filepath.Base(s.backup.Entry.Text); name != "regimen-2025-03-04.db" {
		t.Errorf("offered %q", name)
	}
	r.Type("Backup file", "somewhere.db")
	r.Tap("Back up now")
	r.MustSay("Write the whole name of the file")

	file := filepath.Join(t.TempDir(), "backups", "tuesday.db")
	r.Type("Backup file", file)
	r.Tap("Back up now")
	r.MustNotSay("Write the whole name of the file")
	if info, err := os.Stat(file); err != nil || info.Size() == 0 {
		t.Fatalf("no backup: %v", err)
	}
	if len(r.Said) != 1 || !strings.Contains(r.Said[0], file) {
		t.Errorf("said %v", r.Said)
	}
	again := New(r.Desk, Options{})
	if dir := filepath.Dir(again.backup.Entry.Text); dir != filepath.Dir(file) {
		t.Errorf("the next backup is offered in %q", dir)
	}
}

func TestBackupThatCannotBeWritten(t *testing.T) {
	r, _, _ := open(t)
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	r.Type("Backup file", filepath.Join(blocked, "x.db"))
	r.Tap("Back up now")
	r.MustSay("The backup could not be written there.")
}

func TestThisComputer(t *testing.T) {
	r, _, called := open(t)
	r.MustSay("/somewhere/regimen", "Regimen 1.2.3", "MIT licence")
	r.Tap("Dark")
	if v, err := r.Desk.Store.Preference(t.Context(), Appearance); err != nil || v != "dark" {
		t.Errorf("appearance %q, %v", v, err)
	}
	r.Tap("Show the keys")
	if want := []string{"restyle", "keys"}; !slices.Equal(*called, want) {
		t.Errorf("called %v", *called)
	}
}

var _ desk.Screen = (*Screen)(nil)

func TestAppearanceIsLightUntilChosen(t *testing.T) {
	for _, c := range []struct {
		stored, environment string
		want                kit.Mode
	}{
		{"", "", kit.ModeLight},
		{"", "dark", kit.ModeSystem}, // which is dark then
		{"system", "", kit.ModeSystem},
		{"dark", "", kit.ModeDark},
		{"light", "dark", kit.ModeLight},
	} {
		t.Setenv("FYNE_THEME", c.environment)
		if got := Mode(c.stored); got != c.want {
			t.Errorf("%q with FYNE_THEME=%q is %q, want %q", c.stored, c.environment, got, c.want)
		}
	}
}

// What a practitioner is trained in is ticked, kept, and taken back by undo.
func TestTrainingIsKept(t *testing.T) {
	r, s, _ := open(t)
	r.Put(&clinic.Practitioner{ID: "t1", Name: "Ana Reyes", CreatedAt: r.Clock.Now()})
	r.Settle()
	r.MustSay("Training not ticked")
	s.people.edit(r.Desk.People()[0], true)
	r.Tap("Manual lymph drainage")
	r.Tap("Joint mobilisation, grades III–IV, at the neck")
	trained := func() []string { return r.Desk.People()[0].Trained }
	if got := trained(); len(got) != 2 || !slices.Contains(got, "mld") || !slices.Contains(got, "joint-mobilisation-3-4") {
		t.Errorf("kept %q", got)
	}
	if treats := r.Desk.Practitioner(); !treats.IsTrained("mld") || treats.IsTrained("cupping") {
		t.Errorf("at this computer: %+v", treats)
	}
	s.Undo()
	r.Settle()
	if got := trained(); !slices.Equal(got, []string{"mld"}) {
		t.Errorf("after undo %q", got)
	}
}
