package language

import "testing"

func TestSettle(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		env  map[string]string
		want string
	}{
		{map[string]string{}, ""},
		{map[string]string{"LANG": "en_AU.UTF-8"}, ""},
		{map[string]string{"LANG": "C"}, "en"},
		{map[string]string{"LANG": "C.UTF-8"}, "en"},
		{map[string]string{"LANG": "de_DE.UTF-8", "LC_ALL": "POSIX"}, "en"},
		{map[string]string{"LANG": "C", "LC_ALL": "de_DE.UTF-8"}, ""},
		{map[string]string{"LANG": "C", "LANGUAGE": "de"}, ""},
	} {
		got := ""
		settle(func(k string) string { return c.env[k] }, func(_, v string) error { got = v; return nil })
		if got != c.want {
			t.Errorf("%v: %q", c.env, got)
		}
	}
}
