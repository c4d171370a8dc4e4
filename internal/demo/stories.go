package demo

import "regimen/internal/clinic"

// A story is one complaint as a clinic meets it. A place is written "code:side", where the side is
// a (the affected one), o (the other one), b (both) or m (the midline).
type story struct {
	title   string
	history clinic.Assessment // only its texts are used
	summary string            // for the printed plan
	finds   []found
	tracks  []track // what is measured, at first and at the end of a good course
	goals   []aim
	rx      []dose
	home    []string // codes of the home-care catalogue
	care    []string // precautions
	yes     []answer // questions answered with yes or not sure
	minutes int
	// lessons are the notes of a session early, in the middle and late in the course.
	lessons [3]note
}

type found struct {
	place    string
	sort     string
	severity int // −1: not rated
	quality  string
	reported bool // by the patient
}

type track struct {
	measure  string
	item     string
	side     byte // a, o or m
	mode     string
	from, to float64
}

type aim struct {
	benefit clinic.Benefit
	track   int // of tracks
	words   string
}

type dose struct {
	technique string
	places    []string
	pressure  int
	minutes   float64
	position  string
}

type answer struct{ item, answer, note, action string }

type note struct{ s, o, a, p string }

var stories = []story{
	{
		title: "Neck and shoulder tension",
		history: clinic.Assessment{
			Complaint: "Tight, sore neck and top of the shoulder, worst at the end of a work day.", Onset: "Slowly over some months",
			Mechanism: "Long hours at a laptop without a separate screen", Aggravating: "sitting, driving, looking down",
			Easing: "warm shower, moving about", DayPattern: "Fine in the morning, builds up from noon, settles after lying down.",
			PreviousTreatment: "Relaxation massage now and then, which helps for a day.", Medication: "Paracetamol twice a week",
			Health: "Well. No operations.", Impression: "Findings fit postural overload of the upper trapezius and levator scapulae with active trigger points.",
		},
		summary: "The muscles from your neck to the top of your shoulder are tight and sore. They tire from long sitting, and they make your neck turn less.",
		finds: []found{
			{"trapezius.upper:a", "trigger-point", 7, "", false},
			{"levator.scapulae:a", "hypertonicity", 6, "", false},
			{"trapezius.upper:a", "pain", 6, "aching", true},
			{"scalenus.medius:a", "tenderness", 4, "", false},
			{"trapezius.upper:o", "hypertonicity", 3, "", false},
		},
		tracks: []track{
			{"nprs", "", 'm', "", 6, 1},
			{"rom.neck.rotation", "", 'a', "active", 45, 65},
			{"rom.neck.rotation", "", 'o', "active", 60, 65},
			{"psfs", "Work at the desk for two hours", 'm', "", 4, 8},
			{"psfs", "Reverse the car", 'm', "", 3, 9},
			{"psfs", "Read in bed", 'm', "", 5, 9},
		},
		goals: []aim{{clinic.Mobility, 1, "Look over my shoulder when I reverse the car"}, {clinic.Tension, 0, "Get through a work day without a sore neck"}},
		rx: []dose{
			{"effleurage", []string{"trapezius.upper:b", "levator.scapulae:b"}, 2, 5, "prone"},
			{"ischaemic-compression", []string{"trapezius.upper:a", "levator.scapulae:a"}, 4, 12, "prone"},
			{"myofascial-release", []string{"pectoralis.minor:a"}, 3, 8, "supine"},
			{"met", []string{"levator.scapulae:a", "scalenus.medius:a"}, 3, 10, "supine"},
			{"passive-movement", []string{"facet.joints:b"}, 2, 5, "supine"},
		},
		home: []string{"neck-turn", "neck-side-stretch", "posture-break"}, minutes: 45,
		lessons: [3]note{
			{"Sore for a day after last time, then easier. Headache twice.", "Upper trapezius taut, two active trigger points, familiar pain to the temple.", "As expected early in the course.", "Same, shorter hold on the trigger points."},
			{"Neck easier until Thursday. No headache.", "One trigger point left, turning freer.", "Responding.", "Add work on the chest muscles, go on with home care."},
			{"Hardly notices the neck. Does the breaks at work.", "Tone even on both sides, full turning without pain.", "Goal within reach.", "Lengthen the gap between visits."},
		},
	},
	{
		title: "Headache from the neck",
		history: clinic.Assessment{
			Complaint: "Dull headache from the base of the skull to the forehead, three to four days a week.", Onset: "About a year",
			Mechanism: "No injury. More since a change of job", Aggravating: "stress, screens, poor sleep", Easing: "rest, pressing the base of the skull",
			DayPattern: "Starts after lunch.", PreviousTreatment: "Optometrist, new glasses", Medication: "Ibuprofen, up to eight a week", Health: "Eyes checked this year. Blood pressure normal.",
			Impression: "Consistent with tension-type headache with a neck component. No warning signs today.",
		},
		summary: "Small muscles under the back of your head are tight. Pressing on them brings on your headache. They often calm down with treatment and breaks.",
		finds: []found{
			{"rectus.capitis.posterior.major:b", "trigger-point", 6, "", false},
			{"temporalis:b", "tenderness", 5, "", false},
			{"frontalis:b", "pain", 5, "aching", true},
			{"splenius.capitis:b", "hypertonicity", 5, "", false},
		},
		tracks: []track{
			{"nprs", "", 'm', "", 5, 1},
			{"rom.neck.flexion", "", 'm', "active", 30, 45},
			{"psfs", "Finish the afternoon at work", 'm', "", 4, 8},
			{"psfs", "Play with the children after work", 'm', "", 5, 9},
			{"psfs", "Sleep through", 'm', "", 6, 9},
		},
		goals: []aim{{clinic.Tension, 0, "Fewer headaches, and no tablets on work days"}, {clinic.Recovery, 2, "Finish the afternoon at work"}},
		rx: []dose{
			{"effleurage", []string{"splenius.capitis:b", "trapezius.upper:b"}, 2, 6, "prone"},
			{"ischaemic-compression", []string{"rectus.capitis.posterior.major:b", "splenius.capitis:b"}, 3, 10, "supine"},
			{"circular-friction", []string{"temporalis:b", "masseter:b"}, 2, 6, "supine"},
			{"static-stretch", []string{"trapezius.upper:b"}, 2, 6, "supine"},
		},
		home: []string{"chin-tuck", "belly-breathing", "posture-break"}, minutes: 45,
		lessons: [3]note{
			{"Two headaches since last time, shorter ones.", "Suboccipital pressure brings on the familiar headache.", "No warning signs. Carry on.", "Same, slower."},
			{"One headache, no tablet.", "Less tenderness at the temples.", "Responding.", "Go on, check the desk at work."},
			{"No headache for two weeks.", "Suboccipitals soft.", "Target met.", "One more visit in four weeks."},
		},
	},
	{
		title: "Frozen shoulder",
		history: clinic.Assessment{
			Complaint: "Stiff, painful shoulder. Cannot reach the back pocket or the top shelf.", Onset: "Eight months ago, by itself", Mechanism: "None known",
			Aggravating: "reaching, lying on it, sudden movement", Easing: "keeping the arm close, warmth", DayPattern: "Wakes at night when turning over.",
			PreviousTreatment: "One steroid injection five months ago", Medication: "Naproxen when needed", Health: "Type 2 diabetes, well controlled. Feeling in the hands is normal.",
			ReferralFrom: "Dr Amara Nwosu", ReferralReason: "Adhesive capsulitis, stiff phase. Please treat soft tissue and mobility; report after six visits.",
			Impression: "Limits in the capsular pattern, as the referral describes.",
		},
		summary: "The capsule round your shoulder joint is stiff, and the muscles round it guard it. Getting movement back takes patience: small steps over some months.",
		finds: []found{
			{"glenohumeral.joint:a", "restriction", 8, "", false},
			{"subscapularis:a", "hypertonicity", 6, "", false},
			{"deltoid.anterior:a", "pain", 6, "aching", true},
			{"pectoralis.minor:a", "hypertonicity", 5, "", false},
			{"trapezius.upper:a", "tenderness", 4, "", false},
		},
		tracks: []track{
			{"nprs", "", 'm', "", 6, 2},
			{"rom.shoulder.flexion", "", 'a', "active", 95, 150},
			{"rom.shoulder.flexion", "", 'o', "active", 175, 175},
			{"rom.shoulder.external-rotation", "", 'a', "active", 20, 55},
			{"psfs", "Put on a coat", 'm', "", 3, 8},
			{"psfs", "Reach the top shelf", 'm', "", 1, 7},
			{"psfs", "Sleep on that side", 'm', "", 2, 7},
		},
		goals: []aim{{clinic.Mobility, 1, "Reach the top shelf again"}, {clinic.Recovery, 4, "Put on my coat without help"}},
		rx: []dose{
			{"effleurage", []string{"deltoid.middle:a", "trapezius.upper:a"}, 2, 6, "supine"},
			{"myofascial-release", []string{"subscapularis:a", "pectoralis.minor:a"}, 2, 12, "supine"},
			{"joint-mobilisation-1-2", []string{"glenohumeral.joint:a"}, 2, 8, "supine"},
			{"met", []string{"subscapularis:a"}, 2, 8, "supine"},
			{"passive-movement", []string{"glenohumeral.joint:a"}, 2, 8, "supine"},
		},
		home: []string{"wall-walk", "arm-swing"}, care: []string{"Stay below 4 out of 10 pain while moving the shoulder."},
		yes:     []answer{{"neuropathy", "yes", "Diabetes; feeling in hands and feet is normal today.", "No heat; skin and feeling checked each visit."}},
		minutes: 60,
		lessons: [3]note{
			{"Ached for two days, nights unchanged.", "Guarding in all directions, capsular end feel.", "Stiff phase, slow progress expected.", "Stay in the easy range."},
			{"Sleeps five hours in a row.", "Flexion freer with a softer end feel.", "Slow gain, more than measurement error.", "Add contract-relax for the rotators."},
			{"Hangs the washing again.", "Turns out further, still stiff at the end.", "Gains hold between visits.", "Every two weeks, more at home."},
		},
	},
	{
		title: "Rotator cuff pain",
		history: clinic.Assessment{
			Complaint: "Pain on the outside of the shoulder when lifting the arm.", Onset: "Ten weeks ago after painting ceilings", Mechanism: "Repeated work above the head",
			Aggravating: "lifting the arm sideways, lying on it", Easing: "rest, arm by the side", DayPattern: "Wakes once a night.",
			PreviousTreatment: "Physiotherapy exercises, three weeks", Medication: "None", Health: "Well.", ReferralFrom: "Dr Stephen Lau", ReferralReason: "Supraspinatus tendinopathy on ultrasound, no tear. Soft-tissue treatment for six visits.",
			Impression: "Painful arc, as the referral describes; strength near normal.",
		},
		summary: "A tendon at the top of your shoulder is sore from too much lifting. It gets better with the right load, and the muscles round it can be eased.",
		finds: []found{
			{"supraspinatus:a", "tenderness", 6, "", false}, {"rotator.cuff.tendons:a", "pain", 6, "sharp", true}, {"infraspinatus:a", "trigger-point", 5, "", false}, {"deltoid.middle:a", "pain", 5, "aching", true},
		},
		tracks: []track{
			{"nprs", "", 'm', "", 6, 1}, {"rom.shoulder.abduction", "", 'a', "active", 110, 170}, {"psfs", "Lift a box onto a shelf", 'm', "", 3, 8}, {"psfs", "Swim freestyle", 'm', "", 1, 7}, {"psfs", "Sleep on that side", 'm', "", 3, 9},
		},
		goals: []aim{{clinic.Recovery, 2, "Lift a box onto a shelf at work"}, {clinic.Mobility, 1, "Raise my arm without the catch"}},
		rx: []dose{
			{"effleurage", []string{"deltoid.middle:a", "infraspinatus:a"}, 2, 5, "side-lying"},
			{"ischaemic-compression", []string{"infraspinatus:a", "teres.minor:a"}, 4, 10, "side-lying"},
			{"cross-fibre-friction", []string{"supraspinatus:a"}, 3, 5, "seated"},
			{"soft-tissue-release", []string{"pectoralis.minor:a"}, 3, 8, "supine"},
			{"exercise", []string{"rotator.cuff.tendons:a"}, 1, 8, "seated"},
		},
		home: []string{"shoulder-blade-squeeze", "doorway-stretch"}, minutes: 45,
		lessons: [3]note{
			{"A bit sore that evening.", "Arc painful from 70 to 110 degrees.", "Irritable, keep the load low.", "Friction shorter."},
			{"Lifts shopping without a catch.", "Arc painful only at the end.", "Responding.", "More load in the exercises."},
			{"Back to light overhead work.", "No painful arc.", "Goal met or close.", "Home programme, discharge soon."},
		},
	},
	{
		title: "Long-standing low back pain",
		history: clinic.Assessment{
			Complaint: "Low back pain across the belt line, off and on for six years, now most days.", Onset: "Six years, worse for four months", Mechanism: "Lifting at work; no single injury",
			Aggravating: "bending, lifting, long standing", Easing: "lying down, walking", DayPattern: "Stiff for twenty minutes in the morning.",
			PreviousTreatment: "Chiropractor, physiotherapy, both helped for a while", Medication: "Paracetamol, ibuprofen at times", Health: "Bladder and bowel normal, no weight loss.",
			Impression: "Long-standing low back pain without warning signs; fear of bending. Muscle guarding in the lower back.",
		},
		summary: "Your lower back muscles work too hard to guard your back. Nothing we found is dangerous. Easing them and moving more each week helps most people.",
		finds: []found{
			{"iliocostalis.lumborum:b", "hypertonicity", 6, "", false},
			{"quadratus.lumborum:a", "trigger-point", 7, "", false},
			{"thoracolumbar.fascia:b", "adhesion", 5, "", false},
			{"gluteus.medius:a", "tenderness", 5, "", false},
			{"spine.lumbar:m", "pain", 6, "aching", true},
		},
		tracks: []track{
			{"nprs", "", 'm', "", 6, 3}, {"rom.low-back.flexion", "", 'm', "active", 35, 55}, {"psfs", "Lift the toolbox", 'm', "", 3, 7}, {"psfs", "Stand for an hour", 'm', "", 4, 8}, {"psfs", "Tie my boots", 'm', "", 4, 8}, {"rmdq", "", 'm', "", 13, 6},
		},
		goals: []aim{{clinic.Recovery, 2, "Lift the toolbox without worrying"}, {clinic.Mobility, 1, "Bend to tie my boots"}},
		rx: []dose{
			{"effleurage", []string{"thoracolumbar.fascia:b"}, 3, 8, "prone"},
			{"myofascial-release", []string{"thoracolumbar.fascia:b"}, 3, 10, "prone"},
			{"deep-stripping", []string{"iliocostalis.lumborum:b"}, 4, 10, "prone"},
			{"ischaemic-compression", []string{"quadratus.lumborum:a", "gluteus.medius:a"}, 4, 12, "side-lying"},
			{"static-stretch", []string{"psoas.major:b"}, 2, 8, "supine"},
		},
		home: []string{"knees-to-chest", "knee-rolls", "walk"}, minutes: 60,
		lessons: [3]note{
			{"Better for a day, then as before.", "Guarding on both sides of the low back.", "Too early to tell.", "Talk about pacing and walking."},
			{"Good days and bad days. Walks three times a week.", "Bends a little further, still guards.", "Little change beyond error.", "More active treatment, less passive."},
			{"Manages the days better, pain about the same.", "Bending unchanged.", "Function up, pain within error.", "Ask the doctor for a pain programme."},
		},
	},
	{
		title: "Leg pain from the back",
		history: clinic.Assessment{
			Complaint: "Pain from the buttock down the back of the leg to the calf, with some numbness.", Onset: "Five weeks ago", Mechanism: "Felt a pull when lifting a washing machine",
			Aggravating: "sitting, bending, coughing", Easing: "standing, lying on the side", DayPattern: "Worst in the morning.",
			PreviousTreatment: "Rest", Medication: "Naproxen", Health: "No trouble with bladder or bowel.", Impression: "Straight leg raise positive. Strength of the foot is less than last week: sent to the doctor before any treatment.",
		},
		summary: "A nerve in your lower back is irritated. Before we treat you, your doctor needs to check it.",
		finds: []found{
			{"piriformis:a", "tenderness", 6, "", false}, {"gluteus.maximus:a", "pain", 7, "shooting", true}, {"gastrocnemius.lateral:a", "numbness", -1, "", true}, {"tibialis.anterior:a", "weakness", 4, "", false},
		},
		tracks: []track{{"nprs", "", 'm', "", 7, 3}, {"rom.hip.straight-leg-raise", "", 'a', "passive", 35, 70}, {"psfs", "Sit through a meal", 'm', "", 2, 8}, {"psfs", "Drive to work", 'm', "", 1, 8}, {"psfs", "Walk the dog", 'm', "", 4, 9}},
		goals:  []aim{{clinic.Recovery, 2, "Sit through a meal with my family"}},
		rx:     []dose{{"effleurage", []string{"gluteus.maximus:a"}, 2, 6, "side-lying"}, {"strain-counterstrain", []string{"piriformis:a"}, 2, 6, "prone"}, {"passive-movement", []string{"hip.joint:a"}, 2, 6, "supine"}},
		home:   []string{"walk", "knee-rolls"},
		yes:    []answer{{"nerve-loss", "yes", "Foot lifts less strongly than a week ago.", "Called the practice, letter given, seen the same day. No treatment until cleared."}}, minutes: 45,
		lessons: [3]note{
			{"Cleared by the doctor after a scan. Pain a little less.", "Straight leg raise 40 degrees.", "Gentle treatment only.", "Re-check strength each visit."},
			{"Sits for half an hour.", "Straight leg raise 55 degrees, strength even.", "Responding.", "Longer walks."},
			{"Drives again.", "Straight leg raise 70 degrees.", "Close to the target.", "Finish the course."},
		},
	},
	{
		title: "Hamstring strain",
		history: clinic.Assessment{
			Complaint: "Sudden sharp pain at the back of the thigh while sprinting.", Onset: "During a football match", Mechanism: "Sprint, felt a pop", Aggravating: "walking fast, bending forward, stairs",
			Easing: "rest, cold pack", DayPattern: "Stiff after sitting.", PreviousTreatment: "Cold, rest, compression", Medication: "None", Health: "Well.",
			Impression: "Findings fit a grade II strain of the long head of biceps femoris. Inflammation phase: no deep work on the tear.",
		},
		summary: "Some fibres of a muscle at the back of your thigh are torn. It heals well in three to eight weeks if the load grows step by step.",
		finds:   []found{{"biceps.femoris.long:a", "pain", 7, "sharp", true}, {"biceps.femoris.long:a", "swelling", 4, "", false}, {"biceps.femoris.long:a", "weakness", 5, "", false}, {"semitendinosus:a", "spasm", 4, "", false}},
		tracks:  []track{{"nprs", "", 'm', "", 7, 0}, {"rom.hip.straight-leg-raise", "", 'a', "active", 40, 80}, {"rom.hip.straight-leg-raise", "", 'o', "active", 80, 80}, {"psfs", "Walk up stairs", 'm', "", 3, 10}, {"psfs", "Run", 'm', "", 0, 8}, {"psfs", "Play a full match", 'm', "", 0, 7}},
		goals:   []aim{{clinic.Recovery, 4, "Run again without fear"}, {clinic.Mobility, 1, "Stretch both legs the same"}},
		rx:      []dose{{"lymph-effleurage", []string{"biceps.femoris.long:a"}, 1, 10, "prone"}, {"effleurage", []string{"gluteus.maximus:a", "gastrocnemius.lateral:a"}, 2, 8, "prone"}, {"exercise", []string{"biceps.femoris.long:a"}, 1, 10, "prone"}},
		home:    []string{"walk", "heel-slide"}, care: []string{"No deep work or stretch on the tear before week 3."}, minutes: 30,
		lessons: [3]note{
			{"Walks without a limp on the flat.", "Bruise tracking down, no gap felt.", "Inflammation settling.", "Light strokes only, begin gentle bridges."},
			{"Jogs ten minutes.", "Leg raise 65 degrees, strength better.", "Proliferation phase, load may grow.", "Add light cross-fibre work."},
			{"Sprints at three quarters.", "Even on both sides.", "Ready for training.", "Return to play in steps."},
		},
	},
	{
		title: "Arm swelling after breast cancer",
		history: clinic.Assessment{
			Complaint: "Heavy, swollen arm since the operation. Rings do not fit.", Onset: "Fourteen months ago, after removal of armpit nodes", Mechanism: "Operation and radiotherapy",
			Aggravating: "heat, long days, carrying bags", Easing: "arm up, compression sleeve", DayPattern: "Lightest in the morning.",
			PreviousTreatment: "Sleeve fitted at the hospital", Medication: "Letrozole", Health: "Treatment for breast cancer finished; last check clear.",
			ReferralFrom: "Dr Helen Papadopoulos", ReferralReason: "Arm lymphoedema, stage II. Cleared for manual lymph drainage; no pressure above light.", Impression: "Lymphoedema as the referral describes; soft pitting at the forearm, no redness.",
		},
		summary: "Fluid stays in your arm because some lymph nodes were taken out. Very light strokes, the sleeve and easy movement help it to drain.",
		finds:   []found{{"antebrachial.fascia:a", "swelling", 6, "", false}, {"brachial.fascia:a", "swelling", 4, "", false}, {"lymph.axillary:a", "scar", -1, "", false}, {"brachioradialis:a", "pain", 3, "heavy", true}},
		tracks:  []track{{"limb-volume", "", 'a', "", 2620, 2340}, {"limb-volume", "", 'o', "", 2180, 2180}, {"heaviness", "", 'a', "", 7, 2}, {"nprs", "", 'm', "", 3, 1}, {"pitting", "", 'a', "", 5, 2}},
		goals:   []aim{{clinic.Lymphatic, 0, "Wear my wedding ring again"}, {clinic.Lymphatic, 2, "Carry the shopping without a heavy arm"}},
		rx:      []dose{{"mld", []string{"lymph.supraclavicular:b", "lymph.axillary:o", "brachial.fascia:a", "antebrachial.fascia:a"}, 1, 40, "supine"}, {"passive-movement", []string{"glenohumeral.joint:a"}, 1, 5, "supine"}},
		home:    []string{"limb-up", "belly-breathing", "arm-swing"}, care: []string{"Light pressure only on the arm and the chest on that side.", "Stop at once and call if the arm turns red or hot."},
		yes: []answer{
			{"lymphoedema", "yes", "Arm at risk and swollen.", "Light work only, sleeve after each session."},
			{"cancer-history", "yes", "Treatment finished, last check clear.", "Cleared by the surgeon for manual lymph drainage."},
		}, minutes: 60,
		lessons: [3]note{
			{"Arm lighter the evening after, heavy again on day three.", "Pitting at the forearm, skin intact.", "As expected.", "Twice a week for three weeks."},
			{"Sleeve feels loose.", "Volume falls, pitting 3 mm.", "More than the error of the method.", "New sleeve measured."},
			{"Ring goes on in the morning.", "Volume holds between visits.", "Stable.", "Once a month, self-care."},
		},
	},
	{
		title: "Heel pain",
		history: clinic.Assessment{
			Complaint: "Sharp pain under the heel with the first steps of the day.", Onset: "Four months ago", Mechanism: "New job, on the feet all day", Aggravating: "first steps, long standing, bare feet",
			Easing: "warming up, cushioned shoes", DayPattern: "Worst in the morning, back in the evening.", PreviousTreatment: "Insoles from the chemist", Medication: "None", Health: "Well.",
			Impression: "Consistent with plantar fascia pain; short calf.",
		},
		summary: "The strong band under your foot is sore where it joins the heel, and your calf is tight. Both get better with load and stretching.",
		finds:   []found{{"plantar.aponeurosis:a", "tenderness", 7, "", false}, {"heel:a", "pain", 7, "sharp", true}, {"gastrocnemius.medial:a", "hypertonicity", 5, "", false}, {"soleus:a", "trigger-point", 5, "", false}},
		tracks:  []track{{"nprs.worst", "", 'm', "", 7, 2}, {"nprs", "", 'm', "", 4, 1}, {"lunge", "", 'a', "", 6, 11}, {"lunge", "", 'o', "", 10, 11}, {"psfs", "First steps in the morning", 'm', "", 2, 8}, {"psfs", "Stand for a shift", 'm', "", 3, 8}, {"psfs", "Walk on the beach", 'm', "", 2, 8}},
		goals:   []aim{{clinic.Recovery, 4, "Get out of bed without limping"}, {clinic.Mobility, 2, "Squat down with both heels on the floor"}},
		rx:      []dose{{"petrissage", []string{"gastrocnemius.medial:a", "gastrocnemius.lateral:a"}, 3, 8, "prone"}, {"deep-stripping", []string{"soleus:a"}, 4, 8, "prone"}, {"cross-fibre-friction", []string{"plantar.aponeurosis:a"}, 3, 5, "prone"}, {"static-stretch", []string{"gastrocnemius.medial:a"}, 2, 6, "prone"}},
		home:    []string{"calf-stretch", "foot-roll", "heel-raise"}, minutes: 45,
		lessons: [3]note{
			{"First steps unchanged.", "Very tender at the inner heel.", "Too early.", "Check shoes, begin heel raises."},
			{"First steps 4 instead of 7.", "Ankle bends further.", "Responding.", "More load in the raises."},
			{"Walks barefoot at home.", "Little tenderness left.", "Target met or close.", "Self-care."},
		},
	},
	{
		title: "Tennis elbow",
		history: clinic.Assessment{
			Complaint: "Pain on the outside of the elbow when gripping.", Onset: "Three months ago", Mechanism: "Renovating, much use of the screwdriver", Aggravating: "gripping, lifting with the palm down", Easing: "rest, strap",
			DayPattern: "Stiff in the morning.", PreviousTreatment: "Strap", Medication: "Anti-inflammatory gel", Health: "Well.", Impression: "Resisted wrist extension hurts at the outer elbow; grip weaker than the other side.",
		},
		summary: "The tendon at the outside of your elbow is overloaded. It needs less strain now, then slowly more.",
		finds:   []found{{"extensor.tendon.common:a", "tenderness", 6, "", false}, {"extensor.carpi.radialis.brevis:a", "trigger-point", 6, "", false}, {"epicondyle.lateral:a", "pain", 6, "sharp", true}, {"supinator:a", "hypertonicity", 4, "", false}},
		tracks:  []track{{"nprs", "", 'm', "", 5, 1}, {"rom.wrist.flexion", "", 'a', "active", 60, 80}, {"psfs", "Lift the kettle", 'm', "", 4, 9}, {"psfs", "Use a screwdriver", 'm', "", 1, 7}, {"psfs", "Shake hands", 'm', "", 3, 9}},
		goals:   []aim{{clinic.Recovery, 2, "Lift the kettle without pain"}, {clinic.Tension, 0, "Work with my hands again"}},
		rx:      []dose{{"petrissage", []string{"extensor.digitorum:a", "brachioradialis:a"}, 3, 6, "seated"}, {"ischaemic-compression", []string{"extensor.carpi.radialis.brevis:a", "supinator:a"}, 4, 8, "seated"}, {"cross-fibre-friction", []string{"extensor.tendon.common:a"}, 3, 5, "seated"}, {"exercise", []string{"extensor.tendon.common:a"}, 1, 6, "seated"}},
		home:    []string{"forearm-stretch", "slow-wrist-lower"}, minutes: 30,
		lessons: [3]note{
			{"Sore after the first day at work.", "Grip hurts at half strength.", "Irritable.", "Slow lowering only."},
			{"Kettle is fine.", "Trigger point calmer.", "Responding.", "More weight."},
			{"Uses the screwdriver for an hour.", "Grip even.", "Goal met or close.", "Home programme."},
		},
	},
	{
		title: "Runner’s knee, outer side",
		history: clinic.Assessment{
			Complaint: "Burning pain at the outside of the knee after four kilometres of running.", Onset: "Six weeks ago", Mechanism: "Doubled the distance before a half marathon", Aggravating: "running downhill, stairs down", Easing: "rest",
			DayPattern: "Only with running.", PreviousTreatment: "Foam roller", Medication: "None", Health: "Well.", Impression: "Pain pattern fits load on the iliotibial tract; hip muscles tire early.",
		},
		summary: "The band at the outside of your thigh is irritated at the knee. Your hip muscles need more strength, and the running needs to grow more slowly.",
		finds:   []found{{"iliotibial.tract:a", "tenderness", 6, "", false}, {"tensor.fasciae.latae:a", "hypertonicity", 6, "", false}, {"vastus.lateralis:a", "trigger-point", 5, "", false}, {"knee.outer:a", "pain", 6, "burning", true}, {"gluteus.medius:a", "weakness", 4, "", false}},
		tracks:  []track{{"nprs.worst", "", 'm', "", 6, 1}, {"nprs", "", 'm', "", 2, 0}, {"rom.hip.adduction", "", 'a', "active", 15, 30}, {"psfs", "Run ten kilometres", 'm', "", 2, 8}, {"psfs", "Walk down stairs", 'm', "", 6, 10}, {"psfs", "Cycle to work", 'm', "", 7, 10}},
		goals:   []aim{{clinic.Recovery, 3, "Run ten kilometres before spring"}, {clinic.Mobility, 2, "Loosen the hip"}},
		rx:      []dose{{"myofascial-release", []string{"iliotibial.tract:a", "tensor.fasciae.latae:a"}, 3, 10, "side-lying"}, {"ischaemic-compression", []string{"vastus.lateralis:a", "gluteus.medius:a"}, 4, 10, "side-lying"}, {"met", []string{"tensor.fasciae.latae:a"}, 3, 6, "side-lying"}, {"exercise", []string{"gluteus.medius:a"}, 1, 10, "side-lying"}},
		home:    []string{"bridge", "sit-to-stand", "hip-flexor-stretch"}, minutes: 45,
		lessons: [3]note{
			{"No running this week.", "Outer thigh dense.", "Rest from running helps.", "Begin hip strength."},
			{"Runs three kilometres on the flat.", "Hip holds longer.", "Responding.", "Add one kilometre a week."},
			{"Ran nine kilometres.", "No tenderness.", "Goal close.", "One more visit after the race."},
		},
	},
	{
		title: "Stiff, sore hip",
		history: clinic.Assessment{
			Complaint: "Stiff, aching hip and groin. Cannot put on socks easily.", Onset: "Three years", Mechanism: "Osteoarthritis on X-ray", Aggravating: "getting up from a chair, long walks", Easing: "warmth, gentle movement",
			DayPattern: "Stiff for fifteen minutes in the morning.", PreviousTreatment: "Water exercise", Medication: "Apixaban for an irregular heartbeat, paracetamol", Health: "Atrial fibrillation, stable.",
			ReferralFrom: "Dr Amara Nwosu", ReferralReason: "Hip osteoarthritis. On anticoagulant: light to medium pressure only, please.", Impression: "Hip stiff in the usual pattern; muscles round it guard.",
		},
		summary: "Your hip joint is worn and stiff, and the muscles round it hold on tight. Treatment can ease them, so that you walk and bend more easily.",
		finds:   []found{{"hip.joint:a", "restriction", 6, "", false}, {"psoas.major:a", "hypertonicity", 5, "", false}, {"gluteus.maximus:a", "pain", 5, "aching", true}, {"adductor.longus:a", "tenderness", 4, "", false}},
		tracks:  []track{{"nprs", "", 'm', "", 5, 3}, {"rom.hip.flexion", "", 'a', "active", 85, 105}, {"rom.hip.internal-rotation", "", 'a', "active", 10, 25}, {"rom.hip.flexion", "", 'o', "active", 110, 115}, {"psfs", "Put on socks", 'm', "", 3, 7}, {"psfs", "Walk to the shops", 'm', "", 4, 8}, {"psfs", "Get out of the car", 'm', "", 4, 7}},
		goals:   []aim{{clinic.Mobility, 1, "Put on my own socks"}, {clinic.Recovery, 5, "Walk to the shops and back"}},
		rx:      []dose{{"effleurage", []string{"gluteus.maximus:a", "vastus.lateralis:a"}, 2, 10, "side-lying"}, {"petrissage", []string{"gluteus.medius:a", "tensor.fasciae.latae:a"}, 2, 10, "side-lying"}, {"joint-mobilisation-1-2", []string{"hip.joint:a"}, 2, 8, "supine"}, {"passive-movement", []string{"hip.joint:a"}, 2, 8, "supine"}},
		home:    []string{"hip-flexor-stretch", "sit-to-stand", "walk"}, care: []string{"Blood thinner: no deep pressure, no friction, no cupping."},
		yes: []answer{{"blood-thinners", "yes", "Apixaban since 2022.", "Pressure at most 2 to 3; no cross-fibre friction, no cupping."}}, minutes: 60,
		lessons: [3]note{
			{"No bruises after last time. A little easier that evening.", "Hip bends to 90 degrees.", "Tolerates light work well.", "Same pressure."},
			{"Socks go on with the aid.", "Hip bends to 95 degrees.", "Change about the size of the error.", "More movement at home."},
			{"Walks to the shops.", "Hip bends to 105 degrees.", "Real gain in movement, pain less changed.", "Every four weeks."},
		},
	},
	{
		title: "Ankle sprain",
		history: clinic.Assessment{
			Complaint: "Rolled the ankle inwards, swollen and sore at the outside.", Onset: "Stepping off a kerb", Mechanism: "Inversion, could walk after", Aggravating: "uneven ground, stairs", Easing: "cold, leg up",
			DayPattern: "Swells by evening.", PreviousTreatment: "Cold and compression", Medication: "Paracetamol", Health: "X-ray: no fracture.", Impression: "Fits a grade I to II sprain of the outer ligaments; Ottawa rules negative, X-ray clear.",
		},
		summary: "Ligaments at the outside of your ankle are stretched. They heal in weeks. Swelling goes down with light strokes, and balance work keeps it from happening again.",
		finds:   []found{{"anterior.talofibular.ligament:a", "pain", 6, "sharp", true}, {"ankle.outer:a", "swelling", 5, "", false}, {"calcaneofibular.ligament:a", "tenderness", 5, "", false}, {"fibularis.longus:a", "hypertonicity", 4, "", false}},
		tracks:  []track{{"nprs", "", 'm', "", 5, 0}, {"rom.ankle.dorsiflexion", "", 'a', "active", 5, 20}, {"rom.ankle.dorsiflexion", "", 'o', "active", 20, 20}, {"psfs", "Walk on grass", 'm', "", 4, 10}, {"psfs", "Go down stairs", 'm', "", 4, 10}, {"psfs", "Play netball", 'm', "", 0, 8}},
		goals:   []aim{{clinic.Recovery, 3, "Walk on grass without watching my feet"}, {clinic.Mobility, 1, "Bend both ankles the same"}},
		rx:      []dose{{"lymph-effleurage", []string{"ankle.outer:a"}, 1, 10, "supine"}, {"petrissage", []string{"fibularis.longus:a", "gastrocnemius.lateral:a"}, 2, 6, "prone"}, {"joint-mobilisation-1-2", []string{"ankle.joint:a"}, 2, 5, "supine"}, {"exercise", []string{"ankle.joint:a"}, 1, 8, "seated"}},
		home:    []string{"ankle-pumps", "limb-up", "one-leg-stand"}, minutes: 30,
		lessons: [3]note{
			{"Swelling less in the morning.", "Bruise yellow, stable.", "Healing as expected.", "Begin balance."},
			{"Walks without the brace at home.", "Bends further.", "Responding.", "Balance on a cushion."},
			{"Back at training.", "Even on both sides.", "Goals met.", "Discharge."},
		},
	},
	{
		title: "Wrist and forearm overuse",
		history: clinic.Assessment{
			Complaint: "Aching forearms, tingling in thumb and two fingers at night.", Onset: "Five months", Mechanism: "Hairdressing, full days", Aggravating: "cutting hair, phone, driving", Easing: "shaking the hand",
			DayPattern: "Wakes with tingling twice a week.", PreviousTreatment: "Night splint", Medication: "None", Health: "Not pregnant, thyroid normal.", Impression: "Phalen positive at 40 seconds; tight forearm flexors. Doctor informed.",
		},
		summary: "The muscles of your forearm are tight and the tunnel at your wrist is crowded. Easing them and resting the wrist at night often calms the tingling.",
		finds:   []found{{"flexor.digitorum.superficialis:a", "hypertonicity", 6, "", false}, {"pronator.teres:a", "trigger-point", 5, "", false}, {"flexor.retinaculum.wrist:a", "tenderness", 4, "", false}, {"finger.index:a", "paraesthesia", 4, "", true}, {"thumb:a", "paraesthesia", 4, "", true}},
		tracks:  []track{{"nprs", "", 'm', "", 4, 1}, {"rom.wrist.extension", "", 'a', "active", 50, 70}, {"psfs", "Cut hair for four hours", 'm', "", 4, 8}, {"psfs", "Sleep without waking", 'm', "", 4, 9}, {"psfs", "Open jars", 'm', "", 5, 9}},
		goals:   []aim{{clinic.Tension, 0, "Work a full day without aching arms"}, {clinic.Recovery, 3, "Sleep without waking from tingling"}},
		rx:      []dose{{"petrissage", []string{"flexor.digitorum.superficialis:a", "flexor.carpi.radialis:a"}, 3, 8, "seated"}, {"ischaemic-compression", []string{"pronator.teres:a"}, 3, 6, "seated"}, {"soft-tissue-release", []string{"flexor.carpi.ulnaris:a"}, 3, 8, "seated"}, {"myofascial-release", []string{"palmar.aponeurosis:a"}, 2, 6, "seated"}},
		home:    []string{"forearm-stretch", "posture-break"}, minutes: 30,
		lessons: [3]note{
			{"One night of tingling.", "Flexors dense.", "Early.", "Splint every night."},
			{"None this week.", "Phalen 55 seconds.", "Responding.", "Breaks between clients."},
			{"Full days again.", "Phalen negative.", "Goals met.", "Self-care."},
		},
	},
	{
		title: "Back and pelvis in pregnancy",
		history: clinic.Assessment{
			Complaint: "Ache at the back of the pelvis when turning in bed and on stairs.", Onset: "Since week 20", Mechanism: "Pregnancy", Aggravating: "stairs, turning over, standing on one leg", Easing: "rest, belt",
			DayPattern: "Worse at night.", PreviousTreatment: "Belt from the midwife", Medication: "Pregnancy vitamins", Health: "Pregnancy without problems; midwife agrees with massage.", Impression: "Pelvic girdle pain without warning signs.",
		},
		summary: "The joints at the back of your pelvis carry more load now, and the muscles round them are tired. Side-lying treatment and small changes help.",
		finds:   []found{{"sacroiliac.joint:a", "pain", 6, "aching", true}, {"gluteus.medius:b", "hypertonicity", 5, "", false}, {"quadratus.lumborum:b", "tenderness", 4, "", false}},
		tracks:  []track{{"nprs", "", 'm', "", 6, 3}, {"psfs", "Turn over in bed", 'm', "", 3, 7}, {"psfs", "Walk up stairs", 'm', "", 4, 7}, {"psfs", "Stand to cook", 'm', "", 4, 7}},
		goals:   []aim{{clinic.Tension, 0, "Sleep better on my side"}, {clinic.Recovery, 1, "Turn over in bed without waking up"}},
		rx:      []dose{{"effleurage", []string{"gluteus.medius:b", "quadratus.lumborum:b"}, 2, 15, "side-lying"}, {"petrissage", []string{"gluteus.maximus:b"}, 2, 12, "side-lying"}, {"strain-counterstrain", []string{"piriformis:a"}, 2, 6, "side-lying"}},
		home:    []string{"belly-breathing", "walk"}, care: []string{"Side-lying only; no deep work on legs or belly."},
		yes: []answer{{"pregnancy", "yes", "24 weeks, no problems, midwife agrees.", "Side-lying, light to medium pressure, no deep leg or abdominal work."}}, minutes: 45,
		lessons: [3]note{
			{"Slept well that night.", "Gluteal muscles tight on both sides.", "Comfort treatment.", "Same, more pillows."},
			{"Stairs easier with the belt.", "Less tender.", "Helps for three to four days.", "Weekly."},
			{"As good as can be this late.", "Tender again at the end of the week.", "Holding.", "Until the birth."},
		},
	},
	{
		title: "Achilles tendon pain",
		history: clinic.Assessment{
			Complaint: "Stiff, thick tendon above the heel.", Onset: "Five months", Mechanism: "Hill running", Aggravating: "first steps, hills, jumping", Easing: "warming up", DayPattern: "Morning stiffness ten minutes.",
			PreviousTreatment: "Rest, no change", Medication: "None", Health: "No antibiotics of the kind that weaken tendons.", Impression: "Fits mid-portion Achilles tendon pain. Thompson test normal.",
		},
		summary: "The tendon above your heel is overloaded. It likes slow, heavy exercise more than rest. We ease the calf so that you can do it.",
		finds:   []found{{"calcaneal.tendon:a", "tenderness", 6, "", false}, {"calcaneal.tendon:a", "pain", 5, "sharp", true}, {"soleus:a", "hypertonicity", 5, "", false}, {"gastrocnemius.lateral:a", "trigger-point", 4, "", false}},
		tracks:  []track{{"nprs", "", 'm', "", 5, 1}, {"lunge", "", 'a', "", 7, 11}, {"psfs", "Run five kilometres", 'm', "", 2, 8}, {"psfs", "First steps in the morning", 'm', "", 4, 9}, {"psfs", "Hop on that leg", 'm', "", 2, 8}},
		goals:   []aim{{clinic.Recovery, 2, "Run five kilometres"}, {clinic.Mobility, 1, "Bend the ankle like the other one"}},
		rx:      []dose{{"petrissage", []string{"gastrocnemius.lateral:a", "gastrocnemius.medial:a"}, 3, 8, "prone"}, {"deep-stripping", []string{"soleus:a"}, 4, 8, "prone"}, {"exercise", []string{"calcaneal.tendon:a"}, 1, 10, "seated"}},
		home:    []string{"heel-raise", "calf-stretch"}, minutes: 30,
		lessons: [3]note{
			{"Stiff as ever, tolerates raises.", "Thick in the middle third.", "Early.", "Raises every second day."},
			{"Mornings better.", "Ankle bends further.", "Responding.", "Add weight."},
			{"Runs three kilometres.", "Little tenderness.", "Goal close.", "Self-care."},
		},
	},
	{
		title: "Jaw pain",
		history: clinic.Assessment{
			Complaint: "Sore jaw, clicks, and tired chewing muscles.", Onset: "A year, worse in exam time", Mechanism: "Clenches the teeth at night", Aggravating: "chewing, yawning, stress", Easing: "soft food, warmth", DayPattern: "Worst on waking.",
			PreviousTreatment: "Splint from the dentist", Medication: "None", Health: "Well.", ReferralFrom: "Dr Priya Raman, dentist", ReferralReason: "Chewing muscles overworked; splint fitted. Please treat the muscles from outside.", Impression: "Tender chewing muscles, opening slightly less than usual.",
		},
		summary: "Your chewing muscles work at night and are tired and sore. They calm down with gentle treatment, warmth and a relaxed jaw by day.",
		finds:   []found{{"masseter:b", "trigger-point", 6, "", false}, {"temporalis:b", "tenderness", 5, "", false}, {"temporomandibular.joint:a", "pain", 5, "aching", true}},
		tracks:  []track{{"nprs", "", 'm', "", 5, 1}, {"psfs", "Eat an apple", 'm', "", 3, 8}, {"psfs", "Yawn", 'm', "", 4, 9}, {"psfs", "Talk for a long time", 'm', "", 5, 9}},
		goals:   []aim{{clinic.Tension, 0, "Wake up without a sore jaw"}, {clinic.Recovery, 1, "Eat an apple"}},
		rx:      []dose{{"effleurage", []string{"masseter:b", "temporalis:b"}, 1, 5, "supine"}, {"ischaemic-compression", []string{"masseter:b"}, 2, 8, "supine"}, {"circular-friction", []string{"temporalis:b"}, 2, 5, "supine"}, {"effleurage", []string{"trapezius.upper:b"}, 2, 8, "supine"}},
		home:    []string{"warm-pack", "belly-breathing"}, minutes: 30,
		lessons: [3]note{
			{"Less sore for two days.", "Masseters dense on both sides.", "Early.", "Tongue-up, teeth-apart reminder."},
			{"Chews bread again.", "Half as tender.", "Responding.", "Same."},
			{"Exams over, jaw fine.", "Opens fully.", "Goals met.", "Discharge."},
		},
	},
	{
		title: "Whiplash",
		history: clinic.Assessment{
			Complaint: "Neck pain and stiffness after a car was hit from behind.", Onset: "Three weeks ago", Mechanism: "Rear-end collision at the lights, head turned", Aggravating: "turning, driving, lifting", Easing: "support, warmth", DayPattern: "Builds up over the day.",
			PreviousTreatment: "Emergency department, X-ray clear", Medication: "Paracetamol", Health: "No dizziness, no arm symptoms.", ReferralFrom: "Dr Stephen Lau", ReferralReason: "Whiplash grade II, fracture excluded. Gentle soft-tissue work, insurer's claim open.", Impression: "Guarded neck without nerve signs.",
		},
		summary: "The muscles of your neck are on guard after the crash. Nothing is broken. Gentle treatment and moving a little more each day work best.",
		finds:   []found{{"sternocleidomastoid:b", "tenderness", 6, "", false}, {"splenius.capitis:b", "spasm", 6, "", false}, {"trapezius.upper:b", "pain", 7, "aching", true}, {"facet.joints:b", "restriction", 5, "", false}},
		tracks:  []track{{"nprs", "", 'm', "", 7, 2}, {"rom.neck.rotation", "", 'a', "active", 30, 60}, {"rom.neck.rotation", "", 'o', "active", 35, 60}, {"psfs", "Drive for an hour", 'm', "", 1, 8}, {"psfs", "Carry the shopping", 'm', "", 2, 8}, {"psfs", "Sleep through", 'm', "", 3, 8}, {"ndi", "", 'm', "", 24, 8}},
		goals:   []aim{{clinic.Mobility, 1, "Turn my head to drive safely"}, {clinic.Recovery, 3, "Drive for an hour"}},
		rx:      []dose{{"effleurage", []string{"trapezius.upper:b", "splenius.capitis:b"}, 1, 10, "supine"}, {"strain-counterstrain", []string{"sternocleidomastoid:b"}, 1, 8, "supine"}, {"met", []string{"levator.scapulae:b"}, 2, 8, "supine"}, {"passive-movement", []string{"facet.joints:b"}, 1, 5, "supine"}},
		home:    []string{"neck-turn", "walk", "belly-breathing"}, care: []string{"No strong pressure at the front of the neck."}, minutes: 45,
		lessons: [3]note{
			{"Sore after the drive here.", "Guards on turning.", "Early, irritable.", "Very light."},
			{"Drives to work.", "Turns to 45 degrees.", "Responding.", "Contract-relax in the easy range."},
			{"One bad day after a long drive.", "Turns to 60 degrees.", "Real change.", "Every two weeks."},
		},
	},
	{
		title: "Sore all over",
		history: clinic.Assessment{
			Complaint: "Aches in many places, tired, sleeps badly.", Onset: "Two years", Mechanism: "None", Aggravating: "cold, stress, too much at once", Easing: "warmth, rest, light walking", DayPattern: "Bad mornings.",
			PreviousTreatment: "Blood tests at the doctor, normal", Medication: "Amitriptyline at night", Health: "Doctor's diagnosis: fibromyalgia.", Impression: "Widespread tenderness, sensitive to pressure; no single structure explains it.",
		},
		summary: "Your body's alarm for pain is set high, so that many places hurt. Gentle, regular treatment, better sleep and slow, steady activity help to turn it down.",
		finds:   []found{{"trapezius.upper:b", "pain", 6, "aching", true}, {"gluteus.maximus:b", "pain", 6, "aching", true}, {"iliocostalis.lumborum:b", "tenderness", 6, "", false}, {"vastus.lateralis:b", "pain", 5, "heavy", true}, {"brachioradialis:b", "pain", 4, "aching", true}},
		tracks:  []track{{"nprs.average", "", 'm', "", 6, 4}, {"nprs", "", 'm', "", 6, 4}, {"psfs", "Walk for half an hour", 'm', "", 3, 5}, {"psfs", "Cook a meal", 'm', "", 4, 6}, {"psfs", "Meet friends", 'm', "", 3, 5}, {"peg", "", 'm', "", 6.7, 4.7}},
		goals:   []aim{{clinic.Recovery, 2, "Walk for half an hour three times a week"}, {clinic.Tension, 0, "Have more good days"}},
		rx:      []dose{{"effleurage", []string{"trapezius.upper:b", "iliocostalis.lumborum:b"}, 1, 20, "prone"}, {"vibration", []string{"gluteus.maximus:b"}, 1, 3, "prone"}, {"effleurage", []string{"vastus.lateralis:b", "gastrocnemius.medial:b"}, 1, 15, "supine"}},
		home:    []string{"walk", "belly-breathing", "warm-pack"}, minutes: 45,
		lessons: [3]note{
			{"Needed a rest day after.", "Tender to light touch.", "Flare with more than light pressure.", "Lighter and shorter."},
			{"Relaxed for an evening.", "Unchanged.", "No change beyond error.", "Ask the doctor about sleep."},
			{"Walks a little more.", "Unchanged tenderness.", "Function a little up, pain within error.", "Write to the doctor, agree on the next step."},
		},
	},
	{
		title: "Knee osteoarthritis",
		history: clinic.Assessment{
			Complaint: "Aching knee, stiff after sitting, unsure on stairs.", Onset: "Five years, worse since winter", Mechanism: "Old football injury", Aggravating: "stairs, squatting, long walks", Easing: "warmth, gentle cycling", DayPattern: "Stiff for ten minutes.",
			PreviousTreatment: "Exercise group", Medication: "Paracetamol", Health: "High blood pressure, controlled.", Impression: "Fits knee osteoarthritis; thigh muscles weak and tender.",
		},
		summary: "Your knee joint is worn, and the thigh muscles that should protect it are weak and sore. Stronger, looser muscles make the knee feel better.",
		finds:   []found{{"knee.joint:a", "pain", 5, "aching", true}, {"vastus.medialis:a", "weakness", 4, "", false}, {"rectus.femoris:a", "hypertonicity", 5, "", false}, {"gastrocnemius.medial:a", "tenderness", 4, "", false}, {"knee.joint:a", "swelling", 3, "", false}},
		tracks:  []track{{"nprs", "", 'm', "", 5, 2}, {"rom.knee.flexion", "", 'a', "active", 105, 125}, {"rom.knee.flexion", "", 'o', "active", 130, 130}, {"psfs", "Go down stairs", 'm', "", 4, 8}, {"psfs", "Garden for an hour", 'm', "", 3, 7}, {"psfs", "Walk two kilometres", 'm', "", 4, 8}},
		goals:   []aim{{clinic.Recovery, 3, "Go down stairs without holding on"}, {clinic.Mobility, 1, "Kneel in the garden"}},
		rx:      []dose{{"effleurage", []string{"rectus.femoris:a", "vastus.lateralis:a"}, 2, 8, "supine"}, {"petrissage", []string{"rectus.femoris:a", "vastus.lateralis:a", "vastus.medialis:a"}, 3, 12, "supine"}, {"petrissage", []string{"gastrocnemius.medial:a"}, 3, 8, "prone"}, {"passive-movement", []string{"knee.joint:a"}, 2, 6, "supine"}},
		home:    []string{"sit-to-stand", "thigh-stretch", "walk"},
		yes:     []answer{{"high-blood-pressure", "yes", "Controlled with tablets, 132 over 82 last month.", "Getting up slowly after treatment."}}, minutes: 60,
		lessons: [3]note{
			{"Looser that evening.", "Slight swelling, no heat.", "Good response to the thigh work.", "Same."},
			{"Stairs easier going up.", "Bends to 115 degrees.", "Responding.", "More strength."},
			{"Gardens for an hour.", "Bends to 125 degrees.", "Real gain.", "Every four weeks."},
		},
	},
}
