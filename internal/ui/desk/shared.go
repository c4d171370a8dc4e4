package desk

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// slowAfter is how long something may take before the person is told that it goes on.
const slowAfter = time.Second

// Slow tells the person what is waited for when it takes over a second, until over is called.
func (d *Desk) Slow(text string) (over func()) {
	told := false
	stop := d.Later(slowAfter, func() {
		told = true
		d.Tell(text, nil)
	})
	return func() {
		stop()
		if told && d.Hush != nil {
			d.Hush(text)
		}
	}
}

// Seal makes a change of which there can be only one, such as a signature or an agreement. Where the records
// are shared it counts only when they have taken it: until then the button that was pressed rests, and a
// second press of anything that seals does nothing. done is called on the UI thread when the change is made;
// of a failure the person is told, and what was written before stays.
func (d *Desk) Seal(op clinic.Operation, pressed *kit.Button, done func()) {
	if d.Link == nil {
		if d.Apply(op) == nil {
			done()
		}
		return
	}
	if d.sealing {
		return
	}
	d.sealing = true
	label, busy := pressed.Text, lang.L("Being confirmed…")
	pressed.Disable()
	pressed.SetText(busy)
	over := d.Slow(lang.L("Waiting for the shared records to confirm…"))
	op.Actor = d.Actor()
	end := d.begin()
	kit.Work(d.Link.Sealing(op),
		func(ch clinic.Changes, err error) {
			over()
			end(ch, err)
			d.sealing = false
			if pressed.Text == busy { // else the screen has given it another meaning
				pressed.SetText(label)
			}
			pressed.Enable()
			if err != nil {
				d.Fail(err)
				return
			}
			done()
		})
}

// Near reports whether a patient's chart can be read at once.
func (d *Desk) Near(patientID string) bool { return d.Link == nil || d.Link.Held(patientID) }

// Writer is a screen that can say which session or assessment is being written in it, "" for none.
type Writer interface{ Writing() string }

// Moved is called by a Writer when it shows another record.
func (d *Desk) Moved() {
	if d.OnMove != nil {
		d.OnMove()
	}
}

type place struct{ patient, writing string }

// At tells the other machines which patient is open here, and what is being written; "" for none. It may be
// called often.
func (d *Desk) At(patientID, writing string) {
	now := place{patientID, writing}
	if d.Link == nil || d.where == now {
		return
	}
	d.where = now
	d.Link.At(patientID, writing)
}

func (d *Desk) remember(ch clinic.Changes) {
	if d.elsewhere == nil {
		d.elsewhere = map[string]clinic.Changes{}
	}
	if len(ch.Patients) == 0 {
		d.elsewhere[""] = ch
	}
	for _, p := range ch.Patients {
		d.elsewhere[p] = ch
	}
}

// undecided is a field in which somebody has yet to choose between two texts.
type undecided struct{ patient, field string }

// Elsewhere is what fields need to know of the other machines that share a patient's chart.
type Elsewhere struct {
	d       *Desk
	patient string
}

// Elsewhere is for the fields of a patient; "" for those of the clinic.
func (d *Desk) Elsewhere(patientID string) Elsewhere { return Elsewhere{d, patientID} }

// News is the key of the last change that came from another machine, and who made it there and when: "Kim on
// reception, 10:42". Both are "" when there was none.
func (e Elsewhere) News() (operation, who string) {
	e.d.mu.Lock()
	ch, ok := e.d.elsewhere[e.patient]
	e.d.mu.Unlock()
	if !ok {
		return "", ""
	}
	return cmp.Or(ch.Operation, ch.At.String()), e.d.Who(ch)
}

// Shared reports whether other machines can change the records at any moment.
func (e Elsewhere) Shared() bool { return e.d.Link != nil }

// Choosing notes that a field waits for a choice, or does no more.
func (e Elsewhere) Choosing(field any, label string, on bool) {
	if !on {
		delete(e.d.undecided, field)
		return
	}
	if e.d.undecided == nil {
		e.d.undecided = map[any]undecided{}
	}
	e.d.undecided[field] = undecided{e.patient, label}
}

// Abandon forgets the choices in the fields of a patient whose record is not there any more.
func (d *Desk) Abandon(patientID string) {
	maps.DeleteFunc(d.undecided, func(_ any, u undecided) bool { return u.patient == patientID })
}

// Who says in words who made a change, where and when: "Kim on reception, 10:42".
func (d *Desk) Who(ch clinic.Changes) string {
	at := d.In(ch.At)
	when := at.Format("15:04")
	if day := clinic.DateOf(at); day != d.Today() {
		when = words.ShortMoment(at)
	}
	said := map[string]any{"Name": ch.By.Name, "Machine": ch.By.Machine, "Time": when}
	switch {
	case ch.By.Name == "" && ch.By.Machine == "":
		return lang.L("Somebody on another computer, {{.Time}}", said)
	case ch.By.Name == "":
		return lang.L("Somebody on {{.Machine}}, {{.Time}}", said)
	case ch.By.Machine == "":
		return lang.L("{{.Name}}, {{.Time}}", said)
	}
	return lang.L("{{.Name}} on {{.Machine}}, {{.Time}}", said)
}

// Undecided are the fields of a patient in which a choice between two texts waits, by their labels; all
// fields for "".
func (d *Desk) Undecided(patientID string) []string {
	var out []string
	for _, u := range d.undecided {
		if patientID == "" || u.patient == patientID {
			out = append(out, u.field)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Decided reports whether the fields of a patient can be put away. When one of them waits for a choice the
// person is asked to make it first.
func (d *Desk) Decided(patientID string) bool {
	open := d.Undecided(patientID)
	if len(open) == 0 {
		return true
	}
	d.Warn(lang.L("Choose first which text stays: “{{.Field}}” was changed by somebody else while you wrote in it.", map[string]any{"Field": open[0]}))
	return false
}
