package assess

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
)

// scoreRow is a question answered from 0 to 10. Where more is worse it is coloured as pain is; where more
// is better it is plain, for the colours would say the opposite.
type scoreRow struct {
	s       *Screen
	me      *clinic.Measure
	key     measured
	pain    *kit.Severity
	plain   *kit.Chips
	earlier *kit.Text
	root    fyne.CanvasObject
}

func newScoreRow(s *Screen, key measured, title, low, high string) *scoreRow {
	r := &scoreRow{s: s, key: key, me: s.d.Catalogue.Measure(key.measure), earlier: kit.QuietText("").Lines(2)}
	var scale fyne.CanvasObject
	if r.me.LowerIsBetter {
		r.pain = kit.NewSeverity(low, high, func(n int) { r.answer(n != kit.Unrated, float64(n)) })
		scale = r.pain
	} else {
		var numbers []string
		for n := range 11 {
			numbers = append(numbers, strconv.Itoa(n))
		}
		r.plain = kit.NewChips(kit.Options(numbers...), func([]string) {
			n, err := strconv.Atoi(r.plain.Value())
			r.answer(err == nil, float64(n))
		})
		ends := container.NewBorder(nil, nil, kit.QuietText(low), kit.QuietText(high))
		scale = kit.StackGap(kit.Gap/2, r.plain, kit.MaxWidth(scaleWidth, ends))
	}
	name := kit.StackGap(0, kit.Space(0, kit.Gap/2), kit.Strong(title).Wrap(), r.earlier)
	r.root = container.New(&titled{}, name, scale)
	return r
}

func (r *scoreRow) answer(rated bool, value float64) {
	if !rated {
		_ = r.s.dropValue(r.key) // the person was told
		return
	}
	if err := r.s.keepValue(r.key, value, ""); err != nil {
		r.s.d.Warn(sentence(err))
	}
}

func (r *scoreRow) show(b map[measured]before) {
	m := r.s.record(r.key)
	switch {
	case r.pain != nil && m == nil:
		r.pain.SetValue(kit.Unrated)
	case r.pain != nil:
		r.pain.SetValue(int(m.Value))
	case m == nil:
		r.plain.SetChosen()
	default:
		r.plain.SetChosen(clinic.Number(m.Value))
	}
	if r.pain != nil {
		edit.SetEnabled(r.pain, !r.s.locked())
	} else {
		edit.SetEnabled(r.plain, !r.s.locked())
	}
	r.earlier.SetText(b[r.key].words(r.s, r.me, m))
	r.earlier.Hidden = r.earlier.Text() == ""
}

// scaleWidth is the room of eleven numbers in one line.
const scaleWidth float32 = 590

// titled puts what is asked before its scale, or above it where there is little room.
type titled struct{ width float32 }

func (l *titled) beside() bool { return l.width >= scaleWidth+gridTitle+gridGap }

func (l *titled) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	x, y, w := float32(0), objects[0].MinSize().Height+kit.Gap/2, size.Width
	if l.beside() {
		x, y = min(size.Width-scaleWidth, 320), 0
		objects[0].Resize(fyne.NewSize(x-gridGap, size.Height))
		w = scaleWidth
	} else {
		objects[0].Resize(fyne.NewSize(size.Width, objects[0].MinSize().Height))
	}
	objects[0].Move(fyne.Position{})
	objects[1].Move(fyne.NewPos(x, y))
	objects[1].Resize(fyne.NewSize(w, size.Height-y))
}

func (l *titled) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	if l.beside() {
		return fyne.NewSize(max(a.Width, b.Width), max(a.Height, b.Height))
	}
	return fyne.NewSize(max(a.Width, b.Width), a.Height+kit.Gap/2+b.Height)
}

// painPage asks how bad the pain is, and how well the patient's own activities go.
type painPage struct {
	m          *measures
	scores     []*scoreRow
	activities *activities
	root       fyne.CanvasObject
}

func newPainPage(m *measures) page {
	p := &painPage{m: m}
	pain := kit.StackGap(kit.GapWide)
	for i := range m.s.d.Catalogue.Measures {
		me := &m.s.d.Catalogue.Measures[i]
		if topicOf(me) != topicPain || me.Items {
			continue
		}
		r := newScoreRow(m.s, measured{measure: me.Code, side: anatomy.Midline}, me.Name, lang.L("No pain"), lang.L("Worst imaginable"))
		p.scores = append(p.scores, r)
		pain.Add(r.root)
	}
	cards := kit.StackGap(kit.GapWide, kit.NewCard(lang.L("Pain"), pain))
	if me := activityMeasure(m.s.d.Catalogue); me != nil {
		p.activities = newActivities(m.s, me)
		cards.Add(kit.NewCard(lang.L("The patient’s own activities"), p.activities.root))
	}
	p.root = kit.MaxWidth(1100, cards)
	return p
}

// activityMeasure is the measure that is scored for activities of the patient's own.
func activityMeasure(c *clinic.Catalogue) *clinic.Measure {
	for i := range c.Measures {
		if c.Measures[i].Items {
			return &c.Measures[i]
		}
	}
	return nil
}

func (p *painPage) object() fyne.CanvasObject { return p.root }

func (p *painPage) show(b map[measured]before) {
	for _, r := range p.scores {
		r.show(b)
	}
	if p.activities != nil {
		p.activities.show(b)
	}
}

func (p *painPage) leave() {}

// activities are three to five things the patient finds hard, in their own words; the same ones are
// scored each time, so that the average can be compared.
type activities struct {
	s       *Screen
	me      *clinic.Measure
	rows    map[string]*scoreRow
	list    *fyne.Container
	average *kit.Text
	add     *kit.Entry
	addRow  *kit.Field
	pending []string // named, and not scored yet
	root    *fyne.Container
}

// mostActivities is how many the scale is made for.
const mostActivities = 5

func newActivities(s *Screen, me *clinic.Measure) *activities {
	a := &activities{s: s, me: me, rows: map[string]*scoreRow{}, list: kit.StackGap(kit.GapWide), average: kit.Heading("")}
	a.add = kit.NewEntry(lang.L("Lift my grandson, sleep on the left …"), nil)
	a.add.OnSubmitted = func(string) { a.name() }
	a.addRow = kit.NewField(lang.L("Add an activity that is hard now"),
		container.NewBorder(nil, nil, nil, kit.NewButton(lang.L("Add"), kit.IconAdd, a.name), a.add))
	help := kit.QuietText(lang.L("Three to five, in the patient’s words. 0: cannot do it. 10: as well as before.")).Wrap()
	a.root = kit.StackGap(kit.GapWide, help, a.list, a.average, a.addRow)
	return a
}

// named lists the activities: those of the assessment before first, so that the same are asked again.
func (a *activities) named() []string {
	var out []string
	add := func(list []clinic.Measurement) {
		for _, m := range list {
			if m.Measure == a.me.Code && !slices.ContainsFunc(out, func(s string) bool { return strings.EqualFold(s, m.Item) }) {
				out = append(out, m.Item)
			}
		}
	}
	if p := a.s.previous(); p != nil {
		add(a.s.chart().MeasurementsOf(p.ID))
	}
	add(a.s.chart().MeasurementsOf(a.s.assessment))
	for _, p := range a.pending {
		if !slices.ContainsFunc(out, func(s string) bool { return strings.EqualFold(s, p) }) {
			out = append(out, p)
		}
	}
	return out
}

// name adds an activity to be scored.
func (a *activities) name() {
	text := strings.Join(strings.Fields(a.add.Text), " ")
	if text == "" {
		return
	}
	if slices.ContainsFunc(a.named(), func(s string) bool { return strings.EqualFold(s, text) }) {
		a.addRow.SetError(lang.L("This activity is there already."))
		return
	}
	a.addRow.SetError("")
	a.pending = append(a.pending, text)
	a.add.SetText("")
	a.show(a.s.befores())
	a.root.Refresh()
}

func (a *activities) show(b map[measured]before) {
	a.list.Objects = nil
	var sum, n float64
	list := a.named()
	for _, item := range list {
		key := measured{measure: a.me.Code, item: item, side: anatomy.Midline}
		r := a.rows[item]
		if r == nil {
			r = newScoreRow(a.s, key, item, lang.L("Cannot do it"), lang.L("As before"))
			a.rows[item] = r
		}
		r.show(b)
		if m := a.s.record(key); m != nil {
			sum += m.Value
			n++
		}
		a.list.Add(r.root)
	}
	a.average.Hidden = n == 0
	if n > 0 {
		said := map[string]any{"Value": a.me.Write(math.Round(sum/n*10) / 10), "Count": clinic.Number(n)}
		text := lang.L("Average {{.Value}}", said)
		if n < 3 {
			text = lang.L("Average {{.Value}} of only {{.Count}}", said)
		}
		a.average.SetText(text)
	}
	a.addRow.Hidden = len(list) >= mostActivities || a.s.locked()
	a.list.Refresh()
}
