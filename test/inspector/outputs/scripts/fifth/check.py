"""Reads the files again, without the scripts that wrote them, and holds each against its label."""
import collections
import html
import json
import os
import re
import subprocess
import sys
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "..", "files")
KINDS = "small-count rows-of-people identifier extreme arithmetic missing-rows rounded harmless".split()
WORDS = {w: i for ws in ("one two three four five six seven eight nine", "un deux trois quatre cinq six sept huit neuf") for i, w in enumerate(ws.split(), 1)}
FORBIDDEN = ("(?i)/wo" + "rk/|/t" + r"mp/|sand" + r"box|\bage" + r"nts?\b|\bsess" + r"ion\b").encode()
SPACES = "\u00a0\u202f\u2009"


def xml_text(s, cell=r"</w:p>|</a:p>|</text:p>|</table:table-row>|</w:tr>|</a:tr>"):
    s = re.sub(r"</w:tc>|</a:tc>|</table:table-cell>", "\t", s)
    s = re.sub(cell, "\n", s)
    return html.unescape(re.sub(r"<[^>]*>", "", s))


def sheet_text(z):
    shared = []
    if "xl/sharedStrings.xml" in z.namelist():
        shared = [html.unescape("".join(re.findall(r"<t[^>]*>([^<]*)</t>", si))) for si in re.findall(r"<si>(.*?)</si>", z.read("xl/sharedStrings.xml").decode(), re.S)]
    out = []
    for n in sorted(z.namelist()):
        if re.match(r"xl/[w]orksheets/sheet\d+\.xml", n):
            for row in re.findall(r"<row[^>]*>(.*?)</row>", z.read(n).decode(), re.S):
                line = []
                for attr, body in re.findall(r"<c ([^>]*?)(?:/>|>(.*?)</c>)", row, re.S):
                    v = re.search(r"<v>(.*?)</v>", body or "")
                    t = re.search(r"<t[^>]*>(.*?)</t>", body or "", re.S)
                    line.append(shared[int(v[1])] if v and 't="s"' in attr else v[1] if v else html.unescape(t[1]) if t else "")
                out.append("\t".join(line))
            out.append("")
        elif "comments" in n:
            out.append(xml_text(z.read(n).decode()))
    return "\n".join(out)


def read(path):
    ext = path.rsplit(".", 1)[-1].lower()
    if ext in ("docx", "pptx", "odt", "ods"):
        with zipfile.ZipFile(path) as z:
            parts = [n for n in z.namelist() if re.match(r"(word/(document|footnotes|comments|header\d)|ppt/slides/slide\d+|ppt/notesSlides/.*|content)\.xml", n)]
            return "\n".join(xml_text(z.read(n).decode("utf-8")) for n in sorted(parts))
    if ext == "xlsx":
        with zipfile.ZipFile(path) as z:
            return sheet_text(z)
    if ext == "pdf":
        return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    if ext == "rtf":
        return subprocess.run(["pandoc", "-f", "rtf", "-t", "plain", "--columns=200", path], capture_output=True, text=True, check=True).stdout
    raw = open(path, "rb").read()
    try:
        s = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        s = raw.decode("latin-1")
    if ext == "ipynb":
        out = []
        for c in json.loads(s)["cells"]:
            out.append("".join(c["source"]))
            for o in c.get("outputs", []):
                out.append("".join(o.get("text", "")) or "".join(o.get("data", {}).get("text/plain", "")))
                out.append(re.sub(r"<[^>]*>|(?s:<style.*?</style>)", "\n", "".join(o.get("data", {}).get("image/svg+xml", ""))) if "image/svg+xml" in o.get("data", {}) else "")
        return "\n".join(out)
    if ext in ("html", "htm", "svg"):
        s = re.sub(r"(?is)<(style|script|defs|metadata|title)\b.*?</\1>|<!--.*?-->", "", s)
        s = re.sub(r"</t[dh]>", "\t", s)
        return html.unescape(re.sub(r"<[^>]*>", "\n" if ext == "svg" else "", re.sub(r"</(tr|p|h\d|div|text|li)>|<br\s*/?>", "\n", s)))
    if ext == "json":
        try:
            return json.dumps(json.loads(s), ensure_ascii=False)
        except ValueError:
            pass
    return s


def numbers(text):
    """All whole numbers that stand alone, thousands joined, decimals and percentages left out."""
    t = text
    for c in SPACES:
        t = t.replace(c, " ")
    t = re.sub(r"(?<![\d.,])(\d{1,3})((?:,\d{3})+)(?![\d])", lambda m: m[0].replace(",", ""), t)
    t = re.sub(r"(?<![\d.,])(\d{1,3})((?:\.\d{3})+)(?![\d])", lambda m: m[0].replace(".", ""), t)
    return [int(x) for x in re.findall(r"(?<![\w.,-])(?:n\s*=\s*)?(\d+)(?:\.0)?(?![\w%]|[.,]\d|-\d|\s?%)", t)]


def small_tokens(text):
    """Lines in which a number from 1 to 9 might count people."""
    hits = []
    for c in SPACES:
        text = text.replace(c, " ")
    text = re.sub(r"(?<=\d)[,. ](?=\d{3}(?!\d))", "", text)
    text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    for line in text.splitlines():
        if re.search(r"(?i)\b[nN]\s*[=:]\s*[1-9]\b(?![.,]?\d)|(?<![\d.,])[1-9] ?[(\[]\d+([.,]\d+)? ?%?[)\]]|(?<![\w.,])[1-9] ?/ ?\d{2,}|(^|[\t|;&,]) ?[\"']?[1-9](\.0)?[\"']? ?(?=$|[\t|;&,\\])|\s{2,}[1-9](?=\s|$)", line):
            hits.append(line.strip())
    return hits



def has_number(text, n):
    flat = text
    for c in SPACES + " .,":
        flat = re.sub(r"(?<=\d)" + re.escape(c) + r"(?=\d{3})", "", flat)
    return re.search(rf"(?<!\d){n}(?!\d)", flat) or re.search(rf"(?<!\d){n}(?!\d)", text) or any(v == n and re.search(rf"(?i)\b{w}\b", text) for w, v in WORDS.items())


def luhn_like(text):
    return re.search(r"(?<!\d)\d{3}[ -]\d{3}[ -]\d{4}(?!\d)|@\w+\.|\b[A-Z]{2}\d{2}[A-Z0-9]{10,}", text)


def digits_wrong(what):
    """Check digits of the numbers whose rule is known here, worked out anew."""
    label, v = re.match(r"(NHS number|IBAN|Card no\.|BSN|NIR|Personnummer|PESEL|AHV-Nr\.|CPR-nr\.|DNI|Rodné číslo) (.*)", what).groups()
    d = [int(c) for c in re.sub(r"\D", "", v)]
    luhn = lambda x: sum(c if i % 2 == 0 else (2 * c - 9 if c > 4 else 2 * c) for i, c in enumerate(reversed(x))) % 10 == 0
    if label == "IBAN":
        s = v.replace(" ", "")
        return int("".join(str(int(c, 36)) for c in s[4:] + s[:4])) % 97 != 1
    if label == "DNI":
        return "TRWAGMYFPDXBNJZSQVHLCKE"[int("".join(map(str, d))) % 23] != v[-1]
    return not {"NHS number": lambda: sum(x * (10 - i) for i, x in enumerate(d)) % 11 == 0, "Card no.": lambda: luhn(d), "Personnummer": lambda: luhn(d[-10:]),
                "BSN": lambda: (sum(x * (9 - i) for i, x in enumerate(d[:8])) - d[8]) % 11 == 0, "NIR": lambda: (int("".join(map(str, d[:13]))) + int("".join(map(str, d[13:])))) % 97 == 0,
                "PESEL": lambda: sum(x * w for x, w in zip(d, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1))) % 10 == 0, "AHV-Nr.": lambda: sum(x * (1, 3)[i % 2] for i, x in enumerate(d)) % 10 == 0,
                "CPR-nr.": lambda: sum(x * w for x, w in zip(d, (4, 3, 2, 7, 6, 5, 4, 3, 2, 1))) % 11 == 0, "Rodné číslo": lambda: int("".join(map(str, d))) % 11 == 0}[label]()


def check_arith(what, text):
    m = re.match(r"hidden (\d+) = (.*)", what)
    if not m:
        return "no formula"
    s, f = int(m[1]), re.sub(r"\(.*", "", m[2])
    if "%" in f:
        p, n = re.match(r"([\d.]+) % of (\d+)", f).groups()
        dec = len(p.split(".")[1])
        cands = [k for k in range(0, 60) if f"{100 * k / int(n):.{dec}f}" == p]
        if cands != [s]:
            return f"percentage gives {cands}"
        return None if (p in text or p.replace(".", ",") in text) and has_number(text, n) else "numbers not in the text"
    v = [int(x) for x in re.findall(r"\d+", f)]
    if v[0] - sum(v[1:]) != s:
        return "the sum is wrong"
    gone = [x for x in v if not has_number(text, x)]
    return f"not in the text: {gone}" if gone else None


ALLOW = re.compile(r"(?i)year|grade|level|stage|model|table|tab\.|section|version|df|F\(|chi2|step|worker|knot|visit|code|quintile|\bmRS|class|waves?|=\s*\d+,|week|month|horizon|paper|spec|module|def |x\b")


def main():
    labels = json.load(open(os.path.join(FOLDER, "labels.json"), encoding="utf-8"))
    names = [d["name"] for d in labels]
    files = {f for f in os.listdir(FOLDER)} - {"labels.json", "identifier-sentences.json"}
    bad, look = [], []
    for f in sorted(files - set(names)):
        bad.append(f"{f}: no label")
    for f in sorted(set(names) - files):
        bad.append(f"{f}: no file")
    if len(names) != len(set(names)):
        bad.append("a name twice")
    total = 0
    for d in labels:
        path = os.path.join(FOLDER, d["name"])
        if not os.path.exists(path):
            continue
        size = os.path.getsize(path)
        total += size
        say = lambda x: bad.append(f"{d['name']} [{d['kind']}]: {x}")
        if size > 200_000:
            say(f"{size} bytes")
        if d["kind"] not in KINDS:
            say("unknown kind")
        text = read(path)
        raw = open(path, "rb").read()
        members = [raw]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as z:
                members = [z.read(n) for n in z.namelist()]
        if any(re.search(FORBIDDEN, x) for x in members + [text.encode()]):
            say("a forbidden word")
        if len(text.strip()) < 20:
            say("hardly any text")
        k, what = d["kind"], d["what"]
        if k == "small-count":
            for n in {int(x) for x in re.findall(r"(?:^|; )(\d+) ", what)}:
                if n > 9 or not has_number(text, n):
                    say(f"{n} not found")
            if not re.match(r"\d|events", what):
                say("no number told")
        elif k == "arithmetic":
            e = check_arith(what, text)
            if e:
                say(e)
        elif k in ("extreme", "missing-rows"):
            for n in re.findall(r"\d+(?:\.\d+)?", re.sub(r"non-null counts.*|0 % and 100 %.*| of \w*\d\w*$| at .*", "", what)):
                if not (has_number(text, int(float(n))) or n in text):
                    say(f"{n} not found")
        elif k == "identifier":
            v = what.split(" ")[-1]
            if v not in re.sub(r"\s+", " ", text).replace("\\_", "_"):
                say(f"{v} not found")
            if re.match(r"NHS|IBAN|Card|BSN|NIR|Personn|PESEL|AHV|CPR|DNI|Rodn", what) and digits_wrong(what):
                say("check digit is wrong")
        elif k == "rows-of-people":
            n = re.search(r"(\d+) people", what)
            if n and len(text) < int(n[1]) * 8:
                say("too short for so many people")
        elif k == "rounded":
            b = d.get("base")
            if not b:
                say("no base")
            got = [x for x in numbers(text.replace("/", " / ").replace("(", " (").replace("[", " [")) if not 2000 < x < 2026 and x > 9]
            off = [x for x in got if ((x - 3) % 6 if b == 6 else x % b)]
            if off:
                look.append(f"{d['name']} [rounded {b}]: {off[:14]}")
        if k in ("harmless", "rounded"):
            if luhn_like(text):
                say("looks like an identifier: " + luhn_like(text)[0])
            if re.search(r"(?i)\b(min|max|minimum|maximum|range|lowest|highest|oldest|youngest)\b", text) and d["form"] != "script":
                look.append(f"{d['name']} [{k}]: min/max word")
        if k == "harmless":
            hits = [h for h in small_tokens(text) if not ALLOW.search(h)]
            if hits and d["form"] != "script":
                look.append(f"{d['name']} [harmless]: {hits[:4]}")
            ns = [int(x.replace(",", "").replace(".", "").replace(" ", "")) for x in re.findall(r"[nN] ?= ?(\d[\d,. ]*\d)", text)]
            for p in re.findall(r"(?<![\d.,])(\d{1,2}[.,]\d+) ?%", text):
                x = float(p.replace(",", "."))
                low = [n for n in ns if 10 < n and 0.4 < n * x / 100 < 9.5]
                if len(ns) == 1 and low:
                    look.append(f"{d['name']} [harmless]: {p} % of {low}")
        if k in ("harmless", "arithmetic") and "*" in text:
            for line in text.splitlines():
                c = [x.strip().strip("\\") for x in re.split(r"[\t;|&,]", line.replace("\u202f", "")) if x.strip()]
                if c.count("*") == 1 and k == "harmless" and len(c) > 3:
                    look.append(f"{d['name']} [harmless]: only one cell hidden: {line.strip()}")
    sent = json.load(open(os.path.join(FOLDER, "identifier-sentences.json"), encoding="utf-8"))
    for key in ("with", "without"):
        if len(sent[key]) != 60 or len(set(sent[key])) != 60:
            bad.append(f"sentences {key}: {len(sent[key])}")
    if total > 12_000_000:
        bad.append(f"{total} bytes in all")
    print(len(labels), "files,", total, "bytes")
    for key in ("kind", "form"):
        print(dict(collections.Counter(d[key] for d in labels).most_common()))
    print("\nWRONG", len(bad), *bad, sep="\n  ")
    print("\nTO BE LOOKED AT", len(look), *look, sep="\n  ")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
