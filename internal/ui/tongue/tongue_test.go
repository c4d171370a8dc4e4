// Package tongue_test walks the window and makes the papers in made-up languages. In one every text stands between marks: what a screen says
// without them went round lang and words, and no translator would find it. In the other every text is longer.
package tongue_test

import (
	"context"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/figure"
	"regimen/internal/store"
	"regimen/internal/store/lookup"
	"regimen/internal/ui"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
	"regimen/internal/ui/shelltest"
	"regimen/internal/words"
)

// texts are what the sources of the program hold: what is said, and the other constants that a person could read.
type texts struct {
	said   map[string]bool   // true for those that count
	around map[string]string // and the file
}

// rooms are the folders whose constants may come before a person.
var rooms = []string{"..", "../../clinic", "../../propose", "../../words", "../../connection", "../../store", "../../figure", papersRoom}

// readTexts reads the sources of rooms, and of the constants around what is said those that are to be kept.
func readTexts(t *testing.T, keep func(string) bool, rooms ...string) texts {
	t.Helper()
	out := texts{said: map[string]bool{}, around: map[string]string{}}
	for _, room := range rooms {
		err := filepath.WalkDir(room, func(file string, d fs.DirEntry, err error) error {
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
			said := map[ast.Node]bool{}
			ast.Inspect(parsed, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.ImportSpec:
					return false
				case *ast.CallExpr:
					for text, counts := range saidBy(n) {
						if l, ok := text.(*ast.BasicLit); ok {
							whole, _ := strconv.Unquote(l.Value)
							out.said[whole] = out.said[whole] || counts
							said[l] = true
						}
					}
				case *ast.BasicLit:
					if text, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING && !said[n] && keep(text) {
						out.around[text] = file
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
	return out
}

// saidBy are the texts that a call says, and whether they count.
func saidBy(call *ast.CallExpr) map[ast.Expr]bool {
	name, of := "", ""
	switch f := call.Fun.(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		name = f.Sel.Name
		if x, ok := f.X.(*ast.Ident); ok {
			of = x.Name
		}
	}
	switch {
	case of == "lang" && len(call.Args) > 0:
		return map[ast.Expr]bool{call.Args[0]: name == "N"}
	case (of == "clinic" || of == "") && name == "Say" && len(call.Args) > 0:
		return map[ast.Expr]bool{call.Args[0]: false}
	case (of == "clinic" || of == "") && name == "SayCount" && len(call.Args) > 2:
		return map[ast.Expr]bool{call.Args[1]: false, call.Args[2]: true}
	}
	return nil
}

// readable reports whether a constant could be meant for a person: it begins with a capital and has more letters.
func readable(text string) bool {
	runes := []rune(text)
	return len(runes) > 3 && unicode.IsUpper(runes[0]) && unicode.IsLower(runes[1])
}

// speak has the program speak a language in which each text is another.
func speak(t *testing.T, of texts, say func(string) string) {
	t.Helper()
	tongue := map[string]any{}
	for text, counts := range of.said {
		if counts {
			tongue[text] = map[string]string{"one": say(text), "other": say(text)}
		} else {
			tongue[text] = say(text)
		}
	}
	content, err := json.Marshal(tongue)
	if err != nil {
		t.Fatal(err)
	}
	if err := lang.AddTranslationsForLocale(content, "en"); err != nil {
		t.Fatal(err)
	}
	if err := words.Load(fstest.MapFS{"l/en.json": {Data: content}}, "l", "en"); err != nil {
		t.Fatal(err)
	}
}

// marked is a text in the first language.
func marked(text string) string { return "[!! " + text + " !!]" }

var places = regexp.MustCompile(`{{[^}]*}}`)

// longer is a text in the second, 1.4 times as long; what stands in its places is as long as it is.
func longer(text string) string {
	return text + strings.Repeat("n", (4*utf8.RuneCountInString(places.ReplaceAllString(text, ""))+9)/10)
}

// window is the whole window on a sample clinic.
type window struct {
	*kittest.Screen
	shell   *ui.Shell
	of      texts
	say     func(string) string
	look    func(where string)
	records []clinic.Record
	units   map[string]bool // of the measures, which have a table of their own
	asked   map[string]bool // the words that opened a question or a sheet
	menued  int             // how many menus were opened
}

// sample is the sample clinic, which both languages are about.
type sample struct {
	*shelltest.Sample
	of texts
}

func openSample(t *testing.T) *sample {
	t.Helper()
	return &sample{shelltest.New(t, kit.ModeLight, nil), readTexts(t, readable, rooms...)}
}

// in opens the window in a language.
func (s *sample) in(t *testing.T, say func(string) string) *window {
	t.Helper()
	w := &window{Screen: s.Screen, of: s.of, records: s.Records, say: say, units: map[string]bool{"cm": true}, asked: map[string]bool{}}
	for _, m := range s.Catalogue.Measures {
		w.units[m.Unit] = true
	}
	w.T = t
	speak(t, w.of, say)
	w.shell = s.Open(t)
	return w
}

// called is the first that can be tapped of what a screen calls by a word of its own.
func (w *window) called(word string) fyne.Tappable {
	var found fyne.Tappable
	w.Walk(func(o fyne.CanvasObject) {
		if n, ok := o.(interface{ Name() string }); ok && found == nil && strings.HasPrefix(n.Name(), w.say(word)) {
			found, _ = o.(fyne.Tappable)
		}
	})
	return found
}

// ask taps what opens a question or a sheet, where the screen has it, looks at it and takes it away.
func (w *window) ask(words ...string) {
	w.T.Helper()
	for _, word := range words {
		found := w.called(word)
		if d, ok := found.(fyne.Disableable); found == nil || ok && d.Disabled() {
			continue
		}
		test.Tap(found)
		w.Settle()
		w.asked[word] = true
		w.look("what “" + word + "” asks")
		if w.Window.Canvas().Overlays().Top() != nil {
			w.Key(fyne.KeyEscape)
		}
		if w.Window.Canvas().Overlays().Top() != nil {
			w.T.Errorf("what %q asks does not go away", word)
		}
	}
}

// tap taps what a screen calls by a word of its own.
func (w *window) tap(word string) {
	w.T.Helper()
	found := w.called(word)
	if found == nil {
		w.T.Errorf("nothing called %q can be tapped; the screen says:\n%s", w.say(word), strings.Join(w.Texts(), "\n"))
		return
	}
	test.Tap(found)
	w.Settle()
}

// whole are the texts of the screen as they were given to it, not the lines that they are broken into.
func (w *window) whole() []string {
	var out []string
	menu := false
	w.Walk(func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *widget.PopUpMenu:
			menu = true
		case *canvas.Text:
			if menu {
				out = append(out, o.Text)
			}
		case *kit.Text:
			out = append(out, o.Text())
		case *widget.Label:
			out = append(out, o.Text)
		case interface{ Name() string }:
			out = append(out, o.Name())
		}
	})
	return out
}

// walk goes to each place, to each section of some patients, and through an assessment, a session and a plan.
func (w *window) walk() {
	w.T.Helper()
	for _, place := range []ui.Place{ui.Today, ui.Patients, ui.Money, ui.Due, ui.Settings, ui.Keys, ui.New, ui.Welcome} {
		if place == ui.New {
			w.shell.NewPatient("")
		} else {
			w.shell.Go(place)
		}
		w.Settle()
		w.look("the place " + string(place))
		if place == ui.Settings {
			w.ask("Restore a backup", "Add a practitioner")
		}
	}
	w.differ()
	list, _, err := w.shell.Desk.Store.Patients(context.Background(), lookup.Filter{}, 2, 0)
	if err != nil || len(list) < 2 {
		w.T.Fatal(len(list), err)
	}
	for _, p := range list {
		for _, section := range []desk.Section{desk.Summary, desk.Assess, desk.Plan, desk.Sessions, desk.Progress, desk.Documents, desk.Details, desk.Account} {
			w.shell.OpenPatient(p.ID, section)
			w.Settle()
			w.look("the section " + string(section))
		}
	}
	w.shell.Desk.StartAssessment(list[0].ID)
	w.Settle()
	for _, step := range []string{"History", "Screening", "Findings", "Movement", "Tests", "Limbs", "Forms", "Impression"} {
		w.tap(step)
		w.look("the step " + step)
		w.ask("More about the figure")
		w.menus("the step " + step)
	}
	treated := w.treated()
	w.follow(treated)
	w.treat(treated)
	w.plan(treated)
	w.Clock.Advance(time.Second)
	if w.menued == 0 {
		w.T.Error("no menu was opened")
	}
	for _, word := range []string{
		"Restore a backup", "Add a practitioner", "Let mine go", "More about the figure", "More about this treatment", "Change", "Leave out",
		"Add a treatment", "Discard", "Discard this version",
	} {
		if !w.asked[word] {
			w.T.Errorf("nothing called %q was found that could be tapped", word)
		}
	}
}

// follow goes through what is told of the patient's progress.
func (w *window) follow(patient string) {
	w.T.Helper()
	w.shell.OpenPatient(patient, desk.Progress)
	w.Settle()
	for _, tab := range []string{"Report", "Body", "Measures", "Timeline"} {
		w.tap(tab)
		w.look("progress, " + tab)
		w.menus("progress, " + tab)
		if tab == "Body" {
			w.tap("Areas")
			w.look("progress, the areas")
		}
	}
}

// treat goes through a session.
func (w *window) treat(patient string) {
	w.T.Helper()
	w.shell.Desk.StartSession(patient)
	w.Settle()
	w.look("a session")
	w.tap("Earlier")
	w.look("the sessions before it")
	w.tap("Earlier")
	for _, step := range []string{"Before", "Treatment", "After", "Sign"} {
		w.tap(step)
		w.look("the step " + step + " of a session")
		if step == "Treatment" {
			w.ask("More about this treatment", "Change", "Leave out", "Add a treatment")
		}
	}
	w.ask("Discard")
}

// plan goes through the plan in force, its pages, and the editor of a new version.
func (w *window) plan(patient string) {
	w.T.Helper()
	w.shell.OpenPatient(patient, desk.Plan)
	w.Settle()
	w.look("the plan")
	w.pages("More about this plan", "Keep as a template", "Versions of this plan", "End the plan")
	w.tap("Change")
	w.look("a new version of the plan")
	for _, step := range []string{"Problems", "Goals", "Treatment", "Schedule", "Home care", "Agree"} {
		w.tap(step)
		w.look("the step " + step + " of a plan")
		w.menus("the step " + step + " of a plan")
		if step == "Home care" {
			w.tap("Choose from the list")
			w.look("the list of home care")
			w.tap("Done")
		}
	}
	w.pages("More about this version", "Keep as a template", "Templates of the clinic", "Versions of this plan")
	w.tap("More about this version")
	w.ask("Discard this version")
	w.tap("Back")
}

// pages opens what more there is, and from there one page after the other.
func (w *window) pages(more string, pages ...string) {
	w.T.Helper()
	for _, page := range pages {
		w.tap(more)
		w.look("“" + more + "”")
		w.tap(page)
		w.look("the page “" + page + "”")
		w.tap("Back")
	}
}

// menus opens each menu of the screen and takes it away.
func (w *window) menus(where string) {
	w.T.Helper()
	var all []*kit.Button
	w.Walk(func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok && b.IconPlacement == widget.ButtonIconTrailingText && !b.Disabled() {
			all = append(all, b)
		}
	})
	for _, b := range all {
		test.Tap(b)
		w.Settle()
		w.look(where + ", what “" + b.Text + "” opens")
		if w.Window.Canvas().Overlays().Top() == nil {
			test.Tap(b) // it opened in its place
			w.Settle()
			continue
		}
		w.menued++
		if len(w.whole()) == 0 {
			w.T.Errorf("%s: what %q opens says nothing", where, b.Text)
		}
		w.Key(fyne.KeyEscape)
		if w.Window.Canvas().Overlays().Top() != nil {
			w.T.Errorf("%s: what %q opens does not go away", where, b.Text)
		}
	}
}

// treated is a patient whose plan has treatments to give.
func (w *window) treated() string {
	w.T.Helper()
	list, _, err := w.shell.Desk.Store.Patients(w.T.Context(), lookup.Filter{}, 100, 0)
	if err != nil {
		w.T.Fatal(err)
	}
	for _, p := range list {
		if chart := w.shell.Desk.Chart(p.ID); chart.CurrentPlan() != nil && chart.DraftPlan() == nil && len(chart.Sessions) > 1 && len(chart.PrescriptionsOf(chart.CurrentPlan().ID)) > 0 && chart.OpenOn(w.shell.Desk.Today()) == nil && chart.HeldOn(w.shell.Desk.Today()) == nil {
			return p.ID
		}
	}
	w.T.Fatal("no patient of the sample is treated by a plan")
	return ""
}

// differ goes to the page of what was written here and elsewhere at the same time.
func (w *window) differ() {
	w.T.Helper()
	var visit *clinic.Session
	var found *clinic.Finding
	for _, r := range w.records {
		switch r := r.(type) {
		case *clinic.Session:
			visit = r
		case *clinic.Finding:
			found = r
		}
	}
	mine, theirs := *visit, *visit
	mine.Subjective, theirs.Subjective = "zzz one", "zzz two"
	mine.Response, theirs.Response = clinic.ResponseBetter, clinic.ResponseSame
	at := w.Clock.Now().Add(-time.Minute)
	both := clinic.Difference{
		ID: "d1", Label: clinic.Say("Change the session"), Ref: clinic.RefTo(visit), Fields: []string{"subjective", "response"},
		Base: visit, Mine: &mine, Theirs: &theirs, By: "zzz", Machine: "zzz", At: at,
	}
	gone, refused := both, both
	gone.ID, gone.Ref, gone.Fields, gone.Base, gone.Mine, gone.Theirs = "d2", clinic.RefTo(found), nil, found, found, nil
	refused.ID, refused.Fields, refused.Refused = "d3", []string{"subjective"}, clinic.Say("The session is signed.")
	link := desktest.NewLink(nil)
	w.shell.Desk.Link = link
	link.SetDifferences(both, gone, refused)
	w.shell.Go(ui.Differences)
	w.Settle()
	w.look("the page of differences")
	w.ask("Let mine go")
	if !w.Says("zzz one") {
		w.T.Errorf("the page of differences shows none")
	}
	w.shell.Go(ui.Today)
	w.shell.Desk.Link = nil
	w.Settle()
}

// counting is a number with a word that it counts: "3 left", "12 min".
var counting = regexp.MustCompile(`^[+−-]?\d+(?:[.,]\d+)?\s(\pL[\pL ]*)$`)

var marks = regexp.MustCompile(`\[!!\s[^\[\]]*\s!!\]`) // a paper breaks its lines anywhere

// outside is a text with an end of line in the place of all that stands between marks.
func outside(text string) string {
	for {
		less := marks.ReplaceAllString(text, "\n")
		if less == text {
			return text
		}
		text = less
	}
}

// unmarked are the pieces of a text that stand outside of marks.
func unmarked(text string) []string {
	var out []string
	for _, piece := range strings.FieldsFunc(outside(text), func(r rune) bool { return strings.ContainsRune("\n·,:;()", r) }) {
		out = append(out, strings.Trim(piece, " .,:;"))
	}
	return out
}

// The language is one for the whole program, so the two are one test.
func TestOtherLanguages(t *testing.T) {
	s := openSample(t)
	t.Run("nothing goes round it", func(t *testing.T) { nothingGoesRound(t, s) })
	t.Run("no paper goes round it", func(t *testing.T) { noPaperGoesRound(t, s) })
	t.Run("what is made of tables and refused", func(t *testing.T) { tablesAreSaid(t, s) })
	t.Run("nothing is cut off", func(t *testing.T) { nothingIsCutOff(t, s) })
}

func nothingGoesRound(t *testing.T, s *sample) {
	w := s.in(t, marked)
	data := dataOf(t, s)
	found := map[string]string{}
	w.look = func(where string) {
		for _, text := range w.whole() {
			for _, piece := range unmarked(text) {
				file, around := w.of.around[piece]
				_, through := w.of.said[piece]
				if counted := counting.FindStringSubmatch(piece); counted != nil && !data[piece] && !w.units[counted[1]] {
					found[fmt.Sprintf("%q, in %q", piece, text)] = where
				}
				if !through && !around || data[piece] || allowed[piece] != "" || !readable(piece) {
					continue
				}
				found[fmt.Sprintf("%q (%s), in %q", piece, file, text)] = where
			}
		}
	}
	w.walk()
	w.shell.Go(ui.Today)
	w.Settle()
	if !w.Says("[!!") {
		t.Fatal("the window does not speak the language of the test")
	}
	for _, f := range slices.Sorted(maps.Keys(found)) {
		t.Errorf("%s: %s goes round the language", found[f], f)
	}
}

// tablesAreSaid holds that what is made as the program runs, of a table's words or of a name, is said whole in the language.
func tablesAreSaid(t *testing.T, s *sample) {
	speak(t, s.of, marked)
	_, again := store.Open(t.Context(), store.Config{Dir: s.Dir, Clock: s.Clock.Now, Catalogue: s.Catalogue})
	limb, area := &s.Catalogue.Limbs[0], &s.Catalogue.Areas[0]
	texts := map[string]string{
		"open twice": words.Error(again), "a level": words.Say(limb.Words(limb.At(limb.FromCM))), "a stretch": words.Say(limb.Words(limb.Between(limb.FromCM, limb.ToCM))),
		"of a protocol that is gone": words.Say(s.Catalogue.Of("", clinic.Along{Protocol: "gone", From: 4, To: 4})),
		"Wells, not asked":           words.Say(s.Catalogue.WellsWords(nil)), "Wells": words.Say(s.Catalogue.WellsWords([]string{clinic.AnswerYes, clinic.AnswerNo})),
		"an area": words.Say((&figure.MarkedArea{Area: area, Side: anatomy.Left}).Words()), "a relation": words.Say((&clinic.Consent{RelationCode: clinic.RelationParent}).RelationWords()),
	}
	for _, f := range s.Catalogue.Forms {
		if slices.Contains([]string{clinic.FormTick, clinic.FormYesNo, clinic.FormLine, clinic.FormChange}, f.Answer) {
			texts["an answer of "+f.Code] = words.Say(f.AnswerWords(0, "1"))
		}
	}
	for what, text := range texts {
		if strings.Trim(outside(text), "\n") != "" || !strings.Contains(text, "[!!") {
			t.Errorf("%s goes round the language: %q", what, text)
		}
	}
}

func nothingIsCutOff(t *testing.T, s *sample) {
	w := s.in(t, longer)
	found := map[string]string{}
	w.look = func(where string) {
		for _, text := range w.CutOff() {
			if !slices.ContainsFunc(slices.Collect(maps.Keys(shortened)), func(s string) bool { return strings.Contains(text, s) }) {
				found[text] = where
			}
		}
	}
	w.walk()
	for _, f := range slices.Sorted(maps.Keys(found)) {
		t.Errorf("%s: %s", found[f], f)
	}
}

// allowed are texts that are the same in every language, each with its reason.
var allowed = map[string]string{
	"Regimen": "the name of the program",
	"Letter":  "the name of a size of paper",
}

// shortened are the texts that may want room, by a piece of them, each with its reason.
var shortened = map[string]string{
	"Session 5nnnn":         "a row of the list of sessions beside an open one, which says it whole",
	"Session 6nnnn":         "a row of the list of sessions beside an open one, which says it whole",
	"4 Marnn 2025n":         "a row of the list of sessions beside an open one, which says it whole",
	"minnn · ":              "the second line of who is still to come today: the visit in the diary says it whole",
	"Being repairednnnnnn":  "the second line of a time away, which its fields say whole when it is opened",
	"Saved: ":               "the line under the head of a session: what it ends with is the plan, which has a page",
	"last visit":            "the second line of a patient in a list: what it ends with is on the patient's page",
	"sessions done":         "the second line of a plan in a list",
	"Look for the":          "the first line of a row that has its button",
	"daynnnnn, every dayn":  "the dose of home care beside its drawing where it is chosen; the plan says it whole",
	"daynnnn, every daynnn": "the dose of home care beside its drawing where it is chosen; the plan says it whole",
	" · for Own":            "the second line of a closed treatment of a plan, which its fields say whole when it is opened",
	"Find a test":           "a hint in an empty field",
	"Previous treatment":    "the line of a closed card of the history, which says it whole when it is opened",
	"Still true?":           "the line of a closed card of the history",
	"mobile, home, work":    "a hint in an empty field",
	"Undo: start re-as":     "the last change beside its button",
	"Session 11nnnn":        "a row of the list of sessions beside an open one, which says it whole",
	"nn 2025n · ":           "a row of the timeline beside the record, which says it whole",
	"Left anterior talofib": "a finding in the list beside the figures, which turn to its place when it is tapped; the timeline says it whole",
	"Left calcaneofibular":  "a finding in the list beside the figures, as above",
	"Left fibularis longus": "a finding in the list beside the figures, as above",
	"nnn · was ":            "the second line of a finding in the list beside the figures, as above",
	"for Patient-specific":  "the line of a closed treatment of the plan, which says it whole when it is opened",
	"sitting all day":       "a hint in an empty field",
	"Search a structure":    "a hint in an empty field",
	"with loss of function": "the reasons to refer in a row of a list; the report says them whole",
	"(Sofia)":               "the complaint beside a name in a list of plans",
}

// dataOf are the texts that a clinic typed, and those of the catalogue and the figure, which have tables of their own.
func dataOf(t *testing.T, s *sample) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	var take func(v any)
	take = func(v any) {
		switch v := v.(type) {
		case string:
			for _, piece := range unmarked(v) {
				out[piece] = true
			}
		case []any:
			for _, x := range v {
				take(x)
			}
		case map[string]any:
			for _, x := range v {
				take(x)
			}
		}
	}
	for _, from := range []any{s.Catalogue, s.Records} {
		text, err := json.Marshal(from)
		if err != nil {
			t.Fatal(err)
		}
		var v any
		if err := json.Unmarshal(text, &v); err != nil {
			t.Fatal(err)
		}
		take(v)
	}
	for _, v := range s.Atlas.Views() {
		out[v.Title] = true
	}
	for _, x := range s.Atlas.Structures() {
		out[x.Name], out[x.Part] = true, true
		if m, ok := s.Atlas.Muscle(x.Code); ok {
			out[m.NerveWords()], out[m.Origin], out[m.Insertion], out[m.ActionWords()] = true, true, true, true
		}
	}
	return out
}
