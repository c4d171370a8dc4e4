package kit_test

import (
	"errors"
	"image"
	"os"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regimen/internal/ui/kit"
	"regimen/internal/ui/kit/kittest"
)

// gallery puts every widget of the kit on one screen.
func gallery(s *kittest.Screen) fyne.CanvasObject {
	chips := kit.NewMultiChips([]kit.Option{
		{ID: "1", Label: "Hypertonic"},
		{ID: "2", Label: "Trigger point"},
		{ID: "3", Label: "Adhesion"},
		{ID: "4", Label: "Swelling"},
		{ID: "5", Label: "Tender on palpation"},
	}, nil)
	chips.SetChosen("2", "5")
	single := kit.NewChips([]kit.Option{
		{ID: "p", Label: "Patient reported", Icon: kit.IconPatientReported},
		{ID: "t", Label: "Therapist found", Icon: kit.IconTherapistFound},
	}, nil)
	single.SetChosen("t")
	side := kit.NewSegmented(kit.Options("Left", "Right", "Both sides"), nil)
	side.SetChosen("Left")
	sev := kit.NewSeverity("No pain", "Worst imaginable", nil)
	sev.SetValue(6)
	step := kit.NewStepper(kit.Limits{Min: 0, Max: 90, Step: 5, Unit: "minutes"}, nil)
	step.SetValue(45)
	date := kit.NewDateField(s.Clock.Now, nil).Birth()
	date.SetDate("1984-03-12")
	wrong := kit.NewField("Mobile", kit.NewEntry("04…", nil)).Required()
	wrong.SetError("This number has too few digits. Ten are needed, such as 0400 000 000.")
	notice := kit.NewNotice(s.Clock.After)
	notice.Done("The plan was archived.", func() {})
	failed := kit.NewNotice(s.Clock.After)
	failed.Fail(errors.New("the backup could not be written because the disk is full; nothing was lost; free some space and try again"), func() {})
	rows := kit.StackGap(0)
	for i, r := range []kit.Row{
		{What: "Ms Amelia Whitcombe", Quiet: "12 Mar 1984 · last seen 3 days ago by J. Okafor", Icon: kit.IconPerson, Badge: "Plan due", Tone: kit.ToneWarning},
		{What: "Upper trapezius, left", Quiet: "Trigger point · severity 6 · found by therapist, today 09:12", Icon: kit.IconTherapistFound, Badge: "New", Tone: kit.ToneAccent},
		{What: "A name so long that it cannot possibly fit in a single line of a list of this width, whatever is done", Quiet: "Quiet text that is also much longer than the room that there is for it on this narrow card", Badge: "Goal met", Tone: kit.ToneSuccess},
		{What: "Calf pain at rest", Quiet: "Red flag · refer before treating", Icon: kit.IconAlert, IconColor: kit.ColorError, Badge: "Stop", Tone: kit.ToneDanger},
	} {
		row := kit.NewTwoLine(r, func() {})
		row.SetCurrent(i == 1)
		rows.Add(row)
	}
	timer := kit.NewTimer(func() time.Duration { return 17*time.Minute + 5*time.Second }, 45*time.Minute, s.Clock.After)
	tabs := kit.NewTabs(
		kit.Tab{ID: "s", Label: "Summary", Content: func() fyne.CanvasObject { return kit.Body("The summary.") }},
		kit.Tab{ID: "a", Label: "Assess", Icon: kit.IconAssess, Content: func() fyne.CanvasObject { return kit.Body("Assess.") }},
		kit.Tab{ID: "p", Label: "Plan", Icon: kit.IconPlan, Content: func() fyne.CanvasObject { return kit.Body("Plan.") }},
		kit.Tab{ID: "x", Label: "Progress", Content: func() fyne.CanvasObject { return kit.Body("Progress.") }},
	)
	tabs.Select("a")
	steps := someSteps(nil)
	steps.SetState("a", kit.StepDone)
	steps.SetState("b", kit.StepBegun)
	steps.SetState("c", kit.StepMust)
	off := kit.NewButton("Not now", "", func() {})
	off.Disable()
	left := kit.StackGap(kit.GapWide,
		kit.Title("Amelia Whitcombe"),
		kit.NewCard("Findings", kit.StackGap(kit.GapWide, chips, single, side, sev), kit.IconButton(kit.IconAdd, "Add", func() {})),
		kit.NewCard("Details", kit.Form(
			kit.NewField("Date of birth", date).Required(),
			kit.NewField("Length", step).Help("Between 30 and 90 minutes is usual."),
			wrong,
			kit.NewField("Notes", kit.NewNotes("What the patient says, in their words", 2, nil)),
		)),
		kit.FlowRow(kit.PrimaryButton("Sign session", kit.IconSign, func() {}), kit.NewButton("Print plan", kit.IconPrint, func() {}),
			kit.QuietButton("Preview", kit.IconPreview, func() {}), kit.DangerButton("Discard", "", func() {}), off),
	)
	right := kit.StackGap(kit.GapWide,
		kit.NewSearch("Search patients", nil),
		tabs, steps, notice, failed,
		kit.NewCard("", rows),
		kit.FlowRow(timer, kit.NewBadge("Draft", kit.ToneNeutral), kit.NewBadge("Signed", kit.ToneSuccess).WithIcon(kit.IconLock), kit.NewBadge("Due today", kit.ToneWarning)),
		kit.NewTileRow(kit.Options("0", "1", "2", "3"), nil),
		kit.NewTickTiles(kit.Options("I stay at home most of the time.", "I sleep less well."), nil),
		kit.NewMarkLine(nil),
		kit.NewHoldButton("Hold to leave", s.Clock.After, func() {}),
		kit.MinHeight(150, kit.NewList(func() int { return 9 }, func(int) kit.Row { return kit.Row{What: "Visit", Quiet: "held"} }, func(int) {})),
		kit.NewEmptyState(kit.IconPlan, "No plan yet", "Mark what you find on the figure first. The plan grows out of the findings.", "Start an assessment", func() {}),
	)
	return kit.NewDragScroll(kit.Pad(kit.GapRoomy, container.NewGridWithColumns(2, left, kit.PadSides(kit.GapWide, 0, right))))
}

// The gallery is drawn in both forms; set REGIMEN_PICTURES to a folder to look at
// it, at both scales.
func TestGallery(t *testing.T) {
	for mode, scales := range map[kit.Mode][]float32{kit.ModeLight: {1}, kit.ModeDark: {2}} {
		if os.Getenv("REGIMEN_PICTURES") != "" {
			scales = []float32{1, 2}
		}
		t.Run(string(mode), func(t *testing.T) {
			s := kittest.New(t, mode)
			s.Show(gallery(s), 1280, 1120)
			s.MustSay("Trigger point", "Worst imaginable", "40 years", "No plan yet")
			for _, scale := range scales {
				img := s.Picture(scale)
				if want := image.Pt(int(1280*scale), int(1120*scale)); img.Bounds().Size() != want {
					t.Fatalf("picture is %v, want %v", img.Bounds().Size(), want)
				}
				if n := coloursIn(img); n < 200 {
					t.Errorf("the gallery shows %d colours, which is next to nothing", n)
				}
				s.Save("gallery-"+string(mode), scale)
			}
		})
	}
}

// Choosing light or dark changes what is on the screen at once, and leaves nothing
// behind in the other form.
func TestThemeIsSwitchedAtOnce(t *testing.T) {
	s := kittest.New(t, kit.ModeDark)
	s.Show(gallery(s), 1280, 1120)
	want := picture(s)
	s = kittest.New(t, kit.ModeLight)
	s.Show(gallery(s), 1280, 1120)
	s.App.Settings().SetTheme(kit.NewTheme(kit.ModeDark))
	s.Window.Content().Refresh()
	s.Settle()
	s.Save("switched", 1)
	got := picture(s)
	wrong := 0
	for i := range want {
		if i < len(got) && want[i] != got[i] {
			wrong++
		}
	}
	if len(got) != len(want) || wrong > 0 {
		t.Errorf("%d of %d bytes of the picture are not as in a window that was dark from the start", wrong, len(want))
	}
}

func coloursIn(img image.Image) int {
	seen := map[[4]uint32]bool{}
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y += 3 {
		for x := b.Min.X; x < b.Max.X; x += 3 {
			r, g, bl, a := img.At(x, y).RGBA()
			seen[[4]uint32{r, g, bl, a}] = true
		}
	}
	return len(seen)
}

// A page that was out of sight while light or dark was chosen has no trace of the other form when it is shown again.
func TestThemeIsSwitchedOnPagesOutOfSight(t *testing.T) {
	show := func(mode kit.Mode) *kittest.Screen {
		s := kittest.New(t, mode)
		s.Show(gallery(s), 1280, 1500)
		return s
	}
	for from, to := range map[kit.Mode]kit.Mode{kit.ModeLight: kit.ModeDark, kit.ModeDark: kit.ModeLight} {
		want := show(to).Picture(1)
		s := show(from)
		s.Switch(to)
		s.MustLookLike(want)
	}
}
