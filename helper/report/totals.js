// SPDX-License-Identifier: GPL-2.0-only
'use strict';

// Sums over a whole run: messages, what mobility adds to packets, and packets that were dropped.

/** Bars side by side, one a row: [{label, parts: [{value, colour, tip}], text}]. */
nemo.drawSums = (svg, width, rows) => {
    const left = Math.min(150, width * 0.3);
    const highest = d3.max(rows, row => d3.sum(row.parts, part => part.value)) || 1;
    const x = d3.scaleLinear([0, highest], [left, width - 110]);
    let marks = 0;
    rows.forEach((row, i) => {
        const y = 4 + i * 22;
        const name = svg.append('text').attr('x', left - 8).attr('y', y + 15).attr('text-anchor', 'end').text(row.label);
        nemo.fit(name.node(), left - 10);
        let sum = 0;
        for (const part of row.parts.filter(one => one.value > 0)) {
            const group = svg.append('g').attr('class', 'pick').attr('tabindex', 0).attr('role', 'img').attr('aria-label', part.tip);
            const span = Math.max(1, x(sum + part.value) - x(sum));
            group.append('rect').attr('x', x(sum)).attr('y', y + 2).attr('width', span).attr('height', 17).style('fill', part.colour);
            group.append('rect').attr('class', 'focus').attr('x', x(sum)).attr('y', y).attr('width', span).attr('height', 21);
            nemo.tipFor(group.node(), () => part.tip);
            sum += part.value;
            ++marks;
        }
        svg.append('text').attr('class', 'soft').attr('x', x(sum) + 6).attr('y', y + 15).text(row.text);
    });
    return {height: 8 + rows.length * 22, marks};
};

nemo.messageSums = results => {
    const sums = new Map();
    for (const one of results.messages.filter(message => message.direction === 'tx')) {
        const sum = sums.get(one.type) || {type: one.type, count: 0, bytes: 0};
        sum.count += one.count;
        sum.bytes += one.bytes;
        sums.set(one.type, sum);
    }
    return [...sums.values()];
};

const NEIGHBOR_DISCOVERY = ['RS', 'RA', 'NS', 'NA'];

const OVERHEAD = [['tunnelOctets', 'headers of tunnels', 'var(--c1)'], ['optionOctets', 'routing headers and Home Address options', 'var(--c4)'],
    ['signalOctets', 'mobility messages', 'var(--c3)']];

nemo.overheadOf = link => d3.sum(OVERHEAD, ([key]) => link[key]);

nemo.showOverhead = (section, timeline) => {
    const links = timeline.links.filter(link => link.octets > 0);
    if (links.length === 0) {
        return;
    }
    section.append(nemo.make('h3', {}, 'What mobility adds on each link'),
        nemo.legend([['all else', 'var(--quiet)'], ...OVERHEAD.map(([, name, colour]) => [name, colour])]));
    const rows = links.map(link => ({
        label: link.name,
        parts: [['other', 'all else', 'var(--quiet)'], ...OVERHEAD].map(([key, name, colour]) => {
            const value = key === 'other' ? link.octets - nemo.overheadOf(link) : link[key];
            return {value, colour, tip: `${link.name}: ${nemo.octets(value)} of ${name} (${nemo.percent(value / link.octets)})`};
        }),
        text: `${nemo.octets(link.octets)}, ${nemo.percent(nemo.overheadOf(link) / link.octets)}`,
    }));
    nemo.chart(section, 'overhead', {caption: 'Octets of IPv6 sent on each link, and the share of mobility', least: 300, draw: (svg, width) => nemo.drawSums(svg, width, rows)});
};

nemo.showTotals = (results, timeline) => {
    const section = nemo.section('totals', 'Totals');
    const sums = nemo.messageSums(results);
    for (const [id, caption, kinds] of [['sums', 'Mobility messages', sums.filter(one => !NEIGHBOR_DISCOVERY.includes(one.type))],
        ['neighbors', 'Neighbor Discovery', sums.filter(one => NEIGHBOR_DISCOVERY.includes(one.type))]]) {
        if (kinds.length === 0) {
            continue;
        }
        const rows = kinds.map(one => ({label: one.type, text: `${nemo.count(one.count)}, ${nemo.octets(one.bytes)}`,
            parts: [{value: one.bytes, colour: MESSAGE_COLOURS[one.type] || 'var(--c7)', tip: `${MESSAGE_NAMES[one.type] || one.type}\n${nemo.count(one.count)} sent, ${nemo.octets(one.bytes)} in all`}]}));
        nemo.chart(section, id, {caption: `${caption} sent by all nodes: how many, and their octets`, least: 300, draw: (svg, width) => nemo.drawSums(svg, width, rows)});
    }
    if (sums.length > 0) {
        section.append(nemo.folded('Messages by node as a table', () => nemo.table([
            ['node', one => one.node], ['type', one => one.type], ['', one => one.direction === 'tx' ? 'sent' : 'received'], ['status', one => one.status],
            ['count', one => nemo.count(one.count), 'number'], ['octets', one => nemo.count(one.bytes), 'number'],
        ], results.messages, 'Messages by node')));
    }
    if (timeline) {
        nemo.showOverhead(section, timeline);
    }
    const drops = results.drops.filter(one => one.count > 0);
    if (drops.length > 0) {
        section.append(nemo.make('h3', {}, 'Packets dropped'), nemo.table([
            ['node', one => one.node], ['reason', one => one.reason === 'error-rate-limit' ? `${one.reason} (errors not sent)` : one.reason], ['count', one => nemo.count(one.count), 'number']], drops, 'Packets dropped'));
    }
};
