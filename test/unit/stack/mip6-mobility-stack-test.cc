// SPDX-License-Identifier: GPL-2.0-only
// The assembled stack and its power switch.
#include "support/mobile-world.h"

#include "ns3/internet-stack-helper.h"
#include "ns3/ipv6-list-routing-helper.h"
#include "ns3/ipv6-static-routing-helper.h"
#include "ns3/mip6-rfc6275-codec.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_mobility_stack_test
{

namespace
{

/// Notes what it is told of the power, and whether the links were there then.
class Listener : public PowerListener
{
  public:
    Listener(std::string name, std::vector<std::string>& log, Ptr<MobilityStack> stack)
        : m_name(std::move(name)),
          m_log(log),
          m_stack(stack)
    {
        m_stack->Listen(this);
    }

    void OnPowerOff() override
    {
        m_log.push_back(m_name + " off");
        if (unlistens)
        {
            m_stack->Unlisten(this);
        }
    }

    void OnPowerOn() override
    {
        m_log.push_back(m_name + " on");
    }

    bool unlistens{false};

  private:
    std::string m_name;
    std::vector<std::string>& m_log;
    Ptr<MobilityStack> m_stack;
};

/// Access router a of a small world, which forwards, advertises, and knows its neighbours.
class MobilityStackTest : public ::testing::Test
{
  protected:
    MobilityStackTest()
        : stack(world.routerA->stack)
    {
        world.routerA->Listen();
        world.correspondent->Listen();
    }

    void WriteToRouterAt(Time when)
    {
        MobileWorld::At(when, [this]() {
            world.correspondent->SendUdp(Ipv6Address::GetAny(), world.Address("2::1"));
        });
    }

    /// Router Advertisements on link a so far.
    std::size_t Advertised() const
    {
        return world
            .Caught(world.a, [](const CaughtPacket& packet) { return packet.icmpv6 == 134; })
            .size();
    }

    static constexpr uint32_t LINK_A = 2; ///< its interfaces
    static constexpr uint32_t CORE = 3;

    MobileWorld world;
    Ptr<MobilityStack> stack;
    std::vector<std::string> log;
};

TEST_F(MobilityStackTest, IsInstalledOnceAndHasAllParts)
{
    const auto node = world.routerA->node;
    EXPECT_EQ(MobilityStack::Of(node), stack);
    EXPECT_EQ(MobilityStack::Install(node, CreateObject<Rfc6275Codec>()), stack);
    EXPECT_FALSE(MobilityStack::Of(CreateObject<Node>()));
    EXPECT_TRUE(stack->GetPacketPath() && stack->GetSteering() && stack->GetMessagePort() &&
                stack->GetAddressProxy() && stack->GetRouterDiscovery() &&
                stack->GetRouterAdvertiser() && stack->GetInterfaceTable() && stack->GetIcmpv6());
    EXPECT_EQ(node->GetObject<Ipv6>()->GetNetDevice(stack->GetTransformInterface())->GetMtu(),
              65535U);
    EXPECT_TRUE(stack->IsPowered());
}

TEST_F(MobilityStackTest, ANodeWithEmptyTablesIsPlainIpv6)
{
    WriteToRouterAt(Seconds(1));
    MobileWorld::At(Seconds(2), [this]() {
        world.correspondent->SendUdp(Ipv6Address::GetAny(), world.Address("2::77"));
    });
    MobileWorld::RunUntil(Seconds(3));
    EXPECT_EQ(world.routerA->received.size(), 1U);
    const auto solicited = world.Caught(world.a, [&](const CaughtPacket& packet) {
        return packet.icmpv6 == 135 &&
               packet.As<NeighborSolicitation>().target == world.Address("2::77");
    });
    EXPECT_FALSE(solicited.empty()) << "it forwards";
    for (int reason = 0; reason < 256; ++reason)
    {
        EXPECT_EQ(stack->GetDropCount(static_cast<DropReason>(reason)), 0U) << reason;
    }
}

TEST_F(MobilityStackTest, DropsOfAllPartsAreCountedByTheirReason)
{
    std::vector<DropReason> traced;

    struct Trace
    {
        std::vector<DropReason>& reasons;

        void Note(DropReason reason, Ptr<const Packet>)
        {
            reasons.push_back(reason);
        }
    } trace{traced};

    stack->TraceConnectWithoutContext("Drop", MakeCallback(&Trace::Note, &trace));
    stack->GetPacketPath()->Drop(DropReason::NO_TUNNEL, nullptr);
    stack->GetPacketPath()->Drop(DropReason::NO_TUNNEL, nullptr);
    EXPECT_EQ(stack->GetDropCount(DropReason::NO_TUNNEL), 2U);
    EXPECT_EQ(traced, (std::vector<DropReason>{DropReason::NO_TUNNEL, DropReason::NO_TUNNEL}));
    // ICMPv6 with a wrong checksum: another part.
    MobileWorld::At(Seconds(1), [this]() {
        const Octets message{128, 0, 0x12, 0x34, 0, 1, 0, 1};
        world.correspondent->node->GetObject<Ipv6L3Protocol>()->Send(
            Create<Packet>(message.data(), static_cast<uint32_t>(message.size())),
            world.Address("c::5"),
            world.Address("c::2"),
            58,
            nullptr);
    });
    MobileWorld::RunUntil(Seconds(2));
    EXPECT_EQ(stack->GetDropCount(DropReason::BAD_CHECKSUM), 1U);
}

TEST_F(MobilityStackTest, WithoutPowerNothingIsSentOrForwarded)
{
    MobileWorld::At(Seconds(5), [this]() { stack->PowerOff(); });
    WriteToRouterAt(Seconds(4));
    WriteToRouterAt(Seconds(6));
    MobileWorld::RunUntil(Seconds(5));
    const std::size_t before = Advertised();
    EXPECT_GT(before, 0U);
    MobileWorld::RunUntil(Seconds(20));
    EXPECT_FALSE(stack->IsPowered());
    EXPECT_EQ(Advertised(), before);
    EXPECT_EQ(world.routerA->received.size(), 1U);
    EXPECT_FALSE(world.routerA->Device(LINK_A)->IsLinkUp());
    EXPECT_FALSE(world.routerA->Device(CORE)->IsLinkUp());
}

TEST_F(MobilityStackTest, ACrashForgetsWhatWasLearnedAndKeepsWhatWasConfigured)
{
    WriteToRouterAt(Seconds(1));
    MobileWorld::RunUntil(Seconds(3));
    const auto interfaces = stack->GetInterfaceTable();
    auto& learned = stack->GetPacketPath()->GetPathMtu();
    ASSERT_TRUE(interfaces->NeighborLinkLayer(CORE, world.Address("c::5")));
    learned.Learn(world.Address("c::5"), 1300, Simulator::Now());
    stack->GetSteering()->ToAddress(world.Address("2::9"), std::make_shared<SteeringRule>());
    stack->GetAddressProxy()->Answer(world.Address("2::9"), LINK_A, false);
    stack->PowerOff();
    EXPECT_FALSE(interfaces->NeighborLinkLayer(CORE, world.Address("c::5")));
    EXPECT_FALSE(learned.Get(world.Address("c::5"), Simulator::Now()));
    EXPECT_FALSE(stack->GetSteering()->RuleOf(world.Address("2::9")));
    EXPECT_FALSE(stack->GetAddressProxy()->IsAnswering(world.Address("2::9"), LINK_A));
    EXPECT_TRUE(interfaces->Has(world.Address("2::1"), LINK_A));
    EXPECT_TRUE(interfaces->IsOnLink(LINK_A, world.Prefix("2::")));
}

TEST_F(MobilityStackTest, PowerComesBackOnTheSameLinks)
{
    // A third device, which is on no link when the power goes.
    const uint32_t loose = world.routerA->AddInterface(nullptr, "", true);
    WriteToRouterAt(Seconds(1));
    MobileWorld::At(Seconds(3), [this]() { stack->PowerOff(); });
    MobileWorld::At(Seconds(8), [this]() { stack->PowerOn(); });
    WriteToRouterAt(Seconds(9));
    MobileWorld::RunUntil(Seconds(20));
    EXPECT_TRUE(stack->IsPowered());
    EXPECT_TRUE(world.routerA->Device(LINK_A)->IsLinkUp());
    EXPECT_EQ(world.routerA->Device(LINK_A)->GetLink(), world.a);
    EXPECT_EQ(world.routerA->Device(CORE)->GetLink(), world.core);
    EXPECT_FALSE(world.routerA->Device(loose)->GetLink());
    EXPECT_EQ(world.routerA->received.size(), 2U);
}

TEST_F(MobilityStackTest, ListenersAreToldOnceInTheirOrder)
{
    Listener first("first", log, stack);
    Listener second("second", log, stack);
    stack->PowerOn();
    EXPECT_TRUE(log.empty()) << "it has power";
    stack->PowerOff();
    stack->PowerOff();
    EXPECT_EQ(log, (std::vector<std::string>{"first off", "second off"}));
    stack->PowerOn();
    stack->PowerOn();
    EXPECT_EQ(log, (std::vector<std::string>{"first off", "second off", "first on", "second on"}));
    stack->Unlisten(&first);
    stack->PowerOff();
    EXPECT_EQ(log.size(), 5U);
    EXPECT_EQ(log.back(), "second off");
}

TEST_F(MobilityStackTest, AListenerMayUnlistenWhenItIsTold)
{
    Listener first("first", log, stack);
    Listener second("second", log, stack);
    first.unlistens = true;
    stack->PowerOff();
    stack->PowerOn();
    EXPECT_EQ(log, (std::vector<std::string>{"first off", "second off", "second on"}));
}

TEST_F(MobilityStackTest, EachRandomVariableHasItsStream)
{
    const int64_t used = stack->AssignStreams(500);
    EXPECT_GT(used, 0);
    EXPECT_EQ(world.routerB->stack->AssignStreams(500), used);
}

/// A node whose IPv6 routing is a list, as the stack needs it, or not.
Ptr<Node>
NewNode(bool isList)
{
    auto node = CreateObject<Node>();
    InternetStackHelper internet;
    Ipv6StaticRoutingHelper fixed;
    Ipv6ListRoutingHelper list;
    list.Add(fixed, 0);
    internet.SetIpv4StackInstall(false);
    if (isList)
    {
        internet.SetRoutingHelper(list);
    }
    else
    {
        internet.SetRoutingHelper(fixed);
    }
    internet.Install(node);
    return node;
}

TEST(MobilityStackDeathTest, TellsWhatToDoBeforeIt)
{
    const auto codec = CreateObject<Rfc6275Codec>();
    EXPECT_DEATH(MobilityStack::Install(CreateObject<Node>(), codec), "internet stack before");
    EXPECT_DEATH(MobilityStack::Install(NewNode(false), codec), "needs Ipv6ListRouting");
    auto node = NewNode(true);
    auto device = CreateObject<MobileLinkDevice>();
    node->AddDevice(device);
    node->GetObject<Ipv6>()->AddInterface(device);
    EXPECT_DEATH(MobilityStack::Install(node, codec), "before any IPv6 interface is added");
    Simulator::Destroy();
}

} // namespace

} // namespace ns3::nemo::tests::mip6_mobility_stack_test
