// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-attribute-check.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::nemo_attribute_check_test
{

namespace
{

/// Read one attribute.
/// \return its text or, with "!" in front, the error
std::string
Read(const std::string& name, const Json& value)
{
    Diagnostics diagnostics("");
    const Json object{{name, value}};
    const auto members = JsonValue(object, "", diagnostics).ReadMembers("");
    const auto attribute = ReadAttribute(members->at(0));
    EXPECT_NE(attribute.has_value(), diagnostics.HasErrors());
    return attribute ? attribute->value : "!" + ToString(diagnostics.GetErrors().at(0));
}

bool
IsRefused(const std::string& name, const Json& value)
{
    return Read(name, value).front() == '!';
}

} // namespace

TEST(AttributeCheck, TakesWhatTheAttributeTakes)
{
    EXPECT_EQ(Read("ns3::Ipv6L3Protocol::DefaultTtl", 64), "64");
    EXPECT_EQ(Read("ns3::Ipv6L3Protocol::DefaultTtl", "64"), "64");
    EXPECT_EQ(Read("ns3::Ipv6L3Protocol::MtuDiscover", false), "false");
    EXPECT_EQ(Read("ns3::Icmpv6L4Protocol::ReachableTime", "30s"), "30s");
    EXPECT_EQ(Read("ns3::RateErrorModel::ErrorRate", 0.5), "0.5");
    EXPECT_EQ(Read("ns3::RateErrorModel::ErrorUnit", "ERROR_UNIT_PACKET"), "ERROR_UNIT_PACKET");
    EXPECT_EQ(Read("ns3::SimpleNetDevice::DataRate", "5Mbps"), "5Mbps");
    EXPECT_EQ(Read("ns3::Icmpv6L4Protocol::SolicitationJitter", "ns3::UniformRandomVariable"),
              "ns3::UniformRandomVariable");
    const std::string uniform = "ns3::UniformRandomVariable[Min=0.0|Max=10.0]";
    EXPECT_EQ(Read("ns3::Icmpv6L4Protocol::SolicitationJitter", uniform), uniform);
}

TEST(AttributeCheck, AnAttributeOfABaseTypeIsOneOfTheType)
{
    EXPECT_EQ(Read("ns3::Ipv6L3Protocol::IpForward", true), "true");
}

TEST(AttributeCheck, UnknownTypesAndAttributes)
{
    EXPECT_EQ(
        Read("ns3::Ipv6L3Protocoll::DefaultTtl", 1),
        "!/ns3::Ipv6L3Protocoll::DefaultTtl: ns-3 has no type \"ns3::Ipv6L3Protocoll\"; allowed: "
        "ns3::Type::Attribute; did you mean \"ns3::Ipv6L3Protocol::DefaultTtl\"?");
    EXPECT_NE(Read("ns3::Ipv6L3Protocol::DefaultTTL", 1)
                  .find("has no attribute \"DefaultTTL\"; allowed: \"DefaultTtl\""),
              std::string::npos);
    for (const char* name :
         {"", ":", "::", "DefaultTtl", "ns3::", "ns3::Ipv6L3Protocol", "ns3::Ipv6L3Protocol::"})
    {
        EXPECT_TRUE(IsRefused(name, 1)) << name;
    }
}

TEST(AttributeCheck, AnAttributeWithoutItsTypeIsFound)
{
    EXPECT_EQ(Read("DadRandomDelay", "1s"),
              "!/DadRandomDelay: \"DadRandomDelay\" is no attribute with its type; allowed: "
              "ns3::Type::Attribute; did you mean \"ns3::nemo::MobileNode::DadRandomDelay\"?");
    EXPECT_NE(Read("SendIcmpv6Redirec", true)
                  .find("did you mean \"ns3::Ipv6L3Protocol::SendIcmpv6Redirect\"?"),
              std::string::npos);
}

TEST(AttributeCheck, WhatIsAllowedIsSaidInWords)
{
    const auto allowed = [](const std::string& name, const Json& value) {
        const auto text = Read(name, value);
        const std::string begin = "allowed: ";
        return text.substr(text.find(begin) + begin.size());
    };
    EXPECT_EQ(allowed("ns3::Ipv6L3Protocol::DefaultTtl", 256), "a whole number, 0 to 255");
    EXPECT_EQ(allowed("ns3::Ipv6L3Protocol::MtuDiscover", "yes"), "true or false");
    EXPECT_EQ(allowed("ns3::RateErrorModel::ErrorUnit", "x"),
              "\"ERROR_UNIT_BIT\", \"ERROR_UNIT_BYTE\", \"ERROR_UNIT_PACKET\"");
    EXPECT_EQ(allowed("ns3::SimpleNetDevice::DataRate", "x"), "a data rate, such as \"10Mbps\"");
    EXPECT_EQ(allowed("ns3::nemo::MobileNode::DadRandomDelay", "x"),
              "a duration, such as \"10ms\", 0ns or more");
    EXPECT_EQ(allowed("ns3::Icmpv6L4Protocol::SolicitationJitter", "x"),
              "the name of an ns3::RandomVariableStream, with attributes as in "
              "\"ns3::Type[Attribute=value|Attribute=value]\"");
}

TEST(AttributeCheck, ValuesThatWouldEndTheProgram)
{
    // Each of these is an abort, a crash or a silent nonsense if ns-3 gets to see it.
    for (const char* value : {"64x", "", " 64", "-1", "256", "1e2", "0x10", "nan"})
    {
        EXPECT_TRUE(IsRefused("ns3::Ipv6L3Protocol::DefaultTtl", value)) << value;
    }
    for (const char* value : {"30 s", "soon", "", "1e99s"})
    {
        EXPECT_TRUE(IsRefused("ns3::Icmpv6L4Protocol::ReachableTime", value)) << value;
    }
    EXPECT_TRUE(IsRefused("ns3::SimpleNetDevice::DataRate", "fast"));
    EXPECT_TRUE(IsRefused("ns3::Ipv6L3Protocol::MtuDiscover", "maybe"));
    EXPECT_TRUE(IsRefused("ns3::RateErrorModel::ErrorRate", "0.5 "));
    for (const char* value : {"ERROR_UNIT", "", "ERROR_UNIT_BIT|ERROR_UNIT_BYTE"})
    {
        EXPECT_TRUE(IsRefused("ns3::RateErrorModel::ErrorUnit", value)) << value;
    }
    for (const char* value : {"ns3::NoSuchType",
                              "",
                              "ns3::Node",
                              "ns3::RandomVariableStream",
                              "ns3::UniformRandomVariable[",
                              "ns3::UniformRandomVariable]",
                              "ns3::UniformRandomVariable[Min]",
                              "ns3::UniformRandomVariable[Min=x]",
                              "ns3::UniformRandomVariable[Mim=1]",
                              "ns3::UniformRandomVariable[Min=1]x",
                              "ns3::UniformRandomVariable[Min=1]]",
                              "ns3::UniformRandomVariable[[Min=1]"})
    {
        EXPECT_TRUE(IsRefused("ns3::Icmpv6L4Protocol::SolicitationJitter", value)) << value;
    }
}

TEST(AttributeCheck, WhatCannotBeSetIsRefused)
{
    EXPECT_TRUE(IsRefused("ns3::Ipv6L3Protocol::InterfaceList", "x")) << "read only";
    for (const Json& value : {Json(nullptr), Json::array({1}), Json::object()})
    {
        EXPECT_TRUE(IsRefused("ns3::Ipv6L3Protocol::DefaultTtl", value)) << value;
    }
}

} // namespace ns3::nemo::tests::nemo_attribute_check_test
