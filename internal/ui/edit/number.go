package edit

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
)

// stepPause is how long a person may stop stepping before the number is kept: a run of steps is one
// change.
const stepPause = 700 * time.Millisecond

// Number is a question answered by a number.
type Number struct {
	*kit.Field
	Stepper *kit.Stepper
	// From is where the first step starts when there is no number yet; nil means at the least number.
	From    *float64
	blank   bool // nothing was shown
	typed   bool // the number was typed, not stepped to
	name    string
	save    func(v float64) error
	after   kit.After
	stop    func()
	waiting bool
	saved   *float64 // as shown last
	rival   *Rival
	theirs  *float64
}

// NewNumber is a number that keeps itself a moment after the last step, and when it is left. What stands beside its
// buttons belongs to it.
func NewNumber(after kit.After, label, name string, limits kit.Limits, save func(v float64) error, beside ...fyne.CanvasObject) *Number {
	n := &Number{name: name, save: save, after: after}
	n.Stepper = kit.NewStepper(limits, func(float64) {
		if n.blank && !n.typed && n.From != nil {
			n.Stepper.SetValue(*n.From)
		}
		n.blank, n.typed = false, false
		n.waiting = true
		n.cancel()
		if n.rival.Open() {
			return
		}
		n.stop = n.after(stepPause, n.Flush)
	})
	n.Stepper.Entry().OnChanged = func(string) { n.typed = true }
	var content fyne.CanvasObject = kit.MaxWidth(240, n.Stepper)
	if len(beside) > 0 {
		content = container.NewHBox(append([]fyne.CanvasObject{n.Stepper}, beside...)...)
	}
	n.Field = kit.NewField(label, content)
	n.rival = NewRival(n.Label, n.Below, n.Flush, func() {
		n.waiting = false
		n.Show(n.theirs)
	})
	return n
}

// Of says who else may change the number on another machine.
func (n *Number) Of(others Elsewhere) *Number {
	n.rival.Of(others)
	return n
}

// Typed is the number that was stepped to and is not kept yet, in words; "" for none.
func (n *Number) Typed() string {
	if !n.waiting {
		return ""
	}
	return clinic.Number(n.Stepper.Value())
}

// Begin makes the field that of another record: what was stepped to for the one before is not kept here.
func (n *Number) Begin(v *float64) {
	n.cancel()
	n.rival.Settle()
	n.waiting = false
	n.Show(v)
	n.SetError("")
}

func (n *Number) cancel() {
	if n.stop != nil {
		n.stop()
		n.stop = nil
	}
}

// Flush keeps the number that was stepped to.
func (n *Number) Flush() {
	n.cancel()
	if !n.waiting || n.rival.Open() {
		return
	}
	n.waiting = false
	if err := n.save(n.Stepper.Value()); err != nil {
		n.SetError(Complaint(err, n.name))
		return
	}
	n.SetError("")
}

// Show sets the number (nil: none yet), unless it is being changed. When it was changed on another machine,
// too, the person is asked which stays.
func (n *Number) Show(v *float64) {
	who, possible := n.rival.News()
	saved := n.saved
	if v != nil {
		c := *v // the chart's own may not be held on to
		v = &c
	}
	switch {
	case n.waiting && (equal(v, saved) || v != nil && *v == n.Stepper.Value()):
		if n.rival.Open() {
			n.rival.Settle()
			n.stop = n.after(stepPause, n.Flush)
		}
		return
	case n.waiting && (n.rival.Open() || possible):
		n.cancel()
		n.theirs = v
		words := ""
		if v != nil {
			words = clinic.Number(*v)
		}
		n.rival.Ask(who, words)
		return
	}
	n.saved = v
	switch {
	case n.waiting:
	case v == nil:
		n.blank = true
		if n.Stepper.Set() {
			n.Stepper.Clear()
		}
	case !n.Stepper.Set() || n.Stepper.Value() != *v:
		n.blank = false
		n.Stepper.SetValue(*v)
	}
}

func equal(a, b *float64) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}
