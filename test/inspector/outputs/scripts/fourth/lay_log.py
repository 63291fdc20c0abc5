"""Own imitations of the listings of Stata, SAS, SPSS; real PSPP, gretl and Octave."""
import os, subprocess, tempfile
import numpy as np
from lay_py import LAY, lay, put
def ab(s, n): return s if len(s) <= n else s[:n - 2] + '..'
def clean(s): return s
HEAD = '      name:  <unnamed>\n  log type:  text\n opened on:  %s\n\n'
def stamp(r): return f'{r.randint(1,28):2d} {r.choice(["Jan","Mar","May","Jun","Sep","Nov"])} 2021, {r.randint(9,17)}:{r.randint(10,59)}:{r.randint(10,59)}'
def st_tab1(name, rows, n, r=None):
    w = max(11, min(24, max(len(x) for x in rows + [name]))); t = sum(n); c = 0
    s = f'{ab(name, w):>{w}} |      Freq.     Percent        Cum.\n{"-"*(w+1)}+-----------------------------------\n'
    for a, x in zip(rows, n):
        c += x; s += f'{ab(a, w):>{w}} | {x:>10,}{100*x/t:>12.2f}{100*c/t:>12.2f}\n'
    return s + f'{"-"*(w+1)}+-----------------------------------\n{"Total":>{w}} | {t:>10,}      100.00\n'
def st_tab2(T, row=False):
    w = max(11, min(22, max(len(x) for x in T.rows + [T.rl]))); h = f'{"":>{w}} | {T.cl:^{11*len(T.cols)}}\n{ab(T.rl, w):>{w}} | ' + ''.join(f'{ab(c, 10):>10} ' for c in T.cols) + '|     Total\n'
    ln = f'{"-"*(w+1)}+{"-"*(11*len(T.cols)+1)}+----------\n'; s = h + ln
    for i, a in enumerate(T.rows):
        s += f'{ab(a, w):>{w}} | ' + ''.join(f'{x:>10,} ' for x in T.m[i]) + f'|{T.rt[i]:>10,} \n'
        if row: s += f'{"":>{w}} | ' + ''.join(f'{100*x/max(1,T.rt[i]):>10.2f} ' for x in T.m[i]) + '|    100.00 \n' + ln
    s += ('' if row else ln) + f'{"Total":>{w}} | ' + ''.join(f'{x:>10,} ' for x in T.ct) + f'|{T.gt:>10,} \n'
    if row: s += f'{"":>{w}} | ' + ''.join(f'{100*x/T.gt:>10.2f} ' for x in T.ct) + '|    100.00 \n'
    return s
@lay('stata-log', 'log', 'Stata-like', 'p')
def st1(T, p, r): put(p, HEAD % stamp(r) + f'. * {T.title}\n. tab {T.rv} {T.cv}\n\n' + st_tab2(T) + '\n. log close\n')
@lay('stata-log', 'txt', 'Stata-like', 'p')
def st2(T, p, r):
    k = '+-------------------+\n| Key               |\n|-------------------|\n|     frequency     |\n|  row percentage   |\n+-------------------+\n\n'
    put(p, f'. tabulate {T.rv} {T.cv}, row chi2\n\n{k}{st_tab2(T, True)}\n          Pearson chi2({(len(T.rows)-1)*(len(T.cols)-1)}) = {r.uniform(12,90):8.4f}   Pr = 0.000\n')
@lay('stata-log', 'log', 'Stata-like', 'p')
def st3(T, p, r):
    s = HEAD % stamp(r)
    for j, c in enumerate(T.cols): s += f'-> {T.cv} = {c}\n\n{st_tab1(T.rl, T.rows, [int(x) for x in T.m[:, j]])}\n'
    put(p, s.replace('-> ', f'. bysort {T.cv}: tab {T.rv}\n\n' + '-' * 78 + '\n-> ', 1))
@lay('stata-log', 'log', 'Stata-like', 'c')
def st4(T, p, r):
    l = T.long(); w = [max(len(str(x)) for x in list(l[c]) + [c]) for c in l]; bar = '+' + '-' * (sum(w) + 3 * len(w) + 1) + '+'
    s = f'. * counts of {T.unit}\n. contract {T.rv} {T.cv}, freq(n)\n\n. list, sepby({T.rv}) noobs\n\n  {bar}\n  | ' + '   '.join(f'{c:>{k}}' for c, k in zip(l, w)) + '   |\n'
    last = None
    for x in l.itertuples(index=False):
        if x[0] != last: s += '  |' + '-' * (len(bar) - 2) + '|\n'; last = x[0]
        s += '  | ' + '   '.join(f'{str(v):>{k}}' for v, k in zip(x, w)) + '   |\n'
    put(p, s + f'  {bar}\n')
@lay('stata-log', 'smcl', 'Stata-like', 'p', .7)
def st5(T, p, r):
    x = st_tab2(T).replace('|', '{c |}').split('\n')
    put(p, '{smcl}\n{com}{sf}{ul off}{txt}\n{com}. tab ' + f'{T.rv} {T.cv}' + '\n\n' + '\n'.join('{txt}' + k if i < 3 else '{txt}' + k.replace('{c |}', '{c |}{res}', 1) for i, k in enumerate(x)) + '\n{txt}\n{com}. log close\n')
@lay('stata-log', 'txt', 'Stata-like', 'p')
def st6(T, p, r):
    w = 24; s = f'. table ({T.rv}) ({T.cv}), statistic(frequency) nototals\n\n{"-"*(w+1)}{"-"*(12*len(T.cols))}\n{"":>{w}} | {T.cl}\n{"":>{w}} | ' + ''.join(f'{ab(c,11):>11} ' for c in T.cols) + f'\n{"-"*w}-+{"-"*(12*len(T.cols))}\n{T.rl:<{w}} |\n'
    for i, a in enumerate(T.rows): s += f'  {ab(a,w-2):<{w-2}} | ' + ''.join(f'{x if x else "":>11} ' for x in T.m[i]) + '\n'
    put(p, s + f'{"-"*(w+1)}{"-"*(12*len(T.cols))}\n')
def sashead(T, r, n=1): return f'{"The SAS System":^96}{n}\n\n{T.title:^96}\n\n'
@lay('sas-list', 'lst', 'SAS-like', 'p')
def sa1(T, p, r):
    s = sashead(T, r) + f'{"The FREQ Procedure":^96}\n\n{"Table of " + T.rv + " by " + T.cv:^96}\n\n'
    w = 22; s += f'{T.rv}({T.rl})'[:40] + f'     {T.cv}({T.cl})\n\nFrequency             |\nPercent               |\nRow Pct               |\nCol Pct               |' + '|'.join(f'{ab(c,8):<8}' for c in T.cols) + '|  Total\n'
    ln = '-' * w + '+' + '+'.join('-' * 8 for _ in T.cols) + '+\n'; s += ln
    for i, a in enumerate(T.rows):
        s += f'{ab(a,w):<{w}}|' + '|'.join(f'{x:>7} ' for x in T.m[i]) + f'|{T.rt[i]:>7}\n'
        s += ' ' * w + '|' + '|'.join(f'{100*x/T.gt:>7.2f} ' for x in T.m[i]) + f'|{100*T.rt[i]/T.gt:>7.2f}\n' + ' ' * w + '|' + '|'.join(f'{100*x/max(1,T.rt[i]):>7.2f} ' for x in T.m[i]) + '|\n' + ' ' * w + '|' + '|'.join(f'{100*x/max(1,c):>7.2f} ' for x, c in zip(T.m[i], T.ct)) + '|\n' + ln
    put(p, s + f'{"Total":<{w}} ' + ' '.join(f'{x:>7} ' for x in T.ct) + f' {T.gt:>7}\n')
@lay('sas-list', 'lst', 'SAS-like', 'p')
def sa2(T, p, r):
    s = ''
    for j, c in enumerate(T.cols):
        s += sashead(T, r, j + 1) + f'{"-"*34} {T.cv}={c} {"-"*34}\n\n{"The FREQ Procedure":^96}\n\n{"":69}Cumulative   Cumulative\n{"":20}{T.rl:<26}Frequency     Percent     Frequency      Percent\n{"":20}' + '-' * 74 + '\n'; cum = 0; t = T.ct[j]
        for a, x in zip(T.rows, T.m[:, j]):
            if x: cum += x; s += f'{"":20}{a:<26}{x:>9}    {100*x/t:>8.2f}      {cum:>8}     {100*cum/t:>8.2f}\n'
        s += '\n'
    put(p, s)
@lay('sas-list', 'txt', 'SAS-like', 'c')
def sa3(T, p, r):
    l = T.long(); s = sashead(T, r) + f'{"Obs":>8}    {T.rv:<24}{T.cv:<22}{"COUNT":>8}\n\n'
    for i, x in enumerate(l.itertuples(index=False), 1): s += f'{i:>8}    {x[0]:<24}{x[1]:<22}{x[2]:>8}\n'
    put(p, s)
@lay('sas-list', 'lst', 'SAS-like', 'c')
def sa4(T, p, r):
    w = 26; ln = '-' * (w + 11 * (len(T.cols) + 1) + 2); s = sashead(T, r) + f'{ln}\n|{"":{w}}|' + '|'.join(f'{ab(c,10):^10}' for c in T.cols + ['All']) + f'|\n|{"":{w}}|' + '|'.join(f'{"N":^10}' for c in T.cols + ['All']) + f'|\n|{"-"*w}+' + '+'.join('-' * 10 for c in T.cols + ['']) + f'|\n|{T.rl:<{w}}|' + '|'.join(' ' * 10 for _ in T.cols + ['']) + '|\n'
    for i, a in enumerate(T.rows): s += f'|{a:<{w}}|' + '|'.join(f'{x:>10}' for x in list(T.m[i]) + [T.rt[i]]) + '|\n'
    put(p, s + ln + '\n')
@lay('sas-list', 'lst', 'SAS-like', 'p')
def sa5(T, p, r):
    g = np.random.default_rng(r.randrange(10**9)); s = sashead(T, r) + f'{"The MEANS Procedure":^96}\n\n{"Analysis Variable : " + T.num + " " + T.numlab:^96}\n\n{T.rl:<26}{T.cl:<20}{"N Obs":>7}{"Mean":>14}{"Std Dev":>14}\n' + '-' * 82 + '\n'
    for i, a in enumerate(T.rows):
        for j, c in enumerate(T.cols):
            if T.m[i, j]: s += f'{a if not j else "":<26}{c:<20}{T.m[i,j]:>7}{T.w and g.normal(_mu(T), _sd(T)/6):>14.4f}{_sd(T)*g.uniform(.8,1.1):>14.4f}\n'
    put(p, s + '-' * 82 + '\n')
def _mu(T): return T.tp['mu']
def _sd(T): return T.tp['sd']
@lay('spss-list', 'txt', 'SPSS-like', 'p')
def sp1(T, p, r):
    s = f'CROSSTABS\n  /TABLES={T.rv} BY {T.cv}\n  /CELLS=COUNT.\n\n{T.rl} * {T.cl} Crosstabulation\nCount\n'
    w = 24; b = '+' + '-' * w + '+' + '+'.join('-' * 14 for _ in T.cols) + '+--------+\n'
    s += b + f'|{"":{w}}|' + '|'.join(f'{ab(c,14):^14}' for c in T.cols) + f'| {T.w["total"]:<7}|\n' + b
    for i, a in enumerate(T.rows): s += f'|{ab(a,w):<{w}}|' + '|'.join(f'{x:>13} ' for x in T.m[i]) + f'|{T.rt[i]:>7} |\n' + b
    put(p, s + f'|{T.w["total"]:<{w}}|' + '|'.join(f'{x:>13} ' for x in T.ct) + f'|{T.gt:>7} |\n' + b)
def pspp(T, p, r, cmd, d, fmt):
    with tempfile.TemporaryDirectory() as w:
        x = d.copy(); ra = {a: i + 1 for i, a in enumerate(T.rows)}; ca = {a: i + 1 for i, a in enumerate(T.cols)}
        x[T.rv] = x[T.rv].map(ra); x[T.cv] = x[T.cv].map(ca); x = x[[T.rv, T.cv, T.num]]; x.to_csv(w + '/d.csv', index=False, header=False)
        q = lambda s: s.replace("'", "''")
        s = f"SET DECIMAL=DOT.\nGET DATA /TYPE=TXT /FILE='{w}/d.csv' /DELIMITERS=',' /VARIABLES={T.rv} F2.0 {T.cv} F2.0 {T.num} F9.1.\nVARIABLE LABELS {T.rv} '{q(T.rl)}' {T.cv} '{q(T.cl)}' {T.num} '{q(T.numlab)}'.\nVALUE LABELS {T.rv} " + ' '.join(f"{i} '{q(a)}'" for a, i in ra.items()) + f' /{T.cv} ' + ' '.join(f"{i} '{q(a)}'" for a, i in ca.items()) + '.\n' + cmd + '\n'
        open(w + '/s.sps', 'w').write(s); o = w + '/o.' + fmt
        subprocess.run(['pspp', '-o', o, w + '/s.sps'], check=True, env={**os.environ, 'LC_ALL': 'C.UTF-8'}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        b = open(o, 'rb').read().replace(w.encode(), b'') if fmt in ('txt', 'csv', 'html') else open(o, 'rb').read(); open(p, 'wb').write(b)
for fmt, form in (('txt', 'pspp'), ('html', 'html'), ('csv', 'pspp')):
    def _f(T, p, r, fmt=fmt):
        pspp(T, p, r, r.choice([f'CROSSTABS /TABLES={T.rv} BY {T.cv} /CELLS=COUNT ROW.', f'SORT CASES BY {T.cv}.\nSPLIT FILE BY {T.cv}.\nFREQUENCIES /VARIABLES={T.rv} /STATISTICS=NONE.', f'TITLE "{T.slug}".\nCROSSTABS /TABLES={T.cv} BY {T.rv} /FORMAT=AVALUE /CELLS=COUNT COLUMN TOTAL.']), T.people(r), fmt)
    LAY.append(dict(fn=_f, form=form, ext=fmt, program='PSPP', need='p', w=.9, langs=None))
@lay('octave', 'txt', 'Octave', 'c', .5)
def oc1(T, p, r):
    q = 'n_%s = [%s];\nprintf("%s - counts of %s\\n");\nn_%s\n' % (T.slug, '; '.join(' '.join(map(str, x)) for x in T.m), T.title.replace("'", "’").replace('%', '%%'), T.unit, T.slug) + '\n'.join(f'printf("  row {i+1} = {a.replace("%", "%%")}\\n");' for i, a in enumerate(T.rows)) + '\n' + '\n'.join(f'printf("  col {i+1} = {a.replace("%", "%%")}\\n");' for i, a in enumerate(T.cols)) + '\n'
    o = subprocess.run(['octave', '--no-gui', '--quiet', '--norc', '--eval', q], capture_output=True).stdout; open(p, 'wb').write(o)
@lay('gretl', 'txt', 'gretl', 'p', .8)
def gr1(T, p, r):
    with tempfile.TemporaryDirectory() as w:
        x = T.people(r); x[T.rv] = x[T.rv].map({a: i + 1 for i, a in enumerate(T.rows)}); x[T.cv] = x[T.cv].map({a: i + 1 for i, a in enumerate(T.cols)}); x[[T.rv, T.cv]].to_csv(w + '/d.csv', index=False)
        s = f'set verbose off\nopen d.csv --quiet\nprintf "{T.title.replace("%", "%%")}\\n"\n' + ''.join(f'printf "{T.rv} {i+1} = {a.replace("%", "%%")}\\n"\n' for i, a in enumerate(T.rows)) + ''.join(f'printf "{T.cv} {i+1} = {a.replace("%", "%%")}\\n"\n' for i, a in enumerate(T.cols)) + f'xtab {T.rv} {T.cv}\n'
        open(w + '/s.inp', 'w').write(s)
        o = subprocess.run(['gretlcli', '-b', 's.inp'], cwd=w, capture_output=True, env={**os.environ, 'LC_ALL': 'C.UTF-8'}).stdout.decode()
        o = '\n'.join(l for l in o.split('\n') if '/' not in l or 'tmp' not in l); put(p, o)
