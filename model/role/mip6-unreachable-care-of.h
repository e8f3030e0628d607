// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_UNREACHABLE_CARE_OF_H
#define MIP6_UNREACHABLE_CARE_OF_H

#include "ns3/mip6-binding-cache.h"
#include "ns3/mip6-binding.h"
#include "ns3/mip6-icmpv6-observer.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <map>

namespace ns3::nemo
{

/// Notices that the care-of address of a correspondent's binding is unreachable and stays so, by
/// the ICMPv6 errors that its packets draw: then the binding is of no use, and its mobile node is
/// reached by way of the home agent again. RFC 6275 section 9.3.4.
///
/// Only Destination Unreachable counts, and not that of a port, which the node itself sends; nor
/// what is about mobility messages, which do not go by the binding.
///
/// Errors are persistent if there are so many, the last one at least a second after the first, with
/// no update of the binding in between and none more than a minute after the one before.
class UnreachableCareOf : private Icmpv6Observer
{
  public:
    /// Gets the binding that is of no use.
    using EndCallback = std::function<void(const BindingCache::Key& key)>;

    /// @param stack of the node
    /// @param errors how many are persistent; at least 1
    /// @param end is called once they are; it may end the binding
    UnreachableCareOf(Ptr<MobilityStack> stack, uint32_t errors, EndCallback end);
    ~UnreachableCareOf() override;
    UnreachableCareOf(const UnreachableCareOf&) = delete;
    UnreachableCareOf& operator=(const UnreachableCareOf&) = delete;

    /// A binding was made, renewed, or has ended: errors of before say nothing of it.
    void OnChanged(const Binding& binding);

  private:
    /// The errors about a binding.
    struct Errors
    {
        uint32_t count{0};
        Time first;
        Time last;
    };

    // From Icmpv6Observer
    bool OnIcmpv6(const Icmpv6Delivery& delivery) override;

    Ptr<MobilityStack> m_stack;
    uint32_t m_persistent;
    EndCallback m_end;
    std::map<BindingCache::Key, Errors> m_errors; ///< Only of bindings that there are.
};

} // namespace ns3::nemo

#endif /* MIP6_UNREACHABLE_CARE_OF_H */
