# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# What the trials within ns-3 trees share; sourced by try-ns3-tree.sh and try-waf.sh.

say() {
    printf '== %s\n' "$*"
}

# clone_into TREE [COMMIT]: puts this repository's COMMIT (the last one, if left out) into the tree's contrib/nemo.
clone_into() {
    repository=$(git -C "$(dirname -- "$(readlink -f -- "$0")")" rev-parse --show-toplevel)
    # ns-3 keeps what it wrote for headers that have moved since an earlier trial.
    rm -rf "$1/contrib/nemo" "$1"/build/include/ns3/mip6-*.h "$1"/build/include/ns3/nemo-*.h
    git clone --quiet --no-hardlinks "$repository" "$1/contrib/nemo"
    git -C "$1/contrib/nemo" checkout --quiet "${2-$(git -C "$repository" rev-parse HEAD)}"
}

# timed COMMAND...: runs it and says how long it took.
timed() {
    begin=$(date +%s)
    "$@"
    say "took $(($(date +%s) - begin)) s"
}
