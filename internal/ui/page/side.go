package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/ui/kit"
)

const (
	sideWidth float32 = 420 // of what is done beside a page
	sideRoom  float32 = 900 // of a window that has room for both
)

// Side is a page and, beside it, what is being done about something of it. Where there is no room for both, what is done takes
// the place of the page until it is closed.
type Side struct {
	Object *fyne.Container
	// OnClose is called when the person closed what was beside the page.
	OnClose func()

	main, panel fyne.CanvasObject
	body, foot  *fyne.Container
	scroll      *kit.DragScroll
	open        bool
}

// NewSide shows a page with nothing beside it.
func NewSide(main fyne.CanvasObject) *Side {
	s := &Side{main: main, body: kit.StackGap(kit.GapWide), foot: container.NewStack()}
	s.scroll = kit.NewDragScroll(kit.Pad(kit.GapWide, s.body))
	s.panel = container.NewStack(kit.NewPlate(kit.ColorSurface, 0), kit.Border(nil, s.foot, nil, nil, s.scroll))
	s.Object = container.New(&beside{side: s}, main, s.panel)
	s.panel.Hide()
	return s
}

// Open shows something beside the page under a title; next, what is done at last, stays in sight at its foot and may be nil.
func (s *Side) Open(title string, next fyne.CanvasObject, parts ...fyne.CanvasObject) {
	shut := kit.IconButton(kit.IconClose, lang.L("Close"), func() {
		s.Close()
		if s.OnClose != nil {
			s.OnClose()
		}
	})
	head := kit.Border(nil, nil, nil, container.NewVBox(shut), kit.Middle(kit.Heading(title).Wrap()))
	s.body.Objects = append([]fyne.CanvasObject{head}, parts...)
	s.foot.Objects = nil
	if next != nil {
		s.foot.Objects = []fyne.CanvasObject{kit.NewFoot(kit.Pad(kit.GapWide, next))}
	}
	s.open = true
	s.panel.Show()
	s.scroll.ScrollToOffset(fyne.Position{})
	s.Object.Refresh()
}

// Close shows the page alone.
func (s *Side) Close() {
	s.open = false
	s.body.Objects, s.foot.Objects = nil, nil
	s.panel.Hide()
	s.main.Show()
	s.Object.Refresh()
}

// Opened reports whether something stands beside the page.
func (s *Side) Opened() bool { return s.open }

// beside lays out a page and what is done beside it.
type beside struct{ side *Side }

func (b *beside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(max(objects[0].MinSize().Width, objects[1].MinSize().Width), 0)
}

func (b *beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	main, panel := objects[0], objects[1]
	wide := size.Width
	if b.side.open {
		if size.Width >= sideRoom {
			wide -= sideWidth
		}
		panel.Move(fyne.NewPos(size.Width-min(sideWidth, size.Width), 0))
		if size.Width < sideRoom {
			panel.Move(fyne.Position{})
			panel.Resize(size)
		} else {
			panel.Resize(fyne.NewSize(sideWidth, size.Height))
		}
	}
	kit.SetHidden(main, b.side.open && size.Width < sideRoom)
	main.Move(fyne.Position{})
	main.Resize(fyne.NewSize(wide, size.Height))
}
