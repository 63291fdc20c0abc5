"""Shared helpers: seeded random numbers, neutral file names, labels."""
import json
import os
import random
import sys

WORDS = ("table tab output results export sheet extract report item part annex appendix v2 run "
         "paper draft final tabell tabelle tableau bilaga anlage bijlage uttag sortie salida uscita "
         "wynik kapitel section figure fig analysis model step batch supp material cohort study "
         "project deliverable req submission q1 q2 q3 wave sample notes chapter").split()


class Kit:
    def __init__(self, script, seed=None, folder=None):
        self.seed = int(sys.argv[1]) if seed is None else seed
        self.folder = sys.argv[2] if folder is None else folder
        self.script = script
        self.rng = random.Random(f"{self.seed}-{script}")
        self.labels = []
        os.makedirs(self.folder, exist_ok=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def name(self, ext):
        while True:
            r = self.rng
            a = r.choice(WORDS)
            b = r.choice(WORDS) if r.random() < .5 else ""
            n = f"{r.randint(1, 9999):0{r.choice([2, 3, 4])}d}"
            s = r.choice(["_", "-", ""])
            name = s.join(x for x in (a, b, n) if x) + "." + ext
            if not os.path.exists(self.path(name)):
                return name

    def label(self, name, form, program, kind, what, base=None):
        row = dict(name=name, form=form, program=program, kind=kind, what=what)
        if base is not None:
            row["base"] = base
        self.labels.append(row)

    def text(self, ext, form, program, kind, what, body, base=None, encoding="utf-8"):
        """Write a plain text file and its label."""
        name = self.name(ext)
        with open(self.path(name), "w", encoding=encoding, newline="") as f:
            f.write(body if body.endswith("\n") else body + "\n")
        self.label(name, form, program, kind, what, base)
        return name

    def close(self):
        with open(self.path(f"_labels_{self.script}.jsonl"), "w", encoding="utf-8") as f:
            for row in self.labels:
                f.write(json.dumps(row, ensure_ascii=False) + "\n")


def group(n, lang):
    """An integer with the thousands mark of a language."""
    mark = {"en": ",", "de": ".", "nl": ".", "es": ".", "it": ".", "da": ".", "pt": "."}.get(lang, " ")
    return f"{n:,}".replace(",", mark)


def dec(x, lang, places=1):
    s = f"{x:.{places}f}"
    return s if lang == "en" else s.replace(".", ",")


def round_to(n, base):
    if base == 6:                       # midpoints 3, 9, 15 ...
        return 0 if n == 0 else 6 * (n // 6) + 3 if n % 6 else n - 3
    return int(base * ((n + base / 2) // base))
