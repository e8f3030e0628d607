// SPDX-License-Identifier: GPL-2.0-only
// Random histories of prefix delegation, and what has to be true at every moment of them.
// `./nemo test --campaign delegation` runs as many seeds as it is told to, the suite a few.
#include "campaign/delegation-plan.h"
#include "nemo-requirement.h"
#include "support/prefix-authorities.h"
#include "system/scenario-run.h"

#include "ns3/mip6-home-agent.h"
#include "ns3/nemo-mobile-router.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace ns3::nemo::tests::delegation_campaign_test
{

namespace
{

uint64_t
CountOfSeeds()
{
    const char* told = std::getenv("NEMO_CAMPAIGN_SEEDS");
    return told ? std::strtoull(told, nullptr, 10) : 24;
}

/// What has happened in all histories of this process: campaigns of nothing find nothing.
struct Happened
{
    uint64_t histories{0};
    uint64_t requests{0}; ///< In updates, each time that they were sent.
    uint64_t grants{0};   ///< In answers.
    uint64_t refusals{0}; ///< In answers.
    uint64_t lists{0};    ///< Acknowledgements with the list of prefixes.
    uint64_t ends{0};     ///< Leases whose time was over.
    uint64_t taken{0};    ///< Leases that ended before.
    uint64_t reboots{0};  ///< Of home agents and mobile routers.
    uint64_t acts{0};     ///< Of the administrator.
};

std::ostream&
operator<<(std::ostream& os, const Happened& it)
{
    return os << it.histories << " histories: " << it.requests << " requests, " << it.grants
              << " grants, " << it.refusals << " refusals, " << it.lists << " lists, " << it.ends
              << " leases over, " << it.taken << " taken back, " << it.reboots << " reboots, "
              << it.acts << " acts of the administrator";
}

class DelegationCampaign : public ::testing::TestWithParam<uint64_t>
{
  protected:
    static void TearDownTestSuite()
    {
        std::cout << s_happened << std::endl;
        // A few histories may well do without one kind of event.
        constexpr uint64_t enough = 20;
        if (s_happened.histories >= std::max<uint64_t>(CountOfSeeds(), enough))
        {
            const auto& it = s_happened;
            for (const auto count : {it.requests,
                                     it.grants,
                                     it.refusals,
                                     it.lists,
                                     it.ends,
                                     it.taken,
                                     it.reboots,
                                     it.acts})
            {
                EXPECT_GT(count, 0U);
            }
        }
    }

    DelegationCampaign()
        : m_plan(GetParam(), m_folder.File()),
          m_run(m_plan.GetText())
    {
        ++s_happened.histories;
        const auto scenario = nlohmann::json::parse(m_plan.GetText());
        for (const auto& fault : scenario.at("faults"))
        {
            s_happened.reboots += fault.value("action", "") == "restart";
        }
        for (const auto& name : m_plan.GetRouters())
        {
            CountSent(name);
        }
        for (const char* name : {"HA1", "HA2"})
        {
            CountSent(name);
            m_agents.push_back(m_run.RoleOf<HomeAgent>(name));
            // It is there when the role has booted.
            m_run.At(NanoSeconds(1), [this, name] {
                m_registrars.push_back(m_run.RegistrarOf(name));
                m_registrars.back()->TraceConnectWithoutContext(
                    "ForwardingChanged",
                    MakeCallback(&DelegationCampaign::OnForwarding, this));
            });
        }
        for (const auto& act : m_plan.GetActs())
        {
            m_run.At(Seconds(act.at), [this, act] { Do(act); });
        }
        for (uint32_t tick = 1; tick < DelegationPlan::ENDS * 2; ++tick)
        {
            // Not where something ends that the administrator has let end in whole seconds.
            m_run.At(MilliSeconds(tick * 500 + 250), [this] { CheckAlways(); });
        }
    }

    void CountSent(const std::string& name)
    {
        m_run.NodeOf(name).stack->GetMessagePort()->TraceConnectWithoutContext(
            "Sent",
            MakeCallback(&DelegationCampaign::OnSent, this));
    }

    void OnSent(const Signal& signal, const Envelope&, uint32_t)
    {
        s_happened.requests += signal.Options<MobileNetworkPrefixRequest>().size();
        for (const auto& answer : signal.Options<MobileNetworkPrefixConfirmation>())
        {
            const bool isGiven = answer.status == PrefixStatus::OK ||
                                 answer.status == PrefixStatus::LONGER_PREFIX_ALLOCATED;
            s_happened.grants += answer.delegated && isGiven;
            s_happened.refusals += answer.delegated && !isGiven;
        }
        const auto* body = signal.Get<BindingAcknowledgement>();
        s_happened.lists += body && body->prefixDelegation;
    }

    PrefixAuthority& AuthorityOf(std::size_t agent) const
    {
        return *m_agents[agent]->GetDelegation()->GetAuthority();
    }

    void OnForwarding(const Ipv6Address& home, const NetworkPrefix& prefix, bool isOn)
    {
        if (isOn)
        {
            // The moment that it begins it has an owner, and that is this one.
            bool isOwned = false;
            for (std::size_t i = 0; i < m_agents.size(); ++i)
            {
                const auto leases = AuthorityOf(i).Of(home, Simulator::Now());
                isOwned = isOwned || std::any_of(leases.begin(), leases.end(), [&](const auto& it) {
                              return it.prefix == prefix;
                          });
            }
            EXPECT_TRUE(isOwned) << prefix << " of " << home << " at " << Simulator::Now();
        }
    }

    /// The administrator: whoever shares a store hears of it.
    void Do(const DelegationPlan::Act& act)
    {
        using Kind = DelegationPlan::Act::Kind;
        for (std::size_t i = 0; i < m_agents.size(); ++i)
        {
            auto& delegation = *m_agents[i]->GetDelegation();
            const auto leases = m_before.empty() ? std::vector<PrefixLease>() : m_before[i];
            if (act.kind == Kind::ASSIGN)
            {
                const auto& name = m_plan.GetRouters()[act.choice % m_plan.GetRouters().size()];
                delegation.Assign(
                    HomeOf(name),
                    NetworkPrefix(Ipv6Address(i == 0 ? "fd00:c000::" : "fd00:c001::"), 64),
                    act.choice % 2 == 0);
            }
            for (std::size_t lease = 0; lease < leases.size(); ++lease)
            {
                const auto& [home, prefix] =
                    std::pair(leases[lease].homeAddress, leases[lease].prefix);
                const bool isMeant = lease == act.choice % leases.size();
                if (act.kind == Kind::RENUMBER || (act.kind == Kind::WITHDRAW && isMeant))
                {
                    delegation.Withdraw(home, prefix);
                }
                else if (act.kind == Kind::SHORTEN && isMeant && leases[lease].persistent)
                {
                    delegation.SetLifetime(home, prefix, Seconds(5 + act.choice % 20));
                }
            }
        }
        m_isTouched = true;
        ++s_happened.acts;
    }

    Ipv6Address HomeOf(const std::string& name) const
    {
        return m_run.GetTopology().HomeAddressesOf(m_run.NodeOf(name)).front();
    }

    void CheckAlways()
    {
        const Time now = Simulator::Now();
        std::vector<std::vector<PrefixLease>> leases;
        std::map<NetworkPrefix, Ipv6Address> owners;
        for (std::size_t i = 0; i < m_agents.size(); ++i)
        {
            leases.push_back(AuthorityOf(i).All(now));
            for (const PrefixLease& lease : leases.back())
            {
                EXPECT_GT(lease.expires, now);
                const auto [owner, isNew] = owners.emplace(lease.prefix, lease.homeAddress);
                EXPECT_EQ(owner->second, lease.homeAddress) << lease.prefix << " at " << now;
            }
        }
        const NetworkPrefix* last = nullptr;
        for (const auto& [prefix, owner] : owners)
        {
            EXPECT_FALSE(last && last->Overlaps(prefix)) << prefix << " at " << now;
            last = &prefix;
        }
        CheckRoutes(owners);
        CheckCorrelators(leases);
        for (std::size_t i = 0; i < m_before.size(); ++i)
        {
            if (i == 0 || m_before[i] != m_before[0])
            {
                // Else both have one store.
                CountEnds(m_before[i], leases[i]);
            }
        }
        m_before = std::move(leases);
        m_isTouched = false;
    }

    static void CountEnds(const std::vector<PrefixLease>& before,
                          const std::vector<PrefixLease>& now)
    {
        for (const PrefixLease& lease : before)
        {
            const bool isThere = std::any_of(now.begin(), now.end(), [&](const auto& it) {
                return it.prefix == lease.prefix && it.homeAddress == lease.homeAddress;
            });
            s_happened.ends += !isThere && lease.expires <= Simulator::Now();
            s_happened.taken += !isThere && lease.expires > Simulator::Now();
        }
    }

    /// No route without an owner.
    void CheckRoutes(const std::map<NetworkPrefix, Ipv6Address>& owners) const
    {
        for (const auto& registrar : m_registrars)
        {
            for (const Binding* binding : registrar->GetCache().Sorted())
            {
                for (const auto& prefix :
                     binding->valid ? binding->prefixes : std::vector<NetworkPrefix>())
                {
                    const auto owner = owners.find(prefix);
                    EXPECT_TRUE(owner != owners.end() && owner->second == binding->homeAddress)
                        << prefix << " of " << binding->homeAddress << " at " << Simulator::Now();
                }
            }
        }
    }

    /// The same correlator, the same prefix, as long as the lease lives.
    void CheckCorrelators(const std::vector<std::vector<PrefixLease>>& leases) const
    {
        for (std::size_t i = 0; i < m_before.size() && !m_isTouched; ++i)
        {
            std::map<std::pair<Ipv6Address, uint16_t>, NetworkPrefix> known;
            for (const PrefixLease& lease : leases[i])
            {
                if (lease.correlator)
                {
                    const auto key = std::pair(lease.homeAddress, *lease.correlator);
                    EXPECT_TRUE(known.emplace(key, lease.prefix).second) << lease.prefix;
                }
            }
            for (const PrefixLease& lease : m_before[i])
            {
                const auto now = lease.correlator
                                     ? known.find(std::pair(lease.homeAddress, *lease.correlator))
                                     : known.end();
                // One that has not ended since is what it was.
                if (lease.persistent && lease.expires > Simulator::Now() && lease.correlator)
                {
                    ASSERT_NE(now, known.end()) << lease.prefix << " at " << Simulator::Now();
                    EXPECT_EQ(now->second, lease.prefix);
                }
            }
        }
    }

    /// What a router that is away holds is what its home agent forwards.
    void CheckAway(const std::string& name) const
    {
        const auto router = m_run.RoleOf<MobileRouter>(name);
        const auto& home = *router->GetHomes().front();
        const auto state = home.GetRegistration().GetState();
        // It may be renewing the binding just now, as it does again and again.
        EXPECT_TRUE(
            state == HomeRegistration::State::REGISTERED ||
            (state == HomeRegistration::State::REFRESHING && home.GetRegistration().IsBound()))
            << state << " " << name << " after status "
            << static_cast<int>(
                   home.GetRegistration().GetRejection().value_or(BindingStatus::ACCEPTED));
        const Ipv6Address agent = home.GetConfig().homeAgent;
        const std::size_t which = agent == Ipv6Address("fd00:4::3") ? 0 : 1;
        const Binding* binding = m_registrars[which]->GetCache().Find(home.GetConfig().homeAddress);
        ASSERT_TRUE(binding) << name;
        std::vector<NetworkPrefix> held;
        for (const HeldPrefix& prefix : router->GetPrefixRequests().GetHeld())
        {
            held.push_back(prefix.prefix);
        }
        std::sort(held.begin(), held.end());
        auto forwarded = binding->prefixes;
        std::sort(forwarded.begin(), forwarded.end());
        for (const auto& prefix : held)
        {
            EXPECT_TRUE(std::binary_search(forwarded.begin(), forwarded.end(), prefix))
                << name << " " << prefix;
        }
    }

    static inline Happened s_happened;

    LeaseFolder m_folder;
    const DelegationPlan m_plan;
    ScenarioRun m_run;
    std::vector<Ptr<HomeAgent>> m_agents;
    std::vector<Ptr<BindingRegistrar>> m_registrars;
    std::vector<std::vector<PrefixLease>> m_before; ///< Half a second ago, by home agent.
    bool m_isTouched{false};                        ///< The administrator has been there since.
};

TEST_P(DelegationCampaign, KeepsItsPromises)
{
    REQ("PD-5.3-3", "PD-5.3-4", "PD-6.4-6");
    m_run.At(Seconds(DelegationPlan::CHECKED), [this] {
        for (const auto& name : m_plan.GetAway())
        {
            CheckAway(name);
        }
    });
    m_run.Run();
    const char* folder = std::getenv("NEMO_CAMPAIGN_FOLDER");
    if (HasFailure() && folder)
    {
        std::ofstream(std::string(folder) + "/" + std::to_string(GetParam()) + ".json")
            << m_plan.GetText();
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds,
                         DelegationCampaign,
                         ::testing::Range(uint64_t{1}, 1 + CountOfSeeds()));

} // namespace

} // namespace ns3::nemo::tests::delegation_campaign_test
