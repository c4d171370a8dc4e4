package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"regimen/resources"
)

// Mode is the user's choice between light and dark.
type Mode string

// The choices of Mode, in the form that is stored in the preferences.
const (
	ModeSystem Mode = "system"
	ModeLight  Mode = "light"
	ModeDark   Mode = "dark"
)

// ParseMode reads a stored choice; anything unknown follows the system.
func ParseMode(s string) Mode {
	switch Mode(s) {
	case ModeLight, ModeDark:
		return Mode(s)
	default:
		return ModeSystem
	}
}

// The 8 px grid and the four type sizes. Everything on a screen is placed with these.
const (
	Gap       float32 = 8
	GapWide   float32 = 16
	GapRoomy  float32 = 24
	GapColumn float32 = 12 // between the columns of a table
	Target    float32 = 44
	SizeQuiet float32 = 14
	SizeBody  float32 = 16
	SizeHead  float32 = 20
	SizeTitle float32 = 28
	Radius    float32 = 8
	IconSize  float32 = 24
)

// Colour names of this theme beyond those of Fyne. Use them wherever a
// fyne.ThemeColorName is taken, such as Icon or Text.
const (
	ColorSurface     fyne.ThemeColorName = "regimenSurface" // cards, rows, anything that lies on the background
	ColorSunken      fyne.ThemeColorName = "regimenSunken"  // rails and grooves: a step below the background
	ColorText        fyne.ThemeColorName = theme.ColorNameForeground
	ColorQuiet       fyne.ThemeColorName = "regimenQuiet" // who and when, help, units
	ColorAccent      fyne.ThemeColorName = theme.ColorNamePrimary
	ColorOnAccent    fyne.ThemeColorName = theme.ColorNameForegroundOnPrimary
	ColorAccentSoft  fyne.ThemeColorName = "regimenAccentSoft" // what is chosen
	ColorLine        fyne.ThemeColorName = theme.ColorNameSeparator
	ColorOutline     fyne.ThemeColorName = theme.ColorNameInputBorder
	ColorRing        fyne.ThemeColorName = "regimenRing" // where the keyboard is
	ColorError       fyne.ThemeColorName = theme.ColorNameError
	ColorErrorSoft   fyne.ThemeColorName = "regimenErrorSoft"
	ColorWarning     fyne.ThemeColorName = theme.ColorNameWarning
	ColorWarningSoft fyne.ThemeColorName = "regimenWarningSoft"
	ColorSuccess     fyne.ThemeColorName = theme.ColorNameSuccess
	ColorSuccessSoft fyne.ThemeColorName = "regimenSuccessSoft"
	ColorPaperVeil   fyne.ThemeColorName = "regimenPaperVeil" // over white paper, which glares in the dark
)

// Theme is the program's one look in its light and dark form.
type Theme struct {
	mode Mode
}

var _ fyne.Theme = Theme{}

// NewTheme returns the look for the user's choice.
func NewTheme(m Mode) Theme { return Theme{mode: m} }

// Mode is the choice the theme was made for.
func (t Theme) Mode() Mode { return t.mode }

// Dark says whether the dark form is shown when the system asks for variant v.
func (t Theme) Dark(v fyne.ThemeVariant) bool {
	switch t.mode {
	case ModeDark:
		return true
	case ModeLight:
		return false
	default:
		return v == theme.VariantDark
	}
}

// Color looks a colour up by name, ours or one of Fyne's.
func (t Theme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	p, base := light, theme.VariantLight
	if t.Dark(v) {
		p, base = dark, theme.VariantDark
	}
	if c, ok := p[n]; ok {
		return c
	}
	return theme.DefaultTheme().Color(n, base)
}

// Font gives Noto Sans in every style; symbols and code keep Fyne's own.
func (t Theme) Font(s fyne.TextStyle) fyne.Resource {
	switch {
	case s.Monospace, s.Symbol:
		return theme.DefaultTheme().Font(s)
	case s.Bold && s.Italic:
		return fontBoldItalic
	case s.Bold:
		return fontBold
	case s.Italic:
		return fontItalic
	default:
		return fontRegular
	}
}

// Icon gives our own icons to Fyne's dialogs and entries where the family has one.
func (t Theme) Icon(n fyne.ThemeIconName) fyne.Resource {
	if name, ok := fyneIcons[n]; ok {
		return Icon(name)
	}
	return theme.DefaultTheme().Icon(n)
}

// Size answers Fyne's sizes on the 8 px grid.
func (t Theme) Size(n fyne.ThemeSizeName) float32 {
	switch n {
	case theme.SizeNameText:
		return SizeBody
	case theme.SizeNameCaptionText:
		return SizeQuiet
	case theme.SizeNameSubHeadingText:
		return SizeHead
	case theme.SizeNameHeadingText:
		return SizeTitle
	case theme.SizeNamePadding:
		return Gap
	case theme.SizeNameInnerPadding:
		// A 16 px line with 12 px above and below is 46 px: a finger's target.
		return 12
	case theme.SizeNameInlineIcon:
		return IconSize
	case theme.SizeNameScrollBar:
		return 16
	case theme.SizeNameScrollBarSmall:
		return 4
	case theme.SizeNameInputRadius, theme.SizeNameButtonRadius, theme.SizeNamePopupRadius, theme.SizeNameMenuRadius:
		return Radius
	case theme.SizeNameSelectionRadius, theme.SizeNameScrollBarRadius:
		return 4
	case theme.SizeNameCardRadius, theme.SizeNameDialogRadius:
		return 12
	default:
		return theme.DefaultTheme().Size(n)
	}
}

var (
	fontRegular    = fyne.NewStaticResource("NotoSans-Regular.ttf", resources.FontRegular)
	fontBold       = fyne.NewStaticResource("NotoSans-Bold.ttf", resources.FontBold)
	fontItalic     = fyne.NewStaticResource("NotoSans-Italic.ttf", resources.FontItalic)
	fontBoldItalic = fyne.NewStaticResource("NotoSans-BoldItalic.ttf", resources.FontBoldItalic)
)

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xff}
}

func rgba(hex uint32, alpha uint8) color.NRGBA {
	c := rgb(hex)
	c.A = alpha
	return c
}

type palette map[fyne.ThemeColorName]color.NRGBA

var light = palette{
	theme.ColorNameBackground: rgb(0xf6f2ea),
	ColorSurface:              rgb(0xfffdf9),
	ColorSunken:               rgb(0xebe5d9),
	ColorText:                 rgb(0x1d2b2c),
	ColorQuiet:                rgb(0x566361),
	ColorAccent:               rgb(0x0f5c5e),
	ColorOnAccent:             rgb(0xffffff),
	ColorAccentSoft:           rgb(0xd3e7e3),
	ColorLine:                 rgb(0xddd6c8),
	ColorOutline:              rgb(0x85897f),
	ColorRing:                 rgb(0xb4560a),
	ColorError:                rgb(0xa32a20),
	ColorErrorSoft:            rgb(0xf8e1dc),
	ColorWarning:              rgb(0x7d5200),
	ColorWarningSoft:          rgb(0xf8e9c8),
	ColorSuccess:              rgb(0x27663a),
	ColorSuccessSoft:          rgb(0xdcecdb),
	ColorPaperVeil:            rgba(0x000000, 0),

	theme.ColorNameButton:              rgb(0xfffdf9),
	theme.ColorNameDisabledButton:      rgb(0xefeae0),
	theme.ColorNameDisabled:            rgb(0x626a68),
	theme.ColorNameFocus:               rgba(0x0f5c5e, 0x30),
	theme.ColorNameForegroundOnError:   rgb(0xffffff),
	theme.ColorNameForegroundOnSuccess: rgb(0xffffff),
	theme.ColorNameForegroundOnWarning: rgb(0xffffff),
	theme.ColorNameHeaderBackground:    rgb(0xebe5d9),
	theme.ColorNameHover:               rgba(0x1d2b2c, 0x12),
	theme.ColorNameHyperlink:           rgb(0x0f5c5e),
	theme.ColorNameInputBackground:     rgb(0xfffdf9),
	theme.ColorNameMenuBackground:      rgb(0xfffdf9),
	theme.ColorNameOverlayBackground:   rgb(0xfffdf9),
	theme.ColorNamePlaceHolder:         rgb(0x626d6b),
	theme.ColorNamePressed:             rgba(0x1d2b2c, 0x26),
	theme.ColorNameScrollBar:           rgba(0x1d2b2c, 0x88),
	theme.ColorNameScrollBarBackground: rgba(0x1d2b2c, 0x14),
	theme.ColorNameSelection:           rgba(0x0f5c5e, 0x38),
	theme.ColorNameShadow:              rgba(0x2b2415, 0x2e),
}

var dark = palette{
	theme.ColorNameBackground: rgb(0x141a1b),
	ColorSurface:              rgb(0x222b2c),
	ColorSunken:               rgb(0x0e1314),
	ColorText:                 rgb(0xece7dd),
	ColorQuiet:                rgb(0xaab5b1),
	ColorAccent:               rgb(0x6cc5bc),
	ColorOnAccent:             rgb(0x062729),
	ColorAccentSoft:           rgb(0x1f4748),
	ColorLine:                 rgb(0x354142),
	ColorOutline:              rgb(0x7d8c8a),
	ColorRing:                 rgb(0xf0a35c),
	ColorError:                rgb(0xf2978b),
	ColorErrorSoft:            rgb(0x45221e),
	ColorWarning:              rgb(0xe7bd66),
	ColorWarningSoft:          rgb(0x3d3117),
	ColorSuccess:              rgb(0x8fcd9c),
	ColorSuccessSoft:          rgb(0x1d3a26),
	ColorPaperVeil:            rgba(0x000000, 0x14),

	theme.ColorNameButton:              rgb(0x222b2c),
	theme.ColorNameDisabledButton:      rgb(0x2a3334),
	theme.ColorNameDisabled:            rgb(0x97a19e),
	theme.ColorNameFocus:               rgba(0x6cc5bc, 0x40),
	theme.ColorNameForegroundOnError:   rgb(0x33100b),
	theme.ColorNameForegroundOnSuccess: rgb(0x0c2714),
	theme.ColorNameForegroundOnWarning: rgb(0x2c1f00),
	theme.ColorNameHeaderBackground:    rgb(0x222b2c),
	theme.ColorNameHover:               rgba(0xece7dd, 0x14),
	theme.ColorNameHyperlink:           rgb(0x6cc5bc),
	theme.ColorNameInputBackground:     rgb(0x222b2c),
	theme.ColorNameMenuBackground:      rgb(0x283334),
	theme.ColorNameOverlayBackground:   rgb(0x222b2c),
	theme.ColorNamePlaceHolder:         rgb(0x9ba7a4),
	theme.ColorNamePressed:             rgba(0xece7dd, 0x2a),
	theme.ColorNameScrollBar:           rgba(0xece7dd, 0x88),
	theme.ColorNameScrollBarBackground: rgba(0xece7dd, 0x14),
	theme.ColorNameSelection:           rgba(0x6cc5bc, 0x48),
	theme.ColorNameShadow:              rgba(0x000000, 0x66),
}

// IsDark says whether the screen is dark now.
func IsDark() bool {
	s := fyne.CurrentApp().Settings()
	if t, ok := s.Theme().(Theme); ok {
		return t.Dark(s.ThemeVariant())
	}
	return s.ThemeVariant() == theme.VariantDark
}

// Background is the colour behind everything.
func Background() color.Color { return theme.Color(theme.ColorNameBackground) }

// Surface is the colour of cards and rows.
func Surface() color.Color { return theme.Color(ColorSurface) }

// Foreground is the colour of text.
func Foreground() color.Color { return theme.Color(ColorText) }

// Quiet is the colour of the second line: who, when, units, help.
func Quiet() color.Color { return theme.Color(ColorQuiet) }

// Accent is the one colour for the one thing to do next.
func Accent() color.Color { return theme.Color(ColorAccent) }

// AccentSoft is the fill of what is chosen.
func AccentSoft() color.Color { return theme.Color(ColorAccentSoft) }

// Line is the colour of hairlines that part things.
func Line() color.Color { return theme.Color(ColorLine) }

// Outline is the colour of the edge of what can be worked; it stands out 3:1.
func Outline() color.Color { return theme.Color(ColorOutline) }

// Ring is the colour of the ring around what has the keyboard.
func Ring() color.Color { return theme.Color(ColorRing) }

// Warning is the colour of what needs care.
func Warning() color.Color { return theme.Color(ColorWarning) }

// severityRamp runs from pale sand to deep brown-red in one hue and steadily
// darker, so that its order survives every kind of colour blindness and grey print. In the dark it runs from quiet to
// bright.
var (
	severityRamp = [11]color.NRGBA{
		rgb(0xf3efe6), rgb(0xfbe8c6), rgb(0xfadba6), rgb(0xf7ca84), rgb(0xf3b665), rgb(0xec9f4e),
		rgb(0xe0863f), rgb(0xb9561f), rgb(0xa0451e), rgb(0x8c361d), rgb(0x6d2417),
	}
	severityRampDark = [11]color.NRGBA{
		rgb(0x2b3334), rgb(0x3a3a33), rgb(0x4a4031), rgb(0x5f4a30), rgb(0x75532f), rgb(0x8a5a2e),
		rgb(0xc47a38), rgb(0xcf7d39), rgb(0xe49450), rgb(0xf0ad70), rgb(0xfbdcc0),
	}
)

// SeverityColor is the fill for a severity of 0 to 10 and a text colour that can
// be read on it; numbers outside are taken as the nearest end.
func SeverityColor(n int) (fill, text color.Color) {
	n = min(max(n, 0), len(severityRamp)-1)
	onDark := IsDark()
	switch {
	case onDark && n >= 6:
		return severityRampDark[n], dark[ColorOnAccent]
	case onDark:
		return severityRampDark[n], dark[ColorText]
	case n >= 7:
		return severityRamp[n], light[ColorOnAccent]
	}
	return severityRamp[n], light[ColorText]
}

// over lays a translucent colour on an opaque one.
func over(under, top color.Color) color.Color {
	u, t := color.NRGBAModel.Convert(under).(color.NRGBA), color.NRGBAModel.Convert(top).(color.NRGBA)
	a := int(t.A)
	mix := func(x, y uint8) uint8 { return uint8((int(x)*(255-a) + int(y)*a) / 255) }
	return color.NRGBA{R: mix(u.R, t.R), G: mix(u.G, t.G), B: mix(u.B, t.B), A: u.A}
}
