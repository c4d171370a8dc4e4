package demo

import (
	"time"

	"regimen/internal/clinic"
)

// barrier is what stops the lymph, for the course that is about that.
func (r *running) barrier(at time.Time) {
	if r.course.story != armSwell {
		return
	}
	t := r.targets("lymph.axillary:a")[0]
	year := at.AddDate(0, -14, 0).Year()
	r.put(&clinic.LymphBarrier{
		ID: r.id(at), PatientID: r.who.ID, Structure: t.Structure, Side: t.Side, Cause: clinic.BarrierBoth, SinceYear: &year,
		Note: "14 nodes, then radiotherapy", CreatedAt: at.UTC(),
	})
}
