package kit_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode"

	"fyne.io/fyne/v2/container"

	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

func TestWorkInPlace(t *testing.T) {
	kittest.New(t, kit.ModeLight)
	got := ""
	job := kit.Work(func(context.Context) (string, error) { return "found", nil },
		func(v string, _ error) { got = v })
	if got != "found" || job.Running() {
		t.Errorf("work in place gave %q, running %v", got, job.Running())
	}
}

func TestWorkThatBreaksDown(t *testing.T) {
	kittest.New(t, kit.ModeLight)
	var got error
	kit.Work(func(context.Context) (int, error) { panic("in the work") },
		func(_ int, err error) { got = err })
	if !errors.Is(got, kit.ErrUnexpected) {
		t.Errorf("a panic came out as %v", got)
	}
	if said := got.Error(); !unicode.IsUpper([]rune(said)[0]) || !strings.HasSuffix(said, ".") {
		t.Errorf("people are told %q", said)
	}
}

// away runs work away from the test and returns a way to wait for its done.
func away(t *testing.T) {
	t.Helper()
	before := kit.SetSynchronous(false)
	t.Cleanup(func() { kit.SetSynchronous(before) })
}

func TestWorkIsCancelled(t *testing.T) {
	kittest.New(t, kit.ModeLight)
	away(t)
	ended := make(chan error, 1)
	job := kit.Work(func(ctx context.Context) (int, error) {
		<-ctx.Done()
		return 0, ctx.Err()
	}, func(_ int, err error) { ended <- err })
	job.Cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled work ended with %v", err)
	}
}

func TestBusyShowsAfterASecond(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	away(t)
	b := kit.NewBusy(s.Clock.After)
	s.Show(container.NewVBox(b), 500, 200)
	ended, hidden := make(chan error, 1), make(chan struct{})
	kit.WorkWith(b, "Making the backup…", func(ctx context.Context) (int, error) {
		<-ctx.Done()
		<-hidden
		return 0, ctx.Err()
	}, func(_ int, err error) { ended <- err })
	s.Clock.Advance(900 * time.Millisecond)
	if b.Visible() {
		t.Error("progress is shown before a second is over")
	}
	s.Clock.Advance(200 * time.Millisecond)
	s.MustSay("Making the backup…")
	b.Tell(1, 4)
	s.MustSay("Making the backup… 25%")
	s.Tap("Cancel")
	b.Tell(2, 4) // it comes too late
	if b.Visible() || s.Says("50%") {
		t.Error("progress is still shown after Cancel")
	}
	close(hidden)
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled work ended with %v", err)
	}
}

func TestBusyStaysHiddenForShortWork(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	b := kit.NewBusy(s.Clock.After)
	s.Show(container.NewVBox(b), 500, 200)
	done := 0
	kit.WorkWith(b, "Reading…", func(context.Context) (int, error) { return 7, nil }, func(v int, _ error) { done = v })
	s.Clock.Advance(time.Minute)
	if done != 7 || b.Visible() {
		t.Errorf("done with %d, shown %v", done, b.Visible())
	}
}

func TestNotice(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	n := kit.NewNotice(s.Clock.After)
	s.Show(container.NewVBox(n), 600, 200)
	if n.Text() != "" || n.Visible() {
		t.Fatal("it is shown before anything was said")
	}
	undone := 0
	n.Done("The finding was added.", func() { undone++ })
	s.MustSay("The finding was added.")
	s.Tap("Undo")
	if undone != 1 || n.Visible() {
		t.Errorf("undone %d times, shown %v", undone, n.Visible())
	}
	n.Done("First.", nil)
	s.Clock.Advance(6 * time.Second)
	n.Done("Second.", func() { undone++ })
	s.Clock.Advance(6 * time.Second)
	s.MustSay("Second.")
	if !n.CanUndo() {
		t.Error("the undo is not offered")
	}
	s.Clock.Advance(5 * time.Second)
	if n.Visible() || n.CanUndo() {
		t.Error("the confirmation did not go by itself")
	}
	retried := 0
	n.Fail(errors.New("The disk is full."), func() { retried++ })
	s.Clock.Advance(time.Hour)
	s.MustSay("The disk is full.")
	s.Tap("Try again")
	if retried != 1 || undone != 1 {
		t.Errorf("retried %d times, undone %d times", retried, undone)
	}
	n.Warn("Two visits overlap.")
	s.Clock.Advance(time.Hour)
	s.MustSay("Two visits overlap.")
	s.Tap("Close this message")
	if n.Visible() {
		t.Error("the cross did not close it")
	}
}

func TestTimer(t *testing.T) {
	s := kittest.New(t, kit.ModeLight)
	start := s.Clock.Now()
	timer := kit.NewTimer(func() time.Duration { return s.Clock.Now().Sub(start) }, 45*time.Minute, s.Clock.After)
	s.Show(timer, 300, 60)
	s.MustSay("0:00 / 45:00")
	timer.Start()
	s.Clock.Advance(62 * time.Second)
	if got := timer.Text(); got != "1:02 / 45:00" {
		t.Errorf("after 62 seconds it shows %q", got)
	}
	timer.Stop()
	s.Clock.Advance(time.Minute)
	if got := timer.Text(); got != "1:02 / 45:00" || timer.Running() {
		t.Errorf("stopped, it shows %q", got)
	}
	timer.Start()
	if got := timer.Text(); got != "2:02 / 45:00" {
		t.Errorf("started again it shows %q: it must ask, not count", got)
	}
	if got := timer.Share(); got < 0.044 || got > 0.046 {
		t.Errorf("%v of the planned time is over", got)
	}
	s.Clock.Advance(time.Hour)
	if got := timer.Share(); got != 1 {
		t.Errorf("%v of the planned time is over after all of it", got)
	}
	for _, tt := range []struct {
		d    time.Duration
		want string
	}{{0, "0:00"}, {59 * time.Second, "0:59"}, {time.Hour, "1:00:00"}, {61*time.Minute + 9*time.Second, "1:01:09"}} {
		if got := kit.Clock(tt.d); got != tt.want {
			t.Errorf("%v is written %q, want %q", tt.d, got, tt.want)
		}
	}
}
