// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-security-policy.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_security_policy_test
{

namespace
{

constexpr uint8_t MOBILITY = 135;
constexpr uint8_t ICMPV6 = 58;
constexpr uint8_t UDP = 17;
constexpr uint8_t DESTINATION_OPTIONS = 60;
constexpr uint8_t HOP_BY_HOP = 0;
constexpr uint8_t ROUTING = 43;
constexpr uint8_t FRAGMENT = 44;

/// A mobility header as far as anybody looks at it.
Octets
Mobility(uint8_t type)
{
    return {59, 0, type, 0, 0, 0, 0, 0};
}

Octets
Behind(Octets header, const Octets& rest)
{
    header.insert(header.end(), rest.begin(), rest.end());
    return header;
}

std::optional<TrafficKind>
Signal(uint8_t protocol, const Octets& octets)
{
    return KindOfSignal(protocol, octets.data(), octets.size());
}

TrafficKind
Tunnelled(uint8_t next, const Octets& octets)
{
    return KindOfTunnelled(next, octets.data(), octets.size());
}

} // namespace

// RFC 3776 section 4.1 and RFC 6275 section 5.1.
TEST(SecurityPolicy, TellsSignalsByTheirType)
{
    for (uint8_t type = 0; type < 16; ++type)
    {
        EXPECT_EQ(Signal(MOBILITY, Mobility(type)),
                  type == 5 || type == 6 ? std::optional(TrafficKind::BINDING) : std::nullopt);
    }
    for (int type = 0; type < 256; ++type)
    {
        EXPECT_EQ(Signal(ICMPV6, {static_cast<uint8_t>(type), 0, 0, 0}),
                  type == 146 || type == 147 ? std::optional(TrafficKind::PREFIX) : std::nullopt);
    }
    EXPECT_EQ(Signal(UDP, Mobility(5)), std::nullopt);
    EXPECT_EQ(Signal(MOBILITY, {59, 0}), std::nullopt);
    EXPECT_EQ(Signal(ICMPV6, {}), std::nullopt);
}

TEST(SecurityPolicy, TellsHomeTestsInATunnelFromAllElse)
{
    for (uint8_t type = 0; type < 16; ++type)
    {
        EXPECT_EQ(Tunnelled(MOBILITY, Mobility(type)),
                  type == 1 || type == 3 ? TrafficKind::RETURN_ROUTABILITY : TrafficKind::DATA);
    }
    EXPECT_EQ(Tunnelled(UDP, Mobility(1)), TrafficKind::DATA);
    EXPECT_EQ(Tunnelled(MOBILITY, {}), TrafficKind::DATA);
}

/// Nobody gets around the policy by a header more.
TEST(SecurityPolicy, StepsOverExtensionHeaders)
{
    const Octets padding{MOBILITY, 0, 1, 4, 0, 0, 0, 0};
    const Octets twice =
        Behind({DESTINATION_OPTIONS, 0, 1, 4, 0, 0, 0, 0}, Behind(padding, Mobility(3)));
    EXPECT_EQ(Tunnelled(DESTINATION_OPTIONS, Behind(padding, Mobility(3))),
              TrafficKind::RETURN_ROUTABILITY);
    EXPECT_EQ(Tunnelled(HOP_BY_HOP, twice), TrafficKind::RETURN_ROUTABILITY);
    EXPECT_EQ(Tunnelled(ROUTING, Behind({MOBILITY, 0, 9, 0, 0, 0, 0, 0}, Mobility(1))),
              TrafficKind::RETURN_ROUTABILITY);
    EXPECT_EQ(Tunnelled(DESTINATION_OPTIONS, {MOBILITY, 9}), TrafficKind::DATA) << "cut";
}

// RFC 8200 section 4.5: nor by cutting it, wherever.
TEST(SecurityPolicy, StepsOverFragmentHeaders)
{
    constexpr auto TEST_KIND = TrafficKind::RETURN_ROUTABILITY;
    const auto fragment = [](uint8_t next, uint8_t high, uint8_t low) {
        return Octets{next, 0, high, low, 0, 0, 0, 9};
    };
    const Octets padding{MOBILITY, 0, 1, 4, 0, 0, 0, 0};
    for (const uint8_t more : {0, 1})
    {
        const Octets first = fragment(MOBILITY, 0, more);
        EXPECT_EQ(Tunnelled(FRAGMENT, Behind(first, Mobility(3))), TEST_KIND);
        EXPECT_EQ(Tunnelled(FRAGMENT, Behind(first, Mobility(5))), TrafficKind::DATA);
        EXPECT_EQ(Tunnelled(FRAGMENT, Behind(fragment(UDP, 0, more), Mobility(3))),
                  TrafficKind::DATA);
        const Octets behind = Behind(padding, Mobility(1));
        EXPECT_EQ(Tunnelled(FRAGMENT, Behind(fragment(DESTINATION_OPTIONS, 0, more), behind)),
                  TEST_KIND);
        EXPECT_EQ(Tunnelled(FRAGMENT, Behind(fragment(UDP, 0, 8 | more), {})), TrafficKind::DATA);
        EXPECT_EQ(Tunnelled(FRAGMENT, Behind(fragment(MOBILITY, 0, 8 | more), Mobility(5))),
                  TEST_KIND)
            << "whatever it looks like, it is not the start";
        EXPECT_EQ(Tunnelled(FRAGMENT, Behind(fragment(MOBILITY, 1, more), {})), TEST_KIND);
        EXPECT_EQ(Tunnelled(FRAGMENT, Behind(fragment(DESTINATION_OPTIONS, 0, 8 | more), {})),
                  TEST_KIND);
    }
    EXPECT_EQ(Tunnelled(FRAGMENT, Behind(fragment(DESTINATION_OPTIONS, 0, 1), {MOBILITY, 1})),
              TEST_KIND)
        << "cut within the options before it";
    EXPECT_EQ(Tunnelled(FRAGMENT, Behind(fragment(MOBILITY, 0, 1), {59, 0})), TEST_KIND);
    EXPECT_EQ(Tunnelled(FRAGMENT, {MOBILITY, 0, 0, 0}), TrafficKind::DATA) << "cut";
}

// RFC 3963 section 9: no extra protection where the whole tunnel has it.
TEST(SecurityPolicy, DataIsAllThatIsInTheTunnel)
{
    SecurityPolicy policy;
    policy.kinds = {TrafficKind::DATA};
    EXPECT_TRUE(policy.Covers(TrafficKind::DATA));
    EXPECT_TRUE(policy.Covers(TrafficKind::RETURN_ROUTABILITY));
    EXPECT_FALSE(policy.Covers(TrafficKind::BINDING));
    policy.kinds = {TrafficKind::RETURN_ROUTABILITY};
    EXPECT_FALSE(policy.Covers(TrafficKind::DATA));
    policy.kinds = {TrafficKind::BINDING};
    EXPECT_FALSE(policy.Covers(TrafficKind::PREFIX));
}

// RFC 3776 section 4.3.
TEST(SecurityPolicy, SignalsHaveTransportModeAndTunnelsTunnelMode)
{
    EXPECT_EQ(ModeOf(TrafficKind::BINDING), SecurityMode::TRANSPORT);
    EXPECT_EQ(ModeOf(TrafficKind::PREFIX), SecurityMode::TRANSPORT);
    EXPECT_EQ(ModeOf(TrafficKind::RETURN_ROUTABILITY), SecurityMode::TUNNEL);
    EXPECT_EQ(ModeOf(TrafficKind::DATA), SecurityMode::TUNNEL);
}

} // namespace ns3::nemo::tests::mip6_security_policy_test
