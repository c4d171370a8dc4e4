package desk

import (
	"context"
	"encoding/json"

	"regimen/internal/clinic"
)

// usualTestsKey keeps, for a region of special tests, which of them this computer shows first.
const usualTestsKey = "tests.usual."

// UsualTests are the special tests of a region that are shown before the others, whatever was found: those chosen on this
// computer, and until some are, those of the catalogue.
func (d *Desk) UsualTests(region string) []string {
	stored, err := d.Store.Preference(context.Background(), usualTestsKey+region)
	if err != nil {
		d.Log.Error("reading a preference", "key", usualTestsKey+region, "error", err)
	}
	var codes []string
	if stored != "" {
		err := json.Unmarshal([]byte(stored), &codes)
		if err == nil {
			return codes
		}
		d.Log.Error("reading the tests that are shown first", "error", err)
	}
	codes = nil
	for _, x := range d.Catalogue.TestsIn(region, clinic.TestSpecial) {
		if x.Core {
			codes = append(codes, x.Code)
		}
	}
	return codes
}

// SetUsualTests chooses which special tests of a region this computer shows first.
func (d *Desk) SetUsualTests(region string, codes []string) error {
	if codes == nil {
		codes = []string{}
	}
	text, err := json.Marshal(codes)
	if err != nil {
		return err
	}
	return d.Store.SetPreference(context.Background(), usualTestsKey+region, string(text))
}
