"""How days, moments, sizes and lists read in each language."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, HiddenField, MultipleFileField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

import config
from portal.core import assets, text
from portal.core import presentation as p
from portal.core.locale import in_language

MORNING = datetime(2026, 11, 22, 6, 12, tzinfo=UTC)
DAY = date(2026, 11, 22)


@pytest.fixture
def bare() -> Flask:
    app = Flask(__name__)
    app.config["TRANSLATIONS"] = config.TOP / "translations"
    return app


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "22 November 2026"), ("ar", "22 تشرين الثاني 2026"), ("ckb", "22ی تشرینی دووەمی 2026")],
)
def test_a_day_reads_as_each_language_writes_it(language: str, text: str) -> None:
    assert p.day(DAY, language) == text


@pytest.mark.parametrize(
    ("partial", "language", "text"),
    [
        ("2019", "ar", "2019"),
        ("2019-12", "en", "December 2019"),
        ("2019-12", "ar", "كانون الأول 2019"),
        ("2019-12", "ckb", "کانوونی یەکەمی 2019"),
        ("2019-12-05", "ckb", "5ی کانوونی یەکەمی 2019"),
    ],
)
def test_a_partial_date_goes_as_far_as_it_is_known(partial: str, language: str, text: str) -> None:
    assert p.day(partial, language) == text
    assert p.iso_day(partial) == partial


def test_weekday_and_year_are_named_on_demand() -> None:
    assert p.day(DAY, "en", weekday=True) == "Sunday 22 November 2026"
    assert p.day(DAY, "ar", weekday=True, year=False) == "الأحد 22 تشرين الثاني"
    assert p.day(DAY, "ckb", weekday=True) == "یەکشەممە، 22ی تشرینی دووەمی 2026"


def test_a_day_that_is_missing_is_nothing() -> None:
    assert p.day(None, "ar") == ""
    assert p.moment(None, "ar") == ""


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "22 November 2026, 09:12"),
        ("ar", "22 تشرين الثاني 2026، الساعة 09:12"),
        ("ckb", "22ی تشرینی دووەمی 2026، کاتژمێر 09:12"),
    ],
)
def test_a_moment_is_told_in_baghdad_time(language: str, text: str) -> None:
    assert p.moment(MORNING, language) == text


def test_a_late_moment_belongs_to_the_next_day_in_baghdad() -> None:
    late = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
    assert p.day(late, "en") == "23 November 2026"
    assert p.iso(late) == "2026-11-23T01:30+03:00"


def test_every_language_has_twelve_months_and_seven_days() -> None:
    assert {len(months) for months in p.MONTHS.values()} == {12}
    assert {len(days) for days in p.WEEKDAYS.values()} == {7}


def test_sorani_names_keep_to_sorani_letters() -> None:
    assert not set("يكىھ") & set("".join(p.MONTHS["ckb"] + p.WEEKDAYS["ckb"]))


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (5, ("moment", 0)),
        (60, ("minute", 1)),
        (3599, ("minute", 59)),
        (23 * 3600, ("hour", 23)),
        (86400, ("day", 1)),
        (9 * 86400, ("day", 9)),
    ],
)
def test_distance_is_told_in_whole_units(seconds: int, told: tuple[str, int]) -> None:
    assert p.distance(seconds) == told


def test_ago_speaks_of_past_and_future(bare: Flask) -> None:
    with bare.test_request_context(), in_language("en"):
        assert p.ago(MORNING, MORNING + timedelta(seconds=10)) == "just now"
        assert p.ago(MORNING, MORNING + timedelta(hours=3)) == "3 hours ago"
        assert p.ago(MORNING, MORNING - timedelta(days=1)) == "in 1 day"


def test_what_is_long_ago_is_told_as_a_day(bare: Flask) -> None:
    with bare.test_request_context(headers={"Accept-Language": "en"}):
        assert p.ago(MORNING, MORNING + timedelta(days=40)) == "22 November 2026"


def test_a_deadline_says_what_it_leaves(bare: Flask) -> None:
    with bare.test_request_context(headers={"Accept-Language": "en"}):
        assert p.remaining(MORNING + timedelta(days=2, hours=6), MORNING) == "2 days and 6 hours"
        assert p.remaining(MORNING + timedelta(minutes=5), MORNING) == "5 minutes"
        assert p.remaining(MORNING - timedelta(minutes=5), MORNING) == "The time is over"


@pytest.mark.parametrize(
    ("octets", "text"),
    [
        (1, "1 byte"),
        (900, "900 bytes"),
        (1500, "1 KB"),
        (1_048_576, "1 MB"),
        (13_000_000, "12.4 MB"),
        (250 * 1024**2, "250 MB"),
        (3 * 1024**3, "3 GB"),
    ],
)
def test_sizes_count_as_the_upload_limits_do(bare: Flask, octets: int, text: str) -> None:
    with bare.test_request_context(), in_language("en"):
        assert p.size(octets) == text


def test_lists_are_joined_as_each_language_joins_them() -> None:
    assert p.joined(["a", "b", "c"], "en") == "a, b and c"
    assert p.joined(["بغداد", "البصرة"], "ar") == "بغداد والبصرة"
    assert p.joined(["بەغدا", "بەسرە", "دهۆک"], "ckb") == "بەغدا، بەسرە و دهۆک"
    assert p.joined(["x"], "ar") == "x"
    assert p.joined([], "en") == ""


def test_paragraphs_are_parted_by_blank_lines() -> None:
    assert p.paras("one\ntwo\n\n \nthree\n") == [["one", "two"], ["three"]]
    assert p.paras("  ") == []


class SampleForm(Form):
    title = StringField()
    text = TextAreaField()
    level = RadioField(choices=[SelectChoice("low", "Low"), SelectChoice("high", "High")])
    agreed = BooleanField()
    files = MultipleFileField()
    once = HiddenField()


def test_a_field_is_drawn_by_its_type() -> None:
    form = SampleForm()
    looks = [(field.name, p.look_of(field)) for field in form]
    assert looks[:3] == [("title", "text"), ("text", "long"), ("level", "radio")]
    assert looks[3:] == [("agreed", "tick"), ("files", "file"), ("once", "hidden")]
    assert p.has_files(form)


def test_an_error_leads_to_the_first_choice() -> None:
    form = SampleForm()
    assert p.target_of(form.level) == "level-0"
    assert p.target_of(form.title) == "title"


def test_a_message_is_told_with_the_name_of_its_field() -> None:
    form = SampleForm()
    assert p.called(form.title) == f"{form.title.label.text}:"
    form.title.label.text = "ماذا حدث؟"
    assert p.called(form.title) == "ماذا حدث؟"


@pytest.mark.parametrize(
    ("name", "reader", "voice"),
    [
        ("ڕێکخراوی نەهرەین", "en", "ckb"), ("منظمة النهرين", "en", "ar"), ("منظمة النهرين", "ckb", "ar"), ("ڕێکخراو", "ar", "ckb"),
        ("نور", "ckb", "ckb"), ("Noor", "ar", "en"), ("استمارة.pdf", "en", "ar"), ("نور (Basra Office)", "en", "en"),
        ("2026", "ar", "ar"), ("ڕەسووڵ (منظمة زاكروس)", "en", "en"),
    ],
)  # fmt: skip
def test_a_name_is_said_in_the_voice_that_its_letters_tell(name: str, reader: str, voice: str) -> None:
    assert text.name_in(name, reader) == voice


def test_a_control_names_its_hint_and_its_error() -> None:
    form = SampleForm()
    form.title.errors = ["wrong"]
    assert p.described_by(form.title, "hint") == "title-hint title-error"
    assert p.described_by(form.text, None) == ""


def test_forms_of_one_class_are_told_apart_by_their_prefix() -> None:
    assert p.form_id(SampleForm()) == "form-sample"
    assert p.form_id(SampleForm(MultiDict(), prefix="second")) == "form-sample-second"


def test_an_address_keeps_the_rest_of_its_query(bare: Flask) -> None:
    with bare.test_request_context("/list?kind=law&kind=form&after=9&q=%D8%A3"):
        assert p.url_with(after=None) == "/list?kind=law&kind=form&q=%D8%A3"
        assert p.url_with(kind="law", after=12) == "/list?q=%D8%A3&kind=law&after=12"
        assert p.url_with(kind=["a", "b"], after=None, q=None) == "/list?kind=a&kind=b"


def test_static_files_are_packed_and_kept_while_their_address_names_their_version() -> None:
    app = Flask("portal", static_folder="static")
    assets.register(app)
    with app.test_request_context():
        address = assets.asset("portal.css")
    answer = app.test_client().get(address)
    assert "?v=" in address
    assert answer.headers["Cache-Control"] == assets.KEPT
    assert not answer.direct_passthrough
