// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-traffic-datagram.h"

#include "ns3/abort.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/mip6-mobile-node.h"
#include "ns3/mip6-octets.h"
#include "ns3/nemo-text-values.h"
#include "ns3/nemo-topology-power.h"
#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/simulator.h"
#include "ns3/udp-socket-factory.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(DatagramSource);
NS_OBJECT_ENSURE_REGISTERED(DatagramSink);

namespace
{

Ptr<Socket>
OpenSocket(Ptr<Node> node, uint16_t port)
{
    auto socket = Socket::CreateSocket(node, UdpSocketFactory::GetTypeId());
    const int bound = socket->Bind(Inet6SocketAddress(Ipv6Address::GetAny(), port));
    NS_ABORT_MSG_IF(bound != 0, "Two flows use UDP port " << port << " of one node.");
    return socket;
}

/// \return how long something lasts
Time
DrawSpan(Ptr<RandomVariableStream> seconds)
{
    // Beyond the longest run nothing is longer, and the clock has no room for more.
    constexpr auto longest = static_cast<double>(LONGEST_SECONDS);
    const double drawn = std::min(seconds->GetValue(), longest);
    // To the nearest nanosecond, so that constants are what the file says.
    const auto span = NanoSeconds(static_cast<uint64_t>(std::llround(drawn * 1e9)));
    return std::max(span, DatagramSource::SHORTEST_SPAN);
}

} // namespace

const Time DatagramSource::SHORTEST_SPAN = NanoSeconds(100);

TypeId
DatagramSource::GetTypeId()
{
    static TypeId tid = TypeId("ns3::nemo::DatagramSource")
                            .SetParent<Application>()
                            .SetGroupName("Nemo")
                            .AddConstructor<DatagramSource>()
                            .AddTraceSource("Sent",
                                            "A datagram was sent: number, UDP payload octets.",
                                            MakeTraceSourceAccessor(&DatagramSource::m_sent),
                                            "ns3::nemo::DatagramSource::SentCallback");
    return tid;
}

void
DatagramSource::SetPlan(const DatagramPlan& plan)
{
    NS_ABORT_MSG_IF(plan.size < HEADER, "Datagrams need at least " << HEADER << " octets.");
    m_plan = plan;
}

void
DatagramSource::DoDispose()
{
    m_timer.Cancel();
    m_switch.Cancel();
    m_socket = nullptr;
    Application::DoDispose();
}

void
DatagramSource::StartApplication()
{
    m_socket = OpenSocket(GetNode(), m_plan.sourcePort);
    m_socket->ShutdownRecv();
    for (uint32_t i = 0; i < GetNode()->GetNApplications(); ++i)
    {
        if (const auto mobile = DynamicCast<MobileNode>(GetNode()->GetApplication(i)))
        {
            mobile->UseCareOfAddress(m_socket, m_plan.port);
        }
    }
    if (m_plan.on && m_plan.off)
    {
        m_due = Time(0);
        Resume();
    }
    else
    {
        Send();
    }
}

void
DatagramSource::Resume()
{
    m_switch.Schedule(DrawSpan(m_plan.on), [this]() { Pause(); });
    m_timer.Schedule(m_due, [this]() { Send(); });
    m_due += Simulator::Now();
}

void
DatagramSource::Pause()
{
    m_timer.Cancel();
    m_due -= Simulator::Now();
    m_switch.Schedule(DrawSpan(m_plan.off), [this]() { Resume(); });
}

void
DatagramSource::StopApplication()
{
    m_timer.Cancel();
    m_switch.Cancel();
    if (m_socket)
    {
        m_socket->Close();
    }
}

void
DatagramSource::Send()
{
    m_timer.Schedule(m_plan.interval, [this]() { Send(); });
    m_due = Simulator::Now() + m_plan.interval;
    if (!HasPower(GetNode()))
    {
        return;
    }
    OctetWriter header;
    header.U32(m_next);
    header.U64(static_cast<uint64_t>(Simulator::Now().GetTimeStep()));
    const Octets octets = header.Release();
    auto packet = Create<Packet>(octets.data(), static_cast<uint32_t>(octets.size()));
    // Zeros; what ns-3 adds as padding is not initialised.
    packet->AddAtEnd(Create<Packet>(m_plan.size - HEADER));
    m_sent(m_next, m_plan.size);
    ++m_next;
    m_socket->SendTo(packet, 0, Inet6SocketAddress(m_plan.destination, m_plan.port));
}

TypeId
DatagramSink::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::nemo::DatagramSink")
            .SetParent<Application>()
            .SetGroupName("Nemo")
            .AddConstructor<DatagramSink>()
            .AddTraceSource("Received",
                            "A datagram arrived: number, delay, UDP payload octets.",
                            MakeTraceSourceAccessor(&DatagramSink::m_received),
                            "ns3::nemo::DatagramSink::ReceivedCallback");
    return tid;
}

void
DatagramSink::SetPort(uint16_t port)
{
    m_port = port;
}

void
DatagramSink::DoDispose()
{
    m_socket = nullptr;
    Application::DoDispose();
}

void
DatagramSink::StartApplication()
{
    m_socket = OpenSocket(GetNode(), m_port);
    m_socket->SetRecvCallback(MakeCallback(&DatagramSink::Receive, this));
}

void
DatagramSink::StopApplication()
{
    if (m_socket)
    {
        m_socket->Close();
    }
}

void
DatagramSink::Receive(Ptr<Socket> socket)
{
    while (auto packet = socket->Recv())
    {
        std::array<uint8_t, DatagramSource::HEADER> octets{};
        packet->CopyData(octets.data(), static_cast<uint32_t>(octets.size()));
        OctetReader reader(octets.data(), octets.size());
        const uint32_t sequence = reader.U32();
        const Time sent = TimeStep(reader.U64());
        m_received(sequence, Simulator::Now() - sent, packet->GetSize());
    }
}

} // namespace ns3::nemo
