// SPDX-License-Identifier: GPL-2.0-only
// How mobile routers register that are below other mobile routers.
#include "nemo-requirement.h"
#include "system/nested-run.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <iomanip>
#include <sstream>
#include <string>
#include <vector>

namespace ns3::nemo::tests::nested_registration_test
{

namespace
{

/// The Binding Updates, or the answers, that are on a link in the innermost header.
std::vector<CaughtPacket>
SignalsOn(const NestedRun& run, const std::string& link, bool isUpdate)
{
    return run.On(link).Where([isUpdate](const CaughtPacket& packet) {
        const CaughtPacket& inner = Innermost(packet);
        return isUpdate ? inner.IsUpdate() : inner.IsAcknowledgement();
    });
}

std::string
HexadecimalOf(const Octets& octets)
{
    std::ostringstream text;
    for (const uint8_t octet : octets)
    {
        text << std::hex << std::setw(2) << std::setfill('0') << int{octet};
    }
    return text.str();
}

/// The octets of a packet with the addresses of a mobile router replaced by their names, and the
/// hop limit, checksum and sequence number, which differ from run to run, by dots.
std::string
Anonymous(const NestedRun& run, const CaughtPacket& packet, const std::string& number)
{
    std::string text = HexadecimalOf(packet.octets);
    const auto hide = [&text](std::size_t octet, std::size_t count) {
        text.replace(2 * octet, 2 * count, 2 * count, '.');
    };
    hide(7, 1);
    hide(packet.offset + 4, 2);
    hide(packet.offset + (packet.IsUpdate() ? 6 : 8), 2);
    const auto replace = [&text](const Ipv6Address& address, const std::string& name) {
        Octets octets(16);
        address.GetBytes(octets.data());
        const std::string digits = HexadecimalOf(octets);
        for (auto at = text.find(digits); at != std::string::npos; at = text.find(digits))
        {
            text.replace(at, digits.size(), "<" + name + ">");
        }
    };
    for (const char* name : {"HoA", "CoA", "HA"})
    {
        replace(run.AddressOf(name + number), name);
    }
    replace(Ipv6Address(("fd00:b" + number + "::").c_str()), "prefix");
    return text;
}

TEST(NestedRegistration, IsOctetForOctetThatOfARouterOnAFixedLink)
{
    REQ("NEMO-1-2");
    std::vector<std::string> updates;
    std::vector<std::string> answers;
    for (const uint32_t levels : {1U, 2U})
    {
        NestedRun run(NestedWorld::Chain(levels));
        run.Run();
        const std::string number = std::to_string(levels);
        const std::string link = levels == 1 ? "visited" : "net1";
        const auto update = SignalsOn(run, link, true);
        const auto answer = SignalsOn(run, link, false);
        ASSERT_EQ(update.size(), 1U);
        ASSERT_EQ(answer.size(), 1U);
        EXPECT_FALSE(update[0].inner);
        updates.push_back(Anonymous(run, update[0], number));
        answers.push_back(Anonymous(run, answer[0], number));
        run.End();
    }
    EXPECT_EQ(updates[0], updates[1]);
    EXPECT_EQ(answers[0], answers[1]);
    EXPECT_NE(updates[0].find("<prefix>"), std::string::npos);
    EXPECT_NE(answers[0].find("<HoA>"), std::string::npos);
}

// IPv6 Ready, NEMO group 9: signalling of visiting mobile routers below one mobile router.
TEST(NestedRegistration, CrossesTheTunnelsOfTheRoutersAround)
{
    REQ("NEST-N-11");
    NestedRun run(NestedWorld::Chain(2));
    run.Run();
    const auto inside = SignalsOn(run, "net1", true);
    ASSERT_EQ(inside.size(), 1U);
    EXPECT_EQ(inside[0].octets.size(), 120U);
    std::vector<CaughtPacket> outside;
    for (const auto& packet : SignalsOn(run, "visited", true))
    {
        if (packet.inner)
        {
            outside.push_back(packet);
        }
    }
    ASSERT_EQ(outside.size(), 1U);
    EXPECT_EQ(outside[0].octets.size(), 160U);
    EXPECT_EQ(run.Layout(outside[0]), "[CoA1>HA1 hl64] [CoA2>HA2 hl63]");
    EXPECT_EQ(outside[0].inner->homeAddress, run.AddressOf("HoA2"));
}

TEST(NestedRegistration, WaitsForTheRoutersAroundAndGoesOnByItself)
{
    REQ("NEST-N-12");
    NestedWorld world = NestedWorld::Chain(1);
    world.AddRouter(2, "net1");
    world.json["movement"][0]["at"] = "13s";
    NestedRun run(world);
    run.Run();
    ASSERT_EQ(run.BindingsOf("HA2").size(), 1U);
    const auto updates = SignalsOn(run, "net1", true);
    ASSERT_GE(updates.size(), 4U);
    Time expected = Seconds(1.5);
    for (std::size_t i = 1; i < updates.size(); ++i)
    {
        EXPECT_EQ(updates[i].at - updates[i - 1].at, expected) << i;
        expected = std::min(2 * expected, Seconds(32));
    }
    const Time bound = Seconds(run.HandoverOf("MR1", 0).at("baReceived").get<double>());
    EXPECT_GT(updates.back().at, bound);
    EXPECT_LT((updates.rbegin() + 1)->at, bound) << "the first after that is the last";
    EXPECT_EQ(run.CountOf("HA2", "BU", "rx"), 1U);
    EXPECT_EQ(run.CountOf("MR2", "BA", "rx", 0), 1U);
}

} // namespace

} // namespace ns3::nemo::tests::nested_registration_test
