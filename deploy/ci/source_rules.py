#!/usr/bin/env python3
"""Checks what no other tool does: sizes, header guards, a README a module,
words that do not belong in a public tree.

Files end at 500 lines and functions at 60; the aims are lower (CONTRIBUTING.md)
and `--long` lists what is past them.
"""

import argparse
import ast
import pathlib
import re
import subprocess
import sys

FILE_CAP = 500
FUNCTION_CAP = 60
AIMS = {".h": 150, ".cc": 300}
MODULES = ("crypto", "proto", "server", "client")
SIZED = (".h", ".cc", ".py", ".sh", ".proto", ".ts", ".svelte", ".cmake")

# Paths of somebody's machine, and tools' leftovers.
WORDS = [
    (re.compile(r"(?<![\w.~/-])/(work|root|home|Users)/[\w.]"),
     "a path of somebody's machine"),
    (re.compile(r"(?<![\w.])\.\./shared\b"), "a folder outside the checkout"),
    (re.compile(r"^(<{7}|>{7}) "), "a merge conflict"),
]

# One pass removes comments and the contents of literals, so that braces in
# them do not count.
LEXEME = re.compile(
    r"""//[^\n]*|/\*.*?\*/"""
    r"""|R"(?P<tag>[^()\\\s]{0,16})\(.*?\)(?P=tag)\""""
    r"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.DOTALL)
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n\\]|\\.|\\\n)*", re.MULTILINE)
DIGIT_SEPARATOR = re.compile(r"(?<=[0-9a-fA-F])'(?=[0-9a-fA-F])")


def blank(match):
    return "\n" * match.group(0).count("\n")


def bare(text):
    """C++ with comments, literals and directives emptied, lines kept."""
    text = DIGIT_SEPARATOR.sub("", text)
    text = LEXEME.sub(blank, text)
    return DIRECTIVE.sub(blank, text)


def scope_kind(head):
    """What a brace opens, outside of functions, from the words before it."""
    head = re.sub(r"\[\[.*?\]\]", "", head, flags=re.DOTALL).strip()
    if re.search(r"\bnamespace\b", head) or re.match(r"extern\b", head):
        return "namespace"
    if re.search(r"\b(class|struct|union|enum)\b[^()]*$", head):
        return "type"
    if "(" in head and not head.endswith("="):
        return "function"
    return "other"


def functions(text):
    """Yields (line, lines) of every function body in C++ `text`."""
    stack = []
    head = ""
    line = 1
    for char in bare(text):
        if char == "\n":
            line += 1
        if char == "{":
            inside = any(kind in ("function", "other") for kind, _ in stack)
            stack.append(("other" if inside else scope_kind(head), line))
            head = ""
        elif char == "}":
            if stack:
                kind, start = stack.pop()
                if kind == "function":
                    yield start, line - start
            head = ""
        elif char == ";":
            head = ""
        else:
            head += char


def python_functions(text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.lineno, node.end_lineno - node.lineno


def tracked(root):
    listed = subprocess.run(
        ["git", "-C", root, "ls-files", "-co", "--exclude-standard", "-z"],
        check=True, capture_output=True).stdout.decode().split("\0")
    return [pathlib.PurePosixPath(name) for name in listed
            if name and (root / name).is_file()
            and not (root / name).is_symlink()]


def read_text(path):
    """The text of a file, or None if it is binary."""
    data = path.read_bytes()
    if b"\0" in data:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def size_problems(name, text):
    lines = text.count("\n")
    if name.suffix in SIZED and lines > FILE_CAP:
        yield f"{name}: {lines} lines, at most {FILE_CAP}: split it by idea"
    found = ()
    if name.suffix in (".h", ".cc"):
        found = functions(text)
    elif name.suffix == ".py":
        found = python_functions(text)
    for line, length in found:
        if length > FUNCTION_CAP:
            yield (f"{name}:{line}: a function of {length} lines, "
                   f"at most {FUNCTION_CAP}")


def guard_problems(name, text):
    if name.suffix != ".h":
        return
    guard = re.sub(r"\W", "_", str(name)).upper() + "_"
    wanted = [f"#ifndef {guard}", f"#define {guard}"]
    directives = [line for line in text.splitlines() if line.startswith("#")]
    if directives[:2] != wanted:
        yield f"{name}: the header guard has to be {guard}"


def word_problems(name, text):
    for number, line in enumerate(text.splitlines(), 1):
        for pattern, why in WORDS:
            if pattern.search(line):
                yield f"{name}:{number}: {why}"


def readme_problems(names):
    """Modules say what they are and what they may include."""
    folders = {name.parent for name in names
               if name.suffix in (".h", ".cc") and name.parts[0] in MODULES}
    for folder in sorted(folders):
        if folder / "README.md" not in names:
            yield f"{folder}: there is no README.md"


def past_aim(name, text):
    aim = AIMS.get(name.suffix)
    lines = text.count("\n")
    if aim and lines > aim:
        yield f"long: {name}: {lines} lines, the aim is {aim}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=pathlib.Path,
                        default=pathlib.Path(__file__).resolve().parents[2])
    parser.add_argument("--long", action="store_true")
    arguments = parser.parse_args()

    names = tracked(arguments.root)
    problems = list(readme_problems(set(names)))
    for name in names:
        text = read_text(arguments.root / name)
        if text is None:
            continue
        for rule in (size_problems, guard_problems, word_problems):
            problems.extend(rule(name, text))
        if arguments.long:
            for line in past_aim(name, text):
                print(line)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
