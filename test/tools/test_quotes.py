# SPDX-License-Identifier: GPL-2.0-only
"""Numbers in pages are held against results as the page writes them."""

import json
import pathlib
import tempfile
import unittest

import quotes

RESULTS = {
    'flows': [{'name': 'f', 'sent': 12500, 'delayMean': 0.0104996}],
    'handovers': [{'node': 'MN', 'index': 0, 'outage': 2.88}, {'node': 'MN', 'index': 1, 'outage': None}],
    'bindings': [{'node': 'HA', 'home': '1::2', 'careOf': '2::2'}],
    'messages': [{'node': 'HA', 'type': 'BA', 'direction': 'tx', 'status': 0, 'count': 2, 'bytes': 160},
                 {'node': 'HA', 'type': 'BA', 'direction': 'tx', 'status': 133, 'count': 1, 'bytes': 80}],
    'drops': [{'node': 'HA', 'reason': 'no-tunnel', 'count': 7}],
}


class QuotesTest(unittest.TestCase):
    def correct(self, text):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, 'results.json')
            path.write_text(json.dumps(RESULTS), encoding='utf-8')
            faults = []
            return quotes.correct(text, quotes.Results(path), faults), faults

    def test_what_is_right_stays(self):
        for text in ("10.50<!--= flow('f').delayMean * 1000 --> ms", "12 500<!--= flow('f').sent -->",
                     "`2::2`<!--= binding('HA', '1::2').careOf -->", "3<!--= messages('HA', 'BA') -->",
                     "80<!--= octets('HA', 'BA', 'tx', 133) -->", "**7**<!--= drops('HA', 'no-tunnel') -->",
                     "| 2.9<!--= handover('MN').outage --> |", "10 5<!-- no quote -->"):
            self.assertEqual(self.correct(text), (text, []))

    def test_what_is_wrong_is_told_and_mended(self):
        text, faults = self.correct("0.000<!--= handover('MN').outage -->, `x`<!--= binding('HA').careOf -->")
        self.assertEqual(text, "2.880<!--= handover('MN').outage -->, `2::2`<!--= binding('HA').careOf -->")
        self.assertEqual(faults, ["0.000 is 2.880: handover('MN').outage", "`x` is `2::2`: binding('HA').careOf"])

    def test_what_cannot_be_computed_is_told(self):
        for expression in ("flow('g').sent", "handover('MN', 1).outage", 'open("x")'):
            text, (fault,) = self.correct(f'1<!--= {expression} -->')
            self.assertEqual(text, f'1<!--= {expression} -->')
            self.assertIn(expression, fault)


if __name__ == '__main__':
    unittest.main()
