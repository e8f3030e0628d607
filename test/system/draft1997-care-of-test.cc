// SPDX-License-Identifier: GPL-2.0-only
// Care-of addresses that were assigned, and whom a mobile node of the 1997 dialect tells of which:
// draft-ietf-mobileip-ipv6-04 sections 9.3 and 9.5.
#include "nemo-requirement.h"
#include "support/both-dialects.h"

#include "ns3/mip6-mobile-node.h"

#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <vector>

namespace ns3::nemo::tests::draft1997_care_of_test
{

namespace
{

using World = Draft1997World;

constexpr uint8_t UDP = 17;

const std::string TO_A = R"({ "at": "10s", "node": "MN", "to": "A" })";
const std::string NEITHER_SIGNS = R"("attributes": {
    "ns3::nemo::Draft1997Codec::RequiresAuthentication": false })";

std::string
Down(const std::string& from)
{
    return R"({ "type": "udp", "from": ")" + from +
           R"(", "to": "MN", "rate": "10pps", "start": "15s", "name": ")" + from + "\" }";
}

/// The updates for a node on a link.
std::vector<CaughtPacket>
UpdatesTo(const LinkTap& tap, const Ipv6Address& peer)
{
    return tap.Where([&peer](const CaughtPacket& packet) {
        const auto reading = ReadEither(packet);
        return reading.update && reading.destination == peer;
    });
}

/// Where a correspondent believes the mobile node to be; ::: nowhere.
Ipv6Address
ViewOf(const ScenarioRun& run, const std::string& node)
{
    const auto all = run.RegistrarOf(node)->GetCache().Sorted();
    return all.size() == 1 ? all[0]->careOfAddress : Ipv6Address::GetAny();
}

} // namespace

class CareOfInBothDialects : public BothDialects
{
};

// Draft section 9.3: by whoever runs the foreign link.
TEST_P(CareOfInBothDialects, AnAssignedOneIsUsedOnItsLinkAloneAlsoWhereNoneMayBeFormed)
{
    if (IsDraft())
    {
        REQ("D04-084");
    }
    for (const bool mayBeFormed : {true, false})
    {
        ScenarioRun run(Text(TO_A + R"(, { "at": "20s", "node": "MN", "to": "B" },
                                         { "at": "30s", "node": "MN", "to": "A" })",
                             ""),
                        {R"(/nodes/MN/careOfAddresses={ "A": "::77" })", "/duration=40s"});
        const LinkTap a(run.LinkOf("A"));
        const LinkTap b(run.LinkOf("B"));
        run.At(Seconds(1), [&] {
            AdvertisedPrefix prefix;
            prefix.address = Ipv6Address("a::1");
            prefix.router = true;
            prefix.autonomous = mayBeFormed;
            AdvertisingConfig config;
            config.maxInterval = Seconds(1);
            config.minInterval = MilliSeconds(300);
            config.prefixes = {prefix};
            const auto& router = run.NodeOf("R_A");
            router.stack->GetRouterAdvertiser()->Configure(router.FindInterface("A")->number,
                                                           config);
        });
        for (const double at : {18., 38.})
        {
            run.At(Seconds(at), [&] {
                const auto* bound = run.RegistrarOf("HA")->GetCache().Find(World::Home());
                ASSERT_NE(bound, nullptr);
                EXPECT_EQ(bound->careOfAddress, Ipv6Address("a::77"));
            });
        }
        run.At(Seconds(28), [&] {
            const auto* bound = run.RegistrarOf("HA")->GetCache().Find(World::Home());
            ASSERT_NE(bound, nullptr);
            EXPECT_EQ(bound->careOfAddress, Ipv6Address("b::2"));
        });
        run.Run();
        for (const auto& update : UpdatesTo(a, World::Agent()))
        {
            EXPECT_EQ(update.source, Ipv6Address("a::77"));
        }
        const auto formed = a.Where([](const CaughtPacket& packet) {
            return packet.icmpv6 == 135 && packet.source.IsAny() &&
                   packet.As<NeighborSolicitation>().target == Ipv6Address("a::2");
        });
        EXPECT_TRUE(formed.empty()) << "nothing is made of the prefix besides";
    }
}

INSTANTIATE_TEST_SUITE_P(Dialects, CareOfInBothDialects, TheDialects(), DialectName);

namespace
{

/// A mobile node on links A (primary) and B, and two correspondents, of which CN is to know of B.
class Draft1997TwoLinksTest : public ::testing::Test
{
  protected:
    Draft1997TwoLinksTest()
        : run(World::Text(TO_A + R"(, { "at": "10s", "node": "MN", "to": "B", "interface": 1 },
                                      { "at": "35s", "node": "MN", "to": null, "interface": 1 },
                                      { "at": "45s", "node": "MN", "to": "B", "interface": 1 },
                                      { "at": "70s", "node": "MN", "to": "home" })",
                          Down("CN") + ", " + Down("CN2")),
              World::Unsigned({R"(/nodes/MN/careOfLinks={ "CN": "B" })",
                               "/nodes/MN/interfaces=2",
                               R"(/nodes/CN2={ "role": "correspondent", "dialect": "draft1997",
                       "links": { "core": "::8" }, )" +
                                   NEITHER_SIGNS + " }",
                               "/duration=90s"})),
          a(run.LinkOf("A")),
          b(run.LinkOf("B"))
    {
    }

    /// Datagrams of a correspondent on a link within a time.
    static std::size_t Data(const LinkTap& tap, const char* from, double since, double until)
    {
        return tap
            .Where([&](const CaughtPacket& packet) {
                return packet.source == Ipv6Address(from) && ReadEither(packet).protocol == UDP &&
                       ReadEither(packet).routing == World::Home() && packet.at > Seconds(since) &&
                       packet.at < Seconds(until);
            })
            .size();
    }

    ScenarioRun run;
    const LinkTap a;
    const LinkTap b;
};

} // namespace

// Section 9.5: "A mobile node MAY set the care-of address differently for ... different
// correspondent nodes"; the home address deletes.
TEST_F(Draft1997TwoLinksTest, EachCorrespondentIsToldOfTheCareOfAddressThatIsForIt)
{
    REQ("D04-089", "D04-014");
    const NetworkPrefix onB(Ipv6Address("b::"), 64);
    for (const double at : {30., 60.})
    {
        run.At(Seconds(at), [&] {
            EXPECT_TRUE(onB.Contains(ViewOf(run, "CN"))) << ViewOf(run, "CN");
            EXPECT_EQ(ViewOf(run, "CN2"), Ipv6Address("a::2"));
            EXPECT_EQ(ViewOf(run, "HA"), Ipv6Address("a::2")) << "the primary one";
        });
    }
    // As long as it has one there.
    run.At(Seconds(43), [&] { EXPECT_EQ(ViewOf(run, "CN"), Ipv6Address("a::2")); });
    run.At(Seconds(89), [&] {
        EXPECT_EQ(run.RegistrarOf("CN")->GetCache().Size(), 0U);
        EXPECT_EQ(run.RegistrarOf("CN2")->GetCache().Size(), 0U);
    });
    const LinkTap home(run.LinkOf("home"));
    run.Run();
    EXPECT_GT(Data(b, "c::9", 20, 30), 95U);
    EXPECT_EQ(Data(a, "c::9", 20, 30), 0U);
    EXPECT_GT(Data(a, "c::8", 20, 30), 95U);
    EXPECT_EQ(Data(b, "c::8", 20, 30), 0U);
    EXPECT_GT(Data(a, "c::9", 37, 44), 60U);
    for (const auto& update : UpdatesTo(b, World::Peer()))
    {
        EXPECT_TRUE(onB.Contains(update.source)) << "and it leaves by that link";
    }
    for (const auto& peer : {"c::9", "c::8"})
    {
        const auto ends = UpdatesTo(home, Ipv6Address(peer));
        ASSERT_FALSE(ends.empty()) << peer;
        EXPECT_EQ(ends[0].source, World::Home()) << "the care-of address is the home address";
        EXPECT_EQ(ReadEither(ends[0]).update->lifetime, 0U);
    }
}

namespace
{

/// When the second interface is on link B in the following test.
bool
IsOnB(Time at)
{
    return at < Seconds(30) || (at > Seconds(52) && at < Seconds(70)) || at > Seconds(72);
}

} // namespace

// Section 9.5: "one of the care-of addresses currently in use": what was formed on a link that was
// left is none, also while the one that the interface comes back to is not known yet.
TEST(Draft1997CareOf, ACorrespondentIsNeverToldOfALinkThatWasLeft)
{
    for (const std::string detection : {"solicit", "advertisements"})
    {
        SCOPED_TRACE(detection);
        ScenarioRun run(
            World::Text(TO_A + R"(, { "at": "10s", "node": "MN", "to": "B", "interface": 1 },
                                   { "at": "30s", "node": "MN", "to": null, "interface": 1 },
                                   { "at": "35s", "node": "MN", "to": "D", "interface": 1 },
                                   { "at": "50s", "node": "MN", "to": null, "interface": 1 },
                                   { "at": "52s", "node": "MN", "to": "B", "interface": 1 },
                                   { "at": "70s", "node": "MN", "to": null, "interface": 1 },
                                   { "at": "72s", "node": "MN", "to": "B", "interface": 1 })",
                        Down("CN")),
            World::Unsigned({R"(/nodes/MN/careOfLinks={ "CN": "B" })",
                             "/nodes/MN/interfaces=2",
                             "/nodes/MN/movementDetection=" + detection,
                             R"(/links/D={ "prefix": "d::/64" })",
                             R"(/nodes/R_D={ "role": "router", "dialect": "draft1997",
                                    "links": { "D": "::1", "core": "::d" }, )" +
                                 NEITHER_SIGNS + " }",
                             "/duration=90s"}));
        const LinkTap core(run.LinkOf("core"));
        std::vector<std::unique_ptr<LinkTap>> taps;
        for (const char* link : {"A", "B", "D"})
        {
            taps.push_back(std::make_unique<LinkTap>(run.LinkOf(link)));
        }
        const NetworkPrefix onB(Ipv6Address("b::"), 64);
        for (const double at : {29., 69., 89.})
        {
            run.At(Seconds(at), [&run, onB] { EXPECT_TRUE(onB.Contains(ViewOf(run, "CN"))); });
        }
        for (const double at : {34., 49., 71.})
        {
            run.At(Seconds(at), [&run] { EXPECT_EQ(ViewOf(run, "CN"), Ipv6Address("a::2")); });
        }
        const std::function<void(const CorrespondentRegistration&,
                                 CorrespondentRegistration::State)>
            look = [&](const CorrespondentRegistration& registration,
                       CorrespondentRegistration::State) {
                EXPECT_TRUE(IsOnB(Simulator::Now()) ||
                            !onB.Contains(registration.GetCareOfAddress()))
                    << Simulator::Now();
            };
        run.RoleOf<MobileNode>("MN")->TraceConnectWithoutContext(
            "Correspondent",
            Callback<void, const CorrespondentRegistration&, CorrespondentRegistration::State>(
                look));
        run.Run();
        std::size_t seen = 0;
        for (const auto& tap : taps)
        {
            for (const auto& update : UpdatesTo(*tap, World::Peer()))
            {
                ++seen;
                EXPECT_FALSE(update.at > Seconds(34) && update.at < Seconds(49)) << update.at;
                EXPECT_TRUE(IsOnB(update.at) || !onB.Contains(update.source)) << update.at;
            }
        }
        EXPECT_GE(seen, 5U);
    }
}

// Section 9.5: "at any time", but not more often than section 9.8 allows.
TEST(Draft1997CareOf, ACorrespondentIsToldAlsoBeforeAnythingCameFromIt)
{
    REQ("D04-089");
    ScenarioRun run(World::Text(TO_A, ""));
    const LinkTap link(run.LinkOf("A"));
    const auto mobile = run.RoleOf<MobileNode>("MN");
    run.At(Seconds(5), [&] { mobile->InformCorrespondent(World::Peer()); }); // at home: nothing
    for (int i = 0; i < 20; ++i)
    {
        run.At(Seconds(20) + MilliSeconds(100 * i),
               [&] { mobile->InformCorrespondent(World::Peer()); });
    }
    run.At(MilliSeconds(20500), [&] { EXPECT_EQ(ViewOf(run, "CN"), Ipv6Address("a::2")); });
    run.Run();
    const auto told = UpdatesTo(link, World::Peer());
    ASSERT_EQ(told.size(), 2U);
    EXPECT_GE(told[0].at, Seconds(20));
    EXPECT_LT(told[0].at, MilliSeconds(20001)) << "at once";
    EXPECT_GE(told[1].at - told[0].at, Seconds(1)) << "MAX_UPDATE_RATE";
}

} // namespace ns3::nemo::tests::draft1997_care_of_test
