"""The institution's keys that open packages encrypted for it; secrets, so nothing of them is ever logged."""

from api.composition.refusals import SetUpError
from api.composition.setting_values import KeyFile, read_secret
from api.composition.settings import Settings
from api.procedures.package_keys import load_key_file, load_key_folder
from archive.eyazisma.encryption import KeyUnusableError, SoftwareKey


def decryption_keys(settings: Settings) -> tuple[SoftwareKey, ...]:
    """Those that are set, then those of ``keys/decryption`` in the data folder.

    Raises SetUpError for a set file that cannot be used, KeyUnusableError for one in the folder: a key that is left
    out in silence would be missed when its package arrives.
    """
    set_keys = tuple(key for file in settings.decryption_keys for key in _loaded(file))
    return (*set_keys, *load_key_folder(settings.data / "keys" / "decryption"))


def _loaded(file: KeyFile) -> tuple[SoftwareKey, ...]:
    password = None if file.password_file is None else read_secret(file.password_file)
    try:
        return load_key_file(file.path, password)
    except (OSError, KeyUnusableError) as error:
        raise SetUpError(
            f"KUTUK_DECRYPTION_KEYS: {file.path} açılamıyor; özel anahtar ile sertifikası (PEM) bu dosyada olmalı ve "
            "parolası doğru verilmeli.",
            f"KUTUK_DECRYPTION_KEYS: {file.path} cannot be used; it must hold the private key and its certificate "
            "(PEM), and its password must be right.",
        ) from error
