package ui

import (
	"io"
	"log"
	"runtime"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/intake"
	"regimen/internal/ui/kit"
)

// undoer is a screen with changes of its own to take back.
type undoer interface {
	Undo()
	Redo()
}

// printer is a screen that prints what it shows.
type printer interface{ Print() }

// hander is a screen that knows whom the tablet can be handed to.
type hander interface{ HandOver() }

// key is one entry of the page of keys. A key without do is told of only: a widget answers it.
type key struct {
	name     fyne.KeyName
	modifier fyne.KeyModifier
	keys     string
	does     string
	do       func()
}

func (s *Shell) keys() []key {
	const ctrl = fyne.KeyModifierShortcutDefault
	all := []key{
		{fyne.KeyK, ctrl, lang.L("Ctrl+K"), lang.L("Find a patient, from anywhere"), s.focusSearch},
		{fyne.KeyN, ctrl, lang.L("Ctrl+N"), lang.L("New patient"), func() { s.NewPatient("") }},
		{"", 0, lang.L("Ctrl+1 to Ctrl+8"), lang.L("The parts of a patient's record, from left to right"), nil},
		{fyne.KeyP, ctrl, lang.L("Ctrl+P"), lang.L("Print: the days of the diary, or else the patient's documents"), s.print},
		{fyne.KeyH, ctrl, lang.L("Ctrl+H"), lang.L("Hand the form to the patient whose visit or record is open"), s.handOver},
		{"", 0, lang.L("Ctrl+Z"), lang.L("Take back the last change"), nil},
		{"", 0, lang.L("Ctrl+Y"), lang.L("Make it again"), nil},
	}
	for _, r := range placeRows(s) {
		if r.key != "" {
			all = append(all, key{r.key, ctrl, r.keys, r.does, func() { s.Go(r.place) }})
		}
	}
	return append(all, []key{
		{"", 0, lang.L("In the diary: arrows"), lang.L("A column or a quarter of an hour on; five minutes with Shift"), nil},
		{"", 0, lang.L("Enter, N"), lang.L("Open the visit, or book at the cursor"), nil},
		{"", 0, lang.L("Alt+arrows"), lang.L("Move the visit; make it longer or shorter with Shift"), nil},
		{"", 0, lang.L("X, V"), lang.L("Hold the visit on the clipboard; put it down at the cursor"), nil},
		{"", 0, lang.L("A, S, P, D, Delete"), lang.L("Arrived, start the session, pay, did not come, cancel"), nil},
		{"", 0, lang.L("1 to 4, Esc"), lang.L("While a visit is paid: by card, in cash, by transfer, from the fund; back to the visit"), nil},
		{"", 0, lang.L("W"), lang.L("On a visit: who comes would come earlier. Elsewhere: the waiting list"), nil},
		{"", 0, lang.L("Page Up, Page Down, Home, G"), lang.L("The day before, the day after, today, another day"), nil},
		{"", 0, lang.L("+, -, [, ]"), lang.L("Larger and smaller; the panel beside the diary, open and closed"), nil},
		{"", 0, lang.L("Tab, Shift+Tab"), lang.L("To the next and the previous thing that can be worked"), nil},
		{"", 0, lang.L("Arrows, Space, Enter"), lang.L("Move inside a row of choices, choose, press"), nil},
		{"", 0, lang.L("Esc"), lang.L("Close what lies on top, leave the search or this page, give up what was chosen in the diary"), nil},
	}...)
}

// bindKeys makes the keys work wherever the keyboard is. Fyne gives a shortcut to the field being typed
// in and to nobody else; only the main menu is asked before. So the keys are a menu, which the system
// shows where it has a place for it (macOS) and which is kept out of sight elsewhere.
func (s *Shell) bindKeys() {
	menu := fyne.NewMenu(lang.L("Go"))
	// A question that waits for its answer comes first.
	free := func() bool {
		return s.Window.Canvas().Overlays().Top() == nil && s.place != Welcome && s.covered == nil
	}
	item := func(name fyne.KeyName, modifier fyne.KeyModifier, label string, do func()) {
		i := fyne.NewMenuItem(label, func() {
			if free() {
				do()
			}
		})
		i.Shortcut = &desktop.CustomShortcut{KeyName: name, Modifier: modifier}
		menu.Items = append(menu.Items, i)
	}
	for _, k := range s.keys() {
		if k.do != nil {
			item(k.name, k.modifier, k.does, k.do)
		}
	}
	for n, r := range sectionRows() {
		item(fyne.KeyName(strconv.Itoa(n+1)), fyne.KeyModifierShortcutDefault, r.name, func() {
			if s.work != nil && s.place == Record {
				s.work.showTab(n)
			}
		})
	}
	s.menu = menu

	c := s.Window.Canvas()
	// These two stay with a field that is being typed in: there they take back the typing.
	c.AddShortcut(&fyne.ShortcutUndo{}, func(fyne.Shortcut) { s.undo() })
	c.AddShortcut(&fyne.ShortcutRedo{}, func(fyne.Shortcut) { s.redo() })
	c.SetOnTypedKey(func(e *fyne.KeyEvent) {
		if s.covered != nil {
			s.covered.TypedKey(e)
			return
		}
		switch e.Name {
		case fyne.KeyF1:
			if free() {
				s.Go(Keys)
			}
		case fyne.KeyEscape:
			switch {
			case s.notice.Visible():
				s.notice.Dismiss()
			case s.place == Keys:
				s.back()
			}
		}
	})
}

func installMenu(w fyne.Window, menu *fyne.Menu) {
	if runtime.GOOS == "darwin" {
		w.SetMainMenu(fyne.NewMainMenu(menu))
		return
	}
	// A main menu that is empty when it is set has no bar, provided that the window is there; filled
	// afterwards, its shortcuts work all the same. Fyne remarks in the log that it is empty.
	hidden := fyne.NewMainMenu()
	out := log.Writer()
	log.SetOutput(io.Discard)
	w.SetMainMenu(hidden)
	log.SetOutput(out)
	hidden.Items = []*fyne.Menu{menu}
}

func (s *Shell) undo() {
	if s.covered != nil {
		return
	}
	if u, ok := s.shown().(undoer); ok {
		u.Undo()
	}
}

func (s *Shell) redo() {
	if s.covered != nil {
		return
	}
	if u, ok := s.shown().(undoer); ok {
		u.Redo()
	}
}

func (s *Shell) print() {
	if p, ok := s.shown().(printer); ok {
		p.Print()
		return
	}
	if s.work == nil {
		s.Desk.Warn(lang.L("Open a patient first: what is printed is in the patient's documents."))
		return
	}
	s.Desk.Open(s.work.patient, desk.Documents)
}

// handOver gives the form to the patient whose visit is selected in the diary, or whose record is open.
func (s *Shell) handOver() {
	switch screen, ok := s.shown().(hander); {
	case ok:
		screen.HandOver()
	case s.place == Record && s.work != nil:
		intake.HandOver(s.Desk, s.work.patient)
	default:
		s.Desk.Warn(lang.L("Open a patient first, or choose a visit in the diary: the form is handed to one person."))
	}
}

// keysPage tells the keys.
type keysPage struct {
	window fyne.Window
	reader *kit.Reader
}

func newKeysPage(window fyne.Window, keys []key, back func()) *keysPage {
	rows := container.New(columns{least: 220, gap: kit.GapRoomy, rowGap: kit.Gap + kit.Gap/2})
	for _, k := range keys {
		rows.Add(kit.Strong(k.keys))
		rows.Add(kit.Body(k.does).Wrap())
	}
	body := kit.StackGap(kit.GapRoomy,
		rows,
		kit.QuietText(lang.L("While a text is being written, Ctrl+Z takes back the typing in it.")).Wrap(),
		container.NewHBox(kit.QuietButton(lang.L("Back"), kit.IconChevronLeft, back)),
	)
	p := &keysPage{window, kit.NewReader(kit.Pad(kit.GapRoomy, kit.MaxWidth(800, body)))}
	p.reader.OnEscape = back
	return p
}

func (p *keysPage) Object() fyne.CanvasObject { return p.reader }
func (p *keysPage) Refresh(clinic.Changes)    {}
func (p *keysPage) Leave()                    {}

// Focus has the keys scroll the page, or leave it.
func (p *keysPage) Focus() { p.window.Canvas().Focus(p.reader) }

// columns lays objects out two by two: a first column as wide as it needs, the second takes the rest.
type columns struct{ least, gap, rowGap float32 }

func (c columns) first(objects []fyne.CanvasObject) float32 {
	wide := c.least
	for i := 0; i < len(objects); i += 2 {
		wide = max(wide, objects[i].MinSize().Width)
	}
	return wide
}

func (c columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	first := c.first(objects)
	for i := 0; i+1 < len(objects); i += 2 {
		a, b := objects[i].MinSize(), objects[i+1].MinSize()
		s.Width = max(s.Width, first+c.gap+b.Width)
		s.Height += max(a.Height, b.Height) + c.rowGap
	}
	return s
}

func (c columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y, first := float32(0), c.first(objects)
	for i := 0; i+1 < len(objects); i += 2 {
		h := max(objects[i].MinSize().Height, objects[i+1].MinSize().Height)
		objects[i].Move(fyne.NewPos(0, y))
		objects[i].Resize(fyne.NewSize(first, h))
		objects[i+1].Move(fyne.NewPos(first+c.gap, y))
		objects[i+1].Resize(fyne.NewSize(size.Width-first-c.gap, h))
		y += h + c.rowGap
	}
}
