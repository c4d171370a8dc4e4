package drawing

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regimen/internal/anatomy"
)

// anyMarks are up to most marks on a view, some crowded on a few shapes, some where they were tapped.
func anyMarks(t *rapid.T, v *anatomy.View, most int) []Mark {
	kinds := KindStyles()
	all := v.Shapes()
	nth := rapid.IntRange(0, len(all)-1) // a shape itself is too long to be read in a failure
	few := []int{nth.Draw(t, "one"), nth.Draw(t, "other")}
	var marks []Mark
	for range rapid.IntRange(1, most).Draw(t, "marks") {
		i := nth.Draw(t, "shape")
		if rapid.Bool().Draw(t, "crowded") {
			i = rapid.SampledFrom(few).Draw(t, "which")
		}
		s := all[i]
		m := Mark{
			Code: s.Codes[0], Side: s.Side, Kind: rapid.SampledFrom(kinds).Draw(t, "kind").Kind,
			Severity: rapid.IntRange(-1, 10).Draw(t, "severity"),
			Source:   rapid.SampledFrom([]Source{Patient, Therapist}).Draw(t, "source"),
			State:    rapid.SampledFrom([]State{"", "", New, Worse}).Draw(t, "state"),
			Selected: rapid.Bool().Draw(t, "selected"),
		}
		if rapid.Bool().Draw(t, "tapped") {
			m.View, m.At = v.ID, Point{
				X: rapid.Float64Range(s.Bounds().Min.X-20, s.Bounds().Max.X+20).Draw(t, "x"),
				Y: rapid.Float64Range(s.Bounds().Min.Y-20, s.Bounds().Max.Y+20).Draw(t, "y"),
			}
		}
		marks = append(marks, m)
	}
	return marks
}

func anyView(t *rapid.T, a *anatomy.Atlas) *anatomy.View {
	v, err := a.View(rapid.SampledFrom(a.Views()).Draw(t, "view").ID)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// However many marks there are and wherever, at any size: every badge is inside the view and covers no other, all
// of it is on the side of the patient that it speaks of, and a leader ends in its region.
func TestBadgesStayOnTheirSide(t *testing.T) {
	t.Parallel()
	a := atlas(t)
	rapid.Check(t, func(t *rapid.T) {
		v := anyView(t, a)
		look := Look{Palette: rapid.SampledFrom([]Palette{Light, Dark, Print}).Draw(t, "palette")}
		look.Badge = look.badge(v) * rapid.Float64Range(0.3, largestBadge).Draw(t, "size")
		marks := anyMarks(t, v, mostBadges(v, look))
		placed := Marks(v, look, marks)
		if len(placed) != len(marks) {
			t.Fatalf("%d of %d marks are shown", len(placed), len(marks))
		}
		l := newLayout(v, look)
		for i, m := range placed {
			box := l.around(newBadge(m.Mark, look, look.Badge), m.Spot)
			if side := l.half(m.Mark.Side); !l.free(box, side) {
				t.Fatalf("the badge of %s %s, at %v, leaves its side %v", m.Mark.Code, m.Mark.Side, m.Spot, side)
			}
			for _, o := range placed[:i] {
				if overlap(box, l.around(newBadge(o.Mark, look, look.Badge), o.Spot)) {
					t.Fatalf("badges at %v and %v overlap", m.Spot, o.Spot)
				}
			}
			within := func(p Point) bool {
				return slices.ContainsFunc(shapesFor(v, m.Mark.Target()), func(s *anatomy.Shape) bool { return s.Contains(p) })
			}
			if !within(m.Home) {
				t.Fatalf("the leader of %s ends at %v, outside of its region", m.Mark.Code, m.Home)
			}
			if !m.Led && !within(m.Spot) {
				t.Fatalf("the badge of %s, at %v, is outside of its region and has no leader", m.Mark.Code, m.Spot)
			}
		}
	})
}

// A region that is too small for its badge has it outside of the body, where there is room for all.
func TestBadgesOfSmallRegionsLieBesideTheBody(t *testing.T) {
	t.Parallel()
	for _, info := range atlas(t).Views() {
		v := view(t, info.ID)
		l := newLayout(v, Look{})
		for _, s := range v.Shapes() {
			m := Marks(v, Look{}, []Mark{{Code: s.Codes[0], Side: s.Side, Kind: Hypertonicity, Severity: 10, Source: Therapist}})[0]
			if l.body.Contains(m.Spot) == m.Led {
				t.Errorf("%s, %s: led %v, at %v", v.ID, s.ID, m.Led, m.Spot)
			}
		}
	}
}

// Choosing a mark moves none, nor does one that is added; the places are the same on screen and on paper.
func TestBadgesStayPut(t *testing.T) {
	t.Parallel()
	a := atlas(t)
	spots := func(v *anatomy.View, look Look, marks []Mark) map[string]Point {
		out := map[string]Point{}
		for _, m := range Marks(v, look, marks) {
			out[m.Mark.ID] = m.Spot
		}
		return out
	}
	rapid.Check(t, func(t *rapid.T) {
		v := anyView(t, a)
		marks := anyMarks(t, v, 12)
		for i := range marks {
			marks[i].ID = string(rune('a' + i))
		}
		before := spots(v, Look{}, marks)
		marks[rapid.IntRange(0, len(marks)-1).Draw(t, "ticked")].Selected = true
		more := append(slices.Clone(marks), Mark{ID: "more", Code: marks[0].Code, Side: marks[0].Side, Kind: Pain, Severity: 3, Source: Patient})
		after := spots(v, Look{Palette: Print}, more)
		for id, at := range before {
			if after[id] != at {
				t.Fatalf("%s went from %v to %v", id, at, after[id])
			}
		}
	})
}

// A few badges at one place do not send one of them down along the body.
func TestALeaderMakesNoLongDetour(t *testing.T) {
	t.Parallel()
	a := atlas(t)
	rapid.Check(t, func(t *rapid.T) {
		v := anyView(t, a)
		look := Look{}
		look.Badge = look.badge(v) * rapid.Float64Range(1, 1.5).Draw(t, "size")
		for _, m := range Marks(v, look, anyMarks(t, v, 6)) {
			alone := Marks(v, look, []Mark{m.Mark})[0]
			if !alone.Led {
				continue // it lies in its region, where the others leave it no room
			}
			if long, usual := m.Home.Distance(m.Spot), alone.Home.Distance(alone.Spot); long > max(leaderShort*look.Badge, detourMost*usual) {
				t.Fatalf("the leader of %s is %.0f mm long, alone it is %.0f", m.Mark.Code, long, usual)
			}
		}
	})
}

// A leader is seen wherever it runs: its colour stands out from the paper that edges it.
func TestLeadersAreSeen(t *testing.T) {
	t.Parallel()
	for _, st := range KindStyles() {
		for name, palette := range palettes {
			for _, state := range []State{"", Resolved, NotExamined} {
				b := newBadge(Mark{Kind: st.Kind, State: state, Source: Therapist}, Look{Palette: palette}, 10)
				p := NewPicture(Rect{})
				b.lead(p, pt(0, 0), pt(50, 50))
				edge, line := p.items[0].style, p.items[2].style
				if c := Contrast(line.Stroke, edge.Stroke); c < 3 {
					t.Errorf("%s, %s: contrast %.1f", st.Kind, name, c)
				}
				if edge.Width < line.Width*2 {
					t.Errorf("%s, %s: the edge of the line is not seen", st.Kind, name)
				}
			}
		}
	}
}

func BenchmarkMarks(b *testing.B) {
	v := view(b, "posterior")
	marks := append([]Mark{
		{Code: "levator.scapulae", Side: anatomy.Left, Kind: Hypertonicity, Severity: 6, Source: Therapist},
		{Code: "facet.joints", Side: anatomy.Left, Kind: Restriction, Severity: 6, Source: Therapist},
		{Code: "spine.cervical", Side: anatomy.Midline, Kind: Restriction, Severity: 6, Source: Therapist},
	}, someMarks...)
	for b.Loop() {
		Marks(v, Look{}, marks)
	}
}

// Where all around a region is taken, its badges go wherever there is room, and never onto one another.
func TestACrowdFindsRoom(t *testing.T) {
	t.Parallel()
	for _, info := range atlas(t).Views() {
		v := view(t, info.ID)
		look := Look{Badge: Look{}.badge(v) * largestBadge}
		for n, s := range v.Shapes() {
			if n%3 > 0 {
				continue // neighbours are alike, and placing so many takes its time
			}
			l := newLayout(v, look)
			for i := range mostBadges(v, look) {
				b := newBadge(Mark{Code: s.Codes[0], Side: s.Side, Severity: i % 11, State: Worse}, look, look.Badge)
				at, _, _ := l.place(b, []*anatomy.Shape{s}, nil)
				before := l.taken
				l.taken = before[:i]
				if box := l.around(b, at); !l.free(box, l.half(s.Side)) {
					t.Fatalf("%s: the badge %d of %s, at %v, has no room of its own", info.ID, i+1, s.Codes[0], at)
				}
				l.taken = before
			}
		}
	}
}

// largestBadge is how much larger than usual a badge is drawn at most, as on paper.
const largestBadge = 1.8

// mostBadges is how many of the largest badges a view has room for on one side of the patient.
func mostBadges(v *anatomy.View, look Look) int {
	if v.Box.Width() < 400 && look.Badge > v.Box.Height()*0.03 {
		return 12 // a hand
	}
	return 20
}
