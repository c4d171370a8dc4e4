package papers

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/kit"
)

// page is a paper of one word.
type page string

func (p page) Save(file string) error { return os.WriteFile(file, []byte(p), 0o600) }

// bench is a desk whose viewer and printer take a paper or refuse it.
type bench struct {
	*desktest.Rig
	got     []string // what the papers said that came
	refuse  error
	resting bool
	job     Job
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{Rig: desktest.New(t)}
	b.Desk.Papers = filepath.Join(t.TempDir(), "papers")
	take := func(file string) error {
		words, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		b.got = append(b.got, string(words))
		return b.refuse
	}
	b.Desk.PrintFile, b.Desk.OpenFile = take, take
	b.Desk.Hush = func(text string) {
		b.Said = slices.DeleteFunc(b.Said, func(s string) bool { return s == text })
	}
	b.job = Job{
		Name: "plan-1", Make: func() (Paper, error) { return page("the plan"), nil },
		Ways: "Open it in the viewer.", Instead: "Save it as a PDF.", Rest: func(on bool) { b.resting = on },
	}
	return b
}

func (b *bench) mustSay(want ...string) {
	b.T.Helper()
	if !slices.Equal(b.Said, want) {
		b.T.Errorf("said %q, want %q", b.Said, want)
	}
	b.Said = nil
}

func TestWhatBecameOfAPaper(t *testing.T) {
	b := newBench(t)
	Print(b.Desk, b.job)
	b.mustSay("Sent to the printer.")
	Open(b.Desk, b.job)
	b.mustSay("Opened in the viewer.")
	b.refuse = errors.New("lp says “no default destination available”")
	Print(b.Desk, b.job)
	b.mustSay("The paper was not printed: lp says “no default destination available”. Open it in the viewer.")
	Open(b.Desk, b.job)
	b.mustSay("The paper was not opened: lp says “no default destination available”. Open it in the viewer.")
	if b.resting || !slices.Equal(b.got, []string{"the plan", "the plan", "the plan", "the plan"}) {
		t.Errorf("got %q, resting %v", b.got, b.resting)
	}
	if left, err := os.ReadDir(b.Desk.Papers); err != nil || len(left) != 2 {
		t.Errorf("%d papers left of two that were taken and two that were not, %v", len(left), err)
	}
}

// boxed is a paper with a name that no typeface at hand has.
type boxed struct{ page }

func (boxed) Unprintable() []string { return []string{"健", "佐藤"} }

// Who prints a paper without having seen it is told what cannot be read on it.
func TestAPaperWithBoxes(t *testing.T) {
	b := newBench(t)
	b.job.Make = func() (Paper, error) { return boxed{"the day"}, nil }
	Print(b.Desk, b.job)
	b.mustSay("Sent to the printer. No typeface on this computer has all the letters of these words; they are printed as boxes: 健, 佐藤")
}

// Before the print command has ended nothing is said to be sent.
func TestAPrintCommandThatTakesLong(t *testing.T) {
	for _, x := range []struct {
		refuse error
		end    string
	}{{nil, "Sent to the printer."}, {errors.New("no paper"), "The paper was not printed: no paper. Open it in the viewer."}} {
		b := newBench(t)
		b.refuse = x.refuse
		held, release := kit.Hold()
		t.Cleanup(release)
		Print(b.Desk, b.job)
		b.Clock.Advance(time.Second)
		if b.mustSay("Waiting for the printer…"); !b.resting {
			t.Error("another paper could be printed meanwhile")
		}
		b.Clock.Advance(printing)
		if b.mustSay("The print command is still at work on the paper. Should it fail, it is said here."); b.resting {
			t.Error("no other paper can be printed")
		}
		held.DoAll()
		b.mustSay(x.end)
	}
}

// Some viewers end only when they are closed, and then with an error for all one knows.
func TestAViewerThatEndsWithItsCommand(t *testing.T) {
	b := newBench(t)
	held, release := kit.Hold()
	t.Cleanup(release)
	Open(b.Desk, b.job)
	b.Clock.Advance(time.Second)
	b.mustSay("Waiting for the viewer…")
	b.Clock.Advance(showing)
	b.mustSay("Opened in the viewer.")
	b.refuse = errors.New("killed")
	held.DoAll()
	b.mustSay()
}

func TestAPaperThatIsNotThere(t *testing.T) {
	b := newBench(t)
	b.job.Make = func() (Paper, error) { return nil, errors.New("a letter is missing") }
	Print(b.Desk, b.job)
	b.mustSay("The paper could not be made. Nothing was printed or opened; the records are as they were. (a letter is missing)")
	b = newBench(t)
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	b.Desk.Papers = filepath.Join(blocked, "papers")
	Print(b.Desk, b.job)
	if len(b.Said) != 1 || len(b.got) > 0 || b.resting {
		t.Fatalf("said %q, got %q", b.Said, b.got)
	}
	b.mustSay("The paper could not be written to the folder for papers. Nothing was printed or opened. Save it as a PDF. (mkdir " + blocked + ": not a directory)")
	// Full disk.
	b = newBench(t)
	b.job.Make = func() (Paper, error) { return full{}, nil }
	Open(b.Desk, b.job)
	b.mustSay("The paper could not be written to the folder for papers. Nothing was printed or opened. Save it as a PDF. (there is no room left on the disk)")
}

type full struct{}

func (full) Save(string) error { return errors.New("there is no room left on the disk") }
