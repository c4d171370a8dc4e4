package findings

import (
	"slices"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/assess/step/steptest"
	"regimen/internal/ui/kit"
)

// kinds are the sorts of finding in sight, in their order.
func (b *bench) kinds() []string {
	var out []string
	for _, k := range b.step.sheet.kinds.buttons {
		if k.Visible() {
			out = append(out, k.sort.Code)
		}
	}
	return out
}

// The six that this clinic marks most are tiles of their own, and the rest unfolds.
func TestTheKindsOfThisClinicComeFirst(t *testing.T) {
	r := steptest.Clinic(t, kit.ModeLight)
	steptest.Visits(r)
	other := []clinic.Record{
		&clinic.Patient{ID: "patient-2", GivenName: "Ana", FamilyName: "Lima", CreatedAt: r.Clock.Now()},
		&clinic.Assessment{ID: "b-1", PatientID: "patient-2", Date: "2025-02-01", Type: clinic.AssessmentInitial, CreatedAt: r.Clock.Now()},
	}
	for i := range 41 {
		other = append(other, &clinic.Finding{
			ID: "u-" + strconv.Itoa(i), PatientID: "patient-2", AssessmentID: "b-1", Structure: "soleus", Side: anatomy.Left,
			Source: clinic.ByTherapist, Type: []string{"scar", "weakness"}[i%2], CreatedAt: r.Clock.Now(),
		})
	}
	r.Put(other...)
	b := on(steptest.At(r, "a-2", New))
	steptest.TapFigure(b.Rig, "gluteus.medius", anatomy.Left)
	want := []string{"scar", "weakness", "hypertonicity", "tenderness", "pain", "trigger-point"}
	got := b.kinds()
	slices.Sort(got[2:])
	slices.Sort(want[2:])
	if !slices.Equal(got[:2], want[:2]) || len(got) != 6 {
		t.Errorf("the kinds in sight are %q", got)
	}
	b.MustNotSay("Heat")
	b.Tap("More kinds")
	if got := b.kinds(); len(got) != len(clinic.FindingTypes())-1 || slices.Contains(got, "instability") { // no muscle is loose
		t.Errorf("unfolded: %q", got)
	}
	b.MustNotSay("More kinds")
	b.Tap("Heat")
	if x := b.found("gluteus.medius"); x.Type != "heat" {
		t.Errorf("kept: %+v", x)
	}
	b.Tap("Patient reports")
	if got := b.kinds(); !slices.Equal(got, []string{"pain", "swelling", "spasm", "restriction", "numbness", "paraesthesia"}) {
		t.Errorf("a patient is offered %q", got)
	}
}

// A letter marks its sort, though it is folded away.
func TestALetterFindsAFoldedKind(t *testing.T) {
	b := onTheFigure(t)
	steptest.TapFigure(b.Rig, "trapezius.upper", anatomy.Left)
	b.step.sheet.kinds.focus()
	b.Window.Canvas().Focused().TypedRune('c')
	b.Settle()
	if f := b.onlyFinding(); f.Type != "scar" {
		t.Errorf("marked %q", f.Type)
	}
	if got := b.kinds(); !slices.Equal(got, []string{"scar"}) {
		t.Errorf("in sight: %q", got)
	}
}

// Two tiles stand side by side, 48 high, and kinds of one colour are told apart by a sign that differs.
func TestTheTilesOfTheKinds(t *testing.T) {
	b := onTheFigure(t)
	b.Show(b.step.Object(), 1000, 628)
	steptest.TapFigure(b.Rig, "trapezius.upper", anatomy.Left)
	tiles := b.step.sheet.kinds.buttons
	if a, z := tiles[0], tiles[1]; a.Position().Y != z.Position().Y || a.Size() != z.Size() || a.Size().Height != 48 || a.Size().Width < 176 {
		t.Errorf("the first tiles are %v at %v and %v at %v", a.Size(), a.Position(), z.Size(), z.Position())
	}
	if y := fyne.CurrentApp().Driver().AbsolutePositionForObject(tiles[0]).Y; y > 250 {
		t.Errorf("the first tile is at %v", y)
	}
	if cut := b.CutOff(); len(cut) > 0 {
		t.Errorf("cut off: %q", cut)
	}
	b.Save("kinds", 1)
}
