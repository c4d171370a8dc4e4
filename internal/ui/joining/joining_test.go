package joining

import (
	"slices"
	"testing"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/desk/desktest"
)

type rig struct {
	*desktest.Rig
	peg, marg clinic.Patient
}

// newRig has Margaret Doyle entered twice, differently.
func newRig(t *testing.T) *rig {
	r := &rig{Rig: desktest.New(t)}
	r.peg = r.AddPatient(clinic.Patient{
		GivenName: "Margaret", FamilyName: "Doyle", BirthDate: "1961-04-03", Phones: []clinic.Phone{{Number: "0412 345 678"}}, Street: "3 High Street", Suburb: "Fremantle",
		HealthFund: "HBF", FundNumber: "12 34", Alerts: []string{"Blood thinner"}, Notes: "Rings first",
	})
	r.marg = r.AddPatient(clinic.Patient{
		GivenName: "Marg", FamilyName: "Doyle", BirthDate: "1961-03-04", Phones: []clinic.Phone{{Number: "0412345678"}, {Number: "08 9000 1111"}}, Street: "7 Low Road",
		Suburb: "Perth", HealthFund: "HBF", FundNumber: "56 78", Alerts: []string{"Latex allergy"}, Notes: "Parks behind", Email: "marg@example.org", NoCalls: true,
	})
	r.AddPlan(r.peg.ID, "Neck", "2025-04-01", true)
	r.AddPlan(r.marg.ID, "Knee", "2025-04-01", true)
	r.AddSession(r.marg.ID, "", 1, "2025-02-01", true)
	r.AddSession(r.marg.ID, "", 2, "2025-02-08", false)
	consent := func(id, of, decision string) *clinic.Consent {
		return &clinic.Consent{
			ID: id, PatientID: of, Decision: decision, Areas: []string{clinic.GeneralArea}, Techniques: []string{}, How: clinic.ConsentSpoken, By: "Margaret Doyle", ByAs: clinic.ByThePatient,
			At: r.Clock.Now(), Told: []string{"x"},
		}
	}
	r.Put(consent("c1", r.marg.ID, clinic.ConsentWithdrawn))
	r.Clock.Advance(1e9)
	r.Put(consent("c2", r.peg.ID, clinic.ConsentGiven))
	r.Put(&clinic.Practitioner{ID: "kim", Name: "Kim", CreatedAt: r.Clock.Now()})
	for id, of := range map[string]string{"v1": r.peg.ID, "v2": r.marg.ID} {
		r.Put(&clinic.Appointment{
			ID: id, PatientID: of, PractitionerID: "kim", Day: "2025-03-07", Start: 600, Minutes: 60, State: clinic.Booked, CreatedAt: r.Clock.Now(),
			Steps: []clinic.AppointmentStep{{State: clinic.Booked, At: r.Clock.Now(), By: "Kim"}},
		})
	}
	return r
}

// Two records are looked at side by side, what differs is chosen, what speaks against it is answered, and they are joined by
// one tap; one undo takes it back whole.
func TestSideBySide(t *testing.T) {
	r := newRig(t)
	s := New(r.Desk, r.peg.ID, r.marg.ID)
	r.Watch(s)
	r.MustSay(
		"The birth dates differ: 4 March 1961 and 3 April 1961. Ask the patient before you join them.",
		"Each has a member number of a health fund: 56 78 and 12 34. Choose the one that the fund knows; the other stays in its own record.",
		"Both have a plan that runs. The newer, “Knee”, is the one that is treated by; “Neck” stays to be read, and can be ended.",
		"Both are booked on 7 March 2025 at 10:00. Both visits stay; cancel the one that is not meant.",
		"It counts as withdrawn until the patient is asked again.",
		"The record of Margaret Doyle then leads to that of Marg Doyle.",
		"Sessions", "Appointments", "Decisions about consent",
	)
	if !s.join.Disabled() {
		t.Error("they can be joined although the birth dates differ and nobody asked")
	}
	r.Tap("Margaret Doyle, since 4 Mar 2025, no visit yet") // the direction
	r.MustSay("The record of Marg Doyle then leads to that of Margaret Doyle.")
	r.Tap("HBF, 56 78")
	r.Tap("I asked: this is one person")
	r.Save("joining", 1)
	r.Tap("Join the records")

	want := r.peg
	want.FundNumber, want.Email, want.NoCalls = "56 78", "marg@example.org", true
	want.Phones = append(slices.Clone(want.Phones), clinic.Phone{Number: "08 9000 1111"})
	want.Alerts, want.Notes = []string{"Blood thinner", "Latex allergy"}, "Rings first\n\nParks behind"
	if got := r.Patient(r.peg.ID); len(clinic.ChangedFields(&got, &want)) > 0 {
		t.Errorf("the details are\n%+v, want\n%+v", got, want)
	}
	if len(r.Opened) != 1 || r.Opened[0] != r.peg.ID+" "+string(desk.Summary) {
		t.Errorf("opened %v", r.Opened)
	}
	c := r.Chart(r.marg.ID)
	if c.Patient.ID != r.peg.ID || len(c.Sessions) != 2 || len(c.Plans) != 2 || c.CurrentPlan().Title != "Knee" {
		t.Errorf("%+v", c)
	}
	subject := clinic.ConsentSubject{Area: clinic.GeneralArea}
	if st := c.ConsentStanding(subject, clinic.Consenting{}); st.Given || st.Last.Decision != clinic.ConsentWithdrawn {
		t.Errorf("consent stands at %+v", st)
	}
	r.MustSay("These are one record")

	r.UndoIt()
	r.Settle()
	if got := r.Patient(r.peg.ID); len(clinic.ChangedFields(&got, &r.peg)) > 0 {
		t.Errorf("taken back the details are\n%+v, were\n%+v", got, r.peg)
	}
	if c := r.Chart(r.marg.ID); c.Patient.ID != r.marg.ID || len(c.Sessions) != 2 {
		t.Errorf("%+v", c)
	}
}

// A signature that cannot wait is one with which nothing else can: without the connection nothing is joined, and that is said.
func TestSharedOutOfReach(t *testing.T) {
	r := newRig(t)
	remote, link := r.Share()
	link.Unsealed = clinic.ErrChanged
	r.Watch(New(r.Desk, r.peg.ID, r.marg.ID))
	remote.DoAll()
	r.Settle()
	r.Tap("I asked: this is one person")
	r.Tap("Join the records")
	remote.DoAll()
	r.Settle()
	if c, err := r.Store.Chart(t.Context(), r.marg.ID); err != nil || c.Patient.ID != r.marg.ID || len(r.Warned) == 0 {
		t.Errorf("joined all the same, or nobody is told: %v", r.Warned)
	}
}
