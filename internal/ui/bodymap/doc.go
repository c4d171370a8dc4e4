// Package bodymap is the figure on the screen: one view or several, to look
// at, tap, zoom and draw on, by finger, mouse or keyboard; and its twin, a
// list of every structure that can be searched.
//
// A [Map] shows marks that are given to it and reports what the user did; it
// keeps no findings of its own. All methods must be called on the UI thread.
package bodymap
