package assess

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/safety"
	"regimen/internal/words"
)

// typeName is an assessment's sort in words.
func typeName(a *clinic.Assessment) string {
	if a.Type == clinic.AssessmentReview {
		return lang.L("Review")
	}
	return lang.L("Initial assessment")
}

// shortTypeName is the sort in one word.
func shortTypeName(a *clinic.Assessment) string {
	if a.Type == clinic.AssessmentReview {
		return lang.L("Review")
	}
	return lang.L("Initial")
}

// chooser says which assessment is shown, and lets another one be chosen or begun.
type chooser struct {
	s      *Screen
	button *kit.Button
	state  *kit.Badge
	holder *fyne.Container // of the badge
	folded int             // how many of its words are left out
	root   fyne.CanvasObject
}

func newChooser(s *Screen) *chooser {
	c := &chooser{s: s, state: kit.NewBadge("", kit.ToneNeutral)}
	c.button = kit.QuietButton("", kit.IconChevronDown, c.open)
	c.button.IconPlacement = widget.ButtonIconTrailingText
	c.holder = container.NewCenter(c.state)
	c.root = container.NewHBox(c.button, c.holder)
	return c
}

func (c *chooser) object() fyne.CanvasObject { return c.root }

func (c *chooser) show() {
	a := c.s.host.Current()
	c.name()
	if a.SignedAt.IsZero() {
		c.state.Set(lang.L("Draft"), kit.ToneNeutral)
	} else {
		c.state.WithIcon(kit.IconLock).Set(lang.L("Signed"), kit.ToneSuccess)
	}
}

// name says which assessment is shown; folded, only its day; and folded twice, without the year and with
// a lock in place of the word when it is signed.
func (c *chooser) name() {
	a := c.s.host.Current()
	text := words.List(shortTypeName(a), words.Short(a.Date))
	if c.folded > 0 {
		text = words.Short(a.Date)
	}
	if c.folded > 1 {
		text, _, _ = strings.Cut(text, " "+string(a.Date)[:4])
	}
	if c.button.Text != text {
		c.button.SetText(text)
	}
	icon := kit.IconChevronDown
	if c.folded > 1 && !a.SignedAt.IsZero() {
		icon = kit.IconLock
	}
	c.button.SetIconName(icon)
	c.holder.Hidden = c.folded > 1 || c.folded > 0 && a.SignedAt.IsZero()
}

func (c *chooser) fold(words int) {
	if c.folded != words && c.s.host.Current() != nil {
		c.folded = words
		c.name()
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
		items = append(items, fyne.NewMenuItem(lang.L("Start a review"), func() { c.s.start(clinic.AssessmentReview) }))
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

// undoBar are the two buttons that take back and make again; each says what it would do.
type undoBar struct {
	s          *Screen
	undo, redo *kit.Button
	words      *kit.Text
	room       *fyne.Container // of the words
	root       fyne.CanvasObject
}

func newUndoBar(s *Screen) *undoBar {
	b := &undoBar{s: s}
	b.undo = kit.IconButton(kit.IconUndo, lang.L("Undo"), s.Undo)
	b.redo = kit.IconButton(kit.IconRedo, lang.L("Redo"), s.Redo)
	b.words = kit.QuietText("").Lines(2).Aligned(fyne.TextAlignTrailing)
	b.room = kit.MinWidth(152, kit.Middle(b.words))
	b.root = container.NewHBox(b.room, b.undo, b.redo)
	return b
}

func (b *undoBar) object() fyne.CanvasObject { return b.root }

func (b *undoBar) show() {
	undo, redo := b.s.d.UndoState(b.s.host.Assessment)
	kit.SetEnabled(b.undo, undo != "")
	kit.SetEnabled(b.redo, redo != "")
	var lines []string
	if undo != "" {
		lines = append(lines, lang.L("Undo: {{.What}}", map[string]any{"What": script.LowerFirst(undo)}))
	}
	if redo != "" {
		lines = append(lines, lang.L("Redo: {{.What}}", map[string]any{"What": script.LowerFirst(redo)}))
	}
	b.words.SetText(words.Lines(lines...))
}

// headLayout sets which assessment, the steps and undo in one line. Where there is little room the words
// that can be done without are left out and the steps drawn closer together, and where that is not enough
// the steps have lines of their own.
type headLayout struct {
	s     *Screen
	below float32 // the height of the steps below the rest; 0 beside it
}

func (h *headLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	h.below = 0
	apart := !h.fits(objects, h.tabs, size.Width, besideFolds)
	if apart {
		h.fits(objects, func(int) float32 { return -kit.Gap }, size.Width, mostFolds)
		h.s.steps.SetTight(h.tabs(0) > size.Width)
	}
	left, right := objects[0].MinSize().Width, objects[2].MinSize().Width
	objects[0].Move(fyne.Position{})
	objects[0].Resize(fyne.NewSize(left, headHeight))
	objects[2].Move(fyne.NewPos(size.Width-right, 0))
	objects[2].Resize(fyne.NewSize(right, headHeight))
	if apart {
		objects[1].Move(fyne.NewPos(0, headHeight))
		objects[1].Resize(fyne.NewSize(size.Width, headHeight))
		h.below = max(objects[1].MinSize().Height, headHeight) // known at its width
		objects[1].Resize(fyne.NewSize(size.Width, h.below))
		return
	}
	objects[1].Move(fyne.NewPos(left+kit.Gap, 0))
	objects[1].Resize(fyne.NewSize(size.Width-left-right-2*kit.Gap, headHeight))
}

// fits folds, at most so far, until everything is in one line, and reports whether it is.
func (h *headLayout) fits(objects []fyne.CanvasObject, tabs func(folds int) float32, width float32, most int) bool {
	for folds := 0; folds <= most; folds++ {
		h.fold(folds)
		if h.width(objects, tabs(folds)) <= width {
			return true
		}
	}
	return false
}

// fold leaves out what undo would do, then draws the steps closer together, then leaves out the sort of the
// assessment, and last that it is signed.
func (h *headLayout) fold(folds int) {
	if on := folds > 0; h.s.bar.room.Hidden != on {
		h.s.bar.room.Hidden = on
	}
	h.s.steps.SetTight(folds >= tightFold)
	h.s.chooser.fold(max(folds-tightFold, 0))
}

const (
	tightFold           = 2
	besideFolds         = tightFold // which assessment it is and whether it is signed are never left out for the steps
	mostFolds           = tightFold + 2
	headHeight  float32 = kit.Target + kit.Gap/2
)

func (h *headLayout) width(objects []fyne.CanvasObject, tabs float32) float32 {
	return objects[0].MinSize().Width + tabs + objects[2].MinSize().Width + 2*kit.Gap
}

// tabs is the width of the steps in one line.
func (h *headLayout) tabs(folds int) float32 {
	w := float32(0)
	for _, st := range stepKinds() {
		w += kit.TabWidth(st.label, folds >= tightFold)
	}
	return w
}

func (h *headLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(640, headHeight+h.below)
}

// newBanner keeps the patient's dangers in sight while the other steps are worked on.
func (s *Screen) newBanner() *safety.Banner { return safety.NewBanner(s.d.Catalogue, s.lookAt) }

// showBanner brings the banner up to date. What is said beside its question or its test is not said again.
func (s *Screen) showBanner() {
	at := s.steps.Current()
	s.banner.Show(slices.DeleteFunc(clinic.Dangers(s.d.Catalogue, s.host.Chart(), s.d.Today()), func(d clinic.Danger) bool {
		return at == step.Screening && d.Flag != nil || at == step.Tests && d.Test != nil && d.Test.Result.AssessmentID == s.host.Assessment
	}))
}

// lookAt goes to where it is said what to do about the first of the dangers that says it.
func (s *Screen) lookAt(list []clinic.Danger) {
	for _, d := range list {
		switch {
		case d.Flag != nil:
			s.goToQuestion(d.Flag.Item.Code)
			return
		case d.Test != nil:
			if of := d.Test.Result.AssessmentID; of != s.host.Assessment && s.host.Chart().Assessment(of) != nil {
				s.open(of)
			}
			s.goTo(step.Tests)
			return
		}
	}
	s.d.Open(s.patient, desk.Details)
}

// start begins an assessment. A review brings along what seldom changes; one for a new complaint keeps
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
