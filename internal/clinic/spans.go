package clinic

import (
	"cmp"
	"slices"
)

// Span is a part of a day, in minutes of it: from From up to To, which is no part of it.
type Span struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// WholeDay is all the minutes of a day.
func WholeDay() Spans { return Spans{{0, DayMinutes}} }

// Minutes is how long it is.
func (s Span) Minutes() int { return max(0, s.To-s.From) }

// Overlaps reports whether the two have a minute in common.
func (s Span) Overlaps(o Span) bool { return s.From < o.To && o.From < s.To }

// Words are the times from and to: "09:00–12:30".
func (s Span) Words() Sentence {
	return Say("{{.From}}–{{.To}}", Args{"From": ClockTime(s.From), "To": ClockTime(s.To)})
}

// Spans are parts of a day. What the methods return is in order, without overlaps, and two that touch are one.
type Spans []Span

// Joined are the same minutes, in order. What is outside of the day, or has no length, is left out.
func (s Spans) Joined() Spans {
	sorted := make(Spans, 0, len(s))
	for _, x := range s {
		if x.From, x.To = max(x.From, 0), min(x.To, DayMinutes); x.From < x.To {
			sorted = append(sorted, x)
		}
	}
	slices.SortFunc(sorted, func(a, b Span) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	out := sorted[:0]
	for _, x := range sorted {
		if n := len(out); n > 0 && x.From <= out[n-1].To {
			out[n-1].To = max(out[n-1].To, x.To)
		} else {
			out = append(out, x)
		}
	}
	return out
}

// Without are the minutes that are not in others.
func (s Spans) Without(others Spans) Spans {
	cut := others.Joined()
	out := make(Spans, 0, len(s))
	for _, x := range s.Joined() {
		for _, c := range cut {
			if c.To <= x.From || c.From >= x.To {
				continue
			}
			if c.From > x.From {
				out = append(out, Span{x.From, c.From})
			}
			x.From = c.To
		}
		if x.From < x.To {
			out = append(out, x)
		}
	}
	return out
}

// And are the minutes that are in others as well.
func (s Spans) And(others Spans) Spans {
	return s.Without(WholeDay().Without(others))
}

// Cover reports whether all of a span is in them.
func (s Spans) Cover(x Span) bool {
	return slices.ContainsFunc(s.Joined(), func(y Span) bool { return y.From <= x.From && x.To <= y.To })
}

// Minutes is how long they are together.
func (s Spans) Minutes() int {
	sum := 0
	for _, x := range s.Joined() {
		sum += x.Minutes()
	}
	return sum
}

// Words are the spans one by one.
func (s Spans) Words() []Sentence {
	out := make([]Sentence, 0, len(s))
	for _, x := range s {
		out = append(out, x.Words())
	}
	return out
}
