// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-unreachable-care-of.h"

#include "ns3/icmpv6-header.h"
#include "ns3/mip6-mobility-header.h"
#include "ns3/mip6-quoted-packet.h"
#include "ns3/simulator.h"

#include <optional>
#include <utility>

namespace ns3::nemo
{

namespace
{

/// The packet that an error is about, if that says of a way by the binding that it is no way: not
/// if the node was reached and only nobody listens there, and not of the mobility messages that go
/// by way of the home agent.
std::optional<QuotedPacket>
LostOnTheWay(const Icmpv6Delivery& delivery)
{
    if (delivery.type != Icmpv6Header::ICMPV6_ERROR_DESTINATION_UNREACHABLE ||
        delivery.octets.at(1) == Icmpv6Header::ICMPV6_PORT_UNREACHABLE)
    {
        return std::nullopt;
    }
    auto quoted = QuotedPacket::Of(delivery.octets);
    return quoted && quoted->GetNextHeader() != MOBILITY_HEADER_PROTOCOL ? std::move(quoted)
                                                                         : std::nullopt;
}

} // namespace

UnreachableCareOf::UnreachableCareOf(Ptr<MobilityStack> stack, uint32_t errors, EndCallback end)
    : m_stack(stack),
      m_persistent(errors),
      m_end(std::move(end))
{
    m_stack->GetIcmpv6()->AddObserver(this);
}

UnreachableCareOf::~UnreachableCareOf()
{
    // At the end of a run the stack may be disposed of before the role, and with it who observes.
    if (const auto icmpv6 = m_stack->GetIcmpv6())
    {
        icmpv6->RemoveObserver(this);
    }
}

void
UnreachableCareOf::OnChanged(const Binding& binding)
{
    m_errors.erase(BindingCache::Key(binding));
}

bool
UnreachableCareOf::OnIcmpv6(const Icmpv6Delivery& delivery)
{
    const auto quoted = LostOnTheWay(delivery);
    // PathErrors has put the home address back where the care-of address was.
    if (!quoted || !m_stack->GetSteering()->Optimised().CareOfAddressOf(quoted->GetSource(),
                                                                        quoted->GetDestination()))
    {
        return false;
    }
    const Time now = Simulator::Now();
    const BindingCache::Key key(quoted->GetDestination(), quoted->GetSource());
    Errors& errors = m_errors[key];
    if (errors.count == 0 || now - errors.last > Minutes(1))
    {
        errors = {0, now, now};
    }
    ++errors.count;
    errors.last = now;
    if (errors.count >= m_persistent && now - errors.first >= Seconds(1))
    {
        m_errors.erase(key);
        m_end(key);
    }
    return false;
}

} // namespace ns3::nemo
