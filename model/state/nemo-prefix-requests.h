// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_PREFIX_REQUESTS_H
#define NEMO_PREFIX_REQUESTS_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-message.h"
#include "ns3/mip6-mobility-option.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace ns3::nemo
{

/// A prefix that a mobile router wants for a link of its network.
/// draft-ietf-nemo-prefix-delegation-00 section 6.4.
struct PrefixWish
{
    uint32_t interface {
        0
    };                                           ///< IPv6 interface number of the link.
    uint8_t length{64};                          ///< Bits of the prefix.
    bool persistent{false};                      ///< P
    bool implicit{false};                        ///< I
    PrefixType type{PrefixType::NONE_SPECIFIED}; ///< Which kind.
    std::optional<uint8_t> otherLength;          ///< To ask for if that length is invalid (3).
};

/// A prefix that a mobile router has from its home agent.
struct HeldPrefix
{
    NetworkPrefix prefix; ///< Which.
    uint32_t interface {
        0
    };                               ///< The link that it is for.
    bool persistent{false};          ///< P
    bool implicit{false};            ///< I
    bool delegated{true};            ///< D; false: the home agent has it in its prefix table.
    bool confirmed{true};            ///< The home agent knows that it is installed.
    uint16_t correlator{0};          ///< Of the request that it answers; 0: of none.
    Time expires{Time::Max()};       ///< Absolute end; Time::Max(): none.
    std::optional<std::size_t> wish; ///< Which wish it meets, in the order of Add.
};

/// What a mobile router asks its home agent for, and what it has got: correlators, reactions to
/// every status, the list of prefixes, the ends of leases.
/// draft-ietf-nemo-prefix-delegation-00 sections 3.1, 5 and 7.
///
/// A correlator stays with its request until that is answered, so that a lost message changes
/// nothing. Correlators begin at 1 after a restart: a home agent that still knows the leases gives
/// the same again.
class PrefixRequests
{
  public:
    /// What an acknowledgement has changed.
    struct Changes
    {
        std::vector<HeldPrefix> gained;    ///< New prefixes.
        std::vector<HeldPrefix> changed;   ///< With another end.
        std::vector<HeldPrefix> lost;      ///< No longer the router's.
        std::vector<PrefixStatus> refused; ///< Requests that are given up.
        /// Prefixes that the home agent lists, and that are not of this router's configuration; of
        /// no meaning where they are taken on.
        std::vector<NetworkPrefix> unexpected;
        std::size_t unknownCorrelators{0}; ///< Confirmations that answer nothing.
        bool isUnsupported{false};         ///< The home agent does not know the extension.
        bool isAgain{false};               ///< The next update is to leave at once.
        bool isElsewhere{false};           ///< Another home agent may do better (4, 6).
    };

    /// How long to wait after status 6; doubled each time.
    struct Pause
    {
        Time first{Seconds(10)}; ///< To the first repeat; 0: there is none.
        Time most{Seconds(320)}; ///< Not doubled beyond this.
    };

    /// Add a wish.
    void Add(const PrefixWish& wish);
    /// Whether there is any.
    bool HasWishes() const;
    /// Whether prefixes that are listed and not held are taken on (true), or only told of.
    void TakeOnListed(bool isTakenOn, uint32_t interface);
    /// How long to wait after status 6.
    void SetPause(const Pause& pause);

    /// The router starts again: nothing is asked for yet; leases are forgotten but, with `keeps`,
    /// persistent ones.
    void Restart(bool keeps, Time now);
    /// Another home agent is asked from now on: what the one before refused is asked for again.
    void OnHomeAgentChange();

    /// Add requests to an update, and the prefixes that are held but for those that the home agent
    /// forwards without being told.
    void Write(Signal& update, Time now);
    /// Whether some prefix must be listed, which makes the update one of explicit mode.
    bool MustList() const;

    /// Read the acknowledgement of the last update written. `configured`: the prefixes that the
    /// router has besides.
    Changes Read(const Signal& acknowledgement,
                 Time now,
                 const std::vector<NetworkPrefix>& configured);

    /// The binding has ended, and with it what is transient. @return what is lost
    std::vector<HeldPrefix> EndTransient();
    /// What has ended by itself at `now`.
    std::vector<HeldPrefix> Expire(Time now);
    /// When the next lease ends or refused request is repeated; absent: never.
    std::optional<Time> NextEvent(Time now) const;
    /// Whether something is to be asked for that the last update written did not have.
    bool IsDue(Time now) const;

    /// What is held.
    const std::vector<HeldPrefix>& GetHeld() const;
    /// What is held with this prefix; null: nothing.
    const HeldPrefix* Find(const NetworkPrefix& prefix) const;

  private:
    /// A wish and what became of it.
    struct Request
    {
        PrefixWish wish;        ///< As it is asked for now.
        PrefixWish configured;  ///< As it was asked for first.
        uint16_t correlator{0}; ///< 0: none yet.
        bool isHeld{false};     ///< Answered; see m_held.
        bool isDenied{false};   ///< Given up.
        bool isWritten{false};  ///< In the last update.
        bool hasFlippedPersistent{false};
        bool hasFlippedImplicit{false};
        bool hasChangedLength{false};
        Time retryAt; ///< Absolute; in the past: at any time.
        Time delay;   ///< The last pause; 0: none.
    };

    static bool IsGiven(const MobileNetworkPrefixConfirmation& answer);
    static bool IsUsable(uint8_t length, const Ipv6Address& address);
    static void Reopen(Request& request);
    uint16_t NextCorrelator();
    Request* FindRequest(uint16_t correlator);
    bool IsOpen(const Request& request, Time now) const;
    void LoseRefused(const Signal& acknowledgement, Changes& changes);
    bool ReadAnswers(const Signal& acknowledgement, Time now, Changes& changes);
    void ReadAnswer(const MobileNetworkPrefixConfirmation& answer,
                    Request& request,
                    Time now,
                    Changes& changes);
    void Recognise(HeldPrefix& held,
                   const MobileNetworkPrefixConfirmation& answer,
                   Request& request,
                   Time now,
                   Changes& changes);
    bool Correct(Request& request, PrefixStatus status);
    bool IsCrowd(const Signal& acknowledgement);
    void Calm(Time now, Changes& changes);
    void Wait(Request& request, Time now);
    void Renew(const BindingAcknowledgement& body, Time now, Changes& changes);
    void ReadNews(const MobileNetworkPrefixConfirmation& news, Time now, Changes& changes);
    void ReadList(const Signal& acknowledgement, Time now, Changes& changes);
    void SetEnd(HeldPrefix& held, Time expires, Changes& changes);
    void TakeOn(HeldPrefix held, Time now, Changes& changes);
    bool HasRoomFor(uint8_t length, const Ipv6Address& address) const;
    std::vector<HeldPrefix> LoseIf(const std::function<bool(const HeldPrefix&)>& isLost);
    HeldPrefix* FindHeld(const NetworkPrefix& prefix);
    bool IsListed(const HeldPrefix& held) const;

    std::vector<Request> m_requests;
    std::vector<HeldPrefix> m_held;
    uint16_t m_lastCorrelator{0};
    bool m_takesOn{false};
    uint32_t m_interface{0}; ///< For what is taken on and no wish is open for.
    Pause m_pause;
    std::vector<NetworkPrefix> m_configured; ///< What the router has besides.
    std::size_t m_repeats{0};                ///< Updates in a row that left at once.
    bool m_isUnsupported{false};             ///< The home agent does not know the extension.
};

} // namespace ns3::nemo

#endif /* NEMO_PREFIX_REQUESTS_H */
