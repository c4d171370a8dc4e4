package drawing

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
