//go:build window

package main

import (
	"os"
	"path/filepath"
	"testing"

	"regimen/internal/anatomy"
	"regimen/resources"
)

// office puts a viewer and a printer first in the path that keep the papers they get in a folder.
func office(t *testing.T) (folder, path string) {
	t.Helper()
	bin, out := t.TempDir(), t.TempDir()
	for _, name := range []string{"lp", "xdg-open"} {
		// The copy gets its name when it is whole.
		script := "#!/bin/sh\nfor f; do :; done\ncp \"$f\" '" + out + "/part' && mv '" + out + "/part' '" + out + "/" + name + ".pdf'\n"
		if err := os.WriteFile(filepath.Join(bin, name), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return out, "PATH=" + bin + ":" + os.Getenv("PATH")
}

// The whole work of a clinic with a new patient, mainly by mouse, in the program as it is started.
func TestWindowWorkedByMouse(t *testing.T) {
	_, path := office(t)
	p := sit(t, "mouse", path)

	p.sees("Welcome to Regimen")
	p.shows("welcome")
	p.types("Harbour Remedial")
	p.fill("Your name", "Ana Reyes")
	p.tap("Begin")
	p.sees("Begin with the first patient")
	p.shows("today-empty")
	p.kept("SELECT name || '/' || (SELECT name FROM practitioner) FROM clinic", "Harbour Remedial/Ana Reyes")

	p.press("ctrl+n")
	p.sees("New patient")
	p.shows("new-patient")
	p.types("Margaret")
	p.press("Tab")
	p.types("Doyle")
	p.press("Tab")
	p.types("12031968")
	p.sees("Margaret Doyle has a record")
	p.kept("SELECT given_name || ' ' || family_name || ' ' || birth_date FROM patient", "Margaret Doyle 1968-03-12")
	p.shows("patient-made")

	p.press("ctrl+k")
	p.types("margret doile")
	p.sees("Margaret Doyle")
	p.shows("search")
	p.press("Return")
	p.tap("Assess")
	p.sees("No assessment yet")
	p.shows("assess-empty")
	p.assess()
	p.plan()
	p.treat()
}

func (p *person) assess() {
	p.Helper()
	p.tap("Start the assessment")
	p.fill("Presenting complaint", "Cannot turn the head when reversing the car")
	p.kept("SELECT complaint FROM assessment", "Cannot turn the head when reversing the car")
	p.shows("history")
	p.tap("Next: screening")
	for _, next := range []string{"Next: red flags", "Next: avoid the area", "Next: take care", "Next: findings"} {
		p.tap("No to all the rest")
		p.sees("All answered")
		p.shows("screening")
		p.tap(next)
	}
	p.shows("findings-none")
	p.tapFigure("posterior", "trapezius.upper", anatomy.Left, "Left upper trapezius")
	p.shows("sheet")
	p.tap("Trigger point", "7")
	p.kept("SELECT structure, side, view, type, severity, source FROM finding", "trapezius.upper|L|posterior|trigger-point|7|therapist")
	p.shows("finding")
	p.tap("Patient reports")
	p.tapFigure("posterior", "levator.scapulae", anatomy.Right, "Right levator scapulae")
	p.tap("Pain", "5")
	p.kept("SELECT count(*), sum(severity) FROM finding", "2|12")
	p.shows("findings")

	p.tap("Back to the list of findings")
	p.tap("Pen")
	p.shows("pen")
	x, y := p.onFigure("posterior", "trapezius.upper", anatomy.Left)
	p.drag([2]float32{x, y}, [2]float32{x + 12, y + 30}, [2]float32{x + 5, y + 60}, [2]float32{x + 20, y + 90}, [2]float32{x + 25, y + 120})
	const strokes = "SELECT count(*), min(tool), min(json_array_length(points)) >= 4 FROM stroke"
	p.kept(strokes, "1|pen|1")
	p.shows("stroke")
	p.press("ctrl+z")
	p.kept(strokes, "0||")
	p.press("ctrl+y")
	p.kept(strokes, "1|pen|1")
	p.shows("stroke-again")

	p.tap("Movement")
	p.shows("movement")
	p.tap("Pain and activities", "6")
	p.kept("SELECT measure, value FROM measurement", "nprs|6.0")
	p.tap("Neck")
	p.shows("neck")
	p.write("the rotation to the left", entryBeside("Rotation", 0), "40")
	p.press("Tab")
	p.write("the rotation to the right", entryBeside("Rotation", 1), "55")
	p.press("Tab")
	p.kept("SELECT group_concat(side || value) FROM (SELECT side, value FROM measurement WHERE measure = 'rom.neck.rotation' ORDER BY side)", "L40.0,R55.0")
	p.shows("neck-measured")

	p.tap("Impression")
	p.fill("Working impression", "Overload of the left upper trapezius")
	p.shows("impression")
	p.tap("Sign the assessment")
	p.shows("sign")
	p.tap("Sign")
	p.kept("SELECT signed_by, signed_at IS NOT NULL FROM assessment", "Ana Reyes|1")
	p.shows("signed")
}

// plan writes the plan from the findings and agrees it.
func (p *person) plan() {
	p.Helper()
	p.tap("Build the plan")
	p.shows("plan-none")
	p.tap("Start the plan")
	p.tap("Trigger point 7/10")
	p.kept("SELECT words FROM problem", "Left upper trapezius: trigger point 7/10")
	p.shows("problems")
	p.tap("Next: Goals")
	p.tap("Left upper trapezius: trigger point 7/10")
	p.shows("goal")
	p.tap("Take 4/10")
	p.taps("6 weeks", in("In how many weeks?", "6"))
	p.fill("In the patient's own words", "Reverse the car without pain")
	p.tap("Done")
	p.kept("SELECT measure, baseline, target, words, due = date('now', 'localtime', '+42 days') FROM goal", "nprs|6.0|4.0|Reverse the car without pain|1")
	p.shows("goals")

	p.tap("Next: Treatment")
	p.tap("Left upper trapezius: trigger point 7/10")
	p.shows("techniques")
	p.tap("Petrissage")
	p.shows("technique")
	p.tap("3 medium", "Prone", "Done")
	p.tap("Left upper trapezius: trigger point 7/10")
	p.tap("Effleurage", "Done")
	p.kept("SELECT group_concat(technique) FROM (SELECT technique FROM prescription ORDER BY technique)", "effleurage,petrissage")
	p.shows("treatment")
	p.tap("Next: Schedule")
	p.tap("4 weekly, 2 fortnightly, 1 after four weeks")
	p.taps("45 minutes", in("Minutes", "45"))
	p.kept("SELECT minutes, json_array_length(phases) FROM plan", "45|3")
	p.shows("schedule")
	p.tap("Next: Home care")
	p.tap("Choose from the list")
	p.shows("exercises")
	p.tap("Turn your head")
	p.kept("SELECT exercise FROM home_care", "neck-turn")
	p.shows("home-care")
	p.tap("Next: Agree")
	p.shows("agree")
	p.tap("Said so, after it was explained")
	p.tap("Agree and close this version")
	p.kept("SELECT agreed_by, agreed_how, agreed_at IS NOT NULL FROM plan", "Margaret Doyle|spoken|1")
	p.shows("agreed")
}

// treat gives the first session and signs it.
func (p *person) treat() {
	p.Helper()
	p.tap("Start today's session")
	p.shows("session")
}

// tapFigure points at the middle of a structure until the figure names it, and clicks.
func (p *person) tapFigure(view, code string, side anatomy.Side, name string) {
	p.Helper()
	x, y := p.onFigure(view, code, side)
	s := p.look()
	p.point(s, x, y)
	p.sees(name)
	p.x("click", "1")
}

// onFigure is where on the canvas the middle of a structure is drawn, the whole figure being shown.
func (p *person) onFigure(view, code string, side anatomy.Side) (x, y float32) {
	p.Helper()
	atlas, err := anatomy.Load(resources.Anatomy)
	if err != nil {
		p.Fatal(err)
	}
	v, err := atlas.View(view)
	if err != nil {
		p.Fatal(err)
	}
	shapes := v.Find(anatomy.Target{Code: code, Side: side})
	if len(shapes) == 0 {
		p.Fatalf("%s %s is not drawn on the view %s", code, side, view)
	}
	_, pane := p.find("the figure", kind("*bodymap.pane"))
	const caption = 28 // above the figure, about
	scale := min(float64(pane.W)/v.Box.Width(), float64(pane.H-caption)/v.Box.Height())
	at, middle := shapes[0].Center(), v.Box.Center()
	return pane.X + pane.W/2 + float32((at.X-middle.X)*scale), pane.Y + caption + (pane.H-caption)/2 + float32((at.Y-middle.Y)*scale)
}
