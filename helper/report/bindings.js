// SPDX-License-Identifier: GPL-2.0-only
'use strict';

// Binding caches over time.

/** Rows of bars: for each node and home address its bindings, and below them the prefixes that are forwarded there. */
nemo.bindingRows = (timeline, duration) => {
    const rows = new Map();
    const rowOf = (one, isHome) => {
        const key = JSON.stringify([one.node, one.home, isHome]);
        if (!rows.has(key)) {
            rows.set(key, {label: `${one.node}  ${one.home}`, node: one.node, home: one.home, bars: [], ticks: [], below: new Map()});
        }
        return rows.get(key);
    };
    const close = (row, at) => {
        const last = row.bars[row.bars.length - 1];
        if (last && last.to === null) {
            last.to = at;
        }
    };
    for (const one of timeline.bindings) {
        const row = rowOf(one, one.isHome);
        const last = row.bars[row.bars.length - 1];
        if (one.careOf !== null && last && last.to === null && last.careOf === one.careOf) {
            row.ticks.push({at: one.at, tip: `refreshed at ${nemo.at(one.at)}, sequence ${one.sequence}`});
            ++last.refreshes;
            continue;
        }
        close(row, one.at);
        if (one.careOf !== null) {
            row.bars.push({...one, from: one.at, to: null, text: one.careOf, refreshes: 0, colour: nemo.colour(`address ${one.careOf}`)});
        }
    }
    for (const one of timeline.forwarding) {
        const row = rowOf(one, true);
        if (!row.below.has(one.prefix)) {
            row.below.set(one.prefix, {label: `→ ${one.prefix}`, bars: []});
        }
        const prefix = row.below.get(one.prefix);
        const last = prefix.bars[prefix.bars.length - 1];
        if (!one.on) {
            close(prefix, one.at);
        } else if (!last || last.to !== null) {
            prefix.bars.push({from: one.at, to: null, text: '', colour: 'var(--c7)', thin: true, prefix: one.prefix});
        }
    }
    return [...rows.values()].flatMap(row => {
        close(row, duration);
        row.bars.forEach(bar => {
            bar.tip = `${row.node}: ${row.home} is at ${bar.careOf}\n${nemo.at(bar.from)} to ${nemo.at(bar.to)}\nlifetime ${bar.lifetime} s, first sequence ${bar.sequence}, flags ${bar.flags || 'none'}, ` +
                `refreshed ${bar.refreshes} times`;
        });
        const below = [...row.below.values()];
        below.forEach(prefix => {
            close(prefix, duration);
            prefix.bars.forEach(bar => { bar.tip = `${row.node} forwards ${bar.prefix} to ${row.home}\n${nemo.at(bar.from)} to ${nemo.at(bar.to)}`; });
        });
        return [row, ...below];
    });
};

nemo.showBindings = (results, timeline) => {
    const rows = timeline ? nemo.bindingRows(timeline, results.simSeconds) : [];
    if (rows.length === 0 && results.bindings.length === 0) {
        return;
    }
    const section = nemo.section('bindings', 'Binding caches', rows.length > 0 ?
        'What home agents and correspondents believe: the home address in front, the care-of address in the bar. Small strokes are refreshes; thin bars are prefixes of mobile networks that are forwarded.' : null);
    if (rows.length > 0) {
        nemo.chart(section, 'bindings', {caption: 'Bindings over time', least: 300, draw: (svg, width) =>
            nemo.drawRows(svg, width, rows, results.simSeconds, {row: rows.length > 20 ? 19 : 24, events: nemo.eventsOf(results, timeline)})});
    }
    section.append(nemo.folded(`${results.bindings.length === 1 ? 'The binding' : `The ${results.bindings.length} bindings`} at the end as a table`, () => nemo.table([
        ['node', one => one.node], ['home address', one => one.home], ['care-of address', one => one.careOf], ['prefixes', one => one.prefixes.join(', ')],
        ['lifetime', one => `${one.lifetime} s`, 'number'], ['remaining', one => nemo.span(one.remaining), 'number'], ['sequence', one => one.sequence, 'number'], ['flags', one => one.flags],
    ], results.bindings, 'Bindings at the end')));
};
