package timetable_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
	"regimen/internal/ui/timetable"
)

// full is a full day: eight practitioners, two rooms and sixty visits.
func full(b *testing.B) (*kittest.Screen, *timetable.Grid, []timetable.Block) {
	b.Helper()
	s := kittest.New(b, kit.ModeLight)
	g := timetable.New(options(s, &told{}))
	open := []timetable.Span{{From: at(8, 0), To: at(18, 0)}}
	var all []timetable.Column
	for i := range 8 {
		all = append(all, timetable.Column{ID: fmt.Sprint(i), Name: fmt.Sprint("Practitioner ", i), Quiet: "7 booked · 45 min free", Date: date, Open: open})
	}
	all = append(all, timetable.Column{ID: "r1", Name: "Room 1", Kind: timetable.Room, Date: date, Open: open}, timetable.Column{ID: "r2", Name: "Room 2", Kind: timetable.Room, Date: date, Open: open})
	var visits []timetable.Block
	for i := range 60 {
		visits = append(visits, timetable.Block{
			ID: fmt.Sprint(i), Column: all[i%8].ID, Room: []string{"r1", "r2"}[i%2], From: at(8, 0) + i/8*70, Minutes: 60, CleanUp: 10,
			Name: fmt.Sprint("Patient of the name ", i), Initials: "PN", Facts: "4 of 6", Purpose: "Neck and shoulder", State: timetable.State(i % 8), Signs: []timetable.Sign{timetable.Safety, timetable.Series},
		})
	}
	g.Set(all, visits)
	g.SetNow(date, at(10, 42))
	s.Show(g, 1500, 760)
	return s, g, visits
}

// What a new day, a step of scrolling and a step of a drag take, without the painting of the window.
func BenchmarkSet(b *testing.B) {
	_, g, visits := full(b)
	b.ReportAllocs()
	for b.Loop() {
		g.SetBlocks(visits)
	}
}

func BenchmarkScroll(b *testing.B) {
	s, _, _ := full(b)
	drag := glassOf(b, s).(fyne.Draggable)
	b.ReportAllocs()
	dy := float32(1)
	for i := 0; b.Loop(); i++ {
		if i%100 == 0 {
			dy = -dy
		}
		drag.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(1400, 700)}, Dragged: fyne.NewDelta(0, dy)})
	}
}

func BenchmarkDrag(b *testing.B) {
	s, g, _ := full(b)
	g.Select("9")
	drag := glassOf(b, s).(fyne.Draggable)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		y := float32(90 + i%400)
		drag.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(260, y)}, Dragged: fyne.NewDelta(0, y-100)})
	}
}
