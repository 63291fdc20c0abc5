"""Check labels against files; print lone small numbers in harmless text files."""
import collections, json, os, re, sys

D = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "files")
KINDS = {"small-count", "rows-of-people", "identifier", "extreme", "arithmetic", "missing-rows", "rounded", "harmless"}
TEXT = ("txt", "log", "lst", "Rout", "csv", "md", "tex", "json", "html", "ipynb")
LONE = re.compile(r"(?<![\w.,:/%+\-])[1-9](?![\w.,:/%\-])")


def main():
    L = json.load(open(os.path.join(D, "labels.json")))
    names = [x["name"] for x in L]
    files = set(os.listdir(D)) - {"labels.json", "identifier-sentences.json"}
    bad = [n for n, k in collections.Counter(names).items() if k > 1]
    print("labelled twice:", bad, "| no file:", sorted(set(names) - files), "| no label:", sorted(files - set(names)))
    for x in L:
        assert x["kind"] in KINDS and x["form"] and x["program"] and x["what"], x
        assert (x["kind"] == "rounded") == ("base" in x), x
    size = [os.path.getsize(os.path.join(D, f)) for f in files]
    print(len(L), "files,", sum(size) // 1000, "kB in all, largest", max(size) // 1000, "kB")
    for key in ("kind", "form"):
        print(key, dict(collections.Counter(x[key] for x in L).most_common()))
    print("bases", dict(collections.Counter(x["base"] for x in L if "base" in x)))
    s = json.load(open(os.path.join(D, "identifier-sentences.json")))
    print("sentences", len(s["with"]), len(s["without"]))
    if "-v" in sys.argv:
        for x in L:
            if x["kind"] == sys.argv[sys.argv.index("-v") + 1] and x["name"].rsplit(".", 1)[1] in TEXT:
                for i, line in enumerate(open(os.path.join(D, x["name"]), encoding="utf-8"), 1):
                    if LONE.search(line):
                        print(f"{x['name']}:{i}: {line.rstrip()[:150]}")


main()
