# SPDX-License-Identifier: GPL-2.0-only
"""Scenarios, commands and quoted numbers of a page are found and tried."""

import pathlib
import re
import tempfile
import unittest

import documentation

PAGE = '''# A page
```sh
./nemo run a.json --seed 2   # why
./nemo test
grep -q x \\
    /dev/null
```
lost 3<!--= flow('f').lost -->, in `./nemo list` of `./nemo run FILE`
```json
{ "duration": "1s" }
```
'''
PROGRAM = '''#!/bin/sh
echo "$*"
[ "$1" = check ] && cat "$2"
mkdir -p out/a && echo '{{"flows": [{{"name": "f", "lost": {lost}}}]}}' >out/a/results.json
exit {code}
'''


class DocumentationTest(unittest.TestCase):
    def faults(self, code, lost=3, page=PAGE):
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as scratch:
            root = pathlib.Path(folder)
            (root / 'A.md').write_text(page, encoding='utf-8')
            program = root / 'program'
            program.write_text(PROGRAM.format(code=code, lost=lost), encoding='utf-8')
            program.chmod(0o755)
            return documentation.faults(root, program, scratch)

    def test_what_works_is_no_fault(self):
        self.assertEqual(self.faults(0, page=PAGE.replace('grep -q x', 'true')), [])

    def test_each_scenario_and_command_that_fails_is_named(self):
        scenario, run, grep, listing, quote = self.faults(2)
        self.assertIn('A.md, scenario 1: exit code 2', scenario)
        self.assertIn('{ "duration": "1s" }', scenario)
        self.assertIn('A.md: ./nemo run a.json --seed 2: exit code 2', run)
        self.assertRegex(grep, r'A.md: grep -q x\s+/dev/null: exit code 1')
        self.assertIn('A.md: ./nemo list: exit code 2', listing)
        self.assertIn('quoted above', quote)

    def test_numbers_are_those_of_the_run(self):
        self.assertEqual(self.faults(0, lost=4, page=PAGE.replace('grep -q x', 'true')),
                         ["A.md: 3 is 4: flow('f').lost"])

    def test_code_and_output_are_those_of_the_example(self):
        page = '```cpp\nint  a;\n```\n\n```sh\necho x\n```\n\n```text\n{}\n```\n'
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / 'examples').mkdir()
            (root / 'examples' / 'a.cc').write_text('// first\n  int a;\n', encoding='utf-8')
            for printed, count in (('x', 0), ('y', 1)):
                (root / 'A.md').write_text(page.format(printed), encoding='utf-8')
                with tempfile.TemporaryDirectory() as scratch:
                    self.assertEqual(len(documentation.faults(root, root / 'program', scratch)), count)
            (root / 'A.md').write_text(page.replace('int  a', 'int b').format('x'), encoding='utf-8')
            with tempfile.TemporaryDirectory() as scratch:
                (fault,) = documentation.faults(root, root / 'program', scratch, update=True)
            self.assertIn('no example has\nint b;', fault)

    def test_version_is_one(self):
        root = pathlib.Path(documentation.__file__).resolve().parents[2]
        text = {name: (root / name).read_text(encoding='utf-8') for name in ('CMakeLists.txt', 'CITATION.cff', 'doc/nemo.1')}
        version = re.search(r'set\(nemo_version ([^)]+)\)', text['CMakeLists.txt'])[1]
        self.assertIn(f'\nversion: {version}\n', text['CITATION.cff'])
        self.assertIn(f'"nemo {version}"', text['doc/nemo.1'])

    def test_whoever_executes_a_command_elsewhere_is_there(self):
        root = pathlib.Path(documentation.__file__).resolve().parents[2]
        for place in documentation.ELSEWHERE.values():
            self.assertTrue((root / place.split(',')[0]).exists(), place)

    def test_every_scenario_that_ships_has_its_page_with_picture_run_and_numbers(self):
        root = pathlib.Path(documentation.__file__).resolve().parents[2]
        index = (root / 'doc' / 'showcases' / 'index.md').read_text(encoding='utf-8')
        for file in sorted((root / 'examples' / 'scenarios').glob('*.json')):
            page = (root / 'doc' / 'showcases' / f'{file.stem}.md').read_text(encoding='utf-8')
            for part in ('**Goal.**', '**Model.**', '**How to run.**', '**Result.**', f'({file.stem}.svg)',
                         f'./nemo run examples/scenarios/{file.name}', '<!--= '):
                self.assertIn(part, page, file.stem)
            self.assertIn(f'({file.stem}.md)', index)


if __name__ == '__main__':
    unittest.main()
