// Package drainage shows the order of the steps of manual lymph drainage, to be read while planning and while
// treating.
package drainage

import (
	"reflect"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// Order is the order of steps for what is treated. It opens below a button, and is hidden for other
// techniques.
type Order struct {
	cat    *clinic.Catalogue
	button *kit.Button
	time   *kit.Text
	list   *fyne.Container
	root   *fyne.Container
	steps  []clinic.DrainSequence
	known  bool // what happened to the nodes is recorded
}

// New makes an order that is closed.
func New(cat *clinic.Catalogue) *Order {
	o := &Order{cat: cat, list: kit.StackGap(kit.GapWide), time: kit.QuietText("").Wrap()}
	o.button = kit.QuietButton(lang.L("Order of the steps"), kit.IconChevronDown, o.toggle)
	o.list.Hide()
	o.root = kit.StackGap(2, container.NewHBox(o.button), o.time, o.list)
	o.root.Hide()
	return o
}

// Object is what is shown.
func (o *Order) Object() fyne.CanvasObject { return o.root }

func (o *Order) toggle() {
	if o.list.Visible() {
		o.list.Hide()
		o.button.SetIconName(kit.IconChevronDown)
	} else {
		o.build()
		o.list.Show()
		o.button.SetIconName(kit.IconChevronUp)
	}
	o.root.Refresh()
}

// Show brings the order up to date for a technique on some targets of a patient, minutes being what is planned for it.
func (o *Order) Show(chart *clinic.Chart, technique string, targets []clinic.Target, minutes float64) {
	if technique != clinic.TechniqueDrainage {
		kit.SetHidden(o.root, true)
		return
	}
	steps, known := chart.DrainSequences(o.cat, targets), len(chart.LymphBarriers) > 0
	if known != o.known || !reflect.DeepEqual(o.steps, steps) {
		o.steps, o.known = steps, known
		if o.list.Visible() {
			o.build()
		}
	}
	kit.SetHidden(o.root, len(o.steps) == 0)
	sum := 0.0
	for _, q := range o.steps {
		sum += q.Minutes
	}
	text := lang.L("Usually {{.Minutes}} min in all.", map[string]any{"Minutes": clinic.Number(sum)})
	if minutes > 0 && minutes < sum {
		text = words.Sentences(text, lang.L("{{.Minutes}} min are planned: shorten each step.", map[string]any{"Minutes": clinic.Number(minutes)}))
	}
	o.time.SetText(text)
}

func (o *Order) build() {
	o.list.Objects = nil
	if !o.known {
		o.list.Add(kit.QuietText(lang.L("If nodes were removed or treated with radiation, record it on the lymph map: the order then goes around them.")).Wrap())
	}
	for i := range o.steps {
		q := &o.steps[i]
		rows := kit.StackGap(6, kit.Strong(words.List(q.Area.Name, words.Side(q.Side))))
		for n := range q.Steps {
			s := &q.Steps[n]
			what := kit.Body(words.List(s.Place, words.Say(q.SideWords(s)))).Wrap()
			how := kit.QuietText(words.Sentences(s.How, lang.L("{{.Times}}, {{.Minutes}} min", map[string]any{"Times": s.Times, "Minutes": clinic.Number(s.Minutes)}))).Wrap()
			rows.Add(kit.Border(nil, nil, kit.MinWidth(34, kit.Strong(strconv.Itoa(n+1)+".")), nil, kit.StackGap(0, what, how)))
		}
		if len(q.LeftOut) > 0 {
			rows.Add(kit.Strong(lang.L("Left out")))
		}
		for n := range q.LeftOut {
			s := &q.LeftOut[n]
			rows.Add(kit.Border(nil, nil, kit.MinWidth(34, kit.IconView(kit.IconRemove, kit.ColorWarning)), nil,
				kit.Body(words.Of(words.List(s.Place, words.Say(q.SideWords(&s.DrainedStep))), words.Say(s.Why))).Wrap()))
		}
		o.list.Add(rows)
	}
	o.list.Refresh()
}
