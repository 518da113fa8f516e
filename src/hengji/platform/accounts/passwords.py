"""What is asked of a password beyond Django's own rules."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError


class CharacterKindsValidator:
    """At least so many kinds of characters (等保三级: 口令复杂度)."""

    def __init__(self, kinds: int = 2) -> None:
        self.kinds = kinds

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise ValidationError for a password of too few kinds."""
        tests = (str.islower, str.isupper, str.isdigit)
        found = sum(any(test(one) for one in password) for test in tests)
        others = any(not (one.isascii() and one.isalnum()) for one in password)
        if found + others < self.kinds:
            raise ValidationError(self.get_help_text(), code="password_too_uniform")

    def get_help_text(self) -> str:
        """The rule, for forms."""
        return f"密码至少包含小写字母、大写字母、数字、其他字符中的 {self.kinds} 种。"
