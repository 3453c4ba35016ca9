"""What the lint scripts share. A script is a function from a tree to its faults, and small bad trees
that it must find fault with, so that a script that has gone blind fails too."""
import os
import re
import sys
import tempfile

SOURCES = ("lib", "daemon", "ctl")


def tree():
    """The source tree that this file stands in."""
    return os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def files(root, folders, endings):
    """Paths below some folders of a tree, sorted; what a build leaves there is not of it."""
    found = []
    for folder in folders:
        for here, folders_in, names in os.walk(os.path.join(root, folder)):
            folders_in[:] = [name for name in folders_in if not name.startswith(".")]
            for name in names:
                path = os.path.relpath(os.path.join(here, name), root)
                if name.endswith(endings) and not is_generated(os.path.join(root, path)):
                    found.append(path)
    return sorted(found)


def is_generated(path):
    """Files that make wrote for a build within the tree: they have no twin in the distribution."""
    return os.path.basename(path) in ("scenario_default.c",) or path.endswith(".inc")


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8") as file:
        return file.read()


def bare(text):
    """C without comments and without what stands in quotes, line for line."""

    def blank(match):
        found = match.group(0)
        if found[0] in "\"'":
            return found[0] * 2
        return re.sub(r"[^\n]", " ", found)

    return re.sub(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', blank, text, flags=re.S)


def includes(text):
    """Line numbers and names of what a C text includes."""
    for number, line in enumerate(text.split("\n"), 1):
        match = re.match(r'\s*#\s*include\s*(["<])([^">]+)[">]', line)
        if match:
            yield number, match.group(1) == '"', match.group(2)


def write_tree(root, contents):
    for path, text in contents.items():
        path = os.path.join(root, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def blind(check, cases):
    """The cases in which the check does not say what it should."""
    for contents, expected in cases:
        with tempfile.TemporaryDirectory() as root:
            write_tree(root, contents)
            faults = check(root)
        ok = len(faults) == 1 and faults[0].startswith(expected) if expected else not faults
        if not ok:
            yield "self-test: expected %r, got %r" % (expected, faults)


def main(check, cases):
    """cases: (files of a tree, the start of the one fault in it, or None)."""
    root = sys.argv[1] if len(sys.argv) > 1 else tree()
    faults = list(blind(check, cases)) or check(root)
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)
