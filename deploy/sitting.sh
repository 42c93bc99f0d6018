# shellcheck shell=bash
# What deploy/run and deploy/live share: a folder, programs in the background
# that end with the script, and everything up to the key ceremony. Sourced after
# deploy/lib.sh.
#
# PINGYI_BIN names a folder of programs that are built already, and PINGYI_WEB
# one of pages: then nothing is installed or built.

DEMO=$ROOT/deploy/demo
SCRUTINEERS=(监票人甲 监票人乙 纪检监察组)
WITNESS=见证人

began=$SECONDS
step() { printf '\n[%3d s] %s\n' "$((SECONDS - began))" "$*"; }

# wrong WHAT: the mistake, then how it is meant (usage).
wrong() {
  printf '%s: %s\n\n' "$(basename "$0")" "$1" >&2
  usage >&2
  exit 2
}

# number OPTION VALUE: the value, without leading zeros.
number() {
  [[ $2 =~ ^[0-9]{1,9}$ ]] || wrong "$1 needs a number, not '$2'"
  printf '%d' "$((10#$2))"
}

# Sets `bin` and `web`.
get_programs() {
  bin=${PINGYI_BIN:-$ROOT/build/release/bin}
  web=${PINGYI_WEB:-$ROOT/build/web}
  if [[ -z ${PINGYI_BIN:-} ]]; then
    "$ROOT/deploy/setup" run
    step "Building"
    build release pingyi pingyi-server pingyi-trustee
  fi
  if [[ -z ${PINGYI_WEB:-} ]]; then
    build_web
  fi
}

# make_folder [DIR]: DIR, which must be new or empty, or one in the temporary
# folder. Sets `dir`, and `public` and `logs` below it.
make_folder() {
  dir=${1:-}
  if [[ -n $dir ]]; then
    [[ ! -e $dir || -z $(ls -A "$dir") ]] || wrong "--dir $dir: not an empty folder"
    mkdir -p "$dir"
    dir=$(cd "$dir" && pwd)
  else
    dir=$(mktemp -d "$TMPDIR/pingyi-sitting-XXXXXX")
  fi
  public=$dir/session/public
  logs=$dir/logs
  mkdir -p "$logs"
}

processes=()
stop_all() {
  local pid
  for pid in "${processes[@]}"; do
    kill "$pid" 2>/dev/null || true
  done
  for pid in "${processes[@]}"; do
    wait "$pid" 2>/dev/null || true
  done
  processes=()
}
trap stop_all EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# start NAME COMMAND...: in the background, its output in logs/NAME.log.
start() {
  local name=$1
  shift
  "$@" >"$logs/$name.log" 2>&1 </dev/null &
  processes+=($!)
}

# until_line NAME TEXT: waits until logs/NAME.log has TEXT.
until_line() {
  local pid=${processes[-1]} tries=0
  until grep -q -- "$2" "$logs/$1.log"; do
    if ! kill -0 "$pid" 2>/dev/null || ((++tries > 1200)); then
      cat "$logs/$1.log" >&2
      fail "$1 did not come up; its output is above and in $logs/$1.log"
    fi
    sleep 0.1
  done
}

# is_free HOST PORT: nobody listens there.
is_free() { ! (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null; }

free_port() {
  local port
  for _ in {1..50}; do
    port=$((20000 + RANDOM % 12000))
    if is_free "$1" "$port"; then
      printf '%d' "$port"
      return
    fi
  done
  fail "no free port on $1"
}

# Chair, three trustees who are everything else too, and one more witness. Sets
# `officials`; whoever else takes part is added to it.
enrol_officials() {
  local who
  (umask 077 && head -c 18 /dev/urandom | base64 >"$dir/passphrase")
  "$bin/pingyi" enroll --name 主持人 --role chair --out "$dir/chair" >"$logs/enroll.log"
  officials=(--official "$dir/chair.official")
  for who in "${SCRUTINEERS[@]}"; do
    "$bin/pingyi-trustee" enroll --name "$who" --role trustee,issuer,scrutineer,witness \
      --out "$dir/$who" --passphrase-file "$dir/passphrase" >>"$logs/enroll.log"
    officials+=(--official "$dir/$who.official")
  done
  "$bin/pingyi-trustee" enroll --name "$WITNESS" --role scrutineer,witness \
    --out "$dir/$WITNESS" --passphrase-file "$dir/passphrase" >>"$logs/enroll.log"
  officials+=(--official "$dir/$WITNESS.official")
}

# new_session DEPUTIES ARGUMENT...: the session's folder, from the demo's
# settings. Sets `fingerprint`.
new_session() {
  local i deputies=$1
  shift
  {
    echo 'number,name'
    for ((i = 1; i <= deputies; i++)); do printf '%d,代表%04d\n' "$i" "$i"; done
  } >"$dir/roster.csv"
  "$bin/pingyi" session new "$dir/session" --settings "$DEMO/settings.textproto" \
    --departments "$DEMO/departments.csv" --roster "$dir/roster.csv" \
    --web "$web" "${officials[@]}" "$@"
  fingerprint=$(<"$public/fingerprint.txt")
}

# The server first: processes[0].
start_programs() {
  local who
  start server "$bin/pingyi-server" --config "$dir/session/server/server.textproto"
  until_line server ready
  for who in "${SCRUTINEERS[@]}" "$WITNESS"; do
    start "$who" "$bin/pingyi-trustee" run --session "$public" --key "$dir/$who.key" \
      --passphrase-file "$dir/passphrase" --fingerprint "$fingerprint" --attest
  done
}

# The record without the server: exported, verified, its sheet to sign.
write_results() {
  "$bin/pingyi" export --session "$public" --out "$dir/record"
  "$bin/pingyi" verify "$dir/record" --manifest "$fingerprint"
  "$bin/pingyi" result "$dir/record" --sheet "$dir/result" \
    --script "$dir/script.txt" >/dev/null
}
