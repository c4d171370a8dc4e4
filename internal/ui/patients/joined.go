package patients

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/store/lookup"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// mostSame is how many patients are offered who may be the same person.
const mostSame = 5

// doubled is the card of the details on which the patient is said to be the same person as another one, and on which records
// that were joined are taken apart again.
type doubled struct {
	d      *desk.Desk
	id     string
	search *kit.Search
	found  *fyne.Container
	joined *fyne.Container
	asked  int // counts the searches, so that only the last answer is shown
	object fyne.CanvasObject
}

func newDoubled(d *desk.Desk, id string) *doubled {
	s := &doubled{d: d, id: id, found: kit.StackGap(0), joined: kit.StackGap(kit.GapWide)}
	s.search = kit.NewSearch(lang.L("Name, birth date or phone of the other record"), s.look)
	parts := []fyne.CanvasObject{s.joined}
	if d.Join != nil {
		parts = append(parts, kit.NewField(lang.L("This is the same person as"), kit.Stack(s.search, s.found)).
			Help(lang.L("Both records are shown side by side before anything is joined.")))
	}
	s.object = kit.NewCard(lang.L("Entered twice"), kit.StackGap(kit.GapWide, parts...))
	s.show()
	return s
}

// look finds who may be meant; whoever is this patient already is left out.
func (s *doubled) look(typed string) {
	s.asked++
	asked := s.asked
	if strings.TrimSpace(typed) == "" {
		s.offer(nil)
		return
	}
	kit.Work(func(ctx context.Context) ([]lookup.Hit, error) { return s.d.Store.Search(ctx, typed, mostSame+1) },
		func(hits []lookup.Hit, err error) {
			switch {
			case asked != s.asked:
			case err != nil:
				s.d.Fail(err)
			default:
				s.offer(hits)
			}
		})
}

func (s *doubled) offer(hits []lookup.Hit) {
	s.found.Objects = nil
	for _, h := range hits {
		if h.ID != s.id && len(s.found.Objects) < mostSame {
			s.found.Add(kit.NewTwoLine(Row(h, s.d.Today()), func() {
				s.search.SetText("")
				s.d.Join(s.id, h.ID)
			}))
		}
	}
	if len(hits) == 0 && strings.TrimSpace(s.search.Text) != "" {
		s.found.Add(kit.QuietText(lang.L("Nobody by this name, birth date or phone")))
	}
	s.object.Refresh()
}

// show tells which records were joined into this one.
func (s *doubled) show() {
	chart := s.d.Chart(s.id)
	s.joined.Objects = nil
	for i := range chart.Joined {
		j := &chart.Joined[i]
		other := chart.Other(j.Other)
		if other == nil {
			continue
		}
		said := map[string]any{"Name": other.Name(), "Date": words.Long(s.d.Day(j.At)), "By": j.By}
		text := lang.L("The record of {{.Name}} was joined on {{.Date}}.", said)
		if j.By != "" {
			text = lang.L("The record of {{.Name}} was joined on {{.Date}} by {{.By}}.", said)
		}
		parts := []fyne.CanvasObject{kit.Body(text).Wrap()}
		if own := s.own(chart, other); own != "" {
			parts = append(parts, kit.QuietText(lang.L("In that record stands otherwise: {{.Details}}", map[string]any{"Details": own})).Wrap())
		}
		parts = append(parts, kit.FlowRow(kit.NewButton(lang.L("Take apart"), kit.IconUndo, func() { s.takeApart(*j) })))
		s.joined.Add(kit.Stack(parts...))
	}
	kit.SetHidden(s.joined, len(s.joined.Objects) == 0)
	s.object.Refresh()
}

// own are the details that the other record has otherwise.
func (s *doubled) own(chart *clinic.Chart, other *clinic.Patient) string {
	w := words.Fields{Catalogue: s.d.Catalogue, Zone: s.d.Clock().Location()}
	var out []string
	for _, f := range clinic.ContentFields(clinic.KindPatient) {
		theirs, stays := w.Text(other, f), w.Text(&chart.Patient, f)
		if f == "notes" || f == "alerts" { // of which both were kept
			if strings.Contains(stays, theirs) {
				stays = theirs
			}
		}
		if theirs != words.Nothing && theirs != stays {
			out = append(out, lang.L("{{.Field}}: {{.Value}}", map[string]any{"Field": words.Say(clinic.FieldName(clinic.KindPatient, f)), "Value": theirs}))
		}
	}
	return strings.Join(out, "  ·  ")
}

// takeApart says what will come of it, and does it.
func (s *doubled) takeApart(j clinic.Joined) {
	chart, err := s.d.Read(s.id)
	if err != nil {
		s.d.Fail(err)
		return
	}
	other := chart.Other(j.Other)
	if other == nil {
		return
	}
	goes := clinic.PeopleOf(without(chart.Joined, j.ID)).Members(other.ID)
	entries := 0
	for _, r := range chart.Records() {
		for _, id := range goes {
			if r.Kind() != clinic.KindPatient && chart.MadeFor(r.Key()) == id {
				entries++
			}
		}
	}
	// A joining concerns the details of the record into which it was made, which may itself be read with another now.
	patient := chart.Patient
	if own := chart.Other(j.PatientID); own != nil {
		patient = *own
	}
	op, stays := clinic.TakeApart(s.d.Env(), j, patient, other.Name())
	names := map[string]any{"Other": other.Name(), "Name": patient.Name()}
	says := []string{
		words.Say(clinic.SayCount(entries,
			"{{.Count}} entry goes back to the record of {{.Other}}: what was written there before, and what belongs to it since. All else stays with {{.Name}}.",
			"{{.Count}} entries go back to the record of {{.Other}}: what was written there before, and what belongs to them since. All else stays with {{.Name}}.",
			clinic.Args{"Other": other.Name(), "Name": patient.Name()})),
	}
	if len(op.Put) > 1 {
		says = append(says, lang.L("The details of {{.Name}} become again what they were before.", names))
	}
	for i, f := range stays {
		stays[i] = words.Say(clinic.FieldName(clinic.KindPatient, f))
	}
	if len(stays) > 0 {
		says = append(says, lang.L("Changed since, and left as it is now: {{.Fields}}.", map[string]any{"Fields": words.List(stays...)}))
	}
	kit.Confirm(s.d.Window, lang.L("Take the two records apart?"), strings.Join(says, " "), lang.L("Take apart"), lang.L("Leave them joined"), false, func(yes bool) {
		if yes && s.d.Apply(op) == nil {
			s.d.Tell(lang.L("The records of {{.Other}} and {{.Name}} are apart again.", names), func() { s.d.Undo(op.Scope) })
		}
	})
}

// without is all joinings but one, which ends.
func without(list []clinic.Joined, id string) []clinic.Joined {
	var out []clinic.Joined
	for _, j := range list {
		if j.ID != id {
			out = append(out, j)
		}
	}
	return out
}
