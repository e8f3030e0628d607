// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/capture-file.h"
#include "system/scenario-run.h"

#include "ns3/mip6-steering.h"

#include <gtest/gtest.h>
#include <set>

// RFC 3963 appendix A, figure 2: the mobile router has moved to link 7.

namespace ns3::nemo::tests::rfc3963_figure_2_test
{

namespace
{

/// All that a capture holds of a kind, each without what it was tunnelled in.
template <typename Predicate>
std::vector<CaughtPacket>
Select(const std::string& file, Predicate isMeant)
{
    std::vector<CaughtPacket> selected;
    for (const auto& packet : ReadCapture(file))
    {
        if (isMeant(packet))
        {
            selected.push_back(packet);
        }
    }
    return selected;
}

bool
IsUpdate(const CaughtPacket& packet)
{
    return packet.IsUpdate() && packet.destination == Ipv6Address("4::3");
}

bool
IsAcknowledgement(const CaughtPacket& packet)
{
    return packet.IsAcknowledgement() && packet.source == Ipv6Address("4::3");
}

/// The prefixes of a Binding Update's options.
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

/// What holds of the registration in both modes.
void
CheckRegistration(const CaughtPacket& update, const CaughtPacket& acknowledgement)
{
    const BindingUpdate& body = update.Update();
    EXPECT_EQ(StackOf(update), std::vector<std::string>{"7::2 > 4::3"});
    EXPECT_EQ(update.homeAddress, Ipv6Address("4::2"));
    EXPECT_TRUE(body.acknowledge);
    EXPECT_TRUE(body.homeRegistration);
    EXPECT_TRUE(body.mobileRouter);
    ASSERT_NE(update.signal->Option<AlternateCareOfAddress>(), nullptr);
    EXPECT_EQ(update.signal->Option<AlternateCareOfAddress>()->address, Ipv6Address("7::2"));

    const auto& answer = *acknowledgement.signal->Get<BindingAcknowledgement>();
    EXPECT_EQ(StackOf(acknowledgement), std::vector<std::string>{"4::3 > 7::2"});
    EXPECT_EQ(acknowledgement.routing, Ipv6Address("4::2"));
    EXPECT_EQ(answer.status, BindingStatus::ACCEPTED);
    EXPECT_TRUE(answer.mobileRouter);
    EXPECT_EQ(answer.sequence, body.sequence);
}

TEST(Rfc3963Figure2, RegistersTheCareOfAddressWithBothPrefixes)
{
    REQ("NEMO-A2-1");
    ScenarioRun run(Shipped("rfc3963-figure-2"));
    run.Run();
    const auto updates = Select(run.CaptureOf("7"), IsUpdate);
    const auto answers = Select(run.CaptureOf("7"), IsAcknowledgement);
    // A first registration takes one update and one answer.
    ASSERT_EQ(updates.size(), 1U);
    ASSERT_EQ(answers.size(), 1U);
    CheckRegistration(updates[0], answers[0]);
    EXPECT_EQ(PrefixesOf(updates[0]),
              (std::vector<NetworkPrefix>{{Ipv6Address("5::"), 64}, {Ipv6Address("6::"), 64}}));
    for (const auto& [node, type, direction] :
         {std::tuple("HA_MR", "BU", "rx"), std::tuple("HA_MR", "BA", "tx")})
    {
        EXPECT_EQ(run.CountOf(node, type, direction), 1U) << node << type << direction;
    }
}

TEST(Rfc3963Figure2, NamesNoPrefixInImplicitMode)
{
    REQ("NEMO-A2-1");
    ScenarioRun run(Shipped("rfc3963-figure-2"),
                    {R"(/nodes/MR={"role": "mobile-router", "home": "4", "interfaceId": "::2",
                         "homeAgent": "HA_MR", "ingress": {"5": "::1"}, "mode": "implicit"})",
                     "/expect=[]"});
    run.At(Seconds(50), [&]() {
        EXPECT_EQ(run.RegistrarOf("HA_MR")->GetForwardedPrefixes().Of(Ipv6Address("4::2")).size(),
                  2U);
    });
    run.Run();
    const auto updates = Select(run.CaptureOf("7"), IsUpdate);
    const auto answers = Select(run.CaptureOf("7"), IsAcknowledgement);
    ASSERT_EQ(updates.size(), 1U);
    ASSERT_EQ(answers.size(), 1U);
    CheckRegistration(updates[0], answers[0]);
    EXPECT_TRUE(PrefixesOf(updates[0]).empty());
}

TEST(Rfc3963Figure2, FillsTheTablesOfTheHomeAgent)
{
    REQ("NEMO-A2-2");
    ScenarioRun run(Shipped("rfc3963-figure-2"));
    const Ipv6Address home("4::2");
    run.At(Seconds(50), [&]() {
        auto registrar = run.RegistrarOf("HA_MR");
        ASSERT_EQ(registrar->GetCache().Size(), 1U);
        const Binding* binding = registrar->GetCache().Find(home);
        ASSERT_NE(binding, nullptr);
        EXPECT_EQ(binding->careOfAddress, Ipv6Address("7::2"));
        EXPECT_TRUE(binding->valid);
        EXPECT_TRUE(binding->mobileRouter);
        const std::vector<NetworkPrefix> prefixes{{Ipv6Address("5::"), 64},
                                                  {Ipv6Address("6::"), 64}};
        EXPECT_EQ(registrar->GetForwardedPrefixes().Of(home), prefixes);
        // What follows from it, for any address behind the router, and for nobody else.
        const auto steering = run.NodeOf("HA_MR").stack->GetSteering();
        for (const auto* inside : {"5::2", "5::ffff", "6::1", "4::2"})
        {
            const auto& action = steering->Forwarded(Ipv6Address(inside));
            EXPECT_EQ(action.verdict, Verdict::TRANSFORM) << inside;
            EXPECT_TRUE(action.transform.encapsulate) << inside;
            EXPECT_EQ(action.transform.source, Ipv6Address("4::3")) << inside;
            EXPECT_EQ(action.transform.destination, Ipv6Address("7::2")) << inside;
        }
        EXPECT_EQ(steering->Forwarded(Ipv6Address("5:0:0:1::1")).verdict, Verdict::PASS);
        for (const auto* other : {"HA_MN", "CN_MN"})
        {
            EXPECT_EQ(run.RegistrarOf(other)->GetCache().Size(), 0U) << other;
        }
    });
    run.Run();
}

TEST(Rfc3963Figure2, TunnelsBetweenHomeAgentAndRouterOnly)
{
    REQ("NEMO-A2-4");
    ScenarioRun run(Shipped("rfc3963-figure-2"));
    run.Run();
    const double baReceived = run.HandoverOf("MR", 0).at("baReceived");
    using Stacks = std::set<std::vector<std::string>>;
    const Stacks there{{"3::2 > 5::2"}};
    const Stacks thereTunnelled{{"4::3 > 7::2", "3::2 > 5::2"}};
    const Stacks back{{"5::2 > 3::2"}};
    const Stacks backTunnelled{{"7::2 > 4::3", "5::2 > 3::2"}};
    // On the link "internet" the packets are twice: as the correspondent's router and the home
    // agent send them, and as the home agent and the visited router do.
    const auto both = [](Stacks a, const Stacks& b) {
        a.insert(b.begin(), b.end());
        return a;
    };
    const std::vector<std::tuple<std::string, Stacks, Stacks>> links{
        {"3", there, back},
        {"internet", both(there, thereTunnelled), both(back, backTunnelled)},
        {"7", thereTunnelled, backTunnelled},
        {"5", there, back},
        {"4", {}, {}}};
    for (const auto& [link, requests, replies] : links)
    {
        Stacks seenRequests;
        Stacks seenReplies;
        for (const auto& packet : ReadCapture(run.CaptureOf(link)))
        {
            const auto stack = StackOf(packet);
            const bool isNow = packet.at.GetSeconds() > baReceived;
            if (isNow && stack.back() == "3::2 > 5::2")
            {
                seenRequests.insert(stack);
            }
            if (isNow && stack.back() == "5::2 > 3::2")
            {
                seenReplies.insert(stack);
            }
        }
        EXPECT_EQ(seenRequests, requests) << link;
        EXPECT_EQ(seenReplies, replies) << link;
    }
}

} // namespace

} // namespace ns3::nemo::tests::rfc3963_figure_2_test
