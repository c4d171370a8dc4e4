package clinic

import (
	"slices"
	"strconv"
	"strings"

	"regimen/internal/anatomy"
	"regimen/internal/table"
)

// Scheme is a body chart whose areas marks are counted by.
type Scheme string

// The schemes, with how many areas each has.
const (
	Margolis Scheme = "margolis" // 45
	Choir    Scheme = "choir"    // 74
	PainSpan Scheme = "wpi"      // 19: the Widespread Pain Index
)

// Schemes lists them.
func Schemes() []Scheme { return []Scheme{Margolis, Choir, PainSpan} }

// Area is an area of a body chart. An area there is one of has a Middle number and no others.
type Area struct {
	Code   string
	Scheme Scheme
	Name   string
	Left   int // its number on the patient's left
	Right  int
	Middle int
	Source string
}

// Number is the area's number on a side.
func (a *Area) Number(side anatomy.Side) int {
	switch {
	case a.Middle > 0:
		return a.Middle
	case side == anatomy.Left:
		return a.Left
	}
	return a.Right
}

// BodyRegion says which areas a drawn region of the surface belongs to.
type BodyRegion struct {
	Code   string // the view and the region without their sides: "anterior/biceps.brachii", "palm/thumb"
	Areas  map[Scheme][]AreaCut
	Source string
}

// AreaCut is the area of what lies higher than a line of the view. The last of a list has no line.
type AreaCut struct {
	Area  string  // a code; "" where the chart has no area
	Above float64 // mm on the view; 0 in the last
}

// AreaAt is the area of a place on the region's view, or "".
func (r *BodyRegion) AreaAt(scheme Scheme, y float64) string {
	for _, c := range r.Areas[scheme] {
		if c.Above == 0 || y < c.Above {
			return c.Area
		}
	}
	return ""
}

// Area by code, or nil.
func (c *Catalogue) Area(code string) *Area {
	return find(c.Areas, func(a *Area) bool { return a.Code == code })
}

var areaColumns = []string{"code", "scheme", "name", "left", "right", "middle", "source"}

func readArea(r *table.Row) Area {
	var schemes []string
	for _, s := range Schemes() {
		schemes = append(schemes, string(s))
	}
	a := Area{
		Code: r.Text("code"), Scheme: Scheme(r.Choice("scheme", schemes...)), Name: r.Must("name"),
		Left: r.Count("left"), Right: r.Count("right"), Middle: r.Count("middle"), Source: r.Must("source"),
	}
	if (a.Left > 0) != (a.Right > 0) {
		r.Fail("right", "an area of one side needs one of the other")
	}
	if (a.Left > 0) == (a.Middle > 0) {
		r.Fail("middle", "give the numbers of left and right, or that of the middle")
	}
	return a
}

var regionColumns = []string{"code", "margolis", "choir", "wpi", "source"}

func readRegion(r *table.Row) BodyRegion {
	b := BodyRegion{Code: r.Text("code"), Areas: make(map[Scheme][]AreaCut), Source: r.Must("source")}
	for _, s := range Schemes() {
		b.Areas[s] = readCuts(r, string(s))
	}
	return b
}

// cuts reads "x above 478; y": an area for what lies higher than each line, and one for the rest.
func readCuts(r *table.Row, column string) []AreaCut {
	r.Must(column)
	parts := strings.Split(r.Text(column), ";")
	var out []AreaCut
	for i, part := range parts {
		words := strings.Fields(part)
		cut := AreaCut{}
		switch {
		case len(words) == 1 && i == len(parts)-1:
		case len(words) == 3 && words[1] == "above" && i < len(parts)-1:
			v, err := strconv.ParseFloat(words[2], 64)
			if err != nil || !(v > 0) || len(out) > 0 && v <= out[len(out)-1].Above {
				r.Fail(column, "%q is not a height in millimetres below the one before", words[2])
				return nil
			}
			cut.Above = v
		default:
			r.Fail(column, "write an area, or an area, “above”, a height and what lies below: not %q", strings.TrimSpace(part))
			return nil
		}
		if words[0] != "none" {
			cut.Area = words[0]
		}
		out = append(out, cut)
	}
	return out
}

// checkAreas makes sure that regions name areas of their own chart, and that no number is there twice.
func (c *Catalogue) checkAreas(l *table.Reader) {
	numbers := make(map[Scheme][]int)
	for _, a := range c.Areas {
		for _, n := range []int{a.Left, a.Right, a.Middle} {
			if n > 0 && slices.Contains(numbers[a.Scheme], n) {
				l.Fail("areas.tsv", 0, "left", "the number %d of %q is there twice", n, a.Code)
			} else if n > 0 {
				numbers[a.Scheme] = append(numbers[a.Scheme], n)
			}
		}
	}
	for _, r := range c.Regions {
		for s, cuts := range r.Areas {
			for _, cut := range cuts {
				if a := c.Area(cut.Area); cut.Area != "" && (a == nil || a.Scheme != s) {
					l.Fail("regions.tsv", 0, string(s), "%q of the region %q is no area of that chart in areas.tsv", cut.Area, r.Code)
				}
			}
		}
	}
}
