package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	// pulse is how often a quiet connection is asked whether it still works.
	pulse = 3 * time.Second
	// pulseAnswer is how long the answer may take.
	pulseAnswer = 4 * time.Second
	// longestPause is the longest time between two tries to connect again.
	longestPause = 2 * time.Second
)

// LinkState is how the connection to shared records stands.
type LinkState struct {
	Connected bool
	Err       error // why not: a sentence
	// ClockOff is how far the server's clock is ahead of this computer's.
	ClockOff time.Duration
}

// feed hears what other machines change and say, over a connection of its own, and watches whether the
// shared database can be reached.
type feed struct {
	store *Store
	conf  *pgx.ConnConfig
	stop  context.CancelFunc
	ended chan struct{}

	mu       sync.Mutex
	last     int64            // the number of the last operation that was told
	own      map[string]*told // operations made here, which their makers are told of; nil until one is heard of
	state    LinkState
	states   []func(LinkState)
	messages []func(string)
	wake     context.CancelFunc // ends the waiting, so that the connection is asked at once
	relying  map[int]func()     // what is to be stopped when the connection is lost
	relied   int
}

// follow begins to listen; from then on no change is missed, also while the connection is lost for a time.
func follow(ctx context.Context, s *Store, conf *pgx.ConnConfig) (*feed, error) {
	running, stop := context.WithCancel(context.Background())
	f := &feed{store: s, conf: conf, stop: stop, ended: make(chan struct{}), own: make(map[string]*told), relying: make(map[int]func())}
	conn, err := f.connect(ctx)
	if err != nil {
		stop()
		return nil, err
	}
	if err := s.reads.QueryRowContext(ctx, latest).Scan(&f.last); err != nil {
		stop()
		conn.Close(context.WithoutCancel(ctx))
		return nil, err
	}
	go f.run(running, conn)
	return f, nil
}

func (f *feed) close() {
	f.stop()
	<-f.ended
}

// connect opens the connection that listens, and compares the clocks.
func (f *feed) connect(ctx context.Context) (_ *pgx.Conn, err error) {
	ctx, done := context.WithTimeout(ctx, f.store.cfg.Patience)
	defer done()
	conn, err := pgx.ConnectConfig(ctx, f.conf)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			conn.Close(context.WithoutCancel(ctx))
		}
	}()
	if err := checkServer(conn.PgConn().ParameterStatus("server_version")); err != nil {
		return nil, err
	}
	if _, err := conn.Exec(ctx, "LISTEN "+changesChannel+"; LISTEN "+deskChannel); err != nil {
		return nil, err
	}
	// The records may have been brought up to date since this program was started.
	if err := f.checkVersion(ctx, conn); err != nil {
		return nil, err
	}
	if err := f.compareClocks(ctx, conn); err != nil {
		return nil, err
	}
	f.mu.Lock()
	f.state.Connected, f.state.Err = true, nil
	f.mu.Unlock()
	return conn, nil
}

func (f *feed) checkVersion(ctx context.Context, conn *pgx.Conn) error {
	var have int
	if err := conn.QueryRow(ctx, "SELECT version FROM schema_version").Scan(&have); err != nil {
		return err
	}
	switch {
	case have > len(f.store.steps):
		return newer()
	case have < len(f.store.steps):
		return older()
	}
	return nil
}

// compareClocks asks the server for the time, which also tells whether the connection still works.
func (f *feed) compareClocks(ctx context.Context, conn *pgx.Conn) error {
	var theirs time.Time
	asked := f.store.cfg.system()
	if err := conn.QueryRow(ctx, "SELECT clock_timestamp()").Scan(&theirs); err != nil {
		return err
	}
	answered := f.store.cfg.system()
	f.mu.Lock()
	defer f.mu.Unlock()
	f.state.ClockOff = theirs.Sub(asked.Add(answered.Sub(asked) / 2))
	return nil
}

// now is the time by the server's clock, so that all machines agree on it.
func (f *feed) now() time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.store.cfg.system().Add(f.state.ClockOff)
}

func (f *feed) run(ctx context.Context, conn *pgx.Conn) {
	defer close(f.ended)
	for ctx.Err() == nil {
		err := f.listen(ctx, conn)
		conn.Close(context.WithoutCancel(ctx))
		if ctx.Err() != nil {
			return
		}
		f.lost(err)
		if conn = f.again(ctx); conn == nil {
			return
		}
		f.announce()
	}
}

// listen hands on what is heard until the connection is lost.
func (f *feed) listen(ctx context.Context, conn *pgx.Conn) error {
	if err := f.catchUp(ctx); err != nil {
		return err
	}
	for {
		waiting, wake := context.WithTimeout(ctx, pulse)
		f.mu.Lock()
		f.wake = wake
		f.mu.Unlock()
		n, err := conn.WaitForNotification(waiting)
		woken := waiting.Err() != nil
		wake()
		switch {
		case err == nil && n.Channel == changesChannel:
			if err := f.catchUp(ctx); err != nil {
				return err
			}
		case err == nil:
			f.mu.Lock()
			hear := f.messages
			f.mu.Unlock()
			for _, h := range hear {
				h(n.Payload)
			}
		case ctx.Err() != nil:
			return ctx.Err()
		case woken && !conn.IsClosed():
			asking, done := context.WithTimeout(ctx, pulseAnswer)
			err := f.compareClocks(asking, conn)
			done()
			if err != nil {
				return err
			}
		default:
			return err
		}
	}
}

// again connects anew, however long it takes; nil when the store was closed meanwhile.
func (f *feed) again(ctx context.Context) *pgx.Conn {
	for pause := 50 * time.Millisecond; ; pause = min(2*pause, longestPause) {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(pause):
		}
		conn, err := f.connect(ctx)
		if err == nil {
			return conn
		}
		if ctx.Err() == nil {
			f.lost(err)
		}
	}
}

// newsAtOnce is how many operations are read at once after a long absence.
const newsAtOnce = 500

// catchUp tells the subscribers what others have changed since last time.
func (f *feed) catchUp(ctx context.Context) error {
	for {
		more, err := f.catchUpSome(ctx)
		if err != nil || !more {
			return err
		}
	}
}

func (f *feed) catchUpSome(ctx context.Context) (more bool, err error) {
	ctx, done := context.WithTimeout(ctx, f.store.cfg.Patience)
	defer done()
	f.mu.Lock()
	last := f.last
	f.mu.Unlock()
	news, err := changesAfter(ctx, f.store.reads, "o.seq > $1 AND o.seq <= $1 + "+strconv.Itoa(newsAtOnce), last)
	if err != nil {
		return false, err
	}
	for _, n := range news {
		f.mu.Lock()
		f.last = n.seq
		own, pending := f.own[n.Operation]
		switch {
		case own == nil && pending: // it is not known here yet whether it was kept
			f.own[n.Operation] = &n
		case pending:
			delete(f.own, n.Operation)
		}
		f.mu.Unlock()
		if !pending {
			n.Elsewhere = true
			f.store.tell(n.Changes)
		}
	}
	return len(news) > 0, nil
}

// acknowledged marks an operation that was made here and is known here to be kept.
var acknowledged = new(told)

// mine notes an operation that is being made here, before it can be heard of.
func (f *feed) mine(operation string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.own[operation] = nil
}

// settle ends what mine began. An operation that was kept although its maker got no answer is told like one
// of another machine: nobody else will tell it.
func (f *feed) settle(operation string, kept bool) {
	f.mu.Lock()
	heard, pending := f.own[operation]
	switch {
	case !pending:
	case kept && heard == nil:
		f.own[operation] = acknowledged
	default:
		delete(f.own, operation)
	}
	f.mu.Unlock()
	if pending && !kept && heard != nil && heard != acknowledged {
		heard.Elsewhere = true
		f.store.tell(heard.Changes)
	}
}

// doubt has the connection asked now whether it still works.
func (f *feed) doubt() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.wake != nil {
		f.wake()
	}
}

// whenLost has f called when the connection is lost, until it is forgotten.
func (f *feed) whenLost(stop func()) (forget func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.relied++
	n := f.relied
	f.relying[n] = stop
	return func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		delete(f.relying, n)
	}
}

func (f *feed) lost(err error) {
	f.mu.Lock()
	said := explain(err)
	if errors.Is(said, context.Canceled) || !isSentence(said) {
		said = unreachable(err)
	}
	f.state.Connected, f.state.Err = false, said
	for _, stop := range f.relying {
		stop()
	}
	f.mu.Unlock()
	f.store.stale.Store(true)
	f.announce()
	// What lies ready in the pools is as lost as this one was.
	dropIdle(f.store.reads)
	dropIdle(f.store.writes)
}

// dropIdle lets go of the connections that lie ready in a pool, which goes on keeping as many ready as it may open.
func dropIdle(pool *sql.DB) {
	pool.SetMaxIdleConns(0)
	pool.SetMaxIdleConns(pool.Stats().MaxOpenConnections)
}

func (f *feed) announce() {
	f.mu.Lock()
	state, tell := f.state, f.states
	f.mu.Unlock()
	for _, t := range tell {
		t(state)
	}
}

func isSentence(err error) bool {
	var known *refusal
	return errors.As(err, &known)
}

// Link is how the connection to shared records stands; ok is false for records of this machine's own.
func (s *Store) Link() (state LinkState, ok bool) {
	if s.feed == nil {
		return LinkState{Connected: true}, false
	}
	s.feed.mu.Lock()
	defer s.feed.mu.Unlock()
	return s.feed.state, true
}

// OnLink has f called, from a goroutine of the store, whenever the connection is lost, tried in vain or had
// again. It is to be set before anything is done with the store.
func (s *Store) OnLink(f func(LinkState)) {
	s.feed.mu.Lock()
	defer s.feed.mu.Unlock()
	s.feed.states = append(s.feed.states, f)
}

// Say tells all machines that share the records a short text, which is not kept. It is for who has what
// open, and never for anything of a patient but the key.
func (s *Store) Say(ctx context.Context, text string) error {
	ctx, done := s.patient(ctx)
	defer done()
	_, err := s.reads.ExecContext(ctx, "SELECT pg_notify($1, $2)", deskChannel, text)
	return explain(err)
}

// OnSaid has f called, from a goroutine of the store, with what a machine says, also with what this one
// said. It is to be set before anything is done with the store.
func (s *Store) OnSaid(f func(text string)) {
	s.feed.mu.Lock()
	defer s.feed.mu.Unlock()
	s.feed.messages = append(s.feed.messages, f)
}
