#!/bin/sh
# Runs every test under the race detector; arguments are given on to "go test", with the packages if there are any.
#
# What others wrote and what starts nothing of its own is compiled without the detector, under which it would take ten
# times as long and in which there is nothing to find for this program: the engine of SQLite, what sets text and what
# draws pixels. Whoever calls it is watched as before. Not watched either is the tool that makes the figure: it is no
# part of the program, and what it makes is compared byte for byte.
set -eu
cd "$(dirname "$0")/.."

unwatched='modernc.org/... golang.org/x/image/... golang.org/x/text/... github.com/go-text/... github.com/jung-kurt/...
	image/... compress/... regimen/resources/anatomy/source'

[ $# -gt 0 ] || set -- ./...
for package in $unwatched; do
	set -- "-gcflags=$package=-race=false" "$@"
done
export GOFLAGS="${GOFLAGS:-} -buildvcs=false" CGO_ENABLED=1
exec go test -race -timeout 40m -tags migrated_fynedo "$@"
