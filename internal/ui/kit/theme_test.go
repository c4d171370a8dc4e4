package kit_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"regimen/internal/drawing"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

func TestContrast(t *testing.T) {
	t.Parallel()
	const bg = theme.ColorNameBackground
	const text, edge = 4.5, 3.0
	for _, tt := range []struct {
		over, under fyne.ThemeColorName
		least       float64
	}{
		{kit.ColorText, bg, text},
		{kit.ColorText, kit.ColorSurface, text},
		{kit.ColorText, kit.ColorSunken, text},
		{kit.ColorText, kit.ColorAccentSoft, text},
		{kit.ColorText, kit.ColorSuccessSoft, text},
		{kit.ColorText, kit.ColorWarningSoft, text},
		{kit.ColorText, kit.ColorErrorSoft, text},
		{kit.ColorText, theme.ColorNameButton, text},
		{kit.ColorText, kit.ColorLine, text},
		{kit.ColorText, theme.ColorNameMenuBackground, text},
		{kit.ColorText, theme.ColorNameOverlayBackground, text},
		{kit.ColorText, theme.ColorNameInputBackground, text},
		{kit.ColorQuiet, bg, text},
		{kit.ColorQuiet, kit.ColorSurface, text},
		{kit.ColorQuiet, kit.ColorSunken, text},
		{kit.ColorQuiet, kit.ColorAccentSoft, text},
		{kit.ColorAccent, bg, text},
		{kit.ColorAccent, kit.ColorSurface, text},
		{kit.ColorAccent, kit.ColorAccentSoft, text},
		{kit.ColorOnAccent, kit.ColorAccent, text},
		{kit.ColorError, bg, text},
		{kit.ColorError, kit.ColorSurface, text},
		{kit.ColorError, kit.ColorErrorSoft, text},
		{theme.ColorNameForegroundOnError, kit.ColorError, text},
		{kit.ColorWarning, bg, text},
		{kit.ColorWarning, kit.ColorSurface, text},
		{kit.ColorWarning, kit.ColorWarningSoft, text},
		{theme.ColorNameForegroundOnWarning, kit.ColorWarning, text},
		{kit.ColorSuccess, bg, text},
		{kit.ColorSuccess, kit.ColorSurface, text},
		{kit.ColorSuccess, kit.ColorSuccessSoft, text},
		{theme.ColorNameForegroundOnSuccess, kit.ColorSuccess, text},
		{theme.ColorNamePlaceHolder, theme.ColorNameInputBackground, text},
		{theme.ColorNameHyperlink, kit.ColorSurface, text},
		{theme.ColorNameDisabled, kit.ColorSurface, text},
		{theme.ColorNameDisabled, bg, text},
		{theme.ColorNameDisabled, theme.ColorNameDisabledButton, text},
		{kit.ColorOutline, kit.ColorSurface, edge},
		{kit.ColorOutline, bg, edge},
		{kit.ColorOutline, theme.ColorNameButton, edge},
		{kit.ColorOutline, theme.ColorNameMenuBackground, edge},
		{kit.ColorRing, bg, edge},
		{kit.ColorRing, kit.ColorSurface, edge},
		{kit.ColorRing, kit.ColorAccentSoft, edge},
		{kit.ColorAccent, kit.ColorSunken, edge},
	} {
		for _, mode := range []kit.Mode{kit.ModeLight, kit.ModeDark} {
			t.Run(fmt.Sprintf("%s on %s, %s", tt.over, tt.under, mode), func(t *testing.T) {
				t.Parallel()
				th := kit.NewTheme(mode)
				got := drawing.Contrast(th.Color(tt.over, 0), th.Color(tt.under, 0))
				if got < tt.least {
					t.Errorf("contrast %.2f, want at least %.1f", got, tt.least)
				}
			})
		}
	}
}

// The digits of the scale can be read, and it grows steadily darker, or brighter in the dark.
func TestSeverityCanBeRead(t *testing.T) {
	for mode, sign := range map[kit.Mode]float64{kit.ModeLight: -1, kit.ModeDark: 1} {
		kittest.New(t, mode)
		before := -2.0
		for n := range 11 {
			fill, text := kit.SeverityColor(n)
			if c := drawing.Contrast(fill, text); c < 4.5 {
				t.Errorf("%s, severity %d: contrast %.2f, want at least 4.5", mode, n, c)
			}
			if l := sign * drawing.Luminance(fill); l <= before {
				t.Errorf("%s: severity %d does not stand out more than %d", mode, n, n-1)
			} else {
				before = l
			}
		}
		low, _ := kit.SeverityColor(-3)
		zero, _ := kit.SeverityColor(0)
		high, _ := kit.SeverityColor(40)
		ten, _ := kit.SeverityColor(10)
		if low != zero || high != ten {
			t.Error("severities outside 0 to 10 do not take the nearest end")
		}
	}
}

func TestModes(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		stored string
		system fyne.ThemeVariant
		dark   bool
	}{
		{"system", theme.VariantDark, true},
		{"system", theme.VariantLight, false},
		{"light", theme.VariantDark, false},
		{"dark", theme.VariantLight, true},
		{"", theme.VariantDark, true},
		{"nonsense", theme.VariantLight, false},
	} {
		th := kit.NewTheme(kit.ParseMode(tt.stored))
		if th.Dark(tt.system) != tt.dark {
			t.Errorf("choice %q with system %d: dark is %v", tt.stored, tt.system, !tt.dark)
		}
		light := drawing.Luminance(th.Color(theme.ColorNameBackground, tt.system)) > 0.5
		if light == tt.dark {
			t.Errorf("choice %q with system %d has the wrong background", tt.stored, tt.system)
		}
	}
}
