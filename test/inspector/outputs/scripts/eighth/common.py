"""Shared tools: generator, saving with labels, tables of counts, running R."""
import json, os, re, shutil, subprocess, tempfile, unicodedata
import numpy as np
from contexts import ALL, WORDS, SEP

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "files")
rng = np.random.default_rng(80317)
LABELS, _used, _queue = [], {}, {"en": [], "x": []}
STEMS = "tab out results output t run list summary sheet annex part draft export v".split()


def ctx():
    """Next subject: about 55 % English, then each of the others in turn."""
    k = "en" if rng.random() < 0.55 else "x"
    if not _queue[k]:
        pool = [c for c in ALL if (c.lang == "en") == (k == "en")]
        _queue[k] = [pool[i] for i in rng.permutation(len(pool))]
    return _queue[k].pop()


def w(c, key, **kw):
    return WORDS[c.lang][key].format(**kw) if kw else WORDS[c.lang][key]


def num(c, x, d=0):
    """A number with the marks of the language."""
    th, dec = SEP[c.lang]
    s = f"{x:,.{d}f}"
    return s.replace(",", "\0").replace(".", dec).replace("\0", th)


def slug(s):
    s = unicodedata.normalize("NFKD", s.replace("ø", "o").replace("ł", "l")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", s.lower()).strip("_")


def newname(c, ext):
    base = slug(c.title).split("_") if rng.random() < 0.5 else [slug(c.var)]
    stem = STEMS[rng.integers(len(STEMS))]
    while True:
        n = f"{'_'.join(base[:2])}_{stem}{rng.integers(1, 99):02d}.{ext}"
        if n not in _used:
            _used[n] = 1
            return n


def label(name, form, program, kind, what, base=None):
    e = {"name": name, "form": form, "program": program, "kind": kind}
    if base:
        e["base"] = base
    e["what"] = what
    LABELS.append(e)


def path(name):
    return os.path.join(OUT, name)


def save(c, ext, form, program, kind, text, what, base=None):
    n = newname(c, ext)
    with open(path(n), "w", encoding="utf-8") as f:
        f.write(text if text.endswith("\n") else text + "\n")
    label(n, form, program, kind, what, base)
    return n


def pick(seq):
    return seq[int(rng.integers(len(seq)))]


def ri(a, b):
    return int(rng.integers(a, b + 1))


KIND = {"small": "small-count", "round": "rounded", "ok": "harmless", "mask": "arithmetic"}


class Tab:
    """Counts by category and group, made for one of the modes."""

    def __init__(self, c, mode, base=5, oneway=False, rows=None):
        self.c, self.mode, self.base = c, mode, base if mode == "round" else None
        self.rows = list(rows or c.cats)
        self.cols = [c.by] if oneway else list(c.bys)
        R, C = len(self.rows), len(self.cols)
        m = rng.integers(14, pick([90, 240, 900]), (R, C))
        if mode == "round":
            while True:
                k = rng.integers(1, 70 if base < 50 else 40, (R, C))
                m = k * base + (3 if base == 6 else 0)
                if len(set(m.ravel())) >= min(8, R * C):
                    break
        self.where = None
        if mode in ("small", "mask"):
            i, j = ri(0, R - 1), ri(0, C - 1)
            m[i, j] = ri(2, 8)
            self.where = (i, j)
            if mode == "small" and R * C > 8 and rng.random() < .5:
                m[(i + 1) % R, j] = ri(1, 9)
        self.m = m.astype(int)
        self.rt = [self.fix(x) for x in self.m.sum(1)]
        self.ct = [self.fix(x) for x in self.m.sum(0)]
        self.n = self.fix(self.m.sum())
        many = len(set(self.m.ravel())) >= 8
        self.note = w(c, "round", b=base) if mode == "round" and (not many or rng.random() < .4) else ""
        if mode == "round" and base == 6 and self.note:
            self.note = {"en": "Counts are midpoints of classes of six (3, 9, 15, 21 ...).",
                         "de": "Fallzahlen als Klassenmitten der Breite 6 (3, 9, 15, 21 ...)."}.get(
                             c.lang, "Counts: midpoint 6 rounding (3, 9, 15, 21 ...).")
        self.kind = KIND[mode]
        self.maskmark = pick(["<10", "*", "x", "s", "n<10", ".."])

    def fix(self, x):
        return int(x // 6 * 6 + 3) if self.base == 6 else int(x)

    def cell(self, i, j, f=str):
        return self.maskmark if self.mode == "mask" and (i, j) == self.where else f(self.m[i, j])

    def what(self):
        if self.mode == "small":
            i, j = self.where
            return f"{self.m[i, j]} {self.c.people} in {self.rows[i]} / {self.cols[j]}"
        if self.mode == "mask":
            return f"one masked cell ({self.rows[self.where[0]]}) follows from the totals"
        return f"counts rounded to {self.base}" if self.mode == "round" else "all counts of people above 9"


def run_r(code, echo=True, csv=None, files=None):
    """Run R code in a fresh folder; give back what it prints."""
    with tempfile.TemporaryDirectory() as d:
        for k, v in (csv or {}).items():
            v.to_csv(os.path.join(d, k), index=False)
        open(os.path.join(d, "a.R"), "w").write(code)
        cmd = ["R", "-q", "--vanilla", "-f", "a.R"] if echo else ["R", "--vanilla", "--no-echo", "-f", "a.R"]
        r = subprocess.run(cmd, cwd=d, capture_output=True, text=True,
                           env=dict(os.environ, LC_ALL="C.UTF-8"))
        if r.returncode:
            raise RuntimeError(code + r.stdout[-600:] + r.stderr[-900:])
        for src, dst in (files or {}).items():
            shutil.copy(os.path.join(d, src), dst)
        return re.sub(r"\n> *\n?$", "\n", r.stdout)


def write_labels():
    json.dump(LABELS, open(path("labels.json"), "w"), indent=1, ensure_ascii=False)
