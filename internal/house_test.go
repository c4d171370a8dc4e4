// Package house_test holds the arrows between the packages: which may know which.
package house_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"regimen/internal/clinic"
)

const module = "regimen"

// parts are what a part of a screen is built from, and screens what a whole one is: nothing that keeps records, prints
// or connects.
var (
	parts = []string{
		"internal/script", "internal/ui/bodymap", "internal/ui/drainage", "internal/ui/edit", "internal/ui/kit", "internal/ui/page", "internal/ui/paint", "internal/ui/paying", "internal/ui/pick", "internal/ui/places", "internal/ui/timetable", "internal/words",
	}
	screens = and(parts, "internal/anatomy", "internal/clinic", "internal/drawing", "internal/figure", "internal/ui/addendum", "internal/ui/consent", "internal/ui/cover", "internal/ui/desk",
		"internal/ui/forms", "internal/ui/intake", "internal/ui/papers", "internal/ui/presence", "internal/ui/safety", "internal/ui/signer")
)

// knows says which of the program's packages a package may know. A name with /... stands for what is below
// it, too; the longest name that fits counts.
var knows = map[string][]string{
	"resources":         nil,
	"resources/...":     {"resources/...", "internal/anatomy", "internal/table"},
	"internal/anatomy":  {"internal/script", "internal/table"},
	"internal/table":    nil,
	"internal/whole":    nil,
	"internal/timezone": nil,
	"internal/clinic":   {"internal/anatomy", "internal/script", "internal/table", "internal/timezone"},
	"internal/drawing":  {"internal/anatomy", "resources"},
	"internal/figure":   {"internal/anatomy", "internal/clinic", "internal/drawing", "internal/script"},
	"internal/document": {"internal/anatomy", "internal/clinic", "internal/drawing", "internal/figure", "internal/script", "internal/whole", "internal/words", "resources"},
	"internal/words":    {"internal/anatomy", "internal/clinic", "internal/script"},
	"internal/store":    {"internal/anatomy", "internal/clinic", "internal/store/lookup", "internal/timezone", "internal/whole"},
	"internal/books":    {"internal/anatomy", "internal/clinic", "resources"},
	"internal/station":  {"internal/anatomy", "internal/clinic", "internal/store", "internal/store/lookup"},
	"internal/propose":  {"internal/anatomy", "internal/clinic", "internal/script"},
	"internal/demo":     {"internal/anatomy", "internal/clinic", "internal/timezone"},

	"internal/books/bookstest": {"internal/anatomy", "internal/books", "internal/clinic"},

	"internal/connection": {"internal/clinic", "internal/whole"},

	"internal/exchange":     {"internal/clinic", "internal/exchange/...", "internal/store"},
	"internal/exchange/ics": {"internal/clinic", "internal/words"},

	"internal/store/lookup":    {"internal/clinic"},
	"internal/store/pgtest":    nil,
	"internal/store/storetest": {"internal/store"},
	"internal/script":          nil,

	// The lowest floor of the screens: widgets, which know what is shown and nobody who keeps it.
	"internal/ui/writing":   {"internal/script"},
	"internal/ui/kit":       {"internal/script", "internal/ui/writing", "resources"},
	"internal/ui/paint":     {"internal/drawing", "internal/ui/kit"},
	"internal/ui/page":      {"internal/ui/kit"},
	"internal/ui/pick":      {"internal/anatomy", "internal/script", "internal/ui/kit"},
	"internal/ui/bodymap":   {"internal/anatomy", "internal/drawing", "internal/ui/kit"},
	"internal/ui/places":    {"internal/anatomy", "internal/drawing", "internal/ui/kit", "internal/ui/paint"},
	"internal/ui/timetable": {"internal/ui/kit", "internal/ui/writing"},
	"internal/ui/edit":      {"internal/clinic", "internal/ui/kit", "internal/words"},
	"internal/ui/drainage":  {"internal/anatomy", "internal/clinic", "internal/ui/edit", "internal/ui/kit", "internal/words"},
	"internal/ui/paying":    {"internal/clinic", "internal/ui/edit", "internal/ui/kit", "internal/words"},

	// The desk is where the records come to the screens.
	"internal/ui/desk": {"internal/anatomy", "internal/clinic", "internal/station", "internal/store", "internal/store/lookup", "internal/ui/kit", "internal/words"},

	// Parts that several screens show.
	"internal/ui/cover":     {"internal/ui/desk", "internal/ui/kit"},
	"internal/ui/presence":  {"internal/clinic", "internal/ui/desk", "internal/ui/kit"},
	"internal/ui/signer":    {"internal/clinic", "internal/ui/desk", "internal/ui/kit"},
	"internal/ui/addendum":  {"internal/clinic", "internal/ui/desk", "internal/ui/kit", "internal/ui/signer", "internal/words"},
	"internal/ui/papers":    {"internal/ui/desk", "internal/ui/kit", "internal/whole", "internal/words"},
	"internal/ui/forms":     {"internal/clinic", "internal/ui/desk", "internal/ui/edit", "internal/ui/kit", "internal/ui/page"},
	"internal/ui/safety":    and(parts, "internal/anatomy", "internal/clinic", "internal/drawing", "internal/ui/desk"),
	"internal/ui/intake":    and(parts, "internal/clinic", "internal/drawing", "internal/figure", "internal/ui/consent", "internal/ui/desk"),
	"internal/ui/documents": and(parts, "internal/clinic", "internal/document", "internal/ui/desk", "internal/ui/papers"),
	"internal/ui/consent":   and(parts, "internal/clinic", "internal/drawing", "internal/ui/desk", "internal/ui/documents", "internal/ui/papers"),

	// Screens: each knows the desk and what is below it, and of other screens only what is said here.
	"internal/ui/...":        screens,
	"internal/ui/assess/...": and(screens, "internal/ui/assess/..."),
	"internal/ui/plan":       and(screens, "internal/propose", "internal/ui/progress"),
	"internal/ui/summary":    and(screens, "internal/ui/answers", "internal/ui/progress"),
	"internal/ui/progress":   and(screens, "internal/ui/sessions"),
	"internal/ui/account":    and(screens, "internal/store/lookup", "internal/ui/documents", "internal/ui/patients"),
	"internal/ui/due":        and(screens, "internal/store"),
	"internal/ui/patients":   and(screens, "internal/store/lookup"),
	"internal/ui/diary":      and(screens, "internal/document", "internal/exchange", "internal/exchange/ics", "internal/store/lookup", "internal/ui/documents", "internal/ui/patients", "internal/whole"),
	"internal/ui/takings":    and(screens, "internal/exchange", "internal/store", "internal/ui/documents", "internal/whole"),
	"internal/ui/today":      and(screens, "internal/store", "internal/store/lookup", "internal/ui/due", "internal/ui/patients"),
	"internal/ui/settings":   and(screens, "internal/books", "internal/connection", "internal/store", "internal/timezone"),
	"internal/ui/welcome":    and(screens, "internal/ui/settings"),

	// The window, with its entrance, and what it has of each patient.
	"internal/ui/sections": {"internal/ui/..."},
	"internal/ui":          and(screens, "internal/connection", "internal/store", "internal/store/lookup", "internal/ui/..."),

	// What only tests use.
	"internal/ui/shelltest":            {"internal/anatomy", "internal/books/bookstest", "internal/clinic", "internal/demo", "internal/store", "internal/ui", "internal/ui/desk", "internal/ui/kit/...", "internal/ui/sections"},
	"internal/ui/kit/kittest":          {"internal/drawing", "internal/ui/kit", "internal/words", "resources"},
	"internal/ui/desk/desktest":        {"internal/anatomy", "internal/books/bookstest", "internal/clinic", "internal/store/...", "internal/ui/desk", "internal/ui/kit/..."},
	"internal/ui/desk/recordstest":     {"internal/clinic", "internal/store", "internal/store/lookup", "internal/ui/desk"},
	"internal/ui/assess/step/steptest": and(screens, "internal/ui/assess/step", "internal/ui/desk/desktest"),

	"cmd/...": {"cmd/...", "internal/...", "resources"},
}

// homes says where alone a library may be imported, by the beginning of its path; the longest one that fits
// counts. Tests hold to it as well.
var homes = map[string][]string{
	"fyne.io/":                   {"internal/ui/...", "cmd/..."},
	"fyne.io/fyne/v2/app":        {"cmd/..."},
	"fyne.io/fyne/v2/test":       {"internal/ui/...", "cmd/..."},
	"github.com/arran4/":         {"internal/exchange/..."}, // reads back what was written
	"github.com/clipperhouse/":   {"internal/ui/writing"},
	"github.com/emersion/":       {"internal/exchange/..."},
	"github.com/fyne-io/":        {"internal/ui/..."},
	"github.com/go-gl/":          {"cmd/..."},
	"github.com/nicksnyder/":     {"internal/words"},
	"github.com/srwiley/":        {"internal/ui/..."},
	"database/sql":               {"internal/store", "internal/store/lookup"},
	"modernc.org/":               {"internal/store"},
	"github.com/gofrs/flock":     {"internal/store"},
	"github.com/jackc/pgx/":      {"internal/store/..."},
	"github.com/thlib/":          {"internal/timezone"},
	"github.com/zalando/":        {"internal/connection", "internal/ui/..."},
	"github.com/jung-kurt/":      {"internal/drawing", "internal/document"},
	"github.com/go-text/":        {"internal/document", "internal/drawing"},
	"golang.org/x/":              {"internal/...", "cmd/...", "resources/..."},
	"github.com/google/uuid":     {"internal/station", "internal/store", "cmd/..."},
	"pgregory.net/rapid":         {"internal/...", "cmd/...", "resources/..."},
	"github.com/stretchr/":       nil,
	"net/http":                   nil, // nothing is sent anywhere
	"testing":                    {"internal/books/bookstest", "internal/ui/kit/kittest", "internal/ui/desk/desktest", "internal/ui/desk/recordstest", "internal/ui/assess/step/steptest", "internal/store/pgtest", "internal/store/storetest", "internal/ui/shelltest"},
	module + "/internal/ui/kit/": {"internal/ui/desk/desktest", "internal/ui/shelltest"}, // the tests' helpers
	bookstest:                    {"internal/ui/desk/desktest", "internal/ui/shelltest"},
	storetest:                    {"internal/ui/desk/desktest"},
	pgtest:                       {"cmd/regimen", "internal/newkind", "internal/station", "internal/store"},
	"github.com/hbollon/":        {"internal/store/lookup"},
}

// pgtest runs a server, and only the tests of the records and of the whole program may ask for one: those of
// the screens stay quick and need none.
const pgtest = module + "/internal/store/pgtest"

// bookstest loads what the program goes by for tests of all packages.
const bookstest = module + "/internal/books/bookstest"

// and are the names of a floor with some more.
func and(floor []string, more ...string) []string { return slices.Concat(floor, more) }

// storetest begins clinics for tests of all packages.
const storetest = module + "/internal/store/storetest"

// fits reports whether a package is the one named, or below it when the name ends in /...
func fits(name, pkg string) bool {
	if folder, all := strings.CutSuffix(name, "/..."); all {
		return pkg == folder || strings.HasPrefix(pkg, folder+"/")
	}
	return name == pkg
}

// longest is the longest of the names for which fits holds, or ""; a package's own name counts before that of a folder.
func longest(names []string, fits func(string) bool) string {
	best, most := "", 0
	for _, n := range names {
		folder, all := strings.CutSuffix(n, "/...")
		length := 2 * len(folder)
		if !all {
			length++
		}
		if fits(n) && length > most {
			best, most = n, length
		}
	}
	return best
}

// refuse says why a file of a package may not import another, or "".
func refuse(pkg, imported string, inTest bool) string {
	among := func(names []string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return fits(n, pkg) })
	}
	if home := longest(slices.Collect(maps.Keys(homes)), func(begin string) bool { return strings.HasPrefix(imported, begin) }); home != "" {
		helper := home == "testing" || strings.HasPrefix(home, module)
		switch {
		case home == pgtest && !inTest:
			return "only tests may import it"
		case helper && home != pgtest && inTest:
			return ""
		case !among(homes[home]):
			return "it is imported elsewhere only: " + strings.Join(homes[home], ", ")
		}
	}
	other, ours := strings.CutPrefix(imported, module+"/")
	if !ours {
		outside := strings.Contains(strings.Split(imported, "/")[0], ".")
		if outside && longest(slices.Collect(maps.Keys(homes)), func(begin string) bool { return strings.HasPrefix(imported, begin) }) == "" {
			return "the library has no home yet"
		}
		return ""
	}
	if inTest {
		return "" // a test may bring together what the program keeps apart
	}
	mine := longest(slices.Collect(maps.Keys(knows)), func(name string) bool { return fits(name, pkg) })
	if mine == "" {
		return "the package has no place in the house yet"
	}
	if !slices.ContainsFunc(knows[mine], func(n string) bool { return fits(n, other) }) {
		return mine + " may know: " + strings.Join(knows[mine], ", ")
	}
	if other == "internal/ui" && strings.HasPrefix(pkg, "internal/ui/") && pkg != "internal/ui/shelltest" {
		return "a screen does not know the window it is in"
	}
	return ""
}

// Arrows go downwards only.
func TestHouse(t *testing.T) {
	t.Parallel()
	seen := make(map[string]bool)
	err := filepath.WalkDir("..", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || len(d.Name()) > 2 && d.Name()[0] == '.') {
			return filepath.SkipDir
		}
		if d.IsDir() || filepath.Ext(file) != ".go" {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		name := strings.TrimPrefix(filepath.ToSlash(file), "../")
		pkg := path.Dir(name)
		seen[pkg] = true
		if pkg == "internal" {
			return nil // this file
		}
		for _, i := range parsed.Imports {
			imported, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			if why := refuse(pkg, imported, strings.HasSuffix(name, "_test.go")); why != "" {
				t.Errorf("%s imports %s: %s", name, imported, why)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range knows {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(seen)), func(pkg string) bool { return fits(name, pkg) }) {
			t.Errorf("no package is %s", name)
		}
	}
}

// What takes text is kit.Entry, everywhere: Fyne's own fields lose the blank a line wraps at, and freeze over a long
// text.
func TestOneFieldForText(t *testing.T) {
	t.Parallel()
	refused := []string{
		"Entry", "NewEntry", "NewMultiLineEntry", "NewPasswordEntry", "NewEntryWithData", "SelectEntry", "NewSelectEntry",
		"DateEntry", "NewDateEntry",
	}
	err := filepath.WalkDir("ui", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(file) != ".go" {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if of, ok := s.X.(*ast.Ident); ok && of.Name == "widget" && slices.Contains(refused, s.Sel.Name) {
				t.Errorf("%s has a widget.%s", file, s.Sel.Name)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What a screen says goes through lang whole, as a constant, and what the domain says is a sentence with a constant key:
// pieces that are put together cannot be put into another order in another language, and a text that is made as the
// program runs can be found by no translator. A sentence is given what stands in its places.
func TestWhatIsSaidIsWhole(t *testing.T) {
	t.Parallel()
	for _, room := range []string{"clinic", "connection", "document", "exchange", "figure", "propose", "store", "ui", "words", "../cmd"} {
		err := filepath.WalkDir(room, func(file string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() && strings.HasSuffix(d.Name(), "test") {
				return filepath.SkipDir // the tests' helpers
			}
			if err != nil || d.IsDir() || filepath.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go") {
				return err
			}
			positions := token.NewFileSet()
			parsed, err := parser.ParseFile(positions, file, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(parsed, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				for _, text := range said(call, room) {
					if why := notWhole(text); why != "" {
						t.Errorf("%s: %s", positions.Position(call.Pos()), why)
					}
				}
				if lacks := unfilled(call, room); len(lacks) > 0 {
					t.Errorf("%s: nothing stands in %v", positions.Position(call.Pos()), lacks)
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// said are the texts of a call of lang, clinic.Say or clinic.SayCount.
func said(call *ast.CallExpr, room string) []ast.Expr {
	switch calls(call, "lang") {
	case "L", "N", "X", "XN", "Localize", "LocalizePlural":
		return call.Args[:1]
	}
	switch sentenceOf(call, room) {
	case "Say":
		return call.Args[:1]
	case "SayCount":
		return call.Args[1:3]
	}
	return nil
}

// sentenceOf is the function of clinic that a call makes a sentence with, or "".
func sentenceOf(call *ast.CallExpr, room string) string {
	name := calls(call, "clinic")
	if f, ok := call.Fun.(*ast.Ident); ok && room == "clinic" {
		name = f.Name
	}
	if name == "Say" || name == "SayCount" {
		return name
	}
	return ""
}

var place = regexp.MustCompile(`{{\.(\w+)}}`)

// unfilled are the places of a sentence for which its facts, where they are written beside it, hold nothing.
func unfilled(call *ast.CallExpr, room string) []string {
	name := sentenceOf(call, room)
	if name == "" {
		return nil
	}
	have := map[string]bool{"Count": name == "SayCount"}
	texts := 1
	if name == "SayCount" {
		texts = 3
	}
	for _, a := range call.Args[texts:] {
		facts, ok := a.(*ast.CompositeLit)
		if !ok {
			return nil // they were gathered before
		}
		for _, e := range facts.Elts {
			if pair, ok := e.(*ast.KeyValueExpr); ok {
				if key, ok := pair.Key.(*ast.BasicLit); ok {
					k, _ := strconv.Unquote(key.Value)
					have[k] = true
				}
			}
		}
	}
	var lacks []string
	for _, text := range said(call, room) {
		if l, ok := text.(*ast.BasicLit); ok {
			for _, m := range place.FindAllStringSubmatch(l.Value, -1) {
				if !have[m[1]] && !slices.Contains(lacks, m[1]) {
					lacks = append(lacks, m[1])
				}
			}
		}
	}
	return lacks
}

// notWhole says why what is said is no whole text, or "".
func notWhole(said ast.Expr) string {
	text, ok := said.(*ast.BasicLit)
	if !ok {
		return "the text is no constant"
	}
	whole, err := strconv.Unquote(text.Value)
	if err != nil || strings.TrimSpace(whole) != whole || whole == "" {
		return "the text is a fragment: " + text.Value
	}
	return ""
}

// A rule is told which day it is: it would hold on one machine and not on another otherwise, and be tested by nobody.
func TestNoRuleHasAClock(t *testing.T) {
	t.Parallel()
	for _, room := range []string{"anatomy", "clinic", "demo", "document", "drawing", "figure", "propose", "words"} {
		err := filepath.WalkDir(room, func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go") {
				return err
			}
			parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(parsed, func(n ast.Node) bool {
				if s, ok := n.(*ast.SelectorExpr); ok && slices.Contains([]string{"Now", "Since", "Until"}, s.Sel.Name) {
					if of, ok := s.X.(*ast.Ident); ok && of.Name == "time" {
						t.Errorf("%s asks time.%s", file, s.Sel.Name)
					}
				}
				return true
			})
			return nil
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
	}
}

// A day and a time of day are by the clinic's time zone: by the machine's they would be others on another machine, and in
// UTC, as times are kept, they are nobody's.
func TestTimesAreTheClinics(t *testing.T) {
	t.Parallel()
	kept := func(e ast.Expr) bool { // the field of a record
		s, ok := e.(*ast.SelectorExpr)
		return ok && (s.Sel.Name == "At" || strings.HasSuffix(s.Sel.Name, "At"))
	}
	for _, room := range []string{".", "../cmd"} {
		err := filepath.WalkDir(room, func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go") || filepath.Dir(file) == "timezone" {
				return err
			}
			set := token.NewFileSet()
			parsed, err := parser.ParseFile(set, file, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(parsed, func(n ast.Node) bool {
				switch x := n.(type) {
				case *ast.SelectorExpr:
					if of, ok := x.X.(*ast.Ident); ok && of.Name == "time" && x.Sel.Name == "Local" {
						t.Errorf("%s goes by the machine's time zone", set.Position(x.Pos()))
					}
				case *ast.CallExpr:
					called, name := x.Fun, ""
					if s, ok := called.(*ast.SelectorExpr); ok {
						called, name = s.X, s.Sel.Name
					} else if of, ok := called.(*ast.Ident); ok {
						name = of.Name
					}
					switch {
					case name == "Local" && len(x.Args) == 0:
						t.Errorf("%s goes by the machine's time zone", set.Position(x.Pos()))
					case name == "DateOf" && kept(x.Args[0]), name == "Format" && kept(called):
						t.Errorf("%s takes the day or the time of what is kept in UTC: see clinic.In", set.Position(x.Pos()))
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// A record is made by the domain, which gives it its keys and holds it to its rules. A screen says what was found.
func TestNoScreenMakesARecord(t *testing.T) {
	t.Parallel()
	made := map[string]bool{}
	for _, k := range clinic.Kinds() {
		made[reflect.TypeOf(clinic.NewRecord(k)).Elem().Name()] = true
	}
	err := filepath.WalkDir("ui", func(file string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && strings.HasSuffix(d.Name(), "test") {
			return filepath.SkipDir // the tests' helpers
		}
		if err != nil || d.IsDir() || filepath.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go") {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			literal, ok := n.(*ast.CompositeLit)
			if !ok || len(literal.Elts) == 0 {
				return true
			}
			s, ok := literal.Type.(*ast.SelectorExpr)
			if !ok || !made[s.Sel.Name] {
				return true
			}
			if from, ok := s.X.(*ast.Ident); ok && from.Name == "clinic" {
				t.Errorf("%s makes a clinic.%s", file, s.Sel.Name)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestRefuse(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		pkg, imported string
		inTest        bool
		allowed       bool
	}{
		{"internal/clinic", "regimen/internal/anatomy", false, true},
		{"internal/clinic", "fyne.io/fyne/v2", false, false},
		{"internal/clinic", "database/sql", false, false},
		{"internal/clinic", "database/sql", true, false},
		{"internal/clinic", "regimen/internal/store", false, false},
		{"internal/anatomy", "regimen/internal/clinic", false, false},
		{"internal/anatomy", "golang.org/x/text/unicode/norm", false, true},
		{"internal/drawing", "fyne.io/fyne/v2/canvas", false, false},
		{"internal/drawing", "github.com/jung-kurt/gofpdf", false, true},
		{"internal/store", "modernc.org/sqlite", false, true},
		{"internal/store", "github.com/jackc/pgx/v5/stdlib", false, true},
		{"internal/store", "regimen/internal/store/pgtest", false, false},
		{"internal/store", "regimen/internal/store/pgtest", true, true},
		{"internal/ui/plan", "github.com/jackc/pgx/v5", true, false},
		{"internal/ui/plan", "regimen/internal/store/pgtest", true, false},
		{"cmd/regimen", "regimen/internal/store/pgtest", true, true},
		{"cmd/regimen", "regimen/internal/store/pgtest", false, false},
		{"internal/store", "regimen/internal/ui/desk", false, false},
		{"internal/ui/plan", "regimen/internal/demo", false, false},
		{"internal/ui/plan", "regimen/internal/demo", true, true},
		{"internal/ui/plan", "regimen/internal/ui", false, false},
		{"internal/ui/plan", "regimen/internal/ui/kit", false, true},
		{"internal/ui/plan", "regimen/internal/ui/kit/kittest", false, false},
		{"internal/ui/plan", "regimen/internal/ui/kit/kittest", true, true},
		{"internal/ui/kit", "regimen/internal/clinic", false, false},
		{"internal/ui/bodymap", "regimen/internal/ui/desk", false, false},
		{"internal/ui/pick", "regimen/internal/store", false, false},
		{"internal/ui/edit", "regimen/internal/ui/desk", false, false},
		{"internal/ui/plan", "regimen/internal/store", false, false},
		{"internal/ui/plan", "regimen/internal/document", false, false},
		{"internal/ui/plan", "regimen/internal/connection", false, false},
		{"internal/ui/plan", "regimen/internal/ui/sessions", false, false},
		{"internal/ui/plan", "regimen/internal/ui/consent", false, true},
		{"internal/ui/settings", "regimen/internal/connection", false, true},
		{"internal/ui", "regimen/internal/connection", false, true},
		{"internal/ui/documents", "regimen/internal/document", false, true},
		{"internal/ui/assess/limbs", "regimen/internal/ui/assess/measured", false, true},
		{"internal/ui/assess/limbs", "regimen/internal/ui/plan", false, false},
		{"internal/ui", "fyne.io/fyne/v2/app", false, false},
		{"internal/ui", "fyne.io/fyne/v2/app", true, false},
		{"cmd/regimen", "fyne.io/fyne/v2/app", false, true},
		{"cmd/regimen", "regimen/internal/demo", false, true},
		{"cmd/regimen", "net/http", false, false},
		{"internal/clinic", "example.org/unheard/of", false, false},
		{"internal/clinic", "testing", false, false},
		{"other", "regimen/internal/clinic", false, false},
	} {
		if why := refuse(x.pkg, x.imported, x.inTest); (why == "") != x.allowed {
			t.Errorf("%s imports %s (in a test: %v): %q", x.pkg, x.imported, x.inTest, why)
		}
	}
}

// proseFields are fields that hold what somebody wrote or what is read: no code, and nothing to learn a fact from.
var proseFields = []string{
	"Note", "Reason", "Item", "Relation", "AgreedBy", "Action", "Before", "Say", "Label", "What", "Words", "Title", "Name", "Summary",
}

// What resources/test.sh leaves out of the race detector starts no goroutine and locks nothing, in its tests as well:
// there is nothing to be found in it.
func TestWhatIsNotWatchedRunsAlone(t *testing.T) {
	script, err := os.ReadFile("../resources/test.sh")
	if err != nil {
		t.Fatal(err)
	}
	list := func(name string) []string {
		_, rest, _ := strings.Cut(string(script), "\n"+name+"='")
		text, _, found := strings.Cut(rest, "'")
		if !found {
			t.Fatalf("resources/test.sh has no list %s", name)
		}
		return strings.Fields(text)
	}
	// The tool that makes the figure draws its views side by side; what it makes is compared.
	watched := append(list("watched"), module+"/resources/anatomy/source")
	in := func(names []string, pkg string) bool {
		return slices.ContainsFunc(names, func(name string) bool { return fits(name, pkg) })
	}
	unwatched, alone := list("unwatched"), 0
	err = filepath.WalkDir("..", func(file string, _ fs.DirEntry, err error) error {
		pkg := path.Join(module, path.Dir(strings.TrimPrefix(filepath.ToSlash(file), "../")))
		if err != nil || path.Ext(file) != ".go" || !in(unwatched, pkg) || in(watched, pkg) {
			return err
		}
		alone++
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, i := range f.Imports {
			if i.Path.Value == `"sync"` || i.Path.Value == `"sync/atomic"` {
				t.Errorf("%s imports %s and is not watched: see resources/test.sh", file, i.Path.Value)
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n.(type) {
			case *ast.GoStmt, *ast.ChanType:
				t.Errorf("%s has goroutines and is not watched: see resources/test.sh", file)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if alone < 50 {
		t.Errorf("%d files are not watched", alone)
	}
}

// A fact is a field: no rule, chart, paper or screen reads a sentence back.
func TestNoSentenceIsReadBack(t *testing.T) {
	t.Parallel()
	readers := []string{"Contains", "HasPrefix", "HasSuffix", "CutPrefix", "CutSuffix", "Cut", "Index", "LastIndex"}
	for _, folder := range []string{"clinic", "document", "figure", "demo", "propose", "ui"} {
		err := filepath.WalkDir(folder, func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go") || filepath.Base(filepath.Dir(file)) == "kittest" {
				return err
			}
			files := token.NewFileSet()
			parsed, err := parser.ParseFile(files, file, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(parsed, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok || len(call.Args) != 2 {
					return true
				}
				if name := calls(call, "strings"); !slices.Contains(readers, name) {
					return true
				}
				field, isField := call.Args[0].(*ast.SelectorExpr)
				asked, isCall := call.Args[1].(*ast.CallExpr)
				text, isText := call.Args[1].(*ast.BasicLit)
				switch {
				case isField && slices.Contains(proseFields, field.Sel.Name):
					t.Errorf("%s reads what %s says", files.Position(n.Pos()), field.Sel.Name)
				case isCall && calls(asked, "lang") != "":
					t.Errorf("%s reads words of the screen back", files.Position(n.Pos()))
				case isText && sentence.MatchString(text.Value):
					t.Errorf("%s looks for %s", files.Position(n.Pos()), text.Value)
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// sentence are two words.
var sentence = regexp.MustCompile(`\pL+[ ,.:]+\pL+|\pL{3,}[.:] `)

// calls is the function of a package that a call is of, or "".
func calls(c *ast.CallExpr, pkg string) string {
	f, ok := c.Fun.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	if of, ok := f.X.(*ast.Ident); !ok || of.Name != pkg {
		return ""
	}
	return f.Sel.Name
}

// What is said is put together from nothing: no translated text is the format or a fact of fmt, and none is added to
// another text, for another language may want another order. What stands in a text is given to it by name; lines of a
// list, facts side by side and sentences one after the other are gathered by words.
func TestNothingIsPutTogether(t *testing.T) {
	t.Parallel()
	for _, room := range []string{"clinic", "connection", "document", "exchange", "figure", "propose", "store", "ui", "words", "../cmd"} {
		folders := map[string][]*ast.File{}
		positions := token.NewFileSet()
		err := filepath.WalkDir(room, func(file string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() && strings.HasSuffix(d.Name(), "test") {
				return filepath.SkipDir // the tests' helpers
			}
			if err != nil || d.IsDir() || filepath.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go") {
				return err
			}
			parsed, err := parser.ParseFile(positions, file, nil, 0)
			folders[filepath.Dir(file)] = append(folders[filepath.Dir(file)], parsed)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for folder, files := range folders {
			if folder == "words" {
				continue // it is where words come together
			}
			for _, why := range putTogether(files) {
				t.Errorf("%s: %s", positions.Position(why.at), why.what)
			}
		}
	}
}

type complaint struct {
	at   token.Pos
	what string
}

// putTogether are the places of a package where what is said is put together.
func putTogether(files []*ast.File) []complaint {
	s := saying{vars: map[any]bool{}, funcs: map[string]bool{}}
	for more := true; more; {
		before := len(s.vars) + len(s.funcs)
		for _, f := range files {
			s.learn(f)
		}
		more = len(s.vars)+len(s.funcs) > before
	}
	var out []complaint
	for _, f := range files {
		seen := map[ast.Node]bool{}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if calls(n, "fmt") != "" && strings.HasPrefix(calls(n, "fmt"), "Sprint") && slices.ContainsFunc(n.Args, s.says) {
					out = append(out, complaint{n.Pos(), "fmt is given what is said"})
				}
			case *ast.AssignStmt:
				if n.Tok == token.ADD_ASSIGN && (s.says(n.Lhs[0]) || s.says(n.Rhs[0])) {
					out = append(out, complaint{n.Pos(), "what is said is added to a text"})
				}
			case *ast.BinaryExpr:
				if n.Op == token.ADD && !seen[n] {
					if slices.ContainsFunc(operands(n, seen), s.says) {
						out = append(out, complaint{n.Pos(), "what is said is added to another text"})
					}
				}
			}
			return true
		})
	}
	return out
}

// saying are the variables, by what the parser finds a name to stand for, and functions of a package that hold or give what is said.
type saying struct {
	vars  map[any]bool
	funcs map[string]bool
}

func (s saying) says(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return s.says(e.X)
	case *ast.Ident:
		return e.Obj != nil && s.vars[e.Obj]
	case *ast.BinaryExpr:
		return e.Op == token.ADD && (s.says(e.X) || s.says(e.Y))
	case *ast.CallExpr:
		if f, ok := e.Fun.(*ast.Ident); ok {
			return s.funcs[f.Name]
		}
		return calls(e, "lang") != "" || slices.Contains([]string{"Say", "Side", "Long", "Short", "Together"}, calls(e, "words")) || calls(e, "strings") == "TrimSpace" && s.says(e.Args[0])
	}
	return false
}

// learn finds the variables that are set to what is said, and the functions that give nothing but one.
func (s saying) learn(f *ast.File) {
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				if v, ok := left.(*ast.Ident); ok && v.Obj != nil && len(n.Lhs) == len(n.Rhs) && s.says(n.Rhs[i]) {
					s.vars[v.Obj] = true
				}
			}
		case *ast.ValueSpec:
			for i, v := range n.Names {
				if v.Obj != nil && len(n.Names) == len(n.Values) && s.says(n.Values[i]) {
					s.vars[v.Obj] = true
				}
			}
		case *ast.FuncDecl:
			if n.Recv != nil || n.Body == nil || n.Type.Results == nil || n.Type.Results.NumFields() != 1 {
				return true
			}
			if of, ok := n.Type.Results.List[0].Type.(*ast.Ident); !ok || of.Name != "string" {
				return true
			}
			ast.Inspect(n.Body, func(in ast.Node) bool {
				switch in := in.(type) {
				case *ast.FuncLit:
					return false
				case *ast.ReturnStmt:
					if len(in.Results) == 1 && s.says(in.Results[0]) {
						s.funcs[n.Name.Name] = true
					}
				}
				return true
			})
		}
		return true
	})
}

// operands are what a chain of additions adds.
func operands(e *ast.BinaryExpr, seen map[ast.Node]bool) []ast.Expr {
	seen[e] = true
	var out []ast.Expr
	for _, side := range []ast.Expr{e.X, e.Y} {
		for {
			p, ok := side.(*ast.ParenExpr)
			if !ok {
				break
			}
			side = p.X
		}
		if b, ok := side.(*ast.BinaryExpr); ok && b.Op == token.ADD {
			out = append(out, operands(b, seen)...)
			continue
		}
		out = append(out, side)
	}
	return out
}
