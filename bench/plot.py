"""A chart of cost against share as SVG: nothing but text, and no library."""

import math

WIDTH, HEIGHT = 760, 420
LEFT, RIGHT, TOP, BOTTOM = 70, 240, 30, 55
COLOURS = ["#c0392b", "#e67e22", "#1f6feb", "#6e7781", "#2da44e"]


def tick(nanoseconds):
    return f"{nanoseconds / 1000:g} µs" if nanoseconds >= 1000 else f"{nanoseconds:g} ns"


def chart(series, title):
    """`series`: names to points of (share in percent, ns a call). The cost is on a logarithmic scale."""
    costs = [ns for points in series.values() for _, ns in points]
    low, high = math.floor(math.log10(min(costs))), math.ceil(math.log10(max(costs)))

    def x(share):
        return LEFT + share / 100 * (WIDTH - LEFT - RIGHT)

    def y(ns):
        return TOP + (high - math.log10(ns)) / (high - low) * (HEIGHT - TOP - BOTTOM)

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
           f'<text x="{LEFT}" y="18" font-size="14" font-weight="bold">{title}</text>']
    for power in range(low, high + 1):
        at = y(10 ** power)
        out.append(f'<line x1="{LEFT}" y1="{at:.1f}" x2="{WIDTH - RIGHT}" y2="{at:.1f}" stroke="#d0d7de"/>')
        out.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{tick(10 ** power)}</text>')
    for share in (0, 20, 40, 60, 80, 100):
        out.append(f'<line x1="{x(share):.1f}" y1="{TOP}" x2="{x(share):.1f}" y2="{HEIGHT - BOTTOM}" stroke="#eaeef2"/>')
        out.append(f'<text x="{x(share):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{share} %</text>')
    out.append(f'<text x="{x(50):.1f}" y="{HEIGHT - 12}" text-anchor="middle">calls that are of interest</text>')
    for colour, (name, points) in zip(COLOURS, series.items()):
        line = " ".join(f"{x(share):.1f},{y(ns):.1f}" for share, ns in points)
        out.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        out.extend(f'<circle cx="{x(share):.1f}" cy="{y(ns):.1f}" r="2.5" fill="{colour}"/>' for share, ns in points)
    # The names stand beside the ends of the lines, and not upon each other.
    ends = sorted((y(points[-1][1]), colour, name) for colour, (name, points) in zip(COLOURS, series.items()))
    free = TOP
    for at, colour, name in ends:
        free = max(at + 4, free)
        out.append(f'<text x="{WIDTH - RIGHT + 8}" y="{free:.1f}" fill="{colour}">{name}</text>')
        free += 16
    out.append("</svg>")
    return "\n".join(out) + "\n"
