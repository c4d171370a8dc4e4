package plan

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/paint"
	"regimen/internal/words"
)

// benefitBar shows what the minutes of a session are for, as a bar and in words.
type benefitBar struct {
	box   *fyne.Container
	bar   *paint.Picture
	words *fyne.Container
	said  []clinic.BenefitMinutes
	whole [2]int // minutes of a session, sessions
}

func newBenefitBar() *benefitBar {
	b := &benefitBar{words: container.New(kit.NewFlow(kit.GapRoomy, kit.Gap))}
	b.bar = paint.New(fyne.NewSize(200, 32), func(drawing.Palette, float64, float64) *drawing.Picture { return drawing.NewPicture(drawing.Rect{}) })
	b.box = kit.Stack(b.bar, b.words)
	return b
}

// letter stands for a benefit in the bar.
func letter(b clinic.Benefit) string {
	switch b {
	case clinic.Lymphatic:
		return lang.L("L")
	case clinic.Tension:
		return lang.L("T")
	case clinic.Circulation:
		return lang.L("C")
	case clinic.Mobility:
		return lang.L("M")
	case clinic.Recovery:
		return lang.L("R")
	}
	return "?"
}

func (b *benefitBar) show(list []clinic.BenefitMinutes, p *clinic.Plan) {
	whole := [2]int{p.Minutes, p.Sessions()}
	if slices.Equal(list, b.said) && whole == b.whole {
		return
	}
	b.said, b.whole = list, whole
	var shares []drawing.Share
	b.words.Objects = nil
	sum := 0.0
	for _, x := range list {
		hue := slices.Index(clinic.Benefits(), x.Benefit)
		shares = append(shares, drawing.Share{Letter: letter(x.Benefit), Number: clinic.Number(x.Session), Amount: x.Session, Hue: max(hue, 0)})
		b.words.Add(legend(letter(x.Benefit), max(hue, 0), benefitWords(x)))
		sum += x.Session
	}
	if free := float64(p.Minutes) - sum; free > 0 {
		b.words.Add(kit.QuietText(lang.L("{{.N}} min free", map[string]any{"N": clinic.Number(free)})))
	}
	b.bar.Set(func(palette drawing.Palette, w, h float64) *drawing.Picture {
		return drawing.ShareBar(shares, float64(whole[0]), palette, w, h)
	})
	arrange(b.words)
	arrange(b.box)
}

// benefitWords says the minutes of a benefit: "Less muscle tension: 16 min a session, 64 in all".
func benefitWords(x clinic.BenefitMinutes) string {
	name := lang.L("No benefit named")
	if x.Benefit != "" {
		name = words.Say(x.Benefit.Name())
	}
	return lang.L("{{.Benefit}}: {{.Session}} min a session, {{.Course}} in all", map[string]any{
		"Benefit": name, "Session": clinic.Number(x.Session), "Course": clinic.Number(x.Course),
	})
}

// legend is a letter on its colour, and what it stands for.
func legend(letter string, hue int, words string) fyne.CanvasObject {
	const side = 22
	dot := paint.New(fyne.NewSquareSize(side), func(_ drawing.Palette, w, h float64) *drawing.Picture {
		p := drawing.NewPicture(drawing.Rect{Max: drawing.Point{X: w, Y: h}})
		fill, ink := drawing.ShareColor(hue)
		p.Path(drawing.RoundRect(p.Box(), 5), drawing.Style{Fill: fill, Stroke: color.NRGBA{}})
		p.Text(drawing.Text{At: drawing.Point{X: w / 2, Y: h/2 + 5}, String: letter, Size: 14, Face: drawing.Bold, Color: ink, Align: drawing.Middle})
		return p
	})
	return container.NewHBox(container.NewCenter(dot), container.NewCenter(kit.Body(words)))
}
