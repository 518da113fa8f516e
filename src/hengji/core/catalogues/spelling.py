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
    "ー": "一",
    "へ": "入",
    "О": "O",
    "С": "C",
    "А": "A",
}

# Groups of Chinese characters that look or sound alike and are confused in typing.
_ALIKE = (
    "淮潍惟 泖泡抱 抺抹 园圆 未末 己已巳 戌戍戊 汨汩 管菅 梁粱 蓝篮 锻煅 腊蜡 豌碗 绵棉 帐账 戴带 拔拨 籍藉 "
    "妆装 灸炙 栗粟 茶荼 治冶 铸畴 楦渲 晴睛 祛怯 赡瞻 募幕 卷券 杨扬 瓣辩 眯咪 搏博 崇祟 贷货 洒酒 候侯 日曰"
).split()
CONFUSABLE = {character: group.replace(character, "") for group in _ALIKE for character in group}

# Mistyped words → what is meant. Only words that cannot be right in any context.
MISSPELT = {
    "抺": "抹",
    "碗豆": "豌豆",
    "绵线": "棉线",
    "形式各样": "形式各异”或“各式各样",
    "养植": "种植”或“养殖",
    "半结构化已经非结构化": "半结构化以及非结构化",
    "进行混烹饪": "进行烹饪",
    "按装": "安装",
    "燥音": "噪音",
    "帐号": "账号",
    "腊烛": "蜡烛",
    "座落": "坐落",
    "泡磨": "泡馍",
    "渡假": "度假",
    "粘帖": "粘贴",
    "烹任": "烹饪",
    "既使": "即使",
}
