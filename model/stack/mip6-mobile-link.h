// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_MOBILE_LINK_H
#define MIP6_MOBILE_LINK_H

#include "ns3/channel.h"
#include "ns3/data-rate.h"
#include "ns3/mac48-address.h"
#include "ns3/mip6-link-carrier.h"
#include "ns3/mip6-mobile-link-device.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"
#include "ns3/pcap-file-wrapper.h"
#include "ns3/random-variable-stream.h"
#include "ns3/traced-callback.h"

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ns3::nemo
{

/**
 * An Ethernet-like link that nodes can join and leave at any moment.
 *
 * Rate, MTU, delay and loss belong to the link: a device takes them with the link that it is
 * attached to. Every device sends on its own (as by a switch): there are no collisions. A frame
 * that is on its way when its receiver leaves is lost, and so is what a leaving sender had queued.
 * The same holds for all its devices when the link goes down. Attributes may change at any moment:
 * they hold for what is sent from then on.
 */
class MobileLink : public LinkCarrier
{
  public:
    /// @return the type
    static TypeId GetTypeId();

    MobileLink();

    /**
     * Join a device; the link is up for it when this returns. It leaves another link first.
     * @param device has a node. Aborts if the link has as many members as it may
     */
    void Attach(Ptr<MobileLinkDevice> device);
    void Detach(Ptr<MobileLinkDevice> device) override;
    /// @return whether it is on this link
    bool IsAttached(Ptr<const MobileLinkDevice> device) const;

    /// Write all frames that are sent on this link to a pcap file, as Ethernet, with the
    /// nanosecond at which their last bit left the sender. Aborts if it cannot be written.
    virtual void EnablePcap(const std::string& fileName);

    /// End the pcap file, if there is one: it is complete from then on.
    /// @return whether all of it could be written
    bool ClosePcap();

    /// Decides whether a frame is lost on its way to a receiver; for tests and faults.
    using LossRule = std::function<bool(const LinkFrame& frame, Ptr<const MobileLinkDevice> to)>;
    /// Set the rule; an empty one loses nothing.
    void SetLossRule(LossRule rule);

    bool IsUp() const override;
    Time TransmissionTime(uint32_t octets) const override;
    uint16_t GetMtu() const override;
    /// @return how many frames were lost for this reason
    uint64_t GetLost(FrameLoss reason) const;

    /// Give the random variables fixed streams. @return how many streams were used
    int64_t AssignStreams(int64_t stream);

    std::size_t GetNDevices() const override;                   ///< Those that are on it.
    Ptr<NetDevice> GetDevice(std::size_t index) const override; ///< In their order.

    /// A frame, as a trace source tells it.
    typedef void (*FrameCallback)(const LinkFrame& frame);
    /// A frame and who got it.
    typedef void (*ReceivedCallback)(const LinkFrame& frame, Ptr<const MobileLinkDevice> to);
    /// A frame and why it was lost.
    typedef void (*LostCallback)(const LinkFrame& frame, FrameLoss reason);

  protected:
    void DoDispose() override; ///< Lets go of all it holds.

    /// Take a frame that was sent, and has been told of, to whom it is for.
    virtual void Distribute(const LinkFrame& frame);
    /// Take a frame to one receiver, with the delay of the link, unless it is lost on the way.
    void SendTo(const LinkFrame& frame, Ptr<MobileLinkDevice> device);
    void Lose(const LinkFrame& frame, FrameLoss reason) override; ///< Counts and tells of it.
    /// @return those that are on it; a copy, since whoever is told of a frame may change them
    std::vector<Ptr<MobileLinkDevice>> GetMembers() const;
    /// Begin the file of EnablePcap with frames of that link type.
    void OpenPcap(const std::string& fileName, uint32_t linkType);
    /// Write a frame into that file, if there is one.
    void WritePcap(Ptr<const Packet> frame);

  private:
    friend class MobileLinkDevice;

    void Carry(const LinkFrame& frame) override;
    void Deliver(const LinkFrame& frame, Ptr<MobileLinkDevice> device, uint64_t interruptions);
    void Capture(const LinkFrame& frame);
    bool Befalls(double chance) const;
    void SetMtu(uint16_t mtu);
    void SetUp(bool isUp);

    std::vector<Ptr<MobileLinkDevice>> m_members;
    Time m_delay;
    DataRate m_rate;
    uint16_t m_mtu{1500};
    uint32_t m_maxMembers{0};
    bool m_isUp{true};
    double m_lossRate{0};
    double m_duplicateRate{0};
    double m_reorderRate{0};
    Time m_reorderDelay;
    Ptr<RandomVariableStream> m_loss;
    LossRule m_lossRule;
    Ptr<PcapFileWrapper> m_pcap;
    std::array<uint64_t, FRAME_LOSSES> m_lost{};

    TracedCallback<const LinkFrame&> m_sent;
    TracedCallback<const LinkFrame&, Ptr<const MobileLinkDevice>> m_received;
    TracedCallback<const LinkFrame&, FrameLoss> m_lostTrace;
};

} // namespace ns3::nemo

#endif // MIP6_MOBILE_LINK_H
