package movement

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regimen/internal/clinic"
	"regimen/internal/ui/assess/measured"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
)

// scoreRow is a question answered from 0 to 10. Where more is worse it is coloured as pain is; where more
// is better it is plain, for the colours would say the opposite.
type scoreRow struct {
	s       *step.Host
	me      *clinic.Measure
	key     measured.Key
	scale   *kit.Severity
	earlier *kit.Text
	root    fyne.CanvasObject
}

func newScoreRow(s *step.Host, key measured.Key, title, low, high string) *scoreRow {
	r := &scoreRow{s: s, key: key, me: s.Desk.Catalogue.Measure(key.Measure), earlier: kit.QuietText("").Lines(2)}
	r.scale = kit.NewSeverity(low, high, func(n int) { r.answer(n != kit.Unrated, float64(n)) })
	if !r.me.LowerIsBetter {
		r.scale.Plain()
	}
	name := kit.StackGap(0, kit.Space(0, kit.Gap/2), kit.Strong(title).Wrap(), r.earlier)
	r.root = container.New(&titled{}, name, r.scale)
	return r
}

func (r *scoreRow) answer(rated bool, value float64) {
	if !rated {
		_ = measured.Drop(r.s, r.key) // the person was told
		return
	}
	if err := measured.Keep(r.s, r.key, value, ""); err != nil {
		r.s.Refuse(err)
	}
}

func (r *scoreRow) show(b map[measured.Key]measured.Before) {
	m := measured.Record(r.s, r.key)
	n := kit.Unrated
	if m != nil {
		n = int(m.Value)
	}
	r.scale.SetValue(n)
	kit.SetEnabled(r.scale, !r.s.Locked())
	r.earlier.SetText(b[r.key].Words(r.s, r.me, m))
	r.earlier.Hidden = r.earlier.Text() == ""
}

// titled puts what is asked before its scale, or above it where there is little room.
type titled struct{ width float32 }

func (l *titled) beside() bool { return l.width >= kit.SeverityWidth+gridTitle+kit.GapColumn }

func (l *titled) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	x, y, w := float32(0), objects[0].MinSize().Height+kit.Gap/2, size.Width
	if l.beside() {
		x, y = min(size.Width-kit.SeverityWidth, 320), 0
		objects[0].Resize(fyne.NewSize(x-kit.GapColumn, size.Height))
		w = kit.SeverityWidth
	} else {
		objects[0].Resize(fyne.NewSize(size.Width, objects[0].MinSize().Height))
	}
	objects[0].Move(fyne.Position{})
	objects[1].Move(fyne.NewPos(x, y))
	objects[1].Resize(fyne.NewSize(w, size.Height-y))
}

func (l *titled) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	if l.beside() {
		return fyne.NewSize(max(a.Width, b.Width), max(a.Height, b.Height))
	}
	return fyne.NewSize(max(a.Width, b.Width), a.Height+kit.Gap/2+b.Height)
}
