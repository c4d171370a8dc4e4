package assess

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// foot stands below every step: how much there is so far, undo, and the one thing to do next.
type foot struct {
	s          *Screen
	signed     bool // nothing is left to be done for the signature
	facts      []*kit.Text
	undo, redo *kit.Button
	words      *kit.Text // what undo and redo would do
	next       *kit.Button
	do         func() // what next does
	object     fyne.CanvasObject
}

func newFoot(s *Screen) *foot {
	f := &foot{s: s, words: kit.QuietText("").Lines(2).Aligned(fyne.TextAlignTrailing)}
	f.undo = kit.IconButton(kit.IconUndo, lang.L("Undo"), s.Undo)
	f.redo = kit.IconButton(kit.IconRedo, lang.L("Redo"), s.Redo)
	f.next = kit.NextButton("", func() {
		if f.do != nil {
			f.do()
		}
	})
	line := container.New(&footLine{f})
	for _, name := range []string{lang.L("Answers"), lang.L("Findings"), lang.L("Values"), lang.L("Tests"), lang.L("Left to sign")} {
		value := kit.Strong("")
		f.facts = append(f.facts, value)
		line.Add(kit.StackGap(0, kit.QuietText(name), value))
	}
	for _, o := range []fyne.CanvasObject{f.words, f.undo, f.redo, f.next} {
		line.Add(o)
	}
	f.object = kit.NewFoot(container.NewStack(kit.NewPlate(kit.ColorSunken, 0), line))
	return f
}

// stand puts the foot below the step, or where the step wants it.
func (f *foot) stand(st step.Step) {
	if footed, ok := st.(step.Footed); ok {
		if len(f.s.bottom.Objects) > 0 {
			f.s.bottom.Objects = nil
			f.s.root.Refresh()
		}
		footed.TakeFoot(f.object)
		return
	}
	if len(f.s.bottom.Objects) == 0 {
		f.s.bottom.Objects = []fyne.CanvasObject{f.object}
		f.s.root.Refresh()
	}
}

func (f *foot) show(st step.Step, p *clinic.AssessmentProgress) {
	f.signed = f.s.host.Locked()
	number := func(n int) string { return clinic.Number(float64(n)) }
	for i, text := range []string{
		lang.L("{{.Answered}} of {{.Asked}}", map[string]any{"Answered": p.Answered, "Asked": p.Asked}), number(p.Findings), number(p.Values), number(p.Tests), number(len(p.Left)),
	} {
		f.facts[i].SetText(text)
	}
	undo, redo := f.s.d.UndoState(f.s.host.Assessment)
	kit.SetEnabled(f.undo, undo != "")
	kit.SetEnabled(f.redo, redo != "")
	var lines []string
	if undo != "" {
		lines = append(lines, lang.L("Undo: {{.What}}", map[string]any{"What": script.LowerFirst(undo)}))
	}
	if redo != "" {
		lines = append(lines, lang.L("Redo: {{.What}}", map[string]any{"What": script.LowerFirst(redo)}))
	}
	f.words.SetText(words.Lines(lines...))
	f.lead(st)
	f.object.Refresh()
}

// lead says what comes next: what the step says, and failing that the next step.
func (f *foot) lead(st step.Step) {
	label, do := "", (func())(nil)
	if l, ok := st.(step.Leading); ok {
		label, do = l.Next()
	}
	steps := clinic.AssessmentSteps()
	for i, id := range steps[:len(steps)-1] {
		if label == "" && id == f.s.steps.Current() {
			label, do = lang.L("Next: {{.Name}}", map[string]any{"Name": stepLabel(steps[i+1])}), func() { f.s.goTo(steps[i+1]) }
		}
	}
	f.do = do
	kit.SetHidden(f.next, do == nil)
	if !f.next.Disabled() && f.next.Text != label { // it is disabled while a signature is being confirmed, and says so
		f.next.SetText(label)
	}
}

// footLine lays the foot out: the next thing at the right, undo before it, and as much of the rest as there is room for.
type footLine struct{ f *foot }

const undoWords float32 = 176

func (l *footLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f := l.f
	x := size.Width - kit.GapRoomy
	put := func(o fyne.CanvasObject, w, h float32) {
		x -= w
		o.Resize(fyne.NewSize(w, h))
		o.Move(fyne.NewPos(x, (size.Height-h)/2))
	}
	if f.next.Visible() {
		put(f.next, f.next.MinSize().Width, kit.Target)
		x -= kit.Gap
	}
	put(f.redo, kit.Target, kit.Target)
	put(f.undo, kit.Target, kit.Target)
	facts := objects[:len(f.facts)]
	all := kit.GapRoomy
	for _, o := range facts {
		all += o.MinSize().Width + kit.GapRoomy
	}
	f.words.Hidden = x-all < undoWords
	if !f.words.Hidden {
		x -= kit.Gap
		put(f.words, undoWords, f.words.MinSize().Height)
	}
	at := kit.GapRoomy
	for i, o := range facts {
		min := o.MinSize()
		o.Resize(min)
		o.Move(fyne.NewPos(at, (size.Height-min.Height)/2))
		at += min.Width + kit.GapRoomy
		if at > x || i == len(facts)-1 && f.signed {
			o.Hide()
		} else {
			o.Show()
		}
	}
}

func (l *footLine) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.f.next.MinSize().Width+2*kit.Target+2*kit.GapRoomy+kit.Gap, kit.FootHigh)
}
