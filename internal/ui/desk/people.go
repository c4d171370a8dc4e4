package desk

import (
	"context"
	"slices"

	"regimen/internal/clinic"
)

// practiceAs is the preference that holds the key of the practitioner at this machine.
const practiceAs = "practitioner"

// Practitioner is who works at this machine: the one chosen in the settings, or the only one there is. It is empty
// when nobody was chosen of several, when the one who was has left, and when that cannot be read: nobody is guessed,
// because the name stands on what is written and signed.
func (d *Desk) Practitioner() clinic.Practitioner {
	d.mu.Lock()
	here := d.here
	d.mu.Unlock()
	if here != nil {
		return *here
	}
	p, err := d.practitioner()
	if err != nil {
		d.Log.Error("reading who works at this machine", "error", err)
		return clinic.Practitioner{}
	}
	d.mu.Lock()
	d.here = &p
	d.mu.Unlock()
	return p
}

func (d *Desk) practitioner() (clinic.Practitioner, error) {
	all, err := d.Treating()
	if err != nil {
		return clinic.Practitioner{}, err
	}
	chosen, err := d.Store.Preference(context.Background(), practiceAs)
	if err != nil {
		return clinic.Practitioner{}, err
	}
	switch {
	case chosen == "" && len(all) == 1:
		return all[0], nil
	case chosen == "":
		return clinic.Practitioner{}, nil
	}
	if i := slices.IndexFunc(all, func(p clinic.Practitioner) bool { return p.ID == chosen }); i >= 0 {
		return all[i], nil
	}
	return clinic.Practitioner{}, nil
}

// Treating are the practitioners who have not left, in their order.
func (d *Desk) Treating() ([]clinic.Practitioner, error) {
	all, err := d.Store.Practitioners(context.Background())
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(all), func(p clinic.Practitioner) bool { return !p.LeftAt.IsZero() }), nil
}

// WorkAs has a practitioner work at this machine from now on.
func (d *Desk) WorkAs(id string) error {
	if err := d.Store.SetPreference(context.Background(), practiceAs, id); err != nil {
		return err
	}
	d.mu.Lock()
	d.here = nil
	d.mu.Unlock()
	d.Seat()
	return nil
}

// Seat tells the records who is at the keyboard, for the history. It is called when that may be somebody else. Who is
// the only one stays the one at this machine when another comes.
func (d *Desk) Seat() {
	here := d.Practitioner()
	if here.ID != "" {
		if err := d.Store.SetPreference(context.Background(), practiceAs, here.ID); err != nil {
			d.Log.Error("keeping who works at this machine", "error", err)
		}
	}
	d.Store.SetActor(here.Name)
}
