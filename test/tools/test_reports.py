# SPDX-License-Identifier: GPL-2.0-only
"""The check of reports finds what a report must not be."""

import pathlib
import tempfile
import unittest

import browser
import reports

PAGE = '''<!DOCTYPE html><html data-ready="1"><head><link rel="icon" href="data:,"></head><body>
<a href="#main">x</a><script type="application/json" id="data">{}</script><script>1</script><script>%s</script>%s</body></html>'''

PEER = {'node': 'CN', 'rrBegun': 12, 'rrDone': 12.5, 'bound': 12.5}
HANDOVER = {'node': 'MN', 'index': 0, 'from': 'home', 'to': None, 'at': 10, 'linkDown': 10, 'linkUp': 11, 'routerAdvertisement': None,
            'careOfReady': 11.5, 'buSent': 11.5, 'baReceived': 12, 'outage': 2, 'correspondents': [PEER]}
TITLE = 'MN #0: home → nowhere'
# At 100 pixels a second, from 50 on.
BARS = [[TITLE, 'no link: 1 s', 50, 100], [TITLE, 'before the update: 0 s', 200, 1], [TITLE, 'registration: 500 ms', 200, 50],
        ['with CN', 'return routability: 500 ms', 250, 50], ['with CN', 'correspondent’s binding: 0 s', 300, 1]]


class Answers:
    """A window that has an answer ready for each question."""

    def __init__(self, answers):
        self._answers = answers

    def ask(self, question):
        return self._answers[question]


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

    def test_bars_of_handovers_that_are_wrong_show(self):
        def found(bars, outages):
            return reports.phase_faults('page', [HANDOVER], Answers({reports.BARS: bars, reports.OUTAGES: outages}))
        self.assertEqual(found(BARS, [[50, 250]]), [])
        for i, bar in enumerate(BARS):
            self.assertIn('the bars of the handovers are', found(BARS[:i] + BARS[i + 1:], [[50, 250]])[0])
            self.assertTrue(found(BARS[:i] + [[*bar[:2], bar[2] + 5, bar[3]]] + BARS[i + 1:], [[50, 250]]), 'at a wrong place')
            self.assertTrue(found(BARS[:i] + [[*bar[:3], bar[3] + 5]] + BARS[i + 1:], [[50, 250]]), 'too long')
        for outages in ([], [[50, 150]], [[60, 250]]):
            self.assertEqual(found(BARS, outages), ['page: the lines below the bars are not the outages'])
        self.assertEqual(reports.phase_faults('page', [], Answers({reports.BARS: []})), [])

    def test_movements_and_faults_that_are_not_marked_show(self):
        data = {'results': {'handovers': [HANDOVER, {**HANDOVER, 'from': None, 'to': 'B', 'at': 30}]},
                'timeline': {'faults': [{'at': 20, 'link': 'core', 'text': 'down'}], 'flows': [{'start': 15, 'stop': 40}]}}
        strokes = [['MN: home → nowhere', 100], ['link core: down', 200], ['MN: nowhere → B', 300]]

        def found(chart, drawn):
            return reports.stroke_faults('page', data, {chart, 'topology'}, Answers({reports.STROKES % chart: drawn}))
        for chart in ('bindings', 'losses', 'flow'):
            self.assertEqual(found(chart, strokes), [])
            self.assertEqual(found(chart, strokes[:1] + strokes[2:]), [f'page: chart "{chart}" does not mark "link core: down"'])
        self.assertEqual(found('flow', strokes[1:]), [], 'the flow begins later')
        for at in (150, 320):
            self.assertIn('where it belongs', found('bindings', [strokes[0], [strokes[1][0], at], strokes[2]])[0])
        self.assertEqual(len(found('losses', [[text, 100] for text, _ in strokes])), 2)

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
