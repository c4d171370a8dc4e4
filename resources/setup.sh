#!/bin/sh
# Installs what this machine lacks to run, build or test Regimen.
#
#   sh resources/setup.sh --run    to build and run the program
#   sh resources/setup.sh --test   also to run every test, the window tests too
#
# It installs distribution packages only, asks for rights only when something is
# missing, says nothing when nothing is, and can be run again at any time.
set -eu

need_go=1.26

usage() {
	echo "usage: sh resources/setup.sh --run | --test" >&2
	exit 2
}

say() { printf '%s\n' "$*" >&2; }

fail() {
	say "$*"
	exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# as_root runs a command with the rights to install packages.
as_root() {
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	elif have sudo; then
		sudo "$@"
	else
		fail "Some packages are missing and only the administrator may install them. Run as root: $*"
	fi
}

# lacking_tools prints one word for each thing that is missing.
lacking_tools() {
	for tool in "$@"; do
		have "$tool" || printf '%s ' "$tool"
	done
}

# lacking_libraries prints the libraries whose headers pkg-config cannot find.
lacking_libraries() {
	for lib in "$@"; do
		{ have pkg-config && pkg-config --exists "$lib"; } || printf '%s ' "$lib"
	done
}

# lacking_server prints "postgresql" when there is no server to test shared records on. Distributions keep
# its programs out of PATH.
lacking_server() {
	for program in "$(command -v postgres || :)" /usr/lib/postgresql/*/bin/postgres /usr/pgsql-*/bin/postgres; do
		[ ! -x "$program" ] || return 0
	done
	printf 'postgresql '
}

# install_server is run in a shell of its own. The tests make a cluster of their own, so on Debian none is
# made here: it would run from then on, and nobody asked for it.
install_server() {
	if have apt-get; then
		settings=/etc/postgresql-common/createcluster.d
		ours=$settings/regimen-setup.conf
		as_root mkdir -p "$settings" || return
		trap 'as_root rm -f "$ours"' EXIT
		trap 'exit 1' INT TERM
		echo "create_main_cluster = false" | as_root tee "$ours" >/dev/null &&
			as_root apt-get update -qq &&
			as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql
	elif have dnf; then
		as_root dnf install -y postgresql-server
	elif have pacman; then
		as_root pacman -S --needed --noconfirm postgresql
	else
		return 1
	fi
}

go_is_new_enough() {
	have go || return 1
	version=$(cd / && GOTOOLCHAIN=local go env GOVERSION 2>/dev/null | sed 's/^go//; s/[^0-9.].*//')
	[ -n "$version" ] || return 1
	lowest=$(printf '%s\n%s\n' "$need_go" "$version" | sort -t. -k1,1n -k2,2n | head -n 1)
	[ "$lowest" = "$need_go" ]
}

check_go() {
	go_is_new_enough && return
	found=$(have go && go version || echo "no Go")
	fail "Go $need_go or newer is needed to build Regimen, and this machine has $found.
Install it from https://go.dev/dl/ (unpack the archive to /usr/local and add
/usr/local/go/bin to PATH), then run this again. It is not installed from here
because most distributions offer an older one."
}

case "${1-}" in
--run) testing=no ;;
--test) testing=yes ;;
*) usage ;;
esac
[ $# -eq 1 ] || usage

case "$(uname -s)" in
Linux) ;;
Darwin)
	if ! xcode-select -p >/dev/null 2>&1; then
		fail "The Xcode command line tools are missing. Install them with: xcode-select --install"
	fi
	check_go
	if [ "$testing" = yes ] && ! have postgres && ! ls -d /opt/homebrew/opt/postgresql* /usr/local/opt/postgresql* >/dev/null 2>&1; then
		say "To run the tests of shared records, too: brew install postgresql"
	fi
	exit 0
	;;
MINGW* | MSYS* | CYGWIN* | Windows*)
	if ! have gcc; then
		fail "A C compiler is missing. Install MSYS2 from https://www.msys2.org, then in its UCRT64
window run: pacman -S mingw-w64-ucrt-x86_64-gcc
and add C:\\msys64\\ucrt64\\bin to PATH."
	fi
	check_go
	exit 0
	;;
*)
	fail "This script knows Linux, macOS and Windows. Elsewhere, install a C compiler, the OpenGL
and X11 development files, and Go $need_go or newer."
	;;
esac

tools="gcc pkg-config"
libraries="gl x11 xcursor xrandr xinerama xi xxf86vm wayland-client wayland-egl wayland-cursor egl xkbcommon"
if [ "$testing" = yes ]; then
	tools="$tools Xvfb xdotool openbox convert pdftotext sqlite3"
fi

# The lists are words to be split.
# shellcheck disable=SC2086
lacking="$(lacking_tools $tools)$(lacking_libraries $libraries)"

if [ -n "$lacking" ]; then
	say "Missing: $lacking"
	if have apt-get; then
		packages="gcc libc6-dev pkg-config libgl1-mesa-dev libegl-dev xorg-dev libwayland-dev libxkbcommon-dev"
		[ "$testing" = no ] || packages="$packages xvfb xdotool openbox imagemagick poppler-utils sqlite3"
		as_root apt-get update -qq
		# shellcheck disable=SC2086
		as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages
	elif have dnf; then
		packages="gcc pkgconf-pkg-config mesa-libGL-devel mesa-libEGL-devel libX11-devel libXcursor-devel libXrandr-devel libXinerama-devel libXi-devel libXxf86vm-devel wayland-devel libxkbcommon-devel"
		[ "$testing" = no ] || packages="$packages xorg-x11-server-Xvfb xdotool openbox ImageMagick poppler-utils sqlite"
		# shellcheck disable=SC2086
		as_root dnf install -y $packages
	elif have pacman; then
		packages="gcc pkgconf libglvnd mesa libx11 libxcursor libxrandr libxinerama libxi libxxf86vm wayland libxkbcommon"
		[ "$testing" = no ] || packages="$packages xorg-server-xvfb xdotool openbox imagemagick poppler sqlite"
		# shellcheck disable=SC2086
		as_root pacman -S --needed --noconfirm $packages
	else
		fail "This script knows apt, dnf and pacman. With another package manager, install a C compiler,
pkg-config, and the development files of: $libraries"
	fi
	# shellcheck disable=SC2086
	still="$(lacking_tools $tools)$(lacking_libraries $libraries)"
	[ -z "$still" ] || fail "The packages were installed, but these are still missing: $still"
fi

if [ "$testing" = yes ] && [ -n "$(lacking_server)" ]; then
	say "Missing: postgresql"
	if ! (install_server) || [ -n "$(lacking_server)" ]; then
		say "PostgreSQL could not be installed: the tests of shared records will be skipped."
	fi
fi

check_go
