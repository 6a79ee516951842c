# What up, down and with know of a server: where its things lie, which process
# it is, and what it said. Sourced.
# shellcheck shell=bash disable=SC2034

# usage shows the heading of the script that was called.
usage() {
	sed -n '2,/^set /s/^# \{0,1\}//p' "$0"
	exit 2
}

# place reads [--fresh] [--unless-died] [--port N] [CACHE_DIR], the first two
# only for up, and says where the server of that port keeps its things.
place() {
	fresh=no unless_died=no port=8065 url='' run='' db=''
	while [[ ${1-} == -* ]]; do
		case "${0##*/} $1" in
		'up --fresh') fresh=yes ;;
		'up --unless-died') unless_died=yes ;;
		*' --port') port=${2-} && shift ;;
		*) usage ;;
		esac
		shift
	done
	if [ $# -gt 1 ] || [[ $port != [1-9]* || $port == *[!0-9]* ]]; then usage; fi
	cache=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/utblick-mattermost}
	mkdir -p "$cache"
	cache=$(cd "$cache" && pwd -P)
	url=http://127.0.0.1:$port
	run=$cache/run # what belongs to the running server: its pid, log, settings and files
	db=utblick_test
	if [ "$port" != 8065 ]; then
		run+=-$port db+=_$port
	fi
	mkdir -p "$run"
}

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

# last_words shows how a server's log ends.
last_words() {
	[ -s "$1" ] || return 0
	printf '== the end of %s\n' "$1" >&2
	tail -n 30 "$1" | cut -c 1-1000 >&2
}

# take_turn has whoever ups and downs servers of one cache at once take turns.
# The server's pid stays on file until it is stopped, also when it has died.
take_turn() {
	exec 9>"$cache/lock"
	flock -w 1200 9 || die "$cache/lock has been held for 20 minutes"
	pid=$(cat "$run/pid" 2>/dev/null || true)
}
