// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-timeline-fields.h"

#include "ns3/nemo-timeline-text.h"

#include <sstream>
#include <variant>

namespace ns3::nemo
{

namespace
{

/// Writes down fields, one function for each kind of message and option.
class FieldWriter
{
  public:
    explicit FieldWriter(TimelineFields& fields)
        : m_fields(fields)
    {
    }

    void operator()(const BindingRefreshRequest&) const
    {
    }

    void operator()(const HomeTestInit& message) const
    {
        Add("Home Init Cookie", HexText(message.cookie));
    }

    void operator()(const CareOfTestInit& message) const
    {
        Add("Care-of Init Cookie", HexText(message.cookie));
    }

    void operator()(const HomeTest& message) const
    {
        Add("Home Nonce Index", message.nonceIndex);
        Add("Home Init Cookie", HexText(message.cookie));
        Add("Home Keygen Token", HexText(message.token));
    }

    void operator()(const CareOfTest& message) const
    {
        Add("Care-of Nonce Index", message.nonceIndex);
        Add("Care-of Init Cookie", HexText(message.cookie));
        Add("Care-of Keygen Token", HexText(message.token));
    }

    void operator()(const BindingUpdate& message) const
    {
        Add("Sequence", message.sequence);
        Add("Flags",
            FlagText({{message.acknowledge, 'A'},
                      {message.homeRegistration, 'H'},
                      {message.linkLocalAddressCompatibility, 'L'},
                      {message.keyManagementMobility, 'K'},
                      {message.mobileRouter, 'R'},
                      {message.prefixDelegation, 'S'}}));
        Add("Lifetime", LifetimeText(message.lifetime));
        if (message.interfaceIdentifierLength > 0)
        {
            Add("ID Length", unsigned{message.interfaceIdentifierLength});
        }
    }

    void operator()(const BindingAcknowledgement& message) const
    {
        Add("Status", NamedText(static_cast<unsigned>(message.status), ToString(message.status)));
        Add("Sequence", message.sequence);
        Add("Flags",
            FlagText({{message.keyManagementMobility, 'K'},
                      {message.mobileRouter, 'R'},
                      {message.prefixDelegation, 'S'}}));
        Add("Lifetime", LifetimeText(message.lifetime));
        if (message.refresh > 0)
        {
            Add("Refresh", LifetimeText(message.refresh));
        }
    }

    void operator()(const BindingError& message) const
    {
        Add("Status", NamedText(static_cast<unsigned>(message.status), ToString(message.status)));
        Add("Home Address", message.homeAddress);
    }

    void operator()(const Padding&) const
    {
    }

    void operator()(const BindingRefreshAdvice& option) const
    {
        Add("Binding Refresh Advice", LifetimeText(option.Seconds()));
    }

    void operator()(const AlternateCareOfAddress& option) const
    {
        Add("Alternate Care-of Address", option.address);
    }

    void operator()(const NonceIndices& option) const
    {
        Add("Nonce Indices",
            "home " + std::to_string(option.home) + ", care-of " + std::to_string(option.careOf));
    }

    void operator()(const BindingAuthorizationData& option) const
    {
        Add("Binding Authorization Data", HexText(option.authenticator));
    }

    void operator()(const MobileNetworkPrefixOption& option) const
    {
        Add("Mobile Network Prefix",
            PrefixText(option.prefix, option.prefixLength) +
                FlagsBehind(
                    {{option.persistent, 'P'}, {option.implicit, 'I'}, {option.delegated, 'D'}}));
    }

    void operator()(const MobileNetworkPrefixRequest& option) const
    {
        Add("Mobile Network Prefix Request",
            "/" + std::to_string(option.prefixLength) + " " +
                std::string(ToString(option.prefixType)) + ", correlator " +
                std::to_string(option.correlator) +
                FlagsBehind({{option.persistent, 'P'}, {option.implicit, 'I'}}));
    }

    void operator()(const MobileNetworkPrefixConfirmation& option) const
    {
        Add("Mobile Network Prefix Confirmation",
            PrefixText(option.prefix, option.prefixLength) + ", " +
                std::string(ToString(option.status)) + ", valid " +
                LifetimeText(option.validLifetime) + ", correlator " +
                std::to_string(option.correlator) +
                FlagsBehind(
                    {{option.persistent, 'P'}, {option.implicit, 'I'}, {option.delegated, 'D'}}));
    }

    void operator()(const UnknownOption& option) const
    {
        Add("Option " + std::to_string(option.type), HexText(option.data));
    }

    void operator()(const MalformedOption& option) const
    {
        Add("Malformed option " + std::to_string(option.type), HexText(option.data));
    }

    void operator()(const HomeAgentAddressDiscoveryRequest& message) const
    {
        Add("Identifier", message.identifier);
        Add("Flags", FlagText({{message.mobileRouter, 'R'}}));
    }

    void operator()(const HomeAgentAddressDiscoveryReply& message) const
    {
        Add("Identifier", message.identifier);
        Add("Flags", FlagText({{message.mobileRouter, 'R'}}));
        for (const auto& address : message.homeAgents)
        {
            Add("Home Agent Address", address);
        }
    }

    void operator()(const MobilePrefixSolicitation& message) const
    {
        Add("Identifier", message.identifier);
    }

    void operator()(const MobilePrefixAdvertisement& message) const
    {
        Add("Identifier", message.identifier);
        Add("Flags", FlagText({{message.managed, 'M'}, {message.other, 'O'}}));
        AddAll(message.options);
    }

    void operator()(const RouterSolicitation& message) const
    {
        AddAll(message.options);
    }

    void operator()(const RouterAdvertisement& message) const
    {
        Add("Flags",
            FlagText({{message.managed, 'M'}, {message.other, 'O'}, {message.homeAgent, 'H'}}));
        Add("Router Lifetime", LifetimeText(message.routerLifetime));
        AddAll(message.options);
    }

    void operator()(const NeighborSolicitation& message) const
    {
        Add("Target Address", message.target);
        AddAll(message.options);
    }

    void operator()(const NeighborAdvertisement& message) const
    {
        Add("Target Address", message.target);
        Add("Flags",
            FlagText({{message.router, 'R'}, {message.solicited, 'S'}, {message.override, 'O'}}));
        AddAll(message.options);
    }

    void operator()(const SourceLinkLayerAddress& option) const
    {
        Add("Source Link-Layer Address", option.address);
    }

    void operator()(const TargetLinkLayerAddress& option) const
    {
        Add("Target Link-Layer Address", option.address);
    }

    void operator()(const PrefixInformation& option) const
    {
        Add("Prefix Information",
            PrefixText(option.prefix, option.prefixLength) + ", valid " +
                LifetimeText(option.validLifetime) +
                FlagsBehind(
                    {{option.onLink, 'L'}, {option.autonomous, 'A'}, {option.routerAddress, 'R'}}));
    }

    void operator()(const LinkMtu& option) const
    {
        Add("MTU", option.mtu);
    }

    void operator()(const AdvertisementInterval& option) const
    {
        Add("Advertisement Interval", std::to_string(option.milliseconds) + " ms");
    }

    void operator()(const HomeAgentInformation& option) const
    {
        Add("Home Agent Information",
            "preference " + std::to_string(static_cast<int16_t>(option.preference)) +
                ", lifetime " + LifetimeText(option.lifetime) +
                FlagsBehind({{option.mobileRouter, 'R'}}));
    }

    void operator()(const UnknownNeighborOption& option) const
    {
        Add("Option " + std::to_string(option.type), HexText(option.data));
    }

    /// Write down each of them.
    template <typename Option>
    void AddAll(const std::vector<Option>& options) const
    {
        for (const auto& option : options)
        {
            std::visit(*this, option);
        }
    }

  private:
    template <typename Value>
    void Add(const std::string& name, const Value& value) const
    {
        std::ostringstream text;
        text << value;
        m_fields.emplace_back(name, text.str());
    }

    TimelineFields& m_fields;
};

} // namespace

TimelineFields
FieldsOf(const Signal& signal)
{
    TimelineFields fields;
    const FieldWriter writer(fields);
    std::visit(writer, signal.body);
    writer.AddAll(signal.options);
    return fields;
}

TimelineFields
FieldsOf(const MobilityIcmpv6Message& message)
{
    TimelineFields fields;
    std::visit(FieldWriter(fields), message);
    return fields;
}

TimelineFields
FieldsOf(const NeighborMessage& message)
{
    TimelineFields fields;
    std::visit(FieldWriter(fields), message);
    return fields;
}

std::optional<uint16_t>
StatusIn(const Signal& signal)
{
    if (const auto* answer = signal.Get<BindingAcknowledgement>())
    {
        return static_cast<uint16_t>(answer->status);
    }
    if (const auto* error = signal.Get<BindingError>())
    {
        return static_cast<uint16_t>(error->status);
    }
    return std::nullopt;
}

} // namespace ns3::nemo
