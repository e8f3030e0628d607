// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-mobile-node.h"
#include "ns3/mip6-rfc6275-codec.h"
#include "ns3/nemo-runner-session.h"
#include "ns3/nemo-scenario-loader.h"

#include <iostream>

// A mobility option of one's own, without a change to the module: the mobile node says in each
// Binding Update how much energy it has left. doc/extending.md walks through it.

namespace ns3::nemo
{

namespace
{

constexpr char SCENARIO[] = R"json({
  "duration": "30s",
  "links": { "home": { "prefix": "1::/64" }, "visited": { "prefix": "2::/64" }, "core": { "prefix": "3::/64" } },
  "nodes": {
    "HA": { "role": "home-agent", "links": { "home": "::1", "core": "::1" } },
    "AR": { "role": "router", "links": { "visited": "::1", "core": "::2" } },
    "MN": { "role": "mobile-node", "home": "home", "interfaceId": "::2", "homeAgent": "HA" }
  },
  "movement": [ { "at": "10s", "node": "MN", "to": "visited" }, { "at": "20s", "node": "MN", "to": "home" } ]
})json";

/// A number that nobody has; receivers that do not know an option skip it (RFC 6275 section 6.2.1).
constexpr uint8_t ENERGY_OPTION = 222;

/// The mobility headers of RFC 6275, and in Binding Updates an option more.
class EnergyCodec : public Rfc6275Codec
{
  public:
    /// What is left, in percent.
    uint8_t energy{100};

    Carriage Encode(const Signal& signal,
                    const Ipv6Address& source,
                    const Ipv6Address& destination) const override
    {
        Signal extended = signal;
        if (extended.Get<BindingUpdate>() != nullptr)
        {
            extended.options.emplace_back(UnknownOption{ENERGY_OPTION, {energy}});
        }
        return Rfc6275Codec::Encode(extended, source, destination);
    }
};

/// At the home agent: what the option says, of those that have one octet.
void
OnReceived(const SignalDelivery& delivery)
{
    for (const auto& option : delivery.signal.Options<UnknownOption>())
    {
        if (option.type == ENERGY_OPTION && option.data.size() == 1)
        {
            std::cout << Simulator::Now().As(Time::S) << " " << delivery.source << " has "
                      << +option.data.front() << " % left\n";
        }
    }
}

} // namespace

} // namespace ns3::nemo

int
main()
{
    using namespace ns3::nemo;
    Diagnostics diagnostics("nemo-new-option");
    const auto scenario = LoadScenarioText(SCENARIO, {}, diagnostics);
    RunSession session(scenario.value());
    session.Build({});

    const auto codec = ns3::Create<EnergyCodec>();
    session.GetTopology().GetNode("MN").stack->GetMessagePort()->SetCodec(codec);
    ns3::Simulator::Schedule(ns3::Seconds(15), [codec] { codec->energy = 80; });
    session.GetTopology().GetNode("HA").stack->GetMessagePort()->TraceConnectWithoutContext(
        "Received",
        ns3::MakeCallback(&OnReceived));

    // The home agent skips what it does not know, and registers the node as ever.
    for (const auto& handover : session.Run().handovers)
    {
        std::cout << "moved to " << handover.to.value() << ": registered "
                  << (handover.baReceived ? "at " : "never ")
                  << handover.baReceived.value_or(ns3::Time()).As(ns3::Time::S) << "\n";
    }
    return 0;
}
