package kittest

import (
	"image"
	"path/filepath"
	"testing"

	"regimen/internal/ui/kit"
)

// shown is a small page as it is kept.
func shown(t *testing.T, mode kit.Mode, words string, chosen int) *image.NRGBA {
	t.Helper()
	s := New(t, mode)
	bar := kit.NewSeverity("", "", nil)
	bar.SetValue(chosen)
	s.Show(kit.Pad(kit.GapWide, kit.StackGap(kit.GapWide, kit.Body(words), bar, kit.Space(10, 300))), 640, 480)
	return inBlocks(s.Picture(1))
}

// What is kept tells a word, a number and a colour apart, says where, and takes a few levels for the same.
func TestPicturesAreCompared(t *testing.T) {
	was := shown(t, kit.ModeLight, "Upper trapezius, left", 4)
	if where := unlike(was, shown(t, kit.ModeLight, "Upper trapezius, left", 4)); len(where) != 0 {
		t.Errorf("the same page differs at %v", where)
	}
	words := unlike(was, shown(t, kit.ModeLight, "Upper trapezius, right", 4))
	if len(words) != 1 || words[0].Max.Y > 48 || words[0].Min.X < 100 || words[0].Max.X > 220 {
		t.Errorf("another word differs at %v", words)
	}
	value := unlike(was, shown(t, kit.ModeLight, "Upper trapezius, left", 7))
	if len(value) == 0 || value[0].Min.Y < 40 || value[len(value)-1].Max.Y > 120 {
		t.Errorf("another value differs at %v", value)
	}
	if dark := unlike(was, shown(t, kit.ModeDark, "Upper trapezius, left", 4)); len(dark) != 1 || dark[0] != image.Rect(0, 0, 640, 480) {
		t.Errorf("the dark differs at %v", dark)
	}
	hinted := image.NewNRGBA(was.Rect)
	copy(hinted.Pix, was.Pix)
	for i := range hinted.Pix {
		if hinted.Pix[i] > near {
			hinted.Pix[i] -= near * uint8(i%2)
		}
	}
	if where := unlike(was, hinted); len(where) != 0 {
		t.Errorf("a few levels differ at %v", where)
	}
	if where := unlike(was, image.NewNRGBA(image.Rect(0, 0, 3, 3))); len(where) != 1 {
		t.Errorf("another size differs at %v", where)
	}
}

// A test fails on a page that looks different and says where; one that is to keep it does.
func TestLooksAreKept(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("TMPDIR", t.TempDir())
	page := func(words string) *Screen {
		s := New(t, kit.ModeLight)
		s.Show(kit.Pad(kit.GapWide, kit.Heading(words)), 320, 160)
		return s
	}
	t.Setenv(KeepPictures, "1")
	page("Findings").MustLookAsKept("page")
	t.Setenv(KeepPictures, "")
	page("Findings").MustLookAsKept("page")
	heard := &listener{TB: t}
	s := page("Tests")
	s.T = heard
	s.MustLookAsKept("page")
	if heard.errors != 1 {
		t.Errorf("%d complaints, want 1", heard.errors)
	}
	if found, _ := filepath.Glob(filepath.Join(tempPictures(), "page.png")); len(found) != 1 {
		t.Error("what is seen now was not written")
	}
}

// listener counts the errors of a test that is to fail.
type listener struct {
	testing.TB
	errors int
}

// Errorf counts.
func (l *listener) Errorf(string, ...any) { l.errors++ }
