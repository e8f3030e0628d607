// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_HOME_AGENT_BENCH_H
#define NEMO_TEST_HOME_AGENT_BENCH_H

#include "hand-station.h"

#include "ns3/mip6-binding-registrar.h"
#include "ns3/mip6-correspondent-node.h"
#include "ns3/mip6-home-agent.h"
#include "ns3/mip6-mobility-stack.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3::nemo::tests
{

/// A Binding Update as it is put together by hand. The defaults are a fresh registration of a
/// mobile router without prefixes: 4::2 at 7::2.
struct HandUpdate
{
    Ipv6Address home{"4::2"};        ///< home address
    Ipv6Address careOf{"7::2"};      ///< IPv6 source, if the option below is there
    Ipv6Address destination{"4::3"}; ///< home agent
    bool homeAddressOption{true};    ///< else `home` is the IPv6 source
    uint16_t sequence{100};          ///< Sequence Number
    std::string flags{"AH"};         ///< of A H L K R S
    uint32_t lifetime{400};          ///< seconds
    MobilityOptions options;         ///< mobility options

    /// The packet on the wire.
    Octets Encode() const;
    /// Add Mobile Network Prefix options.
    HandUpdate& With(const std::vector<std::string>& prefixes);
    /// Has it this flag?
    bool Is(char flag) const;
};

/// A Mobile Network Prefix option for a prefix such as "5::/64".
MobileNetworkPrefixOption PrefixOption(const std::string& prefix);
/// A UDP datagram of 52 octets, IPv6 header included.
Octets MakeDatagram(const Ipv6Address& source, const Ipv6Address& destination, uint8_t hopLimit);
/// A prefix such as "5::/64".
NetworkPrefix P(const std::string& text);

/**
 * A home agent with the real stack between two links with stations that work by hand: the home link
 * (4::/64, home agent 4::3) and the rest of the world (home agent fd00:ffff::4, next hop of all
 * routes fd00:ffff::1, where station `world` answers for any address).
 */
class HomeAgentBench
{
  public:
    /// @param isHomeAgent else only the correspondent's role is there
    /// @param agent the home agent's address; its first 64 bits are the home prefix
    explicit HomeAgentBench(bool isHomeAgent = true, const std::string& agent = "4::3");
    ~HomeAgentBench();
    HomeAgentBench(const HomeAgentBench&) = delete;
    HomeAgentBench& operator=(const HomeAgentBench&) = delete;

    /// Send an update from the world.
    void Send(const HandUpdate& update);
    /// Send an update from the home link.
    void SendFromHome(const HandUpdate& update);
    /// Send it and run on for 3 s, so that Duplicate Address Detection ends.
    /// @return the status of the one answer since; absent: silence. More answers fail the test.
    std::optional<BindingStatus> Ask(const HandUpdate& update);
    /// Ask, and expect an acceptance.
    void Register(const HandUpdate& update);
    /// Go on for a time.
    static void Run(Time duration);

    /// The last acknowledgement that the world has received.
    HeardPacket LastAnswer() const;
    /// Everything that the home agent believes and has made of it, as text, for comparison.
    std::string Dump() const;
    /// Send a UDP datagram from the world.
    /// @return the outer destination if the home agent passed it on through a tunnel
    std::optional<Ipv6Address> TunnelledTo(const Ipv6Address& destination);

    /// Send a datagram from `inner` to 3::2 through a tunnel from `outer` to `end`.
    /// @return whether the home agent took it out and forwarded it, unchanged but the hop limit
    bool Takes(const Ipv6Address& outer,
               const Ipv6Address& inner,
               const Ipv6Address& end = Ipv6Address("4::3"));

    /// The binding of a home address; null if there is none.
    const Binding* Find(const std::string& home) const;
    /// How many packets ended at the home agent for this reason.
    uint64_t Drops(DropReason reason) const;
    /// The home agent's link-layer address on the home link.
    Mac48Address HomeMac() const;
    /// The home agent's link-layer address towards the world.
    Mac48Address WorldMac() const;

    Ptr<MobileLink> homeLink;
    Ptr<MobileLink> worldLink;
    std::unique_ptr<HandStation> neighbour; ///< on the home link
    std::unique_ptr<HandStation> world;     ///< on the other
    Ptr<Node> node;
    Ptr<MobilityStack> stack;
    Ptr<HomeAgent> agent; ///< null if it is none
    Ptr<CorrespondentNode> correspondent;
    Ptr<BindingRegistrar> registrar;
    uint32_t homeInterface{0};
    uint32_t worldInterface{0};
    Ipv6Address agentAddress;
    /// What was judged, in order.
    std::vector<std::pair<Ipv6Address, BindingStatus>> judged;
    /// What was forwarded or no longer, in order: "5::/64 on".
    std::vector<std::string> forwarding;
    /// Which bindings were made, changed and ended, in order: "4::2 made".
    std::vector<std::string> changes;

  private:
    void OnJudged(const Ipv6Address& home, BindingStatus status);
    void OnForwarding(const Ipv6Address& home, const NetworkPrefix& prefix, bool isOn);
    void OnChanged(const Binding* before, const Binding* after);
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_HOME_AGENT_BENCH_H
