// SPDX-License-Identifier: GPL-2.0-only
// A node that knows no mobility: what it says to who speaks of it. RFC 6275 sections 6.3 and 8.1,
// RFC 8200 sections 4, 4.2 and 4.4.
#include "nemo-requirement.h"
#include "support/hand-station.h"
#include "system/scenario-run.h"

#include "ns3/mip6-extension-chain.h"
#include "ns3/mip6-mobility-header.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <optional>
#include <utility>

namespace ns3::nemo::tests::plain_node_test
{

namespace
{

constexpr uint8_t NO_NEXT_HEADER = 59;
constexpr uint8_t ICMPV6 = 58;
constexpr std::size_t IPV6_HEADER = 40;

const Ipv6Address PLAIN("2::2");
const Ipv6Address STATION("2::9");
const Ipv6Address HOME("1::2");

class PlainNodeTest : public testing::Test
{
  protected:
    PlainNodeTest()
        : run(R"({ "duration": "10s",
                   "links": { "2": { "prefix": "2::/64" } },
                   "nodes": {
                     "R2": { "role": "router", "links": { "2": "::1" } },
                     "CN": { "role": "correspondent", "mobility": false,
                             "links": { "2": "::2" } } } })"),
          station(run.LinkOf("2"))
    {
        station.has = [](const Ipv6Address& address) { return address == STATION; };
        mac = Mac48Address::ConvertFrom(run.NodeOf("CN").node->GetDevice(0)->GetAddress());
        for (uint32_t i = 0; i < run.NodeOf("CN").node->GetNDevices(); ++i)
        {
            const auto device = DynamicCast<MobileLinkDevice>(run.NodeOf("CN").node->GetDevice(i));
            mac = device ? Mac48Address::ConvertFrom(device->GetAddress()) : mac;
        }
    }

    /// Let it get these headers and a payload of `protocol`, from time 2 s on one each 100 ms.
    void Send(const ExtensionChain& chain,
              uint8_t protocol,
              const Octets& body,
              const Ipv6Address& destination = PLAIN)
    {
        m_next += MilliSeconds(100);
        run.At(m_next, [this, chain, protocol, body, destination] {
            uint8_t first = 0;
            Octets payload = chain.Serialise(protocol, first);
            payload.insert(payload.end(), body.begin(), body.end());
            station.Clear();
            station.Send(HandStation::MakePacket(STATION, destination, first, payload),
                         destination.IsMulticast() ? Mac48Address::GetMulticast(destination) : mac);
        });
    }

    /// At the end of the last one: code and pointer of the Parameter Problem; none: silence.
    void Expect(std::optional<std::pair<uint8_t, uint32_t>> error)
    {
        run.At(m_next + MilliSeconds(90), [this, error] {
            const auto errors = station.Heard([](const HeardPacket& packet) {
                return packet.protocol == ICMPV6 && packet.octets[IPV6_HEADER] == 4;
            });
            ASSERT_EQ(errors.size(), error ? 1U : 0U);
            if (error)
            {
                const Octets& octets = errors[0].octets;
                EXPECT_EQ(octets[IPV6_HEADER + 1], error->first);
                EXPECT_EQ(octets[IPV6_HEADER + 7], error->second);
                EXPECT_EQ(errors[0].destination, STATION);
            }
        });
    }

    ScenarioRun run;
    HandStation station;
    Mac48Address mac;

  private:
    Time m_next{Seconds(2)};
};

TEST_F(PlainNodeTest, KnowsNoHomeAddressOption)
{
    REQ("BOOK-099");
    REQ("RFC-050");
    REQ("RFC-071");
    ExtensionChain chain;
    chain.homeAddress = HOME;
    Send(chain, NO_NEXT_HEADER, {});
    // Unrecognised option: at its type, behind the header's two octets and PadN.
    Expect(std::pair<uint8_t, uint32_t>{2, IPV6_HEADER + 6});
    Send(chain, NO_NEXT_HEADER, {}, Ipv6Address("ff02::1"));
    Expect(std::nullopt);
    run.Run();
}

TEST_F(PlainNodeTest, KnowsNoMobilityHeader)
{
    REQ("RFC-071");
    const Signal test{HomeTestInit{1}, {}};
    Send({}, MOBILITY_HEADER_PROTOCOL, EncodeMobilityHeader(test, STATION, PLAIN));
    constexpr uint32_t NEXT_HEADER = 6;
    Expect(std::pair<uint8_t, uint32_t>{1, NEXT_HEADER});
    run.Run();
}

TEST_F(PlainNodeTest, KnowsNoTypeTwoRoutingHeader)
{
    REQ("RFC-071");
    ExtensionChain chain;
    chain.routing = RoutingHeader{};
    chain.routing->address = HOME;
    Send(chain, NO_NEXT_HEADER, {});
    // Unrecognised Routing Type with segments left.
    Expect(std::pair<uint8_t, uint32_t>{0, IPV6_HEADER + 2});
    run.Run();
}

} // namespace

} // namespace ns3::nemo::tests::plain_node_test
