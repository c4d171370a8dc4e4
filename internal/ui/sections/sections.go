// Package sections puts together the parts of a patient's workspace.
package sections

import (
	"regimen/internal/ui/account"
	"regimen/internal/ui/assess"
	"regimen/internal/ui/desk"
	"regimen/internal/ui/documents"
	"regimen/internal/ui/patients"
	"regimen/internal/ui/plan"
	"regimen/internal/ui/progress"
	"regimen/internal/ui/sessions"
	"regimen/internal/ui/summary"
)

// All is the builder of each section.
func All() map[desk.Section]desk.Builder {
	return map[desk.Section]desk.Builder{
		desk.Summary:   summary.New,
		desk.Assess:    assess.New,
		desk.Plan:      plan.New,
		desk.Sessions:  sessions.New,
		desk.Progress:  progress.New,
		desk.Documents: documents.New,
		desk.Details:   patients.New,
		desk.Account:   account.New,
	}
}
