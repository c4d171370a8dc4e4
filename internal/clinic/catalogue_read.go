package clinic

import (
	"errors"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"regimen/internal/table"
)

// LoadCatalogue reads the tables from fsys, or from its folder "catalogue". All that is wrong in them
// is reported together; each part of the error is a table.Error.
func LoadCatalogue(fsys fs.FS) (*Catalogue, error) {
	if _, err := fs.Stat(fsys, "techniques.tsv"); errors.Is(err, fs.ErrNotExist) {
		if sub, err := fs.Sub(fsys, "catalogue"); err == nil {
			fsys = sub
		}
	}
	l := new(table.Reader)
	c := &Catalogue{
		Screening:      table.Read(l, fsys, "screening.tsv", screeningColumns, readScreening),
		Limits:         table.Read(l, fsys, "limits.tsv", limitColumns, readLimit),
		Heads:          table.Read(l, fsys, "heads.tsv", headColumns, readHead),
		Details:        table.Read(l, fsys, "details.tsv", detailColumns, readDetail),
		Known:          table.Read(l, fsys, "known.tsv", knownColumns, readKnown),
		Techniques:     table.Read(l, fsys, "techniques.tsv", techniqueColumns, readTechnique),
		Proposals:      table.Read(l, fsys, "proposals.tsv", proposalColumns, readProposalRule),
		Zones:          table.Read(l, fsys, "zones.tsv", zoneColumns, readZone),
		PainLimits:     table.Read(l, fsys, "painlimits.tsv", painLimitColumns, readPainLimit),
		NeckChecks:     table.Read(l, fsys, "neckchecks.tsv", neckCheckColumns, readNeckCheck),
		Measures:       table.Read(l, fsys, "measures.tsv", measureColumns, readMeasure),
		Norms:          table.Read(l, fsys, "norms.tsv", normColumns, readNorm),
		HomeCare:       table.Read(l, fsys, "homecare.tsv", exerciseColumns, readExercise),
		Warnings:       table.Read(l, fsys, "warnings.tsv", warningColumns, readWarning),
		Expect:         table.Read(l, fsys, "expect.tsv", expectColumns, readExpectation),
		Areas:          table.Read(l, fsys, "areas.tsv", areaColumns, readArea),
		Regions:        table.Read(l, fsys, "regions.tsv", regionColumns, readRegion),
		Injuries:       table.Read(l, fsys, "injuries.tsv", injuryColumns, readInjuryGrade),
		Healing:        table.Read(l, fsys, "healing.tsv", healingColumns, readHealingPhase),
		Loads:          table.Read(l, fsys, "loads.tsv", loadColumns, readLoad),
		Neighbourhoods: table.Read(l, fsys, "neighbourhoods.tsv", neighbourhoodColumns, readNeighbourhood),
		StiffAt:        table.Read(l, fsys, "joints.tsv", jointColumns, readJoint),
		Palpation:      table.Read(l, fsys, "palpation.tsv", palpationColumns, readPalpationGrade),
		Scales:         table.Read(l, fsys, "scales.tsv", scaleColumns, readScale),
		Fits:           table.Read(l, fsys, "findings.tsv", fitColumns, readFit),
		Made:           table.Read(l, fsys, "tissues.tsv", madeOfColumns, readMadeOf),
		Spreads:        table.Read(l, fsys, "referral.tsv", spreadColumns, readSpread),
		Movements:      table.Read(l, fsys, "movements.tsv", movementColumns, readMovement),
		Tools:          table.Read(l, fsys, "tools.tsv", toolColumns, readTool),
		Tests:          table.Read(l, fsys, "tests.tsv", testColumns, readTest),
		Clusters:       table.Read(l, fsys, "clusters.tsv", clusterColumns, readCluster),
		Limbs:          table.Read(l, fsys, "limbs.tsv", limbColumns, readLimb),
		Wells:          table.Read(l, fsys, "wells.tsv", wellsColumns, readWells),
		Drainage:       table.Read(l, fsys, "mld.tsv", drainageColumns, readDrainage),
		DrainAreas:     table.Read(l, fsys, "mldregions.tsv", drainAreaColumns, readDrainArea),
		Lymph:          table.Read(l, fsys, "lymph.tsv", lymphColumns, readLymph),
		Holidays:       table.Read(l, fsys, "holidays.tsv", holidayColumns, readHoliday),
		LymphNodes:     table.Read(l, fsys, "lymphnodes.tsv", lymphNodesColumns, readLymphNodes),
		Funds:          table.Read(l, fsys, "funds.tsv", fundColumns, readFund),
		FundAsks:       table.Read(l, fsys, "fundasks.tsv", fundAskColumns, readFundAsk),
		Modalities:     table.Read(l, fsys, "modalities.tsv", modalityColumns, readModality),

		HolidayRegions:    table.Read(l, fsys, "holidayregions.tsv", holidayRegionColumns, readHolidayRegion),
		ConsentAreas:      table.Read(l, fsys, "consent-areas.tsv", consentAreaColumns, readConsentArea),
		ConsentTechniques: table.Read(l, fsys, "consent-techniques.tsv", consentTechniqueColumns, readConsentTechnique),
	}
	signs := table.Read(l, fsys, "signs.tsv", signColumns, readSign)
	steps := table.Read(l, fsys, "steps.tsv", stepColumns, readStep)
	if l.Err() == nil {
		c.checkHeads(l, signs)
		c.checkDetails(l)
		c.checkKnown(l)
		c.checkReferences(l)
		c.checkHealing(l)
		c.checkPalpation(l)
		c.takeSteps(l, steps)
		c.checkFits(l)
		c.checkSpreads(l)
		c.readForms(l, fsys)
		c.checkConsent(l)
		c.checkHolidays(l)
		c.checkFunds(l)
	}
	if err := l.Err(); err != nil {
		return nil, err
	}
	slices.SortStableFunc(c.Warnings, func(a, b Warning) int { return urgencyRank(a.Urgency) - urgencyRank(b.Urgency) })
	return c, nil
}

// readBenefits reads a list of at least one benefit.
func readBenefits(r *table.Row, column string) []Benefit {
	var known []string
	for _, b := range Benefits() {
		known = append(known, string(b))
	}
	var out []Benefit
	for _, s := range r.Choices(column, known...) {
		out = append(out, Benefit(s))
	}
	if len(out) == 0 {
		r.Fail(column, "name at least one benefit")
	}
	return out
}

var measureColumns = []string{
	"code", "name", "joint", "motion", "unit", "low", "high", "usual_low", "usual_high", "step", "whole", "norm", "better", "mdc",
	"mdc_single", "mdc_percent", "mcid", "mcid_from", "benefits", "sided", "modes", "item", "at_structure", "is_change", "tells", "as", "looks_back", "group",
	"widget", "refer_at", "refer_do", "plain", "source",
}

func readMeasure(r *table.Row) Measure {
	m := Measure{
		Code: r.Text("code"), Name: r.Must("name"), Joint: r.Text("joint"), Motion: r.Text("motion"), Unit: r.Text("unit"),
		Low: r.MustNumber("low"), High: r.MustNumber("high"),
		UsualLow: r.MustNumber("usual_low"), UsualHigh: r.MustNumber("usual_high"),
		Step: r.MustNumber("step"), Whole: r.Yes("whole"), Norm: r.Number("norm"),
		LowerIsBetter: r.Choice("better", "lower", "higher", "norm") == "lower", NearNorm: r.Text("better") == "norm",
		MDC: r.OrZero("mdc"), MDCSingle: r.OrZero("mdc_single"), MDCPercent: r.OrZero("mdc_percent"), MCID: r.OrZero("mcid"),
		Benefits: readBenefits(r, "benefits"), Sided: r.Yes("sided"), Modes: r.Choices("modes", ModeActive, ModePassive),
		ItemName: r.Text("item"), AtStructure: r.Yes("at_structure"), IsChange: r.Yes("is_change"),
		Tells: r.Choice("tells", "", TellsPain, TellsFunction), As: r.Text("as"), LooksBack: r.Yes("looks_back"),
		Group: r.Choice("group", append(MeasureGroups(), "")...), ReferAt: r.Number("refer_at"), ReferDo: r.Text("refer_do"), Widget: r.Choice("widget", "", WidgetScale),
		Plain: r.Must("plain"), Source: r.Must("source"),
	}
	m.Items = m.ItemName == "activity"
	m.MCIDFrom = readFromBaseline(r, "mcid_from")
	if (m.ReferAt != nil) != (m.ReferDo != "") {
		r.Fail("refer_do", "a value to refer at needs what to do, and nothing else has it")
	}
	if m.Group != "" && m.Joint != "" {
		r.Fail("group", "a measure of a joint is asked for with the joint")
	}
	r.Ordered("low", "usual_low", m.Low, m.UsualLow)
	r.Ordered("usual_low", "usual_high", m.UsualLow, m.UsualHigh)
	r.Ordered("usual_high", "high", m.UsualHigh, m.High)
	if m.Norm != nil && (*m.Norm < m.UsualLow || *m.Norm > m.UsualHigh) {
		r.Fail("norm", "%s is outside the usual values", number(*m.Norm))
	}
	if m.NearNorm && m.Norm == nil {
		r.Fail("norm", "what is better near the norm needs one")
	}
	if m.Step <= 0 || m.Step > m.High-m.Low {
		r.Fail("step", "the step must be more than 0 and fit the range")
	}
	for _, c := range []string{"mdc", "mdc_single", "mdc_percent", "mcid"} {
		if r.OrZero(c) < 0 {
			r.Fail(c, "it cannot be less than 0")
		}
	}
	if (m.Joint == "") != (m.Motion == "") {
		r.Fail("motion", "a range of motion needs both a joint and a motion")
	}
	return m
}

// readFromBaseline reads “0=1;5=2”.
func readFromBaseline(r *table.Row, column string) []FromBaseline {
	var out []FromBaseline
	for _, part := range r.List(column) {
		from, value, ok := strings.Cut(part, "=")
		a, err := strconv.ParseFloat(strings.TrimSpace(from), 64)
		b, err2 := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if !ok || err != nil || err2 != nil || len(out) > 0 && a <= out[len(out)-1].From {
			r.Fail(column, "write baselines that rise, each with “=” and what holds from it on: not %q", part)
			return nil
		}
		out = append(out, FromBaseline{a, b})
	}
	return out
}

var screeningColumns = []string{
	"code", "group", "question", "name", "action", "urgency", "blocks", "unsure", "together", "no_effect", "tells", "source",
}

// What follows when the patient is not sure.
const (
	unsureAsYes   = "as-yes"
	unsureFindOut = "find-out"
)

func readScreening(r *table.Row) ScreeningItem {
	s := ScreeningItem{
		Code: r.Text("code"), Group: r.Choice("group", GroupRedFlag, GroupAbsolute, GroupLocal, GroupPrecaution, GroupChange),
		Question: r.Must("question"), Name: r.Must("name"), Action: r.Must("action"),
		Urgency: r.Choice("urgency", Urgencies()...),
		Blocks:  r.Yes("blocks"), UnsureIsYes: r.Choice("unsure", unsureAsYes, unsureFindOut) == unsureAsYes,
		Together: r.Text("together"), NoEffect: r.Text("no_effect"), Tells: r.Choice("tells", "", TellsTear, TellsLymphoedema), Source: r.Must("source"),
	}
	if !s.Warns() && (s.Blocks || s.Urgency != "" || s.Together != "") {
		r.Fail("group", "that something has changed forbids nothing")
	}
	if Urgent(s.Urgency) && !s.UnsureIsYes {
		r.Fail("unsure", "what cannot wait is not found out first: who is not sure counts as yes")
	}
	if s.Group == GroupAbsolute && !s.Blocks {
		r.Fail("blocks", "an absolute contraindication blocks")
	}
	if s.Group == GroupLocal && s.Blocks {
		r.Fail("blocks", "a local contraindication keeps off one area, it does not block the whole treatment")
	}
	return s
}

var warningColumns = []string{"code", "sign", "do", "urgency", "for", "source"}

func readWarning(r *table.Row) Warning {
	return Warning{
		Code: r.Text("code"), Sign: r.Must("sign"), Do: r.Must("do"),
		Urgency: r.Choice("urgency", Urgencies()...),
		For:     r.List("for"), Source: r.Must("source"),
	}
}

var expectColumns = []string{"code", "text", "for", "source"}

func readExpectation(r *table.Row) Expectation {
	return Expectation{Code: r.Text("code"), Text: r.Must("text"), For: r.List("for"), Source: r.Must("source")}
}

// checkReferences makes sure that every code named in one table is there in the other.
func (c *Catalogue) checkReferences(l *table.Reader) {
	if n := len(where(c.Screening, func(s *ScreeningItem) bool { return !s.Warns() })); n != 1 {
		l.Fail("screening.tsv", 0, "group", "one question, and not %d, is whether anything has changed", n)
	}
	c.checkAreas(l)
	c.checkMovements(l)
	c.checkNorms(l)
	c.checkTests(l)
	c.checkLimits(l)
	for i := range c.Proposals {
		c.checkProposal(l, &c.Proposals[i])
	}
	c.checkPainLimits(l)
	c.checkNeckChecks(l)
	known := func(codes string) bool {
		for code := range strings.SplitSeq(codes, "+") {
			if code != withHomeCare && code != withoutHomeCare && !slices.Contains(Benefits(), Benefit(code)) && c.Technique(code) == nil {
				return false
			}
		}
		return true
	}
	for _, w := range c.Warnings {
		for _, f := range w.For {
			if !known(f) {
				l.Fail("warnings.tsv", 0, "for", "%q of %q is neither a benefit nor a technique, homecare or no-homecare", f, w.Code)
			}
		}
	}
	for _, e := range c.Expect {
		for _, f := range e.For {
			if !known(f) {
				l.Fail("expect.tsv", 0, "for", "%q of %q is neither a benefit nor a technique, homecare or no-homecare", f, e.Code)
			}
		}
	}
	c.checkLimbs(l)
	c.checkLymphNodes(l)
	c.checkHomeCare(l)
}

// urgencyRank orders urgencies, the most urgent first.
func urgencyRank(u string) int { return slices.Index(Urgencies(), u) }
