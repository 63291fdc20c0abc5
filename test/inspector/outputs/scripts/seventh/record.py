"""Record every file and the labels. Usage: python3 record.py"""
import json
import os
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import common

PARTS = ["part_pandas", "part_listings", "part_listings2", "part_delimited", "part_prose", "part_sheets",
         "part_documents", "part_pictures", "part_programs", "sentences"]


def main():
    shutil.rmtree(common.FILES, ignore_errors=True)
    os.makedirs(common.FILES)
    for script in ("part_r_tables.R", "part_r_models.R"):
        subprocess.run(["Rscript", "--vanilla", os.path.join(common.HERE, script), common.FILES], check=True,
                       env={**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC"})
        lines = os.path.join(common.FILES, script + ".jsonl")
        common.read_lines(lines)
        os.remove(lines)
    for part in PARTS:
        print(part, flush=True)
        __import__(part).main()
    with open(common.path("labels.json"), "w", encoding="utf-8") as f:
        json.dump(sorted(common.LABELS, key=lambda x: x["name"]), f, ensure_ascii=False, indent=1)
    print(len(common.LABELS), "files")


if __name__ == "__main__":
    main()
