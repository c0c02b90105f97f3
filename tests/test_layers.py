"""Foreign keys follow the layers too: a string such as "matching.Application" in a lower room is an upward import."""

import tomllib
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent


def _floors() -> dict[str, int]:
    """Room → height, from the layer table of import-linter."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return {room.strip(): -height for height, layer in enumerate(layers) for room in layer.split("|")}


def test_no_relation_points_to_a_room_above_or_beside():
    floors, upward = _floors(), []
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if not field.is_relation or field.auto_created or field.related_model is None:
                continue
            room, other = model._meta.app_label, field.related_model._meta.app_label
            if room in floors and other in floors and room != other and floors[other] >= floors[room]:
                upward.append(f"{model.__name__}.{field.name} → {other}")
    # Every log names who acted: the user is the one model that stands below all rooms' floors.
    assert [line for line in upward if not line.endswith("→ accounts")] == []
