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
