// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-mobile-link-device.h"

#include "ns3/error-model.h"
#include "ns3/node.h"
#include "ns3/queue.h"
#include "ns3/simple-channel.h"
#include "ns3/uinteger.h"

#include <array>
#include <utility>

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(MobileLinkDevice);

std::string_view
ToString(FrameLoss reason)
{
    constexpr std::array<std::string_view, FRAME_LOSSES> names{"random",
                                                               "rule",
                                                               "no-receiver",
                                                               "receiver-left",
                                                               "sender-left",
                                                               "queue-full",
                                                               "too-big",
                                                               "radio"};
    return names.at(static_cast<std::size_t>(reason));
}

TypeId
MobileLinkDevice::GetTypeId()
{
    static TypeId tid = TypeId("ns3::nemo::MobileLinkDevice")
                            .SetParent<SimpleNetDevice>()
                            .SetGroupName("Nemo")
                            .AddConstructor<MobileLinkDevice>()
                            .AddAttribute("MaxQueued",
                                          "Frames that may wait behind the one that is being sent.",
                                          UintegerValue(100),
                                          MakeUintegerAccessor(&MobileLinkDevice::m_maxQueued),
                                          MakeUintegerChecker<uint32_t>())
                            .AddTraceSource("Refused",
                                            "A packet to be sent while there is no link.",
                                            MakeTraceSourceAccessor(&MobileLinkDevice::m_refused),
                                            "ns3::nemo::MobileLinkDevice::RefusedCallback");
    return tid;
}

MobileLinkDevice::MobileLinkDevice() = default;

MobileLinkDevice::~MobileLinkDevice() = default;

void
MobileLinkDevice::DoDispose()
{
    m_transmission.Cancel();
    m_queue.clear();
    m_link = nullptr;
    m_linkChange = {};
    SimpleNetDevice::DoDispose();
}

Ptr<LinkCarrier>
MobileLinkDevice::GetLink() const
{
    return m_link;
}

Ptr<Channel>
MobileLinkDevice::GetChannel() const
{
    return m_link;
}

bool
MobileLinkDevice::IsLinkUp() const
{
    return m_hasPower && m_link && m_link->IsUp();
}

void
MobileLinkDevice::AddLinkChangeCallback(Callback<void> callback)
{
    m_linkChange.ConnectWithoutContext(callback);
}

void
MobileLinkDevice::Join(Ptr<LinkCarrier> link)
{
    m_link = link;
    SetMtu(link->GetMtu());
    m_linkChange();
}

void
MobileLinkDevice::Leave()
{
    Interrupt();
    m_link = nullptr;
    m_linkChange();
}

void
MobileLinkDevice::Interrupt()
{
    ++m_interruptions;
    m_transmission.Cancel();
    const auto unsent = std::exchange(m_queue, {});
    for (const LinkFrame& frame : unsent)
    {
        m_link->Lose(frame, FrameLoss::SENDER_LEFT);
    }
}

void
MobileLinkDevice::SetPower(bool isOn)
{
    if (isOn == m_hasPower)
    {
        return;
    }
    m_hasPower = isOn;
    if (m_link)
    {
        Interrupt();
        m_linkChange();
    }
}

bool
MobileLinkDevice::HasPower() const
{
    return m_hasPower;
}

bool
MobileLinkDevice::SendFrom(Ptr<Packet> packet,
                           const Address& source,
                           const Address& destination,
                           uint16_t protocol)
{
    if (!IsLinkUp())
    {
        m_refused(packet);
        return false;
    }
    const LinkFrame frame{packet,
                          protocol,
                          Mac48Address::ConvertFrom(source),
                          Mac48Address::ConvertFrom(destination),
                          this};
    if (packet->GetSize() > GetMtu())
    {
        m_link->Lose(frame, FrameLoss::TOO_BIG);
        return false;
    }
    if (m_queue.size() > m_maxQueued)
    {
        m_link->Lose(frame, FrameLoss::QUEUE_FULL);
        return false;
    }
    m_queue.push_back(frame);
    if (m_queue.size() == 1)
    {
        StartTransmission();
    }
    return true;
}

void
MobileLinkDevice::StartTransmission()
{
    const uint32_t size = m_queue.front().packet->GetSize();
    m_transmission.Schedule(m_link->TransmissionTime(size), [this]() { FinishTransmission(); });
}

void
MobileLinkDevice::FinishTransmission()
{
    const LinkFrame frame = m_queue.front();
    m_queue.pop_front();
    if (!m_queue.empty())
    {
        StartTransmission();
    }
    m_link->Carry(frame);
}

} // namespace ns3::nemo
