package diary

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/document"
	"regimen/internal/ui/documents"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/papers"
	"regimen/internal/words"
)

// The forms in which days are printed.
const (
	asList = "list"
	asGrid = "grid"
)

// Print prints the receipt that is shown; else it shows how the days in sight can be printed.
func (s *Screen) Print() {
	if s.data == nil {
		return
	}
	if p := s.panel; p.face == receiptFace && p.given != nil {
		job := p.given.job()
		job.Ways, job.Instead = handWays()
		papers.Print(s.d, job)
		return
	}
	s.grid.Select("")
	s.room.closed = false
	s.panel.print()
}

// print asks whether the day or the week is printed as a list or as a grid, and of whom: the day of everybody or of one.
func (p *panel) print() {
	s := p.s
	choice := documents.DiaryChoice{Paper: document.DiaryPaperOf(document.DayPaper), Day: s.day}
	title, when := lang.L("Print the day"), words.Short(s.day)
	options := append([]kit.Option{{ID: "", Label: lang.L("Everybody")}}, s.data.byWholeName()...)
	if s.week {
		choice.Paper, choice.PractitionerID = document.DiaryPaperOf(document.WeekPaper), s.who
		title, when = lang.L("Print the week"), weekWords(s.from(), s.to())
		options = options[1:]
	}
	parts := []fyne.CanvasObject{kit.StackGap(0, kit.Heading(title), kit.QuietText(when).Wrap())}
	if len(s.data.people) > 1 {
		whose := kit.NewChips(options, func(ids []string) {
			if len(ids) > 0 {
				choice.PractitionerID = ids[0]
			}
		}).Required()
		whose.SetChosen(choice.PractitionerID)
		parts = append(parts, kit.NewField(lang.L("Whose"), whose))
	}
	form := kit.NewSegmented([]kit.Option{{ID: asList, Label: lang.L("List")}, {ID: asGrid, Label: lang.L("Grid")}}, func(id string) { choice.Grid = id == asGrid })
	form.SetChosen(asList)
	do := kit.PrimaryButton(lang.L("Print"), kit.IconPrint, nil)
	do.OnTapped = func() { s.hand(documents.DiaryJob(s.d, choice), do) }
	blank := kit.NewButton(lang.L("Blank intake form"), kit.IconPrint, nil)
	blank.OnTapped = func() { s.hand(documents.IntakeJob(s.d, &clinic.Chart{Zone: s.d.Clock().Location()}), blank) }
	p.id, p.booking, p.first = "", nil, do
	p.show(printFace, do, append(parts, kit.NewField(lang.L("As"), form),
		kit.Stack(
			blank,
			kit.NewButton(lang.L("Calendar file"), kit.IconDiary, p.calendar),
			kit.QuietButton(lang.L("Back"), kit.IconChevronLeft, func() {
				p.nothing()
				s.keyboard(s.grid.Keyboard())
			}),
		))...)
	s.keyboard(do)
}

// byWholeName are those who treat, by their whole names.
func (d *data) byWholeName() []kit.Option {
	out := make([]kit.Option, len(d.people))
	for i := range d.people {
		out[i] = kit.Option{ID: d.people[i].ID, Label: d.people[i].Name}
	}
	return out
}

// hand has a paper printed; what was pressed rests meanwhile.
func (s *Screen) hand(job papers.Job, pressed *kit.Button) {
	job.Ways, job.Instead = handWays()
	job.Rest = func(on bool) { kit.SetEnabled(pressed, !on) }
	papers.Print(s.d, job)
}

// handWays say what is left to do when a paper was not printed, and when not even a file could be written for that.
func handWays() (ways, instead string) {
	return lang.L("Print it from another computer, or try again."), lang.L("Try again when there is room on the disk.")
}
