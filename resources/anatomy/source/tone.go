package main

import (
	"fmt"
	"hash/fnv"
	"math"
)

// Tone: the figure is lit from the front, so surfaces darken towards the rim of the body and, less,
// towards the borders of each muscle. The tone is posterised into a few flat layers.
var (
	shadeLevels = []float64{0.10, 0.16, 0.23, 0.31, 0.40, 0.50, 0.60}
	lightLevels = []float64{4.5, 7, 10}
)

const (
	rimShade      = 0.62
	rimReach      = 20.0
	paleRimShade  = 0.46 // pale tissue stays pale, or fingers and bones at the rim would be all shade
	paleRimReach  = 11.0
	edgeReach     = 6.5
	muscleEdge    = 0.50
	firmEdge      = 0.26
	skinEdge      = 0.10
	lightRimReach = 22.0

	shadeSpeck, shadeSmoothing, shadeTolerance = 12.0, 12, 0.8
	lightSpeck, lightSmoothing, lightTolerance = 60.0, 16, 0.9
)

func edgeShade(class string) float64 {
	switch class {
	case "skin":
		return skinEdge
	case "joint", "bone", "tendon", "fascia", "ligament":
		return firmEdge
	}
	return muscleEdge
}

func (p *painter) shade() [][]Curve {
	tone := make([]float32, len(p.grid.label))
	for i, l := range p.grid.label {
		if l == 0 {
			continue
		}
		strength, reach := rimShade, rimReach
		if p.parts[l].class != "muscle" {
			strength, reach = paleRimShade, paleRimReach
		}
		rim := math.Exp(-math.Pow(float64(p.toRim[i])/reach, 1.25))
		edge := math.Exp(-math.Pow(float64(p.toEdge[i])/edgeReach, 1.2))
		tone[i] = float32(strength*rim + edgeShade(p.parts[l].class)*edge)
	}
	p.grid.blur(tone, 4, 3)
	return p.posterise(tone, shadeLevels, shadeSpeck, shadeSmoothing, shadeTolerance)
}

// light is a soft highlight on the muscle bellies.
func (p *painter) light() [][]Curve {
	tone := make([]float32, len(p.grid.label))
	for i, l := range p.grid.label {
		if l != 0 && p.parts[l].class == "muscle" {
			tone[i] = p.toEdge[i] * float32(1-math.Exp(-float64(p.toRim[i])/lightRimReach))
		}
	}
	p.grid.blur(tone, 5, 3)
	return p.posterise(tone, lightLevels, lightSpeck, lightSmoothing, lightTolerance)
}

func (p *painter) posterise(tone []float32, levels []float64, speck float64, smoothing int, tolerance float64) [][]Curve {
	var out [][]Curve
	for _, level := range levels {
		g := p.grid.sameShape()
		for i, l := range p.grid.label {
			if l != 0 && float64(tone[i]) > level {
				g.label[i] = 1
			}
		}
		g.flipSpecks(speck * pixelsPerUnit * pixelsPerUnit)
		out = append(out, outline(smoothArcs(g, p.art.mirror, smoothing, tolerance), p.art.mirror))
	}
	return out
}

// Fibres run between a muscle's two rails, each starting and ending a little differently.
const (
	fibreSamples   = 160
	fibreRagged    = 0.16 // largest part left out at an end
	fibreMargin    = 1.9  // units kept free along borders
	fibreCrowded   = 2.1  // closer than this, every other fibre pauses
	fibreMinPoints = 10
	fibreMinLength = 14.0
	fibreTolerance = 0.35
)

func (p *painter) fibres() []Curve {
	var out []Curve
	for _, q := range p.art.parts {
		if q.layer != surfaceLayer || q.railA == nil || q.noFibres || q.class != "muscle" && q.class != "tendon" && q.class != "fascia" {
			continue
		}
		out = append(out, p.fibresOf(q)...)
	}
	if p.art.mirror {
		out = append(out, mirroredAll(out)...)
	}
	return out
}

func (p *painter) fibresOf(q *part) []Curve {
	a, b := resample(q.railA, fibreSamples), resample(q.railB, fibreSamples)
	widest := 0.0
	for i := range a {
		widest = math.Max(widest, a[i].dist(b[i]))
	}
	n := max(2, int(widest/q.gap))
	var out []Curve
	for k := range n {
		t := (float64(k) + 0.5) / float64(n)
		first := int(fibreSamples * fibreRagged * jitter(q.id, k))
		last := fibreSamples - int(fibreSamples*fibreRagged*jitter(q.id, -1-k))
		var run []Point
		flush := func() {
			if len(run) >= fibreMinPoints && lineLength(run) > fibreMinLength {
				out = append(out, fitCurve(run, false, fibreTolerance))
			}
			run = nil
		}
		for s := first; s < last; s++ {
			at := lerp(a[s], b[s], t)
			i, ok := p.grid.pixel(at)
			crowded := k%2 == 1 && a[s].dist(b[s])/float64(n) < fibreCrowded
			if ok && !crowded && p.grid.label[i] == p.label[q] && p.toEdge[i] > fibreMargin {
				run = append(run, at)
			} else {
				flush()
			}
		}
		flush()
	}
	return out
}

// jitter is a repeatable number from 0 up to 1.
func jitter(id string, k int) float64 {
	h := fnv.New32a()
	fmt.Fprint(h, id, k)
	return float64(h.Sum32()>>8%1000) / 1000
}
