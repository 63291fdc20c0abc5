# python3 build.py [part of a key]: writes ../files and ../labels.json
import sys, os, json, shutil, subprocess, traceback
from collections import Counter
import core; from core import *
for d in (OUT, TMP):
    shutil.rmtree(d, ignore_errors=True); os.makedirs(d)
import gen_rows, gen_arith, gen_harm, gen_misc, gen_more
pat = sys.argv[1] if len(sys.argv) > 1 else ""; nbad = 0
for key, fn, kind, form, dom, what in GENS:
    if pat not in key: continue
    err = None
    for att in range(60):
        c = Ctx(key, kind, form, dom, what, fn.__name__, att); nj = len(JOBS)
        try: fn(c); err = None; break
        except Bad as e: err = e; del JOBS[nj:]; USED.pop(c.name, None); LABELS[:] = [l for l in LABELS if l["name"] != c.name]; os.path.exists(c.path) and os.remove(c.path)
        except Exception as e: err = e; traceback.print_exc(limit=-3); del JOBS[nj:]; LABELS[:] = [l for l in LABELS if l["name"] != c.name]; break
    if err is not None: nbad += 1; print("BAD", key, form, repr(err)[:200])
json.dump(JOBS, open(os.path.join(TMP, "jobs.json"), "w")); 
if JOBS: subprocess.run(["Rscript", os.path.join(HERE, "run.R"), os.path.join(TMP, "jobs.json")], env=dict(os.environ, LANG="C.UTF-8", LC_ALL="C.UTF-8"))
import audit; audit.run(LABELS, OUT)
json.dump(LABELS, open(os.path.join(HERE, "..", "labels.json"), "w"), indent=1, ensure_ascii=False)
if os.path.exists(TMP) and not pat: shutil.rmtree(TMP)
print(len(LABELS), "files; bad", nbad, "\n", Counter(l["kind"] for l in LABELS), "\n", Counter(l["form"] for l in LABELS))
ng = {}
for l in LABELS: ng.setdefault(l["kind"], set()).add(USED[l["name"]])
print("generators", {k: len(v) for k, v in ng.items()})
