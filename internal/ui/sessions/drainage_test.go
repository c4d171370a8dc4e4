package sessions

import (
	"strings"
	"testing"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
)

func TestLymphDrainageIsReadInItsOrder(t *testing.T) {
	p := open(t)
	s := p.screen(t)
	tap(t, s.Object(), "Start session 1")
	p.apply(t, &clinic.Treatment{
		ID: p.Desk.NewID(), PatientID: p.patient, SessionID: s.session, Technique: clinic.TechniqueDrainage, Rank: 4, Pressure: 1, Minutes: 40,
		Targets: []clinic.Target{{Structure: "soleus", Side: anatomy.Right}}, Status: clinic.TreatmentPlanned,
	})
	s.visit.open(stepTreat)
	row := p.row(t, s, clinic.TechniqueDrainage)
	if strings.Contains(shown(row.object), "Thigh, right") {
		t.Error("the order is open before it is asked for")
	}
	tap(t, row.object, "Order of the steps")
	if got := shown(row.object); !strings.Contains(got, "Thigh, right") || !strings.Contains(got, "Groin of the same side, right") {
		t.Errorf("the order is not shown: %s", got)
	}
	if strings.Contains(shown(p.row(t, s, "effleurage").object), "Order of the steps") {
		t.Error("effleurage has an order")
	}
}
