package sessions

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/places"
	"regimen/internal/words"
)

// room puts the body with today's places beside the steps in which hands are on it. A second tap on a place that is brought
// out ticks what is done there.
type room struct {
	w       *visit
	figures []*places.Figure // the one beside the steps, and the one above the treatments where that has no room
	says    *kit.Text        // what the second tap does
	step    string           // the one shown
	narrow  bool             // there is no room for it beside the steps
	columns bool             // a step without the body has two columns
	lit     time.Time        // since when a place is brought out
}

const (
	bodyMost   float32 = 340
	bodyShare  float32 = 0.29 // of the width
	bodyFrom   float32 = 760  // the least width for it beside the treatments
	beforeFrom float32 = 1160 // and before the treatment, which needs two columns beside it
	bodyLowest float32 = 300  // the least height for it

	// twice is how quick a second tap is that belongs to the first: it ticks nothing.
	twice = 350 * time.Millisecond
)

func newRoom(w *visit) *room {
	r := &room{w: w, says: kit.QuietText("").Wrap()}
	r.addFigure()
	return r
}

// addFigure makes one more figure that shows the same.
func (r *room) addFigure() *places.Figure {
	f := places.New(r.w.s.d.Atlas, r.tapped)
	r.figures = append(r.figures, f)
	r.show()
	return f
}

// Layout puts the body at the left, if there is room for it. Its objects are the figure, what it says and the step.
func (r *room) Layout(o []fyne.CanvasObject, size fyne.Size) {
	width := min(bodyMost, size.Width*bodyShare)
	if size.Width < bodyFrom || size.Height < bodyLowest {
		width = 0
	}
	if narrow := width == 0; narrow != r.narrow {
		r.narrow = narrow
		if t, ok := r.w.parts[stepTreat].(*treat); ok {
			t.showFigure()
		}
	}
	if columns := size.Width >= 2*(columnLeast+kit.GapRoomy)+kit.GapWide; columns != r.columns {
		r.columns = columns
		r.w.s.after(time.Millisecond, r.w.show) // the button at the foot goes by it
	}
	figure, says, step := o[0], o[1], o[2]
	shown := width > 0 && (r.step == stepTreat || r.step == stepBefore && size.Width >= beforeFrom)
	kit.SetHidden(figure, !shown)
	kit.SetHidden(says, !shown)
	left := float32(0)
	if shown {
		left = width + kit.Gap // the step has its own gap, too
		says.Resize(fyne.NewSize(width, says.MinSize().Height))
		low := max(says.MinSize().Height, saysLeast)
		high := min(size.Height-low-kit.Gap, r.figures[0].HeightIn(width)+kit.Gap)
		figure.Move(fyne.NewPos(kit.GapRoomy, kit.Gap))
		figure.Resize(fyne.NewSize(width, high-kit.Gap))
		says.Move(fyne.NewPos(kit.GapRoomy, high+kit.Gap/2))
		says.Resize(fyne.NewSize(width, low))
	}
	step.Move(fyne.NewPos(left, 0))
	step.Resize(fyne.NewSize(size.Width-left, size.Height))
}

// saysLeast is room for two lines, so that the body stays as large as it is whatever is said.
const saysLeast float32 = 44

func (r *room) MinSize(o []fyne.CanvasObject) fyne.Size { return o[2].MinSize() }

// show brings the body up to date.
func (r *room) show() {
	v := r.w.now()
	if v == nil {
		return
	}
	d, chart := r.w.s.d, r.w.s.chart()
	var all []places.Treatment
	said := lang.L("Tap a place to find its treatment.")
	for i, t := range chart.TreatmentsOf(v.ID) {
		x := places.Treatment{ID: t.ID, At: t.Targets}
		switch {
		case t.Given():
			x.State = places.Done
		case t.Status == clinic.TreatmentLeft:
			x.State = places.LeftOut
		}
		all = append(all, x)
		if t.ID != r.w.lit {
			continue
		}
		name := map[string]any{"Number": i + 1, "Name": d.Catalogue.TechniqueName(t.Technique)}
		if said = lang.L("{{.Number}} {{.Name}}: tap the place again when it is done.", name); x.State != places.Open {
			status, _ := statusWord(t.Status)
			said = words.Of(lang.L("{{.Number}} {{.Name}}", name), status)
		}
	}
	if len(all) == 0 {
		said = ""
	}
	r.says.SetText(said)
	var clear []anatomy.Target
	for _, k := range clinic.KeepClears(d.Catalogue, chart, d.Today()) {
		if !slices.Contains(clear, k.Target) {
			clear = append(clear, k.Target)
		}
	}
	for _, f := range r.figures {
		f.Set(all, clear)
		f.Light(r.w.lit)
	}
}

// tapped brings out what is open at a place and shows its row, one after the other where there are several; what is brought
// out and open is ticked by the second tap, unless that is the other half of a double tap.
func (r *room) tapped(ids []string) {
	w, now := r.w, r.w.s.d.Clock()
	open := func(id string) bool {
		return slices.ContainsFunc(w.s.chart().TreatmentsOf(w.id), func(t clinic.Treatment) bool {
			return t.ID == id && t.Status == clinic.TreatmentPlanned
		})
	}
	if w.tabs.Current() != stepTreat {
		w.open(stepTreat)
	}
	t, ok := w.parts[stepTreat].(*treat)
	if !ok {
		return
	}
	if slices.Contains(ids, w.lit) && open(w.lit) {
		if row := t.rows[w.lit]; row != nil && now.Sub(r.lit) >= twice {
			row.done()
		}
		return
	}
	next := slices.IndexFunc(ids, open)
	if next < 0 {
		next = (slices.Index(ids, w.lit) + 1) % len(ids)
	}
	r.lit = now
	w.light(ids[next], true)
}

// light brings a treatment out on the figure and in its row; find brings the row into sight.
func (w *visit) light(id string, find bool) {
	w.lit = id
	w.room.show()
	t, ok := w.parts[stepTreat].(*treat)
	if !ok {
		return
	}
	if v := w.now(); v != nil {
		t.show(v)
	}
	if row := t.rows[id]; find && row != nil {
		w.reveal(row.object)
	}
}
