"""A passkey of the tests' own: an authenticator in software that registers and signs as a real one does."""

import json
import os
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from tests.people import Person

HOST = "localhost"
PRESENT_AND_VERIFIED = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


@dataclass
class SoftPasskey:
    """One key pair for one account on `HOST`."""

    credential_id: bytes = field(default_factory=lambda: os.urandom(16))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def registers(self, options: dict[str, Any]) -> str:
        """Return what a browser posts after making the credential."""
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]  # fido2 has no types
        credential = AttestedCredentialData.create(Aaguid.NONE, self.credential_id, public)
        flags = PRESENT_AND_VERIFIED | AuthenticatorData.FLAG.AT
        data = AuthenticatorData.create(sha256(HOST.encode()), flags, 0, bytes(credential))
        client = self._client(CollectedClientData.TYPE.CREATE, options)
        attested = AttestationObject.create("none", data, {})
        response = {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(bytes(attested))}
        return self._posted(response)

    def signs(self, options: dict[str, Any]) -> str:
        """Return what a browser posts after signing in with the credential."""
        data = AuthenticatorData.create(sha256(HOST.encode()), PRESENT_AND_VERIFIED, 1)
        client = self._client(CollectedClientData.TYPE.GET, options)
        signature = self.key.sign(bytes(data) + sha256(client), ec.ECDSA(SHA256()))
        parts = {"clientDataJSON": client, "authenticatorData": bytes(data), "signature": signature}
        return self._posted({name: websafe_encode(part) for name, part in parts.items()})

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        challenge = options["publicKey"]["challenge"]
        return bytes(CollectedClientData.create(kind, challenge, f"https://{HOST}"))

    def _posted(self, response: dict[str, str]) -> str:
        name = websafe_encode(self.credential_id)
        extensions = {"prf": {"enabled": True, "results": {"first": "SECRET"}}}
        posted = {"id": name, "rawId": name, "type": "public-key", "response": response}
        return json.dumps(posted | {"clientExtensionResults": extensions})


def adds_passkey(person: Person) -> SoftPasskey:
    """Add a passkey to the account through the pages."""
    passkey, add = SoftPasskey(), "/settings/second-step/passkeys/add/"
    person.client.post(f"/accounts/reauthenticate/?next={add}", {"password": person.password})
    options = person.client.get(add, headers={"Host": HOST}).context["js_data"]["creation_options"]
    credential = passkey.registers(_as_json(options))
    person.client.post(add, {"name": "A key", "credential": credential}, headers={"Host": HOST})
    assert Authenticator.objects.filter(user=person.user, type="webauthn").exists()
    return passkey


def second_step_with(passkey: SoftPasskey, client: Client) -> Any:
    """Complete a sign-in with the passkey."""
    page = client.get("/accounts/second-step/", headers={"Host": HOST})
    credential = passkey.signs(_as_json(page.context["js_data"]["request_options"]))
    return client.post("/accounts/second-step/", {"credential": credential}, headers={"Host": HOST})


def _as_json(options: Any) -> dict[str, Any]:
    decoded: dict[str, Any] = json.loads(json.dumps(options, default=dict))
    return decoded
