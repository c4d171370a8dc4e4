package plan

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/script"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/paint"
	"regimen/internal/ui/progress"
	"regimen/internal/words"
)

// agreedView is the plan in force as a page: what it is and what comes next, then what it says. It is read only.
func (s *screen) agreedView() fyne.CanvasObject {
	p := s.current()
	tally := s.chart.Tally(p, s.d.Today())
	facts := map[string]any{
		"Date": words.Long(s.d.Day(p.AgreedAt)), "Who": words.Say(p.AgreedWho()), "How": words.Say(p.AgreedHowWords()), "Tally": desk.TallyWords(&tally),
		"Reason": strings.TrimSuffix(p.ChangeReason, "."),
	}
	said := lang.L("Agreed on {{.Date}} by {{.Who}}, {{.How}}. {{.Tally}}.", facts)
	if p.ChangeReason != "" {
		said = lang.L("Agreed on {{.Date}} by {{.Who}}, {{.How}}. Changed because: {{.Reason}}. {{.Tally}}.", facts)
	}
	acts := s.nextActs()
	if tally.Done() < p.Sessions() {
		acts = append(acts, kit.NewButton(lang.L("Book the visits"), kit.IconDiary, func() { s.d.Book(s.patient) }))
	}
	acts = append(acts,
		kit.NewButton(lang.L("Print"), kit.IconPrint, func() { s.d.Open(s.patient, desk.Documents) }),
		kit.NewButton(lang.L("Change"), kit.IconEdit, s.change),
		kit.IconButton(kit.IconMore, lang.L("More about this plan"), s.openMore))
	content := kit.PadSides(kit.GapRoomy, kit.GapWide, kit.StackGap(kit.GapWide,
		kit.StackGap(kit.Gap/2, kit.Title(s.title(p)).Wrap(), kit.QuietText(said).Wrap()),
		kit.FlowRow(acts...), s.agreedConsent(), s.sheet(p)))
	if s.reading == nil || s.readingOf != p.ID {
		s.text = container.NewStack()
		s.reading, s.readingOf = kit.NewDragScroll(s.text), p.ID
	}
	s.text.Objects = []fyne.CanvasObject{content}
	s.text.Refresh()
	return s.reading
}

// title names a version after the complaint it answers.
func (s *screen) title(p *clinic.Plan) string {
	name := s.chart.PlanTitle(p)
	if name == "" {
		return lang.L("The plan · version {{.N}}", map[string]any{"N": p.Version})
	}
	return lang.L("{{.Name}} · version {{.N}}", map[string]any{"Name": name, "N": p.Version})
}

// nextActs are the one thing to do next, as the summary has it, and the session beside a re-assessment that is due.
func (s *screen) nextActs() []fyne.CanvasObject {
	start := func() { s.d.StartSession(s.patient) }
	for _, v := range s.chart.Sessions {
		if !v.SignedAt.IsZero() {
			continue
		}
		on := lang.L("Go on with session {{.Number}}", map[string]any{"Number": v.Number})
		if v.Date == s.d.Today() {
			return []fyne.CanvasObject{kit.PrimaryButton(s.d.SessionWords(s.patient), kit.IconPlay, start)}
		}
		return []fyne.CanvasObject{kit.PrimaryButton(on, kit.IconPlay, func() { s.d.Open(s.patient, desk.Sessions) })}
	}
	assess := func() { s.d.StartAssessment(s.patient) }
	for _, due := range clinic.ReviewsDue(s.chart, s.d.Today()) {
		if due.State != clinic.ReviewComing {
			return []fyne.CanvasObject{
				kit.PrimaryButton(s.d.AssessmentWords(s.patient), kit.IconAssess, assess),
				kit.NewButton(s.d.SessionWords(s.patient), kit.IconPlay, start),
			}
		}
	}
	return []fyne.CanvasObject{kit.PrimaryButton(s.d.SessionWords(s.patient), kit.IconPlay, start)}
}

// change begins the next version at once; why it is changed is asked in its head.
func (s *screen) change() {
	_, op, err := clinic.NewVersion(s.d.Env(), s.chart, s.current())
	if err != nil {
		s.refuse(err)
		return
	}
	_ = s.do(op)
}

// sheet is a version as it reads, with the figure it is about at its right.
func (s *screen) sheet(p *clinic.Plan) fyne.CanvasObject {
	at := s.newTreated(p)
	dates := newDateList()
	dates.set(p.Dates(), p.ReviewDate)
	return container.New(&sheetColumns{},
		kit.StackGap(kit.GapWide,
			kit.NewCard(lang.L("Goals"), s.goalRows(p)),
			kit.NewCard(lang.L("Treatment"), s.treatmentTable(p, at)),
			kit.NewCard(lang.L("Schedule"), kit.StackGap(kit.GapWide, partLines(s.scheduleLines(p)), dates.box)),
			kit.NewCard(lang.L("Home care"), s.homeRows(p)),
			s.part(lang.L("Problems"), s.problemLines(p)...),
			s.part(lang.L("Care, and what to expect"), s.careLines(p)...)),
		at.object)
}

// goalRows are the goals, each with how far it has come as a small picture.
func (s *screen) goalRows(p *clinic.Plan) fyne.CanvasObject {
	box := kit.StackGap(kit.GapWide)
	for _, g := range clinic.GoalStates(s.d.Catalogue, s.chart, p, s.d.Today()) {
		icon, color := kit.IconGoal, kit.ColorQuiet
		switch g.State {
		case clinic.GoalMet:
			icon, color = kit.IconCheck, kit.ColorSuccess
		case clinic.GoalWorse:
			icon, color = kit.IconAlert, kit.ColorWarning
		}
		text := kit.StackGap(0, kit.Strong(words.Say(g.Goal.Name(s.d.Catalogue))).Wrap(), kit.Body(words.Say(g.Words())).Wrap(), kit.QuietText(s.goalAbout(&g.Goal)).Wrap())
		series := progress.Drawn(g.Series)
		spark := paint.New(fyne.NewSize(120, 40), func(pal drawing.Palette, w, h float64) *drawing.Picture {
			return drawing.Sparkline(series, drawing.Chart{Palette: pal, Width: w, Height: h, Type: float64(kit.SizeQuiet)})
		})
		box.Add(kit.Border(nil, nil, container.NewVBox(kit.IconView(icon, color)), container.NewCenter(spark), kit.PadSides(kit.Gap, 0, text)))
	}
	return orNone(box)
}

// goalAbout is what the goal is measured by and what it is for: "Neck rotation, left, active: 45° to 55° by 4 Jan 2027 ·
// Less muscle tension".
func (s *screen) goalAbout(g *clinic.Goal) string {
	if g.Measure == "" {
		return s.goalTitle(g)
	}
	return lang.L("{{.Goal}} · {{.Benefit}}", map[string]any{"Goal": s.goalTitle(g), "Benefit": words.Say(g.Benefit.Name())})
}

// treatmentTable is what is done in a session, in its order, with the minutes it adds up to.
func (s *screen) treatmentTable(p *clinic.Plan, at *treated) fyne.CanvasObject {
	list := s.chart.PrescriptionsOf(p.ID)
	box := kit.StackGap(kit.Gap / 2)
	if len(list) == 0 {
		return orNone(box)
	}
	box.Add(tableRow(kit.Space(0, 0), kit.QuietText(lang.L("Technique")), kit.QuietText(lang.L("Where")), kit.QuietText(lang.L("Minutes"))))
	for i, rx := range list {
		what := kit.StackGap(0, kit.Strong(s.d.Catalogue.TechniqueName(rx.Technique)).Wrap())
		for _, more := range prescriptionLines(&rx) {
			what.Add(kit.QuietText(more).Wrap())
		}
		box.Add(at.row(rx.ID, tableRow(numbered(i+1), what, kit.Body(targetLabels(s.d.Atlas, rx.Targets)).Wrap(), kit.Body(clinic.Number(rx.Minutes)))))
	}
	box.Add(kit.Hairline())
	box.Add(tableRow(kit.Space(0, 0), kit.Strong(lang.L("Together")), kit.QuietText(lang.L("of the {{.N}} minutes of a session", map[string]any{"N": p.Minutes})).Wrap(),
		kit.Strong(clinic.Number(clinic.PlannedMinutes(list)))))
	if uses := clinic.MinutesByBenefit(s.d.Catalogue, s.chart, p); len(uses) > 1 {
		use := newBenefitBar()
		use.show(uses, p)
		box.Add(kit.NewField(lang.L("What the minutes are for"), use.box))
	}
	return box
}

// prescriptionLines are the dose beside its minutes, and what was noted about it.
func prescriptionLines(x *clinic.Prescription) []string {
	out := []string{script.UpperFirst(doseBesideMinutes(x))}
	if x.Note != "" {
		out = append(out, x.Note)
	}
	if x.DoseReason != "" {
		out = append(out, lang.L("Dose kept because: {{.Reason}}", map[string]any{"Reason": x.DoseReason}))
	}
	if x.KeptReason != "" {
		out = append(out, lang.L("Kept because: {{.Reason}}", map[string]any{"Reason": x.KeptReason}))
	}
	return out
}

func orNone(box *fyne.Container) *fyne.Container {
	if len(box.Objects) == 0 {
		box.Add(kit.Body(lang.L("None")).In(kit.ColorQuiet))
	}
	return box
}

// numbered is the number of a treatment, as it stands on the figure.
func numbered(n int) fyne.CanvasObject {
	return container.NewStack(kit.NewPlate(kit.ColorAccentSoft, numberSide/2), container.NewCenter(kit.Strong(strconv.Itoa(n))))
}

const (
	numberSide  float32 = 28
	minuteWidth float32 = 88
	whatShare   float32 = 0.45 // of what is left for the technique and its places
)

// tableRow is a row of the treatment: its number, what, where, and the minutes at the right edge.
func tableRow(number, what, where fyne.CanvasObject, minutes *kit.Text) fyne.CanvasObject {
	return container.New(&tableColumns{}, number, what, where, minutes.Aligned(fyne.TextAlignTrailing))
}

type tableColumns struct{ width float32 }

func (c *tableColumns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	c.place(objects, size.Width)
}

func (c *tableColumns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var w, h float32
	for i, o := range objects {
		m := o.MinSize()
		h = max(h, m.Height)
		if i == 1 || i == 2 {
			w += m.Width
		}
	}
	w += numberSide + minuteWidth + 3*kit.GapColumn
	if c.width > 0 {
		h = c.place(objects, max(c.width, w))
	}
	return fyne.NewSize(w, max(h, numberSide))
}

// place puts the cells and gives the height of the highest.
func (c *tableColumns) place(objects []fyne.CanvasObject, width float32) float32 {
	room := width - numberSide - minuteWidth - 3*kit.GapColumn
	x, high := float32(0), float32(0)
	for i, w := range []float32{numberSide, room * whatShare, room * (1 - whatShare), minuteWidth} {
		o := objects[i]
		h := numberSide
		if i > 0 {
			o.Resize(fyne.NewSize(w, o.Size().Height))
			h = o.MinSize().Height // at its width
		}
		o.Move(fyne.NewPos(x, 0))
		o.Resize(fyne.NewSize(w, h))
		x += w + kit.GapColumn
		high = max(high, h)
	}
	return high
}

const (
	figureWidth float32 = 360
	figureLeast float32 = 280
	textLeast   float32 = 560
)

// sheetColumns sets the figure at the right edge, narrower in a narrow room, and below what is read where there is no
// room beside it.
type sheetColumns struct{ width float32 }

func (c *sheetColumns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	c.width = size.Width
	c.place(objects, size.Width)
}

func (c *sheetColumns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	w := max(objects[0].MinSize().Width, objects[1].MinSize().Width)
	if c.width == 0 {
		return fyne.NewSize(w, objects[0].MinSize().Height)
	}
	return fyne.NewSize(w, c.place(objects, max(c.width, w)))
}

func (c *sheetColumns) place(objects []fyne.CanvasObject, width float32) float32 {
	text, side := objects[0], objects[1]
	put := func(o fyne.CanvasObject, x, y, w float32) float32 {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, o.Size().Height))
		h := o.MinSize().Height // at its width
		o.Resize(fyne.NewSize(w, h))
		return h
	}
	w := min(figureWidth, width-textLeast-kit.GapRoomy)
	if w < figureLeast {
		h := put(text, 0, 0, width)
		return h + kit.GapWide + put(side, 0, h+kit.GapWide, width)
	}
	left := width - w - kit.GapRoomy
	return max(put(text, 0, 0, left), put(side, left+kit.GapRoomy, 0, w))
}
