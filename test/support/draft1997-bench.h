// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_DRAFT1997_BENCH_H
#define NEMO_TEST_DRAFT1997_BENCH_H

#include "support/draft1997-world.h"

#include "ns3/mip6-packet-authentication.h"

#include <fstream>
#include <iomanip>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3::nemo::tests
{

/// Draft1997World whose mobile node stays at home, so that a test can register in its name: updates
/// made by hand are handed to any node, and the answers read on the core link.
class Draft1997Bench
{
  public:
    /// Where the mobile node pretends to be.
    static Ipv6Address CareOf()
    {
        return Ipv6Address("a::77");
    }

    /// @param settings as `--set`
    /// @param more further keys of the file, each behind a comma
    explicit Draft1997Bench(const std::vector<std::string>& settings = {},
                            const std::string& more = "")
        : run(Draft1997World::Text("", "", more), settings),
          core(run.LinkOf("core")),
          home(run.LinkOf("home"))
    {
    }

    /// What a test says of an update.
    struct Update
    {
        uint16_t sequence{1};
        uint32_t lifetime{100};
        uint8_t idLength{0};
        bool home{true};                        ///< H
        bool acknowledge{true};                 ///< A
        Ipv6Address source{"a::77"};            ///< on the wire
        std::optional<Ipv6Address> careOf{};    ///< C
        Ipv6Address homeAddress{"1::2"};        ///< of the option
        Ipv6Address destination{"1::1"};        ///< who is asked
        uint32_t spi{Draft1997World::TO_AGENT}; ///< of the association that signs it
    };

    /// @return an update alone in its packet, signed
    Octets Make(const Update& what)
    {
        BindingUpdate update;
        update.sequence = what.sequence;
        update.lifetime = what.lifetime;
        update.interfaceIdentifierLength = what.idLength;
        update.homeRegistration = what.home;
        update.acknowledge = what.acknowledge;
        Draft1997Packet packet;
        packet.source = what.source;
        packet.destination = what.destination;
        packet.homeAddress = what.homeAddress;
        packet.signals.push_back({update, {}});
        if (what.careOf)
        {
            packet.signals[0].options.emplace_back(AlternateCareOfAddress{*what.careOf});
        }
        auto [signer, isNew] = m_signers.try_emplace(what.spi);
        if (isNew)
        {
            signer->second =
                std::make_unique<SigningAssociation>(what.spi, AhKeyOf(Draft1997World::KEY));
        }
        packet.association = signer->second.get();
        return packet.Build();
    }

    /// Hand an update to a node at a time; to be said in the order of time, because of the numbers
    /// in the headers.
    void Give(double seconds, const std::string& node, const Update& what)
    {
        run.At(Seconds(seconds), [this, node, packet = Make(what)] {
            Draft1997World::Inject(run.NodeOf(node), packet);
        });
    }

    /// Let a node believe whom it has no association with yet: all of a prefix, by one.
    void Trust(const std::string& node,
               const NetworkPrefix& own,
               const NetworkPrefix& peers,
               uint32_t spi)
    {
        TrustIn(run, node, own, peers, spi);
    }

    /// The same in any run. The referee gets the keys, too.
    static void TrustIn(const ScenarioRun& run,
                        const std::string& node,
                        const NetworkPrefix& own,
                        const NetworkPrefix& peers,
                        uint32_t spi)
    {
        run.NodeOf(node).stack->GetPacketAuthentication()->Add(
            {own, peers, spi + 1, AhKeyOf(9), spi, AhKeyOf(Draft1997World::KEY)});
        std::ofstream keys(run.GetDirectory() + "/ah_sa", std::ios::app);
        for (const auto& [number, octet] : {std::pair<uint32_t, int>(spi, Draft1997World::KEY),
                                            std::pair<uint32_t, int>(spi + 1, 9)})
        {
            constexpr int KEY_SIZE = 20;
            keys << "\"0x" << std::hex << std::setfill('0') << std::setw(8) << number
                 << "\",\"HMAC-SHA-1-96 [RFC2404]\",\"0x";
            for (int i = 0; i < KEY_SIZE; ++i)
            {
                keys << std::setw(2) << octet;
            }
            keys << "\"\n";
        }
    }

    /// An answer with when it left.
    struct Answer
    {
        Time at;
        Draft1997Reading packet;
        BindingAcknowledgement body;
    };

    /// @return the acknowledgements on the core link so far
    std::vector<Answer> Answers() const
    {
        std::vector<Answer> answers;
        for (const auto& caught : core.All())
        {
            const auto reading = ReadDraft1997(caught.octets);
            if (const auto* body = reading.Find<BindingAcknowledgement>())
            {
                answers.push_back({caught.at, reading, *body});
            }
        }
        return answers;
    }

    /// @return their status codes
    std::vector<BindingStatus> Statuses() const
    {
        std::vector<BindingStatus> statuses;
        for (const Answer& answer : Answers())
        {
            statuses.push_back(answer.body.status);
        }
        return statuses;
    }

    /// @return what a node believes
    const BindingCache& CacheOf(const std::string& node) const
    {
        return run.RegistrarOf(node)->GetCache();
    }

    ScenarioRun run;
    const LinkTap core;
    const LinkTap home;

  private:
    std::map<uint32_t, std::unique_ptr<SigningAssociation>> m_signers;
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_DRAFT1997_BENCH_H
