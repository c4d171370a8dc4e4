package pgtest

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// Proxy stands between a client and a server, and is as bad a network as a test asks for. To know one
// message from another it must be able to read them: its URL has no TLS. Its methods may be called at any
// time from anywhere.
type Proxy struct {
	target string
	addr   string
	busy   sync.WaitGroup

	mu       sync.Mutex
	closed   bool
	listener net.Listener // nil while it refuses
	links    map[*link]bool
	delay    time.Duration
	moving   chan struct{} // closed unless it is stalled
	traps    []*trap
}

// Matcher looks at one whole message to the server, its type byte first.
type Matcher func(message []byte) bool

// Statement matches when the text is sent to be run or prepared, in whatever case and among whatever else.
// A statement that was prepared before goes by without its text.
func Statement(text string) Matcher {
	wanted := bytes.ToLower([]byte(text))
	return func(message []byte) bool {
		return len(message) > 0 && (message[0] == 'Q' || message[0] == 'P') && bytes.Contains(bytes.ToLower(message), wanted)
	}
}

// trap cuts one connection when a message goes by.
type trap struct {
	match   Matcher
	forward bool // the message reaches the server, and its answer nobody
	sprung  chan struct{}
}

// link is one connection through the proxy.
type link struct {
	proxy          *Proxy
	client, server net.Conn
	cut            chan struct{}
	once           sync.Once

	mu   sync.Mutex
	mute *trap  // set once the server's answers are to be lost
	tail []byte // the end of what was lost
}

// NewProxy stands in front of a server's host:port until the test ends.
func NewProxy(t testing.TB, target string) *Proxy {
	t.Helper()
	port, err := freePort()
	if err != nil {
		t.Fatal(err)
	}
	p := &Proxy{
		target: target, addr: hostPort(port), links: make(map[*link]bool),
		moving: make(chan struct{}),
	}
	close(p.moving)
	if err := p.listen(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		p.mu.Lock()
		p.closed = true
		p.mu.Unlock()
		p.Refuse(true)
		p.Cut()
		p.busy.Wait()
	})
	return p
}

// Addr is where clients connect: host:port.
func (p *Proxy) Addr() string { return p.addr }

// URL is another URL that leads through the proxy, without TLS.
func (p *Proxy) URL(of string) string {
	u, err := url.Parse(of)
	if err != nil {
		return of
	}
	q := u.Query()
	q.Set("sslmode", "disable")
	q.Del("sslrootcert")
	u.Host, u.RawQuery = p.addr, q.Encode()
	return u.String()
}

// Cut closes all connections now.
func (p *Proxy) Cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for l := range p.links {
		l.close()
	}
}

// Refuse lets nobody connect, or again. Connections that are there stay.
func (p *Proxy) Refuse(on bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if on && p.listener != nil {
		p.listener.Close()
		p.listener = nil
	}
	if !on && p.listener == nil && !p.closed {
		if err := p.listen(); err != nil {
			panic("The proxy's port was taken while it refused: " + err.Error())
		}
	}
}

// Stall keeps back everything in both directions, the news that a side hung up, too, while connections stay
// open and new ones seem to be made. Afterwards what was kept goes on.
func (p *Proxy) Stall(on bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	select {
	case <-p.moving:
		if on {
			p.moving = make(chan struct{})
		}
	default:
		if !on {
			close(p.moving)
		}
	}
}

// Delay makes whatever arrives from now on take that much longer, in each direction.
func (p *Proxy) Delay(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.delay = d
}

// Mend makes the network good again, whatever was asked for, and forgets the messages it was to cut at.
func (p *Proxy) Mend() {
	p.Refuse(false)
	p.Delay(0)
	p.mu.Lock()
	p.traps = nil
	p.mu.Unlock()
	p.Stall(false)
}

// CutAfter cuts the connection on which the next message that matches goes by, once the server has carried
// it out and before the client hears of it. It does so once; what it returns is closed then.
func (p *Proxy) CutAfter(match Matcher) <-chan struct{} { return p.trap(match, true) }

// CutBefore cuts the connection on which the next message that matches goes by, which the server never gets.
// It does so once; what it returns is closed then.
func (p *Proxy) CutBefore(match Matcher) <-chan struct{} { return p.trap(match, false) }

func (p *Proxy) trap(match Matcher, forward bool) <-chan struct{} {
	t := &trap{match, forward, make(chan struct{})}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.traps = append(p.traps, t)
	return t.sprung
}

// spring takes the first trap that a message sets off.
func (p *Proxy) spring(message []byte) *trap {
	p.mu.Lock()
	defer p.mu.Unlock()
	i := slices.IndexFunc(p.traps, func(t *trap) bool { return t.match(message) })
	if i < 0 {
		return nil
	}
	t := p.traps[i]
	p.traps = slices.Delete(p.traps, i, i+1)
	return t
}

// listen accepts clients until the listener is closed. The caller holds the lock, or nobody knows p yet.
func (p *Proxy) listen() error {
	listener, err := net.Listen("tcp4", p.addr)
	if err != nil {
		return err
	}
	p.listener = listener
	p.busy.Go(func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			p.busy.Go(func() { p.carry(client) })
		}
	})
	return nil
}

func (p *Proxy) carry(client net.Conn) {
	server, err := net.DialTimeout("tcp", p.target, patience)
	if err != nil {
		client.Close()
		return
	}
	l := &link{proxy: p, client: client, server: server, cut: make(chan struct{})}
	p.mu.Lock()
	p.links[l] = true
	if p.closed {
		l.close()
	}
	p.mu.Unlock()
	var both sync.WaitGroup
	both.Go(func() { l.pump(messages(client), server, l.toServer) })
	both.Go(func() { l.pump(chunks(server), client, l.toClient) })
	both.Wait()
	l.close()
	p.mu.Lock()
	delete(p.links, l)
	p.mu.Unlock()
}

// close cuts the connection on both sides.
func (l *link) close() {
	l.once.Do(func() {
		close(l.cut)
		l.client.Close()
		l.server.Close()
	})
}

// parcel is something on its way.
type parcel struct {
	content []byte
	arrived time.Time
	delay   time.Duration
	err     error // how the side ended, with no content
}

// pump carries what one side says to the other until either ends or the link is cut.
func (l *link) pump(read func() ([]byte, error), to net.Conn, deliver func([]byte) bool) {
	way := make(chan parcel, 16)
	l.proxy.busy.Go(func() {
		defer close(way)
		for {
			content, err := read()
			l.proxy.mu.Lock()
			delay := l.proxy.delay
			l.proxy.mu.Unlock()
			select {
			case way <- parcel{content, time.Now(), delay, err}:
			case <-l.cut:
				return
			}
			if err != nil {
				return
			}
		}
	})
	for x := range way {
		if !l.wait(x) {
			return
		}
		if len(x.content) > 0 && !deliver(x.content) {
			l.close()
			return
		}
		if errors.Is(x.err, io.EOF) {
			if tcp, ok := to.(*net.TCPConn); ok && tcp.CloseWrite() == nil {
				return
			}
		}
		if x.err != nil {
			l.close()
			return
		}
	}
}

// wait holds something back for as long as the network is slow or stalled. It reports false when the link
// was cut.
func (l *link) wait(x parcel) bool {
	if x.delay > 0 {
		late := time.NewTimer(time.Until(x.arrived.Add(x.delay)))
		defer late.Stop()
		select {
		case <-late.C:
		case <-l.cut:
			return false
		}
	}
	for {
		l.proxy.mu.Lock()
		moving := l.proxy.moving
		l.proxy.mu.Unlock()
		select {
		case <-moving:
		case <-l.cut:
			return false
		}
		l.proxy.mu.Lock()
		same := moving == l.proxy.moving // not stalled again meanwhile
		l.proxy.mu.Unlock()
		if same {
			return true
		}
	}
}

// toServer forwards a message, unless a trap says otherwise.
func (l *link) toServer(message []byte) bool {
	t := l.proxy.spring(message)
	if t != nil && !t.forward {
		l.close()
		close(t.sprung)
		return false
	}
	if t != nil {
		l.mu.Lock()
		l.mute = t
		l.mu.Unlock()
	}
	_, err := l.server.Write(message)
	return err == nil
}

// toClient forwards what the server says. After a trap it loses it, and cuts once the server is ready for
// more, which it says at the end of an answer only.
func (l *link) toClient(chunk []byte) bool {
	l.mu.Lock()
	t := l.mute
	l.mu.Unlock()
	if t == nil {
		_, err := l.client.Write(chunk)
		return err == nil
	}
	l.tail = append(l.tail, chunk...)
	l.tail = l.tail[max(0, len(l.tail)-readyLength):]
	if !ready(l.tail) {
		return true
	}
	l.close()
	close(t.sprung)
	return false
}

const readyLength = 6

// ready reports whether this is ReadyForQuery, in whichever state of the transaction.
func ready(tail []byte) bool {
	return len(tail) == readyLength && bytes.HasPrefix(tail, []byte{'Z', 0, 0, 0, 5}) && strings.IndexByte("ITE", tail[5]) >= 0
}

// chunks gives what a side says as it comes.
func chunks(from net.Conn) func() ([]byte, error) {
	buf := make([]byte, 32<<10)
	return func() ([]byte, error) {
		n, err := from.Read(buf)
		return bytes.Clone(buf[:n]), err
	}
}

// The requests that come before the first message and are answered with one byte.
const (
	sslRequest = 80877103
	gssRequest = 80877104
	// longestMessage is what PostgreSQL takes.
	longestMessage = 1 << 30
)

// messages gives whole messages of a client, and what it says as it comes once it has begun TLS.
func messages(from net.Conn) func() ([]byte, error) {
	r := bufio.NewReaderSize(from, 32<<10)
	raw := chunks(from)
	starting, asked, encrypted := true, false, false
	return func() ([]byte, error) {
		if asked {
			first, err := r.Peek(1)
			encrypted = err == nil && first[0] == 0x16
			asked = false
		}
		if encrypted {
			if n := r.Buffered(); n > 0 {
				held := make([]byte, n)
				_, err := io.ReadFull(r, held)
				return held, err
			}
			return raw()
		}
		head := 5 // type and length, which counts itself
		if starting {
			head = 4
		}
		message := make([]byte, head, 256)
		if _, err := io.ReadFull(r, message); err != nil {
			return nil, err
		}
		length := int64(binary.BigEndian.Uint32(message[head-4:]))
		if length < 4 || length > longestMessage {
			return nil, errors.New("this is not PostgreSQL's protocol")
		}
		message = slices.Grow(message, int(length)-4)[:head+int(length)-4]
		if _, err := io.ReadFull(r, message[head:]); err != nil {
			return nil, err
		}
		if starting {
			code := uint32(0)
			if len(message) == 8 {
				code = binary.BigEndian.Uint32(message[4:])
			}
			asked = code == sslRequest || code == gssRequest
			starting = asked
		}
		return message, nil
	}
}
