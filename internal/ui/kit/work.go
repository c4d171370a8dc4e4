package kit

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"
)

// synchronous makes Work run in place; see SetSynchronous.
var synchronous atomic.Bool

// SetSynchronous makes Work run its work at once, in place, and returns the
// setting before. It is for tests, which then see the result when Work returns.
func SetSynchronous(on bool) (before bool) { return synchronous.Swap(on) }

// Held is work that waits until a test has it done, in the order the test wants: as if each took its time.
type Held struct {
	waiting []func()
	working bool
}

// held takes what Work is given; see Hold.
var held atomic.Pointer[Held]

// Hold makes Work wait in the Held until release is called. It is for tests.
func Hold() (h *Held, release func()) {
	h = &Held{}
	before := held.Swap(h)
	return h, func() { held.Store(before) }
}

// Waiting is how much work waits.
func (h *Held) Waiting() int { return len(h.waiting) }

// Working reports whether work is being done: what is asked for now does not hold up the UI thread.
func (h *Held) Working() bool { return h.working }

// Do does the n-th of the work that waits, in place; 0 is the oldest.
func (h *Held) Do(n int) {
	f := h.waiting[n]
	h.waiting = append(h.waiting[:n:n], h.waiting[n+1:]...)
	f()
}

// DoAll does what waits, the oldest first, and what comes of it.
func (h *Held) DoAll() {
	for len(h.waiting) > 0 {
		h.Do(0)
	}
}

// Job is work that is under way.
type Job struct {
	cancel   context.CancelFunc
	finished bool
}

// Cancel asks the work to stop. Its done function is still called, once, with the
// error the work stopped with.
func (j *Job) Cancel() { j.cancel() }

// Running says whether done has yet to be called. Ask it on the UI thread.
func (j *Job) Running() bool { return !j.finished }

// ErrUnexpected is what done gets when the work broke down: a sentence for the person. The log says where.
var ErrUnexpected error = unexpected{}

type unexpected struct{}

func (unexpected) Error() string {
	return lang.L("Something unexpected went wrong. What was kept before is safe. Please try it again; if it goes wrong again, close Regimen and start it anew.")
}

// Work runs run away from the UI thread and then done on it, exactly once. This is
// the one way for a screen to do what may take longer than a blink. Widgets must
// not be touched in run. Use Busy.Work where it may take over a second.
func Work[T any](run func(ctx context.Context) (T, error), done func(T, error)) *Job {
	ctx, cancel := context.WithCancel(context.Background())
	job := &Job{cancel: cancel}
	finish := func(v T, err error) {
		cancel()
		job.finished = true
		done(v, err)
	}
	if h := held.Load(); h != nil {
		h.waiting = append(h.waiting, func() {
			h.working = true
			v, err := guarded(ctx, run)
			h.working = false
			finish(v, err)
		})
		return job
	}
	if synchronous.Load() {
		finish(guarded(ctx, run))
		return job
	}
	go func() {
		v, err := guarded(ctx, run)
		fyne.Do(func() { finish(v, err) })
	}()
	return job
}

// guarded turns a panic into an error, so that nothing breaks down in front of a
// patient. The log gets the place but not the value, which may hold clinical text.
func guarded[T any](ctx context.Context, run func(context.Context) (T, error)) (v T, err error) {
	defer func() {
		if p := recover(); p != nil {
			slog.Error("work broke down", "kind", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
			err = ErrUnexpected
		}
	}()
	return run(ctx)
}

// busyAfter is how long work may take before its progress is shown.
const busyAfter = time.Second

// Busy is a bar that appears when work takes over a second: what is being done,
// that it goes on, and a button to cancel it.
type Busy struct {
	widget.BaseWidget
	after After
	label string
	words *Text
	bar   *widget.ProgressBarInfinite
	share *widget.ProgressBar // in its place once it is known how far the work has come
	job   *Job
	stop  func()
}

// NewBusy is hidden until work takes long; after is RealAfter outside tests.
func NewBusy(after After) *Busy {
	b := &Busy{after: after, words: Body("").Wrap(), bar: widget.NewProgressBarInfinite(), share: widget.NewProgressBar()}
	b.bar.Stop()
	b.share.Hide()
	b.share.TextFormatter = func() string { return "" } // it stands in the words, where it can be read
	b.Hidden = true
	b.ExtendBaseWidget(b)
	return b
}

// WorkWith is Work whose progress is shown in b, under a label such as
// "Making the backup…". Work already under way there is cancelled first.
func WorkWith[T any](b *Busy, label string, run func(ctx context.Context) (T, error), done func(T, error)) *Job {
	b.Cancel()
	var job *Job
	ended := false
	job = Work(run, func(v T, err error) {
		ended = true
		if b.job == job {
			b.rest()
		}
		done(v, err)
	})
	if !ended {
		b.watch(label, job)
	}
	return job
}

// Cancel stops the work shown here, if any.
func (b *Busy) Cancel() {
	if b.job != nil {
		b.job.Cancel()
		b.rest()
	}
}

// Working says whether work is under way here.
func (b *Busy) Working() bool { return b.job != nil }

// Tell shows how much of the work is done. It may be called from any goroutine.
func (b *Busy) Tell(done, all int) {
	fyne.Do(func() {
		if b.job == nil || all == 0 {
			return
		}
		b.words.SetText(lang.L("{{.What}} {{.Share}}%", map[string]any{"What": b.label, "Share": 100 * done / all}))
		b.share.SetValue(float64(done) / float64(all))
		b.bar.Hide()
		b.share.Show()
	})
}

func (b *Busy) watch(label string, job *Job) {
	b.job, b.label = job, label
	b.words.SetText(label)
	b.stop = b.after(busyAfter, func() {
		b.bar.Start()
		b.Show()
	})
}

func (b *Busy) rest() {
	b.job = nil
	if b.stop != nil {
		b.stop()
		b.stop = nil
	}
	b.bar.Stop()
	b.bar.Show()
	b.share.Hide()
	b.Hide()
}

// CreateRenderer is part of fyne.Widget.
func (b *Busy) CreateRenderer() fyne.WidgetRenderer {
	b.ExtendBaseWidget(b)
	cancel := NewButton(lang.L("Cancel"), IconClose, b.Cancel)
	row := Border(nil, nil, nil, cancel, container.New(middle{}, b.words))
	return widget.NewSimpleRenderer(container.NewStack(NewPlate(ColorSunken, Radius), Pad(GapWide, Stack(row, container.NewStack(b.bar, b.share)))))
}
