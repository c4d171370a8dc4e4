package kit

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// StepState is how far a step of some work has come.
type StepState int

// The states of a step, each with a glyph of its own shape.
const (
	StepEmpty StepState = iota // an empty ring
	StepBegun                  // half filled
	StepDone                   // filled
	StepMust                   // an exclamation: something in it has to be dealt with
)

// Step is one row of Steps.
type Step struct {
	ID    string
	Label string
	Short string // for a window with little room; "" for the Label
}

// Steps are the steps of some work below one another, each with its state before its name. It is one stop for Tab: Up and
// Down change the step.
type Steps struct {
	group
	// OnChanged is called after the user changed the step.
	OnChanged func(id string)

	rows    []*stepRow
	current string
	narrow  bool
}

// The widths of a column of steps.
const (
	StepsWidth  float32 = 152 // longer names get their room
	StepsNarrow float32 = 96  // with the short names, see SetNarrow
)

// NewSteps shows the first step as the current one.
func NewSteps(steps []Step, onChanged func(id string)) *Steps {
	s := &Steps{OnChanged: onChanged}
	s.keyboard = true
	for i, st := range steps {
		r := &stepRow{owner: s, n: i, step: st}
		r.Hover = NewHover(r.Refresh)
		r.ExtendBaseWidget(r)
		s.rows = append(s.rows, r)
	}
	if len(steps) > 0 {
		s.current = steps[0].ID
	}
	s.ExtendBaseWidget(s)
	return s
}

// Current is the ID of the step that is shown.
func (s *Steps) Current() string { return s.current }

// Select shows a step as the current one without calling OnChanged.
func (s *Steps) Select(id string) {
	i := slices.IndexFunc(s.rows, func(r *stepRow) bool { return r.step.ID == id })
	if i < 0 || s.current == id {
		return
	}
	s.current, s.cursor = id, i
	s.Refresh()
}

// SetState says how far a step has come.
func (s *Steps) SetState(id string, state StepState) {
	for _, r := range s.rows {
		if r.step.ID == id && r.state != state {
			r.state = state
			r.Refresh()
		}
	}
}

// SetNarrow shows the short names, in a window with little room.
func (s *Steps) SetNarrow(on bool) {
	if s.narrow != on {
		s.narrow = on
		s.Refresh()
	}
}

func (s *Steps) choose(i int) {
	id := s.rows[i].step.ID
	if id == s.current {
		return
	}
	s.Select(id)
	if s.OnChanged != nil {
		s.OnChanged(id)
	}
}

// TypedKey changes the step with the arrows.
func (s *Steps) TypedKey(e *fyne.KeyEvent) {
	if s.move(e.Name, len(s.rows)) {
		s.choose(s.cursor)
	}
}

// CreateRenderer is part of fyne.Widget.
func (s *Steps) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	r := &stepsRenderer{s: s}
	for _, row := range s.rows {
		r.rows = append(r.rows, row)
	}
	r.Refresh()
	return r
}

type stepsRenderer struct {
	s    *Steps
	rows []fyne.CanvasObject
}

func (r *stepsRenderer) Destroy()                     {}
func (r *stepsRenderer) Objects() []fyne.CanvasObject { return r.rows }

func (r *stepsRenderer) MinSize() fyne.Size {
	w, lead, size := StepsWidth, GapWide+Gap, SizeBody
	if r.s.narrow {
		w, lead, size = StepsNarrow, 2*narrowLead, SizeQuiet
	}
	for _, row := range r.s.rows {
		w = max(w, lead+stepGlyph+fyne.MeasureText(row.label(), size, fyne.TextStyle{Bold: true}).Width+1)
	}
	return fyne.NewSize(w, Target*float32(len(r.rows)))
}

func (r *stepsRenderer) Layout(size fyne.Size) {
	for i, row := range r.rows {
		row.Move(fyne.NewPos(0, Target*float32(i)))
		row.Resize(fyne.NewSize(size.Width, Target))
	}
}

func (r *stepsRenderer) Refresh() {
	for i, row := range r.s.rows {
		row.on, row.ringed = row.step.ID == r.s.current, r.s.ringOn(i)
		row.Refresh()
	}
	canvas.Refresh(r.s)
}

// stepRow is one step; the column it stands in has the keyboard.
type stepRow struct {
	widget.BaseWidget
	Hover
	owner      *Steps
	n          int
	step       Step
	state      StepState
	on, ringed bool
}

// label is what there is room for of the name.
func (r *stepRow) label() string {
	if r.owner.narrow && r.step.Short != "" {
		return r.step.Short
	}
	return r.step.Label
}

// Name is the name of the step.
func (r *stepRow) Name() string { return r.step.Label }

// Tapped shows the step.
func (r *stepRow) Tapped(*fyne.PointEvent) {
	r.owner.cursor, r.owner.keyboard = r.n, false
	Focus(r.owner)
	r.owner.choose(r.n)
}

// AccessibilityLabel is the name and the state.
func (r *stepRow) AccessibilityLabel() string {
	name := map[string]any{"Step": r.step.Label}
	switch r.state {
	case StepBegun:
		return lang.L("{{.Step}}, begun", name)
	case StepDone:
		return lang.L("{{.Step}}, done", name)
	case StepMust:
		return lang.L("{{.Step}}, something is missing", name)
	}
	return lang.L("{{.Step}}, empty", name)
}

// AccessibilityRole is that of a button.
func (r *stepRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is part of fyne.Widget.
func (r *stepRow) CreateRenderer() fyne.WidgetRenderer {
	r.ExtendBaseWidget(r)
	out := &stepRowRenderer{
		r: r, bg: canvas.NewRectangle(color.Transparent), mark: canvas.NewRectangle(color.Transparent),
		glyph: smallIcon(IconStepEmpty, ColorQuiet, stepGlyph), text: Body(""), ring: newRing(Radius),
	}
	out.bg.CornerRadius, out.mark.CornerRadius = Radius, 2
	out.Refresh()
	return out
}

const (
	stepGlyph  float32 = 20
	narrowLead float32 = Gap / 2
)

type stepRowRenderer struct {
	r        *stepRow
	bg, mark *canvas.Rectangle
	glyph    *canvas.Raster
	text     *Text
	ring     ring
}

func (r *stepRowRenderer) Destroy() {}

func (r *stepRowRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.bg, r.mark, r.glyph, r.text}, r.ring.objects()...)
}

func (r *stepRowRenderer) MinSize() fyne.Size { return fyne.NewSize(StepsNarrow, Target) }

func (r *stepRowRenderer) Layout(s fyne.Size) {
	r.bg.Resize(s)
	r.ring.place(s)
	r.mark.Move(fyne.NewPos(0, Gap))
	r.mark.Resize(fyne.NewSize(4, s.Height-2*Gap))
	lead, gap := GapWide, Gap
	if r.r.owner.narrow {
		lead, gap = narrowLead, narrowLead
	}
	r.glyph.Move(fyne.NewPos(lead, (s.Height-stepGlyph)/2))
	r.glyph.Resize(fyne.NewSquareSize(stepGlyph))
	x := lead + stepGlyph + gap
	h := r.text.MinSize().Height
	r.text.Move(fyne.NewPos(x, (s.Height-h)/2))
	r.text.Resize(fyne.NewSize(max(s.Width-x, 0), h))
}

func (r *stepRowRenderer) Refresh() {
	icon, ink := IconStepEmpty, ColorQuiet
	switch r.r.state {
	case StepEmpty:
	case StepBegun:
		icon, ink = IconStepBegun, ColorAccent
	case StepDone:
		icon, ink = IconStepDone, ColorAccent
	case StepMust:
		icon, ink = IconAlert, ColorWarning
	}
	r.glyph.Generator = drawnIcon(icon, ink)
	r.glyph.Refresh()
	r.bg.FillColor = color.Transparent
	if r.r.on {
		r.bg.FillColor = theme.Color(ColorAccentSoft)
	}
	if r.r.hover && !r.r.on {
		r.bg.FillColor = theme.Color(theme.ColorNameHover)
	}
	r.bg.Refresh()
	r.mark.FillColor, r.mark.Hidden = theme.Color(ColorAccent), !r.r.on
	r.mark.Refresh()
	r.text.style.Bold, r.text.size = r.r.on, SizeBody
	if r.r.owner.narrow {
		r.text.size = SizeQuiet
	}
	r.text.Lines(1).SetText(r.r.label())
	r.text.Refresh()
	r.ring.show(r.r.ringed)
	r.Layout(r.r.Size())
	canvas.Refresh(r.r)
}
