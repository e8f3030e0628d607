// SPDX-License-Identifier: GPL-2.0-only

// Every vector and every captured packet, cut at every length and with every bit flipped: no
// decoder may read past the end (the suite runs under AddressSanitizer too), and what is decoded
// must survive the way back.

#include "fuzz/round-trip.h"
#include "unit/wire/packet-walker.h"
#include "unit/wire/wire-data.h"

#include <functional>
#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_mutations_test
{

namespace
{

/// @return all packets of mip6.json and packets.json
std::vector<Octets>
AllPackets()
{
    std::vector<Octets> packets;
    for (const char* list : {"vectors", "negative_vectors"})
    {
        for (const auto& vector : ReadJson("vectors/mip6.json").at(list))
        {
            packets.push_back(FromHex(vector.at("hex")));
        }
    }
    for (const auto& packet : ReadJson("captures/packets.json"))
    {
        packets.push_back(FromHex(packet.at("ipv6_hex")));
    }
    return packets;
}

/// A payload and the protocol that it is of.
using Payload = std::pair<uint8_t, Octets>;

/// @return the payloads of all packets that can be walked, and the messages of nemo.json
std::vector<Payload>
AllPayloads()
{
    std::vector<Payload> payloads;
    for (const auto& octets : AllPackets())
    {
        const auto packet = Walk(octets);
        if (const auto* walked = std::get_if<WalkedPacket>(&packet))
        {
            payloads.emplace_back(walked->protocol, walked->payload);
        }
    }
    for (const auto& vector : ReadJson("vectors/nemo.json"))
    {
        const Octets octets = FromHex(vector.at("hex"));
        payloads.emplace_back(octets[0] == 59 ? uint8_t{135} : uint8_t{58}, octets);
    }
    return payloads;
}

/// Hands the octets over cut at every length, and with every bit flipped.
void
Mutate(const Octets& octets, const std::function<void(const Octets&)>& use)
{
    for (std::size_t size = 0; size <= octets.size(); ++size)
    {
        use(Octets(octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(size)));
    }
    for (std::size_t i = 0; i < octets.size() * 8; ++i)
    {
        Octets flipped = octets;
        flipped[i / 8] = static_cast<uint8_t>(flipped[i / 8] ^ (1 << (i % 8)));
        use(flipped);
    }
}

} // namespace

TEST(Mutations, OfWholePacketsAreWalkedAndDecodedOrRefused)
{
    std::size_t walked = 0;
    for (const auto& packet : AllPackets())
    {
        Mutate(packet, [&walked](const Octets& octets) {
            const auto result = Walk(octets);
            if (const auto* good = std::get_if<WalkedPacket>(&result))
            {
                DecodeUpper(*good);
                ++walked;
            }
        });
    }
    EXPECT_GT(walked, 10000u);
}

TEST(Mutations, OfMobilityHeadersAreRefusedOrSurviveTheRoundTrip)
{
    int tried = 0;
    for (const auto& [protocol, payload] : AllPayloads())
    {
        if (protocol == MOBILITY_HEADER_PROTOCOL)
        {
            Mutate(payload, [&tried](const Octets& octets) {
                EXPECT_TRUE(MobilityHeaderRoundTrips(octets)) << ToHex(octets);
                ++tried;
            });
        }
    }
    EXPECT_GT(tried, 10000);
}

TEST(Mutations, OfIcmpv6MessagesAreRefusedOrSurviveTheRoundTrip)
{
    int tried = 0;
    for (const auto& [protocol, payload] : AllPayloads())
    {
        if (protocol == ICMPV6_PROTOCOL)
        {
            Mutate(payload, [&tried](const Octets& octets) {
                EXPECT_TRUE(MobilityIcmpv6RoundTrips(octets)) << ToHex(octets);
                EXPECT_TRUE(NeighborMessageRoundTrips(octets)) << ToHex(octets);
                ++tried;
            });
        }
    }
    EXPECT_GT(tried, 5000);
}

TEST(Mutations, OfExtensionHeadersAreRefusedOrSurviveTheRoundTrip)
{
    for (const auto& packet : AllPackets())
    {
        // From the number of the first extension header on, as the fuzzer's input is laid out.
        Octets headers(packet.begin() + 40, packet.end());
        headers.insert(headers.begin(), packet[6] == ROUTING_HEADER ? uint8_t{0} : uint8_t{1});
        Mutate(headers, [](const Octets& octets) {
            EXPECT_TRUE(ExtensionChainRoundTrips(octets)) << ToHex(octets);
        });
    }
}

TEST(Mutations, EveryCutOfAMobilityHeaderIsRefusedAsTruncated)
{
    for (const auto& vector : ReadJson("vectors/nemo.json"))
    {
        const Octets whole = Sealed(FromHex(vector.at("hex")));
        for (std::size_t size = 0; whole[0] == 59 && size < whole.size(); ++size)
        {
            const auto result =
                Decode(Octets(whole.begin(), whole.begin() + static_cast<int>(size)));
            ASSERT_TRUE(std::holds_alternative<MobilityHeaderError>(result));
            EXPECT_EQ(std::get<MobilityHeaderError>(result).reason, DropReason::TRUNCATED);
        }
    }
}

} // namespace ns3::nemo::tests::mip6_mutations_test
