#!/bin/sh
# Runs every test, and under the race detector what can run at the same time as something else. With arguments, which
# are given on to "go test", all that they name runs under it.
#
# Under the detector a test takes five to ten times as long. There is nothing to find for this program
#   - in what others wrote and what starts nothing of its own: the engine of SQLite, what reads drawings, sets text,
#     draws pixels, packs and unpacks, and what is below the toolkit's widgets;
#   - in the screens, which start nothing and lock nothing (internal/house_test.go holds them to it): what takes its time
#     they give to kit.Work. Watched are the parts that others call back from elsewhere, that wait, or that lock: the
#     shell, desk, kit, papers, settings and the tape measure;
#   - in the tool that makes the figure: it is no part of the program, and what it makes is compared byte for byte.
# What names a sync.Map is compiled for it all the same: a package carries its own copy of that map's code, the linker
# takes one for the whole program, and with one from an unwatched package each use of any such map, as in encoding/json,
# looks like a race.
#
# So the others are compiled without it, and the tests of the last two run without it. Under it are always the domain, the
# figure, what is drawn and printed, and whatever keeps, sends or connects: several goroutines read there at once, or
# caches are filled by whoever comes first.
#
# No part of this program uses package unsafe, so that what the detector brings along to check its use is left out.
#
# No test needs what a debugger reads, so that it is not linked; .ci/run vets, for itself and with all of its checks.
set -eu
cd "$(dirname "$0")/.."

unwatched='modernc.org/... golang.org/x/image/... golang.org/x/text/... github.com/go-text/... github.com/jung-kurt/...
	github.com/fyne-io/... github.com/srwiley/... fyne.io/fyne/v2/internal/... image/... compress/...
	regimen/internal/ui/... regimen/resources/anatomy/source'
watched='regimen/internal/ui regimen/internal/ui/desk/... regimen/internal/ui/kit/... regimen/internal/ui/papers
	regimen/internal/ui/settings regimen/internal/ui/assess/limbs'

export GOFLAGS="${GOFLAGS:-} -buildvcs=false -tags=migrated_fynedo" CGO_ENABLED=1

# mapping names the packages, outside of the standard library, whose code names a sync.Map.
mapping() {
	# shellcheck disable=SC2016 # the template is for go list
	go list -deps -f '{{$package := .}}{{if not .Standard}}{{range .GoFiles}}{{$package.ImportPath}} {{$package.Dir}}/{{.}}{{"\n"}}{{end}}{{end}}' ./... |
		while read -r package file; do
			if grep -q 'sync\.Map' "$file"; then echo "$package"; fi
		done | sort -u
}

# tests runs some, linked without the tables of a debugger.
tests() {
	go test -vet=off -timeout 40m "-ldflags=-s -w" "$@"
}

# watch runs some under the detector.
watch() {
	for package in $watched $(mapping); do
		set -- "-gcflags=$package=-d=checkptr=0" "$@"
	done
	for package in $unwatched; do # the last that fits a package counts, so that these come first
		set -- "-gcflags=$package=-race=false" "$@"
	done
	tests -race "-gcflags=regimen/...=-d=checkptr=0" "$@"
}

if [ $# -gt 0 ]; then
	watch "$@"
	exit
fi

# of names the packages of this program that fit names of one of the two lists.
of() {
	for package in "$@"; do
		case $package in regimen/*) go list "$package" ;; esac
	done
}
# shellcheck disable=SC2086 # the names of packages have no spaces
alone=$(of $unwatched | grep -vxF "$(of $watched)")

status=0
# shellcheck disable=SC2046
watch $(go list ./... | grep -vxF "$alone") || status=$?
# shellcheck disable=SC2086
tests $alone || status=$?
exit "$status"
