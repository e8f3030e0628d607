// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_PREFIX_REQUESTS_FIXTURE_H
#define NEMO_TEST_PREFIX_REQUESTS_FIXTURE_H

#include "ns3/nemo-prefix-requests.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests
{

using Confirmation = MobileNetworkPrefixConfirmation;
using Listed = MobileNetworkPrefixOption;
using Asked = MobileNetworkPrefixRequest;

inline const Time NOW = Seconds(100);

inline NetworkPrefix
P(const std::string& text)
{
    return NetworkPrefix::Parse(text).value();
}

/// A wish; `flags` of P I.
inline PrefixWish
Wish(const std::string& flags = "", uint8_t length = 64, uint32_t interface = 2)
{
    PrefixWish wish;
    wish.interface = interface;
    wish.length = length;
    wish.persistent = flags.find('P') != std::string::npos;
    wish.implicit = flags.find('I') != std::string::npos;
    return wish;
}

/// An answer with flag D to a request; `flags` of P I.
inline Confirmation
Given(uint16_t correlator,
      const std::string& prefix,
      uint32_t valid = 420,
      const std::string& flags = "",
      PrefixStatus status = PrefixStatus::OK)
{
    Confirmation answer;
    answer.delegated = true;
    answer.correlator = correlator;
    answer.status = status;
    answer.prefix = P(prefix).address;
    answer.prefixLength = P(prefix).length;
    answer.validLifetime = valid;
    answer.persistent = flags.find('P') != std::string::npos;
    answer.implicit = flags.find('I') != std::string::npos;
    return answer;
}

inline Confirmation
Refused(uint16_t correlator, int status)
{
    Confirmation answer;
    answer.delegated = true;
    answer.correlator = correlator;
    answer.status = static_cast<PrefixStatus>(status);
    return answer;
}

/// Without D: about a prefix.
inline Confirmation
News(const std::string& prefix, uint32_t valid, int status = 0)
{
    Confirmation news = Given(0, prefix, valid);
    news.delegated = false;
    news.status = static_cast<PrefixStatus>(status);
    return news;
}

inline Listed
InList(const std::string& prefix, const std::string& flags = "D")
{
    Listed option;
    option.prefix = P(prefix).address;
    option.prefixLength = P(prefix).length;
    option.persistent = flags.find('P') != std::string::npos;
    option.implicit = flags.find('I') != std::string::npos;
    option.delegated = flags.find('D') != std::string::npos;
    return option;
}

/// A mobile router's requests, and its home agent by hand.
class PrefixRequestsTest : public ::testing::Test
{
  protected:
    /// The options of the next update.
    MobilityOptions Write(Time now = NOW)
    {
        Signal update{BindingUpdate(), {}};
        m_requests.Write(update, now);
        return update.options;
    }

    /// The requests of the next update.
    std::vector<Asked> Requests(Time now = NOW)
    {
        return Signal{BindingUpdate(), Write(now)}.Options<Asked>();
    }

    PrefixRequests::Changes Read(const MobilityOptions& options,
                                 int status = 0,
                                 const std::string& flags = "R",
                                 Time now = NOW,
                                 bool hasOther = false)
    {
        BindingAcknowledgement body;
        body.status = static_cast<BindingStatus>(status);
        body.mobileRouter = flags.find('R') != std::string::npos;
        body.prefixDelegation = flags.find('S') != std::string::npos;
        body.lifetime = status < 128 ? 420 : 0;
        return m_requests.Read({body, options},
                               now,
                               hasOther ? std::vector{P("fd00:99::/64")}
                                        : std::vector<NetworkPrefix>());
    }

    /// Prefixes held, with what is left of them.
    std::vector<std::string> Held(Time now = NOW) const
    {
        std::vector<std::string> texts;
        for (const auto& held : m_requests.GetHeld())
        {
            texts.push_back(held.prefix.ToString() + " " +
                            (held.expires == Time::Max()
                                 ? "for ever"
                                 : std::to_string((held.expires - now).GetMilliSeconds() / 1000)));
        }
        return texts;
    }

    using Strings = std::vector<std::string>;
    PrefixRequests m_requests;
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_PREFIX_REQUESTS_FIXTURE_H
