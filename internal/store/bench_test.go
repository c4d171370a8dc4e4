package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
)

var (
	benchGiven = []string{
		"Oliver", "Charlotte", "Noah", "Amelia", "Jack", "Isla", "William", "Olivia", "Leo", "Mia", "Thomas", "Ava", "Henry", "Grace",
		"Margaret", "Christopher", "Nguyễn", "Siobhán", "Zoë", "Søren", "Mary-Jane", "小明", "Ольга", "Katherine", "Stephen", "Shaun",
	}
	benchFamily = []string{
		"Smith", "Jones", "Williams", "Brown", "Wilson", "Taylor", "Nguyen", "Johnson", "Martin", "White", "Anderson", "Walker",
		"Thompson", "Thomas", "Lee", "Harris", "Ryan", "Robinson", "Kelly", "King", "O’Brien", "Müller", "Łukasiewicz", "王", "Papadopoulos",
	}
	benchParts = []string{"ar", "bel", "cor", "dan", "el", "fen", "gor", "hal", "is", "jor", "kel", "lor", "man", "nor", "os", "per", "ron", "ser", "tor", "vel", "win"}
)

// crowd makes n patients, half of them with names of their own.
func crowd(n int) []clinic.Record {
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	out := make([]clinic.Record, n)
	for i := range out {
		p := &clinic.Patient{
			ID: fmt.Sprintf("p%06d", i), GivenName: pick(benchGiven), FamilyName: pick(benchFamily), CreatedAt: day,
			BirthDate: clinic.DateOf(time.Date(1930+r.IntN(80), time.Month(1+r.IntN(12)), 1+r.IntN(28), 0, 0, 0, 0, time.UTC)),
			Phones:    []clinic.Phone{{Label: "mobile", Number: fmt.Sprintf("04%02d %03d %03d", r.IntN(100), r.IntN(1000), r.IntN(1000))}},
		}
		if i%2 == 0 {
			p.FamilyName = pick(benchParts) + pick(benchParts) + pick(benchParts)
		}
		if i%10 == 0 {
			p.ArchivedAt = day
		}
		out[i] = p
	}
	return out
}

// longHistory is a patient with many sessions, each with treatments and measurements.
func longHistory(id string, sessions int) []clinic.Record {
	out := []clinic.Record{patient(id, "Lou", "Long")}
	date := clinic.Date("2018-01-03")
	var plan, assessed string
	for i := range sessions {
		if i%12 == 0 {
			assessed = fmt.Sprintf("%s-a%03d", id, i)
			a := assessment(assessed, id)
			a.Date = date
			a.Complaint = "Tight between the shoulder blades after long days at the desk"
			plan = fmt.Sprintf("%s-l%03d", id, i)
			out = append(out, a, &clinic.Plan{ID: plan, PatientID: id, AssessmentID: assessed, Lineage: plan, Version: 1, Minutes: 60, Phases: []clinic.Phase{{Sessions: 12, EveryDays: 7}}, CreatedAt: day})
			for j := range 12 {
				out = append(out, finding(fmt.Sprintf("%s-f%d", assessed, j), id, assessed))
			}
			for j := range 20 {
				out = append(out, &clinic.Screening{ID: fmt.Sprintf("%s-q%d", assessed, j), PatientID: id, AssessmentID: assessed, Item: "fever", Answer: "no", At: day})
			}
			for j := range 6 {
				out = append(out, &clinic.Prescription{ID: fmt.Sprintf("%s-r%d", plan, j), PatientID: id, PlanID: plan, Technique: "effleurage", Targets: []clinic.Target{{Structure: "trapezius.upper", Side: anatomy.Left}}, Pressure: 3, Minutes: 5})
			}
		}
		session := fmt.Sprintf("%s-s%03d", id, i)
		out = append(out, &clinic.Session{ID: session, PatientID: id, PlanID: plan, Number: i + 1, Date: date, StartedAt: day, EndedAt: day.Add(time.Hour), Subjective: "Less pain at the desk, sleeps through the night again.", CreatedAt: day})
		for j := range 6 {
			out = append(out, &clinic.Treatment{
				ID: fmt.Sprintf("%s-t%d", session, j), PatientID: id, SessionID: session, PrescriptionID: fmt.Sprintf("%s-r%d", plan, j), Technique: "effleurage",
				Targets: []clinic.Target{{Structure: "trapezius.upper", Side: anatomy.Left}, {Structure: "trapezius.upper", Side: anatomy.Right}}, Pressure: 3, Minutes: 5, Status: clinic.TreatmentDone,
			})
		}
		for j := range 4 {
			out = append(out, &clinic.Measurement{ID: fmt.Sprintf("%s-m%d", session, j), PatientID: id, SessionID: session, Measure: "nprs", Side: anatomy.Left, Value: float64(j), Date: date, CreatedAt: day})
		}
		date = date.AddDays(7)
	}
	return out
}

// BenchmarkSaveFinding compares saving a finding, with its history and undo step, to a bare durable commit of
// the same rows. The ratio is what the store costs.
func BenchmarkSaveFinding(b *testing.B) {
	ctx := context.Background()
	s := openTest(b)
	apply(b, s, put(patient("p1", "Ann", "Smith"), assessment("a1", "p1")))
	t := openTest(b)
	apply(b, t, put(patient("p1", "Ann", "Smith"), assessment("a1", "p1")))
	bare, err := sql.Open(driverName, dsnWriting(filepath.Join(t.cfg.Dir, databaseName)))
	if err != nil {
		b.Fatal(err)
	}
	defer bare.Close()
	bare.SetMaxOpenConns(1)
	prepare := func(query string) *sql.Stmt { return must(bare.Prepare(query))(b) }
	begin, commit := prepare("BEGIN IMMEDIATE"), prepare("COMMIT")
	row := prepare(tableOf(clinic.KindFinding).insert)
	op := prepare("INSERT INTO operation (seq, id, at, actor, machine, verb, label, scope, patient_id) VALUES ($1, $2, $3, '', 'desk', 'apply', 'Mark', 'a1', 'p1')")
	ch := prepare("INSERT INTO change (operation_seq, position, kind, record_id, patient_id, after) VALUES ($1, 0, 'finding', $2, 'p1', $3)")
	un := prepare("INSERT INTO undo_step (operation_seq, scope, undone) VALUES ($1, 'a1', 0)")
	run := func(st *sql.Stmt, args ...any) {
		if _, err := st.Exec(args...); err != nil {
			b.Fatal(err)
		}
	}
	var through, direct time.Duration
	b.ResetTimer()
	for i := 0; b.Loop(); i++ {
		f := finding(fmt.Sprintf("f%d", i), "p1", "a1")
		start := time.Now()
		if _, err := s.Apply(ctx, clinic.Operation{Label: clinic.Say("Mark"), Scope: "a1", Put: []clinic.Record{f}}); err != nil {
			b.Fatal(err)
		}
		through += time.Since(start)

		values := must(tableOf(clinic.KindFinding).values(f))(b)
		text := must(tableOf(clinic.KindFinding).encode(values))(b)
		start = time.Now()
		run(begin)
		run(row, values...)
		run(op, i+2, f.ID, timeText(day))
		run(ch, i+2, f.ID, text)
		run(un, i+2)
		run(commit)
		direct += time.Since(start)
	}
	b.ReportMetric(float64(through.Microseconds())/float64(b.N), "µs/save")
	b.ReportMetric(float64(direct.Microseconds())/float64(b.N), "µs/bare")
	b.ReportMetric(float64(through)/float64(direct), "ratio")
}

// recorder is the driver with a note of every statement.
type recorder struct {
	driver.Connector
	asked []statement
}

type statement struct {
	query string
	args  []any
}

type recordedConn struct {
	driver.Conn
	to *recorder
}

func (r *recorder) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := r.Connector.Connect(ctx)
	return recordedConn{c, r}, err
}

func (c recordedConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	st := statement{query: query}
	for _, a := range args {
		st.args = append(st.args, a.Value)
	}
	c.to.asked = append(c.to.asked, st)
	return c.Conn.(driver.QueryerContext).QueryContext(ctx, query, args)
}

// BenchmarkSearch types queries into a clinic of 20,000 patients, a twentieth of it with -short, and compares
// each search with its own statements through the bare driver.
func BenchmarkSearch(b *testing.B) {
	ctx := context.Background()
	s := openTest(b)
	patients := 20_000
	if testing.Short() {
		patients /= 20
	}
	must(s.Load(ctx, clinic.Say("Crowd"), crowd(patients)))(b)
	bare := must(sql.Open(driverName, dsnReading(s.file)))(b)
	defer bare.Close()
	bare.SetMaxOpenConns(1)
	for _, query := range []string{"", "s", "sm", "smi", "smith", "smith o", "o s", "margaret jones", "w k", "kathrine", "smiht", "cristofer", "zzzzzz", "0412", "412", "3/4/19", "3/4/1961", "1961", "smith 1961", "王"} {
		asked := s.asRecorded(b, query)
		b.Run(query, func(b *testing.B) {
			var direct, through, worst time.Duration
			for b.Loop() {
				took := timed(func() { must(s.Search(ctx, query, searchLimit))(b) })
				through += took
				worst = max(worst, took)
				direct += timed(func() {
					for _, st := range asked {
						if err := drain(ctx, bare, st); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
			b.ReportMetric(float64(through.Microseconds())/float64(b.N), "µs/search")
			b.ReportMetric(float64(worst.Microseconds()), "µs/worst")
			b.ReportMetric(float64(through)/float64(direct), "ratio")
		})
	}
}

func BenchmarkChart(b *testing.B) {
	ctx := context.Background()
	s := openTest(b)
	records := longHistory("p1", 300)
	must(s.Load(ctx, clinic.Say("Long"), records))(b)
	for b.Loop() {
		must(s.Chart(ctx, "p1"))(b)
	}
	b.ReportMetric(float64(len(records)), "records")
}

func BenchmarkLoad(b *testing.B) {
	records := crowd(2000)
	for b.Loop() {
		s := openTest(b)
		must(s.Load(context.Background(), clinic.Say("Crowd"), records))(b)
		s.Close()
	}
}
