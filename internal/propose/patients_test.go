package propose

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"regimen/internal/anatomy"
	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
	"regimen/internal/words"
)

// patient is one whose plan a therapist would read critically: what was answered and found, what must not be done, and
// what must stay free, since a rule that stops everything is not followed for long.
type patient struct {
	name    string
	who     string
	today   clinic.Date
	answers []clinic.Screening
	// noted is what was found; each lies in the assessment of the plan.
	noted    []clinic.Finding
	injuries []clinic.Injury
	stopped  []given  // conflicts, with the item each comes from
	free     []given  // conflicts with nothing
	never    []string // techniques that are not proposed
	must     []string // techniques that are
	lie      []string // the positions that proposals may have
	pressure int      // the most that is proposed, 0 for any
}

// given is work on one place.
type given struct {
	technique string
	structure string
	side      anatomy.Side
	pressure  int
	position  string
	by        string // the item of the conflict
}

func yes(item string, details ...clinic.Target) clinic.Screening {
	return clinic.Screening{Item: item, Answer: clinic.AnswerYes, Targets: details}
}

func mark(structure string, side anatomy.Side, sort string, severity int) clinic.Finding {
	return clinic.Finding{Structure: structure, Side: side, Type: sort, Severity: &severity}
}

const (
	left  = anatomy.Left
	right = anatomy.Right
	mid   = anatomy.Midline
)

func patients() []patient {
	tightNeck := []clinic.Finding{mark("trapezius.upper", right, "hypertonicity", 6), mark("levator.scapulae", right, "trigger-point", 5), mark("spine.cervical", mid, "restriction", 4)}
	tightBack := []clinic.Finding{mark("iliocostalis.lumborum", left, "hypertonicity", 5), mark("gluteus.medius", left, "trigger-point", 5)}
	return []patient{
		{
			name: "Pregnant, week 12", who: "Low back and buttock are tight; sleeps badly on the left.", today: "2026-03-02",
			answers: []clinic.Screening{pregnant(12)}, noted: tightBack,
			stopped: []given{
				{"deep-stripping", "gastrocnemius.medial", left, 5, "side-lying", "pregnancy"},
				{"dry-needling", "gluteus.medius", left, 1, "side-lying", "pregnancy"},
				{"heat", "iliocostalis.lumborum", left, 1, "side-lying", "pregnancy"},
			},
			free: []given{
				{"petrissage", "iliocostalis.lumborum", left, 3, "prone", ""},
				{"effleurage", "trapezius.upper", left, 2, "supine", ""},
			},
		},
		{
			name: "Pregnant, week 30", who: "Low back and buttock are tight.", today: "2026-03-02",
			answers: []clinic.Screening{pregnant(30)}, noted: tightBack,
			stopped: []given{
				{"petrissage", "iliocostalis.lumborum", left, 2, "prone", "pregnancy"},
				{"effleurage", "trapezius.upper", left, 2, "supine", "pregnancy"},
				{"deep-stripping", "gastrocnemius.medial", left, 4, "side-lying", "pregnancy"},
			},
			free: []given{{"petrissage", "iliocostalis.lumborum", left, 2, "side-lying", ""}, {"effleurage", "trapezius.upper", left, 2, "seated", ""}},
			lie:  []string{"", "side-lying", "seated"},
		},
		{
			name: "On blood thinners", who: "Takes warfarin; a tight and sore calf muscle for months, nothing swollen.", today: "2026-03-02",
			answers: []clinic.Screening{yes("blood-thinners")}, noted: []clinic.Finding{mark("gastrocnemius.medial", right, "hypertonicity", 6), mark("soleus", right, "trigger-point", 5)},
			stopped: []given{
				{"deep-stripping", "gastrocnemius.medial", right, 4, "prone", "blood-thinners"},
				{"ischaemic-compression", "soleus", right, 4, "prone", "blood-thinners"},
				{"dry-needling", "soleus", right, 1, "prone", "blood-thinners"},
				{"cupping", "soleus", right, 1, "prone", "blood-thinners"},
			},
			free:     []given{{"effleurage", "gastrocnemius.medial", right, 2, "prone", ""}, {"met", "soleus", right, 1, "prone", ""}},
			never:    []string{"deep-stripping", "ischaemic-compression", "iastm", "cupping", "dry-needling", "cross-fibre-friction"},
			pressure: 2,
		},
		{
			name: "Osteoporosis, on prednisolone", who: "A stiff, tight upper back; two old fractures of the spine.", today: "2026-03-02",
			answers: []clinic.Screening{yes("osteoporosis"), yes("steroids")},
			noted:   []clinic.Finding{mark("longissimus.thoracis", right, "hypertonicity", 5), mark("spine.thoracic", mid, "restriction", 5)},
			stopped: []given{
				{"ischaemic-compression", "longissimus.thoracis", right, 5, "prone", "osteoporosis"},
				{"deep-stripping", "longissimus.thoracis", right, 4, "prone", "osteoporosis"},
				{"joint-mobilisation-3-4", "spine.thoracic", mid, 3, "prone", "osteoporosis"},
				{"tapotement", "longissimus.thoracis", right, 2, "prone", "osteoporosis"},
				{"static-stretch", "longissimus.thoracis", right, 1, "seated", "osteoporosis"},
			},
			free:     []given{{"effleurage", "longissimus.thoracis", right, 2, "side-lying", ""}},
			never:    []string{"joint-mobilisation-3-4", "deep-stripping", "ischaemic-compression", "tapotement", "iastm", "static-stretch"},
			pressure: 3,
		},
		{
			name: "Rheumatoid arthritis, sore neck", who: "Known for ten years, the neck is stiff and tight.", today: "2026-03-02",
			answers: []clinic.Screening{yes("inflammatory-arthritis")}, noted: tightNeck,
			stopped: []given{
				{"joint-mobilisation-3-4", "spine.cervical", mid, 3, "supine", "inflammatory-arthritis"},
				{"joint-mobilisation-1-2", "spine.cervical", mid, 2, "supine", "inflammatory-arthritis"},
				{"passive-rom", "spine.cervical", mid, 1, "supine", "inflammatory-arthritis"},
			},
			free:     []given{{"petrissage", "trapezius.upper", right, 2, "seated", ""}},
			never:    []string{"joint-mobilisation-1-2", "joint-mobilisation-3-4", "passive-rom"},
			pressure: 3,
		},
		{
			name: "Lymphoedema of the left arm", who: "Breast cancer treated four years ago, 14 nodes taken from the left armpit, radiotherapy; known to the doctor, a sleeve is worn.", today: "2026-03-02",
			answers: []clinic.Screening{yes("lymphoedema", clinic.Target{Structure: "antebrachial.fascia", Side: left})},
			noted:   []clinic.Finding{mark("antebrachial.fascia", left, "swelling", 5), mark("trapezius.upper", right, "hypertonicity", 5)},
			stopped: []given{
				{"deep-stripping", "brachioradialis", left, 4, "supine", "lymphoedema"},
				{"petrissage", "biceps.brachii", left, 3, "supine", "lymphoedema"},
				{"heat", "antebrachial.fascia", left, 1, "supine", "lymphoedema"},
				{"dry-needling", "brachioradialis", left, 1, "supine", "lymphoedema"},
			},
			free:  []given{{"petrissage", "trapezius.upper", right, 3, "seated", ""}},
			never: []string{"cupping", "dry-needling", "heat"},
		},
		{
			name: "Quadriceps contusion, day 2", who: "A knee hit the thigh at football; moderate, swollen and tight.", today: "2026-03-04",
			injuries: []clinic.Injury{{Structure: "rectus.femoris", Side: right, Type: clinic.InjuryContusion, Grade: 2, InjuredOn: "2026-03-02"}},
			noted:    []clinic.Finding{mark("rectus.femoris", right, "pain", 6)},
			stopped: []given{
				{"petrissage", "rectus.femoris", right, 2, "supine", clinic.HealingItem},
				{"heat", "rectus.femoris", right, 1, "supine", clinic.HealingItem},
				{"cross-fibre-friction", "rectus.femoris", right, 3, "supine", clinic.HealingItem},
				{"static-stretch", "rectus.femoris", right, 1, "prone", clinic.HealingItem},
			},
			free:  []given{{"petrissage", "trapezius.upper", right, 3, "seated", ""}},
			never: []string{"petrissage", "deep-stripping", "cross-fibre-friction", "ischaemic-compression", "heat", "static-stretch", "iastm"},
		},
		{
			name: "Quadriceps contusion, day 9", who: "The same, the knee bends to 80°.", today: "2026-03-11",
			injuries: []clinic.Injury{{Structure: "rectus.femoris", Side: right, Type: clinic.InjuryContusion, Grade: 2, InjuredOn: "2026-03-02"}},
			noted:    []clinic.Finding{mark("rectus.femoris", right, "pain", 4)},
			stopped: []given{
				{"petrissage", "rectus.femoris", right, 2, "supine", clinic.HealingItem},
				{"heat", "rectus.femoris", right, 1, "supine", clinic.HealingItem},
				{"ischaemic-compression", "rectus.femoris", right, 4, "supine", clinic.HealingItem},
				{"deep-stripping", "rectus.femoris", right, 4, "supine", clinic.HealingItem},
			},
			never: []string{"petrissage", "deep-stripping", "cross-fibre-friction", "ischaemic-compression", "heat", "iastm"},
		},
		{
			name: "After a repair of the rotator cuff, week 5", who: "In a sling until last week; the neck beside it is tight.", today: "2026-04-06",
			injuries: []clinic.Injury{{Structure: "rotator.cuff.tendons", Side: right, Type: clinic.InjurySurgery, Sort: "cuff-repair", InjuredOn: "2026-03-02"}},
			noted:    tightNeck[:1],
			stopped: []given{
				{"deep-stripping", "rotator.cuff.tendons", right, 4, "seated", clinic.HealingItem},
				{"pnf", "rotator.cuff.tendons", right, 2, "seated", clinic.HealingItem},
				{"joint-mobilisation-3-4", "rotator.cuff.tendons", right, 3, "supine", clinic.HealingItem},
				{"pnf", "deltoid.middle", right, 2, "seated", clinic.HealingItem},
				{"met", "trapezius.upper", right, 1, "seated", clinic.HealingItem},
				{"static-stretch", "trapezius.upper", right, 1, "seated", clinic.HealingItem},
			},
			never: []string{"pnf", "joint-mobilisation-3-4", "traction", "met", "static-stretch"},
			must:  []string{"petrissage"},
			free:  []given{{"petrissage", "trapezius.upper", left, 3, "seated", ""}},
		},
		{
			name: "Diabetes with numb feet", who: "Neuropathy of both feet; tight calves.", today: "2026-03-02",
			answers: []clinic.Screening{yes("neuropathy", clinic.Target{Structure: "plantar.aponeurosis", Side: left}, clinic.Target{Structure: "plantar.aponeurosis", Side: right})},
			noted:   []clinic.Finding{mark("gastrocnemius.medial", left, "hypertonicity", 5)},
			stopped: []given{
				{"heat", "plantar.aponeurosis", left, 1, "supine", "neuropathy"},
				{"cold", "plantar.aponeurosis", left, 1, "supine", "neuropathy"},
				{"iastm", "plantar.aponeurosis", right, 3, "prone", "neuropathy"},
				{"petrissage", "flexor.digitorum.brevis", right, 4, "prone", "neuropathy"},
			},
			free: []given{{"petrissage", "gastrocnemius.medial", left, 3, "prone", ""}, {"heat", "trapezius.upper", left, 1, "prone", ""}},
			must: []string{"petrissage"},
		},
		{
			name: "Hypermobile", who: "Ehlers–Danlos type; the neck is tight, the joints give.", today: "2026-03-02",
			answers: []clinic.Screening{yes("hypermobility")}, noted: tightNeck,
			stopped: []given{
				{"static-stretch", "trapezius.upper", right, 1, "seated", "hypermobility"},
				{"pnf", "trapezius.upper", right, 1, "seated", "hypermobility"},
				{"joint-mobilisation-3-4", "spine.cervical", mid, 3, "supine", "hypermobility"},
			},
			free:  []given{{"petrissage", "trapezius.upper", right, 3, "seated", ""}},
			never: []string{"static-stretch", "pnf", "joint-mobilisation-3-4"},
		},
		{
			name: "Plain neck pain", who: "Desk work, a month of neck pain; nothing else.", today: "2026-03-02", noted: tightNeck,
			free: []given{
				{"petrissage", "trapezius.upper", right, 3, "prone", ""},
				{"static-stretch", "levator.scapulae", right, 1, "supine", ""},
				{"ischaemic-compression", "levator.scapulae", right, 4, "prone", ""},
				{"heat", "trapezius.upper", right, 1, "prone", ""},
			},
			must: []string{"petrissage"},
		},
	}
}

// chart is the patient's, with a signed assessment and a plan of an hour that has no treatment yet.
func (x *patient) chart() (*clinic.Chart, *clinic.Plan) {
	c, p := found(x.noted...)
	c.Plans[0].Start, p.Start, c.Assessments[0].Date = x.today, x.today, x.today
	for i, s := range x.answers {
		s.ID, s.AssessmentID, s.At = fmt.Sprintf("s%d", i), "a", x.today.Time().Add(9*time.Hour)
		c.Screenings = append(c.Screenings, s)
	}
	for i, n := range x.injuries {
		n.ID = fmt.Sprintf("i%d", i)
		c.Injuries = append(c.Injuries, n)
	}
	return c, p
}

func (g *given) prescription(p *clinic.Plan) *clinic.Prescription {
	return &clinic.Prescription{PlanID: p.ID, Technique: g.technique, Targets: []clinic.Target{{Structure: g.structure, Side: g.side}}, Pressure: g.pressure, Minutes: 5, Position: g.position}
}

// What therapists would check first in the plan of each of these patients: what is dangerous is stopped and never proposed, by
// the rule that it comes from, and what is good for them stays free.
func TestPlansOfPatients(t *testing.T) {
	t.Parallel()
	atlas, cat := bookstest.Shipped(t)
	for _, x := range patients() {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			c, p := x.chart()
			for _, g := range slices.Concat(x.stopped, x.free) {
				if _, ok := atlas.Structure(g.structure); !ok || cat.Technique(g.technique) == nil {
					t.Fatalf("there is no %s or no %s", g.technique, g.structure)
				}
			}
			for _, g := range x.stopped {
				if got := clinic.Conflicts(cat, c, g.prescription(p), x.today); !slices.ContainsFunc(got, func(k clinic.Conflict) bool { return k.Item == g.by && k.Stands() }) {
					t.Errorf("%+v is not stopped: %v", g, got)
				}
			}
			for _, g := range x.free {
				if got := clinic.Conflicts(cat, c, g.prescription(p), x.today); len(got) > 0 {
					t.Errorf("%+v is stopped: %s", g, got[0].Reason)
				}
			}
			list, _ := Prescriptions(cat, atlas, c, p, x.today)
			got := techniques(list)
			for _, code := range x.never {
				if slices.Contains(got, code) {
					t.Errorf("%s is proposed", code)
				}
			}
			for _, code := range x.must {
				if !slices.Contains(got, code) {
					t.Errorf("%s is not proposed, but %v", code, got)
				}
			}
			for _, o := range list {
				rx := o.Prescription
				if x.lie != nil && !slices.Contains(x.lie, rx.Position) {
					t.Errorf("%s is proposed %s", rx.Technique, rx.Position)
				}
				if x.pressure > 0 && rx.Pressure > x.pressure {
					t.Errorf("%s is proposed with pressure %d", rx.Technique, rx.Pressure)
				}
				if against := clinic.Conflicts(cat, c, &rx, x.today); len(against) > 0 {
					t.Errorf("%s is proposed against: %s", rx.Technique, against[0].Reason)
				}
			}
		})
	}
}

// patientsPage is where a therapist reads what the program proposes for these patients.
const patientsPage = "../../resources/catalogue/patients.md"

// TestPatientsPage holds the page to what the program does. With REGIMEN_KEEP_PAGES it is written anew.
func TestPatientsPage(t *testing.T) {
	t.Parallel()
	atlas, cat := bookstest.Shipped(t)
	var b strings.Builder
	b.WriteString("# What the program proposes for a dozen patients\n\nWritten by a test from the tables beside it; see README.md for how to correct a table and see the effect here.\n")
	for _, x := range patients() {
		c, p := x.chart()
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n", x.name, x.who)
		for _, s := range c.Screenings {
			fmt.Fprintf(&b, "- Answered yes: %s\n", cat.ScreeningItem(s.Item).Name)
		}
		for i := range c.Injuries {
			fmt.Fprintf(&b, "- Injured on %s: %s\n", c.Injuries[i].InjuredOn, atlas.Label(c.Injuries[i].Structure, c.Injuries[i].Side))
		}
		for _, f := range c.Findings {
			fmt.Fprintf(&b, "- Found: %s, %s\n", atlas.Label(f.Structure, f.Side), words.Say(cat.Rated(clinic.FindingTypeInside(f.Type), &f)))
		}
		list, out := Prescriptions(cat, atlas, c, p, x.today)
		b.WriteString("\n| Proposed, in the order it is given | Where | Minutes | Pressure | Position | Why |\n|---|---|---|---|---|---|\n")
		for _, o := range list {
			rx := o.Prescription
			fmt.Fprintf(&b, "| %s | %s | %s | %d | %s | %s |\n", cat.TechniqueName(rx.Technique), places(atlas, rx.Targets), clinic.Number(rx.Minutes), rx.Pressure, rx.Position, words.Say(o.Reason))
		}
		for _, l := range out {
			fmt.Fprintf(&b, "\n- Left out: %s", words.Say(l.Why))
			if l.Technique != "" {
				fmt.Fprintf(&b, " (%s: %s)", cat.TechniqueName(l.Technique), places(atlas, l.Targets))
			}
		}
		b.WriteString("\n\n| If one chose | Where | Pressure, position | The program says |\n|---|---|---|---|\n")
		for _, g := range slices.Concat(x.stopped, x.free) {
			says := "nothing stands against it"
			if got := clinic.Conflicts(cat, c, g.prescription(p), x.today); len(got) > 0 {
				says = words.Say(got[0].Reason)
			}
			fmt.Fprintf(&b, "| %s | %s | %d, %s | %s |\n", cat.TechniqueName(g.technique), atlas.Label(g.structure, g.side), g.pressure, g.position, says)
		}
	}
	if os.Getenv("REGIMEN_KEEP_PAGES") != "" {
		if err := os.WriteFile(patientsPage, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(patientsPage)
	if err != nil {
		t.Fatal(err)
	}
	if string(kept) != b.String() {
		t.Error("resources/catalogue/patients.md is not what the program does now: write it anew with REGIMEN_KEEP_PAGES=1 and read what changed")
	}
}

func places(atlas *anatomy.Atlas, targets []clinic.Target) string {
	var out []string
	for _, t := range targets {
		out = append(out, atlas.Label(t.Structure, t.Side))
	}
	return strings.Join(out, ", ")
}

// pregnant is the answer of a patient in a week of her pregnancy on 2 March 2026.
func pregnant(week int) clinic.Screening {
	const term = 40 // weeks
	s := yes("pregnancy")
	s.Details = []clinic.Detail{{Name: clinic.DetailDue, Value: string(clinic.Date("2026-03-02").AddDays(7 * (term - week)))}}
	return s
}
