package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Prompt is a question that comes before the work: a surface with an edge in the colour of care, and its answers as
// buttons. Answered, it is one line with a tick.
type Prompt struct {
	Object *fyne.Container

	asks, answered *fyne.Container
	words, quiet   *Text
	line           *Text
	icon           *fyne.Container // of the line
	answers        []*Button
	accent         bool
}

const (
	promptButton = 48  // the least height of an answer
	promptWords  = 240 // the least width of the question beside them
)

// NewPrompt offers answers while it asks, and something else, such as to take the answer back, when it is answered.
func NewPrompt(answers, after []*Button) *Prompt {
	p := &Prompt{words: Strong("").Wrap(), quiet: QuietText("").Wrap(), line: Body("").Wrap(), icon: container.NewCenter(), answers: answers}
	row, rest := container.NewHBox(), container.NewHBox()
	for _, b := range answers {
		row.Add(b)
	}
	for _, b := range after {
		rest.Add(b)
	}
	plate := NewPlate(ColorSurface, Radius)
	plate.SetEdge(ColorWarning)
	alert := container.NewCenter(IconView(IconAlert, ColorWarning))
	p.asks = container.NewStack(plate, PadSides(GapWide, Gap, WithButtonsFrom(promptWords, Border(nil, nil, alert, nil, Middle(StackGap(0, p.words, p.quiet))), MinHeight(promptButton, row))))
	p.answered = PadSides(GapWide, 0, Border(nil, nil, p.icon, rest, Middle(p.line)))
	p.Object = container.NewStack(p.asks, p.answered)
	p.Answered("", IconCheck, ColorSuccess)
	return p
}

// Ask shows the question; quiet may be "".
func (p *Prompt) Ask(question, quiet string) {
	p.words.SetText(question)
	p.quiet.SetText(quiet)
	SetHidden(p.quiet, quiet == "")
	SetHidden(p.answered, true)
	SetHidden(p.asks, false)
	p.weigh()
}

// Answered shows what was said, behind a sign in a colour.
func (p *Prompt) Answered(said string, sign IconName, color fyne.ThemeColorName) {
	p.line.SetText(said)
	p.icon.Objects = []fyne.CanvasObject{IconView(sign, color)}
	p.icon.Refresh()
	SetHidden(p.asks, true)
	SetHidden(p.answered, false)
	p.weigh()
}

// Waits reports whether it asks and can be answered here with one tap.
func (p *Prompt) Waits() bool { return p.asks.Visible() && p.first() != nil }

// first is the first answer that is offered.
func (p *Prompt) first() *Button {
	for _, b := range p.answers {
		if b.Visible() {
			return b
		}
	}
	return nil
}

// Accent makes its first answer the one thing to do next of the screen, while it waits.
func (p *Prompt) Accent(on bool) {
	p.accent = on
	p.weigh()
}

func (p *Prompt) weigh() {
	for _, b := range p.answers {
		importance := widget.MediumImportance
		if p.accent && p.Waits() && b == p.first() {
			importance = widget.HighImportance
		}
		if b.Importance != importance {
			b.Importance = importance
			b.Refresh()
		}
	}
}
