# SPDX-License-Identifier: GPL-2.0-only
"""That the campaign of the sweeps sees what differs, and computes what it says."""

import pathlib
import random
import sqlite3
import sys
import tempfile
import unittest

import sweep_campaign as campaign


class Campaign(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def database(self, name, runs, seconds=1.0):
        """A database with runs of these ids that took so long each."""
        connection = sqlite3.connect(self.folder / name)
        connection.execute('CREATE TABLE runs (id)')
        connection.execute('CREATE TABLE processes (run, wall_seconds)')
        connection.executemany('INSERT INTO runs VALUES (?)', [(run,) for run in runs])
        connection.executemany('INSERT INTO processes VALUES (?, ?)', [(run, seconds) for run in runs])
        connection.commit()
        connection.close()
        return self.folder / name

    def test_rows_are_all_but_those_of_processes(self):
        one, same = self.database('one', 'ab', 1.0), self.database('same', 'ab', 2.0)
        self.assertEqual(campaign.rows(one), {'runs': [('a',), ('b',)]})
        self.assertEqual(campaign.rows(one), campaign.rows(same))
        self.assertNotEqual(campaign.rows(one), campaign.rows(self.database('other', 'ac')))

    def test_overhead_is_the_time_without_runs(self):
        self.assertAlmostEqual(campaign.overhead(self.database('db', 'abcd', 2.0), jobs=2, seconds=5.0), 0.2)

    def test_a_database_that_is_not_there_has_no_runs(self):
        self.assertEqual(campaign.stored(self.folder / 'absent'), [])
        self.assertEqual(len(campaign.stored(self.database('db', 'abc'))), 3)

    def test_kills_are_counted_where_they_hit(self):
        sleep, nothing = [sys.executable, '-c', 'import time; time.sleep(60)'], [sys.executable, '-c', '']
        self.assertEqual(campaign.disturb(sleep, 3, 0.1, random.Random(1)), 3)
        self.assertEqual(campaign.disturb(nothing, 1, 60, random.Random(1)), 0)

    def test_what_goes_wrong_is_told(self):
        _, faults = campaign.finish([sys.executable, '-c', 'import sys; sys.exit("it fell")'])
        self.assertEqual(faults, ['exit code 1: it fell\n'])
        self.assertEqual(campaign.finish([sys.executable, '-c', ''])[1], [])


if __name__ == '__main__':
    unittest.main()
