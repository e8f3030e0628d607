#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Checks what no compiler checks: who includes whom, licence lines, names and lengths. check_sources.py [ROOT]

Prints each fault, warnings, and as last line "N passed, N failed"; exit code 1 if a check failed.
"""

import pathlib
import re
import sys

import repository

# The floors of the house, each with those below it that it may include besides itself.
BELOW = {'wire': set()}
BELOW['state'] = {'wire'}
BELOW['security'] = {'wire'}
BELOW['stack'] = {'security', 'wire'}
BELOW['role'] = {'state', 'stack', 'security', 'wire'}
BELOW['dialect'] = BELOW['role'] | {'role'}
BELOW['helper'] = BELOW['dialect'] | {'dialect'}
BELOW['examples'] = BELOW['helper'] | {'helper'}

# What the lower floors may take from ns-3: values, and the base of interfaces.
VALUES = {f'ns3/{name}.h' for name in (
    'abort', 'assert', 'buffer', 'ipv6-address', 'log', 'mac48-address', 'nstime', 'object', 'packet', 'ptr', 'type-id')}
VALUE_FLOORS = ('wire', 'state')
# What a role asks the stack for, and must not touch itself.
STACK_ONLY = re.compile(r'ns3/(ipv6-l3-protocol|icmpv6-l4-protocol|ipv6-interface|ipv6-extension.*|ip-l4-protocol|'
                        r'ipv6-(list-|static-)?routing.*|.*net-device|.*channel)\.h')

INCLUDE = re.compile(r'^\s*#\s*include\s*["<]([^">]+)[">]', re.MULTILINE)
LICENCE = 'SPDX-License-Identifier: GPL-2.0-only'
LICENSED = ('.cc', '.h', '.py', '.sh', '.js')
LICENSED_NAMES = ('nemo', 'wscript', 'CMakeLists.txt', 'run')
LONGEST = {'.cc': 350, '.h': 250}


def floor_of(path):
    """The floor on which a file stands, from its path in the repository."""
    return path.parts[1] if path.parts[0] == 'model' else path.parts[0]


def sources(root):
    """{path in the repository: included names} of all sources of the module."""
    files = {}
    for folder in ('model', 'helper', 'examples'):
        for path in sorted((root / folder).rglob('*')):
            if path.suffix in ('.cc', '.h'):
                files[path.relative_to(root)] = INCLUDE.findall(path.read_text(encoding='utf-8'))
    return files


def wrong_floors(files):
    """Includes that go up, or past the stack, or of headers that are not there."""
    headers = {f'ns3/{path.name}': path for path in files if path.suffix == '.h'}
    faults = []
    for path, names in files.items():
        floor = floor_of(path)
        for name in names:
            own = headers.get(name)
            if own:
                if floor_of(own) != floor and floor_of(own) not in BELOW.get(floor, set()):
                    faults.append(f'{path} includes {own}: {floor} must not know {floor_of(own)}')
            elif re.search(r'(^|/)(mip6|nemo)-[^/]*\.h$', name):
                faults.append(f'{path} includes {name}, which is no header of ours under "ns3/"')
            elif floor in VALUE_FLOORS and name.startswith('ns3/') and name not in VALUES:
                faults.append(f'{path} includes {name}: {floor} takes only values from ns-3')
            elif floor in ('role', 'dialect') and STACK_ONLY.fullmatch(name):
                faults.append(f'{path} includes {name}: {floor} asks the stack instead')
    return faults


def rooms(files):
    """{room: rooms that it includes}, a header with its source being one room."""
    graph = {path.stem: set() for path in files}
    for path, names in files.items():
        graph[path.stem] |= {pathlib.PurePath(name).stem for name in names if name.startswith('ns3/')} & set(graph)
        graph[path.stem].discard(path.stem)
    return graph


def circles(graph):
    """One circle of rooms for each that a depth-first walk closes."""
    found, done = [], set()

    def visit(room, trail):
        if room in trail:
            found.append('a circle: ' + ' -> '.join(trail[trail.index(room):] + [room]))
        elif room not in done:
            for other in sorted(graph[room]):
                visit(other, trail + [room])
            done.add(room)

    for room in sorted(graph):
        visit(room, [])
    return found


def wrong_names(files):
    """Files without our prefix, and headers that would hide another since all are included flat."""
    faults, seen = [], {}
    for path in files:
        if path.parts[0] != 'examples' and not re.fullmatch(r'(mip6|nemo)-[a-z0-9-]+\.(cc|h)', path.name):
            faults.append(f'{path}: the name is not mip6-... or nemo-...')
        if path.name in seen:
            faults.append(f'{path} and {seen[path.name]} have one name')
        seen[path.name] = path
    return faults


def without_licence(root, paths):
    """Files whose first two lines do not name the licence."""
    faults = []
    for path in paths:
        if path.suffix in LICENSED or path.name in LICENSED_NAMES:
            with open(root / path, encoding='utf-8') as file:
                if LICENCE not in file.readline() + file.readline():
                    faults.append(f'{path}: "{LICENCE}" is not in its first two lines')
    return faults


def too_long(root, paths):
    """Sources that are longer than a room should be."""
    result = []
    for path in paths:
        if path.suffix in LONGEST and path.parts[0] != 'test':
            lines = len((root / path).read_text(encoding='utf-8').splitlines())
            if lines > LONGEST[path.suffix]:
                result.append(f'{path} has {lines} lines, more than {LONGEST[path.suffix]}')
    return result


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else __file__).resolve()
    root = root if root.is_dir() else root.parents[2]
    files, paths = sources(root), repository.files(root)
    passed = failed = 0
    for name, faults in (('floors', wrong_floors(files)), ('circles', circles(rooms(files))),
                         ('names', wrong_names(files)), ('licences', without_licence(root, paths))):
        passed, failed = passed + (not faults), failed + bool(faults)
        if faults:
            print('\n'.join([f'FAILED {name}'] + [f'    {fault}' for fault in faults]))
    for warning in too_long(root, paths):
        print(f'warning: {warning}')
    print(f'{passed} passed, {failed} failed')
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
