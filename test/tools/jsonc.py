# SPDX-License-Identifier: GPL-2.0-only
"""Reads JSON with comments, as scenario files are."""

import json
import re

# A string, which is kept, or a comment.
TOKEN = re.compile(r'("(?:[^"\\]|\\.)*")|//[^\n]*|/\*.*?\*/', re.DOTALL)


def loads(text):
    """The value of a text. ValueError if it is none."""
    return json.loads(TOKEN.sub(lambda found: found[1] or ' ', text))


def load(path):
    """The value of a file."""
    return loads(path.read_text(encoding='utf-8'))
