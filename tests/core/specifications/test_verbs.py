"""Verb and object: tasks as masters of a trade write them, and what only looks like one."""

import pytest

from hengji.core.specifications.verbs import ends_in_action, not_verb_object

VERB_OBJECT = (
    *("撰写报告", "出具检测报告", "包饺子", "结束工作"),
    *("读建筑图", "介绍产品", "和面", "准备工具", "制作面团", "清洗原料", "装盘", "调制汤料"),
    *(
        "擦拭家具",
        "整理床铺",
        "消毒奶瓶",
        "为婴儿洗澡",
        "按图样下料",
        "将裁片缝合成衣",
        "安装管卡",
        "检查车况",
    ),
    *(
        "更换机油",
        "填写维修记录",
        "做好准备",
        "接待客户",
        "拍商品图",
        "撰写详情页",
        "规划航线",
        "组装无人机",
    ),
    *(
        "校准罗盘",
        "喷洒农药",
        "回收电池",
        "识别杂草",
        "采摘果实",
        "修剪枝条",
        "配制营养液",
        "熨烫衬衫",
    ),
    *("量体", "打版", "锁扣眼", "钉纽扣", "砌墙体", "抹墙面", "贴瓷砖", "布置会场"),
    *("摆台", "为客人斟酒", "结账", "办理入住手续", "铺床", "擦皮鞋", "上鞋油", "磨刀"),
    *(
        "诊断发动机故障",
        "拆装轮胎",
        "给伤口换药",
        "测量血压",
        "协助老人进食",
        "翻身",
        "训练模型",
        "标注数据",
    ),
    *(
        "部署服务器",
        "编写程序",
        "备份数据",
        "发布作品",
        "剪辑视频",
        "策划活动",
        "答复咨询",
        "处理投诉",
    ),
    *(
        "核对单据",
        "正确使用灭火器",
        "定期保养设备",
        "选择加工方法",
        "讲解安全知识",
        "揉捻茶叶",
        "冲泡绿茶",
        "煮面",
    ),
    *(
        "切配料头",
        "炒制臊子",
        "打调料",
        "盛装成品",
        "收拾工位",
        "绑扎钢筋",
        "搅拌混凝土",
        "开启设备",
    ),
    "看护婴幼儿",
)

NOT_VERB_OBJECT = (
    *(
        "图纸识读",
        "面团制作",
        "产品介绍",
        "工具准备",
        "汤料调制",
        "家具擦拭",
        "床铺整理",
        "管道安装",
    ),
    *(
        "数据处理",
        "安全知识",
        "工具设备",
        "客户礼仪",
        "清洗方法",
        "操作流程",
        "检测技术",
        "清洗消毒",
    ),
    *(
        "维修保养",
        "安装与调试",
        "手工编织",
        "安全操作",
        "无人机航线规划",
        "短视频剪辑",
    ),
    *("设备维护", "茶叶揉捻"),
)


@pytest.mark.parametrize("task", VERB_OBJECT)
def test_a_task_of_verb_and_object_passes(task: str) -> None:
    assert not_verb_object(task) == ""


@pytest.mark.parametrize("task", NOT_VERB_OBJECT)
def test_a_task_that_is_none_is_told(task: str) -> None:
    assert not_verb_object(task)


def test_the_order_is_put_right() -> None:
    assert "“识读图纸”" in not_verb_object("图纸识读")


@pytest.mark.parametrize("name", ["拉面制作", "社区绿化", "擦鞋", "三峡刺绣", "CAD制图（机械）"])
def test_a_name_closes_with_what_is_done(name: str) -> None:
    assert ends_in_action(name)


@pytest.mark.parametrize("name", ["荣昌卤鹅", "烤全羊", "跨境贸易电商"])
def test_a_name_without_a_verb_is_told(name: str) -> None:
    assert not ends_in_action(name)
