package exam

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// asksFurther reports that a result has more to it than its name.
func asksFurther(x *clinic.Test, r *clinic.TestResult) bool {
	special := (x.Kind == clinic.TestSpecial || x.Kind == clinic.TestGait && !x.Sided) && x.IsPositive(r.Result)
	return special || x.IsUrgent(r.Result) || r.Note != "" || r.Action != "" || r.KnownSince.Valid()
}

// saysMore reports that something is written about a result.
func saysMore(x *clinic.Test, r *clinic.TestResult) bool {
	return r.Pain != nil || r.Familiar != "" || r.Note != "" || x.IsUrgent(r.Result) || r.KnownSince.Valid()
}

// testDetail is what is written about the result of one side.
type testDetail struct {
	s        *step.Host
	x        *clinic.Test
	side     anatomy.Side
	about    *kit.Text
	pain     *kit.Severity
	familiar *kit.Segmented
	asked    *kit.Field
	note     *edit.Text
	known    *edit.Date // since when the doctor knows of it
	must     *kit.Text
	action   *edit.Text
	hurts    *fyne.Container
	urgent   *fyne.Container
	root     *fyne.Container
}

func newTestDetail(s *step.Host, x *clinic.Test, side anatomy.Side) *testDetail {
	d := &testDetail{s: s, x: x, side: side, about: kit.Strong("").Wrap()}
	d.pain = kit.NewSeverity(lang.L("No pain"), lang.L("Worst imaginable"), func(n int) {
		_ = editTest(s, x.Code, side, func(name clinic.Args) clinic.Sentence { return clinic.Say("Pain with {{.Name}}", name) }, func(r *clinic.TestResult) {
			r.Pain = nil
			if n != kit.Unrated {
				r.Pain = &n
			}
		})
	})
	d.familiar = kit.NewSegmented([]kit.Option{{ID: clinic.FamiliarYes, Label: lang.L("Yes")}, {ID: clinic.FamiliarNo, Label: lang.L("No")}}, func(answer string) {
		_ = editTest(s, x.Code, side, func(name clinic.Args) clinic.Sentence { return clinic.Say("Known pain with {{.Name}}", name) }, func(r *clinic.TestResult) { r.Familiar = answer })
	}).Clearable()
	d.asked = kit.NewField(lang.L("“Is this your pain?”"), d.familiar)
	d.note = s.NewText(lang.L("Note"), "note", "", 1, func(text string) error {
		return editTest(s, x.Code, side, func(name clinic.Args) clinic.Sentence { return clinic.Say("Note on {{.Name}}", name) }, func(r *clinic.TestResult) { r.Note = text })
	})
	d.known = edit.NewDate(s.Desk.Clock, lang.L("Known to the doctor since"), "known_since", func(day clinic.Date) error {
		return editTest(s, x.Code, side, func(name clinic.Args) clinic.Sentence {
			return clinic.Say("Since when the doctor knows of {{.Name}}", name)
		}, func(r *clinic.TestResult) { r.KnownSince = day })
	}).Of(s.Desk.Elsewhere(s.Patient))
	d.must = kit.Strong(x.Action).In(kit.ColorError).Wrap()
	d.action = s.NewText(lang.L("What was done"), "action", "", 2, func(text string) error {
		return editTest(s, x.Code, side, func(name clinic.Args) clinic.Sentence { return clinic.Say("What was done about {{.Name}}", name) }, func(r *clinic.TestResult) { r.Action = text })
	})
	d.hurts = container.New(&painLine{}, d.pain, d.asked)
	d.urgent = kit.Stack(d.must, d.action.Field)
	d.root = kit.PadSides(kit.GapWide, kit.Gap, kit.Stack(d.about, d.urgent, d.hurts, d.known.Field, d.note.Field))
	return d
}

// show fills the details; the note is offered where it is written already, where the result alone says
// little, and when everything about the test is open.
func (d *testDetail) show(r *clinic.TestResult, locked, open bool) {
	about := words.Of(d.x.Name, words.Say(clinic.ResultWords(r.Result)))
	if w := sideTitle(d.side); w != "" {
		about = words.Of(w, words.Say(clinic.ResultWords(r.Result)))
	}
	d.about.SetText(about)
	asked := d.x.Kind == clinic.TestSpecial && d.x.IsPositive(r.Result)
	d.hurts.Hidden = !asked || locked && r.Pain == nil && r.Familiar == ""
	n := kit.Unrated
	if r.Pain != nil {
		n = *r.Pain
	}
	d.pain.SetValue(n)
	d.familiar.SetChosen(r.Familiar)
	kit.SetEnabled(d.pain, !locked)
	kit.SetEnabled(d.familiar, !locked)
	d.note.Show(r.Note)
	d.note.Lock(locked)
	noted := r.Note != "" || d.note.Typed() != "" || d.note.Waiting()
	kit.SetHidden(d.note.Field, !noted && (locked || !open && d.x.Kind == clinic.TestSpecial))
	nerve := slices.Contains(append(nerveKinds, clinic.TestUpperMotor), d.x.Kind) || d.x.IsUrgent(r.Result) && d.x.MayBeKnown()
	d.known.Show(r.KnownSince)
	d.known.Lock(locked)
	kit.SetHidden(d.known.Field, !nerve || !d.x.IsPositive(r.Result) || locked && !r.KnownSince.Valid())
	d.urgent.Hidden = !d.x.IsUrgent(r.Result)
	d.action.Show(r.Action)
	d.action.Lock(locked)
	d.root.Refresh()
}

func (d *testDetail) leave() {
	d.note.Flush()
	d.action.Flush()
}

// painLine sets how much it hurts beside whether the patient knows the pain, or above it where there is
// little room.
type painLine struct{ width float32 }

func (l *painLine) beside() bool { return l.width >= kit.SeverityWidth+200 }

func (l *painLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	objects[0].Move(fyne.Position{})
	if l.beside() {
		objects[0].Resize(fyne.NewSize(kit.SeverityWidth, size.Height))
		objects[1].Move(fyne.NewPos(kit.SeverityWidth+kit.GapRoomy, 0))
		objects[1].Resize(fyne.NewSize(size.Width-kit.SeverityWidth-kit.GapRoomy, objects[1].MinSize().Height))
		return
	}
	objects[0].Resize(fyne.NewSize(size.Width, objects[0].MinSize().Height))
	y := objects[0].MinSize().Height + kit.Gap
	objects[1].Move(fyne.NewPos(0, y))
	objects[1].Resize(fyne.NewSize(size.Width, objects[1].MinSize().Height))
}

func (l *painLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	if l.beside() {
		return fyne.NewSize(max(a.Width, b.Width), max(a.Height, b.Height))
	}
	return fyne.NewSize(max(a.Width, b.Width), a.Height+kit.Gap+b.Height)
}
