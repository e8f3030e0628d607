// SPDX-License-Identifier: GPL-2.0-only
#include "support/scripted-correspondent.h"

#include "ns3/mip6-return-routability.h"
#include "ns3/simulator.h"

namespace ns3::nemo::tests
{

ScriptedCorrespondent::ScriptedCorrespondent(WorldNode& node, const Ipv6Address& address)
    : acknowledgement([](const BindingUpdate& update) {
          BindingAcknowledgement body;
          body.sequence = update.sequence;
          body.lifetime = update.lifetime;
          return body;
      }),
      m_node(node),
      m_address(address)
{
    for (const auto type : {MobilityHeaderType::HOME_TEST_INIT,
                            MobilityHeaderType::CARE_OF_TEST_INIT,
                            MobilityHeaderType::BINDING_UPDATE,
                            MobilityHeaderType::BINDING_ACKNOWLEDGEMENT,
                            MobilityHeaderType::BINDING_ERROR})
    {
        m_handlers.push_back(node.stack->GetMessagePort()->Take(
            type,
            [this](const SignalDelivery& delivery) { return Take(delivery); },
            -1));
    }
}

ScriptedCorrespondent::~ScriptedCorrespondent()
{
    for (const auto handler : m_handlers)
    {
        m_node.stack->GetMessagePort()->Release(handler);
    }
}

bool
ScriptedCorrespondent::Take(const SignalDelivery& delivery)
{
    if (delivery.destination != m_address)
    {
        return false;
    }
    messages.push_back({Simulator::Now(),
                        delivery.signal,
                        delivery.source,
                        delivery.destination,
                        delivery.wireSource,
                        delivery.homeAddressOption});
    const Message message = messages.back();
    if (answers(message))
    {
        Answer(message);
    }
    return true;
}

void
ScriptedCorrespondent::Answer(const Message& message)
{
    if (const auto* test = message.signal.Get<HomeTestInit>())
    {
        HomeTest answer;
        answer.cookie = test->cookie;
        answer.nonceIndex = homeIndex;
        answer.token = homeToken;
        Send(answer, message.source);
    }
    else if (const auto* careOf = message.signal.Get<CareOfTestInit>())
    {
        CareOfTest answer;
        answer.cookie = careOf->cookie;
        answer.nonceIndex = careOfIndex;
        answer.token = careOfToken;
        Send(answer, message.source);
    }
    else if (message.signal.Get<BindingUpdate>())
    {
        Acknowledge(message);
    }
}

void
ScriptedCorrespondent::Send(const SignalBody& body,
                            const Ipv6Address& destination,
                            const std::optional<Ipv6Address>& careOf,
                            const std::optional<Ipv6Address>& source)
{
    Envelope envelope;
    envelope.source = source.value_or(m_address);
    envelope.destination = destination;
    envelope.careOfDestination = careOf;
    m_node.stack->GetMessagePort()->Send({body, {}}, envelope);
}

void
ScriptedCorrespondent::Acknowledge(const Message& update)
{
    const auto& body = *update.signal.Get<BindingUpdate>();
    const BindingAcknowledgement answer = acknowledgement(body);
    auto& pairs = m_node.stack->GetSteering()->Optimised();
    if (IsAccepted(answer.status) && body.lifetime > 0)
    {
        pairs.SendTo(m_address, update.source, update.wireSource);
    }
    else if (IsAccepted(answer.status))
    {
        pairs.ForgetSendTo(m_address, update.source);
    }
    Envelope envelope;
    envelope.source = m_address;
    envelope.destination = update.source;
    if (update.homeAddressOption)
    {
        envelope.careOfDestination = update.wireSource;
    }
    if (isSigned)
    {
        BindingAuthority authority;
        authority.correspondent = m_address;
        authority.careOfAddress = body.lifetime == 0 ? update.source : update.wireSource;
        authority.key = body.lifetime == 0 ? MakeDeletionKey(homeToken)
                                           : MakeBindingManagementKey(homeToken, careOfToken);
        envelope.authority = authority;
    }
    m_node.stack->GetMessagePort()->Send({answer, {}}, envelope);
}

} // namespace ns3::nemo::tests
