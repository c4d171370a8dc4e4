package kit_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

const tight = "The muscles at the right side of your neck are tight and sore, and one joint in the neck is stiff."

// prose is text as it is typed: several blanks, words without an end and, in notes, line ends.
func prose(lines bool) *rapid.Generator[string] {
	parts := []string{" ", " ", "  ", "    ", "is", "stiff", "tight and sore, ", tight, "Łukasz", "e\u0301", "דוד", "\u00a0", "9,5", "(a)"}
	if lines {
		parts = append(parts, "\n", "\n\n")
	}
	part := rapid.OneOf(rapid.SampledFrom(parts), rapid.StringMatching(`[a-z]{1,12}`), rapid.StringMatching(`[a-z]{40,90}`))
	return rapid.Map(rapid.SliceOfN(part, 1, 20), func(p []string) string { return strings.Join(p, "") })
}

func typeLetters(w fyne.Focusable, text string) {
	for _, r := range text {
		if r == '\n' {
			w.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			continue
		}
		w.TypedRune(r)
	}
}

// However wide the field, the text is what was typed: also where a line wraps, and before a line that was there.
func TestTypedAtEveryWidth(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	e := kit.NewNotes("", 2, nil)
	s.Show(e, 300, 300)
	s.Window.Canvas().Focus(e)
	for width := float32(200); width <= 600; width++ {
		s.Window.Resize(fyne.NewSize(width, 300))
		e.SetText("")
		typeLetters(e, tight)
		if e.Text != tight {
			t.Fatalf("%v wide, %q was kept as %q", width, tight, e.Text)
		}
		e.SetText("")
		e.SetText("\nAnd the line below.")
		typeLetters(e, tight)
		if want := tight + "\nAnd the line below."; e.Text != want {
			t.Fatalf("%v wide, before another line, %q was kept as %q", width, want, e.Text)
		}
	}
}

func TestAnythingTypedIsKept(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.Bool().Draw(t, "of several lines")
		text := prose(lines).Draw(t, "text")
		told := ""
		e := kit.NewEntry("", func(text string) { told = text })
		if lines {
			e = kit.NewNotes("", 2, func(text string) { told = text })
		}
		s.Show(e, float32(rapid.IntRange(200, 600).Draw(t, "width")), 300)
		s.Window.Canvas().Focus(e)
		typeLetters(e, text)
		if e.Text != text || told != text {
			t.Fatalf("%q was kept as %q and told as %q", text, e.Text, told)
		}
	})
}

// Wherever the keys and the mouse lead, a letter goes in there and nothing else changes; it can be erased and taken
// back.
func TestALetterAnywhere(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	keys := []fyne.KeyName{
		fyne.KeyLeft, fyne.KeyRight, fyne.KeyUp, fyne.KeyDown, fyne.KeyHome, fyne.KeyEnd, fyne.KeyPageUp, fyne.KeyPageDown,
	}
	rapid.Check(t, func(t *rapid.T) {
		e := kit.NewNotes("", 2, nil)
		text := prose(true).Draw(t, "text")
		e.SetText(text)
		s.Show(e, float32(rapid.IntRange(200, 600).Draw(t, "width")), 300)
		s.Window.Canvas().Focus(e)
		for range rapid.IntRange(1, 20).Draw(t, "moves") {
			if rapid.IntRange(0, 4).Draw(t, "tap") == 0 {
				at := fyne.NewPos(float32(rapid.IntRange(0, 600).Draw(t, "x")), float32(rapid.IntRange(0, 300).Draw(t, "y")))
				e.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary})
				continue
			}
			e.TypedKey(&fyne.KeyEvent{Name: rapid.SampledFrom(keys).Draw(t, "key")})
		}
		e.TypedRune('§')
		before, after, found := strings.Cut(e.Text, "§")
		if !found || before+after != text {
			t.Fatalf("a letter made %q of %q", e.Text, text)
		}
		e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
		if e.Text != text {
			t.Fatalf("erased again, it is %q, was %q", e.Text, text)
		}
		e.TypedShortcut(&fyne.ShortcutUndo{})
		e.TypedShortcut(&fyne.ShortcutUndo{})
		if e.Text != text {
			t.Fatalf("taken back, it is %q, was %q", e.Text, text)
		}
	})
}

// At the blank a line wraps at, of all places, keys do what they do elsewhere.
func TestKeysWhereALineWraps(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	for width := float32(300); width <= 420; width += 6 {
		e := kit.NewNotes("", 2, nil)
		s.Show(e, width, 300)
		s.Window.Canvas().Focus(e)
		typeLetters(e, tight+" ")
		e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
		if e.Text != tight {
			t.Fatalf("%v wide, the blank at the end was not erased: %q", width, e.Text)
		}
		e.TypedShortcut(&fyne.ShortcutSelectAll{})
		e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
		for n := range tight {
			e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
			if want := tight[:n] + tight[n+1:]; e.Text != want {
				t.Fatalf("%v wide, Delete at %d made %q", width, n, e.Text)
			}
			e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			typeLetters(e, "x")
			if want := tight[:n] + "\nx" + tight[n+1:]; e.Text != want {
				t.Fatalf("%v wide, Enter at %d made %q", width, n, e.Text)
			}
			for e.Text != tight {
				e.TypedShortcut(&fyne.ShortcutUndo{})
			}
			e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
		}
		e.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
		for range 7 {
			e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
		}
		e.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
		selected := e.SelectedText()
		typeLetters(e, "y")
		if want := strings.Replace(tight, selected, "y", 1); e.Text != want {
			t.Fatalf("%v wide, y for %q made %q", width, selected, e.Text)
		}
	}
}

func TestPasted(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	clip := test.NewClipboard()
	paste := func(e *kit.Entry, text string) string {
		s.Show(e, 400, 200)
		s.Window.Canvas().Focus(e)
		clip.SetContent(text)
		e.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
		return e.Text
	}
	for _, c := range []struct{ pasted, line, notes string }{
		{"one\r\ntwo\rthree", "one two three", "one\ntwo\nthree"},
		{"a\tb", "a b", "a\tb"},
		{"a cell of a sheet\r\n", "a cell of a sheet", "a cell of a sheet\n"},
		{"esc\x1b[31m nul\x00", "esc[31m nul", "esc[31m nul"},
	} {
		if got := paste(kit.NewEntry("", nil), c.pasted); got != c.line {
			t.Errorf("%q pasted into one line is %q, want %q", c.pasted, got, c.line)
		}
		if got := paste(kit.NewNotes("", 2, nil), c.pasted); got != c.notes {
			t.Errorf("%q pasted into notes is %q, want %q", c.pasted, got, c.notes)
		}
	}
	e := kit.NewEntry("", nil)
	paste(e, "neck and back")
	e.DoubleTapped(&fyne.PointEvent{Position: fyne.NewPos(20, 20)})
	e.TypedShortcut(&fyne.ShortcutCut{Clipboard: clip})
	if e.Text != " and back" || clip.Content() != "neck" {
		t.Errorf("cut %q, left %q", clip.Content(), e.Text)
	}
	e.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyDelete, Modifier: fyne.KeyModifierShortcutDefault})
	if e.Text != " back" {
		t.Errorf("a word erased, %q is left", e.Text)
	}
}

// A clipboard that holds no text, such as a picture, or none that can be seen takes nothing away.
func TestPastedNothing(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	clip := test.NewClipboard()
	e := kit.NewNotes("", 2, nil)
	s.Show(e, 300, 100)
	s.Window.Canvas().Focus(e)
	typeLetters(e, "neck and back")
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	for _, held := range []string{"", "\x00\x1b"} {
		clip.SetContent(held)
		e.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
		if e.Text != "neck and back" || e.SelectedText() != e.Text {
			t.Errorf("%q pasted left %q, %q of it selected", held, e.Text, e.SelectedText())
		}
	}
}

// A password is never given away: not to the clipboard, not by its words.
func TestPasswordIsNotCopied(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	clip := test.NewClipboard()
	e := kit.NewEntry("", nil)
	e.Password = true
	s.Show(e, 300, 100)
	s.Window.Canvas().Focus(e)
	typeLetters(e, "open sesame")
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	e.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clip})
	e.TypedShortcut(&fyne.ShortcutCut{Clipboard: clip})
	if clip.Content() != "" || e.Text != "open sesame" {
		t.Errorf("copied %q, left %q", clip.Content(), e.Text)
	}
	for _, said := range s.Texts() {
		if said != e.Text && strings.Contains(said, "sesame") {
			t.Errorf("the password is drawn: %q", said)
		}
	}
}

// A field of one line cuts off what has no room at its edges, shows the caret while typing, and the beginning of the
// text when it is left.
func TestLongLine(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	e := kit.NewEntry("", nil)
	s.Show(kit.Pad(20, e), 260, 100)
	before := s.Picture(1)
	s.Window.Canvas().Focus(e)
	typeLetters(e, strings.Repeat("WWWW ", 30))
	typing := s.Picture(1)
	s.Window.Canvas().Unfocus()
	left := s.Picture(1)
	for y := range before.Bounds().Dy() {
		for x := range before.Bounds().Dx() {
			if x >= 20 && x <= before.Bounds().Dx()-20 {
				continue
			}
			if typing.At(x, y) != before.At(x, y) || left.At(x, y) != before.At(x, y) {
				t.Fatalf("the text runs over the edge of its field at %d, %d", x, y)
			}
		}
	}
}

// The time for a letter does not follow the length of the text. What is short is compared with what is as long as a
// note may be, in one run; what nobody notices is quick enough.
func TestLongTextIsTypedAsQuickly(t *testing.T) {
	const soon = 50 * time.Millisecond
	s := kittest.New(t, kit.ModeLight)
	letter := func(text string) time.Duration {
		e := kit.NewNotes("", 4, nil)
		s.Show(kit.NewDragScroll(kit.Stack(e)), 700, 600)
		e.SetText(text)
		s.Settle()
		s.Window.Canvas().Focus(e)
		best := time.Hour
		for range 8 {
			begun := time.Now()
			e.TypedRune('x')
			best = min(best, time.Since(begun))
		}
		if want := strings.Repeat("x", 8) + text; e.Text != want {
			t.Fatalf("the letters went elsewhere: %q", e.Text[:40])
		}
		return best
	}
	line := "Tight and sore at the right side, less so in the morning.\n"
	short := letter(strings.Repeat(line, 20))
	for name, text := range map[string]string{
		"short lines":   strings.Repeat(line, 100_000/len(line)),
		"one paragraph": strings.Repeat("tight and sore ", 100_000/15),
		"no blank":      strings.Repeat("x", 100_000),
		"a tab first":   "\t" + strings.Repeat("tight and sore ", 100_000/15),
	} {
		long := letter(text)
		t.Logf("%s: %v, in a short note %v", name, long, short)
		if long > max(40*short, soon) {
			t.Errorf("%s: a letter takes %v, in a short note %v", name, long, short)
		}
	}
}

// A text that is too long is cut before it is drawn, and a tall one is drawn in part: what was kept by an older program
// freezes no screen.
func TestLongTextsAreDrawnQuickly(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	took := func(long string) time.Duration {
		begun := time.Now()
		s.Show(kit.NewDragScroll(kit.Stack(
			kit.Body(long), kit.Title(long), kit.QuietText(long).Lines(2), kit.NewTwoLine(kit.Row{What: long, Quiet: long, Badge: "x"}, func() {}),
			kit.Body(long).Wrap(),
		)), 700, 600)
		n := 0
		s.Walk(func(o fyne.CanvasObject) {
			if text, ok := o.(*canvas.Text); ok {
				n++
				if len(text.Text) > 4*500 {
					t.Errorf("%d bytes are drawn as one", len(text.Text))
				}
			}
		})
		if n > 400 {
			t.Errorf("%d lines are drawn", n)
		}
		return time.Since(begun)
	}
	for _, part := range []string{"x", "tight and sore ", "line\n", "\t", "م", "🦴"} {
		short, long := took(strings.Repeat(part, 10_000/len(part))), took(strings.Repeat(part, 200_000/len(part)))
		t.Logf("%q: %v, twenty times as long %v", part, short, long)
		if long > 60*short {
			t.Errorf("%q: it took %v, and twenty times as long %v", part, short, long)
		}
	}
}

// A name of a script written to the left stands on the screen as on paper: the whole to the left, its brackets around
// what they belong to.
func TestNamesWrittenToTheLeft(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	name := kit.Body("مريم (Maryam) الحسن")
	s.Show(kit.Stack(name), 600, 200)
	drawn := ""
	s.Walk(func(o fyne.CanvasObject) {
		if text, ok := o.(*canvas.Text); ok {
			drawn += text.Text
		}
	})
	if drawn = strings.ReplaceAll(drawn, "\u200e", ""); drawn != "الحسن (Maryam) مريم" {
		t.Errorf("it is drawn as %q", drawn)
	}
	if name.Text() != "مريم (Maryam) الحسن" {
		t.Errorf("it says %q", name.Text())
	}
}

// AltGr, which Windows sends as Ctrl and Alt, writes letters and does nothing else, whatever the key.
func TestAltGrDoesNothingElse(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	e := kit.NewEntry("", nil)
	s.Show(e, 400, 100)
	s.Window.Canvas().Focus(e)
	typeLetters(e, "neck and back")
	keys := []fyne.KeyName{
		fyne.KeyBackspace, fyne.KeyDelete, fyne.KeyLeft, fyne.KeyRight, fyne.KeyHome, fyne.KeyEnd, fyne.KeyInsert,
	}
	for k := 'A'; k <= 'Z'; k++ {
		keys = append(keys, fyne.KeyName(k))
	}
	for _, k := range keys {
		for _, m := range []fyne.KeyModifier{0, fyne.KeyModifierShift} {
			e.TypedShortcut(&desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierControl | fyne.KeyModifierAlt | m})
			if e.Text != "neck and back" || e.SelectedText() != "" || e.Caret() != len(e.Text) {
				t.Fatalf("AltGr and %s: %q, the caret at %d", k, e.Text, e.Caret())
			}
		}
	}
	typeLetters(e, "ńęś")
	if e.Text != "neck and backńęś" {
		t.Errorf("typed %q", e.Text)
	}
}

// The caret stays in sight while a note grows beyond the window, and comes back into it when it was scrolled away.
func TestTheCaretStaysInSight(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	e := kit.NewNotes("", 3, nil)
	page := kit.NewDragScroll(kit.StackGap(0, kit.MinHeight(200, kit.Body("above")), e, kit.MinHeight(300, kit.Body("below"))))
	s.Show(page, 400, 300)
	s.Window.Canvas().Focus(e)
	seen := func() bool {
		bottom := e.Position().Y + e.MinSize().Height - page.Offset.Y
		return bottom > 0 && bottom < 340
	}
	for range 40 {
		typeLetters(e, "tight and sore\n")
		s.Settle()
	}
	if !seen() {
		t.Errorf("after 40 lines the page is at %v", page.Offset.Y)
	}
	page.ScrollToTop()
	typeLetters(e, "x")
	if !seen() {
		t.Errorf("scrolled away and typed on, the page is at %v", page.Offset.Y)
	}
}
