"""What this package's acts are called in the audit trail."""

from hengji.platform.audit.actions import declare_action

declare_action("account.create", "建立账号")
declare_action("account.invite", "邀请开通账号")
declare_action("account.close", "停用账号")
declare_action("account.reopen", "恢复账号")
declare_action("account.appoint", "任职")
declare_action("account.end_appointment", "结束任职")
declare_action("account.take_up_invitation", "接受邀请并设置密码")
declare_action("account.change_password", "更换密码")
declare_action("account.sign_in", "登录")
declare_action("account.sign_in_failed", "登录失败")
declare_action("account.sign_out", "退出登录")
declare_action("account.end_sessions", "结束自己的其他会话")
declare_action("account.add_second_factor", "添加第二重验证")
declare_action("account.remove_second_factor", "移除第二重验证")
declare_action("account.make_recovery_codes", "生成恢复码")
declare_action("account.reset_second_factor", "重置第二重验证")
