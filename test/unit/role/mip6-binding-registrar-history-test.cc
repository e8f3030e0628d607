// SPDX-License-Identifier: GPL-2.0-only
// Random histories: whatever happens, what follows from bindings is exactly what is bound, and
// when all bindings have ended nothing is left behind.
#include "support/home-agent-bench.h"

#include "ns3/boolean.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <random>
#include <string>
#include <vector>

namespace ns3::nemo::tests::mip6_binding_registrar_history_test
{

namespace
{

constexpr int HOMES = 4;
constexpr int PREFIXES = 4;

/// Drives a home agent with a few home addresses and prefixes at random.
class History
{
  public:
    History(uint32_t seed, const std::string& routeMode)
        : m_random(seed)
    {
        m_bench.agent->Halt();
        m_bench.agent->SetAttribute("RouteMode", StringValue(routeMode));
        m_bench.agent->SetAttribute("StrictPrefixTable", BooleanValue(seed % 2 == 0));
        m_bench.agent->SetAttribute("MaxBindings", UintegerValue(HOMES - 1));
        m_bench.agent->Boot();
        m_bench.neighbour->has = [this](const Ipv6Address& address) {
            return m_taken && address == *m_taken;
        };
        m_bench.agent->SetForwardingSetup([this](const auto&, const auto&) -> std::optional<Time> {
            const int fate = Pick(6);
            return fate == 0 ? std::nullopt : std::optional(MilliSeconds(fate == 1 ? 300 : 0));
        });
    }

    void Play(int steps)
    {
        for (int i = 0; i < steps && !::testing::Test::HasFailure(); ++i)
        {
            Step();
            HomeAgentBench::Run(MilliSeconds(Pick(800)));
            Check();
        }
        // All lifetimes and memories are over by then.
        HomeAgentBench::Run(Seconds(200));
        Check();
        EXPECT_EQ(m_bench.registrar->GetCache().Size(), 0U);
        EXPECT_EQ(m_bench.registrar->GetCache().StubCount(), 0U);
        EXPECT_EQ(m_bench.registrar->GetForwardedPrefixes().Size(), 0U);
    }

  private:
    int Pick(int count)
    {
        return std::uniform_int_distribution<>(0, count - 1)(m_random);
    }

    static Ipv6Address Home(int number)
    {
        return Ipv6Address(("4::1" + std::to_string(number)).c_str());
    }

    static NetworkPrefix Prefix(int number)
    {
        return P("5:0:0:" + std::to_string(number) + "::/64");
    }

    /// Something happens.
    void Step()
    {
        const int what = Pick(20);
        if (what == 0)
        {
            auto& table = m_bench.agent->GetPrefixTable();
            const Ipv6Address home = Home(Pick(HOMES));
            Pick(2) ? table.RemoveAll(home) : void(table.Add(home, Prefix(Pick(PREFIXES))));
        }
        else if (what == 1)
        {
            m_taken = Pick(2) ? std::optional(Home(Pick(HOMES))) : std::nullopt;
        }
        else if (what == 2 && Pick(4) == 0)
        {
            m_bench.agent->Halt();
            Check();
            EXPECT_EQ(m_bench.registrar->GetPendingCount(), 0U);
            m_bench.agent->Boot();
        }
        else if (what == 3 && Pick(4) == 0)
        {
            m_bench.stack->PowerOff();
            HomeAgentBench::Run(MilliSeconds(Pick(100)));
            m_bench.stack->PowerOn();
        }
        else if (what == 4)
        {
            m_bench.agent->ServeLink(m_bench.homeInterface,
                                     P("4::/64"),
                                     m_bench.agentAddress,
                                     Seconds(Pick(3) == 0 ? Pick(10) : 1000));
        }
        else
        {
            Update();
        }
    }

    void Update()
    {
        HandUpdate update;
        update.home = Home(Pick(HOMES));
        update.careOf = Ipv6Address(("7::" + std::to_string(1 + Pick(9))).c_str());
        update.sequence = Pick(8) ? ++m_sequence : static_cast<uint16_t>(m_sequence - Pick(20));
        update.lifetime = Pick(4) ? static_cast<uint32_t>(4 * Pick(20)) : 0;
        update.flags =
            std::string(Pick(10) ? "AH" : "A") + (Pick(3) ? "R" : "") + (Pick(4) ? "" : "L");
        for (int i = Pick(3); i > 0; --i)
        {
            update.options.emplace_back(PrefixOption(Prefix(Pick(PREFIXES)).ToString()));
        }
        m_bench.Send(update);
    }

    /// Everything that follows from a binding is there, and nothing else.
    void Check() const
    {
        const auto steering = m_bench.stack->GetSteering();
        std::size_t prefixes = 0;
        for (int i = 0; i < HOMES; ++i)
        {
            const Ipv6Address home = Home(i);
            const Binding* binding = m_bench.registrar->GetCache().Find(home);
            const bool isBound = binding != nullptr;
            ASSERT_EQ(steering->RuleOf(home) != nullptr, isBound) << home;
            ASSERT_EQ(m_bench.stack->GetAddressProxy()->IsAnswering(home, m_bench.homeInterface),
                      isBound)
                << home;
            for (int careOf = 1; careOf < 10; ++careOf)
            {
                const Ipv6Address address(("7::" + std::to_string(careOf)).c_str());
                ASSERT_EQ(steering->MayComeFrom(home, address, Ipv6Address::GetAny()),
                          isBound && binding->careOfAddress == address);
            }
            const auto linkLocal = BindingEffects::DefendedAddresses(home, true)[1];
            ASSERT_EQ(
                m_bench.stack->GetAddressProxy()->IsAnswering(linkLocal, m_bench.homeInterface),
                isBound && binding->linkLocalAddressCompatibility);
            if (isBound)
            {
                ASSERT_GT(binding->expires, Simulator::Now());
                ASSERT_EQ(steering->Forwarded(home).transform.destination, binding->careOfAddress);
                ASSERT_TRUE(binding->mobileRouter || binding->prefixes.empty());
                prefixes += binding->prefixes.size();
                for (const auto& prefix : binding->prefixes)
                {
                    ASSERT_EQ(steering->Forwarded(prefix.address).transform.destination,
                              binding->careOfAddress);
                    ASSERT_EQ(m_bench.registrar->GetForwardedPrefixes().OwnerOf(prefix),
                              std::optional(home));
                }
            }
        }
        ASSERT_EQ(m_bench.registrar->GetForwardedPrefixes().Size(), prefixes);
        for (int i = 0; i < PREFIXES; ++i)
        {
            ASSERT_EQ(steering->RuleOf(Prefix(i)) != nullptr,
                      m_bench.registrar->GetForwardedPrefixes().OwnerOf(Prefix(i)).has_value());
        }
        ASSERT_LE(m_bench.registrar->GetCache().Size(), HOMES - 1U);
    }

    std::mt19937 m_random;
    HomeAgentBench m_bench;
    uint16_t m_sequence{100};
    std::optional<Ipv6Address> m_taken;
};

TEST(BindingRegistrarHistoryTest, NothingIsEverLeftBehind)
{
    for (uint32_t seed = 1; seed <= 24 && !HasFailure(); ++seed)
    {
        SCOPED_TRACE(seed);
        History(seed, seed % 3 == 0 ? "nexthop" : "interface").Play(250);
    }
}

} // namespace

} // namespace ns3::nemo::tests::mip6_binding_registrar_history_test
