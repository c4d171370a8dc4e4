package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regimen/internal/ui/kit"
)

// Tall shows content that fills the room, such as a figure, and in a room lower than it needs a page of it that scrolls.
func Tall(content fyne.CanvasObject) fyne.CanvasObject {
	t := &tall{content: content, within: container.NewStack()}
	t.scroll = kit.NewDragScroll(t.within)
	t.root = container.New(t, content)
	return t.root
}

type tall struct {
	root    *fyne.Container
	content fyne.CanvasObject
	scroll  *kit.DragScroll
	within  *fyne.Container // of the scroll
	low     bool
}

func (t *tall) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	if low := size.Height < t.content.MinSize().Height; low != t.low {
		t.low = low
		t.within.Objects, t.root.Objects = nil, []fyne.CanvasObject{t.content}
		if low {
			t.within.Objects, t.root.Objects = []fyne.CanvasObject{t.content}, []fyne.CanvasObject{t.scroll}
		}
	}
	t.root.Objects[0].Move(fyne.Position{})
	t.root.Objects[0].Resize(size)
}

func (t *tall) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(t.content.MinSize().Width, 0)
}
