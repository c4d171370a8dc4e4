package demo

import (
	"math"
	"time"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
)

// tried is a test as it came out on the affected side at first. Pain is that of a special test; it goes as
// the patient gets better, and with it the result.
type tried struct {
	test   string
	result string
	pain   int
}

// tests are what is tried in the assessments of a story, by its title. The other side is as usual.
var tests = map[string][]tried{
	"Neck and shoulder tension": {
		{"neck.spurling", "negative", 0},
		{"neck.distraction", "negative", 0},
		{"neck.flexion-rotation", "positive", 4},
		{"posture.head-forward", "moderate", 0},
		{"posture.shoulders-rounded", "mild", 0},
		{"posture.shoulder-high", "mild", 0},
	},
	"Headache from the neck": {{"neck.flexion-rotation", "positive", 5}, {"neck.spurling", "negative", 0}, {"posture.head-forward", "moderate", 0}},
	"Frozen shoulder":        {{"shoulder.neer", "positive", 5}, {"shoulder.hawkins", "equivocal", 0}, {"shoulder.drop-arm", "negative", 0}},
	"Rotator cuff pain": {
		{"shoulder.hawkins", "positive", 6},
		{"shoulder.neer", "positive", 5},
		{"shoulder.painful-arc", "positive", 6},
		{"shoulder.infraspinatus", "positive", 4},
		{"shoulder.drop-arm", "negative", 0},
		{"shoulder.empty-can", "positive", 5},
	},
	"Leg pain from the back": {
		{"back.slr", "positive", 6},
		{"back.slump", "positive", 6},
		{"back.crossed-slr", "negative", 0},
		{"cauda-equina", "unchanged", 0},
		{"dermatome.l5", "reduced", 0},
		{"myotome.l5", "4", 0},
		{"myotome.l4", "5", 0},
		{"reflex.s1", "2+", 0},
		{"gait.antalgic", "mild", 0},
	},
	"Hamstring strain": {{"knee.hamstring-90-90", "positive", 5}, {"back.slump", "negative", 0}},
	"Tennis elbow":     {{"elbow.cozen", "positive", 6}, {"elbow.mill", "positive", 4}, {"elbow.tinel", "negative", 0}},
	"Ankle sprain": {
		{"ankle.ottawa-ankle", "negative", 0},
		{"ankle.ottawa-foot", "negative", 0},
		{"ankle.anterior-drawer", "positive", 5},
		{"ankle.talar-tilt", "negative", 0},
		{"ankle.squeeze", "negative", 0},
	},
	"Achilles tendon pain": {{"ankle.thompson", "negative", 0}, {"posture.foot-flat", "mild", 0}},
	"Stiff, sore hip":      {{"hip.fadir", "positive", 5}, {"hip.thomas-psoas", "positive", 3}, {"hip.trendelenburg", "negative", 0}, {"back.faber", "positive", 4}},
}

// examine records what was tried in an assessment.
func (r *running) examine(a *clinic.Assessment, at time.Time, progress float64) {
	for _, x := range tests[r.story.title] {
		t := r.cat.Test(x.test)
		for _, side := range t.Sides() {
			res := &clinic.TestResult{
				ID: r.id(at), PatientID: r.who.ID, AssessmentID: a.ID, Test: x.test, Side: side, Result: t.Usual,
				Date: a.Date, CreatedAt: at.UTC(),
			}
			if (side == anatomy.Midline || side == r.side('a')) && progress < 0.6 {
				res.Result = x.result
				if pain := int(math.Round(float64(x.pain) * (1 - progress))); x.pain > 0 {
					pain = min(max(pain, 1), 10)
					res.Pain, res.Familiar = &pain, clinic.FamiliarYes
				}
			}
			r.put(res)
		}
	}
}
