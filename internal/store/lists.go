package store

import (
	"encoding/json"
	"slices"
)

// mergeLists brings together what two people did to the same list of words, such as the notes that wait for
// confirmation or a patient's alerts: what either added is in, and what either took out is out. It is false
// for a column that is no such list, and where somebody put the list into another order.
func mergeLists(base, mine, theirs any) (merged any, ok bool) {
	var lists [3][]string
	for i, v := range []any{base, mine, theirs} {
		text, isText := v.(string)
		if !isText || json.Unmarshal([]byte(text), &lists[i]) != nil {
			return nil, false
		}
	}
	was, here, there := lists[0], lists[1], lists[2]
	if !inOrderOf(was, here) || !inOrderOf(was, there) {
		return nil, false
	}
	out := slices.DeleteFunc(slices.Clone(there), func(w string) bool { return slices.Contains(was, w) && !slices.Contains(here, w) })
	for _, w := range here {
		if !slices.Contains(was, w) && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	if len(out) == 0 {
		return "[]", true
	}
	text, err := json.Marshal(out)
	return string(text), err == nil
}

// inOrderOf reports whether what is left of a list stands in the order in which it was.
func inOrderOf(was, now []string) bool {
	at := -1
	for _, w := range now {
		i := slices.Index(was, w)
		if i < 0 {
			continue
		}
		if i < at {
			return false
		}
		at = i
	}
	return true
}
