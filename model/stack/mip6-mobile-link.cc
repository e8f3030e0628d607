// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-mobile-link.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/node.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(MobileLink);

TypeId
MobileLink::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::nemo::MobileLink")
            .SetParent<Channel>()
            .SetGroupName("Nemo")
            .AddConstructor<MobileLink>()
            .AddAttribute("Delay",
                          "Time from the end of sending to the arrival.",
                          TimeValue(MicroSeconds(1)),
                          MakeTimeAccessor(&MobileLink::m_delay),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("DataRate",
                          "Rate at which each device sends, over the octets of the packet "
                          "without a link-layer header; 0 is without limit.",
                          DataRateValue(DataRate("100Mbps")),
                          MakeDataRateAccessor(&MobileLink::m_rate),
                          MakeDataRateChecker())
            .AddAttribute("Mtu",
                          "Largest packet in octets, IPv6 header included. RFC 8200 section 5.",
                          UintegerValue(1500),
                          MakeUintegerAccessor(&MobileLink::SetMtu, &MobileLink::GetMtu),
                          MakeUintegerChecker<uint16_t>(1280))
            .AddAttribute("MaxMembers",
                          "How many devices may be attached at a time; 2 makes a point-to-point "
                          "link, 0 is without limit.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&MobileLink::m_maxMembers),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("LossRate",
                          "Probability that a frame does not reach one of its receivers.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&MobileLink::m_lossRate),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("DuplicateRate",
                          "Probability that a frame reaches one of its receivers twice.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&MobileLink::m_duplicateRate),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("ReorderRate",
                          "Probability that a frame is held back on its way to one of its "
                          "receivers, so that later ones can overtake it.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&MobileLink::m_reorderRate),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("ReorderDelay",
                          "How long a frame is held back at most.",
                          TimeValue(MilliSeconds(100)),
                          MakeTimeAccessor(&MobileLink::m_reorderDelay),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("Up",
                          "Whether the link carries anything; if not, it is down for its devices.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&MobileLink::SetUp, &MobileLink::IsUp),
                          MakeBooleanChecker())
            .AddAttribute("LossVariable",
                          "Draws from 0 to 1 what befalls a frame: it is lost when it draws below "
                          "LossRate, and then likewise of the other rates that are above 0.",
                          StringValue("ns3::UniformRandomVariable[Min=0.0|Max=1.0]"),
                          MakePointerAccessor(&MobileLink::m_loss),
                          MakePointerChecker<RandomVariableStream>())
            .AddTraceSource("FrameSent",
                            "A frame was sent on this link; it may still be lost.",
                            MakeTraceSourceAccessor(&MobileLink::m_sent),
                            "ns3::nemo::MobileLink::FrameCallback")
            .AddTraceSource("FrameReceived",
                            "A frame arrived at a receiver.",
                            MakeTraceSourceAccessor(&MobileLink::m_received),
                            "ns3::nemo::MobileLink::ReceivedCallback")
            .AddTraceSource("FrameLost",
                            "A frame was lost, once for each receiver that it was for.",
                            MakeTraceSourceAccessor(&MobileLink::m_lostTrace),
                            "ns3::nemo::MobileLink::LostCallback");
    return tid;
}

MobileLink::MobileLink() = default;

void
MobileLink::DoDispose()
{
    m_members.clear();
    m_lossRule = nullptr;
    m_loss = nullptr;
    m_pcap = nullptr;
    Channel::DoDispose();
}

void
MobileLink::Attach(Ptr<MobileLinkDevice> device)
{
    NS_ABORT_MSG_IF(!device->GetNode(), "Give the device to a node before it joins a link.");
    if (device->GetLink())
    {
        device->GetLink()->Detach(device);
    }
    NS_ABORT_MSG_IF(m_maxMembers > 0 && m_members.size() >= m_maxMembers,
                    "This link takes no more than " << m_maxMembers << " devices.");
    m_members.push_back(device);
    device->Join(this);
}

void
MobileLink::Detach(Ptr<MobileLinkDevice> device)
{
    const auto member = std::find(m_members.begin(), m_members.end(), device);
    if (member != m_members.end())
    {
        m_members.erase(member);
        device->Leave();
    }
}

bool
MobileLink::IsAttached(Ptr<const MobileLinkDevice> device) const
{
    return std::find(m_members.begin(), m_members.end(), device) != m_members.end();
}

bool
MobileLink::IsUp() const
{
    return m_isUp;
}

void
MobileLink::SetUp(bool isUp)
{
    if (isUp == m_isUp)
    {
        return;
    }
    m_isUp = isUp;
    // Who hears of it may attach and detach devices: go through a copy.
    for (const auto& device : std::vector<Ptr<MobileLinkDevice>>(m_members))
    {
        if (IsAttached(device))
        {
            device->Interrupt();
            device->m_linkChange();
        }
    }
}

void
MobileLink::SetLossRule(LossRule rule)
{
    m_lossRule = std::move(rule);
}

Time
MobileLink::TransmissionTime(uint32_t octets) const
{
    return m_rate.GetBitRate() == 0 ? Time(0) : m_rate.CalculateBytesTxTime(octets);
}

uint16_t
MobileLink::GetMtu() const
{
    return m_mtu;
}

void
MobileLink::SetMtu(uint16_t mtu)
{
    m_mtu = mtu;
    for (const auto& device : m_members)
    {
        device->SetMtu(mtu);
    }
}

uint64_t
MobileLink::GetLost(FrameLoss reason) const
{
    return m_lost.at(static_cast<std::size_t>(reason));
}

int64_t
MobileLink::AssignStreams(int64_t stream)
{
    m_loss->SetStream(stream);
    return 1;
}

std::size_t
MobileLink::GetNDevices() const
{
    return m_members.size();
}

Ptr<NetDevice>
MobileLink::GetDevice(std::size_t index) const
{
    return m_members.at(index);
}

void
MobileLink::Carry(const LinkFrame& frame)
{
    m_sent(frame);
    Distribute(frame);
}

std::vector<Ptr<MobileLinkDevice>>
MobileLink::GetMembers() const
{
    return m_members;
}

void
MobileLink::Distribute(const LinkFrame& frame)
{
    Capture(frame);
    // A trace or a rule may attach and detach devices: go through copies.
    if (frame.destination.IsGroup())
    {
        for (const auto& device : GetMembers())
        {
            SendTo(frame, device);
        }
        return;
    }
    const auto receiver = std::find_if(m_members.begin(), m_members.end(), [&](const auto& device) {
        return device != frame.sender && device->GetAddress() == Address(frame.destination);
    });
    if (receiver == m_members.end() || !(*receiver)->IsLinkUp())
    {
        Lose(frame, FrameLoss::NO_RECEIVER);
        return;
    }
    SendTo(frame, Ptr<MobileLinkDevice>(*receiver));
}

bool
MobileLink::Befalls(double chance) const
{
    return chance > 0 && m_loss->GetValue() < chance;
}

void
MobileLink::SendTo(const LinkFrame& frame, Ptr<MobileLinkDevice> device)
{
    if (device->GetLink() != this)
    {
        Lose(frame, FrameLoss::RECEIVER_LEFT);
        return;
    }
    if (device == frame.sender || !device->IsLinkUp())
    {
        return;
    }
    if (Befalls(m_lossRate))
    {
        Lose(frame, FrameLoss::RANDOM);
        return;
    }
    if (m_lossRule && m_lossRule(frame, device))
    {
        Lose(frame, FrameLoss::RULE);
        return;
    }
    for (int copies = Befalls(m_duplicateRate) ? 2 : 1; copies > 0; --copies)
    {
        const Time late = Befalls(m_reorderRate) ? m_reorderDelay * m_loss->GetValue() : Time(0);
        Simulator::ScheduleWithContext(device->GetNode()->GetId(),
                                       m_delay + late,
                                       &MobileLink::Deliver,
                                       Ptr<MobileLink>(this),
                                       frame,
                                       device,
                                       device->m_interruptions);
    }
}

void
MobileLink::Deliver(const LinkFrame& frame, Ptr<MobileLinkDevice> device, uint64_t interruptions)
{
    if (device->GetLink() != this || device->m_interruptions != interruptions)
    {
        Lose(frame, FrameLoss::RECEIVER_LEFT);
        return;
    }
    m_received(frame, device);
    device->Receive(frame.packet->Copy(), frame.protocol, frame.destination, frame.source);
}

void
MobileLink::Lose(const LinkFrame& frame, FrameLoss reason)
{
    ++m_lost.at(static_cast<std::size_t>(reason));
    m_lostTrace(frame, reason);
}

} // namespace ns3::nemo
