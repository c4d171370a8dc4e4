package clinic

import (
	"cmp"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"regimen/internal/table"
	"regimen/resources"
)

// weakSources are pages that no rule may rest on: they sell a treatment, or repeat what others wrote.
var weakSources = []string{
	"massagetherapyvancouver", "torontobodyworks", "clinicsense", "ascensionselfcare", "droracle", "focusonmovement", "recovapro", "scribd",
	"middlegeorgiamedicalmassage", "maclymph", "mysmileandmore", "angelsnursinggroup", "leonardkuoorthopaedics", "ausrhpa", "biologyinsights",
}

// claims are words that promise patients what no massage can be said to do. They are found as whole words.
var claims = regexp.MustCompile(`(?i)\b(heals?|healing|cures?|cured|detox\w*|toxins?|flush(es|ed|ing)? (out|away)|boosts?|melts?|realigns?|permanent(ly)?|` +
	`guarantee[sd]?|proven|regenerat\w+|wakes? up the|break(s|ing)? (up|down) (scars?|adhesions?|knots?)|muscles? gets? longer|lets stuck|until it gives)\b`)

// told are the columns that patients read or are told, by table.
var told = map[string][]string{
	"techniques.tsv": {"plain"}, "proposals.tsv": {"reason"}, "expect.tsv": {"text"}, "warnings.tsv": {"sign", "do"},
	"consent-areas.tsv": {"name", "ask"}, "consent-techniques.tsv": {"name", "ask"}, "homecare.tsv": {"title", "instructions"}, "measures.tsv": {"plain"},
}

// eachRow visits the rows of every table of the catalogue, forms among them, with their columns by name.
func eachRow(t *testing.T, visit func(file string, row map[string]string)) {
	t.Helper()
	eachRowOf(t, resources.Catalogue, visit)
}

// eachRowOf is eachRow for the tables of any folder.
func eachRowOf(t *testing.T, folder fs.FS, visit func(file string, row map[string]string)) {
	t.Helper()
	err := fs.WalkDir(folder, ".", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".tsv" {
			return err
		}
		data, err := fs.ReadFile(folder, name)
		if err != nil {
			return err
		}
		var columns []string
		for _, line := range strings.Split(string(data), "\n") {
			switch fields := strings.Split(line, "\t"); {
			case line == "" || strings.HasPrefix(line, "#"):
			case columns == nil:
				columns = fields
			default:
				row := make(map[string]string)
				for i, c := range columns {
					if i < len(fields) {
						row[c] = fields[i]
					}
				}
				visit(path.Base(name), row)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Every row stands on something that can be looked up and does not sell what it says.
func TestSourcesStand(t *testing.T) {
	t.Parallel()
	rows := 0
	eachRow(t, func(file string, row map[string]string) {
		rows++
		for _, weak := range weakSources {
			if strings.Contains(strings.ToLower(row["source"]), weak) {
				t.Errorf("%s, %s rests on %s", file, row["code"], row["source"])
			}
		}
	})
	if rows < 500 {
		t.Errorf("%d rows were looked at", rows)
	}
}

// A publication is a row of sources.tsv.
type publication struct {
	code, title, year string
	cites             []string // the words by which the tables name it
}

// publications reads sources.tsv. What was not opened says nothing of what it was compared with, and the rest does.
func publications(t *testing.T) []publication {
	t.Helper()
	folder, err := fs.Sub(resources.Catalogue, "catalogue")
	if err != nil {
		t.Fatal(err)
	}
	l := new(table.Reader)
	out := table.Read(l, folder, "sources.tsv", []string{"code", "cite", "title", "year", "seen", "says"}, func(r *table.Row) publication {
		if seen := r.Choice("seen", "text", "abstract", "quoted", "no"); (seen == "no") != (r.Text("says") == "") {
			r.Fail("says", "what was opened says what was compared, and nothing else does")
		}
		return publication{code: r.Text("code"), title: r.Must("title"), year: r.Text("year"), cites: r.List("cite")}
	})
	if err := l.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

var (
	// kinds are what a row rests on where no publication carries it.
	kinds = regexp.MustCompile(`(?i)professional teaching|practice (?:default|rule)s?|\bown\b|\bas taught\b|stands in screening\.tsv`)
	// dated is what looks like a publication: a year, which is no page after a colon, or the number of a library.
	dated = regexp.MustCompile(`(?:^|[^:\d])(?:1[89]|20)\d\d\b|PMC\d|PMID|\b10\.\d{4}/`)
	// inside is what stands in brackets.
	inside = regexp.MustCompile(`\([^()]*\)`)
)

// eachSource visits what every row of every table rests on, each form and each muscle among them. Holidays are left out:
// they rest on laws, which name their own year, and the head of their table says what their dates were compared with.
func eachSource(t *testing.T, visit func(file, code, source string)) {
	t.Helper()
	eachRow(t, func(file string, row map[string]string) {
		if source, ok := row["source"]; ok && !strings.HasPrefix(file, "holiday") {
			visit(file, row["code"], source)
		}
	})
	eachRowOf(t, resources.Anatomy, func(file string, row map[string]string) {
		if source, ok := row["source"]; ok {
			visit(file, row["code"], source)
		}
	})
	for _, f := range catalogue(t).Forms {
		visit("forms", f.Code, f.Source)
	}
}

// Whoever reads a table can look up what a row rests on, and whether anybody compared it: each publication stands in
// sources.tsv with its year, and what is none says what it is.
func TestSourcesAreListed(t *testing.T) {
	t.Parallel()
	type cite struct{ words, of string }
	var cites []cite
	used := map[string]bool{}
	for _, p := range publications(t) {
		if kept := p.year == "" && strings.Contains(p.title, "(web page"); !kept && !dated.MatchString(p.year) {
			t.Errorf("sources.tsv, %s has the year %q and is no web page", p.code, p.year)
		}
		used[p.code] = false
		for _, words := range p.cites {
			cites = append(cites, cite{words, p.code})
		}
	}
	// The longest first, so that the name of one is not taken for that of another.
	slices.SortFunc(cites, func(a, b cite) int { return cmp.Compare(len(b.words), len(a.words)) })
	const known = "§"
	marked := func(text string) string {
		for _, c := range cites {
			if strings.Contains(text, c.words) {
				text, used[c.of] = strings.ReplaceAll(text, c.words, known), true
			}
		}
		return kinds.ReplaceAllString(text, known)
	}
	seen := 0
	eachSource(t, func(file, code, source string) {
		seen++
		rest := marked(source)
		if !strings.Contains(rest, known) {
			t.Errorf("%s, %s rests on nothing that is named: %q", file, code, source)
		}
		if year := dated.FindString(rest); year != "" {
			t.Errorf("%s, %s rests on what is not in sources.tsv (%s): %q", file, code, year, source)
		}
		if file == "forms" {
			return
		}
		rest = inside.ReplaceAllStringFunc(rest, func(s string) string { return strings.ReplaceAll(s, ";", ",") })
		for _, part := range strings.Split(rest, ";") {
			part = strings.TrimSpace(part)
			if first, _ := utf8.DecodeRuneInString(part); unicode.IsUpper(first) && !strings.Contains(part, known) {
				t.Errorf("%s, %s rests on what is not in sources.tsv (%s): %q", file, code, part, source)
			}
		}
	})
	if seen < 1000 {
		t.Errorf("%d sources were looked at", seen)
	}
	for _, f := range catalogue(t).Forms {
		marked(f.Credit)
	}
	for code, is := range used {
		if !is {
			t.Errorf("sources.tsv, %s is the source of nothing", code)
		}
	}
}

// Patients are told what is done and felt, and are promised nothing.
func TestNothingIsPromised(t *testing.T) {
	t.Parallel()
	seen := map[string]int{}
	eachRow(t, func(file string, row map[string]string) {
		for _, column := range told[file] {
			seen[file]++
			if found := claims.FindString(row[column]); found != "" {
				t.Errorf("%s, %s of %s promises with %q: %s", file, column, row["code"], found, row[column])
			}
		}
	})
	for file := range told {
		if seen[file] == 0 {
			t.Errorf("nothing of %s was looked at", file)
		}
	}
}

// What a patient is told to do is as urgent as the row says.
func TestWarningsSayHowUrgentTheyAre(t *testing.T) {
	t.Parallel()
	says := map[string][]string{
		UrgencyAmbulance: {"Call an ambulance."},
		UrgencyEmergency: {"Go to the emergency department now."},
		UrgencySameDay:   {"See a doctor today."},
		UrgencyDoctor:    {"See your doctor this week."},
		"":               {"call us.", "Call us."},
	}
	for _, w := range catalogue(t).Warnings {
		fits := false
		for _, words := range says[w.Urgency] {
			fits = fits || strings.Contains(w.Do, words)
		}
		if !fits {
			t.Errorf("%s is %q and says %q", w.Code, w.Urgency, w.Do)
		}
	}
	for code, words := range map[string]string{"headache": "ambulance", "cold-limb": "ambulance", "chest": "ambulance", "stroke": "ambulance", "saddle": "emergency department now"} {
		ok := false
		for _, w := range catalogue(t).Warnings {
			ok = ok || w.Code == code && strings.Contains(w.Do, words)
		}
		if !ok {
			t.Errorf("%s does not say %s", code, words)
		}
	}
}
