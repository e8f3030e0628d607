# SPDX-License-Identifier: GPL-2.0-only
"""Results of a GoogleTest program are collected, even when it dies."""

import pathlib
import tempfile
import unittest

import gtest_run

# Behaves as a GoogleTest program with four tests would, of which S.dies kills its process.
PROGRAM = '''#!/usr/bin/python3
import json, os, sys
flags = dict(flag[2:].split('=', 1) for flag in sys.argv[1:] if '=' in flag)
if '--gtest_list_tests' in sys.argv:
    print('S.\\n  good  # GetParam() = 1\\n  bad\\n  dies\\nT.\\n  off')
    sys.exit(0)
names = open(flags['gtest_flagfile']).read().strip().split('=', 1)[1].split(':')
entries = []
for name in names:
    print(f'[ RUN      ] {name}', flush=True)
    suite, test = name.split('.')
    if test == 'dies':
        os.abort()
    entry = {'name': test, 'time': '0.5s', 'result': 'SUPPRESSED' if test == 'off' else 'COMPLETED'}
    if test == 'bad':
        entry['failures'] = [{'failure': 'why'}]
    if test == 'good':
        entry.update({'requirement A-1': '1', 'requirement A-2': '1'})
    entries.append({'name': suite, 'testsuite': [entry]})
json.dump({'testsuites': entries}, open(flags['gtest_output'].split(':', 1)[1], 'w'))
sys.exit(CODE or any('failures' in entry['testsuite'][0] for entry in entries))
'''


class GtestRunTest(unittest.TestCase):
    def run_program(self, code=0, whole=True):
        with tempfile.TemporaryDirectory() as folder:
            program = pathlib.Path(folder, 'program')
            program.write_text(PROGRAM.replace('CODE', str(code)), encoding='utf-8')
            program.chmod(0o755)
            return {result.name: result for result in gtest_run.run(program, folder, '*', whole=whole)}

    def test_tests_that_are_dealt_one_by_one_have_a_result_each(self):
        self.assertEqual({name: result.passed for name, result in self.run_program(whole=False).items()},
                         {'S.good': True, 'S.bad': False, 'S.dies': False, 'T.off': False})

    def test_every_test_has_a_result(self):
        results = self.run_program()
        self.assertEqual({name: result.passed for name, result in results.items()},
                         {'S.good': True, 'S.bad': False, 'S.dies': False, 'T.off': False})
        self.assertEqual(results['S.good'].requirements, ['A-1', 'A-2'])
        self.assertEqual(results['S.bad'].message, 'why')
        self.assertIn('exit code -6', results['S.dies'].message)

    def test_complaint_after_the_last_test_is_a_failure(self):
        results = self.run_program(code=23)
        self.assertTrue(any(name.startswith('the end of') and not result.passed for name, result in results.items()))

    def test_suites_are_dealt_whole_and_evenly(self):
        suites = {'A': ['x', 'y'], 'B': ['x'], 'C': ['x']}
        self.assertEqual(gtest_run.deal(suites, {'A.x': 1, 'A.y': 1, 'B.x': 1.5, 'C.x': 0.4}, 2), [['A'], ['B', 'C']])
        self.assertEqual(gtest_run.deal({'A': ['x']}, {}, 4), [['A']])

    def test_the_first_time_goes_by_what_the_plain_build_took(self):
        with tempfile.TemporaryDirectory() as folder:
            plain, other = pathlib.Path(folder, 'build'), pathlib.Path(folder, 'build-sanitize')
            plain.mkdir()
            other.mkdir()
            self.assertEqual(gtest_run.recall(other), {})
            (plain / gtest_run.MEMORY).write_text('{"A.x": 1}', encoding='utf-8')
            self.assertEqual(gtest_run.recall(other), {'A.x': 1})
            (other / gtest_run.MEMORY).write_text('{"A.x": 12}', encoding='utf-8')
            self.assertEqual(gtest_run.recall(other), {'A.x': 12})
            self.assertEqual(gtest_run.recall(plain), {'A.x': 1})


if __name__ == '__main__':
    unittest.main()
