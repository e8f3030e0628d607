#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# try-slurm.sh FOLDER: runs the job array of doc/sweep.md on a Slurm of its own (Debian's slurm-wlm and munge, controller
# and node on this machine, reachable from here alone), merges what came, and compares it with a sweep in one piece. As
# root; FOLDER is made, and must not be there yet. Build before.
set -eu

[ $# -eq 1 ] || {
    echo "Usage: test/tools/try-slurm.sh FOLDER" >&2
    exit 2
}
root=$(dirname -- "$(readlink -f -- "$0")")/../..
root=$(readlink -f -- "$root")
mkdir "$1"
folder=$(readlink -f -- "$1")
cd "$root"

# Fewer shards than the page has, and a core each: this machine has not many.
shards=4
processes=
stop() {
    for process in $processes; do
        kill "$process" 2>/dev/null || true
    done
}
trap stop EXIT

start() {
    log=$1
    shift
    "$@" >"$folder/$log.log" 2>&1 &
    processes="$! $processes"
}

mkdir "$folder/state" "$folder/spool"
dd if=/dev/urandom of="$folder/munge.key" bs=1024 count=1 2>/dev/null
chmod 600 "$folder/munge.key"
cat >"$folder/slurm.conf" <<END
ClusterName=trial
SlurmctldHost=localhost(127.0.0.1)
SlurmUser=root
SlurmctldPort=16817
SlurmdPort=16818
CommunicationParameters=NoInAddrAny
AuthType=auth/munge
AuthInfo=socket=$folder/munge.socket
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
NodeName=localhost NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
END
export SLURM_CONF="$folder/slurm.conf"

start munged munged --foreground --force --key-file="$folder/munge.key" --socket="$folder/munge.socket" \
    --pid-file="$folder/munged.pid" --log-file="$folder/munged-own.log" --seed-file="$folder/munge.seed"
start slurmctld slurmctld -D
start slurmd slurmd -D -N localhost
for _ in $(seq 60); do
    ! sinfo --noheader --states=idle 2>/dev/null | grep -q idle || break
    sleep 1
done
sinfo

# The job is that of the page.
sed -n '/^#!\/bin\/sh$/,/^```$/p' doc/sweep.md | sed '$d' |
    sed "s/--array=1-16/--array=1-$shards/; s/--cpus-per-task=4/--cpus-per-task=1/
         s|--resume|--resume --db $folder/results-\$SLURM_ARRAY_TASK_ID.sqlite|" >"$folder/job"
cat "$folder/job"
sbatch --wait --output="$folder/job-%a.log" "$folder/job"

build/nemo-run merge "$folder"/results-[0-9]*.sqlite --into "$folder/results.sqlite"
build/nemo-run sweep examples/scenarios/handover-split.json --quiet --db "$folder/whole.sqlite"
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 -c '
import sys
sys.path.insert(0, "test/tools")
import sweep_campaign
array, whole = (sweep_campaign.rows(file) for file in sys.argv[1:])
print(len(array["runs"]), "runs;", "the same rows" if array == whole else "the rows differ")
sys.exit(array != whole)' "$folder/results.sqlite" "$folder/whole.sqlite"
