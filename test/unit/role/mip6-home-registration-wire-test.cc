// SPDX-License-Identifier: GPL-2.0-only
// What a mobile router makes of the octets of a Binding Acknowledgement.
#include "nemo-requirement.h"
#include "support/registration-bench.h"
#include "unit/wire/wire-data.h"

#include "ns3/mip6-mobility-header.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_home_registration_wire_test
{

namespace
{

using State = HomeRegistration::State;

/// Where a registration stands after an acknowledgement, and when it is refreshed.
struct Reaction
{
    bool isTaken;
    State state;
    std::vector<Time> refreshes;
};

/// What a mobile router makes of these octets from its home agent.
Reaction
ReactionTo(const Octets& octets)
{
    RegistrationBench bench;
    bench.mobileRouter = true;
    bench.it->Register(Ipv6Address("2001:db8:2::10"));
    RegistrationBench::RunUntil(Seconds(1));
    const auto result = DecodeMobilityHeader(octets.data(),
                                             octets.size(),
                                             bench.home.homeAgent,
                                             bench.home.homeAddress);
    if (!std::holds_alternative<Signal>(result))
    {
        return {false, bench.it->GetState(), {}};
    }
    const bool isTaken =
        bench.Deliver(std::get<Signal>(result), bench.home.homeAgent, bench.home.homeAddress, true);
    const State state = bench.it->GetState();
    bench.updates.clear();
    RegistrationBench::RunUntil(Seconds(400));
    return {isTaken, state, bench.SendTimes()};
}

// RFC 6275 section 6.1.8, RFC 3963 section 4.2; S is of prefix delegation, which was not asked for.
TEST(HomeRegistrationWire, ReservedBitsOfAnAcknowledgementChangeNothing)
{
    REQ("NEMO-4.1-1+1");
    // Status 0, R, sequence number 7, lifetime 420 s.
    const Octets plain = FromHex("3b0106006130004000070069"
                                 "01020000");
    const Reaction expected = ReactionTo(plain);
    EXPECT_TRUE(expected.isTaken);
    EXPECT_EQ(expected.state, State::REGISTERED);
    EXPECT_FALSE(expected.refreshes.empty());
    std::vector<std::pair<std::size_t, int>> bits;
    for (int bit = 1; bit < 0x100; bit <<= 1)
    {
        bits.emplace_back(3, bit);
    }
    for (int bit = 1; bit < 0x40; bit <<= 1)
    {
        bits.emplace_back(7, bit);
    }
    for (const auto& [octet, bit] : bits)
    {
        const Reaction other = ReactionTo(WithBits(plain, 0, octet, bit));
        EXPECT_TRUE(other.isTaken) << "octet " << octet << " bit " << bit;
        EXPECT_EQ(other.state, expected.state) << "octet " << octet << " bit " << bit;
        EXPECT_EQ(other.refreshes, expected.refreshes) << "octet " << octet << " bit " << bit;
    }
}

} // namespace

} // namespace ns3::nemo::tests::mip6_home_registration_wire_test
