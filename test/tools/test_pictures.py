# SPDX-License-Identifier: GPL-2.0-only
"""Pictures are well-formed, small, repeat themselves, and show who is there."""

import pathlib
import unittest
import xml.etree.ElementTree

import jsonc
import pictures
import topology

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCENARIO = {
    'links': {'home': {'prefix': '1::/64'}, 'away': {'prefix': ['2::/64']}, 'core': {}, 'inside': {}},
    'nodes': {
        'HA': {'role': 'home-agent', 'links': {'home': '::1', 'core': '::1'}},
        'AR': {'role': 'router', 'links': {'away': '::1', 'core': '::2'}},
        'MR': {'role': 'mobile-router', 'home': 'home', 'ingress': {'inside': '::1'}},
        'LOST': {'role': 'mobile-node', 'home': 'home', 'attached': None},
        **{f'H{n}': {'role': 'host', 'links': {'inside': None}} for n in range(1, 6)},
    },
    'movement': [{'at': '10s', 'node': 'MR', 'to': 'away'}, {'at': '500ms', 'node': 'LOST', 'to': None}],
}
HANDOVER = {'node': 'MR', 'index': 0, 'from': 'home', 'to': 'away', 'at': 10.0, 'linkUp': 10.0, 'routerAdvertisement': 10.5,
            'careOfReady': 12.0, 'buSent': 12.0, 'baReceived': 13.25, 'outage': 3.25}
RESULTS = {'scenario': 'A <test>', 'handovers': [HANDOVER, {**HANDOVER, 'to': None}],
           'flows': [{'name': 'f', 'type': 'udp', 'sent': 4, 'received': 3}]}


class PicturesTest(unittest.TestCase):
    def test_everything_is_shown_once(self):
        drawn = pictures.draw(SCENARIO, RESULTS)
        root = xml.etree.ElementTree.fromstring(drawn)
        words = [one.text for one in root.iter('{http://www.w3.org/2000/svg}text')]
        for word in ('HA', 'AR', 'MR', 'LOST', 'H1 to H5', 'home  1::/64', 'away  2::/64', 'core', 'inside', 'MR 10 s',
                     'MR: home to away at 10 s', '3.250 s', 'f', '3 of 4 packets'):
            self.assertEqual(words.count(word), 1, word)
        self.assertNotIn('H2', words)
        self.assertEqual(drawn, pictures.draw(SCENARIO, RESULTS))

    def test_ways_by_radio_are_those_that_were_found(self):
        scenario = {**SCENARIO, 'nodes': {**SCENARIO['nodes'], 'MR': {**SCENARIO['nodes']['MR'], 'mobility': {'constant': [0, 0]}}}}
        del scenario['movement']
        handovers = [{**HANDOVER, 'at': at, 'to': to} for at, to in ((10.4, 'away'), (10.6, 'home'), (12.0, None), (20.1, 'away'))]
        drawn = pictures.draw(scenario, {**RESULTS, 'handovers': handovers})
        words = [one.text for one in xml.etree.ElementTree.fromstring(drawn).iter('{http://www.w3.org/2000/svg}text')]
        self.assertEqual([word for word in words if word.startswith('MR ')], ['MR 10 s, 20 s', 'MR 11 s'])

    def test_nothing_happened(self):
        drawn = pictures.draw(SCENARIO, {'scenario': 'x', 'handovers': [], 'flows': []})
        self.assertNotIn('Handovers', drawn)
        self.assertNotIn('Flows', drawn)

    def test_tree_stands_below_the_busiest_link(self):
        tree = topology.Tree(SCENARIO)
        depth = {name: place[1] for (_, name), place in tree.places.items()}
        self.assertEqual((depth['core'], depth['HA'], depth['home'], depth['MR'], depth['inside'], depth['H1']),
                         (0, 1, 2, 3, 4, 5))

    def test_times_are_written_in_seconds(self):
        self.assertEqual([topology.seconds(one) for one in ('10s', '500ms', '2min', '5', '3us')],
                         ['10 s', '0.5 s', '120 s', '5 s', '3us'])

    def test_committed_pictures_are_well_formed_and_small(self):
        files = sorted((ROOT / 'doc' / 'showcases').glob('*.svg'))
        self.assertEqual({file.stem for file in files},
                         {file.stem for file in (ROOT / 'examples' / 'scenarios').glob('*.json')})
        for file in files:
            self.assertLess(file.stat().st_size, 100_000)
            boxes = xml.etree.ElementTree.parse(file).getroot().findall(".//*[@class='box']")
            scenario = jsonc.load(ROOT / 'examples' / 'scenarios' / f'{file.stem}.json')
            self.assertEqual(len(boxes), len(topology.Tree(scenario).boxes), file.name)


if __name__ == '__main__':
    unittest.main()
