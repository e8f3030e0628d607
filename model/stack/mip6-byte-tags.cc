// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-byte-tags.h"

#include <memory>

namespace ns3::nemo
{

void
CopyByteTags(Ptr<const Packet> from, Ptr<Packet> to, const std::function<bool(const Tag&)>& isKept)
{
    for (ByteTagIterator tags = from->GetByteTagIterator(); tags.HasNext();)
    {
        const auto item = tags.Next();
        const std::unique_ptr<ObjectBase> object(item.GetTypeId().GetConstructor()());
        if (auto* tag = dynamic_cast<Tag*>(object.get()))
        {
            item.GetTag(*tag);
            if (!isKept || isKept(*tag))
            {
                to->AddByteTag(*tag);
            }
        }
    }
}

} // namespace ns3::nemo
