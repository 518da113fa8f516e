"""Words for what people do at work, by which a name or a task shows its verb.

A dictionary of the whole language would take 制作 in 制作场所 for one verb among thousands; these
are the verbs of trades and services, so a word that is absent raises a doubt and no more.
"""

from importlib.resources import files


def _words(name: str) -> frozenset[str]:
    text = (files(__package__) / "data" / name).read_text(encoding="utf-8")
    lines = (line.partition("#")[0] for line in text.splitlines())
    return frozenset(word for line in lines for word in line.split())


# Verbs that have their object within them: 和面, 装盘.
COMPOUNDS = _words("compounds.txt")

VERBS = _words("verbs.txt") | COMPOUNDS

# Verbs said of methods, complaints and other abstract things: 选择方法, 处理投诉.
VERBS_OF_ABSTRACT = _words("verbs_of_abstract.txt")

# Characters that begin a verb of one character before its object: 和面, 装盘.
OPENING = frozenset(
    "画绘描刻雕编织绣缝裁剪切削刨铣钻磨锯锉焊铆铸锻打敲击压冲拉拔弯折卷揉搓捏擀和拌搅调配煮蒸炒炸煎烤烘烧炖焖"
    "熬卤腌泡沏斟倒装卸搬运抬吊推提拿取放摆铺贴粘糊抹刷喷涂刮擦洗扫拖抠清除拆修补换接连插拧松开关启停驾种栽播"
    "浇施采摘收割挖埋填养喂赶捕捞捉杀宰剥去剔涨醒发制造建搭架砌盖支立挂穿戴脱试量测数称验查检问说讲唱演录拍摄"
    "传递交迎送请引领带陪扶抱哄照管理排选挑拣分存储藏备买卖售订付报签印复扫输设定起评议谈改校译批租借还退投派寄"
    "捆扎包系缠绕解绑抽吸灌充加减添滴滤筛淘漂浸晾晒吹烫熨叠套垫托撑顶夹钉锤凿钩点勾抓握拨按捶踩跳爬登找认守盯防"
    "监速闭巡撤摊烙揭撖涮剁滚錾练溜渗溯环追断饲增缫布攀叉揽转代搀抚梳闻摇兑保护救治消封堵塞拦劝控办抄贮铲撒舀盛端锁扣撬焯焊抻饧"
)

# Those among them, and more, whose object may itself be called by a verb: 做维修记录, 读安全标识.
OPENING_ANY = frozenset("读看写做学教填办接收听记答给用拟出进上下作识辨导")

# Words that may stand before the verb of a task: 为客户介绍产品, 按图样下料.
PREPOSITIONS = (
    *(
        "按照",
        "根据",
        "依据",
        "依照",
        "遵照",
        "遵循",
        "结合",
        "针对",
        "围绕",
        "通过",
        "借助",
        "参照",
    ),
    *("对", "为", "给", "向", "与", "同", "将", "把", "按", "依", "在", "以", "从", "由", "因"),
)
ADVERBS = (
    *(
        "正确",
        "准确",
        "规范",
        "熟练",
        "合理",
        "安全",
        "科学",
        "及时",
        "定期",
        "独立",
        "有效",
        "妥善",
    ),
    *(
        "自主",
        "现场",
        "日常",
        "全面",
        "初步",
        "手工",
        "机械",
        "人工",
        "快速",
        "精准",
        "仔细",
        "主动",
    ),
    *(
        "线上",
        "线下",
        "再次",
        "反复",
        "分步",
        "逐项",
        "逐一",
        "重新",
        "预先",
        "事先",
        "共同",
        "自行",
    ),
)

# Nouns that make a noun of the verb before them, 操作规范, unless that verb is said of such things.
ABSTRACT = frozenset(
    (
        *("知识", "技术", "工艺", "流程", "方法", "能力", "技能", "规范", "制度", "要求", "标准"),
        *("原理", "常识", "理论", "基础", "概述", "技巧", "工作", "事项", "礼仪", "意识", "要领"),
    )
)

# Nouns for what one works with or in; a task that closes with them needs a verb before.
THINGS = ("设备", "工具", "器具", "用具", "用品", "材料", "原料", "场所", "环境", "设施", "卫生")

# Verbs of one character that may close a name: 苗绣, 棕编 and the like apart, which are nouns.
CLOSING = frozenset("修洗剪切编织绣雕刻缝烫染焊钻磨刨铣铸锻涂刷喷印裱")
