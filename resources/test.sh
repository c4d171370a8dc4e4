#!/bin/sh
# Runs every test under the race detector; arguments are given on to "go test", with the packages if there are any.
#
# What can run at the same time as something else is watched by it. Not watched, because under it that takes five to ten
# times as long and there is nothing to find for this program, is
#   - what others wrote and what starts nothing of its own: the engine of SQLite, what reads drawings, sets text, draws
#     pixels, packs and unpacks;
#   - the toolkit: only one goroutine may touch it, and in tests that is the one of the test;
#   - the screens, which start nothing and lock nothing (internal/house_test.go holds them to it): what takes its time
#     they give to kit.Work. Watched are the parts that others call back from elsewhere, that wait, or that lock: the
#     shell, desk, kit, papers, settings and the tape measure;
#   - the tool that makes the figure: it is no part of the program, and what it makes is compared byte for byte.
# Not watched is never the domain, the figure, what is drawn and printed, and whatever keeps, sends or connects: several
# goroutines read there at once, or caches are filled by whoever comes first.
#
# No part of this program uses package unsafe, so that what the detector brings along to check its use is left out.
#
# No test needs what a debugger reads, so that it is not linked; .ci/run vets, for itself and with all of its checks.
set -eu
cd "$(dirname "$0")/.."

unwatched='modernc.org/... golang.org/x/image/... golang.org/x/text/... github.com/go-text/... github.com/jung-kurt/...
	github.com/fyne-io/... github.com/srwiley/... fyne.io/fyne/v2/... encoding/... image/... compress/...
	regimen/internal/ui/... regimen/resources/anatomy/source'
watched='regimen/internal/ui regimen/internal/ui/desk/... regimen/internal/ui/kit/... regimen/internal/ui/papers
	regimen/internal/ui/settings regimen/internal/ui/assess/limbs'

[ $# -gt 0 ] || set -- ./...
for package in $watched; do
	set -- "-gcflags=$package=-d=checkptr=0" "$@"
done
for package in $unwatched; do # the last that fits a package counts, so that these come first
	set -- "-gcflags=$package=-race=false" "$@"
done
set -- "-gcflags=regimen/...=-d=checkptr=0" "$@"
export GOFLAGS="${GOFLAGS:-} -buildvcs=false" CGO_ENABLED=1
exec go test -race -vet=off -timeout 40m -tags migrated_fynedo "-ldflags=-s -w" "$@"
