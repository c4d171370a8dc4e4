//go:build window

package main

import (
	"strconv"
	"testing"
)

// slips are how far a finger that taps moves before it is lifted, in pixels.
var slips = [][2]int{{0, 0}, {3, 4}, {0, 11}, {-5, 0}, {-7, -8}, {11, 0}}

// touch taps what has a name as a touch screen does: the pointer is there and pressed at once, and slips before it is
// lifted, each time otherwise; every other time too fast for a picture between.
func (p *person) touch(names ...string) {
	p.Helper()
	for _, name := range names {
		p.touches(strconv.Quote(name), called(name))
	}
}

func (p *person) touches(what string, w where) {
	p.Helper()
	s, t := p.find(what, w)
	p.reach()()
	x, y := t.centre()
	slip := slips[p.touched%len(slips)]
	p.touched++
	down := []string{"mousemove", "--window", p.window, pixel(s, x), pixel(s, y), "mousedown", "1"}
	up := []string{"mousemove_relative", "--", strconv.Itoa(slip[0]), strconv.Itoa(slip[1]), "mouseup", "1"}
	if p.touched%2 == 0 {
		p.x(append(down, up...)...)
		return
	}
	p.x(down...)
	_, _ = p.glimpse()
	p.x(up...)
}

func TestWindowWorkedByTouch(t *testing.T) {
	p := sit(t, "touch")
	p.sees("Welcome to Regimen")
	p.touch("Begin without a name")
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

	const complaint = "SELECT complaint FROM assessment"
	field := entry("Presenting complaint", 0)
	p.touches("the complaint", field)
	p.types("stiff")
	p.kept(complaint, "stiff")
	_, at := p.find("the complaint", field)
	p.doubleTap(at.X+24, at.Y+at.H/2)
	p.types("sore")
	p.kept(complaint, "sore")
	p.secondaryTap(at.X+24, at.Y+at.H/2)
	p.sees("Paste")
	p.press("Escape")

	p.touch("Next: Screening")
	const answers = "SELECT count(*) FROM screening"
	p.kept(answers, "0")
	for n := range len(slips) {
		p.touches("No", theNth("No", n))
		p.kept(answers, strconv.Itoa(n+1))
	}

	// A drag that begins on an answer moves the page, and answers nothing.
	s, no := p.find("No", theNth("No", 2))
	x, y := no.centre()
	p.drag([2]float32{x, y}, [2]float32{x, y - 20}, [2]float32{x, y - 60})
	want := no.FullY - 48 // what told the drag from a tap is left out
	_, no = p.find("No", theNth("No", 2))
	if off := no.FullY - want; off > 1 || off < -1 {
		t.Errorf("the page is %v off where the finger left it", off)
	}
	p.kept(answers, strconv.Itoa(len(slips)))
	// And so does one that comes before the next picture.
	p.x("mousemove", "--window", p.window, pixel(s, x), pixel(s, y), "mousedown", "1",
		"mousemove_relative", "--", "0", pixel(s, -40), "mouseup", "1")
	want = no.FullY - 28
	_, no = p.find("No", theNth("No", 2))
	if off := no.FullY - want; off > 1 || off < -1 {
		t.Errorf("the page is %v off where a swift finger left it", off)
	}
	p.kept(answers, strconv.Itoa(len(slips)))

	p.touch("Patients")
	p.touch("Ines")
	p.sees("Go on with the assessment")
}

// doubleTap taps twice at a hand's pace, and slips each time.
func (p *person) doubleTap(x, y float32) {
	p.Helper()
	s := p.look()
	p.point(s, x, y)
	p.x("mousedown", "1", "mousemove_relative", "4", "3", "mouseup", "1", "sleep", "0.1",
		"mousedown", "1", "mousemove_relative", "--", "-3", "2", "mouseup", "1")
	p.look() // the toolkit tells of a double tap a few pictures after it
}

// secondaryTap taps with the other button, and slips.
func (p *person) secondaryTap(x, y float32) {
	p.Helper()
	s := p.look()
	p.point(s, x, y)
	p.x("mousedown", "3", "mousemove_relative", "6", "6", "mouseup", "3")
}
