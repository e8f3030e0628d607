// SPDX-License-Identifier: GPL-2.0-only

#include "unit/wire/vector-packets.h"
#include "unit/wire/wire-data.h"

namespace ns3::nemo::tests
{

BindingUpdate
UpdateValues(uint16_t sequence, const std::string& flags, uint32_t lifetime)
{
    BindingUpdate update;
    update.sequence = sequence;
    update.acknowledge = flags.find('A') != std::string::npos;
    update.homeRegistration = flags.find('H') != std::string::npos;
    update.linkLocalAddressCompatibility = flags.find('L') != std::string::npos;
    update.keyManagementMobility = flags.find('K') != std::string::npos;
    update.mobileRouter = flags.find('R') != std::string::npos;
    update.prefixDelegation = flags.find('S') != std::string::npos;
    update.lifetime = lifetime;
    return update;
}

BindingAcknowledgement
AnswerValues(int status, const std::string& flags, uint16_t sequence, uint32_t lifetime)
{
    BindingAcknowledgement answer;
    answer.status = static_cast<BindingStatus>(status);
    answer.keyManagementMobility = flags.find('K') != std::string::npos;
    answer.mobileRouter = flags.find('R') != std::string::npos;
    answer.prefixDelegation = flags.find('S') != std::string::npos;
    answer.sequence = sequence;
    answer.lifetime = lifetime;
    return answer;
}

MobileNetworkPrefixOption
Prefix(const std::string& prefix, uint8_t length, const std::string& flags)
{
    return {flags.find('P') != std::string::npos,
            flags.find('I') != std::string::npos,
            flags.find('D') != std::string::npos,
            length,
            Ip(prefix)};
}

namespace
{

Upper
Of(SignalBody body, MobilityOptions options = {})
{
    return Signal{std::move(body), std::move(options)};
}

MobileNetworkPrefixRequest
Request(uint8_t length,
        const std::string& flags,
        uint16_t correlator,
        PrefixType type = PrefixType::GLOBAL)
{
    return {length,
            flags.find('P') != std::string::npos,
            flags.find('I') != std::string::npos,
            correlator,
            type};
}

MobileNetworkPrefixConfirmation
Confirmation()
{
    return {64,
            false,
            false,
            true,
            1,
            PrefixStatus::OK,
            PrefixType::GLOBAL,
            420,
            Ip("2001:db8:5:1::")};
}

using Messages = std::map<std::string, Upper>;

void
SayBasicSupport(Messages& messages)
{
    messages["bu-implicit"] = Of(UpdateValues(1, "AHR", 420));
    messages["bu-explicit-1"] = Of(UpdateValues(2, "AHR", 420), {Prefix("5::", 64)});
    messages["bu-explicit-2"] =
        Of(UpdateValues(3, "AHR", 420), {Prefix("5::", 64), Prefix("6::", 64)});
    messages["bu-explicit-altcoa"] =
        Of(UpdateValues(4, "AHR", 420), {AlternateCareOfAddress{Ip("7::2")}, Prefix("5::", 64)});
    messages["bu-dereg"] = Of(UpdateValues(5, "AHR", 0));
    messages["ba-ok"] = Of(AnswerValues(0, "R", 1, 420));
    messages["ba-140"] = Of(AnswerValues(140, "", 1, 0));
    messages["ba-141"] = Of(AnswerValues(141, "R", 1, 0));
    messages["ba-142"] = Of(AnswerValues(142, "R", 1, 0));
    messages["ba-143"] = Of(AnswerValues(143, "R", 1, 0));
    messages["dhaad-req"] = MobilityIcmpv6Message(HomeAgentAddressDiscoveryRequest{7, true});
    messages["dhaad-rep"] =
        MobilityIcmpv6Message(HomeAgentAddressDiscoveryReply{7, true, {Ip("4::3"), Ip("4::4")}});
}

void
SayDelegation(Messages& messages)
{
    MobileNetworkPrefixConfirmation refusal;
    refusal.delegated = true;
    refusal.correlator = 1;
    refusal.status = PrefixStatus::NOT_A_MOBILE_ROUTER;
    const MobileNetworkPrefixOption delegated = Prefix("2001:db8:5:1::", 64, "D");
    messages["pd-bu-req"] = Of(UpdateValues(6, "AHRS", 420), {Request(64, "", 1)});
    messages["pd-bu-req2"] =
        Of(UpdateValues(7, "AHR", 420),
           {Request(64, "P", 1), Request(56, "I", 2, PrefixType::UNIQUE_LOCAL)});
    messages["pd-bu-confirm"] = Of(UpdateValues(8, "AHR", 420), {delegated});
    messages["pd-ba-conf"] = Of(AnswerValues(0, "R", 6, 420), {Confirmation()});
    messages["pd-ba-conf-list"] = Of(AnswerValues(0, "RS", 6, 420), {Confirmation(), delegated});
    messages["pd-ba-empty-list"] = Of(AnswerValues(0, "RS", 6, 420));
    messages["pd-ba-nonmr"] = Of(AnswerValues(0, "", 6, 420), {refusal});
}

} // namespace

const std::map<std::string, Upper>&
NemoMessages()
{
    static const Messages messages = [] {
        Messages all;
        SayBasicSupport(all);
        SayDelegation(all);
        return all;
    }();
    return messages;
}

} // namespace ns3::nemo::tests
