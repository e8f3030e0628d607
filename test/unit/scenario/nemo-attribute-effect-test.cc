// SPDX-License-Identifier: GPL-2.0-only
#include "unit/scenario/scenario-fixture.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::nemo_attribute_effect_test
{

namespace
{

/// \return what is said of an attribute of a node; empty: it is taken
std::string
Say(const std::string& node, const std::string& attribute, const std::string& value)
{
    return Join(
        LoadBase({"/nodes/" + node + "/attributes={\"" + attribute + "\": " + value + "}"}).errors);
}

} // namespace

TEST(AttributeEffect, WhatDoesNothingIsRefusedWithWhatDoes)
{
    EXPECT_EQ(Say("MN", "ns3::Icmpv6L4Protocol::DAD", "false"),
              "/nodes/MN/attributes/ns3::Icmpv6L4Protocol::DAD: has no effect on this node; what "
              "has is \"ns3::nemo::AddressProxy::DupAddrDetectTransmits\"\n");
    EXPECT_NE(Say("AR", "ns3::nemo::MobilityIcmpv6::DadTimeout", "\"2s\"")
                  .find("\"ns3::nemo::AddressProxy::RetransTimer\""),
              std::string::npos)
        << "by the name of the derived type";
    EXPECT_NE(Say("MR", "ns3::nemo::RouterDiscovery::MaxRandomDadDelay", "\"0s\"")
                  .find("\"ns3::nemo::MobileNode::DadRandomDelay\""),
              std::string::npos);
    EXPECT_NE(
        Say("AR", "ns3::nemo::RouterAdvertiser::MinRtrAdvInterval", "\"1s\"").find("advertise"),
        std::string::npos);
    EXPECT_NE(Say("MN", "ns3::nemo::MobileNode::Interface", "99").find("the runner"),
              std::string::npos)
        << "would end the program";
}

TEST(AttributeEffect, WhereItHasAnEffectItIsTaken)
{
    EXPECT_EQ(Say("LFN", "ns3::Icmpv6L4Protocol::DAD", "false"), "") << "a host is ns-3's own";
    EXPECT_EQ(Say("CN", "ns3::nemo::RouterDiscovery::MaxRandomDadDelay", "\"0s\""), "");
    EXPECT_EQ(Say("MN", "ns3::nemo::MobileNode::DadRandomDelay", "\"0s\""), "");
    EXPECT_EQ(Say("MN", "ns3::Icmpv6L4Protocol::ReachableTime", "\"20s\""), "");
}

/// What the messages name is there.
TEST(AttributeEffect, WhatIsNamedInsteadCanBeGiven)
{
    EXPECT_EQ(Say("MN", "ns3::nemo::AddressProxy::DupAddrDetectTransmits", "0"), "");
    EXPECT_EQ(Say("MN", "ns3::nemo::AddressProxy::RetransTimer", "\"2s\""), "");
    EXPECT_EQ(Say("MN", "ns3::nemo::RouterDiscovery::RtrSolicitationInterval", "\"2s\""), "");
    EXPECT_EQ(Say("MN", "ns3::nemo::RouterDiscovery::MaxRtrSolicitations", "2"), "");
}

} // namespace ns3::nemo::tests::nemo_attribute_effect_test
