// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_DELEGATION_BENCH_H
#define NEMO_TEST_DELEGATION_BENCH_H

#include "support/home-agent-bench.h"

#include "ns3/nemo-lease-prefix-authority.h"
#include "ns3/string.h"

#include <gtest/gtest.h>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3::nemo::tests
{

/// The bench of a home agent that delegates prefixes: parts of fd00:b000::/48, of which nobody gets
/// more than a /56.
class DelegationTest : public ::testing::Test
{
  protected:
    using Confirmations = std::vector<MobileNetworkPrefixConfirmation>;
    using Strings = std::vector<std::string>;

    DelegationTest()
    {
        Use(LeasePrefixAuthority::InMemory({{P("fd00:b000::/48"), 56}}));
    }

    /// Delegate by this authority from now on; the home agent begins anew.
    void Use(std::shared_ptr<PrefixAuthority> authority)
    {
        m_bench.agent->Halt();
        m_bench.agent->GetDelegation()->SetAuthority(authority);
        m_authority = authority;
        m_bench.agent->Boot();
    }

    /// Set an attribute of the delegation.
    void Set(const std::string& name, const std::string& value)
    {
        m_bench.agent->GetDelegation()->SetAttribute(name, StringValue(value));
    }

    /// A request; `flags` of P I.
    static MobileNetworkPrefixRequest Wish(uint16_t correlator,
                                           const std::string& flags = "",
                                           uint8_t length = 64,
                                           PrefixType type = PrefixType::NONE_SPECIFIED)
    {
        MobileNetworkPrefixRequest wish;
        wish.correlator = correlator;
        wish.persistent = flags.find('P') != std::string::npos;
        wish.implicit = flags.find('I') != std::string::npos;
        wish.prefixLength = length;
        wish.prefixType = type;
        return wish;
    }

    /// A prefix as it is listed after it was delegated.
    static MobileNetworkPrefixOption Delegated(const std::string& prefix)
    {
        auto option = PrefixOption(prefix);
        option.delegated = true;
        return option;
    }

    /// The next update of a mobile router with these options.
    HandUpdate Update(const MobilityOptions& options = {}, const std::string& home = "4::2")
    {
        HandUpdate update;
        update.home = Ipv6Address(home.c_str());
        update.flags = "AHR";
        update.sequence = ++m_sequence;
        update.options = options;
        return update;
    }

    /// Send it. @return the status of the answer; 255: there is none
    int Ask(const HandUpdate& update)
    {
        const auto status = m_bench.Ask(update);
        return status ? static_cast<int>(*status) : 255;
    }

    /// What the last answer confirms.
    Confirmations Confirmed() const
    {
        return m_bench.LastAnswer().signal->Options<MobileNetworkPrefixConfirmation>();
    }

    /// What it confirms as text, one for each: "D1 0 PI fd00:b000::/64 420".
    Strings Told() const
    {
        Strings texts;
        for (const auto& one : Confirmed())
        {
            std::ostringstream text;
            text << (one.delegated ? "D" : "-") << one.correlator << " "
                 << static_cast<int>(one.status) << " " << (one.persistent ? "P" : "")
                 << (one.implicit ? "I" : "");
            if (one.prefixLength > 0)
            {
                text << " " << NetworkPrefix(one.prefix, one.prefixLength) << " "
                     << one.validLifetime;
            }
            texts.push_back(text.str());
        }
        return texts;
    }

    /// The list in the last answer ("PID fd00:b000::/64"), if it has S; else "none".
    Strings Listed() const
    {
        const HeardPacket answer = m_bench.LastAnswer();
        if (!answer.Acknowledgement()->prefixDelegation)
        {
            EXPECT_TRUE(answer.signal->Options<MobileNetworkPrefixOption>().empty());
            return {"none"};
        }
        EXPECT_TRUE(answer.Acknowledgement()->mobileRouter);
        Strings texts;
        for (const auto& one : answer.signal->Options<MobileNetworkPrefixOption>())
        {
            std::ostringstream text;
            text << (one.persistent ? "P" : "") << (one.implicit ? "I" : "")
                 << (one.delegated ? "D" : "") << " "
                 << NetworkPrefix(one.prefix, one.prefixLength);
            texts.push_back(text.str());
        }
        return texts;
    }

    /// The leases, as text: "4::2 fd00:b000::/64".
    Strings Leases() const
    {
        Strings texts;
        for (const auto& lease : m_authority->All(Simulator::Now()))
        {
            std::ostringstream text;
            text << lease.homeAddress << " " << lease.prefix;
            texts.push_back(text.str());
        }
        return texts;
    }

    /// Whether a datagram for this address goes into a tunnel.
    bool IsTunnelled(const std::string& destination)
    {
        return m_bench.TunnelledTo(Ipv6Address(destination.c_str())).has_value();
    }

    HomeAgentBench m_bench;
    std::shared_ptr<PrefixAuthority> m_authority;
    uint16_t m_sequence{10};
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_DELEGATION_BENCH_H
