import hashlib, json, os, io, re, sys, contextlib, ast, random, html as H_, datetime
import numpy as np, pandas as pd
from domains import DOM, WORDS, NAMES
HERE = os.path.dirname(os.path.abspath(__file__)); OUT = os.path.join(HERE, "..", "files"); TMP = os.path.join(HERE, "..", "tmp")
JOBS, LABELS, USED = [], [], {}
EXT = {"r-print": "txt", "r-csv": "csv", "pandas-print": "txt", "pandas-csv": "csv", "stata-log": "log", "sas-list": "lst", "html": "html", "notebook": "ipynb", "xlsx": "xlsx",
       "docx": "docx", "pptx": "pptx", "pdf": "pdf", "latex-markdown": "md", "svg": "svg", "json": "json"}
PROG = {"r-print": "R", "r-csv": "R", "pandas-print": "pandas", "pandas-csv": "pandas", "stata-log": "Stata", "sas-list": "SAS", "html": "R", "notebook": "pandas", "xlsx": "Excel",
        "docx": "Word", "pptx": "PowerPoint", "pdf": "PDF", "latex-markdown": "Markdown", "svg": "matplotlib", "json": "pandas"}
def seed(key): return int(hashlib.sha1(key.encode()).hexdigest()[:8], 16)
class Bad(Exception): pass
def need(x, m="check"):
    if not x: raise Bad(m)
def ok10(*a):
    for x in a:
        v = np.asarray(x, float).ravel(); need(((np.round(v) == 0) | (v >= 9.5)).all(), "count below 10: %s" % v[(v > 0) & (v < 9.5)][:5])
def is19(x): need(1 <= round(float(x)) <= 9 and abs(float(x) - round(float(x))) < .45, "not 1..9: %s" % x)
class Ctx:
    def __init__(s, key, kind, form, dom, what, gen, attempt):
        s.key, s.kind, s.form, s.what, s.gen = key, kind, form, what, gen
        sd = seed(key) + attempt * 7919; s.r = np.random.default_rng(sd); s.py = random.Random(sd); np.random.seed(sd % 2**32)
        s.d = DOM[dom]; s.w = WORDS[s.d["lang"]]; s.lang = s.d["lang"]; s.prog = PROG[form]; s.base = None; s.ext = EXT[form]
        s.id, s.dt, s.b = s.d["id"], s.d["dt"], s.d["b"]; s.ag, s.n1, s.n2 = [s.d[x][0] for x in ("ag", "n1", "n2")]
        s.c1, s.c2, s.rg = [s.d[x][0] for x in ("c1", "c2", "rg")]; s.L1, s.L2, s.LR = [s.d[x][1] for x in ("c1", "c2", "rg")]
        h = hashlib.sha1(key.encode()).hexdigest(); st = s.py.choice(["table", "out", "output", "res", "file", "t", "doc", "export", "run"])
        s.stem = "%s_%s" % (st, h[:5]); s.unit = s.d["unit"]; s.title = s.d["title"]; s.data_no = 0
    @property
    def name(s): return s.stem + "." + s.ext
    @property
    def path(s): return os.path.join(OUT, s.name)
    def pick(s, *a): return s.py.choice(a)
    def i(s, lo, hi): return int(s.r.integers(lo, hi + 1))
    def f(s, x, d=1):   # number in the language's way
        t = "{:,.{d}f}".format(x, d=d)
        if s.lang == "en": return t
        th = {"de": ".", "nl": ".", "es": ".", "it": ".", "pt": ".", "da": "."}.get(s.lang, " "); return t.replace(",", "\0").replace(".", ",").replace("\0", th)
    def n(s, x): return s.f(x, 0)
    def data(s, n, pb=.2):
        d, r = s.d, s.r
        def num(k, z):
            _, m, sd, dg, sh = d[k]; lo = (18 if m > 30 else 16) if k == "ag" and 20 < m < 100 else 1; x = m * np.exp(sd * z - sd**2 / 2) if sh == "l" else np.maximum(m + sd * z, max(m - 2.6 * sd, 1)); x = np.round(np.maximum(x, 1) if lo == 1 else np.where(x < lo, lo + r.integers(0, 9, n), x), dg); return x.astype(int) if dg == 0 else x
        def cat(k):
            lv = d[k][1]; p = r.dirichlet(np.full(len(lv), 14.)); return r.choice(lv, n, p=p)
        z = r.normal(size=n); c1, c2, rg = cat("c1"), cat("c2"), cat("rg"); e1 = dict(zip(d["c1"][1], r.normal(0, .35, 9))); er = dict(zip(d["rg"][1], r.normal(0, .2, 9)))
        s1 = np.vectorize(e1.get)(c1); za = .3 * z + .95 * r.normal(size=n); z1 = .9 * z + s1 + np.vectorize(er.get)(rg); z2 = .4 * z + .85 * r.normal(size=n) + .3 * s1
        lp = np.log(pb / (1 - pb)) + .35 * z1 - .25 * z2 + .2 * (c2 == d["c2"][1][0]); b = (r.random(n) < 1 / (1 + np.exp(-lp))).astype(int)
        day = r.integers(0, 1800, n); y0 = s.pick(2011, 2013, 2015, 2016); dts = (pd.Timestamp(y0, 1, 1) + pd.to_timedelta(day, "D")).strftime("%Y-%m-%d")
        idl = s.pick(0, 1, 2); base = s.i(10000, 70000)
        ids = {0: [base + 17 * q for q in r.permutation(n)], 1: ["%s%05d" % (s.py.choice("ABKP"), base % 20000 + q * 3) for q in r.permutation(n)], 2: list(r.permutation(n) + 1001)}[idl]
        return pd.DataFrame({s.id: ids, s.dt: dts, s.ag: num("ag", za), s.c1: c1, s.c2: c2, s.rg: rg, s.n1: num("n1", z1), s.n2: num("n2", z2), s.b: b})
    def big(s, n=3000, pb=.2, three=False):   # data whose cross-tables all hold at least 10
        for _ in range(80):
            d = s.data(n, pb); cs = [s.c1, s.c2, s.rg, s.b]
            m = min(d.groupby([a, b]).size().unstack(fill_value=0).values.min() for k, a in enumerate(cs) for b in cs[k + 1:])
            if three: m = min([m] + [d.groupby(list(t)).size().reindex(pd.MultiIndex.from_product([sorted(d[q].unique()) for q in t]), fill_value=0).min() for t in ((s.c1, s.c2, s.b), (s.c1, s.rg, s.b), (s.c2, s.rg, s.b))])
            if m >= 12: return d
        raise Bad("no big data")
    def sub(s, t):
        df = s.dfn = getattr(s, "dfn", None) or s.pick("df", "dat", "d", {"en": "cohort", "de": "daten", "fr": "base", "es": "datos", "it": "dati", "pt": "dados", "pl": "dane", "nl": "bestand", "sv": "data1", "fi": "aineisto", "da": "reg"}[s.lang])
        for k in ("title", "unit"): t = t.replace("@" + k, getattr(s, k))
        for k in ("df", "id", "dt", "ag", "n1", "n2", "c1", "c2", "rg", "b"): t = re.sub("@%s(?![a-z0-9])" % k, df if k == "df" else getattr(s, k), t)
        for k, l in (("A", s.L1), ("B", s.L2), ("R", s.LR)): t = re.sub("@%s([0-9])" % k, lambda m: l[int(m[1]) % len(l)], t)
        return t
    def done(s):
        need(s.name not in USED, "same name"); USED[s.name] = s.gen
        e = {"name": s.name, "form": s.form, "program": s.prog, "kind": s.kind, "what": s.what}
        if s.base: e["base"] = s.base
        LABELS.append(e); s.entry = e
    def text(s, t):
        if not t.endswith("\n"): t += "\n"
        open(s.path, "w", encoding="utf-8").write(t); s.done()
    # R: run later, in one process. mode: echo, out, file
    def R(s, code, df=None, prep="", check="TRUE", mode="echo", head=""):
        f = None
        if df is not None: s.data_no += 1; f = os.path.join(TMP, s.stem + ".csv"); df.to_csv(f, index=False)
        s.sub(""); s.done()
        if mode == "echo":
            code = s.pick("", "", "# %s\n" % s.title, "# ---- %02d_%s.R ----\noptions(scipen = 6)\n" % (s.i(1, 9), s.pick("models", "desc", "check", "auswertung", "tab"))) + code.strip("\n")
            X = ["# effect sizes\nround(coef(summary(lm(log(@n1) ~ @ag + @c2, data = @df))), 4)", "round(cor(@df$@ag, @df$@n1, method = 'spearman'), 3)", "kruskal.test(log(@n1) ~ @c1, data = @df)", "ks <- quantile(@df$@n1, c(.1, .5, .9)); round(ks)", "anova(lm(log(@n1) ~ @ag, @df), lm(log(@n1) ~ @ag + @c1, @df))$F[2]", "library(splines)\nround(coef(lm(log(@n1) ~ ns(@ag, 3), data = @df)), 3)", "print(oneway.test(log(@n1) ~ @rg, data = @df))", "round(tapply(log(@df$@n1), @df$@rg, mean), 3)", "extractAIC(lm(log(@n1) ~ @c1 * @c2, @df))", "round(summary(lm(log(@n1) ~ @c1 + @ag, @df))$r.squared, 4)"]
            if df is not None and s.n1 in df and s.c2 in df: code += "".join("\n" + x for x in s.py.sample(X, s.nx()))
        JOBS.append(dict(key=s.key, out=s.path, csv=f, dfn=s.dfn, code=s.sub(code.strip("\n")), prep=s.sub(prep), check=s.sub(check), mode=mode, head=s.sub(head), seed=seed(s.key) % 10**8))
    def m1(s, d=1): return s.f(s.d["n1"][1] * s.r.uniform(.7, 1.3), d)   # a plausible mean of n1
    def nx(s): return s.pick(0, 1, 1, 2, 2, 3, 4, 9)
    def coefs(s, k=None):   # made-up coefficients, without counts
        o = []
        for v in s.py.sample(["_cons", "age", "age2", "trend", "q2", "q3", "q4", "lag1", "tenure", "sqrt_x", "ln_dist", "urban", "wave2", "wave3"], k or s.i(4, 9)):
            b, se = s.r.normal(0, .4), s.r.uniform(.03, .2); from_z = abs(b / se); o.append((v, b, se, b / se, 2 * (1 - _ncdf(from_z)), b - 1.96 * se, b + 1.96 * se))
        return o
    def pyrun(s, code, env, echo):
        out = io.StringIO(); code = s.sub(code.strip("\n")); env.setdefault("np", np); env.setdefault("pd", pd); env["__name__"] = "x"
        import warnings; warnings.simplefilter("ignore")
        with contextlib.redirect_stdout(out):
            if not echo: exec(compile(code, "analysis.py", "exec"), env)
            else:
                for nd in ast.parse(code).body:
                    src = "\n".join(code.split("\n")[nd.lineno - 1:nd.end_lineno]); print(">>> " + src.replace("\n", "\n... ") + ("\n... " if "\n" in src and not isinstance(nd, (ast.Expr, ast.Assign)) else ""))
                    exec(compile(ast.Interactive([nd]), "<stdin>", "single"), env)
        return out.getvalue()
    def P(s, code, df=None, env=None, echo=None, pre="", post=""):
        env = env or {}; s.sub("")
        if df is not None: env[s.dfn] = df.copy()
        X = ["print(@df[['@ag', '@n1', '@n2']].corr().round(3))", "print(np.log(@df['@n1']).groupby(@df['@c1']).mean().round(3))", "print('slope', np.polyfit(@df['@ag'], np.log(@df['@n1']), 1).round(4))", "print(@df['@n1'].quantile([.1, .25, .5, .75, .9]).round(1))", "import statsmodels.formula.api as smf\nprint(smf.ols('np.log(@n1) ~ @ag + C(@c2)', data=@df).fit().params.round(4))", "print('skew', round(@df['@n1'].skew(), 2), 'kurt', round(@df['@n1'].kurt(), 2))", "print(@df[['@ag', '@n1']].std().round(2))"]
        if df is not None and s.n1 in df and s.c2 in df and s.n2 in df and s.b in df: code = code.strip("\n") + "".join("\n" + x for x in s.py.sample(X, min(7, s.nx())))
        echo = s.pick(True, False) if echo is None else echo
        s.text(pre + s.pyrun(code, env, echo) + post); return env
    def NB(s, cells, df=None, env=None):
        env = env or {}; s.sub(""); env.setdefault("np", np); env.setdefault("pd", pd)
        if df is not None and s.n1 in df: cells = list(cells) + s.py.sample(["@df[['@ag', '@n1', '@n2']].corr().round(3)", "import statsmodels.formula.api as smf\nsmf.ols('np.log(@n1) ~ @ag', data=@df).fit().params", "np.log(@df['@n1']).groupby(@df['@c1']).mean().round(3)", "print('auc %.3f' % 0.7131)"], s.i(0, 3))
        if df is not None: env[s.dfn] = df.copy()
        nb = {"cells": [], "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}, "language_info": {"name": "python", "version": "3.11.2"}}, "nbformat": 4, "nbformat_minor": 5}
        k = 0; ls = lambda t: t.splitlines(True)
        for q, c in enumerate(cells):
            cid = hashlib.sha1((s.key + str(q)).encode()).hexdigest()[:8]
            if c.startswith("md:"): nb["cells"].append({"cell_type": "markdown", "id": cid, "metadata": {}, "source": ls(s.sub(c[3:]))}); continue
            k += 1; code = s.sub(c.strip("\n")); tree = ast.parse(code); outs = []; last = None
            if isinstance(tree.body[-1], ast.Expr): last = ast.Expression(tree.body.pop().value)
            o = io.StringIO()
            with contextlib.redirect_stdout(o):
                exec(compile(tree, "c", "exec"), env); v = eval(compile(last, "c", "eval"), env) if last else None
            if o.getvalue(): outs.append({"name": "stdout", "output_type": "stream", "text": ls(o.getvalue())})
            if v is not None:
                dd = {"text/plain": ls(v if isinstance(v, str) and False else repr(v))}
                if hasattr(v, "_repr_html_"): dd["text/html"] = ls(v._repr_html_())
                outs.append({"data": dd, "execution_count": k, "metadata": {}, "output_type": "execute_result"})
            nb["cells"].append({"cell_type": "code", "execution_count": k, "id": cid, "metadata": {}, "outputs": outs, "source": ls(code)})
        json.dump(nb, open(s.path, "w", encoding="utf-8"), indent=1, ensure_ascii=False); s.done(); return env
    # documents out of blocks: ("h",text) ("p",text) ("t",cols,rows,caption) ("pre",text)
    def doc(s, B):
        if "csv" not in s.form and sum(len(b[2]) if b[0] == "t" else 1 for b in B) < 25:
            from gen_harm import METH, ors
            for q in s.py.sample([0, 1, 2, 3], min(4, s.nx())): B = list(B) + (([("p", METH[s.lang])] if ("p", METH[s.lang]) not in B else []) if q == 0 else [("t",) + ors(s) + ("%s %d. %s" % (s.w["table"], s.i(6, 9), s.b),)] if q == 1 else [("t", ["", "b", "se", "z", "p"], [[v, s.f(b, 3), s.f(e, 3), s.f(z, 2), s.f(p, 3)] for v, b, e, z, p, lo, hi in s.coefs()], "%s A%d" % (s.w["table"], s.i(1, 4)))] if q == 2 else [("p", "R² = %s; AUC = %s" % (s.f(s.r.uniform(.1, .5), 3), s.f(s.r.uniform(.6, .85), 3)))])
        B = [tuple(s.sub(x) if isinstance(x, str) else x for x in b) for b in B]; getattr(s, "_" + s.form.replace("-", "_"))(B)
    def _html(s, B):
        st = s.pick(0, 1, 2); s.prog = ["pandas", "R", "R"][st]; e = lambda x: H_.escape(str(x)); o = ["<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\"><title>%s</title>" % (s.lang, e(s.title)),
            ["<style>table{border-collapse:collapse}td,th{border:1px solid #999;padding:2px 8px}</style>", "<style>.table{width:auto;border-top:2px solid} td{text-align:right}</style>", ""][st] + "</head>\n<body>"]
        for b in B:
            if b[0] == "h": o.append("<h2>%s</h2>" % e(b[1]))
            elif b[0] == "p": o.append("<p>%s</p>" % e(b[1]))
            elif b[0] == "pre": o.append("<pre><code>%s</code></pre>" % e(b[1]))
            else:
                o.append(['<table border="1" class="dataframe">', '<table class="table table-condensed">', '<table>'][st] + ("\n<caption>%s</caption>" % e(b[3]) if len(b) > 3 and b[3] else ""))
                if b[1]: o.append(" <thead>\n  <tr>" + "".join("<th>%s</th>" % e(x) for x in b[1]) + "</tr>\n </thead>")
                o.append(" <tbody>"); o += ["  <tr>" + "".join(("<th>%s</th>" if st == 0 and k == 0 else "<td>%s</td>") % e(x) for k, x in enumerate(r)) + "</tr>" for r in b[2]]; o.append(" </tbody>\n</table>")
        s.text("\n".join(o) + "\n</body></html>")
    def _docx(s, B):
        import docx; D = docx.Document(); D.core_properties.author = ""
        for b in B:
            if b[0] == "h": D.add_heading(b[1], 1)
            elif b[0] in ("p", "pre"): D.add_paragraph(b[1])
            else:
                if len(b) > 3 and b[3]: D.add_paragraph(b[3], style="Caption")
                rows = ([b[1]] if b[1] else []) + list(b[2]); t = D.add_table(len(rows), len(rows[0])); t.style = "Table Grid"
                for i, r in enumerate(rows):
                    for j, x in enumerate(r): t.cell(i, j).text = str(x)
        D.save(s.path); s.done()
    def _pptx(s, B):   # through pandoc
        import subprocess; o = ["---", "title: " + json.dumps(s.title, ensure_ascii=False), "subtitle: '%s'" % s.pick("Team meeting", "Draft", "v2", "Projekt 14", "Seminar"), "---", ""]; opened = False
        for b in B:
            if b[0] == "h":
                if b[1] != s.title: o += ["", "# " + b[1], ""]; opened = True
            elif b[0] in ("p", "pre"): o += ([] if opened else ["", "# " + s.title, ""]) + ["- " + b[1]]; opened = True
            else: o += ["", "# " + (b[3] if len(b) > 3 and b[3] else s.title), ""] + ["|" + "|".join(str(x).replace("|", "/") or " " for x in r) + "|" for r in [b[1] or [""] * len(b[2][0]), ["--"] * len(b[2][0])] + list(b[2])] + [""]; opened = False
        p = subprocess.run(["pandoc", "-f", "markdown", "-t", "pptx", "-o", s.path], input="\n".join(o), text=True, capture_output=True); need(p.returncode == 0, p.stderr); s.done()
    def _pdf(s, B):
        import matplotlib; matplotlib.use("Agg"); matplotlib.rcParams["pdf.fonttype"] = 42
        import matplotlib.pyplot as plt, textwrap; from matplotlib.backends.backend_pdf import PdfPages
        L = []
        for b in B:
            if b[0] == "h": L += [(b[1], 13, 0)]
            elif b[0] == "p": L += [(x, 9, 0) for x in textwrap.wrap(b[1], 105)] + [("", 9, 0)]
            elif b[0] == "pre": L += [(x, 7.5, 1) for x in b[1].split("\n")]
            else:
                if len(b) > 3 and b[3]: L.append((b[3], 9, 0))
                L += [(list(map(str, r)), 8, 2) for r in ([b[1]] if b[1] else []) + list(b[2])] + [("", 9, 0)]
        if s.lang in ("en", "es", "it", "fr", "de", "pt") and s.pick(0, 1):
            s.prog = "R"; X = [{"t": t if isinstance(t, list) else [t.replace("–", "-").replace("\u202f", " ")], "m": m, "z": sz} for t, sz, m in L]
            return s.R("pdf(OUT, 8.3, 11.7, encoding = 'ISOLatin1')\nL <- jsonlite::fromJSON(%s, simplifyVector = FALSE)\nfor (k in seq_along(L)) { if (k %%%% 50 == 1) { par(mar = c(0, 0, 0, 0)); plot.new(); y <- .95 }; e <- L[[k]]; w <- .88 / max(length(e$t), 4); for (j in seq_along(e$t)) text(.06 + (j - 1) * w, y, e$t[[j]], adj = 0, cex = e$z / 12 * min(1, 7 / length(e$t)), family = if (e$m == 1) 'mono' else 'sans'); y <- y - .018 }\ndev.off()" % json.dumps(json.dumps(X, ensure_ascii=False).replace("–", "-"), ensure_ascii=False), mode="file")
        with PdfPages(s.path, metadata={"CreationDate": datetime.datetime(2024, 3, 5), "Producer": "", "Creator": ""}) as pp:
            for k in range(0, len(L), 52):
                fg = plt.figure(figsize=(8.3, 11.7)); y = .95
                for t, sz, m in L[k:k + 52]:
                    if m == 2:
                        wd = .84 / max(len(t), 4)
                        for j, x in enumerate(t): fg.text(.07 + j * wd, y, x.replace("$", r"\$"), fontsize=min(sz, 60 / max(len(t), 7)))
                    else: fg.text(.07, y, t.replace("$", r"\$"), fontsize=sz, family="monospace" if m else None)
                    y -= .0175
                pp.savefig(fg); plt.close(fg)
        s.done()
    def _latex_markdown(s, B):
        if s.pick(0, 1): s.ext = "tex"; s.prog = "LaTeX"
        o = []; e = lambda x: re.sub(r"([%&_#$])", r"\\\1", str(x)) if s.ext == "tex" else str(x)
        for b in B:
            if s.ext == "md":
                if b[0] == "h": o.append("## " + b[1] + "\n")
                elif b[0] == "p": o.append(b[1] + "\n")
                elif b[0] == "pre": o.append("```\n" + b[1] + "\n```\n")
                else:
                    if len(b) > 3 and b[3]: o.append("Table: " + b[3] + "\n")
                    o += ["|" + "|".join(str(x) for x in r) + "|" for r in [b[1] or [""] * len(b[2][0]), [":--"] + ["--:"] * (len(b[2][0]) - 1)] + list(b[2])] + [""]
            else:
                if b[0] == "h": o.append("\\section{%s}\n" % e(b[1]))
                elif b[0] == "p": o.append(e(b[1]) + "\n")
                elif b[0] == "pre": o.append("\\begin{verbatim}\n%s\n\\end{verbatim}\n" % b[1])
                else: o += ["\\begin{table}[ht]\\centering", "\\caption{%s}" % e(b[3] if len(b) > 3 else ""), "\\begin{tabular}{l%s}" % ("r" * (len(b[2][0]) - 1)), "\\toprule"] + ([" & ".join(map(e, b[1])) + r" \\ \midrule"] if b[1] else []) + [" & ".join(map(e, r)) + r" \\" for r in b[2]] + ["\\bottomrule\n\\end{tabular}\n\\end{table}\n"]
        s.text("\n".join(o))
    def _xlsx(s, B):
        import openpyxl; W = openpyxl.Workbook(); w = W.active; w.title = s.pick("Sheet1", "Tab1", "Results", "A"); k = 1; many = sum(b[0] == "t" for b in B) > 1 and s.pick(0, 1); W.properties.creator = ""
        def cell(x):
            return x if not isinstance(x, (np.integer, np.floating)) else x.item()
        for b in B:
            if b[0] == "t":
                if many and k > 1: w = W.create_sheet("T%d" % k)
                k += 1
                if len(b) > 3 and b[3]: w.append([b[3]])
                for r in ([b[1]] if b[1] else []) + list(b[2]): w.append([cell(x) for x in r])
                w.append([])
            else: w.append([b[1]])
        W.save(s.path); s.done()
    def _json(s, B):
        o = {"title": s.title, "generated": "2024-0%d-1%d" % (s.i(1, 9), s.i(0, 9)), "notes": [b[1] for b in B if b[0] in ("h", "p", "pre")]}
        for k, b in enumerate([b for b in B if b[0] == "t"]): o["table%d" % (k + 1)] = [dict(zip(b[1], [x.item() if hasattr(x, "item") else x for x in r])) for r in b[2]]
        s.text(json.dumps(o, ensure_ascii=False, indent=s.pick(1, 2, 4)))
    def _csv(s, B):
        import csv; o = io.StringIO(); w = csv.writer(o, delimiter=s.pick(",", ",", ";", "\t") if s.form == "pandas-csv" else ",", quoting=csv.QUOTE_NONNUMERIC if s.form == "r-csv" else csv.QUOTE_MINIMAL)
        for b in B:
            if b[0] == "t":
                for r in [b[1]] + list(b[2]): w.writerow([x.item() if hasattr(x, "item") else x for x in r])
        s.text(o.getvalue())
    _r_csv = _csv; _pandas_csv = _csv
    def _pandas_print(s, B): s.text("\n".join(tabtxt(b[1], b[2], b[3] if len(b) > 3 else "") if b[0] == "t" else b[1] for b in B))
    def _notebook(s, B):
        cells = []
        for k, b in enumerate(B):
            if b[0] == "t": cells.append("pd.DataFrame(rows%d, columns=cols%d)" % (k, k))
            else: cells.append("md:" + ("## " if b[0] == "h" else "") + b[1])
        s.NB(cells, env=dict([("rows%d" % k, b[2]) for k, b in enumerate(B) if b[0] == "t"] + [("cols%d" % k, b[1]) for k, b in enumerate(B) if b[0] == "t"]))
    _r_print = _pandas_print
    # Stata
    def stata(s, body):
        h = s.pick(0, 1, 2); lines = "-" * 79; l = ["      name:  <unnamed>", "       log:  /data/proj%d/logs/%s.log" % (s.i(2, 40), s.stem), "  log type:  text", " opened on:  %2d %s 2023, %02d:%02d:%02d" % (s.i(1, 28), s.pick("Jan", "Mar", "May", "Sep", "Nov"), s.i(8, 18), s.i(0, 59), s.i(0, 59))]
        for _ in range(s.nx() if body.count("\n") < 60 else 0): body = body.strip("\n") + "\n\n" + s.pick(". quietly regress ln_%s trend age\n\n. regress, noheader\n" % s.n1[:6] + st_coef(s.coefs(), "ln_" + s.n1[:6]), ". logit, or\n\n" + st_coef([(v, np.exp(b), np.exp(b) * e, z, p, np.exp(lo), np.exp(hi)) for v, b, e, z, p, lo, hi in s.coefs()], s.b, "z", "Odds ratio"), ". estimates store m%d\n\n. display %%5.3f e(r2_a)\n0.%d" % (s.i(1, 9), s.i(100, 600)), ". timer list 1\n   1:    %d.%d /        1 =      %d.%d000" % ((s.i(2, 90), s.i(10, 99)) * 2), ". * " + s.title)
        t = (lines + "\n" + "\n".join(l) + "\n\n" if h else "") + s.sub(body.strip("\n")) + "\n"
        if h == 1: t += "\n. log close\n" + "\n".join(l[:3]) + "\n closed on:  %s\n" % l[3][13:] + lines
        s.text(t)
    def sas(s, body, title=None):
        t = s.pick("The SAS System", s.title, "Project %d" % s.i(100, 999)) if title is None else title
        if t != "":
            for _ in range(min(4, s.nx()) if body.count("\n") < 60 else 0): body = body.strip("\n") + "\n\n\n" + "                          Parameter Estimates\n\n                      Parameter       Standard\nVariable       DF      Estimate          Error    t Value    Pr > |t|\n\n" + "\n".join("%-12s    1    %10.5f     %10.5f    %7.2f      %s" % (("Intercept" if v == "_cons" else v), b, e, z, "<.0001" if p < 1e-4 else "%.4f" % p) for v, b, e, z, p, lo, hi in s.coefs())
        if t == "": return s.text(s.sub(body.strip("\n")))
        s.text(t.center(76).rstrip() + ("%s%d" % (" " * 4, s.i(1, 9)) if s.pick(0, 1) else "") + "\n\n" + s.sub(body.strip("\n")))
    def spss(s, syntax, df):   # PSPP html
        s.ext = "html"; s.prog = "SPSS"; f = os.path.join(TMP, s.stem + "_p.csv"); df.to_csv(f, index=False, sep="\t"); import subprocess
        ty = " ".join("%s %s" % (c, "A24" if df[c].dtype == object else "F10.2" if df[c].dtype == float else "F8.0") for c in df.columns)
        sp = "GET DATA /TYPE=TXT /FILE='%s' /ENCODING='UTF-8' /DELIMITERS='\\t' /FIRSTCASE=2 /VARIABLES=%s.\n%s\n" % (f, ty, s.sub(syntax)); open(f + ".sps", "w").write(sp)
        p = subprocess.run(["pspp", f + ".sps", "-o", s.path], capture_output=True, text=True, env=dict(os.environ, LANG="C.UTF-8", LC_ALL="C.UTF-8")); need(p.returncode == 0, p.stdout[:300] + p.stderr[:300])
        h = open(s.path, encoding="utf-8").read(); h = re.sub(r"<table[^>]*>\s*<caption>(?:(?!</caption>).)*Reading free-form.*?</table>", "", h, flags=re.S); h = h.replace(f, "/data/" + s.stem + ".dat"); open(s.path, "w", encoding="utf-8").write(h); s.done()
def _ncdf(z):
    import math; return .5 * (1 + math.erf(z / math.sqrt(2)))
def chi2(X):
    from scipy.stats import chi2_contingency as f; v, p, d, _ = f(X, correction=False); return "          Pearson chi2(%d) = %8.4f   Pr = %.3f" % (d, v, p)
def tabtxt(cols, rows, cap=""):
    R = [[str(x) for x in r] for r in ([cols] if cols else []) + list(rows)]; w = [max(len(r[j]) for r in R) for j in range(len(R[0]))]
    return (cap + "\n" if cap else "") + "\n".join(" ".join(x.ljust(w[j]) if j == 0 else x.rjust(w[j] + 1) for j, x in enumerate(r)).rstrip() for r in R) + "\n"
GENS = []
def g(kind, what, *targets):   # targets: "form:domain ..." 
    def deco(fn):
        for k, t in enumerate(" ".join(targets).split()):
            form, dom = t.split(":"); GENS.append(("%s.%s-%d" % (fn.__module__, fn.__name__, k), fn, kind, {"rp": "r-print", "rc": "r-csv", "pp": "pandas-print", "pc": "pandas-csv", "st": "stata-log", "sas": "sas-list", "nb": "notebook", "md": "latex-markdown"}.get(form, form), dom, what))
        return fn
    return deco
def reg(m):  # rows of a statsmodels fit
    return [(n, m.params[n], m.bse[n], m.tvalues[n], m.pvalues[n]) + tuple(m.conf_int().loc[n]) for n in m.params.index]
def nm(x, w=12):
    x = re.sub(r"C\((.*?)\)\[T\.(.*?)\]", r"\2", x).replace("Intercept", "_cons"); return x if len(x) <= w else x[:w - 2] + "~" + x[-1]
def st_coef(rows, dep, z="t", head="Coefficient"):
    o = ["-" * 78, "%12s | %s  Std. err.      %s    P>|%s|     [95%% conf. interval]" % (nm(dep), head, z, z), "-------------+" + "-" * 64]
    for n, b, se, t, p, lo, hi in rows: o.append("%12s |  %9s   %8s  %7.2f   %5.3f     %9s   %9s" % (nm(n), s7(b), s7(se), t, p, s7(lo), s7(hi)))
    return "\n".join(o + ["-" * 78])
def s7(x):
    if abs(x) >= 1e7: return "%.4e" % x
    t = "%.7g" % x if abs(x) >= 1e-4 else "%.2e" % x; t = "%.*f" % (max(0, 7 - len(str(int(abs(x))))), x) if 1e-4 <= abs(x) < 1e7 else t
    return re.sub(r"^(-?)0\.", r"\1.", t)[:9]
def st_tab(v, x):
    c = pd.Series(x).value_counts().sort_index(); N = c.sum(); o = ["%12s |      Freq.     Percent        Cum." % nm(v), "-" * 13 + "+" + "-" * 35]; k = 0
    for a, q in c.items(): k += q; o.append("%12s | %10s %11.2f %11.2f" % (nm(str(a)), "{:,}".format(q), 100 * q / N, 100 * k / N))
    return "\n".join(o + ["-" * 13 + "+" + "-" * 35, "%12s | %10s %11.2f" % ("Total", "{:,}".format(N), 100)])
def st_tab2(a, b, X):
    W = 11; o = ["%12s | %s" % ("", nm(b).center(W * X.shape[1])), "%12s | %s |     Total" % (nm(a), "".join("%11s" % nm(str(c), 10) for c in X.columns)), "-" * 13 + "+" + "-" * (W * X.shape[1] + 1) + "+" + "-" * 11]
    for i, r in X.iterrows(): o.append("%12s | %s | %9s" % (nm(str(i)), "".join("%11s" % (("{:,}".format(x)) if not isinstance(x, str) else x) for x in r), "{:,}".format(sum(r)) if not any(isinstance(x, str) for x in r) else ""))
    return "\n".join(o + [o[2], "%12s | %s | %9s" % ("Total", "".join("%11s" % "{:,}".format(x) for x in X.sum()), "{:,}".format(X.values.sum()))])
def st_sum(D, vs, mm=True):
    o = ["    Variable |        Obs        Mean    Std. dev." + ("       Min        Max" if mm else ""), "-" * 13 + "+" + "-" * (57 if mm else 36)]
    return "\n".join(o + ["%12s | %10s    %8s    %9s" % (nm(v), "{:,}".format(D[v].notna().sum()), s7(D[v].mean()), s7(D[v].std())) + ("  %8s   %8s" % ("%g" % D[v].min(), "%g" % D[v].max()) if mm else "") for v in vs])
def st_list(D, sep=5, obs=None):
    cols = list(D.columns); R = [[("%g" % x if isinstance(x, float) else str(x)) for x in r] for r in D.values.tolist()]; w = [max(len(nm(c)), *(len(r[j]) for r in R)) for j, c in enumerate(cols)]
    W = sum(w) + 3 * len(w) - 1; o = ["     +" + "-" * W + "+", "     | " + "   ".join(nm(c).rjust(w[j]) for j, c in enumerate(cols)) + " |", "     |" + "-" * W + "|"]; obs = obs or list(range(1, len(R) + 1))
    for k, r in enumerate(R):
        if sep and k and k % sep == 0: o.append("     |" + "-" * W + "|")
        o.append("%3d. | " % obs[k] + "   ".join(x.rjust(w[j]) for j, x in enumerate(r)) + " |")
    return "\n".join(o + ["     +" + "-" * W + "+"])
def st_regtop(m, what="Linear"):
    N, k = int(m.nobs), int(m.df_model); return "\n".join(["      Source |       SS           df       MS      Number of obs   = %9s" % "{:,}".format(N), "-------------+----------------------------------   F(%d, %d)%s= %9.2f" % (k, m.df_resid, " " * max(1, 13 - len(str(k)) - len(str(int(m.df_resid)))), m.fvalue),
      "       Model |  %10s  %8d  %10s   Prob > F        =    %.4f" % (s7(m.ess), k, s7(m.ess / k), m.f_pvalue), "    Residual |  %10s  %8d  %10s   R-squared       =    %.4f" % (s7(m.ssr), m.df_resid, s7(m.ssr / m.df_resid), m.rsquared),
      "-------------+----------------------------------   Adj R-squared   =    %.4f" % m.rsquared_adj, "       Total |  %10s  %8d  %10s   Root MSE        =    %s" % (s7(m.ess + m.ssr), N - 1, s7((m.ess + m.ssr) / (N - 1)), s7(np.sqrt(m.mse_resid))), ""])
def sas_freq(v, x):
    c = pd.Series(x).value_counts().sort_index(); N = c.sum(); k = 0; w = max(len(v), 12)
    o = ["The FREQ Procedure".center(76).rstrip(), "", "%s%s" % (" " * (w + 40), "Cumulative    Cumulative"), "%s    Frequency     Percent     Frequency      Percent" % v.ljust(w), "-" * (w + 64)]
    for a, q in c.items(): k += q; o.append("%s    %9d    %8.2f    %10d    %9.2f" % (str(a).ljust(w), q, 100 * q / N, k, 100 * k / N))
    return "\n".join(o)
def sas_print(D, obs=True):
    cols = list(D.columns); R = [[("%.2f" % x if isinstance(x, float) else str(x)) for x in r] for r in D.values.tolist()]
    if obs: cols = ["Obs"] + cols; R = [[str(k + 1)] + r for k, r in enumerate(R)]
    w = [max(len(c), *(len(r[j]) for r in R)) for j, c in enumerate(cols)]; return "\n".join(["    ".join(c.rjust(w[j]) for j, c in enumerate(cols)), ""] + ["    ".join(x.rjust(w[j]) for j, x in enumerate(r)) for r in R])
def sas_means(D, vs, stats=("N", "Mean", "Std Dev"), by=None):
    F = {"N": lambda x: "%d" % x.notna().sum(), "N Miss": lambda x: "%d" % x.isna().sum(), "Mean": lambda x: "%.7f" % x.mean(), "Std Dev": lambda x: "%.7f" % x.std(), "Minimum": lambda x: "%.7f" % x.min(), "Maximum": lambda x: "%.7f" % x.max(), "Median": lambda x: "%.7f" % x.median(), "5th Pctl": lambda x: "%.7f" % x.quantile(.05), "95th Pctl": lambda x: "%.7f" % x.quantile(.95)}
    R = [[v] + [F[q](D[v]) for q in stats] for v in vs]; H = ["Variable"] + list(stats); w = [max(len(r[j]) for r in R + [H]) for j in range(len(H))]
    ln = "-" * (sum(w) + 4 * len(w)); return "\n".join(["The MEANS Procedure".center(76).rstrip(), "", "    ".join(h.ljust(w[j]) if j == 0 else h.rjust(w[j]) for j, h in enumerate(H)), ln] + ["    ".join(h.ljust(w[j]) if j == 0 else h.rjust(w[j]) for j, h in enumerate(r)) for r in R] + [ln])
