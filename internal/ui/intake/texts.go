package intake

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// statement shows a text of the clinic as the form keeps it, and asks to agree to it.
func (f *Form) statement(code string) func(in *clinic.Intake) fyne.CanvasObject {
	return func(in *clinic.Intake) fyne.CanvasObject {
		s := in.Statement(code)
		box := kit.StackGap(kit.GapWide, kit.Title(words.Say(clinic.StatementName(code))).Wrap())
		for line := range strings.Lines(s.Text) {
			if line = strings.TrimSpace(line); line != "" {
				box.Add(kit.Large(line).Wrap())
			}
		}
		tiles := kit.NewTiles([]kit.Option{
			{ID: clinic.AnswerYes, Label: lang.L("I have read this and I agree.")},
			{ID: clinic.AnswerNo, Label: lang.L("I do not agree, or I want to talk about it first.")},
		}, func(ids []string) {
			if now := f.intake(); now != nil {
				_ = f.keep(clinic.AnswerStatement(*now, code, first(ids))) // a failure was said
				return
			}
			f.gone()
		})
		tiles.SetChosen(s.Answer)
		box.Add(tiles)
		return box
	}
}

// end tells what was left out, and hands the form in.
func (f *Form) end(in *clinic.Intake) fyne.CanvasObject {
	f.mending = false
	f.next.SetText(lang.L("Hand in"))
	f.next.OnTapped = f.handIn
	box := kit.StackGap(kit.GapRoomy)
	list := kit.StackGap(kit.Gap)
	for at := 0; at < len(f.sheets); {
		chapter, code, n, says := f.sheets[at].chapter, "", 0, ""
		for ; at < len(f.sheets) && f.sheets[at].chapter == chapter; at++ {
			s := &f.sheets[at]
			if !f.lacks(s, in) {
				continue
			}
			if code == "" {
				code = s.code
			}
			n += f.leftOut(s, in)
			switch {
			case s.code == signPage:
				says = f.signatureMissing()
			case strings.HasPrefix(s.code, textPages):
				says = lang.L("{{.Chapter}}: not answered yet", map[string]any{"Chapter": chapter})
			}
		}
		if code == "" {
			continue
		}
		if says == "" {
			says = lang.N("{{.Chapter}}: {{.Count}} questions left out", n, map[string]any{"Chapter": chapter, "Count": n})
		}
		list.Add(kit.MinHeight(buttonHeight, kit.NewButton(says, kit.IconChevronLeft, func() {
			f.mending = true
			f.goTo(code)
		})))
	}
	switch {
	case len(list.Objects) == 0:
		box.Add(kit.Title(lang.L("That was everything.")).Wrap())
		box.Add(kit.Large(lang.L("You can still go back and change an answer. Once you hand the form in, it stays as it is.")).Wrap())
	default:
		box.Add(kit.Title(lang.L("This was left out.")).Wrap())
		box.Add(kit.Large(lang.L("You may leave questions out: your therapist asks about them. Tap one to go back to it.")).Wrap())
		box.Add(list)
	}
	return box
}

// handIn finishes the form.
func (f *Form) handIn() {
	in := f.intake()
	if in == nil {
		f.gone()
		return
	}
	if missing := f.signatureMissing(); missing != "" {
		f.goTo(signPage)
		f.say(missing)
		return
	}
	op, err := clinic.FinishIntake(f.d.Env(), f.d.Catalogue, f.d.Chart(f.patient), *in, f.signer())
	if err != nil {
		f.goTo(signPage)
		f.say(words.Error(err))
		return
	}
	if f.keep(op, nil) != nil {
		return
	}
	f.finished = true
	f.rest()
	prefer(f.d, placeKey, "")
	f.alone(kit.Title(lang.L("Thank you.")), kit.Title(lang.L("Please give the tablet back.")).Wrap(),
		kit.Large(lang.L("Your answers are kept. Your therapist reads them before the treatment.")).Wrap())
}
