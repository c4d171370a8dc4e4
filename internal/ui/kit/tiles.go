package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Large is running text for a person who is not used to screens.
func Large(s string) *Text { return newText(s, SizeHead, fyne.TextStyle{}, ColorText) }

// Tiles are the answers of a questionnaire, large enough for a person who is not used to screens: a row of
// short ones such as numbers, or one below the other with room for a sentence each. They are one stop for Tab: arrows move,
// space or Enter chooses.
type Tiles struct {
	choice
	// OnChanged is called after the user changed the choice, with the chosen IDs in the order of the options.
	OnChanged func(ids []string)

	across bool
	tiles  []*tile
}

// NewTiles lets the user choose one of the options, which stand below one another; the chosen one can be taken
// back.
func NewTiles(options []Option, onChanged func(ids []string)) *Tiles {
	return newTiles(options, false, false, onChanged)
}

// NewTickTiles lets the user tick any number of the options, which stand below one another.
func NewTickTiles(options []Option, onChanged func(ids []string)) *Tiles {
	return newTiles(options, true, false, onChanged)
}

// NewTileRow lets the user choose one of the short options, which stand side by side, or in two rows where
// there is little room.
func NewTileRow(options []Option, onChanged func(ids []string)) *Tiles {
	return newTiles(options, false, true, onChanged)
}

func newTiles(options []Option, multi, across bool, onChanged func([]string)) *Tiles {
	t := &Tiles{OnChanged: onChanged, across: across}
	t.begin(t, multi, true, func() {
		if t.OnChanged != nil {
			t.OnChanged(t.Chosen())
		}
	})
	t.offer(options)
	for i, o := range options {
		x := &tile{owner: t, n: i, option: o}
		x.Hover = NewHover(x.Refresh)
		x.ExtendBaseWidget(x)
		t.tiles = append(t.tiles, x)
	}
	t.ExtendBaseWidget(t)
	return t
}

// CreateRenderer is part of fyne.Widget.
func (t *Tiles) CreateRenderer() fyne.WidgetRenderer {
	t.ExtendBaseWidget(t)
	r := &tilesRenderer{t: t}
	for _, x := range t.tiles {
		r.objs = append(r.objs, x)
	}
	return r
}

type tilesRenderer struct {
	t     *Tiles
	objs  []fyne.CanvasObject
	width float32
}

// The measures of tiles.
const (
	tileHeight float32 = 60
	tileLeast  float32 = 52 // across
	tileMost   float32 = 96
)

func (r *tilesRenderer) Destroy()                     {}
func (r *tilesRenderer) Objects() []fyne.CanvasObject { return r.objs }

// columns is how many stand side by side: all in one row, or half of them.
func (r *tilesRenderer) columns(width float32) int {
	n := len(r.objs)
	if !r.t.across || n == 0 {
		return 1
	}
	if float32(n)*(tileLeast+Gap)-Gap <= width {
		return n
	}
	return (n + 1) / 2
}

func (r *tilesRenderer) MinSize() fyne.Size {
	if !r.t.across {
		s := fyne.NewSize(240, 0)
		for _, o := range r.objs {
			s.Height += o.MinSize().Height + Gap
		}
		s.Height = max(s.Height-Gap, 0)
		return s
	}
	half := float32((len(r.objs) + 1) / 2)
	s := fyne.NewSize(half*(tileLeast+Gap)-Gap, tileHeight)
	if r.width > 0 && r.columns(r.width) < len(r.objs) {
		s.Height += tileHeight + Gap
	}
	return s
}

func (r *tilesRenderer) Layout(s fyne.Size) {
	r.width = s.Width
	if !r.t.across {
		y := float32(0)
		for _, o := range r.objs {
			o.Resize(fyne.NewSize(s.Width, o.MinSize().Height))
			o.Resize(fyne.NewSize(s.Width, o.MinSize().Height)) // again: a text that wraps knows its height only at its width
			o.Move(fyne.NewPos(0, y))
			y += o.Size().Height + Gap
		}
		return
	}
	n := r.columns(s.Width)
	if n == 0 {
		return
	}
	w := min((s.Width-float32(n-1)*Gap)/float32(n), tileMost)
	for i, o := range r.objs {
		o.Resize(fyne.NewSize(w, tileHeight))
		o.Move(fyne.NewPos(float32(i%n)*(w+Gap), float32(i/n)*(tileHeight+Gap)))
	}
}

func (r *tilesRenderer) Refresh() {
	for _, o := range r.objs {
		o.Refresh()
	}
	canvas.Refresh(r.t)
}

// tile is one answer; the Tiles it belongs to has the keyboard.
type tile struct {
	widget.BaseWidget
	Hover
	owner  *Tiles
	n      int
	option Option
}

// Name is what the tile says.
func (x *tile) Name() string { return x.option.Label }

// Tapped chooses the answer.
func (x *tile) Tapped(*fyne.PointEvent) { x.owner.tapped(x.n) }

// AccessibilityLabel is what the tile says.
func (x *tile) AccessibilityLabel() string { return x.option.Label }

// AccessibilityRole is that of a button.
func (x *tile) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer is part of fyne.Widget.
func (x *tile) CreateRenderer() fyne.WidgetRenderer {
	r := &tileRenderer{
		x: x, bg: canvas.NewRectangle(color.Transparent), box: canvas.NewRectangle(color.Transparent),
		mark: smallIcon(IconCheck, ColorAccent, 24), text: Large(x.option.Label), ring: newRing(Radius),
	}
	r.bg.CornerRadius, r.box.StrokeWidth = Radius, 2
	r.box.CornerRadius = 12
	if x.owner.multi {
		r.box.CornerRadius = 4
	}
	if x.owner.across {
		r.text.Aligned(fyne.TextAlignCenter)
	} else {
		r.text.Wrap()
	}
	r.Refresh()
	return r
}

type tileRenderer struct {
	x       *tile
	bg, box *canvas.Rectangle
	mark    *canvas.Raster
	text    *Text
	ring    ring
}

func (r *tileRenderer) Destroy() {}

func (r *tileRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.bg, r.box, r.mark, r.text}, r.ring.objects()...)
}

const tileMark = GapWide + 24 + GapWide // the room of the mark before the words

func (r *tileRenderer) MinSize() fyne.Size {
	if r.x.owner.across {
		return fyne.NewSize(tileLeast, tileHeight)
	}
	// In bold, which takes more lines, so that choosing one moves nothing.
	return fyne.NewSize(240, max(r.text.heightIn(fyne.TextStyle{Bold: true})+2*(Gap+4), tileHeight))
}

func (r *tileRenderer) Layout(s fyne.Size) {
	r.bg.Resize(s)
	r.ring.place(s)
	if r.x.owner.across {
		h := r.text.MinSize().Height
		r.text.Resize(fyne.NewSize(s.Width, h))
		r.text.Move(fyne.NewPos(0, (s.Height-h)/2))
		return
	}
	r.box.Resize(fyne.NewSquareSize(24))
	r.box.Move(fyne.NewPos(GapWide, (s.Height-24)/2))
	r.mark.Resize(fyne.NewSquareSize(24))
	r.mark.Move(fyne.NewPos(GapWide, (s.Height-24)/2))
	wide := max(s.Width-tileMark-GapWide, 0)
	r.text.Resize(fyne.NewSize(wide, r.text.MinSize().Height))
	h := r.text.MinSize().Height
	r.text.Resize(fyne.NewSize(wide, h))
	r.text.Move(fyne.NewPos(tileMark, (s.Height-h)/2))
}

func (r *tileRenderer) Refresh() {
	on := r.x.owner.on(r.x.n)
	fill, edge, wide := ColorSurface, ColorOutline, float32(1)
	if on {
		fill, edge, wide = ColorAccentSoft, ColorAccent, 4
	}
	r.bg.FillColor, r.bg.StrokeColor, r.bg.StrokeWidth = theme.Color(fill), theme.Color(edge), wide
	if r.x.hover && !r.x.owner.disabled {
		r.bg.FillColor = over(r.bg.FillColor, theme.Color(theme.ColorNameHover))
	}
	r.box.Hidden, r.mark.Hidden = r.x.owner.across || on, r.x.owner.across || !on
	r.box.StrokeColor = theme.Color(ColorOutline)
	r.text.style.Bold = on
	r.text.Refresh()
	r.bg.Refresh()
	r.box.Refresh()
	r.mark.Refresh()
	r.ring.show(r.x.owner.ringOn(r.x.n))
	r.Layout(r.x.Size())
	canvas.Refresh(r.x)
}
