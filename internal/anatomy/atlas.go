package anatomy

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"regimen/internal/script"
	"regimen/internal/table"
)

// Side is the patient's side of the body.
type Side string

// The sides. The empty Side means that no side was given.
const (
	Left    Side = "L"
	Right   Side = "R"
	Midline Side = "M"
)

// Word returns "left" or "right", and nothing for the midline.
func (s Side) Word() string {
	switch s {
	case Left:
		return "left"
	case Right:
		return "right"
	default:
		return ""
	}
}

// Opposite returns the other side; the midline is its own opposite.
func (s Side) Opposite() Side {
	switch s {
	case Left:
		return Right
	case Right:
		return Left
	default:
		return s
	}
}

// Valid reports whether s is left, right or midline.
func (s Side) Valid() bool { return s == Left || s == Right || s == Midline }

// Kind says what sort of tissue a structure is.
type Kind string

// The kinds of structure.
const (
	Muscle   Kind = "muscle"
	Tendon   Kind = "tendon"
	Ligament Kind = "ligament"
	Fascia   Kind = "fascia"
	Joint    Kind = "joint"
	Bone     Kind = "bone"
	Region   Kind = "region"
	Lymph    Kind = "lymph"
	Nerve    Kind = "nerve"
	Bursa    Kind = "bursa"
	// Cartilage is a meniscus, a labrum or a disc.
	Cartilage Kind = "cartilage"
)

// Kinds lists the kinds of structure in the order they are shown.
func Kinds() []Kind {
	return []Kind{Muscle, Tendon, Ligament, Fascia, Joint, Bone, Region, Lymph, Nerve, Bursa, Cartilage}
}

// Structure is a named part of the body that is assessed or treated.
type Structure struct {
	Code   string   // for example "trapezius.upper"; never changes
	Name   string   // what a therapist calls it
	Plain  string   // what a patient knows it as; see Atlas.Plain
	Formal string   // the full anatomical name
	Latin  string   // the Terminologia Anatomica name
	Kind   Kind     //
	Part   string   // the part of the body it is listed under
	Paired bool     // there is one on each side
	Depth  int      // 1 is under the skin; more is deeper
	FMA    string   // Foundational Model of Anatomy id, without prefix
	TA2    string   // Terminologia Anatomica 2 id
	Also   []string // other names people type

	// Members are what a group or a whole region is made of: the codes of structures, none of them a group. It is
	// found, marked and treated as one, and lies where its members lie.
	Members []string
}

// Group reports whether the structure stands for its members.
func (s Structure) Group() bool { return len(s.Members) > 0 }

// Sides returns the sides the structure exists on.
func (s Structure) Sides() []Side {
	if s.Paired {
		return []Side{Left, Right}
	}
	return []Side{Midline}
}

// Target is a structure on a side: one place on a patient's body.
type Target struct {
	Structure string `json:"structure"` // its code
	Side      Side   `json:"side"`
}

// Key is the target as one word, for lists and maps; see ParseTarget.
func (t Target) Key() string { return t.Structure + "/" + string(t.Side) }

// ParseTarget reads what Key wrote.
func ParseTarget(key string) (Target, error) {
	structure, side, ok := strings.Cut(key, "/")
	t := Target{structure, Side(side)}
	if !ok || structure == "" || t.Side != Left && t.Side != Right && t.Side != Midline {
		return Target{}, fmt.Errorf("%q is no structure on a side", key)
	}
	return t, nil
}

// Atlas holds all structures and views.
type Atlas struct {
	structures []Structure
	byCode     map[string]int
	parts      []string
	views      []*lazyView
	actions    []Action
	muscles    map[string]*MuscleFacts // by code
	index      func() []searchEntry
	placed     func() (map[Target][]Placed, error)
	near       sync.Map // [2]Target to Nearness
}

// Placed is a shape and the view it is drawn in.
type Placed struct {
	View  *View
	Shape *Shape
}

// ViewInfo describes a view without reading its drawing.
type ViewInfo struct {
	ID    string // for example "posterior" or "palm-left"
	Title string // for people
	Sides string // which side of the patient is where, as a phrase for people
	Box   Rect   // what is drawn lies in here, in millimetres
}

type lazyView struct {
	info ViewInfo
	load func() (*View, error)
}

// Load reads the tables of structures and views from fsys, or from its folder
// "anatomy". The drawings are read when first needed; fsys must stay
// readable until then.
func Load(fsys fs.FS) (*Atlas, error) {
	if _, err := fs.Stat(fsys, "structures.tsv"); errors.Is(err, fs.ErrNotExist) {
		if sub, err := fs.Sub(fsys, "anatomy"); err == nil {
			fsys = sub
		}
	}
	a := &Atlas{byCode: make(map[string]int)}
	if err := a.loadStructures(fsys); err != nil {
		return nil, fmt.Errorf("the table of structures could not be read: %w", err)
	}
	if err := a.loadViews(fsys); err != nil {
		return nil, fmt.Errorf("the table of views could not be read: %w", err)
	}
	a.index = sync.OnceValue(a.buildIndex)
	a.placed = sync.OnceValues(a.findPlaces)
	return a, nil
}

func (a *Atlas) loadStructures(fsys fs.FS) error {
	l := new(table.Reader)
	a.structures = table.Read(l, fsys, "structures.tsv", structureColumns, readStructure)
	plain := readPlain(l, fsys)
	if err := l.Err(); err != nil {
		return err
	}
	seen := make(map[string]bool)
	a.gather(l)
	if err := l.Err(); err != nil {
		return err
	}
	for i, s := range a.structures {
		a.byCode[s.Code] = i
		a.structures[i].Plain = plain[s.Code]
		if !seen[s.Part] {
			seen[s.Part] = true
			a.parts = append(a.parts, s.Part)
		}
	}
	a.loadMuscles(l, fsys)
	return l.Err()
}

// gather turns the members of groups that are parts of the body into the structures of these parts, and refuses what
// is neither.
func (a *Atlas) gather(l *table.Reader) {
	single := make(map[string]bool)
	parts := make(map[string][]string)
	for i := range a.structures {
		if s := &a.structures[i]; !s.Group() {
			single[s.Code] = true
			parts[s.Part] = append(parts[s.Part], s.Code)
		}
	}
	for i := range a.structures {
		s := &a.structures[i]
		var members []string
		for _, m := range s.Members {
			switch {
			case single[m]:
				members = append(members, m)
			case len(parts[m]) > 0:
				members = append(members, parts[m]...)
			default:
				l.Fail("structures.tsv", 0, "members", "%q: %q is no structure and no part of the body", s.Code, m)
			}
		}
		s.Members = members
	}
}

// readPlain reads plain.tsv, the words of patients by code; without the file there are none.
func readPlain(l *table.Reader, fsys fs.FS) map[string]string {
	if _, err := fs.Stat(fsys, "plain.tsv"); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	out := make(map[string]string)
	table.Read(l, fsys, "plain.tsv", []string{"code", "plain"}, func(r *table.Row) string {
		out[r.Text("code")] = r.Must("plain")
		return r.Text("code")
	})
	return out
}

var structureColumns = []string{"code", "name", "formal", "latin", "kind", "part", "paired", "depth", "fma", "ta2", "also", "members"}

func readStructure(r *table.Row) Structure {
	var kinds []string
	for _, k := range Kinds() {
		kinds = append(kinds, string(k))
	}
	s := Structure{
		Code: r.Text("code"), Name: r.Must("name"), Formal: r.Text("formal"), Latin: r.Text("latin"),
		Kind: Kind(r.Choice("kind", kinds...)), Part: r.Text("part"), Paired: r.Yes("paired"), Depth: 1,
		FMA: r.Text("fma"), TA2: r.Text("ta2"), Also: r.List("also"),
		Members: r.List("members"),
	}
	if r.Text("depth") != "" {
		if s.Depth = r.Count("depth"); s.Depth < 1 {
			r.Fail("depth", "the depth is a number from 1")
		}
	}
	return s
}

func (a *Atlas) loadViews(fsys fs.FS) error {
	l := new(table.Reader)
	infos := table.Read(l, fsys, "views.tsv", []string{"id", "title", "x", "y", "w", "h", "sides"}, readViewInfo)
	if err := l.Err(); err != nil {
		return err
	}
	for _, info := range infos {
		a.views = append(a.views, &lazyView{info: info, load: sync.OnceValues(func() (*View, error) {
			return readView(fsys, info, a)
		})})
	}
	return nil
}

func readViewInfo(r *table.Row) ViewInfo {
	var box [4]float64
	for i, name := range [4]string{"x", "y", "w", "h"} {
		box[i] = r.MustNumber(name)
	}
	if box[2] <= 0 || box[3] <= 0 {
		r.Fail("w", "the view has no size")
	}
	return ViewInfo{
		ID: r.Text("id"), Title: r.Must("title"), Sides: r.Text("sides"),
		Box: Rect{Point{box[0], box[1]}, Point{box[0] + box[2], box[1] + box[3]}},
	}
}

// Structure finds a structure by its code.
func (a *Atlas) Structure(code string) (Structure, bool) {
	i, ok := a.byCode[code]
	if !ok {
		return Structure{}, false
	}
	return a.structures[i], true
}

// Structures returns every structure in the order of the table.
func (a *Atlas) Structures() []Structure { return slices.Clone(a.structures) }

// Parts returns the parts of the body in the order of the table.
func (a *Atlas) Parts() []string { return slices.Clone(a.parts) }

// Views describes every view in the order they are offered.
func (a *Atlas) Views() []ViewInfo {
	out := make([]ViewInfo, len(a.views))
	for i, v := range a.views {
		out[i] = v.info
	}
	return out
}

// Spread returns targets with what they are made of: each as it is, and the members of a group after it, on its side
// where they have one.
func (a *Atlas) Spread(targets []Target) []Target {
	out := slices.Clone(targets)
	for _, t := range targets {
		out = append(out, a.members(t)...)
	}
	return out
}

// members are those of a group on a side, none of what is no group.
func (a *Atlas) members(t Target) []Target {
	i, ok := a.byCode[t.Structure]
	if !ok {
		return nil
	}
	var out []Target
	for _, code := range a.structures[i].Members {
		side := t.Side
		if !a.structures[a.byCode[code]].Paired {
			side = Midline
		}
		out = append(out, Target{code, side})
	}
	return out
}

// View returns a view, reading its drawing the first time.
func (a *Atlas) View(id string) (*View, error) {
	for _, v := range a.views {
		if v.info.ID == id {
			return v.load()
		}
	}
	return nil, fmt.Errorf("there is no view %q", id)
}

// Shapes returns where a structure is drawn, in the order of the views. With
// an empty side both sides are returned. Every view is read for this.
func (a *Atlas) Shapes(code string, side Side) ([]Placed, error) {
	placed, err := a.placed()
	if err != nil {
		return nil, err
	}
	if side != "" {
		return slices.Clone(placed[Target{code, side}]), nil
	}
	var out []Placed
	for _, s := range []Side{Left, Right, Midline} {
		out = append(out, placed[Target{code, s}]...)
	}
	return out, nil
}

func (a *Atlas) findPlaces() (map[Target][]Placed, error) {
	placed := make(map[Target][]Placed)
	for _, lazy := range a.views {
		v, err := lazy.load()
		if err != nil {
			return nil, err
		}
		for t, shapes := range v.places() {
			for _, s := range shapes {
				placed[t] = append(placed[t], Placed{v, s})
			}
		}
	}
	return placed, nil
}

// Label names a structure on a side in words, such as "Left upper trapezius".
// An unknown code is returned as it is, with its side.
func (a *Atlas) Label(code string, side Side) string {
	name := code
	if s, ok := a.Structure(code); ok {
		name = s.Name
	}
	switch side {
	case Left:
		return "Left " + lowerFirst(name)
	case Right:
		return "Right " + lowerFirst(name)
	default:
		return name
	}
}

// Plain names a structure on one side or more in words that a patient knows, as they go on after "the": "muscle
// from the left side of your neck to the shoulder blade". Where there are none it is the label, in small letters.
func (a *Atlas) Plain(code string, sides ...Side) string {
	s, ok := a.Structure(code)
	var words []string
	for _, side := range sides {
		if w := side.Word(); w != "" {
			words = append(words, w)
		}
	}
	where := strings.Join(words, " and ")
	if !ok || s.Plain == "" {
		name := code
		if ok {
			name = lowerFirst(s.Name)
		}
		return strings.TrimSpace(where + " " + name)
	}
	return strings.ReplaceAll(s.Plain, "{side}", where)
}

// eponyms keep their capital after "Left" and "Right".
var eponyms = []string{"Achilles", "Lister", "Guyon", "Gerdy", "Hoffa", "Lisfranc", "Chopart", "Baker", "Morton"}

// lowerFirst makes a name fit after another word: abbreviations (ITB, C7)
// and people's names stay as they are.
func lowerFirst(name string) string {
	first, _, _ := strings.Cut(name, " ")
	if slices.Contains(eponyms, strings.TrimSuffix(first, "'s")) {
		return name
	}
	return script.LowerFirst(name)
}
