package settings

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// listCard is a card with what there is of a sort, and one of them to be changed.
type listCard struct {
	d    *desk.Desk
	card *kit.Card
	body *fyne.Container
	back string // names the way back to the list
	list func() []fyne.CanvasObject
	form *form // nil while the list is shown
}

func newListCard(d *desk.Desk, title, back string) *listCard {
	c := &listCard{d: d, back: back, body: container.NewStack()}
	c.card = kit.NewCard(title, c.body)
	return c
}

func (c *listCard) show() {
	if c.form != nil {
		c.form.show()
		return
	}
	c.body.Objects = []fyne.CanvasObject{kit.StackGap(kit.Gap, c.list()...)}
	c.body.Refresh()
}

// open shows a form in the place of the list. What stands below the fields ends the editing.
func (c *listCard) open(f *form) {
	c.form = f
	back, leave := c.back, c.close
	if f.leave != nil {
		back, leave = f.back, func() {
			c.flush()
			f.leave()
		}
	}
	parts := append([]fyne.CanvasObject{kit.FlowRow(kit.QuietButton(back, kit.IconChevronLeft, leave))}, f.parts...)
	c.body.Objects = []fyne.CanvasObject{kit.StackGap(kit.GapWide, parts...)}
	f.show()
	c.body.Refresh()
	if f.first != nil {
		c.d.Window.Canvas().Focus(f.first)
	}
}

func (c *listCard) close() {
	c.flush()
	c.form = nil
	c.show()
}

func (c *listCard) flush() {
	if c.form != nil {
		c.form.flush()
	}
}

// ending is a button below a form that changes the record for the last time and goes back to the list.
func (c *listCard) ending(label string, icon kit.IconName, do func() error) fyne.CanvasObject {
	return kit.FlowRow(kit.QuietButton(label, icon, func() {
		c.flush()
		f := c.form
		_ = do() // a failure was said
		if f != nil && f.leave != nil {
			f.leave()
			return
		}
		c.form = nil
		c.show()
	}))
}

// form is a record as fields that keep what is typed.
type form struct {
	parts   []fyne.CanvasObject
	fillers []func()
	flushes []func()
	first   fyne.Focusable
	// leave shows what stands behind a form that was opened from another, and back names it; nil is the list.
	leave func()
	back  string
}

func (f *form) add(parts ...fyne.CanvasObject) { f.parts = append(f.parts, parts...) }

func (f *form) show() {
	for _, fill := range f.fillers {
		fill()
	}
}

func (f *form) flush() {
	for _, flush := range f.flushes {
		flush()
	}
}

// keeper keeps one record of the clinic's while it is changed. A new one is kept as soon as it is whole.
type keeper[T any, P interface {
	*T
	clinic.Record
}] struct {
	d     *desk.Desk
	is    T
	there bool            // among the records
	added clinic.Sentence // what making it is called
	kept  func()          // is called when it was; nil for nothing
	// fits says why it cannot stand beside the others, and tried is told what came of a change; nil for nothing.
	fits  func(*T) error
	tried func(error)
}

// form is one without fields yet, of the record as it is when it is shown.
func (k *keeper[T, P]) form() *form { return &form{fillers: []func(){k.read}} }

// read takes the record as it is by now.
func (k *keeper[T, P]) read() {
	if !k.there {
		return
	}
	for _, r := range listOf(k.d, P(&k.is).Kind()) {
		if p, ok := r.(P); ok && r.Key() == P(&k.is).Key() {
			k.is = *p
		}
	}
}

// keep changes a field of it. change replaces what it changes: lists are not written into.
func (k *keeper[T, P]) keep(field string, change func(*T)) error {
	return k.change(field, clinic.Say("{{.Field}} changed", clinic.Args{"Field": clinic.FieldName(P(&k.is).Kind(), field)}), change)
}

// change is keep by a name of its own.
func (k *keeper[T, P]) change(field string, label clinic.Sentence, change func(*T)) error {
	k.read()
	next := k.is
	change(&next)
	r := P(&next)
	switch {
	case !k.there:
		label = k.added
	case len(clinic.ChangedFields(P(&k.is), r)) == 0:
		return nil
	}
	err := r.Validate()
	if err == nil && k.fits != nil {
		err = k.fits(&next)
	}
	if k.tried != nil {
		defer func() { k.tried(err) }()
	}
	if err != nil {
		if !k.there { // it is kept when it is whole
			k.is = next
			if clinic.FieldMessage(err, field).IsZero() {
				return nil
			}
		}
		return err
	}
	was, there := k.is, k.there
	k.is, k.there = next, true // what is applied is shown before Apply returns
	if err = k.d.Apply(clinic.Operation{Label: label, Scope: clinic.ClinicID, Put: []clinic.Record{r}}); err != nil {
		k.is, k.there = was, there
	} else if k.kept != nil {
		k.kept()
	}
	return err
}

// remove takes the record away.
func (k *keeper[T, P]) remove(label clinic.Sentence) error {
	if !k.there {
		return nil
	}
	return k.d.Apply(clinic.Operation{Label: label, Scope: clinic.ClinicID, Remove: []clinic.Record{P(&k.is)}})
}

// line is a field of the form for a text of the record.
func (k *keeper[T, P]) line(f *form, column, label, hint string, rows int, get func(*T) string, set func(*T, string) error) *edit.Text {
	t := edit.NewText(k.d.Later, label, column, hint, rows, func(s string) error {
		s = strings.TrimSpace(s)
		trial := k.is
		if err := set(&trial, s); err != nil {
			return err
		}
		return k.keep(column, func(x *T) { _ = set(x, s) }) // it was tried
	}).Of(k.d.Elsewhere(""))
	f.fillers = append(f.fillers, func() { t.Show(get(&k.is)) })
	f.flushes = append(f.flushes, t.Flush)
	if f.first == nil {
		f.first = t.Entry
	}
	return t
}

// text is a line that is kept as it is typed.
func (k *keeper[T, P]) text(f *form, column, label, hint string, rows int, get func(*T) *string) *edit.Text {
	return k.line(f, column, label, hint, rows, func(x *T) string { return *get(x) }, func(x *T, v string) error {
		*get(x) = v
		return nil
	})
}

// number is a field of the form for minutes of the record.
func (k *keeper[T, P]) number(f *form, column, label string, limits kit.Limits, get func(*T) *int) *edit.Number {
	n := edit.NewNumber(k.d.Later, label, column, limits, func(v float64) error {
		return k.keep(column, func(x *T) { *get(x) = int(v) })
	}).Of(k.d.Elsewhere(""))
	f.fillers = append(f.fillers, func() {
		v := float64(*get(&k.is))
		n.Show(&v)
	})
	f.flushes = append(f.flushes, n.Flush)
	return n
}

// date is a field of the form for a day of the record. follow brings along what depends on it.
func (k *keeper[T, P]) date(f *form, column, label string, get func(*T) *clinic.Date, follow func(*T)) *edit.Date {
	d := edit.NewDate(k.d.Clock, label, column, func(day clinic.Date) error {
		return k.keep(column, func(x *T) {
			*get(x) = day
			follow(x)
		})
	}).Of(k.d.Elsewhere(""))
	f.fillers = append(f.fillers, func() { d.Show(*get(&k.is)) })
	return d
}

// chips are a choice of the form.
func (k *keeper[T, P]) chips(f *form, column string, options []kit.Option, get func(*T) string, set func(*T, string)) *kit.Chips {
	c := kit.NewChips(options, func(ids []string) {
		_ = k.keep(column, func(x *T) { set(x, ids[0]) }) // a failure was said
	}).Required()
	f.fillers = append(f.fillers, func() { c.SetChosen(get(&k.is)) })
	return c
}

// retired says what the button is called that puts a record away and the one that brings it back, and what either did.
type retired struct {
	away, back string
	did        clinic.Sentence
}

// retiring adds a button below a form by which the record is put away as of now, or brought back.
func (k *keeper[T, P]) retiring(c *listCard, f *form, column string, says retired, get func(*T) *time.Time) {
	label, icon, at := says.away, kit.IconArchive, k.d.Clock()
	if !get(&k.is).IsZero() {
		label, icon, at = says.back, kit.IconUndo, time.Time{}
	}
	f.add(c.ending(label, icon, func() error { return k.change(column, says.did, func(x *T) { *get(x) = at }) }))
}

// listOf reads the records of a kind that is the clinic's own.
func listOf(d *desk.Desk, kind clinic.Kind) []clinic.Record {
	all, err := d.Store.List(context.Background(), kind)
	if err != nil {
		d.Fail(err)
	}
	return all
}
