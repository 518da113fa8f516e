"""Characters and words that are mistaken for one another in Chinese office text."""

# Characters of other scripts → the Chinese character that they look like.
TWINS = {
    "エ": "工",
    "ロ": "口",
    "カ": "力",
    "ニ": "二",
    "ハ": "八",
    "タ": "夕",
    "ト": "卜",
    "ミ": "三",
    "へ": "入",
    "ー": "一",
}

# Groups of characters that look or sound alike and are mistaken for one another in typing.
_GROUPS = (
    *("淮潍惟", "泖泡抱", "抺抹", "园圆", "未末", "已己巳", "管菅", "梁粱", "蓝篮", "锻煅"),
    *("腊蜡", "碗豌", "绵棉", "帐账", "按安", "灸炙", "茶荼", "冶治", "睛晴", "赡瞻"),
    *("券卷", "瓣辩", "博搏", "货贷", "酒洒", "候侯", "燥噪", "座坐", "渡度", "任饪"),
)
CONFUSABLE = {c: group.replace(c, "") for group in _GROUPS for c in group}

# Words of the trades and places in the lists whose characters are often taken for others. What
# differs from one of them in one look-alike is a misspelling.
_WORDS = (
    *("潍坊", "淮安", "泡馍", "豌豆", "棉线", "抹灰", "账号", "安装", "艾灸", "茶叶", "冶炼"),
    *("眼睛", "赡养", "代金券", "花瓣", "搏击", "货运", "酿酒", "噪音", "坐落", "度假", "烹饪"),
    *("高粱", "竹篮", "蜡烛", "锻造", "园林", "圆形", "粉末", "管道", "治理", "候诊"),
)
MISSPELT_LOOKS = {
    word[:place] + twin + word[place + 1 :]: word
    for word in _WORDS
    for place, character in enumerate(word)
    for twin in CONFUSABLE.get(character, "")
}

# Mistyped words that no look-alike explains → what is meant.
MISSPELT = {
    "形式各样": "形式各异”或“各式各样",
    "养植": "种植”或“养殖",
    "半结构化已经": "半结构化以及",
    "进行混烹饪": "进行烹饪",
    "藤器纺织": "藤器编织",
    "熟练的进行": "熟练地进行",
    "既使": "即使",
}

# Words that say a thing twice → why.
REDUNDANT = {
    r"彩超超声": "“彩超”即彩色超声",
    r"石雕雕刻": "“石雕”已含雕刻",
    r"仓储储存": "“仓储”已含储存",
    r"约[^，。、]{1,14}左右": "“约”与“左右”用一个即可",
}

# Verbs that lists use for the same work: 电动车维修 and 电动车修理 are one skill.
SYNONYMS = (
    ("护理", "照护", "照料"),
    ("编织", "纺织"),
    ("调试", "调机"),
    ("种植", "栽培", "栽植"),
    ("安装", "建设"),
    ("康复", "恢复"),
    ("藏地毯制作", "藏地毯编织"),
)
