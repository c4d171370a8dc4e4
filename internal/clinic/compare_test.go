package clinic

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regimen/internal/anatomy"
)

func finding(id, structure string, side anatomy.Side, kind string, severity int, more ...func(*Finding)) Finding {
	f := Finding{ID: id, Structure: structure, Side: side, Type: kind, Source: ByTherapist}
	if severity >= 0 {
		f.Severity = &severity
	}
	for _, m := range more {
		m(&f)
	}
	return f
}

func at(view string, x, y float64) func(*Finding) {
	return func(f *Finding) { f.View, f.X, f.Y = view, x, y }
}

func byPatient(f *Finding) { f.Source = ByPatient }

func TestCompareFindings(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		then, now []Finding
		want      []string
	}{
		"nothing": {},
		"new": {
			nil,
			[]Finding{finding("b", "soleus", "L", "pain", 4)},
			[]string{"left soleus: pain 4, new"},
		},
		"resolved": {
			[]Finding{finding("a", "soleus", "L", "pain", 4)},
			nil,
			[]string{"left soleus: pain 4, resolved"},
		},
		"one point is within error": {
			[]Finding{finding("a", "soleus", "L", "pain", 4)},
			[]Finding{finding("b", "soleus", "L", "pain", 5)},
			[]string{"left soleus: pain 4 to 5, persisting"},
		},
		"two points are not": {
			[]Finding{finding("a", "soleus", "L", "pain", 4), finding("c", "soleus", "R", "pain", 4)},
			[]Finding{finding("b", "soleus", "L", "pain", 6), finding("d", "soleus", "R", "pain", 2)},
			[]string{"left soleus: pain 4 to 6, worse", "right soleus: pain 4 to 2, better"},
		},
		"not rated is not judged": {
			[]Finding{finding("a", "soleus", "L", "pain", -1)},
			[]Finding{finding("b", "soleus", "L", "pain", 9)},
			[]string{"left soleus: pain 9, persisting"},
		},
		"another side, sort or source is another finding": {
			[]Finding{finding("a", "soleus", "L", "pain", 4)},
			[]Finding{finding("b", "soleus", "R", "pain", 4), finding("c", "soleus", "L", "tenderness", 4), finding("d", "soleus", "L", "pain", 4, byPatient)},
			[]string{"left soleus: pain 4, new", "left soleus: tenderness moderate, new", "right soleus: pain 4, new", "left soleus: pain 4, resolved"},
		},
		"two spots on one muscle, paired by place": {
			[]Finding{finding("a", "soleus", "L", "pain", 8, at("posterior", 10, 10)), finding("b", "soleus", "L", "pain", 3, at("posterior", 10, 90))},
			[]Finding{finding("c", "soleus", "L", "pain", 3, at("posterior", 11, 12)), finding("d", "soleus", "L", "pain", 8, at("posterior", 12, 88))},
			[]string{"left soleus: pain 3 to 8, worse", "left soleus: pain 8 to 3, better"},
		},
		"two spots, one gone": {
			[]Finding{finding("a", "soleus", "L", "pain", 8, at("posterior", 10, 10)), finding("b", "soleus", "L", "pain", 8, at("posterior", 10, 90))},
			[]Finding{finding("c", "soleus", "L", "pain", 8, at("posterior", 12, 88))},
			[]string{"left soleus: pain 8, persisting", "left soleus: pain 8, resolved"},
		},
		"two with no place, paired by severity": {
			[]Finding{finding("a", "soleus", "L", "pain", 8), finding("b", "soleus", "L", "pain", 3)},
			[]Finding{finding("c", "soleus", "L", "pain", 3), finding("d", "soleus", "L", "pain", 7)},
			[]string{"left soleus: pain 3, persisting", "left soleus: pain 8 to 7, persisting"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, c := range compareFindings(catalogue(t), x.then, x.now) {
				got = append(got, c.Words(catalogue(t), plainLabel).String())
			}
			slices.Sort(got) // the order has its own test
			slices.Sort(x.want)
			if !slices.Equal(got, x.want) {
				t.Errorf("%q, want %q", got, x.want)
			}
		})
	}
}

func TestCompareFindingsOrder(t *testing.T) {
	t.Parallel()
	then := []Finding{
		finding("1", "a", "L", "pain", 8), finding("2", "b", "L", "pain", 2), finding("3", "c", "L", "pain", 2), finding("4", "d", "L", "pain", 2),
	}
	now := []Finding{
		finding("5", "a", "L", "pain", 2), finding("6", "b", "L", "pain", 8), finding("7", "c", "L", "pain", 2), finding("8", "e", "L", "pain", 2),
	}
	var got []ChangeState
	for _, c := range compareFindings(catalogue(t), then, now) {
		got = append(got, c.State)
	}
	if want := []ChangeState{FindingWorse, FindingNew, FindingPersisting, FindingBetter, FindingResolved}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func drawFindings(t *rapid.T, name string) []Finding {
	n := rapid.IntRange(0, 8).Draw(t, name)
	out := make([]Finding, n)
	for i := range out {
		view := rapid.SampledFrom([]string{"", "posterior", "anterior"}).Draw(t, "view")
		out[i] = finding(
			fmt.Sprintf("%s%d", name, i), rapid.SampledFrom([]string{"soleus", "platysma"}).Draw(t, "structure"),
			rapid.SampledFrom([]anatomy.Side{"L", "R"}).Draw(t, "side"), rapid.SampledFrom([]string{"pain", "scar"}).Draw(t, "type"),
			rapid.IntRange(-1, 10).Draw(t, "severity"),
		)
		if view != "" {
			out[i].View, out[i].X, out[i].Y = view, float64(rapid.IntRange(0, 3).Draw(t, "x")), float64(rapid.IntRange(0, 3).Draw(t, "y"))
		}
	}
	return out
}

// Read backwards, what was new is resolved and what was better is worse, finding by finding.
func TestCompareFindingsIsEvenHanded(t *testing.T) {
	t.Parallel()
	mirror := map[ChangeState]ChangeState{
		FindingNew: FindingResolved, FindingResolved: FindingNew, FindingBetter: FindingWorse, FindingWorse: FindingBetter, FindingPersisting: FindingPersisting,
	}
	cat := catalogue(t)
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawFindings(t, "a"), drawFindings(t, "b")
		there, back := compareFindings(cat, a, b), compareFindings(cat, b, a)
		key := func(then, now string, s ChangeState) string { return then + ">" + now + " " + string(s) }
		var x, y []string
		for _, c := range there {
			x = append(x, key(c.ThenID, c.NowID, c.State))
		}
		for _, c := range back {
			y = append(y, key(c.NowID, c.ThenID, mirror[c.State]))
		}
		slices.Sort(x)
		slices.Sort(y)
		if !slices.Equal(x, y) {
			t.Fatalf("there %v, and back %v", x, y)
		}
		seen := make(map[string]int)
		for _, c := range there {
			seen[c.ThenID]++
			seen[c.NowID]++
		}
		for _, f := range slices.Concat(a, b) {
			if seen[f.ID] > 1 || seen[f.ID] < 1 && !f.Gone() {
				t.Fatalf("%s is in %d changes", f.ID, seen[f.ID])
			}
		}
	})
}

func TestCompareFindingsWithThemselves(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	rapid.Check(t, func(t *rapid.T) {
		a := drawFindings(t, "a")
		for _, c := range compareFindings(cat, a, a) {
			if c.State != FindingPersisting {
				t.Fatalf("%+v", c)
			}
		}
	})
}
