package assess

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// typeName is an assessment's sort in words.
func typeName(a *clinic.Assessment) string {
	if a.Type == clinic.AssessmentReview {
		return lang.L("Re-assessment")
	}
	return lang.L("Initial assessment")
}

// shortTypeName is the sort in one word.
func shortTypeName(a *clinic.Assessment) string {
	if a.Type == clinic.AssessmentReview {
		return lang.L("Re-assessment")
	}
	return lang.L("Initial")
}

// chooser says which assessment is shown, and lets another one be chosen or begun.
type chooser struct {
	s      *Screen
	button *kit.Button
	sort   *kit.Text
	state  *kit.Badge
	narrow bool
	root   fyne.CanvasObject
}

func newChooser(s *Screen) *chooser {
	c := &chooser{s: s, sort: kit.QuietText("").Lines(1), state: kit.NewBadge("", kit.ToneNeutral)}
	c.button = kit.QuietButton("", kit.IconChevronDown, c.open)
	c.button.IconPlacement, c.button.Alignment = widget.ButtonIconTrailingText, widget.ButtonAlignLeading
	c.root = container.New(within{}, kit.StackGap(2, c.button, kit.PadSides(kit.GapColumn, 0, c.sort), kit.PadSides(kit.Gap, 0, container.NewHBox(c.state))))
	return c
}

func (c *chooser) object() fyne.CanvasObject { return c.root }

func (c *chooser) show() {
	a := c.s.host.Current()
	text := words.Short(a.Date)
	if c.narrow {
		text, _, _ = strings.Cut(text, " "+string(a.Date)[:4])
	}
	if c.button.Text != text {
		c.button.SetText(text)
	}
	kit.SetHidden(c.sort, c.narrow)
	if c.narrow {
		c.button.SetIcon(nil)
	} else {
		c.button.SetIconName(kit.IconChevronDown)
	}
	c.sort.SetText(shortTypeName(a))
	if a.SignedAt.IsZero() {
		c.state.Set(lang.L("Draft"), kit.ToneNeutral)
	} else {
		c.state.WithIcon(kit.IconLock).Set(lang.L("Signed"), kit.ToneSuccess)
	}
}

// wish is the room that its words ask for; in a window with little room the sort is left out.
func (c *chooser) wish() float32 {
	w := c.state.MinSize().Width + 2*kit.Gap
	if !c.narrow {
		w = max(w, c.button.MinSize().Width, fyne.MeasureText(c.sort.Text(), kit.SizeQuiet, fyne.TextStyle{}).Width+2*kit.GapColumn+1)
	}
	return w
}

// within gives an object the width there is, which may be less than it asks for.
type within struct{}

func (within) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

func (within) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, objects[0].MinSize().Height)
}

// setNarrow leaves the year out.
func (c *chooser) setNarrow(on bool) {
	if c.narrow != on {
		c.narrow = on
		if c.s.host.Current() != nil {
			c.show()
		}
	}
}

// items is what the menu offers: the assessments, the newest first, then what can be begun.
func (c *chooser) items() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	all := c.s.host.Chart().Assessments
	drafts := false
	for i := len(all) - 1; i >= 0; i-- {
		a := all[i]
		text := words.List(typeName(&a), words.Long(a.Date))
		if a.SignedAt.IsZero() {
			drafts = true
			text = words.Points(text, lang.L("draft"))
		} else {
			text = words.Points(text, lang.L("signed"))
		}
		item := fyne.NewMenuItem(text, func() { c.s.open(a.ID) })
		item.Checked = a.ID == c.s.host.Assessment
		items = append(items, item)
	}
	items = append(items, fyne.NewMenuItemSeparator())
	if !drafts {
		items = append(items, fyne.NewMenuItem(lang.L("Start the re-assessment"), func() { c.s.start(clinic.AssessmentReview) }))
	}
	items = append(items, fyne.NewMenuItem(lang.L("Start an assessment for a new complaint"), func() { c.s.start(clinic.AssessmentInitial) }))
	if !c.s.host.Locked() {
		items = append(items, fyne.NewMenuItem(lang.L("Discard this draft"), c.s.discard))
	}
	return items
}

func (c *chooser) open() {
	widget.ShowPopUpMenuAtRelativePosition(fyne.NewMenu("", c.items()...), c.s.d.Window.Canvas(),
		fyne.NewPos(0, c.button.Size().Height), c.button)
}

// frameLayout sets the steps at the left, from the top of the section to its foot, and what is worked on beside them.
type frameLayout struct {
	s *Screen
}

// narrowSection is the width of the section in a window with little room.
const narrowSection float32 = 1004

// column is how wide the steps are in a width of the section; the names of a longer language get their room.
func (l *frameLayout) column(width float32) float32 {
	narrow := width < narrowSection
	l.s.steps.SetNarrow(narrow)
	l.s.chooser.setNarrow(narrow)
	return max(l.s.steps.MinSize().Width, l.s.chooser.wish())
}

func (l *frameLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	column, bottom, line, room := objects[0], objects[1], objects[2], objects[3]
	x := l.column(size.Width)
	foot := float32(0)
	if len(l.s.bottom.Objects) > 0 {
		foot = kit.FootHigh
	}
	column.Resize(fyne.NewSize(x, size.Height-foot))
	column.Move(fyne.Position{})
	bottom.Resize(fyne.NewSize(size.Width, foot))
	bottom.Move(fyne.NewPos(0, size.Height-foot))
	top := float32(0)
	if line.Visible() {
		line.Resize(fyne.NewSize(size.Width-x, line.MinSize().Height))
		top = line.MinSize().Height
		line.Resize(fyne.NewSize(size.Width-x, top))
		line.Move(fyne.NewPos(x, 0))
	}
	room.Move(fyne.NewPos(x, top))
	room.Resize(fyne.NewSize(size.Width-x, size.Height-top-foot))
}

func (l *frameLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(max(640, kit.StepsNarrow+objects[3].MinSize().Width), kit.FootHigh+kit.Target)
}

// start begins an assessment. A re-assessment brings along what seldom changes; one for a new complaint keeps
// only the patient's background.
func (s *Screen) start(sort string) {
	s.Leave()
	a, op := clinic.StartAssessment(s.d.Env(), s.host.Chart(), s.d.Practitioner().ID)
	if op.Empty() {
		s.open(a.ID)
		return
	}
	if sort == clinic.AssessmentInitial && a.Type != sort {
		fresh := *a
		fresh.Type = sort
		fresh.Complaint, fresh.Onset, fresh.InjuredOn, fresh.Mechanism = "", "", "", ""
		fresh.ReferralFrom, fresh.ReferralDate, fresh.ReferralReason = "", "", ""
		fresh.ReferralSessions, fresh.ReferralExpires, fresh.ReportDue = 0, "", ""
		*a = fresh
	}
	if s.d.Apply(op) == nil && s.host.Assessment != a.ID {
		s.open(a.ID)
	}
}

// discard removes a draft that was begun by mistake.
func (s *Screen) discard() {
	s.Leave()
	op, err := clinic.DiscardAssessment(s.host.Chart(), s.host.Current())
	if err != nil {
		s.host.Refuse(err)
		return
	}
	gone := s.host.Assessment
	if s.d.Apply(op) == nil {
		s.d.Tell(lang.L("The draft is discarded."), func() {
			s.d.Undo(s.patient, func() {
				if s.host.Chart().Assessment(gone) != nil {
					s.open(gone)
				}
			})
		})
	}
}
