"""What the house's laws need to know of this feature."""

UNREACHED = {
    "home.start": "the address without a language; typed, never linked",
    "home.robots": "asked by search engines",
    "home.icon": "asked by browsers by themselves",
}
