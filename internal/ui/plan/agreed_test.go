package plan

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	body "regimen/internal/ui/places"
)

// The section lies 96 to the right of the window's edge, behind the rail.
const (
	roomWide  = 1280 - 96
	roomSmall = 1024 - 96
)

// primary are the labels of the filled buttons in sight.
func (p *therapist) primary() (out []string) {
	p.Walk(func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok && b.Importance == kit.PrimaryButton("", "", nil).Importance {
			out = append(out, b.Name())
		}
	})
	return out
}

// The one filled button is the next thing to do, as it stands: a session to start, the one that runs, the re-assessment
// that is due.
func TestThePlanOffersWhatComesNext(t *testing.T) {
	p := sit(t, kit.ModeLight)
	plan := p.begin()
	p.agree()
	must := func(want string) {
		t.Helper()
		if got := p.primary(); !slices.Equal(got, []string{want}) {
			t.Errorf("filled: %q, want %q", got, want)
		}
	}
	must("Start session 1")
	p.Tap("Start session 1")
	v := *p.chart().LatestSession()
	p.look(roomWide, 660)
	must("Go on with session 1")
	p.Clock.Advance(24 * time.Hour)
	p.look(roomWide, 660)
	must("Go on with session 1") // it was left open yesterday
	p.Tap("Go on with session 1")
	if p.Section() != desk.Sessions || len(p.chart().Sessions) != 1 {
		t.Errorf("opened %q with %d sessions", p.Section(), len(p.chart().Sessions))
	}
	v.EndedAt = v.StartedAt.Add(time.Hour)
	v.SignedAt, v.SignedBy = v.EndedAt, "Ingrid Sørensen"
	a := *p.chart().Assessment(p.assess)
	a.SignedAt, a.SignedBy = v.EndedAt, "Ingrid Sørensen"
	p.put(&v, &a)
	must("Start session 2")
	p.MustSay("1 of 4 sessions done")
	p.Clock.Advance(time.Duration(p.Desk.Today().DaysUntil(plan.ReviewDate)+1) * 24 * time.Hour)
	p.look(roomWide, 660)
	must(p.Desk.AssessmentWords(p.patient))
	p.Tap("Start session 2") // beside it
	if n := len(p.chart().Sessions); n != 2 {
		t.Errorf("%d sessions", n)
	}
}

// The page keeps the window's edges: what is read in 752 at the left, the figure in 360 at the right; narrower in a
// narrow room, and below in a small one.
func TestThePageKeepsItsEdges(t *testing.T) {
	p := sit(t, kit.ModeLight)
	p.begin()
	p.agree()
	d := p.App.Driver()
	for _, x := range []struct{ room, text, figure float32 }{{roomWide, 752, 360}, {roomSmall, 560, 296}, {700, 652, 652}} {
		p.look(x.room, 660)
		sheet := p.columns()
		text, figure := sheet.Objects[0], sheet.Objects[1]
		if at := d.AbsolutePositionForObject(text).X; at != kit.GapRoomy || text.Size().Width != x.text {
			t.Errorf("in %v the text stands at %v, %v wide, want %v", x.room, at, text.Size().Width, x.text)
		}
		if end := d.AbsolutePositionForObject(figure).X + figure.Size().Width; end != x.room-kit.GapRoomy || figure.Size().Width != x.figure {
			t.Errorf("in %v the figure ends at %v, %v wide, want %v", x.room, end, figure.Size().Width, x.figure)
		}
	}
}

// columns is what the page is set in.
func (p *therapist) columns() (found *fyne.Container) {
	p.Walk(func(o fyne.CanvasObject) {
		if c, ok := o.(*fyne.Container); ok {
			if _, is := c.Layout.(*sheetColumns); is {
				found = c
			}
		}
	})
	return found
}

// The minutes of the treatments stand below one another to their last digit, and below them is what they add up to.
func TestTheMinutesAddUpInAColumn(t *testing.T) {
	p := sit(t, kit.ModeLight)
	plan := p.begin()
	p.put(&clinic.Prescription{
		ID: p.Desk.NewID(), PatientID: p.patient, PlanID: plan.ID, OriginID: "r", Technique: "effleurage", Pressure: 2, Minutes: 12.5, Rank: 2,
		Targets: []clinic.Target{{Structure: "trapezius.upper", Side: "L"}},
	})
	p.agree()
	p.look(roomWide, 660)
	var ends []float32
	var said []string
	p.Walk(func(o fyne.CanvasObject) {
		c, ok := o.(*fyne.Container)
		if !ok {
			return
		}
		if _, is := c.Layout.(*tableColumns); is {
			minutes := c.Objects[3].(*kit.Text)
			said = append(said, minutes.Text())
			ends = append(ends, p.App.Driver().AbsolutePositionForObject(minutes).X+minutes.Size().Width)
		}
	})
	if want := []string{"Minutes", "5", "12.5", "17.5"}; !slices.Equal(said, want) {
		t.Errorf("the column says %q, want %q", said, want)
	}
	if slices.Min(ends) != slices.Max(ends) {
		t.Errorf("the rows end at %v", ends)
	}
	if sum := clinic.PlannedMinutes(p.chart().PrescriptionsOf(plan.ID)); fmt.Sprint(sum) != said[len(said)-1] {
		t.Errorf("together %v", sum)
	}
}

// What changes elsewhere does not scroll the page away from what is read.
func TestThePageStaysWhereItIsRead(t *testing.T) {
	p := sit(t, kit.ModeLight)
	p.begin()
	p.agree()
	p.look(roomWide, 400)
	p.screen.reading.ScrollToOffset(fyne.NewPos(0, 120))
	b := p.chart().Patient
	b.Pronouns = "she/her"
	p.put(&b)
	if at := p.screen.reading.Offset.Y; at != 120 {
		t.Errorf("scrolled to %v of %v", at, p.screen.reading.Content.MinSize().Height)
	}
}

// A treatment bears one number in the table and on the figure, and a tap at its place lights its row.
func TestAPlaceLightsItsTreatment(t *testing.T) {
	p := sit(t, kit.ModeLight)
	plan := p.begin()
	p.put(&clinic.Prescription{
		ID: p.Desk.NewID(), PatientID: p.patient, PlanID: plan.ID, OriginID: "r", Technique: "effleurage", Pressure: 2, Minutes: 12, Rank: 2,
		Targets: []clinic.Target{{Structure: "soleus", Side: "R"}},
	})
	p.agree()
	p.look(roomWide, 1400)
	var figure *body.Figure
	p.Walk(func(o fyne.CanvasObject) {
		if f, ok := o.(*body.Figure); ok {
			figure = f
		}
	})
	if figure == nil {
		t.Fatal("there is no figure")
	}
	if h := figure.Size().Height; h < placesHeight {
		t.Errorf("the figure is %v high", h)
	}
	if label := figure.AccessibilityLabel(); label != "1 Left upper trapezius; 2 Right soleus" {
		t.Errorf("the figure shows %q", label)
	}
	rx := p.chart().PrescriptionsOf(plan.ID)
	for _, x := range rx {
		lit := false
		for y := float32(30); y < figure.Size().Height && !lit; y += 6 {
			for px := float32(0); px < figure.Size().Width && !lit; px += 6 {
				if at := fyne.NewPos(px, y); slices.Equal(figure.At(at), []string{x.ID}) {
					figure.Tapped(&fyne.PointEvent{Position: at})
					lit = true
				}
			}
		}
		if !lit || figure.Lit() != x.ID {
			t.Errorf("no tap lights %s; %q is lit", x.Technique, figure.Lit())
		}
	}
}

// Where there is no plan yet all that can be done stands together, right below what is said.
func TestTheActsOfAnEmptyPlanStandTogether(t *testing.T) {
	p := sit(t, kit.ModeLight)
	d := p.App.Driver()
	said, acts := float32(0), map[string]float32{}
	p.Walk(func(o fyne.CanvasObject) {
		at := d.AbsolutePositionForObject(o).Y
		switch o := o.(type) {
		case *kit.Text:
			said = max(said, at+o.Size().Height)
		case *kit.Button:
			acts[o.Name()] = at
		}
	})
	start, template := acts["Start the plan"], acts["Start from a template"]
	if start != template || start-said < 8 || start-said > 24 {
		t.Errorf("what is said ends at %v, the acts stand at %v", said, acts)
	}
	if got := p.primary(); !slices.Equal(got, []string{"Start the plan"}) {
		t.Errorf("filled: %q", got)
	}
}
