// SPDX-License-Identifier: GPL-2.0-only
// Why a home agent refuses a request for a prefix, and what becomes of the binding.
// draft-ietf-nemo-prefix-delegation-00 sections 5.3, 6.5 and 8.
#include "nemo-requirement.h"
#include "support/delegation-bench.h"

#include "ns3/mip6-mobility-header.h"
#include "ns3/string.h"

#include <gtest/gtest.h>
#include <set>

namespace ns3::nemo::tests::nemo_prefix_delegation_status_test
{

namespace
{

/// A request that cannot be met.
struct Refusal
{
    const char* name;
    int status;
    std::vector<std::pair<std::string, std::string>> attributes; ///< of the delegation
    uint8_t length;
    std::string flags;
    PrefixType type;
    std::optional<std::set<PrefixType>> limit;
};

const std::vector<Refusal> REFUSALS = {
    {"NoLength", 3, {}, 0, "", PrefixType::NONE_SPECIFIED, {}},
    {"TooLong", 3, {}, 129, "", PrefixType::NONE_SPECIFIED, {}},
    {"NoPrivatePool", 4, {}, 64, "", PrefixType::PRIVATE, {}},
    {"NoGlobalPool", 4, {}, 64, "", PrefixType::GLOBAL, {}},
    {"UnknownType", 4, {}, 64, "", static_cast<PrefixType>(9), {}},
    {"TypeNotForThisRouter",
     4,
     {},
     64,
     "",
     PrefixType::UNIQUE_LOCAL,
     std::set<PrefixType>{PrefixType::GLOBAL}},
    {"NothingForThisRouter", 5, {}, 64, "", PrefixType::NONE_SPECIFIED, std::set<PrefixType>()},
    {"DeniedBeforeType", 5, {}, 64, "", PrefixType::PRIVATE, std::set<PrefixType>()},
    {"TooMany", 6, {{"MaxLeases", "1"}}, 64, "", PrefixType::NONE_SPECIFIED, {}},
    {"TypeBeforeRoom",
     4,
     {{"MaxLeases", "1"}},
     64,
     "",
     PrefixType::UNIQUE_LOCAL,
     std::set<PrefixType>{PrefixType::GLOBAL}},
    {"NoPersistent", 8, {{"Persistent", "false"}}, 64, "P", PrefixType::NONE_SPECIFIED, {}},
    {"NoTransient", 9, {{"Transient", "false"}}, 64, "", PrefixType::NONE_SPECIFIED, {}},
    {"NoImplicit", 10, {{"Implicit", "false"}}, 64, "I", PrefixType::NONE_SPECIFIED, {}},
};

/// A back end of another make, such as a server that is asked over the network: it knows the lowest
/// prefixes of fd00:b000::/48 and gives them one by one.
class OtherAuthority : public PrefixAuthority
{
  public:
    PrefixGrant Request(const PrefixRequest& request, Time now, const Obstacle&) override
    {
        PrefixGrant grant;
        const auto known = Find(request.homeAddress, request.correlator, now);
        grant.isNew = !known;
        grant.lease = known.value_or(PrefixLease());
        if (!known)
        {
            grant.lease.homeAddress = request.homeAddress;
            grant.lease.correlator = request.correlator;
            grant.lease.persistent = request.persistent;
            grant.lease.implicit = request.implicit;
            grant.lease.confirmed = true;
            grant.lease.prefix = P("fd00:b000:0:" + std::to_string(m_leases.size()) + "::/64");
            grant.lease.expires = request.persistentEnd;
            m_leases.push_back(grant.lease);
        }
        if (!grant.lease.persistent)
        {
            grant.lease.expires = request.transientEnd;
        }
        return grant;
    }

    bool Assign(const PrefixLease&, Time) override
    {
        return false;
    }

    bool Update(const PrefixLease& lease, Time) override
    {
        for (PrefixLease& own : m_leases)
        {
            own = own.prefix == lease.prefix ? lease : own;
        }
        return true;
    }

    bool Release(const Ipv6Address&, const NetworkPrefix&, Time) override
    {
        return false;
    }

    void ReleaseTransient(std::optional<Ipv6Address>, Time) override
    {
    }

    void Advance(Time) override
    {
    }

    std::optional<PrefixLease> Find(const Ipv6Address& home,
                                    uint16_t correlator,
                                    Time) const override
    {
        for (const PrefixLease& lease : m_leases)
        {
            if (lease.homeAddress == home && lease.correlator == correlator)
            {
                return lease;
            }
        }
        return std::nullopt;
    }

    std::vector<PrefixLease> Of(const Ipv6Address&, Time) const override
    {
        return m_leases;
    }

    bool OverlapsOther(const Ipv6Address&, const NetworkPrefix&, Time) const override
    {
        return false;
    }

    bool IsFromHere(const NetworkPrefix&) const override
    {
        return false;
    }

    std::vector<PrefixLease> All(Time) const override
    {
        return m_leases;
    }

  private:
    std::vector<PrefixLease> m_leases;
};

class DelegationRefusalTest : public DelegationTest, public ::testing::WithParamInterface<Refusal>
{
  protected:
    /// A router with the prefix 5::/64 and a lease, which is in bounds still.
    void Prepare()
    {
        m_bench.agent->GetPrefixTable().Add(Ipv6Address("4::2"), P("5::/64"));
        EXPECT_EQ(Ask(Update({PrefixOption("5::/64"), Wish(1, "PI")})), 0);
        for (const auto& [name, value] : GetParam().attributes)
        {
            Set(name, value);
        }
        if (GetParam().limit)
        {
            m_bench.agent->GetDelegation()->Limit(Ipv6Address("4::2"), *GetParam().limit);
        }
        m_wish = Wish(2, GetParam().flags, GetParam().length, GetParam().type);
        m_refused = "D2 " + std::to_string(GetParam().status) + " ";
    }

    MobileNetworkPrefixRequest m_wish;
    std::string m_refused;
};

} // namespace

TEST_P(DelegationRefusalTest, TheBindingIsRefusedAndStaysAsItWas)
{
    REQ("PD-5.3-1", "PD-5.3-1+2", "PD-5.4-3", "PD-6.5-3+1", "PD-6.5-7", "PD-6.5-8", "PD-6.5-10");
    REQ("PD-6.5-12", "PD-6.5-13", "PD-6.5-14", "PD-8-2", "PD-8-7", "PD-6.4-3", "PD-6.4-4");
    Prepare();
    const std::string before = m_bench.Dump();
    const auto leases = m_authority->All(Simulator::Now());
    EXPECT_EQ(Ask(Update({PrefixOption("5::/64"), m_wish})), 143);
    EXPECT_EQ(Told(), Strings{m_refused});
    const auto confirmation = Confirmed().at(0);
    EXPECT_TRUE(confirmation.prefix.IsAny());
    EXPECT_EQ(confirmation.validLifetime, 0U);
    EXPECT_EQ(confirmation.prefixType, PrefixType::NONE_SPECIFIED);
    EXPECT_EQ(m_bench.Dump(), before);
    EXPECT_EQ(m_authority->All(Simulator::Now()), leases);
    // Nor is anything given that could be.
    EXPECT_EQ(Ask(Update({Wish(1), m_wish})), 143);
    EXPECT_EQ(Told(), (Strings{"D1 6 ", m_refused}));
    EXPECT_EQ(m_authority->All(Simulator::Now()), leases);
    // A repeated request is answered as ever.
    EXPECT_EQ(Ask(Update({PrefixOption("5::/64"), Wish(1)})), 0);
    EXPECT_EQ(Told(), Strings{"D1 0 PI fd00:b000::/64 4294967295"});
}

TEST_P(DelegationRefusalTest, IsSaidOfTheOneRequestIfTheHomeAgentIsLenient)
{
    REQ("PD-5.3-1+2");
    Set("Lenient", "true");
    Prepare();
    const auto leases = m_authority->All(Simulator::Now());
    EXPECT_EQ(Ask(Update({PrefixOption("5::/64"), m_wish})), 0);
    EXPECT_EQ(Told(), Strings{m_refused});
    EXPECT_EQ(m_authority->All(Simulator::Now()), leases);
    EXPECT_EQ(m_bench.Find("4::2")->prefixes, (std::vector{P("5::/64"), P("fd00:b000::/64")}));
    EXPECT_EQ(Ask(Update({Wish(1), m_wish})), 0);
    EXPECT_EQ(Told(), (Strings{"D1 0 PI fd00:b000::/64 4294967295", m_refused}));
}

TEST_P(DelegationRefusalTest, NothingButARefusalIsNoBindingForALenientHomeAgentEither)
{
    REQ("PD-5.3-1+2");
    Set("Lenient", "true");
    Prepare();
    if (GetParam().limit)
    {
        m_bench.agent->GetDelegation()->Limit(Ipv6Address("4::9"), *GetParam().limit);
    }
    if (GetParam().status == 6)
    {
        Set("MaxLeases", "0");
    }
    EXPECT_EQ(Ask(Update({m_wish}, "4::9")), 143);
    EXPECT_EQ(Told(), Strings{m_refused});
    EXPECT_FALSE(m_bench.Find("4::9"));
}

INSTANTIATE_TEST_SUITE_P(Statuses,
                         DelegationRefusalTest,
                         ::testing::ValuesIn(REFUSALS),
                         [](const auto& refusal) { return std::string(refusal.param.name); });

TEST_F(DelegationTest, APrefixMayBeLongerThanAskedFor)
{
    REQ("PD-6.5-11", "PD-5.3-1+2");
    EXPECT_EQ(Ask(Update({Wish(1, "", 48)})), 0);
    EXPECT_EQ(Told(), Strings{"D1 7  fd00:b000::/56 400"});
    EXPECT_TRUE(IsTunnelled("fd00:b000:0:ff::9"));
}

TEST_F(DelegationTest, APoolThatIsEmptyIsSaidToBe)
{
    REQ("PD-6.5-10", "PD-L-3", "PD-8-2");
    Use(LeasePrefixAuthority::InMemory({{P("fd00:b000::/63"), 64}}));
    EXPECT_EQ(Ask(Update({Wish(1), Wish(2), Wish(3)})), 143);
    EXPECT_EQ(Told(), (Strings{"D1 6 ", "D2 6 ", "D3 6 "}));
    EXPECT_EQ(Leases(), Strings{});
    Set("Lenient", "true");
    EXPECT_EQ(Ask(Update({Wish(1), Wish(2), Wish(3)})), 0);
    EXPECT_EQ(Told(),
              (Strings{"D1 0  fd00:b000::/64 400", "D2 0  fd00:b000:0:1::/64 400", "D3 6 "}));
}

TEST_F(DelegationTest, WhatIsGrantedIsTold)
{
    REQ("PD-6.5-1+1", "PD-5.3-5", "PD-2-1");
    const auto table = std::shared_ptr<PrefixAuthority>(LeasePrefixAuthority::InMemory());
    PrefixLease lease;
    lease.homeAddress = Ipv6Address("4::2");
    lease.prefix = P("fd00:5::/64");
    lease.persistent = true;
    lease.implicit = true;
    EXPECT_TRUE(table->Assign(lease, Simulator::Now()));
    Use(table);
    EXPECT_EQ(Ask(Update({Wish(1)})), 0);
    EXPECT_EQ(Told(), Strings{"D1 0 PI fd00:5::/64 4294967295"});
    EXPECT_EQ(Confirmed().at(0).prefixType, PrefixType::UNIQUE_LOCAL);
    EXPECT_EQ(Ask(Update()), 0);
    EXPECT_TRUE(IsTunnelled("fd00:5::9"));
    EXPECT_EQ(Ask(Update({Wish(1)}, "4::9")), 143);
    EXPECT_EQ(Told(), Strings{"D1 5 "});
}

TEST_F(DelegationTest, AnyBackEndGivesTheSameExchange)
{
    REQ("PD-2-1");
    const auto talk = [this]() {
        std::vector<Octets> said;
        m_sequence = 100;
        for (const auto& wishes :
             std::vector<MobilityOptions>{{Wish(1)}, {Wish(1), Wish(2, "PI")}, {}})
        {
            auto update = Update(wishes);
            update.flags = "AHRS";
            Ask(update);
            said.push_back(m_bench.LastAnswer().octets);
        }
        return said;
    };
    const auto pool = talk();
    Use(std::make_shared<OtherAuthority>());
    EXPECT_EQ(talk(), pool);
}

TEST_F(DelegationTest, TypesOfPrefixes)
{
    REQ("PD-6.4-7", "PD-6.5-1+1");
    Use(LeasePrefixAuthority::InMemory({{P("fd00:b000::/60"), 64}, {P("20:b000::/60"), 64}}));
    EXPECT_EQ(Ask(Update({Wish(1, "", 64, PrefixType::GLOBAL),
                          Wish(2, "", 64, PrefixType::UNIQUE_LOCAL),
                          Wish(3)})),
              0);
    EXPECT_EQ(Told(),
              (Strings{"D1 0  20:b000::/64 400",
                       "D2 0  fd00:b000::/64 400",
                       "D3 0  fd00:b000:0:1::/64 400"}));
    EXPECT_EQ(Confirmed().at(0).prefixType, PrefixType::GLOBAL);
    EXPECT_EQ(Confirmed().at(1).prefixType, PrefixType::UNIQUE_LOCAL);
    // Limited to a type, any means that one.
    m_bench.agent->GetDelegation()->Limit(Ipv6Address("4::9"), {PrefixType::GLOBAL});
    EXPECT_EQ(Ask(Update({Wish(1)}, "4::9")), 0);
    EXPECT_EQ(Told(), Strings{"D1 0  20:b000:0:1::/64 400"});
}

TEST_F(DelegationTest, AMobileHostGetsNothing)
{
    REQ("PD-6.5-6", "PD-8-6", "PD-5.3-1+2", "PD-6.5-3+1");
    auto update = Update({Wish(1)});
    update.flags = "AH";
    update.lifetime = 420;
    update.sequence = 6;
    EXPECT_EQ(Ask(update), 0);
    EXPECT_EQ(Told(), Strings{"D1 2 "});
    EXPECT_EQ(Listed(), Strings{"none"});
    const HeardPacket answer = m_bench.LastAnswer();
    EXPECT_FALSE(answer.Acknowledgement()->mobileRouter);
    // Vector pd-ba-nonmr, as it is corrected in row PD-6.5-3.
    EXPECT_EQ(
        EncodeMobilityHeader(*answer.signal, Ipv6Address("4::3"), Ipv6Address("4::2")),
        (Octets{0x3b, 0x04, 0x06, 0x00, 0xf2, 0x94, 0x00, 0x00, 0x00, 0x06, 0x00, 0x69, 0xc9, 0x1a,
                0x00, 0x20, 0x00, 0x01, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
                0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00}));
    EXPECT_EQ(Leases(), Strings{});
    EXPECT_TRUE(m_bench.Find("4::2"));
}

TEST_F(DelegationTest, ADeregistrationGetsOnlyWhatOutlastsIt)
{
    REQ("PD-8-4", "PD-8-4+1");
    EXPECT_EQ(Ask(Update({Wish(1)})), 0);
    auto end = Update({Wish(2, "PI"), Wish(3)});
    end.lifetime = 0;
    EXPECT_EQ(Ask(end), 0);
    EXPECT_EQ(Told(), (Strings{"D2 0 PI fd00:b000::/64 4294967295", "D3 9 "}));
    EXPECT_FALSE(m_bench.Find("4::2"));
    EXPECT_EQ(Leases(), Strings{"4::2 fd00:b000::/64"});
    EXPECT_FALSE(IsTunnelled("fd00:b000::9"));
    // Without a binding there is nothing to answer it with.
    m_bench.Run(Seconds(20));
    end.sequence = ++m_sequence;
    EXPECT_EQ(Ask(end), 133);
    EXPECT_EQ(Told(), Strings{});
    EXPECT_EQ(Ask(Update()), 0);
    EXPECT_TRUE(IsTunnelled("fd00:b000::9"));
}

} // namespace ns3::nemo::tests::nemo_prefix_delegation_status_test
