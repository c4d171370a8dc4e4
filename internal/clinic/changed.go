package clinic

import (
	"reflect"
	"slices"
	"strings"
)

// eachField visits the fields of a record by their json names, in order.
func eachField(r Record, visit func(name string, v reflect.Value)) {
	v := reflect.ValueOf(r).Elem()
	for i := range v.NumField() {
		if name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ","); name != "" && name != "-" {
			visit(name, v.Field(i))
		}
	}
}

// ChangedFields are the json names of the fields in which two records of a kind differ, in order. A record
// that is not there (nil) differs in all.
func ChangedFields(a, b Record) []string {
	var out []string
	values := make(map[string]any)
	if a != nil {
		eachField(a, func(name string, v reflect.Value) { values[name] = v.Interface() })
	}
	if b == nil {
		a, b = b, a
	}
	if b == nil {
		return nil
	}
	eachField(b, func(name string, v reflect.Value) {
		if a == nil || !reflect.DeepEqual(values[name], v.Interface()) {
			out = append(out, name)
		}
	})
	return out
}

// Copy is a record of its own with the same fields. Lists within are shared: they are never changed where they lie.
func Copy(r Record) Record {
	out := NewRecord(r.Kind())
	reflect.ValueOf(out).Elem().Set(reflect.ValueOf(r).Elem())
	return out
}

// WithFields is a copy of a record with some fields, by their json names, as another of its kind has them.
func WithFields(r, other Record, names []string) Record {
	out := Copy(r)
	values := make(map[string]reflect.Value)
	eachField(other, func(name string, v reflect.Value) { values[name] = v })
	eachField(out, func(name string, v reflect.Value) {
		if slices.Contains(names, name) {
			v.Set(values[name])
		}
	})
	return out
}
