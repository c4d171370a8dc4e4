package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Remark is a sentence that needs care, with its icon and a soft fill. It is hidden while there is nothing to say.
type Remark struct {
	Object *fyne.Container
	plate  *Plate
	text   *Text
	icon   *fyne.Container
	tone   Tone
}

// NewRemark says nothing yet.
func NewRemark() *Remark {
	r := &Remark{plate: NewPlate(ColorWarningSoft, Radius), text: Body("").Wrap(), icon: container.NewStack(), tone: -1}
	r.Object = container.NewStack(r.plate, PadSides(12, 10, container.NewBorder(nil, nil, container.NewVBox(r.icon), nil, r.text)))
	r.Object.Hide()
	return r
}

// Set says a sentence in a tone; without one the remark is hidden.
func (r *Remark) Set(text string, tone Tone) {
	if text != "" && (text != r.text.Text() || tone != r.tone) {
		fill, color, icon := ColorSunken, ColorText, IconInfo
		switch tone {
		case ToneDanger:
			fill, color, icon = ColorErrorSoft, ColorError, IconAlert
		case ToneWarning:
			fill, color, icon = ColorWarningSoft, ColorWarning, IconAlert
		case ToneSuccess:
			fill, color, icon = ColorSuccessSoft, ColorSuccess, IconCheck
		case ToneNeutral, ToneAccent:
		}
		r.tone = tone
		r.plate.SetFill(fill)
		r.icon.Objects = []fyne.CanvasObject{IconView(icon, color)}
		r.icon.Refresh()
		r.text.In(color).SetText(text)
	}
	SetHidden(r.Object, text == "")
}
