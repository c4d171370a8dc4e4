package clinic

import (
	"fmt"
	"slices"
	"strings"

	"regimen/internal/table"
)

// Technique is a way of treating. Its numbers are its usual dose; 0 is none given.
type Technique struct {
	Code        string
	Name        string
	Plain       string // what it is, in words a patient understands
	Aims        []Benefit
	Stage       string // when in a session it is given, one of Stages
	PressureMin int    // Walton 1–5
	PressureMax int
	// MinutesMin and MinutesMax are for one area in one session, or with PerSession for all of them.
	MinutesMin   float64
	MinutesMax   float64
	PerSession   bool
	SecondsMin   int // of one hold, stroke or repetition
	SecondsMax   int
	TimesMin     int // repetitions on one place
	TimesMax     int
	DaysApart    int     // the fewest days from one session with it to the next
	FirstMinutes float64 // the most minutes for an area at the first time
	WeekMinutes  float64 // in a week, below which it does little for a muscle
	EffortMin    int     // percent of full strength
	EffortMax    int
	PainMax      int      // the most pain of 10 while it is done
	ScarDays     int      // how old a scar must be
	How          string   // the rest of the dose, in words
	Care         string   // what to look out for that is no screening question
	Trained      string   // TrainedNo, TrainedYes or TrainedNeck
	Does         []string // what it does to the body, by which limits.tsv names it: "stretch", "deep", "needle"
	// Offered is false for one that stands in older records and is chosen no more.
	Offered bool
	Source  string
}

// Who may give a technique.
const (
	TrainedNo   = "no"   // every training in remedial massage has it
	TrainedYes  = "yes"  // only who is trained in it
	TrainedNeck = "neck" // only who is trained in it at the neck, after NeckChecks
)

// Stages are the parts of a session in the order in which it is given: what warms up, then from the surface to the depth, to
// single places and joints, to stretches, and what is done at the end.
func Stages() []string {
	return []string{StageWarmUp, "superficial", "deep", "specific", "joint", "stretch", "after"}
}

// StageWarmUp prepares for the others, whatever they are for.
const StageWarmUp = "warm-up"

// StageRank is the place of the technique's stage in a session.
func (t *Technique) StageRank() int { return slices.Index(Stages(), t.Stage) }

var techniqueColumns = []string{
	"code", "name", "plain", "aims", "stage", "pressure_min", "pressure_max", "minutes_min", "minutes_max", "minutes_per",
	"seconds_min", "seconds_max", "times_min", "times_max", "days_apart", "first_minutes", "week_minutes", "effort_min",
	"effort_max", "pain_max", "scar_days", "how", "care", "trained", "does", "offered", "source",
}

func readTechnique(r *table.Row) Technique {
	t := Technique{
		Code: r.Text("code"), Name: r.Must("name"), Plain: r.Must("plain"), Aims: readBenefits(r, "aims"), Stage: r.Choice("stage", Stages()...),
		PressureMin: r.Count("pressure_min"), PressureMax: r.Count("pressure_max"),
		MinutesMin: r.MustNumber("minutes_min"), MinutesMax: r.MustNumber("minutes_max"),
		PerSession: r.Choice("minutes_per", "area", "session") == "session",
		SecondsMin: r.Count("seconds_min"), SecondsMax: r.Count("seconds_max"),
		TimesMin: r.Count("times_min"), TimesMax: r.Count("times_max"),
		DaysApart: r.Count("days_apart"), FirstMinutes: r.OrZero("first_minutes"), WeekMinutes: r.OrZero("week_minutes"),
		EffortMin: r.Count("effort_min"), EffortMax: r.Count("effort_max"),
		PainMax: r.Count("pain_max"), ScarDays: r.Count("scar_days"),
		How: r.Text("how"), Care: r.Text("care"), Trained: r.Choice("trained", TrainedNo, TrainedYes, TrainedNeck),
		Does: r.Choices("does", Doings()...), Offered: r.Yes("offered"), Source: r.Must("source"),
	}
	if len(t.Does) == 0 {
		r.Fail("does", "say what it does to the body, so that what stands against that stands against it")
	}
	for _, c := range []string{"pressure_min", "pressure_max"} {
		if p := r.OrZero(c); p < 1 || p > 5 {
			r.Fail(c, "pressure is from 1 to 5")
		}
	}
	if t.MinutesMin <= 0 || t.MinutesMax > MaxSessionMinutes {
		r.Fail("minutes_min", "minutes are more than 0 and at most %d", MaxSessionMinutes)
	}
	if t.FirstMinutes != 0 && (t.FirstMinutes < t.MinutesMin || t.FirstMinutes > t.MinutesMax) {
		r.Fail("first_minutes", "it is outside the minutes of the technique")
	}
	if t.WeekMinutes < 0 || t.WeekMinutes > 7*MaxSessionMinutes {
		r.Fail("week_minutes", "minutes are more than 0 and at most %d", 7*MaxSessionMinutes)
	}
	if t.EffortMax > 100 {
		r.Fail("effort_max", "it is at most 100 percent")
	}
	if t.PainMax > 10 {
		r.Fail("pain_max", "pain is from 0 to 10")
	}
	r.Ordered("pressure_min", "pressure_max", float64(t.PressureMin), float64(t.PressureMax))
	r.Ordered("minutes_min", "minutes_max", t.MinutesMin, t.MinutesMax)
	for _, p := range []struct {
		low, high string
		from, to  int
	}{
		{"seconds_min", "seconds_max", t.SecondsMin, t.SecondsMax},
		{"times_min", "times_max", t.TimesMin, t.TimesMax},
		{"effort_min", "effort_max", t.EffortMin, t.EffortMax},
	} {
		if (p.from == 0) != (p.to == 0) {
			r.Fail(p.high, "give both %s and %s, or neither", p.low, p.high)
		}
		r.Ordered(p.low, p.high, float64(p.from), float64(p.to))
	}
	return t
}

// Usual is the usual dose in words: "Pressure 3–5, 1–6 min an area, 2–4 times 30–90 s".
func (t *Technique) Usual() string {
	per := " an area"
	if t.PerSession {
		per = " a session"
	}
	parts := []string{
		"Pressure " + span(float64(t.PressureMin), float64(t.PressureMax)),
		span(t.MinutesMin, t.MinutesMax) + " min" + per,
	}
	add := func(format string, args ...any) { parts = append(parts, fmt.Sprintf(format, args...)) }
	if t.FirstMinutes > 0 {
		add("at most %s min the first time", Number(t.FirstMinutes))
	}
	times, seconds := span(float64(t.TimesMin), float64(t.TimesMax)), span(float64(t.SecondsMin), float64(t.SecondsMax))
	switch {
	case t.TimesMin > 0 && t.SecondsMin > 0:
		add("%s times %s s", times, seconds)
	case t.TimesMin > 0:
		add("%s times", times)
	case t.SecondsMin > 0:
		add("%s s at a time", seconds)
	}
	if t.EffortMin > 0 {
		add("%s %% of full strength", span(float64(t.EffortMin), float64(t.EffortMax)))
	}
	if t.DaysApart > 1 {
		add("at least %d days apart", t.DaysApart)
	}
	if t.WeekMinutes > 0 {
		add("at least %s min a week for a muscle", Number(t.WeekMinutes))
	}
	if t.PainMax > 0 {
		add("pain at most %d of 10", t.PainMax)
	}
	if t.ScarDays > 0 {
		add("on a scar of at least %s", weeksOrDays(t.ScarDays).String())
	}
	if t.How != "" {
		parts = append(parts, t.How)
	}
	return strings.Join(parts, ", ")
}

func span(from, to float64) string {
	if from == to {
		return Number(from)
	}
	return Number(from) + "–" + Number(to)
}

func weeksOrDays(days int) Sentence {
	if days%7 == 0 {
		return SayCount(days/7, "{{.Count}} week", "{{.Count}} weeks")
	}
	return SayCount(days, "{{.Count}} day", "{{.Count}} days")
}
