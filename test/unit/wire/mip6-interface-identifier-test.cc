// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-interface-identifier.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_interface_identifier_test
{

TEST(InterfaceIdentifier, StandsBehindThePrefixWhateverItsLength)
{
    const Ipv6Address other("1:2:3:4:5:6:7:ff");
    const auto in = [&other](const char* prefix) {
        return AddressIn(*NetworkPrefix::Parse(prefix), other);
    };
    EXPECT_EQ(in("fd00:a:b:c::/64"), Ipv6Address("fd00:a:b:c:5:6:7:ff"));
    EXPECT_EQ(in("fd00:a:b:c0::/60"), Ipv6Address("fd00:a:b:c4:5:6:7:ff"));
    EXPECT_EQ(in("fd00::8:0/125"), Ipv6Address("fd00::8:7"));
    EXPECT_EQ(in("fd00::8:1/128"), Ipv6Address("fd00::8:1"));
    EXPECT_EQ(in("::/0"), other);
}

} // namespace ns3::nemo::tests::mip6_interface_identifier_test
