#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Judges the pcap files that the tests record: referee.py FOLDER

tshark finds malformed packets and bad checksums; packets.py, which was written from the RFCs, verifies the checksums
once more and those of mobility headers, which tshark only shows: for these scapy has the second word. Where a file
esp_sa lies beside the recordings both open what its keys protect, and each Integrity Check Value must be right; where
a file ah_sa does, packets.py and scapy compute the Authentication Data of each Authentication Header, which tshark only
shows. Prints each fault; exit code 1 if there is one.
"""

import concurrent.futures
import hashlib
import ipaddress
import os
import pathlib
import subprocess
import sys

import packets
from scapy.layers.inet6 import in6_chksum, IPerror6, IPv6
from scapy.layers.ipsec import AH, IPSecIntegrityError, SecurityAssociation

# Where the checksum stands in the header, RFC 768, 9293, 4443 and 6275.
CHECKSUM_OFFSET = {packets.UDP: 6, packets.TCP: 16, packets.ICMPV6: 2, packets.MOBILITY: 4}
NAMES = {packets.UDP: 'UDP', packets.TCP: 'TCP', packets.ICMPV6: 'ICMPv6', packets.MOBILITY: 'mobility'}
# Octets that the names of the files of one mergecap may take in its comment, and what it writes around each.
NAMES_SIZE = 40_000
NAME_EXTRA = 20
# The keys of security associations, by the name that Wireshark gives them.
KEYS = 'esp_sa'
# The same for the Authentication Header, which Wireshark does not verify.
AUTHENTICATION_KEYS = 'ah_sa'
SCAPY_ALGORITHMS = {hashlib.sha1: 'HMAC-SHA1-96', hashlib.md5: 'HMAC-MD5-96'}
# Checksum states of tshark: 0 is bad, 1 good, 2 not verified.
# What an ICMPv6 error quotes ends where it has to (RFC 4443 section 2.4), so perhaps within one of many headers.
CUT = 'IPv6 header must be exactly 40 bytes'
# tshark does not know the Home Address option of the 1997 draft, and so not which address a checksum covers behind it;
# own_check has the word on that.
UNKNOWN_OPTION = 'Unknown Data (not interpreted)'
# tshark's view of the type 0 routing header (RFC 5095), which the 1997 draft is made of.
DEPRECATED = 'Routing header type is deprecated'
FILTER = ' || '.join(['_ws.malformed', 'ipv6.plen_exceeds_framing'] +
                     [f'{name}.checksum.status == 0' for name in ('udp', 'tcp', 'icmpv6')])


def is_of_a_quotation(message, protocols):
    """Whether tshark calls bad what it cannot judge: what an ICMPv6 error quotes may be cut, and tshark takes the
    addresses of a quoted IPv6 header for those of the checksum though a routing header or a Home Address option has
    the one that counts (RFC 6275 sections 6.3 and 6.4). own_check has the word on the ICMPv6 checksum itself."""
    _, error, quoted = protocols.partition(':icmpv6:')
    has_home_address = 'ipv6.routing' in quoted or 'ipv6.dstopts' in quoted
    return bool(error) and (message == CUT or (message.startswith('Bad checksum') and has_home_address))


def fault_of(upper):
    """What is wrong with an upper-layer header, or None."""
    name = NAMES[upper.protocol]
    if len(upper.payload) < CHECKSUM_OFFSET[upper.protocol] + 2:
        return f'a cut {name} header'
    if upper.protocol == packets.MOBILITY and len(upper.payload) != 8 * (upper.payload[1] + 1):
        return 'a mobility header whose length is not that of the payload'
    if packets.checksum(upper.source, upper.destination, upper.protocol, upper.payload):
        return f'a bad {name} checksum'
    if upper.protocol == packets.MOBILITY and scapy_checksum(upper):
        return 'a mobility checksum that scapy calls bad'
    return None


def scapy_checksum(upper):
    """What scapy makes of an upper-layer header with its checksum in place: 0 if that is right."""
    addresses = IPv6(src=str(ipaddress.IPv6Address(upper.source)), dst=str(ipaddress.IPv6Address(upper.destination)))
    return in6_chksum(upper.protocol, addresses, bytes(upper.payload))


def scapy_refuses(packet, authentications):
    """Whether scapy calls the Authentication Data of a packet bad; a type 0 routing header is handed to it as it
    arrives at its end, since scapy does not go its way."""
    data = bytearray(packet)
    if data[6] == packets.ROUTING:
        authentications.arrive(data, 40)
    layers = IPv6(bytes(data))
    # What an error quotes is cut, or has changed on its way: nobody can judge it.
    if AH not in layers or IPerror6 in layers:
        return False
    algorithm, key = authentications.keys[layers[AH].spi]
    association = SecurityAssociation(AH, spi=layers[AH].spi, auth_algo=SCAPY_ALGORITHMS[algorithm], auth_key=key)
    try:
        association.decrypt(layers)
    except IPSecIntegrityError:
        return True
    return False


def own_check(path):
    """Returns (frames, mobility headers, faults) of a file, by packets.py alone."""
    count, mobility, faults = 0, 0, []
    reassembly = packets.Reassembly()
    keys = pathlib.Path(path).parent / KEYS
    signatures = pathlib.Path(path).parent / AUTHENTICATION_KEYS
    try:
        associations = packets.Associations(keys) if keys.exists() else None
        authentications = packets.Authentications(signatures) if signatures.exists() else None
        for count, link_type, frame in packets.frames(path):
            packet = packets.ipv6_of(link_type, frame)
            if packet is None:
                continue
            try:
                for upper in packets.uppers(packet, reassembly, associations, authentications):
                    if upper.protocol in NAMES:
                        mobility += upper.protocol == packets.MOBILITY
                        fault = fault_of(upper)
                        if fault:
                            faults.append(f'{path}: frame {count}: {fault}')
                if authentications and scapy_refuses(packet, authentications):
                    faults.append(f'{path}: frame {count}: Authentication Data that scapy calls bad')
            except packets.Broken as error:
                faults.append(f'{path}: frame {count}: {error}')
    except packets.Broken as error:
        faults.append(f'{path}: {error}')
    return count, mobility, faults


def tshark_check(files, sizes, folder=None):
    """The faults that tshark finds in files of so many frames each. One tshark reads them all, since its start
    takes longer than its work; the interface number of a merged frame tells which file it is from. Files with keys
    are all in that folder."""
    fields = ['frame.interface_id', 'frame.number', 'frame.protocols', '_ws.expert.message']
    opening, wanted = [], FILTER
    if folder:
        opening = [word for line in (folder / KEYS).read_text().splitlines() for word in ('-o', f'uat:{KEYS}:{line}')]
        opening += ['-o', 'esp.enable_encryption_decode:TRUE', '-o', 'esp.enable_authentication_check:TRUE']
        # What an ICMPv6 error quotes of one is cut, and not to be verified.
        wanted += ' || (esp && !icmpv6 && !(esp.icv_good == 1))'
    command = ['tshark', '-n', '-r', '-', '-o', 'udp.check_checksum:TRUE', '-o', 'tcp.check_checksum:TRUE', *opening,
               '-Y', wanted, '-T', 'fields', *[word for field in fields for word in ('-e', field)]]
    with subprocess.Popen(['mergecap', '-a', '-I', 'none', '-F', 'pcapng', '-w', '-', *files],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE) as merge:
        shark = subprocess.run(command, stdin=merge.stdout, capture_output=True, text=True, check=False)
        merge.stdout.close()
        said = merge.stderr.read().decode(errors='replace')
    if merge.returncode or shark.returncode:
        return [f'tshark could not read the files: {said.strip()} {shark.stderr.strip()}']
    faults = []
    for line in shark.stdout.splitlines():
        interface, number, protocols, message = line.split('\t')
        message = ','.join(part for part in message.split(',') if part != DEPRECATED)
        if is_of_a_quotation(message, protocols) or UNKNOWN_OPTION in message:
            continue
        index = int(interface)
        faults.append(f'{files[index]}: frame {int(number) - sum(sizes[:index])}: tshark: {message} ({protocols})')
    return faults


def batches(items, workers):
    """Deals (path, count) pairs to lists, as many as there are workers or more, so that the names of none are too long.

    mergecap writes all names of files into one comment, whose length has 16 bits; that of Wireshark 4.4 writes more.
    """
    dealt = []
    for start in range(workers):
        size = NAMES_SIZE
        for path, count in items[start::workers]:
            size += len(path) + NAME_EXTRA
            if size > NAMES_SIZE:
                dealt.append([])
                size = len(path) + NAME_EXTRA
            dealt[-1].append((path, count))
    return dealt


def judge(folder):
    """Returns (files, frames, mobility headers, faults) of all pcap files below folder."""
    files = sorted(str(path) for path in pathlib.Path(folder).rglob('*.pcap'))
    workers = os.cpu_count() or 1
    with concurrent.futures.ProcessPoolExecutor(workers) as pool:
        own = list(pool.map(own_check, files))
        faults = [fault for _, _, found in own for fault in found]
        readable = [(path, count) for path, (count, _, _) in zip(files, own) if count]
        # An association of one folder is another one in the next.
        closed = {}
        for path, count in readable:
            parent = pathlib.Path(path).parent
            if (parent / KEYS).exists():
                closed.setdefault(parent, []).append((path, count))
        others = [item for item in readable if pathlib.Path(item[0]).parent not in closed]
        groups = [(None, batch) for batch in batches(others, workers)] + list(closed.items())
        runs = [pool.submit(tshark_check, [path for path, _ in group], [count for _, count in group], parent)
                for parent, group in groups if group]
        faults += [fault for run in runs for fault in run.result()]
    return len(files), sum(count for count, _, _ in own), sum(count for _, count, _ in own), faults


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    files, count, mobility, faults = judge(sys.argv[1])
    print('\n'.join(faults + [f'{files} files, {count} frames, {mobility} mobility headers, {len(faults)} faults']))
    sys.exit(1 if faults else 0)


if __name__ == '__main__':
    main()
