package station

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/store/pgtest"
)

// soakSeed makes a soak do again what one did that failed: the number it logged.
const soakSeed = "REGIMEN_SOAK_SEED"

// soaking is a clinic whose people work while everything fails.
type soaking struct {
	t       *testing.T
	seed    uint64
	cluster *pgtest.Cluster
	url     string // as the server's own people reach the records
	people  []*person
	ends    chan struct{} // closed when the people stop
	faults  map[string]int

	longest [len(calls)]atomic.Int64 // what a screen waited for, in nanoseconds
	made    [len(calls)]atomic.Int64
}

// calls are what screens call without expecting to wait.
var calls = [...]string{"Apply", "Chart", "UndoState", "Differences", "State", "Others", "Clinic", "Practitioners", "Preference"}

// longestCall is how long such a call may take. They touch memory and the local disk only, and a network that
// stands still does so for longer; a machine busy with other tests takes its time.
const longestCall = time.Second

func (k *soaking) timed(call string, f func()) {
	i := slices.Index(calls[:], call)
	took := timeOf(f)
	k.made[i].Add(1)
	for {
		was := k.longest[i].Load()
		if int64(took) <= was || k.longest[i].CompareAndSwap(was, int64(took)) {
			return
		}
	}
}

func timeOf(f func()) time.Duration {
	begin := time.Now()
	f()
	return time.Since(begin)
}

// person works at a machine, which may be killed and started again.
type person struct {
	soak  *soaking
	name  string
	url   string // as the machine reaches the records
	rng   *rand.Rand
	dirs  []string
	proxy *pgtest.Proxy

	mu sync.RWMutex // held for reading while the person works, for writing while the machine is killed
	*machine
	ending sync.WaitGroup // of the machines that were killed

	n     int
	wrote []written
	// letGo are the texts that the person gave up, when choosing or by undoing what was not sent.
	letGo map[string]bool
	// wroteOver are the person's own texts that the person replaced by others.
	wroteOver map[string]bool
	// insisted are texts that the person chose over another's.
	insisted map[string]bool
	// takenBack are operations undone before they were sent.
	takenBack map[string]bool
}

// written is a text that was acknowledged.
type written struct {
	operation string
	ref       clinic.Ref
	text      string
}

// Whatever fails and however often, nothing that was acknowledged is lost and nothing is done twice, and once
// all is well again everybody sees the same.
func TestSoak(t *testing.T) {
	t.Parallel()
	pgtest.Need(t)
	k := &soaking{t: t, seed: uint64(time.Now().UnixNano()), ends: make(chan struct{}), faults: map[string]int{}}
	if s := os.Getenv(soakSeed); s != "" {
		var err error
		if k.seed, err = strconv.ParseUint(s, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%s=%d", soakSeed, k.seed)
	k.cluster = pgtest.Own(t, pgtest.Options{Durable: true})
	k.url = k.cluster.DatabaseURL(k.cluster.NewDatabase(t))
	server, err := store.OpenServer(store.Config{URL: k.url, Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if err := server.CreateDatabase(t.Context()); err != nil {
		t.Fatal(err)
	}
	k.furnish()
	for i, name := range []string{"reception", "tablet", "laptop"} {
		p := &person{soak: k, name: name, rng: rand.New(rand.NewPCG(k.seed, uint64(i))), letGo: map[string]bool{}, wroteOver: map[string]bool{}, insisted: map[string]bool{}, takenBack: map[string]bool{}}
		user, password, err := server.AddMachine(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		u, err := url.Parse(k.url)
		if err != nil {
			t.Fatal(err)
		}
		u.User = url.UserPassword(user, password)
		p.url = u.String()
		p.arrive(t.TempDir())
		k.people = append(k.people, p)
	}
	var working sync.WaitGroup
	for _, p := range k.people {
		working.Go(p.work)
	}
	k.torment()
	close(k.ends)
	working.Wait()
	k.settle()
	k.account()
}

var soakPatients = []string{"ann", "bo", "cy"}

// furnish adds patients, and sessions to write in.
func (k *soaking) furnish() {
	s, err := store.Open(k.t.Context(), store.Config{URL: k.url, Machine: "server"})
	if err != nil {
		k.t.Fatal(err)
	}
	defer s.Close()
	all := []clinic.Record{&clinic.Practitioner{ID: "kim", Name: "Kim", CreatedAt: begin}}
	for _, p := range soakPatients {
		all = append(all, &clinic.Patient{ID: p, GivenName: p, CreatedAt: begin})
		for i := range 3 {
			all = append(all, &clinic.Session{ID: fmt.Sprintf("%s-s%d", p, i), PatientID: p, Number: 2 + i, Date: "2026-03-02", CreatedAt: begin})
		}
	}
	if _, err := s.Load(k.t.Context(), clinic.Say("Furnish"), all); err != nil {
		k.t.Fatal(err)
	}
}

// arrive starts the person's machine on a folder, with the charts held that the person works with.
func (p *person) arrive(dir string) {
	t := p.soak.t
	p.dirs = append(p.dirs, dir)
	p.proxy = pgtest.NewProxy(t, p.soak.cluster.Addr())
	p.machine = startWith(t, p.name, p.proxy.URL(p.url), dir, 3*time.Second)
	go func(told <-chan clinic.Changes) { // nobody looks at it here
		for range told {
		}
	}(p.told)
	for _, id := range soakPatients {
		p.until("the chart is read", func() bool {
			_, err := p.Chart(t.Context(), id)
			return err == nil || errors.Is(err, clinic.ErrNotFound)
		})
	}
}

// killed starts the machine anew with what was on its disk at a moment. What ran before reaches nobody any
// more, as if it had been killed then.
func (p *person) killed() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.proxy.Refuse(true)
	p.proxy.Cut()
	dir := p.soak.t.TempDir()
	copyAtOneMoment(p.soak.t, p.dirs[len(p.dirs)-1], dir)
	p.ending.Go(p.machine.end)
	p.arrive(dir)
}

// copyAtOneMoment copies what a machine keeps, as it lies on the disk between two of its changes. Half of a change
// without the journal that goes with it is no state that a killed machine could leave: what was read counts when
// the journal is gone by then and what is read once more is the same.
func copyAtOneMoment(t *testing.T, from, to string) {
	const name = "regimen-station.db"
	file := filepath.Join(from, name)
	read := func() (content []byte, quiet bool) {
		content, err := os.ReadFile(file)
		_, busy := os.Stat(file + "-journal")
		return content, err == nil && busy != nil
	}
	for range 1000 {
		first, quiet := read()
		second, still := read()
		if quiet && still && bytes.Equal(first, second) {
			if err := os.WriteFile(filepath.Join(to, name), first, 0o600); err != nil {
				t.Fatal(err)
			}
			return
		}
	}
	t.Fatal("the machine's disk is never quiet")
}

func (p *person) work() {
	for {
		select {
		case <-p.soak.ends:
			return
		case <-time.After(time.Duration(p.rng.IntN(20)) * time.Millisecond):
		}
		p.mu.RLock()
		p.act()
		p.mu.RUnlock()
	}
}

// act does one thing as a person does it: with what the screen shows.
func (p *person) act() {
	k, t := p.soak, p.soak.t
	id := soakPatients[p.rng.IntN(len(soakPatients))]
	if !p.Held(id) {
		return
	}
	var chart *clinic.Chart
	var err error
	k.timed("Chart", func() { chart, err = p.Chart(t.Context(), id) })
	if err != nil {
		if !errors.Is(err, clinic.ErrNotFound) && !errors.Is(err, store.ErrUnreachable) {
			t.Errorf("a held chart: %v", err)
		}
		return
	}
	var open []*clinic.Session
	for i := range chart.Sessions {
		if chart.Sessions[i].SignedAt.IsZero() {
			open = append(open, &chart.Sessions[i])
		}
	}
	what := p.rng.IntN(100)
	switch {
	case what < 35 && len(open) > 0:
		s := *open[p.rng.IntN(len(open))]
		text := p.text()
		switch p.rng.IntN(3) {
		case 0:
			s.Subjective = text
		case 1:
			s.Objective = text
		case 2:
			s.NextPlan = text
		}
		p.apply(clinic.Operation{Label: clinic.Say("Write"), Scope: s.ID, Put: []clinic.Record{&s}}, text)
	case what < 45:
		who := chart.Patient
		text := p.text()
		who.Notes = text
		if p.rng.IntN(2) == 0 {
			who.Notes, who.Occupation = chart.Patient.Notes, text
		}
		p.apply(clinic.Operation{Label: clinic.Say("Write"), Scope: id, Put: []clinic.Record{&who}}, text)
	case what < 55:
		text := p.text()
		s := &clinic.Session{ID: "new-" + text, PatientID: id, Number: len(chart.Sessions) + 1, Date: "2026-03-03", Subjective: text, CreatedAt: begin}
		p.apply(clinic.Operation{Label: clinic.Say("Add"), Scope: s.ID, Put: []clinic.Record{s}}, text)
	case what < 59 && len(open) > 3:
		s := open[p.rng.IntN(len(open))]
		p.apply(clinic.Operation{Label: clinic.Say("Discard"), Remove: []clinic.Record{s}}, removalOf(clinic.RefTo(s)))
	case what < 64 && len(open) > 0:
		p.undo(open[p.rng.IntN(len(open))].ID)
	case what < 66 && len(open) > 4:
		s := *open[p.rng.IntN(len(open))]
		s.SignedAt, s.SignedBy = begin.Add(time.Hour), p.name
		ctx, done := context.WithTimeout(t.Context(), 4*time.Second)
		_, err := p.ApplyNow(ctx, clinic.Operation{Label: clinic.Say("Sign"), Put: []clinic.Record{&s}})
		done()
		p.expect("signing", err, clinic.ErrLocked, clinic.ErrChanged, clinic.ErrNotFound, store.ErrUnreachable, context.Canceled, context.DeadlineExceeded)
	case what < 72:
		p.choose()
	default:
		p.look(id, chart)
	}
}

// text is one that nobody else writes.
func (p *person) text() string {
	p.n++
	return fmt.Sprintf("%s-%06d", p.name, p.n)
}

func (p *person) expect(what string, err error, kinds ...error) {
	if err == nil {
		return
	}
	for _, kind := range kinds {
		if errors.Is(err, kind) {
			return
		}
	}
	p.soak.t.Errorf("%s: %v", what, err)
}

// replaced are the person's own texts that an operation puts others in the place of.
func (p *person) replaced(op clinic.Operation) []string {
	var out []string
	own := regexp.MustCompile(regexp.QuoteMeta(p.name) + `-\d{6}`)
	for _, r := range op.Put {
		chart, err := p.Chart(p.soak.t.Context(), r.PatientKey())
		if err != nil {
			continue
		}
		before, _ := json.Marshal(chart.Record(clinic.RefTo(r)))
		after, _ := json.Marshal(r)
		for _, text := range own.FindAllString(string(before), -1) {
			if !strings.Contains(string(after), text) {
				out = append(out, text)
			}
		}
	}
	return out
}

func (p *person) apply(op clinic.Operation, text string) {
	replaced := p.replaced(op)
	var made clinic.Changes
	var err error
	p.soak.timed("Apply", func() { made, err = p.Apply(p.soak.t.Context(), op) })
	p.expect("a change", err, clinic.ErrLocked)
	if err == nil && made.Operation != "" {
		for _, own := range replaced {
			p.wroteOver[own] = true
		}
		p.wrote = append(p.wrote, written{made.Operation, refsOf(op)[0], text})
	}
}

func (p *person) undo(scope string) {
	ctx, done := context.WithTimeout(p.soak.t.Context(), 4*time.Second)
	defer done()
	made, err := p.Undo(ctx, scope)
	p.expect("undo", err, store.ErrNothing, clinic.ErrLocked, clinic.ErrChanged, clinic.ErrNotFound, store.ErrReferenced, store.ErrUnreachable, context.Canceled, context.DeadlineExceeded)
	if i := slices.IndexFunc(p.wrote, func(w written) bool { return w.operation == made.Operation }); err == nil && i >= 0 {
		p.takenBack[made.Operation] = true
		p.letGo[p.wrote[i].text] = true
	}
}

// choose settles the first difference there is.
func (p *person) choose() {
	all := p.Differences()
	if len(all) == 0 {
		return
	}
	d := all[p.rng.IntN(len(all))]
	mine := p.rng.IntN(2) == 0
	if err := p.Settle(p.soak.t.Context(), d.ID, d.Ref, mine); err != nil {
		p.expect("a choice", err, clinic.ErrNotFound, store.ErrUnreachable)
		return
	}
	for _, text := range textsIn(d) {
		if mine && d.Refused.String() == "" {
			p.insisted[text] = true
		} else {
			p.letGo[text] = true
		}
	}
}

// removalOf stands for the text of a removal.
func removalOf(ref clinic.Ref) string { return "removal of " + ref.ID }

// textsIn are the texts of the person's side of a difference.
func textsIn(d clinic.Difference) []string {
	switch r := d.Mine.(type) {
	case nil:
		return []string{removalOf(d.Ref)}
	case *clinic.Session:
		return []string{r.Subjective, r.Objective, r.NextPlan}
	case *clinic.Patient:
		return []string{r.Notes, r.Occupation}
	}
	return nil
}

// look calls what screens call all the time.
func (p *person) look(patient string, chart *clinic.Chart) {
	k, ctx := p.soak, p.soak.t.Context()
	if n := len(chart.Sessions); n > 0 {
		k.timed("UndoState", func() { _, _, _ = p.UndoState(ctx, chart.Sessions[p.rng.IntN(n)].ID) })
	}
	k.timed("Differences", func() { p.Differences() })
	k.timed("State", func() { p.State() })
	k.timed("Others", func() { p.Others(patient) })
	k.timed("Clinic", func() { _, _ = p.Clinic(ctx) })
	k.timed("Practitioners", func() { _, _ = p.Practitioners(ctx) })
	k.timed("Preference", func() { _, _ = p.Preference(ctx, "scale") })
	p.At(patient, "")
}

// torment lets the network and the server fail, and machines be killed.
func (k *soaking) torment() {
	least, kills, length := 200, 10, 60*time.Second
	if os.Getenv("REGIMEN_SOAK") == "" {
		least, kills, length = 30, 1, 8*time.Second
	}
	rng := rand.New(rand.NewPCG(k.seed, 99))
	began := time.Now()
	total := func() (n int) {
		for _, times := range k.faults {
			n += times
		}
		return n
	}
	for total() < least || time.Since(began) < length {
		// A machine that is busy with other things has time for fewer; too few would prove nothing.
		if time.Since(began) > 3*length {
			if k.t.Logf("only %d faults in %v", total(), 3*length); total() < least/4 {
				k.t.Errorf("%d faults are too few", total())
			}
			return
		}
		time.Sleep(time.Duration(10+rng.IntN(80)) * time.Millisecond)
		p := k.people[rng.IntN(len(k.people))]
		switch what := rng.IntN(100); {
		case k.faults["server killed"] < kills && time.Since(began) > time.Duration(k.faults["server killed"])*length/time.Duration(kills):
			k.faults["server killed"]++
			if err := errors.Join(k.cluster.Kill(), k.cluster.Restart()); err != nil {
				k.t.Error(err)
				return
			}
		case what < 40:
			k.faults["cut"]++
			p.proxy.Cut()
		case what < 60:
			k.sprung("answer to COMMIT lost", p.proxy.CutAfter(pgtest.Statement("NOTIFY regimen_changes")))
		case what < 75:
			k.sprung("COMMIT lost", p.proxy.CutBefore(pgtest.Statement("NOTIFY regimen_changes")))
		case what < 85:
			k.faults["refused"]++
			p.proxy.Refuse(true)
			p.proxy.Cut()
			time.Sleep(time.Duration(rng.IntN(700)) * time.Millisecond)
			p.proxy.Refuse(false)
		case what < 91:
			k.faults["stalled"]++
			p.proxy.Stall(true)
			time.Sleep(time.Duration(200+rng.IntN(2500)) * time.Millisecond)
			p.proxy.Stall(false)
		default:
			k.faults["machine killed"]++
			p.killed()
		}
	}
	k.t.Logf("%d faults in %.0f s: %v", total(), time.Since(began).Seconds(), k.faults)
}

// sprung counts a fault that waits for somebody to write, once it came to be. It stays set.
func (k *soaking) sprung(fault string, cut <-chan struct{}) {
	select {
	case <-cut:
		k.faults[fault]++
	case <-time.After(300 * time.Millisecond):
	}
}

// settle waits until all is well again.
func (k *soaking) settle() {
	for _, p := range k.people {
		p.proxy.Mend()
	}
	s, err := store.Open(k.t.Context(), store.Config{URL: k.url, Machine: "server"})
	if err != nil {
		k.t.Fatal(err)
	}
	k.t.Cleanup(func() { s.Close() })
	for _, p := range k.people {
		took := timeOf(p.drain)
		k.t.Logf("%s had everything sent after %.1f s", p.name, took.Seconds())
	}
	for _, id := range soakPatients {
		want, err := s.Chart(k.t.Context(), id)
		if err != nil {
			k.t.Fatal(err)
		}
		for _, p := range k.people {
			p.until("the chart of "+p.name+" is as the records have it", func() bool {
				got, err := p.Chart(k.t.Context(), id)
				return err == nil && reflect.DeepEqual(got, want)
			})
		}
	}
	report, err := s.Check(k.t.Context())
	if err != nil || !report.OK() {
		k.t.Errorf("check: %v %v", report.Problems, err)
	}
	for _, p := range k.people {
		p.ending.Wait()
	}
	for i, call := range calls {
		took := time.Duration(k.longest[i].Load())
		k.t.Logf("%s: at most %v in %d calls", call, took.Round(10*time.Microsecond), k.made[i].Load())
		if took > longestCall {
			k.t.Errorf("%s took %v", call, took)
		}
	}
}

// drain waits until everything is sent: a machine that was cut off for long has much.
func (p *person) drain() {
	last, since := p.State().Waiting, time.Now()
	for n := last; n > 0; n = p.State().Waiting {
		if n < last {
			last, since = n, time.Now()
		}
		if time.Since(since) > 2*time.Minute {
			p.soak.t.Fatalf("%s does not send: %+v", p.name, p.State())
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// account looks for everything that was acknowledged.
func (k *soaking) account() {
	s, err := store.Open(k.t.Context(), store.Config{URL: k.url, Machine: "server"})
	if err != nil {
		k.t.Fatal(err)
	}
	defer s.Close()
	histories := make(map[clinic.Ref][]store.Version)
	all, different, letGo := 0, 0, 0
	for _, p := range k.people {
		differences := p.Differences()
		for _, w := range p.wrote {
			versions, read := histories[w.ref]
			if !read {
				if versions, err = s.History(k.t.Context(), w.ref); err != nil {
					k.t.Fatal(err)
				}
				histories[w.ref] = versions
			}
			all++
			times, kept := 0, false
			for _, v := range versions {
				if v.Operation == w.operation {
					times++
				}
				kept = kept || has(v.After, w.text) || v.After == nil && w.text == removalOf(w.ref)
			}
			for _, d := range differences {
				if d.Ref == w.ref && slices.Contains(textsIn(d), w.text) {
					kept = true
					different++
				}
			}
			if times > 1 {
				k.t.Errorf("%s of %s was carried out %d times", w.operation, p.name, times)
			}
			if p.takenBack[w.operation] && times > 0 {
				k.t.Errorf("what %s took back before it was sent was carried out", p.name)
			}
			if p.letGo[w.text] {
				letGo++
				continue
			}
			// A text that its writer went on writing is one difference, which holds the last of it.
			if !kept && !p.wroteOver[w.text] {
				k.t.Errorf("lost: %q of %s in %v, operation %s (in the history %d times)", w.text, p.name, w.ref, w.operation, times)
			}
		}
	}
	for ref, versions := range histories {
		for _, p := range k.people {
			for text, n := range comings(versions, p.name) {
				// Whoever insists on a record that was removed brings back what others wrote in it.
				if n > 1 && !slices.ContainsFunc(k.people, func(p *person) bool { return p.insisted[text] }) {
					k.t.Errorf("%q was brought into %v %d times", text, ref, n)
				}
			}
		}
	}
	k.t.Logf("%d changes acknowledged; %d in differences, %d let go", all, different, letGo)
	if all < 50 {
		k.t.Errorf("only %d changes were made", all)
	}
}

func has(record json.RawMessage, text string) bool {
	return bytes.Contains(record, []byte(`"`+text+`"`))
}

// comings counts how often each text of a person came into a record, other than by undoing and redoing.
func comings(versions []store.Version, name string) map[string]int {
	out := map[string]int{}
	for _, v := range versions {
		var fields map[string]any
		if v.Verb != "apply" || json.Unmarshal(v.After, &fields) != nil {
			continue
		}
		for _, value := range fields {
			if text, ok := value.(string); ok && strings.HasPrefix(text, name+"-0") && !has(v.Before, text) {
				out[text]++
			}
		}
	}
	return out
}
