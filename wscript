# SPDX-License-Identifier: GPL-2.0-only
"""Builds the module inside an ns-3 tree that still uses waf (ns-3.35; test/tools/try-waf.sh does it).

The lists of files stand in CMakeLists.txt alone: this file reads the patterns from there, so that the two cannot drift.
What ns-3.35 lacks stands in waf/: ns-3.35.h is included in front of every source file, and what is called as a file of
the module takes that one's place. Wi-Fi is not there: it needs ns-3.37.
"""

import hashlib
import re

MODULES = ['core', 'network', 'internet', 'internet-apps', 'applications', 'virtual-net-device', 'point-to-point',
           'mobility']
# What waf/ has nothing instead of.
LEFT_OUT = ['mip6-wifi-link.cc', 'mip6-wifi-scanner.cc', 'mip6-wifi-scanner.h', 'mip6-wifi-station.cc']


def patterns(folder, kind):
    """The patterns of set(nemo_KIND_patterns ...) in CMakeLists.txt."""
    text = folder.find_node('CMakeLists.txt').read()
    return re.search(r'set\(nemo_%s_patterns ([^)]*)\)' % kind, text).group(1).split()


def version(folder):
    """The version that CMakeLists.txt gives."""
    return re.search(r'set\(nemo_version ([^)]+)\)', folder.find_node('CMakeLists.txt').read()).group(1)


def files(folder, kind):
    """The files of the module that the patterns match, relative to it."""
    stand_ins = {node.name: node for node in folder.ant_glob('waf/*')}
    nodes = [stand_ins.get(node.name, node) for node in folder.ant_glob(patterns(folder, kind))
             if node.name not in LEFT_OUT]
    return sorted(node.path_from(folder) for node in nodes)


def unified(bld, sources):
    """Files that include some ten of the sources each, which go together as in CMakeLists.txt."""
    groups = {}
    for source in sources:
        number = int(hashlib.md5(source.encode()).hexdigest()[:6], 16) % 26
        groups.setdefault(number, []).append(bld.path.find_node(source))
    nodes = []
    for number, group in sorted(groups.items()):
        node = bld.path.get_bld().make_node('unity_%d.cc' % number)
        node.parent.mkdir()
        text = ''.join('#include "%s"\n' % one.abspath() for one in group)
        if not node.exists() or node.read() != text:
            node.write(text)
        nodes.append(node)
    return nodes


def flags(bld):
    """What nemo is compiled with, and who uses it."""
    return ['-std=c++17', '-Wno-subobject-linkage', '-include', bld.path.find_node('waf/ns-3.35.h').abspath()]


def configure(conf):
    conf.check_cxx(lib='boost_program_options', uselib_store='NEMO_OPTIONS', mandatory=True)
    conf.check_cxx(lib='cryptopp', header_name='cryptopp/hmac.h', uselib_store='NEMO_CRYPTO', mandatory=True)
    conf.check_cxx(lib='sqlite3', header_name='sqlite3.h', uselib_store='NEMO_STORE', mandatory=True)
    conf.check_cfg(package='libxml-2.0', args='--cflags --libs', uselib_store='NEMO_TRACES', mandatory=True)
    conf.check_cxx(header_name='nlohmann/json.hpp', mandatory=True)
    conf.check_cxx(header_name='tsl/robin_map.h', mandatory=True)


def build(bld):
    module = bld.create_ns3_module('nemo', MODULES)
    module.source = unified(bld, files(bld.path, 'source'))
    module.use += ['NEMO_OPTIONS', 'NEMO_CRYPTO', 'NEMO_STORE', 'NEMO_TRACES']
    module.cxxflags = flags(bld)
    module.defines = ['NEMO_VERSION="%s"' % version(bld.path)]

    headers = bld(features='ns3header')
    headers.module = 'nemo'
    headers.source = files(bld.path, 'header')

    # The runner is what a scenario needs; the other examples are for who reads them.
    program = bld.create_ns3_program('nemo-run', ['nemo'])
    program.source = 'examples/nemo-run.cc'
    program.defines = ['NEMO_SOURCE_DIR="%s"' % bld.path.abspath()]
    program.cxxflags = flags(bld)
