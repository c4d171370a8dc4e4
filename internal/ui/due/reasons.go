package due

import (
	"context"
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/kit"
)

// patientsAtOnce is how many charts are read in one go.
const patientsAtOnce = 50

// Reasons are those to think of a doctor, for the patients who have a plan: worked out from their charts as the report
// and the summary do, and remembered for the day, for all places that list plans.
type Reasons struct {
	d     *desk.Desk
	day   clinic.Date
	known map[string][]clinic.TriggerKind
}

// NewReasons knows of none yet.
func NewReasons(d *desk.Desk) *Reasons { return &Reasons{d: d} }

// Forget has patients looked at anew who were changed; without any it forgets none.
func (r *Reasons) Forget(ch clinic.Changes) {
	if ch.Touches("", clinic.TriggerRecords()...) {
		for _, p := range ch.Patients {
			delete(r.known, p)
		}
	}
	if ch.Touches("", clinic.KindClinic) { // which may be in another time zone
		r.day = ""
	}
}

// Unknown are the patients of plans whose reasons are not known yet today.
func (r *Reasons) Unknown(plans []store.PlanRow) []string {
	if today := r.d.Today(); r.known == nil || r.day != today {
		r.day, r.known = today, map[string][]clinic.TriggerKind{}
	}
	var out []string
	for _, p := range plans {
		if _, known := r.known[p.PatientID]; !known && !slices.Contains(out, p.PatientID) {
			out = append(out, p.PatientID)
		}
	}
	return out
}

// Look works out for whom of the plans a doctor should be thought of, some patients at a time, and calls found after
// each time as long as it is still wanted.
func (r *Reasons) Look(plans []store.PlanRow, wanted func() bool, found func()) {
	patients := r.Unknown(plans)
	if len(patients) == 0 {
		return
	}
	patients = patients[:min(len(patients), patientsAtOnce)]
	today := r.day
	kit.Work(func(ctx context.Context) (map[string][]clinic.TriggerKind, error) {
		charts, err := r.d.Store.Charts(ctx, patients, clinic.TriggerRecords())
		known := make(map[string][]clinic.TriggerKind, len(charts))
		for i, c := range charts {
			known[patients[i]] = []clinic.TriggerKind{}
			for _, t := range clinic.Triggers(r.d.Catalogue, r.d.Atlas, c, today) {
				if !slices.Contains(known[patients[i]], t.Kind) {
					known[patients[i]] = append(known[patients[i]], t.Kind)
				}
			}
		}
		return known, err
	}, func(known map[string][]clinic.TriggerKind, err error) {
		if !wanted() {
			return
		}
		if err != nil {
			r.d.Fail(err)
			return
		}
		if today == r.day {
			maps.Copy(r.known, known)
		}
		found()
		r.Look(plans, wanted, found)
	})
}

// Of are the reasons that stand beside a plan: the one that runs, or a draft where none does.
func (r *Reasons) Of(p *store.PlanRow, plans []store.PlanRow) []clinic.TriggerKind {
	if !p.Agreed && slices.ContainsFunc(plans, func(o store.PlanRow) bool { return o.PatientID == p.PatientID && o.Agreed }) {
		return nil
	}
	return r.known[p.PatientID]
}

// ReasonWords says reasons in a row of a list.
func ReasonWords(reasons []clinic.TriggerKind) string {
	words := make([]string, 0, len(reasons))
	for _, t := range reasons {
		words = append(words, referWord(t))
	}
	return strings.Join(words, "  ·  ")
}

func referWord(t clinic.TriggerKind) string {
	switch t {
	case clinic.TriggerTest:
		return lang.L("an urgent test result")
	case clinic.TriggerNerve:
		return lang.L("new signs of a nerve")
	case clinic.TriggerWeak:
		return lang.L("weakness")
	case clinic.TriggerTorn:
		return lang.L("a tear, grade III")
	case clinic.TriggerMood:
		return lang.L("low mood with thoughts of self-harm")
	case clinic.TriggerValue:
		return lang.L("a value beyond its border")
	case clinic.TriggerEndFeel:
		return lang.L("an end feel that is never usual")
	case clinic.TriggerTone:
		return lang.L("a muscle without tone")
	case clinic.TriggerSwelling:
		return lang.L("swelling of a limb")
	case clinic.TriggerSevere:
		return lang.L("severe pain with loss of function")
	case clinic.TriggerWorse:
		return lang.L("a goal worse twice running")
	case clinic.TriggerFruitless:
		return lang.L("no change that matters")
	case clinic.TriggerChronic:
		return lang.L("pain for long without a plan")
	case clinic.TriggerEpisodes:
		return lang.L("the same complaint again and again")
	case clinic.TriggerClaim:
		return lang.L("a claim may stand behind it")
	}
	return string(t)
}
