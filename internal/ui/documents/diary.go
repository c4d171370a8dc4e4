package documents

import (
	"context"
	"slices"

	"regimen/internal/clinic"
	"regimen/internal/document"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/papers"
)

// DiaryChoice says which days of the diary are printed, of whom and how.
type DiaryChoice struct {
	Paper          *document.DiaryPaper
	Day            clinic.Date // on the paper
	PractitionerID string      // "" for everybody
	Grid           bool
}

// Diary is what a paper of the diary is made from, at a desk and on the command line.
func Diary(ctx context.Context, d *desk.Desk, choice DiaryChoice) (p document.Diary, err error) {
	r := d.Store
	p = document.Diary{PractitionerID: choice.PractitionerID, Grid: choice.Grid, Printed: clinic.DateOf(r.Now())}
	if p.Clinic, err = r.Clinic(ctx); err != nil {
		return p, err
	}
	all, err := r.Practitioners(ctx)
	if err != nil {
		return p, err
	}
	p.Practitioners = clinic.Beside(all, d.Practitioner().ID)
	rooms, err := r.List(ctx, clinic.KindRoom)
	if err != nil {
		return p, err
	}
	p.Rooms = clinic.As[clinic.Room](rooms)
	from, to := choice.Paper.Span(choice.Day)
	if p.Days, err = r.Days(ctx, from, to); err != nil {
		return p, err
	}
	if p.Timetable, err = d.Timetable(ctx, all, rooms, p.Days); err != nil {
		return p, err
	}
	var who []string
	for _, day := range p.Days {
		for _, a := range day.Appointments() {
			if choice.PractitionerID == "" || a.PractitionerID == choice.PractitionerID {
				who = append(who, a.PatientID)
			}
		}
	}
	slices.Sort(who)
	who = slices.Compact(who)
	p.Names, err = names(ctx, r, who)
	return p, err
}

// DiaryJob is a paper of the diary on its way to the printer or the viewer.
func DiaryJob(d *desk.Desk, choice DiaryChoice) papers.Job {
	from, _ := choice.Paper.Span(choice.Day)
	return papers.Job{
		Name: choice.Paper.Code + "-" + string(from),
		Make: func() (papers.Paper, error) {
			p, err := Diary(context.Background(), d, choice)
			if err != nil {
				return nil, err
			}
			return document.NewDiary(p, document.Options{}), nil
		},
	}
}
