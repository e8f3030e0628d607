#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Runs the handovers of the showcases many times and holds their means to the model and to published figures.

handover_campaign.py [--program FILE] [--runs N] [--jobs N]
"""

import argparse
import concurrent.futures
import json
import math
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SCENARIO = ROOT / 'examples' / 'scenarios' / 'handover-split.json'
ADVERTISE = '/nodes/AR/links/away/advertise'
# The normal distribution leaves 0.5 % on either side outside of so many standard deviations.
WITHIN_99_PERCENT = 2.5758
NEAR_MODEL = 0.03
NEAR_PUBLISHED = 0.07
# Seconds between advertisements, and what Rana et al. (2017) measured with ns-3.
SETTINGS = {
    (1.0, 3.0): {'Tmd': 2.600, 'Thr': 1.022, 'Trr': 0.009, 'Tcr': 0.004, 'total': 3.635},
    (0.05, 1.5): {'Tmd': 2.083, 'Thr': 1.022, 'Trr': 0.009, 'Tcr': 0.004, 'total': 3.118},
}


def residual(low, high):
    """The mean wait for the next of events whose intervals are uniform in low..high: E[X^2] / (2 E[X])."""
    return (low * low + low * high + high * high) / 3 / (low + high)


def model(low, high):
    """The means of detection, and of address configuration: half of the random delay, and 1 s of probing."""
    return {'detection': residual(low, high), 'address': 0.5 + 1.0, 'Tmd': residual(low, high) + 1.5}


def phases(handover):
    """The phases of an entry of "handovers" in results.json, seconds."""
    peer = handover['correspondents'][0]
    split = {
        'detection': handover['routerAdvertisement'] - handover['at'],
        'address': handover['careOfReady'] - handover['routerAdvertisement'],
        'Tmd': handover['careOfReady'] - handover['at'],
        'Thr': handover['baReceived'] - handover['buSent'],
        'Trr': peer['rrDone'] - peer['rrBegun'],
        'Tcr': peer['bound'] - peer['rrDone'],
    }
    split['total'] = sum(split[name] for name in ('Tmd', 'Thr', 'Trr', 'Tcr'))
    return split


def run(program, setting, number, scratch):
    """The phases of one run."""
    low, high = setting
    folder = pathlib.Path(scratch, f'{low}-{high}-{number}')
    subprocess.run([program, 'run', SCENARIO, '--run', str(number), '--quiet', '--out', folder,
                    '--set', f'{ADVERTISE}/min={low}s', '--set', f'{ADVERTISE}/max={high}s'], check=True)
    results = json.loads((folder / 'results.json').read_text(encoding='utf-8'))
    return phases(results['handovers'][0])


def summary(runs):
    """{phase: (mean, half of its 99 % interval)} of the phases of all runs."""
    def of(values):
        return statistics.fmean(values), WITHIN_99_PERCENT * statistics.stdev(values) / math.sqrt(len(values))
    return {name: of([split[name] for split in runs]) for name in runs[0]}


def faults(setting, means):
    """What of a summary is too far from the model or from what was published."""
    found = []
    for name, expected in model(*setting).items():
        mean, half = means[name]
        if abs(mean - expected) > half:
            found.append(f'{name}: the model, {expected:.4f} s, is not in {mean:.4f} s +- {half:.4f} s')
        if abs(mean - expected) > NEAR_MODEL * expected:
            found.append(f'{name}: {mean:.4f} s is more than 3 % from the model, {expected:.4f} s')
    for name, published in SETTINGS[setting].items():
        mean = means[name][0]
        if abs(mean - published) > NEAR_PUBLISHED * published:
            found.append(f'{name}: {mean:.4f} s is more than 7 % from the published {published:.3f} s')
    return found


def table(setting, means):
    """The lines of a table in Markdown."""
    known = {**{name: '' for name in means}, **SETTINGS[setting]}
    expected = model(*setting)
    lines = ['| phase | mean, s | 99 % interval | model | ns-3 (Rana et al.) |', '|---|---|---|---|---|']
    for name, (mean, half) in means.items():
        theory = f'{expected[name]:.4f}' if name in expected else ''
        lines.append(f'| {name} | {mean:.4f} | +- {half:.4f} | {theory} | {known[name]} |')
    return lines


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--program', default=ROOT / 'build' / 'nemo-run', help='the built nemo-run')
    parser.add_argument('--runs', type=int, default=1000, help='of each setting')
    parser.add_argument('--jobs', type=int, default=2, help='at a time')
    options = parser.parse_args(arguments)
    found = []
    for setting in SETTINGS:
        with tempfile.TemporaryDirectory() as scratch, concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            runs = list(pool.map(lambda number, s=setting, d=scratch: run(options.program, s, number, d),
                                 range(1, options.runs + 1)))
        means = summary(runs)
        print(f'advertisements every {setting[0]} to {setting[1]} s, {options.runs} runs', *table(setting, means), '',
              sep='\n')
        found += [f'{setting[0]} to {setting[1]} s: {fault}' for fault in faults(setting, means)]
    print(*found, sep='\n')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
