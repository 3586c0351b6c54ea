"""Sealing: what a person tells us is encrypted to the controller that receives it, before it touches the disk.

Each controller (the Hub, and each council area) has a key pair. The intake process holds public keys only. A case has two random
content keys: `case_key` for answers, contact plan and reasons, `letters_key` for the letters the person may collect. One HPKE seal
(ML-KEM-768 with X25519) carries both to the controller; every field is AES-256-GCM, bound to its table, column and row, so that
a sealed field copied to another row does not open.

Decision record: docs/decisions/0001-what-we-store-about-a-person.md.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

KEY_BYTES = 32
FORMAT = b"\x01"
CONTROLLER_NAME = re.compile(r"[a-z][a-z0-9-]{1,40}")
_SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


class CannotOpen(Exception):
    """The sealed bytes do not open with this key, or not in this place. Never says what was inside."""


class NoKey(Exception):
    """This process does not hold the key it was asked for."""


@dataclass(frozen=True)
class CaseKeys:
    """The two content keys of one case, 32 bytes each."""

    case_key: bytes
    letters_key: bytes

    @classmethod
    def new(cls) -> CaseKeys:
        return cls(os.urandom(KEY_BYTES), os.urandom(KEY_BYTES))

    def __repr__(self) -> str:  # keys must not reach a log by way of a traceback
        return "CaseKeys(...)"


class Keyring:
    """Key pairs as files: `<controller>.<key id>.public` and `.private`, raw bytes in base16, private ones mode 0600.

    The newest key id (they sort as text, such as 2026-11-22) is used for sealing; older private keys still open older cases.
    """

    def __init__(self, keys_dir: Path):
        self.keys_dir = keys_dir
        self._public: dict[str, tuple[str, hpke.MLKEM768X25519PublicKey]] = {}
        self._private: dict[tuple[str, str], hpke.MLKEM768X25519PrivateKey] = {}

    def create(self, controller: str, key_id: str) -> None:
        """Make a key pair. Never overwrites: losing a private key loses every case sealed to it."""
        if not CONTROLLER_NAME.fullmatch(controller):
            raise ValueError("a controller's name is small letters, digits and hyphens")
        self.keys_dir.mkdir(parents=True, exist_ok=True)
        for kind, raw, mode in zip(("private", "public"), _new_pair(), (0o600, 0o644), strict=True):
            path = self.keys_dir / f"{controller}.{key_id}.{kind}"
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w") as file:
                file.write(raw.hex())

    def controllers(self) -> set[str]:
        return {path.name.split(".")[0] for path in self.keys_dir.glob("*.public")}

    def holds_private(self, controller: str) -> bool:
        return any(self.keys_dir.glob(f"{controller}.*.private"))

    def seal_keys(self, keys: CaseKeys, controller: str, reference: str) -> bytes:
        """Seal a case's keys to its controller. The answer starts with the key id, so that keys can be changed."""
        key_id, public = self._newest_public(controller)
        sealed = _SUITE.encrypt(keys.case_key + keys.letters_key, public, info=_context(controller, reference))
        return FORMAT + bytes([len(key_id)]) + key_id.encode() + sealed

    def open_keys(self, sealed: bytes, controller: str, reference: str) -> CaseKeys:
        """Open a case's keys.

        Raises:
            NoKey: this process holds no private key for it.
            CannotOpen: the bytes were changed, or belong to another case.
        """
        if sealed[:1] != FORMAT:
            raise CannotOpen("unknown format")
        key_id = sealed[2 : 2 + sealed[1]].decode("ascii", "replace")
        private = self._private_key(controller, key_id)
        try:
            raw = _SUITE.decrypt(sealed[2 + sealed[1] :], private, info=_context(controller, reference))
        except Exception as error:  # the library raises several kinds; none may say more than "no"
            raise CannotOpen("these keys do not open") from error
        return CaseKeys(raw[:KEY_BYTES], raw[KEY_BYTES:])

    def _newest_public(self, controller: str) -> tuple[str, hpke.MLKEM768X25519PublicKey]:
        if controller not in self._public:
            paths = sorted(self.keys_dir.glob(f"{controller}.*.public"))
            if not paths:
                raise NoKey(f"no public key for {controller}; make one with: python -m forms_backend keys create {controller}")
            self._public[controller] = (paths[-1].name.split(".")[1], _read_public(paths[-1]))
        return self._public[controller]

    def _private_key(self, controller: str, key_id: str) -> hpke.MLKEM768X25519PrivateKey:
        if (controller, key_id) not in self._private:
            path = self.keys_dir / f"{controller}.{key_id}.private"
            if not re.fullmatch(r"[0-9A-Za-z-]+", key_id) or not path.is_file():
                raise NoKey(f"this process holds no private key for {controller}")
            self._private[controller, key_id] = _read_private(path)
        return self._private[controller, key_id]


def seal_field(key: bytes, value: Any, *, table: str, column: str, row: str) -> bytes:
    """Encrypt one JSON value, bound to its place. `row` is the case reference or another immutable id."""
    nonce = os.urandom(12)
    return FORMAT + nonce + AESGCM(key).encrypt(nonce, orjson.dumps(value), _place(table, column, row))


def open_field(key: bytes, sealed: bytes, *, table: str, column: str, row: str) -> Any:
    """The reverse of `seal_field`.

    Raises:
        CannotOpen: wrong key, changed bytes, or a field moved to another place.
    """
    if sealed[:1] != FORMAT:
        raise CannotOpen("unknown format")
    try:
        return orjson.loads(AESGCM(key).decrypt(sealed[1:13], sealed[13:], _place(table, column, row)))
    except (InvalidTag, ValueError) as error:
        raise CannotOpen("this field does not open here") from error


def key_from_code(code: str, salt: bytes) -> bytes:
    """A 32-byte key from the code on a receipt: argon2id (19 MiB, two passes), slow to guess by design (about 30 ms)."""
    plain = re.sub(r"[^0-9A-Z]", "", code.upper()).encode()
    return hash_secret_raw(plain, salt, time_cost=2, memory_cost=19456, parallelism=1, hash_len=KEY_BYTES, type=Type.ID)


def wrap_letters_key(letters_key: bytes, code_key: bytes, reference: str) -> bytes:
    """Wrap the letters key under the person's code, so that they can read their letters and nothing else of the case."""
    return seal_field(code_key, letters_key.hex(), table="cases", column="letters_key_by_code", row=reference)


def unwrap_letters_key(wrapped: bytes, code_key: bytes, reference: str) -> bytes:
    return bytes.fromhex(open_field(code_key, wrapped, table="cases", column="letters_key_by_code", row=reference))


def key_from_draft_secret(secret: bytes) -> bytes:
    """The key of a draft, from the secret that only the browser's cookie holds."""
    return HKDFExpand(hashes.SHA256(), KEY_BYTES, info=b"portal draft v2").derive(
        secret
    )  # the secret is random: nothing to extract


def _new_pair() -> tuple[bytes, bytes]:
    """A fresh private and public key, each as its ML-KEM part followed by its X25519 part."""
    lattice, curve = MLKEM768PrivateKey.generate(), X25519PrivateKey.generate()
    return (
        lattice.private_bytes_raw() + curve.private_bytes_raw(),
        lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw(),
    )


def _read_public(path: Path) -> hpke.MLKEM768X25519PublicKey:
    raw = bytes.fromhex(path.read_text("ascii").strip())
    return hpke.MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(raw[:-KEY_BYTES]), X25519PublicKey.from_public_bytes(raw[-KEY_BYTES:])
    )


def _read_private(path: Path) -> hpke.MLKEM768X25519PrivateKey:
    raw = bytes.fromhex(path.read_text("ascii").strip())
    return hpke.MLKEM768X25519PrivateKey(
        MLKEM768PrivateKey.from_seed_bytes(raw[:-KEY_BYTES]), X25519PrivateKey.from_private_bytes(raw[-KEY_BYTES:])
    )


def _context(controller: str, reference: str) -> bytes:
    return f"portal case v1|{controller}|{reference}".encode()


def _place(table: str, column: str, row: str) -> bytes:
    return f"{table}|{column}|{row}".encode()
