"""The policy packs: what the published notices order, as data, a folder a notice."""
