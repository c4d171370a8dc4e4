package plan

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// findingWords says what was found without where: "Pain 6/10, aching".
func (s *screen) findingWords(f *clinic.Finding) string {
	return words.List(words.Say(s.d.Catalogue.Rated(clinic.FindingTypeName(f.Type), f)), f.Quality, f.Depth)
}

// spot is a structure and side with what was found there, the gravest first.
type spot struct {
	clinic.Target
	findings []clinic.Finding
}

func severity(f *clinic.Finding) int {
	if f.Severity == nil {
		return -1
	}
	return *f.Severity
}

// spots groups findings by structure and side, the gravest first.
func spots(findings []clinic.Finding) []spot {
	var out []spot
	for _, f := range findings {
		i := slices.IndexFunc(out, func(p spot) bool { return p.Target == f.Target() })
		if i < 0 {
			out = append(out, spot{Target: f.Target()})
			i = len(out) - 1
		}
		out[i].findings = append(out[i].findings, f)
	}
	for i := range out {
		slices.SortStableFunc(out[i].findings, func(a, b clinic.Finding) int {
			return cmp.Or(cmp.Compare(severity(&b), severity(&a)), cmp.Compare(a.Source, b.Source))
		})
	}
	slices.SortStableFunc(out, func(a, b spot) int {
		return cmp.Compare(severity(&b.findings[0]), severity(&a.findings[0]))
	})
	return out
}

// benefitFor is what a treatment of a sort of finding is usually for; the therapist may choose another.
func benefitFor(findingType string) clinic.Benefit {
	switch findingType {
	case "tenderness", "hypertonicity", "trigger-point", "spasm":
		return clinic.Tension
	case "swelling":
		return clinic.Lymphatic
	case "restriction":
		return clinic.Mobility
	default:
		return clinic.Recovery
	}
}

// targetLabels names structures in a row: "Left upper trapezius, right levator scapulae".
func targetLabels(atlas *anatomy.Atlas, targets []clinic.Target) string {
	var names []string
	for i, t := range targets {
		name := atlas.Label(t.Structure, t.Side)
		if i > 0 && t.Side != anatomy.Midline {
			name = lowerWord(name)
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

// lowerWord makes "Left" and "Right" small inside a list.
func lowerWord(s string) string {
	for _, side := range []string{"Left ", "Right "} {
		if rest, ok := strings.CutPrefix(s, side); ok {
			return strings.ToLower(side) + rest
		}
	}
	return s
}

// pressureName is a grade of Walton's scale in words.
func pressureName(grade int) string {
	switch grade {
	case 1:
		return lang.L("light lotion")
	case 2:
		return lang.L("heavy lotion")
	case 3:
		return lang.L("medium")
	case 4:
		return lang.L("strong")
	case 5:
		return lang.L("deep")
	}
	return ""
}

func pressureOptions() []kit.Option {
	var out []kit.Option
	for n := 1; n <= 5; n++ {
		out = append(out, kit.Option{ID: strconv.Itoa(n), Label: lang.L("{{.Pressure}} {{.Name}}", map[string]any{"Pressure": n, "Name": pressureName(n)})})
	}
	return out
}

func benefitOptions() []kit.Option {
	var out []kit.Option
	for _, b := range clinic.Benefits() {
		out = append(out, kit.Option{ID: string(b), Label: words.Say(b.Name())})
	}
	return out
}

// doseWords is a prescription's dose in one line: "8 min, pressure 3, prone".
func doseWords(p *clinic.Prescription) string {
	return strings.Join([]string{lang.L("{{.N}} min", map[string]any{"N": clinic.Number(p.Minutes)}), doseBesideMinutes(p)}, ", ")
}

// doseBesideMinutes is the rest of it, where the minutes stand apart.
func doseBesideMinutes(p *clinic.Prescription) string {
	parts := []string{lang.L("pressure {{.N}}", map[string]any{"N": p.Pressure})}
	if p.Repetitions > 0 {
		parts = append(parts, lang.L("{{.N}} times", map[string]any{"N": p.Repetitions}))
	}
	if p.Position != "" {
		parts = append(parts, p.Position)
	}
	return strings.Join(parts, ", ")
}

// homeWords is the dose of a piece of home care: "2 × 10, hold 5 s, twice a day, 5 days a week".
func homeWords(h *clinic.HomeCare) string {
	var parts []string
	add := func(s string) { parts = append(parts, s) }
	switch {
	case h.Sets > 0 && h.Repetitions > 0:
		add(lang.L("{{.Sets}} × {{.Times}}", map[string]any{"Sets": h.Sets, "Times": h.Repetitions}))
	case h.Repetitions > 0:
		add(lang.L("{{.N}} times", map[string]any{"N": h.Repetitions}))
	case h.Sets > 1:
		add(lang.L("{{.N}} sets", map[string]any{"N": h.Sets}))
	}
	if h.HoldSeconds > 0 {
		add(lang.L("hold {{.N}} s", map[string]any{"N": h.HoldSeconds}))
	}
	if h.Minutes > 0 {
		add(lang.L("{{.N}} min", map[string]any{"N": h.Minutes}))
	}
	switch {
	case h.TimesPerDay == 1:
		add(lang.L("once a day"))
	case h.TimesPerDay == 2:
		add(lang.L("twice a day"))
	case h.TimesPerDay > 2:
		add(lang.L("{{.N}} times a day", map[string]any{"N": h.TimesPerDay}))
	}
	switch {
	case h.DaysPerWeek == 7:
		add(lang.L("every day"))
	case h.DaysPerWeek == 1:
		add(lang.L("one day a week"))
	case h.DaysPerWeek > 1:
		add(lang.L("{{.N}} days a week", map[string]any{"N": h.DaysPerWeek}))
	}
	return strings.Join(parts, ", ")
}

// everyWords says how far apart the sessions of a phase are.
func everyWords(days int) string {
	switch days {
	case 7:
		return lang.L("weekly")
	case 14:
		return lang.L("fortnightly")
	}
	if days%7 == 0 {
		return lang.L("every {{.N}} weeks", map[string]any{"N": days / 7})
	}
	if days == 1 {
		return lang.L("daily")
	}
	return lang.L("every {{.N}} days", map[string]any{"N": days})
}

// phaseWords says a schedule in one line: "4 weekly, then 2 fortnightly".
func phaseWords(phases []clinic.Phase) string {
	all := ""
	for i, ph := range phases {
		next := lang.L("{{.Sessions}} {{.Every}}", map[string]any{"Sessions": ph.Sessions, "Every": everyWords(ph.EveryDays)})
		if i == 0 {
			all = next
		} else {
			all = lang.L("{{.First}}, then {{.Next}}", map[string]any{"First": all, "Next": next})
		}
	}
	return all
}

// chipLength is how many letters fit on a chip in a narrow window.
const chipLength = 56

// short cuts a text to the length of a chip.
func short(s string) string {
	r := []rune(s)
	if len(r) <= chipLength {
		return s
	}
	return strings.TrimSpace(string(r[:chipLength-1])) + "…"
}
