// SPDX-License-Identifier: GPL-2.0-only
#include "support/draft1997-wire.h"

#include "ns3/mip6-draft1997-codec.h"
#include "ns3/mip6-quoted-front.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_quoted_front_test
{

namespace
{

/// A datagram with a Binding Update, between two mobile nodes that are both away.
Octets
Loaded(SigningAssociation& association)
{
    BindingUpdate update;
    update.sequence = 7;
    update.lifetime = 60;
    Draft1997Packet packet;
    packet.source = Ipv6Address("a::2");
    packet.destination = Ipv6Address("b::2");
    packet.homeAddress = Ipv6Address("1::2");
    packet.routing = Ipv6Address("2::2");
    packet.signals.push_back({update, {}});
    packet.protocol = 17;
    packet.payload = Octets(12, 0xab);
    packet.association = &association;
    return packet.Build();
}

ExtensionFormat
DraftFormat()
{
    return CreateObject<Draft1997Codec>()->GetFormat();
}

} // namespace

TEST(QuotedFront, UndoesAllHeadersOfTheDraft)
{
    SigningAssociation association(256, AhKeyOf(1));
    const Octets octets = Loaded(association);
    const auto front = QuotedFront::Read(QuotedPacket(octets), DraftFormat());
    ASSERT_TRUE(front);
    EXPECT_EQ(front->source, Ipv6Address("1::2"));
    EXPECT_EQ(front->destination, Ipv6Address("2::2"));
    EXPECT_EQ(front->next, 17);
    EXPECT_EQ(front->at, octets.size() - 12);
    const auto signals = ReadDraft1997Options(front->signals, {});
    ASSERT_EQ(signals.size(), 1U);
    EXPECT_EQ(std::get<Signal>(signals[0]).Get<BindingUpdate>()->sequence, 7);
}

TEST(QuotedFront, ThatOfAnotherStandardIsNotUnderstood)
{
    SigningAssociation association(256, AhKeyOf(1));
    EXPECT_FALSE(QuotedFront::Read(QuotedPacket(Loaded(association)), ExtensionFormat()));
}

// What routers quote may end anywhere.
TEST(QuotedFront, WhatIsCutIsReadWithinItsBounds)
{
    SigningAssociation association(256, AhKeyOf(1));
    const Octets octets = Loaded(association);
    for (std::size_t size = 40; size < octets.size(); ++size)
    {
        const Octets cut(octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(size));
        const auto front = QuotedFront::Read(QuotedPacket(cut), DraftFormat());
        EXPECT_EQ(front.has_value(), size >= octets.size() - 12) << size;
    }
}

// RFC 4443 section 2.4 (e): an error is not answered by an error, also behind our headers.
TEST(QuotedFront, AnErrorIsKnownBehindAnAuthenticationHeader)
{
    SigningAssociation association(256, AhKeyOf(1));
    Draft1997Packet packet;
    packet.source = Ipv6Address("a::2");
    packet.destination = Ipv6Address("b::2");
    packet.protocol = 58;
    packet.payload = Octets(8, 0);
    packet.payload[0] = 1;
    packet.association = &association;
    EXPECT_FALSE(QuotedPacket(packet.Build()).MayBeTold(false));
    packet.payload[0] = 128;
    EXPECT_TRUE(QuotedPacket(packet.Build()).MayBeTold(false));
}

} // namespace ns3::nemo::tests::mip6_quoted_front_test
