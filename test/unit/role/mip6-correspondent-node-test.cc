// SPDX-License-Identifier: GPL-2.0-only
// A correspondent on the wire: every message that it gets is made by hand. RFC 6275 section 9.
// IPv6 Ready, correspondent: return routability, updates, deletion, nonces that expired, lifetimes.
#include "nemo-requirement.h"
#include "support/correspondent-test.h"

#include "ns3/boolean.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_correspondent_node_test
{

namespace
{

TEST_F(CorrespondentNodeTest, BindsWhoWasReachedAtBothAddresses)
{
    EXPECT_EQ(Status(Tested()), BindingStatus::ACCEPTED);
    ASSERT_TRUE(Find());
    EXPECT_EQ(Find()->careOfAddress, CARE_OF);
    EXPECT_EQ(Find()->sequence, 100);
    EXPECT_EQ(Find()->lifetime, 400U);
}

// RFC 6275 sections 6.1.7, 6.1.8 and 9.5.4.
TEST_F(CorrespondentNodeTest, HasNothingToDoWithKeyManagement)
{
    REQ("RFC-031");
    REQ("RFC-036");
    Update update = Tested();
    for (const bool flag : {true, false})
    {
        update.keyManagementMobility = flag;
        ++update.sequence;
        const auto answer = Ask(update);
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->status, BindingStatus::ACCEPTED);
        EXPECT_FALSE(answer->keyManagementMobility);
        EXPECT_FALSE(Find()->keyManagementMobility);
    }
    update.keyManagementMobility = true;
    const auto refusal = Ask(update);
    ASSERT_TRUE(refusal);
    EXPECT_EQ(refusal->status, BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW);
    EXPECT_FALSE(refusal->keyManagementMobility);
}

TEST_F(CorrespondentNodeTest, KeepsNothingOfWhoAsks)
{
    REQ("RFC-011");
    for (uint32_t i = 0; i < 1000; ++i)
    {
        const Ipv6Address home(("1::" + std::to_string(i)).c_str());
        TestHome(home);
        TestCareOf(home);
    }
    EXPECT_EQ(bench.registrar->GetCache().Size(), 0U);
    EXPECT_LE(bench.correspondent->GetResponder()->GetNonces().Size(), 8U);
}

TEST_F(CorrespondentNodeTest, DoesNotAnswerTestsWithAHomeAddressOption)
{
    REQ("RFC-086");
    const Signal test{HomeTestInit{COOKIE}, {}};
    Send(EncodeMobilityHeader(test, HOME, PEER), CARE_OF, PEER, HOME);
    EXPECT_FALSE(Heard<HomeTest>(HOME));
    EXPECT_FALSE(Heard<HomeTest>(CARE_OF));
    // Nor when a binding vouches for the option.
    ASSERT_EQ(Status(Tested()), BindingStatus::ACCEPTED);
    bench.world->Clear();
    Send(EncodeMobilityHeader(test, HOME, PEER), CARE_OF, PEER, HOME);
    EXPECT_FALSE(Heard<HomeTest>(HOME));
    EXPECT_FALSE(Heard<HomeTest>(CARE_OF));
    EXPECT_EQ(bench.Drops(DropReason::UNEXPECTED_OPTION), 1U);
}

TEST_F(CorrespondentNodeTest, IsSilentToWhoCannotProveIt)
{
    REQ("RFC-090");
    const Update honest = Tested();
    Update update = honest;
    update.indices = false;
    EXPECT_FALSE(Status(update));
    update = honest;
    update.authorization = false;
    EXPECT_FALSE(Status(update));
    EXPECT_EQ(bench.Drops(DropReason::UNAUTHORIZED_UPDATE), 2U);
    update = honest;
    update.homeToken.token ^= 1;
    EXPECT_FALSE(Status(update));
    update = honest;
    update.careOfToken.token ^= 1;
    EXPECT_FALSE(Status(update));
    update = honest;
    update.home = Ipv6Address("1::3");
    EXPECT_FALSE(Status(update)) << "another home address than was tested";
    update = honest;
    update.careOf = Ipv6Address("7::3");
    update.source = update.careOf;
    EXPECT_FALSE(Status(update)) << "another care-of address than was tested";
    EXPECT_EQ(bench.Drops(DropReason::BAD_AUTHENTICATOR), 4U);
    EXPECT_EQ(bench.registrar->GetCache().Size(), 0U);
    EXPECT_EQ(Status(honest), BindingStatus::ACCEPTED);
}

TEST_F(CorrespondentNodeTest, TestsTheAddressThatIsRegisteredNotTheSource)
{
    REQ("RFC-014");
    const Ipv6Address other("8::2");
    Update update = Tested();
    update.careOf = other;
    update.alternate = true;
    EXPECT_FALSE(Status(update)) << "the source was tested";
    update.careOfToken = TestCareOf(other);
    EXPECT_EQ(Status(update), BindingStatus::ACCEPTED);
    ASSERT_TRUE(Find());
    EXPECT_EQ(Find()->careOfAddress, other);
}

TEST_F(CorrespondentNodeTest, GrantsNoMoreThanTheLongestLifetime)
{
    REQ("RFC-013");
    Update update = Tested();
    update.lifetime = 4000;
    const auto answer = Ask(update);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->lifetime, 420U);
    HomeAgentBench::Run(Seconds(419));
    EXPECT_TRUE(Find());
    HomeAgentBench::Run(Seconds(1));
    EXPECT_FALSE(Find());
    EXPECT_TRUE(bench.stack->GetSteering()->Optimised().IsEmpty());
}

TEST_F(CorrespondentNodeTest, ForgetsNoncesInTime)
{
    REQ("RFC-005");
    REQ("RFC-015");
    REQ("RFC-094");
    const Update old = Tested();
    HomeAgentBench::Run(Seconds(209));
    Update update = old;
    EXPECT_EQ(Status(update), BindingStatus::ACCEPTED) << "209 s old";
    HomeAgentBench::Run(Seconds(32));
    update.sequence = 101;
    EXPECT_EQ(Status(update), BindingStatus::EXPIRED_NONCES) << "241 s old";
    update.homeToken = TestHome();
    EXPECT_EQ(Status(update), BindingStatus::EXPIRED_CARE_OF_NONCE_INDEX);
    update = old;
    update.sequence = 101;
    update.careOfToken = TestCareOf();
    EXPECT_EQ(Status(update), BindingStatus::EXPIRED_HOME_NONCE_INDEX);
    EXPECT_EQ(Find()->sequence, 100) << "nothing has changed";
}

TEST_F(CorrespondentNodeTest, DeletesForWhoHasTheHomeAddress)
{
    Update update = Tested();
    ASSERT_EQ(Status(update), BindingStatus::ACCEPTED);
    update.sequence = 101;
    update.lifetime = 0;
    update.careOf = HOME;
    update.source = HOME;
    update.homeAddressOption = false;
    update.careOfToken = {0, 0};
    bench.world->Clear();
    const auto answer = Ask(update);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, BindingStatus::ACCEPTED);
    EXPECT_EQ(answer->lifetime, 0U);
    EXPECT_FALSE(Find());
    const auto packets = bench.world->Acknowledgements();
    ASSERT_EQ(packets.size(), 1U);
    EXPECT_FALSE(packets[0].routing);
}

TEST_F(CorrespondentNodeTest, Peer_41_ADeletionIsProvenByTheHomeTokenAlone)
{
    Update update = Tested();
    ASSERT_EQ(Status(update), BindingStatus::ACCEPTED);
    ++update.sequence;
    update.lifetime = 0;
    // Asked for from the care-of address, with the key of a registration.
    BindingAuthority both = AuthorityOf(update);
    both.key = MakeBindingManagementKey(update.homeToken.token, update.careOfToken.token);
    Octets message = Encode(update);
    SignMobilityHeader(message, both, update.home, update.correspondent);
    bench.world->Clear();
    Send(message, update.source, update.correspondent, update.home);
    EXPECT_FALSE(Heard<BindingAcknowledgement>(update.source));
    EXPECT_TRUE(Find());
    EXPECT_EQ(Status(update), BindingStatus::ACCEPTED);
    EXPECT_FALSE(Find());
}

TEST_F(CorrespondentNodeTest, NoReplayBringsADeletedBindingBack)
{
    REQ("RFC-019");
    REQ("RFC-096");
    const Update first = Tested();
    ASSERT_EQ(Status(first), BindingStatus::ACCEPTED);
    Update deletion = first;
    deletion.sequence = 101;
    deletion.lifetime = 0;
    ASSERT_EQ(Status(deletion), BindingStatus::ACCEPTED);
    EXPECT_EQ(Status(first), BindingStatus::EXPIRED_NONCES) << "the same update";
    Update newer = first;
    newer.sequence = 102;
    EXPECT_EQ(Status(newer), BindingStatus::EXPIRED_NONCES) << "the same pair of nonces";
    EXPECT_FALSE(Find());
    HomeAgentBench::Run(Seconds(31));
    Update fresh = Tested();
    EXPECT_EQ(Status(fresh), BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW) << "an old number";
    fresh.sequence = 102;
    EXPECT_EQ(Status(fresh), BindingStatus::ACCEPTED);
}

TEST_F(CorrespondentNodeTest, NoReplayBringsAnExpiredBindingBack)
{
    Update update = Tested();
    update.lifetime = 4;
    ASSERT_EQ(Status(update), BindingStatus::ACCEPTED);
    HomeAgentBench::Run(Seconds(5));
    ASSERT_FALSE(Find());
    EXPECT_EQ(Status(update), BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW);
    EXPECT_FALSE(Find());
}

TEST_F(CorrespondentNodeTest, AnswersAsAskedAndWhereItMust)
{
    REQ("RFC-097");
    bench.correspondent->SetAttribute("MaxBindings", UintegerValue(1));
    Update update = Tested();
    update.acknowledge = false;
    EXPECT_FALSE(Status(update)) << "accepted, and not asked";
    EXPECT_TRUE(Find());
    EXPECT_EQ(Status(update), BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW);
    Update another = Tested(Ipv6Address("1::9"));
    another.acknowledge = false;
    EXPECT_EQ(Status(another), BindingStatus::INSUFFICIENT_RESOURCES);
    update.sequence = 101;
    update.homeToken.index = static_cast<uint16_t>(update.homeToken.index + 1);
    EXPECT_EQ(Status(update), BindingStatus::EXPIRED_HOME_NONCE_INDEX);
    update = Tested();
    update.sequence = 101;
    update.homeToken.token ^= 1;
    EXPECT_FALSE(Status(update)) << "false, and asked";
}

TEST_F(CorrespondentNodeTest, SignsWhatItCan)
{
    REQ("RFC-098");
    const auto isSigned = [this](const Update& update) {
        Ask(update);
        const auto packets = bench.world->Acknowledgements();
        EXPECT_EQ(packets.size(), 1U);
        const Octets& octets = packets.at(0).octets;
        constexpr std::size_t HEADERS = 40 + 24; // with the type 2 routing header
        EXPECT_EQ(packets.at(0).routing, update.home);
        const bool hasOption = packets.at(0).signal->Option<BindingAuthorizationData>() != nullptr;
        EXPECT_EQ(
            IsAuthentic(octets.data() + HEADERS, octets.size() - HEADERS, AuthorityOf(update)),
            hasOption);
        return hasOption;
    };
    Update update = Tested();
    EXPECT_TRUE(isSigned(update)) << "accepted";
    EXPECT_TRUE(isSigned(update)) << "135";
    update.sequence = 101;
    update.homeToken.index = static_cast<uint16_t>(update.homeToken.index + 1);
    EXPECT_FALSE(isSigned(update)) << "136";
}

TEST_F(CorrespondentNodeTest, Peer_39_IsNoHomeAgentAndDoesNotBecomeOne)
{
    REQ("RFC-093");
    REQ("RFC-098+1");
    HandUpdate home;
    home.home = HOME;
    EXPECT_EQ(bench.Ask(home), BindingStatus::HOME_REGISTRATION_NOT_SUPPORTED);
    EXPECT_FALSE(bench.LastAnswer().signal->Option<BindingAuthorizationData>());
    ASSERT_EQ(Status(Tested()), BindingStatus::ACCEPTED);
    bench.world->Clear();
    home.sequence = 200;
    EXPECT_EQ(bench.Ask(home), BindingStatus::REGISTRATION_TYPE_CHANGE_DISALLOWED);
    EXPECT_FALSE(bench.LastAnswer().signal->Option<BindingAuthorizationData>());
    ASSERT_TRUE(Find());
    EXPECT_FALSE(Find()->homeRegistration);
    EXPECT_EQ(Find()->sequence, 100);
    bench.world->Clear();
    home.sequence = 50;
    EXPECT_EQ(bench.Ask(home), BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW) << "before 139";
}

TEST_F(CorrespondentNodeTest, EachOwnAddressHasItsOwnBindings)
{
    REQ("RFC-075");
    ASSERT_EQ(Status(Tested(HOME, PEER)), BindingStatus::ACCEPTED);
    EXPECT_FALSE(Find(HOME, OTHER_PEER));
    Update other = Tested(HOME, OTHER_PEER);
    other.sequence = 7;
    other.lifetime = 100;
    EXPECT_EQ(Status(other), BindingStatus::ACCEPTED) << "numbers are counted apart";
    ASSERT_TRUE(Find(HOME, OTHER_PEER));
    EXPECT_EQ(Find(HOME, OTHER_PEER)->lifetime, 100U);
    EXPECT_EQ(Find(HOME, PEER)->lifetime, 400U);
    other.sequence = 8;
    other.lifetime = 0;
    EXPECT_EQ(Status(other), BindingStatus::ACCEPTED);
    EXPECT_FALSE(Find(HOME, OTHER_PEER));
    EXPECT_TRUE(Find(HOME, PEER));
}

TEST_F(CorrespondentNodeTest, AFullCacheRefusesOrReplaces)
{
    REQ("RFC-095");
    REQ("RFC-101");
    bench.correspondent->SetAttribute("MaxBindings", UintegerValue(2));
    const Ipv6Address first("1::a");
    const Ipv6Address second("1::b");
    const Ipv6Address third("1::c");
    const Update early = Tested(first);
    ASSERT_EQ(Status(early), BindingStatus::ACCEPTED);
    HomeAgentBench::Run(Seconds(1));
    ASSERT_EQ(Status(Tested(second)), BindingStatus::ACCEPTED);
    EXPECT_EQ(Status(Tested(third)), BindingStatus::INSUFFICIENT_RESOURCES);
    bench.correspondent->SetAttribute("ReplacesOldest", BooleanValue(true));
    // The first is in use, so that the second was unused for longest.
    bench.stack->GetSteering()->Optimised().Use(PEER, first);
    EXPECT_EQ(Status(Tested(third)), BindingStatus::ACCEPTED);
    EXPECT_TRUE(Find(first));
    EXPECT_FALSE(Find(second));
    EXPECT_TRUE(Find(third));
    ASSERT_EQ(Status(Tested(second)), BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW)
        << "what was replaced cannot be replayed";
}

} // namespace

} // namespace ns3::nemo::tests::mip6_correspondent_node_test
