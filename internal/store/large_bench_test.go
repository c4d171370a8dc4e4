package store

import (
	"context"
	"database/sql"
	"slices"
	"testing"
	"time"

	"modernc.org/sqlite"

	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
	"regimen/internal/demo"
	"regimen/internal/store/lookup"
)

// large is a clinic of 20,000 patients with 200,000 sessions, a twentieth of it with -short.
type large struct {
	*Store
	largest string // the patient with the longest record
	bare    *sql.DB
}

func openLarge(b *testing.B) *large {
	b.Helper()
	ctx := context.Background()
	atlas, cat := bookstest.Shipped(b)
	l := &large{Store: must(Open(ctx, Config{Dir: b.TempDir()}))(b)}
	b.Cleanup(func() { l.Close() })
	patients := 20_000
	if testing.Short() {
		patients /= 20
	}
	records := 0
	start := time.Now()
	for batch := range demo.Large(start, cat, atlas.Label, patients, 10*patients) {
		must(l.Load(ctx, clinic.Say("Large clinic"), batch))(b)
		records += len(batch)
		for _, r := range batch {
			if l.largest == "" {
				l.largest = r.PatientKey()
			}
		}
	}
	took := time.Since(start)
	b.Logf("%d records in %.0f s, %.0f in a second", records, took.Seconds(), float64(records)/took.Seconds())
	l.bare = must(sql.Open(driverName, dsnReading(l.file)))(b)
	b.Cleanup(func() { l.bare.Close() })
	l.bare.SetMaxOpenConns(1)
	return l
}

// BenchmarkLarge works with a large clinic. All of it reads, so that one is made for all.
func BenchmarkLarge(b *testing.B) {
	l := openLarge(b)
	b.Run("Typing", l.typing)
	b.Run("Read", l.reading)
	b.Run("Check", l.checking)
}

// checking reads everything there is.
func (l *large) checking(b *testing.B) {
	var r Inspection
	for b.Loop() {
		if r = must(l.Check(context.Background()))(b); !r.OK() {
			b.Fatal(r.Problems)
		}
	}
	b.ReportMetric(float64(r.Changes), "changes")
}

// least is the shortest of the times that something took: the others are longer only because the machine
// had something else to do.
func least(times []time.Duration) time.Duration { return slices.Min(times) }

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func timed(f func()) time.Duration {
	start := time.Now()
	f()
	return time.Since(start)
}

// asRecorded are the statements that a search asks, with their arguments.
func (s *Store) asRecorded(b *testing.B, query string) []statement {
	b.Helper()
	r := &recorder{Connector: must(sqlite.NewConnector(dsnReading(s.file)))(b)}
	recording := sql.OpenDB(r)
	defer recording.Close()
	watched := newStore(s.cfg, s.engine)
	watched.reads = recording
	must(watched.Search(context.Background(), query, searchLimit))(b)
	return r.asked
}

// searchLimit is how many hits a search box asks for.
const searchLimit = 20

// typing types names, telephone numbers and birth dates letter by letter into the search, some of them
// misspelt. Each search is compared with its own statements through the driver alone.
func (l *large) typing(b *testing.B) {
	ctx := context.Background()
	type key struct {
		query           string
		asked           []statement
		through, direct []time.Duration
	}
	for _, text := range []string{
		"smith", "margaret smith", "smiht", "kathrine jones", "cristofer wood", "nguyễn", "nguyen linh", "papadopoulos", "maria papadopulos",
		"müller", "mueller", "kowalski", "王小明", "mohamed hassan", "o'brien", "sto", "s j", "zzzzzz", "0412 345", "3/4/1961", "smith 1961",
	} {
		b.Run(text, func(b *testing.B) {
			var keys []*key
			runes := []rune(text)
			for i := range runes {
				q := string(runes[:i+1])
				keys = append(keys, &key{query: q, asked: l.asRecorded(b, q)})
			}
			for b.Loop() {
				for _, k := range keys {
					k.through = append(k.through, timed(func() { must(l.Search(ctx, k.query, searchLimit))(b) }))
					k.direct = append(k.direct, timed(func() {
						for _, st := range k.asked {
							if err := drain(ctx, l.bare, st); err != nil {
								b.Fatal(err)
							}
						}
					}))
				}
			}
			var through, direct, worst time.Duration
			for _, k := range keys {
				t := least(k.through)
				through, direct, worst = through+t, direct+least(k.direct), max(worst, t)
			}
			b.ReportMetric(milliseconds(through)/float64(len(keys)), "ms/key")
			b.ReportMetric(milliseconds(worst), "ms/slowest-key")
			b.ReportMetric(float64(through)/float64(direct), "ratio")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// drain reads all that a statement gives and makes nothing of it.
func drain(ctx context.Context, db *sql.DB, st statement) error {
	var dest []any
	return each(ctx, db, st.query, st.args, func(rows *sql.Rows) error {
		if dest == nil {
			columns, err := rows.Columns()
			if err != nil {
				return err
			}
			dest = make([]any, len(columns))
			for i := range dest {
				dest[i] = new(any)
			}
		}
		return rows.Scan(dest...)
	})
}

// reading is what the screens ask for.
func (l *large) reading(b *testing.B) {
	ctx := context.Background()
	today := clinic.DateOf(time.Now())
	chart := must(l.Chart(ctx, l.largest))(b)
	var plans time.Duration
	for _, q := range []struct {
		name string
		read func() error
	}{
		{"Chart", func() error { _, err := l.Chart(ctx, l.largest); return err }},
		{"Recent", func() error { _, err := l.Search(ctx, "", searchLimit); return err }},
		{"Today", func() error { _, err := l.Sessions(ctx, today, today); return err }},
		{"Week", func() error { _, err := l.Sessions(ctx, today.AddDays(-7), today); return err }},
		{"Plans", func() error { _, err := l.Plans(ctx); return err }},
		{"Recalls", func() error { _, err := l.Recalls(ctx); return err }},
		{"Patients", func() error { _, _, err := l.Patients(ctx, lookup.Filter{}, 50, 0); return err }},
		{"PatientsFarDown", func() error { _, _, err := l.Patients(ctx, lookup.Filter{}, 50, 15_000); return err }},
		{"HistoryOf", func() error { _, err := l.HistoryOf(ctx, l.largest, 100); return err }},
	} {
		b.Run(q.name, func(b *testing.B) {
			var times []time.Duration
			for b.Loop() {
				times = append(times, timed(func() {
					if err := q.read(); err != nil {
						b.Fatal(err)
					}
				}))
			}
			b.ReportMetric(milliseconds(least(times)), "ms/least")
			switch q.name {
			case "Chart":
				b.ReportMetric(float64(len(chart.Sessions)), "sessions")
			case "Plans":
				plans = least(times)
			case "Recalls":
				b.ReportMetric(float64(least(times))/float64(max(plans, 1)), "ratio-to-plans")
			}
		})
	}
}
