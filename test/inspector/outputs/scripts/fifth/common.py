"""Seeded recorder: where files go, what they are called, and what their labels say."""
import json
import os
import random

from words import topics, W

GENERIC = ("output results tab table appx supp fig sheet draft report summary extract final notes chapter paper deck appendix "
           "run model analysis overview section v2 rev export release request item annex memo").split()
LOCAL = {"de": "tabelle ergebnis bericht anhang auswertung".split(), "fr": "tableau resultats annexe rapport sortie".split(),
         "es": "tabla resultados anexo informe".split(), "it": "tabella risultati allegato".split(),
         "nl": "tabel resultaten bijlage".split(), "sv": "tabell resultat bilaga".split(), "da": "tabel resultat bilag".split(),
         "nb": "tabell resultat vedlegg".split(), "fi": "taulukko tulokset liite".split(), "pl": "tabela wyniki".split(),
         "pt": "tabela resultados anexo".split(), "cs": "tabulka vysledky".split()}


class Recorder:
    def __init__(self, seed, folder, script):
        self.r = random.Random(f"{seed}-{script}")
        self.folder = folder
        self.script = script
        os.makedirs(os.path.join(folder, ".labels"), exist_ok=True)
        self.labels = []
        pool = topics()
        self.en = [t for t in pool if t["lang"] == "en"]
        self.other = [t for t in pool if t["lang"] != "en"]
        self.r.shuffle(self.en)
        self.r.shuffle(self.other)
        self.turn = 0

    def topic(self, lang=None):
        """The next topic: four of nine English, since programs and most listings are English anyway."""
        if lang:
            return self.r.choice([t for t in self.en + self.other if t["lang"] == lang])
        self.turn += 1
        pool = self.en if self.turn % 9 in (1, 3, 5, 7) else self.other
        pool.append(pool.pop(0))
        return pool[-1]

    def name(self, ext, topic=None, slug=None):
        lang = topic["lang"] if topic else "en"
        while True:
            s = slug or (topic["slug"] if topic else self.r.choice(GENERIC))
            g = self.r.choice(LOCAL.get(lang, GENERIC) if self.r.random() < 0.6 else GENERIC)
            n = self.r.choice(["", str(self.r.randint(1, 14)), f"{self.r.randint(1, 40):02d}", self.r.choice("abc"),
                               f"20{self.r.randint(21, 25)}{self.r.randint(1, 12):02d}"])
            form = self.r.choice(["{g}{n}_{s}", "{s}_{g}{n}", "{s}-{g}-{n}", "{g}_{n}_{s}", "{s}{n}"])
            nm = form.format(g=g, n=n, s=s).strip("-_").replace("__", "_").replace("--", "-") + "." + ext
            if not os.path.exists(os.path.join(self.folder, nm)):
                return nm

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text, encoding="utf-8"):
        with open(self.path(name), "w", encoding=encoding, newline="") as f:
            f.write(text)

    def label(self, name, form, program, kind, what, base=None):
        d = {"name": name, "form": form, "program": program, "kind": kind, "what": what}
        if base is not None:
            d["base"] = base
        self.labels.append(d)

    def done(self):
        with open(os.path.join(self.folder, ".labels", self.script + ".jsonl"), "w", encoding="utf-8") as f:
            for d in self.labels:
                f.write(json.dumps(d, ensure_ascii=False) + "\n")


def words(topic):
    return W[topic["lang"]]


def arguments(script):
    """seed and folder from the command line."""
    import sys
    seed = sys.argv[1] if len(sys.argv) > 1 else "2718"
    folder = sys.argv[2] if len(sys.argv) > 2 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "files")
    os.makedirs(folder, exist_ok=True)
    return Recorder(seed, folder, script)
