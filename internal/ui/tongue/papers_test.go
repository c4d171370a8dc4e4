package tongue_test

import (
	"cmp"
	"fmt"
	"log/slog"
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"regimen/internal/clinic"
	"regimen/internal/document"
	"regimen/internal/store/lookup"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/documents"
)

// papersRoom is the folder of all that papers say of their own.
const papersRoom = "../../document"

// onPaper are the texts by which what a paper says is known: whole constants, and what stands between the places of those
// that have some.
type onPaper struct{ whole, parts map[string]bool }

// Of a sentence with places only a piece of that many letters tells it from another.
const tellingLetters = 9

// readPapers reads the sources of the papers, and what the domain says. What the data says, too, tells nothing.
func readPapers(t *testing.T, data map[string]bool) onPaper {
	t.Helper()
	of := readTexts(t, func(text string) bool { return strings.ContainsFunc(text, unicode.IsLetter) && len(text) > 3 }, papersRoom)
	out := onPaper{map[string]bool{}, map[string]bool{}}
	add := func(text string) {
		out.whole[strings.Trim(text, " .,:;")] = true
		for _, part := range places.Split(text, -1) {
			if part = strings.TrimSpace(part); len(part) >= tellingLetters && strings.Contains(part, " ") {
				out.parts[part] = true
			}
		}
	}
	for text := range of.said {
		add(text)
	}
	for text := range of.around {
		add(text)
	}
	for text := range readTexts(t, func(string) bool { return false }, "../../clinic").said { // what the domain says there
		add(text)
	}
	for text := range data {
		delete(out.whole, text)
		maps.DeleteFunc(out.parts, func(part string, _ bool) bool { return strings.Contains(text, part) })
	}
	return out
}

// richest are patients of whom each paper can be made, those first with the most records.
func (s *sample) richest(t *testing.T, n int) []*clinic.Chart {
	t.Helper()
	list, _, err := s.Store.Patients(t.Context(), lookup.Filter{}, 1000, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []*clinic.Chart
	for _, p := range list {
		chart, err := s.Store.Chart(t.Context(), p.ID)
		if err != nil {
			t.Fatal(err)
		}
		about := document.About{Chart: chart, Appointments: ahead, Printed: "2026-03-02"}
		if !slices.ContainsFunc(document.Papers(), func(p *document.Paper) bool { _, any := p.Find(&about, ""); return !any }) {
			all = append(all, chart)
		}
	}
	if len(all) < n {
		t.Fatalf("of %d patients only there are all papers", len(all))
	}
	size := func(c *clinic.Chart) int {
		return len(c.Treatments) + len(c.Measurements) + len(c.Goals) + len(c.HomeCare)
	}
	slices.SortStableFunc(all, func(a, b *clinic.Chart) int { return cmp.Compare(size(b), size(a)) })
	return all[:n]
}

// ahead is an appointment for the card of those ahead.
var ahead = []clinic.Appointment{{ID: "v", ServiceID: "s", Day: "2099-03-02", Start: 540, Minutes: 45, State: clinic.Booked}}

func noPaperGoesRound(t *testing.T, s *sample) {
	speak(t, s.of, marked)
	of := readPapers(t, dataOf(t, s))
	d := &desk.Desk{Store: s.Store, Clock: s.Clock.Now, Log: slog.New(slog.DiscardHandler), Atlas: s.Atlas, Catalogue: s.Catalogue}
	found := map[string]bool{}
	for _, chart := range s.richest(t, 2) {
		about, err := documents.About(d, chart)
		if err != nil {
			t.Fatal(err)
		}
		about.Appointments, about.Services = ahead, []clinic.Service{{ID: "s", Text: "-"}}
		for _, sort := range document.Papers() {
			subjects, _ := sort.Of(&about)
			for _, subject := range subjects {
				text := printed(t, sort, about, subject)
				if !strings.Contains(text, "[!!") {
					t.Fatalf("the %s does not speak the language of the test", sort.Code)
				}
				for _, why := range of.roundIn(text) {
					found[sort.Code+": "+why] = true
				}
			}
		}
	}
	for _, f := range slices.Sorted(maps.Keys(found)) {
		t.Errorf("%s goes round the language", f)
	}
}

// roundIn is what a paper says, of the texts, outside of marks.
func (o onPaper) roundIn(text string) []string {
	var out []string
	for run := range strings.SplitSeq(outside(strings.ReplaceAll(text, "\n", " \v ")), "\n") {
		for _, piece := range strings.FieldsFunc(run, func(r rune) bool { return strings.ContainsRune("\v·,:;()", r) }) {
			if piece = strings.Trim(piece, " .,:;"); o.whole[piece] {
				out = append(out, fmt.Sprintf("%q", piece))
			}
		}
		run = strings.Join(strings.FieldsFunc(run, unicode.IsSpace), " ") // over the lines
		for part := range o.parts {
			if strings.Contains(run, part) {
				out = append(out, fmt.Sprintf("%q, in %q", part, run))
			}
		}
	}
	return out
}

// printed is what a reader finds on a paper, in the order in which it was set.
func printed(t *testing.T, sort *document.Paper, about document.About, subject document.Subject) string {
	t.Helper()
	doc, err := sort.Set(about, subject, document.Options{})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "paper.pdf")
	if err := doc.Save(file); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command("pdftotext", "-raw", file, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext: %v (resources/setup.sh --test installs it)", err)
	}
	return string(text)
}
