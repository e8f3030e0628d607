# SPDX-License-Identifier: GPL-2.0-only
"""The files of a repository are found with git and without it."""

import pathlib
import subprocess
import tempfile
import unittest
from unittest import mock

import repository

ROOT = pathlib.Path(__file__).resolve().parents[2]
WITHIN = ('.ci/run', 'a.md', 'doc/out/b.md')
LEFT = ('build/c.md', 'build-fuzz/d.md', 'out/e.json', 'doc/__pycache__/f.pyc')


class RepositoryTest(unittest.TestCase):
    def files(self, more=()):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name in WITHIN + LEFT + more:
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).touch()
            return [str(path) for path in repository.files(root)]

    def test_an_archive_has_no_history(self):
        self.assertEqual(self.files(), list(WITHIN))

    def test_a_clone_is_asked_where_git_is(self):
        answer = subprocess.CompletedProcess([], 0, 'doc/out/b.md\ngone.md\na.md\n')
        with mock.patch('shutil.which', return_value='/usr/bin/git'), mock.patch('subprocess.run', return_value=answer) as asked:
            self.assertEqual(self.files(('.git/HEAD',)), ['a.md', 'doc/out/b.md'])
            self.assertEqual(asked.call_args.args[0][:2], ['git', '-C'])

    def test_a_clone_is_looked_through_where_git_is_not(self):
        with mock.patch('shutil.which', return_value=None):
            self.assertEqual(self.files(('.git/HEAD',)), list(WITHIN))

    def test_none_of_our_own_files_is_missed_without_git(self):
        known = repository.files(ROOT)
        with mock.patch('shutil.which', return_value=None):
            self.assertEqual(set(known) - set(repository.files(ROOT)), set())


if __name__ == '__main__':
    unittest.main()
