"""Runs all the scripts into one folder and joins their labels: record.py [seed] [folder]"""
import json
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SCRIPTS = ["make_tables.py", "make_people.py", "make_ids.py", "make_texts.py", "make_numbers.py", "make_harmless.py", "make_figures.py", "make_pspp_gretl.py",
           "r_prints.R", "r_docs.R", "r_figures.R", "make_notebooks.py"]


def main():
    seed = sys.argv[1] if len(sys.argv) > 1 else "2718"
    folder = os.path.abspath(sys.argv[2] if len(sys.argv) > 2 else os.path.join(HERE, "..", "files"))
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for s in SCRIPTS:
        prog = ["Rscript", s] if s.endswith(".R") else ["/usr/bin/python3", s]
        print(s, flush=True)
        subprocess.run(prog + [seed, folder], cwd=HERE, check=True, stderr=subprocess.DEVNULL)
    labels = []
    for s in SCRIPTS:
        with open(os.path.join(folder, ".labels", s.rsplit(".", 1)[0] + ".jsonl"), encoding="utf-8") as f:
            labels += [json.loads(line) for line in f]
    shutil.rmtree(os.path.join(folder, ".labels"))
    labels.sort(key=lambda d: d["name"].lower())
    with open(os.path.join(folder, "labels.json"), "w", encoding="utf-8") as f:
        f.write("[\n" + ",\n".join(json.dumps(d, ensure_ascii=False) for d in labels) + "\n]\n")
    print(len(labels), "files")


if __name__ == "__main__":
    main()
