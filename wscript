# SPDX-License-Identifier: GPL-2.0-only
"""Builds the module inside an ns-3 tree that still uses waf (ns-3.35 and older).

The lists of files stand in CMakeLists.txt alone: this file reads the patterns from there, so that the two cannot drift.
"""

import re

MODULES = ['core', 'network', 'internet', 'internet-apps', 'applications', 'virtual-net-device', 'point-to-point',
           'mobility', 'propagation', 'wifi']


def patterns(folder, kind):
    """The patterns of set(nemo_KIND_patterns ...) in CMakeLists.txt."""
    text = folder.find_node('CMakeLists.txt').read()
    return re.search(r'set\(nemo_%s_patterns ([^)]*)\)' % kind, text).group(1).split()


def version(folder):
    """The version that project() in CMakeLists.txt gives."""
    return re.search(r'project\(nemo VERSION (\S+)', folder.find_node('CMakeLists.txt').read()).group(1)


def files(folder, kind):
    """The files of the module that the patterns match, relative to it."""
    return sorted(node.path_from(folder) for node in folder.ant_glob(patterns(folder, kind)))


def configure(conf):
    conf.check_cxx(lib='boost_program_options', uselib_store='NEMO_OPTIONS', mandatory=True)
    conf.check_cxx(lib='cryptopp', header_name='cryptopp/hmac.h', uselib_store='NEMO_CRYPTO', mandatory=True)
    conf.check_cxx(lib='sqlite3', header_name='sqlite3.h', uselib_store='NEMO_STORE', mandatory=True)
    conf.check_cfg(package='libxml-2.0', args='--cflags --libs', uselib_store='NEMO_TRACES', mandatory=True)
    conf.check_cxx(header_name='nlohmann/json.hpp', mandatory=True)


def build(bld):
    module = bld.create_ns3_module('nemo', MODULES)
    module.source = files(bld.path, 'source')
    module.use += ['NEMO_OPTIONS', 'NEMO_CRYPTO', 'NEMO_STORE', 'NEMO_TRACES']
    module.cxxflags = ['-std=c++17']
    module.defines = ['NEMO_VERSION="%s"' % version(bld.path)]

    headers = bld(features='ns3header')
    headers.module = 'nemo'
    headers.source = files(bld.path, 'header')

    if bld.env.ENABLE_EXAMPLES:
        for example in bld.path.ant_glob('examples/*.cc'):
            program = bld.create_ns3_program(example.name[:-len('.cc')], ['nemo'])
            program.source = example.path_from(bld.path)
            program.defines = ['NEMO_SOURCE_DIR="%s"' % bld.path.abspath()]
            program.cxxflags = ['-std=c++17']
