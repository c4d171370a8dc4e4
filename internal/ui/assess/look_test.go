package assess

import (
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/ui/assess/exam"
	"regimen/internal/ui/assess/movement"
	"regimen/internal/ui/assess/step/steptest"
	"regimen/internal/ui/kit"
)

// TestEveryStepIsDrawn walks through the steps in both looks, at both sizes, and keeps pictures of them
// for whoever asks.
func TestEveryStepIsDrawn(t *testing.T) {
	for _, mode := range []kit.Mode{kit.ModeLight, kit.ModeDark} {
		for _, size := range []struct {
			name          string
			width, height float32
			scale         float32
		}{{"wide", 1180, 660, 1}, {"small", 848, 408, 2}, {"large", 1820, 980, 1}} {
			if mode == kit.ModeDark && size.name == "large" {
				continue // colours do not depend on the room, and the large room is the slowest
			}
			name := string(mode) + "-" + size.name
			b := filled(t, mode)
			b.Show(b.screen.Object(), size.width, size.height)
			b.MustSay("4 Mar", "3 findings")
			b.Save(name+"-findings", size.scale)
			b.notOver()
			b.Tap("Before")
			b.MustSay("Since 14 Jan 2025")
			b.Save(name+"-then", size.scale)
			b.Tap("Tenderness, severe")
			b.MustSay("Right splenius capitis")
			b.Save(name+"-sheet", size.scale)
			b.Tap("History")
			b.MustSay("Complaint")
			b.Save(name+"-history", size.scale)
			b.Tap("Screening")
			b.MustSay("Signs of an emergency")
			b.Save(name+"-screening", size.scale)
			b.Tap("Movement")
			b.MustSay("Rotation")
			b.Save(name+"-movement", size.scale)
			steptest.Choose(b.Rig, b.screen.shown().(*movement.Step).Menu(), "Pain and activities")
			b.MustSay("Drive for an hour")
			b.Save(name+"-pain", size.scale)
			steptest.Choose(b.Rig, b.screen.shown().(*movement.Step).Menu(), "Other measures")
			b.Tap("Girth")
			b.Tap("Tenderness grade")
			b.Save(name+"-other", size.scale)
			b.Tap("Tests")
			for _, part := range []string{"Neck", "Nerves", "Posture"} {
				steptest.Choose(b.Rig, b.screen.shown().(*exam.Step).Menu(), part)
				b.Save(name+"-tests-"+part, size.scale)
				b.notOver()
			}
			b.Tap("Limbs")
			b.MustSay("Measure the left")
			b.Save(name+"-limbs", size.scale)
			b.Tap("Impression")
			b.MustSay("Working impression")
			b.Save(name+"-impression", size.scale)
			if min := b.screen.Object().MinSize(); min.Width > size.width || min.Height > size.height {
				t.Errorf("%s asks for %v and has %vx%v", name, min, size.width, size.height)
			}
		}
	}
}

// notOver fails when controls in sight lie on one another: what is below cannot be tapped.
func (b *bench) notOver() {
	b.T.Helper()
	type control struct {
		name  string
		at    fyne.Position
		size  fyne.Size // of what is in sight
		right float32   // where it ends, in sight or not
	}
	var seen []control
	b.Within(b.Window.Content(), func(o fyne.CanvasObject, at, from, to fyne.Position) {
		n, named := o.(interface{ Name() string })
		right := at.X + o.Size().Width
		end := fyne.NewPos(min(at.X+o.Size().Width, to.X), min(at.Y+o.Size().Height, to.Y))
		at = fyne.NewPos(max(at.X, from.X), max(at.Y, from.Y))
		if _, ok := o.(fyne.Tappable); ok && named && end.X > at.X && end.Y > at.Y {
			seen = append(seen, control{n.Name(), at, fyne.NewSize(end.X-at.X, end.Y-at.Y), right})
		}
	})
	room := b.Window.Canvas().Size()
	for i, p := range seen {
		if p.at.Y < room.Height && p.right > room.Width+1 {
			b.T.Errorf("%q ends at %v of %v", p.name, p.right, room.Width)
		}
		for _, q := range seen[:i] {
			if p.at.X+1 < q.at.X+q.size.Width && q.at.X+1 < p.at.X+p.size.Width &&
				p.at.Y+1 < q.at.Y+q.size.Height && q.at.Y+1 < p.at.Y+p.size.Height {
				b.T.Errorf("%q and %q lie on one another", p.name, q.name)
			}
		}
	}
}
