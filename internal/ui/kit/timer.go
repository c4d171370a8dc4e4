package kit

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
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
	bar     *timeBar
	planned time.Duration
}

// NewTimer shows what elapsed says; after is RealAfter outside tests. A planned
// time above 0 is shown beside it, and below them a bar of how much of it is
// over; the colour changes once all of it is.
func NewTimer(elapsed func() time.Duration, planned time.Duration, after After) *Timer {
	t := &Timer{elapsed: elapsed, after: after, planned: planned, text: newText("", SizeTitle, fyne.TextStyle{Bold: true}, ColorText)}
	if planned > 0 {
		t.bar = &timeBar{all: NewPlate(ColorLine, timeBarHeight/2), over: NewPlate(ColorAccent, timeBarHeight/2)}
	}
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

// Share is how much of the planned time is over, from 0 to 1; 0 when none was planned.
func (t *Timer) Share() float32 {
	if t.bar == nil {
		return 0
	}
	return t.bar.share
}

func (t *Timer) show() {
	e := max(t.elapsed(), 0)
	s := Clock(e)
	c := ColorText
	if t.planned > 0 {
		s += " / " + Clock(t.planned)
		fill := ColorAccent
		if e > t.planned {
			c, fill = ColorWarning, ColorWarning
		}
		t.bar.set(min(float32(e)/float32(t.planned), 1), fill)
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
func (t *Timer) CreateRenderer() fyne.WidgetRenderer {
	if t.bar == nil {
		return widget.NewSimpleRenderer(t.text)
	}
	return widget.NewSimpleRenderer(StackGap(2, t.text, container.New(t.bar, t.bar.all, t.bar.over)))
}

const timeBarHeight float32 = 4

// timeBar shows a share of a line.
type timeBar struct {
	all, over *Plate
	share     float32
}

func (b *timeBar) set(share float32, fill fyne.ThemeColorName) {
	b.share = share
	b.over.SetFill(fill)
	b.Layout(nil, b.all.Size())
}

func (b *timeBar) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	b.all.Resize(size)
	b.over.Resize(fyne.NewSize(size.Width*b.share, size.Height))
}

func (b *timeBar) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, timeBarHeight) }
