// Package resources holds what is built into the program: fonts, icons,
// translations, the figure and the catalogues. It gives bytes and files and knows
// nothing of who uses them.
package resources

import _ "embed"

// Noto Sans (SIL Open Font License 1.1, see fonts/OFL.txt): the one typeface of
// the program, used by the screens and embedded in the printed papers, so that
// a word measures the same in both.
var (
	//go:embed fonts/NotoSans-Regular.ttf
	FontRegular []byte
	//go:embed fonts/NotoSans-Bold.ttf
	FontBold []byte
	//go:embed fonts/NotoSans-Italic.ttf
	FontItalic []byte
	//go:embed fonts/NotoSans-BoldItalic.ttf
	FontBoldItalic []byte
)
