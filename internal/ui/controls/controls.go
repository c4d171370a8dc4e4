// Package controls shows every control of the kit in every state, grouped by what it means, for a new screen to be put
// together from what there is.
package controls

import (
	"errors"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/ui/kit"
	"regimen/internal/ui/timetable"
)

// Open shows the controls in a window of their own.
func Open(a fyne.App) fyne.Window {
	a.Settings().SetTheme(kit.NewTheme(kit.ModeLight))
	w := a.NewWindow(lang.L("Controls"))
	w.SetPadded(false)
	look := kit.NewSegmented([]kit.Option{
		{ID: string(kit.ModeLight), Label: lang.L("Light"), Icon: kit.IconSun}, {ID: string(kit.ModeDark), Label: lang.L("Dark"), Icon: kit.IconMoon},
	}, func(mode string) { a.Settings().SetTheme(kit.NewTheme(kit.ParseMode(mode))) })
	look.SetChosen(string(kit.ModeLight))
	page := Page(time.Now, kit.RealAfter)
	w.SetContent(kit.Border(kit.PadSides(kit.GapRoomy, kit.Gap, look), nil, nil, nil, page))
	w.Resize(fyne.NewSize(1280, 800))
	return w
}

// group is what means one thing.
type group struct {
	title, use string
	samples    []sample
	whole      bool // each sample takes the whole width
}

// sample is a control in one state.
type sample struct {
	state string
	show  fyne.CanvasObject
}

// The least room of a sample, and of one that takes the whole width.
const (
	sampleLeast float32 = 360
	oneInARow   float32 = 4000
)

// Page is all controls on one page that scrolls. now and after are the clock that some of them go by.
func Page(now func() time.Time, after kit.After) *kit.DragScroll {
	body := kit.StackGap(kit.GapRoomy)
	for _, g := range []group{tabs(), steps(), segmented(), chips(), buttons(after), severity(), fields(now), rows(), tiles(), messages(after), figures(after), feet(), timetables(now, after)} {
		least := sampleLeast
		if g.whole {
			least = oneInARow
		}
		shown := kit.Beside(kit.GapRoomy, least)
		for _, s := range g.samples {
			shown.Add(kit.StackGap(kit.Gap/2, kit.QuietText(s.state).Wrap(), s.show))
		}
		body.Add(kit.NewCard(g.title, kit.StackGap(kit.GapWide, kit.Body(g.use).In(kit.ColorQuiet).Wrap(), shown)))
	}
	return kit.NewDragScroll(kit.Pad(kit.GapRoomy, body))
}

// focused shows a control as when the keyboard is on it.
func focused[T fyne.Focusable](w T) T {
	w.FocusGained()
	return w
}

// disabled shows a control that gives its value only.
func disabled[T kit.Able](w T) T {
	w.Disable()
	return w
}

// pointed shows a control as when the pointer is over it.
func pointed[T desktop.Hoverable](w T) T {
	w.MouseIn(&desktop.MouseEvent{})
	return w
}

func nothing() {}

func tabs() group {
	tab := func(id, label string, icon kit.IconName) kit.Tab {
		return kit.Tab{ID: id, Label: label, Icon: icon, Content: func() fyne.CanvasObject { return kit.PadSides(0, kit.Gap, kit.Body(label)) }}
	}
	row := func() *kit.Tabs {
		t := kit.NewTabs(tab("s", lang.L("Summary"), kit.IconFigure), tab("a", lang.L("Assess"), kit.IconAssess), tab("p", lang.L("Plan"), kit.IconPlan), tab("x", lang.L("Progress"), ""))
		t.Select("a")
		return t
	}
	kept := row()
	if f, ok := kept.Bar().(fyne.Focusable); ok {
		f.FocusGained()
	}
	return group{lang.L("Tabs"), lang.L("They change the page under them, and nothing else."), []sample{
		{lang.L("one is shown"), row()}, {lang.L("with the keyboard"), kept},
	}, true}
}

func steps() group {
	column := func() *kit.Steps {
		s := kit.NewSteps([]kit.Step{
			{ID: "h", Label: lang.L("History")}, {ID: "f", Label: lang.L("Findings")}, {ID: "m", Label: lang.L("Movement")}, {ID: "i", Label: lang.L("Home care"), Short: lang.L("Home")},
		}, nil)
		s.SetState("h", kit.StepDone)
		s.SetState("f", kit.StepBegun)
		s.SetState("i", kit.StepMust)
		s.Select("f")
		return s
	}
	narrow := column()
	narrow.SetNarrow(true)
	return group{lang.L("Steps"), lang.L("They are gone through in any order; the sign before each says how far it is."), []sample{
		{lang.L("done, begun, empty, must"), container.NewHBox(column())},
		{lang.L("in a narrow window"), container.NewHBox(narrow)},
		{lang.L("with the keyboard"), container.NewHBox(focused(column()))},
	}, false}
}

func segmented() group {
	answer := func() *kit.Segmented {
		return kit.NewSegmented(kit.Options(lang.L("No"), lang.L("Yes"), lang.L("Unsure")), nil).Clearable()
	}
	side := func() *kit.Segmented {
		s := kit.NewSegmented([]kit.Option{{ID: "l", Label: lang.L("Left")}, {ID: "r", Label: lang.L("Right")}, {ID: "b", Label: lang.L("Both sides")}}, nil)
		s.SetChosen("l")
		return s
	}
	icons := kit.NewSegmented([]kit.Option{{ID: "p", Label: lang.L("Reported"), Icon: kit.IconPatientReported}, {ID: "t", Label: lang.L("Found"), Icon: kit.IconTherapistFound}}, nil)
	icons.SetChosen("t")
	long := kit.NewSegmented(kit.Options(lang.L("Better than last time"), lang.L("The same as last time"), lang.L("Worse than last time")), nil)
	return group{lang.L("Segmented"), lang.L("It chooses exactly one of two to five: a view, a side, a paper, an answer."), []sample{
		{lang.L("not answered"), answer()},
		{lang.L("chosen"), side()},
		{lang.L("with icons"), icons},
		{lang.L("with the keyboard"), focused(side())},
		{lang.L("disabled"), disabled(side())},
		{lang.L("long words"), long},
	}, false}
}

func chips() group {
	several := func() *kit.Chips {
		c := kit.NewMultiChips(kit.Options(lang.L("Heat"), lang.L("Rest"), lang.L("Walking")), nil)
		c.SetChosen(lang.L("Rest"))
		return c
	}
	filter := kit.NewChips([]kit.Option{{ID: "", Label: lang.L("All")}, kit.Counted("u", lang.L("Unsigned"), 3), kit.Counted("d", lang.L("Due"), 0)}, nil).Required()
	filter.SetChosen("u")
	long := kit.NewMultiChips(kit.Options(lang.L("Sitting at the desk for longer than an hour without getting up")), nil)
	return group{lang.L("Chips"), lang.L("They switch several things, each by itself; or filter a list, with how many there are."), []sample{
		{lang.L("one of them on"), several()},
		{lang.L("a filter"), filter},
		{lang.L("with the keyboard"), focused(several())},
		{lang.L("disabled"), disabled(several())},
		{lang.L("long words"), long},
	}, false}
}

func buttons(after kit.After) group {
	type button func(label string, icon kit.IconName, tapped func()) *kit.Button
	states := func(of button, label string, icon kit.IconName) fyne.CanvasObject {
		return kit.FlowRow(of(label, icon, nothing), pointed(of(label, icon, nothing)), focused(of(label, icon, nothing)), disabled(of(label, icon, nothing)))
	}
	icon := func(string, kit.IconName, func()) *kit.Button {
		return kit.IconButton(kit.IconMore, lang.L("More"), nothing)
	}
	return group{lang.L("Buttons"), lang.L("They do something, and say it with an icon and a verb. One of a screen is filled: the next thing to do."), []sample{
		{lang.L("the next thing: idle, pointed at, with the keyboard, disabled"), states(kit.PrimaryButton, lang.L("Sign"), kit.IconSign)},
		{lang.L("something else"), states(kit.NewButton, lang.L("Print"), kit.IconPrint)},
		{lang.L("beside them"), states(kit.QuietButton, lang.L("Preview"), kit.IconPreview)},
		{lang.L("takes something away"), states(kit.DangerButton, lang.L("Discard"), kit.IconRemove)},
		{lang.L("an icon alone"), states(icon, "", "")},
		{lang.L("goes on"), kit.FlowRow(kit.NextButton(lang.L("Next: Movement"), nothing))},
		{lang.L("held, so that it is not pressed by accident"), kit.NewHoldButton(lang.L("Hold to leave"), after, nothing)},
		{lang.L("moves a row of a list"), kit.FlowRow(kit.NewGrip(lang.L("Move"), func(float32) {}, nothing))},
	}, false}
}

func severity() group {
	bar := func(n int) *kit.Severity {
		s := kit.NewSeverity(lang.L("No pain"), lang.L("Worst imaginable"), nil)
		s.SetValue(n)
		return s
	}
	plain := kit.NewSeverity(lang.L("Unable"), lang.L("As before"), nil).Plain()
	plain.SetValue(7)
	mark := kit.NewMarkLine(nil)
	mark.SetValue(40)
	return group{lang.L("Scales"), lang.L("A number from 0 to 10 is dragged to; a mark on a line shows no number that would steer it."), []sample{
		{lang.L("not answered"), bar(kit.Unrated)},
		{lang.L("chosen"), bar(6)},
		{lang.L("more is better"), plain},
		{lang.L("with the keyboard"), focused(bar(2))},
		{lang.L("disabled"), disabled(bar(9))},
		{lang.L("a marked line"), mark},
	}, false}
}

func fields(now func() time.Time) group {
	entry := func(text string) *kit.Entry {
		e := kit.NewEntry(lang.L("Such as 0400 000 000"), nil)
		e.SetText(text)
		return e
	}
	wrong := kit.NewField(lang.L("Mobile"), entry("0400")).Required()
	wrong.SetError(lang.L("This number has too few digits. Ten are needed, such as 0400 000 000."))
	minutes := func() *kit.Stepper {
		s := kit.NewStepper(kit.Limits{Min: 0, Max: 90, Step: 5, Unit: lang.L("minutes")}, nil)
		s.SetValue(45)
		return s
	}
	born := kit.NewDateField(now, nil).Birth()
	born.SetDate("1984-03-12")
	return group{lang.L("Fields"), lang.L("What has no few answers to choose from is typed; what is wrong is said under it, and nothing is lost."), []sample{
		{lang.L("empty"), kit.NewField(lang.L("Mobile"), entry("")).Help(lang.L("Ten digits."))},
		{lang.L("with an error"), wrong},
		{lang.L("with the keyboard"), kit.NewField(lang.L("Mobile"), focused(entry("0400 000 000")))},
		{lang.L("disabled"), kit.NewField(lang.L("Mobile"), disabled(entry("0400 000 000")))},
		{lang.L("a number"), kit.NewField(lang.L("Length"), minutes())},
		{lang.L("several lines"), kit.NewField(lang.L("Notes"), kit.NewNotes(lang.L("What the patient says, in their words"), 2, nil))},
		{lang.L("a search"), kit.NewSearch(lang.L("Search patients"), nil)},
		{lang.L("a date"), kit.NewField(lang.L("Date of birth"), born)},
	}, false}
}

func rows() group {
	row := func(r kit.Row) *kit.TwoLine { return kit.NewTwoLine(r, nothing) }
	found := kit.Row{What: lang.L("Upper trapezius, left"), Quiet: lang.L("Trigger point, today"), Icon: kit.IconTherapistFound, Badge: lang.L("New"), Tone: kit.ToneAccent}
	current := row(found)
	current.SetCurrent(true)
	long := kit.Row{
		What:  lang.L("A name so long that it cannot possibly fit in a single line of a list of this width"),
		Quiet: lang.L("Quiet text that is also much longer than the room that there is for it"), Badge: lang.L("Signed"), Tone: kit.ToneSuccess,
	}
	stop := kit.Row{What: lang.L("Calf pain at rest"), Quiet: lang.L("Refer before treating"), Icon: kit.IconAlert, IconColor: kit.ColorError, Badge: lang.L("Stop"), Tone: kit.ToneDanger}
	list := kit.NewList(func() int { return 9 }, func(int) kit.Row { return kit.Row{What: lang.L("Visit"), Quiet: lang.L("signed")} }, func(int) {})
	return group{lang.L("Rows"), lang.L("They open something: first what it is, then who and when."), []sample{
		{lang.L("idle"), row(found)},
		{lang.L("pointed at"), pointed(row(found))},
		{lang.L("with the keyboard"), focused(row(found))},
		{lang.L("the one that is open"), current},
		{lang.L("long words"), row(long)},
		{lang.L("a danger"), row(stop)},
		{lang.L("a long list"), kit.MinHeight(150, list)},
	}, false}
}

func tiles() group {
	walk, sleep := lang.L("I stay at home most of the time."), lang.L("I sleep less well.")
	number := func() *kit.Tiles {
		t := kit.NewTileRow(kit.Options("0", "1", "2", "3"), nil)
		t.SetChosen("2")
		return t
	}
	ticks := kit.NewTickTiles(kit.Options(walk, sleep), nil)
	ticks.SetChosen(sleep)
	return group{lang.L("Tiles"), lang.L("They are the answers of a form that a patient fills in, large enough for whoever is not used to screens."), []sample{
		{lang.L("one of a few numbers"), number()},
		{lang.L("one of a few sentences"), kit.NewTiles(kit.Options(walk, sleep), nil)},
		{lang.L("all that hold"), ticks},
		{lang.L("with the keyboard"), focused(number())},
		{lang.L("disabled"), disabled(number())},
	}, false}
}

func messages(after kit.After) group {
	say := func(tell func(n *kit.Notice)) *kit.Notice {
		n := kit.NewNotice(after)
		tell(n)
		return n
	}
	prompt := func() *kit.Prompt {
		return kit.NewPrompt([]*kit.Button{kit.NewButton(lang.L("Nothing has changed"), kit.IconCheck, nothing), kit.NewButton(lang.L("Something changed"), "", nothing)},
			[]*kit.Button{kit.QuietButton(lang.L("Undo"), kit.IconUndo, nothing)})
	}
	asked, answered := prompt(), prompt()
	asked.Ask(lang.L("Has anything changed?"), lang.L("Since last time"))
	answered.Answered(lang.L("Nothing has changed."), kit.IconCheck, kit.ColorSuccess)
	return group{lang.L("Messages"), lang.L("What was done is confirmed in its place, with a way back; what went wrong says what was kept and what to do."), []sample{
		{lang.L("done"), say(func(n *kit.Notice) { n.Done(lang.L("The plan was archived."), nothing) })},
		{lang.L("to know"), say(func(n *kit.Notice) { n.Info(lang.L("Another computer changed this record.")) })},
		{lang.L("to mind"), say(func(n *kit.Notice) { n.Warn(lang.L("The last backup is nine days old.")) })},
		{lang.L("went wrong"), say(func(n *kit.Notice) {
			n.Fail(errors.New(lang.L("The backup could not be written because the disk is full. Nothing was lost. Free some space and try again.")), nothing)
		})},
		{lang.L("asked before the work begins"), asked.Object},
		{lang.L("answered"), answered.Object},
		{lang.L("nothing there yet"), kit.NewEmptyState(kit.IconPlan, lang.L("No plan yet"), lang.L("Mark what you find on the figure first. The plan grows out of the findings."), lang.L("Start an assessment"), nothing)},
	}, true}
}

func figures(after kit.After) group {
	timer := kit.NewTimer(func() time.Duration { return 17*time.Minute + 5*time.Second }, 45*time.Minute, after)
	return group{lang.L("Signs"), lang.L("They tell a state and cannot be tapped; words stand with every colour."), []sample{
		{lang.L("badges"), kit.FlowRow(
			kit.NewBadge(lang.L("Draft"), kit.ToneNeutral), kit.NewBadge(lang.L("New"), kit.ToneAccent), kit.NewBadge(lang.L("Signed"), kit.ToneSuccess).WithIcon(kit.IconLock),
			kit.NewBadge(lang.L("Due"), kit.ToneWarning), kit.NewBadge(lang.L("Stop"), kit.ToneDanger))},
		{lang.L("icons in their colours"), kit.FlowRow(
			kit.IconView(kit.IconCheck, kit.ColorSuccess), kit.IconView(kit.IconAlert, kit.ColorWarning), kit.IconView(kit.IconAlert, kit.ColorError),
			kit.IconView(kit.IconInfo, kit.ColorQuiet), kit.IconView(kit.IconPlan, kit.ColorAccent))},
		{lang.L("a timer"), timer},
		{lang.L("texts"), kit.StackGap(kit.Gap, kit.Title(lang.L("Title")), kit.Heading(lang.L("Heading")), kit.Strong(lang.L("Strong")), kit.Body(lang.L("Body")), kit.QuietText(lang.L("Quiet")))},
	}, false}
}

func feet() group {
	return group{lang.L("Foot"), lang.L("It stands still while the page scrolls: the running total at its left, what goes on at its right."), []sample{
		{lang.L("with a running total"), kit.NewFootBar(kit.Body(lang.L("Findings 5 · Goals 2 · 40 of 45 minutes")), kit.PrimaryButton(lang.L("Next: Movement"), "", nothing))},
	}, true}
}

// gridHigh is room for the head and ten hours at the smallest scale.
const gridHigh float32 = 48 + 608

func timetables(now func() time.Time, after kit.After) group {
	const date, noon, mei, ana, table, other = "2025-03-04", 12 * 60, "mei", "ana", "room 1", "room 2"
	open := []timetable.Span{{From: 8 * 60, To: 18 * 60}}
	lunch := []timetable.Break{{Span: timetable.Span{From: noon, To: noon + 45}, Word: lang.L("Lunch")}}
	person := func(id, name string, mine bool) timetable.Column {
		return timetable.Column{ID: id, Name: name, Quiet: lang.L("6 booked · 45 min free"), Date: date, Mine: mine, Open: open, Breaks: lunch}
	}
	room := func(id, name, quiet string) timetable.Column {
		return timetable.Column{ID: id, Name: name, Quiet: quiet, Kind: timetable.Room, Date: date, Open: open}
	}
	columns := []timetable.Column{
		person("ingrid", "Ingrid", true), person("tomas", "Tomas", false), person(mei, "Mei", false), person(ana, "Ana", false),
		room(table, lang.L("Room 1"), lang.L("table, heat")), room(other, lang.L("Room 2"), lang.L("table")),
	}
	columns[3].Open = []timetable.Span{{From: 10 * 60, To: 15 * 60}}
	states := []timetable.State{
		timetable.Done, timetable.ToPay, timetable.InTreatment, timetable.Arrived, timetable.Confirmed, timetable.Booked, timetable.Tentative, timetable.NoShow,
	}
	var blocks []timetable.Block
	visit := func(id, column string, from, minutes int, s timetable.State) *timetable.Block {
		blocks = append(blocks, timetable.Block{
			ID: id, Column: column, From: from, Minutes: minutes, State: s, Name: "Peg O'Doyle", Initials: "PO", Facts: lang.L("4 of 6"), Purpose: lang.L("Neck and shoulder"),
		})
		return &blocks[len(blocks)-1]
	}
	for i, s := range states {
		b := visit("ingrid "+string(rune('a'+i)), "ingrid", 8*60+i*75, 60, s)
		b.CleanUp, b.Progress = 10, 0.6
		b.Signs = [][]timetable.Sign{{timetable.Owed}, {timetable.Owed, timetable.Note}, {timetable.Safety, timetable.Series}, {timetable.FirstVisit, timetable.Safety}, {timetable.Series}, nil, nil, nil}[i]
		if s == timetable.Arrived {
			b.Facts = lang.L("waits 6 min")
		}
		if i < 4 {
			b.Room = table
		}
		if i == 5 {
			b.NoRoom = true
		}
	}
	for i, s := range states {
		visit("tomas "+string(rune('a'+i)), "tomas", 8*60+i*60, []int{15, 30, 45, 40}[i%4], s).Signs = []timetable.Sign{timetable.Series}
	}
	visit("clash 1", mei, 9*60, 60, timetable.Booked).Room = other
	visit("clash 2", mei, 9*60+30, 60, timetable.Confirmed).Room = other
	visit("lifted", mei, 14*60, 45, timetable.Booked).Lifted = true
	visit("long", ana, 13*60, 90, timetable.Confirmed).Name = lang.L("A name so long that it cannot possibly fit in a single line of a list of this width")
	grid := func() *timetable.Grid {
		g := timetable.New(timetable.Options{OnMove: func(timetable.Move) bool { return true }, Clock: now, After: after})
		g.Set(columns, blocks)
		g.SetNow(date, 10*60+42)
		return g
	}
	selected := grid()
	selected.Select("ingrid d")
	placing := grid()
	placing.SetGaps([]timetable.Gap{{Slot: timetable.Slot{Column: mei, From: 10*60 + 30, Minutes: 60}, Waiting: 3}})
	placing.SetPlacing(45, []timetable.Slot{{Column: mei, From: 15 * 60, Minutes: 75}, {Column: ana, From: 10 * 60, Minutes: 60}})
	placing.Choose(timetable.Slot{Column: mei, From: 16*60 + 30, Minutes: 45})
	close := grid()
	close.SetScale(timetable.Close)
	week := timetable.New(timetable.Options{OnMove: func(timetable.Move) bool { return true }, Clock: now, After: after})
	var days []timetable.Column
	for i, name := range []string{lang.L("Mon 3"), lang.L("Tue 4"), lang.L("Wed 5"), lang.L("Thu 6"), lang.L("Fri 7"), lang.L("Sat 8"), lang.L("Sun 9")} {
		c := timetable.Column{ID: name, Name: name, Kind: timetable.Day, Date: "2025-03-0" + string(rune('3'+i)), Quiet: lang.L("6 booked"), Open: open, Breaks: lunch}
		if i > 4 {
			c.Open, c.Breaks, c.Quiet = nil, nil, lang.L("closed")
		}
		days = append(days, c)
	}
	var booked []timetable.Block
	for i, b := range blocks[:8] {
		b.Column, b.Room = days[i%5].ID, ""
		booked = append(booked, b)
	}
	week.Set(days, booked)
	week.SetNow(date, 10*60+42)
	high := func(height float32, g *timetable.Grid) fyne.CanvasObject { return kit.MinHeight(height, g) }
	return group{lang.L("Timetable"), lang.L("It shows a day of several people and rooms, or a week of one. A tap selects; what is selected can be dragged; dragging anything else scrolls."), []sample{
		{lang.L("all states; two at the same time; a break; closed hours"), high(gridHigh, grid())},
		{lang.L("one is selected, and its room lights up"), high(300, selected)},
		{lang.L("something is being placed; free time is chosen; somebody waits for a gap"), high(560, placing)},
		{lang.L("the largest scale"), high(300, close)},
		{lang.L("a week"), high(300, week)},
		{lang.L("in a narrow window"), container.NewHBox(kit.MinWidth(420, high(300, grid())))},
	}, true}
}
