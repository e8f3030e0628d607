#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Says which links of the Markdown pages lead nowhere: to files that are not of the repository, or headings that are not there.

Addresses of the world (https://...) are not tried, since the tests need no network.
"""

import pathlib
import re
import urllib.parse

import repository

CODE = re.compile(r'^(```|~~~).*?^\1', re.MULTILINE | re.DOTALL)
INLINE_CODE = re.compile(r'`[^`\n]+`')
LINK = re.compile(r'\[(?:[^\[\]]|\[[^\]]*\])*\]\(\s*<?([^()\s>]+)>?(?:\s+"[^"]*")?\s*\)')
HEADING = re.compile(r'^#{1,6}\s+(.*?)\s*#*$', re.MULTILINE)
# A file that text names in code: `doc/scenario.md`, `test/tools/links.py`.
NAMED = re.compile(r'`((?:doc|examples|helper|model|test|\.ci)/[\w./-]*\w)`')


def slug(heading):
    """The anchor that a heading gets on GitHub, and in the HTML pages."""
    text = re.sub(r'\[([^\]]*)\]\([^)]*\)', r'\1', heading).lower()
    return re.sub(r'[^\w\- ]', '', text).replace(' ', '-')


def anchors(page):
    """All anchors of a page; a heading that comes again gets a number."""
    found = {}
    for heading in HEADING.findall(CODE.sub('', page)):
        name = slug(heading)
        found[name] = found.get(name, -1) + 1
    return {f'{name}-{n}' if n else name for name, count in found.items() for n in range(count + 1)}


def places(root):
    """The files of the repository and their folders."""
    files = {root / name for name in repository.files(root)}
    return files | {folder for file in files for folder in file.parents}


def faults_of(root, path, files):
    """What is wrong with the links of one page."""
    page = path.read_text(encoding='utf-8')
    text = CODE.sub('', page)
    found = []
    for target in LINK.findall(INLINE_CODE.sub('', text)):
        if re.match(r'[a-z]+:', target):
            continue
        name, _, anchor = urllib.parse.unquote(target).partition('#')
        other = (path.parent / name).resolve() if name else path
        if other not in files:
            found.append(f'{path.relative_to(root)}: {target} leads to no file of the repository')
        elif anchor and other.suffix == '.md' and anchor not in anchors(other.read_text(encoding='utf-8')):
            found.append(f'{path.relative_to(root)}: {target} leads to no heading')
    for name in NAMED.findall(text):
        if (root / name).resolve() not in files:
            found.append(f'{path.relative_to(root)}: `{name}` is no file of the repository')
    return found


def faults(root):
    """What is wrong with the links of all pages of the repository in a folder."""
    root = pathlib.Path(root).resolve()
    files = places(root)
    return [fault for path in sorted(files) if path.suffix in ('.md', '.rst') for fault in faults_of(root, path, files)]


if __name__ == '__main__':
    raise SystemExit('\n'.join(faults(pathlib.Path(__file__).parents[2])) or 0)
