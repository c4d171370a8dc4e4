package demo

import (
	"math"
	"time"

	"regimen/internal/clinic"
)

// The volume of an arm is that from the wrist up to a level in cm.
const (
	armProtocol = "arm.wrist"
	armTop      = 40
)

// girths takes the girths of an arm that has about the volume of a measurement, and gives it the volume
// that follows from them.
func (r *running) girths(volume *clinic.Measurement, at time.Time) {
	p := r.cat.LimbProtocol(armProtocol)
	usual := clinic.Girths{}
	for i, cm := range p.Levels() {
		usual[cm] = p.Outline[i*(len(p.Outline)-1)/(len(p.Levels())-1)] * 10
	}
	base, ok := p.Over(usual, 0, armTop)
	if !ok {
		return
	}
	size := math.Sqrt(volume.Value / base.ML) // girths go with the root of the volume
	taken := clinic.Girths{}
	for _, cm := range p.Levels() {
		if cm > armTop {
			break
		}
		taken[cm] = math.Round(usual[cm]*size + (r.rng.Float64()-0.5)*2)
		girth := &clinic.Measurement{
			ID: r.id(at), PatientID: volume.PatientID, AssessmentID: volume.AssessmentID, Measure: clinic.MeasureGirth,
			Side: volume.Side, Value: taken[cm], Tool: "tape", Date: volume.Date, CreatedAt: at.UTC(),
		}
		girth.SetAlong(p.At(cm))
		r.put(girth)
	}
	if v, ok := p.Over(taken, 0, armTop); ok {
		volume.Value = math.Round(v.ML)
	}
}

// form is the questionnaire that gives a total, as the patient filled it in; a form of which only the total
// is taken down has none.
func (r *running) form(total *clinic.Measurement, at time.Time) {
	f := r.cat.Form(total.Measure)
	if f.Scoring != clinic.ScoreSum || f.Answer != clinic.FormTick {
		return
	}
	answers := make([]string, len(f.Items))
	for i, item := range r.rng.Perm(len(answers)) {
		if float64(i) < total.Value {
			answers[item] = "1"
		}
	}
	score, ok := f.Score(answers)
	if !ok {
		return
	}
	total.Value = score
	r.put(&clinic.FormAnswers{
		ID: r.id(at), PatientID: total.PatientID, AssessmentID: total.AssessmentID, Form: f.Code, Answers: answers, Total: &score,
		FilledBy: clinic.ByPatient, Date: total.Date, CreatedAt: at.UTC(), FinishedAt: at.Add(4 * time.Minute).UTC(),
	})
}
