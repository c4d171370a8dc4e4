package resources

import "embed"

// Icons holds the program's own icon family: one SVG per icon in icons/, drawn
// on a 24 px grid with 2 px round strokes in currentColor, plus the program's
// own mark (app.svg and its PNG renderings).
//
//go:embed icons/*.svg
var Icons embed.FS

// AppIcon is the program's mark as a 256 px PNG, for the window and the taskbar.
//
//go:embed icons/app-256.png
var AppIcon []byte
