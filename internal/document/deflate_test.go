package document

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// The table of a compressed file tells where each of its parts begins, and every stream can be read.
func TestDeflatedFilesAreWhole(t *testing.T) {
	t.Parallel()
	d, err := NewPlan(neckPlan(t), Options{System: none})
	if err != nil {
		t.Fatal(err)
	}
	pdf, err := d.PDF()
	if err != nil {
		t.Fatal(err)
	}
	table := bytes.LastIndex(pdf, []byte("\nxref\n")) + 1
	if want := fmt.Sprintf("startxref\n%d\n", table); !bytes.Contains(pdf, []byte(want)) {
		t.Errorf("the file does not end with %q", want)
	}
	entries := startOf.FindAllSubmatch(pdf[table:], -1)
	if len(entries) < 10 {
		t.Fatalf("%d parts", len(entries))
	}
	for i, e := range entries {
		at, err := strconv.Atoi(string(e[1]))
		if err != nil || !bytes.HasPrefix(pdf[at:], fmt.Appendf(nil, "%d 0 obj\n", i+1)) {
			t.Errorf("part %d does not begin at %s", i+1, e[1])
		}
	}
	streams := regexp.MustCompile(`/Length (\d+)[^>]*>>\nstream\n`).FindAllSubmatchIndex(pdf, -1)
	packed := 0
	for _, m := range streams {
		n, err := strconv.Atoi(string(pdf[m[2]:m[3]]))
		if err != nil || !strings.HasPrefix(string(pdf[m[1]+n:m[1]+n+10]), "\nendstream") {
			t.Fatalf("a stream of %s does not end there", pdf[m[2]:m[3]])
		}
		r, err := zlib.NewReader(bytes.NewReader(pdf[m[1] : m[1]+n]))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, r); err != nil {
			t.Error(err)
		}
		packed++
	}
	if packed < d.Pages() {
		t.Errorf("%d streams for %d pages", packed, d.Pages())
	}
}

func TestDeflatedRefusesWhatIsNoFile(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "%PDF-1.3\n", "1 0 obj\n<</Length 99>>\nstream\nx\nendstream\nxref\n", "1 0 obj\n<<>>\nstream\nx\nendstream\nxref\n"} {
		if _, err := deflated([]byte(s)); err == nil {
			t.Errorf("%q was taken for a paper", s)
		}
	}
}

// The properties of a file hold the words of the records without the letters that would garble them.
func TestPropertiesAreReadable(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Zoë 🧘 Lee": "Zoë Lee", "👩‍👩‍👧 Family Clinic": "Family Clinic", "𝒜lice": "lice", "Z\u0334\u0301\u0302\u0303\u0304\u0305 Massage": "Z\u0334\u0301\u0302\u0303\u0304\u0305 Massage",
		"\ufef1 Clinic": "\ufef1 Clinic", "Cl\u202einic": "Clinic", "soft\u00adhyphen": "soft\u00adhyphen", "ﬁne": "ﬁne", "İstanbul": "İstanbul", "王美玲": "王美玲",
		"two\nlines\x00": "two lines", "": "", "Massage \\(a) %%EOF": "Massage \\(a) %%EOF",
	} {
		p := neckPlan(t)
		p.Chart.Findings, p.Chart.Strokes = nil, nil
		p.Clinic.Name = name
		_, file := made(t, p, Options{System: none})
		got := ""
		for l := range strings.SplitSeq(poppler(t, "pdfinfo", file), "\n") {
			if author, ok := strings.CutPrefix(l, "Author:"); ok {
				got = strings.TrimSpace(author)
			}
		}
		if got != want {
			t.Errorf("%q: the author is %q, want %q", name, got, want)
		}
	}
}
