"""A person who reads the interface in their own language, while the test tells in English what they do."""

from typing import Any

from tests.journeys.wording import beginning, tidy, wording
from tests.person import Person


class Reader(Person):
    """Buttons, links, fields and headings are named by the English sentence of the catalogue; `words=` is for what people
    wrote, which stands as it is."""

    def says(self, english: str, **named: Any) -> str:
        return wording(english, self.lang, **named)

    def press(self, english: str, within: str = "main", **named: Any) -> None:
        """A button that sends a form."""
        self._leave_by(self._control("button", self.says(english, **named), within))

    def follow(self, english: str = "", words: str = "", within: str = "body", **named: Any) -> None:
        self._leave_by(self._control("link", words or self.says(english, **named), within))

    def follow_to(self, part: str, within: str = "main") -> None:
        """The first link whose address holds `part`: to a record whose words the test does not know."""
        self._leave_by(self.page.locator(f"{within} a[href*='{part}']").first)

    def _leave_by(self, control: Any) -> None:
        with self.page.expect_event("domcontentloaded"):
            control.click()
        self.look()

    def again(self) -> None:
        """Loads the page once more."""
        self.page.reload(wait_until="domcontentloaded")
        self.look()

    def fill(self, label: str, words: str, within: str = "body") -> None:
        self._field(self.says(label), within).fill(words)

    def choose(self, label: str, option: str) -> None:
        self._field(self.says(label)).select_option(label=option)

    def tick(self, english: str = "", words: str = "", within: str = "body") -> None:
        """A radio button or a tick, by its own words."""
        self._field(words or self.says(english), within).check()

    def attach(self, english: str, *files: Any) -> None:
        self._field(self.says(english)).set_input_files(list(files))

    def unfold(self, english: str) -> None:
        """Opens what was folded."""
        self.page.locator("summary").filter(has_text=beginning(self.says(english))).first.click()

    def decide(self, step: str, label: str = "", reason: str = "", result: str = "", button: str = "") -> None:
        """A weighty step: unfolds it, gives the reason under `label`, and presses its button, called as the step or `button`."""
        self.unfold(step)
        if result:
            self.tick(result, within="details[open]")
        if reason:
            self.fill(label, reason, within="details[open]")
        self.press(button or step, within="details[open]")

    def reads(self, english: str, **named: Any) -> None:
        """The sentence stands on the page, where everybody sees it."""
        self.reads_words(self.says(english, **named))

    def reads_words(self, *texts: str) -> None:
        seen = self.seen
        missing = [text for text in texts if tidy(text) not in seen]
        assert not missing, f"{self.path} ({self.heading!r}) does not say {missing}:\n{seen[:1500]}"

    def reads_not(self, *texts: str) -> None:
        seen = self.seen
        found = [text for text in texts if tidy(text) in seen]
        assert not found, f"{self.path} says {found}"

    def stands_at(self, english: str = "", words: str = "", **named: Any) -> None:
        """The page's one heading."""
        wanted = words or self.says(english, **named)
        assert self.heading == tidy(wanted), f"{self.path} is {self.heading!r}, not {wanted!r}:\n{self.seen[:1500]}"

    @property
    def heading(self) -> str:
        return tidy(self.page.locator("h1").inner_text())

    @property
    def seen(self) -> str:
        return tidy(self.page.locator("body").inner_text())

    def waits_for(self, english: str, **named: Any) -> None:
        """Loads the page until the worker has done its part."""
        words = self.says(english, **named)
        for _ in range(40):
            if tidy(words) in self.seen:
                return
            self.page.wait_for_timeout(250)
            self.again()
        raise AssertionError(f"{self.path} never said {words!r}")

    def walk_to(self, english: str = "", words: str = "", most: int = 120) -> None:
        """Presses Tab until the focus stands on the control that begins with these words."""
        wanted = words or self.says(english)
        for _ in range(most):
            self.keys("Tab")
            if beginning(wanted).search(tidy(self.focused())):
                return
        raise AssertionError(f"{wanted!r} is not reached by Tab on {self.page.url}")

    def enter(self) -> None:
        """Presses Enter on the control that has the focus, which leads to another page."""
        with self.page.expect_event("domcontentloaded"):
            self.keys("Enter")
        self.look()

    def _control(self, role: str, name: str, within: str) -> Any:
        """The control of exactly this name; else the first whose name begins so."""
        area = self.page.locator(within)
        exact = area.get_by_role(role, name=name, exact=True)
        return exact.first if exact.count() else area.get_by_role(role, name=beginning(name)).first

    def _field(self, label: str, within: str = "body") -> Any:
        area = self.page.locator(within)
        for name in (label, f"{label} {self.says('(optional)')}"):
            exact = area.get_by_label(name, exact=True)
            if exact.count():
                return exact.first
        return area.get_by_label(beginning(label)).first
