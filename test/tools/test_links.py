# SPDX-License-Identifier: GPL-2.0-only
"""Links that lead nowhere are found; those of the pages that ship lead somewhere."""

import pathlib
import tempfile
import unittest

import links

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = '''# A `page`, with *words*
See [there](b.md#second-one), [here](#a-page-with-words), [the world](https://example.org) and `doc/c.md`.
```sh
[no](link.md)
```
## Second
## Second
'''


class LinksTest(unittest.TestCase):
    def faults(self, other):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / 'doc').mkdir()
            (root / 'doc' / 'c.md').write_text('[up](../a.md#second-1)\n', encoding='utf-8')
            (root / 'a.md').write_text(PAGE, encoding='utf-8')
            (root / 'b.md').write_text(other, encoding='utf-8')
            return links.faults(root)

    def test_what_is_there_is_no_fault(self):
        self.assertEqual(self.faults('## Second one\n'), [])

    def test_missing_headings_and_files_are_named(self):
        self.assertEqual(self.faults('[away](c.md), [up](a.md#second-2), `doc/d.md`\n'),
                         ['a.md: b.md#second-one leads to no heading', 'b.md: c.md leads to no file of the repository',
                          'b.md: a.md#second-2 leads to no heading', 'b.md: `doc/d.md` is no file of the repository'])

    def test_links_of_our_pages_lead_somewhere(self):
        self.assertEqual(links.faults(ROOT), [])


if __name__ == '__main__':
    unittest.main()
