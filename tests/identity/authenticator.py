"""A passkey device in software: signs with a key of its own what a browser would hand to it."""

import hashlib
import json
import secrets
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


class Authenticator:
    """`verifies`: it asks for a fingerprint or a PIN. `origin` is what the browser says the page is."""

    def __init__(self, origin: str = "http://localhost", verifies: bool = True) -> None:
        self.origin, self.flags = origin, PRESENT | (VERIFIED if verifies else 0)
        self.key, self.id, self.count, self.handle = ec.generate_private_key(ec.SECP256R1()), secrets.token_bytes(32), 0, ""

    def make(self, options: dict[str, Any]) -> str:
        """The answer to options of registration."""
        self.handle = options["user"]["id"]
        numbers = self.key.public_key().public_numbers()
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        data = self._data(options["rp"]["id"], self.flags | WITH_KEY) + attested
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        told = {"clientDataJSON": self._client("webauthn.create", options), "attestationObject": bytes_to_base64url(attestation), "transports": ["usb", "x"]}
        return self._answer(told)

    def sign(self, options: dict[str, Any]) -> str:
        """The answer to options of a sign-in."""
        self.count += 1
        client = self._client("webauthn.get", options)
        data = self._data(options["rpId"], self.flags)
        signature = self.key.sign(data + hashlib.sha256(base64url_to_bytes(client)).digest(), ec.ECDSA(SHA256()))
        told = {"clientDataJSON": client, "authenticatorData": bytes_to_base64url(data), "signature": bytes_to_base64url(signature), "userHandle": self.handle}
        return self._answer(told)

    def _data(self, rp: str, flags: int) -> bytes:
        return hashlib.sha256(rp.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, options: dict[str, Any]) -> str:
        return bytes_to_base64url(json.dumps({"type": kind, "challenge": options["challenge"], "origin": self.origin}).encode())

    def _answer(self, told: dict[str, Any]) -> str:
        own = bytes_to_base64url(self.id)
        return json.dumps({"id": own, "rawId": own, "type": "public-key", "response": told})
