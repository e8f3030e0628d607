# SPDX-License-Identifier: GPL-2.0-only
"""Scenarios and commands that a page shows are found and tried."""

import pathlib
import tempfile
import unittest

import documentation

PAGE = '''# A page
```sh
./nemo run a.json --seed 2   # why
./nemo test
```
```json
{ "duration": "1s" }
```
'''


class DocumentationTest(unittest.TestCase):
    def faults(self, code):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / 'A.md').write_text(PAGE, encoding='utf-8')
            (root / 'out').mkdir()
            program = root / 'program'
            program.write_text(f'#!/bin/sh\necho "$*"\n[ "$1" = run ] || cat "$2"\nexit {code}\n', encoding='utf-8')
            program.chmod(0o755)
            return documentation.faults(root, program, root / 'out')

    def test_what_works_is_no_fault(self):
        self.assertEqual(self.faults(0), [])

    def test_each_scenario_and_command_that_fails_is_named(self):
        scenario, command = self.faults(2)
        self.assertIn('A.md, scenario 1: exit code 2', scenario)
        self.assertIn('{ "duration": "1s" }', scenario)
        self.assertIn('A.md: ./nemo run a.json --seed 2: exit code 2', command)


if __name__ == '__main__':
    unittest.main()
