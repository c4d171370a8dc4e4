package kit

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Timer shows a running time in large figures. It keeps no time itself: it asks
// elapsed once a second while it runs, so a session timed by its start keeps
// right through a sleep of the machine or a restart.
type Timer struct {
	widget.BaseWidget
	elapsed func() time.Duration
	after   After
	stop    func()
	text    *Text
	planned time.Duration
}

// NewTimer shows what elapsed says; after is RealAfter outside tests. A planned
// time above 0 is shown beside it, and the colour changes once it is over.
func NewTimer(elapsed func() time.Duration, planned time.Duration, after After) *Timer {
	t := &Timer{elapsed: elapsed, after: after, planned: planned, text: newText("", SizeTitle, fyne.TextStyle{Bold: true}, ColorText)}
	t.ExtendBaseWidget(t)
	t.show()
	return t
}

// Start goes on showing the time until Stop.
func (t *Timer) Start() {
	t.Stop()
	t.show()
	t.stop = t.after(time.Second, t.Start)
}

// Stop freezes what is shown.
func (t *Timer) Stop() {
	if t.stop != nil {
		t.stop()
		t.stop = nil
	}
}

// Running says whether the timer goes on.
func (t *Timer) Running() bool { return t.stop != nil }

// Text is what is shown.
func (t *Timer) Text() string { return t.text.Text() }

func (t *Timer) show() {
	e := max(t.elapsed(), 0)
	s := Clock(e)
	c := ColorText
	if t.planned > 0 {
		s += " / " + Clock(t.planned)
		if e > t.planned {
			c = ColorWarning
		}
	}
	t.text.color = c
	t.text.SetText(s)
	t.text.Refresh()
}

// Clock writes a duration as 5:07, or 1:05:07 from an hour.
func Clock(d time.Duration) string {
	s := int(d / time.Second)
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// CreateRenderer is part of fyne.Widget.
func (t *Timer) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.text) }
