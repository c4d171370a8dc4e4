package station

import (
	"errors"
	"slices"
	"testing"

	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/store/pgtest"
)

// twice enters Ann once more, as Anna, with a session and a visit.
func twice(t *testing.T, m *machine) {
	t.Helper()
	_, err := m.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Enter"), Scope: "anna", Put: []clinic.Record{
		&clinic.Patient{ID: "anna", GivenName: "Anna", FamilyName: "Smith", CreatedAt: begin},
		&clinic.Session{ID: "s2", PatientID: "anna", Number: 1, Date: "2026-03-01", CreatedAt: begin},
		&clinic.Appointment{
			ID: "v2", PatientID: "anna", PractitionerID: "kim", Day: "2026-03-05", Start: 600, Minutes: 60, State: clinic.Booked, CreatedAt: begin,
			Steps: []clinic.AppointmentStep{{State: clinic.Booked, At: begin, By: "Kim"}},
		},
	}})
	if err != nil {
		t.Fatal(err)
	}
	m.sent()
}

func (m *machine) of(patient string) *clinic.Chart {
	m.t.Helper()
	c, err := m.Chart(m.t.Context(), patient)
	if err != nil {
		m.t.Fatal(err)
	}
	return c
}

func (m *machine) join() clinic.Operation {
	m.t.Helper()
	op, err := (&clinic.Joining{Stays: m.of("ann"), Other: m.of("anna")}).Join(clinic.Env{Now: m.Now, NewID: m.NewID})
	if err != nil {
		m.t.Fatal(err)
	}
	return op
}

func (m *machine) takeApart() {
	m.t.Helper()
	c := m.of("ann")
	op, _ := clinic.TakeApart(clinic.Env{Now: m.Now, NewID: m.NewID}, c.Joined[0], c.Patient, "Anna")
	if _, err := m.ApplyNow(m.t.Context(), op); err != nil {
		m.t.Fatal(err)
	}
}

// One machine joins two records while another one writes in the one that leads away, without a connection: nothing is lost,
// and what arrives is shown with the patient's. Taken apart it is the other's.
func TestJoinedWhileAnotherWrites(t *testing.T) {
	t.Parallel()
	url := newClinic(t)
	proxy := pgtest.NewProxy(t, pgtest.Shared(t).Addr())
	a, b := start(t, "reception", url, t.TempDir()), start(t, "tablet", proxy.URL(url), t.TempDir())
	twice(t, a)
	b.until("it has the other record", func() bool { c, err := b.Chart(t.Context(), "anna"); return err == nil && c.Session("s2") != nil })
	days, err := b.Days(t.Context(), "2026-03-05", "2026-03-05")
	if err != nil || len(days[0].Appointments()) != 1 {
		t.Fatal(days, err)
	}
	proxy.Refuse(true)
	proxy.Cut()
	b.until("it is cut off", func() bool { return !b.State().Connected })

	written := *b.of("anna").Session("s2")
	written.Subjective = "By B"
	mark := &clinic.Finding{ID: "f", PatientID: "anna", SessionID: "s2", Structure: "soleus", Side: "L", View: "posterior", Source: clinic.ByTherapist, Type: "pain", CreatedAt: begin}
	if _, err := b.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Write"), Scope: "s2", Put: []clinic.Record{&written, mark}}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.ApplyNow(t.Context(), b.join2(t)); !errors.Is(err, store.ErrUnreachable) {
		t.Errorf("joined without a connection: %v", err)
	}
	if _, err := a.Apply(t.Context(), a.join()); err != nil {
		t.Fatal(err)
	}
	if c := a.of("anna"); c.Patient.ID != "ann" || c.Session("s2") == nil || c.Session("s2").PatientID != "ann" || !a.Held("anna") {
		t.Errorf("%+v", c)
	}

	proxy.Refuse(false)
	b.sent()
	for _, m := range []*machine{a, b} {
		m.until("it has all of both", func() bool {
			c := m.of("anna")
			return c.Patient.ID == "ann" && len(c.Sessions) == 2 && c.Session("s2") != nil && c.Session("s2").Subjective == "By B" && len(c.Findings) == 1 && c.Findings[0].PatientID == "ann"
		})
		m.until("the visit is the patient's", func() bool {
			days, err := m.Days(t.Context(), "2026-03-05", "2026-03-05")
			return err == nil && len(days[0].Appointments()) == 1 && days[0].Appointments()[0].PatientID == "ann"
		})
	}
	if d := slices.Concat(a.Differences(), b.Differences()); len(d) > 0 {
		t.Errorf("somebody is asked: %+v", d)
	}

	// What B goes on to write in it is the other's, too.
	written = *b.of("ann").Session("s2")
	written.Objective = "Stiff"
	if _, err := b.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Write"), Scope: "s2", Put: []clinic.Record{&written}}); err != nil {
		t.Fatal(err)
	}
	if c := b.of("anna"); c.Session("s2").Objective != "Stiff" {
		t.Errorf("it is not shown at once: %+v", c.Sessions)
	}
	b.sent()
	a.until("it sees that", func() bool { return a.of("ann").Session("s2").Objective == "Stiff" })
	a.takeApart()
	for _, m := range []*machine{a, b} {
		m.until("they are apart", func() bool {
			one, other := m.of("ann"), m.of("anna")
			return other.Patient.ID == "anna" && len(other.Sessions) == 1 && other.Sessions[0].Objective == "Stiff" && len(other.Findings) == 1 && len(one.Sessions) == 1 && len(one.Findings) == 0
		})
	}
	if r, err := a.shared.Check(t.Context()); err != nil || !r.OK() {
		t.Error(r.Problems, err)
	}
}

// join2 is what would join the two on a machine that holds one of them only.
func (m *machine) join2(t *testing.T) clinic.Operation {
	t.Helper()
	return clinic.Operation{Label: clinic.Say("Join"), Scope: "anna", Put: []clinic.Record{&clinic.Joined{ID: "j", PatientID: "anna", Other: "ann", At: begin}}}
}
