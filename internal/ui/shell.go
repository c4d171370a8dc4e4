// Package ui is the window: the rail, the search that is always there, the patient's workspace with its
// sections, the line that says what was done, and the keys. What is in a section is a package of its own
// below this one.
package ui

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/connection"
	"regimen/internal/ui/cover"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/diary"
	"regimen/internal/ui/due"
	"regimen/internal/ui/intake"
	"regimen/internal/ui/joining"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/papers"
	"regimen/internal/ui/patients"
	"regimen/internal/ui/settings"
)

// Options are what a window works with.
type Options struct {
	Store     desk.Records
	Link      desk.Link // nil where the records are this machine's own
	Atlas     *anatomy.Atlas
	Catalogue *clinic.Catalogue
	Clock     func() time.Time
	NewID     func() string
	Log       *slog.Logger
	DataDir   string
	Version   string
	// Sections build the parts of a patient's workspace. One that is missing has no tab.
	Sections map[desk.Section]desk.Builder
	// LoadSample fills an empty clinic with the sample one; nil when there is none to offer.
	LoadSample func(context.Context) error
	OpenFile   func(path string) error
	PrintFile  func(path string) error
	// Notice is said when the window opens as what is wrong, and Done as what was done; "" for nothing.
	Notice, Done string
	// After calls a function later; kit.RealAfter unless set.
	After kit.After
	// TryConnection asks shared records whether they would have this machine; nil where the person has no
	// choice of records, and the settings then say nothing of it. Keyring keeps the password.
	TryConnection func(ctx context.Context, c connection.Settings, password string) error
	Keyring       connection.Keyring
	// Restore puts a backup in the place of the records and opens a window on them; leave closes this one, and is
	// called first. nil where no backup can be brought back.
	Restore func(file string, leave func())
}

// Preferences that the window keeps.
const (
	prefWidth      = "window.width"
	prefHeight     = "window.height"
	prefAppearance = settings.Appearance
)

// Shell is the window. Its methods are called on the UI thread.
type Shell struct {
	Window fyne.Window
	Desk   *desk.Desk

	app     fyne.App
	opt     Options
	place   Place
	places  map[Place]desk.Screen
	work    *workspace
	kept    []*workspace // of other patients, while a text waits in them for a choice
	opens   *kit.Job     // the reading of the patient who is opened next
	opened  int          // counts what was opened, so that only the last one is shown
	rail    map[Place]*railItem
	sample  *kit.Badge
	menu    *fyne.Menu // the keys
	notice  *kit.Notice
	foot    *fyne.Container
	search  *search
	chrome  *chrome
	strip   *strip
	under   *fyne.Container // the strip and the body, under the header
	body    *fyne.Container
	missed  missed
	reasons *due.Reasons
	zone    *time.Location // of the clinic, as it was shown last
	barred  bool           // the shared records let this computer in no longer
	asking  bool           // whether to close without what waits for a choice
	closed  bool

	root    *fyne.Container // all that the window shows
	covered *cover.Cover    // while a patient holds the window
	held    string          // a warning that waits until it is taken back

	back     func() // from the page of the keys to where it was opened
	told     string // the last that was done
	warned   string // the last warning, which goes once something was done after it
	warnedAt time.Time
}

// NewShell makes the window; Show shows it.
func NewShell(app fyne.App, o Options) *Shell {
	s := &Shell{app: app, opt: o, places: map[Place]desk.Screen{}, rail: map[Place]*railItem{}, missed: missed{}}
	s.Desk = &desk.Desk{
		Store: o.Store, Link: o.Link, Atlas: o.Atlas, Catalogue: o.Catalogue, Clock: o.Clock, NewID: o.NewID,
		Log: o.Log, OpenFile: o.OpenFile, PrintFile: o.PrintFile, After: o.After,
		Papers: string(papers.In(o.DataDir)),
	}
	s.applyAppearance() // before there is anything to measure
	s.Window = app.NewWindow(lang.L("Regimen"))
	s.Window.SetIcon(kit.AppIcon())
	s.Window.SetPadded(false)
	s.Desk.Window = s.Window
	s.notice = kit.NewNotice(s.Desk.Later)
	s.foot = container.New(overFoot{s.Window}, s.notice)
	s.notice.OnChanged = s.overlaid
	s.overlaid() // nothing is said yet, whatever a window before this one said last
	kit.OnFootPlaced(func() {
		if s.notice.Visible() {
			s.Desk.Later(50*time.Millisecond, s.foot.Refresh)
		}
	})
	s.Desk.Tell, s.Desk.Warn, s.Desk.Open, s.Desk.Cover = s.tell, s.warn, s.OpenPatient, s.cover
	s.Desk.Visit = func(id string, day clinic.Date) { s.ofDiary(func(d *diary.Screen) { d.ShowAppointment(id, day) }) }
	s.Desk.Book = func(patientID string) { s.ofDiary(func(d *diary.Screen) { d.BookFor(patientID) }) }
	s.Desk.Join = s.sideBySide
	s.Desk.Calls = func() { s.ofDiary((*diary.Screen).ShowCalls) }
	s.Desk.Seat()
	s.reasons = due.NewReasons(s.Desk)
	s.zone = s.Desk.Clock().Location()

	s.build()
	s.bindKeys()
	s.Desk.OnMove, s.Desk.Hush = s.tellWhere, s.hush
	s.Desk.Show = s.refresh
	cancel := o.Store.Subscribe(s.Desk.Hear)
	unwatch := s.watchLink()
	s.Window.SetOnClosed(func() {
		cancel()
		unwatch()
	})
	s.Window.SetCloseIntercept(s.Close)
	size := s.savedSize()
	if s.Desk.Clinic().ID == "" {
		s.Go(Welcome)
	} else {
		s.Go(Today)
	}
	s.Window.Resize(size)
	if o.Done != "" {
		s.notice.Stay(o.Done)
	}
	if o.Notice != "" {
		s.Desk.Warn(strings.TrimSpace(o.Notice + " " + o.Done))
		s.warned = "" // nothing that is done puts it right
	}
	if s.place != Welcome {
		intake.Resume(s.Desk)
	}
	return s
}

// Show shows the window. From then on its keys work.
func (s *Shell) Show() {
	s.Window.Show()
	installMenu(s.Window, s.menu)
}

func (s *Shell) build() {
	s.sample = kit.NewBadge("", kit.ToneWarning)
	s.showSample()
	var top, foot []*railItem
	for _, r := range placeRows(s) {
		if r.icon == "" {
			continue
		}
		item := newRailItem(r.icon, r.name, func() { s.Go(r.place) })
		s.rail[r.place] = item
		if r.foot {
			foot = append(foot, item)
		} else {
			top = append(top, item)
		}
	}
	rail := newRail(s.sample, top, foot)
	s.search = newSearch(s)
	s.body = container.NewStack()
	s.strip = newStrip(s)
	s.under = kit.Border(s.strip.object, nil, nil, nil, s.body)
	add := kit.NewButton(lang.L("New patient"), kit.IconAdd, func() { s.NewPatient("") })
	s.chrome = newChrome(rail, add, s.search, s.under)
	s.root = container.NewStack(
		s.chrome.object,
		s.search.layer,
		s.foot,
	)
	s.Window.SetContent(s.root)
}

// Go shows a place other than a patient's record.
func (s *Shell) Go(p Place) {
	if s.barred {
		return
	}
	if p == Keys && s.place != Keys {
		s.back = s.wayBack()
	}
	s.leave()
	screen := s.places[p]
	if screen == nil {
		screen = s.row(p).open(s)
		s.places[p] = screen
	}
	s.place = p
	s.chrome.bare(p == Welcome)
	title := s.title(p)
	if own, ok := screen.(interface{ Head() fyne.CanvasObject }); ok {
		title = container.New(besideSearch{}, own.Head())
	}
	s.chrome.setHeader(title)
	s.show(screen.Object())
	if ch, ok := s.missed.owed(screen); ok {
		screen.Refresh(ch)
	}
	if f, ok := screen.(interface{ Focus() }); ok && s.covered == nil {
		f.Focus()
	}
	s.tellWhere()
}

// ofDiary goes to the diary and does something there.
func (s *Shell) ofDiary(do func(*diary.Screen)) {
	s.Go(Diary)
	if screen, ok := s.shown().(*diary.Screen); ok && s.place == Diary {
		do(screen)
	}
}

// wayBack leads to what is shown now.
func (s *Shell) wayBack() func() {
	switch place := s.place; place {
	case "":
		return func() { s.Go(Today) }
	case Record:
		patient, section := s.work.patient, s.work.section
		return func() { s.OpenPatient(patient, section) }
	default:
		return func() { s.Go(place) }
	}
}

// goDue shows the plans of a group.
func (s *Shell) goDue(g due.Group) {
	s.Go(Due)
	if plans, ok := s.shown().(*due.Screen); ok {
		plans.Narrow(g)
	}
}

// goSettings shows the settings, from the top or where backups are made and brought back.
func (s *Shell) goSettings(backup bool) {
	s.Go(Settings)
	if screen, ok := s.places[Settings].(*settings.Screen); ok && backup {
		screen.ShowRecords()
	}
}

// restoring brings a backup back in the place of what this window shows; nil where none can be.
func (s *Shell) restoring() func(file string) {
	if s.opt.Restore == nil {
		return nil
	}
	return func(file string) {
		s.leave()
		s.opt.Restore(file, s.close)
	}
}

// NewPatient shows an empty form for a patient, with a name that was typed elsewhere.
func (s *Shell) NewPatient(typed string) {
	if s.barred {
		return
	}
	if old, ok := s.places[New].(*patients.Newcomer); ok && !old.Decided() {
		s.Go(New)
		return
	}
	s.leave()
	screen := patients.NewPatient(s.Desk, typed)
	s.missed.forget(s.places[New])
	s.places[New] = screen
	s.place = New
	s.chrome.bare(false)
	s.chrome.setHeader(s.title(New))
	s.show(screen.Object())
	screen.Focus()
	s.tellWhere()
}

// sideBySide shows two patients who may be one person.
func (s *Shell) sideBySide(one, other string) {
	if s.barred {
		return
	}
	s.leave()
	screen := joining.New(s.Desk, one, other)
	s.missed.forget(s.places[Joining])
	s.places[Joining] = screen
	s.place = Joining
	s.chrome.bare(false)
	s.chrome.setHeader(s.title(Joining))
	s.show(screen.Object())
	s.tellWhere()
}

// OpenPatient shows a section of a patient's record; one that has no builder falls back on the first
// that has. A record that has to be fetched first leaves in sight what is shown until it is there.
func (s *Shell) OpenPatient(id string, section desk.Section) {
	if s.barred {
		return
	}
	if s.Desk.Near(id) {
		s.openPatient(id, section)
		return
	}
	s.stopOpening()
	opened := s.opened
	over := s.Desk.Slow(lang.L("Fetching the record…"))
	s.opens = kit.Work(func(ctx context.Context) (*clinic.Chart, error) { return s.Desk.Store.Chart(ctx, id) },
		func(_ *clinic.Chart, err error) {
			over()
			switch {
			case opened != s.opened || s.closed || s.barred:
			case err != nil:
				s.Desk.Fail(err)
			default:
				s.openPatient(id, section)
			}
		})
}

// stopOpening keeps a record that is being fetched from being shown: the person has gone elsewhere.
func (s *Shell) stopOpening() {
	s.opened++
	if s.opens != nil {
		s.opens.Cancel()
		s.opens = nil
	}
}

func (s *Shell) openPatient(id string, section desk.Section) {
	s.leave()
	id = s.leadsTo(id)
	if s.work == nil || s.work.patient != id {
		s.work = s.workspace(id)
	}
	s.place = Record
	s.chrome.bare(false)
	s.work.refreshHeader()
	s.chrome.setHeader(s.work.header)
	s.show(s.work.object)
	s.work.show(section)
}

// leadsTo is the patient to whom a record leads that was joined; the patient itself where it leads nowhere, or cannot be read.
func (s *Shell) leadsTo(id string) string {
	if c, err := s.Desk.Read(id); err == nil && c.Patient.ID != "" {
		return c.Patient.ID
	}
	return id
}

// workspace is that of a patient: the one in which a text still waits for a choice, or a new one. All others are let
// go of, but for those in which one waits.
func (s *Shell) workspace(id string) *workspace {
	before := slices.Concat(s.kept, []*workspace{s.work})
	s.kept = nil
	var found *workspace
	for _, w := range before {
		switch {
		case w == nil:
		case w.patient == id:
			found = w
		case len(s.Desk.Undecided(w.patient)) > 0:
			s.kept = append(s.kept, w)
		default:
			s.letGo(w)
		}
	}
	if found == nil {
		return newWorkspace(s, id)
	}
	return found
}

// letGo forgets the screens of a workspace that is not shown again.
func (s *Shell) letGo(w *workspace) { s.missed.forget(slices.Collect(maps.Values(w.screens))...) }

// tellWhere tells the other machines what is open on this one.
func (s *Shell) tellWhere() {
	patient, writing := "", ""
	if s.place == Record && s.work != nil {
		patient = s.work.patient
		if w, ok := s.shown().(desk.Writer); ok {
			writing = w.Writing()
		}
	}
	s.Desk.At(patient, writing)
}

func (s *Shell) show(o fyne.CanvasObject) {
	for p, i := range s.rail {
		i.choose(p == s.place || p == Patients && (s.place == Record || s.place == New || s.place == Duplicates || s.place == Joining))
	}
	s.chrome.offer(s.place != Record && s.row(s.place).adds)
	s.body.Objects = []fyne.CanvasObject{o}
	s.body.Refresh()
	s.strip.look()
}

// shown is the screen the person sees, or nil.
func (s *Shell) shown() desk.Screen {
	if s.place == Record {
		return s.work.screens[s.work.section]
	}
	return s.places[s.place]
}

// leave keeps what is being typed in the screen that is shown. Taking the focus away is what tells a
// text field so.
func (s *Shell) leave() {
	s.stopOpening()
	s.search.close()
	s.Window.Canvas().Unfocus()
	if s.place == "" {
		return
	}
	if screen := s.shown(); screen != nil {
		screen.Leave()
	}
	s.unsay()
	if s.place == Record && s.work.said != "" {
		s.hush(s.work.said)
		s.work.said = ""
	}
}

// Close keeps everything and closes the window. While a patient holds it the practitioner is asked for first. A text that waits for a choice cannot be kept: closing is
// then asked about.
func (s *Shell) Close() {
	if s.closed {
		return
	}
	if s.covered != nil {
		s.covered.Ask(s.Close)
		return
	}
	s.leave()
	if open := s.Desk.Undecided(""); len(open) > 0 {
		s.askToClose(open)
		return
	}
	s.close()
}

func (s *Shell) askToClose(open []string) {
	if s.asking {
		return
	}
	s.asking = true
	kit.Confirm(s.Window, lang.L("Close without your text?"),
		lang.L("What you wrote is not kept yet in: {{.Fields}}. Somebody else changed the same, and you have not chosen which stays. If you close now, theirs stays and yours is gone.",
			map[string]any{"Fields": strings.Join(open, ", ")}),
		lang.L("Close without mine"), lang.L("Go back"), true, func(yes bool) {
			s.asking = false
			if yes {
				s.close()
			}
		})
}

func (s *Shell) close() {
	s.closed = true
	s.Desk.At("", "")
	s.saveSize()
	s.Window.Close()
}

func (s *Shell) focusSearch() {
	if s.place != Welcome {
		s.search.focus()
	}
}

// refresh shows what changed: the screen that is seen now at once, the others when they are next seen.
func (s *Shell) refresh(ch clinic.Changes) {
	if s.barred {
		return
	}
	if !ch.Elsewhere {
		s.relieve()
	}
	if ch.Touches("", clinic.KindClinic) {
		s.showSample()
		ch = s.moved(ch)
	}
	if s.work == nil || !slices.Contains(ch.Refs, clinic.Ref{Kind: clinic.KindPatient, ID: s.work.patient}) {
		s.refreshScreens(ch)
		return
	}
	// The record may not be there any more: adding the patient was undone.
	patient := s.work.patient
	show := func(gone bool) {
		if s.closed || s.barred {
			return
		}
		if gone && s.work != nil && s.work.patient == patient {
			s.letGo(s.work)
			s.work = nil
			s.Desk.Abandon(patient)
			if s.place == Record {
				s.place = ""
				s.Go(Patients)
			}
		}
		s.refreshScreens(ch)
	}
	if s.Desk.Link != nil { // which holds the chart of an open patient as long as there is one
		show(!s.Desk.Link.Held(patient))
		return
	}
	kit.Work(func(ctx context.Context) (clinic.Patient, error) { return s.Desk.Store.Patient(ctx, patient) },
		func(_ clinic.Patient, err error) { show(errors.Is(err, clinic.ErrNotFound)) })
}

func (s *Shell) refreshScreens(ch clinic.Changes) {
	shown := s.shown()
	for _, screen := range s.places {
		if screen != shown {
			s.missed.owe(screen, ch)
		}
	}
	if s.work != nil {
		if ch.Touches(s.work.patient) && s.place == Record {
			s.work.refreshHeader()
		}
	}
	for _, w := range append(slices.Clone(s.kept), s.work) {
		if w == nil {
			continue
		}
		for _, screen := range w.screens {
			if screen != shown {
				s.missed.owe(screen, ch)
			}
		}
	}
	switch {
	case s.place == Record:
		s.work.refresh(ch)
	case shown != nil:
		shown.Refresh(ch)
	default:
		return
	}
	s.tellWhere()
}

// moved is a change of the clinic's details as one of everything, when they have it in another time zone: any day and
// time in sight may be another one.
func (s *Shell) moved(ch clinic.Changes) clinic.Changes {
	zone := s.Desk.Clock().Location()
	if zone.String() == s.zone.String() {
		return ch
	}
	s.zone = zone
	if s.place != Record {
		s.chrome.setHeader(s.title(s.place))
	}
	all := clinic.Changes{Operation: ch.Operation, Label: ch.Label, By: ch.By, At: ch.At, Elsewhere: ch.Elsewhere}
	for _, k := range clinic.Kinds() {
		all.Refs = append(all.Refs, clinic.Ref{Kind: k})
	}
	for _, w := range append(slices.Clone(s.kept), s.work) {
		if w != nil {
			all.Patients = append(all.Patients, w.patient)
		}
	}
	return clinic.Together(ch, all)
}

// showSample says all the time that these are no real records, when they are none.
func (s *Shell) showSample() {
	word := ""
	if s.Desk.Clinic().Sample {
		word = lang.L("Sample")
	}
	s.sample.Set(word, kit.ToneWarning)
}

func (s *Shell) applyAppearance() {
	s.app.Settings().SetTheme(kit.NewTheme(settings.Mode(s.preference(prefAppearance))))
}

func (s *Shell) preference(key string) string {
	v, err := s.Desk.Store.Preference(context.Background(), key)
	if err != nil {
		s.Desk.Log.Error("reading a preference", "key", key, "error", err)
	}
	return strings.TrimSpace(v)
}

func (s *Shell) savedSize() fyne.Size {
	size := fyne.NewSize(1280, 760)
	w, errW := strconv.ParseFloat(s.preference(prefWidth), 32)
	h, errH := strconv.ParseFloat(s.preference(prefHeight), 32)
	if errW == nil && errH == nil && w >= 640 && h >= 400 && w <= 8000 && h <= 8000 {
		size = fyne.NewSize(float32(w), float32(h))
	}
	return size
}

func (s *Shell) saveSize() {
	size := s.Window.Canvas().Size()
	for key, v := range map[string]float32{prefWidth: size.Width, prefHeight: size.Height} {
		if err := s.Desk.Store.SetPreference(context.Background(), key, strconv.Itoa(int(v))); err != nil {
			s.Desk.Log.Error("keeping the window's size", "error", err)
		}
	}
}
