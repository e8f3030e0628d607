#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Runs every test of the module and says which requirements they prove. `./nemo test` builds, then calls this."""

import argparse
import io
import os
import pathlib
import shutil
import sys
import tempfile
import time
import unittest

import conformance
import copies
import documentation
import gtest_run
import referee
import repeatability
import reports
import sweep_campaign

ROOT = pathlib.Path(__file__).resolve().parents[2]
SLOWEST = 5
PCAP_FOLDER = 'test-pcap'
# Of each campaign: a run takes ten times as long under the sanitizers, and --campaign makes more.
SANITIZED_SEEDS = '5'
CAMPAIGNS = {
    'delegation': 'Seeds/DelegationCampaign.*',
    'faults': 'Seeds/FaultCampaign.*',
    'faults-1997': 'Seeds/Draft1997FaultCampaign.*',
    'nested-faults': 'Seeds/NestedFaultCampaign.*',
}


class Report:
    """Counts what passed and prints what failed."""

    def __init__(self):
        self.passed = self.failed = 0

    def check(self, name, faults):
        """Counts one check, which passed when it found no fault."""
        if not faults:
            self.passed += 1
            return
        self.failed += 1
        print(f'FAILED {name}')
        print('\n'.join(f'    {line}' for fault in faults for line in fault.splitlines()), flush=True)


def begin(stage):
    """Says what is done from now on: in a log, minutes of silence look like the end."""
    print(f'nemo: {stage}', file=sys.stderr, flush=True)


def run_gtest(arguments, build, report):
    begin('running the tests')
    program = build / 'nemo-test'
    started = time.monotonic()
    # Another order under the sanitizers shows tests that lean on what ran before them.
    options = ['--gtest_shuffle', '--gtest_random_seed=1'] if arguments.sanitize else []
    if arguments.sanitize:
        os.environ.setdefault('NEMO_CAMPAIGN_SEEDS', SANITIZED_SEEDS)
    results = gtest_run.run(program, build, arguments.filter, options)
    for result in results:
        report.check(result.name, [] if result.passed else [result.message])
    print(f'{len(results)} tests in {time.monotonic() - started:.1f} s; the slowest:')
    for result in sorted(results, key=lambda one: -one.seconds)[:SLOWEST]:
        print(f'  {result.seconds:7.2f} s  {result.name}')
    sys.stdout.flush()
    return results


def run_campaign(arguments, build, report):
    """Random runs, as many as wanted; captures are not kept."""
    begin(f'running {arguments.seeds} seeds of the campaign "{arguments.campaign}"')
    os.environ['NEMO_CAMPAIGN_SEEDS'] = str(arguments.seeds)
    for result in gtest_run.run(build / 'nemo-test', build, CAMPAIGNS[arguments.campaign], whole=False):
        report.check(result.name, [] if result.passed else [result.message])
    print(f'{report.passed} passed, {report.failed} failed')
    sys.exit(1 if report.failed else 0)


def run_tool_tests(report):
    """The tests of the tools themselves."""
    begin('testing the test tools')
    suite = unittest.defaultTestLoader.discover(str(ROOT / 'test' / 'tools'), pattern='test_*.py')
    outcome = unittest.TextTestRunner(stream=io.StringIO()).run(suite)
    bad = outcome.failures + outcome.errors
    report.passed += outcome.testsRun - len(bad)
    for test, trace in bad:
        report.check(str(test), [trace])
    print(f'{outcome.testsRun} tests of the test tools')


def run_referee(folder, report):
    begin('judging the recorded packets')
    files, count, mobility, faults = referee.judge(folder)
    report.check('what the referee says of the recorded packets', faults)
    print(f'{files} pcap files judged: {count} frames, {mobility} mobility headers', flush=True)


def run_repeatability(build, report):
    program = build / 'nemo-run'
    if program.exists():
        begin('running each scenario in several processes')
        files = list((ROOT / 'examples' / 'scenarios').glob('*.json'))
        with tempfile.TemporaryDirectory() as scratch:
            report.check('the same bytes from every process', repeatability.faults(program, files, scratch))
        print(f'{len(files)} scenarios run in one process and in {len(files)}', flush=True)


def run_sweeps(build, report):
    program = build / 'nemo-run'
    if program.exists():
        begin('killing sweeps and resuming them')
        with tempfile.TemporaryDirectory() as scratch:
            report.check('sweeps that were killed', sweep_campaign.faults(program, scratch))


def run_documentation(build, report):
    program = build / 'nemo-run'
    if program.exists():
        begin('trying what the documentation shows')
        with tempfile.TemporaryDirectory() as scratch:
            report.check('what the documentation shows', documentation.faults(ROOT, program, scratch))


def run_reports(build, report):
    program = build / 'nemo-run'
    if program.exists():
        begin('looking at the reports of the scenarios')
        files = list((ROOT / 'examples' / 'scenarios').glob('*.json'))
        with tempfile.TemporaryDirectory() as scratch:
            found, was_seen = reports.faults(program, files, scratch)
        report.check('the reports of the scenarios', found)
        print(f'{len(files)} reports written' + (', each seen by Chromium in three windows' if was_seen else
              '; Chromium is not installed, so that none was looked at'), flush=True)


def run_conformance(arguments, build, results, report):
    begin('counting the requirements')
    folder = ROOT / 'test' / 'conformance'
    not_applicable = conformance.read_rows(folder / 'not-applicable.csv')
    requirements, mistakes = conformance.judge(conformance.read_rows(folder / 'requirements.csv'), not_applicable,
                                               results)
    report.check('the claims of the requirements', mistakes)
    conformance.write_json(requirements, build / 'conformance.json')
    if arguments.update_doc:
        conformance.write_document(requirements, ROOT / 'doc' / 'conformance.md')
    print('\n'.join(conformance.table(requirements)), flush=True)


def judge_all(arguments, build, results, report):
    """All that is looked at besides the GoogleTest cases; of some of these only what they recorded."""
    run_referee(build / PCAP_FOLDER, report)
    if arguments.filter != '*':
        return
    run_tool_tests(report)
    run_documentation(build, report)
    run_repeatability(build, report)
    run_reports(build, report)
    run_sweeps(build, report)
    report.check('the copies in test/', copies.differences(ROOT / 'test', ROOT.parent / 'shared'))
    run_conformance(arguments, build, results, report)


def main():
    parser = argparse.ArgumentParser(prog='./nemo test', description='Builds and runs every test.')
    parser.add_argument('--filter', default='*', metavar='PATTERN', help='run only these GoogleTest cases')
    parser.add_argument('--sanitize', action='store_true', help='with AddressSanitizer and UndefinedBehaviorSanitizer')
    parser.add_argument('--update-doc', action='store_true', help='write doc/conformance.md')
    parser.add_argument('--campaign', choices=sorted(CAMPAIGNS), help='run random scenarios of this kind, and nothing else')
    parser.add_argument('--seeds', type=int, default=500, metavar='N', help='how many of a campaign; default 500')
    parser.add_argument('--build', required=True, type=pathlib.Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    build = arguments.build.resolve()

    report = Report()
    if arguments.campaign:
        run_campaign(arguments, build, report)
    pcap_folder = build / PCAP_FOLDER
    shutil.rmtree(pcap_folder, ignore_errors=True)
    pcap_folder.mkdir()
    os.environ['NEMO_PCAP_DIR'] = str(pcap_folder)

    results = run_gtest(arguments, build, report)
    if not results:
        sys.exit(f'nemo: no test matches {arguments.filter}')
    if not arguments.sanitize:
        # Packets, pages and counts are those of the ordinary build, which judges them.
        judge_all(arguments, build, results, report)
    print(f'{report.passed} passed, {report.failed} failed')
    sys.exit(1 if report.failed else 0)


if __name__ == '__main__':
    main()
