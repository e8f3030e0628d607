// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-roaming-interfaces.h"

#include <algorithm>

namespace ns3::nemo
{

/// One of the interfaces: hears its detector, and passes on what concerns the mobile node.
class RoamingInterfaces::Way : private MovementListener
{
  public:
    Way(Ptr<RouterDiscovery> discovery, uint32_t interface, RoamingInterfaces& all)
        : m_all(all),
          m_detector(discovery, interface, *this)
    {
    }

    MovementDetector& GetDetector()
    {
        return m_detector;
    }

    const MovementDetector& GetDetector() const
    {
        return m_detector;
    }

  private:
    RoamingListener& Listener() const
    {
        return m_all.m_listener;
    }

    bool IsInUse() const
    {
        return m_all.IsInUse(*this);
    }

    void OnLink(bool isUp) override
    {
        if (IsInUse())
        {
            Listener().OnLink(isUp);
        }
    }

    bool MayUse(const HeardRouter& router) const override
    {
        return Listener().MayUse(router);
    }

    std::vector<NetworkPrefix> HomePrefixesOf(const HeardRouter& router) const override
    {
        return Listener().HomePrefixesOf(router);
    }

    RouterDiscovery::AdoptOptions OnRouter(const HeardRouter& router) override
    {
        if (IsInUse())
        {
            return Listener().OnRouter(router);
        }
        if (const auto options = m_all.Review())
        {
            return *options;
        }
        RouterDiscovery::AdoptOptions options;
        options.exceptFrom = HomePrefixesOf(router);
        return options;
    }

    void OnUprooted() override
    {
        if (IsInUse())
        {
            Listener().OnUprooted();
        }
    }

    void OnCareOfAddress(const Ipv6Address& address) override
    {
        if (!m_all.Review() && IsInUse())
        {
            Listener().OnCareOfAddress(address);
        }
    }

    void OnCareOfAddressLost() override
    {
        if (!m_all.Review() && IsInUse())
        {
            Listener().OnCareOfAddressLost();
        }
    }

    void OnAddresses() override
    {
        Listener().OnAddresses();
    }

    void OnMovementState(MovementDetector::State from, MovementDetector::State to) override
    {
        if (IsInUse())
        {
            Listener().OnMovementState(from, to);
        }
        m_all.Review();
        // What was formed on an earlier link may be of use again, now that this one is known.
        Listener().OnAddresses();
    }

    RoamingInterfaces& m_all;
    MovementDetector m_detector;
};

RoamingInterfaces::RoamingInterfaces(Ptr<RouterDiscovery> discovery,
                                     const std::vector<uint32_t>& interfaces,
                                     RoamingListener& listener)
    : m_interfaces(interfaces),
      m_listener(listener),
      m_interface(interfaces.front())
{
    for (const uint32_t interface : m_interfaces)
    {
        m_ways.push_back(std::make_unique<Way>(discovery, interface, *this));
    }
}

RoamingInterfaces::~RoamingInterfaces() = default;

void
RoamingInterfaces::Start(const MovementDetector::Config& config)
{
    MovementDetector::Config own = config;
    for (const auto& way : m_ways)
    {
        way->GetDetector().Start(own);
        own.interfaceIdentifier.reset();
    }
}

void
RoamingInterfaces::Stop()
{
    for (const auto& way : m_ways)
    {
        way->GetDetector().Stop();
    }
}

const MovementDetector&
RoamingInterfaces::GetDetector() const
{
    return GetDetector(m_interface);
}

const MovementDetector&
RoamingInterfaces::GetDetector(uint32_t interface) const
{
    const auto way = std::find_if(m_ways.begin(), m_ways.end(), [interface](const auto& one) {
        return one->GetDetector().GetInterface() == interface;
    });
    return (*way)->GetDetector();
}

bool
RoamingInterfaces::IsInUse(const Way& way) const
{
    return way.GetDetector().GetInterface() == m_interface;
}

RoamingInterfaces::Worth
RoamingInterfaces::Rank(const Way& way) const
{
    const MovementDetector& detector = way.GetDetector();
    const auto router = detector.GetCurrentRouter();
    if (!router)
    {
        return UNKNOWN;
    }
    if (detector.GetState() != MovementDetector::State::SETTLED)
    {
        return UNSURE;
    }
    if (!m_listener.HomePrefixesOf(*router).empty())
    {
        return HOME;
    }
    return detector.GetCareOfAddress().IsAny() ? UNSURE : SETTLED;
}

/// Use the best if it is better than what is in use. @return what to take from its router; none:
/// nothing has changed
std::optional<RouterDiscovery::AdoptOptions>
RoamingInterfaces::Review()
{
    const Way* best = nullptr;
    Worth used = UNKNOWN;
    for (const auto& way : m_ways)
    {
        if (!best || Rank(*way) > Rank(*best))
        {
            best = way.get();
        }
        if (IsInUse(*way))
        {
            used = Rank(*way);
        }
    }
    if (IsInUse(*best) || Rank(*best) < used || (Rank(*best) == used && used < SETTLED))
    {
        return std::nullopt;
    }
    m_listener.OnUprooted();
    m_interface = best->GetDetector().GetInterface();
    m_listener.OnInterface();
    // Without a router it would not be the best.
    return m_listener.OnRouter(*best->GetDetector().GetCurrentRouter());
}

} // namespace ns3::nemo
