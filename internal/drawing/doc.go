// Package drawing describes figures and charts once and draws them on screen
// and on paper.
//
// A [Picture] is a list of paths, texts and clipped parts in its own units.
// [Picture.Draw] rasterises it for the screen, [Picture.WritePDF] writes it
// as vectors into a document; both show the same. [Figure], [Legend],
// [TimeSeries] and [Sparkline] build pictures; everything they
// show is legible in the light, dark and print palettes, and without colour.
package drawing
