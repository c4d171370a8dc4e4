package safety

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// DangerName is what a danger is called.
func DangerName(cat *clinic.Catalogue, d clinic.Danger) string {
	switch {
	case d.Alert != "":
		return d.Alert
	case d.Test != nil:
		return words.Say(clinic.ResultOf(cat, &d.Test.Result))
	case d.Flag.Unsure():
		return lang.L("{{.Question}} (not sure)", map[string]any{"Question": d.Flag.Item.Name})
	}
	return d.Flag.Item.Name
}

// DangerWords is its name, and how soon something must be done.
func DangerWords(cat *clinic.Catalogue, d clinic.Danger) string {
	name, u := DangerName(cat, d), UrgencyName(d.Urgency())
	switch {
	case u == "":
		return name
	case d.Test != nil:
		return words.List(name, script.LowerFirst(u))
	}
	return words.Of(name, script.LowerFirst(u))
}

// Tone is red for what forbids treatment and for what somebody wrote as an alert.
func Tone(d clinic.Danger) kit.Tone {
	if d.Forbids() || d.Alert != "" {
		return kit.ToneDanger
	}
	return kit.ToneWarning
}

// mostDetail is how high the list of what to do may grow; it scrolls beyond that, so that the page under it stays in
// sight in a small window.
const mostDetail = 150

// Banner keeps the dangers of a patient in sight over a page: their names in two lines, and what to do about each
// below when it is asked for.
type Banner struct {
	cat   *clinic.Catalogue
	look  func(list []clinic.Danger)
	shown []clinic.Danger
	said  []string
	open  bool

	plate  *kit.Plate
	icon   *fyne.Container
	words  *kit.Text
	more   *kit.Button
	list   *fyne.Container
	detail *fyne.Container
	root   *fyne.Container
}

// NewBanner makes the banner; look is what it does when it is asked what to do, nil for listing that in place.
func NewBanner(cat *clinic.Catalogue, look func(list []clinic.Danger)) *Banner {
	b := &Banner{cat: cat, look: look, plate: kit.NewPlate(kit.ColorErrorSoft, kit.Radius), icon: container.NewCenter(), words: kit.Strong("").Lines(2)}
	b.more = kit.QuietButton(lang.L("What to do"), kit.IconChevronRight, b.ask)
	b.more.IconPlacement = widget.ButtonIconTrailingText
	b.list = kit.StackGap(kit.Gap)
	b.detail = container.New(&lowest{most: mostDetail}, kit.NewDragScroll(kit.PadSides(0, kit.Gap/2, b.list)))
	b.detail.Hide()
	row := container.NewBorder(nil, nil, b.icon, b.more, kit.Middle(b.words))
	b.root = kit.PadSides(kit.GapWide, kit.Gap/2, container.NewStack(b.plate, kit.PadSides(kit.GapWide, 0, kit.StackGap(0, row, b.detail))))
	b.root.Hide()
	return b
}

// Object is the banner. It is hidden while there is no danger.
func (b *Banner) Object() fyne.CanvasObject { return b.root }

func (b *Banner) ask() {
	if b.look != nil {
		b.look(b.shown)
		return
	}
	b.open = !b.open
	b.turn()
}

// turn shows or hides what to do.
func (b *Banner) turn() {
	text, icon := lang.L("What to do"), kit.IconChevronRight
	if b.look == nil {
		icon = kit.IconChevronDown
	}
	if b.open {
		text, icon = lang.L("Less"), kit.IconChevronUp
	}
	b.more.SetText(text)
	b.more.SetIconName(icon)
	kit.SetHidden(b.detail, !b.open)
	b.root.Refresh()
}

// Show brings the banner up to date. It reports whether it came, went or says something else, so that what it stands
// over is laid out anew.
func (b *Banner) Show(list []clinic.Danger) (changed bool) {
	b.shown = list
	var names []string
	var rows []fyne.CanvasObject
	soft, color := kit.ColorWarningSoft, kit.ColorWarning
	var said []string
	for _, d := range list {
		names = append(names, DangerWords(b.cat, d))
		if Tone(d) == kit.ToneDanger {
			soft, color = kit.ColorErrorSoft, kit.ColorError
		}
		text := []fyne.CanvasObject{kit.Strong(DangerWords(b.cat, d)).Wrap()}
		if do := d.Do(); do != "" {
			text = append(text, kit.Body(do).Wrap())
		}
		rows = append(rows, kit.StackGap(0, text...))
		said = append(said, DangerWords(b.cat, d), d.Do())
	}
	if slices.Equal(said, b.said) {
		return false
	}
	b.said = said
	b.plate.SetFill(soft)
	b.icon.Objects = []fyne.CanvasObject{kit.IconView(kit.IconAlert, color)}
	b.words.In(color).SetText(strings.Join(names, "; "))
	b.list.Objects = rows
	b.open = b.open && len(rows) > 0
	kit.SetHidden(b.root, len(rows) == 0)
	b.turn()
	return true
}

// lowest is as high as its object needs, up to a height.
type lowest struct{ most float32 }

func (l *lowest) MinSize(o []fyne.CanvasObject) fyne.Size {
	scroll := o[0].(*kit.DragScroll)
	return fyne.NewSize(0, min(scroll.Content.MinSize().Height, l.most))
}

func (l *lowest) Layout(o []fyne.CanvasObject, size fyne.Size) { o[0].Resize(size) }
