package edit_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"pgregory.net/rapid"

	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

// Whatever is typed into a field that keeps itself, with whatever pauses, and however often the screen is shown anew
// meanwhile: what is kept in the end is what was typed, but for the blanks around it.
func TestNothingTypedIsLost(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	rapid.Check(t, func(t *rapid.T) {
		kept := ""
		var f *edit.Text
		rows := rapid.IntRange(1, 3).Draw(t, "rows")
		f = edit.NewText(s.Clock.After, "Subjective", "subjective", "", rows, func(text string) error {
			kept = strings.TrimSpace(text)
			f.Show(kept)
			return nil
		})
		f.Show("")
		s.Show(kit.Stack(f.Field), float32(rapid.IntRange(200, 600).Draw(t, "width")), 400)
		s.Window.Canvas().Focus(f.Entry)
		typed := ""
		parts := []string{" ", "  ", "is", "stiff", "tight and sore", "e\u0301", "שלום", "9,5"}
		if rows > 1 {
			parts = append(parts, "\n")
		}
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			switch rapid.IntRange(0, 4).Draw(t, "step") {
			case 0:
				s.Clock.Advance(2 * time.Second)
			case 1:
				f.Show(kept)
			default:
				part := rapid.OneOf(rapid.SampledFrom(parts), rapid.StringMatching(`[a-z]{1,40}`)).Draw(t, "part")
				typed += part
				for _, r := range part {
					if r == '\n' {
						f.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
						continue
					}
					f.Entry.TypedRune(r)
				}
			}
			if f.Entry.Text != typed {
				t.Fatalf("typed is %q, in the field stands %q", typed, f.Entry.Text)
			}
		}
		s.Window.Canvas().Unfocus()
		if kept != strings.TrimSpace(typed) {
			t.Fatalf("typed was %q, kept is %q", typed, kept)
		}
	})
}

// A number is what was typed, in the habits of several countries, or a sentence says what is asked for; it is never
// another one. What is stored stands in the field.
func TestNumbersInManyHabits(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	rapid.Check(t, func(t *rapid.T) {
		cents := rapid.IntRange(0, 600_000).Draw(t, "hundredths")
		whole, part := cents/100, cents%100
		point := rapid.SampledFrom([]string{".", ","}).Draw(t, "point")
		text := strconv.Itoa(whole)
		switch rapid.IntRange(0, 2).Draw(t, "decimals") {
		case 0:
			part = 0
		case 1:
			part = part / 10 * 10
			text += point + strconv.Itoa(part/10)
		default:
			text += point + strconv.Itoa(part/10) + strconv.Itoa(part%10)
		}
		want := float64(whole*100+part) / 100
		blanks := rapid.SampledFrom([]string{"", " ", "\u00a0"})
		text = blanks.Draw(t, "before") + text + blanks.Draw(t, "behind")
		stands, kept := typeFee(s, text)
		if want > fees.Max {
			if len(kept) > 0 || stands != text || !s.Says("Enter a number from 0.00 to 5000.00.") {
				t.Fatalf("%q was kept as %v, in the field stands %q", text, kept, stands)
			}
			return
		}
		if len(kept) != 1 || kept[0] != want || stands != strconv.FormatFloat(want, 'f', 2, 64) {
			t.Fatalf("%q was kept as %v, in the field stands %q, want %v", text, kept, stands, want)
		}
	})
}

var fees = kit.Limits{Min: 0, Max: 5000, Step: 1, Decimals: 2}

// typeFee types into an empty field for a number and leaves it. It gives what stands in the field then, and what was
// kept.
func typeFee(s *kittest.Screen, text string) (stands string, kept []float64) {
	n := edit.NewNumber(s.Clock.After, "Fee", "fee", fees, func(v float64) error {
		kept = append(kept, v)
		return nil
	})
	n.Show(nil)
	s.Show(kit.Stack(n.Field), 400, 200)
	s.TypeInto(n.Stepper.Entry(), text)
	s.Window.Canvas().Unfocus()
	s.Clock.Advance(2 * time.Second)
	return n.Stepper.Entry().Text, kept
}

// What could be read in two ways, or would be kept as another number, is asked about and never guessed.
func TestNumbersThatCouldBeOthers(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	for _, text := range []string{
		"1.234,56", "1,234.56", "1 234,5", "1’234.50", "1,234", "1.234", "12.345", "0x10", "1e3", "Inf", "NaN", "1_000", "--5", "5-", "5 or 6", "½", "٣٤", "12..5", "12,,5", ".", ",", "+",
	} {
		stands, kept := typeFee(s, text)
		if len(kept) > 0 {
			t.Errorf("%q was kept as %v", text, kept)
			continue
		}
		if stands != text || !s.Says("Enter a number") {
			t.Errorf("%q: in the field stands %q, and it says %q", text, stands, s.Texts())
		}
	}
}

// Typing a date part by part, at once, or in two digits for the year gives the date that was meant.
func TestDatesTyped(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(1930, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 34_000).Draw(t, "day"))
		want := clinic.DateOf(day)
		var kept []clinic.Date
		f := edit.NewBirth(s.Clock.Now, "Birth date", "birth_date", func(d clinic.Date) error {
			kept = append(kept, d)
			return nil
		})
		f.Show("")
		s.Show(kit.Stack(f.Field), 500, 200)
		form := rapid.SampledFrom([]string{"02012006", "2\t1\t2006", "02\t01\t2006"}).Draw(t, "form")
		s.Window.Canvas().Focus(f.First())
		for _, r := range day.Format(form) {
			if r == '\t' {
				// as the window does for Tab
				if w, ok := s.Window.Canvas().Focused().(fyne.Tabbable); ok && w.AcceptsTab() {
					s.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyTab})
				} else {
					s.Window.Canvas().FocusNext()
				}
				continue
			}
			s.Window.Canvas().Focused().TypedRune(r)
		}
		s.Window.Canvas().Unfocus()
		if len(kept) != 1 || kept[0] != want {
			t.Fatalf("%s typed as %q was kept as %v", want, day.Format(form), kept)
		}
	})
}
