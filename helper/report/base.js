// SPDX-License-Identifier: GPL-2.0-only
'use strict';

// What all parts of the page share. Whatever comes out of a file becomes text, never HTML.
const nemo = {
    data: JSON.parse(document.getElementById('data').textContent),
    redraws: [],
    errors: [],
};

window.addEventListener('error', event => {
    nemo.errors.push(event.message);
    document.documentElement.dataset.errors = nemo.errors.length;
});

/** Makes an element. Attributes are set as such, children that are strings become text. */
nemo.make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (value !== null && value !== undefined && value !== false) {
            element.setAttribute(name, value === true ? '' : value);
        }
    }
    element.append(...children.filter(child => child !== null && child !== undefined));
    return element;
};

/** Adds a section to the page and to its list of contents. */
nemo.section = (id, title, note) => {
    const section = nemo.make('section', {id, 'aria-labelledby': `${id}-title`},
        nemo.make('h2', {id: `${id}-title`}, title), note ? nemo.make('p', {class: 'note'}, note) : null);
    document.getElementById('main').append(section);
    document.getElementById('contents').append(nemo.make('a', {href: `#${id}`}, title));
    return section;
};

/** A table; a column is [title, function of a row, 'number' if it is one]. */
nemo.table = (columns, rows, caption) => {
    const cell = (tag, [, , kind], content) => nemo.make(tag, kind ? {class: kind} : {}, content);
    const head = nemo.make('tr', {}, ...columns.map(column => {
        const th = cell('th', column, column[0]);
        th.scope = 'col';
        return th;
    }));
    const body = rows.map(row => nemo.make('tr', {}, ...columns.map(column => {
        const value = column[1](row);
        return cell('td', column, value instanceof Node ? value : value === null || value === undefined ? '–' : String(value));
    })));
    return nemo.make('div', {class: 'wide', tabindex: 0, role: 'region', 'aria-label': caption},
        nemo.make('table', {}, nemo.make('thead', {}, head), nemo.make('tbody', {}, ...body)));
};

nemo.folded = (title, make) => {
    const details = nemo.make('details', {}, nemo.make('summary', {}, title));
    details.addEventListener('toggle', () => details.children.length === 1 && details.append(make()), {once: true});
    return details;
};

nemo.facts = pairs => nemo.make('dl', {class: 'facts'}, ...pairs.flatMap(([name, value]) =>
    [nemo.make('dt', {}, name), nemo.make('dd', {}, value instanceof Node ? value : String(value))]));

nemo.legend = items => nemo.make('ul', {class: 'legend'}, ...items.map(([text, colour]) => {
    const swatch = nemo.make('span', {class: 'swatch', 'aria-hidden': 'true'});
    swatch.style.background = colour;
    return nemo.make('li', {}, swatch, text);
}));

nemo.select = (label, names, onChange) => {
    const id = `select-${document.querySelectorAll('select').length}-${label.replace(/\W+/g, '-')}`;
    const select = nemo.make('select', {id}, ...names.map((name, i) => nemo.make('option', {value: i}, name)));
    select.addEventListener('change', () => onChange(Number(select.value)));
    return {select, parts: [nemo.make('label', {for: id}, label), select]};
};

nemo.button = (text, onClick) => {
    const button = nemo.make('button', {type: 'button'}, text);
    button.addEventListener('click', onClick);
    return button;
};

// Texts.
nemo.known = value => value !== null && value !== undefined;
nemo.trim = (value, digits) => String(Number(value.toFixed(digits)));
nemo.at = seconds => nemo.known(seconds) ? `${seconds.toFixed(3)} s` : '–';
nemo.span = seconds => {
    if (!nemo.known(seconds)) {
        return '–';
    }
    const size = Math.abs(seconds);
    if (size < 5e-10) {
        return '0 s';
    }
    return size < 1e-3 ? `${nemo.trim(seconds * 1e6, 1)} µs` : size < 1 ? `${nemo.trim(seconds * 1e3, size < 0.1 ? 2 : 1)} ms` :
        `${nemo.trim(seconds, size < 100 ? 3 : 1)} s`;
};
nemo.count = value => nemo.known(value) ? value.toLocaleString('en') : '–';
nemo.percent = value => `${nemo.trim(100 * value, Math.abs(value) < 0.1 ? 2 : 1)} %`;
const scaled = (value, units, base) => {
    let power = 0;
    while (Math.abs(value) >= base && power < units.length - 1) {
        value /= base;
        ++power;
    }
    return `${nemo.trim(value, Math.abs(value) < 10 && power > 0 ? 2 : Math.abs(value) < 100 ? 1 : 0)} ${units[power]}`;
};
nemo.octets = value => scaled(value, ['octets', 'kB', 'MB', 'GB'], 1000);
nemo.rate = value => scaled(value, ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s'], 1000);

/** A colour for each of many names, the same all over the page. */
const colours = new Map();
nemo.colour = name => {
    if (!colours.has(name)) {
        colours.set(name, `var(--c${colours.size % 8})`);
    }
    return colours.get(name);
};

// The tip beside what is pointed at or has the focus.
const tip = document.getElementById('tip');
nemo.hideTip = () => { tip.hidden = true; };
nemo.showTip = (text, x, y) => {
    tip.textContent = text;
    tip.hidden = false;
    const {width, height} = tip.getBoundingClientRect();
    tip.style.left = `${Math.max(4, Math.min(x + 14, window.innerWidth - width - 4))}px`;
    tip.style.top = `${y + 16 + height > window.innerHeight ? Math.max(4, y - height - 10) : y + 16}px`;
};
nemo.tipFor = (element, text) => {
    const near = () => {
        const box = element.getBoundingClientRect();
        nemo.showTip(text(), box.left + Math.min(box.width / 2, 160), box.bottom - 12);
    };
    element.addEventListener('mousemove', event => nemo.showTip(text(), event.clientX, event.clientY));
    element.addEventListener('mouseleave', nemo.hideTip);
    element.addEventListener('focus', near);
    element.addEventListener('blur', nemo.hideTip);
};
window.addEventListener('keydown', event => event.key === 'Escape' && nemo.hideTip());
window.addEventListener('scroll', nemo.hideTip, {passive: true});

/** Lets Enter, Space and a click do the same. */
nemo.onPick = (element, act) => {
    element.addEventListener('click', act);
    element.addEventListener('keydown', event => {
        if (event.key === 'Enter' || event.key === ' ') {
            event.preventDefault();
            act();
        }
    });
};

// Light, dark, or as the system has it.
const systemDark = window.matchMedia('(prefers-color-scheme: dark)');
let theme = 'auto';
const showTheme = () => {
    document.documentElement.dataset.theme = theme === 'auto' ? (systemDark.matches ? 'dark' : 'light') : theme;
    document.getElementById('theme').textContent = `Colours: ${theme}`;
};
document.getElementById('theme').addEventListener('click', () => {
    theme = {auto: 'light', light: 'dark', dark: 'auto'}[theme];
    showTheme();
});
systemDark.addEventListener('change', showTheme);
showTheme();
