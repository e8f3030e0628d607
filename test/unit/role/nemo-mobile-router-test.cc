// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/only-home.h"
#include "unit/role/mobile-router-fixture.h"

#include "ns3/boolean.h"
#include "ns3/string.h"

#include <algorithm>
#include <variant>

namespace ns3::nemo::tests::nemo_mobile_router_test
{

namespace
{

/// Flags of a Binding Update, as RFC 6275 section 6.1.7 and RFC 3963 section 4.1 draw them.
constexpr unsigned A_FLAG = 0x8000;
constexpr unsigned H_FLAG = 0x4000;
constexpr unsigned R_FLAG = 0x0400;

/// The flags as they are on the wire.
unsigned
FlagsOf(const CaughtPacket& update)
{
    const std::size_t at = update.offset + 8;
    return static_cast<unsigned>(update.octets[at] << 8 | update.octets[at + 1]);
}

/// The prefixes that an update lists.
std::vector<NetworkPrefix>
PrefixesOf(const CaughtPacket& update)
{
    std::vector<NetworkPrefix> prefixes;
    for (const auto& option : update.signal->Options<MobileNetworkPrefixOption>())
    {
        prefixes.emplace_back(option.prefix, option.prefixLength);
    }
    return prefixes;
}

} // namespace

/// The Binding Updates of a mobile router.
class MobileRouterUpdateTest : public MobileRouterTest
{
  protected:
    /// Claim 5::/64 and 6::/64.
    void ClaimTwo(MobileNode& node)
    {
        auto& network = dynamic_cast<MobileRouter&>(node).GetNetwork();
        for (const NetworkPrefix& prefix : m_two)
        {
            network.AddPrefix(prefix);
        }
    }

    /// The entry of its Binding Update List.
    const BindingUpdateEntry* Entry(const MobileRouter& router) const
    {
        return router.GetBindingUpdateList().Find(m_world.Address("1::1"),
                                                  m_world.Address("1::10"));
    }

    /// What the home agent answers: this status, and otherwise what was asked for.
    void AnswerWith(BindingStatus status)
    {
        m_world.agent->answer = [status](const ScriptedHomeAgent::Update& update) {
            BindingAcknowledgement body;
            body.status = status;
            body.sequence = update.Body().sequence;
            body.lifetime = update.Body().lifetime;
            body.mobileRouter = update.Body().mobileRouter;
            return body;
        };
    }

    const std::vector<NetworkPrefix> m_two{m_world.Prefix("5::"), m_world.Prefix("6::")};
};

/// The parameter is the attribute Mode.
class MobileRouterModeTest : public MobileRouterUpdateTest,
                             public testing::WithParamInterface<std::string>
{
};

TEST_P(MobileRouterModeTest, EveryUpdateAsksTheHomeAgentForAMobileRoutersService)
{
    REQ("NEMO-3-11", "NEMO-5.2-1", "NEMO-5.2-5", "NEMO-5.2-7");
    m_world.configure = [](MobileNode& node) {
        node.SetAttribute("Mode", StringValue(GetParam()));
        node.SetAttribute("LifetimeRequested", TimeValue(Seconds(40)));
    };
    m_world.NewMobileRouter(m_world.home);
    std::vector<Ptr<MobileLink>> links{m_world.a, m_world.b, m_world.home, m_world.b};
    for (std::size_t i = 0; i < links.size(); ++i)
    {
        m_world.At(Seconds(10 + 90 * i), [this, link = links[i]]() { m_world.Move(link); });
    }
    m_world.RunUntil(Seconds(370));
    std::size_t count = 0;
    for (const auto& link : {m_world.a, m_world.b, m_world.home})
    {
        for (const CaughtPacket& update : Updates(link))
        {
            EXPECT_EQ(FlagsOf(update), A_FLAG | H_FLAG | R_FLAG);
            EXPECT_EQ(update.destination, m_world.Address("1::1"));
            ++count;
        }
    }
    // Away three times, with two refreshes each (after 80 percent of 40 s), and home once.
    EXPECT_EQ(count, 3U * 3 + 1);
    EXPECT_EQ(Updates(m_world.home).size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(Mode,
                         MobileRouterModeTest,
                         testing::Values(std::string("explicit"), std::string("implicit")));

TEST_F(MobileRouterUpdateTest, AsAMobileHostItAsksForNoMoreThanAHost)
{
    REQ("NEMO-5.2-7");
    m_world.configure = [](MobileNode& node) {
        node.SetAttribute("MobileRouter", BooleanValue(false));
    };
    Away();
    const auto updates = Updates(m_world.a);
    ASSERT_EQ(updates.size(), 1U);
    EXPECT_EQ(FlagsOf(updates[0]), A_FLAG | H_FLAG);
    EXPECT_TRUE(PrefixesOf(updates[0]).empty());
}

// The layout follows from the alignments of RFC 3963 section 4.3 (8n+4) and RFC 6275 section 6.2.5
// (8n+6): prefix options at 12 and, behind four octets of padding, at 36; the Alternate Care-of
// Address behind six octets at 62.
TEST_F(MobileRouterUpdateTest, OneUpdateListsAllPrefixes)
{
    REQ("NEMO-3-12", "NEMO-5.2-4");
    m_world.configure = [this](MobileNode& node) { ClaimTwo(node); };
    Away();
    const auto updates = Updates(m_world.a);
    ASSERT_EQ(updates.size(), 1U) << "one, not one for each prefix";
    EXPECT_EQ(PrefixesOf(updates[0]), m_two);
    const Octets header(updates[0].octets.begin() + static_cast<std::ptrdiff_t>(updates[0].offset),
                        updates[0].octets.end());
    ASSERT_EQ(header.size(), 80U);
    for (const auto& [offset, prefix] : {std::pair(12U, m_two[0]), std::pair(36U, m_two[1])})
    {
        EXPECT_EQ(header[offset], 6);
        EXPECT_EQ(header[offset + 1], 18);
        EXPECT_EQ(header[offset + 2], 0);
        EXPECT_EQ(header[offset + 3], 64);
        EXPECT_EQ(Ipv6Address::Deserialize(header.data() + offset + 4), prefix.address);
    }
    EXPECT_EQ(header[62], 3);
    EXPECT_EQ(header[63], 16);
    EXPECT_EQ(Ipv6Address::Deserialize(header.data() + 64), m_world.Address("2::10"));
}

TEST_F(MobileRouterUpdateTest, ListsThePrefixesOfItsLinksIfItClaimsNoOthers)
{
    REQ("NEMO-5.2-4", "NEMO-5.2-5");
    Away();
    const auto updates = Updates(m_world.a);
    ASSERT_EQ(updates.size(), 1U);
    EXPECT_EQ(PrefixesOf(updates[0]), std::vector{m_world.Prefix("5::")}) << "explicit by default";
}

TEST_F(MobileRouterUpdateTest, ListsNoPrefixInImplicitMode)
{
    REQ("NEMO-5.2-2");
    m_world.configure = [this](MobileNode& node) {
        ClaimTwo(node);
        node.SetAttribute("Mode", StringValue("implicit"));
    };
    Away();
    const auto updates = Updates(m_world.a);
    ASSERT_EQ(updates.size(), 1U);
    std::size_t careOf = 0;
    for (const MobilityOption& option : updates[0].signal->options)
    {
        const bool isCareOf = std::holds_alternative<AlternateCareOfAddress>(option);
        careOf += isCareOf ? 1 : 0;
        EXPECT_TRUE(isCareOf || std::holds_alternative<Padding>(option));
    }
    EXPECT_EQ(careOf, 1U);
}

TEST_F(MobileRouterUpdateTest, EveryRefreshListsAllPrefixes)
{
    REQ("NEMO-5.2-9");
    m_world.configure = [this](MobileNode& node) {
        ClaimTwo(node);
        node.SetAttribute("LifetimeRequested", TimeValue(Seconds(60)));
    };
    m_world.NewMobileRouter(m_world.a);
    m_world.RunUntil(Seconds(600));
    const auto updates = Updates(m_world.a);
    // The first within 3 s, then one after each 80 percent of 60 s.
    EXPECT_EQ(updates.size(), 1U + (600 - 3) / 48);
    for (const CaughtPacket& update : updates)
    {
        EXPECT_EQ(PrefixesOf(update), m_two);
    }
}

TEST_F(MobileRouterUpdateTest, LeavesAsSoonAsTheCareOfAddressIsFree)
{
    REQ("NEMO-3-9");
    m_world.NewMobileRouter(m_world.home);
    m_world.At(Seconds(20), [this]() { m_world.Move(m_world.a); });
    m_world.RunUntil(Seconds(30));
    const auto probes = m_world.Caught(m_world.a, [this](const CaughtPacket& packet) {
        return packet.icmpv6 == 135 && packet.source.IsAny() &&
               packet.As<NeighborSolicitation>().target == m_world.Address("2::10");
    });
    const auto updates = Updates(m_world.a);
    ASSERT_EQ(probes.size(), 1U);
    ASSERT_EQ(updates.size(), 1U);
    EXPECT_EQ(updates[0].at, probes[0].at + Seconds(1)) << "RetransTimer, and nothing more";
}

// RFC 3963 section 5.1.
TEST_F(MobileRouterUpdateTest, TheListRemembersPrefixesAndR)
{
    REQ("NEMO-5.1-1", "NEMO-5.1-3");
    m_world.configure = [this](MobileNode& node) { ClaimTwo(node); };
    MobileRouter& router = Away();
    ASSERT_NE(Entry(router), nullptr);
    EXPECT_EQ(Entry(router)->prefixes, m_two);
    EXPECT_TRUE(Entry(router)->mobileRouter);
    router.SetAttribute("MobileRouter", BooleanValue(false));
    EXPECT_TRUE(Entry(router)->mobileRouter) << "of the deregistration";
    EXPECT_EQ(Entry(router)->lifetime, 0U);
    m_world.RunUntil(Seconds(20));
    EXPECT_FALSE(Entry(router)->mobileRouter);
    EXPECT_TRUE(Entry(router)->prefixes.empty());
    router.SetAttribute("MobileRouter", BooleanValue(true));
    EXPECT_FALSE(Entry(router)->mobileRouter);
    m_world.RunUntil(Seconds(30));
    EXPECT_TRUE(Entry(router)->mobileRouter);
    EXPECT_EQ(Entry(router)->prefixes, m_two);
}

TEST_F(MobileRouterUpdateTest, EndsTheBindingBeforeItChangesR)
{
    REQ("NEMO-5.2-8");
    MobileRouter& router = Away();
    router.SetAttribute("MobileRouter", BooleanValue(false));
    m_world.RunUntil(Seconds(20));
    const auto updates = Updates(m_world.a);
    ASSERT_EQ(updates.size(), 3U);
    EXPECT_EQ(FlagsOf(updates[1]), A_FLAG | H_FLAG | R_FLAG) << "that of the binding";
    EXPECT_EQ(updates[1].Update().lifetime, 0U);
    EXPECT_TRUE(PrefixesOf(updates[1]).empty());
    EXPECT_EQ(FlagsOf(updates[2]), A_FLAG | H_FLAG);
    EXPECT_GT(updates[2].Update().lifetime, 0U);
    const auto acknowledgements = Acknowledgements(m_world.a);
    ASSERT_EQ(acknowledgements.size(), 3U);
    EXPECT_GT(updates[2].at, acknowledgements[1].at);
    EXPECT_EQ(RegistrationOf(router).GetState(), HomeRegistration::State::REGISTERED);
}

// RFC 3963 section 4.2 says "greater than 128"; 128 itself is a rejection in RFC 6275
// section 6.1.8.
TEST_F(MobileRouterUpdateTest, Status127IsSuccess)
{
    REQ("NEMO-4.2-4");
    AnswerWith(static_cast<BindingStatus>(127));
    MobileRouter& router = m_world.NewMobileRouter(m_world.a);
    m_world.RunUntil(Seconds(SETTLED));
    EXPECT_EQ(RegistrationOf(router).GetState(), HomeRegistration::State::REGISTERED);
    EXPECT_EQ(Updates(m_world.a).size(), 1U);
}

TEST_F(MobileRouterUpdateTest, Status128IsRejection)
{
    REQ("NEMO-4.2-4");
    AnswerWith(static_cast<BindingStatus>(128));
    MobileRouter& router = m_world.NewMobileRouter(m_world.a);
    m_world.RunUntil(Seconds(SETTLED));
    EXPECT_EQ(RegistrationOf(router).GetState(), HomeRegistration::State::REJECTED);
    EXPECT_FALSE(RegistrationOf(router).IsBound());
}

} // namespace ns3::nemo::tests::nemo_mobile_router_test
