//go:build window

package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

const (
	// patience is how long anything may take before it counts as not happening.
	patience = 30 * time.Second
	// glance is the time between two looks at what takes its time.
	glance = 20 * time.Millisecond
	// mostTabs is how many presses of Tab a person would ever make to get somewhere.
	mostTabs = 60
	// reaching is the time that a quick hand takes to what it has seen. The program takes a quicker press on a button that
	// has just changed for the other half of a double tap, and writes nothing.
	reaching = 400 * time.Millisecond
	// wheelStep is about how far one click of the wheel goes.
	wheelStep = 75
)

// person sits at the real window with a mouse and a keyboard. What is in the window is read; everything
// is done through the X server.
type person struct {
	*testing.T
	dir     string // the data folder
	args    []string
	socket  string
	env     []string
	program *exec.Cmd
	ended   chan error
	said    bytes.Buffer // by the program, outside its window
	window  string       // its X id
	touched int
	shots   string
	shot    int
}

// sit starts the program on a data folder and waits for its window.
func sit(t *testing.T, name string, env ...string) *person {
	t.Helper()
	return sitAt(t, name, nil, env...)
}

// sitAt is sit with more arguments for the program.
func sitAt(t *testing.T, name string, args []string, env ...string) *person {
	t.Helper()
	p := &person{T: t, dir: t.TempDir(), args: args, env: env, shots: os.Getenv("REGIMEN_SHOTS")}
	if p.shots != "" {
		p.shots = filepath.Join(p.shots, name)
		if err := os.MkdirAll(p.shots, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Log("picture:", p.picture("failed"))
		}
		p.kill()
	})
	p.start()
	return p
}

// start starts the program and waits until its window can be worked.
func (p *person) start() {
	p.Helper()
	// A path of a socket must be short; a temporary folder of a test need not be.
	folder, err := os.MkdirTemp("", "eye")
	if err != nil {
		p.Fatal(err)
	}
	p.Cleanup(func() { os.RemoveAll(folder) })
	p.socket = filepath.Join(folder, "s")
	p.program = exec.Command(os.Args[0], append([]string{"--data", p.dir}, p.args...)...)
	p.program.Env = append(append(os.Environ(), p.env...), eyeVariable+"="+p.socket)
	p.program.Stdout, p.program.Stderr = &p.said, &p.said
	if err := p.program.Start(); err != nil {
		p.Fatal(err)
	}
	p.ended = make(chan error, 1)
	go func(c *exec.Cmd, ended chan error) { ended <- c.Wait() }(p.program, p.ended)
	p.turn()
}

// turn turns to the program's window, over any other.
func (p *person) turn() {
	p.Helper()
	p.window = ""
	p.await("the window", func() bool {
		out, err := exec.Command("xdotool", "search", "--all", "--onlyvisible", "--pid", strconv.Itoa(p.program.Process.Pid), "--name", "^Regimen$").Output()
		if ids := strings.Fields(string(out)); err == nil && len(ids) > 0 {
			p.window = ids[len(ids)-1]
		}
		return p.window != ""
	})
	p.x("windowraise", p.window)
	p.x("windowfocus", "--sync", p.window)
	p.look()
}

// quit closes the window with the keys of the window manager.
func (p *person) quit() {
	p.Helper()
	p.press("alt+F4")
	p.wait(true)
}

func (p *person) wait(well bool) {
	p.Helper()
	select {
	case err := <-p.ended:
		p.program = nil
		if well && err != nil {
			p.Fatalf("the program ended badly: %v\n%s", err, p.said.String())
		}
	case <-time.After(patience):
		_ = p.program.Process.Signal(syscall.SIGQUIT) // it then says what each of its parts waits for
		<-p.ended
		p.program = nil
		p.Fatalf("the program does not end:\n%s", p.said.String())
	}
}

// kill ends the program without a warning.
func (p *person) kill() {
	p.Helper()
	if p.program == nil {
		return
	}
	_ = p.program.Process.Kill() // it may have ended by itself
	p.wait(false)
}

// x asks the X server to do something.
func (p *person) x(args ...string) {
	p.Helper()
	if out, err := exec.Command("xdotool", args...).CombinedOutput(); err != nil {
		p.Fatalf("xdotool %s: %v %s", strings.Join(args, " "), err, out)
	}
}

// glimpse is what is in the window at this moment.
func (p *person) glimpse() (sight, error) {
	var s sight
	c, err := net.DialTimeout("unix", p.socket, patience)
	if err != nil {
		return s, err
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(patience))
	return s, json.NewDecoder(c).Decode(&s)
}

// look is what is in the window once it has come to rest: twice the same.
func (p *person) look() sight {
	p.Helper()
	var last []byte
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(glance) {
		s, err := p.glimpse()
		if err != nil {
			select {
			case <-p.ended:
				p.program = nil
				p.Fatalf("the program ended: %s", p.said.String())
			default:
			}
			continue
		}
		now := restful(s)
		if len(s.Things) > 0 && bytes.Equal(now, last) {
			return s
		}
		last = now
	}
	p.Fatal("the window does not come to rest")
	return sight{}
}

// restful leaves out what moves by itself: the hands of a running timer.
func restful(s sight) []byte {
	var b bytes.Buffer
	for _, t := range s.Things {
		fmt.Fprintln(&b, t.Kind, t.Up, t.X, t.Y, t.W, t.H, t.Disabled, t.Focused)
	}
	return b.Bytes()
}

// await looks again and again until something is so.
// Of why, when given, it tells what was found instead.
func (p *person) await(what string, so func() bool, why ...*string) {
	p.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(glance) {
		if so() {
			return
		}
		select {
		case <-p.ended:
			p.program = nil
			p.Fatalf("the program ended while waiting for %s: %s", what, p.said.String())
		default:
		}
	}
	instead := ""
	for _, w := range why {
		instead += " (" + *w + ")"
	}
	p.Fatalf("%s did not come about%s; the window says:\n%s", what, instead, p.text())
}

// text is everything the window says.
func (p *person) text() string {
	s, err := p.glimpse()
	if err != nil {
		return err.Error()
	}
	return strings.Join(s.texts(), "\n")
}

func (s sight) texts() []string {
	var out []string
	for _, t := range s.Things {
		for _, w := range []string{t.Says, t.Value} {
			if w != "" && (len(out) == 0 || out[len(out)-1] != w) {
				out = append(out, w)
			}
		}
	}
	return out
}

// sees waits until the window says something that contains each text.
func (p *person) sees(texts ...string) {
	p.Helper()
	for _, text := range texts {
		p.await(fmt.Sprintf("the words %q", text), func() bool {
			s, err := p.glimpse()
			return err == nil && slices.ContainsFunc(s.texts(), func(w string) bool { return strings.Contains(w, text) })
		})
	}
}

// within reports whether a thing is part of another.
func (s sight) within(i, of int) bool {
	for ; i >= 0; i = s.Things[i].Up {
		if i == of {
			return true
		}
	}
	return false
}

// reachable reports whether the pointer at the middle of a thing gets the thing, and what it gets
// instead.
func (s sight) reachable(i int) (bool, string) {
	x, y := s.Things[i].centre()
	got := -1
	for j, t := range s.Things {
		if (t.Tap || t.Field) && t.holds(x, y) {
			got = j
		}
	}
	if got < 0 || s.within(got, i) || s.within(i, got) {
		return true, ""
	}
	return false, s.Things[got].Kind + " " + s.Things[got].Says
}

// where picks among what is in the window.
type where func(s sight) int

// called is what can be tapped and has this name, and is not disabled.
func called(name string) where { return theNth(name, 0) }

func theNth(name string, n int) where {
	return func(s sight) int {
		left := n
		for i, t := range s.Things {
			if t.Tap && t.FullH > 0 && t.Says == name && !t.Disabled {
				if left == 0 {
					return i
				}
				left--
			}
		}
		return -1
	}
}

// in is what can be tapped and has this name, inside the field with a label.
func in(label, name string) where {
	return func(s sight) int {
		field := slices.IndexFunc(s.Things, func(t thing) bool { return t.Kind == "*kit.Field" && t.Says == label })
		for i, t := range s.Things {
			if field >= 0 && t.Tap && t.Says == name && !t.Disabled && s.within(i, field) {
				return i
			}
		}
		return -1
	}
}

// entry is the n-th text field of the field with a label.
func entry(label string, n int) where {
	return func(s sight) int {
		field, left := slices.IndexFunc(s.Things, func(t thing) bool { return t.Kind == "*kit.Field" && t.Says == label }), n
		for i, t := range s.Things {
			if field >= 0 && t.Field && s.within(i, field) {
				if left == 0 {
					return i
				}
				left--
			}
		}
		return -1
	}
}

// entryBeside is the n-th text field from the left in the line of fields nearest to words.
func entryBeside(words string, n int) where {
	return func(s sight) int {
		line := slices.IndexFunc(s.Things, func(t thing) bool { return t.Says == words && t.FullH > 0 })
		if line < 0 {
			return -1
		}
		middle := func(t thing) float32 { return t.FullY + t.FullH/2 }
		off := func(i int) float64 { return math.Abs(float64(middle(s.Things[i]) - middle(s.Things[line]))) }
		var row []int
		for i, t := range s.Things {
			if !t.Field || len(row) > 0 && off(i) > off(row[0])+1 {
				continue
			}
			if len(row) > 0 && off(i) < off(row[0])-1 {
				row = nil
			}
			row = append(row, i)
		}
		slices.SortFunc(row, func(a, b int) int { return cmp.Compare(s.Things[a].X, s.Things[b].X) })
		if n >= len(row) {
			return -1
		}
		return row[n]
	}
}

// holding is the group of a type that holds what has a name: a row of tabs, a row of chips.
func holding(group, name string) where {
	return func(s sight) int {
		at, _ := s.grouped(group, name)
		return at
	}
}

// inside is what has a name in a group of a type.
func inside(group, name string) where {
	return func(s sight) int {
		_, at := s.grouped(group, name)
		return at
	}
}

// grouped is the first group of a type that holds what has a name, and what has it.
func (s sight) grouped(group, name string) (holder, held int) {
	for i, t := range s.Things {
		for j := i; t.Says == name && t.seen() && j >= 0; j = s.Things[j].Up {
			if s.Things[j].Kind == group {
				return j, i
			}
		}
	}
	return -1, -1
}

// kind is the first thing of a type.
func kind(name string) where {
	return func(s sight) int {
		return slices.IndexFunc(s.Things, func(t thing) bool { return t.Kind == name && t.seen() })
	}
}

// find waits for something, brings it into sight with the wheel and gives its place.
func (p *person) find(what string, w where) (sight, thing) {
	p.Helper()
	var s sight
	at, why := -1, ""
	p.await(what+" within reach", func() bool {
		s = p.look()
		if at = w(s); at < 0 {
			why = "it is not there"
			return false
		}
		t := s.Things[at]
		if t.H < min(t.FullH, 40)*0.9 || t.W <= 1 {
			why = "it is out of sight"
			p.scrollTo(s, at)
			return false
		}
		ok, other := s.reachable(at)
		why = "it is covered by " + other
		return ok
	}, &why)
	return s, s.Things[at]
}

// scrollTo turns the wheel one click over the scroll that holds a thing.
func (p *person) scrollTo(s sight, i int) {
	t := s.Things[i]
	for j := t.Up; j >= 0; j = s.Things[j].Up {
		if s.Things[j].Scroll && s.Things[j].H > 1 && s.Things[j].FullH > 1 {
			x, y := s.Things[j].centre()
			button := "5"
			if t.FullY < s.Things[j].Y {
				button = "4"
			}
			p.point(s, x, y)
			turns := min(40, max(1, int(math.Abs(float64(t.FullY+t.FullH/2-y)))/wheelStep))
			p.x("click", "--repeat", strconv.Itoa(turns), "--delay", "1", button)
			return
		}
	}
}

// point moves the mouse to a place on the canvas and waits until the program knows: the toolkit takes
// the pointer's place once a frame, a click at once, and on a busy machine the move comes frames later.
func (p *person) point(s sight, x, y float32) {
	p.Helper()
	p.x("mousemove", "--window", p.window, pixel(s, x), pixel(s, y))
	near := func(a, b float32) bool { return math.Abs(float64(a-b)*float64(s.Scale)) <= 2 }
	p.await("the pointer", func() bool {
		now, err := p.glimpse()
		return err == nil && near(now.PointerX, x) && near(now.PointerY, y)
	})
}

func pixel(s sight, v float32) string { return strconv.Itoa(int(math.Round(float64(v * s.Scale)))) }

// taps clicks something with the mouse.
func (p *person) taps(what string, w where) {
	p.Helper()
	s, t := p.find(what, w)
	reached := p.reach()
	x, y := t.centre()
	p.point(s, x, y)
	reached()
	p.x("click", "1")
}

// tap clicks what has a name.
func (p *person) tap(names ...string) {
	p.Helper()
	for _, n := range names {
		p.taps(strconv.Quote(n), called(n))
	}
}

// drag draws with the button down, as a finger does, through points of the canvas.
func (p *person) drag(points ...[2]float32) {
	p.Helper()
	s := p.look()
	p.point(s, points[0][0], points[0][1])
	p.x("mousedown", "1")
	for _, q := range points[1:] {
		p.point(s, q[0], q[1])
	}
	p.x("mouseup", "1")
}

// press presses keys, one after the other.
func (p *person) press(keys ...string) {
	p.Helper()
	for _, k := range keys {
		p.look()
		p.x("key", "--clearmodifiers", k)
	}
}

// tabTo presses Tab until something has the keyboard.
func (p *person) tabTo(what string, w where) {
	p.Helper()
	p.await(what, func() bool { s, err := p.glimpse(); return err == nil && w(s) >= 0 })
	for range mostTabs {
		s := p.look()
		if i := w(s); i >= 0 && s.Things[i].Focused {
			return
		}
		p.x("key", "Tab")
	}
	p.Fatalf("%s is not reached by %d presses of Tab", what, mostTabs)
}

// does goes to what has a name by Tab and presses a key on it.
func (p *person) does(name, key string) {
	p.Helper()
	p.tabTo(strconv.Quote(name), called(name))
	p.reach()()
	p.press(key)
}

// reach begins to move a hand to what was just seen; what it returns waits until the hand is there.
func (p *person) reach() (reached func()) {
	p.Helper()
	seen := time.Now()
	return func() {
		p.Helper()
		p.await("a moment", func() bool { return time.Since(seen) >= reaching })
	}
}

// types types where the keyboard is.
func (p *person) types(text string) {
	p.Helper()
	p.look()
	p.x("type", "--delay", "8", "--", text)
}

// write clicks a text field, replaces what is in it and waits until it is there.
func (p *person) write(what string, w where, text string) {
	p.Helper()
	p.taps(what, w)
	p.press("ctrl+a")
	p.types(text)
	p.await(fmt.Sprintf("%s with %q", what, text), func() bool {
		s, err := p.glimpse()
		if err != nil {
			return false
		}
		i := w(s)
		return i >= 0 && s.Things[i].Value == text
	})
}

// fill writes into the field with a label.
func (p *person) fill(label, text string) {
	p.Helper()
	p.write(label, entry(label, 0), text)
}

// picture takes the whole screen and gives the file, in the folder for pictures or the temporary one.
func (p *person) picture(name string) string {
	dir := p.shots
	if dir == "" {
		dir = os.TempDir()
	}
	p.shot++
	file := filepath.Join(dir, fmt.Sprintf("%02d-%s.png", p.shot, name))
	if out, err := exec.Command("import", "-window", "root", file).CombinedOutput(); err != nil {
		return fmt.Sprintf("none: %v %s", err, out)
	}
	return file
}

// shows keeps a picture of a step when pictures are asked for.
func (p *person) shows(name string) {
	p.Helper()
	if p.shots == "" {
		return
	}
	p.look()
	p.picture(name)
}

// run gives what a program prints.
func (p *person) run(name string, args ...string) string {
	p.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		p.Fatalf("%s: %v %s", name, err, out)
	}
	return string(out)
}

// ask reads the records, as they are on the disk.
func (p *person) ask(query string) string {
	p.Helper()
	out, err := exec.Command("sqlite3", "-readonly", filepath.Join(p.dir, "regimen.db"), ".timeout 5000", query).CombinedOutput()
	if err != nil {
		p.Fatalf("sqlite3 %s: %v %s", query, err, out)
	}
	return strings.TrimSpace(string(out))
}

// kept waits until the records answer a query with what is expected.
func (p *person) kept(query, want string) {
	p.Helper()
	got := ""
	p.await(fmt.Sprintf("%s = %s", query, want), func() bool {
		got = p.ask(query)
		return got == want
	}, &got)
}
