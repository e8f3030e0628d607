# SPDX-License-Identifier: GPL-2.0-only
"""What is said of requirements follows from the claims of the tests, and wrong claims are found."""

import json
import pathlib
import tempfile
import unittest
import unittest.mock

import conformance
import copies
from gtest_run import TestResult


def row(identifier, dialect='rfc6275'):
    return {'id': identifier, 'step': 'foundation', 'family': 'mip6', 'source': 'RFC', 'dialect': dialect,
            'requirement': 'a | b'}


def result(name, passed, *requirements):
    return TestResult(name, passed, 0.0, '', list(requirements))


class ConformanceTest(unittest.TestCase):
    ROWS = [row('A-1'), row('A-2'), row('A-3'), row('A-4')]

    def statuses(self, rows, reasons, results, finished=()):
        with unittest.mock.patch('conformance.FINISHED_STEPS', finished):
            requirements, mistakes = conformance.judge(rows, reasons, results)
        return {identifier: one.status for identifier, one in requirements.items()}, mistakes

    def test_each_status(self):
        statuses, mistakes = self.statuses(
            self.ROWS, [{'id': 'A-4', 'reason': 'outside'}],
            [result('S.a', True, 'A-1', 'A-2'), result('S.b', False, 'A-2')])
        self.assertEqual(statuses, {'A-1': 'proven', 'A-2': 'failing', 'A-3': 'open', 'A-4': 'not-applicable'})
        self.assertEqual(mistakes, [])

    def test_an_open_row_of_a_finished_step_is_a_mistake(self):
        results = [result('S.a', True, *(f'A-{number}' for number in range(1, 4)))]
        self.assertEqual(len(self.statuses(self.ROWS, [], results, ('foundation',))[1]), 1)
        self.assertEqual(self.statuses(self.ROWS, [], results, ('nemo',))[1], [])

    def test_wrong_claims_are_mistakes(self):
        for reasons, results in (([], [result('S.a', True, 'B-1')]),
                                 ([{'id': 'B-1', 'reason': 'x'}], []),
                                 ([{'id': 'A-1', 'reason': ' '}], []),
                                 ([{'id': 'A-1', 'reason': 'x'}, {'id': 'A-1', 'reason': 'y'}], []),
                                 ([{'id': 'A-1', 'reason': 'x'}], [result('S.a', True, 'A-1')])):
            self.assertEqual(len(self.statuses(self.ROWS, reasons, results)[1]), 1, (reasons, results))

    def test_rows_of_both_dialects_stand_twice_once_one_is_claimed_so(self):
        rows = [row('A-1', 'both'), row('A-2', 'both'), row('A-3')]
        self.assertEqual(list(self.statuses(rows, [], [result('S.a', True, 'A-1')])[0]), ['A-1', 'A-2', 'A-3'])
        statuses, mistakes = self.statuses(rows, [], [result('S.a', True, 'A-1@draft1997')])
        self.assertEqual(statuses, {'A-1': 'open', 'A-1@draft1997': 'proven', 'A-2': 'open',
                                    'A-2@draft1997': 'open', 'A-3': 'open'})
        self.assertEqual(mistakes, [])
        self.assertEqual(len(self.statuses(rows, [], [result('S.a', True, 'A-3@draft1997')])[1]), 1)

    def test_json_and_document(self):
        requirements, _ = conformance.judge(self.ROWS, [], [result('S.a', True, 'A-1')])
        with tempfile.TemporaryDirectory() as folder:
            conformance.write_json(requirements, folder + '/c.json')
            conformance.write_document(requirements, folder + '/c.md')
            content = json.loads(pathlib.Path(folder, 'c.json').read_text(encoding='utf-8'))
            page = pathlib.Path(folder, 'c.md').read_text(encoding='utf-8')
        self.assertEqual(content['A-1'], {'status': 'proven', 'tests': ['S.a']})
        self.assertEqual(content['A-2'], {'status': 'open', 'tests': []})
        self.assertIn('| A-1 | RFC | a \\| b | proven | S.a |', page)
        self.assertIn('| foundation | 4 | 1 | 0 | 3 | 0 |', page)


class CopiesTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.shared, self.test = pathlib.Path(folder.name, 'shared'), pathlib.Path(folder.name, 'test')
        for base, requirements in ((self.shared, 'requirements'), (self.test, 'conformance')):
            for name in (f'{requirements}/requirements.csv', 'vectors/a.json', 'captures/b.pcap'):
                (base / name).parent.mkdir(parents=True)
                (base / name).write_text('same', encoding='utf-8')

    def test_same_and_absent_are_right(self):
        self.assertEqual(copies.differences(self.test, self.shared), [])
        self.assertEqual(copies.differences(self.test, self.shared / 'nowhere'), [])

    def test_changed_missing_and_added_are_found(self):
        (self.test / 'conformance/requirements.csv').write_text('other', encoding='utf-8')
        (self.shared / 'vectors/new.json').write_text('new', encoding='utf-8')
        (self.test / 'captures/own.pcap').write_text('own', encoding='utf-8')
        faults = copies.differences(self.test, self.shared)
        self.assertEqual([fault.split()[0] for fault in faults],
                         ['test/captures/own.pcap', 'test/conformance/requirements.csv', 'test/vectors/new.json'])


if __name__ == '__main__':
    unittest.main()
