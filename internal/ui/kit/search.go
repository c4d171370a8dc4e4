package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
)

// Search is a field that tells of every change as it is typed. Escape empties it,
// Down goes to the results.
type Search struct {
	Entry
	// OnDown is what the Down key does, usually giving the result list the keyboard.
	OnDown func()
	// OnEscape is called by Escape in an empty field.
	OnEscape func()

	clear *Button
}

// NewSearch calls onChanged for each change of the text.
func NewSearch(placeholder string, onChanged func(text string)) *Search {
	s := &Search{}
	s.PlaceHolder = placeholder
	s.Icon = IconIn(IconSearch, ColorQuiet)
	s.clear = IconButton(IconClose, lang.L("Clear the search"), func() { s.SetText("") })
	s.clear.Hide()
	s.ActionItem = s.clear
	s.OnChanged = func(text string) {
		s.clear.Hidden = text == ""
		s.Refresh()
		if onChanged != nil {
			onChanged(text)
		}
	}
	s.OnKey = s.key
	s.ExtendBaseWidget(s)
	return s
}

func (s *Search) key(k fyne.KeyName) bool {
	switch {
	case k == fyne.KeyEscape && s.Text != "":
		s.SetText("")
	case k == fyne.KeyEscape && s.OnEscape != nil:
		s.OnEscape()
	case k == fyne.KeyDown && s.OnDown != nil:
		s.OnDown()
	default:
		return false
	}
	return true
}
