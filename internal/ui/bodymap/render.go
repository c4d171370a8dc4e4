package bodymap

import (
	"context"
	"image"
	"image/color"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"

	"regimen/internal/anatomy"
	"regimen/internal/drawing"
	"regimen/internal/ui/kit"
)

// sprite is a picture of a part of the figure: an image that knows where it
// belongs, so that it can be moved and stretched at once while the figure
// moves, and be drawn again sharply when it rests.
type sprite struct {
	img *canvas.Image
	box anatomy.Rect // what of the figure the image shows
	key any          // what it was drawn from
}

func newSprite() *sprite {
	img := &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleFastest}
	img.Hide()
	return &sprite{img: img}
}

func (s *sprite) place(p *pane) {
	if s.img.Image == nil {
		return
	}
	a, b := p.toScreen(s.box.Min), p.toScreen(s.box.Max)
	s.img.Move(a)
	s.img.Resize(fyne.NewSize(b.X-a.X, b.Y-a.Y))
}

func (s *sprite) hide() {
	s.img.Hide()
	s.key = nil
}

// raster says how many pixels a millimetre takes. Its pixels are counted from
// the origin of the figure, which the pane keeps on a pixel of the screen.
type raster float64

func (r raster) matrix() drawing.Matrix { return drawing.Scale(float64(r)) }

// pixels is the box of pixels around a part of the figure.
func (r raster) pixels(b anatomy.Rect) image.Rectangle {
	k := float64(r)
	return image.Rect(
		int(math.Floor(b.Min.X*k)), int(math.Floor(b.Min.Y*k)),
		int(math.Ceil(b.Max.X*k)), int(math.Ceil(b.Max.Y*k)))
}

func (r raster) figure(b image.Rectangle) anatomy.Rect {
	at := func(q image.Point) anatomy.Point {
		return anatomy.Point{X: float64(q.X) / float64(r), Y: float64(q.Y) / float64(r)}
	}
	return anatomy.Rect{Min: at(b.Min), Max: at(b.Max)}
}

// draw makes the image of a picture within a box of pixels.
func (r raster) draw(pic *drawing.Picture, box image.Rectangle) *image.RGBA {
	img := image.NewRGBA(box)
	pic.Draw(img, r.matrix())
	// Painters expect images to start at the origin.
	img.Rect = image.Rect(0, 0, box.Dx(), box.Dy())
	return img
}

// paneRenderer holds the layers of a pane from the bottom up: the plain
// figure, the marked regions and strokes, the badges, what is pointed at, the
// stroke being drawn, and the words.
type paneRenderer struct {
	p *pane

	plain           *sprite
	spread          *sprite
	regions, badges []*sprite
	placed          []drawing.MarkPicture
	strokes         *sprite
	cursor, hover   *sprite
	pen             *sprite

	caption, left, right *canvas.Text
	strip                *canvas.Rectangle // behind the words, for a zoomed figure goes below them
	tip                  *canvas.Text
	tipPlate             *canvas.Rectangle
	ring, ringInner      *canvas.Rectangle

	look    drawing.Look
	job     *kit.Job
	turn    int
	objects []fyne.CanvasObject
}

// CreateRenderer is part of fyne.Widget.
func (p *pane) CreateRenderer() fyne.WidgetRenderer {
	text := func(bold bool) *canvas.Text {
		t := canvas.NewText("", color.Transparent)
		t.TextSize = kit.SizeQuiet
		t.TextStyle.Bold = bold
		return t
	}
	r := &paneRenderer{
		p: p, plain: newSprite(), spread: newSprite(), strokes: newSprite(), cursor: newSprite(), hover: newSprite(), pen: newSprite(),
		caption: text(false), left: text(true), right: text(true), tip: text(true),
		tipPlate: canvas.NewRectangle(color.Transparent), ring: canvas.NewRectangle(color.Transparent),
		ringInner: canvas.NewRectangle(color.Transparent), strip: canvas.NewRectangle(color.Transparent),
	}
	r.tipPlate.CornerRadius = 6
	r.tipPlate.Hide()
	r.tip.Hide()
	r.ring.StrokeWidth, r.ringInner.StrokeWidth = 3, 2
	r.ring.CornerRadius, r.ringInner.CornerRadius = kit.Radius, kit.Radius-3
	r.recolour()
	r.collect()
	p.rendered = r
	return r
}

func (r *paneRenderer) Destroy() {}

func (r *paneRenderer) MinSize() fyne.Size { return fyne.NewSize(64, 120) }

func (r *paneRenderer) Objects() []fyne.CanvasObject { return r.objects }

// collect lists the objects again after sprites were added or removed.
func (r *paneRenderer) collect() {
	o := []fyne.CanvasObject{r.plain.img, r.spread.img}
	for _, s := range r.regions {
		o = append(o, s.img)
	}
	o = append(o, r.hover.img, r.strokes.img, r.cursor.img)
	for _, s := range r.badges {
		o = append(o, s.img)
	}
	o = append(o, r.pen.img, r.strip, r.caption, r.left, r.right, r.tipPlate, r.tip, r.ringInner, r.ring)
	r.objects = o
}

// Layout draws everything for the new size.
func (r *paneRenderer) Layout(size fyne.Size) {
	r.p.hold()
	r.ring.Resize(size)
	r.strip.Resize(fyne.NewSize(size.Width, r.p.captionHeight()))
	r.ringInner.Move(fyne.NewPos(3, 3))
	r.ringInner.Resize(fyne.NewSize(max(0, size.Width-6), max(0, size.Height-6)))
	r.words()
	r.follow()
}

// Refresh draws again what the theme, the look or the density changed.
func (r *paneRenderer) Refresh() {
	r.recolour()
	r.follow()
}

// recolour takes look and colours from the theme.
func (r *paneRenderer) recolour() {
	r.look = drawing.Look{
		Palette: drawing.Light, Muscle: r.p.m.muscle, Bare: true,
		Deep: r.p.m.layer == anatomy.Deep, Points: r.p.m.layer == anatomy.Points,
	}
	if dark(theme.Color(theme.ColorNameBackground)) {
		r.look.Palette = drawing.Dark
	}
	r.strip.FillColor = theme.Color(theme.ColorNameBackground)
	r.caption.Color = theme.Color(kit.ColorQuiet)
	r.left.Color, r.right.Color = theme.Color(kit.ColorText), theme.Color(kit.ColorText)
	r.tip.Color, r.tipPlate.FillColor = theme.Color(theme.ColorNameBackground), theme.Color(kit.ColorText)
	r.ring.StrokeColor, r.ringInner.StrokeColor = theme.Color(kit.ColorRing), theme.Color(kit.ColorSurface)
	r.words()
}

func dark(c color.Color) bool {
	r, g, b, _ := c.RGBA()
	return r+g+b < 3*0x8000
}

// lookNow is the look at the present zoom.
func (r *paneRenderer) lookNow() drawing.Look {
	l := r.look
	l.Badge, l.Thin = r.p.badge(), leaderWidth/r.p.scale()
	return l
}

// raster is the present grid of pixels.
func (r *paneRenderer) raster() raster { return raster(r.p.scale() * r.p.density()) }

// density is how many pixels of the screen a screen unit takes.
func (p *pane) density() float64 {
	if c := fyne.CurrentApp().Driver().CanvasForObject(p); c != nil {
		if x, _ := c.PixelCoordinateForPosition(fyne.NewPos(1000, 0)); x > 0 {
			return float64(x) / 1000
		}
	}
	return 1
}

// follow moves what is drawn to where it belongs and draws it sharply.
func (r *paneRenderer) follow() {
	if r.p.Size().IsZero() {
		return
	}
	r.strip.Hidden = r.p.zoom == 1
	r.plain.place(r.p)
	r.spread.place(r.p)
	for _, s := range r.regions {
		s.place(r.p)
	}
	for _, s := range r.badges {
		s.place(r.p)
	}
	r.strokes.place(r.p)
	r.sharpen()
	r.pointed()
	r.drawPen()
}

// plainKey is what the plain figure depends on.
type plainKey struct {
	look drawing.Look
	grid raster
}

// sharpen draws the figure again when its image no longer fits, away from the
// UI thread; until then the old images are shown, stretched.
func (r *paneRenderer) sharpen() {
	grid := r.raster()
	key := plainKey{r.look, grid}
	seen := intersect(r.p.visible(), r.p.view.Box.Grow(4))
	if r.plain.key == key && covers(r.plain.box, seen) {
		r.drawMarks()
		return
	}
	want := seen
	if r.p.zoom > 1 { // some more, so that a little dragging shows no gap
		want = intersect(seen.Grow(0.25*math.Min(seen.Width(), seen.Height())), r.p.view.Box.Grow(4))
	}
	box := grid.pixels(want)
	if box.Empty() {
		return
	}
	r.turn++
	turn, view, look := r.turn, r.p.view, r.look
	if r.job != nil {
		r.job.Cancel()
	}
	r.job = kit.Work(func(ctx context.Context) (*image.RGBA, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		return grid.draw(drawing.Plain(view, look), box), nil
	}, func(img *image.RGBA, err error) {
		if err != nil || turn != r.turn {
			return
		}
		r.plain.box, r.plain.key = grid.figure(box), key
		r.plain.show(r.p, img)
		r.drawMarks()
	})
}

func (s *sprite) show(p *pane, img image.Image) {
	s.img.Image = img
	s.img.Show()
	s.place(p)
	s.img.Refresh()
}

func covers(a, b anatomy.Rect) bool {
	const slack = 1e-6
	return a.Min.X <= b.Min.X+slack && a.Min.Y <= b.Min.Y+slack && a.Max.X >= b.Max.X-slack && a.Max.Y >= b.Max.Y-slack
}

func intersect(a, b anatomy.Rect) anatomy.Rect {
	return anatomy.Rect{
		Min: anatomy.Point{X: math.Max(a.Min.X, b.Min.X), Y: math.Max(a.Min.Y, b.Min.Y)},
		Max: anatomy.Point{X: math.Min(a.Max.X, b.Max.X), Y: math.Min(a.Max.Y, b.Max.Y)},
	}
}

// markKey is what a mark's image depends on.
type markKey struct {
	mark  drawing.Mark
	spot  anatomy.Point
	look  drawing.Look
	grid  raster
	badge bool
	box   image.Rectangle
}

// markPixels is the most a mark's image may have; of a larger one, close up,
// only the part in sight is drawn.
const markPixels = 1 << 21

// drawMarks places the marks; those that look as before keep their images.
func (r *paneRenderer) drawMarks() {
	if r.p.Size().IsZero() {
		r.collect()
		return
	}
	grid, look := r.raster(), r.lookNow()
	r.placed = drawing.Marks(r.p.view, look, r.p.m.marks)
	old := make(map[markKey]*sprite)
	for _, s := range slices.Concat(r.regions, r.badges) {
		if k, ok := s.key.(markKey); ok {
			old[k] = s
		}
	}
	near := r.p.visible()
	near = near.Grow(0.25 * math.Min(near.Width(), near.Height()))
	sprites := func(pic *drawing.Picture, key markKey) []*sprite {
		if pic.Empty() {
			return nil
		}
		key.box = grid.pixels(pic.Bounds().Grow(1 / float64(grid)))
		if key.box.Dx()*key.box.Dy() > markPixels {
			key.box = grid.pixels(intersect(pic.Bounds(), near))
		}
		if key.box.Empty() {
			return nil
		}
		s, ok := old[key]
		if !ok {
			s = newSprite()
			s.key, s.box = key, grid.figure(key.box)
			s.show(r.p, grid.draw(pic, key.box))
		}
		return []*sprite{s}
	}
	r.regions, r.badges = nil, nil
	for _, mp := range r.placed {
		key := markKey{mark: mp.Mark, spot: mp.Spot, look: look, grid: grid}
		r.regions = append(r.regions, sprites(mp.Region, key)...)
		key.badge = true
		r.badges = append(r.badges, sprites(mp.Badge, key)...)
	}
	r.drawSpread(grid)
	r.drawStrokes(grid)
	r.collect()
	r.repaint()
}

func (r *paneRenderer) drawStrokes(grid raster) {
	pic := drawing.NewPicture(anatomy.Rect{})
	for _, s := range r.p.m.strokes {
		if s.View == r.p.view.ID {
			pic.Add(drawing.StrokePicture(s.Stroke, r.lookNow()), drawing.Identity())
		}
	}
	r.put(r.strokes, pic, grid)
}

func (r *paneRenderer) drawSpread(grid raster) {
	pic := drawing.NewPicture(anatomy.Rect{})
	if s := r.p.m.spread; s != nil {
		pic = drawing.SpreadPicture(r.p.view, r.lookNow(), *s)
	}
	r.put(r.spread, pic, grid)
}

// repaint asks for a new frame. It asks through the caption, which is always in sight: the canvas does
// not know of objects that were never painted, and would not paint for them.
func (r *paneRenderer) repaint() { canvas.Refresh(r.caption) }

// put draws a small picture into a sprite, or hides it when empty.
func (r *paneRenderer) put(s *sprite, pic *drawing.Picture, grid raster) {
	box := image.Rectangle{}
	if !pic.Empty() {
		box = grid.pixels(intersect(pic.Bounds().Grow(1/float64(grid)), r.p.visible().Grow(60)))
	}
	if box.Dx() <= 0 || box.Dy() <= 0 {
		s.hide()
		return
	}
	s.box = grid.figure(box)
	s.show(r.p, grid.draw(pic, box))
}

// pointed draws what the pointer or the keyboard is on, and its name.
func (r *paneRenderer) pointed() {
	p := r.p
	if p.Size().IsZero() {
		return
	}
	grid := r.raster()
	look := r.lookNow()
	hover := drawing.NewPicture(anatomy.Rect{})
	if p.hover != nil {
		hover = drawing.Hover(p.hover, look, look.Badge)
	}
	r.put(r.hover, hover, grid)
	cursor := drawing.NewPicture(anatomy.Rect{})
	walking := p.cursor != nil && p.focused && p.keyboard
	if walking || p.shown != nil {
		cursor = drawing.Highlight(p.cursor, look, look.Badge)
	}
	r.put(r.cursor, cursor, grid)

	name, at := "", fyne.Position{}
	switch {
	case p.hover != nil:
		name, at = p.name(p.hover), p.hoverAt
	case walking || p.shown != nil:
		name, at = p.name(p.cursor), p.toScreen(p.cursor.Center())
	}
	switch tell := p.m.options.OnPoint; {
	case tell != nil:
		if name != "" || p.m.pointing == p {
			p.m.pointing = p
			tell(name)
		}
	case name != "":
		r.showTip(name, at)
	default:
		r.tip.Hide()
		r.tipPlate.Hide()
	}
	onRing := p.focused && p.keyboard
	r.ring.Hidden, r.ringInner.Hidden = !onRing, !onRing
	r.repaint()
}

// showTip writes a name above a place, within the pane.
func (r *paneRenderer) showTip(name string, at fyne.Position) {
	r.tip.Text = name
	size := r.tip.MinSize()
	w, h := size.Width+16, size.Height+8
	x := min(max(0, at.X-w/2), max(0, r.p.Size().Width-w))
	y := at.Y - h - 18
	if y < 0 {
		y = at.Y + 26
	}
	r.tipPlate.Move(fyne.NewPos(x, y))
	r.tipPlate.Resize(fyne.NewSize(w, h))
	r.tip.Move(fyne.NewPos(x+8, y+4))
	r.tip.Resize(size)
	r.tip.Show()
	r.tipPlate.Show()
	r.tip.Refresh()
	r.tipPlate.Refresh()
}

func (r *paneRenderer) drawPen() {
	pic := drawing.NewPicture(anatomy.Rect{})
	if len(r.p.drawn) > 0 {
		pic = drawing.StrokePicture(r.p.stroke(r.p.drawn), r.lookNow())
	}
	if !r.p.Size().IsZero() {
		r.put(r.pen, pic, r.raster())
		r.repaint()
	}
}

// words writes the view's name and the patient's sides, shorter where there
// is little room.
func (r *paneRenderer) words() {
	p := r.p
	w := p.Size().Width
	set := func(t *canvas.Text, s string, x, y float32) {
		t.Text = s
		t.Resize(t.MinSize())
		t.Move(fyne.NewPos(x, y))
		t.Refresh()
	}
	long := map[anatomy.Side]string{anatomy.Left: lang.L("Patient's left"), anatomy.Right: lang.L("Patient's right")}
	if p.m.options.Plain {
		long = map[anatomy.Side]string{anatomy.Left: lang.L("Your left"), anatomy.Right: lang.L("Your right")}
	}
	short := map[anatomy.Side]string{anatomy.Left: lang.L("Left"), anatomy.Right: lang.L("Right")}
	width := func(s string, bold bool) float32 {
		return fyne.MeasureText(s, kit.SizeQuiet, fyne.TextStyle{Bold: bold}).Width
	}
	title := p.view.Title
	atLeft, atRight := drawing.ViewSides(p.view)
	second := float32(0)
	if p.twoLines() {
		second = lineHeight()
	}
	r.caption.TextStyle.Bold, r.caption.Color = false, theme.Color(kit.ColorQuiet)
	set(r.caption, title, (w-width(title, false))/2, 2)
	if atLeft == atRight { // one side of the patient only
		set(r.left, "", 0, 0)
		set(r.right, "", 0, 0)
		whose := lang.L("{{.View}} of the patient", map[string]any{"View": title})
		if p.m.options.Plain {
			whose = title
		}
		if width(whose, true) < w {
			r.caption.TextStyle.Bold, r.caption.Color = true, r.left.Color
			set(r.caption, whose, (w-width(whose, true))/2, 2)
		}
		return
	}
	names := long
	if width(long[atLeft]+long[atRight], true)+24 > w || !p.twoLines() && width(long[atLeft]+title+long[atRight], true)+48 > w {
		names = short
	}
	// Beside the figure, not at the far ends of a wide pane
	span := min(w, float32(p.view.Box.Width()*p.scale()/p.zoom)+120)
	// and not on top of the title.
	between := float32(16)
	if !p.twoLines() {
		between += width(title, false) + 16
	}
	span = min(w, max(span, between+2*max(width(names[atLeft], true), width(names[atRight], true))+16))
	set(r.left, names[atLeft], (w-span)/2+8, 2+second)
	set(r.right, names[atRight], (w+span)/2-8-width(names[atRight], true), 2+second)
}

func lineHeight() float32 {
	return fyne.MeasureText("Xg", kit.SizeQuiet, fyne.TextStyle{Bold: true}).Height
}

// twoLines reports whether title and sides need a line each.
func (p *pane) twoLines() bool { return p.Size().Width < 260 }

func (p *pane) captionHeight() float32 {
	h := lineHeight() + 6
	if p.twoLines() {
		h += lineHeight()
	}
	return h
}

// The pane tells its renderer what changed; one that is not on a canvas yet
// has none, and is drawn whole when it gets there.

func (p *pane) moved() {
	if p.rendered != nil {
		p.rendered.follow()
	}
}

func (p *pane) changed() { p.Refresh() }

func (p *pane) pointed() {
	if p.rendered != nil {
		p.rendered.pointed()
	}
}

func (p *pane) drawing() {
	if p.rendered != nil {
		p.rendered.drawPen()
	}
}

func (p *pane) marksChanged() {
	if p.rendered != nil {
		p.rendered.drawMarks()
	}
}

// markAt finds the mark whose badge is at a place on the screen.
func (p *pane) markAt(pos fyne.Position) (drawing.Mark, bool) {
	if p.rendered == nil {
		return drawing.Mark{}, false
	}
	at, placed := p.toFigure(pos), p.rendered.placed
	for i := len(placed) - 1; i >= 0; i-- {
		if placed[i].Spot.Distance(at) <= p.badge()*0.7 {
			return placed[i].Mark, true
		}
	}
	return drawing.Mark{}, false
}
