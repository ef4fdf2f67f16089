"""An authenticator made of software, for tests without a browser: it answers as a browser does, and lies where it is told to."""

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, encode_cbor

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    """One device with one passkey. `secret`: what `prf` grows from; None where the device does not know it.

    `counts`: whether it counts; passkeys that travel between devices do not, and always say 0. `says`: what stands in place of
    the truth: `origin`, `host`, `type`, `challenge`.
    """

    origin: str = "http://testserver"
    secret: bytes | None = field(default_factory=lambda: secrets.token_bytes(32))
    counts: bool = True
    flags: int = PRESENT | VERIFIED
    says: dict[str, str] = field(default_factory=dict)
    count: int = 0
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, asked: str) -> str:
        """A new passkey, as `navigator.credentials.create` gives it."""
        options = json.loads(asked)
        assert options["authenticatorSelection"]["userVerification"] == "required"
        assert options["authenticatorSelection"]["residentKey"] == "required"
        assert options["attestation"] == "none"
        numbers = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        attested = bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + encode_cbor(cose)
        data = self._data(options["rp"]["id"], self.flags | ATTESTED) + attested
        whole = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(attestationObject=whole, clientDataJSON=self._client("webauthn.create", options["challenge"]))

    def use(self, asked: str) -> dict[str, str]:
        """The fields of a form, as the script of the page fills them from `navigator.credentials.get`."""
        options = json.loads(asked)
        assert options["userVerification"] == "required"
        assert not options.get("allowCredentials"), "whoever signs in types no nickname"
        self.count += self.counts
        data = self._data(options["rpId"], self.flags)
        client = self._client("webauthn.get", options["challenge"])
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return {
            "tried": self._answer(authenticatorData=data, clientDataJSON=client, signature=signed),
            "key": self._key(options),
        }

    def _key(self, options: dict[str, Any]) -> str:
        if self.secret is None:
            return ""
        question = base64url_to_bytes(options["extensions"]["prf"]["eval"]["first"])
        return hmac.digest(self.secret, b"WebAuthn PRF\0" + question, "sha256").hex()

    def _data(self, host: str, flags: int) -> bytes:
        said = self.says.get("host", host).encode()
        return hashlib.sha256(said).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps({**said, **{name: word for name, word in self.says.items() if name in said}}).encode()

    def _answer(self, **response: bytes) -> str:
        id_ = bytes_to_base64url(self.credential)
        parts = {name: bytes_to_base64url(content) for name, content in response.items()}
        return json.dumps({"id": id_, "rawId": id_, "type": "public-key", "response": parts})
