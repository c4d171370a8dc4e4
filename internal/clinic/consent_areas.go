package clinic

import (
	"slices"

	"regimen/internal/anatomy"
	"regimen/internal/table"
)

// GeneralArea is the code of the consent to be treated at all. It covers every place that is not sensitive.
const GeneralArea = "general"

// ConsentArea is a part of the body that consent is asked for.
type ConsentArea struct {
	Code string
	Name string
	// Sensitive: in writing in each course of treatment, and said again in each session.
	Sensitive  bool
	Structures []string // codes of the anatomy table; none for GeneralArea
	Ask        string   // what the patient is told, on the screen and on the paper
	Before     string   // what was told while decisions did not keep their words; "" for the same
	Source     string
}

// ConsentTechnique is a technique that needs a written consent of its own.
type ConsentTechnique struct {
	Code   string   // of the techniques
	Name   string   // what is agreed to
	Parts  []string // of the body, for which it is needed; none is anywhere
	Ask    string   // what the patient is told, on the screen and on the paper
	Before string   // as in ConsentArea
	Source string
}

var consentAreaColumns = []string{"code", "name", "sensitive", "structures", "ask", "before", "source"}

func readConsentArea(r *table.Row) ConsentArea {
	a := ConsentArea{
		Code: r.Text("code"), Name: r.Must("name"), Sensitive: r.Yes("sensitive"), Structures: r.List("structures"),
		Ask: r.Must("ask"), Before: r.Text("before"), Source: r.Must("source"),
	}
	switch {
	case a.Code == GeneralArea && (a.Sensitive || len(a.Structures) > 0):
		r.Fail("structures", "the area %q is everything that is not sensitive", GeneralArea)
	case a.Code != GeneralArea && len(a.Structures) == 0:
		r.Fail("structures", "name what belongs to the area")
	}
	return a
}

var consentTechniqueColumns = []string{"code", "name", "parts", "ask", "before", "source"}

func readConsentTechnique(r *table.Row) ConsentTechnique {
	return ConsentTechnique{
		Code: r.Text("code"), Name: r.Must("name"), Parts: r.List("parts"), Ask: r.Must("ask"), Before: r.Text("before"), Source: r.Must("source"),
	}
}

// checkConsent makes sure that there is a general area and that the techniques are there.
func (c *Catalogue) checkConsent(l *table.Reader) {
	if c.ConsentArea(GeneralArea) == nil {
		l.Fail("consent-areas.tsv", 0, "code", "the area %q is missing", GeneralArea)
	}
	for _, t := range c.ConsentTechniques {
		if c.Technique(t.Code) == nil {
			l.Fail("consent-techniques.tsv", 0, "code", "%q is no code of techniques.tsv", t.Code)
		}
	}
}

// ConsentArea by code, or nil.
func (c *Catalogue) ConsentArea(code string) *ConsentArea {
	return find(c.ConsentAreas, func(a *ConsentArea) bool { return a.Code == code })
}

// ConsentAreaName is the name of an area, or its code when it is no longer in the catalogue.
func (c *Catalogue) ConsentAreaName(code string) string {
	if a := c.ConsentArea(code); a != nil {
		return a.Name
	}
	return code
}

// ConsentTechnique by the code of the technique, or nil when the general consent covers it.
func (c *Catalogue) ConsentTechnique(code string) *ConsentTechnique {
	return find(c.ConsentTechniques, func(t *ConsentTechnique) bool { return t.Code == code })
}

// made are targets with the members of those that are groups or regions.
func (c *Catalogue) made(targets []Target) []Target {
	if c.spread == nil {
		return targets
	}
	return c.spread(targets)
}

// Told is what the patient was told when a decision about a subject was made, "" when it is not about it.
func (c *Catalogue) Told(x *Consent, subject ConsentSubject) string {
	i := slices.Index(x.Areas, subject.Area)
	if subject.Technique != "" {
		if i = slices.Index(x.Techniques, subject.Technique); i >= 0 {
			i += len(x.Areas)
		}
	}
	switch {
	case i < 0:
		return ""
	case i < len(x.Told):
		return x.Told[i]
	}
	return subject.before
}

// WordsFor are the words in which a decision is asked now, see Consent.Told.
func (c *Catalogue) WordsFor(x *Consent) []string {
	told := []string{}
	asks := func(same func(ConsentSubject) bool) {
		ask := ""
		if all := c.ConsentSubjects(); slices.ContainsFunc(all, same) {
			ask = all[slices.IndexFunc(all, same)].Ask
		}
		told = append(told, ask)
	}
	for _, code := range x.Areas {
		asks(func(s ConsentSubject) bool { return s.Technique == "" && s.Area == code })
	}
	for _, code := range x.Techniques {
		asks(func(s ConsentSubject) bool { return s.Technique == code })
	}
	return told
}

// SensitiveAreas lists the sensitive areas that targets, or a part of them, lie in, in the order of the catalogue.
func (c *Catalogue) SensitiveAreas(targets []Target) []ConsentArea {
	targets = c.made(targets)
	return where(c.ConsentAreas, func(a *ConsentArea) bool {
		return a.Sensitive && slices.ContainsFunc(targets, func(t Target) bool { return slices.Contains(a.Structures, t.Structure) })
	})
}

// On is the catalogue that compares places by the figure, see anatomy.Atlas.Nearness. Without it only the
// same structure counts as the same place, and a treatment works at its targets alone.
func (c *Catalogue) On(atlas *anatomy.Atlas) *Catalogue {
	on := *c
	on.nearness, on.spread = atlas.Nearness, atlas.Spread
	on.structures = atlas.Structures
	on.structure = func(code string) anatomy.Structure {
		s, _ := atlas.Structure(code)
		return s
	}
	on.actions = func(code string) []string {
		m, ok := atlas.Muscle(code)
		if !ok {
			return nil
		}
		out := make([]string, len(m.Actions))
		for i, a := range m.Actions {
			out[i] = a.Code
		}
		return out
	}
	return &on
}

// nearest tells how near two areas come. A structure with no side, or on the midline, meets both of its sides.
func (c *Catalogue) nearest(a, b []Target) anatomy.Nearness {
	if Overlap(a, b) {
		return anatomy.Same
	}
	best := anatomy.Apart
	if c.nearness == nil {
		return best
	}
	for _, x := range a {
		for _, y := range b {
			best = max(best, c.nearness(x, y))
		}
	}
	return best
}

// KeepClear is a place that must not be treated while a local contraindication stands.
type KeepClear struct {
	Target Target
	Item   *ScreeningItem
}

// KeepClears lists the places to keep clear of: those named with local contraindications that were not
// denied and are not cleared, each place once for each item.
func KeepClears(cat *Catalogue, chart *Chart, today Date) []KeepClear {
	var out []KeepClear
	for _, f := range OpenFlags(cat, chart, today) {
		if f.Item.Group != GroupLocal {
			continue
		}
		for _, t := range f.Answer.Targets {
			out = append(out, KeepClear{t, f.Item})
		}
	}
	return out
}
