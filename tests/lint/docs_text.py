"""What tests/lint/docs reads out of documents and sources: examples, lists, tables, names."""
import re

MARK = '.\\" example: '


def fenced(text):
    """(line, info, body) of each fenced block of a Markdown text."""
    found, start = [], None
    for number, line in enumerate(text.split("\n"), 1):
        if start is None and line.startswith("```"):
            start, info, body = number, line[3:].strip(), []
        elif start is not None and line == "```":
            found.append((start, info, "\n".join(body) + "\n"))
            start = None
        elif start is not None:
            body.append(line)
    return found


def fenced_out(text):
    """A Markdown text without its fenced blocks."""
    return re.sub(r"^```.*?^```", "", text, flags=re.S | re.M)


def literals(text):
    """(line, kind or None, body) of each literal block of an mdoc text; roff's escapes undone."""
    found, lines, number = [], text.split("\n"), 0
    while number < len(lines):
        if lines[number].startswith(".Bd -literal"):
            before = lines[number - 1]
            end = lines.index(".Ed", number)
            body = "\n".join(lines[number + 1:end]) + "\n"
            kind = before[len(MARK):] if before.startswith(MARK) else None
            found.append((number + 1, kind, body.replace("\\e", "\\").replace("\\&", "")))
            number = end
        number += 1
    return found


def examples(text, path):
    return fenced(text) if path.endswith(".md") else literals(text)


def section(text, title):
    """The body of a section (.Sh) or subsection (.Ss) of an mdoc text."""
    match = re.search(r"^\.S[hs] %s\n(.*?)(?=^\.S[hs] |\Z)" % re.escape(title), text, re.M | re.S)
    return match.group(1) if match else ""


def whole_section(text, title):
    """The same with the subsections of a section."""
    match = re.search(r"^\.Sh %s\n(.*?)(?=^\.Sh |\Z)" % re.escape(title), text, re.M | re.S)
    return match.group(1) if match else ""


def items(text):
    """The .It lines, continued lines joined, each as its words."""
    joined = text.replace("\\\n", " ")
    return [line.split()[1:] for line in joined.split("\n") if line.startswith(".It ")]


def marked(text, macro):
    """The words that directly follow a macro at the start of each .It line: `.It Cm forged`."""
    return [words[1] for words in items(text) if words and words[0] == macro and len(words) > 1]


MACROS = {"Ic", "Fl", "Ar", "Oo", "Oc", "Op", "Cm", "Qo", "Qc", "Qq", "No", "|", ","}


def command_items(text):
    """{"template list": {"--json", …}} of the .It Ic lines."""
    found = {}
    for words in items(text):
        if not words or words[0] != "Ic":
            continue
        name = []
        for word in words[1:]:
            if word in MACROS:
                break
            name.append(word)
        flags = {"-" + words[i + 1] for i in range(len(words) - 1)
                 if words[i] == "Fl" and words[i + 1].startswith("-")}
        found[" ".join(name)] = flags
    return found


def flag_items(text):
    """The options of the .It Fl lines: {"-c", "--conf"}."""
    found = set()
    for words in items(text):
        for i in range(len(words) - 1):
            if words[i] == "Fl":
                found.add("-" + words[i + 1])
    return found


def c_function(text, name):
    """The body of a function, by our format."""
    match = re.search(r"\b%s\([^;{]*\)\n\{\n(.*?)^\}" % re.escape(name), text, re.M | re.S)
    return match.group(1) if match else ""


def compared(body, variable):
    """Texts that a variable is compared with: strcmp(variable, "text")."""
    return set(re.findall(r'strcmp\(%s, "([^"]+)"\)' % re.escape(variable), body))


def calls(text, name):
    """The argument texts of each call of a function."""
    found = []
    for match in re.finditer(r"\b%s\(" % name, text):
        depth, at = 1, match.end()
        while at < len(text) and depth:
            depth += {"(": 1, ")": -1}.get(text[at], 0)
            at += 1
        found.append(text[match.end():at - 1])
    return found


def arguments(call):
    """The arguments of a call, parted at its own commas."""
    found, depth, start = [], 0, 0
    for at, sign in enumerate(call):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and not depth:
            found.append(call[start:at].strip())
            start = at + 1
    return found + [call[start:].strip()]


def strings(text):
    return re.findall(r'"([^"\\]*)"', text)


def leaves(value, known, path=""):
    """The paths of a JSON value: requester.name, exchange[].at. It goes no deeper than a known path."""
    if path in known:
        return {path}
    if isinstance(value, dict):
        return set().union(*(leaves(child, known, (path + "." if path else "") + key)
                             for key, child in value.items()), set())
    if isinstance(value, list):
        return set().union(*(leaves(child, known, path + "[]") for child in value), set())
    return {path}
