package station

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"regimen/internal/anatomy"
	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/store/pgtest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// logins are what machines log in with: for each cluster that of the first machine, and for each password of a
// first machine those of all by their names.
var logins, others sync.Map

// newClinic makes shared records with one patient, an assessment and a session, and gives the URL that a
// machine reaches them by.
func newClinic(t testing.TB) string {
	t.Helper()
	return newClinicOn(t, pgtest.Shared(t))
}

func newClinicOn(t testing.TB, c *pgtest.Cluster) string {
	t.Helper()
	c.Template(t, "station", func(address string) error {
		server, err := store.OpenServer(store.Config{URL: address, Dir: t.TempDir()})
		if err != nil {
			return err
		}
		if err := server.CreateDatabase(context.Background()); err != nil {
			return err
		}
		all := make(map[string]*url.Userinfo)
		for _, name := range []string{"reception", "tablet", "laptop", "machine"} {
			user, password, err := server.AddMachine(context.Background(), name)
			if err != nil {
				return err
			}
			all[name] = url.UserPassword(user, password)
			logins.Store(c, [2]string{user, password})
		}
		login, _ := logins.Load(c)
		others.Store(login.([2]string)[1], all)
		return fill(address)
	})
	name := c.FromTemplate(t, "station")
	login, _ := logins.Load(c)
	pair := login.([2]string)
	return c.URL(pair[0], pair[1], name)
}

// fill puts the first records.
func fill(url string) error {
	s, err := store.Open(context.Background(), store.Config{URL: url})
	if err != nil {
		return err
	}
	_, err = s.Load(context.Background(), clinic.Say("Begin"), []clinic.Record{
		&clinic.Practitioner{ID: "kim", Name: "Kim", CreatedAt: begin},
		&clinic.Patient{ID: "ann", GivenName: "Ann", FamilyName: "Smith", CreatedAt: begin},
		&clinic.Assessment{ID: "a1", PatientID: "ann", Date: "2026-03-02", Type: clinic.AssessmentInitial, Complaint: "Neck", CreatedAt: begin},
		&clinic.Session{ID: "s1", PatientID: "ann", Number: 1, Date: "2026-03-02", Unconfirmed: []string{"subjective", "objective", "assessed"}, CreatedAt: begin},
	})
	return errors.Join(err, s.Close())
}

var begin = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// machine is a station with what it stands on.
type machine struct {
	*Station
	t      testing.TB
	shared *store.Store
	local  *store.Local
	told   chan clinic.Changes
}

// as is a URL with the login of the machine of a name in place of the first machine's.
func as(t testing.TB, name, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	password, _ := u.User.Password()
	if all, ok := others.Load(password); ok {
		if login := all.(map[string]*url.Userinfo)[name]; login != nil {
			u.User = login
		}
	}
	return u.String()
}

// start starts a machine on a data folder.
func start(t testing.TB, name, url, dir string) *machine {
	t.Helper()
	return startWith(t, name, url, dir, time.Minute) // only what is stalled on purpose takes long
}

func startWith(t testing.TB, name, url, dir string, patience time.Duration) *machine {
	t.Helper()
	return startOn(t, name, store.Config{URL: as(t, name, url), Dir: dir, Patience: patience})
}

func startOn(t testing.TB, name string, cfg store.Config) *machine {
	t.Helper()
	m := &machine{t: t, told: make(chan clinic.Changes, 1000)}
	var err error
	if m.shared, err = store.Open(t.Context(), cfg); err != nil {
		t.Fatal(err)
	}
	if m.local, err = store.OpenLocal(t.Context(), cfg.Dir); err != nil {
		t.Fatal(err)
	}
	if m.Station, err = Open(t.Context(), Config{Shared: m.shared, Local: m.local, Where: "test", Beat: 50 * time.Millisecond}); err != nil {
		t.Fatal(err)
	}
	m.SetActor(clinic.Actor{Name: name + "'s person", Role: clinic.RoleOwner})
	m.Subscribe(func(ch clinic.Changes) { m.told <- ch })
	t.Cleanup(m.end)
	return m
}

// end ends it as closing the window does.
func (m *machine) end() {
	if m.Station == nil {
		return
	}
	m.Station.Close()
	m.Station = nil
	m.shared.Close()
	m.local.Close()
}

// until waits for what happens by itself on another goroutine or machine.
func (m *machine) until(what string, is func() bool) {
	m.t.Helper()
	deadline := time.After(2 * time.Minute)
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for !is() {
		select {
		case <-tick.C:
		case <-deadline:
			m.t.Fatalf("in vain: %s", what)
		}
	}
}

func (m *machine) sent() {
	m.t.Helper()
	m.until("everything is sent", func() bool { return m.State().Waiting == 0 })
}

func (m *machine) chart() *clinic.Chart {
	m.t.Helper()
	c, err := m.Chart(m.t.Context(), "ann")
	if err != nil {
		m.t.Fatal(err)
	}
	return c
}

// edit changes the session as a screen does: what is shown now, with one thing other.
func (m *machine) edit(label string, change func(*clinic.Session)) {
	m.t.Helper()
	s := *m.chart().Session("s1")
	change(&s)
	if _, err := m.Apply(m.t.Context(), clinic.Operation{Label: clinic.Sentence{Key: label}, Scope: "s1", Put: []clinic.Record{&s}}); err != nil {
		m.t.Fatal(err)
	}
}

func (m *machine) session() clinic.Session { return *m.chart().Session("s1") }

func pair(t *testing.T) (*machine, *machine) {
	t.Helper()
	url := newClinic(t)
	return start(t, "reception", url, t.TempDir()), start(t, "tablet", url, t.TempDir())
}

func TestWhatOneWritesTheOtherSees(t *testing.T) {
	t.Parallel()
	a, b := pair(t)
	a.chart()
	b.chart()
	a.edit("Write", func(s *clinic.Session) { s.Subjective = "Better" })
	if got := a.session().Subjective; got != "Better" {
		t.Errorf("the one who wrote sees %q", got)
	}
	b.until("the other sees it", func() bool { return b.session().Subjective == "Better" })
	ch := <-b.told
	for !ch.Elsewhere {
		ch = <-b.told
	}
	if ch.By.Name != "reception's person" || ch.By.Machine != "reception" || ch.At.IsZero() || !ch.Touches("ann") {
		t.Errorf("the other is told %+v", ch)
	}
}

// A template belongs to the clinic: one that is kept on a machine reaches the others, and so does what becomes of it.
func TestATemplateReachesTheOtherMachine(t *testing.T) {
	t.Parallel()
	a, b := pair(t)
	seen := func(m *machine, want string) bool {
		list, err := m.Templates(m.t.Context())
		if err != nil {
			m.t.Fatal(err)
		}
		got := ""
		for _, x := range list {
			got += x.Name + " "
			if !x.ArchivedAt.IsZero() {
				got += "(put away) "
			}
		}
		return got == want
	}
	env := clinic.Env{Now: func() time.Time { return begin }, NewID: func() string { return "tmpl" }}
	keep := func(m *machine, op clinic.Operation) {
		if _, err := m.Apply(m.t.Context(), op); err != nil {
			m.t.Fatal(err)
		}
	}
	made := clinic.Template{
		ID: "tmpl", Name: "Neck", Minutes: 45, Phases: []clinic.Phase{{Sessions: 4, EveryDays: 7}}, HomeCare: []string{"neck-turn"}, CreatedAt: begin,
		Prescriptions: []clinic.TemplateDose{{Technique: "petrissage", Targets: []clinic.Target{{Structure: "trapezius.upper", Side: anatomy.Left}}, Pressure: 3, Minutes: 5}},
	}
	keep(a, clinic.Operation{Label: clinic.Say("Keep"), Scope: made.ID, Put: []clinic.Record{&made}})
	if !seen(a, "Neck ") {
		t.Error("the one who kept it does not see it")
	}
	b.until("the other sees it", func() bool { return seen(b, "Neck ") })
	list, _ := b.Templates(t.Context())
	if !reflect.DeepEqual(list[0].Prescriptions, made.Prescriptions) || list[0].Minutes != 45 || !slices.Equal(list[0].HomeCare, made.HomeCare) {
		t.Errorf("%+v", list[0])
	}
	keep(b, clinic.ArchiveTemplate(env, list[0]))
	a.until("the first sees it put away", func() bool { return seen(a, "Neck (put away) ") })
	a.sent()
	if _, err := b.Undo(t.Context(), made.ID); err != nil {
		t.Fatal(err)
	}
	a.until("the first sees it back", func() bool { return seen(a, "Neck ") })
}

func TestDifferentFieldsAreMerged(t *testing.T) {
	t.Parallel()
	a, b := pair(t)
	a.chart()
	b.chart()
	for i := range 10 {
		a.edit("Write", func(s *clinic.Session) { s.Subjective = fmt.Sprint("subjective ", i) })
		b.edit("Write", func(s *clinic.Session) { s.Objective = fmt.Sprint("objective ", i) })
	}
	for _, m := range []*machine{a, b} {
		m.sent()
		m.until("both are there", func() bool { s := m.session(); return s.Subjective == "subjective 9" && s.Objective == "objective 9" })
		if d := m.Differences(); len(d) > 0 {
			t.Errorf("differences %+v", d)
		}
	}
}

// What each confirms of a list does not collide with what the other confirms.
func TestListsAreMerged(t *testing.T) {
	t.Parallel()
	a, b, proxy := cutOff(t)
	confirm := func(m *machine, note string) {
		m.edit("Confirm", func(s *clinic.Session) {
			s.Unconfirmed = slices.DeleteFunc(slices.Clone(s.Unconfirmed), func(n string) bool { return n == note })
		})
	}
	if len(b.session().Unconfirmed) != 3 {
		t.Fatalf("nothing to confirm: %v", b.session().Unconfirmed)
	}
	confirm(a, "subjective")
	a.sent()
	confirm(b, "objective")
	proxy.Refuse(false)
	b.sent()
	if d := b.Differences(); len(d) > 0 {
		t.Errorf("differences %+v", d)
	}
	a.until("one is left", func() bool { return slices.Equal(a.session().Unconfirmed, []string{"assessed"}) })
}

// cutOff lets both write while neither hears the other.
func cutOff(t *testing.T) (a, b *machine, proxy *pgtest.Proxy) {
	t.Helper()
	url := newClinic(t)
	proxy = pgtest.NewProxy(t, pgtest.Shared(t).Addr())
	a, b = start(t, "reception", url, t.TempDir()), start(t, "tablet", proxy.URL(url), t.TempDir())
	a.chart()
	b.chart()
	proxy.Refuse(true)
	proxy.Cut()
	b.until("the loss is noticed", func() bool { return !b.State().Connected })
	return a, b, proxy
}

func TestTheSameField(t *testing.T) {
	t.Parallel()
	for _, mine := range []bool{true, false} {
		t.Run(fmt.Sprint(mine), func(t *testing.T) {
			t.Parallel()
			a, b, proxy := cutOff(t)
			a.edit("Write", func(s *clinic.Session) { s.Subjective = "A's"; s.Objective = "A's too" })
			a.sent()
			b.edit("Write", func(s *clinic.Session) { s.Subjective = "B's"; s.NextPlan = "B's only" })
			if s := b.session(); s.Subjective != "B's" || b.State().Waiting != 1 || b.State().Reason == "" {
				t.Errorf("without a connection: %+v, %+v", s.Subjective, b.State())
			}
			proxy.Refuse(false)
			b.until("it is connected", func() bool { return b.State().Connected })
			b.sent()
			ds := b.Differences()
			if len(ds) != 1 {
				t.Fatalf("%d differences", len(ds))
			}
			d := ds[0]
			if !slices.Equal(d.Fields, []string{"subjective"}) || d.By != "reception's person" || d.Machine != "reception" || d.At.IsZero() ||
				d.Mine.(*clinic.Session).Subjective != "B's" || d.Theirs.(*clinic.Session).Subjective != "A's" {
				t.Errorf("the difference is %+v", d)
			}
			if s := b.session(); s.Subjective != "A's" || s.Objective != "A's too" || s.NextPlan != "B's only" {
				t.Errorf("until somebody chooses: %+v", s)
			}
			if err := b.Settle(t.Context(), d.ID, d.Ref, mine); err != nil {
				t.Fatal(err)
			}
			want := map[bool]string{true: "B's", false: "A's"}[mine]
			b.sent()
			for _, m := range []*machine{a, b} {
				m.until("the choice is everywhere", func() bool { s := m.session(); return s.Subjective == want && s.NextPlan == "B's only" })
			}
			if len(b.Differences()) > 0 {
				t.Error("the difference is still there")
			}
		})
	}
}

func TestRemovedAndChanged(t *testing.T) {
	t.Parallel()
	a, b, proxy := cutOff(t)
	if _, err := a.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Discard"), Remove: []clinic.Record{a.chart().Session("s1")}}); err != nil {
		t.Fatal(err)
	}
	a.sent()
	b.edit("Write", func(s *clinic.Session) { s.Subjective = "Important" })
	proxy.Refuse(false)
	b.sent()
	d := b.Differences()
	if len(d) != 1 || d[0].Theirs != nil || d[0].Mine.(*clinic.Session).Subjective != "Important" || d[0].Patient() != "ann" {
		t.Fatalf("differences %+v", d)
	}
	if b.chart().Session("s1") != nil {
		t.Error("the session is back by itself")
	}
	if err := b.Settle(t.Context(), d[0].ID, d[0].Ref, true); err != nil {
		t.Fatal(err)
	}
	a.until("it is back", func() bool { s := a.chart().Session("s1"); return s != nil && s.Subjective == "Important" })
}

func sign(by string) func(*clinic.Session) clinic.Operation {
	return func(s *clinic.Session) clinic.Operation {
		signed := *s
		signed.SignedAt, signed.SignedBy = begin.Add(time.Hour), by
		return clinic.Operation{Label: clinic.Say("Sign the session"), Put: []clinic.Record{&signed}}
	}
}

func TestSigningIsExclusive(t *testing.T) {
	t.Parallel()
	a, b := pair(t)
	results := make(chan error, 2)
	ops := map[*machine]clinic.Operation{}
	for _, m := range []*machine{a, b} {
		s := m.session()
		ops[m] = sign(m.shared.Machine())(&s)
	}
	for m, op := range ops {
		go func() {
			_, err := m.ApplyNow(context.Background(), op)
			results <- err
		}()
	}
	errs := []error{<-results, <-results}
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Fatalf("the two who signed got %v", errs)
	}
	for _, err := range errs {
		if err != nil && !errors.Is(err, clinic.ErrLocked) && !errors.Is(err, clinic.ErrChanged) {
			t.Errorf("the later one got %v", err)
		}
	}
	if _, err := a.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Write"), Put: []clinic.Record{&clinic.Session{ID: "s1", PatientID: "ann", Number: 1, Date: "2026-03-02", Subjective: "x", CreatedAt: begin}}}); !errors.Is(err, clinic.ErrLocked) {
		t.Errorf("a signed session took %v", err)
	}
}

// What was changed elsewhere after the signer looked is not signed unseen.
func TestSigningWhatWasNotSeen(t *testing.T) {
	t.Parallel()
	a, b := pair(t)
	s := b.session()
	op := sign("b")(&s)
	seen := b.chart()
	a.edit("Write", func(s *clinic.Session) { s.Subjective = "New" })
	a.sent()
	if _, _, err := b.shared.Submit(t.Context(), store.Submission{ID: "x", Op: op, Seen: 1, Base: map[clinic.Ref]clinic.Record{{Kind: clinic.KindSession, ID: "s1"}: seen.Session("s1")}}); !errors.Is(err, clinic.ErrChanged) {
		t.Fatalf("signed with %v", err)
	}
	b.until("the change is here", func() bool { return b.session().Subjective == "New" })
	s = b.session()
	if _, err := b.ApplyNow(t.Context(), sign("b")(&s)); err != nil {
		t.Errorf("signing after looking again: %v", err)
	}
}

// What counts for a signature is what the signer had seen when the button was pressed, not what arrives while
// the signature is on its way.
func TestSigningWhatArrivedMeanwhile(t *testing.T) {
	t.Parallel()
	a, b := pair(t)
	s := b.session()
	confirm := b.Sealing(sign("b")(&s))
	a.edit("Write", func(s *clinic.Session) { s.Subjective = "New" })
	a.sent()
	b.until("the change is shown", func() bool { return b.session().Subjective == "New" })
	if _, err := confirm(t.Context()); !errors.Is(err, clinic.ErrChanged) {
		t.Fatalf("signed with %v", err)
	}
	if s := b.session(); !s.SignedAt.IsZero() || s.Subjective != "New" {
		t.Errorf("the session is %+v", s)
	}
}

// One text that was written with pauses while the connection was lost is one difference.
func TestOneTextIsOneDifference(t *testing.T) {
	t.Parallel()
	a, b, proxy := cutOff(t)
	a.edit("Write", func(s *clinic.Session) { s.Subjective = "A's" })
	a.sent()
	for _, text := range []string{"B", "B's", "B's text", "B's whole text"} {
		b.edit("Write", func(s *clinic.Session) { s.Subjective = text })
	}
	proxy.Refuse(false)
	b.sent()
	d := b.Differences()
	if len(d) != 1 || d[0].Mine.(*clinic.Session).Subjective != "B's whole text" || d[0].Base.(*clinic.Session).Subjective != "" {
		t.Fatalf("%d differences: %+v", len(d), d)
	}
	if kept, err := b.local.Differences(t.Context(), b.database); err != nil || len(kept) != 1 {
		t.Errorf("%d are on the disk (%v)", len(kept), err)
	}
	if err := b.Settle(t.Context(), d[0].ID, d[0].Ref, true); err != nil {
		t.Fatal(err)
	}
	a.until("the whole text is there", func() bool { return a.session().Subjective == "B's whole text" })
}

func TestWrittenWhileSignedElsewhere(t *testing.T) {
	t.Parallel()
	a, b, proxy := cutOff(t)
	s := a.session()
	if _, err := a.ApplyNow(t.Context(), sign("a")(&s)); err != nil {
		t.Fatal(err)
	}
	b.edit("Write", func(s *clinic.Session) { s.Subjective = "Late" })
	if _, err := b.ApplyNow(t.Context(), sign("b")(&s)); !errors.Is(err, store.ErrUnreachable) {
		t.Errorf("signing without a connection gave %v", err)
	}
	proxy.Refuse(false)
	b.sent()
	d := b.Differences()
	if len(d) != 1 || d[0].Refused.String() == "" || d[0].Mine.(*clinic.Session).Subjective != "Late" || !slices.Equal(d[0].Fields, []string{"subjective"}) {
		t.Fatalf("differences %+v", d)
	}
	if s := b.session(); s.SignedBy != "a" || s.Subjective != "" {
		t.Errorf("the session is %+v", s)
	}
	if err := b.Settle(t.Context(), d[0].ID, d[0].Ref, false); err != nil || len(b.Differences()) > 0 {
		t.Errorf("letting it go: %v", err)
	}
}

// What was written without a connection survives the program.
func TestKeptUntilSent(t *testing.T) {
	t.Parallel()
	url := newClinic(t)
	proxy := pgtest.NewProxy(t, pgtest.Shared(t).Addr())
	dir := t.TempDir()
	b := start(t, "tablet", proxy.URL(url), dir)
	b.chart()
	proxy.Refuse(true)
	proxy.Cut()
	b.until("the loss is noticed", func() bool { return !b.State().Connected })
	b.edit("Write", func(s *clinic.Session) { s.Subjective = "one" })
	b.edit("Write", func(s *clinic.Session) { s.Objective = "two" })
	if _, err := b.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Add"), Put: []clinic.Record{&clinic.Patient{ID: "bo", GivenName: "Bo", CreatedAt: begin}}}); err != nil {
		t.Fatal(err)
	}
	if hits, err := b.Search(t.Context(), "bo", 5); err != nil || len(hits) != 1 || hits[0].ID != "bo" {
		t.Errorf("a new patient is not found without a connection: %+v %v", hits, err)
	}
	b.end()
	if n, err := store.Waiting(t.Context(), dir); n != 3 || err != nil {
		t.Errorf("%d changes are kept", n)
	}
	proxy.Refuse(false)
	b = start(t, "tablet", proxy.URL(url), dir)
	b.sent()
	if s := b.session(); s.Subjective != "one" || s.Objective != "two" {
		t.Errorf("after the restart: %+v", s)
	}
	versions, err := b.shared.History(t.Context(), clinic.Ref{Kind: clinic.KindSession, ID: "s1"})
	if err != nil || len(versions) != 3 || versions[1].By.Name != "tablet's person" {
		t.Errorf("the history is %+v (%v)", versions, err)
	}
	if r, err := b.shared.Check(t.Context()); err != nil || !r.OK() {
		t.Errorf("check: %v %v", r.Problems, err)
	}
}

func TestUndoIsOnesOwn(t *testing.T) {
	t.Parallel()
	a, b := pair(t)
	a.edit("A writes", func(s *clinic.Session) { s.Subjective = "A's" })
	a.sent()
	b.until("it is there", func() bool { return b.session().Subjective == "A's" })
	b.edit("B writes", func(s *clinic.Session) { s.Objective = "B's" })
	if undo, _, _ := b.UndoState(t.Context(), "s1"); undo.String() != "B writes" {
		t.Errorf("b would undo %q", undo)
	}
	b.sent()
	if _, err := b.Undo(t.Context(), "s1"); err != nil {
		t.Fatal(err)
	}
	if s := b.session(); s.Subjective != "A's" || s.Objective != "" {
		t.Errorf("after the undo: %+v", s)
	}
	if _, err := b.Undo(t.Context(), "s1"); !errors.Is(err, store.ErrNothing) {
		t.Errorf("b undid what a wrote: %v", err)
	}
	if _, redo, _ := b.UndoState(t.Context(), "s1"); redo.String() != "B writes" {
		t.Errorf("b would redo %q", redo)
	}
	if _, err := b.Redo(t.Context(), "s1"); err != nil || b.session().Objective != "B's" {
		t.Errorf("redo: %v", err)
	}
}

// Undo takes back what was written here, and leaves what another machine wrote into the same record since.
func TestUndoLeavesWhatOthersWrote(t *testing.T) {
	t.Parallel()
	a, b := pair(t)
	b.edit("B writes", func(s *clinic.Session) { s.Subjective = "B's" })
	b.sent()
	a.until("it is there", func() bool { return a.session().Subjective == "B's" })
	a.edit("A writes", func(s *clinic.Session) { s.Objective = "A's" })
	a.sent()
	b.until("it is there", func() bool { return b.session().Objective == "A's" })
	if _, err := b.Undo(t.Context(), "s1"); err != nil {
		t.Fatal(err)
	}
	if s := b.session(); s.Subjective != "" || s.Objective != "A's" {
		t.Errorf("after the undo: %+v", s)
	}
	if _, err := b.Redo(t.Context(), "s1"); err != nil || b.session().Subjective != "B's" {
		t.Errorf("redo: %v", err)
	}
}

func TestUndoWithoutConnection(t *testing.T) {
	t.Parallel()
	_, b, proxy := cutOff(t)
	b.edit("One", func(s *clinic.Session) { s.Subjective = "one" })
	b.edit("Two", func(s *clinic.Session) { s.Subjective = "two" })
	if _, err := b.Undo(t.Context(), "s1"); err != nil || b.session().Subjective != "one" {
		t.Errorf("undo: %v, %q", err, b.session().Subjective)
	}
	if undo, _, _ := b.UndoState(t.Context(), "s1"); undo.String() != "One" {
		t.Errorf("it would undo %q", undo)
	}
	proxy.Refuse(false)
	b.sent()
	if got := b.session().Subjective; got != "one" {
		t.Errorf("it is %q", got)
	}
}

// What was changed in a list of the clinic's without a connection, and taken back, is as it was; beside it stands what
// another machine changed of it.
func TestListsWithoutConnection(t *testing.T) {
	t.Parallel()
	a, b, proxy := cutOff(t)
	kim := func(m *machine) clinic.Practitioner {
		all, err := m.Practitioners(t.Context())
		if err != nil || len(all) != 1 {
			t.Fatal(all, err)
		}
		return all[0]
	}
	write := func(m *machine, scope string, change func(*clinic.Practitioner)) {
		p := kim(m)
		change(&p)
		if _, err := m.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Write"), Scope: scope, Put: []clinic.Record{&p}}); err != nil {
			t.Fatal(err)
		}
	}
	write(b, "one", func(p *clinic.Practitioner) { p.Qualifications = "Diploma" })
	write(b, "two", func(p *clinic.Practitioner) { p.Association = "AMT" })
	if p := kim(b); p.Qualifications != "Diploma" || p.Association != "AMT" {
		t.Errorf("written without a connection: %+v", p)
	}
	if _, err := b.Undo(t.Context(), "two"); err != nil {
		t.Fatal(err)
	}
	if p := kim(b); p.Qualifications != "Diploma" || p.Association != "" {
		t.Errorf("taken back: %+v", p)
	}
	write(a, "a", func(p *clinic.Practitioner) { p.MemberNumber = "7" })
	proxy.Refuse(false)
	b.sent()
	for _, m := range []*machine{a, b} {
		m.until("both are there", func() bool { p := kim(m); return p.Qualifications == "Diploma" && p.MemberNumber == "7" })
	}
}

func TestOthers(t *testing.T) {
	t.Parallel()
	a, b := pair(t)
	a.At("ann", "s1")
	b.until("b knows", func() bool {
		return slices.Equal(b.Others("ann"), []Other{{"reception's person", "reception", "s1"}})
	})
	if o := a.Others("ann"); len(o) > 0 {
		t.Errorf("a sees %+v", o)
	}
	c := start(t, "laptop", newURL(b), t.TempDir())
	c.until("a newcomer learns it", func() bool { return len(c.Others("ann")) == 1 })
	a.At("", "")
	b.until("b knows that it ended", func() bool { return len(b.Others("ann")) == 0 })
	b.At("ann", "")
	a.until("a knows", func() bool { return len(a.Others("ann")) == 1 })
	b.shared.Close() // it vanishes
	a.until("silence is noticed", func() bool { return len(a.Others("ann")) == 0 })
}

func newURL(m *machine) string { return m.shared.URL() }

// A machine that was lost is shut out: it forgets what it held.
func TestShutOut(t *testing.T) {
	t.Parallel()
	c := pgtest.Shared(t)
	address := c.DatabaseURL(c.NewDatabase(t))
	server, err := store.OpenServer(store.Config{URL: address})
	if err == nil {
		err = errors.Join(server.CreateDatabase(t.Context()), fill(address))
	}
	if err != nil {
		t.Fatal(err)
	}
	login := func(machine string) string {
		user, password, err := server.AddMachine(t.Context(), machine)
		if err != nil {
			t.Fatal(err)
		}
		return c.URL(user, password, server.Name())
	}
	a, lost := start(t, "reception", login("reception"), t.TempDir()), start(t, "lost", login("lost"), t.TempDir())
	lost.chart()
	lost.edit("Write", func(s *clinic.Session) { s.Subjective = "kept" })
	lost.sent()
	if err := server.ShutOut(t.Context(), "lost"); err != nil {
		t.Fatal(err)
	}
	lost.until("it is shut out", func() bool { return lost.State().ShutOut })
	if _, err := lost.Chart(t.Context(), "ann"); !errors.Is(err, store.ErrUnreachable) || lost.Held("ann") {
		t.Errorf("it still reads: %v", err)
	}
	a.until("what it wrote stays", func() bool { return a.session().Subjective == "kept" })
	if _, err := store.Open(t.Context(), store.Config{URL: lost.shared.URL(), Dir: t.TempDir()}); !errors.Is(err, store.ErrShutOut) {
		t.Errorf("it comes in again: %v", err)
	}
}

// Without a connection, what was open and what may be next can be read, and the lists as they were.
func TestReadableWithoutConnection(t *testing.T) {
	t.Parallel()
	a, b, _ := cutOff(t)
	_ = a
	if c := b.chart(); c.Patient.GivenName != "Ann" {
		t.Errorf("the chart is %+v", c.Patient)
	}
	if hits, err := b.Search(t.Context(), "smi", 5); err != nil || len(hits) != 1 {
		t.Errorf("search: %+v %v", hits, err)
	}
	if all, err := b.Practitioners(t.Context()); err != nil || len(all) != 1 {
		t.Errorf("practitioners: %v %v", all, err)
	}
	_, err := b.Chart(t.Context(), "nobody here")
	if !errors.Is(err, store.ErrUnreachable) {
		t.Errorf("a chart that was never read: %v", err)
	}
}

// Without a connection the appointments are those last read, with what was booked and moved here.
func TestAppointmentsWithoutConnection(t *testing.T) {
	t.Parallel()
	a, b, proxy := cutOff(t)
	visit := func(id string, on clinic.Date) *clinic.Appointment {
		return &clinic.Appointment{
			ID: id, PatientID: "ann", PractitionerID: "kim", Day: on, Start: 540, Minutes: 60, State: clinic.Booked,
			Steps: []clinic.AppointmentStep{{State: clinic.Booked, At: begin, By: "Kim"}}, CreatedAt: begin,
		}
	}
	book := func(m *machine, list ...clinic.Record) {
		t.Helper()
		if _, err := m.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Book"), Scope: "diary", Put: list}); err != nil {
			t.Fatal(err)
		}
	}
	days := func(m *machine) (out []clinic.Date) {
		t.Helper()
		list, err := m.Appointments(t.Context(), "ann", "2026-03-02")
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range list {
			out = append(out, x.Day)
		}
		return out
	}
	if _, err := b.Appointments(t.Context(), "ann", "2026-03-02"); !errors.Is(err, store.ErrUnreachable) {
		t.Errorf("never read: %v", err)
	}
	proxy.Refuse(false)
	b.until("the connection is back", func() bool { return b.State().Connected })
	book(a, visit("v1", "2026-03-05"))
	a.sent()
	b.until("it is heard of", func() bool { return len(days(b)) == 1 })
	proxy.Refuse(true)
	proxy.Cut()
	b.until("the loss is noticed", func() bool { return !b.State().Connected })
	book(b, visit("v2", "2026-03-04"), visit("v1", "2026-03-06"))
	if got := days(b); !slices.Equal(got, []clinic.Date{"2026-03-04", "2026-03-06"}) {
		t.Errorf("%q", got)
	}
	proxy.Refuse(false)
	b.sent()
	a.until("both are there", func() bool { return len(days(a)) == 2 })
}

// Who was called without the network is off the list there at once, and on every machine once it is sent; a visit booked there
// does the same.
func TestRecallsWithoutConnection(t *testing.T) {
	t.Parallel()
	a, b, proxy := cutOff(t)
	put := func(m *machine, list ...clinic.Record) {
		t.Helper()
		if _, err := m.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Write"), Scope: "diary", Put: list}); err != nil {
			t.Fatal(err)
		}
	}
	due := func(m *machine) (out []clinic.RecallReason) {
		t.Helper()
		list, err := m.Recalls(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range list {
			for _, x := range r.Due {
				out = append(out, x.Reason)
			}
		}
		return out
	}
	if _, err := b.Recalls(t.Context()); !errors.Is(err, store.ErrUnreachable) {
		t.Errorf("never read: %v", err)
	}
	proxy.Refuse(false)
	b.until("the connection is back", func() bool { return b.State().Connected })
	today := clinic.DateOf(a.Now())
	put(a, &clinic.Plan{
		ID: "l1", PatientID: "ann", Lineage: "l1", Version: 1, Start: today, Minutes: 60, Phases: []clinic.Phase{{Sessions: 3, EveryDays: 7}},
		CreatedAt: begin, AgreedAt: begin, AgreedBy: "Ann",
	})
	a.sent()
	b.until("it is heard of", func() bool { return len(due(b)) == 1 })
	proxy.Refuse(true)
	proxy.Cut()
	b.until("the loss is noticed", func() bool { return !b.State().Connected })
	list, err := b.Recalls(t.Context())
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	put(b, &clinic.Contact{ID: "c1", PatientID: "ann", At: b.Now(), By: "Kim", About: list[0].About(), Outcome: clinic.ContactNotReached, AgainOn: today.AddDays(2)})
	if got := due(b); len(got) != 0 {
		t.Errorf("still to be called here: %q", got)
	}
	if got := due(a); len(got) != 1 {
		t.Errorf("known before it was sent: %q", got)
	}
	proxy.Refuse(false)
	b.sent()
	a.until("the attempt is there", func() bool { return len(due(a)) == 0 })
	if list, err := a.Recalls(t.Context()); err != nil || len(list) != 1 || list[0].Last == nil || list[0].Last.By != "Kim" {
		t.Errorf("%+v, %v", list, err)
	}
}

// Two machines that book one time at the same moment lose nothing, nor does one that books it without the network: each is
// shown both visits, and what stands against its own.
func TestOneTimeIsBookedTwice(t *testing.T) {
	t.Parallel()
	a, b, proxy := cutOff(t)
	const day = clinic.Date("2026-03-05")
	book := func(m *machine, id, patient string) clinic.Appointment {
		t.Helper()
		v := clinic.Appointment{
			ID: id, PatientID: patient, PractitionerID: "kim", Day: day, Start: 600, Minutes: 45, State: clinic.Booked,
			Steps: []clinic.AppointmentStep{{State: clinic.Booked, At: begin, By: "Kim"}}, CreatedAt: begin,
		}
		if _, err := m.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Book"), Scope: clinic.DiaryScope, Put: []clinic.Record{&v}}); err != nil {
			t.Fatal(err)
		}
		return v
	}
	on := func(m *machine) *clinic.Day {
		t.Helper()
		days, err := m.Days(t.Context(), day, day)
		if err != nil {
			t.Fatal(err)
		}
		return days[0]
	}
	clashes := func(m *machine, v clinic.Appointment) int {
		t.Helper()
		table := &clinic.Timetable{Zone: time.UTC}
		return len(clinic.Hindering(table.Against(v.ID, v.PatientID, v.Slot(), on(m).Taken())))
	}
	proxy.Refuse(false)
	b.until("the connection is back", func() bool { return b.State().Connected })
	if _, err := a.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Add"), Put: []clinic.Record{&clinic.Patient{ID: "bob", GivenName: "Bob", CreatedAt: begin}}}); err != nil {
		t.Fatal(err)
	}
	a.sent()
	on(a)
	on(b)
	here, there := book(a, "v-a", "ann"), book(b, "v-b", "bob")
	for _, m := range []*machine{a, b} {
		m.until("both are shown", func() bool { return len(on(m).Appointments()) == 2 })
		if clashes(m, here) != 1 || clashes(m, there) != 1 {
			t.Errorf("against the two stand %d and %d", clashes(m, here), clashes(m, there))
		}
	}

	proxy.Refuse(true)
	proxy.Cut()
	b.until("the loss is noticed", func() bool { return !b.State().Connected })
	third := book(b, "v-c", "bob")
	if clashes(b, third) != 3 { // Kim is taken by each of the two, and Bob has another visit
		t.Errorf("without the network %d stand against it", clashes(b, third))
	}
	proxy.Refuse(false)
	b.sent()
	a.until("it is shown there", func() bool { return len(on(a).Appointments()) == 3 })
	if clashes(a, third) != clashes(b, third) {
		t.Errorf("against it stand %d here and %d there", clashes(b, third), clashes(a, third))
	}
}

// Who comes on the days around today is known by name without the network, also where the chart is not held.
func TestNamesWithoutConnection(t *testing.T) {
	t.Parallel()
	a, b, proxy := cutOff(t)
	visit := &clinic.Appointment{
		ID: "v", PatientID: "bob", PractitionerID: "kim", Day: clinic.DateOf(a.Now()).AddDays(3), Start: 600, Minutes: 45, State: clinic.Booked,
		Steps: []clinic.AppointmentStep{{State: clinic.Booked, At: begin, By: "Kim"}}, CreatedAt: begin,
	}
	bob := &clinic.Patient{ID: "bob", GivenName: "Bob", CreatedAt: begin, ArchivedAt: begin} // no search finds him
	if _, err := a.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Book"), Put: []clinic.Record{bob, visit}}); err != nil {
		t.Fatal(err)
	}
	a.sent()
	name := func() string {
		t.Helper()
		charts, err := b.Charts(t.Context(), []string{"bob"}, []clinic.Kind{clinic.KindPatient})
		if err != nil {
			t.Fatal(err)
		}
		return charts[0].Patient.GivenName
	}
	if got := name(); got != "" {
		t.Errorf("known as %q before it could be heard of", got)
	}
	proxy.Refuse(false)
	b.until("the connection is back", func() bool { return b.State().Connected })
	b.until("it is read", func() bool { return name() == "Bob" })
	proxy.Refuse(true)
	proxy.Cut()
	b.until("the loss is noticed", func() bool { return !b.State().Connected })
	if got := name(); got != "Bob" || b.Held("bob") {
		t.Errorf("without the network it is %q, held: %v", got, b.Held("bob"))
	}
	// One that is started reads it before anybody asks.
	laptop := start(t, "laptop", newURL(a), t.TempDir())
	laptop.until("the names of the days are read", func() bool {
		laptop.mu.Lock()
		defer laptop.mu.Unlock()
		return laptop.people["bob"].GivenName == "Bob"
	})
}
