// SPDX-License-Identifier: GPL-2.0-only
// The constants and variables of RFC 6275 sections 12 and 13 are attributes with these defaults.
#include "nemo-requirement.h"

#include "ns3/attribute.h"
#include "ns3/nstime.h"
#include "ns3/type-id.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <string>

namespace ns3::nemo::tests::mip6_protocol_constants_test
{

namespace
{

struct TypeId::AttributeInformation
Find(const std::string& type, const std::string& name)
{
    struct TypeId::AttributeInformation information;
    EXPECT_TRUE(
        TypeId::LookupByName("ns3::nemo::" + type).LookupAttributeByName(name, &information))
        << type << "::" << name;
    return information;
}

Time
TimeOf(const std::string& type, const std::string& name)
{
    return DynamicCast<const TimeValue>(Find(type, name).initialValue)->Get();
}

uint64_t
CountOf(const std::string& type, const std::string& name)
{
    return DynamicCast<const UintegerValue>(Find(type, name).initialValue)->Get();
}

bool
IsAllowed(const std::string& type, const std::string& name, Time value)
{
    return Find(type, name).checker->Check(TimeValue(value));
}

} // namespace

TEST(ProtocolConstantsTest, SectionTwelve)
{
    REQ("RFC-181");
    EXPECT_EQ(CountOf("Rfc6275", "DhaadRetries"), 4U);
    EXPECT_EQ(TimeOf("Rfc6275", "InitialBindackTimeout"), Seconds(1));
    EXPECT_EQ(TimeOf("Rfc6275", "InitialDhaadTimeout"), Seconds(3));
    EXPECT_EQ(TimeOf("Rfc6275", "InitialSolicitTimer"), Seconds(3));
    EXPECT_EQ(TimeOf("Rfc6275", "MaxBindackTimeout"), Seconds(32));
    EXPECT_EQ(TimeOf("HomeAgent", "MaxDeleteBceTimeout"), Seconds(10));
    EXPECT_EQ(TimeOf("CorrespondentNode", "MaxNonceLifetime"), Seconds(240));
    EXPECT_EQ(TimeOf("MobileNode", "MaxTokenLifetime"), Seconds(210));
    EXPECT_EQ(CountOf("MobileNode", "MaxRoFailure"), 3U);
    EXPECT_EQ(TimeOf("MobileNode", "CorrespondentLifetime"), Seconds(420));
    EXPECT_EQ(TimeOf("CorrespondentNode", "MaxRrBindingLifetime"), Seconds(420));
    EXPECT_EQ(CountOf("Rfc6275", "MaxUpdateRate"), 3U);
    EXPECT_EQ(CountOf("HomeAgent", "PrefixAdvRetries"), 3U);
    EXPECT_EQ(TimeOf("HomeAgent", "PrefixAdvTimeout"), Seconds(3));
}

TEST(ProtocolConstantsTest, SectionThirteen)
{
    REQ("RFC-182");
    EXPECT_EQ(TimeOf("HomeAgent", "MaxMobPfxAdvInterval"), Seconds(86400));
    EXPECT_EQ(TimeOf("HomeAgent", "MinMobPfxAdvInterval"), Seconds(600));
    EXPECT_EQ(TimeOf("RouterAdvertiser", "MinDelayBetweenRas"), Seconds(3));
    EXPECT_TRUE(IsAllowed("RouterAdvertiser", "MinDelayBetweenRas", MilliSeconds(30)));
    EXPECT_FALSE(IsAllowed("RouterAdvertiser", "MinDelayBetweenRas", MilliSeconds(29)));
    EXPECT_EQ(TimeOf("Rfc6275", "InitialBindackTimeoutFirstReg"), Seconds(1.5));
    EXPECT_TRUE(IsAllowed("Rfc6275", "InitialBindackTimeoutFirstReg", Seconds(3)));
}

} // namespace ns3::nemo::tests::mip6_protocol_constants_test
