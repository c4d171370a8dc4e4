package desk_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"testing"

	"regimen/internal/clinic"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/desk/desktest"
	"regimen/internal/ui/kit"
)

// counted are records that count what is read of them.
type counted struct {
	desk.Records
	charts, lists int
}

func (c *counted) Chart(ctx context.Context, patient string) (*clinic.Chart, error) {
	c.charts++
	return c.Records.Chart(ctx, patient)
}

func (c *counted) Practitioners(ctx context.Context) ([]clinic.Practitioner, error) {
	c.lists++
	return c.Records.Practitioners(ctx)
}

func (c *counted) Preference(ctx context.Context, key string) (string, error) {
	c.lists++
	return c.Records.Preference(ctx, key)
}

// A change made here is shown once, although the records tell of it too, and no chart is read anew for it.
func TestAChangeIsShownOnce(t *testing.T) {
	r := desktest.New(t)
	p := r.AddPatient(clinic.Patient{GivenName: "Margaret"})
	records := &counted{Records: r.Desk.Store}
	r.Desk.Store = records
	r.Desk.Chart(p.ID)
	r.Desk.Practitioner()
	before := *records
	var shown []string
	r.Desk.Show = func(ch clinic.Changes) {
		shown = append(shown, ch.Label.String()+" "+r.Desk.Chart(p.ID).Patient.Occupation)
	}
	do := func(job string) {
		t.Helper()
		p.Occupation = job
		if err := r.Desk.Apply(clinic.Operation{Label: clinic.Say("Work"), Scope: p.ID, Put: []clinic.Record{&p}}); err != nil {
			t.Fatal(err)
		}
	}
	do("Nurse")
	do("Midwife")
	if want := []string{"Work Nurse", "Work Midwife"}; !reflect.DeepEqual(shown, want) {
		t.Errorf("shown %q, want %q", shown, want)
	}
	if *records != before {
		t.Errorf("read %+v, and before the taps %+v", *records, before)
	}
	read, err := r.Store.Chart(t.Context(), p.ID)
	if err != nil || !reflect.DeepEqual(read, r.Desk.Chart(p.ID)) {
		t.Errorf("the chart in memory is %+v, that of the records %+v, %v", r.Desk.Chart(p.ID), read, err)
	}
	shown = nil
	r.Desk.Undo(p.ID)
	if want := []string{"Work Nurse"}; !reflect.DeepEqual(shown, want) {
		t.Errorf("an undo: shown %q, want %q", shown, want)
	}
	shown = nil
	p.Occupation = "Cook"
	r.Put(&p) // somebody else's
	if want := []string{"test Cook"}; !reflect.DeepEqual(shown, want) {
		t.Errorf("of another's change: shown %q, want %q", shown, want)
	}
	shown = nil
	do("Cook") // is so already
	if len(shown) > 0 {
		t.Errorf("of nothing: shown %q", shown)
	}
}

// A change that is refused is told once, and what was held is read again.
func TestARefusedChange(t *testing.T) {
	r := desktest.New(t)
	p := r.AddPatient(clinic.Patient{GivenName: "Margaret"})
	records := &counted{Records: r.Desk.Store}
	r.Desk.Store = records
	r.Desk.Chart(p.ID)
	shown := 0
	r.Desk.Show = func(clinic.Changes) { shown++ }
	p.GivenName = ""
	var wrong clinic.FieldErrors
	if err := r.Desk.Apply(clinic.Operation{Label: clinic.Say("Name"), Put: []clinic.Record{&p}}); !errors.As(err, &wrong) || shown != 0 {
		t.Errorf("%v, shown %d times", err, shown)
	}
	if got := r.Desk.Chart(p.ID).Patient.GivenName; got != "Margaret" || records.charts != 2 {
		t.Errorf("%q, read %d times", got, records.charts)
	}
}

// A signature that waits for the shared records is shown once, whoever tells of it first.
func TestASealIsShownOnce(t *testing.T) {
	r := desktest.New(t)
	p := r.AddPatient(clinic.Patient{GivenName: "Margaret"})
	remote, _ := r.Share()
	shown := 0
	r.Desk.Show = func(clinic.Changes) { shown++ }
	b := kit.NewButton("Sign", "", nil)
	for i := range 2 {
		p.Occupation = fmt.Sprint("Nurse ", i)
		r.Desk.Seal(clinic.Operation{Label: clinic.Say("Sign"), Put: []clinic.Record{&p}}, b, func() {})
		remote.DoAll()
		if shown != i+1 {
			t.Errorf("after %d it was shown %d times", i+1, shown)
		}
	}
}

func TestChangesFromManyThreadsAllArrive(t *testing.T) {
	r := desktest.New(t)
	var mu sync.Mutex
	got := map[string]bool{}
	r.Desk.Show = func(ch clinic.Changes) {
		mu.Lock()
		defer mu.Unlock()
		for _, p := range ch.Patients {
			got[p] = true
		}
	}
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Go(func() { r.Desk.Hear(clinic.Changes{Operation: fmt.Sprint(i), Patients: []string{fmt.Sprint(i)}}) })
	}
	wg.Wait()
	if len(got) != 50 {
		t.Errorf("%d of 50 changes arrived", len(got))
	}
}
