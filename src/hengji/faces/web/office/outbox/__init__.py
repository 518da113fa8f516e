"""事件：what was told, who has received it, and delivering again."""
