package store

import (
	"context"
	"database/sql"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
)

// Before version 6 some facts were lines of a note, a part of a code, or words in an item. They are read here, and
// nowhere else: once when the records are brought up to date, and whenever the history gives a record as it was then.

// lines says how the facts of a kind are read. No record lacks the field since that was added together with them.
type lines struct {
	since string
	read  func(clinic.Record)
}

var inLines = map[clinic.Kind]lines{
	clinic.KindScreening:    {"decision", reading(clotDecision)},
	clinic.KindFormAnswers:  {"activities", reading(formAnswers)},
	clinic.KindFinding:      {"signs", reading(triggerPoint)},
	clinic.KindPrescription: {"dose_reason", reading(doseReason)},
	clinic.KindMeasurement:  {"colour", reading(measurementLines)},
	clinic.KindGoal:         {"protocol", reading(goalItem)},
	clinic.KindConsent:      {"relation_code", reading(relation)},
	clinic.KindPlan:         {"agreed_as", reading(whoAgreed)},
}

func reading[R clinic.Record](read func(R)) func(clinic.Record) {
	return func(r clinic.Record) { read(r.(R)) }
}

// readLines reads the facts of a record that a text of the history gave, when an older version wrote that.
func (t *table) readLines(r clinic.Record, text string) {
	// The name of a field is not found in what a field says: there its marks are written otherwise.
	if l, ok := inLines[t.kind]; ok && !strings.Contains(text, `"`+l.since+`":`) {
		l.read(r)
	}
}

// carryLinesOver reads the facts of all records, those that are closed too: what they say stays the same.
func carryLinesOver(ctx context.Context, e engine, w *connection) error {
	type row struct {
		update string
		values []any
	}
	var changed []row
	var tables []string
	for _, k := range clinic.Kinds() {
		l, ok := inLines[k]
		if !ok {
			continue
		}
		columns, err := e.columns(ctx, w, string(k))
		if err != nil {
			return err
		}
		tables = append(tables, string(k))
		t := tableOf(k).only(columns)
		values, dest := t.row()
		err = each(ctx, w, "SELECT "+t.names+" FROM "+quote(string(k)), nil, func(rows *sql.Rows) error {
			if err := rows.Scan(dest...); err != nil {
				return err
			}
			r, err := t.record(values)
			if err != nil {
				return err
			}
			before, err := t.values(r)
			if err != nil {
				return err
			}
			l.read(r)
			now, err := t.values(r)
			if err == nil && !slices.Equal(before, now) {
				changed = append(changed, row{t.update, append(now, r.Key())})
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	if len(changed) == 0 {
		return nil
	}
	return e.unguarded(ctx, w, tables, func() error {
		for _, r := range changed {
			if _, err := w.ExecContext(ctx, r.update, r.values...); err != nil {
				return err
			}
		}
		return nil
	})
}

var (
	clotLine = regexp.MustCompile(`Clot check: the (left|right) calf is `)
	// clotWords is the line as it was written: which calf is larger and where, the score, and what explains it.
	clotWords = regexp.MustCompile(`(?s)^(?:(.*)\n)?Clot check: the (?:left|right) calf is \S+ cm larger, \S+ cm (?:above|below) the [^.]*\. ` +
		`(?:Wells items not asked\.|Wells score -?\d+ \(\w+\), \d+ of \d+ items asked\.(?: Yes: [^.]*\.)?)(?: (.*))?$`)
)

// clotDecision reads what was decided about a clot. The words about the calves and the score are made anew wherever they
// are read; a note that was changed by hand since keeps them.
func clotDecision(s *clinic.Screening) {
	sides := clotLine.FindAllStringSubmatch(s.Note, -1)
	if s.Item != clinic.ItemClot || len(sides) == 0 {
		return
	}
	s.Side = anatomy.Left
	if sides[0][1] == "right" {
		s.Side = anatomy.Right
	}
	s.Decision = clinic.ClotSuspected
	if s.Answer == clinic.AnswerNo {
		s.Decision = clinic.ClotExplained
	}
	if m := clotWords.FindStringSubmatch(s.Note); m != nil && len(sides) == 1 {
		s.Note, s.Reason = m[1], m[2]
	}
}

// formAnswers reads which leg answers are about from the form that they were of, and the activities that each answer
// began with: no answer of another form has a colon.
func formAnswers(f *clinic.FormAnswers) {
	switch f.Form {
	case "wells.left":
		f.Form, f.Side = clinic.FormWells, anatomy.Left
	case "wells.right":
		f.Form, f.Side = clinic.FormWells, anatomy.Right
	}
	if len(f.Answers) == 0 || slices.ContainsFunc(f.Answers, func(a string) bool { return !strings.Contains(a, ":") }) {
		return
	}
	for i, a := range f.Answers {
		colon := strings.LastIndex(a, ":") // an activity may have colons of its own
		f.Activities = append(f.Activities, strings.TrimSpace(a[:colon]))
		f.Answers[i] = strings.TrimSpace(a[colon+1:])
	}
}

// triggerPoint reads the lines of a note that were tapped: the signs that were felt, and whether the pain matches.
func triggerPoint(f *clinic.Finding) {
	const pattern, signs = "Pain matches the referral pattern: ", "Signs: "
	var kept []string
	for line := range strings.SplitSeq(f.Note, "\n") {
		said := strings.TrimSpace(line)
		if answer, ok := strings.CutPrefix(said, pattern); ok && f.Pattern == "" && (answer == clinic.FamiliarYes || answer == clinic.FamiliarNo) {
			f.Pattern = answer
			continue
		}
		if list, ok := strings.CutPrefix(said, signs); ok && f.Signs == nil {
			felt := strings.Split(list, ", ")
			if !slices.ContainsFunc(felt, func(s string) bool { return !slices.Contains(clinic.TriggerPointSigns(), s) }) {
				f.Signs = felt
				continue
			}
		}
		kept = append(kept, line) // written by hand
	}
	f.Note = strings.Join(kept, "\n")
}

// doseReason reads the last line of a note, which said why an unusual dose stays.
func doseReason(p *clinic.Prescription) {
	const kept = "Dose kept because: "
	if rest, ok := strings.CutPrefix(p.Note, kept); ok && !strings.Contains(rest, "\n"+kept) {
		p.Note, p.DoseReason = "", rest
	} else if i := strings.LastIndex(p.Note, "\n"+kept); i >= 0 {
		p.Note, p.DoseReason = p.Note[:i], p.Note[i+1+len(kept):]
	}
}

// measurementLines reads the colour that was all of a note, where along a limb the item was, and the questionnaire whose
// title the tool was.
func measurementLines(m *clinic.Measurement) {
	if a, ok := alongLimb(m.Item); ok {
		m.Item = ""
		m.SetAlong(a)
	} else if code, ok := titles[m.Tool]; ok {
		m.Tool, m.Protocol = "", code
	}
	if m.Measure == clinic.MeasureSkinColour && slices.Contains(clinic.SkinColours(), m.Note) {
		m.Note, m.Colour = "", m.Note
	}
}

func goalItem(g *clinic.Goal) {
	if a, ok := alongLimb(g.Item); ok {
		g.Item = ""
		g.SetAlong(a)
	}
}

// titles of the questionnaires, as they were when the tool of a total was one. That of a clinic's own form stays there.
var titles = map[string]string{
	"DASS-21": "dass21", "Change since we began": "groc", "Lower Extremity Functional Scale (LEFS)": "lefs",
	"Lymphoedema Life Impact Scale (LLIS)": "llis", "Neck Disability Index (NDI)": "ndi", "Pain now (0 to 10)": "nprs",
	"Oswestry Disability Index (ODI)": "odi", "Örebro screening, short form (ÖMPSQ-SF)": "ompsq-sf",
	"PEG: pain, enjoyment, activity": "peg", "Your own activities (PSFS)": "psfs", "QuickDASH": "quickdash",
	"Roland–Morris back questionnaire": "rmdq", "Pain now (mark on a line)": "vas",
}

// landmarks are what girths were measured from, as the items named them.
var landmarks = []struct {
	protocol, limb, from string
	first, last          float64 // cm; every 4 cm between
}{
	{"arm.wrist", "arm", "above the ulnar styloid", 0, 44},
	{"leg.ankle", "leg", "above the medial malleolus", 0, 68},
	{"leg.floor", "leg", "above the floor", 8, 76},
	{"leg.calf", "leg", "below the tibial tuberosity", 10, 10},
}

// alongLimb reads where an item was: "leg, 12 cm above the medial malleolus", "arm, 0 to 40 cm above the ulnar styloid".
// Capitals and blanks did not matter.
func alongLimb(item string) (clinic.Along, bool) {
	item = strings.ToLower(strings.Join(strings.Fields(item), " "))
	for _, l := range landmarks {
		at, ok := strings.CutPrefix(item, l.limb+", ")
		if !ok {
			continue
		}
		if at, ok = strings.CutSuffix(at, " cm "+l.from); !ok {
			continue
		}
		first, second, stretch := strings.Cut(at, " to ")
		from, err := strconv.ParseFloat(first, 64)
		if err != nil {
			return clinic.Along{}, false
		}
		if !stretch {
			on := from >= l.first && from <= l.last && math.Mod(from-l.first, 4) == 0
			return clinic.Along{Protocol: l.protocol, From: from, To: from}, on
		}
		to, err := strconv.ParseFloat(second, 64)
		return clinic.Along{Protocol: l.protocol, From: from, To: to}, err == nil && from < to
	}
	return clinic.Along{}, false
}

// relation reads what a guardian was to the patient from the words for it, which stay as they were said.
func relation(c *clinic.Consent) {
	if c.ByAs != clinic.ByGuardian {
		return
	}
	switch strings.ToLower(strings.TrimSpace(c.Relation)) {
	case "mother", "father", "mum", "mom", "dad", "parent", "stepmother", "stepfather", "foster parent", "foster mother", "foster father":
		c.RelationCode = clinic.RelationParent
	case "guardian", "legal guardian":
		c.RelationCode = clinic.RelationGuardian
	case "husband", "wife", "partner", "spouse":
		c.RelationCode = clinic.RelationPartner
	case "grandmother", "grandfather", "grandparent", "aunt", "uncle", "brother", "sister", "son", "daughter", "family":
		c.RelationCode = clinic.RelationFamily
	case "carer":
		c.RelationCode = clinic.RelationCarer
	default:
		c.RelationCode = clinic.RelationOther
	}
}

// whoAgreed reads from the name whether it was a guardian who agreed to a plan.
func whoAgreed(p *clinic.Plan) {
	if p.AgreedAt.IsZero() {
		return
	}
	p.AgreedAs = clinic.ByThePatient
	if name, ok := strings.CutSuffix(p.AgreedBy, " (parent or guardian)"); ok {
		p.AgreedBy, p.AgreedAs = name, clinic.ByGuardian
	}
}
