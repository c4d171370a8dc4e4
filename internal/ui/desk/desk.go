// Package desk is what every screen works with: the records, the figure, the catalogue, the clock, and
// the ways to move, to tell and to undo. The shell sets it up; screens only use it.
package desk

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// Section is a part of a patient's workspace.
type Section string

// The sections.
const (
	Summary   Section = "summary"
	Assess    Section = "assess"
	Plan      Section = "plan"
	Sessions  Section = "sessions"
	Progress  Section = "progress"
	Documents Section = "documents"
	Details   Section = "details"
	Account   Section = "account"
)

// Screen is one section of one patient, or one place of the rail. All its methods are called on the
// UI thread.
type Screen interface {
	// Object is what is shown. It is the same object at every call.
	Object() fyne.CanvasObject
	// Refresh shows what changed, without moving the cursor or losing what is being typed.
	Refresh(clinic.Changes)
	// Leave keeps what is still being typed. It is called before another screen is shown and before the
	// window closes.
	Leave()
}

// Builder makes the screen of a section for a patient; it is called when the section is first shown.
type Builder func(d *Desk, patientID string) Screen

// Desk is shared by all screens of a window.
type Desk struct {
	Store     Records
	Link      Link // nil where the records are this machine's own
	Atlas     *anatomy.Atlas
	Catalogue *clinic.Catalogue
	Clock     func() time.Time // in the time zone of the clinic
	NewID     func() string
	Window    fyne.Window
	Log       *slog.Logger

	// Open shows a section of a patient. Set by the shell.
	Open func(patientID string, s Section)
	// Visit shows an appointment in the diary, Book begins one there for a patient, Calls shows who is to be called. Set by the
	// shell; nil where there is no diary.
	Visit func(id string, day clinic.Date)
	Book  func(patientID string)
	Calls func()
	// Join shows two patients side by side, who may be one person, to be joined. Set by the shell; nil where there is none.
	Join func(one, other string)
	// Tell confirms in place what was done; undo may be nil. Set by the shell.
	Tell func(text string, undo func())
	// Hush takes back what Tell said, when it still stands there. Set by the shell; nil where nothing stays.
	Hush func(text string)
	// Warn says in place what went wrong: a sentence. Set by the shell.
	Warn func(sentence string)
	// Cover gives the whole window to a patient: nothing but content is in sight, the keys of the window rest,
	// and only the practitioner takes it back; over is called when they did. Set by the shell; nil where there is none.
	Cover func(content fyne.CanvasObject, over func())
	// Papers is the private folder that papers are put in for the viewer and the printer.
	Papers string
	// OpenFile hands a file to the operating system's viewer, PrintFile to its printer. They are called away from
	// the UI thread and return when it is known what became of it; the error is a part of a sentence that says why
	// it was not done. Set by the shell; tests put their own.
	OpenFile  func(path string) error
	PrintFile func(path string) error
	// After calls a function later on the UI thread; kit.RealAfter unless set. Tests put their own, so that
	// they never wait.
	After kit.After
	// Show brings the screens up to date with what changed, each change once, whoever made it. It is called on the UI
	// thread when Chart has it. Set by the shell, which also has the records tell Hear.
	Show func(clinic.Changes)
	// OnMove is told that the screen in sight writes another record now, or none. Set by the shell; nil
	// for nobody.
	OnMove func()

	news    news
	travels []func() // undos and redos: the first is under way, the others wait for it
	sealing bool
	where   place

	undecided map[any]undecided // by field

	mu        sync.Mutex
	charts    map[string]*clinic.Chart
	people    *team                     // once they were read
	elsewhere map[string]clinic.Changes // by patient; "" for what concerns none
}

// Today is the day by the desk's clock.
func (d *Desk) Today() clinic.Date { return clinic.DateOf(d.Clock()) }

// In is a time as the clocks of the clinic showed it.
func (d *Desk) In(t time.Time) time.Time { return t.In(d.Clock().Location()) }

// Day is the day of a time where the clinic is.
func (d *Desk) Day(t time.Time) clinic.Date { return clinic.DateOf(d.In(t)) }

// Env is what the domain's operations need to know of the world.
func (d *Desk) Env() clinic.Env {
	return clinic.Env{Now: d.Clock, NewID: d.NewID, Actor: d.Actor()}
}

// Apply makes a change and has it shown; the next Chart has it. When it cannot be made, the person is told why in a sentence, and the error
// is returned for the screen to mark the field.
func (d *Desk) Apply(op clinic.Operation) error {
	op.Actor = d.Actor()
	err := d.change(func() (clinic.Changes, error) { return d.Store.Apply(context.Background(), op) })
	if err != nil {
		d.forgetWhatIsIn(op) // it may have been built on what is not so any more
		d.Fail(err)
	}
	return err
}

func (d *Desk) forgetWhatIsIn(op clinic.Operation) {
	var ch clinic.Changes
	for _, list := range [][]clinic.Record{op.Put, op.Remove} {
		for _, r := range list {
			if p := r.PatientKey(); p != "" {
				ch.Patients = append(ch.Patients, p)
			}
		}
	}
	d.Forget(ch)
}

// TallyWords says how many sessions of a plan were held, everywhere in the same words: of the schedule that runs, and
// what earlier versions held beside it.
func TallyWords(t *clinic.Tally) string {
	facts := map[string]any{"Done": t.Done(), "Planned": t.Planned, "Earlier": t.Earlier}
	if t.Earlier > 0 {
		return lang.L("{{.Done}} of {{.Planned}} sessions done, {{.Earlier}} by earlier versions", facts)
	}
	return lang.L("{{.Done}} of {{.Planned}} sessions done", facts)
}

// StateWords is how far a session has come, everywhere in the same words and colour.
func StateWords(state clinic.SessionState) (string, kit.Tone) {
	tone := kit.ToneSuccess
	switch state {
	case clinic.SessionRunning:
		tone = kit.ToneNeutral
	case clinic.SessionToSign:
		tone = kit.ToneWarning
	case clinic.SessionSigned:
	}
	return words.Say(state.Name()), tone
}

// SessionWords is what a button for StartSession says.
func (d *Desk) SessionWords(patientID string) string {
	chart, today := d.Chart(patientID), d.Today()
	if open := chart.OpenOn(today); open != nil {
		return lang.L("Go on with session {{.Number}}", map[string]any{"Number": open.Number})
	}
	if chart.HeldOn(today) != nil {
		return lang.L("Another session")
	}
	return lang.L("Start session {{.Number}}", map[string]any{"Number": chart.NextNumber()})
}

// StartSession begins the session of today from the patient's plan and goes to it: one tap. One that is open is
// gone on with; after one that was signed today the person is asked first. Without the patient's chart nothing begins.
func (d *Desk) StartSession(patientID string) {
	chart, err := d.Read(patientID)
	if err != nil {
		d.Fail(err)
		return
	}
	held := chart.HeldOn(d.Today())
	if held == nil || chart.OpenOn(d.Today()) != nil {
		d.startSession(patientID)
		return
	}
	kit.Confirm(d.Window, lang.L("Start another session today?"),
		lang.L("Session {{.Number}} was held today and is signed by {{.Name}}. What is missing in it is an addendum.",
			map[string]any{"Number": held.Number, "Name": held.SignedBy}),
		lang.L("Start another"), lang.L("Not now"), false, func(yes bool) {
			if yes {
				d.startSession(patientID)
			}
		})
}

func (d *Desk) startSession(patientID string) {
	chart, err := d.Read(patientID)
	if err != nil {
		d.Fail(err)
		return
	}
	if op := d.startVisit(chart); op.Empty() || d.Apply(op) == nil {
		d.Open(patientID, Sessions)
	}
}

// AssessmentWords is what a button for StartAssessment says.
func (d *Desk) AssessmentWords(patientID string) string {
	chart := d.Chart(patientID)
	switch open := chart.OpenAssessment(); {
	case open != nil && open.Type == clinic.AssessmentReview:
		return lang.L("Go on with the re-assessment")
	case open != nil:
		return lang.L("Go on with the assessment")
	case chart.LatestAssessment() != nil:
		return lang.L("Start the re-assessment")
	}
	return lang.L("Start the assessment")
}

// StartAssessment begins an assessment today, after the first one a review, and goes to it. One that is not signed
// yet is gone on with. Without the patient's chart nothing begins.
func (d *Desk) StartAssessment(patientID string) {
	chart, err := d.Read(patientID)
	if err != nil {
		d.Fail(err)
		return
	}
	if chart.OpenAssessment() == nil {
		if _, op := clinic.StartAssessment(d.Env(), chart, d.Practitioner().ID); d.Apply(op) != nil {
			return
		}
	}
	d.Open(patientID, Assess)
}

// Undo takes back the last operation of a scope. It does not wait for the records; each of then is called
// on the UI thread when it is undone. One undo ends before the next begins, in the order they were asked for.
func (d *Desk) Undo(scope string, then ...func()) {
	d.travel(scope, d.Store.Undo, func(label map[string]any) string { return lang.L("Undone: {{.What}}", label) }, then)
}

// Redo makes the last undone operation of a scope again, as Undo does.
func (d *Desk) Redo(scope string, then ...func()) {
	d.travel(scope, d.Store.Redo, func(label map[string]any) string { return lang.L("Done again: {{.What}}", label) }, then)
}

func (d *Desk) travel(scope string, move func(context.Context, string) (clinic.Changes, error), say func(label map[string]any) string, then []func()) {
	begin := func() {
		over := d.Slow(lang.L("Waiting for the records…"))
		end := d.begin()
		kit.Work(func(ctx context.Context) (clinic.Changes, error) { return move(ctx, scope) },
			func(ch clinic.Changes, err error) {
				over()
				end(ch, err)
				d.afterUndo(ch, err, say, then)
				d.travels = d.travels[1:]
				if len(d.travels) > 0 {
					d.travels[0]()
				}
			})
	}
	d.travels = append(d.travels, begin)
	if len(d.travels) == 1 {
		begin()
	}
}

func (d *Desk) afterUndo(ch clinic.Changes, err error, say func(label map[string]any) string, then []func()) {
	switch {
	case errors.Is(err, clinic.ErrChanged): // to make it again would be no way back
		d.Warn(words.Error(err))
		return
	case err != nil:
		d.Fail(err)
		return
	}
	for _, f := range then {
		f()
	}
	if !ch.Label.IsZero() {
		d.Tell(say(map[string]any{"What": words.Say(ch.Label)}), nil)
	}
}

// UndoState says what undo and redo would do in a scope; "" for nothing.
func (d *Desk) UndoState(scope string) (undo, redo string) {
	u, r, err := d.Store.UndoState(context.Background(), scope)
	if err != nil {
		d.Log.Error("undo state", "error", err)
	}
	return words.Say(u), words.Say(r)
}

// Fail tells the person what went wrong and what was kept; the details go to the log. A field's own
// complaint is told as it is.
func (d *Desk) Fail(err error) {
	if err == nil {
		return
	}
	var fe clinic.FieldErrors
	var says interface{ Sentence() clinic.Sentence }
	switch {
	case errors.As(err, &fe):
		d.Warn(words.Error(fe))
	case errors.Is(err, clinic.ErrLocked):
		d.Warn(lang.L("This record is signed and stays as it is. Write an addendum, or a new version of the plan."))
	case errors.Is(err, clinic.ErrNotAllowed):
		d.Warn(lang.L("This is not open to whoever works at this computer. Nothing was changed."))
	case errors.Is(err, clinic.ErrChanged) && errors.As(err, &says): // it says what was changed
		d.Warn(words.Error(err))
	case errors.Is(err, clinic.ErrChanged):
		d.Warn(lang.L("This was changed somewhere else in the meantime. What is shown now is the newest; please make your change again."))
	default:
		// What the store gives is a sentence: what happened, what was kept, what to do.
		d.Log.Error("operation failed", "error", err)
		d.Warn(words.Error(err))
	}
}

// Chart is the patient's chart as it stands now. The same chart serves all screens until something of
// the patient changes; screens must not change it. It is never nil: when it cannot be read the person
// is told, and the chart is empty, without even the patient. Nothing is to be written from that one; see Read.
func (d *Desk) Chart(patientID string) *clinic.Chart {
	c, err := d.Read(patientID)
	if err != nil {
		d.Fail(err)
		return &clinic.Chart{}
	}
	return c
}

// Read is Chart for whoever has something to show, or to leave undone, when the chart cannot be read. The error is a
// sentence for the person.
func (d *Desk) Read(patientID string) (*clinic.Chart, error) {
	d.mu.Lock()
	c := d.charts[patientID]
	d.mu.Unlock()
	if c != nil {
		return c, nil
	}
	c, err := d.Store.Chart(context.Background(), patientID)
	if err != nil {
		return nil, err
	}
	c = c.For(d.Practitioner())
	d.mu.Lock()
	if d.charts == nil || len(d.charts) > 8 {
		d.charts = map[string]*clinic.Chart{}
	}
	d.charts[patientID] = c
	d.mu.Unlock()
	return c, nil
}

// Later calls a function after a while, as After says.
func (d *Desk) Later(wait time.Duration, f func()) (stop func()) {
	if d.After != nil {
		return d.After(wait, f)
	}
	return kit.RealAfter(wait, f)
}

// Forget drops charts that the changes made old, and remembers who made them when that was on another
// machine. The shell calls it before it refreshes the screens.
func (d *Desk) Forget(ch clinic.Changes) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, p := range ch.Patients {
		delete(d.charts, p)
	}
	if ch.Touches("", clinic.KindPractitioner) {
		d.people = nil
		clear(d.charts) // their training counts
	}
	if ch.Touches("", clinic.KindClinic) {
		clear(d.charts) // the clinic may be in another time zone
	}
	if ch.Elsewhere {
		d.remember(ch)
	}
}

// ForgetAll drops all that is held of the records: charts, who works here, what came from elsewhere, and the choices
// that wait in fields.
func (d *Desk) ForgetAll() {
	d.mu.Lock()
	defer d.mu.Unlock()
	clear(d.charts)
	clear(d.elsewhere)
	clear(d.undecided)
	d.people = nil
}

// Clinic is the clinic's record, with A4 paper and nothing else before it is set up.
func (d *Desk) Clinic() clinic.Clinic {
	c, err := d.Store.Clinic(context.Background())
	if err != nil {
		d.Log.Error("reading the clinic", "error", err)
	}
	if c.Paper == "" {
		c.Paper = "A4"
	}
	return c
}
