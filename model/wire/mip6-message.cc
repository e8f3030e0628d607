// SPDX-License-Identifier: GPL-2.0-only

#include "ns3/mip6-message.h"

#include <tuple>

namespace ns3::nemo
{

bool
operator==(const BindingRefreshRequest&, const BindingRefreshRequest&)
{
    return true;
}

bool
operator==(const HomeTestInit& a, const HomeTestInit& b)
{
    return a.cookie == b.cookie;
}

bool
operator==(const CareOfTestInit& a, const CareOfTestInit& b)
{
    return a.cookie == b.cookie;
}

bool
operator==(const HomeTest& a, const HomeTest& b)
{
    return a.nonceIndex == b.nonceIndex && a.cookie == b.cookie && a.token == b.token;
}

bool
operator==(const CareOfTest& a, const CareOfTest& b)
{
    return a.nonceIndex == b.nonceIndex && a.cookie == b.cookie && a.token == b.token;
}

bool
operator==(const BindingUpdate& a, const BindingUpdate& b)
{
    const auto fields = [](const auto& update) {
        return std::tie(update.sequence,
                        update.acknowledge,
                        update.homeRegistration,
                        update.linkLocalAddressCompatibility,
                        update.keyManagementMobility,
                        update.mobileRouter,
                        update.prefixDelegation,
                        update.lifetime,
                        update.interfaceIdentifierLength);
    };
    return fields(a) == fields(b);
}

bool
operator==(const BindingAcknowledgement& a, const BindingAcknowledgement& b)
{
    const auto fields = [](const auto& answer) {
        return std::tie(answer.status,
                        answer.keyManagementMobility,
                        answer.mobileRouter,
                        answer.prefixDelegation,
                        answer.sequence,
                        answer.lifetime,
                        answer.refresh);
    };
    return fields(a) == fields(b);
}

bool
operator==(const BindingError& a, const BindingError& b)
{
    return a.status == b.status && a.homeAddress == b.homeAddress;
}

bool
operator==(const Signal& a, const Signal& b)
{
    return a.body == b.body && a.options == b.options;
}

MobilityHeaderType
TypeOf(const Signal& signal)
{
    // The alternatives of SignalBody stand in the order of the MH Type values.
    return static_cast<MobilityHeaderType>(signal.body.index());
}

const char*
NameOf(const Signal& signal)
{
    return NameOf(TypeOf(signal));
}

const char*
NameOf(MobilityHeaderType type)
{
    switch (type)
    {
    case MobilityHeaderType::BINDING_REFRESH_REQUEST:
        return "BRR";
    case MobilityHeaderType::HOME_TEST_INIT:
        return "HoTI";
    case MobilityHeaderType::CARE_OF_TEST_INIT:
        return "CoTI";
    case MobilityHeaderType::HOME_TEST:
        return "HoT";
    case MobilityHeaderType::CARE_OF_TEST:
        return "CoT";
    case MobilityHeaderType::BINDING_UPDATE:
        return "BU";
    case MobilityHeaderType::BINDING_ACKNOWLEDGEMENT:
        return "BA";
    case MobilityHeaderType::BINDING_ERROR:
        return "BE";
    }
    return "?";
}

} // namespace ns3::nemo
