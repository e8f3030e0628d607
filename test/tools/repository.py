# SPDX-License-Identifier: GPL-2.0-only
"""Says which files are of the repository, and which were only built or written by a run."""

import fnmatch
import os
import pathlib
import shutil
import subprocess

# As in .gitignore: at the top, and everywhere.
LEFTOVERS = ('build*', 'out')
CACHES = ('.git', '__pycache__')


def files(root):
    """The files of the repository in this folder, as sorted paths relative to it; those that are new included.

    An unpacked archive has no history, and not every machine has git: there it is all but what builds and runs leave.
    """
    root = pathlib.Path(root)
    if shutil.which('git') and (root / '.git').exists():
        output = subprocess.run(['git', '-C', root, 'ls-files', '--cached', '--others', '--exclude-standard'],
                                capture_output=True, text=True, check=True).stdout
        return sorted(pathlib.Path(line) for line in output.splitlines() if (root / line).is_file())
    found = []
    for folder, below, names in os.walk(root):
        patterns = CACHES + (LEFTOVERS if pathlib.Path(folder) == root else ())
        below[:] = [name for name in below if not any(fnmatch.fnmatch(name, pattern) for pattern in patterns)]
        found += [pathlib.Path(folder, name).relative_to(root) for name in names]
    return sorted(found)
