// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-unreachable-care-of.h"

#include "ns3/icmpv6-header.h"
#include "ns3/mip6-quoted-packet.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3::nemo
{

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
    const auto quoted = delivery.type == Icmpv6Header::ICMPV6_ERROR_DESTINATION_UNREACHABLE
                            ? QuotedPacket::Of(delivery.octets)
                            : std::nullopt;
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
