package sessions

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/places"
)

// treatings is a session with a treatment on the neck, whose prescriptions there are three of, and one on the calf.
func treatings(t *testing.T) *finger {
	t.Helper()
	f := visiting(t)
	f.reopenPlan()
	f.p.apply(t, &clinic.Prescription{
		ID: f.p.Desk.NewID(), PatientID: f.p.patient, PlanID: f.p.plan, OriginID: "calf", Technique: "petrissage",
		Targets: []clinic.Target{{Structure: "soleus", Side: anatomy.Right}}, Pressure: 3, Minutes: 5, Rank: 9, Position: "prone",
	}, &clinic.Prescription{
		ID: f.p.Desk.NewID(), PatientID: f.p.patient, PlanID: f.p.plan, OriginID: "neck", Technique: "effleurage",
		Targets: []clinic.Target{{Structure: "trapezius.upper", Side: anatomy.Left}}, Pressure: 2, Minutes: 5, Rank: 1, Position: "prone",
	}, &clinic.Prescription{
		ID: f.p.Desk.NewID(), PatientID: f.p.patient, PlanID: f.p.plan, OriginID: "neck2", Technique: "ischaemic-compression",
		Targets: []clinic.Target{{Structure: "trapezius.upper", Side: anatomy.Left}}, Pressure: 4, Minutes: 10, Rank: 2, Position: "prone",
	})
	p := *f.p.chart().Plan(f.p.plan)
	p.AgreedAt = f.p.Clock.Now().Add(-time.Hour)
	f.p.apply(t, &p)
	f.tap("Start session 2")
	f.Show(f.s.Object(), 1184, 640)
	return f
}

// touch taps the figure where a treatment is given.
func (f *finger) touch(body *places.Figure, id string) {
	f.T.Helper()
	for y := float32(0); y < body.Size().Height; y += 6 {
		for x := float32(0); x < body.Size().Width; x += 6 {
			if at := fyne.NewPos(x, y); len(body.At(at)) > 0 && body.At(at)[0] == id {
				test.TapAt(body, at)
				f.Settle()
				return
			}
		}
	}
	f.T.Fatalf("%s is nowhere on the figure", id)
}

// A tap on a place goes to its treatment and brings it out on both sides; a second tap ticks it, the other half of a double
// tap does not. Where several treatments are given each is brought out and ticked in its turn. A row brings out its place.
func TestATreatmentIsTickedByItsPlace(t *testing.T) {
	f := treatings(t)
	body := f.s.visit.room.figures[0]
	all := f.p.chart().TreatmentsOf(f.s.session)
	calf := all[2]
	if calf.Technique != "petrissage" {
		t.Fatalf("the order is %v", all)
	}
	status := func(i int) string { return f.p.chart().TreatmentsOf(f.s.session)[i].Status }
	f.touch(body, calf.ID)
	if f.s.visit.tabs.Current() != stepTreat || body.Lit() != calf.ID || !f.p.row(t, f.s, "petrissage").tick.lit || status(2) != clinic.TreatmentPlanned {
		t.Fatalf("on %s, lit %q, %s", f.s.visit.tabs.Current(), body.Lit(), status(2))
	}
	f.MustSay("3 Petrissage: tap the place again when it is done.")
	f.touch(body, calf.ID) // at once
	if status(2) != clinic.TreatmentPlanned {
		t.Fatal("a double tap ticked it")
	}
	f.p.Clock.Skip(time.Second)
	f.touch(body, calf.ID)
	if status(2) != clinic.TreatmentDone {
		t.Fatalf("after the second tap it is %s", status(2))
	}
	f.MustSay("3 Petrissage: Done")
	f.p.Clock.Skip(time.Second)
	f.touch(body, calf.ID)
	if status(2) != clinic.TreatmentDone {
		t.Error("a third tap took it back")
	}
	for i := range 2 {
		f.p.Clock.Skip(time.Second)
		f.touch(body, all[0].ID)
		if body.Lit() != all[i].ID || status(i) != clinic.TreatmentPlanned {
			t.Fatalf("lit %q, %s", body.Lit(), status(i))
		}
		f.p.Clock.Skip(time.Second)
		room := f.s.visit.room
		room.tapped([]string{all[0].ID, all[1].ID})
		if status(i) != clinic.TreatmentDone {
			t.Fatalf("%d is %s", i+1, status(i))
		}
		if i == 0 { // what is done has a badge of its own now
			room.tapped([]string{all[0].ID, all[1].ID})
			if body.Lit() != all[1].ID {
				t.Fatalf("lit %q", body.Lit())
			}
			f.p.Clock.Skip(time.Second)
			room.tapped([]string{all[0].ID, all[1].ID})
			break
		}
	}
	if status(1) != clinic.TreatmentDone {
		t.Errorf("the second one at the place is %s", status(1))
	}
	f.ring(f.p.row(t, f.s, "petrissage"))
	f.tap("1 Effleurage")
	if body.Lit() != all[0].ID {
		t.Errorf("the row brings out %q", body.Lit())
	}
}

// The body stands beside the steps where there is room for it, slim where there is less, and above the treatments where there
// is none; the rows keep theirs, and nothing is cut off.
func TestTheBodyHasItsRoom(t *testing.T) {
	f := treatings(t)
	f.tap("Nothing has changed")
	f.tap("Treatment")
	w := f.s.visit
	above := func() bool { return w.parts[stepTreat].(*treat).figure.Visible() }
	for _, x := range []struct {
		width, height, body float32
		above               bool
	}{
		{1824, 960, bodyMost, false},
		{1184, 640, bodyMost, false},
		{1184, 600, bodyMost, false},
		{928, 580, 928 * bodyShare, false},
		{640, 600, 0, true},
		{640, 330, 0, false},
	} {
		f.Show(f.s.Object(), x.width, x.height)
		got := float32(0)
		if w.room.figures[0].Visible() {
			got = w.room.figures[0].Size().Width
			if h := w.room.figures[0].Size().Height; h < 220 {
				t.Errorf("at %v × %v the body is %v high", x.width, x.height, h)
			}
		}
		if got != x.body || above() != x.above {
			t.Errorf("at %v × %v the body is %v wide, above the rows: %v", x.width, x.height, got, above())
		}
		for _, step := range []string{"Before", "Treatment", "After", "Sign"} {
			f.tap(step)
			cut := slices.DeleteFunc(f.CutOff(), func(s string) bool { return strings.HasPrefix(s, "ends early: Saved") }) // the line under the title
			if len(cut) > 0 {
				t.Errorf("at %v × %v in %q: %v", x.width, x.height, step, cut)
			}
			f.Save(fmt.Sprintf("session-%vx%v-%s", x.width, x.height, step), 1)
		}
		f.Clock.Advance(time.Second)
		f.tap("After")
		want := "All still true"
		if x.width < 700 { // the notes are below the measures
			want = "Next: Sign"
		}
		if p := f.primaries(); len(p) != 1 || p[0] != want {
			t.Errorf("at %v × %v the accent is on %q, not on %q", x.width, x.height, p, want)
		}
		f.tap("Treatment")
		if r := f.p.row(t, f.s, "petrissage"); r.tick.Size().Width < 2*kit.Target+wordsAt {
			t.Errorf("at %v × %v a row's target is %v wide", x.width, x.height, r.tick.Size().Width)
		}
	}
}
