// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-security-association.h"

#include <gtest/gtest.h>
#include <limits>
#include <vector>

namespace ns3::nemo::tests::mip6_security_association_test
{

namespace
{

EspKeys
Keys()
{
    return {EspEncryption::AES_CBC, Octets(16, 1), Octets(20, 2)};
}

uint32_t
SequenceOf(const Octets& sealed)
{
    return std::get<EspPosition>(ReadEspPosition(sealed.data(), sealed.size())).sequence;
}

class SecurityAssociationTest : public ::testing::Test
{
  protected:
    Octets Seal()
    {
        return sealing.Seal({}, {1, 2, 3}, 135).value();
    }

    std::variant<EspPayload, DropReason> Open(const Octets& sealed)
    {
        return opening.Open(sealed.data(), sealed.size());
    }

    bool Opens(const Octets& sealed)
    {
        return Open(sealed) == std::variant<EspPayload, DropReason>(EspPayload{135, {1, 2, 3}});
    }

    SealingAssociation sealing{1000, Keys()};
    OpeningAssociation opening{Keys()};
};

} // namespace

// RFC 4303 section 3.3.3.
TEST_F(SecurityAssociationTest, CountsFromOne)
{
    EXPECT_EQ(sealing.GetSpi(), 1000U);
    for (uint32_t i = 1; i < 5; ++i)
    {
        EXPECT_EQ(SequenceOf(Seal()), i);
    }
}

TEST_F(SecurityAssociationTest, OpensEachPacketOnce)
{
    std::vector<Octets> sealed;
    for (int i = 0; i < 100; ++i)
    {
        sealed.push_back(Seal());
    }
    EXPECT_TRUE(Opens(sealed[1]));
    EXPECT_TRUE(Opens(sealed[0])) << "late, but in the window";
    EXPECT_EQ(Open(sealed[1]), (std::variant<EspPayload, DropReason>(DropReason::REPLAYED)));
    EXPECT_TRUE(Opens(sealed[99]));
    EXPECT_EQ(Open(sealed[35]), (std::variant<EspPayload, DropReason>(DropReason::REPLAYED)));
    EXPECT_TRUE(Opens(sealed[36])) << "the oldest in the window";
}

// RFC 4303 section 3.4.3: what is not authentic does not move the window.
TEST_F(SecurityAssociationTest, AForgeryShutsNobodyOut)
{
    const Octets first = Seal();
    Octets forged = first;
    forged[4] = 0xff; // a sequence number far ahead
    EXPECT_EQ(Open(forged), (std::variant<EspPayload, DropReason>(DropReason::BAD_INTEGRITY)));
    EXPECT_TRUE(Opens(first));
}

TEST_F(SecurityAssociationTest, RefusesWhatIsTooShort)
{
    for (std::size_t size = 0; size < 8; ++size)
    {
        EXPECT_EQ(Open(Octets(size)),
                  (std::variant<EspPayload, DropReason>(DropReason::TRUNCATED)));
    }
}

// RFC 4303 section 3.3.3: the numbers must not cycle.
TEST_F(SecurityAssociationTest, EndsWithItsLastNumber)
{
    constexpr uint32_t LAST = std::numeric_limits<uint32_t>::max();
    sealing.SetNextSequence(LAST);
    EXPECT_EQ(SequenceOf(Seal()), LAST);
    EXPECT_FALSE(sealing.Seal({}, {1}, 135));
    EXPECT_FALSE(sealing.Seal({}, {1}, 135));
}

TEST_F(SecurityAssociationTest, SaysHowMuchFits)
{
    const std::size_t room = sealing.Room(1460);
    EXPECT_LE(sealing.Seal({}, Octets(room), 41).value().size(), 1460U);
    EXPECT_GT(sealing.Seal({}, Octets(room + 1), 41).value().size(), 1460U);
}

TEST(SecurityAssociationDeathTest, WantsASoundSpiAndKeys)
{
    EXPECT_DEATH(SealingAssociation(255, Keys()), "256 or more");
    EXPECT_DEATH(SealingAssociation(256, EspKeys{}), "wrong length");
    EXPECT_DEATH(OpeningAssociation(EspKeys{}), "wrong length");
}

} // namespace ns3::nemo::tests::mip6_security_association_test
