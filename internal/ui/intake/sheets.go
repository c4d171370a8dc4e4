package intake

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// sheet is a page of the form.
type sheet struct {
	code      string // by which it is found again
	chapter   string // what it belongs to, "" before and after the questions
	questions []clinic.IntakeQuestion
	wide      bool // it takes the whole width of the window
	build     func(in *clinic.Intake) fyne.CanvasObject
}

// Pages that ask for something else than answers to questions.
const (
	textPages = "text." // before the code of the statement
	signPage  = "sign"
)

// What is asked on one page.
const (
	leastRows = 3 // of questions answered with a yes or a no
	mostRows  = 6

	besideRows float32 = 380 // what stands above and below them
	rowHeight  float32 = 84
)

// lay puts the pages in order: what is asked may depend on what was answered.
func (f *Form) lay() {
	in := f.intake()
	if in == nil {
		return
	}
	chart := f.d.Chart(f.patient)
	asked := clinic.IntakeQuestions(f.d.Catalogue, chart, in, f.d.Today())
	f.sheets = []sheet{{code: "hello", build: f.hello}}
	add := func(of func(q *clinic.IntakeQuestion) (chapter, group string), chapter, title string) {
		var groups []string
		in := map[string][]clinic.IntakeQuestion{}
		for _, q := range asked {
			if c, g := of(&q); c == chapter {
				if !slices.Contains(groups, g) {
					groups = append(groups, g)
				}
				in[g] = append(in[g], q)
			}
		}
		for _, g := range groups {
			f.sheets = append(f.sheets, f.pages(chapter+"."+g, title, in[g])...)
		}
	}
	add(chapterOf, chapterAbout, lang.L("About you"))
	add(chapterOf, chapterContacts, lang.L("Who we can call"))
	add(chapterOf, chapterReason, lang.L("What brings you here"))
	f.sheets = append(f.sheets, sheet{code: "pain", chapter: lang.L("Where it hurts"), wide: true, build: f.pain})
	add(chapterOf, chapterHealth, lang.L("Your health"))
	add(chapterOf, chapterMedicines, lang.L("Your medicines"))
	add(chapterOf, chapterScreening, lang.L("Safety questions"))
	for _, s := range in.Statements {
		f.sheets = append(f.sheets, sheet{code: textPages + s.Code, chapter: statementTitle(s.Code), build: f.statement(s.Code)})
	}
	f.sheets = append(f.sheets,
		sheet{code: signPage, chapter: lang.L("Your signature"), build: f.sign},
		sheet{code: "end", build: f.end})
}

func statementTitle(code string) string {
	switch code {
	case clinic.StatementPrivacy:
		return lang.L("Your privacy")
	case clinic.StatementFees:
		return lang.L("Our fees")
	}
	return words.Say(clinic.StatementName(code))
}

// The chapters that have questions.
const (
	chapterAbout     = "about"
	chapterContacts  = "contacts"
	chapterReason    = "reason"
	chapterHealth    = "health"
	chapterMedicines = "medicines"
	chapterScreening = "screening"
)

// chapterOf is the chapter that a question is in, and with which others it is asked.
func chapterOf(q *clinic.IntakeQuestion) (chapter, group string) {
	switch {
	case q.Section == clinic.IntakeScreening:
		return chapterScreening, q.Group
	case q.Section == clinic.IntakeDetails:
		switch q.Group {
		case clinic.IntakeGuardian, clinic.IntakeEmergency, clinic.IntakeDoctor:
			return chapterContacts, q.Group
		}
		return chapterAbout, q.Group
	case q.Code == "medication":
		return chapterMedicines, q.Code
	case q.Code == "health":
		return chapterHealth, q.Code
	case q.Code == "complaint" || q.Code == "onset":
		return chapterReason, "complaint"
	case q.Code == "aggravating" || q.Code == "easing":
		return chapterReason, "changes"
	}
	return chapterReason, q.Code
}

// pages are as many as questions that belong together need.
func (f *Form) pages(code, chapter string, questions []clinic.IntakeQuestion) []sheet {
	if questions[0].Section != clinic.IntakeScreening {
		s := sheet{code: code, chapter: chapter, questions: questions}
		s.build = func(in *clinic.Intake) fyne.CanvasObject { return f.asking(&s, in) }
		return []sheet{s}
	}
	high := f.d.Window.Canvas().Size().Height
	at := min(max(int((high-besideRows)/rowHeight), leastRows), mostRows)
	n := (len(questions) + at - 1) / at
	at = (len(questions) + n - 1) / n // evenly
	var out []sheet
	for part := range slices.Chunk(questions, at) {
		s := sheet{code: code + "." + part[0].Code, chapter: chapter, questions: part}
		s.build = func(in *clinic.Intake) fyne.CanvasObject { return f.screening(&s, in) }
		out = append(out, s)
	}
	return out
}

// leftOut are how many of the page's questions were left out.
func (f *Form) leftOut(s *sheet, in *clinic.Intake) int {
	n := 0
	who := f.d.Chart(f.patient).Patient
	for i := range s.questions {
		q := &s.questions[i]
		a := in.Answer(q.Code)
		if a.LeftOut() && (q.Section != clinic.IntakeDetails || who.OnFile(q.Code) == "") {
			n++
		}
	}
	return n
}

// lacks reports that something of the page was left out.
func (f *Form) lacks(s *sheet, in *clinic.Intake) bool {
	if s.code == signPage {
		return f.signatureMissing() != ""
	}
	if code, ok := strings.CutPrefix(s.code, textPages); ok {
		text := in.Statement(code)
		return text != nil && text.Answer == ""
	}
	return f.leftOut(s, in) > 0
}

// hello says whose form it is.
func (f *Form) hello(*clinic.Intake) fyne.CanvasObject {
	f.next.SetText(lang.L("Begin"))
	who := f.d.Chart(f.patient).Patient
	return kit.StackGap(kit.GapRoomy, kit.Space(0, kit.GapRoomy),
		kit.Title(lang.L("This form is for {{.Name}}.", map[string]any{"Name": who.FullName()})).Wrap(),
		kit.Large(lang.L("Please hand over the tablet.")).Wrap(),
		kit.Large(lang.L("It takes about ten minutes. What you answer is kept at once. You can go back at any time, and leave out what you do not want to answer.")).Wrap(),
		kit.Large(lang.L("Your therapist reads it and talks it over with you.")).Wrap(),
		kit.Large(lang.L("If this is not your name, please give the tablet back.")).In(kit.ColorQuiet).Wrap())
}
