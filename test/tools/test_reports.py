# SPDX-License-Identifier: GPL-2.0-only
"""The check of reports finds what a report must not be."""

import pathlib
import tempfile
import unittest

import browser
import reports

PAGE = '''<!DOCTYPE html><html data-ready="1"><head><link rel="icon" href="data:,"></head><body>
<a href="#main">x</a><script type="application/json" id="data">{}</script><script>1</script><script>%s</script>%s</body></html>'''


class ReportsTest(unittest.TestCase):
    def test_whole_page_has_no_fault(self):
        self.assertEqual(reports.static_faults('page', PAGE % ('', '')), [])

    def test_what_is_fetched_shows(self):
        for text in ('<img src="http://x/y.png">', '<link href=style.css>', '<style>a { background: url(x.png) }</style>',
                     '<style>@import "x.css"</style>'):
            self.assertEqual(len(reports.static_faults('page', PAGE % ('', text))), 1, text)

    def test_size_and_scripts_show(self):
        self.assertIn('more than 2000000', reports.static_faults('page', PAGE % ('x' * 2_000_000, ''))[0])
        self.assertIn('4 scripts', reports.static_faults('page', PAGE % ('', '<script>2</script>'))[0])

    @unittest.skipUnless(browser.PROGRAM, 'chromium is not installed')
    def test_browser_tells_what_goes_wrong(self):
        with tempfile.TemporaryDirectory() as folder, browser.Browser() as window:
            page = pathlib.Path(folder, 'page.html')
            for script, body, complaint in (
                    ('', '', None), ('throw new Error("oh")', '', 'oh'), ('console.warn("hm")', '', 'hm'),
                    ('', '<img src="file:///nowhere.png">', 'asks for file:///nowhere.png'),
                    ('', '<figure data-chart="flow" data-marks="0"></figure>', 'chart "flow" is empty'),
                    ('delete document.documentElement.dataset.ready', '', 'did not come to its end'),
                    ('', '<div style="width: 9000px">x</div>', 'wider than its window')):
                page.write_text(PAGE % (script, body), encoding='utf-8')
                window.open(page)
                found = reports.window_faults('page', page, set(), window)
                if complaint is None:
                    self.assertEqual(found, [])
                else:
                    self.assertTrue(any(complaint in fault for fault in found), f'{complaint}: {found}')
            self.assertEqual(reports.window_faults('page', page, {'sums'}, window)[0], 'page: there is no chart "sums"')


if __name__ == '__main__':
    unittest.main()
