// Package station is one machine's place at the records that several machines share.
//
// A station answers at once, whatever the network does. It holds the charts that are open, and those that may
// be next, in memory; what is written goes onto the machine's own disk first, is shown, and is sent to the
// shared records in the order in which it was made. What others change arrives by itself. Where two wrote the
// same, the later one is asked.
//
// Only a signature waits for the shared records, because there can be one only.
package station

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"regimen/internal/clinic"
	"regimen/internal/store"
)

// Config says what a station works with.
type Config struct {
	Shared *store.Store // open on a shared database
	Local  *store.Local // this machine's own disk
	Where  string       // the shared records as a person names them
	NewID  func() string
	Log    *slog.Logger
	// Beat is how often this machine tells the others what it has open; ten seconds unless set.
	Beat time.Duration
}

// State is how the connection stands.
type State struct {
	Connected bool
	Since     time.Time // when the connection was lost
	Waiting   int       // operations kept on this machine that the shared records do not have yet
	Reason    string    // a sentence: why there is no connection and what to do; "" when connected
	// ShutOut: the shared records let this machine in no longer, and it has forgotten what it held of them.
	ShutOut bool
	// Stuck is why the shared records have taken nothing for a while although they can be reached: a sentence.
	Stuck string
	Where string // the shared records, as a person names them: "reception-pc, database regimen"
}

const (
	// mostHeld is how many charts are held beside those with something to be sent.
	mostHeld = 200
	// ahead is how many charts are read before anybody asks, so that they can be read without a connection.
	ahead = 40
	// sendAgain is how long to wait after the shared records did not take something for now.
	sendAgain = time.Second
	// stuckAfter is how long the shared records may take nothing before somebody is told.
	stuckAfter = 20 * time.Second
	// holding is how long a change may wait for a chart that is not held.
	holding = 3 * time.Second
	// mostScopes is of how many scopes it is known what Undo would do.
	mostScopes = 500
	// signing is how long a signature may take.
	signing = 15 * time.Second
	// parting is how long closing waits for what is still to be sent.
	parting = 2 * time.Second
)

// Station is what screens read and change. Its methods may be called from any goroutine.
type Station struct {
	cfg      Config
	database string

	// writing is held while the queue is written to the disk, so that it has the same order there and here. It is taken
	// before mu, which nobody holds who waits for a disk.
	writing sync.Mutex

	mu          sync.Mutex
	actor       clinic.Actor // at the keyboard
	charts      map[string]*held
	uses        int
	reading     int            // how many charts and days are being read
	heardOf     map[string]int // how often a patient or a day was heard to have changed while any was read
	queue       []store.Submission
	tried       string // the ID of the submission that was handed in last: the shared records may have it
	differences []clinic.Difference
	days        map[clinic.Date]*heldDay
	people      map[string]clinic.Patient // who was read last, for their names while there is no connection
	// The clinic's own records: as the shared records have them, and with what is still to be sent.
	listed, lists map[clinic.Kind][]clinic.Record
	zone          atomic.Pointer[time.Location] // of the clinic, by its own record in lists
	folk          *clinic.People                // which records are of one person, by the joinings in lists
	undo          map[string]undoState
	answers       map[string]any // the last answers to questions about many patients
	connected     bool
	since         time.Time
	reason        string
	shutOut       bool
	stuckSince    time.Time
	stuck         string
	changed       chan struct{} // closed and made anew whenever the queue gets shorter
	subscribers   subscribers[clinic.Changes]
	watchers      subscribers[struct{}]
	presence      presence

	fresh []clinic.Changes // what others changed, still to be followed
	asked []string         // scopes whose state of undo is to be looked up

	work chan struct{} // there is something to send
	news chan struct{} // there is something to follow
	deaf func()        // ends the hearing of changes
	stop context.CancelFunc
	done sync.WaitGroup
}

// held is a chart in memory.
type held struct {
	base *clinic.Chart // as the shared records have it; nil for a patient they do not have yet
	view *clinic.Chart // with what is still to be sent
	// given is what screens were given last, with what they did since: what they think is there. It may be
	// older than view, for as long as it takes to tell them.
	given *clinic.Chart
	seen  int64 // the number of the last operation that base shows
	shown int64 // the same of given, when it was given
	used  int
}

// undoState is what Undo and Redo would do in a scope. It is old once something was changed elsewhere, and
// looked up again when a screen asks.
type undoState struct {
	undo, redo clinic.Sentence
	old        bool
}

// Open takes its place at shared records. What the machine wrote before and could not send is sent now.
func Open(ctx context.Context, cfg Config) (*Station, error) {
	if cfg.NewID == nil {
		cfg.NewID = func() string { return uuid.Must(uuid.NewV7()).String() }
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Beat == 0 {
		cfg.Beat = 10 * time.Second
	}
	s := &Station{
		cfg: cfg, charts: map[string]*held{}, days: map[clinic.Date]*heldDay{}, people: map[string]clinic.Patient{}, heardOf: map[string]int{}, undo: map[string]undoState{}, answers: map[string]any{}, connected: true,
		actor:   clinic.Actor{Role: clinic.RoleOwner, Machine: cfg.Shared.Machine()},
		changed: make(chan struct{}), work: make(chan struct{}, 1), news: make(chan struct{}, 1),
	}
	s.presence.init(cfg.NewID())
	var err error
	if s.database, err = cfg.Shared.DatabaseID(ctx); err != nil {
		return nil, err
	}
	if s.queue, err = cfg.Local.Queue(ctx, s.database); err != nil {
		return nil, err
	}
	if len(s.queue) > 0 {
		s.tried = s.queue[0].ID // it was, maybe, before the program ended
	}
	if s.differences, err = cfg.Local.Differences(ctx, s.database); err != nil {
		return nil, err
	}
	s.deaf = cfg.Shared.Subscribe(s.told) // before the first reading, so that nothing falls between
	if err := s.readClinic(ctx); err != nil {
		s.deaf()
		return nil, err
	}
	cfg.Shared.OnLink(s.linked)
	cfg.Shared.OnSaid(s.heard)
	running, stop := context.WithCancel(context.Background())
	s.stop = stop
	for _, run := range []func(context.Context){s.send, s.follow, s.beat, s.readAhead} {
		s.done.Go(func() { run(running) })
	}
	s.nudge()
	return s, nil
}

// Close waits a moment for what is still to be sent; the rest stays on this machine's disk and is sent next
// time. It leaves the store and the disk open.
func (s *Station) Close() {
	s.At("", "")
	ctx, done := context.WithTimeout(context.Background(), parting)
	defer done()
	if s.isConnected() {
		s.tellOthers(ctx, false)
	}
	_ = s.drained(ctx)
	s.deaf()
	s.stop()
	s.done.Wait()
}

// Now is the time by the clock of the shared records, where the clinic is.
func (s *Station) Now() time.Time { return s.cfg.Shared.Now().In(s.Zone()) }

// Zone is the time zone by which the clinic has its days.
func (s *Station) Zone() *time.Location { return s.zone.Load() }

// UnknownZone is the name of the clinic's time zone where this version of the program knows none of that name; "" where
// all is well.
func (s *Station) UnknownZone() string { return s.cfg.Shared.UnknownZone() }

// NewID is a UUIDv7 by the clock of the shared records: keys that sort by time are to do so across machines.
func (s *Station) NewID() string {
	id := uuid.Must(uuid.NewV7())
	ms := s.Now().UnixMilli()
	for i := range 6 {
		id[i] = byte(ms >> (8 * (5 - i)))
	}
	return id.String()
}

// SetActor says who is at the keyboard.
func (s *Station) SetActor(a clinic.Actor) {
	a.Machine = s.cfg.Shared.Machine()
	s.mu.Lock()
	s.actor = a
	s.mu.Unlock()
	s.cfg.Shared.SetActor(a)
	s.announceAgain()
}

// Subscribe has f called after each change, made here or elsewhere, once Chart shows it. f may use the
// station.
func (s *Station) Subscribe(f func(clinic.Changes)) (cancel func()) { return s.subscribers.add(f) }

// Preference is what was set on this machine.
func (s *Station) Preference(ctx context.Context, key string) (string, error) {
	return s.cfg.Local.Preference(ctx, key)
}

// SetPreference keeps how a person likes the screen of this machine.
func (s *Station) SetPreference(ctx context.Context, key, value string) error {
	return s.cfg.Local.SetPreference(ctx, key, value)
}

// Backup writes a copy of the shared records to a file.
func (s *Station) Backup(ctx context.Context, file string) error {
	return s.cfg.Shared.Backup(ctx, file)
}

// LastBackup is the last backup of the shared records that was made on this machine.
func (s *Station) LastBackup(ctx context.Context) (store.LastBackup, error) {
	return s.cfg.Shared.LastBackup(ctx)
}

// Contents are what the shared records hold.
func (s *Station) Contents(ctx context.Context) (store.Contents, error) {
	return s.cfg.Shared.Contents(ctx)
}

// Versions lists the versions of records as the shared records have them.
func (s *Station) Versions(ctx context.Context, k clinic.Kind, keys []string) (map[string][]store.Version, error) {
	return s.cfg.Shared.Versions(ctx, k, keys)
}

// Apply keeps a change on this machine's disk and shows it; it is sent as soon as it can be. What the shared
// records would refuse for certain is refused at once.
func (s *Station) Apply(ctx context.Context, op clinic.Operation) (clinic.Changes, error) {
	sub, now, err := s.enqueue(ctx, op)
	switch {
	case err != nil || sub == nil:
		return clinic.Changes{}, err
	case now:
		return s.ApplyNow(ctx, op)
	}
	return s.tellQueued(*sub), nil
}

// enqueue puts an operation into the queue; nil when it changes nothing. now is one that cannot wait there, and was not
// put. What two callers change at once is put one after the other, each on what the other left.
func (s *Station) enqueue(ctx context.Context, op clinic.Operation) (sub *store.Submission, now bool, err error) {
	if err := s.holdAll(ctx, op); err != nil {
		return nil, false, err
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	if sub, err = s.prepare(op); err != nil || sub == nil {
		return nil, false, err
	}
	if store.Closes(op, func(ref clinic.Ref) clinic.Record { return sub.Base[ref] }) {
		return sub, true, nil
	}
	if err := s.cfg.Local.Enqueue(ctx, s.database, *sub); err != nil {
		return nil, false, err
	}
	s.queued(*sub)
	return sub, false, nil
}

// holdAll holds the charts that an operation changes. A screen has shown them, and then they are held; where one is not,
// it is waited for no longer than a person would think the program stands still.
func (s *Station) holdAll(ctx context.Context, op clinic.Operation) error {
	ctx, done := context.WithTimeout(ctx, holding)
	defer done()
	for _, p := range s.leading(patientsOf(op)) {
		if s.Held(p) || bringsPatient(op, p) {
			continue
		}
		err := s.hold(ctx, p)
		switch {
		case err == nil, errors.Is(err, clinic.ErrNotFound):
		case ctx.Err() != nil:
			return errNotNow
		default:
			return err
		}
	}
	return nil
}

// prepare makes an operation on charts that are held a submission; nil when it changes nothing.
func (s *Station) prepare(op clinic.Operation) (*store.Submission, error) {
	op = op.Clean()
	s.mu.Lock()
	defer s.mu.Unlock()
	op.Put, op.Remove = s.filed(op.Put), s.filed(op.Remove)
	patients := patientsOf(op)
	if op.Actor == (clinic.Actor{}) {
		op.Actor = s.actor
	}
	sub := &store.Submission{ID: s.cfg.NewID(), At: s.cfg.Shared.Now().UTC(), Op: op, Base: map[clinic.Ref]clinic.Record{}}
	same := len(op.Remove) == 0
	for _, list := range [][]clinic.Record{op.Put, op.Remove} {
		for _, r := range list {
			ref := clinic.RefTo(r)
			if found := s.recordOf(ref, r.PatientKey()); found != nil {
				sub.Base[ref] = found
				same = same && reflect.DeepEqual(found, r)
			} else {
				same = false
			}
			if !mayChange(op, sub.Base[ref], r) {
				return nil, errNotAllowed
			}
			for _, by := range r.Locks() {
				if s.isClosed(by, r.PatientKey()) {
					return nil, clinic.ErrLocked
				}
			}
		}
	}
	if same {
		return nil, nil
	}
	if err := s.cfg.Shared.Gate(knownTo{s, patients}, sub.At, op); err != nil {
		return nil, err
	}
	for _, p := range patients {
		if h := s.charts[p]; h != nil && h.given != nil {
			sub.Seen = max(sub.Seen, h.shown)
		} else if h != nil {
			sub.Seen = max(sub.Seen, h.seen)
		}
	}
	return sub, nil
}

// mayChange reports whether who makes an operation may do what it does with a record.
func mayChange(op clinic.Operation, before, r clinic.Record) bool {
	if slices.Contains(op.Remove, r) {
		return clinic.MayChange(op.Actor, r, nil)
	}
	return clinic.MayChange(op.Actor, before, r)
}

// bringsPatient reports whether an operation puts the patient's own record. Where no chart is held it is a
// new one; should it not be, nothing that is there is overwritten unseen, because the submission says that
// nothing was found.
func bringsPatient(op clinic.Operation, patient string) bool {
	return slices.ContainsFunc(op.Put, func(r clinic.Record) bool { return r.Kind() == clinic.KindPatient && r.Key() == patient })
}

func patientsOf(op clinic.Operation) []string {
	var out []string
	for _, list := range [][]clinic.Record{op.Put, op.Remove} {
		for _, r := range list {
			for _, p := range clinic.Concerned(r) {
				if !slices.Contains(out, p) {
					out = append(out, p)
				}
			}
		}
	}
	return out
}

// changesOf is what a submission changes, for the screens that show it: of a record that leads to another also that. The
// caller holds the lock.
func (s *Station) changesOf(sub store.Submission) clinic.Changes {
	patients := patientsOf(sub.Op)
	for _, p := range patients {
		if to := s.folk.Lead(p); !slices.Contains(patients, to) {
			patients = append(patients, to)
		}
	}
	return clinic.Changes{
		Operation: sub.ID, Label: sub.Op.Label, Refs: refsOf(sub.Op), Patients: patients, Days: daysOf(sub),
		By: sub.Op.Actor, At: sub.At,
	}
}

// filed are records under the patients to whom theirs lead, as the charts have them. The caller holds the lock.
func (s *Station) filed(list []clinic.Record) []clinic.Record {
	if !s.folk.Any() {
		return list
	}
	list = slices.Clone(list)
	for i, r := range list {
		list[i] = clinic.FiledUnder(r, s.folk.Lead(r.PatientKey()))
	}
	return list
}

// leading are the patients to whom the records of some lead, each once.
func (s *Station) leading(patients []string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, p := range patients {
		if to := s.folk.Lead(p); !slices.Contains(out, to) {
			out = append(out, to)
		}
	}
	return out
}

// lead is the patient to whom a record leads.
func (s *Station) lead(patient string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.folk.Lead(patient)
}

func refsOf(op clinic.Operation) []clinic.Ref {
	var out []clinic.Ref
	for _, list := range [][]clinic.Record{op.Put, op.Remove} {
		for _, r := range list {
			out = append(out, clinic.RefTo(r))
		}
	}
	return out
}

// recordOf is a record as the screens know it, or nil. The caller holds the lock.
func (s *Station) recordOf(ref clinic.Ref, patient string) clinic.Record {
	switch ref.Kind.Row().Owner {
	case clinic.OfDay:
		return s.dayRecord(ref, false)
	case clinic.OfClinic:
		for _, r := range s.lists[ref.Kind] {
			if r.Key() == ref.ID {
				return r
			}
		}
		return nil
	}
	if h := s.charts[s.folk.Lead(patient)]; h != nil {
		if h.given != nil {
			return h.given.Record(ref)
		}
		if h.view != nil {
			return h.view.Record(ref)
		}
	}
	return nil
}

// knownTo are the records of some patients, and the clinic's own, as the screens know them. Whoever has it holds the lock.
type knownTo struct {
	s        *Station
	patients []string
}

// Record is part of clinic.Known.
func (k knownTo) Record(ref clinic.Ref) clinic.Record {
	for _, p := range append(k.patients, "") {
		if r := k.s.recordOf(ref, p); r != nil {
			return r
		}
	}
	return nil
}

// Others is part of clinic.KnownLists.
func (k knownTo) Others(kind clinic.Kind) ([]clinic.Record, error) { return k.s.lists[kind], nil }

// isClosed reports whether a record is signed or agreed to by now, whatever the screens know yet. The caller
// holds the lock.
func (s *Station) isClosed(ref clinic.Ref, patient string) bool {
	var r clinic.Record
	if h := s.charts[s.folk.Lead(patient)]; ref.Kind.Row().Owner == clinic.OfDay {
		r = s.dayRecord(ref, true)
	} else if h != nil && h.view != nil {
		r = h.view.Record(ref)
	}
	signed, ok := r.(clinic.Signed)
	return ok && !signed.SignedTime().IsZero()
}

// queued shows what was put on the disk. The caller holds writing.
func (s *Station) queued(sub store.Submission) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue = append(s.queue, sub)
	s.show(sub)
	if sub.Op.Scope != "" {
		s.setUndo(sub.Op.Scope, undoState{undo: sub.Op.Label})
	}
}

// setUndo notes what Undo and Redo would do in a scope. What is forgotten is looked up when a screen asks. The caller
// holds the lock.
func (s *Station) setUndo(scope string, state undoState) {
	if len(s.undo) >= mostScopes {
		clear(s.undo)
	}
	s.undo[scope] = state
}

// tellQueued has what was put into the queue sent, and tells the screens of it.
func (s *Station) tellQueued(sub store.Submission) clinic.Changes {
	s.mu.Lock()
	done := s.changesOf(sub)
	s.mu.Unlock()
	s.nudge()
	s.subscribers.tell(done)
	s.watchers.tell(struct{}{})
	return done
}

// show brings a submission into the charts, days and lists that are held. The caller holds the lock.
func (s *Station) show(sub store.Submission) {
	op, base := sub.Op, sub.Base
	for _, p := range patientsOf(op) {
		h := s.charts[p]
		if h == nil {
			h = &held{}
			s.charts[p] = h
		}
		h.view = with(h.view, p, merged(h.view, op, base))
		if h.given != nil {
			h.given = with(h.given, p, op)
		}
	}
	for _, d := range daysOf(sub) {
		h := s.days[d]
		if h == nil {
			continue
		}
		h.view = onDay(h.view, op, base)
		if h.given != nil {
			h.given = onDay(h.given, op, nil)
		}
	}
	s.setLists(onLists(s.lists, op, base))
}

// onLists are the clinic's lists after an operation whose maker had found base. The lists themselves stay as they are.
func onLists(lists map[clinic.Kind][]clinic.Record, op clinic.Operation, base map[clinic.Ref]clinic.Record) map[clinic.Kind][]clinic.Record {
	after := maps.Clone(lists)
	without := func(ref clinic.Ref) (rest []clinic.Record, was clinic.Record) {
		rest = slices.DeleteFunc(slices.Clone(after[ref.Kind]), func(have clinic.Record) bool {
			if have.Key() == ref.ID {
				was = have
			}
			return have.Key() == ref.ID
		})
		return rest, was
	}
	for _, r := range op.Put {
		if ref := clinic.RefTo(r); isOf(r, clinic.OfClinic) {
			rest, was := without(ref)
			rest = append(rest, clinic.Copy(onto(was, r, base[ref])))
			slices.SortFunc(rest, ref.Kind.Row().Order)
			after[ref.Kind] = rest
		}
	}
	for _, r := range op.Remove {
		if ref := clinic.RefTo(r); isOf(r, clinic.OfClinic) {
			after[ref.Kind], _ = without(ref)
		}
	}
	return after
}

// rebuildLists shows the clinic's lists as the shared records have them, with what is still to be sent. The caller
// holds the lock.
func (s *Station) rebuildLists() {
	lists := s.listed
	for _, sub := range s.queue {
		lists = onLists(lists, sub.Op, sub.Base)
	}
	s.setLists(lists)
}

// setLists shows the clinic's lists, by which the clinic is where it is. The caller holds the lock.
func (s *Station) setLists(lists map[clinic.Kind][]clinic.Record) {
	s.lists = lists
	s.zone.Store(s.cfg.Shared.ZoneOf(clinic.Practice(lists[clinic.KindClinic])))
	s.folk = clinic.PeopleOf(clinic.As[clinic.Joined](lists[clinic.KindJoined]))
}

// with is a patient's chart after an operation; nil when the patient is not there, or not any more.
func with(chart *clinic.Chart, patient string, op clinic.Operation) *clinic.Chart {
	var put []clinic.Record
	var removed []clinic.Ref
	for _, r := range op.Put {
		if r.PatientKey() == patient {
			put = append(put, r)
		}
	}
	for _, r := range op.Remove {
		if r.PatientKey() == patient {
			removed = append(removed, clinic.RefTo(r))
		}
	}
	return withRecords(chart, put, removed)
}

func withRecords(chart *clinic.Chart, put []clinic.Record, removed []clinic.Ref) *clinic.Chart {
	if chart == nil {
		chart = new(clinic.Chart)
	}
	after := chart.With(put, removed)
	if after.Patient.ID == "" {
		return nil
	}
	return after
}

// State is how the connection stands.
func (s *Station) State() State {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := State{Connected: s.connected, Waiting: len(s.queue), Where: s.cfg.Where}
	if !s.connected {
		st.Since, st.Reason, st.ShutOut = s.since, s.reason, s.shutOut
	} else if !s.stuckSince.IsZero() && s.cfg.Shared.Now().Sub(s.stuckSince) > stuckAfter {
		st.Stuck = s.stuck
	}
	return st
}

// OnState has f called, from any goroutine, when State, Differences or Others may say something else.
func (s *Station) OnState(f func()) (cancel func()) {
	return s.watchers.add(func(struct{}) { f() })
}

// linked hears from the store how the connection stands.
func (s *Station) linked(l store.LinkState) {
	s.mu.Lock()
	was := s.connected
	s.connected = l.Connected
	if was && !l.Connected {
		s.since = s.cfg.Shared.Now()
	}
	s.reason = ""
	if l.Err != nil {
		s.reason = l.Err.Error()
	}
	if s.shutOut = errors.Is(l.Err, store.ErrShutOut); s.shutOut {
		// It may be in the wrong hands.
		clear(s.charts)
		clear(s.days)
		clear(s.people)
		clear(s.answers)
		clear(s.undo)
	}
	s.mu.Unlock()
	if l.Connected && !was {
		s.nudge()
		wake(s.news) // what could not be read then can be now
		s.announceAgain()
	}
	s.watchers.tell(struct{}{})
}

func (s *Station) isConnected() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.connected
}

func (s *Station) nudge() { wake(s.work) }

// wake lets who waits on a channel look, now or when it waits next.
func wake(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// subscribers are told things, in the order in which they came.
type subscribers[T any] struct {
	mu   sync.Mutex
	all  map[int]func(T)
	next int
}

func (s *subscribers[T]) add(f func(T)) (cancel func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all == nil {
		s.all = map[int]func(T){}
	}
	id := s.next
	s.next++
	s.all[id] = f
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.all, id)
	}
}

func (s *subscribers[T]) tell(v T) {
	s.mu.Lock()
	var fs []func(T)
	for id := range s.next {
		if f := s.all[id]; f != nil {
			fs = append(fs, f)
		}
	}
	s.mu.Unlock()
	for _, f := range fs {
		f(v)
	}
}
