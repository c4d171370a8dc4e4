// Package kit holds what more than one screen uses: the theme, the icons and the
// widgets. Every widget can be reached and worked by keyboard alone, shows where
// the keyboard is, and gives a finger at least Target pixels to hit.
//
// Widgets report what the user did through exported On... fields. Setting a value
// from code never calls them, so that a screen may refresh itself from the store
// without starting a new change.
//
// All methods must be called on the UI thread; Work is the one way to leave it.
package kit
