package diary

import (
	"fyne.io/fyne/v2/lang"

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

// Print shows how the days in sight can be printed.
func (s *Screen) Print() {
	if s.data == nil {
		return
	}
	s.grid.Select("")
	s.room.closed = false
	s.panel.print()
}

// print asks whether the day, or the week of whom, is printed as a list or as a grid.
func (p *panel) print() {
	s := p.s
	choice := documents.DiaryChoice{Paper: document.DiaryPaperOf(document.DayPaper), Day: s.day}
	title, whose := lang.L("Print the day"), words.Short(s.day)
	if s.week {
		choice.Paper, choice.PractitionerID = document.DiaryPaperOf(document.WeekPaper), s.who
		title, whose = lang.L("Print the week"), words.Points(weekWords(s.from(), s.to()), s.data.table.Names[s.who])
	}
	form := kit.NewSegmented([]kit.Option{{ID: asList, Label: lang.L("List")}, {ID: asGrid, Label: lang.L("Grid")}}, func(id string) { choice.Grid = id == asGrid })
	form.SetChosen(asList)
	do := kit.PrimaryButton(lang.L("Print"), kit.IconPrint, nil)
	do.OnTapped = func() { s.hand(documents.DiaryJob(s.d, choice), do) }
	p.id, p.booking, p.first = "", nil, do
	p.show(printFace, do, kit.StackGap(0, kit.Heading(title), kit.QuietText(whose).Wrap()), kit.NewField(lang.L("As"), form),
		kit.QuietButton(lang.L("Back"), kit.IconBack, func() {
			p.nothing()
			s.keyboard(s.grid.Keyboard())
		}))
	s.keyboard(do)
}

// hand has a paper printed; what was pressed rests meanwhile.
func (s *Screen) hand(job papers.Job, pressed *kit.Button) {
	job.Ways, job.Instead = lang.L("Print it from another computer, or try again."), lang.L("Try again when there is room on the disk.")
	job.Rest = func(on bool) { kit.SetEnabled(pressed, !on) }
	papers.Print(s.d, job)
}
