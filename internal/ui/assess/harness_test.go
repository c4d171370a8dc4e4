package assess

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regimen/internal/anatomy"
	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

const patientID = "patient-1"

// bench is the section of one patient on a real store.
type bench struct {
	*kittest.Screen
	dir    string
	store  *store.Store
	desk   *desk.Desk
	screen *Screen
	told   []string
	undo   func()
	warned []string
	opened desk.Section
	ids    int
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// newBench shows the section of a patient with no assessment, in a window of a usual size.
func newBench(t *testing.T, mode kit.Mode) *bench {
	t.Helper()
	b := &bench{Screen: kittest.New(t, mode), dir: t.TempDir()}
	b.openStore()
	b.apply(clinic.Operation{Label: "set up", Put: []clinic.Record{
		&clinic.Practitioner{ID: "practitioner-1", Name: "Robin Hale", CreatedAt: b.Clock.Now()},
		&clinic.Patient{ID: patientID, GivenName: "Sam", FamilyName: "Okafor", BirthDate: "1984-03-12", DoctorName: "Dr Iris Wong", CreatedAt: b.Clock.Now()},
	}})
	b.show()
	return b
}

func (b *bench) openStore() {
	t := b.T
	atlas, cat := bookstest.Shipped(t)
	b.store = must(store.Open(context.Background(), store.Config{Dir: b.dir, Clock: b.Clock.Now, Machine: "test", NewID: b.newID, Catalogue: cat}))(t)
	b.store.SetActor(clinic.Actor{Name: "Robin Hale", Role: clinic.RoleOwner})
	b.desk = &desk.Desk{
		Store: b.store, Atlas: atlas, Catalogue: cat,
		Clock: b.Clock.Now, NewID: b.newID, Window: b.Window, After: b.Clock.After, Log: slog.New(slog.DiscardHandler),
		Open: func(_ string, s desk.Section) { b.opened = s },
		Tell: func(text string, undo func()) { b.told, b.undo = append(b.told, text), undo },
		Warn: func(text string) { b.warned = append(b.warned, text) },
	}
	b.desk.Show = func(ch clinic.Changes) {
		if b.screen != nil {
			b.screen.Refresh(ch)
		}
	}
	t.Cleanup(func() { _ = b.store.Close() })
}

func (b *bench) newID() string {
	b.ids++
	return fmt.Sprintf("id-%06d", b.ids)
}

func (b *bench) show() {
	b.screen = newScreen(b.desk, patientID)
	b.Show(b.screen.Object(), 1180, 660)
}

// reopen closes the program and starts it again on the same records.
func (b *bench) reopen() {
	b.screen.Leave()
	if err := b.store.Close(); err != nil {
		b.T.Fatal(err)
	}
	b.openStore()
	b.show()
}

func (b *bench) apply(op clinic.Operation) {
	b.T.Helper()
	ch, err := b.store.Apply(context.Background(), op)
	if err != nil {
		b.T.Fatal(err)
	}
	if b.desk != nil {
		b.desk.Forget(ch)
	}
}

// chart is what is stored, read anew.
func (b *bench) chart() *clinic.Chart {
	b.T.Helper()
	return must(b.store.Chart(context.Background(), patientID))(b.T)
}

// start begins an assessment by the button of the empty section.
func (b *bench) start() { b.Tap("Start the assessment") }

// findings is the step of the figure.
func (b *bench) findings() *findings {
	b.T.Helper()
	f, ok := b.screen.built[stepFindings].(*findings)
	if !ok {
		b.T.Fatal("the figure is not shown")
	}
	return f
}

// pane is the drawn view that is in sight.
func (b *bench) pane() fyne.CanvasObject {
	b.T.Helper()
	var found fyne.CanvasObject
	b.Walk(func(o fyne.CanvasObject) {
		if fmt.Sprintf("%T", o) == "*bodymap.pane" && found == nil {
			found = o
		}
	})
	if found == nil {
		b.T.Fatal("no view of the figure is in sight")
	}
	return found
}

// spot is where on the canvas a point of the view in sight lies. The figure tells it itself: two taps
// give the scale.
func (b *bench) spot(p anatomy.Point) fyne.Position {
	b.T.Helper()
	pane := b.pane()
	size := pane.Size()
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(pane)
	f := b.findings()
	var seen [2]anatomy.Point
	ys := [2]float32{size.Height * 0.35, size.Height * 0.5}
	for i, y := range ys {
		b.Clock.Advance(time.Second) // two taps, not a double tap
		test.TapAt(pane.(fyne.Tappable), fyne.NewPos(size.Width/2, y))
		b.Settle()
		seen[i] = anatomy.Point{X: f.sheet.at.X, Y: f.sheet.at.Y}
	}
	scale := float64(ys[1]-ys[0]) / (seen[1].Y - seen[0].Y)
	return at.AddXY(size.Width/2+float32((p.X-seen[0].X)*scale), ys[0]+float32((p.Y-seen[0].Y)*scale))
}

// tapFigure taps the middle of a structure as it is drawn on the view in sight.
func (b *bench) tapFigure(code string, side anatomy.Side) {
	b.T.Helper()
	v := must(b.desk.Atlas.View(b.findings().figure.View()))(b.T)
	shapes := v.Find(anatomy.Target{Structure: code, Side: side})
	if len(shapes) == 0 {
		b.T.Fatalf("%s %s is not drawn on the view", code, side)
	}
	pos := b.spot(shapes[0].Center())
	b.Clock.Advance(time.Second)
	test.TapCanvas(b.Window.Canvas(), pos)
	b.Settle()
}
