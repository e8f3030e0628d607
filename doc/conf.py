# SPDX-License-Identifier: GPL-2.0-only
"""How Sphinx builds these pages: `./nemo doc`, or `sphinx-build -W -n doc build/doc/html`."""

import pathlib
import re

from pygments.lexers.javascript import JavascriptLexer

ROOT = pathlib.Path(__file__).resolve().parents[1]

project = 'nemo'
copyright = 'the authors of nemo, GPL-2.0-only'
# The version stands where CMake reads it.
release = re.search(r'set\(nemo_version ([^)]+)\)', (ROOT / 'CMakeLists.txt').read_text(encoding='utf-8'))[1]

extensions = ['myst_parser']
source_suffix = {'.rst': 'restructuredtext', '.md': 'markdown'}
root_doc = 'index'
exclude_patterns = []

# Links to headings within Markdown pages: `scenario.md#paths`.
myst_heading_anchors = 3
highlight_language = 'none'

html_theme = 'alabaster'
html_theme_options = {'description': 'Mobile IPv6 and network mobility for ns-3', 'page_width': '70em',
                      'sidebar_width': '16em'}
html_show_sourcelink = False


def setup(app):
    # Pygments' lexer for JSON knows neither comments nor several values in one block.
    app.add_lexer('jsonc', JavascriptLexer)
