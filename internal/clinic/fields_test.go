package clinic

import (
	"reflect"
	"strings"
	"testing"
)

// Every field of every kind has a name of its own, and no name is left for a field that is gone.
func TestEveryFieldHasAName(t *testing.T) {
	common := map[string]bool{}
	for _, kind := range Kinds() {
		fields := map[string]bool{}
		names := map[string]string{}
		typ := reflect.TypeOf(NewRecord(kind)).Elem()
		for i := range typ.NumField() {
			field := jsonName(typ.Field(i))
			fields[field], common[field] = true, true
			name := FieldName(kind, field)
			switch {
			case name.String() == field:
				t.Errorf("%s.%s has no name", kind, field)
			case strings.ContainsAny(name.String(), "_"):
				t.Errorf("%s.%s is called %q", kind, field, name)
			case names[name.String()] != "":
				t.Errorf("%s: %s and %s are both called %q", kind, names[name.String()], field, name)
			}
			names[name.String()] = field
		}
		for field := range fieldNames[kind] {
			if !fields[field] {
				t.Errorf("%s has no field %s", kind, field)
			}
		}
	}
	for field := range commonFieldNames {
		if !common[field] {
			t.Errorf("no kind has a field %s", field)
		}
	}
	if got := FieldName(KindPatient, "shoe_size"); got.String() != "shoe_size" {
		t.Errorf("an unknown field is called %q", got)
	}
}
