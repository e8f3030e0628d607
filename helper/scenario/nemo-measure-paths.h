// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_MEASURE_PATHS_H
#define NEMO_MEASURE_PATHS_H

#include "ns3/mac48-address.h"
#include "ns3/nemo-measure-headers.h"
#include "ns3/nemo-results.h"
#include "ns3/nemo-topology.h"
#include "ns3/nstime.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace ns3::nemo
{

/// Follows each packet of the flows from link to link, by what it carries and whatever headers are
/// around it, and counts the packets that took the same path.
///
/// It is known again by the first octets of what the upper layer made, checksum and numbers
/// included. A tunnel that encrypts hides it: its links are missing. A packet that is doubled on
/// its way is followed once, and one that is fragmented by its first fragment.
class PathMeter
{
  public:
    /// \param topology is built, and outlives this
    /// \param traffic its flows; outlives this
    PathMeter(const Topology& topology, const Traffic& traffic);

    PathMeter(const PathMeter&) = delete;
    PathMeter& operator=(const PathMeter&) = delete;

    /// Ends the measurement.
    /// \param flow its number in the scenario
    /// \return the paths that its packets took: forwards before backwards, in the order in which
    /// they were taken first
    std::vector<PathResult> TakeResults(std::size_t flow);

  private:
    /// Numbers of links and nodes in the topology; `to` is the number of nodes if it is nobody or
    /// everybody.
    struct Hop
    {
        std::size_t link;
        std::size_t from;
        std::size_t to;
        std::size_t headers;
        uint8_t hopLimit;

        /// \return all of it, to be compared
        auto Tie() const
        {
            return std::tie(link, from, to, headers, hopLimit);
        }

        bool operator<(const Hop& other) const
        {
            return Tie() < other.Tie();
        }
    };

    /// The way up to and including a hop: a node of a tree, so that packets on the same path share
    /// what they have behind them.
    struct Step
    {
        std::size_t before; ///< The step before; that of the flow and direction: itself.
        Hop hop;
        uint32_t octets{0};  ///< Of the largest packet.
        uint64_t packets{0}; ///< That ended here.
        Time first;          ///< When the first of these left its sender.
        Time last;           ///< And the last.
    };

    /// Where a packet is.
    struct Traveller
    {
        std::size_t step;
        Time left; ///< When it left its sender.
    };

    using Telltale = std::array<uint8_t, ReadablePacket::TELLTALE>;
    using Key = std::pair<std::size_t, Telltale>; ///< Root of its paths, and what it carries.
    using Travellers = std::map<Key, Traveller>;

    void OnFrame(std::size_t link, const LinkFrame& frame);
    std::optional<std::size_t> RootOf(const ReadablePacket& packet) const;
    void Follow(const Key& key, const Hop& hop, uint32_t octets);
    Traveller* Find(const Key& key);
    std::optional<std::size_t> FindPassed(std::size_t step, const Hop& hop) const;
    std::size_t Extend(std::size_t step, const Hop& hop);
    void Conclude(const Traveller& traveller);
    void ConcludeAll(Travellers& travellers);
    bool IsRoot(std::size_t step) const;
    std::vector<PathHop> HopsOf(std::size_t step) const;

    const Topology& m_topology;
    const Traffic& m_traffic;
    std::map<Mac48Address, std::size_t> m_owners; ///< Numbers of nodes.
    std::vector<Step> m_steps; ///< The first are the roots: of each flow there, then back.
    std::map<std::pair<std::size_t, Hop>, std::size_t> m_next; ///< By step and hop from there.
    Travellers m_recent; ///< Those that were seen since the last turn.
    Travellers m_older;  ///< Those that were seen before, but after the turn before it.
    Time m_turn;         ///< When it was.
};

} // namespace ns3::nemo

#endif // NEMO_MEASURE_PATHS_H
