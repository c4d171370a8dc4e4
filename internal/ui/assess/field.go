package assess

import (
	"regimen/internal/ui/edit"
)

// newText is a text of the assessment that is kept as it is typed; rows 1 is a single line.
func (s *Screen) newText(label, name, hint string, rows int, save func(string) error) *edit.Text {
	return edit.NewText(s.after, label, name, hint, rows, save).Of(s.d.Elsewhere(s.patient))
}
