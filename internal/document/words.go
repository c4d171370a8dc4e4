package document

import (
	"fmt"
	"strconv"
	"strings"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/script"
)

// The words of the printed plan. They are written for a tired reader: short sentences, everyday words,
// the key points first (NSW Health's plain-language checklist; reading age tested in words_test.go).

// pressures are the five grades of the Walton scale as a patient would say them.
var pressures = map[int]clinic.Sentence{
	1: clinic.Say("very light pressure"), 2: clinic.Say("light pressure"), 3: clinic.Say("medium pressure"), 4: clinic.Say("firm pressure"),
	5: clinic.Say("deep pressure"),
}

// positions are how a patient lies or sits, as a patient would say it.
var positions = map[string]clinic.Sentence{
	"prone": clinic.Say("lying face down"), "supine": clinic.Say("lying on your back"), "side-lying": clinic.Say("lying on your side"),
	"seated": clinic.Say("sitting"),
}

func positionWords(position string) string {
	if words, ok := positions[position]; ok {
		return say(words)
	}
	return position
}

// spacing is how far apart sessions are: "2 weeks".
func spacing(days int) clinic.Sentence {
	if days%7 == 0 {
		return clinic.SayCount(days/7, "{{.Count}} week", "{{.Count}} weeks")
	}
	return clinic.SayCount(days, "{{.Count}} day", "{{.Count}} days")
}

// schedule is the phases in words: "4 sessions, one a week, then 2 sessions, one every 2 weeks".
func schedule(phases []clinic.Phase) string {
	var all clinic.Sentence
	for i, p := range phases {
		next := phaseWords(p, i == 0)
		if i > 0 {
			next = clinic.Say("{{.First}}, then {{.Next}}", clinic.Args{"First": all, "Next": next})
		}
		all = next
	}
	return say(all)
}

func phaseWords(p clinic.Phase, first bool) clinic.Sentence {
	switch {
	case p.Sessions == 1 && first:
		return sessions(1)
	case p.Sessions == 1 && p.EveryDays == 1:
		return clinic.Say("1 session after a day")
	case p.Sessions == 1 && p.EveryDays == 7:
		return clinic.Say("1 session after a week")
	case p.Sessions == 1:
		return clinic.Say("1 session after {{.Time}}", clinic.Args{"Time": spacing(p.EveryDays)})
	case p.EveryDays == 1:
		return clinic.SayCount(p.Sessions, "{{.Count}} session, one a day", "{{.Count}} sessions, one a day")
	case p.EveryDays == 7:
		return clinic.SayCount(p.Sessions, "{{.Count}} session, one a week", "{{.Count}} sessions, one a week")
	}
	return clinic.SayCount(p.Sessions, "{{.Count}} session, one every {{.Time}}", "{{.Count}} sessions, one every {{.Time}}",
		clinic.Args{"Time": spacing(p.EveryDays)})
}

// bodyParts are the parts of the body as a patient calls them, by the names of the atlas.
var bodyParts = map[string]clinic.Sentence{
	"Head": clinic.Say("head"), "Neck": clinic.Say("neck"), "Upper back": clinic.Say("upper back"), "Low back": clinic.Say("low back"),
	"Chest": clinic.Say("chest"), "Abdomen": clinic.Say("belly"), "Shoulder": clinic.Say("shoulder"), "Arm": clinic.Say("upper arm"),
	"Forearm": clinic.Say("forearm"), "Wrist and hand": clinic.Say("wrist and hand"), "Hip and pelvis": clinic.Say("hip and pelvis"),
	"Thigh": clinic.Say("thigh"), "Knee": clinic.Say("knee"), "Leg": clinic.Say("lower leg"), "Ankle and foot": clinic.Say("ankle and foot"),
}

// where names the parts of the body that a prescription is for, each once with its sides.
func where(atlas *anatomy.Atlas, targets []clinic.Target) string {
	var parts []string
	sides := map[string]map[anatomy.Side]bool{}
	for _, t := range targets {
		part := atlas.Plain(t.Structure)
		if s, ok := atlas.Structure(t.Structure); ok && !bodyParts[s.Part].IsZero() {
			part = say(bodyParts[s.Part])
		}
		if sides[part] == nil {
			sides[part] = map[anatomy.Side]bool{}
			parts = append(parts, part)
		}
		sides[part][t.Side] = true
	}
	for i, part := range parts {
		facts := clinic.Args{"Part": part}
		switch on := sides[part]; {
		case on[anatomy.Left] && on[anatomy.Right]:
			parts[i] = say(clinic.Say("{{.Part}}, both sides", facts))
		case on[anatomy.Left]:
			parts[i] = say(clinic.Say("{{.Part}}, left side", facts))
		case on[anatomy.Right]:
			parts[i] = say(clinic.Say("{{.Part}}, right side", facts))
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
		return say(clinic.Say("{{.N}} out of 10", clinic.Args{"N": n}))
	case m.Unit == "°" || m.Unit == "%":
		return n + m.Unit
	case m.Unit == "":
		return n
	}
	return n + " " + m.Unit
}

// homeDose is how much and how often, in words.
func homeDose(h clinic.HomeCare) string {
	var parts []clinic.Sentence
	switch {
	case h.Repetitions > 0 && h.Sets > 1:
		parts = append(parts, clinic.SayCount(h.Repetitions, "{{.Count}} time, in {{.Sets}} rounds", "{{.Count}} times, in {{.Sets}} rounds",
			clinic.Args{"Sets": h.Sets}))
	case h.Repetitions > 0:
		parts = append(parts, times(h.Repetitions))
	}
	if h.HoldSeconds > 0 {
		parts = append(parts, clinic.SayCount(h.HoldSeconds, "hold for {{.Count}} second", "hold for {{.Count}} seconds"))
	}
	if h.Minutes > 0 {
		parts = append(parts, clinic.SayCount(h.Minutes, "for {{.Count}} minute", "for {{.Count}} minutes"))
	}
	if often := howOften(h); !often.IsZero() {
		parts = append(parts, often)
	}
	if len(parts) == 0 {
		return ""
	}
	texts := make([]string, len(parts))
	for i, p := range parts {
		texts[i] = say(p)
	}
	return script.UpperFirst(say(clinic.Say("{{.Dose}}.", clinic.Args{"Dose": strings.Join(texts, "; ")})))
}

func howOften(h clinic.HomeCare) clinic.Sentence {
	var daily, weekly clinic.Sentence
	switch h.TimesPerDay {
	case 0:
	case 1:
		daily = clinic.Say("once a day")
	case 2:
		daily = clinic.Say("twice a day")
	default:
		daily = clinic.SayCount(h.TimesPerDay, "{{.Count}} time a day", "{{.Count}} times a day")
	}
	if h.DaysPerWeek > 0 && h.DaysPerWeek < 7 {
		weekly = clinic.SayCount(h.DaysPerWeek, "{{.Count}} day a week", "{{.Count}} days a week")
	}
	switch {
	case h.DaysPerWeek == 7 && daily.IsZero():
		return clinic.Say("every day")
	case weekly.IsZero():
		return daily
	case daily.IsZero():
		return weekly
	}
	return clinic.Say("{{.Daily}}, {{.Weekly}}", clinic.Args{"Daily": daily, "Weekly": weekly})
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

// quoted is what the patient said.
func quoted(s string) string {
	return say(clinic.Say("“{{.Words}}”", clinic.Args{"Words": lines(strings.Trim(s, "“”\" "))}))
}
