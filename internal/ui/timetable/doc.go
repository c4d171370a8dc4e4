// Package timetable is the grid of a diary: columns over one day of the clock on the wall, with what stands in them, to
// look at, tap, drag and walk through by finger, mouse or keyboard. Tab goes through the visits in the order of time.
//
// A [Grid] shows what is given to it and reports what the user did; it keeps no records, and what is moved in it is
// only proposed. Times are minutes of the day from 0 to 1440: it knows no instants and no zones. All methods must be
// called on the UI thread.
package timetable
