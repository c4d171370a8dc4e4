package drawing

import "image/color"

// Share is a part of a whole: a letter stands for it inside the bar and in the words beside it.
type Share struct {
	Letter string
	Number string // as it is written
	Amount float64
	Hue    int // which of the colours: 0 to 4
}

// ShareHues are how many colours tell shares apart.
const ShareHues = 5

// shareColors are colours of Okabe and Ito that dark letters can be read on.
var shareColors = [ShareHues]color.NRGBA{hex("#56b4e9"), hex("#e69f00"), hex("#f0e442"), hex("#40bf95"), hex("#cc9ab9")}

// shareInk is what is written on them.
var shareInk = hex("#101818")

// ShareColor is the colour of a share and that of a letter on it.
func ShareColor(hue int) (fill, letter color.NRGBA) {
	return shareColors[((hue%ShareHues)+ShareHues)%ShareHues], shareInk
}

// ShareBar is one bar with the shares one after the other. The whole is what the bar is full at; when the shares
// are more, they fill the bar and a line marks where the whole ends.
func ShareBar(shares []Share, whole float64, palette Palette, width, height float64) *Picture {
	tone := palette.tones()
	p := NewPicture(Rect{Max: Point{X: width, Y: height}})
	box := Rect{Max: Point{X: width, Y: height}}
	p.Path(RoundRect(box, 6), Style{Fill: tone.grid})
	sum := 0.0
	for _, s := range shares {
		sum += max(s.Amount, 0)
	}
	scale := max(sum, whole)
	if scale <= 0 {
		return p
	}
	const gap = 2
	x := 0.0
	bar := NewPicture(box)
	for _, s := range shares {
		w := max(s.Amount, 0) / scale * width
		if w <= 0 {
			continue
		}
		fill, ink := ShareColor(s.Hue)
		bar.Path(RectPath(Rect{Min: Point{X: x}, Max: Point{X: x + max(w-gap, 1), Y: height}}), Style{Fill: fill})
		size := min(height*0.55, 16)
		for _, text := range []string{s.Letter + " " + s.Number, s.Letter} {
			if Bold.Width(text, size)+6 <= w-gap {
				bar.Text(Text{At: Point{X: x + (w-gap)/2, Y: height/2 + size*0.36}, String: text, Size: size, Face: Bold, Color: ink, Align: Middle})
				break
			}
		}
		x += w
	}
	p.Clip(RoundRect(box, 6), bar)
	if sum > whole && whole > 0 {
		at := whole / scale * width
		p.Path(RectPath(Rect{Min: Point{X: at - 1.5}, Max: Point{X: at + 1.5, Y: height}}), Style{Fill: tone.ink})
	}
	return p
}
