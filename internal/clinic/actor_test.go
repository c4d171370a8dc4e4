package clinic

import "testing"

// Everybody is an owner for now, and may do everything; a role that is not known may do nothing.
func TestMay(t *testing.T) {
	t.Parallel()
	for _, sense := range Senses() {
		for _, verb := range []Verb{See, Write, Sign, Print, Export} {
			if !May(Actor{Role: RoleOwner}, verb, sense) {
				t.Errorf("the owner may not %s what is of %s", verb, sense)
			}
			for _, role := range []Role{"", "visitor"} {
				if May(Actor{Role: role}, verb, sense) {
					t.Errorf("%q may %s what is of %s", role, verb, sense)
				}
			}
		}
	}
	if May(Actor{Role: RoleOwner}, "forge", Clinical) {
		t.Error("what is not known may be done")
	}
}

func TestMayChange(t *testing.T) {
	t.Parallel()
	owner, other := Actor{Role: RoleOwner}, Actor{Role: "visitor"}
	open, signed := &Session{ID: "s"}, &Session{ID: "s", SignedAt: Date("2026-03-02").Time()}
	for _, pair := range [][2]Record{{nil, open}, {open, signed}, {open, nil}} {
		if !MayChange(owner, pair[0], pair[1]) || MayChange(other, pair[0], pair[1]) {
			t.Errorf("from %v to %v", pair[0], pair[1])
		}
	}
	if !Closes(open, signed) || !Closes(nil, signed) || Closes(signed, signed) || Closes(nil, open) || Closes(open, nil) {
		t.Error("what closes a record")
	}
}
