package assess

import (
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
)

// filled is the section of a patient with a signed assessment and a review that is being written.
func filled(t *testing.T, mode kit.Mode) *bench {
	b := newBench(t, mode)
	n := func(v int) *int { return &v }
	first := &clinic.Assessment{
		ID: "a-1", PatientID: patientID, Date: "2025-01-14", Type: clinic.AssessmentInitial, PractitionerID: "practitioner-1",
		Complaint: "Neck and left shoulder ache after long days at the desk. Headaches twice a week.", Onset: "gradual",
		Mechanism: "desk work", Aggravating: "sitting, driving", Easing: "heat, massage", CreatedAt: b.Clock.Now(),
	}
	review := &clinic.Assessment{
		ID: "a-2", PatientID: patientID, Date: "2025-03-04", Type: clinic.AssessmentReview, PractitionerID: "practitioner-1",
		Complaint: first.Complaint, Onset: first.Onset, Mechanism: first.Mechanism, Aggravating: "sitting, driving, stress",
		Easing: "heat", CreatedAt: b.Clock.Now(),
	}
	finding := func(id, assessment, structure string, side anatomy.Side, source clinic.Source, sort string, severity int, x, y float64) *clinic.Finding {
		f := &clinic.Finding{
			ID: id, PatientID: patientID, AssessmentID: assessment, Structure: structure, Side: side, Source: source, Type: sort,
			View: "posterior", X: x, Y: y, CreatedAt: b.Clock.Now(),
		}
		if severity >= 0 {
			f.Severity = n(severity)
		}
		return f
	}
	measurement := func(id, assessment, measure, item string, side anatomy.Side, mode string, value float64, date clinic.Date) *clinic.Measurement {
		return &clinic.Measurement{
			ID: id, PatientID: patientID, AssessmentID: assessment, Measure: measure, Item: item, Side: side, Mode: mode, Value: value,
			Date: date, CreatedAt: b.Clock.Now(), Tool: "inclinometer",
		}
	}
	b.apply(clinic.Operation{Label: "first", Put: []clinic.Record{
		first,
		finding("f-1", "a-1", "trapezius.upper", "L", clinic.ByTherapist, "hypertonicity", 7, 120, 300),
		finding("f-2", "a-1", "levator.scapulae", "L", clinic.ByTherapist, "trigger-point", 6, 120, 300),
		finding("f-3", "a-1", "trapezius.upper", "L", clinic.ByPatient, "pain", 7, 120, 300),
		finding("f-4", "a-1", "infraspinatus", "R", clinic.ByTherapist, "tenderness", 4, 120, 300),
		measurement("m-1", "a-1", "nprs", "", "M", "", 7, "2025-01-14"),
		measurement("m-2", "a-1", "rom.neck.rotation", "", "L", "active", 45, "2025-01-14"),
		measurement("m-3", "a-1", "rom.neck.rotation", "", "R", "active", 60, "2025-01-14"),
		measurement("m-4", "a-1", "rom.neck.flexion", "", "M", "active", 40, "2025-01-14"),
		measurement("m-5", "a-1", "psfs", "Drive for an hour", "M", "", 4, "2025-01-14"),
		measurement("m-6", "a-1", "psfs", "Sleep on the left", "M", "", 3, "2025-01-14"),
		measurement("m-7", "a-1", "psfs", "Work at the desk until five", "M", "", 5, "2025-01-14"),
	}})
	signed := *first
	signed.SignedAt, signed.SignedBy = b.Clock.Now(), "Robin Hale"
	b.apply(clinic.Operation{Label: "sign", Put: []clinic.Record{&signed}})
	b.apply(clinic.Operation{Label: "Start review", Scope: "a-2", Put: []clinic.Record{review}})
	b.apply(clinic.Operation{Label: "Mark", Scope: "a-2", Put: []clinic.Record{
		finding("f-5", "a-2", "trapezius.upper", "L", clinic.ByTherapist, "hypertonicity", 4, 120, 300),
		finding("f-6", "a-2", "trapezius.upper", "L", clinic.ByPatient, "pain", 4, 120, 300),
		finding("f-7", "a-2", "splenius.capitis", "R", clinic.ByTherapist, "tenderness", 5, 120, 300),
		&clinic.Stroke{
			ID: "s-1", PatientID: patientID, AssessmentID: "a-2", View: "posterior", Source: clinic.ByPatient, Tool: clinic.StrokePen,
			Points: [][2]float64{{-40, 420}, {-10, 450}, {20, 440}}, WidthMM: 5, CreatedAt: b.Clock.Now(),
		},
		measurement("m-8", "a-2", "nprs", "", "M", "", 4, "2025-03-04"),
		measurement("m-9", "a-2", "rom.neck.rotation", "", "L", "active", 58, "2025-03-04"),
		measurement("m-10", "a-2", "rom.neck.rotation", "", "R", "active", 64, "2025-03-04"),
		measurement("m-11", "a-2", "psfs", "Drive for an hour", "M", "", 7, "2025-03-04"),
		&clinic.Screening{ID: "q-1", PatientID: patientID, AssessmentID: "a-2", Item: "blood-thinners", Answer: clinic.AnswerYes, At: b.Clock.Now()},
		&clinic.Screening{ID: "q-2", PatientID: patientID, AssessmentID: "a-2", Item: "nerve-loss", Answer: clinic.AnswerUnsure, At: b.Clock.Now()},
	}})
	b.show()
	return b
}

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
			b.Tap("Tenderness  5/10")
			b.MustSay("Right splenius capitis")
			b.Save(name+"-sheet", size.scale)
			b.Tap("History")
			b.MustSay("Presenting complaint")
			b.Save(name+"-history", size.scale)
			b.Tap("Screening")
			b.MustSay("No to all the rest")
			b.Save(name+"-screening", size.scale)
			b.Tap("Movement")
			b.MustSay("Rotation")
			b.Save(name+"-movement", size.scale)
			b.Tap("Pain and activities  2")
			b.MustSay("Drive for an hour")
			b.Save(name+"-pain", size.scale)
			b.Tap("Other measures")
			b.Tap("Girth")
			b.Tap("Tenderness grade")
			b.Save(name+"-other", size.scale)
			b.Tap("Tests")
			for _, part := range []string{"Special tests", "Nerves", "Posture"} {
				b.Tap(part)
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
		name string
		at   fyne.Position
		size fyne.Size
	}
	var seen []control
	b.Walk(func(o fyne.CanvasObject) {
		n, named := o.(interface{ Name() string })
		if _, ok := o.(fyne.Tappable); ok && named && o.Visible() {
			seen = append(seen, control{n.Name(), fyne.CurrentApp().Driver().AbsolutePositionForObject(o), o.Size()})
		}
	})
	room := b.Window.Canvas().Size()
	for i, p := range seen {
		if p.at.Y < room.Height && p.at.X+p.size.Width > room.Width+1 {
			b.T.Errorf("%q ends at %v of %v", p.name, p.at.X+p.size.Width, room.Width)
		}
		for _, q := range seen[:i] {
			if p.at.X+1 < q.at.X+q.size.Width && q.at.X+1 < p.at.X+p.size.Width &&
				p.at.Y+1 < q.at.Y+q.size.Height && q.at.Y+1 < p.at.Y+p.size.Height {
				b.T.Errorf("%q and %q lie on one another", p.name, q.name)
			}
		}
	}
}
