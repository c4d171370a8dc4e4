package clinic

import (
	"maps"
	"slices"
)

// PlaceEverything is the whole body: what stands against it stands against all treatment.
const PlaceEverything = "everything"

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
}

// spineAlso are the structures of the spine that lie in the pelvis by the anatomy table.
var spineAlso = []string{"sacrum", "coccyx", "sacroiliac.joint", "sacroiliac.ligament.posterior"}

// Places lists the words for parts of the body that a column of the tables may hold.
func Places() []string { return slices.Sorted(maps.Keys(places)) }

// InPlace reports whether a structure lies in a place named by one of Places. A structure of a part that is not known, as
// all are while there is no figure (see On), lies in everything only.
func (c *Catalogue) InPlace(place, structure string) bool {
	if place == PlaceEverything || place == "spine" && slices.Contains(spineAlso, structure) {
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
