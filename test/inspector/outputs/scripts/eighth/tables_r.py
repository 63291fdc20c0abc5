"""Count tables printed by R, and by gretl."""
import os, subprocess, tempfile
import pandas as pd
from common import *
from tables_text import end, nextbase

READ = 'd <- read.csv("d.csv", stringsAsFactors = TRUE)\n'
R = {  # name: (code, echo, round too)
 "margins": ('tab <- xtabs(n ~ {v} + {b}, d)\naddmargins(tab)\nround(100 * prop.table(tab, 2), 1)', True),
 "cross": ('library(gmodels)\nd <- d[rep(seq_len(nrow(d)), d$n), ]\nCrossTable(d${v}, d${b}, prop.c = FALSE, prop.t = FALSE, prop.chisq = FALSE, dnn = c("{v}", "{b}"))', False),
 "ftable": ('ftable(xtabs(n ~ {b} + {v}, d))', True),
 "dplyr": ('suppressMessages(library(dplyr))\nas_tibble(d) %>% group_by({b}, {v}) %>% summarise(n = sum(n), .groups = "drop") %>% print(n = 40)', True),
 "datatable": ('suppressMessages(library(data.table))\ndt <- as.data.table(d)\ndt[, .(N = sum(n)), by = .({v}, {b})]', True),
 "summary": ('p <- d[rep(seq_len(nrow(d)), d$n), ]\nsummary(p[, "{v}", drop = FALSE], maxsum = 12)', True),
 "kable": ('knitr::kable(xtabs(n ~ {v} + {b}, d), caption = "{t}", format = "{fmt}")', False),
 "aggregate": ('aggregate(n ~ {v} + {b}, data = d, FUN = sum)', True),
 "tapply": ('with(d, tapply(n, list({v}, {b}), sum))\nwith(d, tapply(n, {b}, sum))', True),
 "describe": ('set.seed({seed})\np <- d[rep(seq_len(nrow(d)), d$n), ]\np${x} <- round(rnorm(nrow(p), {mu}, {sd}), 1)\nlibrary(psych)\ndescribeBy(p${x}, p${v}, mat = TRUE, digits = 2)[, c("group1", "n", "mean", "sd", "median")]', False),
 "xtable": ('library(xtable)\nprint(xtable(addmargins(xtabs(n ~ {v} + {b}, d)), caption = "{t}", digits = 0), comment = FALSE)', False),
 "hmisc": ('suppressMessages(library(Hmisc))\np <- d[rep(seq_len(nrow(d)), d$n), ]\ndescribe(p$"{v}", descript = "{t}")', False)}
PLAN = {"margins": "small ok round", "cross": "small ok round", "ftable": "small small ok round", "dplyr": "small small ok round",
        "datatable": "small ok round", "summary": "small ok", "kable": "small ok round", "aggregate": "small ok round",
        "tapply": "small ok round", "describe": "small small ok", "xtable": "small ok round", "hmisc": "small ok"}


def one(name, mode):
    code, echo = R[name]
    T = Tab(ctx(), mode, nextbase(True) if mode == "round" else 5, name in ("summary", "hmisc"))
    d = pd.DataFrame([(r, x, T.m[i, j]) for i, r in enumerate(T.rows) for j, x in enumerate(T.cols)], columns=[T.c.var, T.c.by, "n"])
    fmt = pick(["html", "pipe", "simple", "latex"])
    o = run_r(READ + code.format(v=T.c.var, b=T.c.by, t=T.c.title, x=T.c.num, mu=T.c.mu + 10, sd=round(T.c.mu * .3, 1), seed=ri(1000, 9000), fmt=fmt),
              echo, {"d.csv": d})
    ext, form = "txt", "r-print"
    if name == "kable":
        ext, form = {"html": ("html", "html"), "latex": ("tex", "latex-markdown")}.get(fmt, ("md", "latex-markdown"))
    if name == "xtable":
        ext, form = "tex", "latex-markdown"
    if name == "hmisc" or (form == "r-print" and rng.random() < .3):
        ext = "Rout"
    save(T.c, ext, form, "R", T.kind, o + (end(T) if T.note else ""), T.what(), T.base)


def one_describe(mode):
    """One-way version: the groups' sizes are the counts."""
    T = Tab(ctx(), mode, 5, True)
    d = pd.DataFrame({T.c.var: T.rows, "n": T.rt})
    o = run_r(READ + R["describe"][0].format(v=T.c.var, x=T.c.num, mu=T.c.mu + 10, sd=round(T.c.mu * .3, 1), seed=ri(1000, 9000)), False, {"d.csv": d})
    save(T.c, "txt", "r-print", "R", T.kind, o, T.what(), T.base)


def gretl(mode):
    T = Tab(ctx(), mode, 5, True)
    with tempfile.TemporaryDirectory() as d:
        rows = [k + 1 for k, v in enumerate(T.rt) for _ in range(v)]
        pd.DataFrame({slug(T.c.var): rows}).to_csv(d + "/d.csv", index=False)
        open(d + "/a.inp", "w").write(f"open d.csv --quiet\ndiscrete {slug(T.c.var)}\nfreq {slug(T.c.var)} --quiet\n".replace(" --quiet\n", " --quiet\n"))
        o = subprocess.run(["gretlcli", "-b", "a.inp"], cwd=d, capture_output=True, text=True, env=dict(os.environ, HOME=d, LC_ALL="C.UTF-8")).stdout
    o = "\n".join(x for x in o.splitlines() if "/" not in x)
    save(T.c, "txt", "gretl", "gretl", T.kind, o + "\n" + "; ".join(f"{k + 1} = {r}" for k, r in enumerate(T.rows)), T.what())


def make():
    for name, modes in PLAN.items():
        for m in modes.split():
            one_describe(m) if name == "describe" else one(name, m)
    for m in ("small", "ok"):
        gretl(m)
