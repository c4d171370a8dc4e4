package today

import (
	"context"

	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// form is an intake form that something is to be done about.
type form struct {
	clinic.Intake
	name   string
	waits  int  // answers to look at
	urgent bool // one of them cannot wait
	left   bool // it was begun long ago and not handed back
}

// readForms reads the forms with answers to look at, those first that tell what cannot wait, and those that were not handed
// back.
func (s *Screen) readForms(ctx context.Context, today clinic.Date) ([]form, error) {
	all, err := s.d.Store.OpenIntakes(ctx)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	ids := make([]string, len(all))
	for i := range all {
		ids[i] = all[i].PatientID
	}
	charts, err := s.d.Store.Charts(ctx, ids, []clinic.Kind{clinic.KindPatient, clinic.KindIntake, clinic.KindIntakeChoice})
	if err != nil {
		return nil, err
	}
	var first, then []form
	for i, in := range all {
		chart := charts[i]
		if chart.OnlyNamed || chart.Patient.ID == "" {
			continue // it cannot be read now
		}
		f := form{Intake: in, name: chart.Patient.Name(), waits: chart.ToLookAt(s.d.Catalogue, &in), left: in.Left(today), urgent: len(chart.UrgentAnswers(s.d.Catalogue)) > 0}
		switch {
		case f.urgent && (f.waits > 0 || in.FinishedAt.IsZero()):
			first = append(first, f)
		case f.waits > 0 || f.left:
			then = append(then, f)
		}
	}
	return append(first, then...), nil
}

// forms are the intake forms as what waits to be done.
func (s *Screen) forms(list []form) []task {
	var out []task
	for _, f := range list {
		row := kit.Row{What: f.name}
		switch {
		case f.waits > 0:
			row.Quiet = lang.N("Answers of {{.Day}} to look at: {{.Count}}", f.waits, map[string]any{"Day": words.Short(f.Day), "Count": f.waits})
		case f.left:
			row.Quiet = lang.L("The intake form begun on {{.Day}} was not handed back.", map[string]any{"Day": words.Short(f.Day)})
		default:
			row.Quiet = lang.L("The intake form of {{.Day}} is being filled in.", map[string]any{"Day": words.Short(f.Day)})
		}
		if f.urgent {
			row.Badge, row.Tone = lang.L("Urgent"), kit.ToneDanger
		}
		out = append(out, task{row, func() { s.d.Open(f.PatientID, desk.Summary) }})
	}
	return out
}
