// SPDX-License-Identifier: GPL-2.0-only

#ifndef MIP6_MESSAGE_H
#define MIP6_MESSAGE_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-lifetime-units.h"
#include "ns3/mip6-mobility-option.h"
#include "ns3/mip6-status.h"

#include <cstdint>
#include <variant>
#include <vector>

namespace ns3::nemo
{

/// MH Type values. RFC 6275 section 6.1.
enum class MobilityHeaderType : uint8_t
{
    BINDING_REFRESH_REQUEST = 0, //!< BRR
    HOME_TEST_INIT = 1,          //!< HoTI
    CARE_OF_TEST_INIT = 2,       //!< CoTI
    HOME_TEST = 3,               //!< HoT
    CARE_OF_TEST = 4,            //!< CoT
    BINDING_UPDATE = 5,          //!< BU
    BINDING_ACKNOWLEDGEMENT = 6, //!< BA
    BINDING_ERROR = 7,           //!< BE
};

/// Asks a mobile node to update its binding. RFC 6275 section 6.1.2.
struct BindingRefreshRequest
{
};

/// Starts the home address test. RFC 6275 section 6.1.3.
struct HomeTestInit
{
    uint64_t cookie{0}; //!< Home Init Cookie
};

/// Starts the care-of address test. RFC 6275 section 6.1.4.
struct CareOfTestInit
{
    uint64_t cookie{0}; //!< Care-of Init Cookie
};

/// Answers Home Test Init. RFC 6275 section 6.1.5.
struct HomeTest
{
    uint16_t nonceIndex{0}; //!< Home Nonce Index
    uint64_t cookie{0};     //!< Home Init Cookie, copied
    uint64_t token{0};      //!< Home Keygen Token
};

/// Answers Care-of Test Init. RFC 6275 section 6.1.6.
struct CareOfTest
{
    uint16_t nonceIndex{0}; //!< Care-of Nonce Index
    uint64_t cookie{0};     //!< Care-of Init Cookie, copied
    uint64_t token{0};      //!< Care-of Keygen Token
};

/// Tells of a care-of address. RFC 6275 section 6.1.7; R: RFC 3963 section 4.1.
struct BindingUpdate
{
    uint16_t sequence{0};                      //!< Sequence #
    bool acknowledge{false};                   //!< A
    bool homeRegistration{false};              //!< H
    bool linkLocalAddressCompatibility{false}; //!< L
    bool keyManagementMobility{false};         //!< K
    bool mobileRouter{false};                  //!< R
    bool prefixDelegation{false};              //!< S (Prefix Status): asks for the list of prefixes
    uint32_t lifetime{0}; //!< seconds; sent rounded down to 4 s and at most 262140
    /// ID Length: bits of the interface identifier of which all home addresses are formed; 0: of
    /// this one alone. Only draft-ietf-mobileip-ipv6-04 section 5.1 can say it.
    uint8_t interfaceIdentifierLength{0};
};

/// Answers a Binding Update. RFC 6275 section 6.1.8; R: RFC 3963 section 4.2.
struct BindingAcknowledgement
{
    BindingStatus status{BindingStatus::ACCEPTED}; //!< any octet, also one without a name
    bool keyManagementMobility{false};             //!< K
    bool mobileRouter{false};                      //!< R
    bool prefixDelegation{false};                  //!< S: the full list of prefixes is attached
    uint16_t sequence{0};                          //!< Sequence #
    uint32_t lifetime{0}; //!< seconds; sent rounded down to 4 s and at most 262140
    /// Refresh: seconds after which the update is to be repeated. Only draft-ietf-mobileip-ipv6-04
    /// section 5.2 says it here; RFC 6275 has an option for it.
    uint32_t refresh{0};
};

/// Reports an error to do with mobility. RFC 6275 section 6.1.9.
struct BindingError
{
    BindingErrorStatus status{BindingErrorStatus::UNKNOWN_BINDING}; //!< any octet
    Ipv6Address homeAddress{Ipv6Address::GetZero()}; //!< of the offending packet, or ::
};

/// @name Equality: all fields are equal.
/// @{
bool operator==(const BindingRefreshRequest& a, const BindingRefreshRequest& b);
bool operator==(const HomeTestInit& a, const HomeTestInit& b);
bool operator==(const CareOfTestInit& a, const CareOfTestInit& b);
bool operator==(const HomeTest& a, const HomeTest& b);
bool operator==(const CareOfTest& a, const CareOfTest& b);
bool operator==(const BindingUpdate& a, const BindingUpdate& b);
bool operator==(const BindingAcknowledgement& a, const BindingAcknowledgement& b);
bool operator==(const BindingError& a, const BindingError& b);
/// @}

/// What a mobility message says, without its options.
using SignalBody = std::variant<BindingRefreshRequest,
                                HomeTestInit,
                                CareOfTestInit,
                                HomeTest,
                                CareOfTest,
                                BindingUpdate,
                                BindingAcknowledgement,
                                BindingError>;

/// A mobility message as a value: no addresses, no bytes.
struct Signal
{
    SignalBody body;         //!< the message
    MobilityOptions options; //!< in the order of the wire

    /// @return the body when it is a T, else null; valid while the signal lives unchanged
    template <typename T>
    const T* Get() const
    {
        return std::get_if<T>(&body);
    }

    /// @return the first option that is a T, or null; valid while the signal lives unchanged
    template <typename T>
    const T* Option() const
    {
        for (const auto& option : options)
        {
            if (const T* found = std::get_if<T>(&option))
            {
                return found;
            }
        }
        return nullptr;
    }

    /// @return copies of all options that are a T, in the order of the wire
    template <typename T>
    std::vector<T> Options() const
    {
        std::vector<T> found;
        for (const auto& option : options)
        {
            if (const T* one = std::get_if<T>(&option))
            {
                found.push_back(*one);
            }
        }
        return found;
    }
};

/// @return whether bodies and options (with their order and padding) are equal
bool operator==(const Signal& a, const Signal& b);

/// @return the MH Type of the message
MobilityHeaderType TypeOf(const Signal& signal);

/// @return the usual short name: "BRR", "HoTI", "CoTI", "HoT", "CoT", "BU", "BA" or "BE"
const char* NameOf(const Signal& signal);

/// @return the usual short name of a type, or "?" for a number that is none
const char* NameOf(MobilityHeaderType type);

} // namespace ns3::nemo

#endif // MIP6_MESSAGE_H
