# SPDX-License-Identifier: GPL-2.0-only
"""Says where the documentation shows a scenario or a command that does not work."""

import pathlib
import re
import shlex
import subprocess

BLOCK = re.compile(r'^```(\w+)\n(.*?)^```$', re.MULTILINE | re.DOTALL)


def blocks(page, language):
    """The texts of the code blocks in that language."""
    return [text for name, text in BLOCK.findall(page) if name == language]


def run_commands(page):
    """The arguments of each `./nemo run ...` that the page shows in a block of shell commands."""
    lines = [line for text in blocks(page, 'sh') for line in text.splitlines()]
    return [shlex.split(line, comments=True)[1:] for line in lines if line.startswith('./nemo run ')]


def faults(root, program, scratch):
    """What does not work of the pages of the repository root, tried with the built nemo-run in an empty folder."""
    found = []

    def attempt(what, arguments):
        done = subprocess.run([program, *arguments], cwd=root, capture_output=True, text=True, check=False)
        if done.returncode:
            found.append(f'{what}: exit code {done.returncode}\n{done.stdout}{done.stderr}')

    for path in sorted([*root.glob('*.md'), *root.glob('doc/**/*.md')]):
        page = path.read_text(encoding='utf-8')
        for number, text in enumerate(blocks(page, 'json'), 1):
            scenario = pathlib.Path(scratch, f'{path.stem}-{number}.json')
            scenario.write_text(text, encoding='utf-8')
            attempt(f'{path.relative_to(root)}, scenario {number}', ['check', scenario])
        for arguments in run_commands(page):
            attempt(f'{path.relative_to(root)}: ./nemo {shlex.join(arguments)}', [*arguments, '--out', scratch])
    return found
