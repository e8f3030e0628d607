// SPDX-License-Identifier: GPL-2.0-only
#include "support/mobile-world.h"

#include "ns3/mip6-role.h"
#include "ns3/node.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <string>
#include <utility>
#include <vector>

namespace ns3::nemo::tests::mip6_role_test
{

namespace
{

/// A role that notes what happens to it.
class RecordingRole : public Role
{
  public:
    using Log = std::vector<std::pair<Time, std::string>>;

    Log log;
    bool haltsInBoot{false};
    std::vector<bool> runningInside;

  private:
    void DoBoot() override
    {
        log.emplace_back(Simulator::Now(), "boot");
        runningInside.push_back(IsRunning());
        if (haltsInBoot)
        {
            Halt();
        }
    }

    void DoHalt() override
    {
        log.emplace_back(Simulator::Now(), "halt");
        runningInside.push_back(IsRunning());
    }
};

} // namespace

class RoleTest : public testing::Test
{
  protected:
    void SetUp() override
    {
        m_node = CreateObject<Node>();
        m_role = CreateObject<RecordingRole>();
        m_node->AddApplication(m_role);
    }

    void TearDown() override
    {
        Simulator::Destroy();
        m_node->Dispose();
    }

    Ptr<Node> m_node;
    Ptr<RecordingRole> m_role;
};

TEST_F(RoleTest, IsAnApplicationWithAName)
{
    EXPECT_EQ(Role::GetTypeId().GetName(), "ns3::nemo::Role");
    EXPECT_EQ(Role::GetTypeId().GetParent(), Application::GetTypeId());
    EXPECT_FALSE(Role::GetTypeId().HasConstructor());
    EXPECT_EQ(TypeId::LookupByName("ns3::nemo::Role"), Role::GetTypeId());
}

TEST_F(RoleTest, StartsAndStopsAsAnApplication)
{
    m_role->SetStartTime(Seconds(2));
    m_role->SetStopTime(Seconds(5));
    Simulator::Stop(Seconds(10));
    Simulator::Run();
    EXPECT_EQ(m_role->log, RecordingRole::Log({{Seconds(2), "boot"}, {Seconds(5), "halt"}}));
}

TEST_F(RoleTest, BootsAndHaltsAnyNumberOfTimes)
{
    RecordingRole::Log expected;
    for (uint32_t i = 1; i <= 5; ++i)
    {
        Simulator::Schedule(Seconds(2 * i), &Role::Halt, m_role);
        Simulator::Schedule(Seconds(2 * i + 1), &Role::Boot, m_role);
    }
    Simulator::Stop(Seconds(20));
    Simulator::Run();
    expected.emplace_back(Seconds(0), "boot");
    for (uint32_t i = 1; i <= 5; ++i)
    {
        expected.emplace_back(Seconds(2 * i), "halt");
        expected.emplace_back(Seconds(2 * i + 1), "boot");
    }
    EXPECT_EQ(m_role->log, expected);
    EXPECT_TRUE(m_role->IsRunning());
}

TEST_F(RoleTest, RepeatedCallsDoNothing)
{
    m_role->Halt();
    EXPECT_TRUE(m_role->log.empty()) << "it was not running";
    m_role->Boot();
    m_role->Boot();
    EXPECT_EQ(m_role->log.size(), 1u);
    m_role->Halt();
    m_role->Halt();
    EXPECT_EQ(m_role->log.size(), 2u);
    EXPECT_FALSE(m_role->IsRunning());
}

TEST_F(RoleTest, BootedByHandItIsNotBootedAgainByItsStartTime)
{
    m_role->SetStartTime(Seconds(2));
    Simulator::Schedule(Seconds(1), &Role::Boot, m_role);
    Simulator::Stop(Seconds(3));
    Simulator::Run();
    EXPECT_EQ(m_role->log, RecordingRole::Log({{Seconds(1), "boot"}}));
}

TEST_F(RoleTest, IsRunningHoldsInside)
{
    m_role->Boot();
    m_role->Halt();
    EXPECT_EQ(m_role->runningInside, std::vector<bool>({true, false}));
}

TEST_F(RoleTest, MayHaltWhileItBoots)
{
    m_role->haltsInBoot = true;
    m_role->Boot();
    EXPECT_FALSE(m_role->IsRunning());
    EXPECT_EQ(m_role->log.size(), 2u);
}

TEST_F(RoleTest, DisposalEndsItWithoutHalt)
{
    m_role->Boot();
    m_node->Dispose();
    EXPECT_FALSE(m_role->IsRunning());
    EXPECT_EQ(m_role->log.size(), 1u) << "the stack that Halt would speak to is gone";
}

TEST(RolePowerTest, HaltsAndBootsWithItsNode)
{
    MobileWorld world;
    WorldNode& at = world.NewNode();
    auto running = CreateObject<RecordingRole>();
    auto halted = CreateObject<RecordingRole>();
    at.node->AddApplication(running);
    at.node->AddApplication(halted);
    running->Boot();
    halted->Boot();
    halted->Halt();
    at.stack->PowerOff();
    EXPECT_FALSE(running->IsRunning());
    at.stack->PowerOn();
    EXPECT_TRUE(running->IsRunning());
    EXPECT_FALSE(halted->IsRunning()) << "it was not running before";
    EXPECT_EQ(running->log.size(), 3u);
    EXPECT_EQ(halted->log.size(), 2u);
}

TEST(RolePowerTest, WithoutPowerABootWaits)
{
    MobileWorld world;
    WorldNode& at = world.NewNode();
    auto waits = CreateObject<RecordingRole>();
    auto leaves = CreateObject<RecordingRole>();
    at.node->AddApplication(waits);
    at.node->AddApplication(leaves);
    at.stack->PowerOff();
    waits->Boot();
    leaves->Boot();
    leaves->Halt();
    EXPECT_TRUE(waits->log.empty());
    at.stack->PowerOn();
    EXPECT_TRUE(waits->IsRunning());
    EXPECT_TRUE(leaves->log.empty());
}

} // namespace ns3::nemo::tests::mip6_role_test
