// Package patients is the list of patients and the form with what is known of one.
package patients

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/store/lookup"
	"regimen/internal/ui/kit"
	"regimen/internal/words"
)

// Row is a patient as a row of a list: the name, then what tells two people of one name apart.
func Row(h lookup.Hit, today clinic.Date) kit.Row {
	l := kit.Row{What: h.Name, Quiet: strings.Join(known(h, today), "  ·  "), Icon: kit.IconPerson}
	if h.Archived {
		l.Badge, l.Icon = lang.L("Archived"), kit.IconArchive
	}
	return l
}

// sortedRow is a patient as a row of a list that is sorted by family name, which stands first.
func sortedRow(h lookup.Hit, today clinic.Date) kit.Row {
	row := Row(h, today)
	if row.Icon = ""; h.Family != "" && h.Given != "" {
		row.What, row.Beside = h.Family, h.Given
	}
	return row
}

func known(h lookup.Hit, today clinic.Date) []string {
	var parts []string
	if h.BirthDate.Valid() {
		parts = append(parts, lang.L("{{.Date}} ({{.Age}})", map[string]any{
			"Date": words.Short(h.BirthDate), "Age": kit.Age(string(h.BirthDate), today.Time()),
		}))
	}
	if h.As != "" {
		parts = append(parts, lang.L("also entered as {{.Name}}", map[string]any{"Name": h.As}))
	}
	if h.Phone != "" {
		parts = append(parts, h.Phone)
	}
	if h.LastVisit.Valid() {
		parts = append(parts, lang.L("last visit {{.Date}}", map[string]any{"Date": words.Short(h.LastVisit)}))
	} else {
		parts = append(parts, lang.L("no visit yet"))
	}
	return parts
}
