# SPDX-License-Identifier: GPL-2.0-only
"""Says where the copies in test/ differ from the folder that they were taken from, if that lies beside the repository."""

import pathlib

FOLDERS = {'vectors': 'vectors', 'captures': 'captures'}
FILES = {'conformance/requirements.csv': 'requirements/requirements.csv'}


def differences(test, shared):
    """The faults of the copies in the folder test; none where there is no folder shared."""
    test, shared = pathlib.Path(test), pathlib.Path(shared)
    if not shared.is_dir():
        return []
    pairs = dict(FILES)
    for copy, origin in FOLDERS.items():
        names = {path.name for path in (shared / origin).iterdir()} | {path.name for path in (test / copy).iterdir()}
        pairs.update({f'{copy}/{name}': f'{origin}/{name}' for name in names if not name.endswith('.md')})
    faults = []
    for copy, origin in sorted(pairs.items()):
        if not (test / copy).is_file():
            faults.append(f'test/{copy} is missing')
        elif not (shared / origin).is_file():
            faults.append(f'test/{copy} is no copy of anything')
        elif (test / copy).read_bytes() != (shared / origin).read_bytes():
            faults.append(f'test/{copy} differs from {shared / origin}')
    return faults
