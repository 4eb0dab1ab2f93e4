"""Keys of the provider: fetched when needed, not too often, and not trusted for ever."""

import json
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import ECKey, KeySet

from api.access import KeySets, NotSignedInError, key_address, key_discovery, key_file
from testkit.clock import FixedClock

KEYS = [ECKey.generate_key("P-256", {"kid": f"k{number}"}) for number in (1, 2)]


class Provider:
    """A provider that counts and can be down."""

    def __init__(self, *keys: ECKey) -> None:
        self.keys: list[Any] = list(keys)
        self.asked = 0
        self.body: bytes | None = None
        self.down = False

    def __call__(self) -> bytes:
        self.asked += 1
        if self.down:
            raise OSError("unreachable")
        return self.body or json.dumps(KeySet(self.keys).as_dict(private=False)).encode()


def test_keys_are_fetched_once_for_a_while(clock: FixedClock) -> None:
    provider = Provider(KEYS[0])
    keys = KeySets(provider, clock)
    for _ in range(5):
        keys.keys("k1")

    assert provider.asked == 1


def test_new_key_is_found_when_it_is_first_used(clock: FixedClock) -> None:
    provider = Provider(KEYS[0])
    keys = KeySets(provider, clock)
    keys.keys("k1")
    provider.keys.append(KEYS[1])
    clock.advance(seconds=31)

    assert {key.kid for key in keys.keys("k2").keys} == {"k1", "k2"}


def test_made_up_key_ids_do_not_storm_the_provider(clock: FixedClock) -> None:
    provider = Provider(KEYS[0])
    keys = KeySets(provider, clock)
    for number in range(100):
        keys.keys(f"made-up-{number}")

    assert provider.asked == 1


def test_outage_is_bridged_with_the_keys_at_hand(clock: FixedClock) -> None:
    provider = Provider(KEYS[0])
    keys = KeySets(provider, clock)
    keys.keys("k1")
    provider.down = True
    clock.advance(minutes=5)

    assert keys.keys("k1").keys


def test_outage_does_not_keep_old_keys_alive_for_ever(clock: FixedClock) -> None:
    provider = Provider(KEYS[0])
    keys = KeySets(provider, clock)
    keys.keys("k1")
    provider.down = True
    clock.advance(minutes=16)
    with pytest.raises(NotSignedInError):
        keys.keys("k1")


@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"keys": 7}', b"\xff", b'{"keys": [{"kty": "none"}]}'])
def test_damaged_key_set_gives_no_keys(clock: FixedClock, body: bytes) -> None:
    provider = Provider()
    provider.body = body
    with pytest.raises(NotSignedInError):
        KeySets(provider, clock).keys("k1")


def test_key_set_may_lie_in_a_file(clock: FixedClock, tmp_path: Path) -> None:
    path = tmp_path / "jwks.json"
    path.write_text(json.dumps(KeySet([KEYS[0]]).as_dict(private=False)))

    assert KeySets(key_file(path), clock).keys("k1").keys


@pytest.mark.parametrize("address", ["http://kimlik.example.tr/keys", "file:///etc/passwd", "ftp://x"])
def test_key_address_must_be_protected(address: str) -> None:
    with pytest.raises(ValueError, match="https"):
        key_address(address)
    with pytest.raises(ValueError, match="https"):
        key_discovery(address)
