"""Says whether a PostgreSQL answers for the tests: exit 0, or 1 with the command that brings one."""

import os
import sys

import psycopg

URL = os.environ.get("PORTAL_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")


def main() -> int:
    try:
        psycopg.connect(URL, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        print(f"The database tests ran on SQLite only: no PostgreSQL answers at {URL} ({str(error).splitlines()[0]}).")
        print("Debian: apt-get install postgresql; another address: PORTAL_TEST_POSTGRES=postgresql://user:password@host/postgres")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
