"""Which network addresses may be fetched, and connections that go to a checked address and no other.

A name is resolved once, what it resolves to is checked, and the connection is made to that very number: a name that
resolves to something else a moment later (DNS rebinding) gains nothing. Each redirect goes the same way.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Collection, Sequence
from threading import Thread
from urllib.parse import SplitResult, quote, urlsplit

from selon.domain.errors import BadAddress, FetchFailed, RefusedAddress

Resolve = Callable[[str, int], Sequence[str]]  # host and port to numeric addresses

LONGEST_ADDRESS = 4_000  # characters: longer ones are traps of a site's own links
_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # an IPv4 address in IPv6 dress
SAFE = "/%:=&?~#+!$,;'@()*[]"


def checked_address(url: str) -> SplitResult:
    """The parts of an http or https address, ready to be sent. Raises BadAddress."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise BadAddress(f"{url!r} is no address: {error}") from error
    if parts.scheme not in _PORTS or not host:
        raise BadAddress(f"{url!r} is no web address; it must begin with http:// or https://")
    if parts.username is not None:
        raise BadAddress("the address holds a name or password; give one without")
    if len(url) > LONGEST_ADDRESS:
        raise BadAddress(f"the address has more than {LONGEST_ADDRESS:,} characters")
    netloc = _ascii_host(host) if port in (None, _PORTS[parts.scheme]) else f"{_ascii_host(host)}:{port}"
    return parts._replace(netloc=netloc, path=quote(parts.path or "/", safe=SAFE),
                          query=quote(parts.query, safe=SAFE), fragment="")


def _ascii_host(host: str) -> str:
    if ":" in host:
        return f"[{host}]"
    try:
        return host.encode("ascii" if host.isascii() else "idna").decode("ascii")
    except UnicodeError as error:
        raise BadAddress(f"{host!r} is no name of a host") from error


def port_of(parts: SplitResult) -> int:
    return parts.port or _PORTS[parts.scheme]


def allowed_numbers(parts: SplitResult, resolve: Resolve, private_hosts: Collection[str]) -> list[str]:
    """The numeric addresses of a host that may be connected to. Raises RefusedAddress where none may."""
    host, port = parts.hostname or "", port_of(parts)
    numbers = resolve(host, port)
    if host in private_hosts or f"{host}:{port}" in private_hosts:
        return list(numbers)
    public = [number for number in numbers if is_public(number)]
    if not public:
        raise RefusedAddress(f"{host} is an address of a private network, which Selon does not fetch; "
                             "if you trust it, name it as a private host that is allowed")
    return public


def is_public(number: str) -> bool:
    """Whether a numeric address is one of the open internet. An IPv4 address inside an IPv6 one counts as itself."""
    try:
        address = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = _inner(address)
        if inner is not None:
            return is_public(str(inner))
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_loopback or address.is_link_local
        or address.is_unspecified or address.is_private)


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


def resolver(seconds: float) -> Resolve:
    """The system's own look-up of names, given up after so many seconds: it has no time-out of its own."""
    def resolve(host: str, port: int) -> Sequence[str]:
        found: list[str] = []
        failed: list[OSError] = []

        def look_up() -> None:
            try:
                found.extend(str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
            except (OSError, UnicodeError) as error:
                failed.append(error if isinstance(error, OSError) else OSError(str(error)))

        thread = Thread(target=look_up, daemon=True)
        thread.start()
        thread.join(seconds)
        if thread.is_alive():
            raise FetchFailed(f"looking up {host} took more than {seconds:g} seconds; try again later")
        if failed:
            raise FetchFailed(f"there is no host {host}, or the network is down") from failed[0]
        return list(dict.fromkeys(found))

    return resolve
