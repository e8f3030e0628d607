// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_RETURN_ROUTABILITY_STATE_H
#define MIP6_RETURN_ROUTABILITY_STATE_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-message.h"
#include "ns3/mip6-status.h"
#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

namespace ns3::nemo
{

/// A keygen token as a mobile node got it. RFC 6275 section 11.1.
struct KeygenToken
{
    uint64_t token{0};      ///< As in the message.
    uint16_t nonceIndex{0}; ///< By which the correspondent node knows its nonce.
    Time received;          ///< When it came, absolute.
};

/// What a mobile node remembers of the test of one address at one correspondent. RFC 6275 section
/// 11.1.
struct AddressTest
{
    std::optional<uint64_t> cookie;   ///< Of the last Test Init; absent: no test is in progress.
    Time lastSent;                    ///< When that left, absolute.
    std::optional<KeygenToken> token; ///< What came last, unless a test is in progress.
};

/// How a test stands.
enum class AddressTestState
{
    IDLE,        ///< There is no token to use, and none is asked for.
    IN_PROGRESS, ///< A Test Init waits for its answer.
    DONE,        ///< There is a token to use.
};

/// What is to become of a Home Test or Care-of Test. All but the first are to be ignored silently.
/// RFC 6275 section 11.6.2.
enum class TestVerdict
{
    ACCEPTED,          ///< The token is recorded.
    NOT_BY_HOME_LINK,  ///< A Home Test that did not come by way of the home link.
    NOT_IN_PROGRESS,   ///< No test is in progress with the node that it comes from.
    WRONG_DESTINATION, ///< None is for the address that it came to.
    ALREADY_RECEIVED,  ///< The token came before.
    WRONG_COOKIE,      ///< The cookie is not that of the last Test Init.
};

/// The tests of one kind of address, home or care-of, at all correspondents. RFC 6275 section 11.6.
///
/// A care-of address is tested once at a correspondent, whatever the home addresses are that the
/// token then serves; a home address likewise, wherever the node is. Moments must not go backwards.
class AddressTests
{
  public:
    /// Tokens are used until they are as old as `tokenLifetime`.
    explicit AddressTests(Time tokenLifetime);

    /// A Test Init with a new `cookie` leaves at `now`, be it the first or not. Cookies and token
    /// of before are forgotten. RFC 6275 sections 11.6.1 and 11.8.
    void Start(const Ipv6Address& correspondent,
               const Ipv6Address& address,
               uint64_t cookie,
               Time now);

    /// Wait no more for the answer to the last Test Init, if one waits; what comes is ignored.
    void Cancel(const Ipv6Address& correspondent, const Ipv6Address& address);

    /// The same for this address at all correspondents, since the node has it no more; tokens stay,
    /// as it may come back.
    void CancelAll(const Ipv6Address& address);

    /// Use the token no more, since the correspondent refuses it. A test in progress goes on.
    void Discard(const Ipv6Address& correspondent, const Ipv6Address& address);

    /// Forget all about this correspondent.
    void Forget(const Ipv6Address& correspondent);

    /// Forget all.
    void Clear();

    /// How the test stands at `now`.
    AddressTestState StateOf(const Ipv6Address& correspondent,
                             const Ipv6Address& address,
                             Time now) const;

    /// The token, if it may be used at `now`, else null; valid until the next change.
    const KeygenToken* TokenOf(const Ipv6Address& correspondent,
                               const Ipv6Address& address,
                               Time now) const;

    /// What is remembered, null if nothing; valid until the next change.
    const AddressTest* Find(const Ipv6Address& correspondent, const Ipv6Address& address) const;

    /// A test message with this cookie and `token` came at `token.received` from `correspondent` to
    /// `address`.
    TestVerdict Receive(const Ipv6Address& correspondent,
                        const Ipv6Address& address,
                        uint64_t cookie,
                        const KeygenToken& token);

    /// How many tests are remembered.
    std::size_t Size() const;

  private:
    /// Correspondent and address.
    using Key = std::pair<Ipv6Address, Ipv6Address>;

    /// Whether any address is being tested at `correspondent`.
    bool IsAnyInProgress(const Ipv6Address& correspondent) const;

    /// Whether it may be used at `now`.
    bool IsUsable(const AddressTest& test, Time now) const;

    /// Forget tokens that are too old, if there may be as many of them as others.
    void Prune(Time now);

    Time m_tokenLifetime;
    std::map<Key, AddressTest> m_tests;
    std::size_t m_kept{0}; ///< How many of m_tests the last Prune left.
};

/// What a mobile node remembers of return routability. RFC 6275 sections 5.2.7, 11.1 and 11.6.
class ReturnRoutabilityState
{
  public:
    /// `tokenLifetime` is MAX_TOKEN_LIFETIME.
    explicit ReturnRoutabilityState(Time tokenLifetime = Seconds(210));

    AddressTests home;   ///< Tests of home addresses.
    AddressTests careOf; ///< Tests of care-of addresses, of those that the node has.

    /// A Home Test came at `now` from `source` to `destination`. `byHomeLink` is whether it came in
    /// the tunnel from the home agent or, to a node at home, without one.
    TestVerdict Receive(const HomeTest& message,
                        const Ipv6Address& source,
                        const Ipv6Address& destination,
                        bool byHomeLink,
                        Time now);

    /// A Care-of Test came at `now` from `source` to `destination`.
    TestVerdict Receive(const CareOfTest& message,
                        const Ipv6Address& source,
                        const Ipv6Address& destination,
                        Time now);

    /// Whether a Binding Update may be authorised at `now`: with both tokens or, to delete the
    /// binding, with the home token alone. RFC 6275 sections 11.6.1 and 11.6.2.
    bool IsReady(const Ipv6Address& correspondent,
                 const Ipv6Address& homeAddress,
                 const Ipv6Address& careOfAddress,
                 bool isDeletion,
                 Time now) const;

    /// The correspondent answered an update for these addresses with `status`: discard the tokens
    /// whose nonces it does not know any more, which is what statuses 136 to 138 say. Returns
    /// whether it is one of these. RFC 6275 sections 5.2.7 and 9.5.1.
    bool OnRejected(BindingStatus status,
                    const Ipv6Address& correspondent,
                    const Ipv6Address& homeAddress,
                    const Ipv6Address& careOfAddress);

    /// Forget all about this correspondent.
    void Forget(const Ipv6Address& correspondent);

    /// Forget all, as a restart does.
    void Clear();
};

} // namespace ns3::nemo

#endif // MIP6_RETURN_ROUTABILITY_STATE_H
