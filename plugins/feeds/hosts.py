"""What web servers must be told of feeds: their media types, in the files that hosts read for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def headers(types: Mapping[str, str], depths: Mapping[str, Iterable[int]]) -> bytes:
    """Return `_headers` (Netlify, Cloudflare Pages and others): the type of each file name, by how many folders deep it stands.

    Each depth has its rule: what a wildcard amid an address matches differs between hosts, and rules that match
    together join their values.
    """
    return "".join(
        f"/{''.join(f':folder{level}/' for level in range(depth))}{name}\n  Content-Type: {_type(kind)}\n"
        for name, kind in types.items()
        for depth in sorted(set(depths[name]))
    ).encode()


def htaccess(types: Mapping[str, str]) -> bytes:
    """Return `.htaccess` (Apache 2.4): the type of each file name, in any folder."""
    return "".join(f'<Files "{name}">\n  ForceType "{_type(kind)}"\n</Files>\n' for name, kind in types.items()).encode()


def _type(kind: str) -> str:
    return f"{kind}; charset=utf-8"
