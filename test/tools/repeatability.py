# SPDX-License-Identifier: GPL-2.0-only
"""Says where a run depends on more than its scenario: on the process, on what ran before in it, on addresses in memory."""

import pathlib
import subprocess


def run(program, files, folder):
    """Runs scenarios in one process, with captures; returns what went wrong."""
    done = subprocess.run([program, 'run', *files, '--pcap', '--quiet', '--out', folder], capture_output=True,
                          text=True, check=False)
    names = ' '.join(file.name for file in files)
    return [f'{names}: exit code {done.returncode}\n{done.stdout}{done.stderr}'] if done.returncode else []


def outputs(folder):
    """{name: octets} of what a run wrote, without run.json, which is of the machine."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != 'run.json'}


def compare(name, one, other):
    """The names of the files that differ between two outputs, or that only one has."""
    return [f'{name}: {file} differs between one process and a fresh one' for file in sorted({*one, *other})
            if one.get(file) != other.get(file)]


def faults(program, files, scratch):
    """What differs when scenarios run one after the other in one process, and each in a process of its own."""
    files, together, alone = sorted(files), pathlib.Path(scratch, 'together'), pathlib.Path(scratch, 'alone')
    found = run(program, files, together)
    for file in files:
        found += run(program, [file], alone / file.stem)
        here, there = together / file.stem, alone / file.stem
        if not (here.is_dir() and there.is_dir()):
            found.append(f'{file.name}: there is no output')
        else:
            found += compare(file.name, outputs(here), outputs(there))
            if not any(path.suffix == '.pcap' for path in there.iterdir()):
                found.append(f'{file.name}: there is no capture')
    return found
