package safety

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/drawing"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/paint"
)

// KeepClear lists the places to keep clear of, with the sign they have on the figure: the list beside the shaded
// figure. It is hidden while there are none.
type KeepClear struct {
	d     *desk.Desk
	chart func() *clinic.Chart
	said  string
	list  *fyne.Container
	root  *fyne.Container
}

// NewKeepClear makes the list of a chart.
func NewKeepClear(d *desk.Desk, chart func() *clinic.Chart) *KeepClear {
	k := &KeepClear{d: d, chart: chart, list: kit.StackGap(4)}
	swatch := paint.New(fyne.NewSize(44, 28), func(p drawing.Palette, w, h float64) *drawing.Picture {
		return drawing.Swatch(drawing.KeepClear, p, w, h)
	})
	head := container.NewBorder(nil, nil, container.NewCenter(swatch), nil, kit.Strong(lang.L("Keep clear, hatched on the figure")).Wrap())
	k.root = container.NewStack(kit.NewPlate(kit.ColorWarningSoft, kit.Radius), kit.Pad(12, kit.StackGap(4, head, k.list)))
	k.Show()
	return k
}

// Object is the list.
func (k *KeepClear) Object() fyne.CanvasObject { return k.root }

// Any reports whether there is a place to keep clear of.
func (k *KeepClear) Any() bool { return k.said != "" }

// Show brings the list up to date.
func (k *KeepClear) Show() {
	var order []*clinic.ScreeningItem
	places := map[*clinic.ScreeningItem][]string{}
	for _, x := range clinic.KeepClears(k.d.Catalogue, k.chart(), k.d.Today()) {
		if places[x.Item] == nil {
			order = append(order, x.Item)
		}
		places[x.Item] = append(places[x.Item], k.d.Atlas.Label(x.Target.Structure, x.Target.Side))
	}
	said := ""
	var rows []fyne.CanvasObject
	for _, item := range order {
		where := strings.Join(places[item], ", ")
		said += where + ": " + item.Name + "\n"
		rows = append(rows, kit.StackGap(0, kit.Body(where).Wrap(), kit.QuietText(item.Name+". "+item.Action).Wrap()))
	}
	kit.SetHidden(k.root, len(rows) == 0)
	if said == k.said {
		return
	}
	k.said = said
	k.list.Objects = rows
	k.list.Refresh()
}
