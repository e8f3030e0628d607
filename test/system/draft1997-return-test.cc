// SPDX-License-Identifier: GPL-2.0-only
// The addresses of a mobile node of the 1997 dialect: one registration for all that share an
// interface identifier, and what it says and asks on the home link when it is back:
// draft-ietf-mobileip-ipv6-04 sections 8.2, 8.5, 9.4 and 9.13.
#include "nemo-requirement.h"
#include "support/both-dialects.h"

#include "ns3/mip6-checksum.h"
#include "ns3/mip6-mobile-node.h"
#include "ns3/mip6-mobility-icmpv6.h"

#include <gtest/gtest.h>
#include <map>
#include <string>
#include <vector>

namespace ns3::nemo::tests::draft1997_return_test
{

namespace
{

using World = Draft1997World;

const std::string AWAY = R"({ "at": "10s", "node": "MN", "to": "A" })";
const std::string AND_HOME = AWAY + R"(, { "at": "30s", "node": "MN", "to": "home" })";
const std::string TWO_PREFIXES = R"(/links/home/prefix=["1::/64", "5::/64"])";
const Ipv6Address SECOND("5::2");

std::string
Replaced(std::string text, const std::string& what, const std::string& by)
{
    text.replace(text.find(what), what.size(), by);
    return text;
}

/// An Echo Request of the correspondent.
Octets
Call(const Ipv6Address& destination)
{
    Octets echo{128, 0, 0, 0, 0, 1, 0, 1};
    const uint16_t checksum =
        UpperLayerChecksum(World::Peer(), destination, 58, echo.data(), echo.size());
    echo[2] = static_cast<uint8_t>(checksum >> 8);
    echo[3] = static_cast<uint8_t>(checksum);
    Draft1997Packet call;
    call.source = World::Peer();
    call.destination = destination;
    call.protocol = 58;
    call.payload = echo;
    return call.Build();
}

/// The home registrations on a link, as home addresses.
std::vector<Ipv6Address>
Registered(const LinkTap& tap)
{
    std::vector<Ipv6Address> registered;
    for (const auto& caught : tap.All())
    {
        const auto reading = ReadDraft1997(caught.octets);
        const auto* update = reading.Find<BindingUpdate>();
        if (update && update->homeRegistration)
        {
            registered.push_back(*reading.homeAddress);
        }
    }
    return registered;
}

Mac48Address
MacOf(const BuiltNode& node)
{
    const auto device = node.node->GetObject<Ipv6>()->GetNetDevice(node.interfaces.front().number);
    return Mac48Address::ConvertFrom(device->GetAddress());
}

} // namespace

// Section 9.4: one update for all that share the identifier.
TEST(Draft1997Return, HomeAddressesWithOneIdentifierShareOneRegistration)
{
    REQ("D04-087");
    ScenarioRun run(World::Text(AND_HOME, ""), {TWO_PREFIXES});
    const LinkTap link(run.LinkOf("A"));
    const LinkTap home(run.LinkOf("home"));
    const auto places = [&run](MobileNodeHome::Place place) {
        for (const auto& address : {World::Home(), SECOND})
        {
            const auto* found = run.RoleOf<MobileNode>("MN")->FindHome(address);
            ASSERT_NE(found, nullptr);
            EXPECT_EQ(found->GetPlace(), place) << address;
        }
    };
    run.At(Seconds(9), [&] { places(MobileNodeHome::Place::ROAMING); });
    run.At(Seconds(20), [&] { World::Inject(run.NodeOf("HA"), Call(SECOND)); });
    run.At(Seconds(25), [&] {
        places(MobileNodeHome::Place::TRANSFORM);
        const auto* found = run.RoleOf<MobileNode>("MN")->FindHome(SECOND);
        EXPECT_EQ(found->GetRegistration().GetState(), HomeRegistration::State::REGISTERED);
        EXPECT_EQ(found->GetRegistration().GetCareOfAddress(), Ipv6Address("a::2"));
    });
    run.At(Seconds(35), [&] { places(MobileNodeHome::Place::ROAMING); });
    run.At(Seconds(40), [&] { World::Inject(run.NodeOf("HA"), Call(SECOND)); });
    run.Run();
    EXPECT_EQ(Registered(link), std::vector{World::Home()});
    EXPECT_EQ(Registered(home), std::vector{World::Home()});
    const auto answers = [](const LinkTap& tap) {
        std::vector<Draft1997Reading> found;
        for (const auto& caught : tap.All())
        {
            const auto reading = ReadDraft1997(caught.octets);
            if (reading.protocol == 58 && caught.octets.at(reading.offset) == 129)
            {
                found.push_back(reading);
            }
        }
        return found;
    };
    ASSERT_EQ(answers(link).size(), 1U);
    EXPECT_EQ(answers(link)[0].source, Ipv6Address("a::2"));
    EXPECT_EQ(answers(link)[0].homeAddress, SECOND);
    ASSERT_EQ(answers(home).size(), 1U) << "it has the address itself again";
    EXPECT_EQ(answers(home)[0].source, SECOND);
    EXPECT_EQ(run.HandoverOf("MN", 2), nullptr) << "two handovers, not four";
}

// Sections 9.4 and 9.5: the association of the first is that of all.
TEST(Draft1997Return, HomeAddressesWithOneIdentifierShareTheAssociations)
{
    REQ("D04-087");
    ScenarioRun run(
        World::Text(AWAY,
                    R"({ "type": "udp", "from": "CN", "to": { "node": "MN", "address": "5::2" },
                         "start": "15s", "stop": "40s", "name": "second" })"),
        {TWO_PREFIXES});
    const LinkTap link(run.LinkOf("A"));
    run.At(Seconds(39), [&run] {
        const auto& cache = run.RegistrarOf("CN")->GetCache();
        EXPECT_EQ(cache.Size(), 1U);
        const auto* bound = cache.Find({SECOND, World::Peer()});
        ASSERT_NE(bound, nullptr);
        EXPECT_EQ(bound->careOfAddress, Ipv6Address("a::2"));
        const auto* entry =
            run.RoleOf<MobileNode>("MN")->GetBindingUpdateList().Find(World::Peer(), SECOND);
        ASSERT_NE(entry, nullptr);
        EXPECT_TRUE(entry->acknowledged) << "its answer is authentic, too";
    });
    run.Run();
    EXPECT_EQ(run.FlowOf("second")["lost"], 0);
    const auto straight = link.Where(
        [](const CaughtPacket& packet) { return ReadDraft1997(packet.octets).routing == SECOND; });
    EXPECT_GT(straight.size(), 1000U);
}

// Section 9.4: an update for each identifier.
TEST(Draft1997Return, HomeAddressesWithOtherIdentifiersHaveTheirOwn)
{
    REQ("D04-087");
    const std::string open =
        R"("attributes": { "ns3::nemo::Draft1997Codec::RequiresAuthentication": false }, )";
    std::string text = Replaced(World::Text(AWAY, ""),
                                R"("home": "home",
                    "interfaceId": "::2", "homeAgent": "HA")",
                                open + R"("homes": [
              { "link": "home", "interfaceId": "::2", "homeAgent": "HA" },
              { "link": "home", "interfaceId": "::3", "homeAgent": "HA" } ])");
    text = Replaced(text, R"("HA": { )", R"("HA": { )" + open);
    ScenarioRun run(text, {"/security=[]", TWO_PREFIXES});
    const LinkTap link(run.LinkOf("A"));
    run.Run();
    EXPECT_EQ(Registered(link), (std::vector<Ipv6Address>{World::Home(), Ipv6Address("1::3")}));
    EXPECT_EQ(run.BindingsOf("HA").size(), 2U);
}

// Section 9.13.
TEST(Draft1997Return, TheLinkIsToldOfEachHomeAddress)
{
    REQ("D04-106");
    ScenarioRun run(Replaced(World::Text(AND_HOME, ""), R"("interfaceId": "::2", )", ""),
                    {R"(/links/home/prefix=["1::/64", "5::/64", "fec0:0:0:1::/64"])"});
    const LinkTap home(run.LinkOf("home"));
    const Mac48Address own = MacOf(run.NodeOf("MN"));
    run.Run();
    std::vector<Ipv6Address> expected{Ipv6Address::MakeAutoconfiguredLinkLocalAddress(own)};
    for (const char* prefix : {"1::", "5::", "fec0:0:0:1::"})
    {
        expected.push_back(Ipv6Address::MakeAutoconfiguredAddress(own, Ipv6Address(prefix)));
    }
    std::map<Ipv6Address, int> told;
    for (const auto& caught : home.All())
    {
        if (caught.icmpv6 != 136 || caught.from != own || caught.at < Seconds(30) ||
            !caught.destination.IsMulticast())
        {
            continue;
        }
        const auto message = std::get<NeighborAdvertisement>(caught.Neighbor());
        ++told[message.target];
        EXPECT_EQ(caught.destination, Ipv6Address("ff02::1"));
        EXPECT_FALSE(message.solicited);
        EXPECT_TRUE(message.override);
        EXPECT_EQ(message.options, NeighborOptions{TargetLinkLayerAddress{own}});
    }
    EXPECT_EQ(told.size(), expected.size());
    for (const auto& address : expected)
    {
        EXPECT_GE(told[address], 1) << address;
        EXPECT_LE(told[address], 1 + 3) << address << ": MAX_ADVERT_REXMIT";
    }
}

// Section 8.5, where RFC 6275 section 11.5.5 wants no probe.
TEST(Draft1997Return, TheHomeAddressIsProbedAsSoonAsItsRegistrationIsDeleted)
{
    REQ("D04-072");
    ScenarioRun run(World::Text(AND_HOME, ""));
    const LinkTap home(run.LinkOf("home"));
    run.Run();
    Time deleted = Time::Max();
    std::vector<Time> probes;
    for (const auto& caught : home.All())
    {
        if (ReadDraft1997(caught.octets).Find<BindingAcknowledgement>())
        {
            deleted = caught.at;
        }
        const bool isProbe =
            caught.icmpv6 == 135 && caught.source.IsAny() && caught.at > Seconds(30) &&
            std::get<NeighborSolicitation>(caught.Neighbor()).target == World::Home();
        if (isProbe)
        {
            probes.push_back(caught.at);
        }
    }
    // To learn the link-layer address of the home agent it may have asked before.
    ASSERT_FALSE(probes.empty());
    EXPECT_GE(probes.back(), deleted);
    EXPECT_LT(probes.back(), deleted + MilliSeconds(10));
}

// Somebody has taken the address in the meantime.
TEST(Draft1997Return, AnAddressThatIsTakenIsGivenUpUntilItIsFree)
{
    ScenarioRun run(World::Text(AND_HOME, ""),
                    {R"(/nodes/MN/attributes={ "ns3::nemo::MobileNode::ReclaimInterval": "5s" })"});
    const auto proxy = run.NodeOf("HA").stack->GetAddressProxy();
    const uint32_t interface = run.NodeOf("HA").interfaces.front().number;
    // The home agent defends it on, although it has deleted the binding.
    const auto defend = [proxy, interface](const Binding*, const Binding* after) {
        if (!after)
        {
            Simulator::ScheduleNow(
                [proxy, interface] { proxy->Answer(World::Home(), interface, false); });
        }
    };
    run.At(Seconds(1), [&run, defend] {
        run.RegistrarOf("HA")->TraceConnectWithoutContext(
            "BindingChanged",
            Callback<void, const Binding*, const Binding*>(defend));
    });
    const auto placeOf = [&run] {
        return run.RoleOf<MobileNode>("MN")->FindHome(World::Home())->GetPlace();
    };
    run.At(Seconds(34), [&] { EXPECT_EQ(placeOf(), MobileNodeHome::Place::NOWHERE); });
    run.At(Seconds(40), [&] { proxy->StopAnswering(World::Home(), interface); });
    run.At(Seconds(50), [&] { EXPECT_EQ(placeOf(), MobileNodeHome::Place::ROAMING); });
    run.Run();
}

namespace
{

/// Lets no multicast Neighbor Advertisement through.
class Deaf : public Icmpv6Observer
{
  public:
    bool OnIcmpv6(const Icmpv6Delivery& delivery) override
    {
        const bool isHeard =
            delivery.type != 136 || !delivery.header.GetDestination().IsMulticast();
        missed += isHeard ? 0 : 1;
        return !isHeard;
    }

    int missed{0};
};

} // namespace

class ReturnInBothDialects : public BothDialects
{
};

// Sections 8.2 and 9.13: who has missed it all finds out by Neighbor Unreachability Detection.
TEST_P(ReturnInBothDialects, WhoHasMissedAllAdvertisementsFindsOut)
{
    IsDraft() ? REQ("D04-063+1@draft1997") : REQ("D04-063+1");
    ScenarioRun run(
        Text(AND_HOME,
             R"({ "type": "udp", "from": "N", "to": "MN", "rate": "10pps",
                         "start": "5s", "stop": "59s", "name": "flow" })"),
        {"/duration=60s",
         "/nodes/MN/routeOptimization=false",
         R"(/nodes/N={ "role": "correspondent", "links": { "home": "::9" }, "dialect": ")" +
             GetParam() + R"(",
                       "attributes": { "ns3::Icmpv6L4Protocol::ReachableTime": "1s" } })"});
    Deaf deaf;
    const auto icmpv6 = run.NodeOf("N").stack->GetIcmpv6();
    icmpv6->AddObserver(&deaf);
    const LinkTap home(run.LinkOf("home"));
    const LinkTap link(run.LinkOf("A"));
    run.Run();
    icmpv6->RemoveObserver(&deaf);
    EXPECT_GE(deaf.missed, 2);
    const Mac48Address mobile = MacOf(run.NodeOf("MN"));
    const Mac48Address agent = MacOf(run.NodeOf("HA"));
    Time byAgent = Time::Max();
    Time byMobile = Time::Max();
    for (const auto& caught : home.All())
    {
        if (caught.protocol != 17 || caught.from != MacOf(run.NodeOf("N")))
        {
            continue;
        }
        if (caught.to == agent && caught.at > Seconds(10))
        {
            byAgent = std::min(byAgent, caught.at);
        }
        if (caught.to == mobile && caught.at > Seconds(30) && byAgent < caught.at)
        {
            byMobile = std::min(byMobile, caught.at);
        }
    }
    // The mobile node is registered after about two seconds. ReachableTime, then
    // DELAY_FIRST_PROBE_TIME, three probes and an answer.
    EXPECT_GT(byAgent, Seconds(12));
    EXPECT_LT(byAgent, Seconds(10 + 3 + 1 + 5 + 3 + 1));
    EXPECT_GT(byMobile, Seconds(30));
    EXPECT_LT(byMobile, Seconds(30 + 3 + 1 + 5 + 3 + 1));
    const auto arrived = link.Where(
        [](const CaughtPacket& packet) { return packet.inner && packet.inner->protocol == 17; });
    EXPECT_GT(arrived.size(), 50U);
    EXPECT_GT(run.FlowOf("flow")["received"].get<int>(), 350);
}

INSTANTIATE_TEST_SUITE_P(Dialects, ReturnInBothDialects, TheDialects(), DialectName);

} // namespace ns3::nemo::tests::draft1997_return_test
