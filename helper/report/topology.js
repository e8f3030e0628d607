// SPDX-License-Identifier: GPL-2.0-only
'use strict';

// Who is where: a picture for any moment, and bars for the whole run.

/** Where each interface that roams is at a time: a list of {node, interface, link}. */
nemo.placesAt = (timeline, time) => {
    const places = new Map();
    for (const one of timeline.attachments) {
        if (one.at <= time) {
            places.set(JSON.stringify([one.node, one.interface]), one);
        }
    }
    return [...places.values()];
};

/** The nodes that have crashed and not restarted. */
nemo.downAt = (timeline, time) => {
    const down = new Set();
    for (const fault of timeline.faults.filter(one => one.node && one.at <= time)) {
        fault.text === 'crash' ? down.add(fault.node) : down.delete(fault.node);
    }
    return down;
};

/** Links and nodes with who is a neighbour of whom. */
nemo.graphAt = (timeline, time) => {
    const vertices = new Map();
    timeline.links.forEach(link => vertices.set(`link ${link.name}`, {id: `link ${link.name}`, name: link.name, kind: 'link', of: link, next: []}));
    timeline.nodes.forEach(node => vertices.set(`node ${node.name}`, {id: `node ${node.name}`, name: node.name, kind: node.role, of: node, next: []}));
    const edges = [];
    const join = (node, link, roaming) => {
        const a = vertices.get(`link ${link}`);
        const b = vertices.get(`node ${node}`);
        if (a && b) {
            a.next.push(b);
            b.next.push(a);
            edges.push({a, b, roaming, key: `${link}\n${node}\n${roaming}`});
        }
    };
    timeline.nodes.forEach(node => node.links.forEach(link => join(node.name, link, false)));
    nemo.placesAt(timeline, time).filter(one => one.link !== null).forEach(one => join(one.node, one.link, true));
    return {vertices: [...vertices.values()], edges};
};

/** Trees that span the graph, the one with the most routers first; from the link that most of them share. */
nemo.treesOf = vertices => {
    const weight = vertex => vertex.kind !== 'link' ? -1 :
        vertex.next.filter(one => ['router', 'home-agent'].includes(one.kind)).length * 100 + vertex.next.length;
    const seen = new Set();
    const trees = [];
    for (const root of [...vertices].sort((a, b) => weight(b) - weight(a))) {
        if (seen.has(root)) {
            continue;
        }
        const tree = {vertex: root, children: []};
        seen.add(root);
        for (let level = [tree]; level.length > 0;) {
            const below = [];
            for (const place of level) {
                for (const next of place.vertex.next.filter(one => !seen.has(one))) {
                    seen.add(next);
                    place.children.push({vertex: next, children: []});
                }
                below.push(...place.children);
            }
            level = below;
        }
        trees.push(tree);
    }
    return trees;
};

/** Gives each vertex its place: columns by distance from the root, as wide as their names are. */
nemo.placeVertices = (vertices, row, width) => {
    const root = d3.hierarchy({vertex: null, children: nemo.treesOf(vertices)});
    d3.tree().nodeSize([row, 1]).separation(() => 1)(root);
    const columns = [];
    root.each(one => {
        if (one.data.vertex) {
            columns[one.depth] = Math.max(columns[one.depth] || 0, 7.2 * [...one.data.vertex.name].length + 16, 30);
        }
    });
    const least = d3.min(root.descendants().slice(1), one => one.x);
    const lefts = [];
    const gap = Math.max(22, Math.min(64, (width - d3.sum(columns)) / columns.length));
    columns.reduce((left, wide, depth) => {
        lefts[depth] = left;
        return left + wide + gap;
    }, 4);
    root.each(one => {
        if (one.data.vertex) {
            Object.assign(one.data.vertex, {x: lefts[one.depth], y: one.x - least + row / 2 + 4, width: columns[one.depth]});
        }
    });
    return {width: d3.max(vertices, one => one.x + one.width) + 8, height: d3.max(vertices, one => one.y) + row};
};

nemo.describeVertex = vertex => {
    const one = vertex.of;
    if (vertex.kind === 'link') {
        return [`Link ${one.name}`, one.prefixes.join(', '), `${nemo.rate(one.rate)}, ${nemo.span(one.delay)}${one.loss ? `, loss ${nemo.percent(one.loss)}` : ''}`]
            .filter(Boolean).join('\n');
    }
    const homes = one.homes.map(home => `at home on ${home.link === null ? 'a virtual link' : home.link}, home agent ${home.homeAgent || 'discovered'}`);
    return [one.name, one.role, ...homes].join('\n');
};

nemo.drawTopology = (svg, width, timeline, time) => {
    const {vertices, edges} = nemo.graphAt(timeline, time);
    const down = nemo.downAt(timeline, time);
    const size = nemo.placeVertices(vertices, vertices.length > 24 ? 26 : 34, width);
    const speed = window.matchMedia('(prefers-reduced-motion: reduce)').matches || svg.select('g.edges').empty() ? 0 : 450;
    if (svg.select('g.edges').empty()) {
        svg.append('g').attr('class', 'edges');
        svg.append('g').attr('class', 'vertices');
    }
    const curve = edge => {
        const [from, to] = edge.a.x <= edge.b.x ? [edge.a, edge.b] : [edge.b, edge.a];
        const start = from.x + from.boxWidth;
        const middle = (start + to.x) / 2;
        return from.x === to.x ? `M${start},${from.y}C${start + 40},${from.y} ${start + 40},${to.y} ${to.x + to.boxWidth},${to.y}` :
            `M${start},${from.y}C${middle},${from.y} ${middle},${to.y} ${to.x},${to.y}`;
    };
    vertices.forEach(one => { one.boxWidth = Math.max(26, 7.2 * [...one.name].length + 14); });
    const paths = svg.select('g.edges').selectAll('path').data(edges, edge => edge.key);
    paths.exit().remove();
    paths.enter().append('path').attr('class', edge => `edge${edge.roaming ? ' roaming' : ''}`).attr('d', curve).style('opacity', 0)
        .merge(paths).transition().duration(speed).style('opacity', 1).attr('d', curve);
    const groups = svg.select('g.vertices').selectAll('g.vertex').data(vertices, vertex => vertex.id);
    const fresh = groups.enter().append('g').attr('tabindex', 0).attr('role', 'img').attr('transform', vertex => `translate(${vertex.x},${vertex.y})`);
    fresh.append('rect').attr('y', -10).attr('height', 20);
    fresh.append('rect').attr('class', 'focus').attr('y', -12).attr('x', -2).attr('height', 24).attr('rx', 6);
    fresh.append('text').attr('y', 4).attr('text-anchor', 'middle');
    fresh.each(function (vertex) { nemo.tipFor(this, () => nemo.describeVertex(d3.select(this).datum())); });
    const all = fresh.merge(groups);
    all.attr('class', vertex => `vertex pick ${vertex.kind}${down.has(vertex.name) && vertex.kind !== 'link' ? ' down' : ''}`)
        .attr('aria-label', vertex => nemo.describeVertex(vertex).replace(/\n/g, ', '));
    all.select('rect').attr('width', vertex => vertex.boxWidth).attr('rx', vertex => vertex.kind === 'link' ? 10 : 3);
    all.select('rect.focus').attr('width', vertex => vertex.boxWidth + 4);
    all.select('text').attr('x', vertex => vertex.boxWidth / 2).text(vertex => vertex.name);
    all.transition().duration(speed).attr('transform', vertex => `translate(${vertex.x},${vertex.y})`);
    return {...size, marks: vertices.length};
};

/** What happens in a run besides traffic: movements and faults, by time. */
nemo.eventsOf = (results, timeline) => [
    ...results.handovers.map(one => ({at: one.at, text: `${one.node}: ${one.from || 'nowhere'} → ${one.to || 'nowhere'}`})),
    ...(timeline ? timeline.faults : []).map(one => ({at: one.at, text: `${one.node || `link ${one.link}`}: ${one.text}`})),
].sort((a, b) => a.at - b.at);

nemo.showTopology = (results, timeline) => {
    const section = nemo.section('topology', 'Topology', 'Rounded boxes on grey are links. Thick lines are attachments that can change.');
    const events = nemo.eventsOf(results, timeline);
    const duration = results.simSeconds;
    const times = [0, ...new Set(events.map(one => one.at))].filter((one, i, all) => all.indexOf(one) === i);
    // What a movement led to, not the moment at which it began.
    const justAfter = time => Math.min(duration, time + 1e-9);
    let now = 0;
    const slider = nemo.make('input', {type: 'range', min: 0, max: duration, step: duration / 1000, value: 0, id: 'time', 'aria-label': 'Time'});
    const said = nemo.make('output', {for: 'time', 'aria-live': 'polite'});
    const picture = nemo.chart(section, 'topology', {label: 'Topology', draw: (svg, width) => nemo.drawTopology(svg, width, timeline, justAfter(now))});
    picture.figure.before(nemo.make('div', {class: 'controls'},
        nemo.button('◀ before', () => go(Math.max(...times.filter(one => one < now), 0))),
        nemo.button('next ▶', () => go(Math.min(...times.filter(one => one > now), duration))), slider),
    nemo.make('p', {}, said));
    const attached = [];
    for (const one of timeline.attachments) {
        const label = one.node + (timeline.nodes.find(node => node.name === one.node).interfaces > 1 ? ` (${one.interface})` : '');
        let row = attached.find(other => other.label === label);
        if (!row) {
            attached.push(row = {label, bars: []});
        }
        const last = row.bars[row.bars.length - 1];
        if (last && last.to === null) {
            last.to = one.at;
        }
        if (one.link !== null) {
            row.bars.push({from: one.at, to: null, text: one.link, colour: nemo.colour(`link ${one.link}`)});
        }
    }
    attached.forEach(row => row.bars.forEach(bar => {
        bar.to = bar.to === null ? duration : bar.to;
        bar.tip = `${row.label} on ${bar.text}\n${nemo.at(bar.from)} to ${nemo.at(bar.to)}`;
    }));
    let moveCursor = () => {};
    if (attached.length > 0) {
        nemo.chart(section, 'attachments', {caption: 'Attachments over time', least: 300, draw: (svg, width) => {
            const drawn = nemo.drawRows(svg, width, attached, duration, {row: attached.length > 12 ? 18 : 26});
            const cursor = svg.append('line').attr('class', 'cursor').attr('y1', drawn.top - 4).attr('y2', drawn.bottom);
            moveCursor = () => cursor.attr('x1', drawn.x(now)).attr('x2', drawn.x(now));
            moveCursor();
            return drawn;
        }});
    }
    const go = time => {
        now = time;
        slider.value = time;
        picture.settle(nemo.drawTopology(picture.svg, picture.room(), timeline, justAfter(now)));
        const at = events.filter(one => one.at === now).map(one => one.text);
        said.textContent = `${nemo.at(now)}${at.length > 0 ? `: ${at.slice(0, 4).join(', ')}${at.length > 4 ? ` and ${at.length - 4} more` : ''}` : ''}`;
        moveCursor();
    };
    slider.addEventListener('input', () => go(Number(slider.value)));
    nemo.redraws.find(one => one.figure === picture.figure).redraw = () => go(now);
    go(0);
};
