// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_SCRIPTED_CORRESPONDENT_H
#define NEMO_TEST_SCRIPTED_CORRESPONDENT_H

#include "support/mobile-world.h"

#include "ns3/mip6-message-port.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace ns3::nemo::tests
{

/// A correspondent that does as it is told: it answers tests and updates for which `answers` is
/// true, with the tokens below, and sends straight as long as it has accepted.
class ScriptedCorrespondent
{
  public:
    /// What it got.
    struct Message
    {
        Time at;
        Signal signal;
        Ipv6Address source;      ///< the home address if it had that option
        Ipv6Address destination; ///< the own address
        Ipv6Address wireSource;  ///< on the wire
        bool homeAddressOption;
    };

    ScriptedCorrespondent(WorldNode& node, const Ipv6Address& address);
    ~ScriptedCorrespondent();
    ScriptedCorrespondent(const ScriptedCorrespondent&) = delete;
    ScriptedCorrespondent& operator=(const ScriptedCorrespondent&) = delete;

    /// Whether a message is answered; the default answers all.
    std::function<bool(const Message&)> answers{[](const Message&) { return true; }};
    /// The answer to an update; the default accepts it as it is asked.
    std::function<BindingAcknowledgement(const BindingUpdate&)> acknowledgement;
    bool isSigned{true}; ///< answers to updates carry Binding Authorization Data
    uint64_t homeToken{0x1111111111111111};
    uint64_t careOfToken{0x2222222222222222};
    uint16_t homeIndex{5};
    uint16_t careOfIndex{6};
    std::vector<Message> messages; ///< all that came

    /// Those of a type, T for example BindingUpdate.
    template <typename T>
    std::vector<Message> Got() const
    {
        std::vector<Message> got;
        for (const Message& message : messages)
        {
            if (message.signal.Get<T>())
            {
                got.push_back(message);
            }
        }
        return got;
    }

    /// Send a message of mobility to `destination`.
    /// @param careOf by a type 2 routing header to there
    /// @param source by default the own address
    void Send(const SignalBody& body,
              const Ipv6Address& destination,
              const std::optional<Ipv6Address>& careOf = std::nullopt,
              const std::optional<Ipv6Address>& source = std::nullopt);
    /// Answer an update, as `acknowledgement` and `isSigned` say.
    void Acknowledge(const Message& update);

  private:
    bool Take(const SignalDelivery& delivery);
    void Answer(const Message& message);

    WorldNode& m_node;
    Ipv6Address m_address;
    std::vector<MessagePort::HandlerId> m_handlers;
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_SCRIPTED_CORRESPONDENT_H
