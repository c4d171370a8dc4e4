package drawing

import "image/color"

// Kind is a sort of finding, by the code it is stored under.
type Kind string

// The kinds that have a style of their own. Planned and Treated mark where a
// plan or a session works, and are not findings.
const (
	Pain          Kind = "pain"
	Tenderness    Kind = "tenderness"
	Hypertonicity Kind = "hypertonicity"
	TriggerPoint  Kind = "trigger-point"
	Adhesion      Kind = "adhesion"
	Swelling      Kind = "swelling"
	Spasm         Kind = "spasm"
	Restriction   Kind = "restriction"
	Numbness      Kind = "numbness"
	Paraesthesia  Kind = "paraesthesia"
	Weakness      Kind = "weakness"
	Instability   Kind = "instability"
	Scar          Kind = "scar"
	Heat          Kind = "heat"
	Planned       Kind = "planned"
	Treated       Kind = "treated"
	KeepClear     Kind = "keep-clear" // where no hand goes while a contraindication stands
)

// KindStyle is how a kind of finding looks everywhere: a colour that
// colour-blind people can tell apart, a pattern and a letter. No two kinds
// share a pattern or a letter.
type KindStyle struct {
	Kind    Kind
	Name    string
	Letter  string
	Color   color.NRGBA
	Pattern Pattern
}

// The colours are those of Okabe and Ito (2008).
var (
	orange     = hex("#E69F00")
	skyBlue    = hex("#56B4E9")
	green      = hex("#009E73")
	yellow     = hex("#F0E442")
	blue       = hex("#0072B2")
	vermillion = hex("#D55E00")
	purple     = hex("#CC79A7")
	darkGrey   = hex("#5A5A5A")
)

// Named is one of these colours by its name, as an appointment type has it; ok is false where there is none of that name.
func Named(name string) (c color.NRGBA, ok bool) {
	c, ok = map[string]color.NRGBA{
		"blue": blue, "orange": orange, "green": green, "yellow": yellow, "sky": skyBlue, "vermilion": vermillion, "purple": purple,
	}[name]
	return c, ok
}

var kindStyles = []KindStyle{
	{Pain, "Pain", "P", vermillion, Diagonal},
	{Tenderness, "Tenderness", "T", orange, Dots},
	{Hypertonicity, "Hypertonicity", "H", purple, Horizontal},
	{TriggerPoint, "Trigger point", "X", darkGrey, Targets},
	{Adhesion, "Adhesion", "A", blue, DiagonalGrid},
	{Swelling, "Swelling", "S", skyBlue, Waves},
	{Spasm, "Spasm", "M", vermillion, Zigzag},
	{Restriction, "Restriction", "R", green, Vertical},
	{Numbness, "Numbness", "N", blue, Rings},
	{Paraesthesia, "Pins and needles", "K", yellow, Crosses},
	{Weakness, "Weakness", "W", green, BackDiagonal},
	{Instability, "Instability", "I", purple, Dashes},
	{Scar, "Scar", "C", orange, Stitches},
	{Heat, "Heat", "F", yellow, Grid},
	{Planned, "Planned", "L", skyBlue, Triangles},
	{Treated, "Treated", "B", green, Checks},
	{KeepClear, "Keep clear", "!", darkGrey, Bars},
}

// KindStyles lists the styles of every kind, commonest first.
func KindStyles() []KindStyle { return append([]KindStyle(nil), kindStyles...) }

// StyleOf returns the style of a kind. A kind that is not known is grey with
// a question mark, so that nothing recorded is hidden.
func StyleOf(k Kind) KindStyle {
	for _, s := range kindStyles {
		if s.Kind == k {
			return s
		}
	}
	return KindStyle{k, string(k), "?", darkGrey, NoPattern}
}

// Badge returns the fill and the letter colour of the kind's badge, readable
// on each other.
func (s KindStyle) Badge(p Palette) (fill, letter color.NRGBA) {
	if p == Dark {
		return against(s.Color, hex("#14191a")), hex("#14191a")
	}
	return against(s.Color, white), white
}

// line is the kind's colour for outlines and patterns on the figure.
func (s KindStyle) line(p Palette) color.NRGBA {
	if p == Dark {
		return mix(s.Color, white, 0.35)
	}
	return mix(s.Color, black, 0.42)
}
