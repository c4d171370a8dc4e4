package measured

import (
	"fyne.io/fyne/v2"

	"regimen/internal/ui/assess/step"
)

// Page is a part of a step that shows values beside those of before.
type Page interface {
	Object() fyne.CanvasObject
	Show(map[Key]Before)
	Leave()
}

// TurnTo shows a page in a step.
func TurnTo(s *step.Host, body *fyne.Container, p Page) {
	if len(body.Objects) == 0 || body.Objects[0] != p.Object() {
		body.Objects = []fyne.CanvasObject{p.Object()}
	}
	p.Show(Befores(s))
	body.Refresh()
}
