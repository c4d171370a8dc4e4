package clinic

import (
	"errors"
	"slices"
	"strings"

	"regimen/internal/anatomy"
	"regimen/internal/table"
)

// Exercise is a piece of home care to choose from.
type Exercise struct {
	Code         string
	Title        string
	Instructions string
	NotWhen      string // for whom it is not and when to stop, in plain words for the patient
	Sets         int
	Repetitions  int
	HoldSeconds  int
	Minutes      int
	DaysPerWeek  int
	TimesPerDay  int
	Parts        []string // body parts of the anatomy table; none is any part
	Benefits     []Benefit
	// For are the kinds of finding, the questions of the screening and, as "injury@" and a phase, the injuries of which one
	// must be there for it to be offered; none where a goal of its benefits is enough.
	For      []string
	Does     []string // as Technique.Does; none where nothing is done to the body
	Position string   // how the patient lies, one of Positions, or ""
	Avoid    []string // codes of screening.tsv for whose yes it is not
	Load     string   // of loads.tsv: how an injured part waits for it; "" where it waits for nothing
	Source   string
}

var exerciseColumns = []string{
	"code", "title", "instructions", "not_when", "sets", "repetitions", "hold_seconds", "minutes", "days_per_week", "times_per_day",
	"parts", "benefits", "for", "does", "position", "avoid", "load", "source",
}

func readExercise(r *table.Row) Exercise {
	e := Exercise{
		Code: r.Text("code"), Title: r.Must("title"), Instructions: r.Must("instructions"), NotWhen: r.Must("not_when"),
		Sets: r.Count("sets"), Repetitions: r.Count("repetitions"), HoldSeconds: r.Count("hold_seconds"),
		Minutes: r.Count("minutes"), DaysPerWeek: r.Count("days_per_week"), TimesPerDay: r.Count("times_per_day"),
		Parts: r.List("parts"), Benefits: readBenefits(r, "benefits"), For: r.List("for"), Does: r.Choices("does", Doings()...),
		Position: r.Choice("position", append(Positions(), "")...), Avoid: r.List("avoid"), Load: r.Text("load"), Source: r.Must("source"),
	}
	h := e.HomeCare()
	var wrong FieldErrors
	if errors.As(h.Validate(), &wrong) {
		for _, w := range wrong {
			if r.Text(w.Field) != "" {
				r.Fail(w.Field, "%s", w.Message)
			}
		}
	}
	if e.DaysPerWeek == 0 || e.TimesPerDay == 0 {
		r.Fail("days_per_week", "say on how many days and how often a day")
	}
	if e.Repetitions == 0 && e.Minutes == 0 {
		r.Fail("repetitions", "give repetitions or minutes")
	}
	if len(e.Does) == 0 && (len(e.Avoid) > 0 || e.Load != "") {
		r.Fail("does", "say what it does to the body, or that it is for everybody")
	}
	return e
}

// forInjury begins what an exercise is for where that is an injury in a phase of healing.
const forInjury = "injury@"

// checkHomeCare makes sure that home care names what the other tables have.
func (c *Catalogue) checkHomeCare(l *table.Reader) {
	fail := func(e *Exercise, column, code, what string) {
		l.Fail("homecare.tsv", 0, column, "%q of %q is %s", code, e.Code, what)
	}
	phase := func(code string) bool {
		return slices.ContainsFunc(c.Healing, func(h HealingPhase) bool { return h.Code == code })
	}
	for i := range c.HomeCare {
		e := &c.HomeCare[i]
		for _, a := range e.Avoid {
			if item := c.ScreeningItem(a); item == nil || !item.Warns() {
				fail(e, "avoid", a, "no danger of screening.tsv")
			}
		}
		if e.Load != "" && !slices.ContainsFunc(c.Loads, func(l Load) bool { return l.Code == e.Load }) {
			fail(e, "load", e.Load, "no load of loads.tsv")
		}
		for _, f := range e.For {
			code, injury := strings.CutPrefix(f, forInjury)
			found := slices.ContainsFunc(FindingTypes(), func(t FindingType) bool { return t.Code == f })
			if injury && !phase(code) || !injury && !found && c.ScreeningItem(f) == nil {
				fail(e, "for", f, "neither a finding nor a question nor an injury in a phase")
			}
		}
	}
}

// touching are what is done to the skin, at the place it is for; what is not one of them moves whole parts of the body.
var touching = []string{"stroke", "knead", "press", "deep", "drag", "lymph", "heat", "cold"}

func (e *Exercise) touches() bool {
	return slices.ContainsFunc(e.Does, func(d string) bool { return slices.Contains(touching, d) })
}

// concernsPart reports whether an exercise is for the part of the body that a structure belongs to.
func (c *Catalogue) concernsPart(e *Exercise, structure string) bool {
	return len(e.Parts) == 0 || slices.Contains(e.Parts, c.partOf(structure))
}

// homeWork is what a piece of home care does, and where: what is laid on is laid where the plan has its problems; what
// moves, moves its parts on both sides.
func (c *Catalogue) homeWork(chart *Chart, plan string, e *Exercise) Work {
	w := Work{Code: e.Code, Name: Term{"exercise", e.Code, "“" + e.Title + "”"}, Does: e.Does, Position: e.Position, Avoid: e.Avoid, Moves: !e.touches()}
	if !w.Moves || len(e.Parts) == 0 {
		for _, p := range chart.ProblemsOf(plan) {
			if f := chart.Finding(p.FindingID); f != nil && c.concernsPart(e, f.Structure) {
				w.Targets = append(w.Targets, f.Target())
			}
		}
	}
	if len(w.Targets) == 0 && c.structures != nil {
		for _, s := range c.structures() {
			if slices.Contains(e.Parts, s.Part) {
				w.Targets = append(w.Targets, Target{Structure: s.Code, Side: anatomy.Midline})
			}
		}
	}
	return w
}

// HomeCareConflicts is Conflicts for a piece of home care: what the latest answers to the safety questions, urgent tests,
// calves that differ and injuries stand against. Of what was written by hand nobody knows what it does: there are none.
func HomeCareConflicts(cat *Catalogue, chart *Chart, h *HomeCare, today Date) []Conflict {
	e := cat.Exercise(h.Exercise)
	if e == nil {
		return nil
	}
	return ExerciseConflicts(cat, chart, h.PlanID, e, today)
}

// ExerciseConflicts is HomeCareConflicts for what is not on the plan yet.
func ExerciseConflicts(cat *Catalogue, chart *Chart, plan string, e *Exercise, today Date) []Conflict {
	if len(e.Does) == 0 {
		return nil
	}
	w := cat.homeWork(chart, plan, e)
	first := today
	if p := chart.Plan(plan); p != nil {
		first = p.FirstDay(today)
	}
	out := append(ScreeningConflicts(cat, chart, &w, today), clotConflicts(cat, chart, w.Targets, today)...)
	out = append(out, testConflicts(cat, chart, w.Targets, today)...)
	return append(out, homeHealing(cat, chart, e, &w, first)...)
}

// homeHealing are the injuries of the parts that a piece of home care moves for which it is too early, or which a doctor
// sees first.
func homeHealing(cat *Catalogue, chart *Chart, e *Exercise, w *Work, today Date) []Conflict {
	load := find(cat.Loads, func(l *Load) bool { return l.Code == e.Load })
	if load == nil {
		return nil
	}
	return loadConflicts(cat, chart, w, load, w.Moves, today)
}

// StandingHomeCare are the conflicts of a piece of home care that no doctor has cleared.
func StandingHomeCare(cat *Catalogue, chart *Chart, h *HomeCare, today Date) []Conflict {
	return slices.DeleteFunc(HomeCareConflicts(cat, chart, h, today), func(c Conflict) bool { return !c.Stands() })
}

// HomeCareFits reports whether a piece of home care is for what a plan answers: a finding, an answer or an injury that it
// names, or else a goal of its benefits in a part of the body that is treated.
func HomeCareFits(cat *Catalogue, chart *Chart, p *Plan, e *Exercise, today Date) bool {
	var found []Finding
	var places []Target
	for _, x := range chart.ProblemsOf(p.ID) {
		if f := chart.Finding(x.FindingID); f != nil {
			found, places = append(found, *f), append(places, f.Target())
		}
	}
	if len(e.For) > 0 {
		return slices.ContainsFunc(e.For, func(code string) bool {
			phase, injury := strings.CutPrefix(code, forInjury)
			if injury {
				return slices.ContainsFunc(chart.OpenInjuries(today), func(i Injury) bool {
					h := chart.HealingPhase(cat, &i, today)
					return h != nil && h.Phase.Code == phase && cat.concernsPart(e, i.Structure)
				})
			}
			return slices.ContainsFunc(found, func(f Finding) bool { return f.Type == code && cat.concernsPart(e, f.Structure) }) ||
				slices.ContainsFunc(OpenFlags(cat, chart, today), func(f Flag) bool { return f.Item.Code == code && !f.Unsure() })
		})
	}
	for _, x := range chart.PrescriptionsOf(p.ID) {
		places = append(places, x.Targets...)
	}
	return slices.ContainsFunc(places, func(t Target) bool { return cat.concernsPart(e, t.Structure) }) &&
		slices.ContainsFunc(chart.GoalsOf(p.ID), func(g Goal) bool { return slices.Contains(e.Benefits, g.Benefit) })
}

// lackingHomeCare are the hindrances to agreeing to a plan that come from its home care.
func lackingHomeCare(cat *Catalogue, chart *Chart, p *Plan, today Date) []Hindrance {
	var out []Hindrance
	for _, h := range chart.HomeCareOf(p.ID) {
		for _, c := range StandingHomeCare(cat, chart, &h, today) {
			about := Args{"HomeCare": h.Title, "Reason": c.Reason}
			switch {
			case c.Blocks: // it is said of the whole plan
			case c.Firm:
				out = append(out, Hindrance{Step: StepHome, Say: Say("{{.HomeCare}}: {{.Reason}} Leave it out until then.", about)})
			case strings.TrimSpace(h.KeptReason) == "":
				out = append(out, Hindrance{Step: StepHome, Say: Say("{{.HomeCare}}: {{.Reason}} Take it off, or write why it stays.", about)})
			}
		}
	}
	return out
}
