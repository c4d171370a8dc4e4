package assess

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/safety"
)

// screening is the step of the safety questions: the head questions one after the other, each read out with its signs, one
// tap a no; on anything else its questions by themselves, and on a yes at once what must be done.
type screening struct {
	s      *step.Host
	heads  *safety.Heads
	count  *kit.Text
	scroll *kit.DragScroll
	root   fyne.CanvasObject
	begun  bool // the keyboard was given to the first question
}

func newScreening(s *step.Host) step.Step {
	c := &screening{s: s, count: kit.QuietText("")}
	c.heads = safety.NewHeads(&safety.Host{
		Desk: s.Desk, Patient: s.Patient, Assessment: s.Assessment, Chart: s.Chart, Locked: s.Locked, Apply: s.Desk.Apply, After: s.After,
	}, c.reveal)
	help := kit.Body(lang.L("Read each question out with all that stands below it. “No” denies it all as a group, and is kept so.")).Wrap()
	c.scroll = kit.NewDragScroll(step.Inset(kit.Gap, kit.MaxWidth(1100, kit.StackGap(kit.Gap, kit.StackGap(0, help, c.count), c.heads.Object()))))
	c.root = c.scroll
	return c
}

func (c *screening) Object() fyne.CanvasObject { return c.root }

// find brings a question with what must be done into sight.
func (c *screening) find(code string) { c.heads.Find(code) }

func (c *screening) Show() {
	c.heads.Show()
	answered, all := c.heads.Asked()
	c.count.SetText(lang.L("All answered"))
	if answered < all {
		c.count.SetText(lang.L("{{.Answered}} of {{.All}} answered", map[string]any{"Answered": answered, "All": all}))
	}
	if !c.begun && !c.s.Locked() {
		c.begun = true
		c.s.After(step.RevealPause, c.heads.Begin) // once it is laid out
	}
}

// reveal brings what opened below a question into sight, once it has been laid out.
func (c *screening) reveal(o fyne.CanvasObject) {
	c.s.After(step.RevealPause, func() { c.scroll.Reveal(o) })
}

func (c *screening) Leave() { c.heads.Leave() }
