"""Drawings that stand for the photographs of the sample reports: plainly no photos, each of what its caption says."""

import zlib
from collections.abc import Callable

from portal.operations.demo.drawing import DARK, EDGE, GROUND, HEIGHT, INK, PAPER, SKY, WALL, WIDTH, Sheet

Scene = Callable[[Sheet], None]


def banners(sheet: Sheet) -> None:
    sheet.box(360, 240, 600, GROUND, WALL)
    sheet.pen.pieslice((400, 270, 560, 590), 180, 360, fill=DARK)
    for place, x in enumerate((70, 610)):
        sheet.box(x + 130, 150, x + 146, 540, EDGE)
        sheet.banner(x, 110, x + 280, 250, place)


def banner(sheet: Sheet) -> None:
    sheet.banner(90, 130, 870, 400)
    sheet.box(240, 400, 260, HEIGHT, EDGE)
    sheet.box(700, 400, 720, HEIGHT, EDGE)


def _school(sheet: Sheet) -> None:
    sheet.box(180, 60, 780, 240, WALL)
    for x in range(220, 740, 92):
        sheet.box(x, 100, x + 52, 160, "#9db4c2")


def fence(sheet: Sheet, number: int = 3) -> None:
    _school(sheet)
    sheet.box(0, 240, WIDTH, 470, "#d6c5a2")
    wide = 820 // number
    for place in range(number):
        sheet.banner(70 + wide * place, 280, 30 + wide * (place + 1), 400, place)


def gate(sheet: Sheet) -> None:
    _school(sheet)
    sheet.box(0, 240, WIDTH, 470, "#d6c5a2")
    sheet.box(600, 220, 800, 470, "#55695c")
    sheet.box(698, 220, 702, 470, DARK)
    for place, x in enumerate((300, 450)):
        sheet.banner(x, 270, x + 130, 360, place)


def side_gate(sheet: Sheet) -> None:
    sheet.box(0, 180, WIDTH, 470, "#d6c5a2")
    sheet.pen.polygon(((400, 470), (560, 470), (510, 250), (450, 250)), fill="#cfcac0")
    for x in range(380, 590, 26):
        sheet.box(x, 150, x + 8, 470, DARK, None)
    sheet.box(380, 290, 588, 306, DARK, None)
    sheet.box(462, 300, 506, 346, "#b08a2e")


def frame(sheet: Sheet) -> None:
    _school(sheet)
    sheet.box(400, 240, 560, 470, "#55695c")
    for x in (250, 690):
        sheet.box(x, 130, x + 18, 560, DARK, None)
    sheet.banner(240, 130, 718, 250)


def screen(sheet: Sheet) -> None:
    sheet.box(0, 0, WIDTH, HEIGHT, "#cbd2d8", None)
    sheet.box(250, 40, 710, 560, PAPER)
    sheet.disc(310, 100, 30, EDGE)
    sheet.box(360, 80, 560, 116, DARK, None)
    sheet.box(280, 150, 680, 330, sheet.colour())
    sheet.lines(280, 360, 660, 3)
    sheet.lines(280, 490, 460, 1)


def phone(sheet: Sheet) -> None:
    sheet.box(0, 0, WIDTH, HEIGHT, "#b7a78f", None)
    sheet.pen.rounded_rectangle((330, 20, 630, 580), 36, fill=DARK)
    sheet.box(350, 70, 610, 530, PAPER, None)
    sheet.pen.rounded_rectangle((370, 100, 580, 270), 18, fill="#dfe9d6")
    sheet.disc(400, 132, 16, sheet.colour())
    sheet.lines(390, 165, 570, 3)
    sheet.box(430, 300, 590, 336, DARK, None)


def truck(sheet: Sheet) -> None:
    sheet.pen.polygon(((40, 430), (180, 210), (320, 430)), fill=PAPER, outline=EDGE)
    truck_side(sheet)
    for x in range(60, 300, 60):
        sheet.box(x, 440, x + 34, 480, "#3d74a8")
        sheet.box(x, 400, x + 8, 440, "#3d74a8")


def truck_side(sheet: Sheet) -> None:
    sheet.box(350, 210, 740, 450, "#c9cdd0")
    sheet.box(740, 290, 880, 450, sheet.colour())
    sheet.box(790, 310, 860, 370, SKY)
    sheet.disc(540, 320, 56, sheet.colour(2))
    sheet.disc(540, 320, 30, PAPER)
    for x in (440, 800):
        sheet.disc(x, 460, 44, DARK)
        sheet.disc(x, 460, 18, EDGE)


def sign(sheet: Sheet) -> None:
    sheet.box(0, 160, WIDTH, 470, "#d6c5a2")
    sheet.box(90, 220, 470, 350, "#2f5d50", PAPER)
    sheet.box(140, 262, 420, 306, DARK, None)
    sheet.banner(540, 210, 860, 320, 1)


def stage(sheet: Sheet) -> None:
    sheet.box(0, 0, WIDTH, GROUND, "#1f2a44", None)
    sheet.box(180, 260, 780, 380, "#5a4632")
    sheet.banner(260, 110, 700, 230)
    for x in (210, 740):
        sheet.pen.polygon(((x, 60), (x - 90, 380), (x + 90, 380)), fill="#4d5674")
    for place in range(26):
        x, y = 30 + place % 13 * 74 + place // 13 * 36, 420 + place // 13 * 70
        sheet.disc(x, y, 24, "#8d8578")
        sheet.box(x - 30, y + 24, x + 30, y + 90, sheet.colour(place), None)


def door(sheet: Sheet) -> None:
    sheet.box(0, 0, WIDTH, 520, WALL, None)
    sheet.box(360, 90, 600, 520, "#7a5a3c")
    sheet.disc(565, 320, 12, "#c9a64a")
    sheet.box(400, 170, 560, 230, "#b8b0a2")
    sheet.banner(640, 190, 800, 280)


def pinned(sheet: Sheet) -> None:
    sheet.box(0, 0, WIDTH, HEIGHT, WALL, None)
    sheet.box(110, 50, 850, 560, "#a97f52", DARK)
    for x in (150, 390, 630):
        sheet.box(x, 90, x + 190, 500, PAPER)
        sheet.disc(x + 95, 100, 9, sheet.colour())
        sheet.lines(x + 20, 130, x + 170, 12)


def paper(sheet: Sheet) -> None:
    sheet.box(0, 0, WIDTH, HEIGHT, "#8f7a5e", None)
    sheet.box(230, 40, 730, 570, PAPER)
    sheet.box(270, 80, 470, 108, sheet.colour(), None)
    sheet.lines(270, 150, 690, 8, 40)
    sheet.box(300, 270, 560, 300, DARK, None)
    sheet.pen.line(((540, 520), (570, 490), (600, 525), (640, 488), (680, 515)), fill="#2c4f9e", width=5)


def posters(sheet: Sheet) -> None:
    sheet.box(0, 120, WIDTH, 480, "#d6c5a2")
    for place in range(24):
        x, y = 50 + place % 8 * 110, 150 + place // 8 * 106
        sheet.box(x, y, x + 74, y + 90, sheet.colour(place % 2), PAPER)
        sheet.disc(x + 37, y + 32, 17, PAPER)
        sheet.lines(x + 12, y + 58, x + 66, 2, 14, PAPER)


def bags(sheet: Sheet) -> None:
    sheet.box(0, 0, WIDTH, 450, WALL, None)
    sheet.box(560, 90, 760, 450, "#55695c")
    for row, places in enumerate((5, 4, 3)):
        for place in range(places):
            x, y = 90 + row * 45 + place * 92, 440 - row * 84
            sheet.pen.rounded_rectangle((x, y, x + 86, y + 84), 20, fill=PAPER, outline=EDGE, width=3)
            sheet.box(x + 20, y + 30, x + 66, y + 52, sheet.colour(), None)


def flags(sheet: Sheet) -> None:
    _school(sheet)
    for x in (60, 890):
        sheet.box(x, 120, x + 14, 520, EDGE)
    sheet.pen.line(((66, 140), (480, 250), (896, 140)), fill=DARK, width=4)
    for place in range(14):
        x = 90 + place * 58
        y = 146 + int(104 * (1 - abs(x - 480) / 420))
        sheet.pen.polygon(((x, y), (x + 44, y), (x + 22, y + 66)), fill=sheet.colour(place % 3))


def tent(sheet: Sheet) -> None:
    _school(sheet)
    sheet.box(520, 240, 640, 430, "#55695c")
    sheet.pen.polygon(((130, 520), (330, 200), (530, 520)), fill=PAPER, outline=EDGE)
    sheet.pen.polygon(((280, 520), (330, 320), (380, 520)), fill="#cfcac0")


def car(sheet: Sheet) -> None:
    sheet.pen.polygon(((250, 330), (340, 220), (600, 220), (700, 330)), fill=PAPER, outline=EDGE)
    sheet.box(160, 330, 810, 450, PAPER)
    sheet.box(370, 245, 580, 325, "#9db4c2")
    for x in (290, 680):
        sheet.disc(x, 456, 52, DARK)
        sheet.disc(x, 456, 22, EDGE)
    sheet.box(420, 390, 560, 425, DARK, None)


def stairs(sheet: Sheet) -> None:
    sheet.box(0, 0, WIDTH, HEIGHT, WALL, None)
    for step in range(8):
        sheet.box(120 + step * 60, 540 - step * 48, 960, 600, ("#c6bca6", "#b4a98f")[step % 2])
    sheet.box(600, 160, 960, 204, "#c6bca6")
    sheet.pen.line(((110, 440), (600, 60), (940, 60)), fill=DARK, width=10)


def step(sheet: Sheet) -> None:
    sheet.box(0, 0, WIDTH, 470, WALL, None)
    sheet.box(350, 80, 610, 400, "#55695c")
    sheet.box(478, 80, 482, 400, DARK)
    sheet.box(250, 400, 710, 500, "#b4a98f")


def corridor(sheet: Sheet) -> None:
    sheet.box(0, 0, WIDTH, HEIGHT, "#cfc7b6", None)
    sheet.pen.polygon(((0, HEIGHT), (360, 380), (600, 380), (WIDTH, HEIGHT)), fill="#a89f8c")
    sheet.pen.polygon(((0, 0), (360, 180), (600, 180), (WIDTH, 0)), fill=PAPER)
    sheet.box(360, 180, 600, 380, SKY)
    for left, right in ((90, 210), (750, 870)):
        sheet.box(left, 190, right, 530, sheet.colour())


def yard(sheet: Sheet) -> None:
    _school(sheet)
    sheet.box(0, 300, WIDTH, HEIGHT, "#a79d8d", None)
    for place in range(420):
        mixed = zlib.crc32(bytes((place % 256, place // 256)))
        sheet.disc(mixed % WIDTH, 305 + mixed // WIDTH % 330, 4 + mixed % 5, ("#8c8375", "#c4bbab", "#766e62")[mixed % 3])


def slide(sheet: Sheet) -> None:
    sheet.box(0, 0, WIDTH, HEIGHT, "#cbd2d8", None)
    sheet.box(140, 60, 820, 540, PAPER)
    sheet.box(140, 60, 820, 140, sheet.colour(), None)
    for y in range(190, 420, 60):
        sheet.disc(200, y + 8, 8, sheet.colour())
        sheet.lines(230, y, 760, 1)
    sheet.box(200, 470, 420, 504, DARK, None)


def chart(sheet: Sheet) -> None:
    sheet.box(0, 0, WIDTH, HEIGHT, PAPER, None)
    for place, high in enumerate((390, 240, 160, 110, 80, 60)):
        x = 130 + place * 125
        sheet.box(x, 520 - high, x + 80, 520, sheet.colour(place), None)
        sheet.letter(x + 30, 530, "ABCDEF"[place])
    sheet.pen.line(((100, 60), (100, 520), (880, 520)), fill=INK, width=4)


def leaflets(sheet: Sheet) -> None:
    sheet.box(0, 0, WIDTH, 330, WALL, None)
    sheet.box(320, 50, 640, 250, DARK)
    sheet.box(340, 70, 620, 230, "#6d8fa5", None)
    sheet.box(60, 330, 900, 590, "#8f6c46")
    for x in (120, 330, 540, 740):
        sheet.box(x, 370, x + 110, 540, PAPER)
        sheet.lines(x + 12, 385, x + 104, 9, 16)


SCENES: dict[str, Scene] = {
    "banner": banner, "banners": banners, "bags": bags, "car": car, "chart": chart, "corridor": corridor, "door": door, "fence": fence, "flags": flags,
    "frame": frame, "gate": gate, "leaflets": leaflets, "one banner": lambda sheet: fence(sheet, 1), "paper": paper, "phone": phone,
    "pinned": pinned, "posters": posters, "screen": screen, "side gate": side_gate, "sign": sign, "slide": slide, "stage": stage, "stairs": stairs,
    "step": step, "tent": tent, "truck": truck, "truck side": truck_side, "two banners": lambda sheet: fence(sheet, 2), "yard": yard,
}  # fmt: skip


def picture(scene: str, name: str) -> bytes:
    """A JPEG of the scene; the name of the file chooses its colours."""
    sheet = Sheet(zlib.crc32(name.encode()))
    SCENES[scene](sheet)
    return sheet.jpeg()
