"""Records the whole set: python3 record.py SEED FOLDER (defaults 6, ../files)."""
import collections
import glob
import json
import os
import shutil
import subprocess
import sys

here = os.path.dirname(os.path.abspath(__file__))
seed = sys.argv[1] if len(sys.argv) > 1 else "6"
folder = sys.argv[2] if len(sys.argv) > 2 else os.path.join(here, "..", "files")
shutil.rmtree(folder, ignore_errors=True)
os.makedirs(folder)
for s in sorted(glob.glob(os.path.join(here, "s[0-9]*"))):
    subprocess.run(["Rscript" if s.endswith(".R") else sys.executable, s, seed, folder], check=True, cwd=here)
labels = []
for f in sorted(glob.glob(os.path.join(folder, "_labels_*.jsonl"))):
    labels += [json.loads(x) for x in open(f, encoding="utf-8")]
    os.remove(f)
labels.sort(key=lambda x: x["name"])
with open(os.path.join(folder, "labels.json"), "w", encoding="utf-8") as f:
    f.write("[\n" + ",\n".join(json.dumps(x, ensure_ascii=False) for x in labels) + "\n]\n")
print(len(labels), collections.Counter(x["kind"] for x in labels))
