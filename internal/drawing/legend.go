package drawing

// LegendItem is a kind to explain, with its name in the user's language.
type LegendItem struct {
	Kind Kind
	Name string // "" takes the style's English name
}

// LegendWords are the fixed words of a legend; nil words are English.
type LegendWords struct{ Patient, Therapist string }

// Legend explains kinds, each with its pattern, letter and name, in as many
// columns as fit the width; under them how a patient's mark differs from a
// therapist's. size is the type size. All lengths share one unit.
func Legend(items []LegendItem, palette Palette, width, size float64, words *LegendWords) *Picture {
	if words == nil {
		words = &LegendWords{Patient: "reported by the patient", Therapist: "found by the therapist"}
	}
	t := palette.tones()
	swatch, row, gap := size*2.4, size*1.9, size*0.6
	widest := 0.0
	names := make([]string, len(items))
	for i, it := range items {
		names[i] = it.Name
		if names[i] == "" {
			names[i] = StyleOf(it.Kind).Name
		}
		widest = max(widest, Regular.Width(names[i], size))
	}
	column := swatch + size*1.9 + gap + widest + size*1.5
	columns := max(1, int((width+size*1.5)/column))
	rowsUsed := (len(items) + columns - 1) / columns
	p := NewPicture(Rect{})
	for i, it := range items {
		at := Point{X: float64(i/max(1, rowsUsed)) * column, Y: float64(i%max(1, rowsUsed)) * row}
		st := StyleOf(it.Kind)
		box := Rect{Min: at, Max: Point{X: at.X + swatch, Y: at.Y + row - gap*0.7}}
		sample(p, RectPath(box), box, st, palette, size)
		b := newBadge(Mark{Kind: it.Kind, Severity: Unrated, Source: Therapist}, Look{Palette: palette}, size*1.45)
		b.draw(p, Point{X: box.Max.X + gap + b.width/2, Y: box.Center().Y})
		p.Text(Text{
			At:     Point{X: box.Max.X + size*1.9 + gap, Y: box.Center().Y + size*capHeight/2},
			String: names[i], Size: size, Color: t.ink,
		})
	}
	y := float64(rowsUsed)*row + gap*0.4
	x := 0.0
	for _, by := range []struct {
		source Source
		word   string
	}{{Therapist, words.Therapist}, {Patient, words.Patient}} {
		need := size*2 + gap + Regular.Width(by.word, size) + size*1.5
		if x > 0 && x+need > width {
			x, y = 0, y+row
		}
		b := newBadge(Mark{Kind: Pain, Severity: 5, Source: by.source}, Look{Palette: palette}, size*1.45)
		b.fill, b.line = against(darkGrey, t.paper), against(darkGrey, t.paper)
		b.text, b.letter = "5", t.paper
		b.draw(p, Point{X: x + b.width/2, Y: y + (row-gap*0.7)/2})
		p.Text(Text{
			At:     Point{X: x + b.width + gap, Y: y + (row-gap*0.7)/2 + size*capHeight/2},
			String: by.word, Size: size, Color: t.ink,
		})
		x += need
	}
	p.box = Rect{Max: Point{X: width, Y: y + row}}
	return p
}

// Swatch is a kind's pattern and letter, as a sign beside a list.
func Swatch(kind Kind, palette Palette, width, height float64) *Picture {
	box := Rect{Max: Point{X: width, Y: height}}
	p := NewPicture(box)
	size := height / 1.9
	sample(p, RoundRect(box.Grow(-size*0.1), size*0.3), box, StyleOf(kind), palette, size)
	b := newBadge(Mark{Kind: kind, Severity: Unrated, Source: Therapist}, Look{Palette: palette}, size*1.3)
	b.draw(p, box.Center())
	return p
}

func sample(p *Picture, outline Path, box Rect, st KindStyle, palette Palette, unit float64) {
	ground := hex(neutralTones[palette]["muscle"][1])
	line := st.line(palette)
	p.Path(outline, Style{Fill: ground})
	p.Path(outline, Style{Fill: fade(st.Color, 0.75)})
	part := NewPicture(Rect{})
	st.Pattern.fill(part, box, unit*0.36, line)
	p.Clip(outline, part)
	p.Path(outline, Style{Stroke: line, Width: unit * 0.07})
}
