package ui

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/store/lookup"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/patients"
)

// searchRows is how many patients the list under the search box shows at most; whoever is not among
// them is found by typing one letter more.
const searchRows = 8

// slowSearch is how long an answer may take before it is said that it is on its way.
const slowSearch = time.Second

// search is the box that is always there and the list below it.
type search struct {
	shell *Shell
	entry *searchEntry
	// layer lies over the whole window while the list is open, so that a tap beside the list closes it.
	layer  *fyne.Container
	panel  *fyne.Container
	column *fyne.Container

	rows    []searchRow
	cursor  int
	nearest bool // nobody answers all that was typed: the patients are those who come nearest

	// The rows stay while the next answer is on its way; only the answer to what was asked last counts.
	asked   int
	job     *kit.Job // while it is on its way
	over    func()   // the wait is over
	slow    bool     // it takes long, and that is said
	opening bool     // Enter was pressed before the answer came
}

type searchRow struct {
	row  *kit.TwoLine
	open func()
}

// searchEntry is the box itself.
type searchEntry struct {
	kit.Entry
	onTap, onLeave func()
}

// Tapped shows the recent patients. Passing through with Tab does not: the list would lie over what
// comes next.
func (e *searchEntry) Tapped(p *fyne.PointEvent) {
	e.Entry.Tapped(p)
	e.onTap()
}

// FocusLost is part of fyne.Focusable.
func (e *searchEntry) FocusLost() {
	e.Entry.FocusLost()
	e.onLeave()
}

func newSearch(s *Shell) *search {
	b := &search{shell: s, column: kit.StackGap(0)}
	e := &searchEntry{onTap: b.query, onLeave: b.passed}
	e.PlaceHolder = lang.L("Find a patient  (Ctrl+K)")
	e.Icon = kit.IconIn(kit.IconSearch, kit.ColorQuiet)
	e.OnChanged = func(string) { b.query() }
	e.OnKey = b.key
	e.ExtendBaseWidget(e)
	b.entry = e

	b.panel = container.NewStack(kit.NewPlate(kit.ColorOutline, kit.Radius), kit.Pad(1, kit.NewPlate(kit.ColorSurface, kit.Radius-1)), kit.Pad(kit.Gap, b.column))
	b.layer = container.New(&underSearch{b}, newCatcher(b.leave), b.panel)
	b.layer.Hide()
	return b
}

// focus gives the box the keyboard, with what is in it selected so that typing starts anew.
func (b *search) focus() {
	c := b.shell.Window.Canvas()
	c.Focus(b.entry)
	if b.entry.Text != "" {
		b.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	b.query()
}

// passed takes the list away when the keyboard went on to something else. A tap on one of its rows takes
// the keyboard too, but gives it to nothing.
func (b *search) passed() {
	fyne.Do(func() {
		if now := b.shell.Window.Canvas().Focused(); now != nil && now != fyne.Focusable(b.entry) {
			b.close()
		}
	})
}

// close takes the list away; an answer that comes afterwards does not bring it back.
func (b *search) close() {
	b.forget()
	b.layer.Hide()
}

// forget drops the answer that is on its way.
func (b *search) forget() {
	b.asked++
	b.opening, b.slow = false, false
	if b.job != nil {
		b.job.Cancel()
		b.over()
		b.job = nil
	}
}

// leave closes the list and empties the box.
func (b *search) leave() {
	b.entry.Fill("")
	b.close()
	if c := b.shell.Window.Canvas(); c.Focused() == b.entry {
		c.Unfocus()
	}
}

// query asks for who fits what was typed, or for the recent patients.
func (b *search) query() {
	b.forget()
	if !b.layer.Visible() {
		b.rows, b.nearest = nil, false // they answer what was asked another time
	}
	asked, typed, room := b.asked, strings.TrimSpace(b.entry.Text), b.room()
	b.over = b.shell.Desk.Later(slowSearch, func() {
		b.slow = true
		b.show()
	})
	come := false
	job := kit.Work(func(ctx context.Context) ([]lookup.Hit, error) {
		return b.shell.Desk.Store.Search(ctx, typed, room)
	}, func(hits []lookup.Hit, err error) {
		if asked != b.asked {
			return
		}
		come, b.slow, b.job = true, false, nil
		b.over()
		b.answer(typed, hits, err)
	})
	if !come {
		b.job = job
	}
}

// answer fills the list. What the rows say is an answer to typed, which is what stands in the box.
func (b *search) answer(typed string, hits []lookup.Hit, err error) {
	opening := b.opening
	b.opening = false
	b.rows, b.cursor, b.nearest = nil, 0, lookup.OnlyNear(hits)
	if err != nil {
		b.close()
		b.shell.Desk.Fail(err)
		return
	}
	today := b.shell.Desk.Today()
	for _, h := range hits {
		b.add(patients.Row(h, today), func() { b.shell.OpenPatient(h.ID, desk.Summary) })
	}
	if typed != "" {
		words := lang.L("Add “{{.Name}}” as a new patient", map[string]any{"Name": typed})
		quiet := lang.L("When it is none of these")
		if len(hits) == 0 || b.nearest {
			quiet = lang.L("Nobody by this name, birth date or phone")
		}
		b.add(kit.Row{What: words, Quiet: quiet, Icon: kit.IconAdd, IconColor: kit.ColorAccent}, func() { b.shell.NewPatient(typed) })
	} else if len(hits) == 0 {
		b.add(kit.Row{What: lang.L("New patient"), Quiet: lang.L("There are no patients yet"), Icon: kit.IconAdd, IconColor: kit.ColorAccent},
			func() { b.shell.NewPatient("") })
	}
	if b.nearest {
		// Enter opens nobody who was not meant: it goes on as where nobody is found, and an arrow chooses.
		b.cursor = len(b.rows) - 1
	}
	if opening && len(b.rows) > 0 && !b.nearest {
		b.rows[0].open()
		return
	}
	b.show()
}

// room is how many patients fit into the list, with the row to add one and the words above it.
func (b *search) room() int {
	high := b.shell.Window.Canvas().Size().Height - headHeight - 2*kit.GapRoomy
	fit := int(high/kit.NewTwoLine(kit.Row{}, nil).MinSize().Height) - 1
	return min(max(fit, 1), searchRows)
}

func (b *search) add(l kit.Row, open func()) {
	do := func() {
		b.leave()
		open()
	}
	b.rows = append(b.rows, searchRow{kit.NewTwoLine(l, do), do})
}

func (b *search) show() {
	b.column.Objects = nil
	if b.slow {
		b.column.Add(kit.PadSides(kit.GapWide, kit.Gap/2, kit.QuietText(lang.L("Searching…"))))
	}
	if strings.TrimSpace(b.entry.Text) == "" && len(b.rows) > 0 && !b.slow {
		b.column.Add(kit.PadSides(kit.GapWide, kit.Gap/2, kit.QuietText(lang.L("Recent patients"))))
	}
	if b.nearest && len(b.rows) > 0 {
		b.column.Add(kit.PadSides(kit.GapWide, kit.Gap/2, kit.QuietText(lang.L("Nobody answers all of it. Nearest:"))))
	}
	for _, r := range b.rows {
		b.column.Add(r.row)
	}
	b.mark()
	b.layer.Show()
	b.layer.Refresh()
}

func (b *search) mark() {
	for i, r := range b.rows {
		r.row.SetCurrent(i == b.cursor)
	}
}

// key works the list from the box: the arrows move, Enter opens, Escape empties and then closes.
func (b *search) key(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyDown, fyne.KeyUp:
		if !b.layer.Visible() {
			b.query()
			return true
		}
		step := 1
		if k == fyne.KeyUp {
			step = -1
		}
		b.cursor = min(max(b.cursor+step, 0), max(len(b.rows)-1, 0))
		b.mark()
	case fyne.KeyReturn, fyne.KeyEnter:
		switch {
		case b.job != nil:
			b.opening = true
		case b.layer.Visible() && b.cursor < len(b.rows):
			b.rows[b.cursor].open()
		default:
			b.query()
		}
	case fyne.KeyEscape:
		if b.entry.Text != "" {
			b.entry.SetText("")
		} else {
			b.leave()
		}
	default:
		return false
	}
	return true
}

// underSearch lays the catcher over everything and the list under the search box, as high as its rows
// and never higher than the window.
type underSearch struct{ b *search }

func (u *underSearch) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (u *underSearch) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	box := u.b.entry
	head := box.Position().Y + box.Size().Height + 4
	// Below the box only, so that the box itself can still be tapped.
	objects[0].Move(fyne.NewPos(0, head))
	objects[0].Resize(fyne.NewSize(s.Width, s.Height-head))
	w := min(max(box.Size().Width, 480), s.Width)
	h := min(objects[1].MinSize().Height, s.Height-head-kit.Gap)
	objects[1].Move(fyne.NewPos(box.Position().X+box.Size().Width-w, head))
	objects[1].Resize(fyne.NewSize(w, h))
}

// catcher takes a tap beside the list.
type catcher struct {
	widget.BaseWidget
	do func()
}

func newCatcher(do func()) *catcher {
	c := &catcher{do: do}
	c.ExtendBaseWidget(c)
	return c
}

func (c *catcher) Tapped(*fyne.PointEvent) { c.do() }

// Cursor is the ordinary one: there is nothing to see here.
func (c *catcher) Cursor() desktop.Cursor { return desktop.DefaultCursor }

// CreateRenderer is part of fyne.Widget.
func (c *catcher) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}
