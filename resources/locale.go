package resources

import "embed"

// Locale holds the translations, one JSON file per language named after it
// (en.json). A key is the British English text itself, so en.json only needs
// entries where the shown text differs from its key, such as plurals.
//
// Load it once, before the first window: lang.AddTranslationsFS(resources.Locale, LocaleDir).
//
//go:embed locale/*.json
var Locale embed.FS

// LocaleDir is the folder inside Locale that holds the files.
const LocaleDir = "locale"
