// Package papers hands papers to the viewer and the printer of the operating system, says what became of them, and
// leaves none lying on the computer.
package papers

import (
	"cmp"
	"context"
	"errors"
	"os"
	"time"

	"fyne.io/fyne/v2/lang"

	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// Paper is what can be written as a file.
type Paper interface{ Save(file string) error }

// Boxes says which words of a paper no typeface at hand can set, "" where there are none.
func Boxes(p Paper) string {
	set, ok := p.(interface{ Unprintable() []string })
	if !ok || len(set.Unprintable()) == 0 {
		return ""
	}
	return lang.L("No typeface on this computer has all the letters of these words; they are printed as boxes: {{.Words}}",
		map[string]any{"Words": words.List(set.Unprintable()...)})
}

// Job is a paper to be handed over.
type Job struct {
	// Name begins the name of the file. It names no patient.
	Name string
	// Make gives the paper. It is called away from the UI thread.
	Make func() (Paper, error)
	// Ways tells in a sentence what is left to do when it was not handed over, Instead when not even a file could
	// be written for that.
	Ways, Instead string
	// Rest is called with true when it begins and with false when another may be handed over; nil for nobody.
	Rest func(bool)
	// Given is called once, on the UI thread, when the paper counts as handed over; nil for nobody.
	Given func()
}

const (
	// printing is how long a print command may take until the paper counts as under way.
	printing = 10 * time.Second
	// showing is how long the command of the viewer may take until the viewer counts as open: some end only with it.
	showing = 5 * time.Second
)

// Print hands a paper to the printer, and says what became of it: that it was sent only when the print command has
// ended well.
func Print(d *desk.Desk, j Job) {
	(&handing{
		d: d, j: j, to: d.PrintFile, patience: printing,
		slow: lang.L("Waiting for the printer…"), done: lang.L("Sent to the printer."),
		late: lang.L("The print command is still at work on the paper. Should it fail, it is said here."),
		failed: func(why error) string {
			return lang.L("The paper was not printed: {{.Why}}.", map[string]any{"Why": why})
		},
	}).begin()
}

// Open hands a paper to the viewer, and says what became of it.
func Open(d *desk.Desk, j Job) {
	(&handing{
		d: d, j: j, to: d.OpenFile, patience: showing,
		slow: lang.L("Waiting for the viewer…"), done: lang.L("Opened in the viewer."),
		failed: func(why error) string {
			return lang.L("The paper was not opened: {{.Why}}.", map[string]any{"Why": why})
		},
	}).begin()
}

// handing is a paper on its way.
type handing struct {
	d        *desk.Desk
	j        Job
	to       func(file string) error
	patience time.Duration
	slow     string // said after a second
	done     string
	late     string // said when the patience ends; "" where that means that it is done
	failed   func(why error) string

	over, stop func()
	told       bool // that the patience ended
}

// failure is where a paper came to grief, and why.
type failure struct {
	stage string
	cause error
}

// The stages of a paper.
const (
	making  = "making"
	writing = "writing"
	handed  = "handed"
)

func (f *failure) Error() string { return f.stage + ": " + f.cause.Error() }
func (f *failure) Unwrap() error { return f.cause }

func (h *handing) begin() {
	h.rest(true)
	h.over = h.d.Slow(h.slow)
	h.stop = h.d.Later(h.patience, h.underWay)
	folder := Folder(h.d.Papers)
	kit.Work(func(context.Context) (string, error) {
		paper, err := h.j.Make()
		if err != nil {
			return "", &failure{making, err}
		}
		file, err := folder.Put(h.j.Name, time.Now(), paper.Save) // the times of files are by this computer's clock
		if err != nil {
			return "", &failure{writing, err}
		}
		if err = h.to(file); err != nil {
			_ = os.Remove(file)
			return "", &failure{handed, err}
		}
		return Boxes(paper), nil
	}, h.ended)
}

func (h *handing) rest(on bool) {
	if h.j.Rest != nil {
		h.j.Rest(on)
	}
}

func (h *handing) given() {
	if h.j.Given != nil {
		h.j.Given()
	}
}

func (h *handing) underWay() {
	h.told = true
	h.over()
	h.given() // before another may be handed over
	h.rest(false)
	h.d.Tell(cmp.Or(h.late, h.done), nil)
}

func (h *handing) ended(boxes string, err error) {
	h.stop()
	if !h.told {
		h.over()
		if err == nil {
			h.given()
		}
		h.rest(false)
	}
	switch {
	case err != nil && h.told && h.late == "":
		// The viewer was open and is closed by now; how it ended is no news of the paper.
		h.d.Log.Warn("the viewer ended", "error", err)
	case err != nil:
		h.d.Fail(&sentence{h.says(err), err})
	case !h.told || h.late != "":
		h.d.Tell(words.Sentences(h.done, boxes), nil)
	}
}

// says is what went wrong, what is kept, and what is left to do.
func (h *handing) says(err error) string {
	var f *failure
	if !errors.As(err, &f) { // it broke down while it was made
		f = &failure{making, err}
	}
	switch f.stage {
	case making:
		return lang.L("The paper could not be made. Nothing was printed or opened; the records are as they were. ({{.Why}})", map[string]any{"Why": f.cause})
	case writing:
		return lang.L("The paper could not be written to the folder for papers. Nothing was printed or opened. {{.Instead}} ({{.Why}})",
			map[string]any{"Instead": h.j.Instead, "Why": f.cause})
	}
	return h.failed(f.cause) + " " + h.j.Ways
}

// sentence reads as one and holds its cause.
type sentence struct {
	says  string
	cause error
}

func (e *sentence) Error() string { return e.says }
func (e *sentence) Unwrap() error { return e.cause }
