#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Builds nemo within an ns-3.35 source tree, which has waf, and runs a scenario: try-waf.sh PATH_TO_NS_3.35 [COMMIT]
#
# PATH_TO_NS_3.35 is such a tree, with the program waf in it. COMMIT (the last one, if left out) is cloned into its
# contrib/nemo, and its waf builds the modules that nemo needs, nemo and nemo-run, JOBS files at a time if that is in the
# environment. Needs what ./nemo set-up installs. Exits with the first failure.
set -eu

if [ $# -lt 1 ] || [ $# -gt 2 ] || [ ! -e "$1/waf" ]; then
    sed -n 's/^# \{0,1\}//p' "$0" | sed -n '2,7p' >&2
    exit 2
fi
tree=$1
# shellcheck source=test/tools/into-tree.sh
. "$(dirname -- "$(readlink -f -- "$0")")/into-tree.sh"

clone_into "$@"

cd "$tree"
say 'configure'
python3 waf configure --build-profile=debug --disable-werror --disable-python --disable-gtk --enable-modules=nemo
say 'build'
timed python3 waf build ${JOBS:+-j "$JOBS"}
say 'minimal.json'
python3 waf --run 'nemo-run run contrib/nemo/examples/scenarios/minimal.json'
