// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-steering.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_steering_test
{

namespace
{

Ipv6Address
A(const char* text)
{
    return Ipv6Address(text);
}

NetworkPrefix
P(const char* text)
{
    return *NetworkPrefix::Parse(text);
}

Steering::RulePtr
Rule(const char* careOf)
{
    auto rule = std::make_shared<SteeringRule>();
    rule->forwarded.verdict = Verdict::TRANSFORM;
    rule->forwarded.transform.destination = A(careOf);
    rule->tunnelSource = A(careOf);
    rule->tunnelDestination = A("4::3");
    return rule;
}

Ipv6Address
Out(const Steering& table, const char* destination)
{
    const auto& action = table.Forwarded(A(destination));
    return action.verdict == Verdict::TRANSFORM ? action.transform.destination
                                                : Ipv6Address::GetAny();
}

TEST(SteeringTest, AnAddressGoesBeforeAPrefixAndALongPrefixBeforeAShortOne)
{
    auto table = CreateObject<Steering>();
    table->ToPrefix(P("5::/64"), Rule("7::2"));
    table->ToPrefix(P("5::/48"), Rule("7::3"));
    table->ToAddress(A("5::9"), Rule("7::4"));
    EXPECT_EQ(Out(*table, "5::1"), A("7::2"));
    EXPECT_EQ(Out(*table, "5:0:0:1::1"), A("7::3"));
    EXPECT_EQ(Out(*table, "5::9"), A("7::4"));
    EXPECT_EQ(Out(*table, "6::1"), Ipv6Address::GetAny());
    table->ForgetAddress(A("5::9"));
    EXPECT_EQ(Out(*table, "5::9"), A("7::2"));
    table->ForgetPrefix(P("5::/64"));
    EXPECT_EQ(Out(*table, "5::1"), A("7::3"));
    table->Reset();
    EXPECT_EQ(Out(*table, "5::1"), Ipv6Address::GetAny());
}

TEST(SteeringTest, WhatTheNodeSendsIsJudgedByPairThenDestinationThenSource)
{
    auto table = CreateObject<Steering>();
    SteeringAction home{Verdict::TRANSFORM, {}, 0, DropReason::NO_TUNNEL};
    home.transform.destination = A("1::3");
    table->FromHome(A("1::2"), home);
    EXPECT_TRUE(table->IsHomeAddress(A("1::2")));
    EXPECT_FALSE(table->IsHomeAddress(A("1::4")));
    EXPECT_EQ(table->Originated(A("1::2"), A("9::9")).transform.destination, A("1::3"));
    EXPECT_EQ(table->Originated(A("7::2"), A("9::9")).verdict, Verdict::PASS);
    auto rule = std::make_shared<SteeringRule>();
    rule->originated = {Verdict::TRANSFORM, {}, 0, DropReason::NO_TUNNEL};
    rule->originated.transform.destination = A("8::8");
    table->ToAddress(A("9::9"), rule);
    EXPECT_EQ(table->Originated(A("1::2"), A("9::9")).transform.destination, A("8::8"));
    table->Optimised().SendFrom(A("1::2"), A("9::9"), A("7::2"), 1);
    EXPECT_EQ(table->Originated(A("1::2"), A("9::9")).transform.source, A("7::2"));
    EXPECT_EQ(table->Originated(A("1::4"), A("9::9")).transform.destination, A("8::8"));
    table->Optimised().ForgetSendFrom(A("1::2"), A("9::9"));
    table->ForgetAddress(A("9::9"));
    table->ForgetHome(A("1::2"));
    EXPECT_EQ(table->Originated(A("1::2"), A("9::9")).verdict, Verdict::PASS);
}

TEST(SteeringTest, SocketsThatLeaveTheChoiceOpenGetTheAddressThatIsPreferred)
{
    auto table = CreateObject<Steering>();
    EXPECT_FALSE(table->PreferredSource());
    table->FromHome(A("1::2"), {});
    table->FromHome(A("2::2"), {});
    EXPECT_FALSE(table->PreferredSource());
    table->PreferSource(A("2::2"));
    EXPECT_EQ(table->PreferredSource(), A("2::2"));
    table->PreferSource(std::nullopt);
    EXPECT_FALSE(table->PreferredSource());
    table->PreferSource(A("1::2"));
    table->Reset();
    EXPECT_FALSE(table->PreferredSource());
}

TEST(SteeringTest, AHomeAgentJudgesTunnelsByTheInnerSource)
{
    auto table = CreateObject<Steering>();
    table->ToAddress(A("4::2"), Rule("7::2"));
    table->ToPrefix(P("5::/64"), Rule("7::2"));
    auto judge = [&](const char* outer, const char* end, const char* inner) {
        return table->JudgeTunnel(A(outer), A(end), A(inner), A("3::2"));
    };
    EXPECT_FALSE(judge("7::2", "4::3", "4::2"));
    EXPECT_FALSE(judge("7::2", "4::3", "5::9"));
    constexpr auto MISMATCH = DropReason::REVERSE_TUNNEL_SOURCE_MISMATCH;
    EXPECT_EQ(judge("8::8", "4::3", "5::9"), MISMATCH) << "another care-of address";
    EXPECT_EQ(judge("7::2", "4::3", "2::2"), MISMATCH) << "a source that is not bound";
    EXPECT_EQ(judge("7::2", "9::9", "5::9"), MISMATCH) << "another address of the home agent";
}

TEST(SteeringTest, TunnelsAreOfTheHomeAddressesBehindThem)
{
    using Homes = std::vector<Ipv6Address>;
    auto table = CreateObject<Steering>();
    for (const char* home : {"4::2", "4::5", "4::9"})
    {
        table->ToAddress(A(home), Rule(home == std::string("4::9") ? "8::2" : "7::2"));
        table->ExpectHome(A(home), A(home == std::string("4::9") ? "8::2" : "7::2"));
    }
    const auto behind = [&](const char* outer, const char* end) {
        return table->HomesBehind(A(outer), A(end), std::nullopt);
    };
    EXPECT_EQ(behind("7::2", "4::3"), Homes({A("4::2"), A("4::5")}));
    EXPECT_EQ(behind("8::2", "4::3"), Homes({A("4::9")}));
    EXPECT_EQ(behind("7::2", "9::9"), Homes());
    EXPECT_EQ(behind("9::2", "4::3"), Homes());
    table->ToAddress(A("4::2"), Rule("8::2"));
    EXPECT_EQ(behind("7::2", "4::3"), Homes({A("4::5")})) << "its tunnel leads elsewhere";
    table->ExpectHome(A("4::2"), A("8::2"));
    EXPECT_EQ(behind("8::2", "4::3"), Homes({A("4::2"), A("4::9")}));
    table->ForgetExpected(A("4::9"));
    EXPECT_EQ(behind("8::2", "4::3"), Homes({A("4::2")}));
    table->AcceptTunnel(P("6::2/128"), {P("6::3/128"), {P("6::2/128")}, {7}});
    EXPECT_EQ(table->HomesBehind(A("6::3"), A("7::7"), 7), Homes({A("6::2")}));
    EXPECT_EQ(table->HomesBehind(A("6::3"), A("7::7"), 8), Homes());
    table->Reset();
    EXPECT_EQ(behind("8::2", "4::3"), Homes());
}

TEST(SteeringTest, AMobileRouterJudgesTunnelsByTheFarEndAndTheInnerDestination)
{
    auto table = CreateObject<Steering>();
    table->AcceptTunnel(P("4::2/128"),
                        {NetworkPrefix(A("4::3"), 128), {P("4::2/128"), P("5::/64")}});
    table->AcceptTunnel(P("5::/64"), {P("5::/64"), {}});
    auto judge = [&](const char* outer, const char* inner) {
        return table->JudgeTunnel(A(outer), A("7::2"), A("3::2"), A(inner));
    };
    EXPECT_FALSE(judge("4::3", "5::2"));
    EXPECT_FALSE(judge("4::3", "4::2"));
    EXPECT_FALSE(judge("5::7", "9::2")) << "judged again when it is forwarded";
    EXPECT_EQ(judge("4::3", "9::2"), DropReason::BAD_INNER_DESTINATION);
    EXPECT_EQ(judge("3::2", "5::2"), DropReason::BAD_OUTER_SOURCE);
    table->ForgetTunnel(P("4::2/128"));
    EXPECT_EQ(judge("4::3", "5::2"), DropReason::BAD_OUTER_SOURCE);
}

TEST(SteeringTest, SignalsAreNotLedAstrayByWhatCorrespondentsBelieve)
{
    auto table = CreateObject<Steering>();
    SteeringAction home{Verdict::TRANSFORM, {}, 0, DropReason::NO_TUNNEL};
    home.transform.destination = A("1::3");
    table->FromHome(A("1::2"), home);
    table->Optimised().SendFrom(A("1::2"), A("9::9"), A("7::2"), 1);
    table->Optimised().SendTo(A("3::3"), A("4::2"), A("8::2"));
    EXPECT_EQ(table->OriginatedSignal(A("1::2"), A("9::9")).transform.destination, A("1::3"));
    EXPECT_EQ(table->OriginatedSignal(A("3::3"), A("4::2")).verdict, Verdict::PASS);
    auto rule = std::make_shared<SteeringRule>();
    rule->originated = {Verdict::TRANSFORM, {}, 0, DropReason::NO_TUNNEL};
    rule->originated.transform.routing = A("4::2");
    rule->forwarded = {Verdict::TRANSFORM, {}, 0, DropReason::NO_TUNNEL};
    rule->forwarded.transform.encapsulate = true;
    table->ToAddress(A("4::2"), rule);
    EXPECT_TRUE(table->OriginatedSignal(A("3::3"), A("4::2")).transform.encapsulate);
}

TEST(SteeringTest, HomeAddressOptionsAreVouchedForByOneCareOfAddress)
{
    auto table = CreateObject<Steering>();
    const Ipv6Address own("3::3");
    table->ExpectHome(A("1::2"), A("7::2"));
    EXPECT_TRUE(table->MayComeFrom(A("1::2"), A("7::2"), own));
    EXPECT_FALSE(table->MayComeFrom(A("1::2"), A("7::3"), own));
    table->ExpectHome(A("1::2"), A("7::3"));
    EXPECT_FALSE(table->MayComeFrom(A("1::2"), A("7::2"), own));
    table->ForgetExpected(A("1::2"));
    EXPECT_FALSE(table->MayComeFrom(A("1::2"), A("7::3"), own));
}

TEST(SteeringTest, ACorrespondentVouchesForTheAddressThatTheBindingIsWith)
{
    auto table = CreateObject<Steering>();
    table->Optimised().SendTo(A("3::3"), A("1::2"), A("7::2"));
    EXPECT_TRUE(table->MayComeFrom(A("1::2"), A("7::2"), A("3::3")));
    EXPECT_FALSE(table->MayComeFrom(A("1::2"), A("7::3"), A("3::3")));
    EXPECT_FALSE(table->MayComeFrom(A("1::2"), A("7::2"), A("3::4"))) << "another own address";
    table->Optimised().ForgetSendTo(A("3::3"), A("1::2"));
    EXPECT_FALSE(table->MayComeFrom(A("1::2"), A("7::2"), A("3::3")));
}

// Prefixes of a mobile network may begin at one address: fd00:5::/56 and its first /64.
TEST(SteeringTest, TunnelsOfPrefixesOfDifferentLengthAreKeptApart)
{
    auto table = CreateObject<Steering>();
    table->AcceptTunnel(P("5::/48"), {P("5::/48"), {}});
    table->AcceptTunnel(P("5::/64"), {P("5::/64"), {}});
    auto judge = [&](const char* outer) {
        return table->JudgeTunnel(A(outer), A("7::2"), A("3::2"), A("9::2"));
    };
    EXPECT_FALSE(judge("5:0:0:1::7"));
    table->ForgetTunnel(P("5::/64"));
    EXPECT_FALSE(judge("5::7"));
    EXPECT_FALSE(judge("5:0:0:1::7"));
    table->ForgetTunnel(P("5::/48"));
    EXPECT_TRUE(judge("5:0:0:1::7"));
}

TEST(SteeringTest, ATunnelMayBeBoundToInterfaces)
{
    auto table = CreateObject<Steering>();
    table->AcceptTunnel(P("5::/64"), {P("5::/64"), {}, {2, 3}});
    auto judge = [&](std::optional<uint32_t> interface) {
        return table->JudgeTunnel(A("5::7"), A("7::2"), A("3::2"), A("9::2"), interface);
    };
    EXPECT_FALSE(judge(2));
    EXPECT_FALSE(judge(3));
    EXPECT_EQ(judge(1), DropReason::BAD_OUTER_SOURCE);
    EXPECT_EQ(judge(std::nullopt), DropReason::BAD_OUTER_SOURCE);
}

} // namespace

} // namespace ns3::nemo::tests::mip6_steering_test
