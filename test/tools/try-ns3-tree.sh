#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Builds nemo within an ns-3 source tree and runs its suite there: try-ns3-tree.sh FOLDER [COMMIT]
#
# FOLDER is an ns-3 tree (with the program ns3 in it); if it is not there, Debian's source package is fetched into it,
# which needs a deb-src line among APT's sources. COMMIT (the last one, if left out) is cloned into contrib/nemo. Only
# the modules that nemo needs are built, JOBS files at a time if that is in the environment. Needs what ./nemo set-up
# installs. Exits with the first failure.
set -eu

[ $# -ge 1 ] || {
    sed -n 's/^# \{0,1\}//p' "$0" | sed -n '2,8p' >&2
    exit 2
}
tree=$1
# shellcheck source=test/tools/into-tree.sh
. "$(dirname -- "$(readlink -f -- "$0")")/into-tree.sh"

if [ ! -e "$tree/ns3" ]; then
    say "Debian's source package of ns-3 into $tree"
    download=$(mktemp -d)
    (cd "$download" && apt-get source --quiet ns3 >source.log 2>&1) || {
        cat "$download/source.log" >&2
        exit 1
    }
    mkdir -p "$(dirname -- "$tree")"
    mv "$download"/ns3-*/ns-3* "$tree"
    rm -rf "$download"
fi
clone_into "$@"

cd "$tree"
say 'configure'
# Along with tests of TCP, which come with its modules, ns-3 wants csma.
./ns3 configure --enable-examples --enable-tests '--enable-modules=nemo;csma' --filter-module-examples-and-tests=nemo
say 'build'
# Whatever ns3 is told, it leaves one core to others.
[ -z "${JOBS-}" ] || timed cmake --build cmake-cache -j "$JOBS"
timed ./ns3 build
say 'minimal.json'
./ns3 run 'nemo-run run contrib/nemo/examples/scenarios/minimal.json'
say './test.py -s nemo'
python3 test.py --no-build -s nemo
