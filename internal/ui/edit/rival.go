package edit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/ui/kit"
)

// Elsewhere is what a field needs to know of the other machines that share the records.
type Elsewhere interface {
	// News is the key of the last change that came from another machine and, in words, who made it where
	// and when; "" when there was none.
	News() (operation, who string)
	// Shared reports whether other machines can change the records at any moment, also before their news
	// is here.
	Shared() bool
	// Choosing is told when a field begins and ceases to wait for a choice.
	Choosing(field any, label string, on bool)
}

// Rival asks, below a field, which of two answers stays: the one that is being written in it, or the one
// that was written on another machine meanwhile. While it is open the field keeps neither.
type Rival struct {
	label func() string
	below func(fyne.CanvasObject)
	keep  func() // mine stays
	take  func() // theirs takes its place

	others Elsewhere
	heard  string // the last news the field was shown with
	open   bool
	theirs string
	who    string // "" until it is known
}

// NewRival shows its question through below, which gets nil when it is answered. keep and take do what is
// chosen.
func NewRival(label func() string, below func(fyne.CanvasObject), keep, take func()) *Rival {
	return &Rival{label: label, below: below, keep: keep, take: take}
}

// Of says whose changes count. Without it there is never a question.
func (r *Rival) Of(others Elsewhere) { r.others = others }

// Open reports whether the question waits for its answer.
func (r *Rival) Open() bool { return r.open }

// News is who changed something on another machine since it was last asked, "" for nobody; and whether what
// is shown now may come from there.
func (r *Rival) News() (who string, possible bool) {
	if r.others == nil {
		return "", false
	}
	operation, who := r.others.News()
	if operation == r.heard {
		return "", r.others.Shared()
	}
	r.heard = operation
	return who, true
}

// Ask opens the question, or brings it up to date. who is "" when that is not known.
func (r *Rival) Ask(who, theirs string) {
	if r.open && r.theirs == theirs && (who == "" || r.who != "") {
		return
	}
	r.open, r.theirs, r.who = true, theirs, who
	r.others.Choosing(r, r.label(), true)
	said := lang.L("Changed while you were writing. Yours is not kept until you choose.")
	if who != "" {
		said = lang.L("Changed while you were writing: {{.Who}}. Yours is not kept until you choose.", map[string]any{"Who": who})
	}
	text := kit.Strong("“" + theirs + "”").Wrap()
	if strings.TrimSpace(theirs) == "" {
		text = kit.Strong(lang.L("It is empty now.")).Wrap()
	}
	keep := kit.NewButton(lang.L("Keep mine"), kit.IconEdit, func() { r.choose(r.keep) })
	take := kit.NewButton(lang.L("Use theirs"), kit.IconPatients, func() { r.choose(r.take) })
	r.below(container.NewStack(kit.NewPlate(kit.ColorWarningSoft, kit.Radius), kit.PadSides(12, 10, kit.StackGap(kit.Gap,
		kit.Body(said).In(kit.ColorWarning).Wrap(), text, kit.FlowRow(keep, take)))))
}

func (r *Rival) choose(do func()) {
	r.Settle()
	do()
}

// Settle takes the question away.
func (r *Rival) Settle() {
	if !r.open {
		return
	}
	r.open, r.theirs = false, ""
	r.others.Choosing(r, "", false)
	r.below(nil)
}
