// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-mobile-prefix-advertiser.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace ns3::nemo
{

namespace
{

/// RFC 6275 section 6.8: at most one advertisement in this time to any mobile node.
const Time LEAST_SPACING = Seconds(1);

} // namespace

MobilePrefixAdvertiser::MobilePrefixAdvertiser(Ptr<MessagePort> port,
                                               const BindingCache& cache,
                                               Needs needs)
    : m_port(port),
      m_cache(cache),
      m_needs(std::move(needs)),
      m_handler(port->Take(
          MobilityIcmpv6Type::MOBILE_PREFIX_SOLICITATION,
          [this](const MobilityIcmpv6Delivery& delivery) { return OnSolicitation(delivery); }))
{
}

MobilePrefixAdvertiser::~MobilePrefixAdvertiser()
{
    m_port->Release(m_handler);
}

void
MobilePrefixAdvertiser::OnBinding(const Binding* before, const Binding* after)
{
    const Binding& any = after ? *after : *before;
    if (!any.homeRegistration)
    {
        return;
    }
    if (!after)
    {
        m_told.erase(any.homeAddress);
        m_due.Cancel(any.homeAddress);
        Arm();
        return;
    }
    const auto [told, isNew] = m_told.try_emplace(any.homeAddress);
    if (isNew)
    {
        SchedulePeriodic(any.homeAddress);
    }
    else if (told->second.isUnanswered && !m_due.DeadlineOf(any.homeAddress))
    {
        // RFC 6275 section 10.6.2: it is still there, so begin again.
        told->second.isUnanswered = false;
        m_due.Set(any.homeAddress, Simulator::Now());
    }
    Arm();
}

void
MobilePrefixAdvertiser::OnChanged(uint32_t interface, const NetworkPrefix& prefix, Time preferred)
{
    for (const Binding* binding : m_cache.Sorted())
    {
        // With an ID Length the node has an address in each prefix of the link.
        const bool isConcerned =
            prefix.Contains(binding->homeAddress) || binding->interfaceIdentifierLength > 0;
        if (binding->interface == interface && isConcerned)
        {
            Schedule(*binding, preferred);
        }
    }
    Arm();
}

void
MobilePrefixAdvertiser::OnAdded(uint32_t interface, Time preferred)
{
    for (const Binding* binding : m_cache.Sorted())
    {
        if (binding->interface == interface)
        {
            Schedule(*binding, preferred);
        }
    }
    Arm();
}

std::optional<Time>
MobilePrefixAdvertiser::NextFor(const Ipv6Address& homeAddress) const
{
    return m_due.DeadlineOf(homeAddress);
}

/// What is scheduled for a change already will tell of this one too, as the list is sent as it
/// stands then.
void
MobilePrefixAdvertiser::Schedule(const Binding& binding, Time preferred)
{
    const auto told = m_told.find(binding.homeAddress);
    if (told == m_told.end() || !binding.valid)
    {
        return;
    }
    const auto due = m_due.DeadlineOf(binding.homeAddress);
    if (due && !told->second.isPeriodic)
    {
        return;
    }
    const Time at = Simulator::Now() + DrawDelay(preferred);
    m_due.Set(binding.homeAddress, due ? std::min(*due, at) : at);
    told->second.isPeriodic = false;
    told->second.isUnanswered = false;
}

/// Once in MaxMobPfxAdvInterval at least.
void
MobilePrefixAdvertiser::SchedulePeriodic(const Ipv6Address& homeAddress)
{
    Told& told = m_told.at(homeAddress);
    told.isPeriodic = true;
    told.isUnanswered = false;
    told.repeats = 0;
    if (m_needs.terms().repeats)
    {
        m_due.Set(homeAddress, Simulator::Now() + DrawDelay(Time::Max()));
    }
}

/// RAND_ADV_DELAY of RFC 6275 section 10.6.2.
Time
MobilePrefixAdvertiser::DrawDelay(Time preferred) const
{
    const PrefixDeliveryTerms terms = m_needs.terms();
    const int64_t least = terms.minInterval.GetMilliSeconds();
    const int64_t most = std::min(terms.maxInterval, preferred).GetMilliSeconds();
    const auto range = static_cast<uint32_t>(std::abs(most - least));
    return MilliSeconds(static_cast<uint64_t>(least)) +
           MilliSeconds(range > 0 ? m_needs.random(range) : 0);
}

bool
MobilePrefixAdvertiser::OnSolicitation(const MobilityIcmpv6Delivery& delivery)
{
    // The Home Address option stands for a binding, but may be that of a correspondent.
    const Binding* binding = delivery.homeAddressOption ? m_cache.Find(delivery.source) : nullptr;
    if (!binding || !binding->valid || !binding->homeRegistration ||
        binding->homeAgentAddress != delivery.destination)
    {
        return false;
    }
    if (!m_needs.terms().isEnabled)
    {
        return false;
    }
    Told& told = m_told.at(binding->homeAddress);
    told.question = Question{delivery.wireSource,
                             std::get<MobilePrefixSolicitation>(delivery.message).identifier};
    if (IsTooSoon(told))
    {
        m_due.Set(binding->homeAddress, *told.last + LEAST_SPACING);
    }
    else
    {
        Answer(*binding);
    }
    Arm();
    return true;
}

void
MobilePrefixAdvertiser::Answer(const Binding& binding)
{
    Told& told = m_told.at(binding.homeAddress);
    Send(binding, *told.question);
    told.question.reset();
    SchedulePeriodic(binding.homeAddress);
}

void
MobilePrefixAdvertiser::OnDue()
{
    for (const Ipv6Address& homeAddress : m_due.PopDue(Simulator::Now()))
    {
        Deliver(homeAddress);
    }
    Arm();
}

void
MobilePrefixAdvertiser::Deliver(const Ipv6Address& homeAddress)
{
    const Binding* binding = m_cache.Find(homeAddress);
    if (!binding || !binding->valid)
    {
        return;
    }
    Told& told = m_told.at(homeAddress);
    if (IsTooSoon(told))
    {
        m_due.Set(homeAddress, *told.last + LEAST_SPACING);
        return;
    }
    if (told.question)
    {
        Answer(*binding);
        return;
    }
    if (!Send(*binding, {binding->careOfAddress, 0}))
    {
        SchedulePeriodic(homeAddress);
        return;
    }
    const PrefixDeliveryTerms terms = m_needs.terms();
    if (!terms.repeats)
    {
        return;
    }
    told.repeats = told.isUnanswered ? told.repeats + 1 : 0;
    told.isUnanswered = true;
    told.isPeriodic = false;
    if (told.repeats < terms.retries)
    {
        m_due.Set(homeAddress, Simulator::Now() + terms.timeout * (int64_t{1} << told.repeats));
    }
}

bool
MobilePrefixAdvertiser::IsTooSoon(const Told& told) const
{
    return told.last && Simulator::Now() < *told.last + LEAST_SPACING;
}

/// By way of the care-of address, with the home address in a type 2 routing header. M and O stay
/// clear: there is no DHCPv6 (RFC 6275 section 6.8). @return whether there was anything to say
bool
MobilePrefixAdvertiser::Send(const Binding& binding, const Question& question)
{
    MobilePrefixAdvertisement message;
    message.identifier = question.identifier;
    message.options = m_needs.prefixes(binding.interface);
    if (message.options.empty() || !m_needs.terms().isEnabled)
    {
        return false;
    }
    Envelope envelope;
    envelope.source = binding.homeAgentAddress;
    envelope.destination = binding.homeAddress;
    envelope.careOfDestination = question.careOfAddress;
    m_port->Send(message, envelope);
    m_told.at(binding.homeAddress).last = Simulator::Now();
    return true;
}

void
MobilePrefixAdvertiser::Arm()
{
    const auto next = m_due.Next();
    if (!next)
    {
        m_event.Cancel();
        return;
    }
    m_event.Schedule(std::max(*next - Simulator::Now(), Time(0)), [this] { OnDue(); });
}

} // namespace ns3::nemo
