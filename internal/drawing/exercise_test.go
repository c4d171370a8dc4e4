package drawing

import (
	"math"
	"strings"
	"testing"

	"github.com/jung-kurt/gofpdf"
)

func scenes(t *testing.T) []*scene {
	t.Helper()
	var out []*scene
	seen := map[string]bool{}
	for i := range exercises {
		if s, err := exercises[i].scene(); err != nil {
			t.Error(err)
		} else {
			out = append(out, s)
		}
		if seen[exercises[i].code] {
			t.Errorf("%s is drawn twice", exercises[i].code)
		}
		seen[exercises[i].code] = true
	}
	return out
}

// A limb is as long where it ends as where it began, and as in everybody: shorter only where it comes out of the picture.
func TestLimbsKeepTheirLength(t *testing.T) {
	t.Parallel()
	bones := []struct {
		from, to string
		length   float64
		of       string // the part of the pose that may shorten it
	}{
		{"hip", "waist", lowLength, ""},
		{"waist", "top", chestLength, ""},
		{"top", "nape", neckLength, ""},
		{"nape", "head", headLength, ""},
		{"shoulder.n", "elbow.n", upperArm, "armn"},
		{"elbow.n", "wrist.n", foreArm, "armn"},
		{"shoulder.f", "elbow.f", upperArm, "armf"},
		{"elbow.f", "wrist.f", foreArm, "armf"},
		{"knee.n", "ankle.n", shankLength, "legn"},
		{"knee.f", "ankle.f", shankLength, "legf"},
	}
	for _, s := range scenes(t) {
		for _, at := range []struct {
			when string
			pose pose
			body *person
		}{{"start", s.start, s.first}, {"end", s.end, s.last}} {
			for _, why := range at.body.stretched {
				t.Errorf("%s, %s: a limb does not reach: %s", s.code, at.when, why)
			}
			if s.view == viewHand {
				continue
			}
			for _, bone := range bones {
				long := at.body.at[bone.from].Distance(at.body.at[bone.to])
				short := false
				if j, ok := at.pose[bone.of]; ok {
					short = j.reach != 0 && len(j.nums) > 0
					for _, k := range j.short {
						short = short || k < 1
					}
				}
				if long > bone.length+0.01 || !short && long < bone.length-0.01 {
					t.Errorf("%s, %s: %s to %s is %.1f long, not %.1f", s.code, at.when, bone.from, bone.to, long, bone.length)
				}
			}
		}
	}
}

// What is drawn stays within its frame; a picture that shows a part of the body is cut at it.
func TestNothingLeavesTheFrame(t *testing.T) {
	t.Parallel()
	for _, s := range scenes(t) {
		p, err := s.picture(Light)
		if err != nil {
			t.Error(err)
			continue
		}
		box, in := p.Box(), p.Bounds()
		if in.Min.X < box.Min.X-0.01 || in.Min.Y < box.Min.Y-0.01 || in.Max.X > box.Max.X+0.01 || in.Max.Y > box.Max.Y+0.01 {
			t.Errorf("%s: %v is drawn in %v", s.code, in, box)
		}
		if s.cut {
			for _, w := range s.arrows {
				if r := boundsOf(w.line); r.Min.X < s.frame.Min.X || r.Min.Y < s.frame.Min.Y || r.Max.X > s.frame.Max.X || r.Max.Y > s.frame.Max.Y {
					t.Errorf("%s: an arrow is cut: %v in %v", s.code, r, s.frame)
				}
			}
		}
		for _, w := range s.arrows {
			if d := boundsOf(w.line); math.Hypot(d.Width(), d.Height()) < s.line*6 {
				t.Errorf("%s: an arrow has no room for its head", s.code)
			}
		}
	}
}

// Something shows what an exercise is about: a part in the accent colour, an arrow, or a prop.
func TestAnExerciseShowsWhatItIsAbout(t *testing.T) {
	t.Parallel()
	for _, s := range scenes(t) {
		marked := false
		for _, p := range s.last.parts {
			marked = marked || s.moves(p.name)
		}
		if !marked && len(s.arrows) == 0 && len(s.over)+len(s.behind) == 0 && s.close == "" {
			t.Errorf("%s shows a person and no more", s.code)
		}
		for _, m := range strings.Fields(s.mark) {
			found := m == "none"
			for _, p := range s.last.parts {
				found = found || strings.HasPrefix(p.name, m)
			}
			if !found {
				t.Errorf("%s marks %q, which it does not draw", s.code, m)
			}
		}
	}
}

// Its lines are seen on every ground, for they alone carry the drawing.
func TestTheLinesOfAnExerciseAreSeen(t *testing.T) {
	t.Parallel()
	for _, palette := range []Palette{Light, Dark, Print} {
		tones := palette.tones()
		for name, c := range map[string]float64{
			"the body": Contrast(mix(tones.paper, tones.ink, 0.78), tones.paper), "what moves": Contrast(tones.accent, tones.paper),
			"the far side": Contrast(mix(tones.paper, tones.ink, 0.6), tones.paper),
		} {
			if c < 3 {
				t.Errorf("palette %d: %s stands out by %.1f", palette, name, c)
			}
		}
	}
}

func TestExerciseIsVectorsOnPaper(t *testing.T) {
	t.Parallel()
	if Exercise("no such exercise", Print) != nil {
		t.Error("something is drawn for a code that is not known")
	}
	for _, code := range Exercises() {
		doc := gofpdf.New("P", "mm", "A4", "")
		doc.SetCompression(false)
		doc.AddPage()
		Exercise(code, Print).WritePDF(doc, Fit(Rect{Max: Point{X: ExerciseWidth, Y: ExerciseHeight}}, 36, 27))
		var out strings.Builder
		if err := doc.Output(&out); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(out.String(), "/Image") && strings.Contains(out.String(), "/Subtype /Image") || out.Len() > 120<<10 {
			t.Errorf("%s takes %d bytes of paper", code, out.Len())
		}
	}
}

// Whoever cannot read a pose says so; nothing is drawn by guess.
func TestAPoseThatCannotBeRead(t *testing.T) {
	t.Parallel()
	for name, e := range map[string]exercise{
		"no hip":          {view: viewSide, start: "trunk=90"},
		"not a number":    {view: viewSide, start: "hip=1,2 trunk=up"},
		"no joint":        {view: viewSide, start: "hip"},
		"a joint to be":   {view: viewSide, start: "hip=40,50 armn>hand.f"},
		"reach nothing":   {view: viewSide, start: "hip=40,50 armn>3"},
		"unknown view":    {view: "above", start: "hip=40,50"},
		"unknown prop":    {view: viewSide, start: "hip=40,50", props: []string{"trampoline 3"}},
		"prop short":      {view: viewSide, start: "hip=40,50", props: []string{"chair 3"}},
		"arrow to no end": {view: viewSide, start: "hip=40,50", arrows: []string{"hand.n"}},
		"arrow nowhere":   {view: viewSide, start: "hip=40,50", arrows: []string{"1,2 there"}},
		"no box":          {view: viewSide, start: "hip=40,50", close: "1,2"},
	} {
		if _, err := e.picture(Light); err == nil {
			t.Errorf("%s: it was drawn", name)
		}
	}
}
