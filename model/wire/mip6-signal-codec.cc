// SPDX-License-Identifier: GPL-2.0-only

#include "ns3/mip6-signal-codec.h"

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(SignalCodec);

TypeId
SignalCodec::GetTypeId()
{
    static TypeId tid = TypeId("ns3::nemo::SignalCodec").SetParent<Object>().SetGroupName("Nemo");
    return tid;
}

ExtensionFormat
SignalCodec::GetFormat() const
{
    return {};
}

bool
SignalCodec::NeedsProtection(const Signal&) const
{
    return false;
}

} // namespace ns3::nemo
