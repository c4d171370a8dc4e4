package kit

import "fyne.io/fyne/v2"

// What is held to move by words, and to the ends of a line.
const (
	wordModifier = fyne.KeyModifierAlt
	lineModifier = fyne.KeyModifierSuper
)
