# What up and down share: where things lie, and which process is ours. Sourced.
# shellcheck shell=bash

cache=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/utblick-mattermost}
mkdir -p "$cache"
cache=$(cd "$cache" && pwd -P)
run=$cache/run # what belongs to the running server: its pid, log, settings and files
mkdir -p "$run"

say() { printf 'mattermost: %s\n' "$*" >&2; }

die() {
	say "$*"
	exit 1
}

# running tells whether process $1 is a server built in this cache. A pid alone
# proves nothing: the number may have gone to somebody else since.
running() {
	local exe
	[ -n "$1" ] && exe=$(readlink "/proc/$1/exe" 2>/dev/null) && [[ $exe == "$cache"/* ]]
}

# stop ends our server $1 and waits until it is gone.
stop() {
	kill "$1"
	local i
	for ((i = 0; i < 150; i++)); do
		running "$1" || break
		sleep 0.2
	done
	running "$1" && die "process $1 goes on after 30 s; see $run/log"
	rm -f "$run/pid"
	say "stopped (pid $1)"
}

# Whoever ups and downs the same cache at once takes turns.
exec 9>"$cache/lock"
flock -w 1200 9 || die "$cache/lock has been held for 20 minutes"
pid=$(cat "$run/pid" 2>/dev/null || true)
