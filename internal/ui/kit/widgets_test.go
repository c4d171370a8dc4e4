package kit_test

import (
	"image"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

// picture is what is drawn, to tell whether it changed.
func picture(s *kittest.Screen) string {
	img, ok := s.Picture(1).(*image.NRGBA)
	if !ok {
		s.T.Fatal("the picture is of an unknown kind")
	}
	return string(img.Pix)
}

// Everything that can take the keyboard shows that it has it.
func TestFocusCanBeSeen(t *testing.T) {
	rows := func() int { return 3 }
	for name, make := range map[string]func(s *kittest.Screen) fyne.CanvasObject{
		"button":   func(*kittest.Screen) fyne.CanvasObject { return kit.NewButton("Go", kit.IconAdd, func() {}) },
		"primary":  func(*kittest.Screen) fyne.CanvasObject { return kit.PrimaryButton("Go", "", func() {}) },
		"quiet":    func(*kittest.Screen) fyne.CanvasObject { return kit.QuietButton("Go", "", func() {}) },
		"icon":     func(*kittest.Screen) fyne.CanvasObject { return kit.IconButton(kit.IconAdd, "Go", func() {}) },
		"chips":    func(*kittest.Screen) fyne.CanvasObject { return kit.NewChips(kit.Options("One", "Two"), nil) },
		"severity": func(*kittest.Screen) fyne.CanvasObject { return kit.NewSeverity("", "", nil) },
		"stepper":  func(*kittest.Screen) fyne.CanvasObject { return kit.NewStepper(kit.Limits{Max: 9}, nil) },
		"date":     func(s *kittest.Screen) fyne.CanvasObject { return kit.NewDateField(s.Clock.Now, nil) },
		"entry":    func(*kittest.Screen) fyne.CanvasObject { return kit.NewEntry("Name", nil) },
		"search":   func(*kittest.Screen) fyne.CanvasObject { return kit.NewSearch("Search", nil) },
		"row":      func(*kittest.Screen) fyne.CanvasObject { return kit.NewTwoLine(kit.Row{What: "Row"}, func() {}) },
		"list": func(*kittest.Screen) fyne.CanvasObject {
			return kit.NewList(rows, func(int) kit.Row { return kit.Row{What: "Row"} }, func(int) {})
		},
		"segmented": func(*kittest.Screen) fyne.CanvasObject { return kit.NewSegmented(kit.Options("One", "Two"), nil) },
		"steps":     func(*kittest.Screen) fyne.CanvasObject { return someSteps(nil) },
		"tabs": func(*kittest.Screen) fyne.CanvasObject {
			return kit.NewTabs(kit.Tab{ID: "a", Label: "A", Content: func() fyne.CanvasObject { return kit.Body("A") }})
		},
	} {
		for _, mode := range []kit.Mode{kit.ModeLight, kit.ModeDark} {
			t.Run(name+", "+string(mode), func(t *testing.T) {
				s := kittest.New(t, mode)
				s.Show(kit.Pad(8, make(s)), 560, 160)
				before := picture(s)
				s.Tab(1)
				if s.Window.Canvas().Focused() == nil {
					t.Fatal("Tab does not reach it")
				}
				if picture(s) == before {
					t.Error("the keyboard is on it and nothing shows that")
				}
			})
		}
	}
}

func TestChipsChooseOne(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	var told [][]string
	c := kit.NewChips([]kit.Option{{ID: "l", Label: "Left"}, {ID: "r", Label: "Right"}, {ID: "m", Label: "Midline"}},
		func(ids []string) { told = append(told, ids) })
	s.Show(c, 400, 100)
	s.Tap("Right")
	if c.Value() != "r" {
		t.Fatalf("value %q, want r", c.Value())
	}
	s.Tap("Left")
	if got := c.Chosen(); !slices.Equal(got, []string{"l"}) {
		t.Fatalf("chosen %v, want l only", got)
	}
	s.Tap("Left")
	if c.Value() != "" {
		t.Errorf("a second tap left %q chosen", c.Value())
	}
	if len(told) != 3 || len(told[2]) != 0 {
		t.Errorf("told %v", told)
	}
	c.Required()
	s.Tap("Midline")
	s.Tap("Midline")
	if c.Value() != "m" || len(told) != 4 {
		t.Errorf("a required choice could be cleared: %q, told %d times", c.Value(), len(told))
	}
	c.SetChosen("l")
	if c.Value() != "l" || len(told) != 4 {
		t.Errorf("setting from code: %q, told %d times", c.Value(), len(told))
	}
	c.Disable()
	s.Tap("Right")
	if c.Value() != "l" {
		t.Error("disabled chips took a tap")
	}
}

func TestChipsByKeyboard(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	c := kit.NewMultiChips(kit.Options("Ache", "Burning", "Numbness"), nil)
	after := kit.NewEntry("", nil)
	s.Show(container.NewVBox(c, after), 400, 200)
	s.Tab(1)
	s.Key(fyne.KeySpace, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyReturn)
	if got := c.Chosen(); !slices.Equal(got, []string{"Ache", "Numbness"}) {
		t.Errorf("chosen %v", got)
	}
	s.Key(fyne.KeyHome, fyne.KeySpace)
	if got := c.Chosen(); !slices.Equal(got, []string{"Numbness"}) {
		t.Errorf("chosen %v after taking the first back", got)
	}
	s.Tab(1)
	if s.Window.Canvas().Focused() != after {
		t.Error("chips are more than one stop for Tab")
	}
}

func TestChipsWrap(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	c := kit.NewChips(kit.Options("Hypertonicity", "Trigger point", "Adhesion", "Swelling", "Tenderness"), nil)
	under := kit.Body("under")
	s.Show(container.NewVBox(c, under), 900, 300)
	one := c.Size().Height
	s.Window.Resize(fyne.NewSize(300, 300))
	s.Settle()
	if c.Size().Height < 2*one {
		t.Errorf("in a narrow window the chips are %v high, in a wide one %v", c.Size().Height, one)
	}
	if under.Position().Y < c.Size().Height {
		t.Error("what comes after lies under the chips")
	}
	s.Window.Resize(fyne.NewSize(900, 300))
	s.Settle()
	if c.Size().Height != one {
		t.Errorf("wide again, the chips are %v high, were %v", c.Size().Height, one)
	}
	if c.MinSize().Width > 300 {
		t.Errorf("the window cannot become narrow again: least width %v", c.MinSize().Width)
	}
}

func TestStepper(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	var told []float64
	st := kit.NewStepper(kit.Limits{Min: 0, Max: 90, Step: 5, Unit: "minutes"}, func(v float64) { told = append(told, v) })
	s.Show(container.NewVBox(st, kit.NewEntry("", nil)), 400, 200)
	s.Tap("More")
	s.Tap("More")
	s.Tap("Less")
	if st.Value() != 5 {
		t.Fatalf("value %v, want 5", st.Value())
	}
	st.Entry().SetText("")
	s.TypeInto(st.Entry(), "47")
	s.Tab(1)
	if st.Value() != 47 {
		t.Errorf("typed 47, value %v", st.Value())
	}
	st.Entry().SetText("")
	s.TypeInto(st.Entry(), "120")
	s.Tab(1)
	s.MustSay("Enter a number from 0 to 90.")
	if st.Value() != 47 || st.Entry().Text != "120" {
		t.Errorf("a wrong number: value %v, field %q", st.Value(), st.Entry().Text)
	}
	st.SetValue(88)
	s.MustNotSay("Enter a number")
	s.Window.Canvas().Focus(st.Entry())
	s.Key(fyne.KeyUp, fyne.KeyUp, fyne.KeyDown, fyne.KeyPageDown)
	if want := []float64{5, 10, 5, 47, 90, 85, 35}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
}

// Whoever comes to a number by Tab types the new one over it, and an arrow of the caret goes on within it.
func TestANumberIsTypedOver(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	v := 0.0
	step := kit.NewStepper(kit.Limits{Min: 0, Max: 500}, func(x float64) { v = x })
	step.SetValue(12)
	s.Show(step, 300, 100)
	s.Window.Canvas().Focus(step.Entry())
	step.Entry().TypedRune('3')
	step.Entry().TypedRune('5')
	s.Window.Canvas().Unfocus()
	if v != 35 {
		t.Errorf("typed over 12: %v", v)
	}
	s.Window.Canvas().Focus(step.Entry())
	step.Entry().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	step.Entry().TypedRune('0')
	s.Window.Canvas().Unfocus()
	if v != 350 {
		t.Errorf("typed behind 35: %v", v)
	}
}

func TestStepperDecimals(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	st := kit.NewStepper(kit.Limits{Min: 20, Max: 60, Step: 0.1, Decimals: 1, Unit: "cm"}, nil)
	s.Show(st, 400, 100)
	st.Clear()
	if st.Set() || st.Entry().Text != "" {
		t.Error("a cleared stepper shows a number")
	}
	s.TypeInto(st.Entry(), "34,5")
	s.Key(fyne.KeyReturn)
	for range 3 {
		s.Tap("More")
	}
	if st.Value() != 34.8 || st.Entry().Text != "34.8" {
		t.Errorf("value %v, field %q", st.Value(), st.Entry().Text)
	}
}

func TestButtonKeys(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	n := 0
	b := kit.NewButton("Save", "", func() { n++ })
	s.Show(b, 100, 60)
	s.Tab(1)
	s.Key(fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyA)
	if n != 3 {
		t.Errorf("pressed %d times, want 3", n)
	}
	b.Disable()
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if n != 3 {
		t.Error("a disabled button was pressed")
	}
}

func TestDragScroll(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	first := kit.NewEntry("first", nil)
	notes := kit.NewNotes("notes", 3, nil)
	body := container.NewVBox(first, notes)
	tapped := 0
	for range 30 {
		body.Add(kit.NewButton("Row", "", func() { tapped++ }))
	}
	sc := kit.NewDragScroll(body)
	s.Show(sc, 300, 300)
	c := s.Window.Canvas()

	// The page goes with the finger from where the drag is told from a tap, and does not leap there.
	test.Drag(c, fyne.NewPos(150, 250), 0, -80)
	if want := 80 - kit.Slack; sc.Offset.Y != want {
		t.Errorf("a finger moved it by %v, want %v", sc.Offset.Y, want)
	}
	test.Drag(c, fyne.NewPos(150, 250), 0, 500)
	if sc.Offset.Y != 0 {
		t.Errorf("it was dragged past its start to %v", sc.Offset.Y)
	}
	test.Scroll(c, fyne.NewPos(50, 20), 0, -60)
	if sc.Offset.Y != 180 {
		t.Errorf("a notch of the wheel over a text field moved it by %v, want 180", sc.Offset.Y)
	}
	test.Scroll(c, fyne.NewPos(50, 20), 0, 60)
	test.Scroll(c, fyne.NewPos(50, 90), 0, -60)
	if sc.Offset.Y != 180 {
		t.Errorf("a notch of the wheel over a field of several lines moved it by %v, want 180", sc.Offset.Y)
	}
	test.Scroll(c, fyne.NewPos(150, 250), 0, 5)
	if sc.Offset.Y != 175 {
		t.Errorf("a touchpad's step moved it to %v, want 175", sc.Offset.Y)
	}
	test.Scroll(c, fyne.NewPos(150, 250), 0, -5)
	test.TapCanvas(c, fyne.NewPos(150, 280))
	if tapped != 1 {
		t.Error("a tap did not go through to the button")
	}
	last := body.Objects[len(body.Objects)-1]
	sc.Reveal(last)
	if end := last.Position().Y + last.Size().Height - sc.Offset.Y; end > 300.5 || end < 299.5 {
		t.Errorf("the last row ends at %v", end)
	}
	sc.Reveal(body) // which is higher than the room
	if sc.Offset.Y != 0 {
		t.Errorf("its top is %v out of sight", sc.Offset.Y)
	}
	test.Drag(c, fyne.NewPos(150, 250), 0, -5000)
	if most := body.MinSize().Height - 300; sc.Offset.Y > most+0.5 {
		t.Errorf("it was dragged past its end: %v of %v", sc.Offset.Y, most)
	}
	for _, o := range body.Objects[16:] {
		o.Hide()
	}
	body.Refresh()
	test.WidgetRenderer(sc).Layout(sc.Size()) // as the window does when what is in it has another size
	if most := body.MinSize().Height - 300; sc.Offset.Y > most+0.5 {
		t.Errorf("it stays beyond the end of a page that became shorter: %v of %v", sc.Offset.Y, most)
	}
}

// A finger that comes down in a text field scrolls the form, unless the field has
// the keyboard already.
func TestDragFromATextField(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	e := kit.NewNotes("notes", 12, nil)
	body := container.NewVBox(e)
	for range 10 {
		body.Add(kit.NewButton("Row", "", nil))
	}
	sc := kit.NewDragScroll(body)
	s.Show(kit.Pad(10, sc), 300, 300)
	drag := func(dx, dy float32) {
		at := fyne.PointEvent{AbsolutePosition: fyne.NewPos(150, 100), Position: fyne.NewPos(140, 90)}
		e.MouseDown(&desktop.MouseEvent{PointEvent: at, Button: desktop.MouseButtonPrimary})
		s.Window.Canvas().Focus(e)
		test.Drag(s.Window.Canvas(), at.AbsolutePosition, dx, dy)
	}
	var told float32
	sc.OnScrolled = func(p fyne.Position) { told = p.Y }
	drag(0, -40)
	moved := 40 - kit.Slack
	if sc.Offset.Y != moved || told != moved {
		t.Errorf("a finger in the field moved the form by %v, told %v", sc.Offset.Y, told)
	}
	if s.Window.Canvas().Focused() != nil {
		t.Error("scrolling left the keyboard in the field")
	}
	drag(-60, 5)
	if sc.Offset.Y != moved {
		t.Error("a finger going sideways scrolled the form")
	}
	drag(0, -40)
	if sc.Offset.Y != moved {
		t.Error("the form scrolled although the field has the keyboard")
	}
	e.SetText("words to be selected by dragging over them, on one line and on the next")
	sc.ScrollToTop()
	s.Settle()
	test.Drag(s.Window.Canvas(), fyne.NewPos(150, 40), 90, 0)
	if e.SelectedText() == "" {
		t.Error("dragging over the words selects nothing")
	}
}

func TestList(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	var opened []int
	l := kit.NewList(func() int { return 500 }, func(i int) kit.Row {
		return kit.Row{What: "Patient " + string(rune('A'+i%26)), Quiet: "seen today"}
	}, func(i int) { opened = append(opened, i) })
	s.Show(l, 400, 400)
	s.Tap("Patient C")
	s.Key(fyne.KeyDown, fyne.KeyReturn, fyne.KeyUp, fyne.KeyUp, fyne.KeySpace, fyne.KeyEnd, fyne.KeyReturn, fyne.KeyHome, fyne.KeyUp, fyne.KeyReturn)
	if want := []int{2, 3, 1, 499, 0}; !slices.Equal(opened, want) {
		t.Errorf("opened %v, want %v", opened, want)
	}
	if y := l.GetScrollOffset(); y != 0 {
		t.Errorf("Home left the list scrolled to %v", y)
	}
	test.Drag(s.Window.Canvas(), fyne.NewPos(200, 300), 0, -150)
	if y := l.GetScrollOffset(); y != 150-kit.Slack {
		t.Errorf("a finger moved the list by %v, want %v", y, 150-kit.Slack)
	}
	l.SetCurrent(4)
	if l.Current() != 4 {
		t.Error("the marked row was not kept")
	}
}

func TestTabReachesAListOnce(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	l := kit.NewList(func() int { return 5 }, func(int) kit.Row { return kit.Row{What: "Row"} }, func(int) {})
	first, last := kit.NewEntry("", nil), kit.NewEntry("", nil)
	s.Show(kit.Border(first, last, nil, nil, l), 300, 500)
	s.Tab(2)
	if s.Window.Canvas().Focused() != fyne.Focusable(l) {
		t.Fatalf("after the first field comes %T", s.Window.Canvas().Focused())
	}
	s.Tab(1)
	if s.Window.Canvas().Focused() != last {
		t.Errorf("after the list comes %T", s.Window.Canvas().Focused())
	}
}

func TestTabs(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	made := map[string]int{}
	seg := func(id string) kit.Tab {
		return kit.Tab{ID: id, Label: strings.ToUpper(id), Content: func() fyne.CanvasObject {
			made[id]++
			return kit.Body("content of " + id)
		}}
	}
	tabs := kit.NewTabs(seg("one"), seg("two"), seg("three"))
	var told []string
	tabs.OnChanged = func(id string) { told = append(told, id) }
	s.Show(tabs, 500, 200)
	s.MustSay("content of one")
	if len(made) != 1 {
		t.Fatalf("%v were made before they were shown", made)
	}
	s.Tap("THREE")
	s.MustSay("content of three")
	s.MustNotSay("content of one")
	s.Tap("ONE")
	s.Key(fyne.KeyRight)
	if tabs.Current() != "two" || made["one"] != 1 {
		t.Errorf("at %q, made %v", tabs.Current(), made)
	}
	tabs.Rebuild("two")
	if made["two"] != 2 {
		t.Error("the content shown was not made anew")
	}
	tabs.Select("three")
	if want := []string{"three", "one", "two"}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
}

func TestTabsDrawCloserBeforeTheyWrap(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	var tabs []kit.Tab
	for _, label := range []string{"Summary", "Assess", "Plan", "Sessions", "Progress", "Documents", "Details"} {
		tabs = append(tabs, kit.Tab{ID: label, Label: label, Content: func() fyne.CanvasObject { return kit.Space(0, 0) }})
	}
	bar := kit.NewTabs(tabs...).Bar()
	for _, c := range []struct {
		width float32
		rows  int
	}{{900, 1}, {655, 1}, {400, 2}, {655, 1}} {
		s.Show(bar, c.width, 200)
		bar.Resize(fyne.NewSize(c.width, 200))
		if got := int(bar.MinSize().Height) / 48; got != c.rows {
			t.Errorf("%d rows of tabs in a width of %v, want %d", got, c.width, c.rows)
		}
	}
}

func TestField(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	e := kit.NewEntry("", nil)
	f := kit.NewField("Mobile", e).Required().Help("Ten digits.")
	s.Show(container.NewVBox(f), 300, 200)
	s.MustSay("Mobile", "required", "Ten digits.")
	before := f.MinSize().Height
	f.SetError("This number has too few digits.")
	s.Settle()
	s.MustSay("too few digits")
	if f.MinSize().Height <= before {
		t.Error("the sentence has no room of its own")
	}
	f.SetError("")
	s.MustNotSay("too few digits")
	s.Type("Mobile", "0400 111 222")
	if e.Text != "0400 111 222" {
		t.Errorf("typed %q", e.Text)
	}
}

func TestEntryHooks(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	changes, left := 0, ""
	e := kit.NewEntry("", func(string) { changes++ })
	e.OnLeave = func(text string) { left = text }
	e.OnKey = func(k fyne.KeyName) bool { return k == fyne.KeyBackspace }
	other := kit.NewNotes("", 2, nil)
	s.Show(container.NewVBox(e, other, kit.NewButton("End", "", nil)), 300, 300)
	e.Fill("abc")
	if changes != 0 || e.Text != "abc" {
		t.Errorf("filling from code: %q, told %d times", e.Text, changes)
	}
	s.TypeInto(e, "d")
	s.Key(fyne.KeyBackspace)
	s.Tab(1)
	if left != e.Text || len(left) != 4 || changes != 1 {
		t.Errorf("left with %q, field %q, told %d times", left, e.Text, changes)
	}
	if other.AcceptsTab() {
		t.Error("Tab is caught in a field of several lines")
	}
}

func TestSearch(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	var asked []string
	down, escaped := 0, 0
	f := kit.NewSearch("Search", func(q string) { asked = append(asked, q) })
	f.OnDown, f.OnEscape = func() { down++ }, func() { escaped++ }
	s.Show(f, 300, 60)
	s.TypeInto(f, "am")
	s.Key(fyne.KeyDown, fyne.KeyEscape, fyne.KeyEscape)
	if want := []string{"a", "am", ""}; !slices.Equal(asked, want) || down != 1 || escaped != 1 {
		t.Errorf("asked %q, down %d, escaped %d", asked, down, escaped)
	}
	s.TypeInto(f, "b")
	s.Tap("Clear the search")
	if f.Text != "" {
		t.Errorf("the cross left %q", f.Text)
	}
}

func TestTextWraps(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	long := "Numbness in the saddle area, with trouble passing water, is an emergency."
	wrapped, cut, plain := kit.Body(long).Wrap(), kit.Body(long).Lines(2), kit.Body("Short")
	s.Show(container.NewVBox(wrapped, cut, plain), 180, 400)
	h := plain.MinSize().Height
	if n := wrapped.Size().Height / h; n < 4 || n > 7 {
		t.Errorf("wrapped into %v lines", n)
	}
	if got := cut.Size().Height; got != 2*h {
		t.Errorf("cut to %v, want two lines of %v", got, h)
	}
	s.Walk(func(o fyne.CanvasObject) {
		if w := o.MinSize().Width; o == fyne.CanvasObject(wrapped) && w > 180 {
			t.Errorf("wrapped text asks for %v", w)
		}
	})
	if !s.Says("…") {
		t.Error("nothing says that the text goes on")
	}
	word := kit.Body(strings.Repeat("m", 60)).Wrap()
	s.Show(container.NewVBox(word), 180, 400)
	if word.Size().Height < 3*h {
		t.Error("a word wider than the screen was not broken")
	}
}

func TestBadgeAndCard(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	b := kit.NewBadge("Draft", kit.ToneNeutral)
	c := kit.NewCard("", b)
	s.Show(container.NewVBox(c), 300, 200)
	bare := c.MinSize().Height
	c.SetTitle("Findings")
	s.Settle()
	s.MustSay("Findings")
	if c.MinSize().Height <= bare {
		t.Error("the title has no room")
	}
	b.Set("", kit.ToneNeutral)
	if b.Visible() {
		t.Error("an empty badge is shown")
	}
	c.SetContent(kit.Body("other"))
	s.MustSay("other")
}

func TestEmptyState(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	n := 0
	s.Show(kit.NewEmptyState(kit.IconPlan, "No plan yet", "Start with an assessment.", "Start", func() { n++ }), 600, 400)
	s.MustSay("No plan yet", "Start with an assessment.")
	s.Tap("Start")
	if n != 1 {
		t.Error("the button did nothing")
	}
	if kit.NewEmptyState(kit.IconPlan, "a", "b", "", nil).Button() != nil {
		t.Error("a button without words is shown")
	}
}

func TestConfirm(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	s.Show(kit.Body("behind"), 800, 500)
	var said []bool
	ask := func() {
		kit.Confirm(s.Window, "Archive this patient?", "The record is kept and can be brought back.", "Archive", "Keep", true,
			func(yes bool) { said = append(said, yes) })
	}
	ask()
	s.MustSay("Archive this patient?", "can be brought back")
	s.MustNotSay("behind")
	s.Save("confirm", 1)
	s.Tap("Archive")
	ask()
	s.Key(fyne.KeyEscape)
	ask()
	s.Key(fyne.KeyReturn)
	if want := []bool{true, false, false}; !slices.Equal(said, want) {
		t.Errorf("decided %v, want %v", said, want)
	}
	s.MustSay("behind")
}

// A held button goes on stepping only while it is held; sliding off ends it.
func TestStepperHoldEnds(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	st := kit.NewStepper(kit.Limits{Max: 50}, nil)
	s.Show(st, 300, 60)
	var more desktop.Mouseable
	s.Walk(func(o fyne.CanvasObject) {
		if n, ok := o.(interface{ Name() string }); ok && n.Name() == "More" {
			more = o.(desktop.Mouseable)
		}
	})
	more.MouseDown(&desktop.MouseEvent{})
	more.MouseUp(&desktop.MouseEvent{})
	more.(fyne.Tappable).Tapped(&fyne.PointEvent{})
	if st.Value() != 1 {
		t.Errorf("one short press stepped to %v", st.Value())
	}
}

// A chip with a long label is cut where there is no room for it, and does not make the page wider; with room it says
// all of it.
func TestALongChipFitsItsColumn(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	long := "Neck and right shoulder after a fall from a ladder at work, with headaches in the afternoon and evening"
	chips := kit.NewChips(kit.Options(long, "Another"), nil)
	s.Show(kit.MinWidth(400, kit.MaxWidth(400, chips)), 1000, 300)
	if w := chips.Size().Width; w > 400 {
		t.Errorf("in a column of 400 they are %v wide", w)
	}
	s.Within(chips, func(o fyne.CanvasObject, at, _, _ fyne.Position) {
		if end := at.X + o.Size().Width; end > 400.5 {
			t.Errorf("%T ends at %v", o, end)
		}
	})
	cut := func() bool {
		return slices.ContainsFunc(s.Texts(), func(said string) bool { return strings.HasSuffix(said, "…") })
	}
	if !cut() {
		t.Errorf("it says %q", s.Texts())
	}
	s.Show(kit.MinWidth(400, kit.NewChips(kit.Options(long), nil)), 1000, 300)
	if cut() {
		t.Errorf("with room it says %q", s.Texts())
	}
}
