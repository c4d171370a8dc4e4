package settings

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/timezone"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/edit"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// zonesShown is how many time zones are offered at once: a list of its own would scroll within the page's scroll.
const zonesShown = 6

// zoneField is the time zone of the clinic, typed or chosen from what is found for the words typed.
type zoneField struct {
	d     *desk.Desk
	text  *edit.Text
	found *fyne.Container
	there *kit.Text // the day and time there
	kept  string
}

func newZoneField(d *desk.Desk, keep func(zone string) error) *zoneField {
	f := &zoneField{d: d, found: kit.Stack(), there: kit.QuietText("").Wrap()}
	f.text = edit.NewText(d.Later, lang.L("Time zone"), "zone", lang.L("A country or a city"), 1, func(typed string) error {
		zone := timezone.Named(typed)
		if !timezone.Known(zone) && len(timezone.Find(typed)) > 0 {
			return notChosenError{}
		}
		return keep(zone)
	}).Of(d.Elsewhere(""))
	f.text.OnText = f.offer
	return f
}

// notChosenError keeps words that find zones in the field, and complains of nothing: a sentence would move the zones from under
// the finger that chooses one.
type notChosenError struct{}

func (notChosenError) Error() string { return "" }

func (f *zoneField) object() fyne.CanvasObject {
	return kit.StackGap(kit.Gap, f.text.Field, f.found, f.there)
}

// offer shows the zones that the words find, as long as they are not what is kept.
func (f *zoneField) offer(typed string) {
	f.found.RemoveAll()
	if named := timezone.Named(typed); named != f.kept {
		found := timezone.Find(typed)
		if len(found) > 0 {
			f.found.Add(kit.QuietText(lang.L("Choose one. Until then nothing is changed.")).Wrap())
		}
		for _, z := range found[:min(len(found), zonesShown)] {
			f.found.Add(kit.NewTwoLine(kit.Row{What: z.Name, Quiet: f.offered(z), Icon: kit.IconClock}, func() {
				f.text.Entry.SetText(z.Name)
				f.text.Flush()
			}))
		}
		if more := len(found) - zonesShown; more > 0 {
			f.found.Add(kit.QuietText(lang.N("{{.Count}} more: type more of the name.", more, map[string]any{"Count": more})).Wrap())
		}
	}
	f.found.Refresh()
}

// offered tells zones apart by the time it is there.
func (f *zoneField) offered(z timezone.Zone) string {
	at, err := timezone.Load(z.Name)
	if err != nil {
		return z.Country
	}
	now := f.d.Clock().In(at).Format("15:04")
	if z.Country == "" {
		return now
	}
	return z.Country + " · " + now
}

func (f *zoneField) show(c clinic.Clinic) {
	f.kept = c.Zone
	f.text.Show(c.Zone)
	f.offer(f.text.Entry.Text)
	now := f.d.Clock()
	facts := map[string]any{"When": words.MomentWithWeekday(now), "Zone": zoneWords(now.Location())}
	switch unknown := f.d.Store.UnknownZone(); {
	case unknown != "":
		f.there.SetText(lang.L("This version of Regimen does not know the clinic's time zone. Days and times go by this computer's until another one is chosen; nothing that is kept is changed by it. By this computer it is {{.When}}.", facts))
	case c.Zone == "":
		f.there.SetText(lang.L("Days and times go by this computer's time zone, {{.Zone}}, until one is chosen. It is {{.When}} now.", facts))
	default:
		f.there.SetText(lang.L("Days and times go by this zone on every computer. It is {{.When}} there now.", facts))
	}
}

func zoneWords(at *time.Location) string {
	if name := timezone.Name(at); name != "" {
		return name
	}
	return lang.L("which has no name")
}
