package clinic

import (
	"errors"
	"io/fs"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"regimen/internal/table"
	"regimen/resources"
)

// shipped is the catalogue that goes out with the program, as the program loads it.
var shipped = sync.OnceValues(func() (*Catalogue, error) {
	atlas, err := drawn()
	if err != nil {
		return nil, err
	}
	c, err := LoadCatalogue(resources.Catalogue)
	if err != nil {
		return nil, err
	}
	return c.On(atlas), nil
})

func catalogue(t testing.TB) *Catalogue {
	t.Helper()
	c, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestNormsFollowTheReference holds the normal ranges of motion against the published columns.
func TestNormsFollowTheReference(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	for code, norm := range map[string]float64{
		"rom.neck.flexion": 45, "rom.neck.extension": 60, "rom.neck.lateral-flexion": 45, "rom.neck.rotation": 80,
		"rom.low-back.flexion": 60, "rom.low-back.extension": 25, "rom.low-back.lateral-flexion": 25,
		"rom.trunk.flexion": 80, "rom.trunk.extension": 25, "rom.trunk.lateral-flexion": 35, "rom.trunk.rotation": 45,
		"rom.shoulder.flexion": 180, "rom.shoulder.extension": 60, "rom.shoulder.abduction": 180, "rom.shoulder.internal-rotation": 70,
		"rom.shoulder.external-rotation": 90, "rom.shoulder.horizontal-adduction": 135, "rom.shoulder.horizontal-abduction": 45,
		"rom.elbow.flexion": 150, "rom.elbow.extension": 0, "rom.forearm.pronation": 80, "rom.forearm.supination": 80,
		"rom.wrist.flexion": 80, "rom.wrist.extension": 70, "rom.wrist.radial-deviation": 20, "rom.wrist.ulnar-deviation": 30,
		"rom.hip.flexion": 120, "rom.hip.extension": 30, "rom.hip.abduction": 45, "rom.hip.adduction": 30,
		"rom.hip.internal-rotation": 45, "rom.hip.external-rotation": 45, "rom.knee.flexion": 135, "rom.knee.extension": 0,
		"rom.ankle.dorsiflexion": 20, "rom.ankle.plantarflexion": 50, "rom.ankle.inversion": 35, "rom.ankle.eversion": 15,
		"rom.hip.straight-leg-raise": 80, "rom.jaw.opening": 43, "rom.jaw.lateral": 9, "rom.jaw.protrusion": 8, "rom.trunk.flexion-tape": 10,
		"lunge": 10, "fingertip-to-floor": 0, "apley": 0, "grip": 30, "rom.scapula.upward-rotation": 60, "rom.thumb.cmc-abduction": 70, "rom.thumb.cmc-flexion": 15,
		"rom.thumb.cmc-extension": 20, "rom.thumb.mcp-flexion": 50, "rom.thumb.ip-flexion": 80, "rom.thumb.opposition": 0,
		"rom.finger.mcp-flexion": 90, "rom.finger.mcp-extension": 45, "rom.finger.pip-flexion": 100, "rom.finger.dip-flexion": 90,
		"rom.great-toe.mtp-extension": 70, "rom.great-toe.mtp-flexion": 45, "rom.great-toe.ip-flexion": 90,
	} {
		m := c.Measure(code)
		switch {
		case m == nil:
			t.Errorf("%s is missing", code)
		case m.Norm == nil || *m.Norm != norm:
			t.Errorf("%s: the norm is %v, want %v", code, m.Norm, norm)
		}
	}
	for _, m := range c.Measures {
		if m.Joint == "" || m.Unit != "°" {
			continue
		}
		want := 10.0
		switch m.Joint {
		case "shoulder":
			want = 15
		case "wrist", "thumb", "fingers":
			want = 12
		}
		if m.MDC != want || m.LowerIsBetter || !slices.Equal(m.Modes, []string{ModeActive, ModePassive}) {
			t.Errorf("%s: MDC %v, unit %q, modes %v", m.Code, m.MDC, m.Unit, m.Modes)
		}
		midline := (m.Joint == "neck" || m.Joint == "low back" || m.Joint == "trunk") && (m.Motion == "flexion" || m.Motion == "extension")
		if m.Sided == midline {
			t.Errorf("%s: sided is %v", m.Code, m.Sided)
		}
	}
	for code, want := range map[string][3]float64{ // MDC, MDC of a single item, MCID
		"nprs": {1.77, 0, 2}, "psfs": {2, 3, 2}, "quickdash": {12.85, 0, 15.91}, "llis": {12.74, 0, 7.27}, "lefs": {9, 0, 9},
		"groc": {0.45, 0, 2}, "vas": {14, 0, 15}, "chair-stand": {2.5, 0, 2.6}, "ndi": {10, 0, 7.5}, "rmdq": {5, 0, 5}, "peg": {0, 0, 0}, "fingertip-to-floor": {4.5, 0, 0}, "grip": {5, 0, 6.5}, "girth": {10, 0, 0}, "tenderness": {1, 0, 0},
	} {
		if m := c.Measure(code); m == nil || [3]float64{m.MDC, m.MDCSingle, m.MCID} != want {
			t.Errorf("%s: %+v, want %v", code, m, want)
		}
	}
}

func TestCatalogueIsComplete(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	for _, code := range []string{
		"nerve-gliding", "compression-bandaging", "percussion-device", "active-assisted-stretch", "intra-oral", "abdominal-massage", "breathing",
		"hot-stones", "positional-drainage", "education", "passive-movement", "traction",
	} {
		if x := c.Technique(code); x == nil || !x.Offered {
			t.Errorf("%s cannot be chosen", code)
		}
	}
	if n := len(c.HomeCare); n < 60 {
		t.Errorf("%d pieces of home care", n)
	}
	for _, b := range Benefits() {
		if len(c.MeasuresFor(b)) < 3 {
			t.Errorf("%s has %d measures", b, len(c.MeasuresFor(b)))
		}
		if !slices.ContainsFunc(c.Techniques, func(t Technique) bool { return t.Aims[0] == b }) {
			t.Errorf("no technique is mainly for %s", b)
		}
		if !slices.ContainsFunc(c.HomeCare, func(e Exercise) bool { return slices.Contains(e.Benefits, b) }) {
			t.Errorf("no home care is for %s", b)
		}
	}
	groups := make(map[string]int)
	for _, s := range c.Screening {
		groups[s.Group]++
		if (s.Urgency == UrgencyAmbulance || s.Urgency == UrgencyEmergency) && !s.Blocks {
			t.Errorf("%s is an emergency and does not block", s.Code)
		}
	}
	for _, g := range []string{GroupAbsolute, GroupRedFlag, GroupLocal, GroupPrecaution} {
		if groups[g] < 10 {
			t.Errorf("the group %s has %d questions", g, groups[g])
		}
	}
}

func TestHomeCarePartsAreParts(t *testing.T) {
	t.Parallel()
	atlas := atlas(t)
	for _, e := range catalogue(t).HomeCare {
		for _, p := range e.Parts {
			if !slices.Contains(atlas.Parts(), p) {
				t.Errorf("%s: %q is no part of the body in the table of structures", e.Code, p)
			}
		}
	}
}

func TestPlainTextsAreEasyToRead(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	check := func(what, text string) {
		t.Helper()
		if g := ReadingGrade(text); g >= 8 {
			t.Errorf("%s reads at grade %.1f: %q", what, g, text)
		}
	}
	for _, x := range c.Techniques {
		check("technique "+x.Code, x.Plain)
	}
	for _, x := range c.Measures {
		check("measure "+x.Code, x.Plain)
	}
	for _, x := range c.Screening {
		check("question "+x.Code, x.Question)
	}
	for _, x := range c.HomeCare {
		check("home care "+x.Code, x.Title+". "+x.Instructions)
		check("not when, of home care "+x.Code, x.NotWhen)
	}
	for _, x := range c.Warnings {
		check("warning "+x.Code, x.Sign+". "+x.Do)
	}
	for _, x := range c.Expect {
		check("expectation "+x.Code, x.Text)
	}
}

func TestReadingGrade(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		text string
		want float64
	}{
		{"", 0},
		{"… — …", 0},
		{"The cat sat on the mat.", 0.39*6 + 11.8*1 - 15.59},
		{"The cat sat on the mat. The dog ran!", 0.39*9/2 + 11.8*1 - 15.59},
		{"Sit tall", 0.39*2 + 11.8*1 - 15.59},
		// The well-known sample of 13 words and 24 syllables, grade 11.3.
		{"The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", 0.39*13 + 11.8*24/13 - 15.59},
	} {
		if got := ReadingGrade(x.text); math.Abs(got-x.want) > 1e-9 {
			t.Errorf("%q: %.2f, want %.2f", x.text, got, x.want)
		}
	}
	for word, want := range map[string]int{
		"muscle": 2, "massage": 2, "moved": 1, "tested": 2, "table": 2, "whole": 1, "tree": 1, "knees": 1, "lymph": 1, "12": 1, "shoulder": 2,
		"exercise": 3, "places": 2, "hands": 1,
	} {
		if got := Syllables(word); got != want {
			t.Errorf("%q has %d syllables, want %d", word, got, want)
		}
	}
}

// brokenAt has the loader say what is wrong in a table, and where.
func brokenAt(t *testing.T, files fstest.MapFS, file string, row int, column, why string) {
	t.Helper()
	_, err := LoadCatalogue(files)
	for _, e := range catalogueErrors(err) {
		if e.File == file && e.Line == row && e.Column == column && strings.Contains(e.Why, why) {
			return
		}
	}
	t.Errorf("line %d, column %q, %q is not in: %v", row, column, why, err)
}

// tables are the shipped tables as a file system that a test can spoil.
func tables(t testing.TB) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	names, err := fs.Glob(resources.Catalogue, "catalogue/*.tsv")
	if err != nil || len(names) < 6 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(resources.Catalogue, name)
		if err != nil {
			t.Fatal(err)
		}
		files[strings.TrimPrefix(name, "catalogue/")] = &fstest.MapFile{Data: data}
	}
	return files
}

func TestLoadCatalogueSaysWhatIsWrongWhere(t *testing.T) {
	t.Parallel()
	const (
		technique = "code\tname\tplain\taims\tpressure_min\tpressure_max\tminutes_min\tminutes_max\tminutes_per\tdoes\tsource" +
			"\tseconds_min\tseconds_max\ttimes_min\ttimes_max\tdays_apart\tfirst_minutes\tweek_minutes\teffort_min\teffort_max\tpain_max\tscar_days\thow\tcare\tstage\ttrained\toffered\n"
		noMore    = "\t\t\t\t\t\t\t\t\t\t\t\t\t\twarm-up\tno\tyes\n"
		warning   = "code\tsign\tdo\turgency\tfor\tsource\n"
		exercise  = "code\ttitle\tinstructions\tnot_when\tsets\trepetitions\thold_seconds\tminutes\tdays_per_week\ttimes_per_day\tparts\tbenefits\tfor\tdoes\tposition\tavoid\tload\tsource\n"
		measure   = "code\tname\tjoint\tmotion\tunit\tlow\thigh\tusual_low\tusual_high\tstep\tnorm\tbetter\tmdc\tmdc_single\tmdc_percent\tmcid\tbenefits\tsided\tmodes\titem\tat_structure\tis_change\tplain\tsource\n"
		proposal  = "code\tfinding\ttissues\tseverity_min\tseverity_max\tbenefit\ttechnique\tpressure\tminutes\trepetitions\trank\tinstead_of\treason\tsource\tknown\tunless\tphase\tparts\tat\talone\n"
		screening = "code\tgroup\tquestion\tname\taction\turgency\tblocks\tunsure\ttogether\tno_effect\ttells\tsource\n"
		limit     = "code\titem\ttogether\tat_least\ttechniques\tplaces\tmax_pressure\tpositions\tfrom_week\tto_week\tfirm\tsays\twhy\tsource\n"
	)
	for name, x := range map[string]struct {
		file, text  string
		row         int
		column, why string
	}{
		"no heading":          {"warnings.tsv", "# nothing\n", 0, "", "no heading"},
		"column missing":      {"warnings.tsv", "code\tsign\tdo\turgency\tfor\n", 1, "source", "missing"},
		"column unknown":      {"warnings.tsv", strings.TrimSpace(warning) + "\tcolour\n", 1, "colour", "not known"},
		"column twice":        {"warnings.tsv", strings.TrimSpace(warning) + "\tsign\n", 1, "sign", "twice"},
		"stray tab":           {"warnings.tsv", warning + "a\tb\tc\t\t\t\ts\n", 2, "", "7 columns"},
		"no source":           {"warnings.tsv", warning + "a\tb\tc\t\t\t\n", 2, "source", "empty"},
		"no code":             {"warnings.tsv", warning + "\tb\tc\t\t\ts\n", 2, "code", "empty"},
		"code twice":          {"warnings.tsv", warning + "a\tb\tc\t\t\ts\n\na\tb\tc\t\t\ts\n", 4, "code", "already on line 2"},
		"code with a space":   {"warnings.tsv", warning + "a b\tb\tc\t\t\ts\n", 2, "code", "spaces"},
		"unknown urgency":     {"warnings.tsv", warning + "a\tb\tc\tsoon\t\ts\n", 2, "urgency", "not one of"},
		"unknown technique":   {"warnings.tsv", warning + "a\tb\tc\t\twizardry\ts\n", 0, "for", "wizardry"},
		"not a number":        {"techniques.tsv", technique + "a\tA\tp\ttension\t1\t2\tsome\t5\tarea\t\ts" + noMore, 2, "minutes_min", "not a number"},
		"infinite":            {"techniques.tsv", technique + "a\tA\tp\ttension\t1\t2\t1\tInf\tarea\t\ts" + noMore, 2, "minutes_max", "not a number"},
		"pressure off scale":  {"techniques.tsv", technique + "a\tA\tp\ttension\t1\t6\t1\t5\tarea\t\ts" + noMore, 2, "pressure_max", "from 1 to 5"},
		"range reversed":      {"techniques.tsv", technique + "a\tA\tp\ttension\t1\t2\t9\t5\tarea\t\ts" + noMore, 2, "minutes_min", "more than"},
		"no aim":              {"techniques.tsv", technique + "a\tA\tp\t\t1\t2\t1\t5\tarea\t\ts" + noMore, 2, "aims", "benefit"},
		"unknown aim":         {"techniques.tsv", technique + "a\tA\tp\tbeauty\t1\t2\t1\t5\tarea\t\ts" + noMore, 2, "aims", "beauty"},
		"per what":            {"techniques.tsv", technique + "a\tA\tp\ttension\t1\t2\t1\t5\tbody\t\ts" + noMore, 2, "minutes_per", "area, session"},
		"half a hold":         {"techniques.tsv", technique + "a\tA\tp\ttension\t1\t2\t1\t5\tarea\t\ts\t30" + noMore[1:], 2, "seconds_max", "both"},
		"unknown doing":       {"techniques.tsv", technique + "a\tA\tp\ttension\t1\t2\t1\t5\tarea\tstrech\ts" + noMore, 2, "does", "strech"},
		"does nothing":        {"techniques.tsv", technique + "a\tA\tp\ttension\t1\t2\t1\t5\tarea\t\ts" + noMore, 2, "does", "stands against"},
		"unknown finding":     {"proposals.tsv", proposal + "a\taura\t\t\t\ttension\tpetrissage\t3\t5\t\t1\t\tr\ts\t\t\t\t\t\t\n", 2, "finding", "aura"},
		"unknown tissue":      {"proposals.tsv", proposal + "a\tpain\tsoul\t\t\ttension\tpetrissage\t3\t5\t\t1\t\tr\ts\t\t\t\t\t\t\n", 2, "tissues", "soul"},
		"severity reversed":   {"proposals.tsv", proposal + "a\tpain\t\t8\t2\ttension\tpetrissage\t3\t5\t\t1\t\tr\ts\t\t\t\t\t\t\n", 2, "severity_min", "more than"},
		"severity of 11":      {"proposals.tsv", proposal + "a\tpain\t\t\t11\ttension\tpetrissage\t3\t5\t\t1\t\tr\ts\t\t\t\t\t\t\n", 2, "severity_max", "0 to 10"},
		"no rank":             {"proposals.tsv", proposal + "a\tpain\t\t\t\ttension\tpetrissage\t3\t5\t\t\t\tr\ts\t\t\t\t\t\t\n", 2, "rank", "1 to 9"},
		"neither":             {"proposals.tsv", proposal + "a\t\t\t\t\ttension\t\t\t\t\t\t\tr\ts\t\t\t\t\t\t\n", 2, "finding", "needs"},
		"proposes wizardry":   {"proposals.tsv", proposal + "a\tpain\t\t\t\ttension\twizardry\t3\t5\t\t1\t\tr\ts\t\t\t\t\t\t\n", 0, "technique", "wizardry"},
		"not its aim":         {"proposals.tsv", proposal + "a\tpain\t\t\t\tlymphatic\tpetrissage\t3\t5\t\t1\t\tr\ts\t\t\t\t\t\t\n", 0, "benefit", "not for lymphatic"},
		"proposed too firm":   {"proposals.tsv", proposal + "a\tpain\t\t\t\ttension\tpetrissage\t5\t5\t\t1\t\tr\ts\t\t\t\t\t\t\n", 0, "pressure", "2 to 4"},
		"proposed too long":   {"proposals.tsv", proposal + "a\tpain\t\t\t\trecovery\tcross-fibre-friction\t3\t4\t\t1\t\tr\ts\t\t\t\t\t\t\n", 0, "minutes", "2 to 3"},
		"proposed too often":  {"proposals.tsv", proposal + "a\tpain\t\t\t\tmobility\tmet\t1\t3\t9\t1\t\tr\ts\t\t\t\t\t\t\n", 0, "repetitions", "3 to 5"},
		"known to nobody":     {"proposals.tsv", proposal + "a\tpain\t\t\t\ttension\tpetrissage\t3\t5\t\t1\t\tr\ts\tmondays\t\t\t\t\t\n", 0, "known", "mondays"},
		"proposes the old":    {"proposals.tsv", proposal + "a\tpain\t\t\t\tmobility\tpassive-rom\t1\t3\t\t1\t\tr\ts\t\t\t\t\t\t\n", 0, "technique", "not offered"},
		"no pain at all":      {"painlimits.tsv", "code\tpain_max\tsource\nneuropathy\t0\ts\n", 2, "pain_max", "from 1 to 10"},
		"pain of mondays":     {"painlimits.tsv", "code\tpain_max\tsource\nmondays\t3\ts\n", 0, "code", "mondays"},
		"check of mondays":    {"neckchecks.tsv", "code\tsource\nmondays\ts\n", 0, "code", "mondays"},
		"no such stage":       {"techniques.tsv", technique + "a\tA\tp\ttension\t1\t2\t1\t5\tarea\t\ts" + strings.Replace(noMore, "warm-up", "lunch", 1), 2, "stage", "lunch"},
		"half trained":        {"techniques.tsv", technique + "a\tA\tp\ttension\t1\t2\t1\t5\tarea\t\ts" + strings.Replace(noMore, "no", "half", 1), 2, "trained", "half"},
		"instead of nothing":  {"proposals.tsv", proposal + "a\tpain\t\t\t\ttension\tpetrissage\t3\t5\t\t1\tb\tr\ts\t\t\t\t\t\t\n", 0, "instead_of", "no rule above"},
		"zone off the scale":  {"zones.tsv", "code\tmax_pressure\twhy\tsource\nhyoid\t6\tw\ts\n", 2, "max_pressure", "1 to 5"},
		"half minutes days":   {"homecare.tsv", exercise + "a\tA\ti\tw\t\t8\t\t\t2.5\t1\t\ttension\t\tmove\t\t\t\ts\n", 2, "days_per_week", "whole number"},
		"eight days a week":   {"homecare.tsv", exercise + "a\tA\ti\tw\t\t8\t\t\t8\t1\t\ttension\t\tmove\t\t\t\ts\n", 2, "days_per_week", "0 to 7"},
		"no dose":             {"homecare.tsv", exercise + "a\tA\ti\tw\t\t\t\t\t7\t1\t\ttension\t\tmove\t\t\t\ts\n", 2, "repetitions", "repetitions or minutes"},
		"home care for whom":  {"homecare.tsv", exercise + "a\tA\ti\t\t\t8\t\t\t7\t1\t\ttension\t\tmove\t\t\t\ts\n", 2, "not_when", "empty"},
		"home wizardry":       {"homecare.tsv", exercise + "a\tA\ti\tw\t\t8\t\t\t7\t1\t\ttension\t\twizardry\t\t\t\ts\n", 2, "does", "wizardry"},
		"avoids nothing done": {"homecare.tsv", exercise + "a\tA\ti\tw\t\t8\t\t\t7\t1\t\ttension\t\t\t\tdvt\t\ts\n", 2, "does", "say what it does"},
		"home avoids a ghost": {"homecare.tsv", exercise + "a\tA\ti\tw\t\t8\t\t\t7\t1\t\ttension\t\tmove\t\tghosts\t\ts\n", 0, "avoid", "ghosts"},
		"home of no load":     {"homecare.tsv", exercise + "a\tA\ti\tw\t\t8\t\t\t7\t1\t\ttension\t\tmove\t\t\tfeathers\ts\n", 0, "load", "feathers"},
		"home for no reason":  {"homecare.tsv", exercise + "a\tA\ti\tw\t\t8\t\t\t7\t1\t\ttension\tboredom\tmove\t\t\t\ts\n", 0, "for", "boredom"},
		"norm out of range":   {"measures.tsv", measure + "a\tA\t\t\t\t0\t10\t2\t8\t1\t9\tlower\t\t\t\t\ttension\tno\t\t\tno\tno\tp\ts\n", 2, "norm", "outside"},
		"step of nothing":     {"measures.tsv", measure + "a\tA\t\t\t\t0\t10\t2\t8\t0\t\tlower\t\t\t\t\ttension\tno\t\t\tno\tno\tp\ts\n", 2, "step", "more than 0"},
		"negative error":      {"measures.tsv", measure + "a\tA\t\t\t\t0\t10\t2\t8\t1\t\tlower\t-1\t\t\t\ttension\tno\t\t\tno\tno\tp\ts\n", 2, "mdc", "less than 0"},
		"neither yes nor no":  {"measures.tsv", measure + "a\tA\t\t\t\t0\t10\t2\t8\t1\t\tlower\t\t\t\t\ttension\tmaybe\t\t\tno\tno\tp\ts\n", 2, "sided", "yes or no"},
		"motion of no joint":  {"measures.tsv", measure + "a\tA\t\tflexion\t\t0\t10\t2\t8\t1\t\tlower\t\t\t\t\ttension\tno\t\t\tno\tno\tp\ts\n", 2, "motion", "both"},
		"absolute and free":   {"screening.tsv", screening + "a\tabsolute\tq\tn\ta\t\tno\tfind-out\t\t\t\ts\n", 2, "blocks", "absolute"},
		"local and blocking":  {"screening.tsv", screening + "a\tlocal\tq\tn\ta\t\tyes\tfind-out\t\t\t\ts\n", 2, "blocks", "local"},
		"change that blocks":  {"screening.tsv", screening + "a\tchange\tq\tn\ta\t\tyes\tfind-out\t\t\t\ts\n", 2, "group", "forbids nothing"},
		"no word of change":   {"screening.tsv", screening + "a\tprecaution\tq\tn\ta\t\tno\tfind-out\t\tw\t\ts\n", 0, "group", "not 0"},
		"change asked twice":  {"screening.tsv", screening + "a\tchange\tq\tn\ta\t\tno\tfind-out\t\t\t\ts\nb\tchange\tq\tn\ta\t\tno\tfind-out\t\t\t\ts\n", 0, "group", "not 2"},
		"area of nothing":     {"consent-areas.tsv", "code\tname\tsensitive\tstructures\task\tbefore\tsource\na\tA\tyes\t\tq\t\ts\n", 2, "structures", "belongs"},
		"no general area":     {"consent-areas.tsv", "code\tname\tsensitive\tstructures\task\tbefore\tsource\na\tA\tyes\tsoleus\tq\t\ts\n", 0, "code", "general"},
		"consent to nothing":  {"consent-techniques.tsv", "code\tname\tparts\task\tbefore\tsource\nwizardry\tW\t\tq\t\ts\n", 0, "code", "wizardry"},
		"position unheard of": {"limits.tsv", limit + "a\tpregnancy\t\t\t\t\t\tupside-down\t\t\t\t\t\ts\n", 2, "positions", "upside-down"},
		"place unheard of":    {"limits.tsv", limit + "a\tpregnancy\t\t\tall\tatlantis\t\t\t\t\t\t\t\ts\n", 2, "places", "atlantis"},
		"limit of nothing":    {"limits.tsv", limit + "a\t\t\t\tall\t\t\t\t\t\t\t\t\ts\n", 2, "item", "count together"},
		"forbids nothing":     {"limits.tsv", limit + "a\tpregnancy\t\t\t\tbelly\t\t\t\t\t\t\t\ts\n", 2, "techniques", "forbids nothing"},
		"5 is no limit":       {"limits.tsv", limit + "a\tpregnancy\t\t\t\t\t5\t\t\t\t\t\t\ts\n", 2, "max_pressure", "forbids nothing"},
		"weeks reversed":      {"limits.tsv", limit + "a\tpregnancy\t\t\tall\t\t\t\t9\t3\t\t\t\ts\n", 2, "from_week", "more than"},
		"together with none":  {"limits.tsv", limit + "a\t\tspine\t\tall\t\t\t\t\t\t\t\t\ts\n", 2, "at_least", "how many"},
		"danger unheard of":   {"limits.tsv", limit + "a\tmondays\t\t\tall\t\t\t\t\t\t\t\t\ts\n", 0, "item", "mondays"},
		"doing unheard of":    {"limits.tsv", limit + "a\tpregnancy\t\t\tstrech\t\t\t\t\t\t\t\t\ts\n", 0, "techniques", "strech"},
		"blocks already":      {"limits.tsv", limit + "a\tdvt\t\t\tall\t\t\t\t\t\t\t\t\ts\n", 0, "item", "already"},
		"no effect, no word":  {"screening.tsv", screening + "a\tprecaution\tq\tn\ta\t\tno\tfind-out\t\t\t\ts\n", 0, "no_effect", "why it stands against nothing"},
		"cannot wait":         {"screening.tsv", screening + "a\tabsolute\tq\tn\ta\tambulance\tyes\tfind-out\t\t\t\ts\n", 2, "unsure", "counts as yes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := tables(t)
			files[x.file] = &fstest.MapFile{Data: []byte(x.text)}
			c, err := LoadCatalogue(files)
			if err == nil || c != nil {
				t.Fatal("it was read")
			}
			for _, e := range catalogueErrors(err) {
				if e.File == x.file && e.Line == x.row && e.Column == x.column && strings.Contains(e.Why, x.why) {
					return
				}
			}
			t.Errorf("line %d, column %q, %q is not in: %v", x.row, x.column, x.why, err)
		})
	}
	t.Run("file missing", func(t *testing.T) {
		t.Parallel()
		files := tables(t)
		delete(files, "expect.tsv")
		if _, err := LoadCatalogue(files); err == nil || !strings.Contains(err.Error(), "expect.tsv") {
			t.Error(err)
		}
	})
	t.Run("as edited elsewhere", func(t *testing.T) {
		t.Parallel()
		files := tables(t)
		windows := "\ufeff" + strings.ReplaceAll(string(files["warnings.tsv"].Data), "\n", "\r\n")
		files["warnings.tsv"] = &fstest.MapFile{Data: []byte(windows)}
		c, err := LoadCatalogue(files)
		if err != nil || len(c.Warnings) != len(catalogue(t).Warnings) {
			t.Errorf("a byte-order mark and Windows line ends: %v", err)
		}
	})
}

func catalogueErrors(err error) []*table.Error {
	var out []*table.Error
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range joined.Unwrap() {
			var ce *table.Error
			if errors.As(e, &ce) {
				out = append(out, ce)
			}
		}
	}
	return out
}

// beginning is a table with its heading and its first rows only.
func beginning(table string, rows int) string {
	var kept []string
	for line := range strings.Lines(table) {
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if kept = append(kept, line); len(kept) > rows {
			break
		}
	}
	return strings.Join(kept, "")
}

// FuzzLoadCatalogue changes one table. It is read by itself first, which takes no time, and together with the
// others when nothing is wrong with it alone. The seeds are short: a fuzzer that has long ones spends its time
// on making them shorter.
func FuzzLoadCatalogue(f *testing.F) {
	good := tables(f)
	for _, name := range slices.Sorted(maps.Keys(good)) {
		f.Add(name, beginning(string(good[name].Data), 2))
	}
	f.Add("warnings.tsv", "code\tsign\tdo\turgency\tfor\tsource\na\tb\tc\t\t;;\td\n")
	f.Add("techniques.tsv", "\ufeff\r\n#\n\t\t\n")
	f.Fuzz(func(t *testing.T, name, text string) {
		if _, known := good[name]; !known {
			t.Skip()
		}
		changed := &fstest.MapFile{Data: []byte(text)}
		_, err := LoadCatalogue(fstest.MapFS{name: changed})
		wrong := catalogueErrors(err)
		if len(wrong) == 0 {
			t.Fatalf("without the other tables: %v", err)
		}
		if slices.ContainsFunc(wrong, func(e *table.Error) bool { return e.File == name }) {
			return
		}
		files := maps.Clone(good)
		files[name] = changed
		c, err := LoadCatalogue(files)
		if err != nil {
			if len(catalogueErrors(err)) == 0 {
				t.Fatalf("the error does not say where: %v", err)
			}
			return
		}
		for _, x := range c.Techniques {
			if x.Code == "" || x.Source == "" || x.PressureMin < 1 || x.PressureMax > 5 || x.MinutesMin > x.MinutesMax || len(x.Aims) == 0 {
				t.Fatalf("let through: %+v", x)
			}
		}
		for _, m := range c.Measures {
			if m.Low > m.UsualLow || m.UsualLow > m.UsualHigh || m.UsualHigh > m.High || m.MDC < 0 || m.Step <= 0 {
				t.Fatalf("let through: %+v", m)
			}
		}
		for _, x := range c.Tests {
			if !slices.Contains(x.Results, x.Usual) || x.IsUrgent(x.Usual) || len(x.Urgent) > 0 && x.Action == "" || x.Source == "" {
				t.Fatalf("let through: %+v", x)
			}
		}
		for _, k := range c.Clusters {
			if k.Need < 2 || k.Need > len(k.Tests) || k.Source == "" {
				t.Fatalf("let through: %+v", k)
			}
		}
	})
}

func TestWarningsAndExpectations(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	codes := func(list []Warning) (out []string) {
		for _, w := range list {
			out = append(out, w.Code)
		}
		return out
	}
	plain := codes(c.WarningsFor(Purposes{Benefits: []Benefit{Tension}, Techniques: []string{"petrissage"}}))
	lymph := codes(c.WarningsFor(Purposes{Benefits: []Benefit{Lymphatic}, Techniques: []string{"mld"}}))
	if slices.Contains(plain, "swelling-up") || !slices.Contains(lymph, "swelling-up") || !slices.Contains(plain, "dvt") {
		t.Errorf("tension: %v; lymph: %v", plain, lymph)
	}
	last := -1
	for _, w := range c.Warnings {
		if r := urgencyRank(w.Urgency); r < last {
			t.Errorf("%s is more urgent than what stands above it", w.Code)
		} else {
			last = r
		}
	}
	has := func(list []Expectation, code string) bool {
		return slices.ContainsFunc(list, func(e Expectation) bool { return e.Code == code })
	}
	if e := c.ExpectFor(Purposes{Benefits: []Benefit{Tension}, Techniques: []string{"cupping"}}); !has(e, "cup-marks") || !has(e, "sore") || has(e, "light-touch") {
		t.Errorf("cupping: %v", e)
	}
	// Of home care nothing is told where there is none.
	for _, home := range []bool{false, true} {
		p := Purposes{Benefits: Benefits(), HomeCare: home}
		var told []string
		for _, w := range c.WarningsFor(p) {
			told = append(told, w.Sign+" "+w.Do)
		}
		for _, e := range c.ExpectFor(p) {
			told = append(told, e.Text)
		}
		if n := strings.Count(strings.Join(told, " "), "home"); n > 0 != home || strings.Count(strings.Join(told, " "), "worse for more than two days") != 1 {
			t.Errorf("with home care %v: %q", home, told)
		}
	}
}

func TestCheckMeasurement(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	for name, x := range map[string]struct {
		m     Measurement
		field string // "" when it can be kept
		asks  bool
	}{
		"pain":                {Measurement{Measure: "nprs", Side: "M", Value: 4}, "", false},
		"pain of 11":          {Measurement{Measure: "nprs", Side: "M", Value: 11}, "value", false},
		"pain of 3.5":         {Measurement{Measure: "nprs", Side: "M", Value: 3.5}, "value", false},
		"not a number":        {Measurement{Measure: "nprs", Side: "M", Value: math.NaN()}, "value", false},
		"mean of the PEG":     {Measurement{Measure: "peg", Side: "M", Value: 3.7}, "", false},
		"unknown":             {Measurement{Measure: "aura", Side: "M", Value: 1}, "measure", false},
		"shoulder":            {Measurement{Measure: "rom.shoulder.flexion", Side: "L", Mode: ModeActive, Value: 120}, "", false},
		"shoulder of 300":     {Measurement{Measure: "rom.shoulder.flexion", Side: "L", Mode: ModeActive, Value: 300}, "value", false},
		"shoulder of 210":     {Measurement{Measure: "rom.shoulder.flexion", Side: "L", Mode: ModeActive, Value: 210}, "", true},
		"shoulder of no side": {Measurement{Measure: "rom.shoulder.flexion", Side: "M", Mode: ModeActive, Value: 120}, "side", false},
		"shoulder of no mode": {Measurement{Measure: "rom.shoulder.flexion", Side: "R", Value: 120}, "mode", false},
		"neck on the left":    {Measurement{Measure: "rom.neck.flexion", Side: "L", Mode: ModeActive, Value: 40}, "side", false},
		"passive pain":        {Measurement{Measure: "nprs", Side: "M", Mode: ModePassive, Value: 4}, "mode", false},
		"function of nothing": {Measurement{Measure: "psfs", Side: "M", Value: 4}, "item", false},
		"function":            {Measurement{Measure: "psfs", Side: "M", Item: "lift my grandson", Value: 4}, "", false},
		"knee short of":       {Measurement{Measure: "rom.knee.extension", Side: "R", Mode: ModePassive, Value: -10}, "", false},
		"tender at the left":  {Measurement{Measure: "tenderness", Side: "L", Structure: "soleus", Value: 3}, "", false},
		"tender grade 5":      {Measurement{Measure: "tenderness", Side: "L", Structure: "soleus", Value: 5}, "value", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := c.CheckMeasurement(&x.m)
			if (err == nil) != (x.field == "") || x.field != "" && FieldMessage(err, x.field).IsZero() {
				t.Errorf("field %q: %v", x.field, err)
			}
			if q := c.Plausible(&x.m); q.IsZero() == x.asks {
				t.Errorf("asks: %q", q)
			}
		})
	}
	m := Measurement{Measure: "rom.shoulder.flexion", Side: "L", Mode: ModeActive, Value: 210}
	if got, want := c.Plausible(&m).String(), "Shoulder flexion is usually from 20° to 195°. Is 210° right?"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Each further measure is found where one looks for it: with its joint, or on a page of its group.
func TestFurtherMeasuresHaveTheirPlace(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	for code, place := range map[string]string{
		"bp.systolic": GroupVital, "bp.diastolic": GroupVital, "heart-rate": GroupVital, "temperature": GroupVital,
		"fingertip-to-floor": "trunk", "sit-and-reach": "trunk", "trunk-endurance": "trunk", "trunk-flexor-endurance": "trunk",
		"neck-flexor-endurance": "neck", "apley": "shoulder", "grip": "wrist", "heel-raise": "ankle", "single-leg-stance": "hip", "chair-stand": "knee",
		"headache-days": GroupSleep, "sleep-hours": GroupSleep, "sleep-quality": GroupSleep, "ompsq-sf": GroupScore,
		"trigger-points.active": "", "trigger-points.latent": "", "ashworth": "",
	} {
		me := c.Measure(code)
		if me == nil || me.Joint+me.Group != place || me.Unit == "" && place != "" && place != GroupScore || me.Plain == "" {
			t.Errorf("%s: %+v", code, me)
		}
	}
}

// What is usual goes by the patient's age and sex where a study says so.
func TestNormsGoByAgeAndSex(t *testing.T) {
	t.Parallel()
	c := catalogue(t)
	for name, x := range map[string]struct {
		measure   string
		born, sex string
		want      float64
		words     string
	}{
		"grip, a woman of 45":        {"grip", "1981-01-01", SexFemale, 29, "usual 29 kg (women of 40 to 49)"},
		"grip, a man of 75":          {"grip", "1951-01-01", SexMale, 33, "usual 33 kg (men from 70)"},
		"grip, sex not said":         {"grip", "1951-01-01", "", 30, "usual 30 kg"},
		"knee, a man of 50":          {"rom.knee.flexion", "1976-01-01", SexMale, 133, "usual 133° (men of 45 to 69)"},
		"knee, a woman of 80":        {"rom.knee.flexion", "1946-01-01", SexFemale, 135, "usual 135°"},
		"balance at 72, any sex":     {"single-leg-stance", "1954-01-01", "intersex", 17.2, "usual 17.2 s (ages 70 to 79)"},
		"balance at 55":              {"single-leg-stance", "1971-01-01", SexMale, 37, "usual 37 s (ages 50 to 59)"},
		"no birth date":              {"rom.knee.flexion", "", SexMale, 135, "usual 135°"},
		"a norm that is nobody's":    {"rom.neck.rotation", "1976-01-01", SexMale, 80, "usual 80°"},
		"standing up, a man of 66":   {"chair-stand", "1960-01-01", SexMale, 15, "usual 15 times (men of 65 to 69)"},
		"on the day before she's 50": {"grip", "1976-03-03", SexFemale, 29, "usual 29 kg (women of 40 to 49)"},
	} {
		me := c.Measure(x.measure)
		n := c.NormFor(me, &Patient{BirthDate: Date(x.born), Sex: x.sex}, "2026-03-02")
		if n == nil || n.Value != x.want || n.Words(me).String() != x.words {
			t.Errorf("%s: %+v, %q", name, n, n.Words(me))
		}
	}
	if n := c.NormFor(c.Measure("schober"), &Patient{}, "2026-03-02"); n != nil {
		t.Errorf("a measure with no agreed norm has one: %+v", n)
	}
}

// What matters to patients goes by how bad it was.
func TestWhatMattersGoesByTheBaseline(t *testing.T) {
	t.Parallel()
	s := newSeries(catalogue(t).Measure("nprs"), "", "", "M", "")
	for from, want := range map[float64]float64{2: 1, 4: 1, 5: 2, 7: 2, 8: 3, 10: 3} {
		if got := s.MCIDAt(from); got != want {
			t.Errorf("from %v a change of %v matters, want %v", from, got, want)
		}
	}
	if v := s.Judge(Point{Value: 9}, Point{Value: 7}); v.State != VerdictImproved || v.Important {
		t.Errorf("2 points from 9: %+v", v)
	}
	if v := s.Judge(Point{Value: 6}, Point{Value: 4}); !v.Important {
		t.Errorf("2 points from 6: %+v", v)
	}
}
