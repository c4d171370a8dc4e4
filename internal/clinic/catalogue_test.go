package clinic

import (
	"io/fs"
	"sync"
	"testing"

	"regimen/resources"
)

// shipped is the catalogue that goes out with the program.
var shipped = sync.OnceValues(func() (*Catalogue, error) { return LoadCatalogue(resources.Catalogue) })

func catalogue(t testing.TB) *Catalogue {
	t.Helper()
	c, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

var _ fs.FS = resources.Catalogue

func TestPlainTextsAreEasyToRead(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	check := func(what, text string) {
		t.Helper()
		if g := ReadingGrade(text); g >= 8 {
			t.Errorf("%s reads at grade %.1f: %q", what, g, text)
		}
	}
	for _, x := range c.Techniques {
		check("technique "+x.Code, x.Plain)
	}
	for _, x := range c.Measures {
		check("measure "+x.Code, x.Plain)
	}
	for _, x := range c.Screening {
		check("question "+x.Code, x.Question)
	}
	for _, x := range c.HomeCare {
		check("home care "+x.Code, x.Title+". "+x.Instructions)
	}
	for _, x := range c.Warnings {
		check("warning "+x.Code, x.Sign+". "+x.Do)
	}
	for _, x := range c.Expect {
		check("expectation "+x.Code, x.Text)
	}
}
