package progress

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// lines are texts below one another, the first as what, the others as who and when.
func lines(what string, quiet ...string) fyne.CanvasObject {
	box := kit.StackGap(2, kit.Body(what).Wrap())
	for _, q := range quiet {
		if strings.TrimSpace(q) != "" {
			box.Add(kit.QuietText(q).Wrap())
		}
	}
	return box
}

// card is a card of rows, or nothing when there are none.
func card(to *fyne.Container, title string, rows []fyne.CanvasObject) {
	if len(rows) > 0 {
		to.Add(kit.NewCard(title, kit.StackGap(12, rows...)))
	}
}

// assessmentRecord is an assessment to be read, with its corrections.
func assessmentRecord(d *desk.Desk, chart *clinic.Chart, a *clinic.Assessment) fyne.CanvasObject {
	out := kit.StackGap(kit.GapWide)
	state := lang.L("To sign")
	if !a.SignedAt.IsZero() {
		state = lang.L("Signed by {{.Who}}, {{.Date}}", map[string]any{"Who": a.SignedBy, "Date": words.Short(chart.Day(a.SignedAt))})
	}
	out.Add(kit.QuietText(state))
	var rows []fyne.CanvasObject
	for _, t := range []struct{ what, text string }{{lang.L("Complaint"), a.Complaint}, {lang.L("Impression"), a.Impression}} {
		if strings.TrimSpace(t.text) != "" {
			rows = append(rows, kit.StackGap(0, kit.QuietText(t.what), kit.Body(t.text).Wrap()))
		}
	}
	card(out, lang.L("In words"), rows)
	rows = nil
	for _, f := range chart.FindingsOf(a.ID) {
		facts := map[string]any{"Kind": words.Say(d.Catalogue.Rated(clinic.FindingTypeName(f.Type), &f)), "Source": lang.L("found by the therapist")}
		if f.Source == clinic.ByPatient {
			facts["Source"] = lang.L("reported by the patient")
		}
		quiet := lang.L("{{.Kind}} · {{.Source}}", facts)
		rows = append(rows, lines(d.Atlas.Label(f.Structure, f.Side), words.Points(quiet, f.Note)))
	}
	card(out, lang.L("Findings"), rows)
	rows = nil
	for _, s := range clinic.AllSeries(d.Catalogue, chart) {
		for _, p := range s.Points {
			if p.AssessmentID == a.ID {
				quiet := Title(d.Atlas.Label, s)
				if i := slices.IndexFunc(chart.Measurements, func(m clinic.Measurement) bool { return m.ID == p.MeasurementID }); i >= 0 {
					quiet = words.Points(quiet, chart.Measurements[i].Colour, chart.Measurements[i].Note)
				}
				rows = append(rows, lines((&clinic.Measure{Unit: s.Unit}).Write(p.Value), quiet))
			}
		}
	}
	card(out, lang.L("Measured"), rows)
	rows = nil
	for _, x := range chart.AddendaOf(a.ID) {
		rows = append(rows, lines(x.Text, lang.L("Reason: {{.What}}", map[string]any{"What": x.Reason}), words.List(x.By, words.Short(chart.Day(x.At)))))
	}
	card(out, lang.L("Corrections"), rows)
	return out
}

// planRecord is a version of a plan to be read.
func planRecord(d *desk.Desk, chart *clinic.Chart, p *clinic.Plan) fyne.CanvasObject {
	out := kit.StackGap(kit.GapWide)
	state := lang.L("Draft: not agreed yet")
	if p.Agreed() {
		state = lang.L("Agreed by {{.Who}}, {{.Date}}", map[string]any{"Who": words.Say(p.AgreedWho()), "Date": words.Short(chart.Day(p.AgreedAt))})
	}
	out.Add(lines(p.Title, state, p.ChangeReason, words.Say(clinic.ScheduleWords(p.Phases))))
	var rows []fyne.CanvasObject
	for _, g := range chart.GoalsOf(p.ID) {
		rows = append(rows, lines(words.Say(g.Name(d.Catalogue)), words.Say(clinic.GoalState(d.Catalogue, chart, &g, d.Today()).Words())))
	}
	card(out, lang.L("Goals, as they stand today"), rows)
	rows = nil
	for _, rx := range chart.PrescriptionsOf(p.ID) {
		var where []string
		for _, t := range rx.Targets {
			where = append(where, d.Atlas.Label(t.Structure, t.Side))
		}
		rows = append(rows, lines(words.Of(d.Catalogue.TechniqueName(rx.Technique), words.List(where...)),
			lang.L("pressure {{.Pressure}} of 5, {{.Minutes}} min", map[string]any{"Pressure": rx.Pressure, "Minutes": clinic.Number(rx.Minutes)})))
	}
	card(out, lang.L("Treatment"), rows)
	rows = nil
	for _, h := range chart.HomeCareOf(p.ID) {
		rows = append(rows, lines(h.Title))
	}
	card(out, lang.L("Home care"), rows)
	return out
}
