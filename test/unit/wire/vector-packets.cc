// SPDX-License-Identifier: GPL-2.0-only

#include "unit/wire/vector-packets.h"

#include "unit/wire/wire-data.h"

#include "ns3/mip6-checksum.h"

namespace ns3::nemo::tests
{

namespace
{

// The parameters of mip6.json.
const std::string HA = "2001:db8:1::1";
const std::string HOA = "2001:db8:1::10";
const std::string COA = "2001:db8:2::10";
const std::string COA2 = "2001:db8:4::10";
const std::string CN = "2001:db8:3::5";
const std::string ALL_NODES = "ff02::1";
constexpr uint64_t HOME_COOKIE = 0x0102030405060708;
constexpr uint64_t CARE_OF_COOKIE = 0x1112131415161718;
constexpr uint64_t HOME_TOKEN = 0x80b02f5f06bc8a54;
constexpr uint64_t CARE_OF_TOKEN = 0x4cf56038bbe4a6cc;

constexpr uint8_t UDP = 17;  //!< protocol number
constexpr uint8_t IPV6 = 41; //!< protocol number

/// A packet from here to there without extension headers.
SaidPacket
Say(const std::string& source, const std::string& destination, uint8_t protocol, Upper upper)
{
    SaidPacket said;
    said.packet.source = Ip(source);
    said.packet.destination = Ip(destination);
    said.packet.protocol = protocol;
    said.upper = std::move(upper);
    return said;
}

SaidPacket
WithHomeAddress(SaidPacket said, const std::string& home)
{
    said.packet.chain.homeAddress = Ip(home);
    return said;
}

SaidPacket
WithRouting(SaidPacket said, const std::string& home)
{
    said.packet.chain.routing = RoutingHeader{MOBILITY_ROUTING_TYPE, Ip(home), 1, {}};
    return said;
}

/// A mobility message on its own way.
SaidPacket
Message(const std::string& source,
        const std::string& destination,
        SignalBody body,
        MobilityOptions options = {})
{
    return Say(source,
               destination,
               MOBILITY_HEADER_PROTOCOL,
               Signal{std::move(body), std::move(options)});
}

/// A Binding Update from away: with the home address.
SaidPacket
Update(const std::string& destination, BindingUpdate update, MobilityOptions options)
{
    return WithHomeAddress(Message(COA, destination, update, std::move(options)), HOA);
}

/// A Binding Acknowledgement to away: with a routing header.
SaidPacket
Answer(const std::string& source, BindingAcknowledgement answer, MobilityOptions options = {})
{
    return WithRouting(Message(source, COA, answer, std::move(options)), HOA);
}

BindingAuthorizationData
Authorization(const std::string& digits)
{
    return {FromHex(digits)};
}

/// The octets of a UDP datagram. RFC 768.
Octets
Udp(uint16_t sourcePort,
    uint16_t destinationPort,
    const std::string& source,
    const std::string& destination)
{
    const std::string text = "mip6-vector-data";
    OctetWriter writer;
    writer.U16(sourcePort);
    writer.U16(destinationPort);
    writer.U16(static_cast<uint16_t>(8 + text.size()));
    writer.U16(0);
    writer.Append(Octets(text.begin(), text.end()));
    writer.PatchU16(
        6,
        UpperLayerChecksum(Ip(source), Ip(destination), UDP, writer.Get().data(), writer.Size()));
    return writer.Release();
}

SaidPacket
Data(const std::string& source, const std::string& destination, Octets datagram)
{
    return Say(source, destination, UDP, std::move(datagram));
}

/// A packet around another one.
SaidPacket
Tunnel(const std::string& source, const std::string& destination, const SaidPacket& inner)
{
    const Octets payload =
        EncodeUpper(inner.upper, inner.packet.PseudoSource(), inner.packet.PseudoDestination());
    return Say(source, destination, IPV6, Build(inner.packet, payload));
}

SaidPacket
WithHopLimit(SaidPacket said, uint8_t hopLimit)
{
    said.packet.hopLimit = hopLimit;
    return said;
}

/// A message of Neighbor Discovery.
SaidPacket
Neighbor(const std::string& source, const std::string& destination, NeighborMessage message)
{
    return WithHopLimit(Say(source, destination, ICMPV6_PROTOCOL, std::move(message)), 255);
}

/// An ICMPv6 message of Mobile IPv6.
SaidPacket
Icmpv6(const std::string& source, const std::string& destination, MobilityIcmpv6Message message)
{
    return Say(source, destination, ICMPV6_PROTOCOL, std::move(message));
}

NeighborAdvertisement
Override(const std::string& target, const char* mac)
{
    return {false, false, true, Ip(target), {TargetLinkLayerAddress{Mac48Address(mac)}}};
}

RouterAdvertisement
HomeAgentAdvertisement()
{
    RouterAdvertisement message;
    message.currentHopLimit = 64;
    message.homeAgent = true;
    message.routerLifetime = 1800;
    message.options = {SourceLinkLayerAddress{Mac48Address("02:00:00:00:00:01")},
                       PrefixInformation{64, true, true, true, 86400, 14400, Ip(HA)},
                       AdvertisementInterval{90},
                       HomeAgentInformation{false, 50, 1800}};
    return message;
}

using Packets = std::map<std::string, SaidPacket>;

void
SayRegistrations(Packets& packets)
{
    const AlternateCareOfAddress coa{Ip(COA)};
    const AlternateCareOfAddress hoa{Ip(HOA)};
    packets["bu_home"] = Update(HA, UpdateValues(11, "AHL", 1000), {coa});
    packets["ba_home"] =
        Answer(HA, AnswerValues(0, "", 11, 960), {BindingRefreshAdvice::FromSeconds(720)});
    packets["ba_home_nooption"] = Answer(HA, AnswerValues(0, "", 12, 960));
    packets["ba_seq_out_of_window"] = Answer(HA, AnswerValues(135, "", 2000, 0));
    packets["bu_dereg_home"] = Message(HOA, HA, UpdateValues(13, "AHL", 0));
    packets["ba_dereg_home"] = Message(HA, HOA, AnswerValues(0, "", 13, 0));
    packets["bu_unknown_option"] =
        Update(HA, UpdateValues(14, "AH", 1000), {UnknownOption{127, {0xde, 0xad}}, coa});
    packets["nemo_bu_2mnp"] =
        Update(HA,
               UpdateValues(21, "AHR", 600),
               {Prefix("2001:db8:aa::", 48), Prefix("2001:db8:bb:1::", 64), coa});
    packets["nemo_ba"] = Answer(HA, AnswerValues(0, "R", 21, 600));
    packets["nemo_ba_invalid_prefix"] = Answer(HA, AnswerValues(141, "R", 21, 0));
    packets["nemo_bu_implicit"] = Update(HA, UpdateValues(22, "AHR", 600), {coa});
}

void
SayReturnRoutability(Packets& packets)
{
    const SaidPacket hoti = Message(HOA, CN, HomeTestInit{HOME_COOKIE});
    const SaidPacket hot = Message(CN, HOA, HomeTest{5, HOME_COOKIE, HOME_TOKEN});
    packets["hoti_inner"] = hoti;
    packets["hoti_tunnelled"] = Tunnel(COA, HA, hoti);
    packets["coti"] = Message(COA, CN, CareOfTestInit{CARE_OF_COOKIE});
    packets["hot_inner"] = hot;
    packets["hot_tunnelled"] = Tunnel(HA, COA, hot);
    packets["cot"] = Message(CN, COA, CareOfTest{6, CARE_OF_COOKIE, CARE_OF_TOKEN});
    packets["be_unknown_binding"] =
        Message(CN, COA, BindingError{BindingErrorStatus::UNKNOWN_BINDING, Ip(HOA)});
    packets["be_unrecognized_mh"] =
        Message(CN,
                COA,
                BindingError{BindingErrorStatus::UNRECOGNIZED_MOBILITY_HEADER_TYPE, Ip("::")});
    packets["brr"] = Message(CN, HOA, BindingRefreshRequest{});
}

void
SayCorrespondentBindings(Packets& packets)
{
    packets["bu_cn"] = Update(CN,
                              UpdateValues(100, "A", 420),
                              {NonceIndices{5, 6}, Authorization("1681188208becfccd59a8c54")});
    packets["ba_cn"] =
        Answer(CN, AnswerValues(0, "", 100, 420), {Authorization("e0c927acc5bbf36931a7c251")});
    packets["ba_cn_expired_nonces"] = Answer(CN, AnswerValues(138, "", 101, 0));
    packets["bu_cn_delete_at_home"] =
        Message(HOA,
                CN,
                UpdateValues(102, "A", 0),
                {NonceIndices{5, 0}, Authorization("c779b322a189dc44c3153cbb")});
    packets["bu_cn_altcoa"] = Update(CN,
                                     UpdateValues(103, "A", 420),
                                     {NonceIndices{5, 6},
                                      AlternateCareOfAddress{Ip(COA2)},
                                      Authorization("f94ccee5ef32a723680869ba")});
    packets["bu_cn_delete_away"] = Update(CN,
                                          UpdateValues(106, "A", 0),
                                          {NonceIndices{5, 0},
                                           AlternateCareOfAddress{Ip(HOA)},
                                           Authorization("3b2366c5b00c23f950e63db2")});
    packets["ba_cn_seq_out_of_window"] =
        Answer(CN, AnswerValues(135, "", 100, 0), {Authorization("fb4578ae10b932c414edb526")});
}

void
SayIcmpv6(Packets& packets)
{
    packets["dhaad_request"] = Icmpv6(COA,
                                      "2001:db8:1:0:fdff:ffff:ffff:fffe",
                                      HomeAgentAddressDiscoveryRequest{0x1234, false});
    packets["dhaad_request_mr"] = Icmpv6(COA,
                                         "2001:db8:1:0:fdff:ffff:ffff:fffe",
                                         HomeAgentAddressDiscoveryRequest{0x1235, true});
    packets["dhaad_reply"] =
        Icmpv6(HA,
               COA,
               HomeAgentAddressDiscoveryReply{
                   0x1234,
                   false,
                   {Ip("2001:db8:1::2"), Ip("2001:db8:1::1"), Ip("2001:db8:1::3")}});
    packets["dhaad_reply_mr"] =
        Icmpv6(HA, COA, HomeAgentAddressDiscoveryReply{0x1235, true, {Ip(HA)}});
    packets["mps"] = WithHomeAddress(Icmpv6(COA, HA, MobilePrefixSolicitation{0xbeef, {}}), HOA);
    packets["mpa"] = WithRouting(
        Icmpv6(HA,
               COA,
               MobilePrefixAdvertisement{
                   0xbeef,
                   false,
                   false,
                   {PrefixInformation{64, true, true, false, 86400, 14400, Ip("2001:db8:1::")}}}),
        HOA);
    packets["ra_home_agent"] = Neighbor("fe80::1", ALL_NODES, HomeAgentAdvertisement());
    packets["na_proxy"] = Neighbor(HA, ALL_NODES, Override(HOA, "02:00:00:00:00:01"));
    packets["na_returned_home"] = Neighbor(HOA, ALL_NODES, Override(HOA, "02:00:00:00:00:10"));
    packets["ns_return_home_rfc"] =
        Neighbor("::", "ff02::1:ff00:10", NeighborSolicitation{Ip(HOA), {}});
    packets["ns_return_home_book"] =
        Neighbor("::", "ff02::1:ff00:1", NeighborSolicitation{Ip(HA), {}});
}

void
SayData(Packets& packets)
{
    const std::string peerHome = "2001:db8:5::20";
    const std::string peer = "2001:db8:6::20";
    packets["data_hao"] = WithHomeAddress(Data(COA, CN, Udp(5000, 6000, HOA, CN)), HOA);
    packets["data_rh2"] = WithRouting(Data(CN, COA, Udp(6000, 5000, CN, HOA)), HOA);
    packets["data_tunnel_ha_to_mn"] =
        Tunnel(HA, COA, WithHopLimit(Data(CN, HOA, Udp(6000, 5000, CN, HOA)), 63));
    packets["data_reverse_tunnel"] = Tunnel(COA, HA, Data(HOA, CN, Udp(5000, 6000, HOA, CN)));
    packets["data_rh2_and_hao"] =
        WithHomeAddress(WithRouting(Data(COA, peer, Udp(7000, 7001, HOA, peerHome)), peerHome),
                        HOA);
}

} // namespace

const std::map<std::string, SaidPacket>&
Mip6Packets()
{
    static const Packets packets = [] {
        Packets all;
        SayRegistrations(all);
        SayReturnRoutability(all);
        SayCorrespondentBindings(all);
        SayIcmpv6(all);
        SayData(all);
        return all;
    }();
    return packets;
}

} // namespace ns3::nemo::tests
