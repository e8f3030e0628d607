// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-rfc6275.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_rfc6275_test
{

namespace
{

TEST(Rfc6275Test, TimesAreThoseOfTheStandard)
{
    const DialectProfile profile = CreateObject<Rfc6275>()->GetProfile();
    EXPECT_EQ(profile.initialBindackTimeoutFirstReg, MilliSeconds(1500));
    EXPECT_EQ(profile.initialBindackTimeout, Seconds(1));
    EXPECT_EQ(profile.maxBindackTimeout, Seconds(32));
    EXPECT_EQ(profile.maxUpdateRate, 3U);
    EXPECT_TRUE(profile.newSequenceWhenSentAgain);
    EXPECT_EQ(profile.lifetimeUnit, 4U);
    Simulator::Destroy();
}

TEST(Rfc6275Test, TimesAreAttributes)
{
    auto dialect = CreateObject<Rfc6275>();
    dialect->SetAttribute("InitialBindackTimeoutFirstReg", StringValue("11ms"));
    dialect->SetAttribute("InitialBindackTimeout", StringValue("12ms"));
    dialect->SetAttribute("MaxBindackTimeout", StringValue("13ms"));
    dialect->SetAttribute("MaxUpdateRate", UintegerValue(14));
    const DialectProfile profile = dialect->GetProfile();
    EXPECT_EQ(profile.initialBindackTimeoutFirstReg, MilliSeconds(11));
    EXPECT_EQ(profile.initialBindackTimeout, MilliSeconds(12));
    EXPECT_EQ(profile.maxBindackTimeout, MilliSeconds(13));
    EXPECT_EQ(profile.maxUpdateRate, 14U);
    EXPECT_FALSE(dialect->SetAttributeFailSafe("MaxBindackTimeout", StringValue("0s")));
    EXPECT_FALSE(dialect->SetAttributeFailSafe("MaxUpdateRate", UintegerValue(0)));
    Simulator::Destroy();
}

} // namespace

} // namespace ns3::nemo::tests::mip6_rfc6275_test
