package kit

import (
	"math"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// Stepper changes a number with two large buttons or by typing. Holding a button
// goes on stepping. Up and Down step from the keyboard, Page Up and Page Down ten
// at a time.
type Stepper struct {
	widget.BaseWidget
	// OnChanged is called after the user changed the value.
	OnChanged func(v float64)

	limits  Limits
	value   float64
	set     bool
	entry   *Entry
	unit    *Text
	less    *holdButton
	more    *holdButton
	invalid *Text
}

// Limits says which numbers a Stepper allows.
type Limits struct {
	Min, Max float64
	Step     float64 // 0 means 1
	Decimals int     // places shown and kept
	Unit     string
}

// NewStepper starts at the least number, unless SetValue is called.
func NewStepper(l Limits, onChanged func(v float64)) *Stepper {
	if l.Step == 0 {
		l.Step = 1
	}
	s := &Stepper{OnChanged: onChanged, limits: l, value: l.Min, set: true}
	s.entry = NewEntry("", nil)
	s.entry.Replaces = true
	s.entry.OnSubmitted = func(string) { s.typed() }
	s.entry.OnLeave = func(string) { s.typed() }
	s.entry.OnKey = s.key
	s.unit = QuietText(l.Unit)
	s.invalid = newText("", SizeQuiet, fyne.TextStyle{}, ColorError).Wrap()
	s.invalid.Hide()
	s.less = newHoldButton(IconRemove, lang.L("Less"), func() { s.step(-1) })
	s.more = newHoldButton(IconAdd, lang.L("More"), func() { s.step(1) })
	s.ExtendBaseWidget(s)
	s.show()
	return s
}

// Value is the number.
func (s *Stepper) Value() float64 { return s.value }

// Set says whether there is a number; see Clear.
func (s *Stepper) Set() bool { return s.set }

// SetValue sets the number, brought inside the limits, without calling OnChanged.
func (s *Stepper) SetValue(v float64) {
	s.value, s.set = s.within(v), true
	s.show()
}

// Clear shows no number: nothing was measured yet. The first step gives the least.
func (s *Stepper) Clear() {
	s.value, s.set = s.limits.Min, false
	s.show()
}

// Entry is the text field, for giving it the keyboard.
func (s *Stepper) Entry() *Entry { return s.entry }

// Disable shows the number only.
func (s *Stepper) Disable() {
	s.entry.Disable()
	s.less.Disable()
	s.more.Disable()
}

// Enable lets the user change the number.
func (s *Stepper) Enable() {
	s.entry.Enable()
	s.show()
}

// Disabled says whether the number is shown only.
func (s *Stepper) Disabled() bool { return s.entry.Disabled() }

func (s *Stepper) within(v float64) float64 {
	p := math.Pow10(s.limits.Decimals)
	return min(max(math.Round(v*p)/p, s.limits.Min), s.limits.Max)
}

func (s *Stepper) key(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyUp:
		s.step(1)
	case fyne.KeyDown:
		s.step(-1)
	case fyne.KeyPageUp:
		s.step(10)
	case fyne.KeyPageDown:
		s.step(-10)
	default:
		return false
	}
	return true
}

func (s *Stepper) step(n float64) {
	if s.Disabled() {
		return
	}
	if !s.readTyped() {
		return
	}
	if !s.set {
		s.change(s.limits.Min)
		return
	}
	s.change(s.value + n*s.limits.Step)
}

// typed takes what was typed when the field is left or Enter is pressed.
func (s *Stepper) typed() {
	if s.readTyped() {
		s.show()
	}
}

// readTyped takes a typed number; a wrong one stays in the field, with a sentence
// that says what is allowed.
func (s *Stepper) readTyped() bool {
	text := strings.TrimSpace(s.entry.Text)
	if text == s.text() {
		s.complain("")
		return true
	}
	if text == "" {
		s.show()
		return true
	}
	v, err := ParseNumber(text, s.limits.Decimals)
	if err != nil || v < s.limits.Min || v > s.limits.Max {
		s.complain(lang.L("Enter a number from {{.Min}} to {{.Max}}.", map[string]any{
			"Min": s.format(s.limits.Min), "Max": s.format(s.limits.Max),
		}))
		return false
	}
	s.change(v)
	return true
}

func (s *Stepper) change(v float64) {
	v = s.within(v)
	changed := v != s.value || !s.set
	s.value, s.set = v, true
	s.show()
	if changed && s.OnChanged != nil {
		s.OnChanged(v)
	}
}

func (s *Stepper) complain(sentence string) {
	if s.invalid.Text() == sentence {
		return
	}
	s.invalid.SetText(sentence)
	s.invalid.Hidden = sentence == ""
	s.Refresh()
}

func (s *Stepper) format(v float64) string {
	return strconv.FormatFloat(v, 'f', s.limits.Decimals, 64)
}

func (s *Stepper) text() string {
	if !s.set {
		return ""
	}
	return s.format(s.value)
}

func (s *Stepper) show() {
	s.entry.Fill(s.text())
	s.complain("")
	able := !s.Disabled()
	SetEnabled(s.less, able && s.set && s.value > s.limits.Min)
	SetEnabled(s.more, able && (!s.set || s.value < s.limits.Max))
}

// CreateRenderer is part of fyne.Widget.
func (s *Stepper) CreateRenderer() fyne.WidgetRenderer {
	digits := max(len(s.format(s.limits.Max)), len(s.format(s.limits.Min)), 2)
	width := fyne.MeasureText(strings.Repeat("0", digits), SizeBody, fyne.TextStyle{}).Width + 40
	row := container.NewHBox(s.less, MinWidth(width, s.entry), s.more)
	if s.limits.Unit != "" {
		row.Add(container.NewCenter(s.unit))
	}
	return widget.NewSimpleRenderer(StackGap(Gap/2, row, s.invalid))
}

// The pause before a held button repeats, and between repeats.
const (
	holdDelay  = 500 * time.Millisecond
	holdRepeat = 90 * time.Millisecond
)

// holdButton is a button that goes on pressing itself while it is held.
type holdButton struct {
	Button
	ticker *time.Timer
	held   bool
}

var _ desktop.Mouseable = (*holdButton)(nil)

func newHoldButton(icon IconName, name string, press func()) *holdButton {
	b := &holdButton{}
	b.Icon, b.name = Icon(icon), name
	b.OnTapped = func() {
		// The tap that ends a hold is not one more press.
		if b.held {
			b.held = false
			return
		}
		press()
	}
	b.ExtendBaseWidget(b)
	return b
}

// MouseDown starts the hold.
func (b *holdButton) MouseDown(*desktop.MouseEvent) {
	b.stop()
	b.held = false
	var tick func()
	tick = func() {
		fyne.Do(func() {
			if b.ticker == nil || b.Disabled() {
				return
			}
			b.held = false
			b.OnTapped()
			b.held = true
			b.ticker = time.AfterFunc(holdRepeat, tick)
		})
	}
	b.ticker = time.AfterFunc(holdDelay, tick)
}

// MouseUp ends the hold.
func (b *holdButton) MouseUp(*desktop.MouseEvent) { b.stop() }

// MouseOut ends the hold too: the finger has slid off.
func (b *holdButton) MouseOut() {
	b.stop()
	b.Button.MouseOut()
}

// TypedKey presses once.
func (b *holdButton) TypedKey(e *fyne.KeyEvent) {
	b.held = false
	b.Button.TypedKey(e)
}

func (b *holdButton) stop() {
	if b.ticker != nil {
		b.ticker.Stop()
		b.ticker = nil
	}
}
