package plan

import (
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// newText is a text that keeps itself. The key tells it from all other fields of the screen.
func (s *screen) newText(key, name, label, hint string, rows int, save func(text string) error) *edit.Text {
	t := edit.NewText(s.after, label, name, hint, rows, save).Of(s.d.Elsewhere(s.patient))
	s.texts[key] = t
	return t
}

// flush keeps everything that is still being typed or stepped.
func (s *screen) flush() {
	s.stepped()
	for _, t := range s.texts {
		t.Flush()
	}
}

// newNumber is a number that keeps itself: several steps in a row are one change.
func (s *screen) newNumber(key, name, label string, limits kit.Limits, save func(v float64) error, beside ...fyne.CanvasObject) *edit.Number {
	n := edit.NewNumber(s.after, label, name, limits, save, beside...).Of(s.d.Elsewhere(s.patient))
	if before := s.numbers[key]; before != nil {
		before.Begin(nil)
	}
	s.numbers[key] = n
	return n
}

// stepped keeps the numbers that are still being stepped: what is changed next builds on them.
func (s *screen) stepped() {
	for _, n := range s.numbers {
		n.Flush()
	}
}

// options are chips, or the parts of one outline.
type options interface {
	fyne.CanvasObject
	SetOptions([]kit.Option)
	SetChosen(ids ...string)
	Chosen() []string
	Value() string
}

// choice is a row of options that may change; setting the same ones again does nothing.
type choice struct {
	chips   options
	options []kit.Option
}

func newChoice(c options) *choice { return &choice{chips: c} }

func (c *choice) set(options []kit.Option, chosen ...string) {
	if !slices.Equal(c.options, options) {
		c.options = slices.Clone(options)
		c.chips.SetOptions(options)
	}
	c.choose(chosen...)
}

func (c *choice) choose(ids ...string) {
	var want []string
	for _, o := range c.options {
		if o.ID != "" && slices.Contains(ids, o.ID) {
			want = append(want, o.ID)
		}
	}
	if !slices.Equal(c.chips.Chosen(), want) {
		c.chips.SetChosen(want...)
	}
}

// one is the chosen ID of a single choice, or "".
func one(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return ids[0]
}

// row is one record in a list of them.
type row interface {
	object() fyne.CanvasObject
	show()
}

// rows keeps one row per record, so that a row that is being worked on stays where it is while others
// come and go.
type rows struct {
	box  *fyne.Container
	gap  float32
	byID map[string]row
	ids  []string
}

func newRows(gap float32) *rows {
	return &rows{box: kit.StackGap(gap), gap: gap, byID: map[string]row{}}
}

func (r *rows) set(ids []string, build func(id string) row) {
	for _, id := range ids {
		if r.byID[id] == nil {
			r.byID[id] = build(id)
		}
	}
	changed := !slices.Equal(ids, r.ids)
	if changed {
		r.box.Objects = nil
		for _, id := range ids {
			r.box.Objects = append(r.box.Objects, r.byID[id].object())
		}
		for _, id := range r.ids {
			if !slices.Contains(ids, id) {
				delete(r.byID, id)
			}
		}
		r.ids = slices.Clone(ids)
	}
	for _, id := range ids {
		r.byID[id].show()
	}
	if changed {
		arrange(r.box)
	}
}

// arrange lays a container out anew after its objects, or their sizes, have changed. Container.Refresh would
// also draw everything in it again, which takes long where there are icons.
func arrange(c *fyne.Container) {
	c.Layout.Layout(c.Objects, c.Size())
	canvas.Refresh(c)
}

// folded is what a fold shows of a record.
type folded interface {
	line() kit.Row            // the closed row
	below() fyne.CanvasObject // always seen under the row; may be nil
	build() fyne.CanvasObject // the editor, made when it is first opened
	update()                  // brings what is below the row up to date
	updateOpen()              // brings the editor up to date
	actions() []*kit.Button   // stand at the end of the row
}

// folds is a list of records of which one is open to be worked on.
type folds struct {
	*rows
	open   string
	scroll *kit.DragScroll
	make   func(id string) folded
	order  func(ids []string) // keeps another order of the records; nil where they have none of their own
	pulled float32            // where the row that is dragged would stand
	pulls  bool
}

func newFolds(make func(id string) folded) *folds {
	return &folds{rows: newRows(kit.Gap), make: make}
}

func (f *folds) show(ids []string) {
	if f.open != "" && !slices.Contains(ids, f.open) {
		f.open = ""
	}
	f.set(ids, func(id string) row { return newFold(f, id) })
}

// toggle opens a row and closes the one that was open, or closes it.
func (f *folds) toggle(id string) {
	if f.open == id {
		id = ""
	}
	f.open = id
	for _, r := range f.ids {
		f.byID[r].show()
	}
	arrange(f.box)
	f.reveal(id)
}

// reveal brings the top of a row into sight, where it is read first.
func (f *folds) reveal(id string) {
	if f.scroll == nil {
		return
	}
	content := f.scroll.Content
	content.Resize(fyne.NewSize(content.Size().Width, max(content.MinSize().Height, f.scroll.Size().Height)))
	at := f.scroll.Offset.Y
	if r := f.byID[id]; r != nil {
		d := fyne.CurrentApp().Driver()
		at = d.AbsolutePositionForObject(r.object()).Y - d.AbsolutePositionForObject(content).Y - kit.Gap
	}
	most := content.Size().Height - f.scroll.Size().Height
	f.scroll.ScrollToOffset(fyne.NewPos(0, max(min(at, most), 0)))
}

// pull moves a row with the finger: it stands where it is nearest to, and the others make room. Nothing is kept before it
// is let go.
func (f *folds) pull(id string, dy float32) {
	if !f.pulls {
		f.pulls, f.pulled = true, f.byID[id].object().Position().Y
	}
	f.pulled += dy
	others := slices.DeleteFunc(slices.Clone(f.ids), func(x string) bool { return x == id })
	at, best, y := 0, float32(math.MaxFloat32), float32(0)
	for i := 0; i <= len(others); i++ {
		if far := float32(math.Abs(float64(f.pulled - y))); far < best {
			at, best = i, far
		}
		if i < len(others) {
			y += f.byID[others[i]].object().Size().Height + f.gap
		}
	}
	next := slices.Insert(others, at, id)
	if slices.Equal(next, f.ids) {
		return
	}
	f.ids = next
	f.box.Objects = nil
	for _, x := range f.ids {
		f.box.Objects = append(f.box.Objects, f.byID[x].object())
	}
	arrange(f.box)
	if f.scroll != nil {
		f.scroll.Reveal(f.byID[id].object())
	}
}

// letGo keeps the order that a row was dragged into.
func (f *folds) letGo() {
	f.pulls = false
	f.order(slices.Clone(f.ids))
}

type fold struct {
	list  *folds
	id    string
	item  folded
	head  *line
	slot  *fyne.Container
	built fyne.CanvasObject
	box   *fyne.Container
}

func newFold(list *folds, id string) *fold {
	f := &fold{list: list, id: id, item: list.make(id), slot: container.NewStack()}
	f.head = newLine(func() { list.toggle(id) })
	end := container.NewHBox()
	for _, b := range f.item.actions() {
		end.Add(container.NewCenter(b))
	}
	var grip fyne.CanvasObject
	if list.order != nil {
		grip = container.NewCenter(kit.NewGrip(lang.L("Drag to another place in the order"), func(dy float32) { list.pull(id, dy) }, list.letGo))
	}
	inner := kit.StackGap(0, kit.Border(nil, nil, grip, end, f.head.TwoLine))
	if o := f.item.below(); o != nil {
		inner.Add(o)
	}
	inner.Add(f.slot)
	f.box = container.NewStack(kit.NewPlate(kit.ColorSurface, 12), kit.Pad(4, inner))
	return f
}

func (f *fold) object() fyne.CanvasObject { return f.box }

func (f *fold) show() {
	open := f.list.open == f.id
	f.head.set(f.item.line(), open)
	f.item.update()
	fresh := open && f.built == nil
	if fresh {
		f.built = kit.PadSides(kit.GapWide, kit.GapWide, f.item.build())
		f.slot.Objects = []fyne.CanvasObject{f.built}
	}
	if open {
		f.item.updateOpen()
	}
	kit.SetHidden(f.slot, !open)
	if fresh {
		arrange(f.slot)
	}
}

// line is a row that is drawn anew only when it says something else: drawing icons takes time.
type line struct {
	*kit.TwoLine
	current bool
}

func newLine(tapped func()) *line { return &line{TwoLine: kit.NewTwoLine(kit.Row{}, tapped)} }

func (l *line) set(r kit.Row, current bool) {
	if l.Row() != r {
		l.Set(r)
	}
	if l.current != current {
		l.current = current
		l.SetCurrent(current)
	}
}

// column keeps the edges of a page, in which the scroll bar stands, and leaves room below the last row.
type column struct{}

func (column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(kit.GapRoomy, 2))
		o.Resize(fyne.NewSize(max(size.Width-2*kit.GapRoomy, 0), size.Height-2-kit.GapWide))
	}
}

func (column) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objects {
		s = s.Max(o.MinSize())
	}
	return fyne.NewSize(s.Width+2*kit.GapRoomy, s.Height+2+kit.GapWide)
}

func scrolling(objects ...fyne.CanvasObject) *kit.DragScroll {
	return kit.NewDragScroll(container.New(column{}, kit.StackGap(kit.GapWide, objects...)))
}

// removeButton takes a record off the plan.
func removeButton(label string, do func()) *kit.Button {
	return kit.QuietButton(label, kit.IconClose, do)
}

func doneButton(do func()) *kit.Button { return kit.NewButton(lang.L("Done"), kit.IconCheck, do) }

// remarks say what stands against something on the plan.
type remarks struct {
	box  *fyne.Container
	said []string
}

func newRemarks() *remarks { return &remarks{box: kit.Stack()} }

func (r *remarks) set(standing []clinic.Conflict) {
	var said []string
	for _, c := range standing {
		said = append(said, words.Sentences(words.Say(c.Reason), words.Say(c.Action)))
	}
	if slices.Equal(said, r.said) {
		return
	}
	r.said = said
	r.box.Objects = nil
	for _, text := range said {
		remark := kit.NewRemark()
		remark.Set(text, kit.ToneDanger)
		r.box.Add(remark.Object)
	}
	r.box.Refresh()
}
