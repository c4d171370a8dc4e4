package clinic

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// The lists that the governments give out, by region and year: the whole days, as month-day.
func TestHolidaysAreThoseOfThePublishedLists(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	for _, x := range []struct {
		region string
		year   int
		days   string
	}{
		{"AU-NSW", 2025, "01-01 01-27 04-18 04-19 04-20 04-21 04-25 06-09 10-06 12-25 12-26"},
		{"AU-NSW", 2026, "01-01 01-26 04-03 04-04 04-05 04-06 04-25 04-27 06-08 10-05 12-25 12-26 12-28"},
		{"AU-NSW", 2027, "01-01 01-26 03-26 03-27 03-28 03-29 04-25 04-26 06-14 10-04 12-25 12-26 12-27 12-28"},
		{"AU-VIC", 2025, "01-01 01-27 03-10 04-18 04-19 04-20 04-21 04-25 06-09 09-26 11-04 12-25 12-26"},
		{"AU-VIC", 2026, "01-01 01-26 03-09 04-03 04-04 04-05 04-06 04-25 06-08 09-25 11-03 12-25 12-26 12-28"},
		{"AU-QLD", 2025, "01-01 01-27 04-18 04-19 04-20 04-21 04-25 05-05 10-06 12-25 12-26"},
		{"AU-QLD", 2026, "01-01 01-26 04-03 04-04 04-05 04-06 04-25 05-04 10-05 12-25 12-26 12-28"},
		{"AU-QLD", 2027, "01-01 01-26 03-26 03-27 03-28 03-29 04-26 05-03 10-04 12-25 12-26 12-27 12-28"},
		{"AU-QLD-BNE", 2025, "01-01 01-27 04-18 04-19 04-20 04-21 04-25 05-05 08-13 10-06 12-25 12-26"},
		{"AU-QLD-BNE", 2026, "01-01 01-26 04-03 04-04 04-05 04-06 04-25 05-04 08-12 10-05 12-25 12-26 12-28"},
		{"AU-SA", 2025, "01-01 01-27 03-10 04-18 04-19 04-20 04-21 04-25 06-09 10-06 12-25 12-26"},
		{"AU-SA", 2026, "01-01 01-26 03-09 04-03 04-04 04-05 04-06 04-25 06-08 10-05 12-25 12-26 12-28"},
		{"AU-SA", 2027, "01-01 01-26 03-08 03-26 03-27 03-28 03-29 04-25 04-26 06-14 10-04 12-25 12-26 12-27 12-28"},
		{"AU-WA", 2024, "01-01 01-26 03-04 03-29 03-31 04-01 04-25 06-03 09-23 12-25 12-26"},
		{"AU-WA", 2025, "01-01 01-27 03-03 04-18 04-20 04-21 04-25 06-02 09-29 12-25 12-26"},
		{"AU-WA", 2026, "01-01 01-26 03-02 04-03 04-05 04-06 04-25 04-27 06-01 09-28 12-25 12-26 12-28"},
		{"AU-WA", 2027, "01-01 01-26 03-01 03-26 03-28 03-29 04-25 04-26 06-07 09-27 12-25 12-26 12-27 12-28"},
		{"AU-TAS", 2025, "01-01 01-27 03-10 04-18 04-21 04-25 06-09 12-25 12-26"},
		{"AU-TAS", 2026, "01-01 01-26 03-09 04-03 04-06 04-25 06-08 12-25 12-28"},
		{"AU-TAS-S", 2026, "01-01 01-26 02-09 03-09 04-03 04-06 04-25 06-08 12-25 12-28"},
		{"AU-TAS-N", 2026, "01-01 01-26 03-09 04-03 04-06 04-25 06-08 11-02 12-25 12-28"},
		{"AU-NT", 2025, "01-01 01-27 04-18 04-19 04-20 04-21 04-25 05-05 06-09 08-04 12-25 12-26"},
		{"AU-NT", 2026, "01-01 01-26 04-03 04-04 04-05 04-06 04-25 05-04 06-08 08-03 12-25 12-26 12-28"},
		{"AU-NT-DRW", 2026, "01-01 01-26 04-03 04-04 04-05 04-06 04-25 05-04 06-08 07-24 08-03 12-25 12-26 12-28"},
		{"AU-NT-ALS", 2025, "01-01 01-27 04-18 04-19 04-20 04-21 04-25 05-05 06-09 07-04 08-04 12-25 12-26"},
		{"AU-ACT", 2025, "01-01 01-27 03-10 04-18 04-19 04-20 04-21 04-25 06-02 06-09 10-06 12-25 12-26"},
		{"AU-ACT", 2026, "01-01 01-26 03-09 04-03 04-04 04-05 04-06 04-25 04-27 06-01 06-08 10-05 12-25 12-26 12-28"},
		{"NZ-AUK", 2025, "01-01 01-02 01-27 02-06 04-18 04-21 04-25 06-02 06-20 10-27 12-25 12-26"},
		{"NZ-AUK", 2026, "01-01 01-02 01-26 02-06 04-03 04-06 04-25 04-27 06-01 07-10 10-26 12-25 12-26 12-28"},
		{"NZ-WGN", 2027, "01-01 01-02 01-04 01-25 02-06 02-08 03-26 03-29 04-25 04-26 06-07 06-25 10-25 12-25 12-26 12-27 12-28"},
		{"NZ-CAN-C", 2026, "01-01 01-02 02-06 04-03 04-06 04-25 04-27 06-01 07-10 10-26 11-13 12-25 12-26 12-28"},
		{"NZ-STL", 2026, "01-01 01-02 02-06 04-03 04-06 04-07 04-25 04-27 06-01 07-10 10-26 12-25 12-26 12-28"},
		{"NZ-HKB", 2026, "01-01 01-02 02-06 04-03 04-06 04-25 04-27 06-01 07-10 10-23 10-26 12-25 12-26 12-28"},
		{"NZ-OTA", 2026, "01-01 01-02 02-06 03-23 04-03 04-06 04-25 04-27 06-01 07-10 10-26 12-25 12-26 12-28"},
		{"CA-ON", 2025, "01-01 02-17 04-18 05-19 07-01 09-01 10-13 12-25 12-26"},
		{"CA-ON", 2026, "01-01 02-16 04-03 05-18 07-01 09-07 10-12 12-25 12-26"},
		{"CA-ON", 2027, "01-01 02-15 03-26 05-24 07-01 09-06 10-11 12-25 12-26"},
		{"CA-BC", 2026, "01-01 02-16 04-03 05-18 07-01 08-03 09-07 09-30 10-12 11-11 12-25"},
		{"CA-QC", 2026, "01-01 04-03 05-18 06-24 07-01 09-07 10-12 12-25"},
		{"GB-ENG", 2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"},
		{"GB-ENG", 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"},
		{"GB-ENG", 2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"},
		{"GB-SCT", 2023, "01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26"},
		{"GB-NIR", 2026, "01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28"},
		{"IE", 2026, "01-01 02-02 03-17 04-06 05-04 06-01 08-03 10-26 12-25 12-26"},
		{"IE", 2030, "01-01 02-01 03-17 04-22 05-06 06-03 08-05 10-28 12-25 12-26"},
		{"US", 2026, "01-01 01-19 02-16 05-25 06-19 07-04 09-07 10-12 11-11 11-26 12-25"},
		{"AU-NSW", 2022, "01-01 01-03 01-26 04-15 04-16 04-17 04-18 04-25 06-13 09-22 10-03 12-25 12-26 12-27"},
		{"AU-VIC", 2022, "01-01 01-03 01-26 03-14 04-15 04-16 04-17 04-18 04-25 06-13 09-22 09-23 11-01 12-25 12-26 12-27"},
		{"NZ", 2022, "01-01 01-02 01-03 01-04 02-06 02-07 04-15 04-18 04-25 06-06 06-24 09-26 10-24 12-25 12-26 12-27"},
	} {
		var got []string
		for _, h := range cat.HolidaysIn(x.region).In(x.year) {
			if day := strings.TrimPrefix(string(h.Date), fmt.Sprint(x.year, "-")); h.Span == (Span{0, DayMinutes}) && !slices.Contains(got, day) {
				got = append(got, day)
			}
		}
		if list := strings.Join(got, " "); list != x.days {
			t.Errorf("%s %d\nhas   %s\nwants %s", x.region, x.year, list, x.days)
		}
	}
}

// Evenings that are holidays are so for a part of the day.
func TestHolidaysOfAnEvening(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	for _, x := range []struct {
		region string
		day    Date
		says   string
	}{
		{"AU-QLD", "2026-12-24", "Christmas Eve (18:00–24:00)"},
		{"AU-SA", "2026-12-24", "Christmas Eve (19:00–24:00)"},
		{"AU-NT-DRW", "2026-12-31", "New Year’s Eve (19:00–24:00)"},
		{"AU-NSW", "2026-12-24", ""},
		{"AU-NSW", "2026-12-28", "Boxing Day (day in lieu)"},
		{"AU-NSW", "2026-12-25", "Christmas Day"},
		{"AU-TAS", "2026-12-26", ""},
	} {
		says := ""
		for _, h := range cat.HolidaysIn(x.region).On(x.day) {
			says += h.Words().String()
		}
		if says != x.says {
			t.Errorf("%s %s: %q", x.region, x.day, says)
		}
	}
	var none *Holidays
	if none.On("2026-12-25") != nil || none.In(2026) != nil || cat.HolidaysIn("") != nil || cat.HolidaysIn("AU-XX") != nil {
		t.Error("there are holidays nowhere")
	}
}

// Easter Sunday as it was and will be: the earliest, the latest, and those between that the computus gets wrong when it is
// one off.
func TestEaster(t *testing.T) {
	t.Parallel()
	for year, want := range map[int]Date{
		1818: "1818-03-22", 1943: "1943-04-25", 1954: "1954-04-18", 1981: "1981-04-19", 2000: "2000-04-23", 2008: "2008-03-23", 2011: "2011-04-24", 2019: "2019-04-21",
		2024: "2024-03-31", 2025: "2025-04-20", 2026: "2026-04-05", 2027: "2027-03-28", 2028: "2028-04-16", 2038: "2038-04-25", 2049: "2049-04-18", 2076: "2076-04-19",
	} {
		if got := easterSunday(year); got != want {
			t.Errorf("%d: %s, not %s", year, got, want)
		}
	}
}

func TestRegionOfZone(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	for zone, want := range map[string]string{
		"Australia/Sydney": "AU-NSW", "Australia/Adelaide": "AU-SA", "Australia/Lord_Howe": "AU-NSW", "Pacific/Auckland": "NZ", "America/Toronto": "CA-ON", "Europe/London": "GB-ENG",
		"Europe/Berlin": "", "": "", "Mars/Olympus": "",
	} {
		if got := cat.RegionOfZone(zone); got != want {
			t.Errorf("%s is in %q", zone, got)
		}
	}
	seen := map[string]string{}
	for _, r := range cat.HolidayRegions {
		for _, zone := range r.Zones {
			zoneOf(t, zone)
			if seen[zone] != "" {
				t.Errorf("%s is in %s and %s", zone, seen[zone], r.Code)
			}
			seen[zone] = r.Code
		}
		if len(cat.HolidaysIn(r.Code).In(2027)) < 5 {
			t.Errorf("%s has hardly a holiday", r.Code)
		}
	}
}

// In any year and region: a day in lieu is a weekday and no holiday besides, and what moves is never held at the weekend.
func TestDaysInLieu(t *testing.T) {
	t.Parallel()
	cat := catalogue(t)
	rapid.Check(t, func(t *rapid.T) {
		region := cat.HolidayRegions[rapid.IntRange(0, len(cat.HolidayRegions)-1).Draw(t, "region")].Code
		year := rapid.IntRange(2023, 2052).Draw(t, "year")
		all := cat.HolidaysIn(region)
		for _, h := range all.In(year) {
			rule := cat.Holidays[slices.IndexFunc(cat.Holidays, func(r HolidayRule) bool { return r.Code == h.Code })]
			day := h.Date.Time().Weekday()
			if h.Date.Time().Year() != year {
				t.Fatalf("%s: %v is not in %d", region, h, year)
			}
			if h.Instead {
				if day == time.Saturday || day == time.Sunday {
					t.Fatalf("%s: %v is a day in lieu at a weekend", region, h)
				}
				for _, o := range all.On(h.Date) {
					if o != h && o.Span == h.Span {
						t.Fatalf("%s: %v is held beside %v", region, h, o)
					}
				}
				continue
			}
			if day == time.Saturday && rule.Saturday == HolidayMoves || day == time.Sunday && rule.Sunday == HolidayMoves {
				t.Fatalf("%s: %v was not moved", region, h)
			}
		}
	})
}

// What is not well written in the table is told by its column.
func TestHolidayRulesThatSayNoDay(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "02-29", "13-01", "5 mon 06", "0 mon 06", "first mon 06", "2 moon 06", "2 mon 13", "mon after 05-01", "mon from 02-30", "easter 1", "easter +x", "2026-02-30", "2026-02-03;2026-02-03",
		"2026-02-03 +1", "mon 05-27", "2 mon 06 07", "+1",
	} {
		if r, ok := readDayRule(text); ok {
			t.Errorf("%q is read as %+v", text, r)
		}
	}
	for text, want := range map[string]Date{
		"04-25": "2026-04-25", "2 mon 06": "2026-06-08", "last mon 05": "2026-05-25", "last thu 12": "2026-12-31", "mon from 06-01": "2026-06-01", "mon before 06-01": "2026-05-25",
		"mon near 01-29": "2026-01-26", "mon near 01-30": "2026-02-02", "fri near 01-30": "2026-01-30", "easter": "2026-04-05", "easter -2": "2026-04-03", "1 tue 11 +10": "2026-11-13",
		"2025-01-02;2026-01-03": "2026-01-03",
	} {
		r, ok := readDayRule(text)
		if days := r.in(2026); !ok || len(days) != 1 || days[0] != want {
			t.Errorf("%q is %v", text, days)
		}
	}
}
