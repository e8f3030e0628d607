// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_BOTH_DIALECTS_H
#define NEMO_TEST_BOTH_DIALECTS_H

#include "support/draft1997-world.h"
#include "support/link-tap.h"
#include "system/scenario-run.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace ns3::nemo::tests
{

/// What a packet of either dialect says.
struct EitherReading
{
    Ipv6Address source;                                    ///< on the wire
    Ipv6Address destination;                               ///< on the wire
    std::optional<Ipv6Address> homeAddress;                ///< of the Home Address option
    std::optional<Ipv6Address> routing;                    ///< of the routing header
    std::optional<BindingUpdate> update;                   ///< in a mobility header or an option
    std::optional<BindingAcknowledgement> acknowledgement; ///< likewise
    uint8_t protocol{0};                                   ///< behind all extension headers
    std::size_t offset{0};                                 ///< where that begins
};

inline EitherReading
ReadEither(const CaughtPacket& packet)
{
    const Draft1997Reading draft = ReadDraft1997(packet.octets);
    EitherReading reading;
    reading.source = draft.source;
    reading.destination = draft.destination;
    reading.homeAddress = draft.homeAddress ? draft.homeAddress : packet.homeAddress;
    reading.routing = draft.routing ? draft.routing : packet.routing;
    reading.protocol = draft.protocol;
    reading.offset = draft.offset;
    if (const auto* update = draft.Find<BindingUpdate>())
    {
        reading.update = *update;
    }
    if (const auto* acknowledgement = draft.Find<BindingAcknowledgement>())
    {
        reading.acknowledgement = *acknowledgement;
    }
    if (packet.signal && packet.signal->Get<BindingUpdate>())
    {
        reading.update = *packet.signal->Get<BindingUpdate>();
    }
    if (packet.signal && packet.signal->Get<BindingAcknowledgement>())
    {
        reading.acknowledgement = *packet.signal->Get<BindingAcknowledgement>();
    }
    return reading;
}

/// A test of what holds in both dialects; the parameter is the dialect's word in a scenario.
class BothDialects : public ::testing::TestWithParam<std::string>
{
  protected:
    static bool IsDraft()
    {
        return GetParam() == "draft1997";
    }

    /// Draft1997World in this dialect.
    static std::string Text(const std::string& movement,
                            const std::string& traffic,
                            const std::string& more = "")
    {
        return IsDraft() ? Draft1997World::Text(movement, traffic, more)
                         : In("rfc6275", Draft1997World::Text(movement, traffic, more));
    }

    /// Any scenario, all of whose nodes speak this dialect; in that of 1997 nobody needs an
    /// association.
    static std::string Speaking(const std::string& text)
    {
        return In(GetParam(), text);
    }

    /// The updates for a node on a link.
    static std::vector<CaughtPacket> UpdatesTo(const LinkTap& tap, const Ipv6Address& peer)
    {
        return tap.Where([&peer](const CaughtPacket& packet) {
            const auto reading = ReadEither(packet);
            return reading.update && reading.destination == peer;
        });
    }

  private:
    static std::string In(const std::string& dialect, const std::string& text)
    {
        auto file = nlohmann::ordered_json::parse(text, nullptr, true, true);
        for (auto& node : file["nodes"])
        {
            if (node["role"] == "host")
            {
                continue;
            }
            node["dialect"] = dialect;
            if (dialect == "draft1997")
            {
                node["attributes"]["ns3::nemo::Draft1997Codec::RequiresAuthentication"] = false;
            }
        }
        file["security"] = nlohmann::ordered_json::array();
        return file.dump();
    }
};

/// Instantiates the tests of a fixture in both dialects.
inline auto
TheDialects()
{
    return ::testing::Values(std::string("rfc6275"), std::string("draft1997"));
}

/// How an instance is called.
inline std::string
DialectName(const ::testing::TestParamInfo<std::string>& info)
{
    return info.param;
}

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_BOTH_DIALECTS_H
