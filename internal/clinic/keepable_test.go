package clinic

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

// No time or date of any record is taken that could not be read again.
func TestKeepableYears(t *testing.T) {
	t.Parallel()
	tried := 0
	for _, k := range Kinds() {
		typ := reflect.TypeOf(NewRecord(k)).Elem()
		for i := range typ.NumField() {
			f := typ.Field(i)
			complaint := func(v any) string {
				r := NewRecord(k)
				reflect.ValueOf(r).Elem().Field(i).Set(reflect.ValueOf(v))
				return FieldMessage(Keepable(r), jsonName(f)).String()
			}
			at := func(year int) time.Time { return time.Date(year, 6, 1, 12, 0, 0, 0, time.UTC) }
			switch f.Type {
			case reflect.TypeFor[time.Time]():
				tried++
				for _, year := range []int{-5, 0, 10_000, 20_000} {
					if complaint(at(year)) == "" {
						t.Errorf("%s.%s takes the year %d", k, f.Name, year)
					}
				}
				for _, year := range []int{1, 1900, 9999} {
					if said := complaint(at(year)); strings.Contains(said, "clock") {
						t.Errorf("%s.%s does not take the year %d", k, f.Name, year)
					}
				}
			case reflect.TypeFor[Date]():
				tried++
				for _, d := range []Date{"0000-06-01", "10000-06-01", "2026-02-30", "x"} {
					if complaint(d) == "" {
						t.Errorf("%s.%s takes %q", k, f.Name, d)
					}
				}
			}
		}
	}
	if tried < 40 {
		t.Errorf("only %d fields were tried", tried)
	}
}
