#!/usr/bin/env python3
"""Counts the advertisements between two comments of a site, and the links in them, by itself, and looks whether copydesk has found each.

usage: marked_blocks.py BINARY SITE      exits 1 when a block or a link is missing, or was found without being there

It knows nothing of copydesk's code: blocks are found by a pattern over the bytes, links by Python's own reader of HTML. A block counts as
found when affiliate/unlabeled-block or affiliate/mislabeled-block stands at its first comment (none of the sites it is for has labels),
a link when `copydesk inspect` lists it as an affiliate link at the byte of its tag.
"""
import html.parser, json, pathlib, re, subprocess, sys

BLOCK = re.compile(rb"<!--\s*(?:affiliate|ads?|sponsored)[^>]*?\bbegin\s*-->(.*?)<!--\s*(?:affiliate|ads?|sponsored)[^>]*?\bend\s*-->", re.S | re.I)


class Links(html.parser.HTMLParser):
    """The byte of every `<a>` that leads somewhere."""

    def __init__(self, text, at):
        super().__init__()
        # Latin-1 has one character for each byte, so that characters count bytes.
        self.lines = [0]
        for line in text.split(b"\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)
        self.at, self.found = at, set()
        self.feed(text.decode("latin-1"))

    def handle_starttag(self, tag, attributes):
        if tag == "a" and dict(attributes).get("href"):
            line, column = self.getpos()
            self.found.add(self.at + self.lines[line - 1] + column)


def copydesk(binary, site, *arguments):
    run = subprocess.run([binary, *arguments, "."], cwd=site, capture_output=True)
    if run.returncode not in (0, 1):
        sys.exit(f"{' '.join(arguments)}: exit status {run.returncode}: {run.stderr.decode()[:400]}")
    # One object a line; other line ends (U+2028) may stand in a value.
    return [json.loads(line) for line in run.stdout.decode("utf-8").split("\n") if line.strip()]


def main():
    binary, site = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
    findings = copydesk(binary, site, "check", "--format", "jsonl", "--select", "affiliate", "--fail-on", "never")
    pages = {page["path"]: page for page in copydesk(binary, site, "inspect", "--format", "jsonl")}
    blocks = links = 0
    wrong = []
    for path, page in sorted(pages.items()):
        text = (site / path).read_bytes()
        marks = {f["start"]["byte"] for f in findings if f["path"] == path and f["rule"] in ("affiliate/unlabeled-block", "affiliate/mislabeled-block")}
        known = {link["start"]["byte"] for link in page["affiliate"]}
        begins, inside = set(), set()
        for block in BLOCK.finditer(text):
            begins.add(block.start())
            inside |= Links(block.group(1), block.start(1)).found
        blocks += len(begins)
        links += len(inside)
        wrong += [f"{path}: no finding for the block at byte {at}" for at in sorted(begins - marks)]
        wrong += [f"{path}: a finding at byte {at}, where no block begins" for at in sorted(marks - begins)]
        wrong += [f"{path}: the link at byte {at} is not known" for at in sorted(inside - known)]
    print("\n".join(wrong + [f"{site.name}: {blocks} marked blocks with {links} links in {len(pages)} articles; {len(wrong)} shortcomings"]))
    sys.exit(1 if wrong or not blocks else 0)


main()
