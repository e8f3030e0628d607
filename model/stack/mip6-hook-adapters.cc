// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-hook-adapters.h"

#include "ns3/packet.h"

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(ProtocolAdapter);
NS_OBJECT_ENSURE_REGISTERED(ExtensionAdapter);

TypeId
ProtocolAdapter::GetTypeId()
{
    static TypeId tid = TypeId("ns3::nemo::ProtocolAdapter")
                            .SetParent<IpL4Protocol>()
                            .SetGroupName("Nemo")
                            .AddConstructor<ProtocolAdapter>();
    return tid;
}

void
ProtocolAdapter::Serve(uint8_t number, Handler handler)
{
    m_number = number;
    m_handler = std::move(handler);
}

int
ProtocolAdapter::GetProtocolNumber() const
{
    return m_number;
}

IpL4Protocol::RxStatus
ProtocolAdapter::Receive(Ptr<Packet>, const Ipv4Header&, Ptr<Ipv4Interface>)
{
    return RX_ENDPOINT_UNREACH;
}

IpL4Protocol::RxStatus
ProtocolAdapter::Receive(Ptr<Packet> packet, const Ipv6Header& header, Ptr<Ipv6Interface> interface)
{
    m_handler(packet, header, interface);
    return RX_OK;
}

void
ProtocolAdapter::SetDownTarget(DownTargetCallback)
{
}

void
ProtocolAdapter::SetDownTarget6(DownTargetCallback6)
{
}

IpL4Protocol::DownTargetCallback
ProtocolAdapter::GetDownTarget() const
{
    return {};
}

IpL4Protocol::DownTargetCallback6
ProtocolAdapter::GetDownTarget6() const
{
    return {};
}

void
ProtocolAdapter::DoDispose()
{
    m_handler = nullptr;
    IpL4Protocol::DoDispose();
}

TypeId
ExtensionAdapter::GetTypeId()
{
    static TypeId tid = TypeId("ns3::nemo::ExtensionAdapter")
                            .SetParent<Ipv6Extension>()
                            .SetGroupName("Nemo")
                            .AddConstructor<ExtensionAdapter>();
    return tid;
}

void
ExtensionAdapter::Serve(uint8_t number, Handler handler)
{
    m_number = number;
    m_handler = std::move(handler);
}

uint8_t
ExtensionAdapter::GetExtensionNumber() const
{
    return m_number;
}

uint8_t
ExtensionAdapter::Process(Ptr<Packet>& packet,
                          uint8_t offset,
                          const Ipv6Header& header,
                          Ipv6Address,
                          uint8_t* nextHeader,
                          bool& stopProcessing,
                          bool& isDropped,
                          Ipv6L3Protocol::DropReason&)
{
    const ExtensionResult result = m_handler(packet, offset, header);
    stopProcessing = result.stop;
    // Whoever drops has counted it, with a reason that ns-3 has no name for.
    isDropped = false;
    if (nextHeader)
    {
        *nextHeader = result.nextHeader;
    }
    return result.length;
}

void
ExtensionAdapter::DoDispose()
{
    m_handler = nullptr;
    Ipv6Extension::DoDispose();
}

} // namespace ns3::nemo
