package demo

import (
	"time"

	"regimen/internal/clinic"
)

// injury is what was torn, for the courses that are about that: healed after its usual time.
func (r *running) injury(a *clinic.Assessment, at time.Time) {
	var (
		place, sort string
		days        int
	)
	switch r.course.story {
	case hamstring:
		place, sort, days = "biceps.femoris.long:a", clinic.InjuryStrain, 49
	case ankle:
		place, sort, days = "anterior.talofibular.ligament:a", clinic.InjurySprain, 42
	default:
		return
	}
	t := r.targets(place)[0]
	i := &clinic.Injury{
		ID: r.id(at), PatientID: r.who.ID, Structure: t.Structure, Side: t.Side, Type: sort, Grade: 2, InjuredOn: a.InjuredOn, CreatedAt: at.UTC(),
	}
	if healed := i.InjuredOn.AddDays(days); healed < date(r.now) {
		i.HealedOn = healed
	}
	r.put(i)
}
