// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_ROUTER_DISCOVERY_TEST_H
#define NEMO_TEST_ROUTER_DISCOVERY_TEST_H

#include "support/neighbor-world.h"

#include "ns3/simulator.h"

#include <functional>
#include <gtest/gtest.h>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace ns3::nemo::tests
{

/// Writes down what it is told, and does what the test says.
struct DiscoveryRecorder : RouterDiscoveryListener
{
    void OnLinkUp(uint32_t) override
    {
        Write("up");
    }

    void OnLinkDown(uint32_t) override
    {
        Write("down");
    }

    void OnAdvertisement(uint32_t interface, const HeardRouter& router) override
    {
        ++advertisements;
        last = router;
        if (onAdvertisement)
        {
            onAdvertisement(interface, router);
        }
    }

    void OnRouterSilent(uint32_t, const HeardRouter&) override
    {
        Write("silent");
    }

    void OnRouterLost(uint32_t, const HeardRouter&) override
    {
        Write("lost");
    }

    void OnRouterReplaced(uint32_t, const HeardRouter&) override
    {
        Write("replaced");
    }

    void OnAddressReady(uint32_t, const Ipv6Address& address, const NetworkPrefix&) override
    {
        Write("ready", address);
    }

    void OnAddressRefused(uint32_t, const Ipv6Address& address) override
    {
        Write("refused", address);
    }

    void OnAddressDeprecated(uint32_t, const Ipv6Address& address) override
    {
        Write("deprecated", address);
    }

    void OnAddressGone(uint32_t, const Ipv6Address& address) override
    {
        Write("gone", address);
    }

    void Write(const std::string& what, std::optional<Ipv6Address> address = std::nullopt)
    {
        std::ostringstream text;
        text << what;
        if (address)
        {
            text << " " << *address;
        }
        log.push_back(text.str());
        times.push_back(Simulator::Now());
    }

    std::vector<std::string> log;
    std::vector<Time> times;
    int advertisements{0};
    HeardRouter last;
    std::function<void(uint32_t, const HeardRouter&)> onAdvertisement;
};

/// Two links with a router each, and a host with one interface that is on none at first.
class RouterDiscoveryTest : public ::testing::Test
{
  protected:
    RouterDiscoveryTest()
    {
        for (auto* router : {&first, &second})
        {
            router->interfaces->SetForwarding(1, true);
        }
        first.interfaces->AddAddress(1, Ipv6Address("fd00:1::1"), 64, true);
        second.interfaces->AddAddress(1, Ipv6Address("fd00:2::1"), 64, true);
        host.discovery->SetAttribute("MaxRandomDadDelay", TimeValue(Seconds(0)));
    }

    static AdvertisingConfig Config(const char* address)
    {
        AdvertisingConfig config;
        config.minInterval = MilliSeconds(300);
        config.maxInterval = MilliSeconds(500);
        config.advertisementInterval = true;
        AdvertisedPrefix prefix;
        prefix.address = Ipv6Address(address);
        prefix.router = true;
        config.prefixes.push_back(prefix);
        return config;
    }

    /// Both routers advertise.
    void Advertise()
    {
        first.advertiser->Configure(1, Config("fd00:1::1"));
        second.advertiser->Configure(1, Config("fd00:2::1"));
    }

    /// The host runs with interface identifier ::aa and a listener that adopts everybody.
    void StartAdopting(bool solicit = true)
    {
        recorder.onAdvertisement = [this](uint32_t interface, const HeardRouter& router) {
            if (!host.discovery->IsAdopted(interface, router.linkLocal))
            {
                host.discovery->Adopt(interface, router.linkLocal, {});
            }
        };
        Start(solicit);
    }

    void Start(bool solicit = true)
    {
        host.discovery->SetListener(ih, &recorder);
        StartPlain(solicit);
    }

    void StartPlain(bool solicit = true)
    {
        RouterDiscovery::Config config;
        config.interfaceIdentifier = 0xaa;
        config.solicitOnLinkUp = solicit;
        host.discovery->Start(ih, config);
    }

    void MoveTo(Ptr<MobileLink> link)
    {
        if (link)
        {
            link->Attach(host.Device(ih));
        }
        else
        {
            host.Device(ih)->GetLink()->Detach(host.Device(ih));
        }
    }

    /// A router says something by hand, from its link-local address.
    void Say(NeighborNode& router, const RouterAdvertisement& message)
    {
        router.SendRaw(1,
                       MakePacket(message, LinkLocal(router), Ipv6Address("ff02::1")),
                       Mac48Address("33:33:00:00:00:01"));
        world.RunUntil(Simulator::Now() + MilliSeconds(10));
    }

    static RouterAdvertisement Saying(uint32_t valid, uint32_t preferred, uint16_t lifetime = 1800)
    {
        RouterAdvertisement message;
        message.routerLifetime = lifetime;
        message.options.emplace_back(
            PrefixInformation{64, true, true, false, valid, preferred, Ipv6Address("fd00:1::")});
        return message;
    }

    static Ipv6Address LinkLocal(const NeighborNode& router)
    {
        return router.interfaces->LinkLocalAddress(1);
    }

    NeighborWorld world;
    Ptr<MobileLink> one = world.NewLink();
    Ptr<MobileLink> two = world.NewLink();
    NeighborNode& first = world.NewNode();
    NeighborNode& second = world.NewNode();
    NeighborNode& host = world.NewNode();
    const uint32_t i1 = first.AddInterface(one);
    const uint32_t i2 = second.AddInterface(two);
    const uint32_t ih = host.AddInterface(nullptr);
    const Ipv6Address a1{"fd00:1::aa"};
    const Ipv6Address a2{"fd00:2::aa"};
    const NetworkPrefix p1{Ipv6Address("fd00:1::"), 64};
    const NetworkPrefix p2{Ipv6Address("fd00:2::"), 64};
    DiscoveryRecorder recorder;
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_ROUTER_DISCOVERY_TEST_H
