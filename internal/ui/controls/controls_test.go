package controls_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

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
		// The pointer never meets the stops of a timetable: what lies over them takes it, and borrows free time.
		if fmt.Sprintf("%T", o) == "*timetable.stop" {
			return
		}
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
	pages := map[string]bool{"Reader": true} // a tap on a page only brings the keyboard, and a press that slips scrolls it
	embeds := map[string][]string{}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Recv != nil && n.Name.Name == "Tapped" {
					if name := n.Recv.List[0].Type.(*ast.StarExpr).X.(*ast.Ident).Name; !pages[name] {
						taps[name] = true
					}
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
	for name, x := range map[string]struct {
		from, to kit.Mode
		choose   func(s *kittest.Screen, to kit.Mode)
	}{
		"in sight": {kit.ModeLight, kit.ModeDark, func(s *kittest.Screen, to kit.Mode) {
			s.App.Settings().SetTheme(kit.NewTheme(to))
			s.Window.Content().Refresh()
			s.Settle()
		}},
		"out of sight": {kit.ModeDark, kit.ModeLight, (*kittest.Screen).Switch},
	} {
		t.Run(name, func(t *testing.T) {
			s := kittest.New(t, x.to)
			show(s)
			want := s.Picture(1)
			s = kittest.New(t, x.from)
			show(s)
			x.choose(s, x.to)
			s.MustLookLike(want)
			if n := s.MustShowIcons(); n < 40 {
				t.Errorf("only %d icons were found", n)
			}
		})
	}
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
