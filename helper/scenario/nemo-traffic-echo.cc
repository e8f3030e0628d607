// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-traffic-echo.h"

#include "ns3/icmpv6-header.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/ipv6-header.h"
#include "ns3/ipv6-raw-socket-factory.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/nemo-topology-power.h"
#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(EchoSource);

TypeId
EchoSource::GetTypeId()
{
    static TypeId tid = TypeId("ns3::nemo::EchoSource")
                            .SetParent<Application>()
                            .SetGroupName("Nemo")
                            .AddConstructor<EchoSource>()
                            .AddTraceSource("Sent",
                                            "A request was sent: number, octets of data.",
                                            MakeTraceSourceAccessor(&EchoSource::m_sent),
                                            "ns3::nemo::EchoSource::SentCallback")
                            .AddTraceSource("Received",
                                            "A reply came: number, delay, octets of data.",
                                            MakeTraceSourceAccessor(&EchoSource::m_received),
                                            "ns3::nemo::EchoSource::ReceivedCallback");
    return tid;
}

void
EchoSource::SetPlan(const EchoPlan& plan)
{
    m_plan = plan;
}

void
EchoSource::DoDispose()
{
    m_timer.Cancel();
    m_socket = nullptr;
    Application::DoDispose();
}

void
EchoSource::StartApplication()
{
    m_socket = Socket::CreateSocket(GetNode(), Ipv6RawSocketFactory::GetTypeId());
    m_socket->SetAttribute("Protocol", UintegerValue(ICMPV6));
    m_socket->SetRecvCallback(MakeCallback(&EchoSource::Receive, this));
    Send();
}

void
EchoSource::StopApplication()
{
    // The socket stays open for the replies that are on their way.
    m_timer.Cancel();
}

void
EchoSource::Send()
{
    m_timer.Schedule(m_plan.interval, [this]() { Send(); });
    if (!HasPower(GetNode()))
    {
        return;
    }
    auto packet = Create<Packet>(m_plan.size);
    const auto wireNumber = static_cast<uint16_t>(m_next);
    Icmpv6Echo request(true);
    request.SetId(m_plan.identifier);
    request.SetSeq(wireNumber);
    packet->AddHeader(request);
    m_requests[wireNumber] = {m_next, Simulator::Now()};
    m_sent(m_next, m_plan.size);
    ++m_next;
    // ns-3 fills in the checksum, once it knows the source address.
    m_socket->SendTo(packet, 0, Inet6SocketAddress(m_plan.destination, 0));
}

void
EchoSource::Receive(Ptr<Socket> socket)
{
    while (auto packet = socket->Recv())
    {
        Ipv6Header header;
        packet->RemoveHeader(header);
        // The socket hears all ICMPv6 of the node.
        uint8_t type = 0;
        if (packet->CopyData(&type, sizeof(type)) == 0 || type != Icmpv6Header::ICMPV6_ECHO_REPLY)
        {
            continue;
        }
        Icmpv6Echo reply(false);
        packet->RemoveHeader(reply);
        const auto request = m_requests.find(reply.GetSeq());
        if (reply.GetId() == m_plan.identifier && request != m_requests.end())
        {
            const auto [sequence, sent] = request->second;
            m_received(sequence, Simulator::Now() - sent, packet->GetSize());
        }
    }
}

} // namespace ns3::nemo
