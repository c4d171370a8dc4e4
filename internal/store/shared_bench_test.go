package store

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"regimen/internal/books/bookstest"
	"regimen/internal/clinic"
	"regimen/internal/demo"
	"regimen/internal/store/lookup"
	"regimen/internal/store/pgtest"
)

// both is a clinic of 20,000 patients in SQLite and in PostgreSQL, a twentieth of it with -short.
type both struct {
	sqlite, postgres  *Store
	url               string
	largest, ordinary string // patients, by the length of their records
}

// openBoth fills both databases with the same. The server waits for the disk and has the memory it has when
// nobody sets it, and the statistics that it would gather by itself before long.
func openBoth(b *testing.B) *both {
	b.Helper()
	if onPostgres {
		b.Skip("it compares both")
	}
	ctx := context.Background()
	c := pgtest.Own(b, pgtest.Options{Durable: true, Settings: map[string]string{"shared_buffers": "'128MB'", "max_wal_size": "'1GB'"}})
	admin := c.DatabaseURL(c.NewDatabase(b))
	server := must(OpenServer(Config{URL: admin, Dir: b.TempDir()}))(b)
	if err := server.CreateDatabase(ctx); err != nil {
		b.Fatal(err)
	}
	user, password, err := server.AddMachine(ctx, "reception")
	if err != nil {
		b.Fatal(err)
	}
	k := &both{url: c.URL(user, password, server.Name())}
	k.sqlite = must(Open(ctx, Config{Dir: b.TempDir()}))(b)
	b.Cleanup(func() { k.sqlite.Close() })
	k.postgres = must(Open(ctx, Config{URL: k.url, Machine: "reception"}))(b)
	b.Cleanup(func() { k.postgres.Close() })

	patients := 20_000
	if testing.Short() {
		patients /= 20
	}
	atlas, cat := bookstest.Shipped(b)
	records := map[string]int{}
	var took [2]time.Duration
	for batch := range demo.Large(time.Now(), cat, atlas.Label, patients, 2*patients) {
		for i, s := range []*Store{k.sqlite, k.postgres} {
			took[i] += timed(func() { must(s.Load(ctx, clinic.Say("Large clinic"), batch))(b) })
		}
		for _, r := range batch {
			records[r.PatientKey()]++
			if k.largest == "" {
				k.largest = r.PatientKey()
			}
		}
	}
	delete(records, "")
	all, sum := make([]string, 0, len(records)), 0
	for p, n := range records {
		all, sum = append(all, p), sum+n
	}
	slices.SortFunc(all, func(x, y string) int { return records[x] - records[y] })
	k.ordinary = all[len(all)/2]
	b.Logf("%d patients with %d records, loaded in %.0f s (SQLite) and %.0f s (PostgreSQL); an ordinary one has %d, the largest %d",
		len(all), sum, took[0].Seconds(), took[1].Seconds(), records[k.ordinary], records[k.largest])
	conn := must(pgx.Connect(ctx, admin))(b)
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, "VACUUM ANALYZE"); err != nil {
		b.Fatal(err)
	}
	return k
}

// BenchmarkBothEngines does the same on both databases, one after the other, so that one run compares them.
func BenchmarkBothEngines(b *testing.B) {
	k := openBoth(b)
	b.Run("Typing", k.typing)
	b.Run("Read", k.reading)
	b.Run("Save", k.saving)
	b.Run("SeenElsewhere", k.seenElsewhere)
}

func median(times []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(times))
	return sorted[len(sorted)/2]
}

// compare reports how long something took on each.
func (k *both) compare(b *testing.B, do func(s *Store) error) {
	b.Helper()
	var times [2][]time.Duration
	for b.Loop() {
		for i, s := range []*Store{k.sqlite, k.postgres} {
			times[i] = append(times[i], timed(func() {
				if err := do(s); err != nil {
					b.Fatal(err)
				}
			}))
		}
	}
	lite, server := median(times[0]), median(times[1])
	b.ReportMetric(milliseconds(lite), "ms/sqlite")
	b.ReportMetric(milliseconds(server), "ms/postgres")
	b.ReportMetric(milliseconds(slices.Max(times[1])), "ms/postgres-worst")
	b.ReportMetric(float64(server)/float64(lite), "ratio")
	b.ReportMetric(0, "ns/op")
}

func (k *both) typing(b *testing.B) {
	ctx := context.Background()
	for _, text := range []string{
		"smith", "margaret smith", "smiht", "kathrine jones", "nguyễn", "maria papadopulos", "müller", "王小明", "o'brien", "s j", "zzzzzz", "0412 345", "3/4/1961", "smith 1961",
	} {
		b.Run(text, func(b *testing.B) {
			runes := []rune(text)
			keys := make([][2][]time.Duration, len(runes))
			for b.Loop() {
				for i := range runes {
					for j, s := range []*Store{k.sqlite, k.postgres} {
						keys[i][j] = append(keys[i][j], timed(func() { must(s.Search(ctx, string(runes[:i+1]), searchLimit))(b) }))
					}
				}
			}
			var sum, worst [2]time.Duration
			for _, key := range keys {
				for j := range sum {
					t := median(key[j])
					sum[j], worst[j] = sum[j]+t, max(worst[j], t)
				}
			}
			n := float64(len(keys))
			b.ReportMetric(milliseconds(sum[0])/n, "ms/key-sqlite")
			b.ReportMetric(milliseconds(sum[1])/n, "ms/key-postgres")
			b.ReportMetric(milliseconds(worst[0]), "ms/slowest-sqlite")
			b.ReportMetric(milliseconds(worst[1]), "ms/slowest-postgres")
			b.ReportMetric(float64(sum[1])/float64(sum[0]), "ratio")
			b.ReportMetric(0, "ns/op")
		})
	}
}

func (k *both) reading(b *testing.B) {
	ctx := context.Background()
	today := clinic.DateOf(time.Now())
	for _, q := range []struct {
		name string
		read func(s *Store) error
	}{
		{"ChartOrdinary", func(s *Store) error { _, err := s.Chart(ctx, k.ordinary); return err }},
		{"ChartLargest", func(s *Store) error { _, err := s.Chart(ctx, k.largest); return err }},
		{"Recent", func(s *Store) error { _, err := s.Search(ctx, "", searchLimit); return err }},
		{"Today", func(s *Store) error { _, err := s.Sessions(ctx, today, today); return err }},
		{"Plans", func(s *Store) error { _, err := s.Plans(ctx); return err }},
		{"Patients", func(s *Store) error { _, _, err := s.Patients(ctx, lookup.Filter{}, 50, 0); return err }},
		{"PatientsFarDown", func(s *Store) error { _, _, err := s.Patients(ctx, lookup.Filter{}, 50, 15_000); return err }},
		{"HistoryOf", func(s *Store) error { _, err := s.HistoryOf(ctx, k.largest, 100); return err }},
	} {
		b.Run(q.name, func(b *testing.B) { k.compare(b, q.read) })
	}
}

// saving marks a finding, and returns when it is on the disk.
func (k *both) saving(b *testing.B) {
	ctx := context.Background()
	for _, s := range []*Store{k.sqlite, k.postgres} {
		must(s.Load(ctx, clinic.Say("Begin"), []clinic.Record{assessment("bench", k.ordinary)}))(b)
	}
	n := 0
	k.compare(b, func(s *Store) error {
		n++
		_, err := s.Apply(ctx, clinic.Operation{Label: clinic.Say("Mark"), Scope: "bench", Put: []clinic.Record{finding(fmt.Sprintf("bench-%d", n), k.ordinary, "bench")}})
		return err
	})
}

// seenElsewhere is from the moment a change is made until another machine is told of it.
func (k *both) seenElsewhere(b *testing.B) {
	ctx := context.Background()
	other := must(Open(ctx, Config{URL: k.url, Machine: "tablet"}))(b)
	defer other.Close()
	told := make(chan clinic.Changes, 100)
	defer other.Subscribe(func(c clinic.Changes) { told <- c })()
	var times []time.Duration
	for n := 0; b.Loop(); n++ {
		p := patient("bench", "Ann", fmt.Sprintf("Smith%d", n))
		times = append(times, timed(func() {
			made := must(k.postgres.Apply(ctx, put(p)))(b)
			for c := range told {
				if c.Operation == made.Operation {
					break
				}
			}
		}))
	}
	b.ReportMetric(milliseconds(median(times)), "ms/median")
	b.ReportMetric(milliseconds(slices.Max(times)), "ms/worst")
	b.ReportMetric(0, "ns/op")
}
