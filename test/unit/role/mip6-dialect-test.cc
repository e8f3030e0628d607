// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-dialect.h"
#include "ns3/mip6-rfc6275-codec.h"
#include "ns3/mip6-role.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_dialect_test
{

namespace
{

/// A role that does nothing.
class IdleRole : public Role
{
    void DoBoot() override
    {
    }

    void DoHalt() override
    {
    }
};

/// A dialect that is not RFC 6275.
class OtherDialect : public Dialect
{
  public:
    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId("ns3::nemo::tests::OtherDialect")
                                .SetParent<Dialect>()
                                .AddConstructor<OtherDialect>();
        return tid;
    }

    DialectProfile GetProfile() const override
    {
        return {};
    }

    Ptr<SignalCodec> GetCodec() const override
    {
        return nullptr;
    }

    std::unique_ptr<HomeAgentDiscovery> MakeHomeAgentDiscovery(const DiscoveryParts&) const override
    {
        return nullptr;
    }
};

class DialectTest : public ::testing::Test
{
  protected:
    void TearDown() override
    {
        Simulator::Destroy();
    }

    Ptr<IdleRole> AddRole()
    {
        auto role = CreateObject<IdleRole>();
        m_node->AddApplication(role);
        return role;
    }

    Ptr<Node> m_node{CreateObject<Node>()};
};

TEST_F(DialectTest, ARoleSpeaksRfc6275UnlessToldOtherwise)
{
    const auto dialect = AddRole()->GetDialect();
    EXPECT_EQ(dialect->GetInstanceTypeId().GetName(), "ns3::nemo::Rfc6275");
    EXPECT_TRUE(DynamicCast<Rfc6275Codec>(dialect->GetCodec()));
    EXPECT_EQ(dialect->GetCodec(), dialect->GetCodec());
}

TEST_F(DialectTest, AllRolesOfANodeShareOne)
{
    EXPECT_EQ(AddRole()->GetDialect(), AddRole()->GetDialect());
    EXPECT_EQ(m_node->GetObject<Dialect>(), AddRole()->GetDialect());
}

TEST_F(DialectTest, ARoleIsToldByName)
{
    auto role = AddRole();
    OtherDialect::GetTypeId();
    role->SetAttribute("Dialect", StringValue("ns3::nemo::tests::OtherDialect"));
    EXPECT_EQ(role->GetDialect()->GetInstanceTypeId(), OtherDialect::GetTypeId());
}

TEST_F(DialectTest, ANodeSpeaksOnlyOne)
{
    AddRole()->GetDialect();
    EXPECT_DEATH(Dialect::Of(m_node, OtherDialect::GetTypeId()), "speaks ns3::nemo::Rfc6275");
}

TEST_F(DialectTest, WhatIsNoDialectIsRefused)
{
    EXPECT_DEATH(Dialect::Of(m_node, Node::GetTypeId()), "");
}

} // namespace

} // namespace ns3::nemo::tests::mip6_dialect_test
