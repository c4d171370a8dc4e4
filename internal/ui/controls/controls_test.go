package controls_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"image"
	"image/color"
	"maps"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"regimen/internal/ui/controls"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

func page(s *kittest.Screen) *kit.DragScroll { return controls.Page(s.Clock.Now, s.Clock.After) }

// show shows the whole page, from its beginning to its end.
func show(s *kittest.Screen) {
	p := page(s)
	s.Show(p, 1280, 800)
	s.Show(p, 1280, p.Content.MinSize().Height)
}

// The controls look as they did, in light and dark, unless that is meant.
func TestLooks(t *testing.T) {
	for _, mode := range []kit.Mode{kit.ModeLight, kit.ModeDark} {
		t.Run(string(mode), func(t *testing.T) {
			s := kittest.New(t, mode)
			show(s)
			s.MustLookAsKept("controls-" + string(mode))
			s.Save("controls-"+string(mode), 1)
			if cut := s.CutOff(); len(cut) > 2 { // those whose words are too long on purpose
				t.Errorf("%d texts are cut off: %q", len(cut), cut)
			}
		})
	}
}

// Everything that is tapped is big enough for a finger.
func TestTargetsAreBigEnough(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	show(s)
	n := 0
	s.Walk(func(o fyne.CanvasObject) {
		// The bars of a scroll need no finger: dragging anywhere scrolls too.
		if strings.Contains(strings.ToLower(fmt.Sprintf("%T", o)), "scrollbar") {
			return
		}
		if _, ok := o.(fyne.Tappable); !ok {
			return
		}
		if _, isEntry := o.(interface{ SetPlaceHolder(string) }); isEntry {
			if o.Size().Height < kit.Target {
				t.Errorf("a text field is %v high", o.Size().Height)
			}
			return
		}
		n++
		// The fields of a scale are dragged along and corrected, not hit.
		if fmt.Sprintf("%T", o) == "*kit.severityCell" {
			if size := o.Size(); size.Width < 28 || size.Height < 56 {
				t.Errorf("a field of the scale is %v", size)
			}
			return
		}
		if size := o.Size(); size.Width < kit.Target-0.1 || size.Height < kit.Target-0.1 {
			t.Errorf("%T is only %v", o, size)
		}
	})
	if n < 100 {
		t.Errorf("only %d targets were found", n)
	}
}

// Every kind of control of the kit is on the page, and a press that slips taps it, in a page that scrolls
// and out of one.
func TestEverythingTapsWithAFingerThatSlips(t *testing.T) {
	for _, scrolls := range []bool{true, false} {
		s := kittest.New(t, kit.ModeLight)
		page := page(s)
		var all fyne.CanvasObject = page
		if !scrolls {
			all = page.Content
		}
		s.Show(all, 1280, page.Content.MinSize().Height+2000)
		tapped := s.EverythingTaps()
		kit.Confirm(s.Window, "Discard it?", "It cannot be brought back.", "Discard", "Keep", true, func(bool) {})
		s.Settle()
		maps.Copy(tapped, s.EverythingTaps())
		for _, kind := range kinds(t) {
			if !tapped["*kit."+kind] {
				t.Errorf("scrolls %v: no %s that can be tapped is on the page", scrolls, kind)
			}
		}
	}
}

// kinds are the types of the kit that can be tapped: those with a method Tapped, and those that embed one.
func kinds(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("../kit/*.go")
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	taps := map[string]bool{"widget.Button": true, "widget.Entry": true}
	embeds := map[string][]string{}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Recv != nil && n.Name.Name == "Tapped" {
					taps[n.Recv.List[0].Type.(*ast.StarExpr).X.(*ast.Ident).Name] = true
				}
			case *ast.TypeSpec:
				st, ok := n.Type.(*ast.StructType)
				if !ok {
					break
				}
				for _, f := range st.Fields.List {
					if len(f.Names) > 0 {
						continue
					}
					switch e := f.Type.(type) {
					case *ast.Ident:
						embeds[n.Name.Name] = append(embeds[n.Name.Name], e.Name)
					case *ast.SelectorExpr:
						embeds[n.Name.Name] = append(embeds[n.Name.Name], fmt.Sprintf("%s.%s", e.X, e.Sel.Name))
					}
				}
			}
			return true
		})
	}
	part := map[string]bool{} // only ever embedded
	for again := true; again; {
		again = false
		for name, in := range embeds {
			for _, e := range in {
				if taps[e] && !taps[name] {
					taps[name], again = true, true
				}
				part[e] = part[e] || strings.HasSuffix(e, "Base")
			}
		}
	}
	var out []string
	for name := range taps {
		if !strings.Contains(name, ".") && !part[name] {
			out = append(out, name)
		}
	}
	if len(out) < 10 {
		t.Fatalf("found only %v", out)
	}
	return out
}

// A page that was on the screen, or out of sight, while light or dark was chosen has no trace of the other form.
func TestThemeIsSwitched(t *testing.T) {
	for from, to := range map[kit.Mode]kit.Mode{kit.ModeLight: kit.ModeDark, kit.ModeDark: kit.ModeLight} {
		s := kittest.New(t, to)
		show(s)
		want := s.Picture(1)
		s = kittest.New(t, from)
		show(s)
		s.Switch(to)
		s.MustLookLike(want)
		s = kittest.New(t, from)
		show(s)
		s.App.Settings().SetTheme(kit.NewTheme(to))
		s.Window.Content().Refresh()
		s.Settle()
		s.MustLookLike(want)
		icons(t, s, to)
	}
}

// icons fails the test where an icon hardly stands out from what it lies on.
func icons(t *testing.T, s *kittest.Screen, mode kit.Mode) {
	t.Helper()
	img := s.Picture(1)
	n := 0
	s.Within(s.Window.Content(), func(o fyne.CanvasObject, at, from, to fyne.Position) {
		if _, ok := o.(*canvas.Raster); !ok || o.Size().Width > kit.IconSize || at.Y+o.Size().Height > to.Y || at.Y < from.Y {
			return
		}
		n++
		box := image.Rect(int(at.X), int(at.Y), int(at.X+o.Size().Width), int(at.Y+o.Size().Height))
		ground, best := img.At(box.Min.X, box.Min.Y), 0.0
		for y := box.Min.Y; y < box.Max.Y; y++ {
			for x := box.Min.X; x < box.Max.X; x++ {
				best = max(best, contrast(img.At(x, y), ground))
			}
		}
		if best < 3 {
			t.Errorf("%s: the icon at %v stands out only %.2f:1", mode, box, best)
		}
	})
	if n < 20 {
		t.Errorf("%s: only %d icons were found", mode, n)
	}
}

// contrast is that of WCAG 2.2.
func contrast(a, b color.Color) float64 {
	luminance := func(c color.Color) float64 {
		part := func(v uint32) float64 {
			s := float64(v) / 0xffff
			if s <= 0.04045 {
				return s / 12.92
			}
			return math.Pow((s+0.055)/1.055, 2.4)
		}
		r, g, b, _ := c.RGBA()
		return 0.2126*part(r) + 0.7152*part(g) + 0.0722*part(b)
	}
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// The window shows the other form as soon as it is chosen.
func TestTheWindowSwitches(t *testing.T) {
	s := kittest.New(t, kit.ModeDark)
	s.Window.Close()
	s.Window = controls.Open(s.App)
	if kit.IsDark() {
		t.Error("it begins dark")
	}
	s.Tap("Dark")
	if !kit.IsDark() {
		t.Error("dark was chosen and it is light")
	}
}
