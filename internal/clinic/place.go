package clinic

import (
	"maps"
	"slices"

	"regimen/internal/anatomy"
	"regimen/internal/table"
)

// PlaceEverything is the whole body: what stands against it stands against all treatment.
const PlaceEverything = "everything"

// The places that hang on what was marked: with an answer of the screening, an injury, a test.
const (
	// PlaceMarked is the marked place itself. While none is marked it may be anywhere.
	PlaceMarked = "marked"
	// PlaceMarkedPart is the part of the body that it lies in, on its side.
	PlaceMarkedPart = "marked-part"
	// PlaceMarkedLimb is the limb that it lies in, and the place itself. While none is marked it is any limb.
	PlaceMarkedLimb = "marked-limb"
)

// places are the words by which the tables name a part of the body, with the parts of the anatomy table that belong to
// each. A limb has its girdle with it: what weakens an arm is treated at the shoulder, too.
var places = map[string][]string{
	PlaceEverything: nil,
	"head":          {"Head"},
	"neck":          {"Neck"},
	"chest":         {"Chest"},
	"abdomen":       {"Abdomen"},
	"upper-back":    {"Upper back"},
	"low-back":      {"Low back"},
	"pelvis":        {"Hip and pelvis"},
	"spine":         {"Neck", "Upper back", "Low back"},
	"trunk":         {"Upper back", "Low back", "Chest", "Abdomen"},
	"arm":           {"Shoulder", "Arm", "Forearm", "Wrist and hand"},
	"leg":           {"Hip and pelvis", "Thigh", "Knee", "Leg", "Ankle and foot"},
	"shoulder":      {"Shoulder"},
	"upper-arm":     {"Arm"},
	"forearm":       {"Forearm"},
	"hand":          {"Wrist and hand"},
	"thigh":         {"Thigh"},
	"knee":          {"Knee"},
	"lower-leg":     {"Leg"},
	"foot":          {"Ankle and foot"},

	"below-hip":          {"Thigh", "Knee", "Leg", "Ankle and foot"},
	"belly":              {"Abdomen"},
	"belly-and-low-back": {"Abdomen", "Low back", "Hip and pelvis"},
	"kidneys":            {"Low back"},
	"spine-ribs-hips":    {"Neck", "Upper back", "Low back", "Chest", "Abdomen", "Hip and pelvis"},
	"chest-wall":         {"Chest", "Upper back"},
	"neck-front":         {},
}

// placesAlso are structures that lie in a place though the part they belong to by the anatomy table does not.
var placesAlso = map[string][]string{
	"spine":      {"sacrum", "coccyx", "sacroiliac.joint", "sacroiliac.ligament.posterior", "sacrococcygeal.joint"},
	"belly":      {"iliacus", "inguinal.ligament", "iliopsoas.bursa", "femoral.nerve", "lymph.iliac"},
	"kidneys":    {"longissimus.thoracis", "iliocostalis.thoracis", "latissimus.dorsi"},
	"chest-wall": {"trapezius.upper", "levator.scapulae", "supraspinatus", "infraspinatus", "subscapularis", "scapulothoracic.joint"},
	"neck-front": {
		"platysma", "sternocleidomastoid", "scalenus.anterior", "scalenus.medius", "scalenus.posterior", "digastric", "sternohyoid", "omohyoid",
		"mylohyoid", "geniohyoid", "stylohyoid", "sternothyroid", "thyrohyoid", "brachial.plexus", "longus.colli", "longus.capitis", "hyoid", "cervical.fascia", "lymph.submandibular", "lymph.cervical", "lymph.supraclavicular",
	},
}

// Places lists the words for parts of the body that a column of the tables may hold.
func Places() []string { return slices.Sorted(maps.Keys(places)) }

// InPlace reports whether a structure lies in a place named by one of Places. A structure of a part that is not known, as
// all are while there is no figure (see On), lies in everything only.
func (c *Catalogue) InPlace(place, structure string) bool {
	if place == PlaceEverything || slices.Contains(placesAlso[place], structure) {
		return true
	}
	part := c.partOf(structure)
	return part != "" && slices.Contains(places[place], part)
}

// LimbOf is the place "arm" or "leg" that a structure belongs to, or "".
func (c *Catalogue) LimbOf(structure string) string {
	for _, limb := range []string{"arm", "leg"} {
		if c.InPlace(limb, structure) {
			return limb
		}
	}
	return ""
}

// readPlaces reads a column of places, those of Places and those that hang on what was marked, separated by semicolons. None
// is everything.
func readPlaces(r *table.Row, column string) []string {
	list := r.Choices(column, append(Places(), PlaceMarked, PlaceMarkedPart, PlaceMarkedLimb)...)
	if len(list) > 1 && slices.Contains(list, PlaceEverything) {
		r.Fail(column, "everything needs no other place beside it")
	}
	return list
}

// AtPlaces reports whether work on targets comes to one of the places that a table names, see readPlaces. marked is the
// place that was marked with what the rule goes by, if one was. Work of which nobody said where it is done may be done
// anywhere.
func (c *Catalogue) AtPlaces(places []string, marked, targets []Target) bool {
	if len(places) == 0 || len(targets) == 0 {
		return true
	}
	marked, targets = c.made(marked), c.made(targets)
	some := func(is func(structure string) bool) bool {
		return slices.ContainsFunc(targets, func(t Target) bool { return is(t.Structure) })
	}
	return slices.ContainsFunc(places, func(place string) bool {
		near := func() bool { return c.nearest(marked, targets) > anatomy.Apart }
		switch place {
		case PlaceMarked:
			return len(marked) == 0 || near()
		case PlaceMarkedPart:
			return len(marked) == 0 || near() || c.samePart(marked, targets)
		case PlaceMarkedLimb:
			if len(marked) == 0 {
				return some(func(s string) bool { return c.LimbOf(s) != "" })
			}
			return near() || c.oneLimb(marked, targets)
		}
		return some(func(s string) bool { return c.InPlace(place, s) })
	})
}

// oneLimb reports whether two areas share an arm or a leg, each with its girdle.
func (c *Catalogue) oneLimb(a, b []Target) bool {
	for _, x := range a {
		for _, y := range b {
			if limb := c.LimbOf(x.Structure); limb != "" && limb == c.LimbOf(y.Structure) && sameSide(x.Side, y.Side) {
				return true
			}
		}
	}
	return false
}

// samePart reports whether two areas share a part of the body on one side.
func (c *Catalogue) samePart(a, b []Target) bool {
	for _, x := range a {
		for _, y := range b {
			part := c.partOf(x.Structure)
			if part != "" && part == c.partOf(y.Structure) && sameSide(x.Side, y.Side) {
				return true
			}
		}
	}
	return false
}

// OneOfASide reports that there is a place of that name on each side of the body: an arm, and not the spine.
func OneOfASide(place string) bool {
	return !slices.Contains([]string{PlaceEverything, "head", "neck", "chest", "abdomen", "upper-back", "low-back", "pelvis", "spine", "trunk", "belly", "belly-and-low-back", "kidneys", "spine-ribs-hips", "chest-wall", "neck-front"}, place)
}
