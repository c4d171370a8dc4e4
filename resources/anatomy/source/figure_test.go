package main

import (
	"encoding/xml"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// drawing is an SVG as a reader of the figure sees it.
type drawing struct {
	view       string
	box        [4]float64
	groups     map[string][]shape
	order      []string
	silhouette []Polygon
}

type shape struct {
	id, side, class string
	structures      []string
	loops           []Polygon
	lo, hi          Point // bounds
}

type svgNode struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Children []svgNode  `xml:",any"`
}

func (n svgNode) attr(name string) string {
	for _, a := range n.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var loadDrawings = sync.OnceValues(func() ([]drawing, error) {
	names, err := filepath.Glob("../*.svg")
	if err != nil {
		return nil, err
	}
	var out []drawing
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		d, err := parseDrawing(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if d.view+".svg" != filepath.Base(name) {
			return nil, fmt.Errorf("%s says it is view %s", name, d.view)
		}
		out = append(out, d)
	}
	return out, nil
})

func drawings(t *testing.T) []drawing {
	t.Helper()
	ds, err := loadDrawings()
	if err != nil {
		t.Fatal(err)
	}
	return ds
}

func parseDrawing(text []byte) (drawing, error) {
	var root svgNode
	if err := xml.Unmarshal(text, &root); err != nil {
		return drawing{}, err
	}
	d := drawing{view: root.attr("data-view"), groups: map[string][]shape{}}
	if _, err := fmt.Sscan(root.attr("viewBox"), &d.box[0], &d.box[1], &d.box[2], &d.box[3]); err != nil {
		return drawing{}, err
	}
	for _, g := range root.Children {
		d.order = append(d.order, g.attr("id"))
		if g.XMLName.Local == "path" {
			loops, err := flatten(g.attr("d"))
			if err != nil {
				return drawing{}, err
			}
			d.silhouette = loops
			continue
		}
		for _, p := range g.Children {
			loops, err := flatten(p.attr("d"))
			if err != nil {
				return drawing{}, fmt.Errorf("%s %s: %w", g.attr("id"), p.attr("id"), err)
			}
			s := shape{
				id: p.attr("id"), side: p.attr("data-side"), class: p.attr("data-class"),
				structures: strings.Fields(p.attr("data-structures")), loops: loops,
			}
			s.lo, s.hi = bounds(loops)
			d.groups[g.attr("id")] = append(d.groups[g.attr("id")], s)
		}
	}
	return d, nil
}

var command = regexp.MustCompile(`([A-Za-z])([^A-Za-z]*)`)

const curveSteps = 6

// flatten reads a path and fails on anything but absolute M, L, C and Z.
func flatten(path string) ([]Polygon, error) {
	var loops []Polygon
	for _, c := range command.FindAllStringSubmatch(path, -1) {
		var v []float64
		for f := range strings.FieldsSeq(c[2]) {
			x, err := strconv.ParseFloat(f, 64)
			if err != nil {
				return nil, err
			}
			v = append(v, x)
		}
		last := len(loops) - 1
		switch {
		case c[1] == "M" && len(v) == 2:
			loops = append(loops, Polygon{{v[0], v[1]}})
		case c[1] == "L" && len(v) == 2:
			loops[last] = append(loops[last], Point{v[0], v[1]})
		case c[1] == "C" && len(v) == 6:
			from := loops[last][len(loops[last])-1]
			b := [4]Point{from, {v[0], v[1]}, {v[2], v[3]}, {v[4], v[5]}}
			for i := 1; i <= curveSteps; i++ {
				loops[last] = append(loops[last], bezierAt(b, float64(i)/curveSteps))
			}
		case c[1] == "Z" && len(v) == 0:
		default:
			return nil, fmt.Errorf("command %q is not an absolute M, L, C or Z", c[0])
		}
	}
	return loops, nil
}

// inside is the even-odd rule.
func inside(loops []Polygon, q Point) bool {
	in := false
	for _, p := range loops {
		for i := range p {
			a, b := p[i], p[(i+1)%len(p)]
			if (a.Y > q.Y) != (b.Y > q.Y) && q.X < (b.X-a.X)*(q.Y-a.Y)/(b.Y-a.Y)+a.X {
				in = !in
			}
		}
	}
	return in
}

func bounds(loops []Polygon) (lo, hi Point) {
	lo, hi = Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	for _, p := range loops {
		for _, q := range p {
			lo = Point{math.Min(lo.X, q.X), math.Min(lo.Y, q.Y)}
			hi = Point{math.Max(hi.X, q.X), math.Max(hi.Y, q.Y)}
		}
	}
	return lo, hi
}

func (s shape) contains(q Point) bool {
	return q.X >= s.lo.X && q.X <= s.hi.X && q.Y >= s.lo.Y && q.Y <= s.hi.Y && inside(s.loops, q)
}

var targetGroups = []string{"regions", "deep", "points"}

func TestRegeneratingGivesTheCommittedFiles(t *testing.T) {
	t.Parallel()
	if runtime.GOARCH != "amd64" {
		t.Skip("other processors fuse multiplications and round the last digit differently")
	}
	files, err := generate(readFile(t, structures))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		if got := readFile(t, name); got != string(want) {
			t.Errorf("%s is not what the art gives: run go run ./resources/anatomy/source", name)
		}
	}
	committed, err := filepath.Glob("../*.svg")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range committed {
		if files[filepath.Base(c)] == nil {
			t.Errorf("%s comes from no art", c)
		}
	}
}

func TestDrawingsKeepTheFormat(t *testing.T) {
	t.Parallel()
	groups := []string{"regions", "shade", "light", "fibres", "borders", "lines", "silhouette", "deep", "points"}
	classes := []string{"muscle", "tendon", "bone", "joint", "skin", "ligament", "fascia", "lymph", "nerve", "bursa", "cartilage"}
	names, err := parseStructures(readFile(t, structures))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range drawings(t) {
		if !slices.Equal(d.order, groups) {
			t.Errorf("%s: groups are %v", d.view, d.order)
		}
		seen := map[string]bool{}
		for _, g := range targetGroups {
			for _, s := range d.groups[g] {
				if s.id == "" || seen[s.id] {
					t.Errorf("%s: id %q is empty or used twice", d.view, s.id)
				}
				seen[s.id] = true
				if !slices.Contains(classes, s.class) {
					t.Errorf("%s %s: class %q", d.view, s.id, s.class)
				}
				if len(s.structures) == 0 || len(s.loops) == 0 {
					t.Errorf("%s %s: has %d structures and %d loops", d.view, s.id, len(s.structures), len(s.loops))
				}
				for _, code := range s.structures {
					n, ok := names[code]
					if !ok {
						t.Errorf("%s %s: %s is not in the table", d.view, s.id, code)
					}
					if n.paired != (s.side == left || s.side == right) || !n.paired && s.side != midline {
						t.Errorf("%s %s: %s is drawn on side %s", d.view, s.id, code, s.side)
					}
				}
				for _, p := range s.loops {
					for _, q := range p {
						if q.X < d.box[0] || q.X > d.box[0]+d.box[2] || q.Y < d.box[1] || q.Y > d.box[1]+d.box[3] {
							t.Errorf("%s %s: leaves the view box at %v", d.view, s.id, q)
						}
					}
				}
			}
		}
	}
}

func TestSurfaceTilesTheBody(t *testing.T) {
	t.Parallel()
	const samples = 20000
	for _, d := range drawings(t) {
		random := rand.New(rand.NewPCG(1, 2))
		var gaps, overlaps, n int
		for n < samples {
			q := Point{d.box[0] + random.Float64()*d.box[2], d.box[1] + random.Float64()*d.box[3]}
			if !inside(d.silhouette, q) {
				continue
			}
			n++
			hits := 0
			for _, s := range d.groups["regions"] {
				if s.contains(q) {
					hits++
				}
			}
			if hits == 0 {
				gaps++
			}
			if hits > 1 {
				overlaps++
			}
		}
		if limit := samples / 1000; gaps > limit || overlaps > limit {
			t.Errorf("%s: of %d points on the body %d hit nothing, %d more than one region", d.view, n, gaps, overlaps)
		}
	}
}

func TestTargetsLieOnTheBody(t *testing.T) {
	t.Parallel()
	for _, d := range drawings(t) {
		for _, g := range []string{"deep", "points"} {
			for _, s := range d.groups[g] {
				var on, all int
				lo, hi := s.lo, s.hi
				const steps = 24
				for i := range steps * steps {
					q := Point{lo.X + (hi.X-lo.X)*(float64(i%steps)+0.5)/steps, lo.Y + (hi.Y-lo.Y)*(float64(i/steps)+0.5)/steps}
					if !inside(s.loops, q) {
						continue
					}
					all++
					if inside(d.silhouette, q) {
						on++
					}
				}
				if all == 0 || float64(on) < 0.97*float64(all) {
					t.Errorf("%s %s: %d of %d points are on the body", d.view, s.id, on, all)
				}
			}
		}
	}
}

func TestEveryStructureAndSideIsDrawn(t *testing.T) {
	t.Parallel()
	names, err := parseStructures(readFile(t, structures))
	if err != nil {
		t.Fatal(err)
	}
	drawn := map[string]bool{}
	for _, d := range drawings(t) {
		for _, g := range targetGroups {
			for _, s := range d.groups[g] {
				for _, code := range s.structures {
					drawn[code+" "+s.side] = true
				}
			}
		}
	}
	for _, code := range slices.Sorted(maps.Keys(names)) {
		if names[code].group {
			continue
		}
		sides := []string{midline}
		if names[code].paired {
			sides = []string{left, right}
		}
		for _, side := range sides {
			if !drawn[code+" "+side] {
				t.Errorf("%s %s is drawn nowhere", code, side)
			}
		}
	}
}

// TestSmallSurfacesHaveAnotherTarget: a structure must not depend on a surface region a finger cannot
// hit: one whose largest inscribed circle is under 10 mm (inset views are shown about four times
// larger), or one where it is not the first meaning of a tap.
func TestSmallSurfacesHaveAnotherTarget(t *testing.T) {
	t.Parallel()
	const fingerRadius = 10.0
	names, err := parseStructures(readFile(t, structures))
	if err != nil {
		t.Fatal(err)
	}
	reachable := map[string]bool{}
	for _, d := range drawings(t) {
		for _, g := range []string{"deep", "points"} {
			for _, s := range d.groups[g] {
				reachable[s.structures[0]] = true
			}
		}
	}
	for _, d := range drawings(t) {
		zoom := 1.0
		if d.box[3] < 400 {
			zoom = 4
		}
		for _, s := range d.groups["regions"] {
			if first := s.structures[0]; !reachable[first] {
				reachable[first] = inscribedRadius(s)*zoom >= fingerRadius
			}
		}
	}
	for _, code := range slices.Sorted(maps.Keys(names)) {
		if !reachable[code] && !names[code].group {
			t.Errorf("%s can only be reached through a surface smaller than a finger or as a further choice", code)
		}
	}
}

// inscribedRadius searches the middle of the largest circle inside a shape on ever finer grids.
func inscribedRadius(s shape) float64 {
	lo, hi := s.lo, s.hi
	best, at := 0.0, lerp(lo, hi, 0.5)
	span := hi.sub(lo)
	for range 4 {
		const steps = 20
		corner := at.sub(span.times(0.5))
		for i := range steps * steps {
			q := Point{corner.X + span.X*(float64(i%steps)+0.5)/steps, corner.Y + span.Y*(float64(i/steps)+0.5)/steps}
			if r := edgeDistance(s.loops, q); r > best && inside(s.loops, q) {
				best, at = r, q
			}
		}
		span = span.times(0.2)
	}
	return best
}

func edgeDistance(loops []Polygon, q Point) float64 {
	nearest := math.Inf(1)
	for _, p := range loops {
		for i := range p {
			a, b := p[i], p[(i+1)%len(p)]
			d := b.sub(a)
			k := 0.0
			if l := d.dot(d); l > 0 {
				k = math.Max(0, math.Min(1, q.sub(a).dot(d)/l))
			}
			nearest = math.Min(nearest, q.dist(lerp(a, b, k)))
		}
	}
	return nearest
}

func TestOppositeSidesAreExactMirrors(t *testing.T) {
	t.Parallel()
	byView := map[string]drawing{}
	for _, d := range drawings(t) {
		byView[d.view] = d
	}
	same := func(what string, a, b shape) {
		t.Helper()
		mirrored := make([]Polygon, len(b.loops))
		for i, p := range b.loops {
			for _, q := range p {
				mirrored[i] = append(mirrored[i], Point{-q.X, q.Y})
			}
		}
		if len(a.loops) != len(mirrored) {
			t.Errorf("%s: %d and %d loops", what, len(a.loops), len(mirrored))
			return
		}
		for i := range a.loops {
			if len(a.loops[i]) != len(mirrored[i]) {
				t.Errorf("%s: loop %d differs", what, i)
				return
			}
			for k := range a.loops[i] {
				if a.loops[i][k].dist(mirrored[i][k]) > 1e-9 {
					t.Errorf("%s: %v is not the mirror of %v", what, a.loops[i][k], b.loops[i][k])
					return
				}
			}
		}
	}
	for _, pair := range []string{"lateral", "palm", "sole"} {
		l, r := byView[pair+"-left"], byView[pair+"-right"]
		if l.box[0] != -r.box[0]-r.box[2] || l.box[2] != r.box[2] {
			t.Errorf("%s: the boxes %v and %v are no mirrors", pair, l.box, r.box)
		}
		for _, g := range l.order {
			if len(l.groups[g]) != len(r.groups[g]) {
				t.Errorf("%s %s: %d and %d paths", pair, g, len(l.groups[g]), len(r.groups[g]))
				continue
			}
			for i := range l.groups[g] {
				same(pair+" "+g+" "+l.groups[g][i].id, l.groups[g][i], r.groups[g][i])
			}
		}
	}
	for _, view := range []string{"anterior", "posterior"} {
		for _, g := range targetGroups {
			shapes := map[string]shape{}
			for _, s := range byView[view].groups[g] {
				shapes[s.id] = s
			}
			for id, s := range shapes {
				stem, ok := strings.CutSuffix(id, "."+left)
				if !ok {
					continue
				}
				other, ok := shapes[stem+"."+right]
				if !ok {
					t.Errorf("%s: %s has no right side", view, id)
					continue
				}
				same(view+" "+id, s, other)
			}
		}
	}
}

// TestSidesAreThePatients: a mistake here would treat the wrong side.
func TestSidesAreThePatients(t *testing.T) {
	t.Parallel()
	for _, d := range drawings(t) {
		for _, g := range targetGroups {
			for _, s := range d.groups[g] {
				lo, hi := s.lo, s.hi
				onRight := (lo.X+hi.X)/2 > 0
				want := midline
				switch {
				case s.side == midline:
				case d.view == "anterior" && onRight, d.view == "posterior" && !onRight, strings.HasSuffix(d.view, "-left"):
					want = left
				default:
					want = right
				}
				if s.side != want {
					t.Errorf("%s %s: side %s, want %s", d.view, s.id, s.side, want)
				}
			}
		}
	}
	for _, d := range drawings(t) {
		for _, s := range d.groups["regions"] {
			lo, hi := s.lo, s.hi
			middle := (lo.X + hi.X) / 2
			switch {
			case d.view == "palm-left" && s.id == "thumb.L" && middle > 0,
				d.view == "sole-left" && s.id == "toe.great.L" && middle > 0,
				d.view == "lateral-left" && s.id == "face.L" && middle > 0:
				t.Errorf("%s: %s lies on the wrong side of the picture", d.view, s.id)
			}
		}
	}
}

func TestViewsTableMatchesTheDrawings(t *testing.T) {
	t.Parallel()
	rows, err := parseTable("views.tsv", readFile(t, "views.tsv"), strings.Split(strings.TrimSpace(viewsHeader), "\t"))
	if err != nil {
		t.Fatal(err)
	}
	boxes := map[string]string{}
	for _, r := range rows {
		boxes[r.Text("id")] = strings.Join([]string{r.Text("x"), r.Text("y"), r.Text("w"), r.Text("h")}, " ")
		if r.Text("title") == "" || r.Text("sides") == "" {
			t.Errorf("view %s has no title or does not say which side is where", r.Text("id"))
		}
	}
	ds := drawings(t)
	if len(rows) != len(ds) {
		t.Errorf("%d views in the table, %d drawings", len(rows), len(ds))
	}
	for _, d := range ds {
		var want [4]float64
		if _, err := fmt.Sscan(boxes[d.view], &want[0], &want[1], &want[2], &want[3]); err != nil || want != d.box {
			t.Errorf("view %s has box %v, the table says %q", d.view, d.box, boxes[d.view])
		}
	}
}

func TestStructureTable(t *testing.T) {
	t.Parallel()
	rows, err := parseTable(structures, readFile(t, structures), structureColumns)
	if err != nil {
		t.Fatal(err)
	}
	kinds := []string{"muscle", "tendon", "ligament", "fascia", "joint", "bone", "region", "lymph", "nerve", "bursa", "cartilage"}
	parts := []string{
		"Head", "Neck", "Upper back", "Low back", "Chest", "Abdomen", "Shoulder", "Arm", "Forearm",
		"Wrist and hand", "Hip and pelvis", "Thigh", "Knee", "Leg", "Ankle and foot",
	}
	code := regexp.MustCompile(`^[a-z]+(\.[a-z0-9]+)*$`)
	number := regexp.MustCompile(`^[1-9][0-9]*$`)
	unique := map[string]string{}
	var muscles, others int
	for _, r := range rows {
		c := r.Text("code")
		if !code.MatchString(c) {
			t.Errorf("code %q is not lower-case words and numbers with dots", c)
		}
		for _, column := range []string{"code", "name", "fma", "ta2"} {
			key := column + " " + strings.ToLower(r.Text(column))
			if r.Text(column) != "" && unique[key] != "" {
				t.Errorf("%s and %s share %s", unique[key], c, key)
			}
			unique[key] = c
		}
		if !slices.Contains(kinds, r.Text("kind")) || !slices.Contains(parts, r.Text("part")) {
			t.Errorf("%s: kind %q, part %q", c, r.Text("kind"), r.Text("part"))
		}
		if r.Text("name") == "" || r.Text("paired") != "yes" && r.Text("paired") != "no" || !regexp.MustCompile(`^[123]$`).MatchString(r.Text("depth")) {
			t.Errorf("%s: name %q, paired %q, depth %q", c, r.Text("name"), r.Text("paired"), r.Text("depth"))
		}
		for _, column := range []string{"fma", "ta2"} {
			if r.Text(column) != "" && !number.MatchString(r.Text(column)) {
				t.Errorf("%s: %s is %q", c, column, r.Text(column))
			}
		}
		switch {
		case r.Text("members") != "":
		case r.Text("kind") == "muscle" && r.Text("fma") != "" && r.Text("ta2") != "":
			muscles++
		case r.Text("kind") != "muscle" && r.Text("ta2") != "":
			others++
		}
	}
	if muscles < 164 || others < 192 {
		t.Errorf("%d muscles with FMA and TA2 ids and %d other structures with TA2 ids, want 164 and 192", muscles, others)
	}
}

func TestSidelessStructuresAreTheMidlineOnes(t *testing.T) {
	t.Parallel()
	rows, err := parseTable(structures, readFile(t, structures), structureColumns)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows {
		if r.Text("paired") == "no" && r.Text("ta2") != "" {
			got = append(got, r.Text("code"))
		}
	}
	slices.Sort(got)
	want := []string{
		"coccyx", "diaphragm", "hyoid", "interspinous.ligaments", "linea.alba", "nuchal.ligament", "orbicularis.oris",
		"pubic.symphysis", "sacrococcygeal.joint", "sacrum", "spine.cervical", "spine.lumbar", "spine.thoracic", "sternum",
		"supraspinous.ligament", "xiphoid.process",
	}
	if !slices.Equal(got, want) {
		t.Errorf("unpaired reference structures are %v, want %v", got, want)
	}
}
