// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_REGISTRATION_BENCH_H
#define NEMO_TEST_REGISTRATION_BENCH_H

#include "ns3/mip6-home-registration.h"
#include "ns3/simulator.h"

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace ns3::nemo::tests
{

/// A HomeRegistration on its own: a node and a home agent that do what the test says, and remember
/// what they saw.
class RegistrationBench : public RegistrationHost
{
  public:
    /// An update that left.
    struct Sent
    {
        Time at;
        Signal signal;
        Envelope envelope;

        const BindingUpdate& Body() const
        {
            return *signal.Get<BindingUpdate>();
        }
    };

    /// A state that was entered.
    struct Entered
    {
        Time at;
        HomeRegistration::State from;
        HomeRegistration::State to;
    };

    RegistrationBench()
    {
        home.prefix = NetworkPrefix("2001:db8:1::", 64);
        home.homeAddress = "2001:db8:1::10";
        home.homeAgent = "2001:db8:1::1";
        Restart();
    }

    ~RegistrationBench() override
    {
        it.reset();
        Simulator::Destroy();
    }

    /// The node loses its memory.
    void Restart()
    {
        list.Clear();
        it = std::make_unique<HomeRegistration>(
            home,
            list,
            *this,
            [this](const HomeRegistration& registration, HomeRegistration::State from) {
                entered.push_back({Simulator::Now(), from, registration.GetState()});
                if (onState)
                {
                    onState(registration.GetState());
                }
            });
    }

    static void RunUntil(Time time)
    {
        Simulator::Stop(time - Simulator::Now());
        Simulator::Run();
    }

    static void RunFor(Time time)
    {
        RunUntil(Simulator::Now() + time);
    }

    /// An acknowledgement of the last update, by way of a routing header unless that came from
    /// home. @return whether it was taken
    bool Answer(BindingStatus status, uint32_t lifetime = 420)
    {
        BindingAcknowledgement body;
        body.status = status;
        body.sequence = updates.back().Body().sequence;
        body.lifetime = lifetime;
        body.mobileRouter = updates.back().Body().mobileRouter;
        return Answer(body);
    }

    /// The acknowledgement given, otherwise as above.
    bool Answer(const BindingAcknowledgement& body, MobilityOptions options = {})
    {
        return Deliver(Signal{body, std::move(options)},
                       it->GetHome().homeAgent,
                       home.homeAddress,
                       updates.back().envelope.careOfSource.has_value());
    }

    /// Any message from anybody. @return whether it was taken
    bool Deliver(const Signal& signal, Ipv6Address source, Ipv6Address destination, bool routed)
    {
        const SignalDelivery delivery{signal,
                                      source,
                                      destination,
                                      source,
                                      destination,
                                      false,
                                      false,
                                      routed,
                                      nullptr,
                                      1,
                                      80};
        return it->Receive(delivery);
    }

    std::vector<Time> SendTimes() const
    {
        std::vector<Time> times;
        for (const auto& update : updates)
        {
            times.push_back(update.at);
        }
        return times;
    }

    // From RegistrationHost
    DialectProfile GetProfile() const override
    {
        return profile;
    }

    RegistrationPolicy GetPolicy() const override
    {
        return policy;
    }

    Time EarliestUpdate(const Ipv6Address&, const Ipv6Address&) const override
    {
        return std::max(earliest, Simulator::Now());
    }

    uint16_t DrawSequence() override
    {
        ++draws;
        return firstSequence;
    }

    uint32_t GetValidity(const HomeRegistration&) const override
    {
        return validity;
    }

    bool IsLinkLocalCompatible(const HomeRegistration&) const override
    {
        return compatible;
    }

    void Complete(const HomeRegistration&, Signal& update) override
    {
        std::get<BindingUpdate>(update.body).mobileRouter = mobileRouter;
        if (std::get<BindingUpdate>(update.body).lifetime > 0)
        {
            update.options.insert(update.options.end(), parts.begin(), parts.end());
        }
    }

    void SendUpdate(const HomeRegistration&,
                    const Signal& update,
                    const Envelope& envelope) override
    {
        updates.push_back({Simulator::Now(), update, envelope});
    }

    bool IsEnough(const HomeRegistration&, const Signal&) override
    {
        return enough;
    }

    Refusal JudgeRefusal(const HomeRegistration&, BindingStatus) override
    {
        return refusal;
    }

    void OnAcknowledgement(const HomeRegistration&, const Signal&) override
    {
        ++acknowledgements;
    }

    std::optional<Ipv6Address> NextHomeAgent(const HomeRegistration&) override
    {
        ++searches;
        if (others.empty())
        {
            return std::nullopt;
        }
        const Ipv6Address next = others.front();
        others.erase(others.begin());
        return next;
    }

    bool HasNextHomeAgent(const HomeRegistration&) const override
    {
        return !others.empty();
    }

    bool MayRefresh(const HomeRegistration&) const override
    {
        return mayRefresh;
    }

    void OnBindingEnd(const HomeRegistration&) override
    {
        bindingEnds.push_back(Simulator::Now());
    }

    HomeConfig home;
    DialectProfile profile;
    RegistrationPolicy policy;
    BindingUpdateList list;
    Time earliest;
    uint16_t firstSequence{7};
    uint32_t draws{0};
    uint32_t validity{INFINITE_LIFETIME};
    bool compatible{false};
    bool mobileRouter{false};
    bool enough{true};
    Refusal refusal{Refusal::ORDINARY};
    bool mayRefresh{true};
    std::vector<Ipv6Address> others; ///< home agents to try, the next one first
    uint32_t searches{0};            ///< how often one was asked for
    MobilityOptions parts;           ///< what Complete adds to updates that do not deregister
    uint32_t acknowledgements{0};
    std::vector<Time> bindingEnds; ///< when OnBindingEnd was called
    std::vector<Sent> updates;
    std::vector<Entered> entered;
    std::function<void(HomeRegistration::State)> onState;
    std::unique_ptr<HomeRegistration> it;
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_REGISTRATION_BENCH_H
