#!/usr/bin/env python3
"""Five damaged documents against what a careful editor made of them by hand.

    seeds_test.py --lrpack PROGRAM --manifest seeds.toml --documents FOLDER

The documents are not part of the project, so neither is their text: seeds_gold.json holds of each article the kind and
level, the length and a hash of every block and note of the hand-made text, with its note marks in their places; where
an editor cannot know whether a paragraph goes on, it holds each variant. A block counts as right when it is right to the
last character. Exit code 77: the documents are not here.
"""
import argparse
import collections
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile

GOLD = pathlib.Path(__file__).with_name("seeds_gold.json")
LOWEST_F1 = 0.98          # headings, paragraphs
HIGHEST_ERROR = 0.001     # of the characters: those of blocks that differ, all of them
HASH_DIGITS = 16


def digest(text):
    return hashlib.sha256(re.sub(r"\s+", " ", text).strip().encode()).hexdigest()[:HASH_DIGITS]


def hashed_block(block):
    """(kind, level, hash): what has to agree."""
    return block["type"], block.get("level", 0) if block["type"] == "heading" else 0, digest(block["text"])


def export(lrpack, manifest, documents):
    with tempfile.TemporaryDirectory() as folder:
        bundle = pathlib.Path(folder) / "seeds.lrb"
        subprocess.run([lrpack, "make", manifest, "--folder", documents, "-o", bundle, "--profile", "400x300-1", "--quiet"],
                       check=True, stderr=subprocess.DEVNULL)
        done = subprocess.run([lrpack, "export", bundle, "--format", "json"], check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)["articles"]


def f1(gold, found):
    """Of two multisets."""
    same = sum((gold & found).values())
    total = sum(gold.values()) + sum(found.values())
    return 1.0 if total == 0 else 2 * same / total


def accepted(gold_block, hashes):
    """The hash of the block that the program's text has, if an editor could also have written it so."""
    return next((one for one in gold_block["hashes"] if one in hashes), gold_block["hashes"][0])


def score(gold, article):
    found = [hashed_block(block) for block in article["blocks"]]
    hashes = {one[2] for one in found}
    blocks = []
    for variants in gold["blocks"]:
        blocks += max(variants, key=lambda blocks: sum(accepted(one, hashes) in hashes for one in blocks) / len(blocks))
    wanted = [(block["type"], block["level"], accepted(block, hashes)) for block in blocks]
    is_heading = lambda block: block[0] == "heading"
    counts = [collections.Counter(filter(is_heading, blocks)) for blocks in (wanted, found)]
    texts = [collections.Counter(one[2] for one in blocks if not is_heading(one)) for blocks in (wanted, found)]
    right = {one[2] for one in found}
    wrong = sum(block["size"] for block, one in zip(blocks, wanted) if one[2] not in right)
    notes = {str(note["n"]): digest(note["text"]) for note in article["footnotes"]}
    return {
        "title": digest(article["title"]) in gold["titles"],
        "authors": [digest(author) for author in article["authors"]] == gold["authors"],
        "headings": f1(*counts),
        "paragraphs": f1(*texts),
        "wrong": wrong,
        "size": sum(block["size"] for block in blocks),
        "notes": sum(notes.get(n) == one for n, one in gold["notes"].items()),
        "gold_notes": len(gold["notes"]),
        "extra_notes": len(set(notes) - set(gold["notes"])),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lrpack", required=True)
    parser.add_argument("--manifest", required=True)
    parser.add_argument("--documents", required=True, type=pathlib.Path)
    options = parser.parse_args()
    if not options.documents.is_dir():
        print(f"skipped: the documents are not here ({options.documents})")
        return 77
    gold = json.loads(GOLD.read_text())["articles"]
    articles = export(options.lrpack, options.manifest, options.documents)
    print("article  title  authors  headings  paragraphs  characters of wrong blocks  notes")
    rows = [score(one, article) for one, article in zip(gold, articles)]
    for number, row in enumerate(rows, 1):
        print(f"{number:7}  {'right' if row['title'] else 'WRONG'}  {'right' if row['authors'] else 'WRONG':7}  "
              f"{row['headings']:8.4f}  {row['paragraphs']:10.4f}  {row['wrong']:15} of {row['size']:6}  "
              f"{row['notes']:5} of {row['gold_notes']}")
    failures = []
    if len(articles) != len(gold):
        failures.append(f"{len(articles)} articles, expected {len(gold)}")
    for name in ("title", "authors"):
        failures += [f"article {number}: {name}" for number, row in enumerate(rows, 1) if not row[name]]
    for name in ("headings", "paragraphs"):
        failures += [f"article {n}: {name} F1 {row[name]:.4f}" for n, row in enumerate(rows, 1) if row[name] < LOWEST_F1]
    error = sum(row["wrong"] for row in rows) / sum(row["size"] for row in rows)
    if error > HIGHEST_ERROR:
        failures.append(f"{error:.4%} of the characters stand in blocks that differ")
    notes, wanted = sum(row["notes"] for row in rows), sum(row["gold_notes"] for row in rows)
    # One note's semicolon after an address may be of either width.
    if notes < wanted - 1 or any(row["extra_notes"] for row in rows):
        failures.append(f"{notes} of {wanted} notes, {sum(row['extra_notes'] for row in rows)} too many")
    for failure in failures:
        print("FAILED:", failure)
    print(f"{len(rows)} articles, {notes} of {wanted} notes, at most {error:.4%} of the characters wrong")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
