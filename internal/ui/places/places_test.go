package places

import (
	"bytes"
	"fmt"
	"image/png"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"regimen/internal/anatomy"
	"regimen/internal/books/bookstest"
	"regimen/internal/drawing"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

func at(code string, side anatomy.Side) anatomy.Target {
	return anatomy.Target{Structure: code, Side: side}
}

var neck = at("trapezius.upper", anatomy.Left)

// figured shows a figure and keeps what was tapped.
func figured(t *testing.T, mode kit.Mode, width, height float32) (*kittest.Screen, *Figure, *[]string) {
	t.Helper()
	s := kittest.New(t, mode)
	var tapped []string
	f := New(bookstest.Atlas(t), func(ids []string) { tapped = ids })
	s.Show(f, width, height)
	return s, f, &tapped
}

// badge is the middle of a badge on the screen, with its view and what it says.
type badge struct {
	says string
	at   fyne.Position
}

func (f *Figure) badges() (out []badge) {
	size := f.marked.Size()
	for _, p := range arrange(f.views, float64(size.Width), float64(size.Height), f.caption) {
		for _, m := range drawing.Marks(p.view, p.look(drawing.Light), f.marks) {
			q := p.place.Apply(m.Spot)
			out = append(out, badge{p.view.ID + " " + m.Mark.Label, fyne.NewPos(float32(q.X), float32(q.Y))})
		}
	}
	return out
}

var three = []Treatment{
	{ID: "a", At: []anatomy.Target{neck, at("gluteus.maximus", anatomy.Right)}},
	{ID: "b", At: []anatomy.Target{neck}, State: Done},
	{ID: "c", At: []anatomy.Target{neck, at("pectoralis.major.sternal", anatomy.Left)}},
}

// Several treatments at one place share a badge unless one is done, one at several places has its number at each, and a tap
// at a badge tells what it says.
func TestNumbersStandAtTheirPlaces(t *testing.T) {
	_, f, tapped := figured(t, kit.ModeLight, 300, 330)
	f.Set(three, nil)
	all := f.badges()
	for label, want := range map[string]string{
		"posterior 1·3": "[a c]", "posterior 2": "[b]", "posterior 1": "[a]", "anterior 3": "[c]",
	} {
		i := slices.IndexFunc(all, func(b badge) bool { return b.says == label })
		if i < 0 {
			t.Errorf("no badge %q among %v", label, all)
			continue
		}
		test.TapAt(f, all[i].at)
		if got := fmt.Sprint(*tapped); got != want {
			t.Errorf("%s tells %s, want %s", label, got, want)
		}
	}
}

// A tap in the region, or no further from it than half a finger, tells all that is done there; one further away tells nothing.
func TestNearestPlaceIsMeant(t *testing.T) {
	_, f, tapped := figured(t, kit.ModeLight, 300, 330)
	f.Set(three[1:2], nil)
	size := f.marked.Size()
	p := arrange(f.views, float64(size.Width), float64(size.Height), f.caption)[1]
	box := drawing.Around(p.view, []anatomy.Target{neck})
	edge := p.place.Apply(drawing.Point{X: box.Min.X, Y: box.Center().Y})
	tap := func(dx float64) []string {
		*tapped = nil
		test.TapAt(f, fyne.NewPos(float32(edge.X-dx), float32(edge.Y)))
		return *tapped
	}
	if got := tap(reach - 6); !slices.Equal(got, []string{"b"}) {
		t.Errorf("near by: %v", got)
	}
	if got := tap(2*reach + badgeHeight*8); got != nil {
		t.Errorf("far away: %v", got)
	}
	f.Set(three, nil)
	home := drawing.Marks(p.view, p.look(drawing.Light), f.marks)[0].Shapes[0]
	for _, q := range []drawing.Point{home.Center(), {X: home.Bounds().Center().X, Y: home.Bounds().Min.Y}} {
		q = p.place.Apply(q)
		if got := f.At(fyne.NewPos(float32(q.X), float32(q.Y))); len(got) == 0 {
			t.Errorf("nothing at %v", q)
		}
	}
}

// What neither view shows is listed with its number, and a tap on it tells the treatment.
func TestUnseenPlacesAreListed(t *testing.T) {
	s, f, tapped := figured(t, kit.ModeLight, 300, 400)
	atlas := bookstest.Atlas(t)
	var hidden anatomy.Target
	for _, x := range atlas.Structures() {
		q := at(x.Code, anatomy.Left)
		if x.Paired && !slices.ContainsFunc(f.views, func(v *anatomy.View) bool { return len(v.Find(q)) > 0 }) {
			hidden = q
			break
		}
	}
	if hidden.Structure == "" {
		t.Fatal("everything is drawn on the front or the back")
	}
	f.Set([]Treatment{three[0], {ID: "h", At: []anatomy.Target{hidden, neck}}}, nil)
	s.Settle()
	s.MustSay("Not seen from front or back:", atlas.Label(hidden.Structure, hidden.Side))
	s.Tap("2 " + atlas.Label(hidden.Structure, hidden.Side))
	if !slices.Equal(*tapped, []string{"h"}) {
		t.Errorf("tells %v", *tapped)
	}
	if h := f.lines[0].Size().Height; h < kit.Target {
		t.Errorf("%v high", h)
	}
	f.Set(three, nil)
	s.Settle()
	s.MustNotSay("Not seen from front or back:")
}

// Done, open, left out and brought out look different from one another, in light and dark; sides are written out.
func TestStatesLookDifferent(t *testing.T) {
	for _, mode := range []kit.Mode{kit.ModeLight, kit.ModeDark} {
		s, f, _ := figured(t, mode, 300, 330)
		s.MustSay("Left", "Right", "Front", "Back")
		seen := map[string]bool{}
		look := func() {
			var pixels bytes.Buffer
			if err := png.Encode(&pixels, s.Picture(1)); err != nil {
				t.Fatal(err)
			}
			if seen[pixels.String()] {
				t.Errorf("%s: picture %d is as one before", mode, len(seen))
			}
			seen[pixels.String()] = true
		}
		for _, x := range []State{Open, Done, LeftOut} {
			f.Set([]Treatment{{ID: "a", At: []anatomy.Target{neck}, State: x}}, nil)
			look()
		}
		f.Light("a")
		look()
		f.Set([]Treatment{{ID: "a", At: []anatomy.Target{neck}, State: LeftOut}}, []anatomy.Target{at("pectoralis.major.sternal", anatomy.Left)})
		look()
		f.Set(three, []anatomy.Target{at("gastrocnemius.medial", anatomy.Left)})
		f.Light("c")
		s.Save("places-"+string(mode), 2)
	}
}

// Whatever is shown, at any size, the middle of a badge tells what the badge says, and every treatment that is given somewhere
// can be reached.
func TestEveryTreatmentCanBeReached(t *testing.T) {
	_, f, _ := figured(t, kit.ModeLight, 300, 330)
	structures := bookstest.Atlas(t).Structures()
	rapid.Check(t, func(rt *rapid.T) {
		var list []Treatment
		for i := range rapid.IntRange(1, 7).Draw(rt, "treatments") {
			x := Treatment{ID: fmt.Sprint(i), State: State(rapid.IntRange(0, 2).Draw(rt, "state"))}
			for range rapid.IntRange(1, 3).Draw(rt, "places") {
				s := rapid.SampledFrom(structures).Draw(rt, "structure")
				x.At = append(x.At, at(s.Code, rapid.SampledFrom(s.Sides()).Draw(rt, "side")))
			}
			list = append(list, x)
		}
		f.Set(list, nil)
		f.Resize(fyne.NewSize(rapid.Float32Range(240, 520).Draw(rt, "width"), rapid.Float32Range(300, 900).Draw(rt, "height")+f.MinSize().Height))
		reached := map[string]bool{}
		for _, l := range f.lines {
			reached[l.id] = true
		}
		for _, b := range f.badges() {
			for _, id := range f.At(b.at) {
				reached[id] = true
			}
		}
		for _, x := range list {
			if !reached[x.ID] {
				rt.Fatalf("%v cannot be reached", x)
			}
		}
	})
}

func TestNumbersInARow(t *testing.T) {
	t.Parallel()
	for want, which := range map[string][]int{"1": {0}, "1·2": {0, 1}, "1–3": {0, 1, 2}, "2·4–6·9": {1, 3, 4, 5, 8}} {
		if got := numbers(which); got != want {
			t.Errorf("%v is %q, want %q", which, got, want)
		}
	}
}
