// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-mobile-node.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/mip6-unicast-routable.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

// Which home addresses a mobile node makes, which of them the applications get, and random numbers;
// mip6-mobile-node.cc has the rest.

namespace ns3::nemo
{

using Place = MobileNodeHome::Place;

namespace
{

uint64_t
Draw64(UniformRandomVariable& random)
{
    constexpr int HALF = 32;
    const auto draw = [&random] {
        return uint64_t{random.GetInteger(0, std::numeric_limits<uint32_t>::max())};
    };
    const uint64_t high = draw();
    return high << HALF | draw();
}

/// An address with a random interface identifier, which says that it is not globally unique. RFC
/// 4291 section 2.5.1, RFC 4941 section 3.2.1.
Ipv6Address
MakeRandomAddress(const NetworkPrefix& prefix, UniformRandomVariable& random)
{
    constexpr uint64_t UNIVERSAL = uint64_t{2} << 56;
    uint64_t identifier = Draw64(random) & ~UNIVERSAL;
    std::array<uint8_t, 16> octets{};
    prefix.address.GetBytes(octets.data());
    for (std::size_t i = octets.size(); i > octets.size() / 2; --i)
    {
        octets[i - 1] = static_cast<uint8_t>(identifier);
        identifier >>= 8;
    }
    return Ipv6Address(octets.data());
}

} // namespace

uint64_t
MobileNode::DrawCookie()
{
    return Draw64(*m_cookies);
}

bool
MobileNode::UseCareOfAddress(Ptr<Socket> socket, uint16_t port) const
{
    if (m_careOfPolicy.ports.count(port) == 0)
    {
        return false;
    }
    // ns-3 leaves a socket that is bound to a device to the routes of that device.
    socket->BindToNetDevice(
        MobilityStack::Of(GetNode())->GetInterfaceTable()->DeviceOf(GetInterface()));
    return true;
}

void
MobileNode::OnPlaced(const MobileNodeHome& home)
{
    m_placedTrace(home.GetConfig().homeAddress, home.GetPlace() == Place::ROAMING);
    ChooseSource();
    OnTunnel(home);
}

void
MobileNode::ChooseSource()
{
    // An address that is a home address and that of this link is the best of all (RFC 6724 section
    // 5, rule 4), and ordinary routing finds it.
    const bool isAnyAtHome = std::any_of(m_homes.begin(), m_homes.end(), [](const auto& home) {
        return home->GetPlace() == Place::ROAMING;
    });
    const auto isAway = [](const auto& home) { return home->GetPlace() == Place::TRANSFORM; };
    // Of the others one that is not deprecated (rule 3).
    auto away = std::find_if(m_homes.begin(), m_homes.end(), [&](const auto& home) {
        return isAway(home) && !home->IsDeprecated();
    });
    if (away == m_homes.end())
    {
        away = std::find_if(m_homes.begin(), m_homes.end(), isAway);
    }
    m_stack->GetSteering()->PreferSource(isAnyAtHome || away == m_homes.end()
                                             ? std::nullopt
                                             : std::optional((*away)->GetConfig().homeAddress));
}

void
MobileNode::StartHome(const HomeConfig& config, bool isAtHome)
{
    m_homes.push_back(MakeHome(config));
    m_homes.back()->Start(isAtHome);
    const auto* leader = FindHome(config.leader);
    if (leader && leader->GetRegistration().GetState() != HomeRegistration::State::IDLE)
    {
        m_homes.back()->Follow(leader->GetRegistration());
    }
}

std::unique_ptr<MobileNodeHome>
MobileNode::MakeHome(const HomeConfig& config)
{
    MobileNodeHomeHost& host = *this;
    const MobileNodeParts parts{m_stack, m_roaming->InUse(), m_list, m_rate, *m_tests};
    return std::make_unique<MobileNodeHome>(config, parts, host);
}

void
MobileNode::ReplaceHomes()
{
    for (HomeConfig& config : std::exchange(m_lost, {}))
    {
        config.homeAddress = MakeRandomAddress(config.prefix, *m_identifiers);
        if (m_replacements < m_newHomeAddresses && !FindHome(config.homeAddress))
        {
            ++m_replacements;
            StartHome(config, false);
        }
    }
    ReviewCareOfAddress();
}

void
MobileNode::OnHomePrefix(const HomeConfig& config)
{
    const Ipv6Address& agent = config.homeAgent.IsAny() ? config.firstGuess : config.homeAgent;
    if (!IsUnicastRoutable(config.homeAddress) || !IsUnicastRoutable(agent))
    {
        return;
    }
    const auto known = std::find_if(m_homes.begin(), m_homes.end(), [&](const auto& home) {
        return home->GetConfig().homeAddress == config.homeAddress;
    });
    // Which home addresses there are in a prefix that is configured, the configuration says.
    const bool isConfigured = std::any_of(m_configs.begin(), m_configs.end(), [&](const auto& one) {
        return one.prefix == config.prefix;
    });
    // The home agent takes the prefixes of a mobile network from one home address and refuses them
    // from another (RFC 3963 section 6.2): a mobile router goes to the next one when it has to.
    const bool isRouter = std::any_of(m_homes.begin(), m_homes.end(), [this](const auto& home) {
        return NeedsMobileRouterSupport(*home);
    });
    const bool hasEnough =
        isRouter && std::any_of(m_homes.begin(), m_homes.end(), [](const auto& home) {
            return !home->IsDeprecated() && !home->HasEnded();
        });
    if (known == m_homes.end() && !isConfigured)
    {
        if (hasEnough)
        {
            return;
        }
        StartHome(config, false);
    }
    else if (known != m_homes.end() && (*known)->HasEnded() &&
             (*known)->GetRegistration().GetState() != HomeRegistration::State::REFUSED)
    {
        Revive(*known, config);
    }
    else
    {
        return;
    }
    ReviewLater();
}

/// Begin anew, in its place, with a home that has ended.
void
MobileNode::Revive(std::unique_ptr<MobileNodeHome>& home, const HomeConfig& config)
{
    home->Stop();
    home = MakeHome(config);
    home->Start(false);
}

void
MobileNode::StartPreviousRouters()
{
    m_primarySince.reset();
    m_previousRouters = std::make_unique<PreviousRouters>(
        MobileNodeParts{m_stack, m_roaming->InUse(), m_list, m_rate, *m_tests},
        PreviousRouter::Needs{
            [this] { return GetProfile(); },
            [this] { return DrawSequence(); },
            [this](const Ipv6Address& careOf) { return CareOfValidUntil(careOf); },
            [this] { OnListChange(); },
            nullptr});
}

} // namespace ns3::nemo
