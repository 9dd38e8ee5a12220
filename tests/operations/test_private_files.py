"""What the portal writes is for its own user only, whatever the user's habit."""

import base64
import os
import secrets
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import config

TOP = Path(__file__).parents[2]


def test_the_data_folder_its_database_and_its_mails_are_closed_to_others(tmp_path: Path) -> None:
    places = {"PORTAL_DATA_DIR": str(tmp_path / "made"), "PORTAL_KEY_DIR": str(tmp_path / "keys")}
    script = """if True:
        import os
        os.umask(0o022)
        import wsgi
        from portal.core.db import db
        with wsgi.app.app_context():
            db.create_all()
    """
    subprocess.run([sys.executable, "-c", script], cwd=TOP, env={**os.environ, **places, "DEMO": "0"}, check=True)
    rights = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "made", tmp_path / "made" / "portal.db")}
    assert rights == {"made": 0o700, "portal.db": 0o600}


def test_secrets_come_from_systemds_credentials_and_are_written_nowhere(tmp_path: Path) -> None:
    given = tmp_path / "credentials"
    given.mkdir()
    key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    (given / "PORTAL_FIELD_KEY").write_text(f"{key}\n")
    (given / "PORTAL_SECRET_KEY").write_text("s" * 43)
    (given / "PORTAL_MAIL_URL").write_text("smtps://portal:word@mail.example.org\n")
    places = {"PORTAL_DATA_DIR": f"{tmp_path}/data", "PORTAL_KEY_DIR": f"{tmp_path}/keys", "CREDENTIALS_DIRECTORY": str(given)}
    told = config.read(places)
    assert (told["FIELD_KEY"], told["SECRET_KEY"], told["PORTAL_MAIL_URL"]) == (key, "s" * 43, "smtps://portal:word@mail.example.org")
    assert config.read({**places, "PORTAL_MAIL_URL": "smtp://localhost"})["PORTAL_MAIL_URL"] == "smtp://localhost"
    prepare = [sys.executable, "-m", "flask", "--app", "wsgi", "operations", "prepare"]
    subprocess.run(prepare, cwd=TOP, env={**os.environ, **places, "DEMO": "0"}, check=True, capture_output=True)
    assert not (tmp_path / "keys").exists()
    assert not any(key.encode() in path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())


def test_the_units_speak_to_this_machine_only() -> None:
    for unit in ("web", "worker", "backup"):
        lines = (TOP / "docs" / "operating" / f"portal-{unit}.service").read_text().splitlines()
        assert "IPAddressDeny=any" in lines and [line for line in lines if line.startswith("IPAddressAllow")] == ["IPAddressAllow=localhost"]


def test_another_data_folder_never_shares_the_keys_of_this_checkout(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="with PORTAL_KEY_DIR"):
        config.read({"PORTAL_DATA_DIR": str(tmp_path / "data")})
    assert not (tmp_path / "data").exists()
    own = config.read({"PORTAL_DATA_DIR": str(tmp_path / "data"), "PORTAL_KEY_DIR": str(tmp_path / "keys")})
    assert own["FIELD_KEY_FILE"] == tmp_path / "keys" / "fields.key"
    config.read({"PORTAL_DATA_DIR": str(tmp_path / "data"), "PORTAL_SECRET_KEY": "s" * 32, "PORTAL_FIELD_KEY": "given"})


@pytest.mark.parametrize("name", config.NUMBERS)
def test_a_number_that_is_none_is_told_in_one_sentence(name: str, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=f"^{name} needs a whole number, not 'x'.$"):
        config.read({name: "x", "PORTAL_DATA_DIR": str(tmp_path / "data"), "PORTAL_KEY_DIR": str(tmp_path / "keys")})
