# SPDX-License-Identifier: GPL-2.0-only
"""Includes that break the plan of the house are found."""

import pathlib
import unittest

import check_sources


def files(**includes):
    """{path: includes} from floor__name_suffix=[...]."""
    return {pathlib.Path(key.replace('__', '/').replace('_h', '.h').replace('_cc', '.cc').replace('_', '-')): value
            for key, value in includes.items()}


class CheckSourcesTest(unittest.TestCase):
    def test_downward_includes_are_right(self):
        house = files(model__wire__mip6_a_h=['ns3/ipv6-address.h', 'vector'], model__state__mip6_b_h=['ns3/mip6-a.h'],
                      model__role__mip6_c_cc=['ns3/mip6-b.h', 'ns3/mip6-d.h', 'ns3/application.h'],
                      model__stack__mip6_d_h=['ns3/mip6-a.h', 'ns3/ipv6-l3-protocol.h'])
        self.assertEqual(check_sources.wrong_floors(house), [])
        self.assertEqual(check_sources.circles(check_sources.rooms(house)), [])

    def test_each_wrong_include_is_found(self):
        for house in (files(model__wire__mip6_a_h=['ns3/mip6-b.h'], model__state__mip6_b_h=[]),
                      files(model__stack__mip6_a_h=['ns3/mip6-b.h'], model__state__mip6_b_h=[]),
                      files(model__role__mip6_a_h=['ns3/mip6-b.h'], model__dialect__x__mip6_b_h=[]),
                      files(model__wire__mip6_a_h=['ns3/node.h']),
                      files(model__role__mip6_a_h=['ns3/ipv6-l3-protocol.h']),
                      files(model__role__mip6_a_h=['ns3/simple-net-device.h']),
                      files(model__role__mip6_a_h=['ns3/mip6-gone.h']),
                      files(model__role__mip6_a_cc=['mip6-b.h'], model__role__mip6_b_h=[])):
            self.assertEqual(len(check_sources.wrong_floors(house)), 1, house)

    def test_circle_through_a_source_is_found(self):
        house = files(model__wire__mip6_a_h=[], model__wire__mip6_a_cc=['ns3/mip6-a.h', 'ns3/mip6-b.h'],
                      model__wire__mip6_b_h=['ns3/mip6-a.h'])
        self.assertEqual(check_sources.circles(check_sources.rooms(house)), ['a circle: mip6-a -> mip6-b -> mip6-a'])

    def test_names_are_ours_and_unique(self):
        house = files(model__wire__a_h=[], model__wire__mip6_b_h=[], model__state__mip6_b_h=[])
        self.assertEqual(len(check_sources.wrong_names(house)), 2)


if __name__ == '__main__':
    unittest.main()
