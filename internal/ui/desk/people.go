package desk

import (
	"context"
	"slices"

	"regimen/internal/clinic"
)

// PracticeAs is the preference that holds the key of the practitioner at this machine.
const PracticeAs = "practitioner"

// Practitioner is who works at this machine: the one chosen in the settings, or the only one there is. It is empty
// when nobody was chosen of several, when the one who was has left, and when that cannot be read: nobody is guessed,
// because the name stands on what is written and signed.
func (d *Desk) Practitioner() clinic.Practitioner {
	t, err := d.team()
	if err != nil {
		d.Log.Error("reading who works at this machine", "error", err)
		return clinic.Practitioner{}
	}
	return t.here
}

// People are all who treat here, and those who did, in their order; Treating are those who have not left. There are none
// when they cannot be read.
func (d *Desk) People() []clinic.Practitioner {
	t, err := d.team()
	if err != nil {
		d.Log.Error("reading the practitioners", "error", err)
		return nil
	}
	return t.all
}

// Treating are the practitioners who have not left; see People.
func (d *Desk) Treating() []clinic.Practitioner { return treating(d.People()) }

func treating(all []clinic.Practitioner) []clinic.Practitioner {
	return slices.DeleteFunc(slices.Clone(all), func(p clinic.Practitioner) bool { return !p.LeftAt.IsZero() })
}

// team are those who treat, and which of them works at this machine.
type team struct {
	all  []clinic.Practitioner
	here clinic.Practitioner
}

// team is read once, and again when it changed.
func (d *Desk) team() (*team, error) {
	d.mu.Lock()
	known := d.people
	d.mu.Unlock()
	if known != nil {
		return known, nil
	}
	all, err := d.Store.Practitioners(context.Background())
	if err != nil {
		return nil, err
	}
	chosen, err := d.Store.Preference(context.Background(), PracticeAs)
	if err != nil {
		return nil, err
	}
	t, now := &team{all: all}, treating(all)
	if chosen == "" && len(now) == 1 {
		t.here = now[0]
	} else if i := slices.IndexFunc(now, func(p clinic.Practitioner) bool { return p.ID == chosen }); i >= 0 {
		t.here = now[i]
	}
	d.mu.Lock()
	d.people = t
	d.mu.Unlock()
	return t, nil
}

// Actor is who acts at this machine: whoever works at it, and for now everybody is its owner.
func (d *Desk) Actor() clinic.Actor {
	here := d.Practitioner()
	return clinic.Actor{ID: here.ID, Name: here.Name, Role: clinic.RoleOwner}
}

// trainingAsked is the beginning of the preference that a practitioner is trained in none of the techniques that take it.
const trainingAsked = "training-asked/"

// TrainingUnsaid are those who treat here and of whom nothing is kept about their training, neither what nor that there is
// none: the techniques that take it ask for a reason each time.
func (d *Desk) TrainingUnsaid(ctx context.Context) ([]clinic.Practitioner, error) {
	if d.Catalogue == nil || !slices.ContainsFunc(d.Catalogue.Techniques, func(t clinic.Technique) bool { return t.Trained == clinic.TrainedYes }) {
		return nil, nil
	}
	all, err := d.Store.Practitioners(ctx)
	if err != nil {
		return nil, err
	}
	var out []clinic.Practitioner
	for _, p := range treating(all) {
		if len(p.Trained) > 0 {
			continue
		}
		said, err := d.Store.Preference(ctx, trainingAsked+p.ID)
		if err != nil {
			return nil, err
		}
		if said == "" {
			out = append(out, p)
		}
	}
	return out, nil
}

// NoTraining keeps that practitioners are trained in none of the techniques that take it.
func (d *Desk) NoTraining(ctx context.Context, who []clinic.Practitioner) error {
	for _, p := range who {
		if err := d.Store.SetPreference(ctx, trainingAsked+p.ID, "none"); err != nil {
			return err
		}
	}
	return nil
}

// WorkAs has a practitioner work at this machine from now on.
func (d *Desk) WorkAs(id string) error {
	if err := d.Store.SetPreference(context.Background(), PracticeAs, id); err != nil {
		return err
	}
	d.mu.Lock()
	d.people = nil
	clear(d.charts) // as whoever treats has them
	d.mu.Unlock()
	d.Seat()
	return nil
}

// Seat tells the records who is at the keyboard, for the history. It is called when that may be somebody else. Who is
// the only one stays the one at this machine when another comes.
func (d *Desk) Seat() {
	here := d.Practitioner()
	if here.ID != "" {
		if err := d.Store.SetPreference(context.Background(), PracticeAs, here.ID); err != nil {
			d.Log.Error("keeping who works at this machine", "error", err)
		}
	}
	d.Store.SetActor(d.Actor())
}
