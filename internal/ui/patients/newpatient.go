package patients

import (
	"context"
	"errors"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/store/lookup"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
)

// Newcomer is the form for somebody who comes for the first time. It warns when the name or the birth
// date look like a patient who is there already.
type Newcomer struct {
	d     *desk.Desk
	form  *form
	state *kit.Text
	next  *fyne.Container
	begin *kit.Button
	looks int // counts the looks for twins, so that only the last one is shown
	page  *kit.DragScroll
	// twins are seen beside the names while they are typed, above everything where there is no room for that.
	twins  *fyne.Container
	object fyne.CanvasObject
}

// NewPatient starts a form; typed is a name that was typed into a search.
func NewPatient(d *desk.Desk, typed string) *Newcomer {
	s := &Newcomer{d: d}
	given, family := SplitName(typed)
	s.form = newForm(d, "", clinic.Newcomer(given, family))
	s.form.changed = func(p clinic.Patient) {
		s.look(p)
		s.show()
	}
	s.state = kit.Body("").In(kit.ColorQuiet).Lines(2)
	assess := kit.PrimaryButton(lang.L("Start the assessment"), kit.IconAssess, func() { d.StartAssessment(s.form.id) })
	open := kit.NewButton(lang.L("Open the record"), kit.IconPerson, func() { d.Open(s.form.id, desk.Summary) })
	s.next = container.NewHBox(open, assess)
	s.begin = kit.PrimaryButton(lang.L("Add the patient"), kit.IconCheck, func() {
		s.form.flush()
		s.form.begin()
	})
	s.twins = kit.Stack()
	s.twins.Hide()
	s.page = page.New(container.New(&column{}, s.form.object, s.twins))
	s.object = container.NewBorder(nil, kit.NewFootBar(s.state, container.NewHBox(s.begin, s.next)), nil, nil, s.page)
	s.show()
	return s
}

// column is one that is no wider than a form is easy to fill in, with something beside it, or above it where there is no
// room for that.
type column struct{ width float32 }

const (
	columnMost float32 = 560
	asideLeast float32 = 320
	asideMost  float32 = 480
)

func (c *column) MinSize(o []fyne.CanvasObject) fyne.Size {
	least := max(o[0].MinSize().Width, o[1].MinSize().Width)
	return fyne.NewSize(least, c.place(o, max(c.width, least)))
}

func (c *column) Layout(o []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	c.place(o, size.Width)
}

func (c *column) place(o []fyne.CanvasObject, width float32) (high float32) {
	form, aside := min(width, columnMost), width-columnMost-kit.GapWide
	at, top := fyne.NewPos(columnMost+kit.GapWide, 0), float32(0)
	if aside < asideLeast {
		at, aside = fyne.Position{}, form
		if o[1].Visible() {
			top = o[1].MinSize().Height + kit.GapWide
		}
	}
	put := func(o fyne.CanvasObject, at fyne.Position, width float32) float32 {
		o.Move(at)
		o.Resize(fyne.NewSize(width, o.Size().Height))
		h := o.MinSize().Height // a text that wraps knows its height only at its width
		o.Resize(fyne.NewSize(width, h))
		return at.Y + h
	}
	if o[1].Visible() {
		high = put(o[1], at, min(aside, asideMost))
	}
	return max(high, put(o[0], fyne.NewPos(0, top), form))
}

// Object is part of desk.Screen.
func (s *Newcomer) Object() fyne.CanvasObject { return s.object }

// Refresh is part of desk.Screen.
func (s *Newcomer) Refresh(ch clinic.Changes) {
	if s.form.draft != nil || !ch.Touches(s.form.id) {
		return
	}
	id := s.form.id
	kit.Work(func(ctx context.Context) (clinic.Patient, error) { return s.d.Store.Patient(ctx, id) },
		func(_ clinic.Patient, err error) {
			if s.form.id != id {
				return
			}
			if errors.Is(err, clinic.ErrNotFound) {
				// The record was taken back: what is typed next begins another.
				s.form.id, s.form.draft = "", &clinic.Patient{}
			}
			s.form.show()
			s.show()
		})
}

// Leave is part of desk.Screen. A name that came from the search alone makes no record: it may have been
// a slip.
func (s *Newcomer) Leave() { s.form.flush() }

// Decided reports whether another form can take the place of this one; when a text waits in it for a choice
// the person is told.
func (s *Newcomer) Decided() bool { return s.form.id == "" || s.d.Decided(s.form.id) }

// Undo takes back the last change.
func (s *Newcomer) Undo() {
	s.form.flush()
	if s.form.draft == nil {
		s.d.Undo(s.form.id)
	}
}

// Redo makes it again.
func (s *Newcomer) Redo() {
	if s.form.draft == nil {
		s.d.Redo(s.form.id)
	}
}

// Focus gives the first empty field the keyboard.
func (s *Newcomer) Focus() { s.form.focus() }

func (s *Newcomer) show() {
	s.next.Hidden = s.form.draft != nil
	s.begin.Hidden = s.form.draft == nil
	s.state.SetText(lang.L("The record is made as soon as there is a name."))
	if s.form.draft == nil {
		p := s.form.patient()
		s.state.SetText(lang.L("{{.Name}} has a record. What you type is kept.", map[string]any{"Name": p.Name()}))
	}
	s.object.Refresh()
}

// look shows patients who may be the same person.
func (s *Newcomer) look(p clinic.Patient) {
	s.looks++
	looks := s.looks
	kit.Work(func(ctx context.Context) ([]lookup.Hit, error) { return s.d.Store.LookAlikes(ctx, p, mostTwins) },
		func(found []lookup.Hit, err error) {
			if looks != s.looks {
				return
			}
			if err != nil {
				s.d.Log.Error("looking for a patient of the same name", "error", err)
			}
			s.showTwins(found)
		})
}

// showTwins shows them where nothing moves that one types a name into, and in full.
func (s *Newcomer) showTwins(found []lookup.Hit) {
	twins, atTop := s.twins, s.page.Offset.Y == 0
	twins.Objects = nil
	if len(found) > 0 {
		twins.Add(kit.Heading(lang.L("Looks like an existing patient")))
		for _, h := range found {
			twins.Add(container.NewStack(kit.NewPlate(kit.ColorWarningSoft, kit.Radius),
				kit.NewTwoLine(Row(h, s.d.Today()), func() { s.take(h.ID) })))
		}
		twins.Add(kit.QuietText(lang.L("Choose one to use that record instead of a new one.")).Wrap())
	}
	twins.Hidden = len(found) == 0
	s.page.Refresh()
	if atTop {
		s.page.ScrollToOffset(fyne.Position{})
	}
}

// take opens an existing record instead, and takes the new one back when nothing else hangs on it.
func (s *Newcomer) take(id string) {
	s.form.flush()
	if s.form.draft == nil {
		p := s.form.patient()
		if s.d.Apply(clinic.Operation{Label: clinic.Say("Use the existing record"), Scope: s.form.id, Remove: []clinic.Record{&p}}) != nil {
			return
		}
	}
	s.d.Open(id, desk.Summary)
}

// SplitName takes what was typed into a search for a name: the last word is the family name. Anything
// with a digit is a date or a telephone number.
func SplitName(typed string) (given, family string) {
	words := strings.Fields(typed)
	if len(words) == 0 || strings.ContainsFunc(typed, unicode.IsDigit) {
		return "", ""
	}
	for i, w := range words {
		r := []rune(w)
		words[i] = string(unicode.ToUpper(r[0])) + string(r[1:])
	}
	if len(words) == 1 {
		return words[0], ""
	}
	return strings.Join(words[:len(words)-1], " "), words[len(words)-1]
}

// mostTwins is how many look-alikes are shown.
const mostTwins = 3
