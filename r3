#!/usr/bin/env bash
# Builds R3 on first use, or when sources are newer than the build, and starts its command line.
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
stamp=$root/infra/target/r3.built
libraries=$root/infra/target/lib

fail() {
  echo "r3: $*" >&2
  exit 2
}

java_home() {
  for home in "${R3_JAVA_HOME:-}" "${JAVA_HOME:-}"; do
    [ -n "$home" ] && [ -x "$home/bin/java" ] && { echo "$home"; return; }
  done
  command -v java >/dev/null || fail "no Java found; install a JDK (17 or newer), or set JAVA_HOME"
  dirname "$(dirname "$(readlink -f "$(command -v java)")")"
}

java_version() {
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

sources_are_newer() {
  [ ! -e "$stamp" ] && return 0
  local newer
  newer=$(find "$root/pom.xml" "$root"/{verifiers,model,workflows,activities,infra}/pom.xml \
    "$root"/{verifiers,model,workflows,activities,infra}/src/main -newer "$stamp" -print -quit)
  [ -n "$newer" ]
}

build() {
  [ -x "$JAVA_HOME/bin/javac" ] || fail "$JAVA_HOME has no compiler; install a JDK (17 or newer), or set JAVA_HOME"
  command -v mvn >/dev/null || fail "no Maven found; install Maven (3.8 or newer) so that r3 can build itself"
  echo "r3: building (first use or newer sources); this takes a minute ..." >&2
  local log=$root/infra/target/build.log
  mkdir -p "$root/infra/target"
  local started
  started=$(mktemp "$root/infra/target/r3.XXXXXX")
  if ! (cd "$root" && mvn --batch-mode --no-transfer-progress -Dmaven.test.skip=true -Dspotless.check.skip=true \
      -pl infra --also-make package) >"$log" 2>&1; then
    rm -f "$started"
    grep -E '^\[ERROR\]' "$log" | head -n 15 >&2 || tail -n 15 "$log" >&2
    fail "the build failed; its log is $log"
  fi
  mv "$started" "$stamp"
}

JAVA_HOME=$(java_home)
export JAVA_HOME
version=$(java_version "$JAVA_HOME")
[ "${version:-0}" -ge 17 ] || fail "$JAVA_HOME is Java ${version:-of an unknown version}; expected 17 or newer"

if sources_are_newer; then
  # One build at a time: a second r3 waits for it and finds it done.
  mkdir -p "$root/infra/target"
  if command -v flock >/dev/null; then
    exec 9>"$root/infra/target/build.lock"
    flock 9
  fi
  if sources_are_newer; then build; fi
  if command -v flock >/dev/null; then
    exec 9>&-
  fi
fi

# Spinning OpenMP barriers cost 10-50x where cores are shared.
export OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-passive} GOMP_SPINCOUNT=${GOMP_SPINCOUNT:-0}

options=(-XX:+UseSerialGC -Dr3.root="$root" -Dfile.encoding=UTF-8)
[ -t 2 ] && options+=(-Dr3.terminal=true)
# shellcheck disable=SC2206  # R3_JAVA_OPTIONS is split into words on purpose.
options+=(${R3_JAVA_OPTIONS:-})
if [ "$version" -ge 22 ]; then options+=(--enable-native-access=ALL-UNNAMED); fi
if [ "$version" -ge 24 ]; then options+=(--sun-misc-unsafe-memory-access=allow); fi
exec "$JAVA_HOME/bin/java" "${options[@]}" -cp "$root/infra/target/classes:$libraries/*" dev.r3.infra.cli.R3 "$@"
