#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Kills sweeps at random points and holds what is resumed to an undisturbed one; measures what a sweep costs.

sweep_campaign.py [--program FILE] [--runs N] [--kills N] [--jobs N] [--seed N]
"""

import argparse
import pathlib
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCENARIO = ROOT / 'examples' / 'scenarios' / 'minimal.json'
# Of a sweep's time, what may be lost between its runs.
MOST_OVERHEAD = 0.1


def command(program, database, runs, jobs):
    """The sweep of the least scenario, which goes on where an earlier one stopped."""
    sweep = f'/sweep={{"/links/core/delay": ["10ms", "40ms"], "runs": {(runs + 1) // 2}}}'
    return [program, 'sweep', SCENARIO, '--quiet', '--resume', '--jobs', str(jobs), '--db', database, '--set', sweep]


def rows(database):
    """{table: rows} of all that is a function of the scenario, in the order of the tables' keys."""
    with sqlite3.connect(database) as connection:
        tables = [name for name, in connection.execute('SELECT name FROM sqlite_master WHERE type = "table"')]
        found = {name: list(connection.execute(f'SELECT * FROM {name}')) for name in tables if name != 'processes'}
    connection.close()
    return found


def overhead(database, jobs, seconds):
    """The share of the processors' time that was not spent in runs."""
    with sqlite3.connect(database) as connection:
        work, = connection.execute('SELECT sum(wall_seconds) FROM processes').fetchone()
    connection.close()
    return 1 - work / (jobs * seconds)


def finish(arguments):
    """Runs a sweep to its end; returns how long it took and what went wrong."""
    begin = time.monotonic()
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    faults = [f'exit code {done.returncode}: {done.stderr}'] if done.returncode else []
    return time.monotonic() - begin, faults


def disturb(arguments, kills, seconds, draw):
    """Begins the sweep again and again and kills it, the last time before its end; returns how often that was."""
    killed = 0
    for _ in range(kills):
        with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            try:
                process.wait(draw.uniform(0, 1.6 * seconds / (kills + 1)))
            except subprocess.TimeoutExpired:
                process.kill()
                killed += 1
    return killed


def faults_of_kills(program, scratch, runs, kills, jobs, seed):
    """What is wrong after so many kills; and, of the undisturbed sweep, its overhead; and how many kills hit."""
    whole, parts = pathlib.Path(scratch, 'whole.sqlite'), pathlib.Path(scratch, 'parts.sqlite')
    seconds, found = finish(command(program, whole, runs, jobs))
    lost = overhead(whole, jobs, seconds)
    killed = disturb(command(program, parts, runs, jobs), kills, seconds, random.Random(seed))
    found += finish(command(program, parts, runs, jobs))[1]
    expected, actual = rows(whole), rows(parts)
    if len(expected['runs']) != (runs + 1) // 2 * 2:
        found.append(f'{len(expected["runs"])} runs are stored')
    found += [f'table {name} differs after {killed} kills' for name in sorted(expected) if expected[name] != actual[name]]
    return found, lost, killed


def faults_of_interrupts(program, scratch):
    """What is wrong with a sweep that is asked to stop."""
    found = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        database = pathlib.Path(scratch, f'{number.name}.sqlite')
        # Who starts a test in the background has SIGINT ignored, and so has what it starts.
        with subprocess.Popen(command(program, database, 10000, 2), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True, preexec_fn=lambda number=number: signal.signal(number, signal.SIG_DFL)) as process:
            until = time.monotonic() + 60
            while time.monotonic() < until and not (database.exists() and len(stored(database)) > 2):
                time.sleep(0.05)
            process.send_signal(number)
            try:
                output, errors = process.communicate(timeout=60)
            except subprocess.TimeoutExpired:
                process.kill()
                output, errors = process.communicate()
        if process.returncode != 1 or output or errors:
            found.append(f'{number.name}: exit code {process.returncode}\n{output}{errors}')
        if not stored(database) or pathlib.Path(f'{database}-wal').exists():
            found.append(f'{number.name}: the database is not as it should be')
    return found


def stored(database):
    """The ids of the runs that a database has; none if there are no tables yet."""
    try:
        with sqlite3.connect(f'file:{database}?mode=ro', uri=True) as connection:
            found = list(connection.execute('SELECT id FROM runs'))
        connection.close()
        return found
    except sqlite3.OperationalError:
        return []


def faults(program, scratch):
    """A small campaign, for every test run."""
    found, _, _ = faults_of_kills(program, scratch, runs=12, kills=4, jobs=2, seed=1)
    return found + faults_of_interrupts(program, scratch)


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--program', default=ROOT / 'build' / 'nemo-run', help='the built nemo-run')
    parser.add_argument('--runs', type=int, default=200, help='of the least scenario')
    parser.add_argument('--kills', type=int, default=20, help='at random times')
    parser.add_argument('--jobs', type=int, default=2, help='processes at a time')
    parser.add_argument('--seed', type=int, default=1, help='of the times')
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        found, lost, killed = faults_of_kills(options.program, scratch, options.runs, options.kills, options.jobs,
                                              options.seed)
    print(f'{options.runs} runs, {options.jobs} at a time: {100 * lost:.1f} % overhead, the start of the program included')
    print(f'killed {killed} times and resumed: {"the rows differ" if found else "the same rows"}')
    if lost > MOST_OVERHEAD:
        found.append(f'{100 * lost:.1f} % overhead are more than {100 * MOST_OVERHEAD:.0f} %')
    print(*found, sep='\n')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
