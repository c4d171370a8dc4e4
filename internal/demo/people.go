package demo

// person is a patient of the sample clinic. All are invented.
type person struct {
	given, family, preferred, pronouns string
	born                               string // YYYY-MM-DD
	sex, work, suburb                  string
	alerts                             []string
	courses                            []course
}

// outcome is how a course of treatment goes.
type outcome int

const (
	good     outcome = iota // meets its goals
	slow                    // gets half of the way
	plateau                 // no change beyond measurement error
	worse                   // gets worse
	relapse                 // better, then a setback
	fresh                   // assessed and planned, not treated yet
	blocked                 // assessed, and stopped by a warning sign
	assessed                // assessed only
)

// course is one complaint of one patient: when it began, how it went and how many sessions it had.
type course struct {
	story    string // the title of a story
	side     string // the affected side
	daysAgo  int    // of the first assessment
	sessions int
	outcome  outcome
	ended    bool
	today    visitToday
}

// visitToday is whether the patient is in the clinic today.
type visitToday int

const (
	notToday visitToday = iota
	signedToday
	inTheRoom // a session is going on
)

const (
	neck      = "Neck and shoulder tension"
	headache  = "Headache from the neck"
	frozen    = "Frozen shoulder"
	cuff      = "Rotator cuff pain"
	lowBack   = "Long-standing low back pain"
	legPain   = "Leg pain from the back"
	hamstring = "Hamstring strain"
	armSwell  = "Arm swelling after breast cancer"
	heelPain  = "Heel pain"
	elbow     = "Tennis elbow"
	runner    = "Runner’s knee, outer side"
	hip       = "Stiff, sore hip"
	ankle     = "Ankle sprain"
	wrist     = "Wrist and forearm overuse"
	pregnant  = "Back and pelvis in pregnancy"
	achilles  = "Achilles tendon pain"
	jaw       = "Jaw pain"
	whiplash  = "Whiplash"
	allOver   = "Sore all over"
	kneeOA    = "Knee osteoarthritis"
)

var people = []person{
	{"Margaret", "O’Doyle", "Peg", "she/her", "1961-04-03", "female", "Bookkeeper", "Fremantle", nil, []course{{lowBack, "L", 640, 8, slow, true, notToday}, {neck, "L", 37, 4, good, false, inTheRoom}}},
	{"Ren", "Castellano", "", "they/them", "1994-11-19", "", "Illustrator", "Northbridge", nil, []course{{headache, "R", 120, 8, good, true, notToday}, {wrist, "R", 30, 3, good, false, signedToday}}},
	{"José", "Núñez", "Pepe", "he/him", "1978-07-22", "male", "Carpenter", "Cottesloe", nil, []course{{elbow, "R", 90, 8, good, false, notToday}}},
	{"Hoa", "Nguyễn Thị", "", "she/her", "1986-02-11", "female", "Hairdresser", "Mirrabooka", nil, []course{{wrist, "R", 150, 9, good, true, notToday}}},
	{"Σοφία", "Παπαδοπούλου", "Sofia", "she/her", "1955-09-30", "female", "Retired teacher", "Mount Hawthorn", []string{"Blood thinner (apixaban): no deep pressure, no friction"}, []course{{hip, "L", 210, 14, slow, false, notToday}}},
	{"Дмитрий", "Соколов", "Dima", "he/him", "1990-01-25", "male", "Electrician", "Subiaco", nil, []course{{lowBack, "R", 100, 7, plateau, true, notToday}, {legPain, "R", 6, 0, blocked, false, notToday}}},
	{"美玲", "王", "Meiling", "she/her", "1982-12-08", "female", "Accountant", "Applecross", nil, []course{{frozen, "R", 190, 15, slow, false, notToday}}},
	{"健", "佐藤", "Ken", "he/him", "1969-05-16", "male", "Chef", "Claremont", nil, []course{{kneeOA, "L", 130, 10, good, false, signedToday}}},
	{"서연", "김", "Seoyeon", "she/her", "1999-08-04", "female", "Student", "Nedlands", nil, []course{{jaw, "L", 70, 6, good, true, notToday}}},
	{"مريم", "الحسن", "Maryam", "she/her", "1988-03-14", "female", "Pharmacist", "Canning Vale", []string{"Pregnant: side-lying only"}, []course{{pregnant, "R", 45, 5, slow, false, notToday}}},
	{"דוד", "לוי", "David", "he/him", "1974-10-02", "male", "Taxi driver", "Dianella", nil, []course{{whiplash, "L", 75, 9, relapse, false, notToday}}},
	{"अनिता", "शर्मा", "Anita", "she/her", "1979-06-27", "female", "Nurse", "Joondalup", nil, []course{{neck, "R", 400, 8, good, true, notToday}, {headache, "R", 60, 6, relapse, false, notToday}}},
	{"สมชาย", "ใจดี", "Somchai", "he/him", "1985-04-18", "male", "Gardener", "Victoria Park", nil, []course{{achilles, "L", 85, 8, good, false, notToday}}},
	{"Łukasz", "Wójcik", "", "he/him", "1991-09-09", "male", "Footballer", "Leederville", nil, []course{{ankle, "R", 420, 7, good, true, notToday}, {hamstring, "L", 5, 1, fresh, false, notToday}}},
	{"Siobhán", "Ní Bhriain", "", "she/her", "1967-01-13", "female", "Librarian", "Bassendean", nil, []course{{frozen, "L", 560, 18, good, true, notToday}}},
	{"Þórunn", "Jónsdóttir", "", "she/her", "1993-05-05", "female", "Geologist", "Scarborough", nil, []course{{runner, "R", 66, 6, good, false, notToday}}},
	{"Ngaire", "Te Whare", "", "she/her", "1958-11-28", "female", "Grandmother of six", "Armadale", []string{"Lymphoedema left arm: light pressure only, never blood pressure on this arm"}, []course{{armSwell, "L", 160, 20, good, false, notToday}}},
	{"Tom", "Ashworth", "", "he/him", "1996-02-29", "male", "Apprentice plumber", "Morley", nil, []course{{lowBack, "L", 48, 5, good, false, notToday}}},
	{"Grace", "Okonkwo", "", "she/her", "1972-08-15", "female", "Midwife", "Booragoon", nil, []course{{heelPain, "R", 110, 9, good, true, notToday}}},
	{"Hamish", "McLeod", "", "he/him", "1949-03-07", "male", "Retired farmer", "Guildford", []string{"Hard of hearing: face him when you talk"}, []course{{hip, "R", 300, 12, plateau, true, notToday}, {kneeOA, "R", 55, 5, slow, false, notToday}}},
	{"Chloé", "Bernard", "", "she/her", "2001-12-01", "female", "Dancer", "Mount Lawley", nil, []course{{ankle, "L", 40, 5, good, false, notToday}}},
	{"Mateo", "Silva", "", "he/him", "1987-06-06", "male", "Web developer", "East Perth", nil, []course{{neck, "R", 22, 3, good, false, notToday}}},
	{"Aroha", "Walker", "", "she/her", "1976-04-21", "female", "Police officer", "Rockingham", nil, []course{{cuff, "R", 95, 8, good, false, notToday}}},
	{"Bill", "Fitzgerald", "", "he/him", "1963-09-12", "male", "Bus driver", "Cannington", nil, []course{{lowBack, "R", 700, 10, plateau, true, notToday}, {cuff, "L", 180, 8, slow, true, notToday}}},
	{"Yusuf", "Demir", "", "he/him", "1981-07-30", "male", "Baker", "Maylands", nil, []course{{elbow, "R", 33, 4, slow, false, notToday}}},
	{"Eleanor", "Whitfield", "Nell", "she/her", "1944-10-10", "female", "Retired pianist", "Peppermint Grove", []string{"Osteoporosis: no strong pressure on ribs or spine"}, []course{{wrist, "L", 240, 10, slow, true, notToday}}},
	{"Kiri", "Parata", "", "she/her", "1998-01-17", "female", "Netball coach", "Baldivis", nil, []course{{ankle, "R", 14, 1, good, false, notToday}}},
	{"Oskar", "Lindqvist", "", "he/him", "1970-03-23", "male", "Surveyor", "Hillarys", nil, []course{{runner, "L", 330, 7, good, true, notToday}, {achilles, "R", 12, 1, good, false, notToday}}},
	{"Fatima", "Zahra Idrissi", "", "she/her", "1984-05-29", "female", "Interpreter", "Thornlie", nil, []course{{headache, "L", 26, 3, slow, false, notToday}}},
	{"Declan", "Murphy", "", "he/him", "1989-11-11", "male", "Paramedic", "Midland", nil, []course{{lowBack, "L", 75, 6, good, false, notToday}}},
	{"Ioana", "Popescu", "", "she/her", "1977-02-02", "female", "Seamstress", "Balga", nil, []course{{neck, "L", 260, 9, good, true, notToday}, {allOver, "L", 120, 8, worse, false, notToday}}},
	{"Sam", "Taylor", "", "they/them", "1995-09-25", "", "Barista", "Highgate", nil, []course{{neck, "R", 9, 1, good, false, notToday}}},
	{"Priscilla", "Agyeman", "Cilla", "she/her", "1966-12-19", "female", "Aged-care worker", "Gosnells", nil, []course{{allOver, "R", 210, 10, plateau, true, notToday}}},
	{"Viktor", "Horváth", "", "he/him", "1959-08-08", "male", "Welder", "Kwinana", nil, []course{{frozen, "L", 52, 5, slow, false, notToday}}},
	{"Leilani", "Kealoha", "", "she/her", "1992-07-07", "female", "Surf instructor", "Trigg", nil, []course{{cuff, "L", 20, 2, good, false, notToday}}},
	{"Arjun", "Patel", "", "he/him", "1983-03-31", "male", "Chess teacher", "Willetton", nil, []course{{heelPain, "L", 44, 4, slow, false, notToday}}},
	{"Bronwyn", "Pryce", "", "she/her", "1973-06-14", "female", "Vet", "Swan View", nil, []course{{kneeOA, "R", 500, 10, good, true, notToday}}},
	{"Ali", "Rezaei", "", "he/him", "2000-10-20", "male", "Futsal player", "Stirling", nil, []course{{hamstring, "R", 58, 7, good, true, notToday}}},
	{"Dorothea", "Vogel", "Thea", "she/her", "1952-05-01", "female", "Retired potter", "Kalamunda", nil, []course{{hip, "R", 3, 0, assessed, false, notToday}}},
	{"Marcus", "Delacroix", "", "he/him", "1980-12-24", "male", "Violinist", "South Perth", nil, []course{{neck, "L", 480, 8, good, true, notToday}, {jaw, "R", 2, 0, fresh, false, notToday}}},
}
