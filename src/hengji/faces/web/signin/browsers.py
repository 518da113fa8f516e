"""A browser in words, for somebody who looks whether all his sign-ins are his own."""

# The first that is named counts: browsers also name those whose pages they understand.
_PROGRAMS = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("HarmonyOS", "鸿蒙"),
    ("Android", "安卓"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def browser_words(user_agent: str) -> str:
    """As "Chrome，Windows"; what tells neither is called 其他程序."""
    found = [
        next((words for mark, words in marks if mark in user_agent), "")
        for marks in (_PROGRAMS, _SYSTEMS)
    ]
    return "，".join(filter(None, found)) or "其他程序"
