# SPDX-License-Identifier: GPL-2.0-only
"""That the campaign of the handovers computes and judges as it says."""

import unittest

import handover_campaign as campaign

SLOW = (1.0, 3.0)


def entry(detection):
    return {'at': 60.0, 'routerAdvertisement': 60 + detection, 'careOfReady': 61.5 + detection,
            'buSent': 61.5 + detection, 'baReceived': 62.522 + detection,
            'correspondents': [{'node': 'CN', 'rrBegun': 62.53 + detection, 'rrDone': 62.539 + detection,
                                'bound': 62.543 + detection}]}


def means(**changed):
    known = {**campaign.model(*SLOW), **campaign.SETTINGS[SLOW], 'Tmd': 2.5833}
    return {name: (changed.get(name, value), 0.02) for name, value in known.items()}


class Campaign(unittest.TestCase):
    def test_the_model_is_that_of_renewals(self):
        self.assertAlmostEqual(campaign.residual(1.0, 3.0), 1.0833, 4)
        self.assertAlmostEqual(campaign.residual(0.05, 1.5), 0.5005, 4)
        self.assertAlmostEqual(campaign.residual(2.0, 2.0), 1.0)
        self.assertAlmostEqual(campaign.model(1.0, 3.0)['Tmd'], 2.5833, 4)

    def test_the_total_leaves_out_the_wait_for_a_packet(self):
        split = campaign.phases(entry(1.0))
        self.assertAlmostEqual(split['detection'], 1.0)
        self.assertAlmostEqual(split['address'], 1.5)
        self.assertAlmostEqual(split['Thr'], 1.022)
        self.assertAlmostEqual(split['total'], 2.5 + 1.022 + 0.009 + 0.004)

    def test_the_interval_narrows_with_the_root_of_the_runs(self):
        few = campaign.summary([campaign.phases(entry(x)) for x in (1.0, 2.0)])
        many = campaign.summary([campaign.phases(entry(x)) for x in (1.0, 2.0) * 50])
        self.assertAlmostEqual(few['detection'][0], 1.5)
        self.assertAlmostEqual(few['detection'][1], 2.5758 * 0.5, 4)
        self.assertLess(many['detection'][1], few['detection'][1] / 9)
        self.assertAlmostEqual(few['Thr'][1], 0.0)

    def test_what_is_near_is_no_fault(self):
        self.assertEqual(campaign.faults(SLOW, means()), [])

    def test_the_model_outside_of_the_interval_is_one(self):
        found = campaign.faults(SLOW, means(detection=1.0833 + 0.021))
        self.assertEqual(len(found), 1)
        self.assertIn('is not in', found[0])

    def test_far_from_the_model_is_one(self):
        found = campaign.faults(SLOW, {**means(), 'address': (1.55, 0.1)})
        self.assertEqual(len(found), 1)
        self.assertIn('3 %', found[0])

    def test_far_from_what_was_published_is_one(self):
        found = campaign.faults(SLOW, means(Thr=1.10))
        self.assertEqual(len(found), 1)
        self.assertIn('7 %', found[0])


if __name__ == '__main__':
    unittest.main()
