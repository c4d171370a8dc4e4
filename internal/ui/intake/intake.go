// Package intake is the form that a patient fills in before the treatment, in a window that is the patient's alone: one
// matter on a page, in large type. Each answer is kept as it is given, and what is left out stays left out.
package intake

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/clinic"
	"regimen/internal/ui/consent"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
)

// idle is after how long without a touch the answers are covered.
const idle = 2 * time.Minute

// Form is an intake form in the hands of its patient.
type Form struct {
	widget.BaseWidget
	d       *desk.Desk
	patient string
	id      string

	sheets []sheet
	at     int
	fields []field // of the sheet in sight

	count    *kit.Text
	heading  *kit.Text
	done     *page.Done
	head     *fyne.Container
	body     *fyne.Container
	after    *fyne.Container // room to bring the last fields up
	scroll   *kit.DragScroll
	trouble  *kit.Text
	back     *kit.Button
	next     *kit.Button
	foot     *fyne.Container
	frame    fyne.CanvasObject
	root     *fyne.Container
	rest     func() // stops waiting for the form to be left alone
	resting  bool   // it was
	signing  *signing
	mending  bool // it goes from one page with something left out to the next
	finished bool
}

// New shows the form of a patient where it was left.
func New(d *desk.Desk, patient, id string) *Form {
	f := &Form{d: d, patient: patient, id: id, signing: &signing{}, rest: func() {}}
	f.count, f.heading = kit.Large("").In(kit.ColorQuiet), kit.Heading("").Lines(1)
	f.trouble = kit.Large("").In(kit.ColorError).Wrap()
	f.trouble.Hide()
	f.done = page.NewDone()
	f.body, f.after = container.NewStack(), container.NewStack()
	f.scroll = kit.NewDragScroll(kit.PadSides(kit.GapRoomy, kit.Gap, kit.StackGap(0, f.body, f.after)))
	f.scroll.OnScrolled = func(fyne.Position) { f.touched() }
	f.back = kit.NewButton(lang.L("Back"), kit.IconChevronLeft, func() { f.turn(-1) })
	f.next = kit.NextButton(lang.L("Next"), func() { f.turn(1) })
	f.head = kit.PadSides(kit.GapRoomy, kit.GapWide, page.Narrow(true, kit.Stack(
		container.NewBorder(nil, nil, nil, f.count, f.heading), f.done.Object)))
	f.foot = kit.PadSides(kit.GapRoomy, kit.Gap, page.Narrow(true, kit.Stack(f.trouble,
		container.NewHBox(kit.MinWidth(buttonWidth, kit.MinHeight(buttonHeight, f.back)), layout.NewSpacer(), kit.MinWidth(buttonWidth, kit.MinHeight(buttonHeight, f.next))))))
	f.frame = page.Large(kit.Border(f.head, f.foot, nil, nil, f.scroll))
	f.root = container.NewStack(f.frame)
	f.ExtendBaseWidget(f)
	f.lay()
	f.at = f.where()
	f.show()
	return f
}

const (
	buttonWidth  float32 = 180
	buttonHeight float32 = 56
)

// CreateRenderer is part of fyne.Widget.
func (f *Form) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.root) }

// TypedKey goes on with Enter, where nothing has the keyboard.
func (f *Form) TypedKey(e *fyne.KeyEvent) {
	if e.Name != fyne.KeyReturn && e.Name != fyne.KeyEnter {
		return
	}
	switch {
	case f.resting:
		f.wake()
	case f.foot.Visible():
		f.next.OnTapped()
	}
}

// Leave keeps what is being typed, and waits for nothing any more.
func (f *Form) Leave() {
	f.flush()
	f.rest()
}

// Finished reports that the form was handed in.
func (f *Form) Finished() bool { return f.finished }

// intake is the form as it stands, or nil when it is not there any more.
func (f *Form) intake() *clinic.Intake { return f.d.Chart(f.patient).Intake(f.id) }

// touched is called with whatever the patient does.
func (f *Form) touched() {
	f.rest()
	f.rest = f.d.Later(idle, f.cover)
}

// cover puts the answers out of sight until somebody taps.
func (f *Form) cover() {
	f.flush()
	f.unfocus()
	f.resting = true
	on := kit.PrimaryButton(lang.L("Tap to go on"), kit.IconPlay, f.wake)
	f.root.Objects = []fyne.CanvasObject{page.Large(&whole{content: container.NewCenter(kit.MinWidth(320, kit.MinHeight(96, on))), tapped: f.wake})}
	f.root.Refresh()
}

func (f *Form) wake() {
	f.resting = false
	f.root.Objects = []fyne.CanvasObject{f.frame}
	f.root.Refresh()
	f.touched()
}

// whole is tapped wherever a finger comes down.
type whole struct {
	widget.BaseWidget
	content fyne.CanvasObject
	tapped  func()
}

// Tapped is part of fyne.Tappable.
func (w *whole) Tapped(*fyne.PointEvent) { w.tapped() }

// CreateRenderer is part of fyne.Widget.
func (w *whole) CreateRenderer() fyne.WidgetRenderer {
	w.ExtendBaseWidget(w)
	return widget.NewSimpleRenderer(w.content)
}

func (f *Form) unfocus() {
	if c := f.d.Window.Canvas(); c != nil {
		c.Unfocus()
	}
}

func (f *Form) flush() {
	for _, x := range f.fields {
		x.Flush()
	}
}

// turn goes on or back, but not on from what cannot be kept.
func (f *Form) turn(by int) {
	f.unfocus()
	f.flush()
	if by > 0 {
		for _, x := range f.fields {
			if x.Wrong() {
				f.say(lang.L("Please look at what is marked. You can put it right, or leave it empty."))
				f.raise(x.part())
				return
			}
		}
	}
	code := f.sheets[f.at].code
	f.lay()
	at := max(slices.IndexFunc(f.sheets, func(s sheet) bool { return s.code == code }), 0)
	at = min(max(at+by, 0), len(f.sheets)-1)
	for in := f.intake(); by > 0 && f.mending && in != nil && at < len(f.sheets)-1 && !f.lacks(&f.sheets[at], in); {
		at++
	}
	f.open(at)
}

// goTo opens a page by its code.
func (f *Form) goTo(code string) {
	if at := slices.IndexFunc(f.sheets, func(s sheet) bool { return s.code == code }); at >= 0 {
		f.open(at)
	}
}

func (f *Form) open(at int) {
	f.at = at
	f.keepPlace()
	f.show()
	f.scroll.ScrollToOffset(fyne.Position{})
	f.unfocus()
}

// show shows the page.
func (f *Form) show() {
	in := f.intake()
	if in == nil {
		f.gone()
		return
	}
	s := f.sheets[f.at]
	f.touched()
	f.fields = nil
	f.say("")
	f.after.Objects = nil
	number, of := f.number()
	f.heading.SetText(s.chapter)
	f.count.SetText("")
	part := float32(0)
	if number > 0 {
		f.count.SetText(lang.L("{{.Number}} of {{.All}}", map[string]any{"Number": number, "All": of}))
		part = float32(f.at) / float32(len(f.sheets)-1)
	}
	kit.SetHidden(f.done.Object, number == 0)
	f.back.Hidden = f.at == 0
	f.next.SetText(lang.L("Next"))
	f.next.OnTapped = func() { f.turn(1) }
	o := s.build(in)
	f.done.Set(part)
	if !s.wide {
		o = page.Narrow(true, o)
	}
	f.body.Objects = []fyne.CanvasObject{o}
	f.body.Refresh()
	f.root.Refresh()
}

// number is which chapter the page is in, and of how many; 0 for none.
func (f *Form) number() (number, of int) {
	var names []string
	for i, s := range f.sheets {
		if s.chapter != "" && !slices.Contains(names, s.chapter) {
			names = append(names, s.chapter)
		}
		if i == f.at && s.chapter != "" {
			number = len(names)
		}
	}
	return number, len(names)
}

func (f *Form) say(text string) {
	f.trouble.SetText(text)
	f.trouble.Hidden = text == ""
	f.foot.Refresh()
}

// alone shows a page without a way on or back.
func (f *Form) alone(parts ...fyne.CanvasObject) {
	f.fields = nil
	f.head.Hide()
	f.foot.Hide()
	f.body.Objects = []fyne.CanvasObject{page.Narrow(true, kit.StackGap(kit.GapRoomy, append([]fyne.CanvasObject{kit.Space(0, 96)}, parts...)...))}
	f.body.Refresh()
	f.root.Refresh()
}

// gone is said when the form was thrown away somewhere else.
func (f *Form) gone() {
	f.rest()
	f.alone(kit.Title(lang.L("This form is not there any more.")).Wrap(), kit.Large(lang.L("Please give the tablet back.")).Wrap())
}

// keep makes a change and says when it could not be made.
func (f *Form) keep(op clinic.Operation, err error) error {
	f.touched()
	if err == nil && !op.Empty() {
		err = f.d.Apply(op) // what is wrong is told to who works here, once the window is theirs again
		if err != nil {
			f.say(lang.L("This answer could not be kept. Please tell the person at the desk."))
		}
	}
	return err
}

// answer keeps answers.
func (f *Form) answer(answers ...clinic.IntakeAnswer) error {
	in := f.intake()
	if in == nil {
		f.gone()
		return nil
	}
	return f.keep(clinic.AnswerIntake(f.d.Catalogue, f.d.Chart(f.patient), *in, f.d.Today(), answers...))
}

// raise brings what is typed in into the upper half of the window: a keyboard on the glass covers the lower.
func (f *Form) raise(o fyne.CanvasObject) {
	c := f.d.Window.Canvas()
	if o == nil || c == nil {
		return
	}
	d := fyne.CurrentApp().Driver()
	top, above := d.AbsolutePositionForObject(o).Y, d.AbsolutePositionForObject(f.scroll).Y
	half := c.Size().Height / 2
	by := min(top+o.Size().Height-half, top-above-kit.Gap)
	if by <= 0 {
		return
	}
	if len(f.after.Objects) == 0 {
		f.after.Objects = []fyne.CanvasObject{kit.Space(0, half)}
		f.after.Refresh()
		f.scroll.Refresh()
	}
	f.scroll.ScrollToOffset(f.scroll.Offset.AddXY(0, by))
}

// signing is what was signed and is not handed in yet.
type signing struct {
	as, relation string
	name         string
	named        bool // the name was typed
	field        *consent.Field
}
