// SPDX-License-Identifier: GPL-2.0-only
// Which addresses follow from an ID Length. draft-ietf-mobileip-ipv6-04 section 8.2.
#include "ns3/mip6-shared-identifiers.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <map>
#include <set>
#include <vector>

namespace ns3::nemo::tests::mip6_shared_identifiers_test
{

namespace
{

const Ipv6Address HOME("1::2");
const Ipv6Address SECOND("5::2");
const Ipv6Address LINK_LOCAL("fe80::2");
const Ipv6Address SITE_LOCAL("fec0::2");

class SharedIdentifiersTest : public ::testing::Test
{
  protected:
    SharedIdentifiersTest()
        : shared({[this](uint32_t) { return prefixes; },
                  [this](const Ipv6Address& address) { return taken.count(address) > 0; },
                  [this](const Ipv6Address& address, const Binding& owner, bool isServed) {
                      served.erase(address);
                      if (isServed)
                      {
                          served[address] = owner.homeAddress;
                      }
                  }})
    {
    }

    ~SharedIdentifiersTest() override
    {
        Simulator::Destroy();
    }

    static Binding Of(const Ipv6Address& home, uint8_t length = 64)
    {
        Binding binding;
        binding.homeAddress = home;
        binding.homeRegistration = true;
        binding.interface = 1;
        binding.interfaceIdentifierLength = length;
        return binding;
    }

    /// A binding begins, with all that goes with it.
    void Bind(const Binding& binding)
    {
        shared.Change(nullptr, &binding);
        taken.insert(binding.homeAddress);
    }

    void Unbind(const Binding& binding)
    {
        taken.erase(binding.homeAddress);
        shared.Change(&binding, nullptr);
    }

    std::set<Ipv6Address> Served() const
    {
        std::set<Ipv6Address> addresses;
        for (const auto& [address, owner] : served)
        {
            addresses.insert(address);
        }
        return addresses;
    }

    std::vector<OnLinkPrefix> prefixes{{*NetworkPrefix::Parse("1::/64"), Time::Max()},
                                       {*NetworkPrefix::Parse("5::/64"), Time::Max()}};
    std::set<Ipv6Address> taken;
    std::map<Ipv6Address, Ipv6Address> served;
    SharedIdentifiers shared;
};

} // namespace

TEST_F(SharedIdentifiersTest, FormsThemOfAllPrefixesButItsOwn)
{
    Bind(Of(HOME));
    EXPECT_EQ(Served(), (std::set<Ipv6Address>{SECOND, LINK_LOCAL, SITE_LOCAL}));
    EXPECT_EQ(shared.Of(HOME).size(), 3U);
    EXPECT_TRUE(shared.Of(SECOND).empty());
    Unbind(Of(HOME));
    EXPECT_TRUE(served.empty());
}

TEST_F(SharedIdentifiersTest, WithoutALengthOrALinkThereAreNone)
{
    Bind(Of(HOME, 0));
    Binding aloof = Of(Ipv6Address("1::3"));
    aloof.interface = 0;
    Bind(aloof);
    EXPECT_TRUE(served.empty());
}

TEST_F(SharedIdentifiersTest, APrefixOfAnotherLengthMakesNone)
{
    prefixes.push_back({*NetworkPrefix::Parse("6::/48"), Time::Max()});
    Bind(Of(HOME));
    EXPECT_EQ(served.size(), 3U);
}

TEST_F(SharedIdentifiersTest, WhatIsTakenIsLeftAlone)
{
    taken = {SECOND};
    Bind(Of(HOME));
    EXPECT_EQ(Served(), (std::set<Ipv6Address>{LINK_LOCAL, SITE_LOCAL}));
    taken = {HOME};
    shared.Review();
    EXPECT_EQ(Served(), (std::set<Ipv6Address>{SECOND, LINK_LOCAL, SITE_LOCAL}));
}

TEST_F(SharedIdentifiersTest, ABindingOfItsOwnGoesBefore)
{
    Bind(Of(HOME));
    Bind(Of(SECOND, 0));
    EXPECT_EQ(Served(), (std::set<Ipv6Address>{LINK_LOCAL, SITE_LOCAL}));
    Unbind(Of(SECOND, 0));
    EXPECT_EQ(served.at(SECOND), HOME);
}

TEST_F(SharedIdentifiersTest, OfTwoThatAskTheSmallerHasThem)
{
    Bind(Of(SECOND));
    EXPECT_EQ(served.at(HOME), SECOND);
    Bind(Of(HOME));
    EXPECT_EQ(served.count(HOME) + served.count(SECOND), 0U);
    EXPECT_EQ(served.at(LINK_LOCAL), HOME);
    Unbind(Of(HOME));
    EXPECT_EQ(served.at(LINK_LOCAL), SECOND);
    EXPECT_EQ(served.at(HOME), SECOND);
}

TEST_F(SharedIdentifiersTest, TheyEndWithTheirPrefix)
{
    prefixes[1].until = Seconds(10);
    Bind(Of(HOME));
    Simulator::Schedule(Seconds(9), [this] { EXPECT_EQ(served.count(SECOND), 1U); });
    // Whoever knows the prefixes says so no more.
    Simulator::Schedule(Seconds(9.5), [this] { prefixes.pop_back(); });
    Simulator::Schedule(Seconds(11), [this] { EXPECT_EQ(served.count(SECOND), 0U); });
    Simulator::Run();
    EXPECT_EQ(Served(), (std::set<Ipv6Address>{LINK_LOCAL, SITE_LOCAL}));
}

} // namespace ns3::nemo::tests::mip6_shared_identifiers_test
