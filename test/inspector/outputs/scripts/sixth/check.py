"""Reads every recorded file again and checks its label as far as a program can: python3 check.py [FOLDER]"""
import collections
import html
import json
import os
import re
import subprocess
import sys
import zipfile

import people as P

folder = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "files")
bad = []


def text_of(name):
    path, ext = os.path.join(folder, name), name.rsplit(".", 1)[-1]
    if ext == "pdf":
        return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    if ext in ("docx", "pptx", "odt", "ods"):
        z = zipfile.ZipFile(path)
        part = {"docx": r"word/document.xml", "pptx": r"ppt/(slides/slide|notesSlides/notesSlide)\d+.xml", "odt": "content.xml", "ods": "content.xml"}[ext]
        x = "\n".join(z.read(n).decode() for n in sorted(z.namelist()) if re.fullmatch(part, n))
        x = re.sub(r"<text:s[^>]*/>", " ", x)
        return html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"</(w:p|a:p|text:p|text:h)>", "\n", x)))
    if ext == "xlsx":
        import openpyxl
        return "\n".join("\t".join("" if c is None else str(c) for c in row) for ws in openpyxl.load_workbook(path) for row in ws.iter_rows(values_only=True))
    raw = open(path, encoding="utf-8-sig").read()
    if ext == "csv" and ";" not in raw:
        return raw.replace(",", "\t")
    raw = re.sub(r"(?m)^ opened on: .*$", "", raw)
    if ext in ("html", "svg", "xml"):
        raw = re.sub(r"(?s)<(style|script|defs)\b.*?</\1>|<!--.*?-->|<\?.*?\?>|<!DOCTYPE.*?>", "", raw)
        return html.unescape(re.sub(r"<[^>]+>", " ", raw))
    if ext == "rtf":
        return re.sub(r"\\u(-?\d+)\??", lambda m: chr(int(m[1]) % 65536), raw)
    if ext == "ipynb":
        nb = json.loads(raw)
        return "\n".join("".join(c["source"]) + "\n" + "\n".join("".join(o.get("text", "")) + "".join(o.get("data", {}).get("text/plain", "")) for o in c.get("outputs", [])) for c in nb["cells"])
    return raw


def integers(s):
    """Whole numbers; thousands marks joined, decimals and parts of words left out."""
    s = s.replace("\u202f", " ").replace("\u00a0", " ")
    s = re.sub(r"(?<![\d.,])(\d{1,3})([ ])(?=\d{3}(?!\d))", r"\1", s) if re.search(r"(?<![\d.,])\d{1,3} \d{3}(?!\d)", s) else s
    s = re.sub(r"(?<![\d.,])(\d{1,3})[,.](?=\d{3}(?![\d]))", r"\1", s)
    return [int(x) for x in re.findall(r"(?<![\w.,%-])\d+(?![\w%]|[.,]\d|-\d| ?%|\\%)", s)]


WORDS = {"two": 2, "three": 3, "five": 5, "seven": 7, "nine": 9}


def small(x, t):
    want = [int(n) for n in re.findall(r"(?:= |: |n = |at risk at 12 months: |below 10: |, )(\d+)\b", x["what"])] or [int(n) for n in re.findall(r"\b[1-9]\b", x["what"])]
    want = [n for n in want if 1 <= n <= 9] or [WORDS[w] for w in re.findall(r"\w+", x["what"]) if w in WORDS]
    got = re.findall(r"(?<![\d.,])[1-9](?![\d]|[.,]\d)", t)
    if not want or not all(str(n) in got for n in want[:1]):
        return f"small {want} not seen"


def rounded(x, t):
    b = x["base"]
    ns = [n for n in integers(t) if not 1990 <= n <= 2030]
    fit = (lambda n: n == 0 or n % 6 == 3) if b == 6 else (lambda n: n % b == 0)
    if x["form"] in ("r-print", "pandas-print"):                   # the numbers of the rows
        t = re.sub(r"(?m)^ *\d+ ", " ", t)
        ns = [n for n in integers(t) if not 1990 <= n <= 2030]
    off = [n for n in ns if not fit(n) and n not in (b, 100)]
    if off:
        return f"not multiples of {b}: {off[:12]}"
    if len(set(ns)) < 8:
        return f"only {len(set(ns))} counts"
    if b != 6 and any(all(n % (b * q) == 0 for n in ns if n != b) for q in (2, 3, 5)):
        return "a larger base fits too"


def arithmetic(x, t):
    m = re.fullmatch(r"hidden (\d+) = (.+)", x["what"])
    h, rhs = int(m[1]), m[2]
    flat = re.sub(r"(?<=\d)[,. ](?=\d{3}\b)", "", t)
    if "%" in rhs:
        n, p = re.fullmatch(r"(\d+) \* ([\d.]+)%", rhs).groups()
        ok, parts = round(int(n) * float(p) / 100) == h, [n]
    else:
        parts = rhs.split(" - ")
        ok = int(parts[0]) - sum(map(int, parts[1:])) == h
    if not ok or not 1 <= h <= 9:
        return "sum is wrong"
    lost = [p for p in parts if not re.search(rf"(?<!\d){p}(?!\d)", flat)]
    if lost:
        return f"not shown: {lost}"
    if h in [n for n in integers(t)] and x["form"] not in ("sentences", "pandas-print"):
        return f"{h} is shown"


def luhn(s):
    ds = [int(c) for c in s]
    return P.luhn(ds[:-1]) == ds[-1]


def mod97(s):
    return int("".join(str(int(c, 36)) for c in s[4:] + s[:4])) % 97 == 1


VALID = [("NHS", r"\b999[ ]?\d{3}[ ]?\d{4}\b", lambda s: sum(int(c) * w for c, w in zip(s, range(10, 1, -1))) % 11 == (11 - int(s[9])) % 11),
         ("personnummer", r"\b(?:19|20)\d{6}-\d{4}\b", lambda s: luhn(re.sub(r"\D", "", s)[2:])), ("card", r"\b4\d{3}(?: \d{4}){3}\b", luhn),
         ("IBAN", r"\b(?:DE|NL|FR|ES|BE)\d{2}(?: ?[A-Z0-9]{4}){2,6}(?: ?[A-Z0-9]{1,3})?\b", mod97), ("BSN", r"\b[123]\d{8}\b", lambda s: (sum(int(c) * w for c, w in zip(s, range(9, 1, -1))) - int(s[8])) % 11 == 0),
         ("NIR", r"\b[12] \d\d \d\d \d\d \d{3} \d{3} \d\d\b", lambda s: 97 - int(s[:13]) % 97 == int(s[13:])), ("hetu", r"\b\d{6}[-A]\d{3}[0-9A-Y]\b", lambda s: "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(re.sub(r"\D", "", s[:6] + s[6:].lstrip("-A")[:3])) % 31] == s[-1]),
         ("PESEL", r"\b\d{11}\b", lambda s: True), ("DNI", r"\b\d{8}[A-Z]\b", lambda s: "TRWAGMYFPDXBNJZSQVHLCKE"[int(s[:8]) % 23] == s[8]),
         ("AHV", r"\b756\.\d{4}\.\d{4}\.\d\d\b", lambda s: sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(re.sub(r"\D", "", s))) % 10 == 0)]
PERSON = r"[\w.]+@example\.org|07700 900\d{3}|\b\d\d[./]\d\d[./](?:19|20)\d\d\b|" + "|".join(sorted({n for v in P.L.values() for n in v}))


def identifiers(t):
    got = []
    for name, pat, ok in VALID:
        got += [name for s in re.findall(pat, t) if ok(s.replace(" ", "").replace(".", "") if name != "hetu" else s)]
    return got + ["person"] * len(re.findall(PERSON, t))


MINMAX = re.compile(r"\b(min|max|minimum|maximum|smallest|largest|youngest|oldest|lowest|highest|longest|range|mínimo|máximo|lägst\w*|högst\w*|laagste|hoogste|mindste|største|jüngste|älteste|plus jeune|plus âgé|extreme|lägsta|högsta|lowest|min\.)\b", re.I)


def harmless(x, t):
    if identifiers(t):
        return f"identifier? {identifiers(t)[:3]}"
    if x["form"] not in ("script", "gretl") and MINMAX.search(t.replace("Maximum Likelihood", "")):
        return f"extreme? {MINMAX.search(t)[0]}"


CHECK = {"small-count": small, "rounded": rounded, "arithmetic": arithmetic, "harmless": harmless,
         "identifier": lambda x, t: None if identifiers(t) else "no identifier seen",
         "extreme": lambda x, t: None if MINMAX.search(t) else "no word for an extreme",
         "rows-of-people": lambda x, t: None if len(integers(t)) + len(re.findall(r"\d+", t)) > 10 else "few numbers",
         "missing-rows": lambda x, t: None if re.search(r"\b[1-9]\b|\bfive\b", t) or "lost" in x["what"] else "no small number"}
labels = json.load(open(os.path.join(folder, "labels.json"), encoding="utf-8"))
names = {x["name"] for x in labels}
extra = set(os.listdir(folder)) - names - {"labels.json", "identifier-sentences.json"}
if extra or len(names) != len(labels):
    bad.append(("(folder)", "", f"files without a label: {sorted(extra)[:9]}"))
for x in labels:
    size = os.path.getsize(os.path.join(folder, x["name"]))
    if not 0 < size <= 200_000:
        bad.append((x["name"], x["kind"], f"size {size}"))
        continue
    t = text_of(x["name"])
    why = CHECK[x["kind"]](x, t)
    if x["kind"] == "rounded" and not why:
        why = harmless(x, t)
    if why:
        bad.append((x["name"], x["form"] + "/" + x["kind"], why))
    if "--small" in sys.argv and x["kind"] == "harmless":         # for the eye: lines with a lone small number
        for line in t.splitlines():
            if re.search(r"(?<![\w.,-])[1-9](?![\w]|[.,:]\d)", line):
                print(f"{x['name'][:24]:<25}{x['form'][:10]:<11}{line.strip()[:110]}")
s = json.load(open(os.path.join(folder, "identifier-sentences.json"), encoding="utf-8"))
bad += [("sentences", "with", q) for q in s["with"] if not identifiers(q) and not re.search(r"MRN|06-\d{8}|Numéro|Fødselsnummer|lives at", q)]
bad += [("sentences", "without", q) for q in s["without"] if identifiers(re.sub(r"31.12.2018|31/12/2017|01/01/2012", "", q))]
for b in bad:
    print(*b, sep=" | ")
print(len(labels), "files,", len(bad), "to look at;", sum(os.path.getsize(os.path.join(folder, n)) for n in os.listdir(folder)), "bytes")
print(dict(collections.Counter(x["kind"] for x in labels)))
print(dict(collections.Counter(x["form"] for x in labels)))
