"""What the portal writes is for its own user only, whatever the user's habit."""

import os
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
