package clinic

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestChartsHaveTheirAreas(t *testing.T) {
	t.Parallel()
	span := func(from, to int) []int {
		var out []int
		for i := from; i <= to; i++ {
			out = append(out, i)
		}
		return out
	}
	want := map[Scheme][]int{
		Margolis: span(1, 45),
		Choir:    append(span(101, 136), span(201, 238)...), // 36 in front, 38 behind
		PainSpan: span(1, 19),
	}
	got := map[Scheme][]int{}
	for _, a := range catalogue(t).Areas {
		for _, n := range []int{a.Left, a.Right, a.Middle} {
			if n > 0 {
				got[a.Scheme] = append(got[a.Scheme], n)
			}
		}
	}
	for s, numbers := range want {
		slices.Sort(got[s])
		if !slices.Equal(got[s], numbers) {
			t.Errorf("%s: %v, want %v", s, got[s], numbers)
		}
	}
	// Segments 101–136 are in front and 201–238 behind.
	for _, r := range catalogue(t).Regions {
		for _, cut := range r.Areas[Choir] {
			a := catalogue(t).Area(cut.Area)
			if front, behind := strings.HasPrefix(r.Code, "anterior/"), strings.HasPrefix(r.Code, "posterior/"); front && a.Left > 200 || behind && a.Left < 200 {
				t.Errorf("%s belongs to the segment %d", r.Code, a.Left)
			}
		}
	}
}

func TestBrokenAreasSayWhere(t *testing.T) {
	t.Parallel()
	const (
		areas   = "code\tscheme\tname\tleft\tright\tmiddle\tsource\n"
		regions = "code\tmargolis\tchoir\twpi\tsource\n"
	)
	for name, x := range map[string]struct {
		file, text  string
		row         int
		column, why string
	}{
		"unknown chart":         {"areas.tsv", areas + "a\tpain\tA\t1\t2\t\ts\n", 2, "scheme", "not one of"},
		"one side only":         {"areas.tsv", areas + "a\tchoir\tA\t1\t\t\ts\n", 2, "right", "other"},
		"no number":             {"areas.tsv", areas + "a\tchoir\tA\t\t\t\ts\n", 2, "middle", "numbers"},
		"middle and sides":      {"areas.tsv", areas + "a\tchoir\tA\t1\t2\t3\ts\n", 2, "middle", "numbers"},
		"a number twice":        {"areas.tsv", areas + "a\tchoir\tA\t1\t1\t\ts\n", 0, "left", "twice"},
		"unknown area":          {"regions.tsv", regions + "a\tnone\tchoir.tail\tnone\ts\n", 0, "choir", "tail"},
		"area of another chart": {"regions.tsv", regions + "a\tchoir.calf\tnone\tnone\ts\n", 0, "margolis", "calf"},
		"no area":               {"regions.tsv", regions + "a\t\tnone\tnone\ts\n", 2, "margolis", "empty"},
		"line with no rest":     {"regions.tsv", regions + "a\tnone\tchoir.calf above 9\tnone\ts\n", 2, "choir", "what lies below"},
		"rest with no line":     {"regions.tsv", regions + "a\tnone\tchoir.calf; choir.groin\tnone\ts\n", 2, "choir", "what lies below"},
		"line of no number":     {"regions.tsv", regions + "a\tnone\tchoir.calf above nine; choir.groin\tnone\ts\n", 2, "choir", "not a height"},
		"lines out of order":    {"regions.tsv", regions + "a\tnone\tchoir.calf above 9; choir.chest above 8; choir.groin\tnone\ts\n", 2, "choir", "below the one before"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := tables(t)
			files[x.file] = &fstest.MapFile{Data: []byte(x.text)}
			brokenAt(t, files, x.file, x.row, x.column, x.why)
		})
	}
}
