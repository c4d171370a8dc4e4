package store

import "testing"

func TestMergeLists(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, base, mine, theirs, want string
		no                             bool
	}{
		{"each took out another", `["a","b","c"]`, `["b","c"]`, `["a","c"]`, `["c"]`, false},
		{"each added", `["a"]`, `["a","b"]`, `["a","c"]`, `["a","c","b"]`, false},
		{"both added the same", `[]`, `["b"]`, `["b"]`, `["b"]`, false},
		{"taken out here, added there", `["a"]`, `[]`, `["a","c"]`, `["c"]`, false},
		{"nothing is left", `["a","b"]`, `["a"]`, `["b"]`, `[]`, false},
		{"another order", `["a","b"]`, `["b","a"]`, `["a"]`, "", true},
		{"no words", `[{"x":1}]`, `[]`, `[{"x":2}]`, "", true},
		{"no list", `text`, `other`, `third`, "", true},
	} {
		got, ok := mergeLists(tt.base, tt.mine, tt.theirs)
		if ok == tt.no || ok && got != tt.want {
			t.Errorf("%s: %v %v", tt.name, got, ok)
		}
	}
	if _, ok := mergeLists(nil, "[]", "[]"); ok {
		t.Error("a list that was not there was merged")
	}
}
