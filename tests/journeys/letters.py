"""Mails that the demonstration keeps instead of sending, opened by whom they were written to."""

from tests.journeys.reader import Reader

PASSWORD = "seven green boats at noon"


def accept_invitation(invited: Reader, email: str, user_name: str) -> None:
    """Opens an account, and signs in."""
    open_account(invited, email, user_name)
    invited.sign_in(email, PASSWORD)
    invited.stands_at("Dashboard")


def open_account(invited: Reader, email: str, user_name: str) -> None:
    """Opens the newest mail to this address, follows its link, and chooses user name and password."""
    open_newest_mail(invited, email)
    invited.follow("Open the link of this mail")
    invited.stands_at("Accept the invitation")
    invited.fill("User name", user_name)
    choose_password(invited)
    invited.press("Accept the invitation")
    invited.reads("Your account is ready. Sign in with your new password.")


def open_newest_mail(reader: Reader, email: str) -> None:
    reader.go("/notifications/outbox")
    row = reader.page.get_by_role("row").filter(has_text=email).first
    reader.go(str(row.get_by_role("link").get_attribute("href")))


def choose_password(reader: Reader) -> None:
    reader.fill("New password", PASSWORD)
    reader.fill("New password again", PASSWORD)
