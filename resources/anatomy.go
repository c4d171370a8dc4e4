package resources

import "embed"

// Anatomy holds the figure: one SVG per view in anatomy/, structures.tsv with
// every structure's names, plain.tsv with the words patients know them by,
// muscles.tsv with what is known of each muscle in the words of actions.tsv, and
// views.tsv with the views and their boxes. See package anatomy for how it is
// read, and anatomy/source for how it is drawn.
//
//go:embed anatomy/*.svg anatomy/*.tsv
var Anatomy embed.FS
