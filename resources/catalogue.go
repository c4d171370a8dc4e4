package resources

import "embed"

// Catalogue holds the tables the clinic chooses from: techniques, measures, screening questions, tests, home
// care, warning signs, what to expect, and the questionnaires in forms. They are plain tab-separated text
// so that a therapist can correct one; clinic.LoadCatalogue reads and checks them.
//
//go:embed catalogue/*.tsv catalogue/forms/*.tsv
var Catalogue embed.FS
