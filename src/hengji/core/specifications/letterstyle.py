"""The fonts of a letter to GB/T 9704-2012, by what they set."""

from dataclasses import astuple, dataclass


@dataclass(frozen=True)
class LetterStyle:
    """East-Asian fonts; the standard's own by default.

    They are not free; ``open_fonts`` names those that a site without them can install.
    """

    title: str = "方正小标宋简体"
    body: str = "仿宋_GB2312"
    heading: str = "黑体"
    subheading: str = "楷体_GB2312"
    page_number: str = "宋体"

    @classmethod
    def open_fonts(cls) -> "LetterStyle":
        """Fonts under the Open Font License in the places of those that are sold."""
        serif = "Noto Serif SC"
        return cls(serif, serif, "Noto Sans SC", "LXGW WenKai", serif)

    @classmethod
    def of(cls, setting: str) -> "LetterStyle":
        """What a site sets: nothing, ``open``, or its own names in the order above, with commas.

        A name left empty stays the standard's. Raises ValueError when there are more of them.
        """
        if setting.strip() == "open":
            return cls.open_fonts()
        standard = astuple(cls())
        names = [name.strip() for name in setting.split(",")]
        if len(names) > len(standard):
            raise ValueError(f"{len(standard)} fonts at most: {setting}")
        names += [""] * (len(standard) - len(names))
        return cls(*(name or usual for name, usual in zip(names, standard, strict=True)))
