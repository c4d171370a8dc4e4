package kit_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

var march = time.Date(2025, 3, 4, 9, 30, 0, 0, time.UTC)

func TestParseDate(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, want string }{
		{"1984-03-12", "1984-03-12"},
		{" 12/3/1984 ", "1984-03-12"},
		{"12.03.1984", "1984-03-12"},
		{"12-3-84", "1984-03-12"},
		{"1/1/25", "2025-01-01"},
		{"1/1/26", "1926-01-01"},
		{"12 Mar 1984", "1984-03-12"},
		{"12th March 1984", "1984-03-12"},
		{"March 2, 1984", "1984-03-02"},
		{"12031984", "1984-03-12"},
		{"1984/3/12", "1984-03-12"},
		{"1984-03-12T08:00:00Z", "1984-03-12"},
		{"29/2/2024", "2024-02-29"},
		{"29/2/2023", ""},
		{"31/4/2024", ""},
		{"12/13/1984", "1984-12-13"},
		{"3.12.84", "1984-12-03"},
		{"03/12/1984", "1984-12-03"},
		{"03/12/1984 \u00a0", "1984-12-03"},
		{"\u200e3‑12‑1984\u200e", "1984-12-03"},
		{"03/12/1984 00:00:00", "1984-12-03"},
		{"1984-12-03 00:00", "1984-12-03"},
		{"1984-12-03T00:00:00", "1984-12-03"},
		{"1984-12-03T23:30:00+10:00", "1984-12-03"},
		{"12-Mar-84", "1984-03-12"},
		{"Monday, 3 December 1984", "1984-12-03"},
		{"Mon 3 Dec 84", "1984-12-03"},
		{"30653", "1983-12-03"},
		{"00060", ""},
		{"45720", "2025-03-04"}, // today
		{"45721", ""},
		{"4/3/25", "2025-03-04"},
		{"5/3/25", "1925-03-05"}, // has not been yet in 2025
		{"13/13/1984", ""},
		{"0/3/1984", ""},
		{"12/3", ""},
		{"12/3/198", ""},
		{"Ma 12 1984", ""},
		{"hello", ""},
		{"", ""},
		{"1 2 3 4", ""},
	} {
		if got, _, ok := kit.ParseDate(tt.in, march, 0); got != tt.want || ok != (tt.want != "") {
			t.Errorf("%q read as %q, %v, want %q", tt.in, got, ok, tt.want)
		}
	}
}

// How a date was read is told where it might have been meant for another day.
func TestParseDateTellsTheReading(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]kit.Reading{
		"03/12/1984": kit.ReadDayFirst, "3.12.84": kit.ReadDayFirst, "03121984": kit.ReadDayFirst,
		"04/13/1961": kit.ReadMonthFirst, "13/04/1961": kit.ReadAsWritten, "3/3/1961": kit.ReadAsWritten,
		"1984-12-03": kit.ReadAsWritten, "3 Dec 1984": kit.ReadAsWritten, "Dec 3, 1984": kit.ReadAsWritten, "30653": kit.ReadCount,
	} {
		if _, how, ok := kit.ParseDate(in, march, 0); !ok || how != want {
			t.Errorf("%q read in the way %d, %v, want %d", in, how, ok, want)
		}
	}
}

// A year of two digits is one of the years to come where they may be asked for, and never is in a birth date.
func TestYearsOfTwoDigits(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	for _, tt := range []struct {
		typed        string
		birth, other string
	}{{"010325", "2025-03-01", "2025-03-01"}, {"010326", "1926-03-01", "2026-03-01"}, {"010345", "1945-03-01", "2045-03-01"}, {"010346", "1946-03-01", "1946-03-01"}} {
		for _, birth := range []bool{true, false} {
			var told []string
			d := kit.NewDateField(func() time.Time { return march }, func(iso string) { told = append(told, iso) })
			want := tt.other
			if birth {
				d.Birth()
				want = tt.birth
			}
			s.Show(container.NewVBox(d, kit.NewEntry("", nil)), 500, 200)
			s.TypeInto(d.First(), tt.typed)
			s.Window.Canvas().Unfocus()
			s.Settle()
			if !slices.Equal(told, []string{want}) {
				t.Errorf("%s, birth date %v: told %v, want %s", tt.typed, birth, told, want)
			}
		}
	}
}

// Every day that exists is read back from each way of writing it.
func TestParseDateRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 365*125).Draw(t, "days"))
		layout := rapid.SampledFrom([]string{kit.ISODate, "2/1/2006", "02.01.2006", "2 January 2006", "Jan 2, 2006", "02012006"}).Draw(t, "layout")
		got, _, ok := kit.ParseDate(day.Format(layout), march, 0)
		if want := day.Format(kit.ISODate); !ok || got != want {
			t.Fatalf("%q read as %q, want %q", day.Format(layout), got, want)
		}
	})
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"12/3/1984", "1984-03-12", "12 Mar 84", "", "99/99/9999", "Ⅻ/3/1984"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		iso, _, ok := kit.ParseDate(s, march, 0)
		if !ok {
			return
		}
		if _, err := time.Parse(kit.ISODate, iso); err != nil {
			t.Errorf("%q read as %q, which is no date", s, iso)
		}
	})
}

func TestAge(t *testing.T) {
	kittest.New(t, kit.ModeLight)
	for _, tt := range []struct{ born, want string }{
		{"1984-03-04", "41 years"},
		{"1984-03-05", "40 years"},
		{"2023-03-04", "2 years"},
		{"2023-03-05", "23 months"},
		{"2025-02-04", "1 month"},
		{"2025-02-05", "27 days"},
		{"2025-03-03", "1 day"},
		{"2025-03-04", "0 days"},
		{"2025-03-05", ""},
		{"rubbish", ""},
	} {
		if got := kit.Age(tt.born, march); got != tt.want {
			t.Errorf("born %s: %q, want %q", tt.born, got, tt.want)
		}
	}
}

func TestDateFieldGoesOnByItself(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	var told []string
	d := kit.NewDateField(s.Clock.Now, func(iso string) { told = append(told, iso) }).Birth()
	s.Show(container.NewVBox(d, kit.NewEntry("", nil)), 500, 200)
	s.TypeInto(d.First(), "12031984")
	if iso, err := d.Date(); iso != "1984-03-12" || err != nil {
		t.Fatalf("typed date is %q, %v", iso, err)
	}
	s.MustSay("40 years")
	if want := []string{"1984-03-12"}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
	d.SetDate("")
	if _, err := d.Date(); !errors.Is(err, kit.ErrNoDate) {
		t.Errorf("an empty field gives %v", err)
	}
	s.MustNotSay("40 years")
	s.TypeInto(d.First(), "120384")
	s.Tab(1)
	if iso, _ := d.Date(); iso != "1984-03-12" {
		t.Errorf("a year of two digits gives %q", iso)
	}
	s.MustSay("1984")
}

// Who presses Tab after each part is not carried past the next one, which the keyboard has reached by itself.
func TestDateFieldWithTabs(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	d := kit.NewDateField(s.Clock.Now, nil).Birth()
	s.Show(container.NewVBox(d, kit.NewEntry("", nil)), 500, 200)
	c := s.Window.Canvas()
	s.TypeInto(d.First(), "")
	for _, part := range []string{"12", "4", "1984"} {
		for _, r := range part {
			c.Focused().TypedRune(r)
		}
		if f, ok := c.Focused().(fyne.Tabbable); ok && f.AcceptsTab() { // as the driver does
			c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyTab})
		} else {
			c.FocusNext()
		}
	}
	if iso, err := d.Date(); iso != "1984-04-12" || err != nil {
		t.Errorf("typed date is %q, %v", iso, err)
	}
}

func TestDateFieldSaysWhatIsWrong(t *testing.T) {
	for _, tt := range []struct{ typed, says string }{
		{"31042024", "There is no such day."},
		{"05032025", "This date is in the future."},
		{"01010184", "Check the year."},
	} {
		s := kittest.New(t, kit.ModeLight)
		told := 0
		d := kit.NewDateField(s.Clock.Now, func(string) { told++ }).Birth()
		s.Show(container.NewVBox(d, kit.NewEntry("", nil)), 500, 200)
		s.TypeInto(d.First(), tt.typed)
		s.Tab(1)
		s.MustSay(tt.says)
		if _, err := d.Date(); err == nil || told != 0 {
			t.Errorf("%s: error %v, told %d times", tt.typed, err, told)
		}
	}
}

func TestDateFieldPaste(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	var told []string
	d := kit.NewDateField(s.Clock.Now, func(iso string) { told = append(told, iso) })
	s.Show(d, 500, 200)
	clip := test.NewClipboard()
	clip.SetContent("12 March 1984")
	d.First().TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	if want := []string{"1984-03-12"}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
	clip.SetContent("nothing like a date, 30/2/1984")
	d.First().TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	if iso, _ := d.Date(); iso != "1984-03-12" {
		t.Errorf("pasted rubbish changed the date to %q", iso)
	}
	s.MustSay("What was pasted is no date")
	d.SetDate("2001-02-03")
	if len(told) != 1 {
		t.Error("a date set from code was told as the user's")
	}
}

// Whoever pastes a date sees at once what it was taken for.
func TestBirthDatePaste(t *testing.T) {
	for _, tt := range []struct{ pasted, iso, says string }{
		{"03/12/1984", "1984-12-03", "03/12/1984 was read with the day first: 3 December 1984."},
		{"04/13/1961", "1961-04-13", "04/13/1961 was read with the month first: 13 April 1961."},
		{"30653", "1983-12-03", "30653 was read as a spreadsheet counts days: 3 December 1983."},
		{"1984-12-03T00:00:00Z", "1984-12-03", "3 December 1984, 40 years"},
		{"12-Mar-84 ", "1984-03-12", "12 March 1984, 40 years"},
	} {
		s := kittest.New(t, kit.ModeLight)
		var told []string
		d := kit.NewDateField(s.Clock.Now, func(iso string) { told = append(told, iso) }).Birth()
		s.Show(container.NewVBox(d, kit.NewEntry("", nil)), 500, 200)
		clip := test.NewClipboard()
		clip.SetContent(tt.pasted)
		d.First().TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
		if !slices.Equal(told, []string{tt.iso}) {
			t.Errorf("%q: told %v, want %s", tt.pasted, told, tt.iso)
		}
		s.MustSay(tt.says)
		s.TypeInto(d.First(), "0103")
		s.MustNotSay("was read")
	}
}

func TestDateFieldBackspaceGoesBack(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	var told []string
	d := kit.NewDateField(s.Clock.Now, func(iso string) { told = append(told, iso) })
	s.Show(d, 500, 200)
	s.TypeInto(d.First(), "1203")
	s.Key(fyne.KeyBackspace)
	f, ok := s.Window.Canvas().Focused().(*kit.Entry)
	if !ok || f.Text != "03" {
		t.Fatalf("Backspace in the empty year went to %v", s.Window.Canvas().Focused())
	}
	s.Key(fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyBackspace, fyne.KeyBackspace)
	if _, err := d.Date(); !errors.Is(err, kit.ErrNoDate) {
		t.Errorf("after deleting all: %v", err)
	}
	if len(told) != 0 {
		t.Errorf("told %v of a date that never was", told)
	}
}
