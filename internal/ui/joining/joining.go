// Package joining is the screen on which two records are looked at side by side, and joined when they are of one person.
package joining

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/page"
	"regimen/internal/words"
)

// Screen shows two records, what stays of each, and what is to be known before they are joined.
type Screen struct {
	d     *desk.Desk
	ids   [2]string
	sides [2]side
	loads int                // counts the readings, so that only the last is shown
	stays int                // which of the two stays
	takes [2]map[string]bool // what is taken from the other where that one stays, by the name of the clinic.JoinChoice
	sure  bool               // what speaks against it was answered
	done  bool
	page  *fyne.Container
	shown *kit.DragScroll // in the page, nil while there is nothing to choose
	join  *kit.Button
	says  *kit.Text

	object fyne.CanvasObject
}

// asked is the chip by which somebody says that the patient was asked.
const asked = "asked"

// New looks at two patients. The record in which more was written stays, unless the other is chosen.
func New(d *desk.Desk, one, other string) *Screen {
	s := &Screen{d: d, ids: [2]string{one, other}, takes: [2]map[string]bool{{}, {}}, page: container.NewStack()}
	s.join = kit.PrimaryButton(lang.L("Join the records"), kit.IconCheck, s.joinThem)
	s.says = kit.Body("").In(kit.ColorQuiet).Lines(2)
	s.object = container.NewBorder(nil, kit.NewFootBar(s.says, s.join), nil, nil, s.page)
	s.join.Hide()
	s.load()
	return s
}

// side is one of the two, as it was read last.
type side struct {
	chart *clinic.Chart
	diary []clinic.Appointment
}

// load reads the two and shows them.
func (s *Screen) load() {
	s.loads++
	loads := s.loads
	over := s.d.Slow(lang.L("Fetching the records…"))
	kit.Work(func(ctx context.Context) (sides [2]side, err error) {
		for i, id := range s.ids {
			if sides[i].chart, err = s.d.Store.Chart(ctx, id); err != nil {
				return sides, err
			}
			if sides[i].diary, err = s.d.Store.Appointments(ctx, id, ""); err != nil {
				return sides, err
			}
		}
		return sides, nil
	}, func(sides [2]side, err error) {
		over()
		if loads != s.loads {
			return
		}
		if err != nil {
			s.d.Fail(err)
			return
		}
		first := s.sides[0].chart == nil
		s.sides = sides
		if first && len(sides[1].chart.Records()) > len(sides[0].chart.Records()) {
			s.stays = 1
		}
		s.show()
	})
}

// Object is part of desk.Screen.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Refresh is part of desk.Screen.
func (s *Screen) Refresh(ch clinic.Changes) {
	if ch.Touches(s.ids[0]) || ch.Touches(s.ids[1]) {
		s.load()
	}
}

// Leave is part of desk.Screen. Nothing is kept of what was only looked at.
func (s *Screen) Leave() {}

// joining is what would come of it; nil when the two are of one person already, or not read yet.
func (s *Screen) joining() *clinic.Joining {
	stays, other := s.sides[s.stays], s.sides[1-s.stays]
	if stays.chart == nil || stays.chart.Patient.ID == other.chart.Patient.ID {
		return nil
	}
	return &clinic.Joining{Stays: stays.chart, Other: other.chart, Diary: [2][]clinic.Appointment{stays.diary, other.diary}, Theirs: s.takes[s.stays]}
}

func (s *Screen) show() {
	j := s.joining()
	kit.SetHidden(s.join, j == nil)
	if j == nil {
		s.says.SetText("")
		s.page.Objects = []fyne.CanvasObject{kit.NewEmptyState(kit.IconPerson, lang.L("These are one record"),
			lang.L("They were joined. Taking them apart again is done in the details."), lang.L("Open the record"), func() { s.d.Open(s.ids[0], desk.Details) })}
		s.page.Refresh()
		return
	}
	s.says.SetText(lang.L("The record of {{.Other}} then leads to that of {{.Name}}. Nothing is moved or lost, and the two can be taken apart again at any time.",
		map[string]any{"Other": j.Other.Patient.Name(), "Name": j.Stays.Patient.Name()}))
	var cards []fyne.CanvasObject
	warnings, hold := s.warnings(j)
	if warnings != nil {
		cards = append(cards, warnings)
	}
	cards = append(cards, s.which(j), s.choices(j), s.kept(j), s.counts(j))
	kit.SetEnabled(s.join, !hold)
	var at fyne.Position
	if s.shown != nil {
		at = s.shown.Offset
	}
	s.shown = page.New(cards...)
	s.page.Objects = []fyne.CanvasObject{s.shown}
	s.page.Refresh()
	s.shown.ScrollToOffset(at) // what was tapped stays under the finger
}

// warnings are what is to be known before; hold is whether something is to be answered first.
func (s *Screen) warnings(j *clinic.Joining) (card fyne.CanvasObject, hold bool) {
	list := kit.StackGap(kit.Gap)
	against := false
	for _, w := range j.Warnings(s.d.Catalogue, s.d.Today()) {
		r := kit.NewRemark()
		tone := kit.ToneWarning
		if w.Ask {
			against, tone = true, kit.ToneDanger
		}
		r.Set(words.Say(w.Says), tone)
		list.Add(r.Object)
	}
	if against {
		sure := kit.NewMultiChips([]kit.Option{{ID: asked, Label: lang.L("I asked: this is one person")}}, func(ids []string) {
			s.sure = len(ids) > 0
			s.show()
		})
		if s.sure {
			sure.SetChosen(asked)
		}
		list.Add(sure)
	}
	if len(list.Objects) == 0 {
		return nil, false
	}
	return kit.NewCard(lang.L("Know before you join them"), list), against && !s.sure
}

// which asks which of the two stays.
func (s *Screen) which(j *clinic.Joining) fyne.CanvasObject {
	charts := [2]*clinic.Chart{j.Stays, j.Other}
	options := make([]kit.Option, 2)
	for i := range options {
		c := charts[(i+s.stays)%2] // in the order in which they were handed over
		options[i] = kit.Option{ID: string(rune('0' + i)), Label: s.called(c)}
	}
	choose := kit.NewSegmented(options, func(id string) {
		s.stays = int(id[0] - '0')
		s.show()
	})
	choose.SetChosen(options[s.stays].ID)
	return kit.NewCard(lang.L("Which record stays"), choose)
}

// called is what tells the two apart: the name and since when there is a record.
func (s *Screen) called(c *clinic.Chart) string {
	said := map[string]any{"Name": c.Patient.Name(), "Date": words.Short(s.d.Day(c.Patient.CreatedAt))}
	if last := c.LastVisit(); last.Valid() {
		said["Last"] = words.Short(last)
		return lang.L("{{.Name}}, since {{.Date}}, last visit {{.Last}}", said)
	}
	return lang.L("{{.Name}}, since {{.Date}}, no visit yet", said)
}

// choices asks for each detail in which the two differ.
func (s *Screen) choices(j *clinic.Joining) fyne.CanvasObject {
	w := words.Fields{Catalogue: s.d.Catalogue, Zone: s.d.Clock().Location()}
	list := kit.StackGap(kit.GapWide)
	for _, c := range j.Choices() {
		var names []string
		var values [2][]string
		for _, f := range c.Fields {
			names = append(names, words.Say(clinic.FieldName(clinic.KindPatient, f)))
			for i, p := range []*clinic.Patient{&j.Stays.Patient, &j.Other.Patient} {
				if v := w.Text(p, f); v != words.Nothing {
					values[i] = append(values[i], v)
				}
			}
		}
		choose := kit.NewSegmented([]kit.Option{{ID: "stays", Label: strings.Join(values[0], ", ")}, {ID: "other", Label: strings.Join(values[1], ", ")}}, func(id string) {
			s.takes[s.stays][c.Name] = id == "other"
			s.show()
		})
		choose.SetChosen("stays")
		if j.Theirs[c.Name] {
			choose.SetChosen("other")
		}
		list.Add(kit.NewField(words.List(names...), choose))
	}
	if len(list.Objects) == 0 {
		list.Add(kit.QuietText(lang.L("The two do not contradict each other.")))
	}
	return kit.NewCard(lang.L("Where they differ, choose what stays"), list)
}

// kept are the details as they will be.
func (s *Screen) kept(j *clinic.Joining) fyne.CanvasObject {
	p := j.Details()
	w := words.Fields{Catalogue: s.d.Catalogue, Zone: s.d.Clock().Location()}
	list := kit.StackGap(kit.Gap)
	for _, f := range clinic.ContentFields(clinic.KindPatient) {
		if v := w.Text(&p, f); v != words.Nothing && f != "archived_at" {
			list.Add(pair(words.Say(clinic.FieldName(clinic.KindPatient, f)), v))
		}
	}
	return kit.NewCard(lang.L("The details will be"), list)
}

func pair(name, value string) fyne.CanvasObject {
	return kit.Shares([]float32{0.3, 0.7}, kit.QuietText(name).Wrap(), kit.Body(value).Wrap())
}

// counted are the kinds that are counted by themselves; all others are counted together.
func counted() []struct {
	kind clinic.Kind
	name string
} {
	return []struct {
		kind clinic.Kind
		name string
	}{
		{clinic.KindAssessment, lang.L("Assessments")},
		{clinic.KindPlan, lang.L("Plans")},
		{clinic.KindSession, lang.L("Sessions")},
		{clinic.KindAppointment, lang.L("Appointments")},
		{clinic.KindConsent, lang.L("Decisions about consent")},
		{clinic.KindIntake, lang.L("Intake forms")},
		{clinic.KindInvoice, lang.L("Invoices")},
		{clinic.KindPayment, lang.L("Payments")},
		{clinic.KindCredit, lang.L("Packages and vouchers")},
	}
}

// counts say how much is in each record, and in both together.
func (s *Screen) counts(j *clinic.Joining) fyne.CanvasObject {
	of := make(map[clinic.Kind]clinic.Count)
	rest := clinic.Count{}
	for _, c := range j.Counts() {
		of[c.Kind] = c
		rest.Stays, rest.Other = rest.Stays+c.Stays, rest.Other+c.Other
	}
	list := kit.StackGap(kit.Gap)
	add := func(name string, a, b, both string) {
		list.Add(kit.Shares([]float32{0.4, 0.2, 0.2, 0.2}, kit.Body(name).Wrap(), kit.Body(a), kit.Body(b), kit.Strong(both)))
	}
	number := func(n int) string { return clinic.Number(float64(n)) }
	add("", lang.L("Stays"), lang.L("Leads to it"), lang.L("Together"))
	for _, k := range counted() {
		if c := of[k.kind]; c.Stays+c.Other > 0 {
			rest.Stays, rest.Other = rest.Stays-c.Stays, rest.Other-c.Other
			add(k.name, number(c.Stays), number(c.Other), number(c.Stays+c.Other))
		}
	}
	if rest.Stays+rest.Other > 0 {
		add(lang.L("Other entries"), number(rest.Stays), number(rest.Other), number(rest.Stays+rest.Other))
	}
	a, b := j.Stays.Account(), j.Other.Account()
	if a.Owed+b.Owed > 0 {
		add(lang.L("Still to pay"), clinic.MoneyText(a.Owed), clinic.MoneyText(b.Owed), clinic.MoneyText(a.Owed+b.Owed))
	}
	if a.OnAccount+b.OnAccount > 0 {
		add(lang.L("On account"), clinic.MoneyText(a.OnAccount), clinic.MoneyText(b.OnAccount), clinic.MoneyText(a.OnAccount+b.OnAccount))
	}
	return kit.NewCard(lang.L("What is in each record"), list)
}

// joinThem joins them where the records take it, as it is shown.
func (s *Screen) joinThem() {
	j := s.joining()
	if j == nil || s.done {
		return
	}
	op, err := j.Join(s.d.Env())
	if err != nil {
		s.d.Fail(err)
		return
	}
	to, names := j.Stays.Patient.ID, map[string]any{"Other": j.Other.Patient.Name(), "Name": j.Stays.Patient.Name()}
	s.d.Seal(op, s.join, func() {
		s.done = true
		s.d.Open(to, desk.Summary)
		s.d.Tell(lang.L("The record of {{.Other}} leads to that of {{.Name}} now.", names), func() { s.d.Undo(to) })
	})
}
