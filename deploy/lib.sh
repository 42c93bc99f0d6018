# shellcheck shell=bash
# What the scripts of deploy/ share. Sourced, after `set -euo pipefail`.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
JOBS=${PINGYI_JOBS:-$(nproc)}

# A clone at another path finds what this one compiled.
export CCACHE_BASEDIR=$ROOT
export CCACHE_NOHASHDIR=1
export CCACHE_MAXSIZE=${CCACHE_MAXSIZE:-10G}
export TMPDIR=${TMPDIR:-/tmp}

say() { printf '%s\n' "$*"; }

fail() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# build PRESET TARGET...: configures the preset if needed and builds, going on
# after an error to show the others too.
build() {
  local preset=$1
  shift
  local dir=$ROOT/build/$preset
  # Configured again only where that can change something: ninja sees to the
  # rest, and a preset edited since then is newer than the cache.
  if [[ ! -f $dir/build.ninja || $ROOT/CMakePresets.json -nt $dir/build.ninja ]]; then
    (cd "$ROOT" && cmake --preset "$preset" >"$dir.log" 2>&1) || {
      cat "$dir.log" >&2
      return 1
    }
  fi
  cmake --build "$dir" --parallel "$JOBS" --target "$@" -- -k 0
}

# Node for the web pages: PATH's if it is new enough, else the one that
# deploy/setup put into build/tools. Returns non-zero if there is none.
NODE_HOME=$ROOT/build/tools/node
node_is_new_enough() {
  "$1" -e 'const [a, b] = process.versions.node.split(".").map(Number);
    process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1);' 2>/dev/null
}
use_node() {
  if command -v node >/dev/null && node_is_new_enough node; then
    return
  fi
  [[ -x $NODE_HOME/bin/node ]] || return 1
  export PATH=$NODE_HOME/bin:$PATH
}

# npm_ci FOLDER: its dependencies, unless they are those of the lock already.
npm_ci() {
  local lock=$ROOT/$1/package-lock.json
  local stamp=$ROOT/$1/node_modules/.pingyi-lock
  if ! cmp -s "$lock" "$stamp"; then
    say "setup: npm ci in $1"
    (cd "$ROOT/$1" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error \
      </dev/null >/dev/null) || return 1
    cp "$lock" "$stamp"
  fi
}

# build_web: the pages into build/web, where the programs of every build folder
# look for them. Does nothing where nothing is newer than they are.
build_web() {
  local web=$ROOT/client/web out=$ROOT/build/web
  if [[ -f $out/index.html ]] && [[ -z $(find "$web" "$ROOT/proto/pingyi/v1" \
    \( -path "$web/node_modules" -o -path "$web/src/gen" \) -prune \
    -o -newer "$out/index.html" -print -quit) ]]; then
    return
  fi
  use_node || fail "the pages need Node 20.19 or newer; run deploy/setup"
  npm_ci client/web || fail "could not install what the pages need"
  say "Building the pages"
  (cd "$web" && npm run --silent gen && PINGYI_WEB_OUT=$out npm run --silent build) \
    >"$ROOT/build/web.log" 2>&1 || {
    cat "$ROOT/build/web.log" >&2
    return 1
  }
  grep '^/' "$ROOT/build/web.log"
}
