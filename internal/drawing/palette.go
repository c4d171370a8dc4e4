package drawing

import (
	"image/color"
	"math"
	"strconv"
)

// Palette is what a picture is made for.
type Palette int

// The palettes. Print is for white paper, with little ink.
const (
	Light Palette = iota
	Dark
	Print
)

// tones are the colours of a palette that are not a finding's.
type tones struct {
	paper  color.NRGBA // what lies behind; badges of patients are filled with it
	ink    color.NRGBA // text, axes
	quiet  color.NRGBA // less important text
	grid   color.NRGBA
	accent color.NRGBA // what is chosen; the curve of a chart
	band   color.NRGBA // measurement error
	good   color.NRGBA // the target
}

var toneTable = [...]tones{
	Light: {
		paper: hex("#fffdf9"), ink: hex("#1d2b2c"), quiet: hex("#566361"), grid: hex("#ddd6c8"),
		accent: hex("#0f5c5e"), band: fade(hex("#7c8a88"), 0.28), good: hex("#27663a"),
	},
	Dark: {
		paper: hex("#1c2526"), ink: hex("#e9efed"), quiet: hex("#a9b8b5"), grid: hex("#3a4747"),
		accent: hex("#6fc7c3"), band: fade(hex("#8fa3a0"), 0.28), good: hex("#7fd09a"),
	},
	Print: {
		paper: hex("#ffffff"), ink: hex("#000000"), quiet: hex("#454545"), grid: hex("#cfcfcf"),
		accent: hex("#0f4c4e"), band: fade(hex("#808080"), 0.28), good: hex("#1d5a30"),
	},
}

func (p Palette) tones() *tones { return &toneTable[p] }

func hex(s string) color.NRGBA {
	v, err := strconv.ParseUint(s[1:], 16, 32)
	if err != nil {
		return color.NRGBA{A: 255}
	}
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 255}
}

func fade(c color.NRGBA, opacity float64) color.NRGBA {
	c.A = uint8(math.Round(float64(c.A) * math.Max(0, math.Min(1, opacity))))
	return c
}

// mix goes from a to b by t from 0 to 1; the opacity is that of a.
func mix(a, b color.NRGBA, t float64) color.NRGBA {
	f := func(x, y uint8) uint8 { return uint8(math.Round(float64(x) + (float64(y)-float64(x))*t)) }
	return color.NRGBA{f(a.R, b.R), f(a.G, b.G), f(a.B, b.B), a.A}
}

var (
	black = color.NRGBA{A: 255}
	white = color.NRGBA{R: 255, G: 255, B: 255, A: 255}
)

// Luminance is the relative luminance of WCAG 2.2, from 0 to 1.
func Luminance(c color.Color) float64 {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	part := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*part(n.R) + 0.7152*part(n.G) + 0.0722*part(n.B)
}

// Contrast is the contrast ratio of WCAG 2.2, from 1 to 21.
func Contrast(a, b color.Color) float64 {
	x, y := Luminance(a), Luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// against moves c away from the ground until text in it can be read there.
func against(c, ground color.NRGBA) color.NRGBA {
	end := black
	if Luminance(ground) < 0.18 {
		end = white
	}
	for t := 0.0; t <= 1; t += 0.04 {
		if d := mix(c, end, t); Contrast(d, ground) >= readable {
			return d
		}
	}
	return end
}

// readable is the least contrast of text, as WCAG 2 AA asks.
const readable = 4.5
