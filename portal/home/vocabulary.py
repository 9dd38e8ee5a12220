"""The words of the home: what the portal stands on."""

# Name, licence and address of what the portal is made of; the same in every language.
SOFTWARE = (
    ("Flask, Werkzeug, Jinja, Flask-SQLAlchemy, Flask-WTF, WTForms, Flask-Babel, Babel", "BSD-3-Clause", "https://palletsprojects.com/"),
    ("SQLAlchemy, Alembic", "MIT", "https://www.sqlalchemy.org/"),
    ("Flask-Login, Flask-Migrate", "MIT", "https://github.com/maxcountryman/flask-login"),
    ("bleach", "Apache-2.0", "https://github.com/mozilla/bleach"),
    ("argon2-cffi", "MIT", "https://argon2-cffi.readthedocs.io/"),
    ("cryptography", "Apache-2.0, BSD-3-Clause", "https://cryptography.io/"),
    ("huey", "MIT", "https://github.com/coleifer/huey"),
    ("gunicorn", "MIT", "https://gunicorn.org/"),
    ("psycopg", "LGPL-3.0", "https://www.psycopg.org/"),
    ("redis-py", "MIT", "https://github.com/redis/redis-py"),
    ("structlog", "MIT, Apache-2.0", "https://www.structlog.org/"),
    ("Pillow", "MIT-CMU", "https://python-pillow.github.io/"),
    ("filetype", "MIT", "https://github.com/h2non/filetype.py"),
    ("pypdf", "BSD-3-Clause", "https://github.com/py-pdf/pypdf"),
    ("pdfminer.six", "MIT", "https://github.com/pdfminer/pdfminer.six"),
    ("mammoth", "BSD-2-Clause", "https://github.com/mwilliamson/python-mammoth"),
    ("snowballstemmer", "BSD-3-Clause", "https://snowballstem.org/"),
    ("email-validator", "Unlicense", "https://github.com/JoshData/python-email-validator"),
    ("icalendar", "BSD-2-Clause", "https://github.com/collective/icalendar"),
    ("PyYAML", "MIT", "https://pyyaml.org/"),
)
