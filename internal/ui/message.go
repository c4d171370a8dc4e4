package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/ui/kit"
)

// NewMessage is a small window with one sentence, for when the records cannot be opened.
func NewMessage(a fyne.App, sentence string) fyne.Window {
	w := a.NewWindow(lang.L("Regimen"))
	w.SetIcon(kit.AppIcon())
	w.SetMaster()
	ok := kit.PrimaryButton(lang.L("Close"), "", w.Close)
	w.SetContent(kit.Pad(kit.GapRoomy, kit.MinWidth(420, container.NewBorder(nil, container.NewHBox(ok), nil, nil,
		kit.StackGap(kit.GapWide, kit.Heading(lang.L("Regimen cannot start")).Wrap(), kit.Body(sentence).Wrap())))))
	w.Resize(fyne.NewSize(480, 240))
	w.CenterOnScreen()
	w.Canvas().Focus(ok)
	return w
}
