"""Ed25519 as RFC 8032 writes it down, for verifying what a library signed without that library."""

from hashlib import sha512

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)

Point = tuple[int, int, int, int]
"""Extended coordinates."""


def verifies(public: bytes, text: bytes, signature: bytes) -> bool:
    """Whether S·B = R + k·A (RFC 8032, 5.1.7)."""
    point, other = decompressed(public), decompressed(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if point is None or other is None or s >= ORDER or len(signature) != 64:
        return False
    k = int.from_bytes(sha512(signature[:32] + public + text).digest(), "little") % ORDER
    return same(times(s, BASE), plus(other, times(k, point)))


def plus(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(factor: int, point: Point) -> Point:
    result: Point = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            result = plus(result, point)
        point, factor = plus(point, point), factor >> 1
    return result


def same(one: Point, other: Point) -> bool:
    return (one[0] * other[2] - other[0] * one[2]) % P == 0 == (one[1] * other[2] - other[1] * one[2]) % P


def x_of(y: int, sign: int) -> int | None:
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or y >= P or (not x and sign):
        return None
    return P - x if x & 1 != sign else x


def decompressed(written: bytes) -> Point | None:
    number = int.from_bytes(written, "little")
    y, sign = number & (2**255 - 1), number >> 255
    x = x_of(y, sign) if len(written) == 32 else None
    return None if x is None else (x, y, 1, x * y % P)


_Y = 4 * pow(5, P - 2, P) % P
_X = x_of(_Y, 0)
assert _X is not None
BASE: Point = (_X, _Y, 1, _X * _Y % P)
