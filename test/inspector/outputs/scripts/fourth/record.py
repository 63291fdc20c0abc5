"""record.py SEED OUT: writes all files and labels."""
import json, os, random, sys, warnings
warnings.filterwarnings('ignore')
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
os.environ['PYDEVD_DISABLE_FILE_VALIDATION'] = '1'; os.environ['SOURCE_DATE_EPOCH'] = '1600000000'
import base, lay_py, lay_r, lay_log, special
try: import harmless
except ImportError: harmless = None
from base import make, Book
seed, out = int(sys.argv[1]), os.path.abspath(sys.argv[2])
B = Book(out, seed); R = B.rng
SMALL = {'pandas-csv': 5, 'csv': 1, 'r-csv': 3, 'r-print': 6, 'pandas-print': 6, 'html': 5, 'notebook': 5, 'stata-log': 4, 'sas-list': 4, 'xlsx': 5, 'docx': 4, 'pptx': 4, 'pdf': 5, 'svg': 5, 'json': 5, 'latex-markdown': 5, 'sql-text': 2, 'pspp': 2, 'spss-list': 1, 'octave': 1, 'gretl': 1}
ROUND = {'pandas-csv': 4, 'r-csv': 2, 'r-print': 4, 'pandas-print': 2, 'html': 3, 'notebook': 1, 'stata-log': 1, 'sas-list': 2, 'xlsx': 3, 'docx': 2, 'pptx': 2, 'pdf': 2, 'svg': 2, 'json': 2, 'latex-markdown': 3, 'sql-text': 1}
HARM = {'pandas-csv': 1, 'csv': 1, 'r-csv': 1, 'r-print': 2, 'pandas-print': 1, 'html': 1, 'stata-log': 1, 'sas-list': 1, 'xlsx': 1, 'docx': 1, 'pptx': 1, 'pdf': 1, 'svg': 1, 'json': 1, 'latex-markdown': 1, 'sql-text': 1, 'pspp': 1, 'gretl': 1}
todo = []
for kind, mode, plan in (('small-count', 'small', SMALL), ('rounded', 'rounded', ROUND), ('harmless', 'harmless', HARM)):
    for form, n in plan.items():
        pool = [l for l in lay_py.LAY if l['form'] == form and (mode != 'rounded' or l['need'] in ('c', 'r'))]
        R.shuffle(pool); ks = [pool[i % len(pool)] for i in range(n)]
        for l in ks: todo.append((kind, mode, l))
R.shuffle(todo); rot = {}
LANGS = ['de', 'fr', 'es', 'nl', 'sv', 'da', 'no', 'it', 'pt']
def topic(langs=None):
    if langs: return B.pick(R.choice(langs))
    return B.pick()
import time; spent = {}
n = 0; bases = [3, 5, 10, 6]; nb_ = 0
for kind, mode, l in todo:
    while True:
        tp = topic(); b = None
        if mode == 'rounded': b = bases[nb_ % 4]
        if mode == 'rounded' and len(tp['rows']) * len(tp['cols']) < 14: continue
        T = make(tp, mode, R, b)
        if mode == 'rounded' and len({int(x) for x in T.m.ravel() if x}) < 11: continue
        if l['fn'].__name__ in ('h5', 'd2', 't2', 'm4') and T.m.size > 24: continue
        break
    if b: nb_ += 1
    p = B.add(tp, l['ext'], l['form'], l['program'], kind, T.what, b)
    t0 = time.time()
    try:
        w = l['fn'](T, p, R); spent[l['program']] = spent.get(l['program'], 0) + time.time() - t0
        if isinstance(w, str) and mode == 'small': B.labels[-1]['what'] = w
    except Exception as e: print('FAILED', l['fn'].__name__, os.path.basename(p), repr(e)[:200]); B.labels.pop()
    B.save()
import more
for src in (special, harmless, more):
    for kind, form, ext, prog, langs, fn in (src.S if src else []):
        tp = topic(langs)
        while src is harmless and tp['slug'] in ('asylum',) and fn.__name__ in ('q1', 'q2'): tp = topic(langs)
        T = make(tp, 'harmless', R)
        p = B.add(tp, ext, form, prog, kind, '')
        try: B.labels[-1]['what'] = str(fn(T, p, R) or 'no count of people, or all from 10')
        except Exception as e: print('FAILED', fn.__name__, os.path.basename(p), repr(e)[:300]); B.labels.pop()
        B.save()
if lay_py.KERNEL: lay_py.KERNEL[1].stop_channels(); lay_py.KERNEL[0].shutdown_kernel(now=True)
import threading
th = threading.Thread(target=lay_py.convert); th.start()
print({k: round(v, 1) for k, v in sorted(spent.items(), key=lambda x: -x[1])[:12]}, flush=True); lay_r.run(seed); th.join()
B.labels = [d for d in B.labels if os.path.exists(os.path.join(out, d['name'])) or print('absent', d)]
B.save()
import sentences
sentences.write(os.path.join(out, 'identifier-sentences.json'), random.Random(seed + 1))
