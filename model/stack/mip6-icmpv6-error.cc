// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-icmpv6-error.h"

#include "ns3/icmpv6-header.h"

namespace ns3::nemo
{

bool
SendIcmpv6Error(Icmpv6L4Protocol& icmpv6, const Icmpv6Error& error, const QuotedPacket& quoted)
{
    const bool isTooBig = error.type == Icmpv6Header::ICMPV6_ERROR_PACKET_TOO_BIG;
    if (!quoted.MayBeTold(isTooBig || error.evenForMulticast))
    {
        return false;
    }
    const Ipv6Address source = quoted.GetSource();
    switch (error.type)
    {
    case Icmpv6Header::ICMPV6_ERROR_PACKET_TOO_BIG:
        icmpv6.SendErrorTooBig(quoted.ToPacket(), source, error.value);
        break;
    case Icmpv6Header::ICMPV6_ERROR_DESTINATION_UNREACHABLE:
        icmpv6.SendErrorDestinationUnreachable(quoted.ToPacket(), source, error.code);
        break;
    case Icmpv6Header::ICMPV6_ERROR_TIME_EXCEEDED:
        icmpv6.SendErrorTimeExceeded(quoted.ToPacket(), source, error.code);
        break;
    default:
        icmpv6.SendErrorParameterError(quoted.ToPacket(), source, error.code, error.value);
        break;
    }
    return true;
}

bool
SendIcmpv6Error(Icmpv6L4Protocol& icmpv6,
                const Icmpv6Error& error,
                const Ipv6Header& header,
                Ptr<const Packet> packet)
{
    auto whole = packet->Copy();
    whole->AddHeader(header);
    Octets octets(whole->GetSize());
    whole->CopyData(octets.data(), whole->GetSize());
    return SendIcmpv6Error(icmpv6, error, QuotedPacket(std::move(octets)));
}

} // namespace ns3::nemo
