// SPDX-License-Identifier: GPL-2.0-only
// Signals that are destination options of any packet, as draft-ietf-mobileip-ipv6-04 has them.
#include "ns3/mip6-message-port.h"

#include <variant>

namespace ns3::nemo
{

/// draft-ietf-mobileip-ipv6-04 sections 7.2 and 9.10: a Binding Update that is not valid takes its
/// packet with it, of anything else only the option is lost.
bool
MessagePort::OnOptions(const Ipv6Header& header, const Octets& options, Ptr<const Packet> packet)
{
    Carriage carriage;
    carriage.nextHeader = header.GetNextHeader();
    carriage.destinationOptions = options;
    const auto interface =
        static_cast<uint32_t>(m_ipv6->GetInterfaceForAddress(header.GetDestination()));
    m_isDiscarded = false;
    for (const auto& result :
         m_codec->Decode(carriage, header.GetSource(), header.GetDestination()))
    {
        if (const auto* error = std::get_if<MobilityHeaderError>(&result))
        {
            m_path->Drop(error->reason, packet);
            m_isDiscarded = error->reason != DropReason::SKIPPED_OPTION;
        }
        else
        {
            const auto delivery = MakeDelivery(std::get<Signal>(result), header, packet, interface);
            const bool isOwed = m_codec->NeedsProtection(delivery.signal) && !delivery.protection;
            const bool isUpdate = delivery.signal.Get<BindingUpdate>() != nullptr;
            m_received(delivery);
            if (isOwed && isUpdate)
            {
                Discard(DropReason::UNPROTECTED, delivery);
            }
            else if (isOwed)
            {
                m_path->Drop(DropReason::UNPROTECTED, packet);
            }
            else
            {
                Dispatch(delivery, packet);
            }
        }
        if (m_isDiscarded)
        {
            return false;
        }
    }
    return true;
}

void
MessagePort::Discard(DropReason reason, const SignalDelivery& delivery)
{
    m_path->Drop(reason, delivery.packet);
    m_isDiscarded = true;
}

} // namespace ns3::nemo
