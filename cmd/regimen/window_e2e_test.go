//go:build window

package main

import (
	"cmp"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/books/bookstest"
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
	papers, path := office(t)
	p := sit(t, "mouse", path)

	p.sees("Welcome to Regimen")
	p.shows("welcome")
	p.types("Harbour Remedial")
	p.fill("Your name", "Ana Reyes")
	p.tap("Begin")
	p.sees("Begin with the first patient")
	p.shows("today-empty")
	p.kept("SELECT name || '/' || (SELECT name FROM practitioner) FROM clinic", "Harbour Remedial/Ana Reyes")

	p.tap("Settings", "Light")
	p.shows("settings")
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
	p.print(papers)
	p.history()

	p.quit()
	if left, err := os.ReadDir(filepath.Join(p.dir, "papers")); err == nil {
		t.Errorf("papers stay in the data folder: %v", left)
	}
	p.start()
	p.shows("today-again")
	p.press("ctrl+k")
	p.types("doyle")
	p.sees("Margaret Doyle")
	p.press("Return")
	p.sees("58 years")
	p.shows("summary")
	p.tap("Progress", "Measures")
	p.sees("Pain now")
	p.shows("progress")
	p.tap("Sessions")
	p.sees("Signed by Ana Reyes")
	p.shows("sessions-again")
}

func (p *person) assess() {
	p.Helper()
	p.tap("Start the assessment")
	p.fill("Presenting complaint", "Cannot turn the head when reversing the car")
	p.kept("SELECT complaint FROM assessment", "Cannot turn the head when reversing the car")
	p.shows("history")
	p.tap("Next: Screening")
	p.tap("No") // gives the keyboard to the next question
	p.types(strings.Repeat("n", 30))
	p.sees("All answered")
	p.shows("screening")
	p.tap("Next: Findings")
	p.shows("findings-none")
	p.tapFigure("posterior", "trapezius.upper", anatomy.Left, "Left upper trapezius")
	p.shows("sheet")
	p.tap("Trigger point", "III Severe")
	p.kept("SELECT structure, side, view, type, severity, source FROM finding", "trapezius.upper|L|posterior|trigger-point|7|therapist")
	p.shows("finding")
	p.tap("Patient reports")
	// The levator lies under the trapezius, and is offered beside it.
	p.tapFigure("posterior", "levator.scapulae", anatomy.Right, "Right upper trapezius")
	p.tap("Levator scapulae")
	p.sees("Right levator scapulae")
	p.tap("Pain", "5")
	p.kept("SELECT count(*), sum(severity) FROM finding", "2|12")
	p.kept("SELECT structure, side, view, type, severity FROM finding WHERE source = 'patient'", "levator.scapulae|R|posterior|pain|5")
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
	p.tap("Neck", "Pain and activities", "6")
	p.kept("SELECT measure, value FROM measurement WHERE measure = 'nprs'", "nprs|6.0")
	p.tap("Pain and activities", "Neck")
	p.shows("neck")
	p.write("the rotation to the left", entryBeside("Rotation", 0), "40")
	p.press("Tab")
	p.write("the rotation to the right", entryBeside("Rotation", 1), "55")
	p.press("Tab")
	p.kept("SELECT group_concat(side || value) FROM (SELECT side, value FROM measurement WHERE measure = 'rom.neck.rotation' ORDER BY side)", "L40.0,R55.0")
	p.shows("neck-measured")

	p.tap("Impression")
	p.fill("Working impression", "Overload of the left upper trapezius")
	p.kept("SELECT impression FROM assessment", "Overload of the left upper trapezius")
	p.shows("impression")
	p.tap("Sign as Ana Reyes")
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
	p.tap("Trigger point, severe")
	p.kept("SELECT words FROM problem", "Left upper trapezius: trigger point, severe")
	p.shows("problems")
	p.tap("Next: Goals")
	p.tap("Left upper trapezius: trigger point, severe")
	p.shows("goal")
	p.tap("Pain now: 6/10", "Take 4/10")
	p.taps("6 weeks", in("In how many weeks?", "6"))
	p.fill("In the patient's own words", "Reverse the car without pain")
	p.tap("Done")
	p.kept("SELECT measure, baseline, target, words, due = date('now', 'localtime', '+42 days') FROM goal", "nprs|6.0|4.0|Reverse the car without pain|1")
	p.shows("goals")

	p.tap("Next: Treatment")
	p.tap("Left upper trapezius: trigger point, severe")
	p.shows("techniques")
	p.tap("Petrissage")
	p.shows("technique")
	p.tap("3 medium", "Prone", "Done")
	p.tap("Left upper trapezius: trigger point, severe")
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
	p.tap("Done")
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
	p.tap("Start session 1")
	p.kept("SELECT count(*), sum(started_at IS NOT NULL), (SELECT group_concat(DISTINCT status) FROM treatment) FROM session", "1|1|planned")
	p.shows("session")
	p.sees("The safety questions were asked today.")
	p.tap("The patient agrees")
	p.kept("SELECT decision, how, areas FROM consent", "given|spoken|[\"general\"]")
	p.fill("How are you today? (subjective)", "Stiff in the morning")
	p.tap("6")
	p.kept("SELECT moment, measure, value FROM measurement WHERE session_id IS NOT NULL", "before|nprs|6.0")
	p.shows("before")
	p.tap("Treatment")
	p.tap("1 Petrissage")
	p.kept("SELECT group_concat(technique || ' ' || status, ', ') FROM (SELECT technique, status FROM treatment ORDER BY rank)", "petrissage done, effleurage planned")
	p.shows("treatment-one")
	p.tap("Done as planned: tick the rest")
	p.kept("SELECT group_concat(status) FROM treatment", "done,done")
	p.shows("treatment-done")
	p.tap("The treatment ends now")
	p.tap("Better", "3")
	p.kept("SELECT value FROM measurement WHERE moment = 'after'", "3.0")
	p.fill("Objective", "Less tone in the left upper trapezius")
	p.fill("Assessment", "Responds well")
	p.fill("Plan for next time", "Add the thoracic spine")
	p.shows("after")
	p.tap("Next: Sign")
	p.shows("signing")
	p.tap("Sign as Ana Reyes")
	p.sees("Sign this session?")
	p.tap("Sign")
	p.kept("SELECT response, subjective, next_plan, signed_by, signed_at IS NOT NULL, ended_at >= started_at FROM session",
		"better|Stiff in the morning|Add the thoracic spine|Ana Reyes|1|1")
	p.shows("session-signed")
}

// print prints the plan, opens it in the viewer, and reads what came out.
func (p *person) print(papers string) {
	p.Helper()
	p.tap("Documents")
	p.tap("Print")
	printed := filepath.Join(papers, "lp.pdf")
	p.await("the paper in the printer", func() bool { _, err := os.Stat(printed); return err == nil })
	p.shows("documents")
	p.tap("Open in the viewer")
	p.await("the paper in the viewer", func() bool { _, err := os.Stat(filepath.Join(papers, "xdg-open.pdf")); return err == nil })

	text := strings.Join(strings.Fields(p.run("pdftotext", "-layout", printed, "-")), " ")
	for _, want := range []string{"Margaret Doyle", "Harbour Remedial", "Ana Reyes", "Reverse the car without pain", "Turn your head"} {
		if !strings.Contains(text, want) {
			p.Errorf("the paper does not say %q; it says:\n%s", want, text)
		}
	}
	if lower := strings.ToLower(text); !strings.Contains(lower, "petrissage") || !strings.Contains(lower, "effleurage") {
		p.Errorf("the paper does not name the techniques; it says:\n%s", text)
	}
	info := p.run("pdfinfo", printed)
	pages := regexp.MustCompile(`(?m)^Pages: +([1-4])$`)
	if !pages.MatchString(info) || !strings.Contains(info, "(A4)") {
		p.Errorf("the paper is not one to four pages of A4:\n%s", info)
	}
	fonts := strings.Split(strings.TrimSpace(p.run("pdffonts", printed)), "\n")[2:]
	if len(fonts) == 0 {
		p.Error("the paper has no fonts")
	}
	embedded := regexp.MustCompile(` yes +(yes|no) +(yes|no) +\d+ +\d+$`)
	for _, f := range fonts {
		if !embedded.MatchString(f) {
			p.Errorf("a font is not in the paper: %s", f)
		}
	}
}

// history checks that every change has its entry, that the records are sound, and that the log holds
// neither a name nor an error.
func (p *person) history() {
	p.Helper()
	log, err := os.ReadFile(filepath.Join(p.dir, "regimen.log"))
	if err != nil {
		p.Fatal(err)
	}
	for _, no := range []string{"Margaret", "Doyle", "reversing", "level=ERROR"} {
		if strings.Contains(string(log), no) {
			p.Errorf("the log says %q", no)
		}
	}
	for query, want := range map[string]string{
		"SELECT count(*) = count(DISTINCT id) AND min(actor) = 'Ana Reyes' FROM operation WHERE patient_id IS NOT NULL":          "1",
		"SELECT group_concat(verb) FROM (SELECT verb FROM operation WHERE verb <> 'apply' ORDER BY seq)":                         "undo,redo",
		"SELECT count(*) FROM operation WHERE label = 'Draw a line' AND verb = 'apply'":                                          "1",
		"SELECT count(*) FROM finding WHERE id NOT IN (SELECT record_id FROM change WHERE kind = 'finding')":                     "0",
		"SELECT count(DISTINCT record_id) FROM change WHERE kind = 'session' AND json_extract(after, '$.signed_at') IS NOT NULL": "1",
		"SELECT count(*) FROM operation WHERE NOT EXISTS (SELECT 1 FROM change WHERE operation_seq = seq)":                       "0",
		"PRAGMA integrity_check":   "ok",
		"PRAGMA foreign_key_check": "",
	} {
		if got := p.ask(query); got != want {
			p.Errorf("%s: %q, not %q", query, got, want)
		}
	}
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

// onFigure is where on the canvas the middle of a structure is, where most of it lies, the whole figure being shown.
func (p *person) onFigure(view, code string, side anatomy.Side) (x, y float32) {
	p.Helper()
	v, err := bookstest.Atlas(p).View(view)
	if err != nil {
		p.Fatal(err)
	}
	shapes := v.Find(anatomy.Target{Structure: code, Side: side})
	if len(shapes) == 0 {
		p.Fatalf("%s %s is not drawn on the view %s", code, side, view)
	}
	// Front and back stand side by side, each below its caption.
	s, pane := p.find("the figure", holding("*bodymap.pane", v.Title))
	title := s.Things[inside("*bodymap.pane", v.Title)(s)]
	caption := title.Y + title.H + 4 - pane.Y
	scale := min(float64(pane.W)/v.Box.Width(), float64(pane.H-caption)/v.Box.Height())
	largest := slices.MaxFunc(shapes, func(a, b *anatomy.Shape) int { return cmp.Compare(a.Radius(), b.Radius()) })
	at, middle := largest.Center(), v.Box.Center()
	return pane.X + pane.W/2 + float32((at.X-middle.X)*scale), pane.Y + caption + (pane.H-caption)/2 + float32((at.Y-middle.Y)*scale)
}

// A patient, the way through the record, and a session from its start to the signature without the
// mouse.
func TestWindowWorkedByKeyboard(t *testing.T) {
	p := sit(t, "keyboard")
	p.sees("Welcome to Regimen")
	p.types("Harbour Remedial")
	p.tabTo("the practitioner's name", entry("Your name", 0))
	p.types("Ana Reyes")
	p.does("Begin", "Return")
	p.sees("Begin with the first patient")
	p.shows("today")
	p.keys()

	p.press("ctrl+n")
	p.types("Noah")
	p.press("Tab")
	p.types("Lund")
	p.press("Tab")
	p.types("01121990")
	p.press("Tab")
	p.kept("SELECT given_name || ' ' || family_name || ' ' || birth_date FROM patient", "Noah Lund 1990-12-01")
	p.press("ctrl+t")
	p.sees("Nothing waits")
	p.press("ctrl+k")
	p.types("noa lunt")
	p.sees("Noah Lund")
	p.press("Down", "Up", "Return")
	for i, words := range []string{"Begin with the assessment", "No assessment yet", "No plan yet", "No sessions yet", "", "Intake form", "Occupation"} {
		p.press("ctrl+" + strconv.Itoa(i+1))
		if words != "" {
			p.sees(words)
		}
		p.shows("section")
	}

	p.press("ctrl+4")
	p.does("Start session 1", "Return")
	p.kept("SELECT count(*) FROM session WHERE started_at IS NOT NULL", "1")
	p.sees("The safety questions were never asked. Ask them now.")
	p.tabTo("the first question", holding("*kit.Segmented", "No"))
	p.types(strings.Repeat("n", 30))
	p.sees("The safety questions were asked today.")
	p.tabTo("the subjective note", entry("How are you today? (subjective)", 0))
	p.types("Tired legs")
	p.shows("session")
	p.tabTo("the steps", holding("*kit.tabBar", "Treatment"))
	p.press("Right")
	p.does("The treatment ends now", "Return")
	p.kept("SELECT subjective, ended_at IS NOT NULL FROM session", "Tired legs|1")
	p.shows("ended")
	p.does("Next: Sign", "Return")
	p.does("Sign as Ana Reyes", "space")
	p.does("Sign", "Return")
	p.kept("SELECT signed_by FROM session WHERE signed_at IS NOT NULL", "Ana Reyes")
	p.sees("Signed by Ana Reyes")
	p.shows("signed")
}

// keys opens the page of the keys and leaves it.
func (p *person) keys() {
	p.Helper()
	p.press("F1")
	p.sees("Find a patient, from anywhere")
	p.shows("keys")
	p.press("ctrl+t")
	p.sees("Begin with the first patient")
}

// What the window said is kept, is kept: the power may fail right after.
func TestWindowKeepsWhatItSaidWhenItIsKilled(t *testing.T) {
	p := sit(t, "killed")
	p.sees("Welcome to Regimen")
	p.tap("Begin without a name")
	p.sees("Begin with the first patient")
	p.press("ctrl+n")
	p.types("Ines")
	p.press("Tab")
	p.types("Faria")
	p.press("Tab")
	p.sees("Ines Faria has a record")
	p.kill()
	p.start()
	p.press("ctrl+k")
	p.types("ines")
	p.sees("Ines Faria")
	p.press("Return")
	p.sees("Begin with the assessment")
	p.tap("Details")
	p.fill("Occupation", "Violin maker")
	p.press("Tab")
	p.find("that the change can be undone", called("Undo"))
	p.kill()
	if got := p.ask("SELECT occupation FROM patient"); got != "Violin maker" {
		t.Errorf("occupation %q", got)
	}
	p.start()
	p.press("ctrl+k")
	p.types("faria")
	p.sees("Ines Faria")
	p.press("Return")
	p.tap("Details")
	p.find("the occupation", entry("Occupation", 0))
	p.sees("Violin maker")
	p.shows("again")
	p.kept("PRAGMA integrity_check", "ok")
	p.quit()
}
