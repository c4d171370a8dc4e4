package drawing

import (
	"cmp"
	"image/color"
	"math"

	"regimen/internal/anatomy"
)

// Look says how a figure is drawn. The zero Look is neutral, for a light screen.
type Look struct {
	Palette Palette
	Muscle  bool // muscles in their colours instead of neutral
	Deep    bool // show the deep layer faintly through the surface
	Points  bool // show ligaments, tendons, joints and lymph nodes as outlines
	Bare    bool // leave out the words that tell the patient's sides

	// Part is what of the view is shown, in its millimetres; the zero Part is all of it.
	Part Rect

	// Badge is the height of a mark's badge and Type that of the words, both
	// in millimetres of the figure, so that they keep their size on the
	// screen at any zoom; 0 suits a whole figure on half a page.
	Badge float64
	Type  float64
	// Thin is the least width of a leader, in millimetres of the figure.
	Thin float64

	// Words are the words on the figure; nil is English.
	Words *Words
}

// Words are what is written on a figure.
type Words struct {
	Patient, Left, Right string // "Patient's", "LEFT", "RIGHT"
}

var english = Words{Patient: "Patient's", Left: "LEFT", Right: "RIGHT"}

func (l Look) words() Words {
	if l.Words != nil {
		return *l.Words
	}
	return english
}

func (l Look) badge(v *anatomy.View) float64 {
	if l.Badge > 0 {
		return l.Badge
	}
	return math.Max(v.Box.Width(), v.Box.Height()) * 0.026
}

func (l Look) typeSize(v *anatomy.View) float64 {
	if l.Type > 0 {
		return l.Type
	}
	return math.Max(v.Box.Width(), v.Box.Height()) * 0.022
}

// part is what of the view is shown.
func (l Look) part(v *anatomy.View) Rect {
	if l.Part != (Rect{}) {
		return l.Part
	}
	return v.Box
}

// FigureBox is what a figure fills: the part of the view that is shown and,
// above it, the band with the words for the patient's sides.
func FigureBox(v *anatomy.View, look Look) Rect {
	b := look.part(v)
	if !look.Bare {
		b.Min.Y -= look.typeSize(v) * 1.6
	}
	return b
}

// Figure draws a view, or the part of it that the look shows, with its marks and strokes; what is under lies
// below them.
func Figure(v *anatomy.View, look Look, marks []Mark, strokes []Stroke, under ...*Picture) *Picture {
	p := NewPicture(FigureBox(v, look))
	placed := Marks(v, look, marks)
	body := NewPicture(Rect{})
	bare := look
	bare.Bare = true
	body.Add(Plain(v, bare), Identity())
	for _, u := range under {
		body.Add(u, Identity())
	}
	for _, m := range placed {
		body.Add(m.Region, Identity())
	}
	for _, s := range strokes {
		body.Add(StrokePicture(s, look), Identity())
	}
	if part := look.Part; part != (Rect{}) {
		p.Clip(RectPath(part), body.within(part))
		p.Path(RectPath(part), Style{Stroke: look.Palette.tones().quiet, Width: look.badge(v) * 0.06})
	} else {
		p.Add(body, Identity())
	}
	if !look.Bare {
		sides(p, v, look)
	}
	for _, m := range placed {
		p.Add(m.Badge, Identity())
	}
	return p
}

// Overview draws a view small beside a close-up of a part of it: the body without its finer lines, the marked regions
// without their badges, and a frame around the part.
func Overview(v *anatomy.View, look Look, marks []Mark, part Rect) *Picture {
	look.Bare, look.Part = true, Rect{}
	p := NewPicture(FigureBox(v, look))
	paint := paints(look)
	for _, s := range v.Layer(anatomy.Surface) {
		p.Path(s.Path, Style{Fill: paint.tile(s)})
	}
	lines(p, v.Borders, paint.border)
	for _, m := range Marks(v, look, marks) {
		for _, s := range shapesFor(v, m.Mark.Target()) {
			st := StyleOf(m.Mark.Kind)
			p.Path(s.Path, Style{Fill: fade(st.Color, severityOpacity(m.Mark)), Stroke: st.line(look.Palette), Width: look.badge(v) * 0.06})
		}
	}
	p.Path(v.Silhouette, Style{Stroke: paint.edge, Width: look.badge(v) * 0.12})
	p.Path(RectPath(part), Style{Stroke: look.Palette.tones().ink, Width: look.badge(v) * 0.25})
	return p
}

// Plain draws a view without marks.
func Plain(v *anatomy.View, look Look) *Picture {
	p := NewPicture(FigureBox(v, look))
	paint := paints(look)
	for _, s := range v.Layer(anatomy.Surface) {
		p.Path(s.Path, Style{Fill: paint.tile(s)})
	}
	for _, d := range v.Shade {
		p.Path(d.Path, Style{Fill: fade(paint.shade, d.Opacity*paint.shadeBy)})
	}
	for _, d := range v.Light {
		p.Path(d.Path, Style{Fill: fade(paint.light, d.Opacity*paint.lightBy)})
	}
	lines(p, v.Fibres, paint.fibre)
	lines(p, v.Borders, paint.border)
	for _, d := range v.Lines {
		c := paint.line
		switch {
		case isLight(d) && d.Pen == "":
			c = paint.pale
		case isLight(d):
			c = paint.border
		}
		lines(p, []anatomy.Stroke{d}, c)
	}
	if look.Deep {
		faint(p, v.Layer(anatomy.Deep), paint.deep, nil)
	}
	if look.Points {
		faint(p, v.Layer(anatomy.Points), paint.point, nil)
	}
	p.Path(v.Silhouette, Style{Stroke: paint.edge, Width: math.Max(v.Box.Width(), v.Box.Height()) * 0.00125})
	if !look.Bare {
		sides(p, v, look)
	}
	return p
}

func lines(p *Picture, strokes []anatomy.Stroke, c color.NRGBA) {
	for _, d := range strokes {
		style := Style{Stroke: fade(c, d.Opacity), Width: d.Width}
		if d.Pen == "" {
			style = Style{Fill: style.Stroke}
		}
		p.Path(d.Path, style)
	}
}

// isLight tells the artwork's light seams from its dark contours.
func isLight(d anatomy.Stroke) bool { return Luminance(hex(cmp.Or(d.Pen, d.Fill, "#000000"))) > 0.6 }

func faint(p *Picture, shapes []*anatomy.Shape, c color.NRGBA, dash []float64) {
	for _, s := range shapes {
		p.Path(s.Path, Style{Fill: fade(c, 0.16), Stroke: fade(c, 0.75), Width: 1.6, Dash: dash})
	}
}

// sides writes which side of the patient is where, as far as it is shown.
func sides(p *Picture, v *anatomy.View, look Look) {
	w, size, c := look.words(), look.typeSize(v), look.Palette.tones().ink
	part, mid := look.part(v), v.Box.Center().X
	y := part.Min.Y - size*0.55
	write := func(side anatomy.Side, x float64, align Align) {
		word := map[anatomy.Side]string{anatomy.Left: w.Left, anatomy.Right: w.Right}[side]
		if word == "" {
			return
		}
		patient := w.Patient + " "
		a, b := Regular.Width(patient, size), Bold.Width(word, size)
		x -= (a + b) * float64(align) / 2
		p.Text(Text{At: Point{X: x, Y: y}, String: patient, Size: size, Color: c})
		p.Text(Text{At: Point{X: x + a, Y: y}, String: word, Size: size, Face: Bold, Color: c})
	}
	switch atLeft, atRight := ViewSides(v); {
	case atLeft == atRight || part.Max.X <= mid:
		write(atLeft, part.Center().X, Middle)
	case part.Min.X >= mid:
		write(atRight, part.Center().X, Middle)
	default:
		write(atLeft, part.Min.X, Start)
		write(atRight, part.Max.X, End)
	}
}

// Around is the box around what of the targets is drawn on a view; it is empty where nothing is.
func Around(v *anatomy.View, targets []anatomy.Target) Rect {
	var r Rect
	for _, t := range targets {
		for _, s := range shapesFor(v, t) {
			r = r.Union(s.Bounds())
		}
	}
	return r
}

// ViewSides tells from the shapes which side of the patient is drawn on the
// viewer's left and right of the middle.
func ViewSides(v *anatomy.View) (left, right anatomy.Side) {
	mid := v.Box.Center().X
	var balance [2]int // lefts less rights in each half
	for _, s := range v.Layer(anatomy.Surface) {
		half, sign := 0, 1
		if s.Bounds().Center().X > mid {
			half = 1
		}
		switch s.Side {
		case anatomy.Right:
			sign = -1
		case anatomy.Midline:
			sign = 0
		}
		balance[half] += sign
	}
	of := func(n int) anatomy.Side {
		switch {
		case n > 0:
			return anatomy.Left
		case n < 0:
			return anatomy.Right
		default:
			return anatomy.Midline
		}
	}
	return of(balance[0]), of(balance[1])
}

// paint is the set of colours of a look.
type paint struct {
	tile                                   func(*anatomy.Shape) color.NRGBA
	shade, light                           color.NRGBA
	shadeBy, lightBy                       float64
	fibre, border, line, edge, deep, point color.NRGBA
	pale                                   color.NRGBA // the white of the eye
}

// neutralTones are the darkest and lightest tile of a class.
var neutralTones = [...]map[string][2]string{
	Light: {
		"muscle": {"#d3c8bd", "#e8e1d9"}, "deep": {"#c9bcb0", "#d6cbc0"}, "tendon": {"#f3ede3", "#f6f1e8"},
		"joint": {"#efe7dc", "#f3ece2"}, "bone": {"#f4efe6", "#f8f4ec"}, "skin": {"#ece1d6", "#f1e8de"},
	},
	Dark: {
		"muscle": {"#5d6463", "#727978"}, "deep": {"#545b5a", "#646b6a"}, "tendon": {"#8d9391", "#959b99"},
		"joint": {"#858b89", "#8d9391"}, "bone": {"#979d9a", "#a0a6a3"}, "skin": {"#7b8180", "#838988"},
	},
	Print: {
		"muscle": {"#e6e4e1", "#f1efed"}, "deep": {"#e0dedb", "#eae8e5"}, "tendon": {"#fbfaf9", "#fdfdfc"},
		"joint": {"#f7f6f4", "#faf9f8"}, "bone": {"#fcfcfb", "#fefefe"}, "skin": {"#f5f3f1", "#f8f7f6"},
	},
}

func paints(look Look) paint {
	var p paint
	switch look.Palette {
	case Dark:
		p = paint{
			shade: hex("#050808"), light: white, shadeBy: 1.5, lightBy: 0.5,
			fibre: hex("#262c2c"), border: hex("#20292a"), line: hex("#141a1a"), edge: hex("#b9c4c2"),
		}
	case Print:
		p = paint{
			shade: hex("#3a3a44"), light: white, shadeBy: 0.55, lightBy: 1,
			fibre: fade(hex("#5c5148"), 0.7), border: hex("#a8a29b"), line: hex("#4b4641"), edge: hex("#3a3632"),
		}
	default:
		p = paint{
			shade: hex("#3a3a44"), light: white, shadeBy: 0.82, lightBy: 1,
			fibre: hex("#5c5148"), border: hex("#fffaf2"), line: hex("#5b5550"), edge: hex("#5b5550"),
		}
	}
	p.pale = hex(neutralTones[look.Palette]["bone"][1])
	t := look.Palette.tones()
	p.deep, p.point = mix(t.ink, hex("#8a4b3c"), 0.6), mix(t.accent, t.ink, 0.2)
	if look.Muscle {
		p.tile = func(s *anatomy.Shape) color.NRGBA {
			if s.Fill == "" {
				return neutral(look.Palette, s)
			}
			switch c := hex(s.Fill); look.Palette {
			case Dark:
				return mix(c, black, 0.22)
			case Print:
				return mix(c, white, 0.3)
			default:
				return c
			}
		}
		p.fibre, p.line, p.shade, p.edge = hex("#8c4236"), hex("#7d4336"), hex("#6b2418"), hex("#6d3a2e")
		p.shadeBy, p.border = 1, hex("#fbf1e6")
		if look.Palette == Dark {
			p.edge, p.border = hex("#e0b9ab"), hex("#f0ddd0")
		}
		return p
	}
	p.tile = func(s *anatomy.Shape) color.NRGBA { return neutral(look.Palette, s) }
	return p
}

// neutral keeps a tile's lightness among its neighbours and drops its hue.
func neutral(p Palette, s *anatomy.Shape) color.NRGBA {
	pair, ok := neutralTones[p][s.Class]
	if !ok {
		pair = neutralTones[p]["muscle"]
	}
	t := 0.5
	if s.Fill != "" {
		// From the darkest to the lightest tint of muscle in the artwork.
		t = math.Max(0, math.Min(1, (Luminance(hex(s.Fill))-0.26)/(0.45-0.26)))
	}
	return mix(hex(pair[0]), hex(pair[1]), t)
}
