// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_BENCH_PAIRED_CHAINS_H
#define NEMO_BENCH_PAIRED_CHAINS_H

#include "support/hand-station.h"

#include "ns3/mip6-home-agent.h"
#include "ns3/mip6-mobile-node.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/node.h"
#include "ns3/socket.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ns3::nemo::tests
{

/// Who is at the far end of a chain.
enum class FarEnd
{
    MOBILE_NODE,   ///< CN - HA - AR - MN
    MOBILE_ROUTER, ///< CN - HA - AR - MR - LFN
};

/// Which way packets take to a mobile node.
enum class Way
{
    TUNNEL,   ///< through the home agent's
    OPTIMISED ///< with a type 2 routing header, straight from the correspondent
};

/**
 * A chain of nodes, point to point at 10 Gbit/s, and datagrams from one end to the other. Link k of
 * chain NET is fd00:NET:k::/64, ::1 on the left and ::2 on the right.
 */
class Chain
{
  public:
    virtual ~Chain() = default;

    /// Send datagrams of 512 octets, 10 us apart, and wait until all have arrived.
    /// @return the processor time that this took, in seconds; negative if one was lost
    double TimeBurst(int packets);

  protected:
    Chain(int net, FarEnd end);

    Ipv6Address Address(int link, int side) const;
    NetworkPrefix Prefix(int link) const;
    /// A device on each side of a link.
    std::array<Ptr<NetDevice>, 2> Wire(int left) const;
    /// Open the flow: from the first node to `destination` at the last.
    void Open(const Ipv6Address& destination);

    std::string m_net;
    std::vector<Ptr<Node>> m_nodes;

  private:
    Ptr<Socket> m_source;
    Ptr<Socket> m_sink;
    int m_received{0};
};

/// ns-3 as it comes: its own stack and static routes, no code of ours.
class PlainChain : public Chain
{
  public:
    PlainChain(int net, FarEnd end);
};

/// The real roles on every node: correspondent, home agent, access router, mobile node or router.
class MobileChain : public Chain
{
  public:
    /// @param bindings how many the home agent holds, that of the far end among them; each was
    /// registered by a Binding Update
    MobileChain(int net, FarEnd end, uint32_t bindings, Way way = Way::TUNNEL);
    ~MobileChain() override;

    /// @return the way that the last packets took, by what the correspondent believes
    Way WayTaken() const;

  private:
    struct Place
    {
        Ptr<MobilityStack> stack;
        uint32_t left{0};
        uint32_t right{0};
    };

    void AddAddresses();
    void AddRoutes();
    void AddHomeAgent();
    void AddAccessRouter();
    void AddFarEnd(FarEnd end, Way way);
    void Register(uint32_t count);

    std::vector<Place> m_places;
    Ptr<MobileLink> m_home;
    uint32_t m_homeInterface{0};
    std::unique_ptr<HandStation> m_others; ///< on the home link: sends for all other mobile nodes
};

} // namespace ns3::nemo::tests

#endif // NEMO_BENCH_PAIRED_CHAINS_H
