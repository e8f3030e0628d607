#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Does what the README says on a bare Debian: try-fresh-debian.sh FOLDER [SUITE [STANDARD]]
#
# Makes the Debian in FOLDER by debootstrap (or takes the one that is there), clones the last commit into it, and runs
# the README's commands with nothing of this machine but /proc, the name servers and a proxy from the environment.
# SUITE is bookworm (12, if left out) or trixie (13); STANDARD is that of C++ (20 or 23; 17 or 20 if left out).
# Needs root, debootstrap and git. Prints how long each command took; exits with the first failure.
set -eu

if [ $# -lt 1 ] || [ $# -gt 3 ]; then
    sed -n 's/^# \{0,1\}//p' "$0" | sed -n '2,7p' >&2
    exit 2
fi
root=$1
suite=${2-bookworm}
standard=${3-}
here=$(dirname -- "$(readlink -f -- "$0")")
repository=$(git -C "$here" rev-parse --show-toplevel)
mirror=http://deb.debian.org/debian

say() {
    printf '== %s\n' "$*"
}

if [ ! -x "$root/bin/sh" ]; then
    say "debootstrap $suite into $root"
    debootstrap --variant=minbase "$suite" "$root" "$mirror" >"$root.log" 2>&1 || {
        tail -n 20 "$root.log" >&2
        exit 1
    }
fi
{
    printf 'deb %s %s main\n' "$mirror" "$suite"
    printf 'deb %s %s-updates main\n' "$mirror" "$suite"
    printf 'deb %s-security %s-security main\n' "$mirror" "$suite"
} >"$root/etc/apt/sources.list"
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
rm -rf "$root/root/nemo"
git clone --quiet --no-hardlinks "$repository" "$root/root/nemo"

mount -t proc proc "$root/proc"
trap 'umount "$root/proc"' EXIT

# readme COMMAND...: runs it as a newcomer would, in the clone, and says how long it took.
readme() {
    say "$*"
    begin=$(date +%s.%N)
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
        ${http_proxy:+"http_proxy=$http_proxy"} \
        chroot "$root" /bin/sh -c 'cd /root/nemo && exec "$@"' sh "$@"
    printf '== took %s s\n' "$(awk -v a="$begin" -v b="$(date +%s.%N)" 'BEGIN { printf "%.2f", b - a }')"
}

if [ -n "$standard" ]; then
    # What ./nemo finds configured it takes.
    readme ./nemo run examples/scenarios/minimal.json
    readme rm -rf build
    readme cmake -S . -B build -G Ninja -DCMAKE_CXX_STANDARD="$standard"
fi
readme ./nemo run examples/scenarios/rfc3963-figure-3.json
say 'the same again: under 3 s'
readme ./nemo run examples/scenarios/rfc3963-figure-3.json
readme ./nemo test
