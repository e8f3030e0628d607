// SPDX-License-Identifier: GPL-2.0-only
'use strict';

// Message sequence charts: one for each handover, and one for what lies between them.

const MESSAGE_NAMES = {
    BU: 'Binding Update', BA: 'Binding Acknowledgement', BRR: 'Binding Refresh Request', BE: 'Binding Error',
    HoTI: 'Home Test Init', CoTI: 'Care-of Test Init', HoT: 'Home Test', CoT: 'Care-of Test',
    RS: 'Router Solicitation', RA: 'Router Advertisement', NS: 'Neighbor Solicitation', NA: 'Neighbor Advertisement',
    DHAADRequest: 'Home Agent Address Discovery Request', DHAADReply: 'Home Agent Address Discovery Reply',
    MPS: 'Mobile Prefix Solicitation', MPA: 'Mobile Prefix Advertisement',
};
const MESSAGE_COLOURS = {
    BU: 'var(--c0)', BA: 'var(--c2)', BRR: 'var(--c3)', BE: 'var(--bad)', HoTI: 'var(--c5)', CoTI: 'var(--c5)', HoT: 'var(--c4)', CoT: 'var(--c4)',
};
const PAUSE = 3; // Seconds without a message end what belongs together.

nemo.timeOf = message => nemo.known(message.sent) ? message.sent : message.received;

/** Cuts a run into sequences: {title, at, node, handover, messages}, by time. */
nemo.sequencesOf = (results, timeline) => {
    const taken = new Set();
    const sequences = [];
    // An access router's part in somebody else's handover is none of its own.
    const whose = {RS: 'from', NS: 'from', NA: 'from', RA: 'to'};
    const concerns = (message, node) => whose[message.type] ? message[whose[message.type]] === node : message.from === node || message.to === node;
    results.handovers.forEach((handover, i) => {
        const next = results.handovers.slice(i + 1).find(one => one.node === handover.node);
        const end = next ? next.at : Infinity;
        const settled = Math.max(handover.baReceived || 0, ...handover.correspondents.map(one => one.bound || 0));
        let last = Math.max(handover.at, handover.linkUp || 0);
        const messages = [];
        for (const message of timeline.messages) {
            const time = nemo.timeOf(message);
            if (time < handover.at || time >= end || !concerns(message, handover.node)) {
                continue;
            }
            if (time > settled && time - last > PAUSE && (settled > 0 || messages.length > 60)) {
                break;
            }
            last = time;
            messages.push(message);
            taken.add(message);
        }
        sequences.push({title: nemo.nameOfHandover(handover), at: handover.at, node: handover.node, handover, messages});
    });
    const mobile = new Set(timeline.nodes.filter(node => node.interfaces > 0).map(node => node.name));
    const open = new Map();
    for (const message of timeline.messages.filter(one => !taken.has(one))) {
        const node = whose[message.type] ? message[whose[message.type]] : mobile.has(message.from) ? message.from : mobile.has(message.to) ? message.to : message.from;
        const time = nemo.timeOf(message);
        let sequence = open.get(node);
        if (!sequence || time - sequence.last > PAUSE) {
            sequence = {at: time, node, handover: null, messages: []};
            open.set(node, sequence);
            sequences.push(sequence);
        }
        sequence.last = time;
        sequence.messages.push(message);
    }
    for (const sequence of sequences.filter(one => !one.title)) {
        sequence.title = `${sequence.node}: ${[...new Set(sequence.messages.map(one => one.type))].join(', ')}`;
    }
    return sequences.filter(one => one.messages.length > 0).sort((a, b) => a.at - b.at);
};

/** What has a line of its own in a chart, from top to bottom. */
nemo.linesOf = sequence => {
    const lines = [];
    const order = {arrival: 0, note: 1, departure: 2};
    const handover = sequence.handover;
    const note = (at, text) => nemo.known(at) && lines.push({at, kind: 'note', text});
    if (handover) {
        note(handover.linkDown, `${handover.node} loses ${handover.from || 'its link'}`);
        note(handover.linkUp, `${handover.node} is on ${handover.to || 'a link'}`);
        note(handover.careOfReady, 'care-of address ready');
        note(nemo.known(handover.outage) ? (handover.linkDown || handover.at) + handover.outage : null, `${handover.node} is reached again`);
    }
    for (const message of sequence.messages) {
        lines.push({at: nemo.timeOf(message), kind: 'departure', message});
        if (nemo.known(message.received) && nemo.known(message.sent)) {
            lines.push({at: message.received, kind: 'arrival', message});
        }
    }
    return lines.sort((a, b) => a.at - b.at || order[a.kind] - order[b.kind]);
};

nemo.describeMessage = message => {
    const heading = nemo.make('h3', {}, MESSAGE_NAMES[message.type] || message.type);
    const facts = [['from', message.from || 'unknown'], ['to', message.to || 'all on the link'],
        ['sent', nemo.at(message.sent)], ['received', nemo.known(message.received) ? nemo.at(message.received) : message.to ? 'never' : '–']];
    if (nemo.known(message.sent) && nemo.known(message.received)) {
        facts.push(['took', nemo.span(message.received - message.sent)]);
    }
    facts.push(['size', `${message.octets} octets`], ['IPv6 source', message.source], ['IPv6 destination', message.destination]);
    if (message.homeAddress) {
        facts.push(['home address', message.homeAddress]);
    }
    if (message.routing) {
        facts.push(['by way of, to', message.routing]);
    }
    return [heading, nemo.facts([...facts, ...message.fields])];
};

/** So many decimals that lines at different times, as far as nanoseconds go, have different labels. */
nemo.decimalsOf = lines => [4, 6].find(decimals => lines.every((line, i) =>
    i === 0 || line.at === lines[i - 1].at || line.at.toFixed(decimals) !== lines[i - 1].at.toFixed(decimals))) || 9;

nemo.drawSequence = (svg, width, sequence, onPick) => {
    const names = [sequence.node];
    sequence.messages.forEach(message => [message.from, message.to].forEach(name => name && !names.includes(name) && names.push(name)));
    const lines = nemo.linesOf(sequence);
    const decimals = nemo.decimalsOf(lines);
    const left = decimals > 6 ? 108 : 78;
    const x = d3.scalePoint(names, [left + 50, Math.max(width - 56, left + 50 + 112 * (names.length - 1))]);
    const right = names.length > 1 ? x(names[names.length - 1]) + 56 : Math.max(width - 8, left + 200);
    let y = 40;
    lines.forEach((line, i) => {
        line.gap = i > 0 ? line.at - lines[i - 1].at : 0;
        y += line.gap > 1 ? 40 : line.kind === 'arrival' ? 17 : 25;
        line.y = y;
    });
    const bottom = y + 16;
    for (const name of names) {
        svg.append('line').attr('class', 'lifeline').attr('x1', x(name)).attr('x2', x(name)).attr('y1', 26).attr('y2', bottom);
        const text = svg.append('text').attr('x', x(name)).attr('y', 18).attr('text-anchor', 'middle').style('font-weight', 600).text(name);
        nemo.fit(text.node(), Math.max(60, (x.step() || 120) - 8));
    }
    for (const line of lines) {
        if (line.gap > 1) {
            svg.append('text').attr('class', 'soft').attr('x', left - 8).attr('y', line.y - 18).attr('text-anchor', 'end').text(`⋮ ${nemo.span(line.gap)}`);
        }
        svg.append('text').attr('class', line.kind === 'arrival' ? 'soft' : '').attr('x', left - 8).attr('y', line.y + 4).attr('text-anchor', 'end').text(line.at.toFixed(decimals));
        if (line.kind === 'note') {
            svg.append('line').attr('class', 'event').attr('x1', left).attr('x2', right).attr('y1', line.y).attr('y2', line.y);
            svg.append('text').attr('class', 'halo soft').attr('x', x(sequence.node) + 8).attr('y', line.y - 4).text(line.text);
        }
    }
    for (const line of lines.filter(one => one.kind === 'departure')) {
        const message = line.message;
        const arrival = lines.find(one => one.kind === 'arrival' && one.message === message);
        const group = svg.append('g').attr('class', 'message pick').attr('tabindex', 0).attr('role', 'button');
        nemo.drawMessage(group, message, {x, from: line.y, to: arrival ? arrival.y : line.y, right});
        group.datum(message);
        nemo.onPick(group.node(), () => onPick(message, group));
    }
    return {height: bottom, width: right, marks: sequence.messages.length};
};

nemo.drawMessage = (group, message, {x, from, to, right}) => {
    const isLost = message.to && !nemo.known(message.received);
    const start = x(message.from || message.to);
    const target = message.to ? x(message.to) : Math.min(start + 70, right);
    const reach = isLost ? 0.6 : 1;
    const end = start + (target - start) * reach;
    const colour = isLost || message.status >= 128 ? 'var(--bad)' : MESSAGE_COLOURS[message.type] || 'var(--c7)';
    const direction = target >= start ? 1 : -1;
    group.append('rect').attr('class', 'focus').attr('x', Math.min(start, end) - 3).attr('width', Math.abs(end - start) + 6)
        .attr('y', from - 15).attr('height', to - from + 20).attr('rx', 4);
    group.append('line').attr('x1', start).attr('y1', from).attr('x2', end).attr('y2', to).style('stroke', colour)
        .style('stroke-dasharray', message.to ? null : '2 3');
    const head = isLost ? 'M-5,-5L5,5M-5,5L5,-5' : `M${-7 * direction},-4L0,0L${-7 * direction},4`;
    group.append('path').attr('d', head).attr('transform', `translate(${end},${to})`).style('stroke', colour);
    const status = message.status > 0 ? ` ${message.status}` : '';
    group.append('text').attr('class', 'halo').attr('x', (start + end) / 2).attr('y', (from + to) / 2 - 5).attr('text-anchor', 'middle')
        .text(`${message.type}${status}`).append('tspan').attr('class', 'soft').text(`  ${message.octets}`);
    group.attr('aria-label', `${nemo.at(nemo.timeOf(message))}: ${MESSAGE_NAMES[message.type] || message.type}${status} from ${message.from} to ${message.to || 'all on the link'}, ` +
        `${message.octets} octets, ${isLost ? 'lost' : nemo.known(message.received) ? `received ${nemo.at(message.received)}` : 'sent to the link'}`);
};

nemo.showSequences = (results, timeline) => {
    const sequences = nemo.sequencesOf(results, timeline);
    if (sequences.length === 0) {
        return;
    }
    const section = nemo.section('messages', 'Messages',
        'Each registration and each handover, from top to bottom and not to scale; behind a message stand its octets with the IPv6 header. Choose a message to see its fields.');
    let current = Math.max(0, sequences.findIndex(one => one.handover));
    const {select, parts} = nemo.select('Sequence', sequences.map(one => `${nemo.at(one.at)}  ${one.title}`), i => show(i));
    select.value = current;
    const panel = nemo.make('aside', {class: 'panel', 'aria-live': 'polite', 'aria-label': 'Fields of the message'});
    const place = nemo.make('div', {});
    section.append(nemo.make('div', {class: 'controls'}, ...parts, nemo.button('◀ before', () => show(Math.max(0, current - 1))),
        nemo.button('next ▶', () => show(Math.min(sequences.length - 1, current + 1)))), nemo.make('div', {class: 'split'}, place, panel));
    const pick = (message, group) => {
        place.querySelectorAll('.chosen').forEach(one => one.classList.remove('chosen'));
        group.classed('chosen', true);
        panel.classList.remove('empty');
        panel.replaceChildren(...nemo.describeMessage(message));
    };
    const chart = nemo.chart(place, 'sequence', {label: 'Message sequence chart', draw: (svg, width) => {
        panel.replaceChildren(nemo.make('p', {class: 'note'}, 'No message is chosen.'));
        panel.classList.add('empty');
        const drawn = nemo.drawSequence(svg, width, sequences[current], pick);
        // Where there is room for both, show at once what the panel is for.
        if (window.matchMedia('(min-width: 46rem)').matches) {
            const groups = svg.selectAll('.message').filter(message => message.type === 'BU');
            groups.filter((message, i) => i === 0).each(function (message) { pick(message, d3.select(this)); });
        }
        return drawn;
    }});
    const show = i => {
        current = i;
        select.value = i;
        chart.redraw();
    };
    const kinds = new Set(timeline.messages.map(one => one.type));
    section.append(nemo.legend([...kinds].filter(type => MESSAGE_COLOURS[type]).map(type => [`${type} ${MESSAGE_NAMES[type]}`, MESSAGE_COLOURS[type]])));
    if (timeline.messagesOmitted > 0) {
        section.append(nemo.make('p', {class: 'note'}, `${nemo.count(timeline.messagesOmitted)} later messages were not recorded.`));
    }
    section.append(nemo.folded(`All ${nemo.count(timeline.messages.length)} recorded messages as a table`, () => nemo.table([
        ['sent', one => nemo.at(one.sent), 'number'], ['received', one => nemo.at(one.received), 'number'], ['type', one => one.type],
        ['status', one => one.status], ['from', one => one.from], ['to', one => one.to], ['octets', one => one.octets, 'number'],
        ['IPv6 source', one => one.source], ['IPv6 destination', one => one.destination],
    ], timeline.messages, 'Messages')));
};
