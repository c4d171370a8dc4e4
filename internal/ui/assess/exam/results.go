package exam

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/script"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// resultsPage is every result of the assessment to be read: by region what was found, then what was as usual.
type resultsPage struct {
	endTool
	list *fyne.Container
	root fyne.CanvasObject
}

func newResultsPage(t *Step) step.Step {
	p := &resultsPage{endTool: endTool{t}, list: kit.StackGap(kit.GapWide)}
	p.root = kit.MaxWidth(900, p.list)
	return p
}

func (p *resultsPage) Object() fyne.CanvasObject { return p.root }
func (p *resultsPage) Leave()                    {}

func (p *resultsPage) Show() {
	s := p.t.s
	p.list.Objects = nil
	lines := clinic.TestLines(s.Desk.Catalogue, s.Chart(), s.Current())
	var regions []string
	for _, l := range lines {
		if !slices.Contains(regions, l.Region) {
			regions = append(regions, l.Region)
		}
	}
	for _, c := range clinic.ClusterStates(s.Desk.Catalogue, clinic.ResultsIn(s.Desk.Catalogue, s.Chart(), s.Assessment)) {
		if c.Met {
			p.list.Add(groupLine(&c))
		}
	}
	for _, r := range regions {
		part := kit.Stack()
		var results []clinic.Sentence                    // results that say nothing is wrong, in their order
		usual := map[clinic.Sentence][]clinic.TestLine{} // and the tests that had them
		for _, l := range lines {
			switch {
			case l.Region != r:
			case l.Positive || l.Note != "" || l.Changed:
				part.Add(resultLine(&l))
			default:
				if usual[l.Result] == nil {
					results = append(results, l.Result)
				}
				usual[l.Result] = append(usual[l.Result], l)
			}
		}
		for _, result := range results {
			part.Add(kit.QuietText(script.UpperFirst(words.Say(result)) + ": " + strings.Join(together(usual[result]), "; ")).Wrap())
		}
		title := r
		if r == "" {
			title = lang.L("No longer in the tables")
		}
		p.list.Add(kit.NewCard(title, part))
	}
	if len(lines) == 0 {
		p.list.Add(kit.Body(lang.L("No test was recorded in this assessment.")).In(kit.ColorQuiet))
	}
	p.list.Refresh()
}

// together joins the two sides of a test: "Neer, left" and "Neer, right" are "Neer, both sides".
func together(lines []clinic.TestLine) []string {
	var out []string
	for i := range lines {
		l := &lines[i]
		if i > 0 && l.Side == anatomy.Right && lines[i-1].Side == anatomy.Left && lines[i-1].Test == l.Test {
			out[len(out)-1] = lang.L("{{.Test}}, both sides", map[string]any{"Test": l.Test})
			continue
		}
		out = append(out, words.Say(l.What))
	}
	return out
}

func resultLine(l *clinic.TestLine) fyne.CanvasObject {
	icon, color := kit.IconCheck, kit.ColorQuiet
	switch {
	case l.Urgent:
		icon, color = kit.IconAlert, kit.ColorError
	case l.Positive:
		icon, color = kit.IconInfo, kit.ColorWarning
	}
	parts := []fyne.CanvasObject{kit.Strong(words.Of(words.Say(l.What), words.Say(l.Result))).Wrap()}
	if l.Action != "" {
		parts = append(parts, kit.Body(lang.L("What was done: {{.What}}", map[string]any{"What": l.Action})).Wrap())
	}
	if l.Note != "" {
		parts = append(parts, kit.Body(l.Note).Wrap())
	}
	if !l.Before.IsZero() {
		parts = append(parts, kit.QuietText(script.UpperFirst(words.Say(l.Before))))
	}
	return kit.Border(nil, nil, container.NewVBox(kit.IconView(icon, color)), nil, kit.StackGap(0, parts...))
}
