package document

import (
	"fmt"
	"strconv"
	"strings"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
)

// The words of the printed plan. They are written for a tired reader: short sentences, everyday words,
// the key points first (NSW Health's plain-language checklist; reading age tested in words_test.go).

// pressureWords are the five grades of the Walton scale as a patient would say them.
func pressureWords(grade int) string {
	switch grade {
	case 1:
		return "very light"
	case 2:
		return "light"
	case 3:
		return "medium"
	case 4:
		return "firm"
	case 5:
		return "deep"
	}
	return ""
}

// positionWords are how a patient lies or sits, as a patient would say it.
func positionWords(position string) string {
	switch position {
	case "prone":
		return "lying face down"
	case "supine":
		return "lying on your back"
	case "side-lying":
		return "lying on your side"
	case "seated":
		return "sitting"
	}
	return position
}

// spacing is how far apart, in words: "a week".
func spacing(days int) string {
	switch {
	case days == 1:
		return "a day"
	case days == 7:
		return "a week"
	case days%7 == 0:
		return fmt.Sprintf("%d weeks", days/7)
	}
	return fmt.Sprintf("%d days", days)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// schedule is the phases in words: "4 sessions, one a week, then 2 sessions, one every 2 weeks".
func schedule(phases []clinic.Phase) string {
	var parts []string
	for i, p := range phases {
		words := plural(p.Sessions, "session", "sessions")
		switch apart := spacing(p.EveryDays); {
		case p.Sessions == 1 && i == 0:
		case p.Sessions == 1:
			words += " after " + apart
		case p.EveryDays == 1 || p.EveryDays == 7:
			words += ", one " + apart
		default:
			words += ", one every " + apart
		}
		parts = append(parts, words)
	}
	return strings.Join(parts, ", then ")
}

// bodyParts are the parts of the body as a patient calls them, by the names of the atlas.
var bodyParts = map[string]string{
	"Head": "head", "Neck": "neck", "Upper back": "upper back", "Low back": "low back", "Chest": "chest", "Abdomen": "belly",
	"Shoulder": "shoulder", "Arm": "upper arm", "Forearm": "forearm", "Wrist and hand": "wrist and hand", "Hip and pelvis": "hip and pelvis",
	"Thigh": "thigh", "Knee": "knee", "Leg": "lower leg", "Ankle and foot": "ankle and foot",
}

// where names the parts of the body that a prescription is for, each once with its sides.
func where(atlas *anatomy.Atlas, targets []clinic.Target) string {
	var parts []string
	sides := map[string]map[anatomy.Side]bool{}
	for _, t := range targets {
		part := atlas.Plain(t.Structure)
		if s, ok := atlas.Structure(t.Structure); ok && bodyParts[s.Part] != "" {
			part = bodyParts[s.Part]
		}
		if sides[part] == nil {
			sides[part] = map[anatomy.Side]bool{}
			parts = append(parts, part)
		}
		sides[part][t.Side] = true
	}
	for i, part := range parts {
		switch on := sides[part]; {
		case on[anatomy.Left] && on[anatomy.Right]:
			parts[i] += ", both sides"
		case on[anatomy.Left]:
			parts[i] += ", left side"
		case on[anatomy.Right]:
			parts[i] += ", right side"
		}
	}
	return strings.Join(parts, "; ")
}

// value is a number with its unit: "45°", "6 out of 10", "120 mm".
func value(v float64, m *clinic.Measure) string {
	n := clinic.Number(v)
	if m == nil {
		return n
	}
	switch {
	case m.Unit == "/10":
		return n + " out of 10"
	case m.Unit == "°" || m.Unit == "%":
		return n + m.Unit
	case m.Unit == "":
		return n
	}
	return n + " " + m.Unit
}

// homeDose is how much and how often, in words.
func homeDose(h clinic.HomeCare) string {
	var parts []string
	if h.Repetitions > 0 {
		p := plural(h.Repetitions, "time", "times")
		if h.Sets > 1 {
			p = fmt.Sprintf("%s, in %d rounds", p, h.Sets)
		}
		parts = append(parts, p)
	}
	if h.HoldSeconds > 0 {
		parts = append(parts, "hold for "+plural(h.HoldSeconds, "second", "seconds"))
	}
	if h.Minutes > 0 {
		parts = append(parts, "for "+plural(h.Minutes, "minute", "minutes"))
	}
	often := ""
	switch h.TimesPerDay {
	case 0:
	case 1:
		often = "once a day"
	case 2:
		often = "twice a day"
	default:
		often = fmt.Sprintf("%d times a day", h.TimesPerDay)
	}
	switch {
	case h.DaysPerWeek == 7 && often == "":
		often = "every day"
	case h.DaysPerWeek > 0 && h.DaysPerWeek < 7:
		if often != "" {
			often += ", "
		}
		often += plural(h.DaysPerWeek, "day a week", "days a week")
	}
	if often != "" {
		parts = append(parts, often)
	}
	s := strings.Join(parts, "; ")
	if s == "" {
		return ""
	}
	return upper(s) + "."
}

// money is an amount with the clinic's currency sign.
func money(cents int, sign string) string {
	if sign == "" {
		sign = "$"
	}
	if cents%100 == 0 {
		return sign + strconv.Itoa(cents/100)
	}
	return fmt.Sprintf("%s%d.%02d", sign, cents/100, cents%100)
}
