package kit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// After calls f on the UI thread once d has passed, unless stop was called first.
// Tests give their own, so that they never wait.
type After func(d time.Duration, f func()) (stop func())

// RealAfter is After by the clock.
func RealAfter(d time.Duration, f func()) (stop func()) {
	stopped := false
	t := time.AfterFunc(d, func() {
		fyne.Do(func() {
			if !stopped {
				f()
			}
		})
	})
	return func() {
		stopped = true
		t.Stop()
	}
}

// noticeStays is how long a confirmation is offered for undoing: long enough to
// read it and reach for the button, without rushing.
const noticeStays = 10 * time.Second

// Notice is the bar, in place and not over it, that says what was done and offers
// to undo it, or says what went wrong. It is hidden until something is said. A
// confirmation goes by itself; an error stays until it is closed or replaced.
type Notice struct {
	widget.BaseWidget
	// OnChanged is called when the bar comes, goes or says something else; it may be nil.
	OnChanged func()

	after After
	stop  func()
	text  string
	tone  Tone
	undo  func()
	label string

	plate  *Plate
	icon   *fyne.Container
	words  *Text
	action *Button
	close  *Button
}

// NewNotice is hidden until something is said; after is RealAfter outside tests.
func NewNotice(after After) *Notice {
	n := &Notice{after: after, plate: NewPlate(ColorSunken, Radius), icon: container.NewCenter()}
	n.words = Body("").Wrap()
	n.action = NewButton("", IconUndo, func() {
		undo := n.undo
		n.Dismiss()
		if undo != nil {
			undo()
		}
	})
	n.close = IconButton(IconClose, lang.L("Close this message"), n.Dismiss)
	n.Hidden = true
	n.ExtendBaseWidget(n)
	return n
}

// Done says what was done; undo may be nil.
func (n *Notice) Done(text string, undo func()) {
	n.say(text, ToneSuccess, lang.L("Undo"), IconUndo, undo)
	stays := noticeStays
	if undo == nil {
		stays /= 2 // there is nothing to decide
	}
	n.stop = n.after(stays, n.Dismiss)
}

// Stay says what was done, until it is closed: something to write down.
func (n *Notice) Stay(text string) { n.say(text, ToneSuccess, "", "", nil) }

// Info says something worth knowing, for a while.
func (n *Notice) Info(text string) {
	n.say(text, ToneNeutral, "", "", nil)
	n.stop = n.after(noticeStays, n.Dismiss)
}

// Warn says something to take care of, until it is closed.
func (n *Notice) Warn(text string) { n.say(text, ToneWarning, "", "", nil) }

// Fail says what went wrong, until it is closed; retry may be nil.
func (n *Notice) Fail(err error, retry func()) {
	n.say(err.Error(), ToneDanger, lang.L("Try again"), IconRefresh, retry)
}

// Text is what is said now, or "".
func (n *Notice) Text() string {
	if n.Hidden {
		return ""
	}
	return n.text
}

// CanUndo says whether an action is offered.
func (n *Notice) CanUndo() bool { return !n.Hidden && n.undo != nil }

// Dismiss hides the bar.
func (n *Notice) Dismiss() {
	n.halt()
	n.undo = nil
	n.Hide()
	n.changed()
}

func (n *Notice) changed() {
	if n.OnChanged != nil {
		n.OnChanged()
	}
}

func (n *Notice) halt() {
	if n.stop != nil {
		n.stop()
		n.stop = nil
	}
}

func (n *Notice) say(text string, tone Tone, label string, icon IconName, do func()) {
	n.halt()
	n.text, n.tone, n.label, n.undo = text, tone, label, do
	fill, fg := tone.colors()
	n.plate.SetFill(fill)
	n.icon.Objects = []fyne.CanvasObject{IconView(tone.icon(), fg)}
	n.words.SetText(text)
	n.action.Hidden = do == nil
	if do != nil {
		n.action.Icon = Icon(icon)
		n.action.SetText(label)
	}
	n.Show()
	n.Refresh()
	n.changed()
}

// CreateRenderer is part of fyne.Widget.
func (n *Notice) CreateRenderer() fyne.WidgetRenderer {
	n.ExtendBaseWidget(n)
	row := Border(nil, nil, n.icon, container.NewHBox(container.New(middle{}, n.action), container.New(middle{}, n.close)), container.New(middle{}, n.words))
	return widget.NewSimpleRenderer(container.NewStack(n.plate, PadSides(GapWide, 12, row)))
}
