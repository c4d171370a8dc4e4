package clinic

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestTimesAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                        "",
		"9-12":                    "09:00–12:00",
		"9:00–12:30, 13:00–17:00": "09:00–12:30, 13:00–17:00",
		"9-12:30, 13.30 to 5pm":   "09:00–12:30, 13:30–17:00",
		"9am-5pm":                 "09:00–17:00",
		"9-5pm":                   "09:00–17:00",
		"1-5pm":                   "13:00–17:00",
		"1-5 pm and 9-12":         "09:00–12:00, 13:00–17:00",
		"0830-1200 1300-1730":     "08:30–12:00, 13:00–17:30",
		"  7h30 - 9h ":            "",
		"12pm-3pm":                "12:00–15:00",
		"0-24":                    "00:00–24:00",
		"9-12, 12-15":             "09:00–15:00",
		"22 until 24:00":          "22:00–24:00",
	} {
		got, err := ReadSpans(text)
		if list := Listed(got.Words()); list != want || (err != nil) != (want == "" && text != "") {
			t.Errorf("%q is %s, %v", text, list, err)
		}
	}
	for _, text := range []string{"9", "nine to five", "9-", "9-25", "9:75-10", "17-9", "9-12, 11-14", "9-12 lunch", "13pm-15pm", "9–12–15", "24:30-25"} {
		if got, err := ReadSpans(text); err == nil {
			t.Errorf("%q is read as %v", text, got)
		}
	}
	for text, want := range map[string]int{"0": 0, "9": 540, "9:30": 570, "0930": 570, "12am": 0, "12pm": 720, "24": 1440, "24:00": 1440, "5.15 PM": 1035, "3p": 900} {
		if got, ok := ReadClock(text); !ok || got != want {
			t.Errorf("%q is %d, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "x", "25", "24:01", "9:60", "0am", "13pm", "-3"} {
		if got, ok := ReadClock(text); ok {
			t.Errorf("%q is read as %d", text, got)
		}
	}
}

// What is written of a day reads back the same, and its breaks are short and lie within the work.
func TestADayReadsBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var times Spans
		at := 0
		for range rapid.IntRange(0, 4).Draw(t, "spans") {
			from := at + rapid.IntRange(1, 200).Draw(t, "gap")
			at = from + rapid.IntRange(1, 200).Draw(t, "length")
			if at > DayMinutes {
				break
			}
			times = append(times, Span{from, at})
		}
		read, err := ReadSpans(Listed(times.Words()))
		if err != nil || !slices.Equal(read, times) {
			t.Fatalf("%v is read as %v, %v", times, read, err)
		}
		day := NewWorkday(read)
		if err := day.Validate(); err != nil || !slices.Equal(day.Times(), times) {
			t.Fatalf("%v is %+v, %v", times, day, err)
		}
		for _, b := range day.Breaks {
			if b.Minutes() > longestBreak {
				t.Fatalf("%v is a break", b)
			}
		}
	})
}
