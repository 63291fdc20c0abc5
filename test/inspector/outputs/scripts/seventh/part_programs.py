"""Output of gretl, PSPP and SQLite, run for real."""
import os
import sqlite3
import subprocess
import tempfile

import numpy as np
from common import odd, rng_for, write


def run(command, text):
    return subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout.decode("utf-8", "replace")


def gretl(script):
    with tempfile.TemporaryDirectory() as d:
        f = os.path.join(d, "s.inp")
        open(f, "w").write(script)
        out = run(["gretlcli", "-b", f], "")
    keep = [x for x in out.split("\n") if d not in x and "Current session" not in x and "Copyright" not in x and "terms of the GNU" not in x]
    return "\n".join(keep)


def pspp(script):
    with tempfile.TemporaryDirectory() as d:
        f, o = os.path.join(d, "s.sps"), os.path.join(d, "o.txt")
        open(f, "w").write(script)
        subprocess.run(["pspp", "-o", o, "-O", "format=txt", f], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return open(o, encoding="utf-8").read()


def inline(rows):
    return "\n".join(" ".join(str(x) for x in row) for row in rows)


def main():
    r = rng_for("programs")
    g = np.random.default_rng(5)

    G = lambda name, kind, what, s: write(name, "gretl", "gretl", kind, what, gretl(s))
    G("ols_salaires.txt", "harmless", "a regression of gretl", "set seed 41\nnulldata 1840\nseries exper = uniform()*30\nseries lsal = 2 + 0.02*exper + normal()*0.3\nols lsal const exper\n")
    G("summary_renta.txt", "extreme", "Minimum and Maximum of summary", "set seed 43\nnulldata 410\nseries renta = round(exp(normal()+10))\nseries edad = round(47+8*normal())\nsummary renta edad\n")
    G("freq_dzieci.txt", "small-count", "few persons in the highest classes", "set seed 44\nnulldata 260\nseries dzieci = floor(6*uniform()^2.4)\ndzieci[1]=7\ndzieci[2]=7\ndzieci[3]=7\nfreq dzieci --quiet\n")
    G("probit_nl.txt", "missing-rows", "7 observations dropped", "set seed 45\nnulldata 905\nseries x = normal()\nseries y = (x + normal() > 0)\nx[3]=NA\nx[9]=NA\nx[12]=NA\nx[88]=NA\nx[90]=NA\nx[401]=NA\nx[777]=NA\nprobit y const x\n")

    def data(counts):
        return inline([(a, b) for (a, b), n in counts.items() for _ in range(n)])
    head = "DATA LIST LIST /a b.\nBEGIN DATA\n{0}\nEND DATA.\n"
    S = lambda name, kind, what, s, base=None: write(name, "spss", "PSPP", kind, what, pspp(s), base)
    S("pspp_cross.txt", "small-count", "a cell of 3", head.format(data({(1, 1): 88, (1, 2): 41, (2, 1): 62, (2, 2): 3})) + "VARIABLE LABELS a 'skolform' b 'avbrott'.\nVALUE LABELS a 1 'kommunal' 2 'fristående' /b 1 'nej' 2 'ja'.\nCROSSTABS /TABLES=a BY b /CELLS=COUNT.")
    S("pspp_freq.txt", "harmless", "frequencies above nine", head.format(data({(1, 1): 118, (2, 1): 67, (3, 1): 44})) + "VARIABLE LABELS a 'type of tenure'.\nVALUE LABELS a 1 'owner' 2 'tenant' 3 'shared'.\nFREQUENCIES a /STATISTICS=NONE.")
    S("pspp_descr.txt", "extreme", "Minimum and Maximum", head.format(inline([(int(x), round(y, 1)) for x, y in zip(g.normal(50, 12, 140), g.gamma(2, 900, 140))])) + "VARIABLE LABELS a 'ikä' b 'eläke'.\nDESCRIPTIVES a b.")

    def db(sql, mode):
        return run(["sqlite3", "-cmd", f".mode {mode}", "-cmd", ".headers on", ":memory:"], sql)
    Q = lambda name, kind, what, s, mode, base=None: write(name, "sql-text", "sqlite3", kind, what, db(s, mode), base)
    Q("sqlite_teachers.txt", "small-count", "5 teachers", "create table t(skole,fag,laerere);insert into t values('Hovin','matte',18),('Hovin','musikk',5),('Lade','matte',23),('Lade','musikk',11);select * from t;", "column")
    Q("sqlite_box.txt", "harmless", "counts above nine", f"create table t(concelho,utentes,consultas);insert into t values('Loures',{odd(r, 100, 900)},{odd(r, 1000, 9000)}),('Sintra',{odd(r, 100, 900)},{odd(r, 1000, 9000)});select * from t;", "box")
    Q("sqlite_line.txt", "rows-of-people", "one block a person", "create table t(osoba,plec,rok_ur,wyrok_mies,zaklad);insert into t values(4411,'M',1979,18,'Wronki'),(4418,'M',1990,42,'Sztum'),(4430,'K',1968,7,'Lubliniec');select * from t;", "line")
    Q("sqlite_table.txt", "arithmetic", "sum with one null", "create table t(kanton,versichert,ohne_arzt);insert into t values('Uri',612,31),('Zug',1488,62),('Jura',977,null),('Total',3077,97);select * from t;", "table")
    Q("sqlite_list.txt", "rounded", "threes", "create table t(wojewodztwo,bezrobotni,stazysci,szkolenia);insert into t values('opolskie',2163,141,87),('lubuskie',1884,93,66),('podlaskie',2739,207,123);select * from t;", "list", 3)

    # LaTeX and Markdown by hand
    L = lambda name, kind, what, s, base=None: write(name, "latex-markdown", "by hand", kind, what, s, base)
    L("tab_supp3.tex", "arithmetic", "N and percent in a table give 6 and 3", "\\begin{tabular}{lrr}\n\\toprule\nHospice & $N$ & re-entered (\\%) \\\\\n\\midrule\nMoorland & 240 & 2.5 \\\\\nSeaview & 300 & 1.0 \\\\\nAbbey & 412 & 11.2 \\\\\n\\bottomrule\n\\end{tabular}")
    L("results.md", "arithmetic", "3 x 3 table with a single masked cell", "| Gewerkschaft | Mitglieder | Streik | kein Streik |\n|---|---:|---:|---:|\n| Metall | 812 | 411 | 401 |\n| Bahn | 377 | 369 | n. a. |\n| Handel | 290 | 118 | 172 |\n")
    L("note_participants.md", "identifier", "participants with phone", "## Opvolging\n\n- Deelnemer Roos Mulderij, tel. 06-41228190, wil de uitslag\n- Deelnemer Gijs Boelens, tel. 06-38817045, is verhuisd\n")
    L("tab_wage_gap.tex", "harmless", "coefficients with stars", "\\begin{tabular}{lcc}\n & (1) & (2) \\\\ \\hline\nfemale & -0.182*** & -0.121*** \\\\\n & (0.012) & (0.011) \\\\\ntenure & 0.014** & 0.009* \\\\\n & (0.005) & (0.004) \\\\ \\hline\n$N$ & 31,204 & 31,204 \\\\\n$R^2$ & 0.21 & 0.38 \\\\\n\\end{tabular}")
    L("cuadro_4.tex", "extreme", "range in a table", "\\begin{tabular}{lrrr}\nVariable & Media & DE & Rango \\\\ \\hline\nEdad de los reclusos & 36,4 & 11,2 & 18--89 \\\\\nCondena (meses) & 41,7 & 38,0 & 1--480 \\\\\n\\end{tabular}")
