// SPDX-License-Identifier: GPL-2.0-only
// What a mobile node of the 1997 dialect learns of its home prefixes while it is away:
// draft-ietf-mobileip-ipv6-04 section 8.5.
#include "nemo-requirement.h"
#include "support/draft1997-world.h"

#include "ns3/mip6-checksum.h"
#include "ns3/mip6-home-agent.h"
#include "ns3/mip6-mobile-node.h"
#include "ns3/mip6-neighbor-discovery.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::draft1997_renumbering_test
{

namespace
{

using World = Draft1997World;

const std::string AWAY = R"({ "at": "10s", "node": "MN", "to": "A" })";
const Ipv6Address CARE_OF("a::2");
const Ipv6Address NEW_HOME("7::2");
constexpr uint8_t ADVERTISEMENT = 134;
constexpr uint8_t SOLICITATION = 133;

/// A message of Router Discovery that was in a tunnel on a link.
struct Told
{
    Time at;
    Draft1997Reading outer;
    CaughtPacket inner;
};

std::vector<Told>
ToldOn(const LinkTap& tap, uint8_t type)
{
    std::vector<Told> told;
    for (const auto& caught : tap.All())
    {
        const auto reading = ReadDraft1997(caught.octets);
        if (reading.protocol != 41)
        {
            continue;
        }
        const Octets octets(caught.octets.begin() + static_cast<std::ptrdiff_t>(reading.offset),
                            caught.octets.end());
        const CaughtPacket inner = Dissect(octets);
        if (inner.icmpv6 == type)
        {
            told.push_back({caught.at, reading, inner});
        }
    }
    return told;
}

bool
Names(const Told& told, const std::string& prefix)
{
    const auto wanted = *NetworkPrefix::Parse(prefix);
    const auto message = std::get<RouterAdvertisement>(told.inner.Neighbor());
    const auto options = AllOptions<PrefixInformation>(message.options);
    return std::any_of(options.begin(), options.end(), [&wanted](const auto& option) {
        return NetworkPrefix(option.prefix, option.prefixLength) == wanted;
    });
}

/// The home agent serves another prefix on the home link, or the same otherwise, from a time on.
void
Serve(ScenarioRun& run, double at, const std::string& prefix, const char* own, Time valid)
{
    run.At(Seconds(at), [&run, prefix, own, valid] {
        const uint32_t interface = run.NodeOf("HA").interfaces.front().number;
        run.RoleOf<HomeAgent>("HA")->ServeLink(interface,
                                               *NetworkPrefix::Parse(prefix),
                                               Ipv6Address(own),
                                               valid,
                                               valid);
    });
}

/// What a Router Advertisement says that an impostor sends.
Octets
Advertisement(const Ipv6Address& prefix)
{
    RouterAdvertisement advertisement;
    PrefixInformation option;
    option.prefix = prefix;
    option.prefixLength = 64;
    option.onLink = true;
    option.autonomous = true;
    option.validLifetime = 1000;
    option.preferredLifetime = 1000;
    advertisement.options = {option};
    const Ipv6Address source("fe80::1");
    const Ipv6Address group = Ipv6Address::GetAllNodesMulticast();
    const Octets payload = EncodeNeighborMessage(advertisement, source, group);
    OctetWriter writer;
    writer.U32(0x60000000);
    writer.U16(static_cast<uint16_t>(payload.size()));
    writer.U8(58);
    writer.U8(255);
    writer.Address(source);
    writer.Address(group);
    writer.Append(payload);
    return writer.Release();
}

} // namespace

// A change of the home prefixes is told to whoever is away, by an authenticated advertisement.
TEST(Draft1997Renumbering, AnAdvertisementGoesThroughTheTunnelToWhoIsAway)
{
    REQ("D04-070");
    ScenarioRun run(World::Text(AWAY, ""),
                    {R"(/nodes/MN2={ "role": "mobile-node", "dialect": "draft1997",
                                     "attributes": { "ns3::nemo::Draft1997Codec::RequiresAuthentication": false },
                                     "home": "home", "interfaceId": "::4", "homeAgent": "HA" })"});
    const LinkTap link(run.LinkOf("A"));
    const LinkTap home(run.LinkOf("home"));
    Serve(run, 20, "7::/64", "7::1", Time::Max());
    run.Run();
    const auto told = ToldOn(link, ADVERTISEMENT);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_NEAR(told[0].at.GetSeconds(), 20, 0.1);
    EXPECT_EQ(told[0].outer.source, World::Agent());
    EXPECT_EQ(told[0].outer.destination, CARE_OF);
    EXPECT_EQ(told[0].outer.routing, World::Home());
    EXPECT_EQ(told[0].outer.spi, World::TO_MOBILE);
    EXPECT_EQ(told[0].inner.hopLimit, 255);
    EXPECT_EQ(told[0].inner.destination, Ipv6Address::GetAllNodesMulticast());
    EXPECT_TRUE(told[0].inner.source.IsLinkLocal());
    EXPECT_TRUE(Names(told[0], "7::/64"));
    EXPECT_TRUE(Names(told[0], "1::/64"));
    EXPECT_TRUE(ToldOn(home, ADVERTISEMENT).empty()) << "who is at home hears it as others do";
    const auto heard = home.Where([](const CaughtPacket& packet) {
        return packet.icmpv6 == ADVERTISEMENT && packet.at > Seconds(20);
    });
    EXPECT_FALSE(heard.empty());
}

// The new address has the same identifier, so the binding that there is stands for it too.
TEST(Draft1997Renumbering, AnAuthenticatedAdvertisementMakesAHomeAddress)
{
    REQ("D04-071");
    ScenarioRun run(World::Text(AWAY, ""));
    const LinkTap link(run.LinkOf("A"));
    Draft1997Packet forged;
    forged.source = World::Agent();
    forged.destination = CARE_OF;
    forged.routing = World::Home();
    forged.protocol = 41;
    forged.payload = Advertisement(Ipv6Address("8::"));
    const Octets open = forged.Build();
    SigningAssociation wrong(World::TO_MOBILE, AhKeyOf(9));
    wrong.SetNextSequence(1000);
    forged.association = &wrong;
    const Octets broken = forged.Build();
    run.At(Seconds(15), [&] { World::Inject(run.NodeOf("MN"), open); });
    run.At(Seconds(16), [&] { World::Inject(run.NodeOf("MN"), broken); });
    Serve(run, 20, "7::/64", "7::1", Time::Max());
    run.At(Seconds(19), [&] {
        EXPECT_EQ(run.RoleOf<MobileNode>("MN")->GetHomes().size(), 1U);
        EXPECT_EQ(run.RoleOf<MobileNode>("MN")->FindHome(Ipv6Address("8::2")), nullptr);
    });
    run.At(Seconds(21), [&] {
        const auto* home = run.RoleOf<MobileNode>("MN")->FindHome(NEW_HOME);
        ASSERT_NE(home, nullptr);
        EXPECT_EQ(home->GetRegistration().GetState(), HomeRegistration::State::REGISTERED);
        EXPECT_TRUE(home->GetRegistration().IsBound());
    });
    Octets echo{128, 0, 0, 0, 0, 1, 0, 1};
    const uint16_t checksum =
        UpperLayerChecksum(World::Peer(), NEW_HOME, 58, echo.data(), echo.size());
    echo[2] = static_cast<uint8_t>(checksum >> 8);
    echo[3] = static_cast<uint8_t>(checksum);
    Draft1997Packet call;
    call.source = World::Peer();
    call.destination = NEW_HOME;
    call.protocol = 58;
    call.payload = echo;
    run.At(Seconds(25), [&] { World::Inject(run.NodeOf("HA"), call.Build()); });
    run.Run();
    EXPECT_EQ(run.DropsOf("MN", "unprotected"), 1U);
    EXPECT_EQ(run.DropsOf("MN", "bad-integrity"), 1U);
    std::size_t answered = 0;
    for (const auto& caught : link.All())
    {
        const auto reading = ReadDraft1997(caught.octets);
        answered += reading.protocol == 58 && caught.octets.at(reading.offset) == 129 &&
                    reading.source == CARE_OF && reading.homeAddress == NEW_HOME;
    }
    EXPECT_EQ(answered, 1U) << "from the new home address";
}

// It asks before its home address ends, not more often than Neighbor Discovery allows.
TEST(Draft1997Renumbering, ASolicitationGoesThroughTheTunnelAndIsAnswered)
{
    REQ("D04-073");
    for (const bool isAnswered : {true, false})
    {
        ScenarioRun run(World::Text(AWAY, ""),
                        {R"(/nodes/MN/attributes={
                             "ns3::nemo::MobileNode::SolicitPrefixesAhead": "20s" })",
                         R"(/faults=[{ "at": "14s", "link": "home", "prefix": [
                             { "prefix": "1::/64", "valid": "40s", "preferred": "40s" } ] }])"});
        const LinkTap link(run.LinkOf("A"));
        if (!isAnswered)
        {
            run.At(Seconds(20), [&] { run.NodeOf("HA").stack->PowerOff(); });
        }
        run.Run();
        const auto asked = ToldOn(link, SOLICITATION);
        ASSERT_EQ(asked.size(), isAnswered ? 1U : 3U);
        EXPECT_NEAR(asked[0].at.GetSeconds(), 34, 1.1);
        EXPECT_EQ(asked[0].outer.source, CARE_OF);
        EXPECT_EQ(asked[0].outer.homeAddress, World::Home());
        EXPECT_EQ(asked[0].outer.destination, World::Agent());
        EXPECT_EQ(asked[0].outer.spi, World::TO_AGENT);
        EXPECT_EQ(asked[0].inner.destination, Ipv6Address::GetAllRoutersMulticast());
        EXPECT_EQ(asked[0].inner.hopLimit, 255);
        for (std::size_t i = 1; i < asked.size(); ++i)
        {
            EXPECT_GE(asked[i].at - asked[i - 1].at, Seconds(4)) << "RTR_SOLICITATION_INTERVAL";
        }
        const auto told = ToldOn(link, ADVERTISEMENT);
        ASSERT_EQ(told.size(), isAnswered ? 2U : 1U);
        if (isAnswered)
        {
            EXPECT_GT(told[1].at, asked[0].at);
            EXPECT_LT(told[1].at, asked[0].at + Seconds(0.1));
            EXPECT_TRUE(Names(told[1], "1::/64"));
        }
    }
}

} // namespace ns3::nemo::tests::draft1997_renumbering_test
