package clinic

import (
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"

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

// eachRow visits the rows of every table, forms among them, with their columns by name.
func eachRow(t *testing.T, visit func(file string, row map[string]string)) {
	t.Helper()
	err := fs.WalkDir(resources.Catalogue, ".", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".tsv" {
			return err
		}
		data, err := fs.ReadFile(resources.Catalogue, name)
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
