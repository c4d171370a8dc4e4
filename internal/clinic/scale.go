package clinic

import (
	"slices"

	"regimen/internal/anatomy"
	"regimen/internal/script"
	"regimen/internal/table"
)

// Scale is how it is said how strong a finding is. Whatever its words, a finding keeps a number from 0 to 10, and 0 is that
// somebody looked and there is nothing.
type Scale struct {
	Code  string
	Title string // what is asked
	// Low and High say the ends of a scale that is answered with the number; both are "" for one of steps.
	Low, High string
	// Measure is the measure of palpation that it reads, so that one answer is both; "" for none.
	Measure string
	// Change is the least change that is called one: points of ten, or steps.
	Change int
	Source string
	// Steps are in words, the weakest first; none for a scale of numbers.
	Steps []ScaleStep
}

// ScaleStep is one step of a Scale in words.
type ScaleStep struct {
	Code  string
	Scale string
	From  int // the least number that reads as this step
	Value int // the number that is kept when it is chosen
	Sign  string
	Word  string
	Means string
	Grade string // a code of the grades of palpation; "" where the scale reads no measure
}

// Term is the step within a sentence.
func (s *ScaleStep) Term() Term { return Term{"step", s.Code, script.LowerFirst(s.Word)} }

var scaleColumns = []string{"code", "title", "low", "high", "measure", "change", "source"}

func readScale(r *table.Row) Scale {
	s := Scale{
		Code: r.Text("code"), Title: r.Must("title"), Low: r.Text("low"), High: r.Text("high"), Measure: r.Text("measure"),
		Change: r.Count("change"), Source: r.Must("source"),
	}
	if (s.Low == "") != (s.High == "") {
		r.Fail("high", "a scale has both ends in words or none")
	}
	if s.Change < 1 {
		r.Fail("change", "the least change is at least 1")
	}
	return s
}

var stepColumns = []string{"code", "scale", "from", "value", "sign", "word", "means", "grade", "source"}

func readStep(r *table.Row) ScaleStep {
	r.Must("source")
	return ScaleStep{
		Code: r.Text("code"), Scale: r.Must("scale"), From: r.Count("from"), Value: r.Count("value"), Sign: r.Must("sign"),
		Word: r.Must("word"), Means: r.Must("means"), Grade: r.Text("grade"),
	}
}

// takeSteps gives each scale its steps and checks that every number from 0 to 10 reads as one.
func (c *Catalogue) takeSteps(l *table.Reader, steps []ScaleStep) {
	for _, s := range steps {
		if c.scale(s.Scale) == nil {
			l.Fail("steps.tsv", 0, "scale", "%q of %q is no code of scales.tsv", s.Scale, s.Code)
		}
	}
	for i := range c.Scales {
		s := &c.Scales[i]
		s.Steps = where(steps, func(x *ScaleStep) bool { return x.Scale == s.Code })
		if numbers := s.Low != ""; numbers != (len(s.Steps) == 0) {
			l.Fail("scales.tsv", 0, "low", "%q has either ends in words or steps", s.Code)
		}
		if s.Measure != "" && len(c.PalpationGrades(s.Measure)) == 0 {
			l.Fail("scales.tsv", 0, "measure", "%q of %q has no grades in palpation.tsv", s.Measure, s.Code)
		}
		for n := range s.Steps {
			c.checkStep(l, s, n)
		}
	}
}

func (c *Catalogue) checkStep(l *table.Reader, s *Scale, n int) {
	x := &s.Steps[n]
	fail := func(column, format string, args ...any) {
		l.Fail("steps.tsv", 0, column, "%q: "+format, append([]any{x.Code}, args...)...)
	}
	next := 11
	if n+1 < len(s.Steps) {
		next = s.Steps[n+1].From
	}
	switch {
	case n == 0 && (x.From != 0 || x.Value != 0 || next != 1):
		fail("from", "the first step is 0 alone")
	case n > 0 && x.From <= s.Steps[n-1].From:
		fail("from", "the steps rise")
	case x.Value < x.From || x.Value >= next:
		fail("value", "%d does not read as this step", x.Value)
	}
	if (x.Grade != "") != (s.Measure != "") {
		fail("grade", "a step has a grade where its scale reads a measure")
	} else if g := c.palpationGrade(x.Grade); x.Grade != "" && (g == nil || g.Measure != s.Measure) {
		fail("grade", "%q is no grade of %q", x.Grade, s.Measure)
	}
}

// scale by code, or nil.
func (c *Catalogue) scale(code string) *Scale {
	if c == nil {
		return nil
	}
	return find(c.Scales, func(s *Scale) bool { return s.Code == code })
}

// palpationGrade by code, or nil.
func (c *Catalogue) palpationGrade(code string) *PalpationGrade {
	return find(c.Palpation, func(g *PalpationGrade) bool { return g.Code == code })
}

// Step is what a number reads as; nil on a scale of numbers.
func (s *Scale) Step(severity int) *ScaleStep {
	if s == nil {
		return nil
	}
	var at *ScaleStep
	for i := range s.Steps {
		if s.Steps[i].From <= severity {
			at = &s.Steps[i]
		}
	}
	return at
}

// Graded is the step of a grade of palpation; nil where it has none, as what is softer than usual on a scale of tension.
func (s *Scale) Graded(grade string) *ScaleStep {
	if s == nil || grade == "" {
		return nil
	}
	return find(s.Steps, func(x *ScaleStep) bool { return x.Grade == grade })
}

// moved is 1 where something became stronger by what counts as a change, -1 where it became weaker, else 0. Numbers that were
// kept before there were steps change by no less than points do.
func (s *Scale) moved(from, to int) int {
	if to < from {
		return -s.moved(to, from)
	}
	by, least := to-from, SeverityChange
	switch {
	case by < SeverityChange:
		return 0
	case s != nil && len(s.Steps) > 0:
		index := func(n int) int {
			return slices.IndexFunc(s.Steps, func(x ScaleStep) bool { return x.Code == s.Step(n).Code })
		}
		by, least = index(to)-index(from), s.Change
	case s != nil:
		least = s.Change
	}
	if by < least {
		return 0
	}
	return 1
}

// FindingFit is what can be said of a sort of finding.
type FindingFit struct {
	Code string // of FindingTypes
	// Scale is of what the therapist finds, Told of what the patient reports; "" where no patient can.
	Scale, Told string
	// Grades are codes of the grades of palpation that are offered with it.
	Grades    []string
	Qualities []string // of what the patient reports
	Tissues   []string
	On        []anatomy.Kind // the sorts of structure it can be on
	Source    string
}

var fitColumns = []string{"code", "scale", "told", "grades", "qualities", "tissues", "on", "source"}

func readFit(r *table.Row) FindingFit {
	var sorts []string
	for _, t := range FindingTypes() {
		sorts = append(sorts, t.Code)
	}
	f := FindingFit{
		Code: r.Choice("code", sorts...), Scale: r.Must("scale"), Told: r.Text("told"), Grades: r.List("grades"),
		Qualities: r.Choices("qualities", Qualities()...), Tissues: r.Choices("tissues", Tissues()...),
		On: readStructureKinds(r, "on"), Source: r.Must("source"),
	}
	if findingType(f.Code).Patient != (f.Told != "") {
		r.Fail("told", "what a patient can report has a scale for it, and nothing else")
	}
	return f
}

func readStructureKinds(r *table.Row, column string) []anatomy.Kind {
	var known []string
	for _, k := range anatomy.Kinds() {
		known = append(known, string(k))
	}
	var out []anatomy.Kind
	for _, k := range r.Choices(column, known...) {
		out = append(out, anatomy.Kind(k))
	}
	if len(out) == 0 {
		r.Fail(column, "it is empty")
	}
	return out
}

// MadeOf is the tissues of a sort of structure.
type MadeOf struct {
	Kind    anatomy.Kind
	Tissues []string
	Source  string
}

var madeOfColumns = []string{"code", "tissues", "source"}

func readMadeOf(r *table.Row) MadeOf {
	kind := anatomy.Kind("")
	if k := readStructureKinds(r, "code"); len(k) == 1 {
		kind = k[0]
	}
	return MadeOf{Kind: kind, Tissues: r.Choices("tissues", Tissues()...), Source: r.Must("source")}
}

// checkFits makes sure that each sort of finding and of structure has its row, and writes the grades that a row names by
// their measure one by one.
func (c *Catalogue) checkFits(l *table.Reader) {
	for _, t := range FindingTypes() {
		f := c.fit(t.Code)
		if f == nil {
			l.Fail("findings.tsv", 0, "code", "%q has no row", t.Code)
			continue
		}
		for column, code := range map[string]string{"scale": f.Scale, "told": f.Told} {
			if code != "" && c.scale(code) == nil {
				l.Fail("findings.tsv", 0, column, "%q of %q is no code of scales.tsv", code, f.Code)
			}
		}
		var grades []string
		for _, code := range f.Grades {
			of := c.PalpationGrades(code)
			if g := c.palpationGrade(code); g != nil {
				of = []PalpationGrade{*g}
			}
			if len(of) == 0 {
				l.Fail("findings.tsv", 0, "grades", "%q of %q is in palpation.tsv neither a measure nor a grade", code, f.Code)
			}
			for _, g := range of {
				grades = append(grades, g.Code)
			}
		}
		f.Grades = grades
		if s := c.scale(f.Scale); s != nil {
			for i := range s.Steps {
				if g := s.Steps[i].Grade; g != "" && !slices.Contains(grades, g) {
					l.Fail("findings.tsv", 0, "grades", "%q is not offered, and the scale of %q reads it", g, f.Code)
				}
			}
		}
	}
	for _, k := range anatomy.Kinds() {
		if find(c.Made, func(m *MadeOf) bool { return m.Kind == k }) == nil {
			l.Fail("tissues.tsv", 0, "code", "%q has no row", k)
		}
	}
}

// fit is the row of a sort of finding, or nil.
func (c *Catalogue) fit(sort string) *FindingFit {
	if c == nil {
		return nil
	}
	return find(c.Fits, func(f *FindingFit) bool { return f.Code == sort })
}

// ScaleOf is the scale of a sort of finding by who says so, or nil.
func (c *Catalogue) ScaleOf(sort string, source Source) *Scale {
	f := c.fit(sort)
	switch {
	case f == nil:
		return nil
	case source == ByPatient && f.Told != "":
		return c.scale(f.Told)
	}
	return c.scale(f.Scale)
}

// Degree is how strong a finding of a sort is, in the words of its scale within a sentence: "6/10", "moderate".
func (c *Catalogue) Degree(sort string, source Source, severity int) Sentence {
	if step := c.ScaleOf(sort, source).Step(severity); step != nil {
		return Say("{{.Degree}}", Args{"Degree": step.Term()})
	}
	return Say("{{.N}}/10", Args{"N": severity})
}

// degreeAlone is Degree where a number stands beside another: "6", "moderate".
func (c *Catalogue) degreeAlone(sort string, source Source, severity int) Sentence {
	if step := c.ScaleOf(sort, source).Step(severity); step != nil {
		return Say("{{.Degree}}", Args{"Degree": step.Term()})
	}
	return Say("{{.N}}", Args{"N": severity})
}

// Rated is what was found, such as its name, with how strong it is where that was said: "pain 6/10", "swelling, moderate".
func (c *Catalogue) Rated(what Sentence, f *Finding) Sentence {
	switch {
	case f.Severity == nil:
		return what
	case c.ScaleOf(f.Type, f.Source).Step(*f.Severity) != nil:
		return Say("{{.What}}, {{.Degree}}", Args{"What": what, "Degree": c.Degree(f.Type, f.Source, *f.Severity)})
	}
	return Say("{{.What}} {{.Degree}}", Args{"What": what, "Degree": c.Degree(f.Type, f.Source, *f.Severity)})
}

// FindingFits reports whether a sort of finding can be on a structure. What the figure does not know it takes as it is.
func (c *Catalogue) FindingFits(sort, structure string) bool {
	f, kind := c.fit(sort), c.kindOf(structure)
	return f == nil || kind == "" || slices.Contains(f.On, kind)
}

// kindOf is the sort of a structure; "" where it is not known.
func (c *Catalogue) kindOf(structure string) anatomy.Kind {
	if c == nil || c.structure == nil {
		return ""
	}
	return c.structure(structure).Kind
}

// FindingTissues are the tissues that a sort of finding can lie in on a structure.
func (c *Catalogue) FindingTissues(sort, structure string) []string {
	f := c.fit(sort)
	if f == nil {
		return Tissues()
	}
	made := find(c.Made, func(m *MadeOf) bool { return m.Kind == c.kindOf(structure) })
	return where(f.Tissues, func(t *string) bool { return made == nil || slices.Contains(made.Tissues, *t) })
}

// FindingQualities are the words for how a sort of finding feels to who says so.
func (c *Catalogue) FindingQualities(sort string, source Source) []string {
	switch f := c.fit(sort); {
	case f == nil:
		return Qualities()
	case source == ByPatient:
		return f.Qualities
	}
	return nil
}

// FindingGrades are the grades of a measure of palpation that are offered with a sort of finding; "" is none.
func (c *Catalogue) FindingGrades(sort, measure string) []PalpationGrade {
	all := c.PalpationGrades(measure)
	if f := c.fit(sort); f != nil {
		return where(all, func(g *PalpationGrade) bool { return slices.Contains(f.Grades, g.Code) })
	}
	return all
}

// As is the finding as one of another sort: what can be said of that one stays, and how strong it is where the scale is the
// same.
func (f *Finding) As(cat *Catalogue, sort string) *Finding {
	x := *f
	if was, is := cat.ScaleOf(f.Type, f.Source), cat.ScaleOf(sort, f.Source); was != is {
		x.Severity = nil
	}
	x.Type = sort
	x.tidy(cat)
	return &x
}

// tidy takes off what cannot be said of the finding.
func (f *Finding) tidy(cat *Catalogue) {
	if !slices.Contains(cat.FindingTissues(f.Type, f.Structure), f.Tissue) {
		f.Tissue = ""
	}
	if !slices.Contains(cat.FindingQualities(f.Type, f.Source), f.Quality) {
		f.Quality = ""
	}
}

// check refuses a sort of finding where it cannot be, and what cannot be said of it. That nothing was there can be said of
// anything.
func (f *Finding) check(cat *Catalogue, _ Date) error {
	var k checks
	if !f.Gone() && !cat.FindingFits(f.Type, f.Structure) {
		k.fail("type", Say("{{.What}} cannot be on this structure. Mark it on what lies beside or under it.", Args{"What": FindingTypeName(f.Type)}))
	}
	if f.Tissue != "" && !slices.Contains(cat.FindingTissues(f.Type, f.Structure), f.Tissue) {
		k.fail("tissue", Say("{{.What}} on this structure cannot lie in this tissue.", Args{"What": FindingTypeName(f.Type)}))
	}
	if f.Quality != "" && !slices.Contains(cat.FindingQualities(f.Type, f.Source), f.Quality) {
		k.fail("quality", Say("How it feels is the patient’s to say, of what the patient reports: of {{.What}} this word is not said.", Args{"What": FindingTypeInside(f.Type)}))
	}
	return k.err()
}
