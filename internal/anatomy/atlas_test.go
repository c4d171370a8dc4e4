package anatomy_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"regimen/internal/anatomy"
)

const structuresFixture = `# names of the figure
code	name	formal	latin	kind	part	paired	depth	fma	ta2	also	members
trapezius.upper	Upper trapezius	Trapezius, descending part	m. trapezius	muscle	Neck	yes	1	32557	2226	traps; yoke	
levator	Levator	Levator	m. levator scapulæ	muscle	Neck	yes	2	32519	2234		
achilles	Achilles tendon	Calcaneal tendon	tendo calcaneus	tendon	Foot	yes	1		2662	heel cord	
itb	ITB	Iliotibial tract	tractus iliotibialis	fascia	Thigh	yes	1				
sternum	Sternum	Sternum	sternum	bone	Chest	no	1			breastbone	
back.line	Back line			muscle	Thigh	yes	1			hamstrings	levator; Thigh
whole.back	Whole back			region	Neck	yes	1				Neck; Chest
tfl	TFL	Tensor fasciae latae	m. tensor fasciæ latæ	muscle	Thigh	yes	1				
`

const viewsFixture = "id\ttitle\tx\ty\tw\th\tsides\nback\tBack\t-50\t0\t100\t100\tthe patient's left is on the left\n"

// The left half of the view is the trapezius, the right half the sternum;
// levator lies deep on the left, and a small point beside the middle.
const backFixture = `<svg xmlns="http://www.w3.org/2000/svg">
<g id="regions" fill="#aabbcc">
<path id="trapezius.upper.L" data-structures="trapezius.upper tfl" data-side="L" data-class="muscle" d="M-50 0L0 0L0 100L-50 100Z"/>
<path id="sternum" data-structures="sternum" data-side="M" data-class="bone" fill="#ffffff" d="M0 0L50 0L50 100L0 100Z"/>
</g>
<g id="deep"><path id="itb.L" data-structures="itb" data-side="L" data-class="deep" d="M-48 2L-2 2L-2 98L-48 98Z"/>
<path id="levator.L" data-structures="levator" data-side="L" data-class="deep" d="M-45 20L-25 20L-25 60L-45 60Z"/></g>
<g id="points"><path id="achilles.L" data-structures="achilles" data-side="L" data-class="tendon" d="M-6 46L-2 46L-2 50L-6 50Z"/></g>
<g id="shade" fill="#000000" fill-opacity="0.1"><path d="M0 0L1 0L1 1Z"/></g>
<g id="lines" fill="none" stroke="#222222" stroke-width="2"><path stroke-opacity="0.5" d="M0 0L1 1"/><path id="silhouette" d="M-50 0L50 0L50 100L-50 100Z"/></g>
</svg>`

func fixture() fstest.MapFS {
	return fstest.MapFS{
		"anatomy/structures.tsv": {Data: []byte(structuresFixture)},
		"anatomy/views.tsv":      {Data: []byte(viewsFixture)},
		"anatomy/back.svg":       {Data: []byte(backFixture)},
	}
}

func load(t testing.TB) *anatomy.Atlas {
	t.Helper()
	a, err := anatomy.Load(fixture())
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func view(t testing.TB, a *anatomy.Atlas, id string) *anatomy.View {
	t.Helper()
	v, err := a.View(id)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestLoad(t *testing.T) {
	t.Parallel()
	a := load(t)
	s, ok := a.Structure("trapezius.upper")
	if !ok || s.Kind != anatomy.Muscle || !s.Paired || s.Depth != 1 || !slices.Equal(s.Also, []string{"traps", "yoke"}) {
		t.Errorf("got %+v", s)
	}
	if got := a.Parts(); !slices.Equal(got, []string{"Neck", "Foot", "Thigh", "Chest"}) {
		t.Errorf("parts %v", got)
	}
	if _, ok := a.Structure("nothing"); ok {
		t.Error("an unknown code was found")
	}
	infos := a.Views()
	if len(infos) != 1 || infos[0].Box != (anatomy.Rect{Min: pt(-50, 0), Max: pt(50, 100)}) || infos[0].Sides == "" {
		t.Errorf("views %+v", infos)
	}
	v := view(t, a, "back")
	if v.Silhouette.Empty() || len(v.Shade) != 1 || v.Shade[0].Opacity != 0.1 || v.Shade[0].Fill != "#000000" {
		t.Errorf("shade %+v", v.Shade)
	}
	if len(v.Lines) != 1 || v.Lines[0].Pen != "#222222" || v.Lines[0].Opacity != 0.5 || v.Lines[0].Width != 2 {
		t.Errorf("lines %+v", v.Lines)
	}
	tr, _ := v.Shape("trapezius.upper.L")
	st, _ := v.Shape("sternum")
	if tr.Fill != "#aabbcc" || st.Fill != "#ffffff" || tr.Class != "muscle" || st.Side != anatomy.Midline {
		t.Errorf("shapes %+v %+v", tr, st)
	}
	if again := view(t, a, "back"); again != v {
		t.Error("a view was read twice")
	}
}

func TestLoadRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, file, old, new, want string }{
		{"unknown kind", "structures.tsv", "\tmuscle\tNeck", "\tmussel\tNeck", "not one of"},
		{"code twice", "structures.tsv", "levator\tLevator", "sternum\tLevator", "already on line"},
		{"no name", "structures.tsv", "\tITB\t", "\t\t", `column "name": it is empty`},
		{"bad depth", "structures.tsv", "yes\t2", "yes\ttwo", "depth"},
		{"stray tab", "structures.tsv", "heel cord", "heel cord\t\t\tmore", "columns and the heading"},
		{"a member that is not there", "structures.tsv", "levator; Thigh", "elevator; Thigh", "no structure and no part"},
		{"a group in a group", "structures.tsv", "levator; Thigh", "levator; whole.back", "no structure and no part"},
		{"no heading", "structures.tsv", structuresFixture, "", "heading"},
		{"column twice", "views.tsv", "title", "id", "there twice"},
		{"no size", "views.tsv", "100\t100\t", "100\t0\t", "no size"},
		{"no number", "views.tsv", "-50", "wide", "not a number"},
		{"unknown structure", "back.svg", `data-structures="sternum"`, `data-structures="sturnum"`, "not in the table"},
		{"no structure", "back.svg", `data-structures="sternum"`, "", "needs data-structures"},
		{"no side", "back.svg", `data-side="M"`, `data-side="middle"`, "not L, R or M"},
		{"id twice", "back.svg", `id="levator.L"`, `id="sternum"`, "there twice"},
		{"path", "back.svg", "M0 0L50 0", "M0 0Q50 0", "not one of"},
		{"opacity", "back.svg", `fill-opacity="0.1"`, `fill-opacity="a bit"`, "not a number"},
		{"unknown group", "back.svg", `<g id="lines"`, `<g id="scribbles"`, "unknown group"},
		{"no regions", "back.svg", backFixture, "<svg></svg>", "no regions"},
		{"torn", "back.svg", `</svg>`, `</g></svg>`, "not opened"},
		{"missing", "back.svg", "", "", "could not be opened"},
	} {
		fsys := fixture()
		name := "anatomy/" + c.file
		text := string(fsys[name].Data)
		if c.old == "" {
			delete(fsys, name)
		} else {
			changed := strings.Replace(text, c.old, c.new, 1)
			if changed == text {
				t.Fatalf("%s: the fixture has no %q", c.name, c.old)
			}
			fsys[name] = &fstest.MapFile{Data: []byte(changed)}
		}
		a, err := anatomy.Load(fsys)
		if err == nil {
			_, err = a.View("back")
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want an error with %q", c.name, err, c.want)
		}
	}
	if _, err := load(t).View("front"); err == nil {
		t.Error("a view that is not there was given")
	}
}

func TestLabel(t *testing.T) {
	t.Parallel()
	a := load(t)
	for _, c := range []struct {
		code string
		side anatomy.Side
		want string
	}{
		{"trapezius.upper", anatomy.Left, "Left upper trapezius"},
		{"achilles", anatomy.Right, "Right Achilles tendon"},
		{"itb", anatomy.Left, "Left ITB"},
		{"sternum", anatomy.Midline, "Sternum"},
		{"sternum", "", "Sternum"},
		{"gone", anatomy.Right, "Right gone"},
	} {
		if got := a.Label(c.code, c.side); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.code, c.side, got, c.want)
		}
	}
}

func TestSearch(t *testing.T) {
	t.Parallel()
	a := load(t)
	for _, c := range []struct{ query, want string }{
		{"", ""},
		{"   ", ""},
		{"upper trap", "trapezius.upper.L trapezius.upper.R"},
		{"TRAP left", "trapezius.upper.L"},
		{"l trap upp", "trapezius.upper.L"},
		{"right yoke", "trapezius.upper.R"},
		{"breastbone", "sternum.M"},
		{"sternum left", "sternum.M"},
		{"heel r", "achilles.R"},
		{"fasciae", "tfl.L tfl.R"},
		{"fascia l", "tfl.L itb.L"}, // the formal name comes before the kind
		{"calcaneus", "achilles.L achilles.R"},
		{"scapulae left", "levator.L"}, // written scapulæ in Latin
		{"tendon of the left heel", "achilles.L"},
		{"hamstrings", "back.line.L back.line.R"},
		{"zzz", ""},
	} {
		var got []string
		for _, f := range a.Search(c.query) {
			got = append(got, f.Structure+"."+string(f.Side))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q: got %q, want %q", c.query, s, c.want)
		}
	}
}

// Accents and capitals never matter, and each structure is found by its own name.
func TestSearchFindsEveryName(t *testing.T) {
	t.Parallel()
	a := realAtlas(t)
	all := a.Structures()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(all).Draw(t, "structure")
		names := append([]string{s.Name, s.Formal, s.Latin}, s.Also...)
		name := rapid.SampledFrom(names).Draw(t, "name")
		if strings.TrimSpace(name) == "" {
			return
		}
		if rapid.Bool().Draw(t, "capitals") {
			name = strings.ToUpper(name)
		}
		name = strings.ReplaceAll(name, "e", "é")
		words := strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(" ,()/-.", r) })
		if slices.ContainsFunc(words, func(w string) bool {
			return slices.Contains([]string{"l", "r", "left", "right", "lt", "rt"}, strings.ToLower(w))
		}) {
			return
		}
		if !slices.ContainsFunc(a.Search(name), func(f anatomy.Target) bool { return f.Structure == s.Code }) {
			t.Fatalf("%q does not find %s", name, s.Code)
		}
	})
}

func TestBestMatchIsTheExactName(t *testing.T) {
	t.Parallel()
	a := realAtlas(t)
	for _, s := range a.Structures() {
		found := a.Search(s.Name)
		if len(found) == 0 {
			t.Errorf("%q finds nothing", s.Name)
			continue
		}
		first, _ := a.Structure(found[0].Structure)
		if first.Name != s.Name {
			t.Errorf("%q finds %q first", s.Name, first.Name)
		}
	}
}

func ids(hits []anatomy.Hit) string {
	var out []string
	for _, h := range hits {
		out = append(out, h.Structure)
	}
	return strings.Join(out, " ")
}

func TestHit(t *testing.T) {
	t.Parallel()
	v := view(t, load(t), "back")
	for _, c := range []struct {
		name   string
		at     anatomy.Point
		layer  anatomy.Layer
		radius float64
		want   string
	}{
		{"surface, then its other meaning, then beneath", pt(-35, 40), anatomy.Surface, 0, "trapezius.upper tfl levator itb"},
		{"deep: the smaller of two", pt(-35, 40), anatomy.Deep, 0, "levator itb trapezius.upper tfl"},
		{"deep: the only one", pt(-10, 80), anatomy.Deep, 0, "itb trapezius.upper tfl"},
		{"nothing deep here", pt(30, 50), anatomy.Deep, 5, "sternum"},
		{"a point under the finger", pt(-4, 48), anatomy.Points, 0, "achilles trapezius.upper tfl itb"},
		{"a point beside the finger", pt(-12, 48), anatomy.Points, 9, "achilles trapezius.upper tfl itb"},
		{"a point offered from the surface", pt(-12, 48), anatomy.Surface, 9, "trapezius.upper tfl itb achilles"},
		{"too far", pt(-30, 90), anatomy.Points, 9, "trapezius.upper tfl itb"},
		{"beside the figure", pt(55, 50), anatomy.Surface, 9, "sternum"},
		{"away from the figure", pt(70, 50), anatomy.Surface, 9, ""},
	} {
		if got := ids(v.Hit(c.at, c.layer, c.radius)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	h := v.Hit(pt(-12, 48), anatomy.Points, 9)[0]
	if h.Distance != 6 || h.Side != anatomy.Left || h.Shape.ID != "achilles.L" {
		t.Errorf("got %+v", h)
	}
}

// What Hit returns agrees with the plain definition, anywhere on every view.
func TestHitAgreesWithTheShapes(t *testing.T) {
	t.Parallel()
	a := realAtlas(t)
	views := a.Views()
	rapid.Check(t, func(t *rapid.T) {
		info := rapid.SampledFrom(views).Draw(t, "view")
		v, err := a.View(info.ID)
		if err != nil {
			t.Fatal(err)
		}
		b := info.Box.Grow(20)
		p := pt(rapid.Float64Range(b.Min.X, b.Max.X).Draw(t, "x"), rapid.Float64Range(b.Min.Y, b.Max.Y).Draw(t, "y"))
		layer := rapid.SampledFrom(anatomy.Layers()).Draw(t, "layer")
		const radius = 9
		hits := v.Hit(p, layer, radius)
		seen := map[anatomy.Target]bool{}
		for _, h := range hits {
			if seen[h.Target] {
				t.Fatalf("%v is there twice", h.Target)
			}
			seen[h.Target] = true
			if d := h.Shape.Distance(p); d > radius || d != h.Distance {
				t.Fatalf("%s is %v away and not %v", h.Shape.ID, d, h.Distance)
			}
			if !h.Shape.Stands(h.Target) {
				t.Fatalf("%s does not stand for %v", h.Shape.ID, h.Target)
			}
		}
		nearest := radius + 1.0
		for _, s := range v.Layer(layer) {
			nearest = min(nearest, s.Distance(p))
		}
		if nearest <= radius && (hits[0].Shape.Layer != layer || hits[0].Distance != nearest) {
			t.Fatalf("the best is %s at %v, but one of the layer is at %v", hits[0].Shape.ID, hits[0].Distance, nearest)
		}
		for _, s := range v.Shapes() {
			if s.Contains(p) && !seen[s.Target()] {
				t.Fatalf("%s lies here and is not offered", s.ID)
			}
		}
	})
}

func TestFindAndShapes(t *testing.T) {
	t.Parallel()
	a := load(t)
	v := view(t, a, "back")
	if got := v.Find(anatomy.Target{Structure: "tfl", Side: anatomy.Left}); len(got) != 1 || got[0].ID != "trapezius.upper.L" {
		t.Errorf("got %v", got)
	}
	if got := v.Find(anatomy.Target{Structure: "tfl", Side: anatomy.Right}); len(got) != 0 {
		t.Errorf("got %v", got)
	}
	for side, want := range map[anatomy.Side]int{anatomy.Left: 1, anatomy.Right: 0, "": 1} {
		if got, err := a.Shapes("levator", side); err != nil || len(got) != want {
			t.Errorf("%q: %v, %v", side, got, err)
		}
	}
}

// A group lies where its members lie, once each, and a region where its parts of the body have the surface.
func TestGroups(t *testing.T) {
	t.Parallel()
	a := load(t)
	v := view(t, a, "back")
	drawn := func(code string, side anatomy.Side) string {
		var out []string
		for _, s := range v.Find(anatomy.Target{Structure: code, Side: side}) {
			out = append(out, s.ID)
		}
		return strings.Join(out, " ")
	}
	for _, c := range []struct {
		code string
		side anatomy.Side
		want string
	}{
		{"back.line", anatomy.Left, "levator.L itb.L trapezius.upper.L"},
		{"back.line", anatomy.Right, ""},
		{"whole.back", anatomy.Left, "trapezius.upper.L sternum"},
	} {
		if got := drawn(c.code, c.side); got != c.want {
			t.Errorf("%s %s is drawn as %q, want %q", c.code, c.side, got, c.want)
		}
	}
	if got := a.Spread([]anatomy.Target{{Structure: "whole.back", Side: anatomy.Left}, {Structure: "itb", Side: anatomy.Left}}); !slices.Equal(got, []anatomy.Target{
		{Structure: "whole.back", Side: anatomy.Left},
		{Structure: "itb", Side: anatomy.Left},
		{Structure: "trapezius.upper", Side: anatomy.Left},
		{Structure: "levator", Side: anatomy.Left},
		{Structure: "sternum", Side: anatomy.Midline},
	}) {
		t.Errorf("it is made of %v", got)
	}
}

func FuzzTables(f *testing.F) {
	f.Add(structuresFixture, viewsFixture)
	f.Add("", "id\ttitle")
	f.Add("code\tname\n\t\n", "id\ttitle\tx\ty\tw\th\na\tb\t1\t2\tNaN\tInf")
	f.Add("\ufeffcode\r\nx\r\n", "#\n\n")
	f.Fuzz(func(t *testing.T, structures, views string) {
		a, err := anatomy.Load(fstest.MapFS{"structures.tsv": {Data: []byte(structures)}, "views.tsv": {Data: []byte(views)}})
		if err != nil {
			return
		}
		for _, s := range a.Structures() {
			a.Spread([]anatomy.Target{{Structure: s.Code, Side: s.Sides()[0]}})
			if s.Code == "" || s.Name == "" || s.Depth < 1 {
				t.Fatalf("accepted %+v", s)
			}
			a.Search(s.Name)
		}
		for _, v := range a.Views() {
			if !(v.Box.Width() > 0 && v.Box.Height() > 0) {
				t.Fatalf("accepted %+v", v)
			}
		}
	})
}

func FuzzView(f *testing.F) {
	f.Add(backFixture)
	f.Add("<svg><g id='regions'><path id='a' data-structures='sternum' data-side='M' d='M0 0Z'/></g></svg>")
	f.Add("<svg><g></svg>")
	f.Fuzz(func(t *testing.T, svg string) {
		fsys := fixture()
		fsys["anatomy/back.svg"] = &fstest.MapFile{Data: []byte(svg)}
		a, err := anatomy.Load(fsys)
		if err != nil {
			t.Fatal(err)
		}
		v, err := a.View("back")
		if err != nil {
			return
		}
		v.Hit(pt(0, 50), anatomy.Surface, 9)
	})
}

func TestTargetKey(t *testing.T) {
	t.Parallel()
	for _, side := range []anatomy.Side{anatomy.Left, anatomy.Right, anatomy.Midline} {
		want := anatomy.Target{Structure: "trapezius.upper", Side: side}
		if got, err := anatomy.ParseTarget(want.Key()); err != nil || got != want {
			t.Errorf("%v became %v, %v", want, got, err)
		}
	}
	for _, key := range []string{"", "trapezius.upper", "/L", "trapezius.upper/", "trapezius.upper/X"} {
		if got, err := anatomy.ParseTarget(key); err == nil {
			t.Errorf("%q is %v", key, got)
		}
	}
}
