package clinic

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	// hand is a time of the day as people write it: 9, 9:30, 9.30, 0930, 9am, 5.30 pm.
	hand      = regexp.MustCompile(`^(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm|a|p)?$`)
	handSpan  = regexp.MustCompile(`(\d{1,2}(?:[:.h]?\d{2})?\s*(?:am|pm)?)\s*(?:-|–|—|\bto\b|\buntil\b)\s*(\d{1,2}(?:[:.h]?\d{2})?\s*(?:am|pm)?)`)
	betweenIt = regexp.MustCompile(`^(?:[\s,;&+]|\band\b)*$`)
)

// ReadClock reads a time of the day as people write it; 24:00 is the end of the day.
func ReadClock(text string) (minute int, ok bool) {
	m := hand.FindStringSubmatch(strings.ToLower(strings.TrimSpace(text)))
	if m == nil {
		return 0, false
	}
	h, _ := strconv.Atoi(m[1])
	min, _ := strconv.Atoi(m[2])
	if m[3] != "" {
		if h < 1 || h > 12 {
			return 0, false
		}
		h %= 12
		if m[3][0] == 'p' {
			h += 12
		}
	}
	minute = h*60 + min
	return minute, min < 60 && minute <= DayMinutes
}

// ReadSpans reads the times of a day as people write them, such as "9-12:30, 13.30 to 5pm", in order; an empty text is
// none. The error is a sentence that tells how they are written, or what cannot be about them.
func ReadSpans(text string) (Spans, error) {
	text = strings.ToLower(strings.TrimSpace(text))
	var out Spans
	for _, m := range handSpan.FindAllStringSubmatch(text, -1) {
		from, ok := ReadClock(m[1])
		to, well := ReadClock(m[2])
		if !ok || !well {
			return nil, notSpans()
		}
		// Whoever writes 1 to 5pm means the afternoon.
		if half := DayMinutes / 2; strings.HasSuffix(m[2], "m") && !strings.HasSuffix(strings.TrimSpace(m[1]), "m") && from < half && from+half < to {
			from += half
		}
		out = append(out, Span{from, to})
	}
	if !betweenIt.MatchString(handSpan.ReplaceAllString(text, " ")) {
		return nil, notSpans()
	}
	if err := (Workday{Work: out}).Validate(); err != nil {
		return nil, err
	}
	return out.Joined(), nil
}

func notSpans() error {
	return FieldErrors{{Field: "work", Message: Say("Write times such as 9:00–12:30, 13:00–17:00, or leave it empty for a day off.")}}
}

// longestBreak is how long, in minutes, the time between two spans of work is taken for a break; what is longer is time off.
const longestBreak = 120

// NewWorkday is a day with work at some times. What lies between two of them is a break, if it is not too long for one.
func NewWorkday(times Spans) Workday {
	var w Workday
	for _, s := range times.Joined() {
		n := len(w.Work)
		if n > 0 && s.From-w.Work[n-1].To <= longestBreak {
			w.Breaks = append(w.Breaks, Span{w.Work[n-1].To, s.From})
			w.Work[n-1].To = s.To
			continue
		}
		w.Work = append(w.Work, s)
	}
	return w
}

// Times are those of the work, without the breaks.
func (w Workday) Times() Spans { return Spans(w.Work).Without(w.Breaks) }
