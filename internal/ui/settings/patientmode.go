package settings

import (
	"errors"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/books"
	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// pin sets the number that takes the window back from a patient.
func (s *Screen) pin() fyne.CanvasObject {
	entry := kit.NewEntry("", nil)
	entry.Password = true
	field := kit.NewField(lang.L("PIN for taking the tablet back from a patient"), container.NewStack())
	state := kit.QuietText("").Wrap()
	remove := kit.QuietButton(lang.L("Remove the PIN"), kit.IconRemove, nil)
	show := func() {
		has, err := s.d.HasPIN()
		switch {
		case err != nil:
			s.d.Log.Error("reading a preference", "key", "practitioner PIN", "error", err)
			state.SetText(lang.L("It cannot be read just now whether a PIN is set."))
		case has:
			state.SetText(lang.L("A PIN is set on this computer. Another one takes its place."))
		default:
			state.SetText(lang.L("No PIN is set: a button is held for 3 seconds instead. A PIN has 4 to 8 digits."))
		}
		remove.Hidden = !has
		remove.Refresh()
	}
	set := func() {
		digits := strings.TrimSpace(entry.Text)
		if digits == "" {
			field.SetError(lang.L("A PIN has 4 to 8 digits."))
			return
		}
		if err := s.d.SetPIN(digits); err != nil {
			field.SetError("")
			if errors.Is(err, desk.ErrPIN) {
				field.SetError(words.Error(err))
				return
			}
			s.d.Fail(err)
			return
		}
		field.SetError("")
		entry.SetText("")
		show()
		s.d.Tell(lang.L("The PIN is set."), nil)
	}
	remove.OnTapped = func() {
		if err := s.d.SetPIN(""); err != nil {
			s.d.Fail(err)
			return
		}
		show()
		s.d.Tell(lang.L("The PIN is removed."), nil)
	}
	entry.OnSubmitted = func(string) { set() }
	row := field.Content().(*fyne.Container)
	row.Add(kit.FlowRow(kit.MinWidth(160, entry), kit.NewButton(lang.L("Set the PIN"), kit.IconLock, set), remove))
	show()
	return kit.Stack(field, state)
}

// ownForms says where the clinic's own questionnaires are, and which of them could not be taken.
func (s *Screen) ownForms() fyne.CanvasObject {
	cat := s.d.Catalogue
	if cat == nil {
		cat = &clinic.Catalogue{}
	}
	box := kit.StackGap(kit.Gap)
	var own []string
	for _, f := range cat.Forms {
		if f.Own {
			own = append(own, f.Title)
		}
	}
	if len(own) > 0 {
		box.Add(kit.Body(strings.Join(own, "; ")).Wrap())
	}
	for _, err := range cat.LeftOut {
		box.Add(container.NewBorder(nil, nil, kit.IconView(kit.IconAlert, kit.ColorWarning), nil,
			kit.Body(lang.L("Left out: {{.What}}", map[string]any{"What": strings.ReplaceAll(words.Error(err), "\n", "; ")})).Wrap()))
	}
	box.Add(kit.QuietText(lang.L("Forms you hold a licence for go into this folder, a file each. They are read when the program starts: {{.Folder}}",
		map[string]any{"Folder": filepath.Join(s.opt.DataDir, books.FormsFolder)})).Wrap())
	return kit.NewField(lang.L("Questionnaires of your own"), box)
}
