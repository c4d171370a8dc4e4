package clinic

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strconv"
	"strings"
)

// CatalogueError says where in the tables of the catalogue something is wrong, so that the person who
// corrected a table can find it.
type CatalogueError struct {
	File   string
	Row    int    // the line in the file, counted from 1
	Column string // "" when the whole row is meant
	Why    string
}

func (e *CatalogueError) Error() string {
	where := e.File
	if e.Row > 0 {
		where += fmt.Sprintf(", line %d", e.Row)
	}
	if e.Column != "" {
		where += fmt.Sprintf(", column %q", e.Column)
	}
	return where + ": " + e.Why
}

// LoadCatalogue reads the tables from fsys, or from its folder "catalogue". All that is wrong in them
// is reported together; each part of the error is a CatalogueError.
func LoadCatalogue(fsys fs.FS) (*Catalogue, error) {
	if _, err := fs.Stat(fsys, "techniques.tsv"); errors.Is(err, fs.ErrNotExist) {
		if sub, err := fs.Sub(fsys, "catalogue"); err == nil {
			fsys = sub
		}
	}
	l := &catalogueReader{fsys: fsys}
	c := &Catalogue{
		Screening:  readTable(l, "screening.tsv", screeningColumns, readScreening),
		Techniques: readTable(l, "techniques.tsv", techniqueColumns, readTechnique),
		Proposals:  readTable(l, "proposals.tsv", proposalColumns, readProposalRule),
		Zones:      readTable(l, "zones.tsv", zoneColumns, readZone),
		Measures:   readTable(l, "measures.tsv", measureColumns, readMeasure),
		HomeCare:   readTable(l, "homecare.tsv", exerciseColumns, readExercise),
		Warnings:   readTable(l, "warnings.tsv", warningColumns, readWarning),
		Expect:     readTable(l, "expect.tsv", expectColumns, readExpectation),
		Areas:      readTable(l, "areas.tsv", areaColumns, readArea),
		Regions:    readTable(l, "regions.tsv", regionColumns, readRegion),
		Injuries:   readTable(l, "injuries.tsv", injuryColumns, readInjuryGrade),
		Healing:    readTable(l, "healing.tsv", healingColumns, readHealingPhase),
		Palpation:  readTable(l, "palpation.tsv", palpationColumns, readPalpationGrade),
		Referral:   readTable(l, "referral.tsv", referralColumns, readReferral),
		Movements:  readTable(l, "movements.tsv", movementColumns, readMovement),
		Tools:      readTable(l, "tools.tsv", toolColumns, readTool),
		Tests:      readTable(l, "tests.tsv", testColumns, readTest),
		Clusters:   readTable(l, "clusters.tsv", clusterColumns, readCluster),
		Limbs:      readTable(l, "limbs.tsv", limbColumns, readLimb),
		Wells:      readTable(l, "wells.tsv", wellsColumns, readWells),
		Drainage:   readTable(l, "mld.tsv", drainageColumns, readDrainage),
		DrainAreas: readTable(l, "mldregions.tsv", drainAreaColumns, readDrainArea),
		Lymph:      readTable(l, "lymph.tsv", lymphColumns, readLymph),

		ConsentAreas:      readTable(l, "consent-areas.tsv", consentAreaColumns, readConsentArea),
		ConsentTechniques: readTable(l, "consent-techniques.tsv", consentTechniqueColumns, readConsentTechnique),
	}
	if len(l.errs) == 0 {
		l.checkReferences(c)
		l.checkHealing(c)
		l.checkPalpation(c)
		l.checkReferral(c)
		l.readForms(c)
		l.checkConsent(c)
	}
	if len(l.errs) > 0 {
		return nil, errors.Join(l.errs...)
	}
	slices.SortStableFunc(c.Warnings, func(a, b Warning) int { return urgencyRank(a.Urgency) - urgencyRank(b.Urgency) })
	return c, nil
}

type catalogueReader struct {
	fsys fs.FS
	errs []error
}

func (l *catalogueReader) fail(file string, row int, column, format string, args ...any) {
	l.errs = append(l.errs, &CatalogueError{file, row, column, fmt.Sprintf(format, args...)})
}

// tableRow is one line of a table. Its methods read a column and note what is wrong with it.
type tableRow struct {
	l      *catalogueReader
	file   string
	line   int
	fields map[string]string
}

func (r *tableRow) fail(column, format string, args ...any) {
	r.l.fail(r.file, r.line, column, format, args...)
}

// readTable reads one file. Every table has the columns code and source; both must be filled and the
// code must be there once.
func readTable[T any](l *catalogueReader, file string, columns []string, read func(*tableRow) T) []T {
	text, err := fs.ReadFile(l.fsys, file)
	if err != nil {
		l.fail(file, 0, "", "the table cannot be read: %v", err)
		return nil
	}
	rows := l.parse(file, string(text), columns)
	out := make([]T, 0, len(rows))
	seen := make(map[string]int)
	for i := range rows {
		r := &rows[i]
		code := r.must("code")
		if strings.ContainsAny(code, " ;,") {
			r.fail("code", "%q may not hold spaces, commas or semicolons", code)
		}
		if first, twice := seen[code]; twice && code != "" {
			r.fail("code", "%q is already on line %d", code, first)
		}
		seen[code] = r.line
		out = append(out, read(r))
	}
	return out
}

// parse splits a table into rows by its heading line. Empty lines and lines that start with # are
// passed over.
func (l *catalogueReader) parse(file, text string, columns []string) []tableRow {
	var (
		heading []string
		rows    []tableRow
	)
	for i, line := range strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n") {
		line = strings.TrimSuffix(line, "\r")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		for j := range fields {
			fields[j] = strings.TrimSpace(fields[j])
		}
		if heading == nil {
			heading = fields
			for _, c := range columns {
				if !slices.Contains(heading, c) {
					l.fail(file, i+1, c, "the column is missing")
				}
			}
			for j, c := range heading {
				if !slices.Contains(columns, c) {
					l.fail(file, i+1, c, "the column is not known")
				} else if slices.Contains(heading[:j], c) {
					l.fail(file, i+1, c, "the column is there twice")
				}
			}
			continue
		}
		if len(fields) != len(heading) {
			l.fail(file, i+1, "", "the row has %d columns and the heading has %d", len(fields), len(heading))
			continue
		}
		r := tableRow{l: l, file: file, line: i + 1, fields: make(map[string]string, len(heading))}
		for j, c := range heading {
			r.fields[c] = fields[j]
		}
		rows = append(rows, r)
	}
	if heading == nil {
		l.fail(file, 0, "", "there is no heading line")
	}
	return rows
}

func (r *tableRow) text(column string) string { return r.fields[column] }

func (r *tableRow) must(column string) string {
	s := r.fields[column]
	if s == "" {
		r.fail(column, "it is empty")
	}
	return s
}

// list splits at semicolons.
func (r *tableRow) list(column string) []string {
	var out []string
	for s := range strings.SplitSeq(r.fields[column], ";") {
		if s = strings.TrimSpace(s); s != "" {
			if slices.Contains(out, s) {
				r.fail(column, "%q is there twice", s)
			}
			out = append(out, s)
		}
	}
	return out
}

// number reads a number; an empty field is nil.
func (r *tableRow) number(column string) *float64 {
	s := r.fields[column]
	if s == "" {
		return nil
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		r.fail(column, "%q is not a number", s)
		return nil
	}
	return &v
}

func (r *tableRow) mustNumber(column string) float64 {
	if r.must(column) == "" {
		return 0
	}
	return r.orZero(column)
}

func (r *tableRow) orZero(column string) float64 {
	if v := r.number(column); v != nil {
		return *v
	}
	return 0
}

func (r *tableRow) count(column string) int {
	v := r.orZero(column)
	if v != math.Trunc(v) || v < 0 || v > 10_000 {
		r.fail(column, "%q is not a whole number from 0", r.fields[column])
		return 0
	}
	return int(v)
}

func (r *tableRow) yes(column string) bool {
	switch r.fields[column] {
	case "yes":
		return true
	case "no", "":
		return false
	}
	r.fail(column, "write yes or no, not %q", r.fields[column])
	return false
}

func (r *tableRow) choice(column string, allowed ...string) string {
	s := r.fields[column]
	if !slices.Contains(allowed, s) {
		r.fail(column, "%q is not one of: %s", s, strings.Join(allowed, ", "))
	}
	return s
}

func (r *tableRow) choices(column string, allowed ...string) []string {
	out := r.list(column)
	for _, s := range out {
		if !slices.Contains(allowed, s) {
			r.fail(column, "%q is not one of: %s", s, strings.Join(allowed, ", "))
		}
	}
	return out
}

func (r *tableRow) benefits(column string) []Benefit {
	var known []string
	for _, b := range Benefits() {
		known = append(known, string(b))
	}
	var out []Benefit
	for _, s := range r.choices(column, known...) {
		out = append(out, Benefit(s))
	}
	if len(out) == 0 {
		r.fail(column, "name at least one benefit")
	}
	return out
}

func (r *tableRow) ordered(low, high string, a, b float64) {
	if a > b {
		r.fail(low, "%s is more than %s in the column %q", number(a), number(b), high)
	}
}

var measureColumns = []string{
	"code", "name", "joint", "motion", "unit", "low", "high", "usual_low", "usual_high", "step", "norm", "better", "mdc",
	"mdc_single", "mdc_percent", "mcid", "benefits", "sided", "modes", "item", "at_structure", "is_change", "tells", "as", "looks_back",
	"widget", "plain", "source",
}

func readMeasure(r *tableRow) Measure {
	m := Measure{
		Code: r.text("code"), Name: r.must("name"), Joint: r.text("joint"), Motion: r.text("motion"), Unit: r.text("unit"),
		Low: r.mustNumber("low"), High: r.mustNumber("high"),
		UsualLow: r.mustNumber("usual_low"), UsualHigh: r.mustNumber("usual_high"),
		Step: r.mustNumber("step"), Norm: r.number("norm"),
		LowerIsBetter: r.choice("better", "lower", "higher", "norm") == "lower", NearNorm: r.text("better") == "norm",
		MDC: r.orZero("mdc"), MDCSingle: r.orZero("mdc_single"), MDCPercent: r.orZero("mdc_percent"), MCID: r.orZero("mcid"),
		Benefits: r.benefits("benefits"), Sided: r.yes("sided"), Modes: r.choices("modes", ModeActive, ModePassive),
		ItemName: r.text("item"), AtStructure: r.yes("at_structure"), IsChange: r.yes("is_change"),
		Tells: r.choice("tells", "", TellsPain, TellsFunction), As: r.text("as"), LooksBack: r.yes("looks_back"), Widget: r.choice("widget", "", WidgetScale),
		Plain: r.must("plain"), Source: r.must("source"),
	}
	m.Items = m.ItemName == "activity"
	r.ordered("low", "usual_low", m.Low, m.UsualLow)
	r.ordered("usual_low", "usual_high", m.UsualLow, m.UsualHigh)
	r.ordered("usual_high", "high", m.UsualHigh, m.High)
	if m.Norm != nil && (*m.Norm < m.UsualLow || *m.Norm > m.UsualHigh) {
		r.fail("norm", "%s is outside the usual values", number(*m.Norm))
	}
	if m.NearNorm && m.Norm == nil {
		r.fail("norm", "what is better near the norm needs one")
	}
	if m.Step <= 0 || m.Step > m.High-m.Low {
		r.fail("step", "the step must be more than 0 and fit the range")
	}
	for _, c := range []string{"mdc", "mdc_single", "mdc_percent", "mcid"} {
		if r.orZero(c) < 0 {
			r.fail(c, "it cannot be less than 0")
		}
	}
	if (m.Joint == "") != (m.Motion == "") {
		r.fail("motion", "a range of motion needs both a joint and a motion")
	}
	return m
}

var screeningColumns = []string{
	"code", "group", "question", "name", "action", "urgency", "blocks", "max_pressure", "avoid_positions", "source",
}

func readScreening(r *tableRow) ScreeningItem {
	s := ScreeningItem{
		Code: r.text("code"), Group: r.choice("group", GroupRedFlag, GroupAbsolute, GroupLocal, GroupPrecaution),
		Question: r.must("question"), Name: r.must("name"), Action: r.must("action"),
		Urgency: r.choice("urgency", "", UrgencyEmergency, UrgencySameDay, UrgencyDoctor),
		Blocks:  r.yes("blocks"), MaxPressure: r.count("max_pressure"),
		AvoidPositions: r.choices("avoid_positions", Positions()...), Source: r.must("source"),
	}
	if s.MaxPressure > 5 {
		r.fail("max_pressure", "pressure is from 1 to 5")
	}
	if s.Code == ScreeningChange {
		r.fail("code", "%q is kept for whether anything has changed since last time", ScreeningChange)
	}
	if s.Group == GroupAbsolute && !s.Blocks {
		r.fail("blocks", "an absolute contraindication blocks")
	}
	if s.Group == GroupLocal && s.Blocks {
		r.fail("blocks", "a local contraindication keeps off one area, it does not block the whole treatment")
	}
	return s
}

var exerciseColumns = []string{
	"code", "title", "instructions", "sets", "repetitions", "hold_seconds", "minutes", "days_per_week", "times_per_day",
	"parts", "benefits", "source",
}

func readExercise(r *tableRow) Exercise {
	e := Exercise{
		Code: r.text("code"), Title: r.must("title"), Instructions: r.must("instructions"),
		Sets: r.count("sets"), Repetitions: r.count("repetitions"), HoldSeconds: r.count("hold_seconds"),
		Minutes: r.count("minutes"), DaysPerWeek: r.count("days_per_week"), TimesPerDay: r.count("times_per_day"),
		Parts: r.list("parts"), Benefits: r.benefits("benefits"), Source: r.must("source"),
	}
	h := HomeCare{
		Title: e.Title, Instructions: e.Instructions, Sets: e.Sets, Repetitions: e.Repetitions, HoldSeconds: e.HoldSeconds,
		Minutes: e.Minutes, DaysPerWeek: e.DaysPerWeek, TimesPerDay: e.TimesPerDay,
	}
	var wrong FieldErrors
	if errors.As(h.Validate(), &wrong) {
		for _, w := range wrong {
			if r.fields[w.Field] != "" {
				r.fail(w.Field, "%s", w.Message)
			}
		}
	}
	if e.DaysPerWeek == 0 || e.TimesPerDay == 0 {
		r.fail("days_per_week", "say on how many days and how often a day")
	}
	if e.Repetitions == 0 && e.Minutes == 0 {
		r.fail("repetitions", "give repetitions or minutes")
	}
	return e
}

var warningColumns = []string{"code", "sign", "do", "urgency", "for", "source"}

func readWarning(r *tableRow) Warning {
	return Warning{
		Code: r.text("code"), Sign: r.must("sign"), Do: r.must("do"),
		Urgency: r.choice("urgency", "", UrgencyEmergency, UrgencySameDay, UrgencyDoctor),
		For:     r.list("for"), Source: r.must("source"),
	}
}

var expectColumns = []string{"code", "text", "for", "source"}

func readExpectation(r *tableRow) Expectation {
	return Expectation{Code: r.text("code"), Text: r.must("text"), For: r.list("for"), Source: r.must("source")}
}

// checkReferences makes sure that every code named in one table is there in the other.
func (l *catalogueReader) checkReferences(c *Catalogue) {
	l.checkAreas(c)
	l.checkMovements(c)
	l.checkTests(c)
	for _, t := range c.Techniques {
		for _, a := range t.Avoid {
			if c.ScreeningItem(a) == nil {
				l.fail("techniques.tsv", 0, "avoid", "%q of the technique %q is no code of screening.tsv", a, t.Code)
			}
		}
	}
	for i := range c.Proposals {
		l.checkProposal(c, &c.Proposals[i])
	}
	known := func(code string) bool {
		return slices.Contains(Benefits(), Benefit(code)) || c.Technique(code) != nil
	}
	for _, w := range c.Warnings {
		for _, f := range w.For {
			if !known(f) {
				l.fail("warnings.tsv", 0, "for", "%q of %q is neither a benefit nor a technique", f, w.Code)
			}
		}
	}
	for _, e := range c.Expect {
		for _, f := range e.For {
			if !known(f) {
				l.fail("expect.tsv", 0, "for", "%q of %q is neither a benefit nor a technique", f, e.Code)
			}
		}
	}
	l.checkLimbs(c)
}

// urgencyRank orders urgencies, the most urgent first.
func urgencyRank(u string) int {
	switch u {
	case UrgencyEmergency:
		return 0
	case UrgencySameDay:
		return 1
	case UrgencyDoctor:
		return 2
	}
	return 3
}
