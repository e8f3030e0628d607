// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_MOVEMENT_DETECTOR_TEST_H
#define NEMO_TEST_MOVEMENT_DETECTOR_TEST_H

#include "support/mobile-world.h"

#include "ns3/mip6-movement-detector.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <iterator>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace ns3::nemo::tests
{

/// Hears what a detector finds out.
class MovementWitness : public MovementListener
{
  public:
    struct Chosen
    {
        Time at;
        Ipv6Address router;
    };

    void OnLink(bool isUp) override
    {
        links.push_back(isUp);
    }

    bool MayUse(const HeardRouter& router) const override
    {
        return router.linkLocal != unusable;
    }

    std::vector<NetworkPrefix> HomePrefixesOf(const HeardRouter& router) const override
    {
        std::vector<NetworkPrefix> shown;
        std::copy_if(homePrefixes.begin(),
                     homePrefixes.end(),
                     std::back_inserter(shown),
                     [&](const auto& prefix) { return router.Find(prefix, Simulator::Now()); });
        return shown;
    }

    RouterDiscovery::AdoptOptions OnRouter(const HeardRouter& router) override
    {
        routers.push_back({Simulator::Now(), router.linkLocal});
        return options;
    }

    void OnUprooted() override
    {
        ++uprooted;
    }

    void OnCareOfAddress(const Ipv6Address& address) override
    {
        careOf.emplace_back(Simulator::Now(), address);
    }

    void OnCareOfAddressLost() override
    {
        careOf.emplace_back(Simulator::Now(), Ipv6Address::GetAny());
    }

    void OnAddresses() override
    {
        ++changes;
    }

    void OnMovementState(MovementDetector::State from, MovementDetector::State to) override
    {
        EXPECT_EQ(from, states.empty() ? MovementDetector::State::SEARCHING : states.back());
        states.push_back(to);
    }

    std::vector<NetworkPrefix> homePrefixes;
    Ipv6Address unusable{Ipv6Address::GetAny()};
    RouterDiscovery::AdoptOptions options;
    std::vector<bool> links;
    std::vector<Chosen> routers;
    int uprooted{0};
    int changes{0};
    std::vector<std::pair<Time, Ipv6Address>> careOf;
    std::vector<MovementDetector::State> states;
};

/// A movement detector on a node of its own in the world of mobile nodes.
class MovementDetectorTest : public testing::Test
{
  protected:
    static constexpr uint8_t ROUTER_SOLICITATION = 133;

    MovementDetectorTest()
    {
        m_config.interfaceIdentifier = 0x10;
        m_config.dadRandomDelay = Time(0);
    }

    ~MovementDetectorTest() override
    {
        m_it.reset();
    }

    /// The node, attached to a link.
    void Start(Ptr<MobileLink> link)
    {
        m_node = &m_world.NewNode();
        m_world.mobileNode = m_node;
        m_interface = m_node->AddInterface(link, "", false);
        m_world.roaming = m_interface;
        m_it = std::make_unique<MovementDetector>(m_node->stack->GetRouterDiscovery(),
                                                  m_interface,
                                                  m_listener);
        m_it->Start(m_config);
    }

    /// Another router on link a, with prefix 2:0:0:1::/64.
    WorldNode& SecondRouter()
    {
        WorldNode& router = m_world.NewNode();
        Ipv6Address address = m_world.Address("8::1");
        std::ostringstream text;
        text << address;
        router.AddInterface(m_world.a, text.str(), true);
        m_world.Advertise(router, 2, "8::1");
        return router;
    }

    /// What router a says from now on: one prefix, without its own address (R).
    void AdvertiseWithoutAddress(const std::string& text)
    {
        AdvertisingConfig config = m_world.advertising;
        AdvertisedPrefix prefix;
        prefix.address = m_world.Address(text);
        config.prefixes = {prefix};
        m_world.routerA->stack->GetRouterAdvertiser()->Configure(2, config);
    }

    /// Whether somebody on link a answers for an address.
    bool IsAnswered(const std::string& text)
    {
        WorldNode& asker = m_world.NewNode();
        const uint32_t interface = asker.AddInterface(m_world.a, "", false);
        bool isAnswered = false;
        asker.stack->GetAddressProxy()->Solicit(
            m_world.Address(text),
            interface,
            asker.Interfaces()->LinkLocalAddress(interface),
            [&](const auto& linkLayer) { isAnswered = linkLayer.has_value(); });
        m_world.RunUntil(Simulator::Now() + Seconds(5));
        return isAnswered;
    }

    Ipv6Address LinkLocal(const WorldNode& router) const
    {
        return router.Interfaces()->LinkLocalAddress(2);
    }

    std::size_t Solicitations(Ptr<MobileLink> link) const
    {
        return m_world
            .Caught(link,
                    [](const CaughtPacket& packet) { return packet.icmpv6 == ROUTER_SOLICITATION; })
            .size();
    }

    MobileWorld m_world;
    MovementDetector::Config m_config;
    MovementWitness m_listener;
    WorldNode* m_node{nullptr};
    uint32_t m_interface{0};
    std::unique_ptr<MovementDetector> m_it;
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_MOVEMENT_DETECTOR_TEST_H
