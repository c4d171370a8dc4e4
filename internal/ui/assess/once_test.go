package assess

import (
	"context"
	"testing"

	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
)

// readCharts are records that count how often a chart is read.
type readCharts struct {
	desk.Records
	n int
}

func (r *readCharts) Chart(ctx context.Context, patient string) (*clinic.Chart, error) {
	r.n++
	return r.Records.Chart(ctx, patient)
}

// laidOut is a step that counts how often it is laid out.
type laidOut struct {
	step.Step
	n int
}

func (l *laidOut) Show() {
	l.n++
	l.Step.Show()
}

// What is written is laid out once, though the records tell of it as well, and no chart is read anew for it.
func TestAChangeIsLaidOutOnce(t *testing.T) {
	b := newBench(t, kit.ModeLight)
	b.start()
	records := &readCharts{Records: b.Desk.Store}
	b.Desk.Store = records
	current := b.screen.steps.Current()
	l := &laidOut{Step: b.screen.shown()}
	b.screen.built[current] = l
	b.Type("Presenting complaint", "Neck ache")
	if b.assessment().Complaint != "Neck ache" {
		t.Fatal("it was not kept")
	}
	if l.n != 1 || records.n != 0 {
		t.Errorf("laid out %d times, and the chart was read %d times", l.n, records.n)
	}
	b.screen.Undo()
	if l.n != 2 || records.n > 1 {
		t.Errorf("with the undo laid out %d times, and the chart was read %d times", l.n, records.n)
	}
}
