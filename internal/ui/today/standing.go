package today

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// standing is what of the clinic itself is not in order.
type standing struct {
	backup   store.LastBackup
	sample   bool
	nobody   bool                  // there is no practitioner
	untold   []clinic.Practitioner // of whom nothing is kept about their training
	heldElse bool                  // the records are on another computer, and this one made no backup of them
}

// readStanding reads it, away from the UI thread.
func (s *Screen) readStanding(ctx context.Context) (st standing, err error) {
	c, err := s.d.Store.Clinic(ctx)
	if err != nil {
		return st, err
	}
	all, err := s.d.Store.Practitioners(ctx)
	if err != nil {
		return st, err
	}
	st.sample, st.nobody = c.Sample, len(all) == 0
	if st.untold, err = s.d.TrainingUnsaid(ctx); err != nil {
		return st, err
	}
	st.backup, err = s.d.Store.LastBackup(ctx)
	// Of shared records the computer that keeps them is asked to make the backups, and any that once made one.
	st.heldElse = !st.backup.Here && st.backup.File == ""
	return st, err
}

// notes say what is not in order, each with what to do about it.
func (s *Screen) notes(st standing) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	if st.nobody {
		out = append(out, note(lang.L("Nobody is entered who treats here. Everything can be written, but nothing can be signed, and plans carry no name."),
			kit.NewButton(lang.L("Enter a practitioner"), kit.IconPerson, func() { s.settings(false) })))
	}
	if len(st.untold) > 0 {
		names := make([]string, len(st.untold))
		for i, p := range st.untold {
			names[i] = p.Name
		}
		out = append(out, note(lang.L("Nothing is kept yet about the training of {{.Names}}. Lymph drainage, cupping, needles and a few more take training: until it is ticked, each asks for a reason.",
			map[string]any{"Names": words.List(names...)}),
			kit.QuietButton(lang.L("None of these"), kit.IconCheck, func() { s.noTraining(st.untold) }),
			kit.NewButton(lang.L("Tick the training"), kit.IconPerson, func() { s.settings(false) })))
	}
	backup, old := s.d.BackupWords(st.backup)
	if !old || st.sample || st.heldElse {
		return out
	}
	if file := desk.NextBackup(st.backup, s.d.Today()); file != "" {
		return append(out, note(backup, kit.NewButton(lang.L("Back up now"), kit.IconExport, func() { s.backUp(file) })), s.busy)
	}
	return append(out, note(words.Sentences(backup, lang.L("If this computer fails, all records are gone.")),
		kit.NewButton(lang.L("Choose where to back up"), kit.IconExport, func() { s.settings(true) })))
}

func (s *Screen) noTraining(who []clinic.Practitioner) {
	if err := s.d.NoTraining(context.Background(), who); err != nil {
		s.d.Fail(err)
		return
	}
	s.read()
}

func note(text string, do ...fyne.CanvasObject) fyne.CanvasObject {
	said := kit.Border(nil, nil, container.NewCenter(kit.IconView(kit.IconAlert, kit.ColorWarning)), nil, kit.Body(text).Wrap())
	return container.NewStack(kit.NewPlate(kit.ColorWarningSoft, kit.Radius), kit.PadSides(kit.GapWide, kit.Gap, kit.WithButtons(said, container.NewHBox(do...))))
}

func (s *Screen) backUp(file string) {
	kit.WorkWith(s.busy, lang.L("Making and checking the backup…"), func(ctx context.Context) (struct{}, error) {
		return struct{}{}, s.d.BackUp(ctx, file)
	}, func(_ struct{}, err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.d.Tell(lang.L("The backup is complete and was checked: {{.File}}", map[string]any{"File": file}), nil)
		s.read()
	})
}
