"""What the benches take from the product is there: they run seldom, so a name that went would be missed late."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

BENCHES = sorted((Path(__file__).resolve().parents[2] / "bench").glob("*.py"))


@pytest.mark.parametrize("path", BENCHES, ids=lambda path: str(path.name))
def test_a_bench_imports_only_what_the_product_has(path: Path) -> None:
    taken = [
        (node.module, one.name)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in ("xieshou", "tests")
        for one in node.names
    ]
    missing = [f"{module}.{name}" for module, name in taken if not _there(module, name)]
    assert not missing, f"{path.name} asks for {missing}"


def _there(module: str, name: str) -> bool:
    if hasattr(import_module(module), name):
        return True
    try:
        import_module(f"{module}.{name}")
    except ImportError:
        return False
    return True
