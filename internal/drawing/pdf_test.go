package drawing

import (
	"bytes"
	"math"
	"strconv"
	"testing"

	"github.com/jung-kurt/gofpdf"
	"pgregory.net/rapid"

	"regimen/internal/anatomy"
)

func document() *gofpdf.Fpdf {
	doc := gofpdf.New("P", "mm", "A4", "")
	doc.SetCatalogSort(true)
	doc.SetCreationDate(day(0))
	doc.SetModificationDate(day(0))
	doc.SetCompression(false)
	doc.AddPage()
	return doc
}

func finish(t *testing.T, doc *gofpdf.Fpdf) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := doc.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPDFIsTheSameEveryTime(t *testing.T) {
	t.Parallel()
	v := view(t, "posterior")
	write := func() []byte {
		doc := document()
		p := Figure(v, Look{Palette: Print}, someMarks, []Stroke{{Points: []Point{pt(0, 0), pt(50, 50)}, Arrow: true}})
		p.WritePDF(doc, Fit(p.Box(), 90, 160))
		TimeSeries(rotation(), nil, Chart{Palette: Print, Width: 90, Height: 50, Type: 3}).WritePDF(doc, Translate(10, 190))
		return finish(t, doc)
	}
	a, b := write(), write()
	if !bytes.Equal(a, b) {
		t.Error("the same picture gave two documents")
	}
	page, _, _ := bytes.Cut(a, []byte("endstream"))
	if n := bytes.Count(page, []byte("\nq\n")) - bytes.Count(page, []byte("\nQ\n")); n != 0 || len(page) < 1000 {
		t.Errorf("%d clips are left open", n)
	}
}

// What the document was set to before, it is set to afterwards.
func TestPDFPutsTheDocumentBack(t *testing.T) {
	t.Parallel()
	doc := document()
	doc.SetFillColor(1, 2, 3)
	doc.SetDrawColor(4, 5, 6)
	doc.SetTextColor(7, 8, 9)
	doc.SetLineWidth(0.7)
	doc.SetAlpha(0.5, "Normal")
	doc.SetFont("Helvetica", "B", 9)
	x, y := doc.GetXY()
	Figure(view(t, "posterior"), Look{Palette: Print}, someMarks, nil).WritePDF(doc, Scale(0.1))
	if got := rgbOf(doc.GetFillColor()); got != [3]int{1, 2, 3} {
		t.Errorf("fill %v", got)
	}
	if got := rgbOf(doc.GetDrawColor()); got != [3]int{4, 5, 6} {
		t.Errorf("pen %v", got)
	}
	if got := rgbOf(doc.GetTextColor()); got != [3]int{7, 8, 9} {
		t.Errorf("text %v", got)
	}
	if a, _ := doc.GetAlpha(); a != 0.5 || doc.GetLineWidth() != 0.7 {
		t.Errorf("opacity %v, line %v", a, doc.GetLineWidth())
	}
	if nx, ny := doc.GetXY(); nx != x || ny != y {
		t.Errorf("moved to %v, %v", nx, ny)
	}
	out := finish(t, doc)
	tail := out[bytes.LastIndex(out, []byte("[] 0 d")):]
	if !bytes.Contains(tail, []byte("0.004 0.008 0.012 rg")) {
		t.Error("the fill colour is not set on the paper again")
	}
}

// A document carries the faces it uses and no others.
func TestPDFFaces(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		faces []Face
		fonts int
	}{{nil, 0}, {[]Face{Regular, Regular}, 1}, {[]Face{Regular, Bold, Regular}, 2}, {[]Face{Regular, Bold, Italic}, 3}} {
		doc := document()
		p := NewPicture(rect(0, 0, 100, 20))
		for i, f := range c.faces {
			p.Text(Text{At: pt(0, float64(5*i)), String: "Plan", Size: 5, Color: black, Face: f})
		}
		p.WritePDF(doc, Identity())
		if n := bytes.Count(finish(t, doc), []byte("/FontFile2")); n != c.fonts {
			t.Errorf("%v: %d typefaces in the file, want %d", c.faces, n, c.fonts)
		}
	}
}

// A number is as near as its decimals allow, and as short as it can be written.
func TestPDFNumber(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Float64Range(-1e6, 1e6).Draw(t, "number")
		decimals := rapid.SampledFrom([]int{2, 3}).Draw(t, "decimals")
		w := &pdfWriter{}
		w.num(v, int64(math.Pow10(decimals)))
		rounded := math.Round(v*math.Pow10(decimals)) / math.Pow10(decimals)
		want := strconv.FormatFloat(rounded, 'f', -1, 64) + " "
		if want == "-0 " {
			want = "0 "
		}
		if got := string(w.buf); got != want {
			t.Fatalf("%v with %d decimals is %q, want %q", v, decimals, got, want)
		}
	})
}

// One letter outside the basic plane would make gofpdf fail the whole document.
func TestPDFSurvivesAnyText(t *testing.T) {
	t.Parallel()
	doc := document()
	p := NewPicture(rect(0, 0, 100, 20))
	p.Text(Text{At: pt(0, 10), String: "Pain 😀 in Ελλάδα, 漢字", Size: 5, Color: black})
	p.Text(Text{At: pt(0, 10), String: "turned 😀", Size: 5, Color: black, Angle: 1})
	part := NewPicture(Rect{})
	part.Text(Text{At: pt(0, 10), String: "clipped", Size: 5, Color: black})
	p.Clip(RectPath(rect(0, 0, 50, 20)), part)
	p.WritePDF(doc, Translate(10, 10))
	if len(finish(t, doc)) == 0 {
		t.Error("nothing was written")
	}
}

// Paper and screen show the same: a point drawn in either lands at the same
// place of the picture.
func TestPDFPlacesAsTheScreen(t *testing.T) {
	t.Parallel()
	doc := document()
	p := NewPicture(rect(0, 0, 100, 100))
	p.Path(Line(pt(0, 0), pt(100, 100)), Style{Stroke: red, Width: 1})
	p.WritePDF(doc, Translate(20, 30).Mul(Scale(0.5)))
	// 20 and 70 mm from the left, 30 and 80 mm from the top of a page of
	// 841.89 points.
	want := "56.7 756.9 m\n198.4 615.1 l\nS"
	if out := finish(t, doc); !bytes.Contains(out, []byte(want)) {
		i := bytes.Index(out, []byte(" m\n"))
		t.Errorf("there is %q, want %q", out[max(0, i-20):i+40], want)
	}
}

func TestFigureOnPaperIsSmall(t *testing.T) {
	t.Parallel()
	doc := document()
	doc.SetCompression(true)
	for i, info := range atlas(t).Views() {
		v := view(t, info.ID)
		p := Figure(v, Look{Palette: Print}, []Mark{{Code: v.Shapes()[0].Codes[0], Side: v.Shapes()[0].Side, Kind: Pain}}, nil)
		p.WritePDF(doc, Translate(float64(i)*20, 10).Mul(Fit(p.Box(), 40, 80)))
	}
	if n := len(finish(t, doc)); n > 300<<10 {
		t.Errorf("all views take %d bytes", n)
	}
}

// What is left out of a path is too small to be printed: every point of it stays within the tolerance of what remains.
func TestReducedPathsLookTheSame(t *testing.T) {
	t.Parallel()
	a := atlas(t)
	rapid.Check(t, func(t *rapid.T) {
		v := anyView(t, a)
		s := v.Shapes()[rapid.IntRange(0, len(v.Shapes())-1).Draw(t, "shape")]
		path := s.Path.Transform(Scale(rapid.Float64Range(0.05, 2).Draw(t, "points for a millimetre")).Apply)
		off := rapid.SampledFrom([]float64{paperOff, paperFaint}).Draw(t, "off")
		lines := reduced(path, off)
		if lines == nil {
			return // kept as it is
		}
		before, after := path.Flatten(paperFlat), anatomy.Outline(lines)
		for i := range before {
			for _, q := range before[i].Pts {
				if d := after[i : i+1].Distance(q); d > off+1e-9 {
					t.Fatalf("%v of %s is %.3f points off", q, s.ID, d)
				}
			}
		}
	})
}

// A fill that is cut to a box looks the same in it.
func TestCutFillsLookTheSame(t *testing.T) {
	t.Parallel()
	v := view(t, "posterior")
	rapid.Check(t, func(t *rapid.T) {
		x, y := rapid.Float64Range(-400, 300).Draw(t, "x"), rapid.Float64Range(0, 1600).Draw(t, "y")
		box := rect(x, y, x+rapid.Float64Range(20, 400).Draw(t, "w"), y+rapid.Float64Range(20, 400).Draw(t, "h"))
		whole := anatomy.Outline(v.Silhouette.Flatten(0.1))
		part := anatomy.Outline(cutTo(v.Silhouette, box.Grow(cutEdge)).Flatten(0.1))
		for range 50 {
			q := pt(rapid.Float64Range(box.Min.X, box.Max.X).Draw(t, "px"), rapid.Float64Range(box.Min.Y, box.Max.Y).Draw(t, "py"))
			if whole.Distance(q) > 0.01 && whole.Contains(q) != part.Contains(q) {
				t.Fatalf("%v is in one and not in the other", q)
			}
		}
	})
}
