"""A second implementation of every format, written from the specifications for the tests alone.

It shares no code with the product: FIPS 203 (ML-KEM-768, encapsulation), draft-connolly-cfrg-
xwing-kem, RFC 9180, RFC 5869 and docs/sealing.md, on hashlib, X25519, AES-GCM and HKDF as given.
Slow, not in constant time, and deterministic: randomness is an argument.
"""

import hashlib
import hmac
from uuid import UUID

import argon2.low_level
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

# --- Labels, keys and boxes (docs/sealing.md, "What everything is made of")

Part = bytes | str | int | UUID


def bound(label: str, *parts: Part) -> bytes:
    octets = [label.encode()]
    for part in parts:
        match part:
            case bytes():
                octets.append(part)
            case str():
                octets.append(part.encode())
            case int():
                octets.append(part.to_bytes(8, "big"))
            case UUID():
                octets.append(part.bytes)
    return b"".join(len(piece).to_bytes(4, "big") + piece for piece in octets)


def derive(secret: bytes, label: str, *parts: Part, length: int = 32) -> bytes:
    info = bound(label, *parts)
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=None, info=info).derive(secret)


def box(key: bytes, nonce: bytes, binding: bytes, plaintext: bytes) -> bytes:
    return nonce + AESGCM(key).encrypt(nonce, plaintext, binding)


# --- References: the check character as a sum of weights over GF(32)

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def times(left: int, right: int) -> int:
    """The product in GF(2)[x]/(x^5 + x^2 + 1)."""
    product = 0
    for place in range(5):
        if right >> place & 1:
            product ^= left << place
    for place in range(9, 4, -1):
        if product >> place & 1:
            product ^= 0b100101 << (place - 5)
    return product


def check_character(letters: str) -> str:
    total = 0
    weight = 1
    for letter in reversed(letters):
        weight = times(weight, 2)
        total ^= times(weight, CROCKFORD.index(letter))
    return CROCKFORD[total]


# --- Argon2id, from another library

ARGON = {"time_cost": 2, "memory_cost": 19456, "parallelism": 1, "hash_len": 32}


def tracking_salt(reference: str) -> bytes:
    return hashlib.sha256(bound("doitonline/tracking-salt/v1", reference)).digest()[:16]


def stretch(reference: str, code: str) -> bytes:
    kind = argon2.low_level.Type.ID
    return argon2.low_level.hash_secret_raw(
        code.encode(), tracking_salt(reference), type=kind, **ARGON
    )


# --- ML-KEM-768 (FIPS 203): encapsulation with given randomness

Q = 3329
Polynomial = list[int]


def _bit_reversed(value: int) -> int:
    return int(f"{value:07b}"[::-1], 2)


ZETAS = [pow(17, _bit_reversed(index), Q) for index in range(128)]
GAMMAS = [pow(17, 2 * _bit_reversed(index) + 1, Q) for index in range(128)]


def _ntt(given: Polynomial) -> Polynomial:
    f = list(given)
    index = 1
    length = 128
    while length >= 2:
        for start in range(0, 256, 2 * length):
            for j in range(start, start + length):
                t = ZETAS[index] * f[j + length] % Q
                f[j], f[j + length] = (f[j] + t) % Q, (f[j] - t) % Q
            index += 1
        length //= 2
    return f


def _inverse_ntt(given: Polynomial) -> Polynomial:
    f = list(given)
    index = 127
    length = 2
    while length <= 128:
        for start in range(0, 256, 2 * length):
            for j in range(start, start + length):
                low, high = f[j], f[j + length]
                f[j] = (low + high) % Q
                f[j + length] = ZETAS[index] * (high - low) % Q
            index -= 1
        length *= 2
    return [value * 3303 % Q for value in f]


def _product(f: Polynomial, g: Polynomial) -> Polynomial:
    h: Polynomial = []
    for index, gamma in enumerate(GAMMAS):
        a, b = f[2 * index], f[2 * index + 1]
        c, d = g[2 * index], g[2 * index + 1]
        h += [(a * c + b * d * gamma) % Q, (a * d + b * c) % Q]
    return h


def _sum(*polynomials: Polynomial) -> Polynomial:
    return [sum(values) % Q for values in zip(*polynomials, strict=True)]


def _numbers(octets: bytes, bits: int) -> Polynomial:
    """ByteDecode: numbers of `bits` bits each, the least significant bit first."""
    whole = int.from_bytes(octets, "little")
    return [whole >> bits * index & (1 << bits) - 1 for index in range(len(octets) * 8 // bits)]


def _octets(numbers: Polynomial, bits: int) -> bytes:
    """ByteEncode."""
    whole = sum(number << bits * index for index, number in enumerate(numbers))
    return whole.to_bytes(len(numbers) * bits // 8, "little")


def _sample_uniform(seed: bytes) -> Polynomial:
    """SampleNTT: rejection sampling from SHAKE-128; 1344 bytes are enough but for 1 in 2^200."""
    found: Polynomial = []
    for candidate in _numbers(hashlib.shake_128(seed).digest(1344), 12):
        if candidate < Q:
            found.append(candidate)
    return found[:256]


def _sample_small(seed: bytes, nonce: int) -> Polynomial:
    """SamplePolyCBD with eta = 2, from PRF = SHAKE-256."""
    pairs = _numbers(hashlib.shake_256(seed + bytes([nonce])).digest(128), 4)
    return [(n & 1) + (n >> 1 & 1) - (n >> 2 & 1) - (n >> 3) for n in pairs]


def _compressed(f: Polynomial, bits: int) -> bytes:
    return _octets([((value << bits) + Q // 2) // Q % (1 << bits) for value in f], bits)


def mlkem_encapsulate(public: bytes, message: bytes) -> tuple[bytes, bytes]:
    """(shared key, ciphertext) of ML-KEM-768 with the given 32 random bytes."""
    digest = hashlib.sha3_512(message + hashlib.sha3_256(public).digest()).digest()
    shared, coins = digest[:32], digest[32:]
    t_hat = [_numbers(public[384 * row : 384 * (row + 1)], 12) for row in range(3)]
    rho = public[1152:]
    y_hat = [_ntt(_sample_small(coins, nonce)) for nonce in range(3)]
    first = b""
    for column in range(3):
        matrix = [_sample_uniform(rho + bytes([column, row])) for row in range(3)]
        mixed = _sum(*(_product(matrix[row], y_hat[row]) for row in range(3)))
        first += _compressed(_sum(_inverse_ntt(mixed), _sample_small(coins, 3 + column)), 10)
    told = [bit * ((Q + 1) // 2) for bit in _numbers(message, 1)]
    mixed = _sum(*(_product(t_hat[row], y_hat[row]) for row in range(3)))
    second = _compressed(_sum(_inverse_ntt(mixed), _sample_small(coins, 6), told), 4)
    return shared, first + second


# --- X-Wing (draft-connolly-cfrg-xwing-kem)


def _combined(mlkem_shared: bytes, x25519_shared: bytes, ephemeral: bytes, public: bytes) -> bytes:
    label = b"\\.//^\\"
    return hashlib.sha3_256(mlkem_shared + x25519_shared + ephemeral + public + label).digest()


def _private_halves(seed: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    expanded = hashlib.shake_256(seed).digest(96)
    return (
        MLKEM768PrivateKey.from_seed_bytes(expanded[:64]),
        X25519PrivateKey.from_private_bytes(expanded[64:]),
    )


def xwing_public(seed: bytes) -> bytes:
    mlkem, x25519 = _private_halves(seed)
    return mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()


def xwing_encapsulate(public: bytes, randomness: bytes) -> tuple[bytes, bytes]:
    """(shared secret, ciphertext), with the draft's 64 bytes of randomness."""
    mlkem_shared, mlkem_ciphertext = mlkem_encapsulate(public[:1184], randomness[:32])
    ephemeral = X25519PrivateKey.from_private_bytes(randomness[32:])
    ephemeral_public = ephemeral.public_key().public_bytes_raw()
    x25519_shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public[1184:]))
    shared = _combined(mlkem_shared, x25519_shared, ephemeral_public, public[1184:])
    return shared, mlkem_ciphertext + ephemeral_public


def xwing_decapsulate(seed: bytes, ciphertext: bytes) -> bytes:
    mlkem, x25519 = _private_halves(seed)
    mlkem_shared = mlkem.decapsulate(ciphertext[:1088])
    x25519_shared = x25519.exchange(X25519PublicKey.from_public_bytes(ciphertext[1088:]))
    own_public = x25519.public_key().public_bytes_raw()
    return _combined(mlkem_shared, x25519_shared, ciphertext[1088:], own_public)


# --- HPKE in base mode (RFC 9180, section 5.1): KEM 0x647a, HKDF-SHA-512, AES-256-GCM

_SUITE_ID = b"HPKE" + bytes.fromhex("647a") + bytes.fromhex("0003") + bytes.fromhex("0002")


def _labelled_extract(salt: bytes, label: bytes, material: bytes) -> bytes:
    return hmac.digest(salt or bytes(64), b"HPKE-v1" + _SUITE_ID + label + material, "sha512")


def _labelled_expand(secret: bytes, label: bytes, context: bytes, length: int) -> bytes:
    """One block is enough for what is asked here: at most 64 bytes."""
    info = length.to_bytes(2, "big") + b"HPKE-v1" + _SUITE_ID + label + context
    return hmac.digest(secret, info + b"\x01", "sha512")[:length]


def _hpke_key(shared: bytes, info: bytes) -> tuple[bytes, bytes]:
    context = (
        b"\x00"
        + _labelled_extract(b"", b"psk_id_hash", b"")
        + _labelled_extract(b"", b"info_hash", info)
    )
    secret = _labelled_extract(shared, b"secret", b"")
    return (
        _labelled_expand(secret, b"key", context, 32),
        _labelled_expand(secret, b"base_nonce", context, 12),
    )


def hpke_seal(public: bytes, randomness: bytes, info: bytes, plaintext: bytes) -> bytes:
    shared, encapsulated = xwing_encapsulate(public, randomness)
    key, nonce = _hpke_key(shared, info)
    return encapsulated + AESGCM(key).encrypt(nonce, plaintext, b"")


def hpke_open(seed: bytes, info: bytes, sealed: bytes) -> bytes:
    key, nonce = _hpke_key(xwing_decapsulate(seed, sealed[:1120]), info)
    return AESGCM(key).decrypt(nonce, sealed[1120:], b"")
