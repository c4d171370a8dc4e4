// Package language keeps the toolkit from complaining about the C and POSIX locales, which name no
// language.
//
// The toolkit asks for the language before main begins, so this must happen in an init that runs
// earlier. Go starts packages in the order of their paths as soon as what they import is ready; this one
// needs little, and the toolkit needs text/template, which comes after it.
package language

import (
	"os"
	"strings"
)

func init() { settle(os.Getenv, os.Setenv) }

// settle names English in LANGUAGE, which is asked first, when the locale names no language. The
// character set stays as it is.
func settle(get func(string) string, set func(key, value string) error) {
	if get("LANGUAGE") != "" {
		return
	}
	for _, key := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := get(key); v != "" {
			if name, _, _ := strings.Cut(v, "."); name == "C" || name == "POSIX" {
				_ = set("LANGUAGE", "en")
			}
			return
		}
	}
}
