package takings

import (
	"bytes"
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2/lang"

	"regimen/internal/clinic"
	"regimen/internal/exchange"
	"regimen/internal/ui/kit"
	"regimen/internal/ui/papers"
	"regimen/internal/whole"
	"regimen/internal/words"
)

// What is in a file for an accountant.
const (
	entries   = "entries"
	sums      = "sums"
	named     = "named"
	anonymous = "anonymous"
)

// askExport asks what is to be in the file for the accountant. Patients are named only where somebody says so.
func (s *Screen) askExport() {
	from, to := s.known.from, s.known.to
	what := kit.NewSegmented([]kit.Option{{ID: entries, Label: lang.L("Every entry")}, {ID: sums, Label: lang.L("The sums")}}, nil)
	what.SetChosen(entries)
	who := kit.NewSegmented([]kit.Option{{ID: anonymous, Label: lang.L("Without names")}, {ID: named, Label: lang.L("With names")}}, nil)
	who.SetChosen(anonymous)
	whose := kit.NewField(lang.L("Patients"), who).Help(lang.L("The tax needs no names. Without them each patient has a key."))
	what.OnChanged = func(id string) {
		kit.SetHidden(whose, id == sums)
		s.side.Object.Refresh()
	}
	do := kit.PrimaryButton(lang.L("Save the file"), kit.IconExport, func() {
		each, withNames := what.Value() == entries, who.Value() == named
		papers.Keep(s.d, papers.Keeping{
			Name:   "money-" + string(from) + "-" + string(to) + ".csv",
			Write:  func(path string) error { return s.export(path, from, to, each, withNames) },
			Doing:  lang.L("Saving the table…"),
			Failed: lang.L("The table could not be saved there. Choose another folder."),
			Kept:   s.side.Close,
		})
	})
	s.side.Open(lang.L("File for the accountant"), do,
		kit.Body(lang.L("{{.From}} – {{.To}}", map[string]any{"From": words.Short(from), "To": words.Short(to)})).Wrap(),
		kit.NewField(lang.L("What is in it"), what), whose,
		kit.QuietText(lang.L("A table that every spreadsheet opens. Its amounts add up to the figures beside it.")).Wrap())
}

// export writes what was charged and paid on some days as a table. It is called away from the UI thread.
func (s *Screen) export(path string, from, to clinic.Date, each, withNames bool) error {
	ctx := context.Background()
	t, err := s.d.Store.MoneyOf(ctx, from, to)
	if err != nil {
		return err
	}
	headings, rows := exchange.FigureColumns, exchange.Figures(&t)
	if each {
		names, invoices, err := s.tellApart(ctx, t.People(), withNames)
		if err != nil {
			return err
		}
		headings, rows = exchange.MoneyColumns, exchange.Money(&t, names, invoices)
	}
	return writeTable(path, headings, rows)
}

// tellApart are the names of some patients, or where they are not to be named their keys, and the numbers of all their
// invoices: a credit note may be of one that is older than the days that are written.
func (s *Screen) tellApart(ctx context.Context, who []string, withNames bool) (names, invoices map[string]string, err error) {
	names, invoices = make(map[string]string), make(map[string]string)
	for some := range slices.Chunk(who, namesAtOnce) {
		charts, err := s.d.Store.Charts(ctx, some, []clinic.Kind{clinic.KindPatient, clinic.KindInvoice})
		if err != nil {
			return nil, nil, err
		}
		for i, c := range charts {
			if names[some[i]] = some[i]; withNames {
				names[some[i]] = c.Patient.Name()
			}
			for _, b := range c.Account().Bills {
				invoices[b.ID] = strconv.Itoa(b.Number)
			}
		}
	}
	return names, invoices, nil
}

func writeTable(path string, headings []string, rows [][]string) error {
	var file bytes.Buffer
	if err := exchange.WriteCSV(&file, headings, func(row func([]string) error) error {
		for _, columns := range rows {
			if err := row(columns); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	return whole.Write(path, file.Bytes())
}
