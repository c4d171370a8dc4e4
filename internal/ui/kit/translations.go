package kit

import (
	"fyne.io/fyne/v2/lang"

	"regimen/resources"
)

// LoadTranslations makes lang.L speak the user's language, as far as it is
// translated. Call it once, before the first window.
func LoadTranslations() error {
	return lang.AddTranslationsFS(resources.Locale, resources.LocaleDir)
}
