"""The characters that readers know, and which of them look the same."""

from __future__ import annotations

ASCII = "".join(map(chr, range(0x21, 0x7F)))
KUZUSHIJI = "おきすつなはまやれを"  # KMNIST's ten
MERGED = ("Cc", "Kk", "Mm", "Oo0", "Pp", "Ss", "Uu", "Vv", "Ww", "Xx", "Yy", "Zz", "1Il", "-_", ",'")


def merged(character: str) -> str:
    """The first of the characters that look the same without their size and place; itself where there is no other."""
    return next((group[0] for group in MERGED if character in group), character)


def ordered(alphabet: str) -> str:
    """The characters of an alphabet, each once, in the order of a net's answers: by code point."""
    return "".join(sorted(set(alphabet)))
