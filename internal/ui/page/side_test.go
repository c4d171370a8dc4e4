package page

import (
	"testing"

	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

func TestSideStandsBesideThePageOrInItsPlace(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	closed := 0
	side := NewSide(kit.Body("The page"))
	side.OnClose = func() { closed++ }
	s.Show(side.Object, 1200, 600)
	s.MustNotSay("Close")
	open := func() {
		side.Open("Take a payment", kit.PrimaryButton("Take it", "", func() {}), kit.Body("By card"))
		s.Settle()
		s.MustSay("Take a payment", "By card", "Take it")
	}
	open()
	s.MustSay("The page")
	if !side.Opened() || side.panel.Size().Width != sideWidth || side.panel.Position().X+sideWidth != side.Object.Size().Width {
		t.Errorf("it stands at %v, %v wide", side.panel.Position(), side.panel.Size())
	}
	s.Show(side.Object, 700, 600)
	s.MustNotSay("The page")
	s.Tap("Close")
	s.MustSay("The page")
	s.MustNotSay("By card", "Take it")
	if side.Opened() || closed != 1 {
		t.Errorf("opened %v, closed %d times", side.Opened(), closed)
	}
	open()
	side.Close()
	s.Settle()
	s.MustSay("The page")
	if closed != 1 {
		t.Error("who closed it is told of it")
	}
}
