"""Check the labels against the files.

python3 check.py           counts by kind and form, and faults
python3 check.py --small   also lone numbers 1 to 9 in harmless files
python3 check.py --round   also whole numbers in rounded files that are no multiples of their base
"""
import json
import os
import re
import subprocess
import sys
import zipfile
from collections import Counter

FILES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "files")
KINDS = {"small-count", "rows-of-people", "identifier", "extreme", "arithmetic", "missing-rows", "rounded", "harmless"}
LONE = re.compile(r"(?<![\w.,:/\-+'’])[1-9](?![\w:/\-]|[.,]\d)")


def text_of(name):
    """The words of a file, also of zipped office files and PDF."""
    p = os.path.join(FILES, name)
    ext = name.rsplit(".", 1)[-1]
    if ext in ("xlsx", "docx", "pptx", "odt", "ods"):
        want = {"xlsx": r"xl/(sharedStrings|worksheets/sheet\d+)\.xml", "docx": r"word/document\.xml", "pptx": r"ppt/slides/slide\d+\.xml"}.get(ext, r"content\.xml")
        out = []
        with zipfile.ZipFile(p) as z:
            for f in z.namelist():
                if re.fullmatch(want, f):
                    x = z.read(f).decode("utf-8")
                    x = re.sub(r'<c [^>]*t="s"[^>]*>.*?</c>', " ", x)
                    out.append(re.sub(r"[ \t]+", " ", re.sub(r"<[^>]+>", " ", re.sub(r"</(w:p|a:p|text:p|row|table:table-row|si)>", "\n", x))))
        return "\n".join(out)
    if ext == "pdf":
        return subprocess.run(["pdftotext", "-layout", p, "-"], stdout=subprocess.PIPE).stdout.decode("utf-8", "replace")
    with open(p, "rb") as f:
        b = f.read()
    try:
        t = b.decode("utf-8")
    except UnicodeDecodeError:
        t = b.decode("latin-1")
    if ext == "svg":
        return "\n".join(re.findall(r"<text[^>]*>([^<]*)</text>", t))
    if ext == "html":
        t = re.sub(r"<style.*?</style>", " ", t, flags=re.S)
        return re.sub(r"<[^>]+>", " ", t)
    return t


def main():
    with open(os.path.join(FILES, "labels.json"), encoding="utf-8") as f:
        labels = json.load(f)
    names = Counter(x["name"] for x in labels)
    there = {f for f in os.listdir(FILES) if f not in ("labels.json", "identifier-sentences.json")}
    faults = [f"labelled {n} times: {k}" for k, n in names.items() if n > 1]
    faults += [f"no such file: {k}" for k in names if k not in there] + [f"no label: {k}" for k in there if k not in names]
    faults += [f"kind: {x['name']}" for x in labels if x["kind"] not in KINDS or ("base" in x) != (x["kind"] == "rounded")]
    sizes = {k: os.path.getsize(os.path.join(FILES, k)) for k in there}
    faults += [f"too big: {k}" for k, s in sizes.items() if s > 400_000] + [f"empty: {k}" for k, s in sizes.items() if s < 40]
    print(len(labels), "labels,", sum(sizes.values()) // 1000, "kB")
    print("by kind:", dict(Counter(x["kind"] for x in labels).most_common()))
    print("by form:", dict(Counter(x["form"] for x in labels).most_common()))
    print("\n".join(faults) or "no faults")
    for x in labels:
        if "--small" in sys.argv and x["kind"] == "harmless":
            hits = [line.strip() for line in text_of(x["name"]).split("\n") if LONE.search(line)]
            if hits:
                print(f"\n== {x['name']}")
                print("\n".join("   " + h[:150] for h in hits[:14]))
        if "--round" in sys.argv and x["kind"] == "rounded":
            t = re.sub(r"(?<=\d)[ ,.\u202f\u00a0](?=\d{3}\b)", "", text_of(x["name"]))
            nums = [int(n) for n in re.findall(r"(?<![\w.,#-])\d+(?![\w.,%]\d|\w)", t)]
            bad = [n for n in nums if (n % 6 != 3 if x["base"] == 6 else n % x["base"])]
            print(f"{x['name']:32} base {x['base']:>3} fit {len(nums) - len(bad):>3} else {bad[:14]}")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
