// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-return-routability-state.h"

#include <iterator>

namespace ns3::nemo
{

AddressTests::AddressTests(Time tokenLifetime)
    : m_tokenLifetime(tokenLifetime)
{
}

void
AddressTests::Start(const Ipv6Address& correspondent,
                    const Ipv6Address& address,
                    uint64_t cookie,
                    Time now)
{
    Prune(now);
    m_tests[{correspondent, address}] = {cookie, now, std::nullopt};
}

void
AddressTests::Cancel(const Ipv6Address& correspondent, const Ipv6Address& address)
{
    const auto entry = m_tests.find({correspondent, address});
    if (entry != m_tests.end())
    {
        entry->second.cookie.reset();
    }
}

void
AddressTests::CancelAll(const Ipv6Address& address)
{
    for (auto& [key, test] : m_tests)
    {
        if (key.second == address)
        {
            test.cookie.reset();
        }
    }
}

void
AddressTests::Discard(const Ipv6Address& correspondent, const Ipv6Address& address)
{
    const auto entry = m_tests.find({correspondent, address});
    if (entry != m_tests.end())
    {
        entry->second.token.reset();
    }
}

void
AddressTests::Forget(const Ipv6Address& correspondent)
{
    auto entry = m_tests.lower_bound({correspondent, Ipv6Address::GetZero()});
    while (entry != m_tests.end() && entry->first.first == correspondent)
    {
        entry = m_tests.erase(entry);
    }
}

void
AddressTests::Clear()
{
    m_tests.clear();
    m_kept = 0;
}

AddressTestState
AddressTests::StateOf(const Ipv6Address& correspondent, const Ipv6Address& address, Time now) const
{
    const AddressTest* test = Find(correspondent, address);
    if (test && test->cookie)
    {
        return AddressTestState::IN_PROGRESS;
    }
    return test && IsUsable(*test, now) ? AddressTestState::DONE : AddressTestState::IDLE;
}

const KeygenToken*
AddressTests::TokenOf(const Ipv6Address& correspondent, const Ipv6Address& address, Time now) const
{
    const AddressTest* test = Find(correspondent, address);
    return test && IsUsable(*test, now) ? &*test->token : nullptr;
}

const AddressTest*
AddressTests::Find(const Ipv6Address& correspondent, const Ipv6Address& address) const
{
    const auto entry = m_tests.find({correspondent, address});
    return entry == m_tests.end() ? nullptr : &entry->second;
}

TestVerdict
AddressTests::Receive(const Ipv6Address& correspondent,
                      const Ipv6Address& address,
                      uint64_t cookie,
                      const KeygenToken& token)
{
    const auto entry = m_tests.find({correspondent, address});
    if (entry == m_tests.end() || !entry->second.cookie)
    {
        if (entry != m_tests.end() && entry->second.token)
        {
            return TestVerdict::ALREADY_RECEIVED;
        }
        return IsAnyInProgress(correspondent) ? TestVerdict::WRONG_DESTINATION
                                              : TestVerdict::NOT_IN_PROGRESS;
    }
    AddressTest& test = entry->second;
    if (*test.cookie != cookie)
    {
        return TestVerdict::WRONG_COOKIE;
    }
    test.cookie.reset();
    test.token = token;
    return TestVerdict::ACCEPTED;
}

std::size_t
AddressTests::Size() const
{
    return m_tests.size();
}

bool
AddressTests::IsAnyInProgress(const Ipv6Address& correspondent) const
{
    auto entry = m_tests.lower_bound({correspondent, Ipv6Address::GetZero()});
    for (; entry != m_tests.end() && entry->first.first == correspondent; ++entry)
    {
        if (entry->second.cookie)
        {
            return true;
        }
    }
    return false;
}

bool
AddressTests::IsUsable(const AddressTest& test, Time now) const
{
    return test.token && now < test.token->received + m_tokenLifetime;
}

void
AddressTests::Prune(Time now)
{
    // The constant spares small tables the work; the factor makes it constant per test.
    constexpr std::size_t SMALL = 16;
    if (m_tests.size() < 2 * m_kept + SMALL)
    {
        return;
    }
    for (auto entry = m_tests.begin(); entry != m_tests.end();)
    {
        const bool isOver = !entry->second.cookie && !IsUsable(entry->second, now);
        entry = isOver ? m_tests.erase(entry) : std::next(entry);
    }
    m_kept = m_tests.size();
}

ReturnRoutabilityState::ReturnRoutabilityState(Time tokenLifetime)
    : home(tokenLifetime),
      careOf(tokenLifetime)
{
}

TestVerdict
ReturnRoutabilityState::Receive(const HomeTest& message,
                                const Ipv6Address& source,
                                const Ipv6Address& destination,
                                bool byHomeLink,
                                Time now)
{
    if (!byHomeLink)
    {
        return TestVerdict::NOT_BY_HOME_LINK;
    }
    return home.Receive(source,
                        destination,
                        message.cookie,
                        {message.token, message.nonceIndex, now});
}

TestVerdict
ReturnRoutabilityState::Receive(const CareOfTest& message,
                                const Ipv6Address& source,
                                const Ipv6Address& destination,
                                Time now)
{
    return careOf.Receive(source,
                          destination,
                          message.cookie,
                          {message.token, message.nonceIndex, now});
}

bool
ReturnRoutabilityState::IsReady(const Ipv6Address& correspondent,
                                const Ipv6Address& homeAddress,
                                const Ipv6Address& careOfAddress,
                                bool isDeletion,
                                Time now) const
{
    return home.TokenOf(correspondent, homeAddress, now) &&
           (isDeletion || careOf.TokenOf(correspondent, careOfAddress, now));
}

bool
ReturnRoutabilityState::OnRejected(BindingStatus status,
                                   const Ipv6Address& correspondent,
                                   const Ipv6Address& homeAddress,
                                   const Ipv6Address& careOfAddress)
{
    const bool isBoth = status == BindingStatus::EXPIRED_NONCES;
    const bool isHome = isBoth || status == BindingStatus::EXPIRED_HOME_NONCE_INDEX;
    const bool isCareOf = isBoth || status == BindingStatus::EXPIRED_CARE_OF_NONCE_INDEX;
    if (isHome)
    {
        home.Discard(correspondent, homeAddress);
    }
    if (isCareOf)
    {
        careOf.Discard(correspondent, careOfAddress);
    }
    return isHome || isCareOf;
}

void
ReturnRoutabilityState::Forget(const Ipv6Address& correspondent)
{
    home.Forget(correspondent);
    careOf.Forget(correspondent);
}

void
ReturnRoutabilityState::Clear()
{
    home.Clear();
    careOf.Clear();
}

} // namespace ns3::nemo
