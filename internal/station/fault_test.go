package station

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"regimen/internal/clinic"
	"regimen/internal/store"
	"regimen/internal/store/pgtest"
)

// What this machine's disk does not take is told, and not shown as if it had been kept.
func TestNotKeptIsNotShown(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	m := start(t, "tablet", newClinic(t), dir)
	before := m.chart()
	if err := os.Mkdir(filepath.Join(dir, "regimen-station.db-journal"), 0o700); err != nil {
		t.Fatal(err)
	}
	s := *before.Session("s1")
	s.Subjective = "Lost"
	_, err := m.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Write"), Scope: "s1", Put: []clinic.Record{&s}})
	if !errors.Is(err, store.ErrNoAccess) {
		t.Errorf("it took %v", err)
	}
	if m.session().Subjective != "" || m.State().Waiting != 0 {
		t.Error("it is shown all the same")
	}
	if undo, _, _ := m.UndoState(t.Context(), "s1"); undo.String() != "" {
		t.Errorf("it can be undone: %q", undo)
	}
}

// What both removed is gone, and no question.
func TestBothRemoved(t *testing.T) {
	t.Parallel()
	a, b, proxy := cutOff(t)
	for _, m := range []*machine{a, b} {
		if _, err := m.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Discard"), Remove: []clinic.Record{m.chart().Session("s1")}}); err != nil {
			t.Fatal(err)
		}
	}
	a.sent()
	proxy.Mend()
	b.sent()
	if d := b.Differences(); len(d) > 0 {
		t.Errorf("differences %+v", d)
	}
}

// A removal whose answer was lost is no question either.
func TestRemovalWithAnswerLost(t *testing.T) {
	t.Parallel()
	url := newClinic(t)
	proxy := pgtest.NewProxy(t, pgtest.Shared(t).Addr())
	m := start(t, "tablet", proxy.URL(url), t.TempDir())
	s := m.chart().Session("s1")
	sprung := proxy.CutAfter(pgtest.Statement("NOTIFY regimen_changes"))
	if _, err := m.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Discard"), Remove: []clinic.Record{s}}); err != nil {
		t.Fatal(err)
	}
	<-sprung
	m.sent()
	if d := m.Differences(); len(d) > 0 {
		t.Errorf("differences %+v", d)
	}
}

// What was handed in and never answered may have been carried out: it cannot be taken back as if it had
// not been.
func TestUndoOfWhatMayHaveBeenSent(t *testing.T) {
	t.Parallel()
	url := newClinic(t)
	proxy := pgtest.NewProxy(t, pgtest.Shared(t).Addr())
	m := start(t, "tablet", proxy.URL(url), t.TempDir())
	m.chart()
	sprung := proxy.CutAfter(pgtest.Statement("NOTIFY regimen_changes"))
	m.edit("Write", func(s *clinic.Session) { s.Subjective = "There" })
	<-sprung
	proxy.Refuse(true) // before it is handed in again
	proxy.Cut()
	m.until("the loss is noticed", func() bool { return !m.State().Connected })
	if _, err := m.Undo(t.Context(), "s1"); !errors.Is(err, store.ErrUnreachable) {
		t.Errorf("undone without asking: %v", err)
	}
	if m.session().Subjective != "There" {
		t.Error("it is not shown any more")
	}
	m.edit("Write more", func(s *clinic.Session) { s.Subjective = "More" })
	if _, err := m.Undo(t.Context(), "s1"); err != nil || m.session().Subjective != "There" {
		t.Errorf("what was surely not sent: %v, %q", err, m.session().Subjective)
	}
	proxy.Mend()
	m.sent()
	m.until("it is connected", func() bool { return m.State().Connected })
	if _, err := m.Undo(t.Context(), "s1"); err != nil || m.session().Subjective != "" {
		t.Errorf("undo with the connection: %v, %q", err, m.session().Subjective)
	}
}

// What arrived here but was not yet looked at is not signed.
func TestSigningWhatWasNotLookedAt(t *testing.T) {
	t.Parallel()
	a, b := pair(t)
	s := b.session()
	a.edit("Write", func(s *clinic.Session) { s.Objective = "New" })
	b.until("it is here", func() bool {
		b.Station.mu.Lock()
		defer b.Station.mu.Unlock()
		return b.charts["ann"].view.Session("s1").Objective == "New"
	})
	if _, err := b.ApplyNow(t.Context(), sign("b")(&s)); !errors.Is(err, clinic.ErrChanged) {
		t.Errorf("signed with %v", err)
	}
	s = b.session()
	s.Subjective = "B's last word"
	if _, err := b.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Write"), Put: []clinic.Record{&s}}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.ApplyNow(t.Context(), sign("b")(&s)); err != nil {
		t.Errorf("what the machine wrote itself: %v", err)
	}
}

// However much others did while nobody could hear it, the connection is not kept waiting, and a station that
// is closed lets the store close, too.
func TestMuchMissed(t *testing.T) {
	t.Parallel()
	a, b, proxy := cutOff(t)
	const changes = 300
	for i := range changes {
		s := a.session()
		s.Subjective = fmt.Sprint(i)
		if _, err := a.shared.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Write"), Put: []clinic.Record{&s}}); err != nil {
			t.Fatal(err)
		}
	}
	proxy.Mend()
	b.until("it is here", func() bool { return b.session().Subjective == fmt.Sprint(changes-1) })
	proxy.Refuse(true)
	proxy.Cut()
	b.until("the loss is noticed", func() bool { return !b.State().Connected })
	for i := range changes {
		b.Station.told(clinic.Changes{Operation: fmt.Sprint(i), Patients: []string{"ann"}, Elsewhere: true})
	}
	ended := make(chan struct{})
	go func() { b.end(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(20 * time.Second):
		t.Fatal("it does not close")
	}
}

// What could not be read when it was told is read when it can be, without another change.
func TestMissedWhileLost(t *testing.T) {
	t.Parallel()
	a, b, proxy := cutOff(t)
	a.edit("Write", func(s *clinic.Session) { s.Subjective = "New" })
	a.sent()
	b.Station.told(clinic.Changes{Operation: "x", Patients: []string{"ann"}, Elsewhere: true})
	b.Station.mu.Lock()
	kept := len(b.fresh)
	b.Station.mu.Unlock()
	if kept == 0 {
		t.Error("what cannot be read now is forgotten")
	}
	proxy.Mend()
	b.until("it is here", func() bool { return b.session().Subjective == "New" })
}

// Over a network that stands still no screen waits, and the loss is told.
func TestStalled(t *testing.T) {
	t.Parallel()
	url := newClinic(t)
	proxy := pgtest.NewProxy(t, pgtest.Shared(t).Addr())
	m := startWith(t, "tablet", proxy.URL(url), t.TempDir(), 3*time.Second)
	m.chart()
	proxy.Stall(true)
	stalled := time.Now()
	worst := time.Duration(0)
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for i := 0; m.State().Connected; i++ {
		<-tick.C
		worst = max(worst, timeOf(func() {
			m.edit("Write", func(s *clinic.Session) { s.Subjective = fmt.Sprint(i) })
			_, _, _ = m.UndoState(t.Context(), "s1")
			m.Differences()
			m.Others("ann")
		}))
		if time.Since(stalled) > 20*time.Second {
			t.Fatal("the loss is not noticed")
		}
	}
	t.Logf("noticed after %v; a screen waited for %v at most", time.Since(stalled), worst)
	if worst > longestCall {
		t.Errorf("a screen waited for %v", worst)
	}
	ctx, done := context.WithTimeout(t.Context(), 5*time.Second)
	defer done()
	s := m.session()
	if _, err := m.ApplyNow(ctx, sign("b")(&s)); !errors.Is(err, store.ErrUnreachable) {
		t.Errorf("signed with %v", err)
	}
	last := m.session().Subjective
	proxy.Mend()
	m.sent()
	if m.session().Subjective != last || len(m.Differences()) > 0 {
		t.Errorf("it says %q, not %q", m.session().Subjective, last)
	}
}

// A signature during which the server is killed is there once, or it is said that it is not known.
func TestSigningWhileTheServerIsKilled(t *testing.T) {
	t.Parallel()
	c := pgtest.Own(t, pgtest.Options{Durable: true})
	proxy := pgtest.NewProxy(t, c.Addr())
	m := startWith(t, "tablet", proxy.URL(newClinicOn(t, c)), t.TempDir(), 3*time.Second)
	s := m.session()
	sprung := proxy.CutAfter(pgtest.Statement("NOTIFY regimen_changes"))
	signed := make(chan error, 1)
	go func() { _, err := m.ApplyNow(context.Background(), sign("b")(&s)); signed <- err }()
	<-sprung
	if err := errors.Join(c.Kill(), c.Restart()); err != nil {
		t.Fatal(err)
	}
	if err := <-signed; err != nil && !errors.Is(err, store.ErrUnreachable) {
		t.Errorf("signed with %v", err)
	}
	m.until("it is signed", func() bool { return m.session().SignedBy == "b" })
	versions, err := m.shared.History(t.Context(), clinic.Ref{Kind: clinic.KindSession, ID: "s1"})
	if err != nil || len(versions) != 2 {
		t.Errorf("%d versions, %v", len(versions), err)
	}
}

// A station's screens look up only what they show, however many scopes they have shown.
func TestUndoStatesAreLookedUpWhenAsked(t *testing.T) {
	t.Parallel()
	a, b := pair(t)
	for i := range 50 {
		_, _, _ = b.UndoState(t.Context(), fmt.Sprint("scope", i))
	}
	b.edit("B writes", func(s *clinic.Session) { s.Objective = "x" })
	b.sent()
	a.until("it is there", func() bool { return a.session().Objective == "x" })
	a.edit("A writes", func(s *clinic.Session) { s.Objective = "y" })
	b.until("what was changed elsewhere cannot be undone", func() bool {
		undo, _, _ := b.UndoState(t.Context(), "s1")
		return undo.String() == ""
	})
	b.Station.mu.Lock()
	defer b.Station.mu.Unlock()
	old := 0
	for _, state := range b.undo {
		if state.old {
			old++
		}
	}
	if old < 50 || slices.Contains(b.asked, "scope1") {
		t.Errorf("%d of 50 scopes wait until they are asked for", old)
	}
}

// However much waits to be sent, what is shown is what was written, and showing it anew is a moment's work.
func TestMuchWaiting(t *testing.T) {
	t.Parallel()
	a, b, proxy := cutOff(t)
	const changes = 200
	for i := range changes {
		b.edit("Write", func(s *clinic.Session) { s.Subjective = fmt.Sprint(i) })
	}
	added := &clinic.Session{ID: "s2", PatientID: "ann", Number: 2, Date: "2026-03-03", CreatedAt: begin}
	for _, op := range []clinic.Operation{
		{Label: clinic.Say("Add"), Put: []clinic.Record{added}}, {Label: clinic.Say("Discard"), Remove: []clinic.Record{added}}, {Label: clinic.Say("Add"), Put: []clinic.Record{added}},
	} {
		if _, err := b.Apply(t.Context(), op); err != nil {
			t.Fatal(err)
		}
	}
	b.Station.mu.Lock()
	took := timeOf(func() { b.rebuild([]string{"ann"}) })
	b.Station.mu.Unlock()
	if s := b.session(); s.Subjective != fmt.Sprint(changes-1) || b.chart().Session("s2") == nil {
		t.Errorf("it shows %q", s.Subjective)
	}
	if took > 200*time.Millisecond {
		t.Errorf("showing %d changes took %v", changes, took)
	}
	proxy.Mend()
	b.until("it is sent", func() bool { return b.State().Waiting < changes/2 })
	b.sent()
	a.until("it is there", func() bool { return a.session().Subjective == fmt.Sprint(changes-1) && a.chart().Session("s2") != nil })
}

// A questionnaire is handed back as it is answered: nobody waits for the network with the tablet in the hand.
func TestAQuestionnaireIsHandedBackWithoutConnection(t *testing.T) {
	t.Parallel()
	for _, meanwhile := range []bool{false, true} {
		t.Run(fmt.Sprint(meanwhile), func(t *testing.T) {
			t.Parallel()
			url := newClinic(t)
			proxy := pgtest.NewProxy(t, pgtest.Shared(t).Addr())
			a, b := start(t, "reception", url, t.TempDir()), start(t, "tablet", proxy.URL(url), t.TempDir())
			b.chart()
			form := clinic.FormAnswers{ID: "f1", PatientID: "ann", AssessmentID: "a1", Form: "odi", Answers: []string{"1", ""}, FilledBy: clinic.ByPatient, Date: "2026-03-02", CreatedAt: begin}
			keep := func(m *machine, f clinic.FormAnswers) error {
				_, err := m.Apply(t.Context(), clinic.Operation{Label: clinic.Say("Answer"), Put: []clinic.Record{&f}})
				return err
			}
			find := func(m *machine) clinic.FormAnswers {
				f, _ := m.chart().Record(clinic.Ref{Kind: clinic.KindFormAnswers, ID: "f1"}).(*clinic.FormAnswers)
				if f == nil {
					return clinic.FormAnswers{}
				}
				return *f
			}
			if err := keep(b, form); err != nil {
				t.Fatal(err)
			}
			b.sent()
			a.until("the other machine has it", func() bool { return find(a).ID != "" })
			proxy.Refuse(true)
			proxy.Cut()
			b.until("the loss is noticed", func() bool { return !b.State().Connected })
			if meanwhile {
				other := form
				other.Answers = []string{"3", ""}
				if err := keep(a, other); err != nil {
					t.Fatal(err)
				}
				a.sent()
			}
			total := 3.0
			form.Answers, form.Total, form.FinishedAt = []string{"1", "2"}, &total, begin.Add(time.Hour)
			if err := keep(b, form); err != nil {
				t.Fatalf("without a connection: %v", err)
			}
			if f := find(b); f.FinishedAt.IsZero() || b.State().Waiting != 1 {
				t.Errorf("it is not handed back: %+v, %+v", f, b.State())
			}
			again := form
			again.Answers = []string{"0", "0"}
			if err := keep(b, again); !errors.Is(err, clinic.ErrLocked) {
				t.Errorf("changed afterwards: %v", err)
			}
			proxy.Refuse(false)
			b.until("it is connected", func() bool { return b.State().Connected })
			b.sent()
			if !meanwhile {
				a.until("the other machine has it back", func() bool { f := find(a); return !f.FinishedAt.IsZero() && *f.Total == 3 })
				if d := b.Differences(); len(d) > 0 {
					t.Errorf("differences: %+v", d)
				}
				return
			}
			// What somebody else answered is not closed unseen, nor under a total that is not its own.
			d := b.Differences()
			if len(d) != 1 || d[0].Refused.String() != "" {
				t.Fatalf("differences: %+v", d)
			}
			if f := find(b); !f.FinishedAt.IsZero() || f.Answers[0] != "3" {
				t.Errorf("until somebody chooses: %+v", f)
			}
			if err := b.Settle(t.Context(), d[0].ID, d[0].Ref, true); err != nil {
				t.Fatal(err)
			}
			b.sent()
			a.until("mine was chosen", func() bool {
				f := find(a)
				return !f.FinishedAt.IsZero() && slices.Equal(f.Answers, []string{"1", "2"}) && *f.Total == 3
			})
		})
	}
}

// However many write at once, the queue has one order, here and after a start.
func TestTheQueueHasOneOrder(t *testing.T) {
	t.Parallel()
	_, b, _ := cutOff(t)
	var all sync.WaitGroup
	for who := range 8 {
		all.Go(func() {
			for n := range 10 {
				id := fmt.Sprintf("new-%d-%d", who, n)
				if _, err := b.Apply(t.Context(), clinic.Operation{Label: clinic.Sentence{Key: id}, Put: []clinic.Record{&clinic.Patient{ID: id, GivenName: "Bo", CreatedAt: begin}}}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	disk, err := b.local.Queue(t.Context(), b.database)
	if err != nil {
		t.Fatal(err)
	}
	ids := func(subs []store.Submission) (out []string) {
		for _, s := range subs {
			out = append(out, s.ID)
		}
		return out
	}
	b.mu.Lock()
	here := ids(b.queue)
	b.mu.Unlock()
	if there := ids(disk); len(here) != 80 || !slices.Equal(here, there) {
		t.Errorf("%d wait here, %d on the disk, not in one order", len(here), len(there))
	}
}

// What is remembered of changes and of undo does not grow with the day.
func TestNothingIsRememberedForEver(t *testing.T) {
	t.Parallel()
	a, b := pair(t)
	a.edit("Write", func(s *clinic.Session) { s.Subjective = "one" })
	b.until("it is heard", func() bool { return b.session().Subjective == "one" })
	for n := range 3 * mostScopes {
		if _, _, err := b.UndoState(t.Context(), fmt.Sprint("scope-", n)); err != nil {
			t.Fatal(err)
		}
	}
	b.until("nothing is read", func() bool {
		b.mu.Lock()
		defer b.mu.Unlock()
		return b.reading == 0
	})
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.heardOf) > 0 || len(b.undo) > mostScopes {
		t.Errorf("%d patients heard of, %d scopes", len(b.heardOf), len(b.undo))
	}
}
