// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_MEASURE_HANDOVERS_H
#define NEMO_MEASURE_HANDOVERS_H

#include "ns3/mip6-mobile-node.h"
#include "ns3/nemo-measure-messages.h"
#include "ns3/nemo-results.h"
#include "ns3/nemo-topology.h"
#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3::nemo
{

/// Follows the handovers of mobile nodes and routers by the trace sources of their devices and
/// roles, without looking at flows.
///
/// A movement makes one entry, in which each phase stands with the time when it first happened
/// before the next movement, and the acknowledgement with which the last home is reached; the node
/// is reached when all its home agents reach it. It counts as reached by a home agent from the
/// moment on at
/// which the first packet that the home agent sends by the new binding can be there. That is the
/// acknowledgement, which leaves when forwarding is in place. If it was lost, it would have taken
/// as long as the one that was not; but without an older binding the node takes nothing from a
/// tunnel before it is acknowledged. Where there is nothing to tell the home agent the node is
/// reached from having its address again: the home address at home, or the care-of address that the
/// home agent still goes by, which it may have kept while the link was gone.
/// Outage runs from the loss of the link on which it was last reached, so that a handover that ends
/// in another one, or in no link at all, has none, and the one that leads back among the reached
/// has it all. A node with several interfaces that is reached by another one all the while has an
/// outage of 0.
class HandoverMeter
{
  public:
    /// \param topology must outlive the meter; its nodes and roles exist
    /// \param messages tells of acknowledgements before their node acts upon them
    HandoverMeter(const Topology& topology, MessageCounter& messages);

    /// A movement begins; to be called right before its device is moved.
    /// \param node who moves
    /// \param interface by which of its interfaces that roam
    /// \param to the link, nullopt: nowhere
    void OnMovement(const BuiltNode& node,
                    std::size_t interface,
                    const std::optional<std::string>& to);

    /// A node found an access point, or lost it; to be called right before its device is moved.
    /// What it finds is the end of the handover that began with the loss. \param node who moves, by
    /// its first interface that roams \param to the link, nullopt: it lost the one that it had
    void OnRadio(const BuiltNode& node, const std::optional<std::string>& to);

    /// \return what is known by now, in the order in which the handovers began
    const std::vector<HandoverResult>& GetResults() const;

  private:
    /// What is known of a node that moves.
    struct Moving
    {
        const BuiltNode* node;
        std::optional<std::size_t> current; ///< Index of its latest handover.
        uint32_t count{0};                  ///< How many there were.
        bool isSearching{false};            ///< In it a radio has lost its access point.
        uint32_t reachedBy{0};              ///< The interface by which it was last reached.
        /// Home addresses by which it is not reached, as far as it can know.
        std::set<Ipv6Address> unreached;
        std::optional<Time> lostAt; ///< When it was last reached by all, if it is not.
        Time reachedAt;             ///< The latest since then at which it was by one.
        Time usableAt; ///< Since when it has the care-of address that it has, on a link.
        /// The acknowledgement that is being delivered, and the home address that it is for.
        std::optional<BindingAcknowledgement> answer;
        Ipv6Address answered;
        /// When which accepting acknowledgement left since the latest movement: by home and care-of
        /// address and sequence number.
        std::map<std::pair<Ipv6Address, Ipv6Address>, std::map<uint16_t, Time>> answersSent;
    };

    void OnLinkChange(std::size_t index, std::size_t roaming);
    void OnPhase(std::size_t index, HandoverPhase phase);
    void OnPlaced(std::size_t index, const Ipv6Address& homeAddress, bool isOnLink);
    void OnRegistration(std::size_t index,
                        const Ipv6Address& homeAddress,
                        HomeRegistration::State from,
                        HomeRegistration::State to);
    void OnMovementState(std::size_t index,
                         MovementDetector::State from,
                         MovementDetector::State to);
    void OnSettled(std::size_t index);
    static bool IsKept(const MobileNodeHome& home, const Ipv6Address& careOf);
    void OnCorrespondent(std::size_t index,
                         const CorrespondentRegistration& registration,
                         CorrespondentRegistration::State from);
    void OnSignal(const SignalEvent& event);
    void OnAnswerSent(const SignalEvent& event, const BindingAcknowledgement& answer);
    void OnAnswered(Moving& moving);
    std::string NameOf(const Ipv6Address& address) const;
    void NoteSeamless(const Moving& moving, bool wasReached);
    Time ReachedAt(const Moving& moving, const MobileNodeHome& home) const;
    void Note(const Moving& moving, std::optional<Time> HandoverResult::*phase);
    void Reach(Moving& moving, const Ipv6Address& homeAddress, Time at);

    const Topology& m_topology;
    std::vector<Moving> m_moving;
    std::vector<HandoverResult> m_handovers;
};

} // namespace ns3::nemo

#endif // NEMO_MEASURE_HANDOVERS_H
