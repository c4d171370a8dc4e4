package differences

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

const (
	myNote    = "Slept badly after the last treatment, better from Thursday on. Left shoulder is freer, the neck still pulls when driving."
	theirNote = "Slept badly after the last treatment, better from Friday on. Left shoulder is freer, headaches are gone."
)

var peg = clinic.Patient{ID: "p-1", GivenName: "Margaret", FamilyName: "Doyle", PreferredName: "Peg"}

// note is one note of a session that both wrote.
func note(at time.Time) clinic.Difference {
	visit := func(text, response string) *clinic.Session {
		return &clinic.Session{ID: "s-1", PatientID: "p-1", Number: 4, Date: "2025-03-04", Subjective: text, Response: response}
	}
	return clinic.Difference{
		ID: "op-1", Label: clinic.Say("Change: subjective"), Ref: clinic.Ref{Kind: clinic.KindSession, ID: "s-1"}, Fields: []string{"subjective", "response"},
		Base: visit("Slept badly", ""), Mine: visit(myNote, clinic.ResponseBetter), Theirs: visit(theirNote, clinic.ResponseSame),
		By: "Kim Tran", Machine: "reception", At: at,
	}
}

func finding(mine, theirs bool, at time.Time) clinic.Difference {
	six := 6
	f := &clinic.Finding{ID: "f-1", PatientID: "p-1", AssessmentID: "a-1", Structure: "trapezius.upper", Side: anatomy.Left, Type: "tenderness", Severity: &six, Source: clinic.ByTherapist}
	d := clinic.Difference{ID: "op-2", Label: clinic.Say("Erase"), Ref: clinic.RefTo(f), Base: f, By: "Kim Tran", Machine: "tablet", At: at.AddDate(0, 0, -1)}
	if mine {
		d.Mine = f
	}
	if theirs {
		d.Theirs = f
	}
	return d
}

func refused(at time.Time) clinic.Difference {
	d := note(at)
	d.ID, d.Fields = "op-3", []string{"subjective"}
	d.Refused = clinic.Say("Kim Tran signed this session at 10:42, so it can no longer be changed.")
	return d
}

func open(t *testing.T, list func(now time.Time) []clinic.Difference) (*desktest.Rig, *desktest.Link, *Screen) {
	t.Helper()
	r := desktest.New(t)
	link := desktest.NewLink(nil)
	r.Desk.Link = link
	p := peg
	p.CreatedAt = r.Clock.Now()
	r.Put(&p)
	link.SetDifferences(list(r.Clock.Now().Add(-10 * time.Minute))...)
	s := New(r.Desk)
	t.Cleanup(link.OnState(s.LinkChanged))
	r.Watch(s)
	return r, link, s
}

func TestBothTextsAreShownInFull(t *testing.T) {
	r, _, _ := open(t, func(at time.Time) []clinic.Difference { return []clinic.Difference{note(at)} })
	r.MustSay("Margaret (Peg) Doyle", "Session 4 · 4 March 2025", "Done here: Change: subjective", "Subjective", "Written here",
		"Written by Kim Tran on reception, today 09:20", "Before: Slept badly", "After the treatment", "Better", "The same",
		"bold and underlined", "The choice holds for all of these")
	said := strings.Join(r.Texts(), " ")
	for _, word := range strings.Fields(myNote + " " + theirNote) {
		if !strings.Contains(said, word) {
			t.Errorf("%q is missing", word)
		}
	}
	var own []string
	r.Walk(func(o fyne.CanvasObject) {
		if c, ok := o.(*canvas.Text); ok && c.TextStyle.Underline {
			if !c.TextStyle.Bold {
				t.Errorf("%q is underlined and not bold", c.Text)
			}
			own = append(own, strings.TrimSpace(c.Text))
		}
	})
	if got := strings.Join(own, " "); got != "Thursday the neck still pulls when driving. Friday headaches are gone." {
		t.Errorf("marked is %q", got)
	}
}

func TestChoosing(t *testing.T) {
	for _, c := range []struct{ tap, settled, said string }{
		{"Use mine", "op-1 s-1 mine", "Yours stands"},
		{"Keep theirs", "op-1 s-1 theirs", "Theirs stays"},
	} {
		r, link, _ := open(t, func(at time.Time) []clinic.Difference { return []clinic.Difference{note(at)} })
		r.Tap(c.tap)
		if fmt.Sprint(link.Settled) != "["+c.settled+"]" {
			t.Errorf("%s settled %v", c.tap, link.Settled)
		}
		r.MustSay("Nothing to choose")
		if len(r.Said) != 1 || !strings.Contains(r.Said[0], c.said) {
			t.Errorf("said %v", r.Said)
		}
	}
}

func TestAFailureKeepsTheCard(t *testing.T) {
	r, link, _ := open(t, func(at time.Time) []clinic.Difference { return []clinic.Difference{note(at)} })
	link.Refuse(errors.New("There is no connection. Both texts are kept. Choose again when it is back."))
	r.Tap("Use mine")
	if len(r.Said) != 1 || !strings.Contains(r.Said[0], "Both texts are kept") {
		t.Errorf("said %v", r.Said)
	}
	r.MustSay("Written here")
	link.Refuse(nil)
	r.Tap("Use mine")
	r.MustSay("Nothing to choose")
}

func TestByKeyboard(t *testing.T) {
	r, link, s := open(t, func(at time.Time) []clinic.Difference { return []clinic.Difference{note(at), finding(false, true, at)} })
	r.Window.Canvas().Focus(s.cards[0].buttons[1])
	r.Key(fyne.KeySpace)
	if r.Window.Canvas().Focused() != fyne.Focusable(s.cards[0].buttons[0]) {
		t.Fatalf("the keyboard is on %v", r.Window.Canvas().Focused())
	}
	r.Key(fyne.KeyReturn)
	if fmt.Sprint(link.Settled) != "[op-1 s-1 theirs op-2 f-1 mine]" {
		t.Errorf("settled %v", link.Settled)
	}
}

func TestRemoved(t *testing.T) {
	r, link, _ := open(t, func(at time.Time) []clinic.Difference { return []clinic.Difference{finding(false, true, at)} })
	r.MustSay("Left upper trapezius, tenderness", "Removed here", "Written by Kim Tran on tablet, yesterday 09:20", "It is not there any more.", "moderate")
	r.Tap("Use mine: remove it")

	link.SetDifferences(finding(true, false, r.Clock.Now()))
	r.Settle()
	r.MustSay("Removed by Kim Tran on tablet", "Written here", "Severity")
	r.Tap("Keep theirs: leave it out")
	if fmt.Sprint(link.Settled) != "[op-2 f-1 mine op-2 f-1 theirs]" {
		t.Errorf("settled %v", link.Settled)
	}
}

func TestRefused(t *testing.T) {
	r, link, _ := open(t, func(at time.Time) []clinic.Difference { return []clinic.Difference{refused(at)} })
	r.MustSay("Kim Tran signed this session at 10:42")
	r.MustNotSay("Use mine", "Keep theirs")
	r.Tap("Copy my text")
	if got := fyne.CurrentApp().Clipboard().Content(); got != myNote {
		t.Errorf("copied %q", got)
	}
	r.Tap("Write an addendum")
	if fmt.Sprint(r.Opened) != "[p-1 "+string(desk.Sessions)+"]" {
		t.Errorf("opened %v", r.Opened)
	}
	r.Tap("Let mine go")
	r.Tap("Keep it for now")
	if len(link.Settled) != 0 {
		t.Errorf("settled %v", link.Settled)
	}
	r.Tap("Let mine go")
	r.MustSay("Let what was written here go?")
	r.Tap("Let mine go")
	if fmt.Sprint(link.Settled) != "[op-3 s-1 theirs]" {
		t.Errorf("settled %v", link.Settled)
	}
}

// A card that is as it was stays the same object, with the keyboard on it, when others come and go.
func TestCardsStay(t *testing.T) {
	r, link, s := open(t, func(at time.Time) []clinic.Difference { return []clinic.Difference{note(at)} })
	first := s.cards[0]
	r.Window.Canvas().Focus(first.buttons[0])
	at := r.Clock.Now().Add(-10 * time.Minute)
	link.SetDifferences(note(at), finding(false, true, at))
	r.Settle()
	if len(s.cards) != 2 || s.cards[0] != first || r.Window.Canvas().Focused() != fyne.Focusable(first.buttons[0]) {
		t.Errorf("cards %v, keyboard on %v", s.cards, r.Window.Canvas().Focused())
	}
}

func TestEmpty(t *testing.T) {
	r, _, _ := open(t, func(time.Time) []clinic.Difference { return nil })
	r.MustSay("Nothing to choose")
	r.MustNotSay("Use mine")
}

func TestTheClinicsOwn(t *testing.T) {
	r, _, _ := open(t, func(at time.Time) []clinic.Difference {
		return []clinic.Difference{{
			ID: "op-4", Ref: clinic.Ref{Kind: clinic.KindClinic, ID: clinic.ClinicID}, Fields: []string{"phone"},
			Mine: &clinic.Clinic{ID: clinic.ClinicID, Phone: "08 9000 1111"}, Theirs: &clinic.Clinic{ID: clinic.ClinicID}, At: at,
		}}
	})
	r.MustSay("The clinic", "Phone", "08 9000 1111", words.Nothing, "Written by Somebody, today 09:20")
	r.MustNotSay("Open the record")
}

func TestPictures(t *testing.T) {
	r, _, s := open(t, func(at time.Time) []clinic.Difference {
		return []clinic.Difference{note(at), finding(false, true, at), refused(at)}
	})
	for _, mode := range []kit.Mode{kit.ModeLight, kit.ModeDark} {
		r.App.Settings().SetTheme(kit.NewTheme(mode))
		r.Show(s.Object(), 1184, 1400)
		r.Save("differences-"+string(mode), 1)
	}
	r.Show(s.Object(), 560, 1400)
	r.Save("differences-narrow", 1)
}

func TestCompare(t *testing.T) {
	show := func(list []run) string {
		var b strings.Builder
		for _, r := range list {
			if r.own {
				b.WriteString("[" + r.text + "]")
			} else {
				b.WriteString(r.text)
			}
		}
		return b.String()
	}
	for _, c := range []struct{ a, b, left, right string }{
		{"", "", "", ""},
		{"one two", "one two", "one two", "one two"},
		{"one two three", "one 2 three", "one [two ]three", "one [2 ]three"},
		{"one", "", "[one]", ""},
		{"a b c d", "x b c y", "[a ]b c [d]", "[x ]b c [y]"},
		{"a\n\nb", "a b", "a\n\nb", "a b"},
	} {
		left, right := compare(c.a, c.b)
		if show(left) != c.left || show(right) != c.right {
			t.Errorf("%q and %q: %q and %q", c.a, c.b, show(left), show(right))
		}
	}
	// Texts that are too long to be compared word by word are whole all the same.
	a, b := strings.Repeat("a ", 5000)+"end", strings.Repeat("b ", 5000)+"end"
	left, _ := compare(a, b)
	if len(left) != 2 || left[0].text+left[1].text != a || left[1].own {
		t.Errorf("%d runs", len(left))
	}
}

var (
	_ desk.Screen  = (*Screen)(nil)
	_ desk.Watcher = (*Screen)(nil)
)

// Of long texts the differences are shown, with a little of what is around them.
func TestLongTextsAreShownInPart(t *testing.T) {
	t.Parallel()
	before, after := strings.Repeat("tight and sore ", 6000), strings.Repeat("less in the morning ", 5000)
	left, _ := compare(before+"left "+after, before+"right "+after)
	shown := ""
	for _, r := range excerpts(left) {
		if r.own && r.text != "left " {
			t.Errorf("what differs is shown as %q", r.text)
		}
		shown += r.text
	}
	if len(shown) > 500 || !strings.Contains(shown, "sore left less") {
		t.Errorf("shown are %d bytes: %.600q", len(shown), shown)
	}
	if list := excerpts([]run{{strings.Repeat("x", 100_000), true}}); len(list[0].text) > 2100 {
		t.Errorf("of what one wrote %d bytes are shown", len(list[0].text))
	}
}
