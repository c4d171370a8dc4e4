package books_test

import (
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"regimen/resources"
)

// The page that explains the tables has a chapter for each of them, and in it every column; and it names none that is not there.
func TestEveryTableIsExplained(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../resources/catalogue/README.md")
	if err != nil {
		t.Fatal(err)
	}
	chapters := map[string]string{}
	parts := strings.Split(string(page), "\n### ")
	shared := parts[0] // the columns that mean the same in every table
	for _, part := range parts[1:] {
		name, text, _ := strings.Cut(part, "\n")
		text, _, _ = strings.Cut(text, "\n## ")
		chapters[strings.Trim(name, "`")] = text
	}
	tables, err := fs.Glob(resources.Catalogue, "catalogue/*.tsv")
	if err != nil || len(tables) == 0 {
		t.Fatal(tables, err)
	}
	for _, name := range tables {
		text, ok := chapters[path.Base(name)]
		delete(chapters, path.Base(name))
		if !ok {
			t.Errorf("%s has no chapter", name)
			continue
		}
		table, err := fs.ReadFile(resources.Catalogue, name)
		if err != nil {
			t.Fatal(err)
		}
		columns := map[string]bool{}
		for _, c := range strings.Split(headline(string(table)), "\t") {
			columns[c] = true
			if !strings.Contains(text+shared, "`"+c+"`") {
				t.Errorf("%s: nothing is said about the column %s", name, c)
			}
		}
		for _, line := range strings.Split(text, "\n") {
			if c, _, ok := strings.Cut(strings.TrimPrefix(line, "- `"), "`"); ok && strings.HasPrefix(line, "- `") && !columns[c] {
				t.Errorf("%s: there is no column %s", name, c)
			}
		}
	}
	for name := range chapters {
		t.Errorf("there is no table %s", name)
	}
}

// headline is the row of a table that names its columns.
func headline(table string) string {
	for _, line := range strings.Split(table, "\n") {
		if line != "" && !strings.HasPrefix(line, "#") {
			return strings.TrimRight(line, "\r")
		}
	}
	return ""
}
