package diary

import (
	"bytes"
	"context"
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/exchange"
	"regimen/internal/exchange/ics"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/papers"
	"regimen/internal/whole"
)

// calendarDays is how many days of a diary are proposed for a calendar file: a year, as on the command line.
const calendarDays = 365

// calendarChoice is what of the diary goes into a calendar file.
type calendarChoice struct {
	who      string
	from, to clinic.Date
	names    bool
}

// calendar asks of whom, of which days and whether with names a calendar file is made.
func (p *panel) calendar() {
	s := p.s
	choice := calendarChoice{who: s.who, from: s.d.Today(), to: s.d.Today().AddDays(calendarDays)}
	do := kit.PrimaryButton(lang.L("Save the calendar file"), kit.IconDiary, nil)
	do.OnTapped = func() { s.keepDiary(choice, do) }
	ready := func() { kit.SetEnabled(do, choice.from.Valid() && choice.to.Valid() && choice.from <= choice.to) }
	day := func(at *clinic.Date) *kit.DateField {
		field := kit.NewDateField(s.d.Clock, func(iso string) {
			*at = clinic.Date(iso)
			ready()
		})
		field.SetDate(string(*at))
		return field
	}
	parts := []fyne.CanvasObject{
		kit.Heading(lang.L("Calendar file")),
		kit.QuietText(lang.L("For another calendar, such as that of a telephone. A file that is made later changes what is there and doubles nothing.")).Wrap(),
	}
	if len(s.data.people) > 1 {
		whose := kit.NewChips(s.data.byWholeName(), func(ids []string) {
			if len(ids) > 0 {
				choice.who = ids[0]
			}
		}).Required()
		whose.SetChosen(choice.who)
		parts = append(parts, kit.NewField(lang.L("Whose diary"), whose))
	}
	named := kit.NewSegmented([]kit.Option{{ID: "no", Label: lang.L("Without names")}, {ID: "yes", Label: lang.L("With names")}}, func(id string) {
		choice.names = id == "yes"
	})
	named.SetChosen("no")
	names := kit.NewField(lang.L("Names of the patients"), named).Help(lang.L("Others may read a calendar that leaves the clinic."))
	p.id, p.booking, p.first = "", nil, do
	p.show(calendarFace, do, append(parts, kit.NewField(lang.L("From"), day(&choice.from)), kit.NewField(lang.L("Until"), day(&choice.to)), names,
		kit.QuietButton(lang.L("Back"), kit.IconChevronLeft, func() { p.print() }))...)
	s.keyboard(do)
}

// keepDiary makes the calendar file of a practitioner's diary and asks where it is kept.
func (s *Screen) keepDiary(x calendarChoice, pressed *kit.Button) {
	s.keepCalendar(lang.L("Diary from {{.Day}}", map[string]any{"Day": string(x.from)}), pressed, func(ctx context.Context) (ics.Calendar, error) {
		return exchange.Diary(ctx, s.d.Store, x.who, x.from, x.to, x.names)
	})
}

// keepVisit makes the calendar file of one appointment, for its patient, and asks where it is kept.
func (s *Screen) keepVisit(a clinic.Appointment, pressed *kit.Button) {
	s.keepCalendar(lang.L("Appointment of {{.Day}}", map[string]any{"Day": string(a.Day)}), pressed, func(ctx context.Context) (ics.Calendar, error) {
		return exchange.Visit(ctx, s.d.Store, a.PatientID, a.ID)
	})
}

// keepCalendar makes a calendar file for which a name is proposed, and asks where it is kept.
func (s *Screen) keepCalendar(name string, pressed *kit.Button, gather func(context.Context) (ics.Calendar, error)) {
	kit.SetEnabled(pressed, false)
	over := s.d.Slow(lang.L("Making the calendar file…"))
	kit.Work(func(ctx context.Context) ([]byte, error) {
		cal, err := gather(ctx)
		if err != nil {
			return nil, err
		}
		var file bytes.Buffer
		err = cal.Write(&file)
		return file.Bytes(), err
	}, func(file []byte, err error) {
		over()
		kit.SetEnabled(pressed, true)
		switch {
		case errors.Is(err, ics.ErrEmpty):
			s.d.Warn(lang.L("Nobody is booked on these days. No file was written."))
		case err != nil:
			s.d.Fail(err)
		default:
			papers.Keep(s.d, papers.Keeping{
				Name: name + ".ics", Write: func(path string) error { return whole.Write(path, file) },
				Doing: lang.L("Saving the calendar file…"), Failed: lang.L("The calendar file could not be saved there. Choose another folder."),
			})
		}
	})
}
