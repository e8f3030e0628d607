// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_DELEGATED_ROUTER_FIXTURE_H
#define NEMO_TEST_DELEGATED_ROUTER_FIXTURE_H

#include "mobile-router-fixture.h"

#include "ns3/boolean.h"
#include "ns3/string.h"

#include <functional>
#include <gtest/gtest.h>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3::nemo::tests
{

using Confirmation = MobileNetworkPrefixConfirmation;
using Asked = MobileNetworkPrefixRequest;

/// A mobile router with the prefix fd00:0:5::/64, which asks for another one for the same link.
class DelegatedRouterTest : public MobileRouterTest
{
  protected:
    DelegatedRouterTest()
    {
        m_world.agent->prefixes = {m_world.Prefix("5::"), m_world.Prefix("6::")};
        m_world.advertising.minInterval = MilliSeconds(500);
        m_world.advertising.maxInterval = Seconds(1);
        m_world.configure = [this](MobileNode& node) {
            auto& router = dynamic_cast<MobileRouter&>(node);
            router.SetAttribute("Mode", StringValue(m_mode));
            router.SetAttribute("PrefixList", StringValue(m_list));
            router.SetAttribute("FallbackMode", StringValue(m_fallback));
            router.SetAttribute("FallbackToHost", BooleanValue(m_fallsBackToHost));
            router.TraceConnectWithoutContext(
                "PrefixRefused",
                MakeCallback(&DelegatedRouterTest::NoteRefused, this));
            router.TraceConnectWithoutContext(
                "PrefixMismatch",
                MakeCallback(&DelegatedRouterTest::NoteMismatch, this));
            PrefixWish wish = m_wish;
            wish.interface = m_world.roaming + 1;
            if (m_isAsking)
            {
                router.AddPrefixWish(wish);
            }
        };
        m_world.agent->answer = [this](const ScriptedHomeAgent::Update& update) {
            BindingAcknowledgement body;
            body.sequence = update.Body().sequence;
            body.lifetime = update.Body().lifetime;
            body.mobileRouter = update.Body().mobileRouter;
            m_world.agent->options =
                update.Body().lifetime > 0 ? m_reply(update, body) : MobilityOptions();
            return std::optional(body);
        };
    }

    void NoteRefused(PrefixStatus status)
    {
        m_refused.push_back(static_cast<int>(status));
    }

    void NoteMismatch(const NetworkPrefix& prefix)
    {
        m_mismatches.push_back(prefix.ToString());
    }

    /// A confirmation for each request of an update.
    MobilityOptions Give(const ScriptedHomeAgent::Update& update, uint32_t valid = 420) const
    {
        MobilityOptions options;
        for (const auto& asked : update.signal.Options<Asked>())
        {
            Confirmation given;
            given.delegated = true;
            given.correlator = asked.correlator;
            given.persistent = asked.persistent;
            given.implicit = asked.implicit;
            given.prefix = m_world.Address("6::");
            given.prefixLength = 64;
            given.validLifetime = valid;
            options.emplace_back(given);
        }
        return options;
    }

    /// A refusal of each request of an update.
    static MobilityOptions Refuse(const ScriptedHomeAgent::Update& update, int status)
    {
        MobilityOptions options;
        for (const auto& asked : update.signal.Options<Asked>())
        {
            Confirmation refused;
            refused.delegated = true;
            refused.correlator = asked.correlator;
            refused.status = static_cast<PrefixStatus>(status);
            options.emplace_back(refused);
        }
        return options;
    }

    /// What the last advertisement inside says of a prefix: valid lifetime, preferred lifetime;
    /// absent: nothing.
    std::optional<std::pair<uint32_t, uint32_t>> Said(const std::string& prefix) const
    {
        const auto heard = m_world.Caught(m_world.inside, [](const CaughtPacket& packet) {
            return packet.icmpv6 == 134;
        });
        std::optional<std::pair<uint32_t, uint32_t>> said;
        if (heard.empty())
        {
            return said;
        }
        for (const auto& option :
             AllOptions<PrefixInformation>(heard.back().As<RouterAdvertisement>().options))
        {
            if (m_world.Prefix(prefix).Contains(option.prefix))
            {
                said = std::pair(option.validLifetime, option.preferredLifetime);
            }
        }
        return said;
    }

    /// How many options of a kind each update had, in order.
    template <typename Option>
    std::vector<std::size_t> Sent() const
    {
        std::vector<std::size_t> counts;
        for (const auto& update : m_world.agent->updates)
        {
            counts.push_back(update.signal.Options<Option>().size());
        }
        return counts;
    }

    using Counts = std::vector<std::size_t>;
    using Reply =
        std::function<MobilityOptions(const ScriptedHomeAgent::Update&, BindingAcknowledgement&)>;

    std::string m_mode{"delegated"};
    std::string m_list{"boot"};
    std::string m_fallback{"none"};
    bool m_fallsBackToHost{false};
    bool m_isAsking{true};
    PrefixWish m_wish;
    Reply m_reply{[this](const auto& update, auto&) { return Give(update); }};
    std::vector<int> m_refused;
    std::vector<std::string> m_mismatches;
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_DELEGATED_ROUTER_FIXTURE_H
