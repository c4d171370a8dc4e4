package drawing

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
)

// A pose is a person, or a hand, in a few numbers. Its text is a list of joints, each with where it goes:
//
//	hip=40,52                    the middle of the hips; of a hand, the wrist
//	trunk=90  low=90  chest=80   direction of the trunk from the hips up, or of its lower and upper half
//	neck=85   head=90            direction of the neck and of the crown of the head
//	armn=-90,-60,-60             upper arm, forearm and hand; without the last the hand follows the forearm
//	legn=-90,-90,0               thigh, shank and foot
//	armn>30,60  armn<30,60       the wrist is there, the elbow bent to the one side or the other; legn likewise, the ankle
//	armn>knee.f                  the wrist is at another joint
//
// Others are said where they are read: how far the belly or the jaw is out, how far the head is turned, and the like.
//
// n is the limb near to who looks, f the far one; seen from the front they are the one on the right and the one on the left
// of the picture. Angles are degrees anticlockwise from the right; "*0.7" behind one draws the limb that much shorter, for it
// comes out of the picture. Lengths are hundredths of a person's height, and y points up from the floor.
type pose map[string]joints

// joints is what a pose says of a part: angles, or a place to reach.
type joints struct {
	reach byte // '>' or '<' where a place is reached, else 0
	to    string
	nums  []float64
	short []float64 // of each angle
}

// Lengths of the body, in hundredths of its height (Winter 2009, after Drillis and Contini 1966).
const (
	lowLength   = 12.0
	chestLength = 16.8
	neckLength  = 6.5
	headLength  = 5.5 // to the middle of the head
	upperArm    = 18.6
	foreArm     = 14.6
	handLength  = 9.0
	thighLength = 24.5
	shankLength = 24.6
	footLength  = 8.0 // to the ball
	toeLength   = 3.2
	soleDepth   = 3.9 // of the ankle over the floor
	hipsHalf    = 5.2
	shoulders   = 10.4
)

func parsePose(text string) (pose, error) {
	p := pose{}
	for _, field := range strings.Fields(text) {
		at := strings.IndexAny(field, "=<>")
		if at < 1 {
			return nil, fmt.Errorf("%q is no joint", field)
		}
		name, value := field[:at], field[at+1:]
		var j joints
		if field[at] != '=' {
			j.reach = field[at]
		}
		for i, s := range strings.Split(value, ",") {
			number, short, shorter := strings.Cut(s, "*")
			n, err := strconv.ParseFloat(number, 64)
			if err != nil && i == 0 && j.reach != 0 {
				j.to = s
				continue
			}
			k := 1.0
			if shorter && err == nil {
				k, err = strconv.ParseFloat(short, 64)
			}
			if err != nil {
				return nil, fmt.Errorf("%q: %w", field, err)
			}
			j.nums, j.short = append(j.nums, n), append(j.short, k)
		}
		p[name] = j
	}
	return p, nil
}

// between is the pose on the way from one to another.
func (p pose) between(q pose, t float64) pose {
	out := maps.Clone(p)
	for name, b := range q {
		a, ok := p[name]
		if !ok || a.reach != b.reach || a.to != b.to || len(a.nums) != len(b.nums) {
			out[name] = b
			continue
		}
		m := joints{reach: a.reach, to: a.to}
		for i := range a.nums {
			m.nums = append(m.nums, a.nums[i]+t*(b.nums[i]-a.nums[i]))
			m.short = append(m.short, a.short[i]+t*(b.short[i]-a.short[i]))
		}
		out[name] = m
	}
	return out
}

// angle is the i-th angle of a part and how much of its length is seen; or otherwise where none is said.
func (p pose) angle(name string, i int, otherwise float64) (degrees, short float64) {
	if j, ok := p[name]; ok && i < len(j.nums) {
		return j.nums[i], j.short[i]
	}
	return otherwise, 1
}

func (p pose) number(name string, otherwise float64) float64 {
	v, _ := p.angle(name, 0, otherwise)
	return v
}

// disc is a round piece of a body part. What is drawn of a part is the tightest skin around discs.
type disc struct {
	at Point
	r  float64
}

// part is one piece of the body with a name by which it can be shown to move.
type part struct {
	name string
	far  bool
	skin [][]disc // each a convex piece
	over bool     // begins a layer: its outline is drawn over what is below it
	root disc     // where the layer joins what is below, which has no line there
}

// person is a pose worked out: places of joints, y up, and parts from the farthest to the nearest.
type person struct {
	at    map[string]Point
	parts []part
	face  []mark
	// stretched are limbs that were to reach farther than they are long.
	stretched []string
}

// mark is a feature of the face, or a fold of the skin.
type mark struct {
	line  []Point
	width float64
	whole bool // filled
}

func toward(degrees, length float64) Point {
	s, c := math.Sincos(degrees * math.Pi / 180)
	return Point{X: length * c, Y: length * s}
}

func direction(from, to Point) float64 {
	return math.Atan2(to.Y-from.Y, to.X-from.X) * 180 / math.Pi
}

// build works a pose out. view is one of the views of an exercise.
func (p pose) build(view string) (*person, error) {
	b := &person{at: map[string]Point{}}
	var err error
	switch view {
	case viewSide:
		err = b.side(p)
	case viewFront, viewBack:
		err = b.front(p, view == viewBack)
	case viewHand:
		b.hand(p)
	default:
		err = fmt.Errorf("the view %q is unknown", view)
	}
	return b, err
}

// limb works out an arm or a leg from its root: the places of its two joints and the angle of its end.
func (b *person) limb(p pose, name string, root Point, first, second float64, rest [2]float64) (mid, end Point, last float64, err error) {
	j, ok := p[name]
	if !ok || j.reach == 0 {
		a1, k1 := p.angle(name, 0, rest[0])
		a2, k2 := p.angle(name, 1, rest[1])
		mid = root.Add(toward(a1, first*k1))
		end = mid.Add(toward(a2, second*k2))
		last, _ = p.angle(name, 2, math.NaN())
		return mid, end, last, nil
	}
	var to Point
	nums := j.nums
	if j.to != "" {
		if to, ok = b.at[j.to]; !ok {
			return mid, end, last, fmt.Errorf("%s reaches for %q, which is not there yet", name, j.to)
		}
	} else if len(nums) > 1 {
		to, nums = Point{X: nums[0], Y: nums[1]}, nums[2:]
	} else {
		return mid, end, last, fmt.Errorf("%s reaches for nothing", name)
	}
	last = math.NaN()
	if len(nums) > 0 {
		last = nums[0]
	}
	k := 1.0
	if len(nums) > 1 {
		k = nums[1] // how much of its length is seen
	}
	first, second = first*k, second*k
	d := root.Distance(to)
	if d > first+second+1e-6 || d < math.Abs(first-second) {
		b.stretched = append(b.stretched, fmt.Sprintf("%s: %.1f of %.1f", name, d, first+second))
		d = max(math.Abs(first-second)+1e-6, min(d, first+second))
	}
	bend := math.Acos(max(-1, min(1, (first*first+d*d-second*second)/(2*first*d)))) * 180 / math.Pi
	if j.reach == '<' {
		bend = -bend
	}
	way := direction(root, to)
	mid = root.Add(toward(way+bend, first))
	end = root.Add(toward(way, d))
	return mid, end, last, nil
}

// spine works out the trunk, the neck and the head.
func (b *person) spine(p pose) error {
	j, ok := p["hip"]
	if !ok || len(j.nums) != 2 {
		return errors.New("the pose has no hip")
	}
	trunk := p.number("trunk", 90)
	low, chest := p.number("low", trunk), p.number("chest", trunk)
	hip := Point{X: j.nums[0], Y: j.nums[1]}
	waist := hip.Add(toward(low, lowLength))
	top := waist.Add(toward(chest, chestLength))
	neck := p.number("neck", chest)
	nape := top.Add(toward(neck, neckLength))
	head := nape.Add(toward(p.number("head", neck), headLength))
	b.at["hip"], b.at["waist"], b.at["top"], b.at["nape"], b.at["head"] = hip, waist, top, nape, head
	return nil
}

func (b *person) add(name string, far bool, skin ...[]disc) *part {
	b.parts = append(b.parts, part{name: name, far: far, skin: skin})
	return &b.parts[len(b.parts)-1]
}

// side draws a person from the side, who looks to the right when upright.
func (b *person) side(p pose) error {
	if err := b.spine(p); err != nil {
		return err
	}
	hip, waist, top, nape, head := b.at["hip"], b.at["waist"], b.at["top"], b.at["nape"], b.at["head"]
	low, chest, crown := direction(hip, waist), direction(waist, top), direction(nape, head)
	b.at["shoulder"] = top.Add(toward(chest, -2)).Add(toward(chest-90, p.number("forward", 0)))
	for _, leg := range []string{"legf", "legn"} {
		if err := b.sideLeg(p, leg, hip); err != nil {
			return err
		}
	}
	for _, arm := range []string{"armn", "armf"} {
		if err := b.arm(p, arm, b.at["shoulder"], chest); err != nil {
			return err
		}
	}
	legs, arms := b.parts[:6:6], slices.Clone(b.parts[6:])
	b.parts = nil
	b.parts = append(append(b.parts, arms[3:]...), legs[:3]...)
	back := toward(low+90, 1.8)
	middle := waist.Add(toward(chest, 8))
	belly := p.number("belly", 0)
	b.add("trunk.low", false,
		[]disc{{hip, 6.6}, {hip.Add(back), 6.4}, {waist, 5.8}},
		[]disc{{waist.Add(toward(low-90, belly)), 5.4}, {hip.Add(toward(low-90, belly/3)), 6}, {middle, 6.5}},
	).over = true
	b.add("trunk.chest", false,
		[]disc{{waist.Add(toward(chest, 2)), 6}, {middle, 7}},
		[]disc{{middle, 7}, {top.Add(toward(chest, -2.5)), 5}, {top.Add(toward(chest+90, 1)), 3.2}})
	b.add("neck", false, []disc{{top.Add(toward(chest, -1)), 3.4}, {nape, 2.9}})
	up, front := toward(crown, 1), toward(crown-90, 1)
	jaw := p.number("jaw", 0)
	chin := head.Add(up.Mul(-4.6)).Add(front.Mul(3)).Add(toward(crown-110, jaw))
	b.add("head", false,
		[]disc{{head.Add(up.Mul(1.3)), 5.7}, {head.Add(up.Mul(0.6)).Add(front.Mul(-1)), 5.7}, {head.Add(up.Mul(-1)).Add(front.Mul(1.6)), 4.6}},
		[]disc{{head.Add(up.Mul(.4)).Add(front.Mul(5.4)), .5}, {head.Add(up.Mul(-1.2)).Add(front.Mul(6.9)), .7}, {head.Add(up.Mul(-1.6)).Add(front.Mul(4)), 1.2}},
	)
	b.add("jaw", false, []disc{{head.Add(up.Mul(-2.8)).Add(front.Mul(-.6)), 2.3}, {chin, 1.7}})
	b.at["chin"], b.at["face"] = chin, head.Add(front.Mul(6)).Add(up.Mul(-1))
	b.face = append(b.face, mark{line: []Point{head.Add(up.Mul(1)).Add(front.Mul(3.6))}, width: .9},
		mark{line: []Point{head.Add(up.Mul(-.2)).Add(front.Mul(-1)), head.Add(up.Mul(-1.6)).Add(front.Mul(-.7))}, width: .55})
	legs[3].over, arms[0].over = true, true
	legs[3].root, arms[0].root = disc{hip, 6.2}, disc{b.at["shoulder"], 3.3}
	b.parts = append(append(b.parts, legs[3:]...), arms[:3]...)
	return nil
}

// arm draws an arm from its shoulder.
func (b *person) arm(p pose, name string, shoulder Point, trunk float64) error {
	suffix := name[len(name)-1:]
	elbow, wrist, last, err := b.limb(p, name, shoulder, upperArm, foreArm, [2]float64{trunk + 180, trunk + 186})
	if err != nil {
		return err
	}
	if math.IsNaN(last) {
		last = direction(elbow, wrist)
	}
	k := p.number("hand"+suffix, 1)
	knuckles := wrist.Add(toward(last, handLength*.45*k))
	tip := wrist.Add(toward(last, handLength*k))
	thumb := p.number("thumb"+suffix, 38)
	far := suffix == "f"
	b.add("upperarm."+suffix, far, []disc{{shoulder, 3.3}, {elbow, 2.5}}).over = true
	b.add("forearm."+suffix, far, []disc{{elbow, 2.5}, {elbow.Add(wrist.Sub(elbow).Mul(.3)), 2.5}, {wrist, 1.7}})
	b.add("hand."+suffix, far, []disc{{wrist, 1.7}, {knuckles, 1.9}}, []disc{{knuckles, 1.9}, {tip, 1.1}},
		[]disc{{wrist.Add(toward(last, 1)), 1}, {wrist.Add(toward(last, 1)).Add(toward(last+thumb, 4*k)), .8}})
	b.at["shoulder."+suffix], b.at["elbow."+suffix], b.at["wrist."+suffix], b.at["hand."+suffix], b.at["tip."+suffix] = shoulder, elbow, wrist, knuckles, tip
	return nil
}

func (b *person) sideLeg(p pose, name string, hip Point) error {
	suffix := name[len(name)-1:]
	knee, ankle, last, err := b.limb(p, name, hip, thighLength, shankLength, [2]float64{-90, -90})
	if err != nil {
		return err
	}
	shank := direction(knee, ankle)
	if math.IsNaN(last) {
		last = shank + 90
	}
	toes := p.number("toe"+suffix, last)
	fwd, up := toward(last, 1), toward(last+90, 1)
	heel := ankle.Add(fwd.Mul(-2.4)).Add(up.Mul(-1.9))
	ball := ankle.Add(fwd.Mul(footLength)).Add(up.Mul(-2.4))
	tip := ball.Add(toward(toes, toeLength))
	far := suffix == "f"
	calf := knee.Add(toward(shank, shankLength*.32)).Add(toward(shank-90, .7))
	b.add("thigh."+suffix, far, []disc{{hip, 6.2}, {hip.Add(knee.Sub(hip).Mul(.45)), 5.4}, {knee, 3.9}}).over = true
	b.add("shank."+suffix, far, []disc{{knee, 3.8}, {calf, 3.7}}, []disc{{calf, 3.7}, {ankle, 2.3}})
	b.add("foot."+suffix, far, []disc{{ankle, 2.3}, {heel, 1.9}}, []disc{{ankle, 2.2}, {ball, 1.4}, {ankle.Add(fwd.Mul(2)), 2.1}},
		[]disc{{heel.Add(up.Mul(.5)), 1.3}, {ball.Add(up.Mul(.5)), .9}}, []disc{{ball, 1.4}, {tip, 1.1}})
	b.at["knee."+suffix], b.at["ankle."+suffix], b.at["heel."+suffix], b.at["ball."+suffix], b.at["toe."+suffix] = knee, ankle, heel, ball, tip
	return nil
}

// front draws a person from the front or from the back.
func (b *person) front(p pose, fromBack bool) error {
	if err := b.spine(p); err != nil {
		return err
	}
	hip, waist, top, nape, head := b.at["hip"], b.at["waist"], b.at["top"], b.at["nape"], b.at["head"]
	low, chest, crown := direction(hip, waist), direction(waist, top), direction(nape, head)
	wide := p.number("wide", 1) // how much of the width of the shoulders is seen
	across := func(dir, half float64) Point { return toward(dir-90, half*wide) }
	turn := p.number("turn", 0) // of the head, -1 to 1
	lift := p.number("shrug", 0)
	ribs := waist.Add(toward(chest, 9.5))
	level := top.Add(toward(chest, -3+lift))
	for i, suffix := range []string{"f", "n"} {
		k := float64(2*i - 1)
		b.at["shoulder."+suffix] = level.Add(across(chest, k*(shoulders+p.number("broad", 0))))
		b.at["hip."+suffix] = hip.Add(across(low, k*hipsHalf))
	}
	for _, suffix := range []string{"f", "n"} {
		if err := b.frontLeg(p, suffix); err != nil {
			return err
		}
	}
	for _, suffix := range []string{"n", "f"} {
		if err := b.arm(p, "arm"+suffix, b.at["shoulder."+suffix], chest); err != nil {
			return err
		}
	}
	legs, arms := b.parts[:6:6], slices.Clone(b.parts[6:])
	for i := range arms {
		arms[i].far = false
	}
	b.parts = nil
	behind := p.number("behind", 0) != 0 // the arms are behind the trunk
	if behind {
		b.parts = append(b.parts, arms...)
	}
	b.parts = append(b.parts, legs...)
	pair := func(at Point, dir, half, r float64) []disc {
		return []disc{{at.Add(across(dir, -half)), r}, {at.Add(across(dir, half)), r}}
	}
	b.add("trunk.low", false,
		slices.Concat(pair(hip, low, 4.6, 5.2), pair(waist, low, 4.1, 4)),
		slices.Concat(pair(waist, low, 4.1, 4), pair(ribs, chest, 5.2, 4.6))).over = true
	b.add("trunk.chest", false,
		slices.Concat(pair(ribs, chest, 5.2, 4.6), []disc{{b.at["shoulder.f"].Add(across(chest, 1)), 3.2}, {b.at["shoulder.n"].Add(across(chest, -1)), 3.2}}),
		[]disc{{b.at["shoulder.f"].Add(across(chest, 1.6)), 2.6}, {b.at["shoulder.n"].Add(across(chest, -1.6)), 2.6}, {top.Add(toward(chest, 1.2)), 2.6}})
	b.add("neck", false, []disc{{top.Add(toward(chest, -1)), 3}, {nape, 2.8}})
	up, right := toward(crown, 1), toward(crown-90, 1)
	jaw := p.number("jaw", 0)
	chin := head.Add(up.Mul(-4.2 - jaw))
	b.add("head", false, []disc{{head.Add(up.Mul(1.4)), 5.3}, {head.Add(up.Mul(-1)), 4.7}, {chin, 2.4}})
	b.at["chin"] = chin
	for _, k := range []float64{-1, 1} {
		if k*turn < .6 {
			ear := head.Add(right.Mul(k * (5.2 - math.Abs(turn)*2*float64(boolSign(k*turn < 0)))))
			b.parts[len(b.parts)-1].skin = append(b.parts[len(b.parts)-1].skin, []disc{{ear.Add(up.Mul(.3)), .9}, {ear.Add(up.Mul(-1.1)), .7}})
		}
	}
	if fromBack {
		b.blades(p, ribs, chest)
	} else {
		nod := p.number("nod", 0) // how far the face looks down
		middle := head.Add(right.Mul(turn * 3.4)).Add(up.Mul(-nod))
		for _, k := range []float64{-1, 1} {
			eye := middle.Add(right.Mul(k * 2 * (1 - .25*math.Abs(turn)))).Add(up.Mul(.7))
			if k*turn < .8 && eye.Distance(head) < 5.2 {
				if p.number("shut", 0) != 0 {
					b.face = append(b.face, mark{line: []Point{eye.Add(right.Mul(-.8)), eye.Add(right.Mul(.8))}, width: .45})
				} else {
					b.face = append(b.face, mark{line: []Point{eye}, width: .9})
				}
			}
		}
		nose := middle.Add(up.Mul(-.9)).Add(right.Mul(turn * .8))
		b.face = append(b.face, mark{line: []Point{middle.Add(up.Mul(.4)), nose}, width: .5})
		mouth := middle.Add(up.Mul(-3 - jaw/2))
		if jaw > .6 {
			b.face = append(b.face, mark{line: oval(mouth, 1.5, jaw*.62), width: .3, whole: true})
		} else {
			b.face = append(b.face, mark{line: []Point{mouth.Add(right.Mul(-1.3)), mouth.Add(right.Mul(1.3))}, width: .45})
		}
		b.at["face"] = middle
	}
	for i, suffix := range []string{"n", "f"} {
		arms[3*i].over, legs[3*i].over = true, true
		arms[3*i].root = disc{b.at["shoulder."+suffix], 3.3}
	}
	if !behind {
		b.parts = append(b.parts, arms...)
	}
	return nil
}

func boolSign(yes bool) int {
	if yes {
		return 1
	}
	return -1
}

// blades are the shoulder blades, near to or far from the spine.
func (b *person) blades(p pose, ribs Point, chest float64) {
	apart, down := p.number("blades", 5), p.number("down", 0)
	for _, k := range []float64{-1, 1} {
		suffix := "n"
		if k < 0 {
			suffix = "f"
		}
		at := ribs.Add(toward(chest-90, k*apart)).Add(toward(chest, 1-down))
		out := toward(chest-90, k)
		up := toward(chest, 1)
		b.add("blade."+suffix, false, []disc{{at.Add(up.Mul(2.2)).Add(out.Mul(-1)), .8}, {at.Add(up.Mul(2.6)).Add(out.Mul(2.4)), .8}, {at.Add(up.Mul(-3.6)), .7}}).over = true
		b.at["blade."+suffix] = at
	}
}

func oval(at Point, a, b float64) []Point {
	var out []Point
	for i := range 20 {
		s, c := math.Sincos(2 * math.Pi * float64(i) / 20)
		out = append(out, at.Add(Point{X: a * c, Y: b * s}))
	}
	return out
}

func (b *person) frontLeg(p pose, suffix string) error {
	hip := b.at["hip."+suffix]
	knee, ankle, last, err := b.limb(p, "leg"+suffix, hip, thighLength, shankLength, [2]float64{-90, -90})
	if err != nil {
		return err
	}
	shank := direction(knee, ankle)
	out := 1.0
	if suffix == "f" {
		out = -1
	}
	if math.IsNaN(last) {
		last = shank + out*22
	}
	k := p.number("foot"+suffix, .32) // how much of the foot's length is seen
	tip := ankle.Add(toward(last, (footLength+toeLength)*k))
	calf := knee.Add(ankle.Sub(knee).Mul(.3))
	b.add("thigh."+suffix, false, []disc{{hip, 5}, {knee, 3.5}}).over = true
	b.add("shank."+suffix, false, []disc{{knee, 3.4}, {calf, 3.5}}, []disc{{calf, 3.5}, {ankle, 2.1}})
	b.add("foot."+suffix, false, []disc{{ankle, 2.1}, {tip, 1.9}})
	b.at["knee."+suffix], b.at["ankle."+suffix], b.at["toe."+suffix] = knee, ankle, tip
	return nil
}

// hand draws a forearm and a hand from the side of the thumb, or from its palm where "palm" is set. "hip" is the wrist, "arm"
// the direction of the elbow, "palmdir" that of the knuckles. "fingers" are how far the three joints of the fingers are bent,
// "thumb" the directions of its two bones from the palm's.
func (b *person) hand(p pose) {
	wrist := Point{X: p.number("hip", 20)}
	wrist.Y, _ = p.angle("hip", 1, 20)
	arm, dir := p.number("arm", 180), p.number("palmdir", 0)
	elbow := wrist.Add(toward(arm, 34))
	b.at["wrist"], b.at["elbow"] = wrist, elbow
	b.add("forearm.n", false, []disc{{wrist, 2.5}, {wrist.Add(toward(arm, 16)), 3.9}}, []disc{{wrist.Add(toward(arm, 16)), 3.9}, {elbow, 4.4}})
	bends := [3]float64{}
	for i := range bends {
		bends[i], _ = p.angle("fingers", i, 0)
	}
	fwd := toward(dir, 1)
	palmar := toward(dir-90, 1)
	if p.number("palm", 0) != 0 {
		b.palm(p, wrist, dir, bends)
		return
	}
	knuckles := wrist.Add(fwd.Mul(9))
	b.at["knuckles"] = knuckles
	b.add("palm", false, []disc{{wrist, 2.5}, {knuckles, 2.3}, {wrist.Add(fwd.Mul(3)).Add(palmar.Mul(.6)), 2.5}})
	lengths := [3]float64{5, 3.3, 2.7}
	at, a := knuckles, dir
	var skin [][]disc
	for i, l := range lengths {
		a -= bends[i]
		next := at.Add(toward(a, l))
		skin = append(skin, []disc{{at, 1.9 - .25*float64(i)}, {next, 1.65 - .25*float64(i)}})
		at = next
	}
	b.at["tip"] = at
	b.add("fingers", false, skin...)
	t1, _ := p.angle("thumb", 0, -40)
	t2, _ := p.angle("thumb", 1, t1+10)
	root := wrist.Add(fwd.Mul(2.6)).Add(palmar.Mul(.5))
	mid := root.Add(toward(dir+t1, 4.8))
	end := mid.Add(toward(dir+t2, 3.6))
	b.add("thumb", false, []disc{{root, 1.9}, {mid, 1.45}}, []disc{{mid, 1.45}, {end, 1.15}}).over = true
	b.parts[len(b.parts)-1].root = disc{root, 1.9}
	b.at["thumb"] = end
}

// palm is a hand whose palm, or back, is seen.
func (b *person) palm(p pose, wrist Point, dir float64, bends [3]float64) {
	fwd, side := toward(dir, 1), toward(dir+90, 1)
	b.add("palm", false, []disc{{wrist, 2.6}, {wrist.Add(fwd.Mul(8.6)).Add(side.Mul(2.9)), 1.7}, {wrist.Add(fwd.Mul(7.6)).Add(side.Mul(-3.3)), 1.6}, {wrist.Add(fwd.Mul(3)).Add(side.Mul(2)), 2.4}})
	b.at["knuckles"] = wrist.Add(fwd.Mul(9))
	spread := p.number("spread", 5)
	seen := 1 - bends[0]/130 // a bent finger comes out of the picture
	for i, l := range []float64{10, 11, 10.2, 8.2} {
		k := float64(i) - 1.5
		a := dir - k*spread
		root := wrist.Add(fwd.Mul(9.2 - .35*k*k)).Add(side.Mul(-k * 2.1))
		s := seen
		name := "finger." + strconv.Itoa(i+1)
		if v, ok := p[name]; ok {
			s, a = v.nums[0], a+v.nums[1]
		}
		tip := root.Add(toward(a, l*s))
		b.add(name, false, []disc{{root, 1.25}, {tip, 1}})
		b.at[name] = tip
		b.at["tip"] = tip
	}
	t1, _ := p.angle("thumb", 0, 45)
	t2, _ := p.angle("thumb", 1, t1-10)
	root := wrist.Add(fwd.Mul(2.4)).Add(side.Mul(2.2))
	mid := root.Add(toward(dir+t1, 5.2))
	end := mid.Add(toward(dir+t2, 4.4))
	b.add("thumb", false, []disc{{root, 2}, {mid, 1.4}}, []disc{{mid, 1.4}, {end, 1.1}}).over = true
	b.parts[len(b.parts)-1].root = disc{root, 2.1}
	b.at["thumb"] = end
}
