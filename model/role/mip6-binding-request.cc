// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-binding-request.h"

namespace ns3::nemo
{

BindingRequest
BindingRequest::Of(const SignalDelivery& delivery)
{
    BindingRequest request;
    request.homeAddress = delivery.source;
    const auto* alternate = delivery.signal.Option<AlternateCareOfAddress>();
    request.careOfAddress = alternate ? alternate->address : delivery.wireSource;
    request.source = delivery.wireSource;
    request.destination = delivery.destination;
    request.homeAddressOption = delivery.homeAddressOption;
    request.isProtected =
        delivery.protection && delivery.protection->homeAddress == delivery.source;
    request.interface = delivery.interface;
    request.update = *delivery.signal.Get<BindingUpdate>();
    request.options = delivery.signal.options;
    request.message.resize(delivery.packet ? delivery.packet->GetSize() : 0);
    if (delivery.packet)
    {
        delivery.packet->CopyData(request.message.data(), delivery.packet->GetSize());
    }
    return request;
}

bool
BindingRequest::IsCareOfHome() const
{
    return careOfAddress == homeAddress;
}

BindingCache::Key
BindingRequest::GetKey() const
{
    return update.homeRegistration ? BindingCache::Key(homeAddress)
                                   : BindingCache::Key(homeAddress, destination);
}

} // namespace ns3::nemo
