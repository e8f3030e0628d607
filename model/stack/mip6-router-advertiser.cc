// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-router-advertiser.h"

#include "ns3/abort.h"
#include "ns3/pointer.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <variant>

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(RouterAdvertiser);

TypeId
RouterAdvertiser::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::nemo::RouterAdvertiser")
            .SetParent<Object>()
            .SetGroupName("Nemo")
            .AddConstructor<RouterAdvertiser>()
            .AddAttribute("MinRtrAdvInterval",
                          "Least time between unsolicited advertisements. RFC 4861 section 6.2.1, "
                          "RFC 6275 section 7.5.",
                          TimeValue(Seconds(200)),
                          MakeTimeAccessor(&RouterAdvertiser::m_minInterval),
                          MakeTimeChecker(LEAST_MIN_RTR_ADV_INTERVAL))
            .AddAttribute("MaxRtrAdvInterval",
                          "Most time between unsolicited advertisements. RFC 4861 section 6.2.1, "
                          "RFC 6275 section 7.5.",
                          TimeValue(Seconds(600)),
                          MakeTimeAccessor(&RouterAdvertiser::m_maxInterval),
                          MakeTimeChecker(LEAST_MAX_RTR_ADV_INTERVAL, MOST_MAX_RTR_ADV_INTERVAL))
            .AddAttribute("MinDelayBetweenRas",
                          "MIN_DELAY_BETWEEN_RAS: least time from an advertisement to one that "
                          "answers a solicitation; MinRtrAdvInterval where that is less. RFC 4861 "
                          "section 10, RFC 6275 section 13.",
                          TimeValue(Seconds(3)),
                          MakeTimeAccessor(&RouterAdvertiser::m_minDelay),
                          MakeTimeChecker(LEAST_MIN_DELAY_BETWEEN_RAS))
            .AddAttribute("MaxRaDelayTime",
                          "MAX_RA_DELAY_TIME: most time from a solicitation to its answer. RFC "
                          "4861 section 10.",
                          TimeValue(MilliSeconds(500)),
                          MakeTimeAccessor(&RouterAdvertiser::m_maxAnswerDelay),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("MaxInitialRtrAdvertInterval",
                          "MAX_INITIAL_RTR_ADVERT_INTERVAL: most time before each of the first few "
                          "advertisements. RFC 4861 section 10.",
                          TimeValue(Seconds(16)),
                          MakeTimeAccessor(&RouterAdvertiser::m_maxInitialInterval),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("MaxInitialRtrAdvertisements",
                          "MAX_INITIAL_RTR_ADVERTISEMENTS: how many are the first few. RFC 4861 "
                          "section 10.",
                          UintegerValue(3),
                          MakeUintegerAccessor(&RouterAdvertiser::m_maxInitial),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("IntervalVariable",
                          "Draws from 0 to 1: where an interval lies between its limits.",
                          StringValue("ns3::UniformRandomVariable[Min=0.0|Max=1.0]"),
                          MakePointerAccessor(&RouterAdvertiser::m_interval),
                          MakePointerChecker<RandomVariableStream>())
            .AddAttribute("AnswerDelayVariable",
                          "Draws from 0 to 1: the part of MaxRaDelayTime that an answer waits.",
                          StringValue("ns3::UniformRandomVariable[Min=0.0|Max=1.0]"),
                          MakePointerAccessor(&RouterAdvertiser::m_answerDelay),
                          MakePointerChecker<RandomVariableStream>())
            .AddTraceSource("Drop",
                            "An invalid Router Solicitation.",
                            MakeTraceSourceAccessor(&RouterAdvertiser::m_drop),
                            "ns3::nemo::RouterAdvertiser::DropCallback");
    return tid;
}

RouterAdvertiser::~RouterAdvertiser()
{
    if (m_icmpv6)
    {
        m_icmpv6->RemoveObserver(this);
    }
}

void
RouterAdvertiser::Attach(Ptr<MobilityIcmpv6> icmpv6, Ptr<InterfaceTable> interfaces)
{
    NS_ABORT_MSG_IF(m_icmpv6, "Attach a RouterAdvertiser only once.");
    m_icmpv6 = icmpv6;
    m_interfaces = interfaces;
    m_icmpv6->AddObserver(this);
}

void
RouterAdvertiser::DoDispose()
{
    m_advertising.clear();
    if (m_icmpv6)
    {
        m_icmpv6->RemoveObserver(this);
    }
    m_icmpv6 = nullptr;
    m_interfaces = nullptr;
    m_interval = nullptr;
    m_answerDelay = nullptr;
    Object::DoDispose();
}

AdvertisingConfig
RouterAdvertiser::Complete(AdvertisingConfig config) const
{
    config.minInterval = config.minInterval.value_or(m_minInterval);
    config.maxInterval = config.maxInterval.value_or(m_maxInterval);
    // RFC 6275 section 13: this variable should be MinRtrAdvInterval if that is less.
    config.minDelayBetweenRas =
        config.minDelayBetweenRas.value_or(std::min(m_minDelay, *config.minInterval));
    return config;
}

std::optional<std::string>
RouterAdvertiser::Check(const AdvertisingConfig& config) const
{
    return CheckAdvertising(Complete(config));
}

void
RouterAdvertiser::Configure(uint32_t interface, const AdvertisingConfig& config)
{
    const auto wrong = Check(config);
    NS_ABORT_MSG_IF(wrong, *wrong);
    const auto [entry, isNew] = m_advertising.try_emplace(interface);
    if (isNew)
    {
        m_interfaces->JoinGroup(Ipv6Address::GetAllRoutersMulticast(), interface);
    }
    entry->second.config = Complete(config);
    entry->second.initial = m_maxInitial;
    ScheduleUnsolicited(interface);
}

void
RouterAdvertiser::Disable(uint32_t interface, bool farewell)
{
    const auto entry = m_advertising.find(interface);
    if (entry == m_advertising.end())
    {
        return;
    }
    if (farewell)
    {
        RouterAdvertisement message = Compose(interface, entry->second);
        message.routerLifetime = 0;
        Send(interface, message);
    }
    m_advertising.erase(entry);
    m_interfaces->LeaveGroup(Ipv6Address::GetAllRoutersMulticast(), interface);
}

bool
RouterAdvertiser::IsAdvertising(uint32_t interface) const
{
    return m_advertising.count(interface) > 0;
}

std::optional<RouterAdvertisement>
RouterAdvertiser::Current(uint32_t interface) const
{
    const auto entry = m_advertising.find(interface);
    if (entry == m_advertising.end())
    {
        return std::nullopt;
    }
    return Compose(interface, entry->second);
}

RouterAdvertisement
RouterAdvertiser::Compose(uint32_t interface, const Advertising& advertising) const
{
    return ComposeAdvertisement(advertising.config,
                                m_interfaces->LinkLayerAddress(interface),
                                Simulator::Now());
}

// --- When it is said

void
RouterAdvertiser::Send(uint32_t interface, const RouterAdvertisement& message)
{
    m_icmpv6->SendNeighborMessage(interface,
                                  message,
                                  m_interfaces->LinkLocalAddress(interface),
                                  Ipv6Address::GetAllNodesMulticast());
}

void
RouterAdvertiser::SendNow(uint32_t interface)
{
    Advertising& advertising = m_advertising.at(interface);
    Send(interface, Compose(interface, advertising));
    advertising.last = Simulator::Now();
    advertising.isAnswer = false;
    ScheduleUnsolicited(interface);
}

void
RouterAdvertiser::SendAt(uint32_t interface, const Time& when, bool isAnswer)
{
    Advertising& advertising = m_advertising.at(interface);
    if (advertising.timer.IsRunning() && advertising.next <= when)
    {
        return;
    }
    advertising.next = when;
    advertising.isAnswer = isAnswer;
    advertising.timer.Schedule(when - Simulator::Now(),
                               [this, interface]() { SendNow(interface); });
}

void
RouterAdvertiser::ScheduleUnsolicited(uint32_t interface)
{
    Advertising& advertising = m_advertising.at(interface);
    const Time least = *advertising.config.minInterval;
    const Time range = *advertising.config.maxInterval - least;
    Time interval = least + Seconds(range.GetSeconds() * m_interval->GetValue());
    if (advertising.initial > 0)
    {
        --advertising.initial;
        interval = std::min(interval, m_maxInitialInterval);
    }
    SendAt(interface, Simulator::Now() + interval, false);
}

bool
RouterAdvertiser::OnIcmpv6(const Icmpv6Delivery& delivery)
{
    const auto type = static_cast<NeighborMessageType>(delivery.type);
    if (type != NeighborMessageType::ROUTER_SOLICITATION || !IsAdvertising(delivery.interface))
    {
        return false;
    }
    const auto result = DecodeNeighborMessage(delivery.octets.data(), delivery.octets.size());
    if (const auto* reason = std::get_if<DropReason>(&result))
    {
        m_drop(*reason, delivery.packet);
        return true;
    }
    OnSolicitation(delivery, std::get<RouterSolicitation>(std::get<NeighborMessage>(result)));
    return true;
}

void
RouterAdvertiser::OnSolicitation(const Icmpv6Delivery& delivery, const RouterSolicitation& message)
{
    const Ipv6Address source = delivery.header.GetSource();
    const auto* option = FindOption<SourceLinkLayerAddress>(message.options);
    if (option && source.IsAny()) // RFC 4861 section 6.1.1
    {
        m_drop(DropReason::BAD_ADDRESS, delivery.packet);
        return;
    }
    if (option)
    {
        m_interfaces->LearnNeighbor(delivery.interface, source, option->address, false);
    }
    const Advertising& advertising = m_advertising.at(delivery.interface);
    if (advertising.isAnswer)
    {
        return; // one answer for all that ask before it
    }
    // RFC 4861 section 6.2.6.
    const Time delay = Seconds(m_maxAnswerDelay.GetSeconds() * m_answerDelay->GetValue());
    const Time now = Simulator::Now();
    const Time spacing = *advertising.config.minDelayBetweenRas;
    const bool tooSoon = advertising.last && now < *advertising.last + spacing;
    SendAt(delivery.interface, (tooSoon ? *advertising.last + spacing : now) + delay, true);
}

// --- The node

int64_t
RouterAdvertiser::AssignStreams(int64_t stream)
{
    m_interval->SetStream(stream);
    m_answerDelay->SetStream(stream + 1);
    return 2;
}

void
RouterAdvertiser::Reset()
{
    while (!m_advertising.empty())
    {
        Disable(m_advertising.begin()->first, false);
    }
}

} // namespace ns3::nemo
