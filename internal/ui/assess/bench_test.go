package assess

import (
	"testing"

	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step/steptest"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/kit"
)

// bench is the section of one patient on a real store.
type bench struct {
	*desktest.Rig
	screen *Screen
}

// newBench shows the section of a patient with no assessment, in a window of a usual size.
func newBench(t *testing.T, mode kit.Mode) *bench {
	t.Helper()
	b := &bench{Rig: steptest.Clinic(t, mode)}
	b.show()
	return b
}

// filled is the section of a patient with a signed assessment and a review that is being written.
func filled(t *testing.T, mode kit.Mode) *bench {
	t.Helper()
	b := &bench{Rig: steptest.Clinic(t, mode)}
	steptest.Visits(b.Rig)
	b.show()
	return b
}

func (b *bench) show() {
	b.screen = newScreen(b.Desk, steptest.Patient)
	b.Watch(b.screen)
}

// chart is what is stored, read anew.
func (b *bench) chart() *clinic.Chart { return b.Chart(steptest.Patient) }

// start begins an assessment by the button of the empty section.
func (b *bench) start() { b.Tap("Start the assessment") }

// kim keeps records as Kim at the reception would.
func (b *bench) kim(records ...clinic.Record) { b.Elsewhere("Kim", "reception", records...) }

// share puts the records on the other side of a network, with the patient's chart held.
func (b *bench) share() (*desktest.Remote, *desktest.Link) {
	remote, link := b.Share()
	link.Near[steptest.Patient] = true
	return remote, link
}
