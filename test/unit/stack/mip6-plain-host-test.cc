// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-plain-host.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <sstream>

namespace ns3::nemo::tests::mip6_plain_host_test
{

namespace
{

constexpr uint32_t INTERFACE = 3;

/// RouterDiscovery, as far as a host commands it: notes what it is told.
class Discovery : public RouterCommands
{
  public:
    void Solicit(uint32_t interface) override
    {
        Note("solicit", interface, {});
    }

    void Adopt(uint32_t interface,
               const Ipv6Address& linkLocal,
               const AdoptOptions& options) override
    {
        Note(options.makeDefault ? "default" : "adopt", interface, linkLocal);
        EXPECT_TRUE(options.configureAddresses);
        adopted.push_back(linkLocal);
        if (options.makeDefault)
        {
            current = linkLocal;
        }
    }

    void Abandon(uint32_t interface, const Ipv6Address& linkLocal) override
    {
        Note("abandon", interface, linkLocal);
    }

    void Forget(uint32_t interface, const Ipv6Address& linkLocal) override
    {
        Note("forget", interface, linkLocal);
    }

    void ProbeRouter(uint32_t interface, const Ipv6Address& linkLocal, Reachability result) override
    {
        Note("probe", interface, linkLocal);
        probes.push_back(std::move(result));
    }

    std::optional<HeardRouter> CurrentRouter(uint32_t) const override
    {
        for (const auto& router : heard)
        {
            if (router.linkLocal == current)
            {
                return router;
            }
        }
        return std::nullopt;
    }

    bool IsAdopted(uint32_t, const Ipv6Address& linkLocal) const override
    {
        return std::find(adopted.begin(), adopted.end(), linkLocal) != adopted.end();
    }

    std::vector<HeardRouter> RoutersHeard(uint32_t) const override
    {
        return heard;
    }

    /// A router that was heard, and is a default router or not.
    const HeardRouter& Hear(const char* linkLocal, bool isDefault = true)
    {
        HeardRouter router;
        router.linkLocal = Ipv6Address(linkLocal);
        router.lifetime = isDefault ? 1800 : 0;
        router.lifetimeUntil = Seconds(router.lifetime);
        heard.push_back(router);
        return heard.back();
    }

    std::vector<HeardRouter> heard;
    std::vector<Ipv6Address> adopted;
    std::optional<Ipv6Address> current;
    std::vector<Reachability> probes;
    std::vector<std::string> told;

  private:
    void Note(const char* what, uint32_t interface, std::optional<Ipv6Address> whom)
    {
        EXPECT_EQ(interface, INTERFACE);
        std::ostringstream text;
        text << what;
        if (whom)
        {
            text << " " << *whom;
        }
        told.push_back(text.str());
    }
};

using Told = std::vector<std::string>;

// RFC 4861 section 6.3.6; RFC 4862 section 5.5: an address from every prefix.
TEST(PlainHostTest, TakesAddressesOfAllRoutersAndTheFirstAsItsDefault)
{
    Discovery discovery;
    PlainHost host(discovery);
    host.OnAdvertisement(INTERFACE, discovery.Hear("fe80::1"));
    host.OnAdvertisement(INTERFACE, discovery.Hear("fe80::2"));
    EXPECT_EQ(discovery.told, (Told{"default fe80::1", "adopt fe80::2"}));
    // Said again, nothing is new.
    host.OnAdvertisement(INTERFACE, discovery.heard[0]);
    host.OnAdvertisement(INTERFACE, discovery.heard[1]);
    EXPECT_EQ(discovery.told.size(), 2U);
}

TEST(PlainHostTest, GoesToTheNextDefaultRouterWhenItsOwnIsLost)
{
    Discovery discovery;
    PlainHost host(discovery);
    host.OnAdvertisement(INTERFACE, discovery.Hear("fe80::1"));
    host.OnAdvertisement(INTERFACE, discovery.Hear("fe80::2", false));
    host.OnAdvertisement(INTERFACE, discovery.Hear("fe80::3"));
    const HeardRouter lost = discovery.heard[0];
    discovery.heard.erase(discovery.heard.begin());
    discovery.told.clear();
    host.OnRouterLost(INTERFACE, lost);
    EXPECT_EQ(discovery.told, Told{"default fe80::3"});
}

TEST(PlainHostTest, SolicitsWhenNoDefaultRouterIsLeft)
{
    Discovery discovery;
    PlainHost host(discovery);
    const HeardRouter lost = discovery.Hear("fe80::1");
    discovery.heard.clear();
    discovery.Hear("fe80::2", false);
    host.OnRouterLost(INTERFACE, lost);
    EXPECT_EQ(discovery.told, Told{"solicit"});
}

TEST(PlainHostTest, ForgetsRoutersThatAreNotOnTheLinkThatCameUp)
{
    Discovery discovery;
    PlainHost host(discovery);
    host.OnLinkUp(INTERFACE);
    EXPECT_TRUE(discovery.told.empty());
    discovery.Hear("fe80::1");
    discovery.Hear("fe80::2");
    host.OnLinkUp(INTERFACE);
    EXPECT_EQ(discovery.told, (Told{"probe fe80::1", "probe fe80::2"}));
    discovery.probes.at(0)(true);
    EXPECT_EQ(discovery.told.size(), 2U);
    discovery.probes.at(1)(false);
    EXPECT_EQ(discovery.told.back(), "forget fe80::2");
}

} // namespace

} // namespace ns3::nemo::tests::mip6_plain_host_test
