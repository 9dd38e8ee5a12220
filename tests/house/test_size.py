"""Law 3: files ≤ 300 lines, functions ≤ 40, templates ≤ 120 (data and stylesheet exempt); types on every function."""

import ast

from tests.house.sources import PORTAL, TOP, functions, lines, python_files, short, templates


def test_no_python_file_passes_300_lines() -> None:
    long = {short(path): lines(path) for folder in (PORTAL, TOP / "tests") for path in python_files(folder) if lines(path) > 300}
    assert not long, f"split by step of the work, into a folder of the same name: {long}"


def test_no_function_passes_40_lines() -> None:
    long = {
        f"{short(path)}:{function.lineno} {function.name}": length
        for path in python_files()
        for function in functions(path)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > 40
    }
    assert not long, f"give each step a name of its own: {long}"


def test_no_template_passes_120_lines() -> None:
    long = {short(path): lines(path) for path in templates() if lines(path) > 120}
    assert not long, f"move pieces to <feature>/_<piece>.html or to a macro in parts/: {long}"


def test_every_function_says_its_types() -> None:
    bare = [
        f"{short(path)}:{function.lineno} {function.name}"
        for path in python_files()
        for function in functions(path)
        if function.returns is None or any(argument.annotation is None for argument in _arguments(function))
    ]
    assert not bare, bare


def _arguments(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.arg]:
    given = function.args
    every = [
        *given.posonlyargs,
        *given.args,
        *given.kwonlyargs,
        *([given.vararg] if given.vararg else []),
        *([given.kwarg] if given.kwarg else []),
    ]
    return [argument for argument in every if argument.arg not in ("self", "cls")]
