//go:build !migrated_fynedo

package ui

// Without the tag, Fyne takes a call of fyne.Do from the thread of the window for a mistake and runs it on another one,
// where it is wrong and seldom seen. So the program is built and tested with the tag only.
var _ = build_with_the_tag_migrated_fynedo
