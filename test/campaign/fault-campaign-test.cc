// SPDX-License-Identifier: GPL-2.0-only
// Random faults, and what has to be right when they are over. `./nemo test --campaign faults` runs
// as many seeds as it is told to, the suite a few. The scenarios of those that fail are written to
// the folder that the environment variable NEMO_CAMPAIGN_FOLDER names, as N.json.
#include "campaign/fault-plan.h"
#include "system/scenario-run.h"

#include "ns3/ipv6-l3-protocol.h"
#include "ns3/ipv6-routing-table-entry.h"
#include "ns3/ipv6-static-routing-helper.h"
#include "ns3/map-scheduler.h"
#include "ns3/mip6-mobile-node.h"
#include "ns3/object-factory.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <string>
#include <vector>

namespace ns3::nemo::tests::fault_campaign_test
{

namespace
{

/// \return the seeds to try: as many as the environment variable NEMO_CAMPAIGN_SEEDS says, or a few
auto
Seeds(uint64_t few)
{
    const char* told = std::getenv("NEMO_CAMPAIGN_SEEDS");
    const uint64_t count = told ? std::strtoull(told, nullptr, 10) : few;
    return ::testing::Range(uint64_t{1}, 1 + count);
}

/// Counts what really happens: an event that was cancelled stays in the queue until its time.
class CountingScheduler : public MapScheduler
{
  public:
    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId("ns3::nemo::tests::CountingScheduler")
                                .SetParent<MapScheduler>()
                                .AddConstructor<CountingScheduler>();
        return tid;
    }

    Event RemoveNext() override
    {
        const Event next = MapScheduler::RemoveNext();
        happened += next.impl->IsCancelled() ? 0 : 1;
        return next;
    }

    static inline uint64_t happened = 0;
};

class FaultRun : public ::testing::TestWithParam<uint64_t>
{
  protected:
    explicit FaultRun(FaultPlan::Shape shape, const std::string& dialect = "rfc6275")
        : m_plan(GetParam(), shape, dialect),
          m_run(m_plan.GetText())
    {
        ObjectFactory scheduler;
        scheduler.SetTypeId(CountingScheduler::GetTypeId());
        Simulator::SetScheduler(scheduler);
        for (const BuiltNode& node : m_run.GetTopology().nodes)
        {
            node.node->GetObject<Ipv6L3Protocol>()->TraceConnectWithoutContext(
                "Drop",
                MakeCallback(&FaultRun::OnDrop, this));
        }
    }

    void OnDrop(const Ipv6Header& header,
                Ptr<const Packet>,
                Ipv6L3Protocol::DropReason reason,
                Ptr<Ipv6>,
                uint32_t)
    {
        if (reason == Ipv6L3Protocol::DROP_TTL_EXPIRED)
        {
            ADD_FAILURE() << "a loop: " << header << " at " << Simulator::Now().As(Time::S);
        }
    }

    /// What holds of a mobile node and its home agent.
    void CheckMobile(const FaultPlan::Mobile& mobile) const
    {
        SCOPED_TRACE(mobile.name + " on " + mobile.place + " at " +
                     std::to_string(Simulator::Now().GetSeconds()));
        const BuiltNode& node = m_run.NodeOf(mobile.name);
        const auto role = node.FindRole<MobileNode>();
        ASSERT_TRUE(role->IsRunning());
        const bool isAtHome = mobile.place == mobile.home;
        EXPECT_EQ(role->IsAtHome(), isAtHome);
        const Ipv6Address home = *m_run.GetTopology().AddressOf(node);
        const Ipv6Address local = *m_run.GetTopology().AddressOn(node, mobile.place);
        const auto registrar = m_run.RegistrarOf(mobile.homeAgent);
        const Binding* binding = registrar->GetCache().Find(home);
        EXPECT_EQ(binding == nullptr, isAtHome);
        if (binding && !isAtHome)
        {
            EXPECT_EQ(binding->careOfAddress, local);
            EXPECT_EQ(role->GetCareOfAddress(), local);
            EXPECT_TRUE(role->FindHome(home)->GetRegistration().IsBound());
        }
        const BuiltNode& agent = m_run.NodeOf(mobile.homeAgent);
        EXPECT_EQ(agent.stack->GetSteering()->RuleOf(home) == nullptr, isAtHome);
        EXPECT_EQ(
            agent.stack->GetAddressProxy()->IsAnswering(home,
                                                        agent.FindInterface(mobile.home)->number),
            !isAtHome);
        if (mobile.isRouter)
        {
            const NetworkPrefix network(
                Ipv6Address(mobile.network.substr(0, mobile.network.find('/')).c_str()),
                64);
            EXPECT_EQ(agent.stack->GetSteering()->RuleOf(network) == nullptr, isAtHome);
        }
        CheckRoaming(node, mobile, isAtHome ? home : local);
    }

    /// Nothing of other links is left on the roaming interface.
    void CheckRoaming(const BuiltNode& node,
                      const FaultPlan::Mobile& mobile,
                      const Ipv6Address& local) const
    {
        const auto interfaces = node.stack->GetInterfaceTable();
        const uint32_t roaming = node.FindRoaming()->number;
        EXPECT_EQ(interfaces->AddressesOf(roaming),
                  (std::vector<Ipv6Address>{interfaces->LinkLocalAddress(roaming), local}));
        const auto& link = *m_run.GetTopology().GetLink(mobile.place).spec;
        const auto routing =
            Ipv6StaticRoutingHelper().GetStaticRouting(node.node->GetObject<Ipv6>());
        uint32_t defaults = 0;
        for (uint32_t i = 0; i < routing->GetNRoutes(); ++i)
        {
            const auto route = routing->GetRoute(i);
            if (route.GetInterface() != roaming)
            {
                continue;
            }
            const NetworkPrefix to(route.GetDest(), route.GetDestNetworkPrefix().GetPrefixLength());
            const bool isKnown = to == link.prefixes.front().prefix || to.length == 0 ||
                                 to.address.IsLinkLocal() || to.address.IsMulticast();
            EXPECT_TRUE(isKnown) << "a stale route to " << to.ToString();
            defaults += to.length == 0 ? 1 : 0;
        }
        EXPECT_EQ(defaults, 1U);
    }

    /// What holds of the bindings that are not home registrations, of all nodes.
    void CheckCorrespondents() const
    {
        for (const BuiltNode& node : m_run.GetTopology().nodes)
        {
            const auto registrar = node.node->GetObject<BindingRegistrar>();
            for (const Binding* binding :
                 registrar ? registrar->GetCache().Sorted() : std::vector<const Binding*>())
            {
                if (binding->valid && !binding->homeRegistration)
                {
                    SCOPED_TRACE(node.spec->name + " at " +
                                 std::to_string(Simulator::Now().GetSeconds()));
                    EXPECT_EQ(binding->careOfAddress, WhereIs(binding->homeAddress));
                }
            }
        }
        for (const auto& [mobile, correspondent] : m_plan.GetTalks())
        {
            const Ipv6Address home = *m_run.GetTopology().AddressOf(m_run.NodeOf(mobile));
            const Ipv6Address peer = *m_run.GetTopology().AddressOf(m_run.NodeOf(correspondent));
            const bool isBound =
                m_run.RegistrarOf(correspondent)->GetCache().Find({home, peer}) != nullptr;
            EXPECT_EQ(isBound, WhereIs(home) != home)
                << mobile << " at " << correspondent << " at " << Simulator::Now().As(Time::S);
        }
    }

    /// \return the care-of address of a mobile node; its home address if it is at home
    Ipv6Address WhereIs(const Ipv6Address& home) const
    {
        for (const auto& mobile : m_plan.GetMobiles())
        {
            const BuiltNode& node = m_run.NodeOf(mobile.name);
            if (m_run.GetTopology().AddressOf(node) == home)
            {
                return *m_run.GetTopology().AddressOn(node, mobile.place);
            }
        }
        return Ipv6Address::GetAny();
    }

    /// Home agents keep what is away, and nothing else.
    void CheckHomeAgents() const
    {
        std::map<std::string, std::size_t> away;
        for (const auto& mobile : m_plan.GetMobiles())
        {
            away[mobile.homeAgent] += mobile.place == mobile.home ? 0 : 1;
        }
        for (const auto& [agent, count] : away)
        {
            EXPECT_EQ(m_run.RegistrarOf(agent)->GetCache().CountOf(true, true), count) << agent;
            EXPECT_EQ(m_run.RegistrarOf(agent)->GetPendingCount(), 0U) << agent;
        }
    }

    void CheckAll() const
    {
        for (const auto& mobile : m_plan.GetMobiles())
        {
            CheckMobile(mobile);
        }
        CheckHomeAgents();
        CheckCorrespondents();
    }

    /// Nothing is left of anything when all have crashed.
    void CheckCrashed() const
    {
        for (const BuiltNode& node : m_run.GetTopology().nodes)
        {
            const auto registrar = node.node->GetObject<BindingRegistrar>();
            EXPECT_TRUE(!registrar || registrar->GetCache().Sorted().empty()) << node.spec->name;
            EXPECT_TRUE(!node.stack || node.stack->GetSteering()->Optimised().IsEmpty());
        }
    }

    /// Run, and look at what is left.
    void CheckRun();

    const FaultPlan m_plan;
    ScenarioRun m_run;
};

void
FaultRun::CheckRun()
{
    m_run.At(Seconds(m_plan.GetChecked()), [this]() { CheckAll(); });
    m_run.At(Seconds(m_plan.GetQuiet()), [this]() { CheckAll(); });
    uint64_t events = 0;
    m_run.At(Seconds(m_plan.GetCrashed() + 1), [&]() {
        CheckCrashed();
        events = CountingScheduler::happened;
    });
    m_run.Run();
    // Only the end: no timer of any node is left.
    EXPECT_EQ(CountingScheduler::happened - events, 1U);
    for (const auto& flow : m_run.GetResults().at("flows"))
    {
        const std::string name = flow.at("name");
        if (name.find("-healed") != std::string::npos)
        {
            EXPECT_EQ(flow.at("lost"), 0) << name;
            EXPECT_GT(flow.at("sent"), 90) << name;
        }
    }
    const char* folder = std::getenv("NEMO_CAMPAIGN_FOLDER");
    if (HasFailure() && folder)
    {
        std::ofstream(std::string(folder) + "/" + std::to_string(GetParam()) + ".json")
            << m_plan.GetText();
    }
}

class FaultCampaign : public FaultRun
{
  protected:
    FaultCampaign()
        : FaultRun(FaultPlan::Shape::FLAT)
    {
    }
};

class NestedFaultCampaign : public FaultRun
{
  protected:
    NestedFaultCampaign()
        : FaultRun(FaultPlan::Shape::NESTED)
    {
    }
};

class Draft1997FaultCampaign : public FaultRun
{
  protected:
    Draft1997FaultCampaign()
        : FaultRun(FaultPlan::Shape::FLAT, "draft1997")
    {
    }
};

TEST_P(Draft1997FaultCampaign, EndsWellAMinuteAfterTheNetworkHasHealed)
{
    CheckRun();
}

TEST_P(FaultCampaign, EndsWellAMinuteAfterTheNetworkHasHealed)
{
    CheckRun();
}

TEST_P(NestedFaultCampaign, EndsWellWhenEachLevelHasHadItsTime)
{
    CheckRun();
}

INSTANTIATE_TEST_SUITE_P(Seeds, FaultCampaign, Seeds(4));
INSTANTIATE_TEST_SUITE_P(Seeds, NestedFaultCampaign, Seeds(24));
INSTANTIATE_TEST_SUITE_P(Seeds, Draft1997FaultCampaign, Seeds(4));

} // namespace

} // namespace ns3::nemo::tests::fault_campaign_test
