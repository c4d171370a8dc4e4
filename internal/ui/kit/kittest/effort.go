package kittest

import "time"

// Effort is what a hand does to get something done on the screens.
type Effort struct {
	Taps, Drags, Letters int
}

// Took is how long it takes by the keystroke-level model (Card, Moran and Newell 1980): to make up one's mind
// 1.35 s, to point at something 1.1 s, to press 0.2 s, and 0.28 s for each letter of an average typist.
func (e Effort) Took() time.Duration {
	const decide, point, press, letter = 1350, 1100, 200, 280 // ms
	ms := e.Taps*(decide+point+press) + e.Drags*(decide+2*(point+press)) + e.Letters*letter
	return time.Duration(ms) * time.Millisecond
}
