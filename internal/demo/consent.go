package demo

import (
	"cmp"
	"time"

	"regimen/internal/clinic"
)

// asks reports whether the safety questions and consent belong to the story; a large clinic is told without them.
func (m *maker) asks() bool { return len(m.cat.Screening) > 0 }

// consent is the patient's signature under what a plan needs, when its course begins.
func (r *running) consent(at time.Time, p *clinic.Plan) {
	if !r.asks() {
		return
	}
	x := r.decision(at, p.ID)
	x.How, x.Draping, x.Chaperone = clinic.ConsentWritten, "Sheet, only the part being treated uncovered", clinic.ChaperoneDeclined
	x.Signature = signature
	for _, s := range r.needs(p) {
		if s.Technique != "" {
			x.Techniques = append(x.Techniques, s.Technique)
		} else {
			x.Areas = append(x.Areas, s.Area)
		}
	}
	x.Told = r.cat.WordsFor(x)
	r.put(x)
}

// asked is what is asked at the beginning of a session: whether anything has changed, and the sensitive areas again.
func (r *running) asked(at time.Time, s *clinic.Session, p *clinic.Plan) {
	if !r.asks() {
		return
	}
	r.put(&clinic.Screening{ID: r.id(at), PatientID: r.who.ID, SessionID: s.ID, Item: r.cat.ChangeQuestion().Code, Answer: clinic.AnswerNo, At: at.UTC()})
	x := r.decision(at, p.ID)
	x.SessionID, x.How = s.ID, clinic.ConsentSpoken
	for _, n := range r.needs(p) {
		if n.EachSession {
			x.Areas = append(x.Areas, n.Area)
		}
	}
	if len(x.Areas) > 0 {
		x.Told = r.cat.WordsFor(x)
		r.put(x)
	}
}

func (r *running) decision(at time.Time, plan string) *clinic.Consent {
	x := &clinic.Consent{
		ID: r.id(at), PatientID: r.who.ID, PlanID: plan, Decision: clinic.ConsentGiven, Areas: []string{}, Techniques: []string{},
		By: r.who.FullName(), ByAs: clinic.ByThePatient, Explained: r.by.Name, At: at.UTC(),
	}
	if r.who.IsMinor(date(at)) {
		x.By, x.ByAs, x.RelationCode, x.Relation = cmp.Or(r.who.EmergencyName, "A. "+r.who.FamilyName), clinic.ByGuardian, clinic.RelationParent, "mother"
	}
	return x
}

// needs is what consent the plan needs.
func (r *running) needs(p *clinic.Plan) []clinic.ConsentSubject {
	chart := &clinic.Chart{}
	for _, rec := range r.out {
		switch x := rec.(type) {
		case *clinic.Prescription:
			if x.PlanID == p.ID {
				chart.Add(x)
			}
		case *clinic.LymphBarrier, *clinic.Screening:
			if rec.PatientKey() == r.who.ID {
				chart.Add(rec)
			}
		}
	}
	return clinic.PlanConsent(r.cat, chart, p)
}

// signature is a scribble as a finger draws it, in thousandths of the width of the field.
var signature = [][][2]float64{
	{{120, 190}, {150, 90}, {178, 60}, {196, 92}, {184, 150}, {205, 176}, {236, 148}, {262, 140}, {280, 168}, {312, 150}, {338, 136}, {360, 160}},
	{{410, 70}, {398, 130}, {404, 180}, {440, 172}, {470, 140}, {498, 138}, {512, 166}, {548, 158}, {590, 132}, {640, 150}, {720, 138}},
	{{130, 215}, {380, 204}, {700, 198}},
}
