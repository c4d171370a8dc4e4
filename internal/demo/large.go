package demo

import (
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/timezone"
)

const (
	// longest is how many sessions the busiest patient of a large clinic has.
	longest = 300
	// unevenness is the exponent of the law by which sessions are spread over patients: half of them
	// come less than seven times when the mean is ten.
	unevenness = 0.6
	batchSize  = 5000     // records
	perCourse  = 12       // sessions
	open       = 10 * 365 // days since the clinic opened
)

// Large makes a clinic to measure speed on: so many patients with so many sessions among them, in
// batches that each hold whole patients. The first patient has the longest record, told in full; the
// others have the same stories with fewer findings and techniques and no screening answers. Names come
// from several languages and many are nearly alike. The same moment gives the same clinic; label names
// structures, see anatomy.Atlas.Label.
func Large(now time.Time, cat *clinic.Catalogue, label func(code string, side anatomy.Side) string, patients, sessions int) iter.Seq[[]clinic.Record] {
	return func(yield func([]clinic.Record) bool) {
		bare := *cat
		bare.Screening = nil
		short := make([]story, len(stories))
		for i := range stories {
			short[i] = stories[i].shortened()
		}
		m := &maker{now: now, cat: cat, label: label}
		m.team = []*clinic.Practitioner{{ID: m.id(now.AddDate(-10, 0, 0)), Name: therapist, CreatedAt: now.AddDate(-10, 0, 0).UTC()}}
		batch := []clinic.Record{
			&clinic.Clinic{ID: clinic.ClinicID, Name: "Large Remedial Massage (sample)", Paper: "A4", Sample: true, Zone: timezone.Name(now.Location())},
			m.team[0],
		}
		crowd := namer{rng: rand.New(rand.NewPCG(20, 1906))} //nolint:gosec // repeatable on purpose
		for i, n := range spread(patients, sessions) {
			m.rng = rand.New(rand.NewPCG(uint64(i)+1, 2006)) //nolint:gosec // repeatable on purpose
			m.out = nil                                      // the makers look through it for what belongs together
			told := short
			if i == 0 {
				told = stories
			} else {
				m.cat = &bare
			}
			m.regular(crowd.next(), told, n)
			batch = append(batch, m.out...)
			if len(batch) >= batchSize {
				if !yield(batch) {
					return
				}
				batch = nil
			}
		}
		if len(batch) > 0 {
			yield(batch)
		}
	}
}

// shortened is a story with the least that a course needs.
func (s *story) shortened() story {
	out := *s
	out.finds, out.tracks, out.rx, out.home = s.finds[:2], s.tracks[:1], s.rx[:2], s.home[:1]
	out.goals = []aim{{s.goals[0].benefit, 0, s.goals[0].words}}
	out.care, out.yes = nil, nil
	return out
}

// spread deals sessions to patients: the first gets the longest record, few of the others many and most
// a handful.
func spread(patients, sessions int) []int {
	out := make([]int, patients)
	if patients == 0 {
		return out
	}
	out[0] = min(longest, sessions)
	others := patients - 1
	if others == 0 {
		return out
	}
	order := rand.New(rand.NewPCG(7, 1906)).Perm(others) //nolint:gosec // repeatable on purpose
	share := func(i int, base float64) float64 {
		return math.Min(longest, base*math.Pow((float64(order[i])+0.5)/float64(others), -unevenness))
	}
	low, high := 0.0, float64(longest)
	for range 40 { // the base that deals them all
		base, sum := (low+high)/2, 0.0
		for i := range others {
			sum += share(i, base)
		}
		if sum < float64(sessions-out[0]) {
			low = base
		} else {
			high = base
		}
	}
	sum := 0.0
	for i := range others {
		before := math.Round(sum)
		sum += share(i, low)
		out[i+1] = int(math.Round(sum) - before)
	}
	return out
}

// regular makes a patient who comes for one complaint after the other, until so many sessions are held.
func (m *maker) regular(name [2]string, told []story, sessions int) {
	courses := (sessions + perCourse - 1) / perCourse
	at := m.day(m.rng.IntN(open)+(sessions+2*courses)*weekly, 8+m.rng.IntN(9), 0)
	created := at.AddDate(0, 0, -2)
	born := time.Date(1935, 1, 1+m.rng.IntN(80*365), 0, 0, 0, 0, time.UTC)
	for born.AddDate(18, 0, 0).After(at) { // grown up: none of these stories is of a child
		born = born.AddDate(-18, 0, 0)
	}
	who := &clinic.Patient{
		ID: m.id(created), GivenName: name[0], FamilyName: name[1], BirthDate: date(born), CreatedAt: created.UTC(),
		Phones: []clinic.Phone{{Label: "mobile", Number: fmt.Sprintf("04%02d %03d %03d", m.rng.IntN(100), m.rng.IntN(1000), m.rng.IntN(1000))}},
		Suburb: suburbs[m.rng.IntN(len(suburbs))], State: "WA", DoctorName: doctors[m.rng.IntN(len(doctors))],
	}
	m.put(who)
	for visit := 0; visit < sessions; {
		n := min(perCourse, sessions-visit)
		r := &running{
			course: course{side: []string{"L", "R"}[m.rng.IntN(2)], sessions: n, outcome: outcome(m.rng.IntN(int(relapse) + 1))},
			maker:  m, by: m.team[0], story: &told[m.rng.IntN(len(told))], who: who, began: date(at), base: map[int]*clinic.Measurement{},
		}
		plan := r.plan(at.Add(40*time.Minute), r.assessment(at, clinic.AssessmentInitial, 0), nil, true)
		for k := 1; k <= n; k++ {
			visit++
			at = r.weekday(at.AddDate(0, 0, weekly))
			r.session(at, plan, visit, k, r.progress(float64(k)/perCourse))
		}
		at = r.weekday(at.AddDate(0, 0, weekly))
		if over := visit < sessions || at.Before(m.now.AddDate(0, -2, 0)); over && m.rng.IntN(50) > 0 { // some are forgotten
			m.put(&clinic.PlanEnd{ID: m.id(at), PatientID: who.ID, PlanID: plan.ID, Date: date(at), Outcome: clinic.OutcomeFinished, By: therapist, CreatedAt: at.UTC()})
		}
	}
	if m.rng.IntN(12) == 0 && at.Before(m.now.AddDate(-1, 0, 0)) {
		who.ArchivedAt = at.UTC()
	}
}

var suburbs = []string{"Fremantle", "Palmyra", "Bicton", "Melville", "Cottesloe", "Hilton", "Beaconsfield", "Spearwood"}

// tongue is how a language makes names: a family name is a root and an ending.
type tongue struct{ given, roots, endings []string }

func newTongue(given, roots, endings string) tongue {
	t := tongue{strings.Fields(given), strings.Fields(roots), strings.Fields(endings)}
	for i, e := range t.endings { // "-" is no ending
		t.endings[i] = strings.Trim(e, "-")
	}
	return t
}

var tongues = []tongue{
	newTongue("Oliver Charlotte Noah Amelia Jack Isla William Olivia Thomas Grace Margaret Catherine Katherine Kathryn Stephen Steven Shaun Sean John Jon Anne Ann Anna Sarah Sara Philip Phillip Mary-Jane Zoë Chloë Christopher",
		"Smith Smyth Jones Johns Williams Brown Browne Taylor Tailor Wilson Clark Clarke Walker Thomas Thompson White Whyte Allen Allan Read Reid Stuart Stewart Grey Gray Moor Ash Hart Black Wood Long Hill Green Stan Bar Hat Wal Pres Sut Bur Mil Har",
		"- - - - -son -s -ton -field -ley -worth -man -well"),
	newTongue("Siobhán Niamh Aoife Pádraig Ciarán Seán Róisín Eoin Maeve Liam", "Brien Connor Neill Sullivan Doherty Murphy Kelly Byrne Ryan Doyle Donnell Leary", "- - -s"),
	newTongue("Nguyễn Minh Linh Anh Thảo Hương Tuấn Dũng Phương Lan", "Nguyen Nguyễn Tran Trần Le Lê Pham Phạm Hoang Hoàng Vo Võ Dang Đặng Bui Bùi", "-"),
	newTongue("小明 小红 伟 芳 秀英 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀兰", "王 李 张 刘 陈 杨 黄 赵 吴 周 欧阳 司马", "-"),
	newTongue("Wei Mei Jun Xin Yan Li Hui Fang Lei Jing", "Wang Wong Li Lee Zhang Chang Chen Chan Tan Liu Lau Yang Huang Ng Zhao Wu Zhou Chow", "-"),
	newTongue("Priya Arjun Ananya Rahul Deepa Sanjay Lakshmi Vikram Meena Harpreet Jaspreet", "Patel Singh Sharma Gupt Kum Redd Nair Iyer Chatterj Banerj Mukherj Raman Krishn", "- -a -ar -ee -y -an"),
	newTongue("Mohammed Muhammad Mohamed Ahmed Ahmad Fatima Fatimah Aisha Ayesha Omar Yusuf Youssef Leila Layla محمد فاطمة", "Hassan Hussain Hussein Khalil Al-Masri Haddad Rahman Aziz Saleh Mansour حسن", "- -i"),
	newTongue("Giulia Marco Francesca Giuseppe Lucia Antonio Chiara Matteo", "Ross Bianch Roman Ferrar Espos Ricc Marin Grec Cont Gall Mart Lomb", "-i -o -a -ini -ello -ardi -etti -one"),
	newTongue("Eleni Γιώργος Dimitrios Maria Konstantinos Sofia Nikos Katerina", "Papadopoul Nikola Dimitri Konstantin Ioann Georgi Pana Kara Christ", "-os -ou -idis -akis -iou -opoulos -ides"),
	newTongue("Agnieszka Piotr Małgorzata Krzysztof Łukasz Zofia Wojciech Ewa", "Kowal Nowak Wiśniew Wójc Lewandow Zieliń Szymań Woźn Dąbrow Kozłow Łuka", "-ski -ska -czyk -ewicz -ik -iak -icki"),
	newTongue("Søren Åsa Jürgen Björn Ingrid Günther Käthe Astrid Lars Märta", "Ander Peter Han Jen Lar Ol Niel Svend Mül Schrö Krü Wag", "-sen -son -ssen -sson -ler -der -ger -ner"),
	newTongue("Ольга Иван Olga Ivan Natalia Sergei Dmitri Ana Nikola Jelena", "Ivan Petr Sidor Kuznets Popov Volk Jovan Markov Petrov Nikol Иван", "-ov -ova -ić -ic -enko -sky -skaya"),
	newTongue("José María Lucía Carlos Sofía Inês João Beatriz Joaquín", "Garcí Martín Rodrígu Fernánd Gonzál Lóp Pér Gom Sánch Silv", "-a -ez -es -eira -as"),
	newTongue("Mele Sione Ana Tevita Hinemoa Aroha Wiremu Kiri Jedda Tama", "Tau Faleo Leota Tui Manu Ngata Parata Te-Ao Kaho Vai", "- -fa -lo -mau -gata -roa -pulu"),
}

// alike is how many names are made for one that is nearly that of somebody who is there already: a
// relative, a namesake or the same person written down a second time.
const alike = 10

// Names are given and family names such as those of a large clinic, without end. The same seed gives the same names.
func Names(seed uint64) iter.Seq[[2]string] {
	return func(yield func([2]string) bool) {
		n := namer{rng: rand.New(rand.NewPCG(seed, 1906))} //nolint:gosec // repeatable on purpose
		for yield(n.next()) {
		}
	}
}

type namer struct {
	rng  *rand.Rand
	made [][2]string // given and family names
}

func (n *namer) next() [2]string {
	pick := func(list []string) string { return list[n.rng.IntN(len(list))] }
	var name [2]string
	if len(n.made) > 0 && n.rng.IntN(alike) == 0 {
		name = n.made[n.rng.IntN(len(n.made))]
		part := n.rng.IntN(2)
		name[part] = n.slip(name[part])
	} else {
		// The first is spoken by half of the clinic.
		t := tongues[max(0, n.rng.IntN(2*len(tongues))-len(tongues))]
		name = [2]string{pick(t.given), pick(t.roots) + pick(t.endings)}
	}
	n.made = append(n.made, name)
	return name
}

// slip writes a word as a hurried hand does: a letter twice, one left out or two changed over.
func (n *namer) slip(word string) string {
	r := []rune(word)
	if len(r) < 4 {
		return word
	}
	i := 1 + n.rng.IntN(len(r)-2)
	switch n.rng.IntN(3) {
	case 0:
		r = slices.Insert(r, i, r[i])
	case 1:
		r = slices.Delete(r, i, i+1)
	default:
		r[i], r[i+1] = r[i+1], r[i]
	}
	return string(r)
}
