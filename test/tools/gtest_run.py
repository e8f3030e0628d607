# SPDX-License-Identifier: GPL-2.0-only
"""Runs a GoogleTest program on all cores.

The suites are dealt to one process a core, whole, so that what a suite sets up once is set up once; GoogleTest's own
sharding would cut each suite in pieces. The suites that took longest the last time are dealt first.
"""

import concurrent.futures
import dataclasses
import json
import os
import pathlib
import re
import subprocess

MEMORY = 'test-seconds.json'
TIME_LIMIT = 7200  # seconds that one process may take


@dataclasses.dataclass
class TestResult:
    """What came out of one test."""

    name: str
    passed: bool
    seconds: float
    message: str
    requirements: list


def list_suites(program, pattern):
    """The tests that match a GoogleTest pattern: {suite: [test, ...]}."""
    output = subprocess.run([program, '--gtest_list_tests', f'--gtest_filter={pattern}'],
                            capture_output=True, text=True, check=True).stdout
    suites = {}
    for line in output.splitlines():
        name = line.split('#')[0].rstrip()
        if name.startswith('  '):
            suites[suite].append(name.strip())
        elif name.endswith('.'):
            suite = name[:-1]
            suites[suite] = []
    return suites


def deal(suites, seconds, hands):
    """Deals the suites to so many hands, each as busy as the others."""
    weight = {suite: sum(seconds.get(f'{suite}.{test}', 0.01) for test in tests) for suite, tests in suites.items()}
    dealt = [[0.0, []] for _ in range(hands)]
    for suite in sorted(suites, key=lambda name: (-weight[name], name)):
        hand = min(dealt, key=lambda entry: entry[0])
        hand[0] += weight[suite]
        hand[1].append(suite)
    return [names for _, names in dealt if names]


def recall(build):
    """The seconds that tests took the last time in this build folder; if it was never, in the one of plain builds beside it.

    With sanitizers tests take longer, but in about the same proportion.
    """
    for memory in (build / MEMORY, build.parent / 'build' / MEMORY):
        if memory.exists():
            return json.loads(memory.read_text(encoding='utf-8'))
    return {}


def result_of(suite, test):
    """The TestResult of a test's entry in GoogleTest's JSON report."""
    failures = [failure['failure'] for failure in test.get('failures', [])]
    if test['result'] != 'COMPLETED':
        failures.append('The test is switched off or skipped itself.')
    claims = [key.split(' ', 1)[1] for key in test if key.startswith('requirement ')]
    return TestResult(f'{suite}.{test["name"]}', not failures, float(test['time'].rstrip('s')),
                      '\n'.join(failures), claims)


def died(name, code, log):
    said = log.read_text(encoding='utf-8', errors='replace')
    return TestResult(name, False, 0, f'The process died (exit code {code}). It said last:\n{said[-3000:]}', [])


def execute(command, log):
    """Runs a command with its output in the file log and returns the exit code."""
    with open(log, 'wb') as output:
        try:
            return subprocess.run(command, stdout=output, stderr=subprocess.STDOUT, timeout=TIME_LIMIT,
                                  check=False).returncode
        except subprocess.TimeoutExpired:
            return f'none: stopped after {TIME_LIMIT} s'


def run_tests(program, names, report, options):
    """Runs tests in one process, and once more without the one in which it died, until all have run."""
    results = []
    log, flags = report.with_suffix('.log'), report.with_suffix('.flags')
    while names:
        flags.write_text(f'--gtest_filter={":".join(names)}\n', encoding='utf-8')
        report.unlink(missing_ok=True)
        code = execute([program, f'--gtest_flagfile={flags}', f'--gtest_output=json:{report}', *options], log)
        if report.exists():
            content = json.loads(report.read_text(encoding='utf-8', errors='replace'))
            results += [result_of(suite['name'], test) for suite in content['testsuites']
                        for test in suite['testsuite']]
            # A sanitizer complains about leaks only when all tests are over.
            if code not in (0, 1) or (code == 1 and all(result.passed for result in results)):
                results.append(died(f'the end of {report.stem}', code, log))
            break
        begun = re.findall(r'^\[ RUN      \] (\S+)', log.read_text(encoding='utf-8', errors='replace'), re.MULTILINE)
        name = begun[-1] if begun else names[0]
        results.append(died(name, code, log))
        names = [other for other in names if other != name]
    return results


def run(program, build, pattern, options=(), whole=True):
    """Runs the tests that match a pattern and returns their TestResults in order of name.

    With whole=False the tests are dealt one by one, for a suite of many that share nothing.
    """
    build = pathlib.Path(build)
    seconds = recall(build)
    suites = list_suites(program, pattern)
    cores = os.cpu_count() or 1
    if whole:
        hands = [[f'{suite}.{test}' for suite in hand for test in suites[suite]]
                 for hand in deal(suites, seconds, cores)]
    else:
        names = [f'{suite}.{test}' for suite, tests in suites.items() for test in tests]
        hands = [names[core::cores] for core in range(cores) if names[core::cores]]
    folder = build / 'test-reports'
    folder.mkdir(exist_ok=True)
    with concurrent.futures.ThreadPoolExecutor(max(1, len(hands))) as pool:
        runs = [pool.submit(run_tests, program, hand, folder / f'process-{number}.json', options)
                for number, hand in enumerate(hands)]
        results = sorted((result for one in runs for result in one.result()), key=lambda result: result.name)
    seconds.update({result.name: result.seconds for result in results})
    (build / MEMORY).write_text(json.dumps(seconds, indent=1), encoding='utf-8')
    return results
