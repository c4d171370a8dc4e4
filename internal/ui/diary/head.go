package diary

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// head is which day is shown, and how.
type head struct {
	s        *Screen
	day      *kit.Text
	quiet    *kit.Text
	today    *kit.Button
	kinds    *kit.Segmented
	in, out  *kit.Button
	back, on *kit.Button
	print    *kit.Button
	object   *fyne.Container
}

const (
	byDay  = "day"
	byWeek = "week"
)

func newHead(s *Screen) *head {
	h := &head{s: s, day: kit.Heading("").Lines(1), quiet: kit.QuietText("").Lines(1)}
	h.back = kit.IconButton(kit.IconChevronLeft, lang.L("Back"), func() { s.turn(-1) })
	h.on = kit.IconButton(kit.IconChevronRight, lang.L("On"), func() { s.turn(1) })
	h.today = kit.NewButton(lang.L("Today"), "", s.goToday)
	h.kinds = kit.NewSegmented([]kit.Option{{ID: byDay, Label: lang.L("Day")}, {ID: byWeek, Label: lang.L("Week")}}, func(id string) { s.setWeek(id == byWeek) })
	h.out = kit.IconButton(kit.IconZoomOut, lang.L("Smaller"), func() { s.grid.Zoom(false) })
	h.in = kit.IconButton(kit.IconZoomIn, lang.L("Larger"), func() { s.grid.Zoom(true) })
	h.print = kit.IconButton(kit.IconPrint, lang.L("Print"), s.Print)
	h.object = container.New(h, h.back, h.on, h.day, h.quiet, h.today, h.kinds, h.print, h.out, h.in)
	h.show()
	return h
}

// show says which day it is, or which week of whom.
func (h *head) show() {
	s := h.s
	h.kinds.SetChosen(byDay)
	day, quiet := words.Short(s.day), words.Say(clinic.WeekdayName((int(s.day.Time().Weekday())+6)%7))
	if s.week {
		h.kinds.SetChosen(byWeek)
		day = weekWords(s.from(), s.to())
		quiet = ""
		if s.data != nil {
			quiet = s.data.table.Names[s.who]
		}
	} else if s.data != nil {
		for _, x := range s.data.table.On("", s.day).Holidays {
			quiet = words.Points(quiet, words.Say(x.Words()))
		}
	}
	h.day.SetText(day)
	h.quiet.SetText(quiet)
	kit.SetEnabled(h.today, s.day != s.d.Today())
}

// weekWords are the days of a week: "7–13 Dec 2026", and "30 Nov – 6 Dec 2026" where it is of two months.
func weekWords(from, to clinic.Date) string {
	if from.Time().Month() == to.Time().Month() {
		return lang.L("{{.From}}–{{.To}}", map[string]any{"From": from.Time().Day(), "To": words.Short(to)})
	}
	return lang.L("{{.From}} – {{.To}}", map[string]any{"From": words.InYear(from, to.Time().Year()), "To": words.Short(to)})
}

const (
	dayLeast float32 = 132
	dayMost  float32 = 240
)

// MinSize is one row.
func (h *head) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(480, kit.Target) }

// Layout puts all in one row; where there is little room the zoom goes, and then the way to today: there are keys for both.
func (h *head) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	y := (size.Height - kit.Target) / 2
	today, kinds := h.today.MinSize().Width, float32(152)
	fixed := 3*kit.Target + today + kinds + 5*kit.Gap
	zoom := 2*kit.Target + kit.Gap
	hide := fixed+zoom+dayLeast > size.Width
	kit.SetHidden(h.in, hide)
	kit.SetHidden(h.out, hide)
	if !hide {
		fixed += zoom
	}
	far := fixed+dayLeast > size.Width
	if kit.SetHidden(h.today, far); far {
		fixed -= today + kit.Gap
	}
	wide := max(min(size.Width-fixed, dayMost), 0)
	x := float32(0)
	put := func(o fyne.CanvasObject, w float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, kit.Target))
		x += w + kit.Gap
	}
	put(h.back, kit.Target)
	x -= kit.Gap
	name, quiet := h.day.MinSize().Height, h.quiet.MinSize().Height
	top := (size.Height - name - quiet) / 2
	h.day.Move(fyne.NewPos(x, top))
	h.day.Resize(fyne.NewSize(wide, name))
	h.quiet.Move(fyne.NewPos(x, top+name))
	h.quiet.Resize(fyne.NewSize(wide, quiet))
	x += wide
	put(h.on, kit.Target)
	if !far {
		put(h.today, today)
	}
	put(h.kinds, kinds)
	put(h.print, kit.Target)
	put(h.out, kit.Target)
	x -= kit.Gap
	put(h.in, kit.Target)
}
