package assess

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/safety"
)

// The widths of the columns of a table of tests.
const (
	specialCell    float32 = 236 // three chips
	valueCellWidth float32 = 128 // one value
	testTitle      float32 = 180
)

// testRow is one test: its name, which opens how it is done, and a result for each side. What a positive
// result asks further folds out below.
type testRow struct {
	t       *tests
	x       *clinic.Test
	head    *kit.TwoLine
	cells   []*testCell
	number  int  // on its row and on the figure; 0 for none
	open    bool // how it is done is shown
	how     *howTo
	ask     *valueAsk
	asked   *testCell // whose value is being chosen
	details map[anatomy.Side]*testDetail
	below   *fyne.Container
	root    *fyne.Container
}

func newTestRow(t *tests, x *clinic.Test, cell float32) *testRow {
	r := &testRow{t: t, x: x, details: map[anatomy.Side]*testDetail{}, below: kit.Stack()}
	r.head = kit.NewTwoLine(kit.Row{}, func() {
		r.open = !r.open
		r.show(nil)
	})
	line := container.New(&testLine{cell: cell}, r.head)
	for _, side := range x.Sides() {
		c := newTestCell(t, x, side, r.askValue, func(result string) {
			if x.IsPositive(result) {
				t.reveal(r.root) // what it asks further
			}
		})
		r.cells = append(r.cells, c)
		line.Add(c.root)
	}
	r.root = kit.StackGap(0, line, r.below)
	return r
}

// recorded reports that the test has a result in this assessment.
func (r *testRow) recorded() bool {
	return slices.ContainsFunc(r.cells, func(c *testCell) bool { return c.result() != nil })
}

// unfold shows how the test is done.
func (r *testRow) unfold() {
	r.open = true
	r.show(nil)
}

// askValue opens and closes the choice of a value.
func (r *testRow) askValue(c *testCell) {
	if r.asked == c {
		r.asked = nil
	} else {
		r.asked = c
	}
	r.show(nil)
	if r.asked != nil {
		r.t.reveal(r.root)
	}
}

// show fills the row; sides are those that are tested (nil leaves that as it was): the other side is shown
// only where it has a result.
func (r *testRow) show(sides []anatomy.Side) {
	locked := r.t.s.locked()
	icon := kit.IconChevronRight
	if r.open {
		icon = kit.IconChevronDown
	}
	line := kit.Row{What: r.x.Name, Quiet: r.t.s.structureNames(r.x, 1), Icon: icon}
	if r.number > 0 {
		line.What = strconv.Itoa(r.number) + "  " + line.What
	}
	if r.x.Trained {
		line.Badge, line.Tone = lang.L("Trained only"), kit.ToneWarning
	}
	if r.head.Row() != line {
		r.head.Set(line)
	}
	for _, c := range r.cells {
		if sides != nil {
			c.off = c.side != anatomy.Midline && !slices.Contains(sides, c.side)
		}
		c.show(locked)
	}
	r.below.Objects = nil
	if r.asked != nil && !locked {
		if r.ask == nil {
			r.ask = newValueAsk(r.t, func() { r.asked = nil })
		}
		r.ask.show(r.asked)
		r.below.Add(r.ask.root)
	}
	if r.open {
		if r.how == nil {
			r.how = newHowTo(r.t, r.x)
		}
		r.how.show(locked)
		r.below.Add(r.how.root)
	}
	for _, c := range r.cells {
		res := c.result()
		if res == nil || !r.open && !asksFurther(r.x, res) || locked && !saysMore(r.x, res) {
			continue
		}
		d := r.details[c.side]
		if d == nil {
			d = newTestDetail(r.t.s, r.x, c.side)
			r.details[c.side] = d
		}
		d.show(res, locked, r.open)
		r.below.Add(d.root)
	}
	r.below.Hidden = len(r.below.Objects) == 0
	r.below.Refresh()
	r.root.Refresh()
}

func (r *testRow) leave() {
	for _, d := range r.details {
		d.leave()
	}
}

// asksFurther reports that a result has more to it than its name.
func asksFurther(x *clinic.Test, r *clinic.TestResult) bool {
	special := (x.Kind == clinic.TestSpecial || x.Kind == clinic.TestGait && !x.Sided) && x.IsPositive(r.Result)
	return special || x.IsUrgent(r.Result) || r.Note != "" || r.Action != ""
}

// saysMore reports that something is written about a result.
func saysMore(x *clinic.Test, r *clinic.TestResult) bool {
	return r.Pain != nil || r.Familiar != "" || r.Note != "" || x.IsUrgent(r.Result)
}

// structureNames are the first structures a test loads; 0 for all.
func (s *Screen) structureNames(x *clinic.Test, most int) string {
	var names []string
	for _, code := range x.Structures {
		name := code
		if st, ok := s.d.Atlas.Structure(code); ok {
			name = st.Name
		}
		names = append(names, name)
		if len(names) == most {
			break
		}
	}
	return strings.Join(names, ", ")
}

// testCell is the result of one side: a few chips, or for a grade its value and what opens the choice.
type testCell struct {
	t      *tests
	x      *clinic.Test
	side   anatomy.Side
	chips  *kit.Chips
	value  *kit.Button
	read   *kit.Text // the value of what is signed
	before *kit.Text
	off    bool // this side is not tested
	root   *fyne.Container
}

// newTestCell calls ask when a value is to be chosen below, and opened when a result was recorded by a chip.
func newTestCell(t *tests, x *clinic.Test, side anatomy.Side, ask func(*testCell), opened func(result string)) *testCell {
	c := &testCell{t: t, x: x, side: side, before: kit.QuietText("").Lines(1)}
	var control fyne.CanvasObject
	if slices.Contains(x.Results, clinic.ResultPositive) {
		c.chips = kit.NewChips([]kit.Option{
			{ID: clinic.ResultNegative, Label: lang.L("Neg")},
			{ID: clinic.ResultPositive, Label: lang.L("Pos")},
			{ID: clinic.ResultEquivocal, Label: lang.L("Unclear")},
		}, func([]string) {
			result := c.chips.Value()
			t.s.recordTest(x.Code, side, result)
			opened(result)
		})
		control = c.chips
	} else {
		c.value = kit.NewButton("", "", func() { ask(c) })
		c.read = kit.Strong("").Aligned(fyne.TextAlignCenter).Lines(2)
		control = container.NewStack(c.value, kit.MinHeight(kit.Target, container.New(&middle{}, c.read)))
	}
	c.root = kit.StackGap(2, control, c.before)
	return c
}

func (c *testCell) result() *clinic.TestResult {
	return c.t.s.chart().TestOf(c.t.s.assessment, c.x.Code, c.side)
}

func (c *testCell) show(locked bool) {
	r := c.result()
	c.root.Hidden = c.off && r == nil || locked && r == nil
	result := ""
	if r != nil {
		result = r.Result
	}
	if c.chips != nil {
		if c.chips.Value() != result {
			c.chips.SetChosen(result)
		}
		edit.SetEnabled(c.chips, !locked)
	} else {
		c.showValue(result, locked)
	}
	words := ""
	if b := c.t.s.chart().TestBefore(c.t.s.current(), c.x.Code, c.side); b != nil {
		words = clinic.BeforeWords(b, r)
	}
	if result == clinic.ResultNotDone {
		words = strings.TrimPrefix(words+" · "+lang.L("not done now"), " · ")
	}
	c.before.SetText(words)
	c.before.Hidden = words == ""
	c.root.Refresh()
}

func (c *testCell) showValue(result string, locked bool) {
	text, icon := "–", kit.IconName("")
	if result != "" {
		text = upperFirst(clinic.ResultWords(result))
		icon = kit.IconCheck
		switch {
		case c.x.IsUrgent(result):
			icon = kit.IconAlert
		case c.x.IsPositive(result):
			icon = kit.IconInfo
		}
	}
	if c.value.Text != text {
		c.value.SetText(text)
	}
	if icon == "" {
		c.value.SetIcon(nil)
	} else {
		c.value.SetIconName(icon)
	}
	c.read.SetText(text)
	c.value.Hidden, c.read.Hidden = locked, !locked
}

// valueAsk offers the values of one cell.
type valueAsk struct {
	t     *tests
	cell  *testCell
	shut  func()
	about *kit.Text
	help  *kit.Text
	chips *kit.Chips
	root  *fyne.Container
}

func newValueAsk(t *tests, shut func()) *valueAsk {
	a := &valueAsk{t: t, shut: shut, about: kit.Strong("").Wrap(), help: kit.QuietText("").Wrap()}
	a.chips = kit.NewChips(nil, func([]string) {
		a.shut()
		t.s.recordTest(a.cell.x.Code, a.cell.side, a.chips.Value())
	})
	a.root = kit.PadSides(kit.GapWide, kit.Gap/2, kit.StackGap(kit.Gap/2, a.about, a.chips, a.help))
	return a
}

func (a *valueAsk) show(c *testCell) {
	a.cell = c
	about := c.x.Name
	if w := sideTitle(c.side); w != "" {
		about += ", " + lowerFirst(w)
	}
	a.about.SetText(about)
	a.help.SetText(c.x.Positive)
	var options []kit.Option
	for _, r := range c.x.Results {
		options = append(options, kit.Option{ID: r, Label: upperFirst(clinic.ResultWords(r))})
	}
	a.chips.SetOptions(options)
	a.chips.SetChosen()
	if r := c.result(); r != nil {
		a.chips.SetChosen(r.Result)
	}
}

// testDetail is what is written about the result of one side.
type testDetail struct {
	s        *Screen
	x        *clinic.Test
	side     anatomy.Side
	about    *kit.Text
	pain     *kit.Severity
	familiar *kit.Chips
	asked    *kit.Field
	note     *edit.Text
	must     *kit.Text
	action   *edit.Text
	hurts    *fyne.Container
	urgent   *fyne.Container
	root     *fyne.Container
}

func newTestDetail(s *Screen, x *clinic.Test, side anatomy.Side) *testDetail {
	d := &testDetail{s: s, x: x, side: side, about: kit.Strong("").Wrap()}
	d.pain = kit.NewSeverity(lang.L("No pain"), lang.L("Worst imaginable"), func(n int) {
		_ = s.editTest(x.Code, side, func(name map[string]any) string { return lang.L("Pain with {{.Name}}", name) }, func(r *clinic.TestResult) {
			r.Pain = nil
			if n != kit.Unrated {
				r.Pain = &n
			}
		})
	})
	d.familiar = kit.NewChips([]kit.Option{{ID: clinic.FamiliarYes, Label: lang.L("Yes")}, {ID: clinic.FamiliarNo, Label: lang.L("No")}}, func([]string) {
		_ = s.editTest(x.Code, side, func(name map[string]any) string { return lang.L("Known pain with {{.Name}}", name) }, func(r *clinic.TestResult) { r.Familiar = d.familiar.Value() })
	})
	d.asked = kit.NewField(lang.L("“Is this your pain?”"), d.familiar)
	d.note = s.newText(lang.L("Note"), "note", "", 1, func(text string) error {
		return s.editTest(x.Code, side, func(name map[string]any) string { return lang.L("Note on {{.Name}}", name) }, func(r *clinic.TestResult) { r.Note = text })
	})
	d.must = kit.Strong(x.Action).In(kit.ColorError).Wrap()
	d.action = s.newText(lang.L("What was done"), "action", "", 2, func(text string) error {
		return s.editTest(x.Code, side, func(name map[string]any) string { return lang.L("What was done about {{.Name}}", name) }, func(r *clinic.TestResult) { r.Action = text })
	})
	d.hurts = container.New(&painLine{}, d.pain, d.asked)
	d.urgent = kit.Stack(d.must, d.action.Field)
	d.root = kit.PadSides(kit.GapWide, kit.Gap, kit.Stack(d.about, d.urgent, d.hurts, d.note.Field))
	return d
}

// show fills the details; the note is offered where it is written already, where the result alone says
// little, and when everything about the test is open.
func (d *testDetail) show(r *clinic.TestResult, locked, open bool) {
	about := d.x.Name + ": " + clinic.ResultWords(r.Result)
	if w := sideTitle(d.side); w != "" {
		about = w + ": " + clinic.ResultWords(r.Result)
	}
	d.about.SetText(about)
	asked := d.x.Kind == clinic.TestSpecial && d.x.IsPositive(r.Result)
	d.hurts.Hidden = !asked || locked && r.Pain == nil && r.Familiar == ""
	n := kit.Unrated
	if r.Pain != nil {
		n = *r.Pain
	}
	d.pain.SetValue(n)
	d.familiar.SetChosen(r.Familiar)
	edit.SetEnabled(d.pain, !locked)
	edit.SetEnabled(d.familiar, !locked)
	d.note.Show(r.Note)
	d.note.Lock(locked)
	noted := r.Note != "" || d.note.Typed() != "" || d.note.Waiting()
	setHidden(d.note.Field, !noted && (locked || !open && d.x.Kind == clinic.TestSpecial))
	d.urgent.Hidden = !d.x.IsUrgent(r.Result)
	d.action.Show(r.Action)
	d.action.Lock(locked)
	d.root.Refresh()
}

func (d *testDetail) leave() {
	d.note.Flush()
	d.action.Flush()
}

// painLine sets how much it hurts beside whether the patient knows the pain, or above it where there is
// little room.
type painLine struct{ width float32 }

func (l *painLine) beside() bool { return l.width >= scaleWidth+200 }

func (l *painLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	objects[0].Move(fyne.Position{})
	if l.beside() {
		objects[0].Resize(fyne.NewSize(scaleWidth, size.Height))
		objects[1].Move(fyne.NewPos(scaleWidth+kit.GapRoomy, 0))
		objects[1].Resize(fyne.NewSize(size.Width-scaleWidth-kit.GapRoomy, objects[1].MinSize().Height))
		return
	}
	objects[0].Resize(fyne.NewSize(size.Width, objects[0].MinSize().Height))
	y := objects[0].MinSize().Height + kit.Gap
	objects[1].Move(fyne.NewPos(0, y))
	objects[1].Resize(fyne.NewSize(size.Width, objects[1].MinSize().Height))
}

func (l *painLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	if l.beside() {
		return fyne.NewSize(max(a.Width, b.Width), max(a.Height, b.Height))
	}
	return fyne.NewSize(max(a.Width, b.Width), a.Height+kit.Gap+b.Height)
}

// howTo says how a test is done and read, and takes that it was not done.
type howTo struct {
	t       *tests
	x       *clinic.Test
	notDone *kit.Chips
	ask     *kit.Field
	root    *fyne.Container
}

func newHowTo(t *tests, x *clinic.Test) *howTo {
	h := &howTo{t: t, x: x}
	parts := []fyne.CanvasObject{
		kit.Body(x.How).Wrap(),
		kit.StackGap(0, kit.Strong(positiveTitle(x)), kit.Body(x.Positive).Wrap()),
	}
	if x.Trained {
		parts = append(parts, kit.Body(lang.L("Only for a therapist who is trained in this test.")).In(kit.ColorWarning).Wrap())
	}
	if x.Urgency != "" {
		parts = append(parts, kit.Body(lang.L("If so: {{.Name}}", map[string]any{"Name": safety.UrgencyName(x.Urgency)})+". "+x.Action).In(kit.ColorError).Wrap())
	}
	if slices.Contains(x.Results, clinic.ResultNotDone) && slices.Contains(x.Results, clinic.ResultPositive) {
		var options []kit.Option
		for _, side := range x.Sides() {
			o := kit.Option{ID: string(side), Label: lang.L("Not done")}
			if w := sideTitle(side); w != "" {
				o.Label = w
			}
			options = append(options, o)
		}
		h.notDone = kit.NewMultiChips(options, h.leftOut)
		h.ask = kit.NewField(lang.L("Could not be done"), h.notDone)
		parts = append(parts, h.ask)
	}
	quiet := t.s.structureNames(x, 0)
	if quiet != "" {
		quiet = lang.L("Loads: {{.What}}", map[string]any{"What": quiet}) + ". "
	}
	parts = append(parts, kit.QuietText(quiet+lang.L("Source: {{.What}}", map[string]any{"What": x.Source})).Wrap())
	h.root = container.NewStack(kit.NewPlate(kit.ColorSunken, kit.Radius), kit.Pad(kit.GapWide, kit.MaxWidth(760, kit.Stack(parts...))))
	return h
}

func positiveTitle(x *clinic.Test) string {
	if slices.Contains(x.Results, clinic.ResultPositive) {
		return lang.L("Positive when")
	}
	return lang.L("What to note")
}

func (h *howTo) leftOut(ids []string) {
	for _, side := range h.x.Sides() {
		r := h.t.s.chart().TestOf(h.t.s.assessment, h.x.Code, side)
		was := r != nil && r.Result == clinic.ResultNotDone
		switch now := slices.Contains(ids, string(side)); {
		case now && !was:
			h.t.s.recordTest(h.x.Code, side, clinic.ResultNotDone)
		case !now && was:
			h.t.s.recordTest(h.x.Code, side, "")
		}
	}
}

func (h *howTo) show(locked bool) {
	if h.notDone == nil {
		return
	}
	var on []string
	for _, side := range h.x.Sides() {
		if r := h.t.s.chart().TestOf(h.t.s.assessment, h.x.Code, side); r != nil && r.Result == clinic.ResultNotDone {
			on = append(on, string(side))
		}
	}
	h.notDone.SetChosen(on...)
	setHidden(h.ask, locked)
}

// testLine lays out the name of a test and its results in their columns. A result that has no side stands
// between the columns, so that it is never read as the left one.
type testLine struct{ cell float32 }

func (l *testLine) title(size fyne.Size) float32 {
	return max(size.Width-2*l.cell-2*gridGap, testTitle)
}

func (l *testLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	title := l.title(size)
	objects[0].Move(fyne.Position{})
	objects[0].Resize(fyne.NewSize(title, objects[0].MinSize().Height))
	x := title + gridGap
	if len(objects) == 2 {
		x += (l.cell + gridGap) / 2
	}
	for _, o := range objects[1:] {
		h := o.MinSize().Height
		o.Move(fyne.NewPos(x, max((size.Height-h)/2, 0)))
		o.Resize(fyne.NewSize(l.cell, h))
		x += l.cell + gridGap
	}
}

func (l *testLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := fyne.NewSize(testTitle+2*l.cell+2*gridGap, 0)
	for _, o := range objects {
		s.Height = max(s.Height, o.MinSize().Height+kit.Gap)
	}
	return s
}

// testHead names the columns.
func testHead(cell float32) fyne.CanvasObject {
	return container.New(&testLine{cell: cell}, kit.QuietText(""),
		kit.Strong(lang.L("Patient’s left")), kit.Strong(lang.L("Patient’s right")))
}
