package limbs

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/ui/assess/measured"
	"regimen/internal/ui/assess/step"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// sideRow is a line of what is asked and of its values, which share the room: the left, then the right.
func sideRow(title string, quiet fyne.CanvasObject, cells ...fyne.CanvasObject) *fyne.Container {
	name := kit.StackGap(0, kit.Space(0, kit.Gap/2), kit.Strong(title).Wrap())
	if quiet != nil {
		name.Add(quiet)
	}
	return kit.PadSides(0, kit.Gap/2, container.New(sideLine{}, append([]fyne.CanvasObject{name}, cells...)...))
}

// sideHead names the columns.
func sideHead(names ...string) fyne.CanvasObject {
	objects := []fyne.CanvasObject{kit.QuietText("")}
	for _, n := range names {
		objects = append(objects, kit.Strong(n))
	}
	return container.New(sideLine{}, objects...)
}

func leftAndRight() fyne.CanvasObject {
	return sideHead(lang.L("Patient’s left"), lang.L("Patient’s right"))
}

// sideLine lays out a sideRow.
type sideLine struct{}

const (
	titleWidth float32 = 160
	sideCell   float32 = 168
)

// valuePair asks for a number on the left and on the right.
type valuePair struct {
	cells []*measured.Cell
	root  *fyne.Container
}

func newValuePair(s *step.Host, title, quiet string, left, right measured.Key) *valuePair {
	p := &valuePair{cells: []*measured.Cell{measured.NewCell(s, left), measured.NewCell(s, right)}}
	p.root = sideRow(title, kit.QuietText(quiet).Wrap(), p.cells[0].Object(), p.cells[1].Object())
	return p
}

func (p *valuePair) show(b map[measured.Key]measured.Before) {
	for _, c := range p.cells {
		c.Show(b[c.Key])
	}
	p.root.Refresh()
}

func (p *valuePair) leave() {
	for _, c := range p.cells {
		c.Leave()
	}
}

// chipPair asks the same for the left and the right, with chips; what is chosen again is taken back.
type chipPair struct {
	s       *step.Host
	keys    []measured.Key
	chips   []*kit.Chips
	values  map[string]float64
	colours bool // the choice is a colour of the skin
	earlier *kit.Text
	root    *fyne.Container
}

// newChipPair makes the row; values are what the options stand for.
func newChipPair(s *step.Host, title, quiet string, keys []measured.Key, options []kit.Option, values map[string]float64, colours bool) *chipPair {
	p := &chipPair{s: s, keys: keys, values: values, colours: colours, earlier: kit.QuietText("").Wrap()}
	var cells []fyne.CanvasObject
	for i := range keys {
		c := kit.NewChips(options, func(ids []string) { p.choose(i, ids) })
		p.chips = append(p.chips, c)
		cells = append(cells, c)
	}
	p.root = sideRow(title, kit.StackGap(0, kit.QuietText(quiet).Wrap(), p.earlier), cells...)
	return p
}

func (p *chipPair) choose(i int, ids []string) {
	k := p.keys[i]
	if len(ids) == 0 {
		_ = measured.Drop(p.s, k) // the person was told
		return
	}
	m, err := measured.With(p.s, k, func(m *clinic.Measurement) {
		m.Value = p.values[ids[0]]
		if p.colours {
			m.Colour = ids[0]
		}
	})
	if err != nil {
		p.s.Refuse(err)
		return
	}
	value := ids[0]
	if !p.colours {
		value = p.s.Desk.Catalogue.Measure(k.Measure).Write(m.Value)
	}
	_ = p.s.Put(clinic.Say("Measure {{.Name}}: {{.Value}}", clinic.Args{"Name": measured.Name(p.s, k), "Value": value}), m) // the person was told
}

func (p *chipPair) chosen(m *clinic.Measurement) string {
	if p.colours {
		return m.Colour
	}
	for id, v := range p.values {
		if v == m.Value {
			return id
		}
	}
	return ""
}

func (p *chipPair) show(b map[measured.Key]measured.Before) {
	var parts []string
	for i, k := range p.keys {
		if m := measured.Record(p.s, k); m != nil {
			p.chips[i].SetChosen(p.chosen(m))
		} else {
			p.chips[i].SetChosen()
		}
		kit.SetEnabled(p.chips[i], !p.s.Locked())
		if was := b[k]; was.Known {
			parts = append(parts, lang.L("{{.Side}} {{.Value}}", map[string]any{"Side": words.Side(k.Side), "Value": p.s.Desk.Catalogue.Measure(k.Measure).Write(was.Last.Value)}))
		}
	}
	text := ""
	if len(parts) > 0 && !p.colours {
		text = lang.L("last time {{.What}}", map[string]any{"What": strings.Join(parts, ", ")})
	}
	p.earlier.SetText(text)
	p.earlier.Hidden = text == ""
	p.root.Refresh()
}

func (sideLine) Layout(o []fyne.CanvasObject, size fyne.Size) {
	title := max(titleWidth, min(size.Width*0.22, 240))
	cell := (size.Width - title - kit.GapColumn*float32(len(o)-1)) / float32(len(o)-1)
	x := float32(0)
	for i, c := range o {
		w := cell
		if i == 0 {
			w = title
		}
		c.Move(fyne.NewPos(x, 0))
		c.Resize(fyne.NewSize(w, size.Height))
		x += w + kit.GapColumn
	}
}

func (sideLine) MinSize(o []fyne.CanvasObject) fyne.Size {
	s := fyne.NewSize(titleWidth+(sideCell+kit.GapColumn)*float32(len(o)-1), 0)
	for _, c := range o {
		s.Height = max(s.Height, c.MinSize().Height)
	}
	return s
}
