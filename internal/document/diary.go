package document

import (
	"cmp"
	"math"
	"slices"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/words"
)

// Diary is what the papers of the diary are made from. They tell who comes when and for what, and nothing clinical.
type Diary struct {
	Clinic        clinic.Clinic
	Practitioners []clinic.Practitioner // all of the clinic's, see clinic.Beside
	Rooms         []clinic.Room
	Timetable     *clinic.Timetable // of these days; nil where no hours are known
	Names         map[string]string // of the patients, by their keys
	// Days are those that are printed, in their order.
	Days []*clinic.Day
	// PractitionerID is whose appointments are printed, "" for everybody's.
	PractitionerID string
	// Grid sets them beside each other on a sheet that lies on its side, instead of one below the other.
	Grid    bool
	Printed clinic.Date
}

// DiaryPaper is all that sets one paper of the diary apart from the others.
type DiaryPaper struct {
	Code string
	// Title is what it is, as it stands within a sentence.
	Title clinic.Sentence
	Sense clinic.Sense
	// Span are the days of the paper for a day that is on it.
	Span func(clinic.Date) (from, to clinic.Date)
	// Whose tells one that is of one practitioner alone.
	Whose bool
}

// The papers of the diary, by code.
const (
	DayPaper  = "day"
	WeekPaper = "week"
)

var diaryPapers = []*DiaryPaper{
	{
		Code: DayPaper, Title: clinic.Say("diary of the day"), Sense: clinic.Diary,
		Span: func(d clinic.Date) (from, to clinic.Date) { return d, d },
	},
	{
		Code: WeekPaper, Title: clinic.Say("diary of the week"), Sense: clinic.Diary, Whose: true,
		Span: func(d clinic.Date) (from, to clinic.Date) {
			monday := d.AddDays(-((int(d.Time().Weekday()) + 6) % 7))
			return monday, monday.AddDays(6)
		},
	},
}

// DiaryPapers lists the papers of the diary.
func DiaryPapers() []*DiaryPaper { return slices.Clone(diaryPapers) }

// DiaryPaperOf is the paper of the diary with a code, or nil.
func DiaryPaperOf(code string) *DiaryPaper {
	i := slices.IndexFunc(diaryPapers, func(p *DiaryPaper) bool { return p.Code == code })
	if i < 0 {
		return nil
	}
	return diaryPapers[i]
}

// diaryPaper is a paper of the diary being set.
type diaryPaper struct {
	Diary
	*sheet
	rooms map[string]string
}

// NewDiary sets days of the diary on the clinic's paper.
func NewDiary(p Diary, opts Options) *Document {
	doc := newDocument(p.Clinic.Paper, opts)
	if p.Grid {
		doc.turn()
	}
	w := &diaryPaper{Diary: p, sheet: doc.sheet, rooms: map[string]string{}}
	if w.Timetable == nil {
		w.Timetable = new(clinic.Timetable)
	}
	for _, r := range p.Rooms {
		w.rooms[r.ID] = r.Name
	}
	doc.Title, doc.Author, doc.Date = w.title(), p.Clinic.Name, p.Printed
	w.head = func(s *sheet) float64 { return runningHead(s, doc.Title, p.Clinic.Name) }
	doc.foot = func(page, pages int) (string, string) {
		return say(clinic.Say("Printed {{.Day}}. Names of patients: keep it where only the clinic sees it.", clinic.Args{"Day": p.Printed})), pageOf(page, pages)
	}
	if p.Clinic.Name != "" {
		w.place(w.textBlock(p.Clinic.Name, body, w.width()))
	}
	w.place(w.textBlock(doc.Title, h1, w.width()))
	w.gap(2)
	if p.Grid {
		w.grid()
	} else {
		w.lists()
	}
	doc.finish()
	return doc
}

// title is the day, or the first and the last, and whose they are.
func (w *diaryPaper) title() string {
	if len(w.Days) == 0 {
		return ""
	}
	first, last := w.Days[0].Date, w.Days[len(w.Days)-1].Date
	when := words.WithWeekday(first)
	if first != last {
		when = say(clinic.Say("{{.From}} to {{.To}}", clinic.Args{"From": words.InYear(first, last.Time().Year()), "To": words.Short(last)}))
	}
	if w.PractitionerID == "" {
		return when
	}
	return words.Of(clinic.PractitionerName(w.Practitioners, w.PractitionerID), when)
}

// of are the appointments of a day that are printed: those that take time, and those that are off. They are ordered by time
// and, at one time, as the practitioners stand beside each other.
func (w *diaryPaper) of(d *clinic.Day) (on, off []clinic.Appointment) {
	for _, a := range d.Appointments() {
		switch {
		case w.PractitionerID != "" && a.PractitionerID != w.PractitionerID:
		case a.State.Off():
			off = append(off, a)
		default:
			on = append(on, a)
		}
	}
	place := func(id string) int {
		return slices.IndexFunc(w.Practitioners, func(p clinic.Practitioner) bool { return p.ID == id })
	}
	slices.SortStableFunc(on, func(a, b clinic.Appointment) int {
		return cmp.Or(a.Start-b.Start, place(a.PractitionerID)-place(b.PractitionerID))
	})
	return on, off
}

// whose are those whose days are printed.
func (w *diaryPaper) whose() []clinic.Practitioner {
	return slices.DeleteFunc(slices.Clone(w.Practitioners), func(p clinic.Practitioner) bool {
		return !p.LeftAt.IsZero() || w.PractitionerID != "" && p.ID != w.PractitionerID
	})
}

// shut says of a day what is closed and who is away; open tells whether anybody works then.
func (w *diaryPaper) shut(d clinic.Date) (said []string, open bool) {
	whose := w.whose()
	open = len(whose) == 0
	for _, p := range whose {
		open = open || len(w.Timetable.On(p.ID, d).Free) > 0
		for _, x := range w.Timetable.Shut(p.ID, d) {
			if text := say(x); !slices.Contains(said, text) {
				said = append(said, text)
			}
		}
	}
	switch {
	case len(said) > 0 || open:
	case w.PractitionerID != "":
		said = []string{say(clinic.Say("No working hours on this day."))}
	default:
		said = []string{say(clinic.Say("The clinic is closed on this day."))}
	}
	return said, open
}

// waitsForAnother is said of a visit on the clipboard, which keeps its time until it is put elsewhere.
var waitsForAnother = clinic.Say("Waits for another time")

func fromTo(a *clinic.Appointment) string {
	return clinic.ClockTime(a.Start) + "–" + clinic.ClockTime(a.End())
}

// lists sets each day as a table.
func (w *diaryPaper) lists() {
	for _, d := range w.Days {
		on, off := w.of(d)
		if len(w.Days) > 1 {
			w.heading(words.WithWeekday(d.Date), 3*body.lineHeight())
		}
		shut, open := w.shut(d.Date)
		for _, said := range shut {
			w.para(said, strong)
		}
		switch {
		case len(on) > 0:
			w.list(on)
		case open:
			w.para(say(clinic.Say("Nobody is booked.")), body)
		}
		for i := range off {
			w.para(say(clinic.Say("{{.Time}} {{.Name}}: {{.State}}", clinic.Args{
				"Time": clinic.ClockTime(off[i].Start), "Name": w.Names[off[i].PatientID], "State": off[i].State.Name(),
			})), small)
		}
	}
}

func (w *diaryPaper) list(on []clinic.Appointment) {
	everybody := w.PractitionerID == "" && len(w.Practitioners) > 1
	total := 0
	cols := []column{
		{"", 7},
		{say(clinic.Say("When")), 28},
		{say(clinic.Say("Who")), 44},
		{say(clinic.Say("What")), 38},
		{say(clinic.Say("Where")), 28},
	}
	if everybody {
		cols = append(cols, column{say(clinic.Say("With")), 30})
	}
	var rows [][]cell
	for i := range on {
		a := &on[i]
		total += a.Minutes
		row := []cell{
			{tick: true},
			{lead: fromTo(a), text: say(inMinutes(float64(a.Minutes)))},
			{lead: w.Names[a.PatientID]},
			{text: a.Title},
			{text: w.rooms[a.RoomID]},
		}
		if a.Held {
			row[2].text = say(waitsForAnother)
		}
		if everybody {
			row = append(row, cell{text: clinic.PractitionerName(w.Practitioners, a.PractitionerID)})
		}
		rows = append(rows, row)
	}
	w.table(cols, rows)
	w.gap(1)
	w.para(say(clinic.SayCount(len(on), "{{.Count}} appointment, {{.Hours}} h {{.Minutes}} min", "{{.Count}} appointments, {{.Hours}} h {{.Minutes}} min",
		clinic.Args{"Hours": total / 60, "Minutes": total % 60})), small)
}

// diaryColumn is a column of the grid: a practitioner's day.
type diaryColumn struct {
	title string
	list  []clinic.Appointment
	open  clinic.Open
	day   clinic.Date
}

const (
	// mostColumns are as many as a sheet that lies on its side has, so that a name of two words stands on a line or two.
	mostColumns = 7
	// leastHour is how high an hour is at least, in millimetres: a name stands in a quarter of it.
	leastHour = 11.0
	// rulerWidth is the room for the hours at the left of a grid.
	rulerWidth = 13.0
	// dayFrom and dayTo are the hours of a grid even where nobody comes.
	dayFrom, dayTo = 8, 18
)

// columns are the days, or the practitioners of the one day.
func (w *diaryPaper) columns() (out []diaryColumn) {
	if len(w.Days) > 1 || w.PractitionerID != "" {
		for _, d := range w.Days {
			on, _ := w.of(d)
			out = append(out, diaryColumn{
				words.WeekdayInYear(d.Date, w.Days[len(w.Days)-1].Date.Time().Year()), on, w.Timetable.On(w.PractitionerID, d.Date), d.Date,
			})
		}
		return out
	}
	for _, d := range w.Days {
		on, _ := w.of(d)
		for _, p := range w.Practitioners {
			own := slices.DeleteFunc(slices.Clone(on), func(a clinic.Appointment) bool { return a.PractitionerID != p.ID })
			if p.LeftAt.IsZero() || len(own) > 0 {
				out = append(out, diaryColumn{p.Name, own, w.Timetable.On(p.ID, d.Date), d.Date})
			}
		}
	}
	return out
}

// grid sets columns beside each other, as many pages wide and high as they need.
func (w *diaryPaper) grid() {
	all := w.columns()
	from, to := dayFrom, dayTo
	for _, c := range all {
		for i := range c.list {
			from, to = min(from, c.list[i].Start/60), max(to, (c.list[i].End()+59)/60)
		}
		for _, x := range c.open.Work {
			if c.open.Known {
				from, to = min(from, x.From/60), max(to, (x.To+59)/60)
			}
		}
	}
	for first := true; len(all) > 0; first = false {
		n := min(len(all), mostColumns)
		if left := len(all); left > mostColumns && left < 2*mostColumns {
			n = (left + 1) / 2
		}
		for hour := from; hour < to; {
			if !first || hour > from {
				w.newPage()
			}
			heads := w.heads(all[:n])
			most := max(1, int((w.room()-heads.height)/leastHour))
			pages := (to - from + most - 1) / most
			end := min(to, hour+(to-from+pages-1)/pages)
			w.place(heads)
			w.hours(all[:n], hour, end)
			hour = end
		}
		all = all[n:]
	}
}

func (w *diaryPaper) columnWidth(n int) float64 { return (w.width() - rulerWidth) / float64(n) }

func (w *diaryPaper) heads(cols []diaryColumn) block {
	width := w.columnWidth(len(cols))
	var titles []block
	height := 0.0
	for _, c := range cols {
		lines := w.wrap(c.title, strong, width-2*cellPad)
		lines = lines[:min(len(lines), 2)]
		titles = append(titles, block{float64(len(lines)) * strong.lineHeight(), func(x, y float64) { w.setLines(x, y, lines, strong) }})
		height = math.Max(height, titles[len(titles)-1].height)
	}
	return block{height + 2, func(x, y float64) {
		for i := range titles {
			titles[i].set(x+rulerWidth+float64(i)*width+cellPad, y)
		}
	}}
}

// hours sets the part of the columns from one full hour to another, down to the foot of the page.
func (w *diaryPaper) hours(cols []diaryColumn, from, to int) {
	top, left := w.y, w.left()+rulerWidth
	width := w.columnWidth(len(cols))
	perMinute := w.room() / float64((to-from)*60)
	at := func(minute int) float64 { return top + float64(minute-from*60)*perMinute }
	page := clinic.Span{From: from * 60, To: to * 60}
	for i := range cols {
		w.idle(&cols[i], page, left+float64(i)*width, width, at)
	}
	for hour := from; hour <= to; hour++ {
		w.fill(left, at(hour*60)-0.1, w.width()-rulerWidth, 0.2, rule)
		if hour < to {
			w.setLine(w.left(), at(hour*60), w.one(clinic.ClockTime(hour*60), small), small)
		}
	}
	for i := range len(cols) + 1 {
		w.fill(left+float64(i)*width-0.1, top, 0.2, at(to*60)-top, rule)
	}
	for i, c := range cols {
		lanes, wide := lanesOf(c.list)
		for k := range c.list {
			a := &c.list[k]
			begin, end := max(a.Start, from*60), min(a.End(), to*60)
			if begin >= end {
				continue
			}
			share := (width - 1) / float64(wide[k])
			w.visit(a, left+float64(i)*width+0.5+float64(lanes[k])*share, at(begin), share, at(end)-at(begin))
		}
	}
	w.y = at(to * 60)
}

// idle sets the times of a column in which nobody works, which are grey, and why.
func (w *diaryPaper) idle(c *diaryColumn, page clinic.Span, x, width float64, at func(minute int) float64) {
	grey := func(part clinic.Span) { w.fill(x, at(part.From), width, at(part.To)-at(part.From), idleTint) }
	if c.open.Known {
		for _, part := range (clinic.Spans{page}).Without(c.open.Work) {
			grey(part)
		}
	}
	pauses := c.open.Pauses(c.day)
	var parts clinic.Spans
	for i := range pauses {
		parts = append(parts, pauses[i].Span)
	}
	for _, part := range parts.Joined().And(clinic.Spans{page}) {
		grey(part)
		var why []string
		for i := range pauses {
			if said := say(pauses[i].Why); pauses[i].Overlaps(part) && !slices.Contains(why, said) {
				why = append(why, said)
			}
		}
		lines := w.wrap(words.List(why...), small, width-2*cellPad)
		room := int((at(part.To) - at(part.From)) / small.lineHeight())
		w.setLines(x+cellPad, at(part.From), lines[:min(len(lines), room)], small)
	}
}

// lanesOf finds for each of a day's appointments, which are ordered by time, the lane in which it stands beside those
// that it overlaps with, and how many lanes these have together.
func lanesOf(list []clinic.Appointment) (lane, wide []int) {
	lane, wide = make([]int, len(list)), make([]int, len(list))
	var ends []int // of the lanes of those that hang together
	first := 0
	for i := range list {
		if len(ends) > 0 && slices.Max(ends) <= list[i].Start {
			ends, first = nil, i
		}
		free := slices.IndexFunc(ends, func(end int) bool { return end <= list[i].Start })
		if free < 0 {
			free = len(ends)
			ends = append(ends, 0)
		}
		ends[free], lane[i] = list[i].End(), free
		for k := first; k <= i; k++ {
			wide[k] = len(ends)
		}
	}
	return lane, wide
}

// visitSizes are those in which a visit may be set on a grid, the best to read first.
var visitSizes = []float64{9, 8, 7, 6}

// visit sets an appointment of the grid: who and when, and whether it waits for another time, what, and where, each as far
// as there is room for the whole of it.
func (w *diaryPaper) visit(a *clinic.Appointment, x, y, width, height float64) {
	const pad, blank = 0.8, 2.0
	w.page().Path(drawing.RectPath(box(x, y+0.15, width, height-0.3)), drawing.Style{Fill: tint, Stroke: ink, Width: 0.25})
	if c, ok := drawing.Named(a.Colour); ok {
		const strip = 1.0
		w.page().Path(drawing.RectPath(box(x+width-strip, y+0.3, strip-0.1, height-0.6)), drawing.Style{Fill: c})
		width -= strip
	}
	boxed := math.Min(3, height-2*pad)
	if boxed > 1 {
		w.tick(x+width-boxed-pad, y+pad+0.15, boxed)
	}
	name := w.Names[a.PatientID]
	span := fromTo(a)
	if a.Held {
		span = words.Points(span, say(waitsForAnother))
	}
	beside, below := width-boxed-3*pad, width-2*pad // the box
	top := y                                        // a line has room above its letters
	for i, size := range visitSizes {
		who, rest := style{Size: size, Bold: true}, style{Size: size}
		lines, when := w.wrap(name, who, beside), w.one(span, rest)
		if when.Width > below {
			when = w.one(fromTo(a), rest)
		}
		n := int((height - pad/2) / rest.lineHeight())
		first := w.one(name, who)
		set := func(lines []line, st style) {
			w.setLines(x+pad, top, lines, st)
			top += float64(len(lines)) * st.lineHeight()
			n -= len(lines)
		}
		switch {
		case n >= 1 && first.Width+blank+when.Width <= beside:
			w.setLine(x+pad+first.Width+blank, top, when, rest)
			set([]line{first}, who)
		case len(lines) < n && when.Width <= below:
			set(lines, who)
			set([]line{when}, rest)
		case i == len(visitSizes)-1:
			set(lines[:min(len(lines), max(n, 1))], who)
		default:
			continue
		}
		facts := []string{a.Title, w.rooms[a.RoomID]}
		if both := words.Points(facts...); w.one(both, rest).Width <= below {
			facts = []string{both}
		}
		for _, fact := range facts {
			if l := w.wrap(fact, rest, below); fact != "" && len(l) <= n {
				set(l, rest)
			}
		}
		return
	}
}
