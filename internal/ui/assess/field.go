package assess

import (
	"errors"

	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// newText is a text of the assessment that is kept as it is typed; rows 1 is a single line.
func (s *Screen) newText(label, name, hint string, rows int, save func(string) error) *edit.Text {
	return edit.NewText(s.after, label, name, hint, rows, save).Of(s.d.Elsewhere(s.patient))
}

// readDate reads a date that may be left out; what is half typed is an error, a sentence.
func readDate(f *kit.DateField, into *clinic.Date) error {
	iso, err := f.Date()
	if errors.Is(err, kit.ErrNoDate) {
		return nil
	}
	*into = clinic.Date(iso)
	return err
}
