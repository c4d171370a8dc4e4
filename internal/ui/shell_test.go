package ui

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/store/lookup"
	"regimen/internal/store/storetest"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
	"regimen/internal/ui/patients"
	"regimen/internal/ui/sessions"
)

// rig is a window on a real store, worked as a person works it.
type rig struct {
	*kittest.Screen
	shell *Shell
	store *store.Store
	ids   int
	away  bool // what is done now is done elsewhere
}

func (r *rig) newID() string {
	r.ids++
	return fmt.Sprintf("01900000-0000-7000-8000-%012d", r.ids)
}

// openWindow opens a window on an empty clinic; setUp says whether the first start is behind it.
func openWindow(t *testing.T, setUp bool, change func(*Options)) *rig {
	t.Helper()
	r := &rig{Screen: kittest.New(t, kit.ModeLight)}
	var err error
	r.store, err = store.Open(t.Context(), store.Config{Dir: storetest.Dir(t), Clock: r.Clock.Now, Zone: time.UTC, NewID: r.newID})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.store.Close() })
	if setUp {
		r.apply(&clinic.Clinic{ID: clinic.ClinicID, Name: "Harbour Remedial", Paper: "A4"},
			&clinic.Practitioner{ID: r.newID(), Name: "Ana Reyes", CreatedAt: r.Clock.Now()})
	}
	atlas, catalogue := bookstest.Shipped(t)
	o := Options{
		Store: r.store, Atlas: atlas, Catalogue: catalogue, Clock: r.store.Now, NewID: r.newID, Log: slog.New(slog.DiscardHandler), After: r.Clock.After,
		DataDir: "/somewhere/regimen", Version: "1.2.3",
		Sections: map[desk.Section]desk.Builder{desk.Details: patients.New},
	}
	if change != nil {
		change(&o)
	}
	o.Store = teller{o.Store, r}
	r.show(o)
	return r
}

func (r *rig) show(o Options) {
	r.shell = NewShell(r.App, o)
	r.Window = r.shell.Window
	r.Window.Resize(fyne.NewSize(1280, 760))
	r.Settle()
}

func (r *rig) apply(records ...clinic.Record) {
	r.T.Helper()
	if _, err := r.store.Apply(context.Background(), clinic.Operation{Label: clinic.Say("test"), Put: records}); err != nil {
		r.T.Fatal(err)
	}
}

func (r *rig) patient(given, family string, born clinic.Date, phone string) clinic.Patient {
	r.T.Helper()
	p := clinic.Patient{ID: r.newID(), GivenName: given, FamilyName: family, BirthDate: born, CreatedAt: r.Clock.Now()}
	if phone != "" {
		p.Phones = []clinic.Phone{{Label: "mobile", Number: phone}}
	}
	r.apply(&p)
	return p
}

// close closes the window as a person does; the test ends with another one.
func (r *rig) close() {
	r.shell.Close()
	r.Window = r.App.NewWindow("after")
}

// press presses a key of the window's menu, which works wherever the keyboard is.
func (r *rig) press(name fyne.KeyName) {
	r.T.Helper()
	for _, i := range r.shell.menu.Items {
		if s := i.Shortcut.(*desktop.CustomShortcut); s.KeyName == name {
			i.Action()
			r.Settle()
			return
		}
	}
	r.T.Fatalf("no key %s", name)
}

// typed types where the keyboard is.
func (r *rig) typed(text string) {
	r.T.Helper()
	f := r.Window.Canvas().Focused()
	if f == nil {
		r.T.Fatalf("nothing has the keyboard for %q", text)
	}
	r.TypeInto(f, text)
}

func TestFirstStart(t *testing.T) {
	r := openWindow(t, false, nil)
	r.MustSay("Welcome to Regimen", "Your clinic")
	r.MustNotSay("Plans due", "Just looking?")

	r.Key(fyne.KeyF1)
	r.MustSay("Your clinic") // the keys come after it

	r.typed("Harbour Remedial") // the keyboard is where one begins
	r.Type("Street", "12 Wharf Street")
	r.Type("Suburb", "Fremantle")
	r.Type("State", "WA")
	r.Type("Postcode", "6160")
	r.Type("Phone", "08 9000 1111")
	r.Type("Your name", "Ana Reyes")
	r.Window.Canvas().Focus(r.Field("Your name").Content().(fyne.Focusable))
	r.Key(fyne.KeyReturn)

	r.MustSay("Today", "Begin with the first patient", "Plans due")
	c, err := r.store.Clinic(t.Context())
	if err != nil || c.Name != "Harbour Remedial" || c.Address() != "12 Wharf Street, Fremantle WA 6160" || c.Phone != "08 9000 1111" {
		t.Errorf("clinic %+v, %v", c, err)
	}
	if got := r.shell.Desk.Practitioner().Name; got != "Ana Reyes" {
		t.Errorf("practitioner %q", got)
	}

	r.show(r.shell.opt) // the next start does not ask again
	r.MustNotSay("Welcome to Regimen")
}

// Begin does not go on silently without somebody who can sign.
func TestFirstStartWithoutAPractitioner(t *testing.T) {
	r := openWindow(t, false, nil)
	r.MustSay("without a practitioner everything can be written, and nothing signed")
	r.Tap("Begin")
	r.MustSay("Enter the name of whoever treats here", "Welcome to Regimen")
	if c, err := r.store.Clinic(t.Context()); err != nil || c.ID != "" {
		t.Errorf("there is a clinic already: %+v, %v", c, err)
	}
	r.typed("Ana Reyes") // the keyboard is where the name is missing
	r.Tap("Begin")
	r.MustSay("Begin with the first patient")
	if got := r.shell.Desk.Practitioner().Name; got != "Ana Reyes" {
		t.Errorf("practitioner %q", got)
	}
}

// Whoever comes from another computer finds the way to a backup at the first start, and the window closes before
// the records are replaced.
func TestFirstStartWithABackup(t *testing.T) {
	var restored []string
	r := openWindow(t, false, func(o *Options) {
		o.Restore = func(file string, leave func()) {
			restored = append(restored, file)
			leave()
		}
	})
	file := filepath.Join(t.TempDir(), "b.db")
	if err := r.store.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	r.Tap("Restore a backup")
	r.MustSay("Settings", "Records and backup")
	r.shell.restoring()(file)
	r.Window = r.App.NewWindow("after")
	if !slices.Equal(restored, []string{file}) || !r.shell.closed {
		t.Errorf("restored %v, closed %v", restored, r.shell.closed)
	}
}

func TestFirstStartSkipped(t *testing.T) {
	r := openWindow(t, false, nil)
	r.Tap("Begin without a name")
	r.MustSay("Begin with the first patient")
	if c, err := r.store.Clinic(t.Context()); err != nil || c.ID == "" || c.Paper != "A4" || c.Emergency != "000" {
		t.Errorf("clinic %+v, %v", c, err)
	}
}

func TestSampleClinic(t *testing.T) {
	var r *rig
	fail := true
	r = openWindow(t, false, func(o *Options) {
		o.LoadSample = func(context.Context) error {
			if fail {
				return errors.New("The disk is full. Nothing was made.")
			}
			r.apply(&clinic.Clinic{ID: clinic.ClinicID, Name: "Sample", Paper: "A4", Sample: true})
			r.patient("Margaret", "Doyle", "1961-04-03", "")
			return nil
		}
	})
	r.Tap("Open the sample clinic")
	r.MustSay("The disk is full.", "Welcome to Regimen")
	fail = false
	r.Tap("Open the sample clinic")
	r.MustSay("Nothing waits", "Sample")
}

func TestSearchByKeyboard(t *testing.T) {
	r := openWindow(t, true, nil)
	r.patient("Margaret", "Doyle", "1961-04-03", "0412 345 678")
	peter := r.patient("Peter", "Doyle", "1990-01-02", "0400 111 222")
	r.patient("Amir", "Khan", "", "")

	r.press(fyne.KeyK)
	if said := texts(r, r.shell.search.panel); !slices.Contains(said, "Recent patients") || !slices.Contains(said, "Amir Khan") {
		t.Errorf("the list says %v", said)
	}
	r.typed("doy")
	r.MustSay("Margaret Doyle", "3 Apr 1961 (63 years)", "0412 345 678", "no visit yet", "Add “doy” as a new patient")
	if said := texts(r, r.shell.search.panel); slices.Contains(said, "Recent patients") || slices.Contains(said, "Amir Khan") {
		t.Errorf("the list says %v", said)
	}
	r.Key(fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyReturn)
	if r.shell.work == nil || r.shell.work.patient != peter.ID || r.shell.place != Record {
		t.Fatalf("the record shown is %+v", r.shell.work)
	}
	r.MustSay("Peter Doyle", "35 years", "born 2 Jan 1990", "0400 111 222")
	r.MustNotSay("Add “doy” as a new patient")
	if r.shell.search.entry.Text != "" {
		t.Error("the search keeps what was typed")
	}

	r.press(fyne.KeyK)
	r.typed("khan")
	r.Key(fyne.KeyEscape)
	if r.shell.search.entry.Text != "" || !r.shell.search.layer.Visible() {
		t.Error("the first Escape empties the search and keeps the list")
	}
	r.Key(fyne.KeyEscape)
	if r.shell.search.layer.Visible() || r.Window.Canvas().Focused() != nil {
		t.Error("the second Escape leaves the search")
	}
}

// Where nobody answers all that is typed the nearest stand under a heading of their own; Enter opens none of them that was
// not chosen.
func TestSearchOffersTheNearest(t *testing.T) {
	const heading = "Nobody answers all of it. Nearest:"
	r := openWindow(t, true, nil)
	marg := r.patient("Margaret", "Doyle", "1961-04-03", "0412 345 678")
	r.patient("Jaxson", "Selth", "1913-07-07", "")
	r.patient("Amir", "Khan", "", "")
	for typed, offered := range map[string]string{
		"Margaret Featherstone": "Margaret Doyle", "Ja xson Selht": "Jaxson Selth", "Selth Ja xson": "Jaxson Selth",
		"Margaret Jones 3/4/1961": "Margaret Doyle", "Jones 0412 345 678": "Margaret Doyle",
	} {
		r.press(fyne.KeyK)
		r.typed(typed)
		said := texts(r, r.shell.search.panel)
		if !slices.Contains(said, heading) || !slices.Contains(said, offered) || slices.Contains(said, "Amir Khan") {
			t.Errorf("%q: the list says %v", typed, said)
		}
		r.Key(fyne.KeyEscape, fyne.KeyEscape)
	}
	r.press(fyne.KeyK)
	r.typed("xyz")
	if said := texts(r, r.shell.search.panel); slices.Contains(said, heading) {
		t.Errorf("nobody is near, and the list says %v", said)
	}
	r.Key(fyne.KeyEscape)
	r.typed("margaret")
	if said := texts(r, r.shell.search.panel); slices.Contains(said, heading) || !slices.Contains(said, "Margaret Doyle") {
		t.Errorf("who answers stands under no heading, and the list says %v", said)
	}
	r.Key(fyne.KeyEscape)
	r.typed("margaret featherstone")
	r.Key(fyne.KeyUp, fyne.KeyReturn)
	if r.shell.work == nil || r.shell.work.patient != marg.ID {
		t.Fatal("the chosen one is not open")
	}
	r.press(fyne.KeyK)
	r.typed("margaret featherstone")
	r.Key(fyne.KeyReturn)
	r.MustSay("New patient", "Featherstone")
}

func TestSearchByTap(t *testing.T) {
	r := openWindow(t, true, nil)
	amir := r.patient("Amir", "Khan", "", "")
	r.TypeInto(r.shell.search.entry, "am")
	r.Tap("Amir Khan")
	if r.shell.work == nil || r.shell.work.patient != amir.ID {
		t.Fatal("the tapped patient is not open")
	}
	r.TypeInto(r.shell.search.entry, "x")
	r.shell.search.layer.Objects[0].(fyne.Tappable).Tapped(nil) // beside the list
	if r.shell.search.layer.Visible() {
		t.Error("a tap beside the list closes it")
	}
}

func TestAddPatientFromSearch(t *testing.T) {
	r := openWindow(t, true, nil)
	r.press(fyne.KeyK)
	r.typed("jo van der berg")
	r.MustSay("Nobody by this name, birth date or phone")
	r.Key(fyne.KeyReturn)
	r.MustSay("New patient", "Jo Van Der", "Berg")
	if _, total, _ := r.store.Patients(t.Context(), lookup.Filter{}, 1, 0); total != 0 {
		t.Error("a name from the search alone made a record")
	}
	r.Tap("Add the patient")
	hits, _, err := r.store.Patients(t.Context(), lookup.Filter{}, 1, 0)
	if err != nil || len(hits) != 1 || hits[0].Name != "Jo Van Der Berg" {
		t.Errorf("patients %+v, %v", hits, err)
	}
	r.Tap("Open the record")
	r.MustSay("Archive this patient")
}

func TestArchiveAndUndo(t *testing.T) {
	r := openWindow(t, true, nil)
	p := r.patient("Margaret", "Doyle", "", "")
	r.shell.OpenPatient(p.ID, desk.Details)
	r.Settle()
	archived := func() bool {
		p, err := r.store.Patient(t.Context(), p.ID)
		if err != nil {
			t.Fatal(err)
		}
		return !p.ArchivedAt.IsZero()
	}
	r.Tap("Archive this patient")
	r.MustSay("Margaret Doyle is archived.", "Archived", "can be brought back")
	if !archived() {
		t.Fatal("not archived")
	}
	r.Tap("Undo")
	if archived() {
		t.Error("Undo did not bring the patient back")
	}
	r.MustSay("Undone: ")
	r.Tap("Archive this patient")
	r.press(fyne.KeyL)
	r.MustSay("0 in all")
	r.Tap("Archived")
	r.MustSay("Doyle Margaret", "1 in all")
	r.shell.OpenPatient(p.ID, desk.Details)
	r.Settle()
	r.Tap("Bring back")
	if archived() {
		t.Error("Bring back did not")
	}
}

func TestUndoingThePatientLeavesTheRecord(t *testing.T) {
	r := openWindow(t, true, nil)
	p, op := clinic.NewPatient(r.shell.Desk.Env(), clinic.Patient{GivenName: "Margaret"})
	if err := r.shell.Desk.Apply(op); err != nil {
		t.Fatal(err)
	}
	r.shell.OpenPatient(p.ID, desk.Details)
	r.Settle()
	r.shell.undo()
	r.Settle()
	if r.shell.work != nil || r.shell.place != Patients {
		t.Errorf("the window shows %s of a patient who is not there", r.shell.place)
	}
	r.MustSay("No patients yet", "Undone: ")
	r.MustNotSay("not there any more")
}

func TestAlertsAreSeenOverEverySection(t *testing.T) {
	r := openWindow(t, true, nil)
	p := r.patient("Margaret", "Doyle", "", "")
	r.shell.OpenPatient(p.ID, desk.Details)
	r.Settle()
	r.Type("Alerts", "Blood thinner")
	head := strings.Join(texts(r, r.shell.work.header), "\n")
	if !strings.Contains(head, "Blood thinner") {
		t.Errorf("the header says\n%s", head)
	}
	r.Tap("Other…")
	r.Type("Pronouns", "she/her")
	r.MustSay("she/her")
}

// Alerts are safety: none is cut by the search or the window's edge, and the whole of a long one can be read.
func TestAlertsHaveRoom(t *testing.T) {
	r := openWindow(t, true, nil)
	long := "Anaphylaxis to latex and to almond oil, carries an adrenaline pen in the left pocket of the bag " + strings.Repeat("and asks to be told about every oil ", 4) + "first"
	p := clinic.Patient{
		ID: r.newID(), GivenName: "Σοφία", FamilyName: "Παπαδοπούλου", CreatedAt: r.Clock.Now(),
		Alerts: []string{"Blood thinner (apixaban)", "Osteoporosis: light pressure over the ribs", long},
	}
	r.apply(&p)
	r.shell.OpenPatient(p.ID, desk.Details)
	for _, width := range []float32{1280, 900, 1920} {
		r.Window.Resize(fyne.NewSize(width, 760))
		r.Settle()
		box := r.App.Driver().AbsolutePositionForObject(r.shell.search.entry)
		boxFoot := box.Y + r.shell.search.entry.Size().Height
		pills := r.shell.work.head.pills.Objects
		if len(pills) != 3 {
			t.Fatalf("%d pills", len(pills))
		}
		for _, o := range pills {
			at := r.App.Driver().AbsolutePositionForObject(o)
			pill := o.(*pill)
			if end := at.X + pill.badge.MinSize().Width; end > width || at.Y < boxFoot && end > box.X {
				t.Errorf("%v wide: %q ends at %v", width, pill.badge.Text(), end)
			}
			if foot := at.Y + o.Size().Height; foot > r.App.Driver().AbsolutePositionForObject(r.shell.body).Y {
				t.Errorf("%v wide: %q ends below the header at %v", width, pill.badge.Text(), foot)
			}
		}
	}
	test.Tap(r.shell.work.head.pills.Objects[2].(*pill))
	r.MustSay(long)
	r.Window.Resize(fyne.NewSize(1280, 760))
	r.Settle()
	r.Save("alerts", 1)
}

// Two dangers are named and the others counted; each says what to do, and the count says all of them.
func TestDangersStandBesideTheName(t *testing.T) {
	r := openWindow(t, true, nil)
	p := clinic.Patient{ID: r.newID(), GivenName: "Maya", CreatedAt: r.Clock.Now(), Alerts: []string{"Latex", "Pregnant, 24 weeks"}}
	r.apply(&p)
	for _, item := range []string{"pregnancy", "asthma", "dvt"} {
		r.apply(&clinic.Screening{ID: r.newID(), PatientID: p.ID, Item: item, Answer: clinic.AnswerYes, At: r.Clock.Now()})
	}
	r.shell.OpenPatient(p.ID, desk.Details)
	r.Settle()
	says := func() (pills []string) {
		for _, o := range r.shell.work.head.pills.Objects {
			pills = append(pills, o.(*pill).text)
		}
		return pills
	}
	if got := says(); !slices.Equal(got, []string{"Possible deep vein clot", "Latex", "+2"}) {
		t.Fatalf("the head says %q", got)
	}
	test.Tap(r.shell.work.head.pills.Objects[0].(*pill))
	r.MustSay("Possible deep vein clot: doctor today", "No massage of any limb until a clot is ruled out.")
	test.Tap(r.shell.work.head.pills.Objects[2].(*pill))
	r.MustSay("Latex\nPregnant, 24 weeks\nAsthma")
	// What is said of one patient does not stand over the record of another.
	other := r.patient("Bo", "Kern", "", "")
	r.shell.OpenPatient(other.ID, desk.Details)
	r.Settle()
	r.MustNotSay("Pregnant, 24 weeks")
	r.shell.OpenPatient(p.ID, desk.Details)
	r.Settle()
	// An answer of today changes the head at once.
	r.apply(&clinic.Screening{ID: r.newID(), PatientID: p.ID, Item: "dvt", Answer: clinic.AnswerNo, At: r.Clock.Now().Add(time.Minute)})
	r.Settle()
	if got := says(); !slices.Equal(got, []string{"Latex", "Pregnant, 24 weeks", "+1"}) {
		t.Errorf("the head says %q", got)
	}
}

func TestF1WhileTyping(t *testing.T) {
	r := openWindow(t, true, nil)
	r.shell.focusSearch()
	r.Key(fyne.KeyA, fyne.KeyF1)
	r.Settle()
	if r.shell.place != Keys {
		t.Errorf("F1 in a field shows %s", r.shell.place)
	}
	r.shell.Go(Settings)
	r.Window.Canvas().Focus(r.Field("Appearance").Content().(fyne.Focusable))
	r.Key(fyne.KeyF1)
	if r.shell.place != Keys {
		t.Errorf("F1 on chips shows %s", r.shell.place)
	}
}

// The page of the keys is read by the keyboard, and left for where it was opened.
func TestTheKeysPageLeadsBack(t *testing.T) {
	r := openWindow(t, true, nil)
	p := r.patient("Ines", "Kern", "", "")
	for want, open := range map[Place]func(){
		Patients: func() { r.shell.Go(Patients) },
		Diary:    func() { r.shell.Go(Diary) },
		Record:   func() { r.shell.OpenPatient(p.ID, desk.Details) },
	} {
		open()
		r.press(fyne.KeySlash)
		r.press(fyne.KeySlash) // once more changes nothing
		r.MustSay("Find a patient, from anywhere")
		r.Key(fyne.KeyPageDown, fyne.KeyEscape)
		r.Settle()
		if r.shell.place != want {
			t.Errorf("from %s it leads to %s", want, r.shell.place)
		}
	}
	r.Window.Resize(fyne.NewSize(1000, 500))
	r.press(fyne.KeySlash)
	scrolled := func() (y float32) {
		r.Walk(func(o fyne.CanvasObject) {
			if sc, ok := o.(*kit.DragScroll); ok {
				y = max(y, sc.Offset.Y)
			}
		})
		return y
	}
	r.Key(fyne.KeyHome, fyne.KeyDown)
	line := scrolled()
	r.Key(fyne.KeyPageDown)
	if screen := scrolled(); line != 60 || screen < line+300 {
		t.Errorf("a line scrolls by %v and a screen to %v", line, screen)
	}
	r.Window.Canvas().Unfocus()
	r.Tap("Back")
	if r.shell.place != Record && r.shell.place != Diary && r.shell.place != Patients {
		t.Errorf("it leads to %s", r.shell.place)
	}
}

// Each key that works in the diary is told of on the page of the keys.
func TestTheKeysOfTheDiaryAreTold(t *testing.T) {
	r := openWindow(t, true, nil)
	var told []string
	for _, k := range r.shell.keys() {
		told = append(told, strings.Split(k.keys, ", ")...)
	}
	for _, name := range []string{"Enter", "N", "X", "V", "A", "S", "D", "Delete", "W", "G", "Home", "Page Up", "Page Down", "+", "-", "[", "]", "Alt+arrows", "Esc"} {
		if !slices.Contains(told, name) {
			t.Errorf("nothing tells of %s", name)
		}
	}
}

func TestAlertBesideAShortName(t *testing.T) {
	r := openWindow(t, true, nil)
	p := clinic.Patient{ID: r.newID(), GivenName: "Bo", CreatedAt: r.Clock.Now(), Alerts: []string{"Latex"}}
	r.apply(&p)
	r.shell.OpenPatient(p.ID, desk.Details)
	r.Settle()
	if high := r.shell.chrome.header.Size().Height; high != headHeight {
		t.Errorf("a short alert makes the header %v high", high)
	}
}

// texts is what one part of the window says.
func texts(r *rig, part fyne.CanvasObject) []string {
	w := r.Window
	defer func() { r.Window = w }()
	r.Window = r.App.NewWindow("part")
	defer r.Window.Close()
	r.Window.SetContent(part)
	return r.Texts()
}

// probe is a section that notes what happens to it.
type probe struct {
	object    fyne.CanvasObject
	refreshed int
	left      int
	undone    int
}

func (p *probe) Object() fyne.CanvasObject { return p.object }
func (p *probe) Refresh(clinic.Changes)    { p.refreshed++ }
func (p *probe) Leave()                    { p.left++ }
func (p *probe) Undo()                     { p.undone++ }
func (p *probe) Redo()                     { p.undone-- }

func TestSectionsAreBuiltOnceAndRefreshedWhenSeen(t *testing.T) {
	built := map[desk.Section][]*probe{}
	builder := func(s desk.Section) desk.Builder {
		return func(*desk.Desk, string) desk.Screen {
			p := &probe{object: kit.Body(string(s) + " of the record")}
			built[s] = append(built[s], p)
			return p
		}
	}
	r := openWindow(t, true, func(o *Options) {
		o.Sections = map[desk.Section]desk.Builder{desk.Plan: builder(desk.Plan), desk.Sessions: builder(desk.Sessions)}
	})
	p := r.patient("Margaret", "Doyle", "", "")
	other := r.patient("Amir", "Khan", "", "")

	r.shell.OpenPatient(p.ID, desk.Assess) // has no builder: the first that has is shown
	r.Settle()
	r.MustSay("plan of the record")
	if len(built[desk.Sessions]) != 0 {
		t.Error("a section was built before it was shown")
	}
	plan := built[desk.Plan][0]
	r.press(fyne.Key4)
	r.MustSay("sessions of the record")
	if plan.left == 0 {
		t.Error("the section was not left before the next was shown")
	}
	was := plan.refreshed
	p.Occupation = "Nurse"
	r.apply(&p)
	p.Occupation = "Midwife"
	r.apply(&p)
	if plan.refreshed != was {
		t.Error("a section that is not seen was refreshed")
	}
	if built[desk.Sessions][0].refreshed == 0 {
		t.Error("the section that is seen was not refreshed")
	}
	r.Tap("Plan")
	if plan.refreshed != was+1 {
		t.Errorf("what was missed was shown %d times instead of once", plan.refreshed-was)
	}
	if len(built[desk.Plan]) != 1 {
		t.Error("a section was built twice")
	}
	r.press(fyne.Key2) // no such section here
	r.MustSay("plan of the record")

	r.shell.undo()
	if plan.undone != 1 {
		t.Error("Ctrl+Z did not reach the section")
	}
	r.shell.redo()
	if plan.undone != 0 {
		t.Error("Ctrl+Y did not reach the section")
	}

	r.shell.OpenPatient(other.ID, desk.Plan)
	if len(built[desk.Plan]) != 2 {
		t.Error("another patient has a workspace of its own")
	}
}

func TestPlacesAndKeys(t *testing.T) {
	r := openWindow(t, true, nil)
	for _, step := range []struct {
		key  fyne.KeyName
		says string
	}{
		{fyne.KeyL, "No patients yet"},
		{fyne.KeyD, "No plans yet"},
		{fyne.KeyComma, "Back up now"},
		{fyne.KeySlash, "Find a patient, from anywhere"},
		{fyne.KeyN, "Only a name is needed to begin"},
		{fyne.KeyT, "Tuesday, 4 March 2025"},
	} {
		r.press(step.key)
		r.MustSay(step.says)
	}
	r.press(fyne.KeyP)
	r.MustSay("Open a patient first")
	r.press(fyne.KeyB)
	r.press(fyne.KeyP)
	r.MustSay("Print the day")
	r.Tap("Plans due")
	r.MustSay("No plans yet")
}

func TestQuestionsComeBeforeKeys(t *testing.T) {
	r := openWindow(t, true, nil)
	answered := false
	kit.Confirm(r.Window, "Really?", "", "Yes", "No", true, func(bool) { answered = true })
	r.press(fyne.KeyN)
	if r.shell.place != Today {
		t.Error("a key went past an open question")
	}
	r.Key(fyne.KeyEscape)
	if !answered {
		t.Error("the question was not answered")
	}
}

func TestNotices(t *testing.T) {
	r := openWindow(t, true, func(o *Options) { o.Notice = "The program stopped unexpectedly last time." })
	r.MustSay("stopped unexpectedly")
	undone := false
	r.shell.Desk.Tell("Goal added.", func() { undone = true })
	r.Settle()
	r.MustSay("Goal added.")
	r.MustNotSay("stopped unexpectedly")
	r.Tap("Undo")
	if !undone {
		t.Error("Undo was not called")
	}
	r.MustNotSay("Goal added.")
}

// A warning goes once something was done after it and there was time to read it, and not before.
func TestAWarningGoesWhenWorkGoesOn(t *testing.T) {
	r := openWindow(t, true, nil)
	r.shell.Desk.Warn("The day is still to come.")
	r.patient("Ines", "Kern", "", "")
	r.MustSay("still to come")
	r.Clock.Advance(11 * time.Second)
	r.Settle()
	r.MustSay("still to come")
	r.patient("Rosa", "Kern", "", "")
	r.Settle()
	r.MustNotSay("still to come")
	r.shell.Desk.Warn("Another.")
	r.shell.Desk.Tell("Goal added.", nil)
	r.Clock.Advance(11 * time.Second)
	r.patient("Lena", "Kern", "", "")
	r.MustNotSay("Another.")
}

// What is said over the foot of the window hides nothing for good: the page can be scrolled on until its last control is
// above it, and is back to its end by itself once it is scrolled again after that.
func TestAMessageHidesNothing(t *testing.T) {
	r := openWindow(t, true, nil)
	p := r.patient("Ines", "Kern", "", "")
	r.shell.OpenPatient(p.ID, desk.Details)
	r.Window.Resize(fyne.NewSize(1024, 600))
	r.Settle()
	lowest := func() (end float32, page *kit.DragScroll) {
		r.Walk(func(o fyne.CanvasObject) {
			if sc, ok := o.(*kit.DragScroll); ok && (page == nil || sc.Size().Height > page.Size().Height) {
				page = sc
			}
		})
		return r.App.Driver().AbsolutePositionForObject(page.Content).Y + page.Content.MinSize().Height, page
	}
	_, page := lowest()
	toEnd := func() {
		page.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -9999)})
		r.Settle()
	}
	toEnd()
	end, _ := lowest()
	r.shell.Desk.Warn("Something went wrong.")
	r.Settle()
	offset := page.Offset
	if now, _ := lowest(); page.Offset != offset || now < end {
		t.Error("the page moved when something was said")
	}
	top := r.App.Driver().AbsolutePositionForObject(r.shell.notice).Y
	if end <= top {
		t.Fatalf("the page ends at %v, above what is said at %v: it proves nothing", end, top)
	}
	before := page.Offset.Y
	toEnd()
	room := page.Offset.Y - before
	if end-room > top {
		t.Errorf("what ended at %v can be brought to %v only; what is said begins at %v", end, end-room, top)
	}
	r.shell.notice.Dismiss()
	r.Settle()
	if page.Offset.Y != before+room {
		t.Error("the page moved when the message went")
	}
	page.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 9)})
	r.Settle()
	toEnd()
	r.Settle()
	page.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, 9999)})
	r.Settle()
	toEnd()
	if page.Offset.Y != before {
		t.Errorf("the page ends at %v, before the message at %v", page.Offset.Y, before)
	}
}

// footed is a section with a foot.
type footed struct{ object fyne.CanvasObject }

func (f footed) Object() fyne.CanvasObject { return f.object }
func (footed) Refresh(clinic.Changes)      {}
func (footed) Leave()                      {}

// What stands at the foot of a screen stays in sight below a message, also one that was there before the screen.
func TestAMessageStandsAboveTheFoot(t *testing.T) {
	foot := kit.NewFoot(kit.NewButton("Next", "", func() {}))
	r := openWindow(t, true, func(o *Options) {
		o.Sections[desk.Plan] = func(*desk.Desk, string) desk.Screen {
			return footed{container.NewBorder(nil, foot, nil, nil, kit.Body("The plan"))}
		}
	})
	p := r.patient("Ines", "Kern", "", "")
	r.shell.Desk.Warn("The day is still to come.")
	r.shell.OpenPatient(p.ID, desk.Plan)
	r.Settle()
	r.Clock.Advance(time.Second)
	r.Settle()
	at := r.App.Driver().AbsolutePositionForObject
	if end, top := at(r.shell.notice).Y+r.shell.notice.Size().Height, at(foot).Y; end > top || top == 0 {
		t.Errorf("the message ends at %v, over the foot at %v", end, top)
	}
}

// What was done is told on the screen on which it was done, with its way back: it goes with the screen.
func TestWhatWasDoneGoesWithItsScreen(t *testing.T) {
	r := openWindow(t, true, nil)
	p := r.patient("Ines", "Kern", "", "")
	for where, leave := range map[string]func(){
		"another place": func() { r.shell.Go(Patients) }, "a record": func() { r.shell.OpenPatient(p.ID, desk.Details) },
		"a new patient": func() { r.shell.NewPatient("") },
	} {
		r.shell.Go(Today)
		r.shell.Desk.Tell("Goal added.", func() {})
		r.Settle()
		leave()
		r.Settle()
		if r.shell.notice.Visible() {
			t.Errorf("it is still said on %s", where)
		}
	}
}

// Messages lie over the grid of the diary, and over none of the controls beside it.
func TestAMessageLiesOverTheGridOfTheDiary(t *testing.T) {
	r := openWindow(t, true, nil)
	for _, wide := range []float32{1280, 1920, 1040, 800} {
		r.shell.Go(Diary)
		r.Window.Resize(fyne.NewSize(wide, 800))
		r.Settle()
		r.Window.Canvas().Focused().TypedRune('g') // a sheet over the grid where that is narrow
		r.Settle()
		r.shell.Desk.Tell("Ines Kern is booked for Tue 4 Mar 2025, 10:00.", func() {})
		r.Settle()
		r.Clock.Advance(time.Second)
		r.Settle()
		at := r.App.Driver().AbsolutePositionForObject(r.shell.notice)
		if end := at.X + r.shell.notice.Size().Width; at.X < 96 || end > wide-320 || at.Y < 400 {
			t.Errorf("in a window of %v the message goes from %v to %v", wide, at, end)
		}
		r.Tap("Stay here")
	}
}

func TestWindowSizeIsRemembered(t *testing.T) {
	r := openWindow(t, true, nil)
	r.Window.Resize(fyne.NewSize(1024, 700))
	r.close()
	again := NewShell(r.App, r.shell.opt)
	defer again.Window.Close()
	if got := again.Window.Canvas().Size(); got != fyne.NewSize(1024, 700) {
		t.Errorf("the next window is %v", got)
	}
}

func TestAppearance(t *testing.T) {
	r := openWindow(t, true, nil)
	r.press(fyne.KeyComma)
	r.Tap("Dark")
	if got := r.App.Settings().Theme().(kit.Theme).Mode(); got != kit.ModeDark {
		t.Errorf("theme %v", got)
	}
	r.show(r.shell.opt)
	if got := r.App.Settings().Theme().(kit.Theme).Mode(); got != kit.ModeDark {
		t.Errorf("theme at the next start %v", got)
	}
}

func TestClosingKeepsWhatIsTyped(t *testing.T) {
	r := openWindow(t, true, nil)
	p := r.patient("Margaret", "Doyle", "", "")
	r.shell.OpenPatient(p.ID, desk.Details)
	r.Settle()
	entry := r.Field("Occupation").Content().(fyne.Focusable)
	r.TypeInto(entry, "Nurse")
	r.close()
	got, err := r.store.Patient(t.Context(), p.ID)
	if err != nil || got.Occupation != "Nurse" {
		t.Errorf("occupation %q, %v", got.Occupation, err)
	}
}

func TestMessageWindow(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	s.Window = NewMessage(s.App, "The clinic's records are already open in another window.")
	s.Settle()
	s.MustSay("Regimen cannot start", "already open")
}

// AltGr, which Windows sends as Ctrl and Alt, writes letters: no key of the window may be one with it.
func TestAltGrIsNoKeyOfTheWindow(t *testing.T) {
	r := openWindow(t, true, nil)
	taken := map[string]string{}
	for _, i := range r.shell.menu.Items {
		taken[i.Shortcut.ShortcutName()] = i.Label
	}
	if len(taken) < 10 {
		t.Fatalf("only %d keys", len(taken))
	}
	for _, i := range r.shell.menu.Items {
		s := i.Shortcut.(*desktop.CustomShortcut)
		for _, m := range []fyne.KeyModifier{0, fyne.KeyModifierShift} {
			altGr := &desktop.CustomShortcut{KeyName: s.KeyName, Modifier: s.Modifier | fyne.KeyModifierControl | fyne.KeyModifierAlt | m}
			if does := taken[altGr.ShortcutName()]; does != "" {
				t.Errorf("AltGr and %s: %s", s.KeyName, does)
			}
		}
	}
}

// unreadable are records whose charts cannot be read for the moment.
type unreadable struct {
	desk.Records
	why error
}

func (u *unreadable) Chart(ctx context.Context, patient string) (*clinic.Chart, error) {
	if u.why != nil {
		return nil, u.why
	}
	return u.Records.Chart(ctx, patient)
}

// A record that cannot be read is not shown as one with nothing in it.
func TestRecordThatCannotBeRead(t *testing.T) {
	records := &unreadable{}
	r := openWindow(t, true, func(o *Options) {
		records.Records = o.Store
		o.Store = records
	})
	p := r.patient("Margaret", "Doyle", "1950-02-01", "")
	r.shell.OpenPatient(p.ID, desk.Details)
	r.MustSay("Margaret Doyle", "Given name")

	records.why = errors.New("The disk does not answer.")
	r.shell.Desk.ForgetAll()
	p.Occupation = "Nurse"
	r.apply(&p)
	r.Settle()
	r.MustSay("Margaret Doyle", "This record cannot be read now", "The disk does not answer.")
	r.MustNotSay("Given name")
	r.Tap("Try again")
	r.MustSay("This record cannot be read now")

	records.why = nil
	r.Tap("Try again")
	r.MustSay("Given name")
	r.MustNotSay("This record cannot be read now")
}

// The screens of a patient who was left are not held on to, whatever they missed.
func TestScreensAreLetGo(t *testing.T) {
	r := openWindow(t, true, func(o *Options) { o.Sections[desk.Summary] = patients.New })
	var last clinic.Patient
	for i := range 6 {
		last = r.patient(fmt.Sprintf("Patient %d", i), "Doyle", "", "")
		r.shell.OpenPatient(last.ID, desk.Details)
		r.shell.OpenPatient(last.ID, desk.Summary)
		last.Occupation = "Nurse"
		r.apply(&last)
		r.Settle()
	}
	places := len(r.shell.places)
	if got, most := len(r.shell.missed), places+len(r.shell.work.screens); got > most {
		t.Errorf("%d screens are held, of %d that could be shown again", got, most)
	}
	r.shell.OpenPatient(last.ID, desk.Details)
	r.MustSay("Patient 5 Doyle")
}

// Every place and every section is told in full by its row, and no two rows are of one.
func TestRowsOfPlacesAndSections(t *testing.T) {
	r, _ := openLinked(t)
	seen := map[string]bool{}
	once := func(what string) {
		if seen[what] {
			t.Errorf("%s stands twice", what)
		}
		seen[what] = true
	}
	senses := clinic.Senses()
	for _, p := range placeRows(r.shell) {
		once("place " + string(p.place))
		if p.key != "" {
			once("key " + string(p.key))
		}
		switch {
		case !slices.Contains(senses, p.sense):
			t.Errorf("%s tells of %q", p.place, p.sense)
		case p.name == "" && p.place != Welcome, p.open == nil && p.place != New && p.place != Joining:
			t.Errorf("%s has no name, or cannot be opened", p.place)
		case (p.key == "") != (p.does == "") || (p.key == "") != (p.keys == ""):
			t.Errorf("the key of %s is not told in full", p.place)
		}
		if p.open != nil && p.place != Welcome {
			r.shell.Go(p.place)
			r.Settle()
			r.MustSay(p.name)
		}
	}
	for _, s := range sectionRows() {
		once("section " + string(s.section))
		if s.name == "" || s.icon == "" || !slices.Contains(senses, s.sense) {
			t.Errorf("the section %s is not told in full", s.section)
		}
	}
}

// A session that was started in the diary is taken back with what the appointment says of it by one undo, where the start led
// to; until then the diary tells that it runs.
func TestASessionStartedInTheDiaryIsTakenBackByOneUndo(t *testing.T) {
	r := openWindow(t, true, func(o *Options) { o.Sections[desk.Sessions] = sessions.New })
	p := r.patient("Ines", "Kern", "1980-01-01", "")
	now := r.Clock.Now()
	today := clinic.DateOf(now)
	r.apply(&clinic.Appointment{
		ID: "visit", PatientID: p.ID, PractitionerID: r.shell.Desk.Practitioner().ID, Day: today, Start: now.Hour()*60 + now.Minute(), Minutes: 60, State: clinic.Arrived,
		Steps: []clinic.AppointmentStep{{State: clinic.Arrived, At: now}}, CreatedAt: now,
	})
	visit := func() clinic.Appointment {
		days, err := r.store.Days(t.Context(), today, today)
		if err != nil {
			t.Fatal(err)
		}
		return days[0].Appointments()[0]
	}
	before := visit()
	r.shell.Go(Diary)
	r.Settle()
	r.typed("s")
	if a := visit(); a.State != clinic.InTreatment || a.SessionID == "" || r.shell.place != Record {
		t.Fatalf("it is %+v, at %s", a, r.shell.place)
	}
	if f, typing := r.Window.Canvas().Focused().(fyne.Shortcutable); typing {
		f.TypedShortcut(&fyne.ShortcutUndo{})
	} else {
		r.shell.undo()
	}
	r.Settle()
	if a := visit(); !reflect.DeepEqual(a, before) {
		t.Errorf("after one undo it is %+v", a)
	}
	chart, err := r.store.Chart(t.Context(), p.ID)
	if err != nil || len(chart.Sessions) != 0 {
		t.Errorf("%d sessions are left, %v", len(chart.Sessions), err)
	}
}

// From the details of somebody who was entered twice to both side by side, and on to the one record that stays; the other
// leads there, however it is opened, and takes the window along that shows it when it is joined elsewhere.
func TestJoinedRecordsLeadOn(t *testing.T) {
	r := openWindow(t, true, nil)
	peg, marg := r.patient("Margaret", "Doyle", "", ""), r.patient("Marg", "Doyle", "", "")
	r.shell.Desk.Join(peg.ID, marg.ID)
	r.Settle()
	r.MustSay("Two records side by side", "Which record stays")
	r.Tap("Join the records")
	r.Settle()
	if r.shell.place != Record || r.shell.work.patient != peg.ID {
		t.Fatalf("the window shows %s", r.shell.place)
	}
	r.shell.Go(Today)
	r.shell.Desk.Open(marg.ID, desk.Details)
	if r.shell.work.patient != peg.ID {
		t.Error("the other does not lead on")
	}
	if _, err := r.shell.Desk.Store.Undo(t.Context(), peg.ID); err != nil {
		t.Fatal(err)
	}
	r.Settle()
	r.shell.Desk.Open(marg.ID, desk.Details)
	if r.shell.work.patient != marg.ID {
		t.Error("it leads on although they are apart")
	}
	if _, err := r.shell.Desk.Store.Apply(t.Context(), clinic.Operation{
		Label: clinic.Say("Join"), Scope: peg.ID,
		Put: []clinic.Record{&clinic.Joined{ID: "j", PatientID: peg.ID, Other: marg.ID, At: r.Clock.Now()}},
	}); err != nil {
		t.Fatal(err)
	}
	r.Settle()
	if r.shell.work.patient != peg.ID {
		t.Error("the window still shows the one that leads away")
	}
}
