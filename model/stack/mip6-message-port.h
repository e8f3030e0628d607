// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_MESSAGE_PORT_H
#define MIP6_MESSAGE_PORT_H

#include "ns3/mip6-arrival.h"
#include "ns3/mip6-authenticator.h"
#include "ns3/mip6-hook-adapters.h"
#include "ns3/mip6-icmpv6.h"
#include "ns3/mip6-message.h"
#include "ns3/mip6-mobility-icmpv6.h"
#include "ns3/mip6-packet-path.h"
#include "ns3/mip6-scoped-event.h"
#include "ns3/mip6-signal-codec.h"
#include "ns3/mip6-token-bucket.h"
#include "ns3/object.h"
#include "ns3/traced-callback.h"

#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <optional>
#include <vector>

namespace ns3::nemo
{

/// Who a signal is from and for, and by way of what.
struct Envelope
{
    Ipv6Address source;      ///< whom it is from: a home address, or an own address
    Ipv6Address destination; ///< whom it is for: a home address, or any other address
    /// The source is a home address and away: the IPv6 source is this care-of address, and a Home
    /// Address option carries `source`.
    std::optional<Ipv6Address> careOfSource;
    /// The destination is a home address and away: the IPv6 destination is this care-of address,
    /// and a type 2 routing header carries `destination`.
    std::optional<Ipv6Address> careOfDestination;
    /// Leave by this interface (see Transform::interface).
    std::optional<uint32_t> interface;
    /// With `interface`: the destination is a neighbour there, and no steering applies to it.
    bool neighbour{false};
    /// Ends with Binding Authorization Data of this authority: a Binding Update or Acknowledgement
    /// that does not end with that option yet. RFC 6275 section 6.2.7.
    std::optional<BindingAuthority> authority{};
};

/// A signal that arrived.
struct SignalDelivery
{
    const Signal& signal;        ///< what it says
    Ipv6Address source;          ///< whom it is from: the home address if it had that option
    Ipv6Address destination;     ///< whom it is for
    Ipv6Address wireSource;      ///< IPv6 source on the wire
    Ipv6Address wireDestination; ///< IPv6 destination on the wire
    bool homeAddressOption;      ///< it had a Home Address option
    bool homeAddressVerified;    ///< and a binding vouched for it
    bool routingHeader;          ///< it came by a type 2 routing header
    const TunnelArrival* tunnel; ///< the tunnel it came out of; null: none
    uint32_t interface;          ///< interface of arrival (of the home address, behind our headers)
    uint32_t size;               ///< octets of the packet on the wire, IPv6 header included
    Ptr<const Packet> packet{};  ///< the message alone, for whoever drops it (PacketPath::Drop)
    /// What the security association that it came by proves; none: it came by none.
    std::optional<Protection> protection{};
};

/// A message of Mobile IPv6 in ICMPv6 that arrived.
struct MobilityIcmpv6Delivery
{
    const MobilityIcmpv6Message& message; ///< what it says
    Ipv6Address source;         ///< whom it is from: the home address if it had that option
    Ipv6Address destination;    ///< whom it is for
    Ipv6Address wireSource;     ///< IPv6 source on the wire
    bool homeAddressOption;     ///< it had a Home Address option, which a binding vouched for
    bool routingHeader;         ///< it came by a type 2 routing header
    uint32_t interface;         ///< interface of arrival (of the home address, behind our headers)
    uint32_t size;              ///< octets of the packet on the wire, IPv6 header included
    Ptr<const Packet> packet{}; ///< the message alone, for whoever drops it (PacketPath::Drop)
    /// It was a message of Router Discovery in a tunnel, as SignalCodec::DecodeTunnelled reads it,
    /// and protected if it has to be: it needs no question.
    bool isTunnelled{false};
};

/**
 * Where the signals of mobility leave and arrive: a role says what and to whom, the port makes the
 * packet, checks what comes in and hands it out by type. Most are mobility headers, four are
 * messages of ICMPv6 (RFC 6275 sections 6.5 to 6.8).
 */
class MessagePort : public Object, private Icmpv6Observer
{
  public:
    /// @return the type
    static TypeId GetTypeId();

    /**
     * Serve protocol 135 of a node, and the messages of ICMPv6 if its ICMPv6 is MobilityIcmpv6.
     * @param node the node
     * @param path the way in and out
     * @param codec bytes of the dialect; may be changed later
     */
    void Attach(Ptr<Node> node, Ptr<PacketPath> path, Ptr<SignalCodec> codec);

    /// Speak another dialect from now on.
    void SetCodec(Ptr<SignalCodec> codec);
    Ptr<const SignalCodec> GetCodec() const; ///< As SetCodec said last.

    /// Does the node know the mobility header? If not, protocol 135 is answered with Parameter
    /// Problem code 1, as RFC 8200 section 4 asks of an unknown next header.
    void SetMobilityAware(bool aware);

    /**
     * Send a signal now.
     * @param signal what to say
     * @param envelope from whom to whom
     * @return octets of the packet that left; 0 if there was no way, or the dialect has no such
     * message
     */
    uint32_t Send(const Signal& signal, const Envelope& envelope);

    /**
     * Send a signal within a time: on the first packet between these two that leaves by the same
     * way, or alone at the end. A waiting one of the same type between the two is forgotten. What
     * is no destination option leaves now.
     * @param delay how long it may wait
     * @param signal what to say
     * @param envelope from whom to whom
     */
    void SendWithin(Time delay, const Signal& signal, const Envelope& envelope);
    /// Forget what waits: the node crashed.
    void ForgetWaiting();

    /**
     * Send a message of ICMPv6 now.
     * @param message what to say
     * @param envelope from whom to whom; no authority
     * @return octets of the packet that left; 0 if there was no way
     */
    uint32_t Send(const MobilityIcmpv6Message& message, const Envelope& envelope);

    /// Gets a signal; answers true if it was for it, so that nobody else is asked.
    using Handler = std::function<bool(const SignalDelivery&)>;
    /// Gets a message of ICMPv6; answers true if it was for it, so that nobody else is asked.
    using Icmpv6Handler = std::function<bool(const MobilityIcmpv6Delivery&)>;
    /// Names a handler, to give it back.
    using HandlerId = uint32_t;

    /**
     * Take signals of a type. Several handlers of a type are asked in the order of `order`, then in
     * the order in which they came.
     * @param type the message type
     * @param handler who takes it
     * @param order small is first
     * @return a name for Release
     */
    HandlerId Take(MobilityHeaderType type, Handler handler, int order = 0);

    /// Take messages of ICMPv6 of a type; several handlers are asked in the order in which they
    /// came.
    HandlerId Take(MobilityIcmpv6Type type, Icmpv6Handler handler);

    /// Count a signal that came as dropped, and with it what it rides on: a packet whose
    /// destination option it is goes no further. draft-ietf-mobileip-ipv6-04 section 7.2.
    void Discard(DropReason reason, const SignalDelivery& delivery);

    /// Take no longer; a name that is not known is ignored.
    void Release(HandlerId id);

    /// A message of ICMPv6 that left, as the trace source tells it.
    typedef void (*Icmpv6SentCallback)(const MobilityIcmpv6Message& message,
                                       const Envelope& envelope,
                                       uint32_t size);
    /// A message of ICMPv6 that arrived, as the trace source tells it.
    typedef void (*Icmpv6ReceivedCallback)(const MobilityIcmpv6Delivery& delivery);

  protected:
    void DoDispose() override; ///< Lets go of all it holds.

  private:
    struct Taker
    {
        HandlerId id;
        int order;
        Handler handler;
    };

    /// A signal that waits for a packet to ride on.
    struct Waiting
    {
        Signal signal;
        Envelope envelope;
        Carriage carriage;
        ScopedEvent due; ///< It leaves alone.
    };

    void ForgetWaiting(MobilityHeaderType type, const Envelope& envelope);
    std::optional<Rider> FindRider(const Ipv6Header& header, const Transform& transform);
    uint32_t SendPlain(Ptr<Packet> packet, uint8_t nextHeader, const Envelope& envelope);
    uint32_t SendCarriage(const Carriage& carriage, const Envelope& envelope);
    bool OnIcmpv6(const Icmpv6Delivery& delivery) override;
    bool OnTunnelled(const Ipv6Header& outer, Ptr<const Packet> packet);
    void Dispatch(const MobilityIcmpv6Delivery& delivery);
    Ipv6Address LinkLocalBeside(const Ipv6Address& own) const;
    Carriage Encode(const Signal& signal, const Envelope& envelope) const;
    void Receive(Ptr<Packet> packet, const Ipv6Header& header, Ptr<Ipv6Interface> interface);
    bool OnOptions(const Ipv6Header& header, const Octets& options, Ptr<const Packet> packet);
    SignalDelivery MakeDelivery(const Signal& signal,
                                const Ipv6Header& header,
                                Ptr<const Packet> packet,
                                uint32_t interface) const;
    void Dispatch(const SignalDelivery& delivery, Ptr<const Packet> packet);
    void Reject(const MobilityHeaderError& error,
                Ptr<const Packet> packet,
                const Ipv6Header& header);
    void SendParameterProblem(Ptr<const Packet> packet,
                              const Ipv6Header& header,
                              uint8_t code,
                              uint32_t offset);
    void SendUnknownType(Ptr<const Packet> packet, const Ipv6Header& header);
    void SendBindingError(BindingErrorStatus status,
                          const Ipv6Address& local,
                          const Ipv6Address& source,
                          const Ipv6Address& homeAddress);

    Ptr<Ipv6L3Protocol> m_ipv6;
    Ptr<MobilityIcmpv6> m_icmpv6;
    Ptr<PacketPath> m_path;
    Ptr<SignalCodec> m_codec;
    bool m_aware{true};
    bool m_isDiscarded{false}; ///< What the signal being delivered rides on.
    uint8_t m_hopLimit{64};
    uint32_t m_bindingErrorRate{10};
    uint32_t m_bindingErrorBurst{10};
    TokenBucket m_bindingErrors;  ///< Allows to send them.
    std::list<Waiting> m_waiting; ///< The earliest first.
    HandlerId m_nextId{1};
    std::map<MobilityHeaderType, std::vector<Taker>> m_takers;
    std::map<MobilityIcmpv6Type, std::map<HandlerId, Icmpv6Handler>> m_icmpv6Takers;

    TracedCallback<const Signal&, const Envelope&, uint32_t> m_sent;
    TracedCallback<const SignalDelivery&> m_received;
    TracedCallback<const MobilityIcmpv6Message&, const Envelope&, uint32_t> m_icmpv6Sent;
    TracedCallback<const MobilityIcmpv6Delivery&> m_icmpv6Received;
};

} // namespace ns3::nemo

#endif // MIP6_MESSAGE_PORT_H
