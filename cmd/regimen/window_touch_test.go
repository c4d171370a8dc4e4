//go:build window

package main

import (
	"strconv"
	"testing"
)

// touch taps what has a name as a touch screen does: the pointer is there and pressed at once.
func (p *person) touch(name string) {
	p.Helper()
	s, t := p.find(strconv.Quote(name), called(name))
	x, y := t.centre()
	p.x("mousemove", "--window", p.window, pixel(s, x), pixel(s, y), "click", "1")
}

func TestWindowWorkedByTouch(t *testing.T) {
	p := sit(t, "touch")
	p.sees("Welcome to Regimen")
	p.touch("Fill this in later")
	p.sees("Begin with the first patient")
	p.touch("New patient")
	p.sees("Given name")
	p.types("Ines")
	p.sees("Ines has a record")
	p.touch("Open the record")
	p.sees("Begin with the assessment")
	p.touch("Plan")
	p.sees("No plan yet")
	p.touch("Sessions")
	p.sees("No sessions yet")
	p.touch("Assess")
	p.sees("No assessment yet")
	p.touch("Start the assessment")
	p.sees("Presenting complaint")
	p.kept("SELECT count(*) FROM assessment", "1")
}
