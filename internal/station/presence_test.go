package station

import (
	"slices"
	"strings"
	"testing"
)

// Whatever another program says on the channel, it is understood or left alone.
func FuzzHeard(f *testing.F) {
	for _, text := range []string{
		"", "{}", "null", "[]", `{"from":"b","patient":"ann","name":"Kim"}`, `{"from":"me","patient":"ann"}`, `{"from":"b"}`, `{"from":"b","ask":true}`,
		`{"from":"b","patient":1}`, `{"from":"b","patient":"ann","writing":{}}`, strings.Repeat("{", 1000), "\xff",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := new(Station)
		s.presence.init("me")
		s.At("ann", "")
		for range 20 { // more than can wait to be told
			s.heard(text)
		}
		if others := s.Others("ann"); len(others) > 1 {
			t.Errorf("one program is %d others", len(others))
		}
		if _, me := s.presence.others["me"]; me {
			t.Error("this program is another")
		}
		s.heard(`{"from":"b","patient":"ann","name":"Kim"}`)
		if !slices.ContainsFunc(s.Others("ann"), func(o Other) bool { return o.Name == "Kim" }) {
			t.Error("after that nobody is heard any more")
		}
	})
}
