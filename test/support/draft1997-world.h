// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_DRAFT1997_WORLD_H
#define NEMO_TEST_DRAFT1997_WORLD_H

#include "support/draft1997-wire.h"
#include "support/link-tap.h"
#include "system/scenario-run.h"

#include "ns3/ipv6-l3-protocol.h"
#include "ns3/mip6-checksum.h"
#include "ns3/simulator.h"

#include <string>
#include <vector>

namespace ns3::nemo::tests
{

/// A mobile node of the 1997 dialect with home 1::2 and home agent 1::1, links a and b to visit,
/// and a correspondent c::9; keyed by hand, so that tests can sign packets of their own.
struct Draft1997World
{
    static constexpr uint32_t TO_AGENT = 256;  ///< SPI
    static constexpr uint32_t TO_MOBILE = 257; ///< SPI, from the home agent
    static constexpr uint32_t TO_PEER = 258;   ///< SPI
    static constexpr uint32_t FROM_PEER = 259; ///< SPI
    static constexpr uint8_t KEY = 7;          ///< each octet of all keys

    static Ipv6Address Home()
    {
        return Ipv6Address("1::2");
    }

    static Ipv6Address Agent()
    {
        return Ipv6Address("1::1");
    }

    static Ipv6Address Peer()
    {
        return Ipv6Address("c::9");
    }

    /// @param movement items of "movement"
    /// @param traffic items of "traffic"
    /// @param more further keys of the file, each behind a comma
    static std::string Text(const std::string& movement,
                            const std::string& traffic,
                            const std::string& more = "")
    {
        const std::string key =
            R"("keys": { "authentication": "0x)" + Repeated("07", 20) + R"(" })";
        return R"({ "duration": "60s",
          "links": { "home": { "prefix": "1::/64" }, "A": { "prefix": "a::/64" },
                     "B": { "prefix": "b::/64" }, "core": { "prefix": "c::/64", "delay": "10ms" } },
          "nodes": {
            "HA": { "role": "home-agent", "dialect": "draft1997",
                    "links": { "home": "::1", "core": "::1" } },
            "R_A": { "role": "router", "dialect": "draft1997",
                     "links": { "A": "::1", "core": "::a" } },
            "R_B": { "role": "router", "dialect": "draft1997",
                     "links": { "B": "::1", "core": "::b" } },
            "CN": { "role": "correspondent", "dialect": "draft1997", "links": { "core": "::9" } },
            "MN": { "role": "mobile-node", "dialect": "draft1997", "home": "home",
                    "interfaceId": "::2", "homeAgent": "HA" } },
          "movement": [ )" +
               movement + R"( ], "traffic": [ )" + traffic + R"( ],
          "security": [ { "between": ["MN", "HA"], "protect": ["binding"], "protocol": "ah",
                          "spi": [256, 257], )" +
               key + R"( },
                        { "between": ["MN", "CN"], "protect": ["binding"], "protocol": "ah",
                          "spi": [258, 259], )" +
               key + " } ]" + more + " }";
    }

    /// A datagram for a port where nobody listens draws Port Unreachable: so it was delivered.
    static Octets Datagram(const Ipv6Address& source, const Ipv6Address& destination)
    {
        Octets datagram{0x10, 0, 0x12, 0x34, 0, 8, 0, 0};
        const uint16_t checksum =
            UpperLayerChecksum(source, destination, 17, datagram.data(), datagram.size());
        datagram[6] = static_cast<uint8_t>(checksum >> 8);
        datagram[7] = static_cast<uint8_t>(checksum);
        return datagram;
    }

    /// Whether this is a Port Unreachable.
    static bool IsPortUnreachable(const CaughtPacket& packet)
    {
        const auto reading = ReadDraft1997(packet.octets);
        return reading.protocol == 58 && packet.octets.at(reading.offset) == 1 &&
               packet.octets.at(reading.offset + 1) == 4;
    }

    /// Settings by which nobody needs an association, before others.
    static std::vector<std::string> Unsigned(const std::vector<std::string>& more = {})
    {
        std::vector<std::string> all{"/security=[]"};
        for (const std::string node : {"HA", "R_A", "R_B", "CN", "MN"})
        {
            all.push_back("/nodes/" + node + R"(/attributes={
                "ns3::nemo::Draft1997Codec::RequiresAuthentication": false })");
        }
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    static std::string Repeated(const std::string& text, int times)
    {
        std::string all;
        for (int i = 0; i < times; ++i)
        {
            all += text;
        }
        return all;
    }

    /// Let a node receive a packet, from now on, by its first interface.
    static void Inject(const BuiltNode& node, const Octets& packet)
    {
        const auto ipv6 = node.node->GetObject<Ipv6L3Protocol>();
        const auto device = ipv6->GetNetDevice(node.interfaces.front().number);
        ipv6->Receive(device,
                      Create<Packet>(packet.data(), static_cast<uint32_t>(packet.size())),
                      Ipv6L3Protocol::PROT_NUMBER,
                      device->GetAddress(),
                      device->GetAddress(),
                      NetDevice::PACKET_HOST);
    }

    /// All packets of a link that have a signal of this kind among their options.
    template <typename T>
    static std::vector<Octets> With(const LinkTap& tap)
    {
        std::vector<Octets> found;
        for (const auto& packet : tap.All())
        {
            if (ReadDraft1997(packet.octets).Find<T>())
            {
                found.push_back(packet.octets);
            }
        }
        return found;
    }
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_DRAFT1997_WORLD_H
