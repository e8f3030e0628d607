#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Writes street.fcd.xml: 20 vehicles on a street of 400 m, in the form in which SUMO writes --fcd-output."""

import pathlib
import random

VEHICLES = 20
STREET = 400
SECONDS = 60
LANES = (-4.8, -1.6)


def drive(number, draw):
    """Yields (second, position, speed) of a vehicle, from when it comes until it has left the street."""
    begin, speed, position = draw.randrange(12), draw.uniform(8, 14), 0.0
    stop = draw.choice((None, 120.0, 260.0)) if number % 3 == 0 else None
    waited = 0
    for second in range(begin, SECONDS + 1):
        if position > STREET:
            return
        halts = stop is not None and abs(position - stop) < speed and waited < 5
        waited += halts
        yield second, position, 0.0 if halts else speed
        position += 0.0 if halts else speed


def main():
    draw = random.Random(20)
    steps = {second: [] for second in range(SECONDS + 1)}
    for number in range(VEHICLES):
        lane = draw.randrange(len(LANES))
        for second, position, speed in drive(number, draw):
            steps[second].append(
                f'        <vehicle id="car.{number}" x="{position:.2f}" y="{LANES[lane]:.2f}" angle="90.00" '
                f'type="DEFAULT_VEHTYPE" speed="{speed:.2f}" pos="{position:.2f}" lane="east_{lane}" slope="0.00"/>')
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '',
             '<!-- written by examples/traces/street.py -->', '',
             '<fcd-export xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
             'xsi:noNamespaceSchemaLocation="http://sumo.dlr.de/xsd/fcd_file.xsd">']
    for second, vehicles in steps.items():
        lines.append(f'    <timestep time="{second:.2f}">')
        lines += vehicles
        lines.append('    </timestep>')
    lines.append('</fcd-export>')
    pathlib.Path(__file__).with_name('street.fcd.xml').write_text('\n'.join(lines) + '\n', encoding='utf-8')


if __name__ == '__main__':
    main()
