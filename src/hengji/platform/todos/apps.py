"""The Django app of the todos."""

from django.apps import AppConfig


class TodosConfig(AppConfig):
    name = "hengji.platform.todos"
    label = "todos"
    verbose_name = "待办"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow every change of state, and make the todo's own states known."""
        from hengji.platform.states.services import follow
        from hengji.platform.todos import states  # noqa: F401 - declaring is what it does
        from hengji.platform.todos.following import todos_follow

        follow(todos_follow)
