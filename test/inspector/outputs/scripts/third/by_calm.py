"""Files with nothing to find: models, rates, prices, code, methods, plots."""
import io
import json

import nbformat
import numpy as np
import pandas as pd

import render as r
import shapes as s
from common import run


def stars(p):
    return '***' if p < 0.001 else '**' if p < 0.01 else '*' if p < 0.05 else ''


def coefs(S, t, decimals=3):
    rng = S.rng
    body = []
    for v in [t.age, f'{t.s}: {t.ss[1]}', *[f'{t.h}: {h}' for h in t.hs[1:]], t.measure]:
        b, e = rng.normal(0, 0.3), abs(rng.normal(0.1, 0.03)) + 0.01
        from scipy import stats
        p = 2 * stats.norm.sf(abs(b / e))
        body.append([v, f'{b:.{decimals}f}{stars(p)}', f'({e:.{decimals}f})', f'{b - 1.96 * e:.{decimals}f}', f'{b + 1.96 * e:.{decimals}f}'])
    x = s.Tab(f'{t.measure}: OLS', ['', 'b', 'SE', '2.5 %', '97.5 %'], body, [], '', ['* p < 0.05, ** p < 0.01, *** p < 0.001'])
    x.shape = 'coef'
    return x


def yearly(S, t):
    """Rates and prices by year."""
    rng = S.rng
    x = s.Tab(f'{t.w["rate"]}', [t.year, t.w['rate'], 'CPI', 'index'], [[str(y), round(float(rng.uniform(11, 19)), 1), round(float(100 + (y - 2012) * 2.3 + rng.normal(0, 0.4)), 1), round(float(rng.uniform(0.9, 1.2)), 3)] for y in range(2012, 2024)], [], '')
    x.shape = 'year'
    return x


def shares(S, t):
    """Percentages of large groups, without counts."""
    d = S.large(t)
    x = s.Tab(f'{t.f} {t.w["by"]} {t.h}', [t.h, f'{t.fs[0]} ({t.w["pct"]})', f'{t.fs[1]} ({t.w["pct"]})', t.w['mean'], t.w['sd']], [[h, *(round(float((v[t.f] == f).mean() * 100), 1) for f in t.fs), round(float(v[t.measure].mean()), 2), round(float(v[t.measure].std()), 2)] for h, v in d.groupby(t.h, observed=True)], [], '')
    x.shape = 'share'
    return x


def codebook(S, t):
    body = [[t.age, 'int', '', '-9 = n/a'], [t.measure, 'float', '0–60', ''], *[[t.g, 'cat', i + 1, g] for i, g in enumerate(t.gs)], *[[t.h, 'cat', i + 1, h] for i, h in enumerate(t.hs)], *[[f'item{i}', 'likert', '1–5', '1 = never … 5 = always'] for i in range(1, 6)]]
    x = s.Tab('Codebook', ['variable', 'type', 'code', 'label'], body, [], '')
    x.shape = 'code'
    return x


def tables(S):
    for make, makers in ((coefs, [r.docx, r.sheet, r.grid('latex_booktabs', 'tex'), r.pandoc('pptx', 'pptx', 'pptx'), r.separated(';'), r.paged(r.TABLE), r.reportlab]),
                         (yearly, [r.separated(',', ','[:0] or '.'), r.ods, r.grid('psql'), r.frames('records')]),
                         (shares, [r.to_html, r.excel, r.odt, r.grid('pipe', 'md')]),
                         (codebook, [r.separated('\t', ext='tsv'), r.writer, r.pandoc('html5', 'html', 'html'), r.grid('rst')])):
        for maker in makers:
            t = S.topic()
            form, ext, program, content = maker(S, make(S, t), t)
            S.put(t, form, ext, program, content, 'harmless', {'coefs': 'estimates with stars', 'yearly': 'rates and prices by year', 'shares': 'percentages of thousands of people', 'codebook': 'variables and their codes'}[make.__name__])


def models(S):
    import statsmodels.api as sm
    import statsmodels.formula.api as smf
    for i in range(4):
        t = S.topic()
        d = S.large(t)
        x = pd.DataFrame({'y': d[t.measure], 'e': d['event'], 'age': d[t.age], 'grp': d[t.h].astype(str), 'sex': d[t.s].astype(str), 'log_money': np.log(d[t.money] + 1)})
        if i == 0:
            text = str(smf.ols('y ~ age + C(grp) + C(sex)', x).fit(cov_type='HC1').summary())
        elif i == 1:
            text = str(smf.logit('e ~ age + C(grp)', x).fit(disp=0).summary())
        elif i == 2:
            text = smf.poisson('e ~ age + log_money', x).fit(disp=0).summary().as_latex()
        else:
            text = smf.ols('y ~ age + log_money', x).fit().summary().as_html()
        import re
        text = re.sub(r'[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4}', 'Tue, 05 Mar 2024', text)
        ext = ['txt', 'log', 'tex', 'html'][i]
        S.put(t, {'txt': 'pandas-print', 'log': 'pandas-print', 'tex': 'latex-markdown', 'html': 'html'}[ext], ext, 'statsmodels', text + '\n', 'harmless', 'estimates from thousands of people')


def plots(S):
    import matplotlib.pyplot as plt
    rng = S.rng
    for i, ext in enumerate(['svg', 'pdf', 'svg', 'svg', 'pdf']):
        t = S.topic()
        plt.rcParams['svg.fonttype'] = ['none', 'path'][i % 2]
        fig, ax = plt.subplots(figsize=(6, 4))
        if i == 0:
            for h in t.hs:
                ax.plot(range(2012, 2024), rng.uniform(10, 30) + np.cumsum(rng.normal(0, 1, 12)), label=h)
            ax.set_ylabel(t.w['rate'])
            ax.legend()
        elif i == 1:
            x = np.linspace(0, 1, 40)
            ax.plot(x, x**0.45)
            ax.plot([0, 1], [0, 1], '--')
            ax.set(xlabel='1 - specificity', ylabel='sensitivity', title='ROC, AUC = 0.73')
        elif i == 2:
            names = [t.age, t.measure, t.money, t.days]
            im = ax.imshow(np.corrcoef(rng.normal(size=(4, 400))), cmap='RdBu', vmin=-1, vmax=1)
            ax.set_xticks(range(4), names)
            ax.set_yticks(range(4), names)
            fig.colorbar(im)
        elif i == 3:
            b = rng.normal(0, 0.3, 5)
            ax.errorbar(b, range(5), xerr=0.15, fmt='o')
            ax.set_yticks(range(5), t.gs[:5])
            ax.axvline(0)
        else:
            x = np.linspace(10, 52, 80)
            for k, sx in enumerate(t.ss):
                ax.plot(x, np.exp(-(x - 30 - k)**2 / 70), label=sx)
            ax.set_xlabel(t.measure)
            ax.legend()
        out = io.BytesIO()
        fig.savefig(out, format=ext, metadata={'Date': None} if ext == 'svg' else {'CreationDate': None})
        plt.close(fig)
        S.put(t, ext, ext, 'matplotlib', out.getvalue(), 'harmless', 'a plot of estimates or rates')
    t = S.topic()
    S.put(t, 'svg', 'svg', 'gnuplot', run(['gnuplot'], S.work, f'set terminal svg size 600,400\nset encoding utf8\nset title "{t.w["rate"]}"\nset key left\nplot [2010:2023] 20+3*sin(x/2.0) title "{t.hs[0]}", 18+0.2*(x-2010) title "{t.hs[1]}"\n'), 'harmless', 'a plot of rates')


METHODS = {
    'en': 'We fitted mixed models with a random intercept for each {h}. Continuous variables were standardised; {age} entered as a cubic spline with 4 knots. Models were run 5 times on imputed data (m = 20) and pooled by Rubin\'s rules. Two-sided p-values below 0.05 were called significant. Follow-up lasted up to 6 years.',
    'de': 'Wir schätzten gemischte Modelle mit zufälligem Achsenabschnitt je {h}. {age} ging als kubischer Spline mit 4 Knoten ein. Die 20 imputierten Datensätze wurden nach Rubin zusammengefasst. Die Nachbeobachtung dauerte bis zu 6 Jahre; das Signifikanzniveau lag bei 5 %.',
    'fr': 'Nous avons ajusté des modèles mixtes avec une constante aléatoire par {h}. La variable {age} est entrée sous forme de spline cubique à 4 nœuds. Les 20 jeux imputés ont été combinés selon les règles de Rubin ; le suivi a duré 6 ans.',
    'es': 'Ajustamos modelos mixtos con intercepto aleatorio por {h}. La variable {age} entró como spline cúbico con 4 nudos. Se combinaron 20 imputaciones con las reglas de Rubin; el nivel de significación fue del 5 %.',
    'nl': 'We schatten gemengde modellen met een random intercept per {h}. De variabele {age} ging mee als kubische spline met 4 knopen. Er waren 20 imputaties, samengevoegd volgens Rubin; de follow-up duurde 6 jaar.',
    'sv': 'Vi skattade blandade modeller med slumpmässigt intercept per {h}. Variabeln {age} ingick som kubisk spline med 4 noder. 20 imputerade dataset slogs ihop enligt Rubin; uppföljningen varade i 6 år.',
    'da': 'Vi estimerede blandede modeller med tilfældigt intercept for {h}. Variablen {age} indgik som kubisk spline med 4 knuder. 20 imputationer blev samlet efter Rubins regler; opfølgningen varede 6 år.',
    'it': 'Abbiamo stimato modelli misti con intercetta casuale per {h}. La variabile {age} è entrata come spline cubica con 4 nodi. Le 20 imputazioni sono state combinate secondo Rubin; il follow-up è durato 6 anni.',
    'pt': 'Estimámos modelos mistos com interceto aleatório por {h}. A variável {age} entrou como spline cúbica com 4 nós. As 20 imputações foram combinadas pelas regras de Rubin; o seguimento durou 6 anos.',
    'pl': 'Oszacowano modele mieszane z losowym wyrazem wolnym dla {h}. Zmienna {age} weszła jako splajn sześcienny z 4 węzłami. Połączono 20 imputacji według reguł Rubina; obserwacja trwała 6 lat.',
    'fi': 'Sovitimme sekamalleja, joissa oli satunnainen vakiotermi muuttujalle {h}. Muuttuja {age} otettiin mukaan kuutiosplininä, jossa oli 4 solmua. 20 imputoitua aineistoa yhdistettiin Rubinin säännöillä; seuranta kesti 6 vuotta.'}


def texts(S):
    for ext in ('docx', 'md', 'html', 'odt', 'pptx', 'pdf', 'tex', 'txt'):
        t = S.topic(ext in ('md', 'pptx'))
        title = t.w['method']
        paras = [METHODS[t.lang].format(h=t.h, age=t.age), t.w['calm'].format(m=r.comma(int(S.rng.integers(6000, 14000)), t), who=t.who, v=t.measure, a=r.comma(30.7, t), z=r.comma(6.1, t))]
        if ext == 'docx':
            content, program = r.docx_of(title, [], t, paras), 'python-docx'
        elif ext == 'pdf':
            content, program = r.office(S, 'c.docx', r.docx_of(title, [], t, paras), 'pdf'), 'LibreOffice'
        elif ext == 'txt':
            content, program = '\n'.join([title.upper(), '', *paras]) + '\n', 'python'
        else:
            content, program = S.work / f'c.{ext}', 'pandoc'
            run(['pandoc', '-f', 'markdown', '-t', {'md': 'gfm', 'tex': 'latex', 'html': 'html5'}.get(ext, ext), '-o', content], S.work, f'# {title}\n\n' + '\n\n'.join(paras))
        S.put(t, {'md': 'latex-markdown', 'tex': 'latex-markdown', 'txt': 'other-print'}.get(ext, ext), ext, program, content, 'harmless', 'methods, and thousands of people')


def codes(S):
    t = S.topic(True)
    S.put(t, 'other-print', 'py', 'python', f'''"""Fits the models for {t.who}."""
import pandas as pd
import statsmodels.formula.api as smf

KEEP = ["{t.age}", "{t.measure}", "{t.h}"]
d = pd.read_parquet("clean.parquet")[KEEP].dropna()
d["band"] = pd.cut(d["{t.age}"], [0, 30, 45, 60, 200])
for k in range(1, 5):
    fit = smf.ols(f"{t.measure} ~ band + I({t.age} ** {{k}})", d).fit()
    print(k, round(fit.rsquared, 4))
''', 'harmless', 'code')
    t = S.topic(True)
    S.put(t, 'r-print', 'R', 'R', f'''library(survival)
d <- readRDS("clean.rds")
d$grp <- relevel(factor(d${t.h}), ref = "{t.hs[0]}")
m1 <- coxph(Surv({t.days}, event) ~ grp + pspline({t.age}, df = 4), data = d)
m2 <- update(m1, . ~ . + strata({t.s}))
for (i in 1:3) print(anova(m1, m2)[i, ])
saveRDS(list(m1, m2), "models.rds")
''', 'harmless', 'code')
    t = S.topic(True)
    S.put(t, 'stata-log', 'do', 'Stata-like', f'''version 17
use clean, clear
recode {t.age} (min/29=1) (30/44=2) (45/59=3) (60/max=4), gen(band)
xtset site
xtreg {t.measure} i.band i.{t.h}, re vce(cluster site)
estimates store m1
esttab m1 using t2.rtf, b(3) se(3) star(* 0.05 ** 0.01 *** 0.001) replace
''', 'harmless', 'code')
    t = S.topic()
    S.put(t, 'json', 'json', 'python', json.dumps({'model': 'gbm', 'target': t.f, 'features': t.nums, 'params': {'n_estimators': 400, 'max_depth': 4, 'learning_rate': 0.05, 'min_child_weight': 8}, 'cv': {'folds': 5, 'auc': [0.731, 0.728, 0.735, 0.722, 0.730]}, 'seconds': 81.3}, ensure_ascii=False, indent=2), 'harmless', 'settings and fit of a model')
    t = S.topic()
    S.put(t, 'other-print', 'log', 'python', ''.join(f'epoch {i}/9  loss {0.69 - i * 0.021:.4f}  val_loss {0.70 - i * 0.018:.4f}  auc {0.60 + i * 0.014:.3f}  lr 3e-4  {11 + i % 3}s\n' for i in range(1, 10)), 'harmless', 'a log of a training')
    for i in range(3):
        t = S.topic()
        x = [coefs, shares, yearly][i](S, t)
        form, ext, program, content = r.notebook(S, x, t)
        S.put(t, form, ext, program, content, 'harmless', 'estimates from thousands of people')
    t = S.topic()
    S.put(t, 'other-print', 'txt', 'sqlite', run(['sqlite3', ':memory:', 'create table people(pid integer primary key, grp text, age integer, score real); create index i1 on people(grp);', '.schema', 'explain query plan select grp, avg(score) from people group by grp;'], S.work), 'harmless', 'a schema and a plan')
    t = S.topic()
    S.put(t, 'other-print', 'txt', 'Octave', run(['octave-cli', '--norc', '-q', '--eval', "A = [1 0.31 0.12; 0.31 1 0.44; 0.12 0.44 1]; R = chol(A), lambda = eig(A), x = A \\ [0.2; 0.5; 0.1]"], S.work), 'harmless', 'a matrix of correlations')
    t = S.topic()
    S.put(t, 'other-print', 'log', 'python', '''platform: linux, python 3.11.2
numpy==1.24.2
pandas==1.5.3
scipy==1.10.1
statsmodels==0.13.5
step                 seconds
read                    4.21
impute (m=20)         188.02
fit 6 models           37.55
write                   0.73
''', 'harmless', 'versions and timings')


def more_sums(S):
    """Small counts that can be computed, in other ways."""
    import pandas as pd
    for i in range(2):
        t = S.topic()
        while True:
            d = S.small(t)
            c = d[t.h].value_counts(sort=False)
            if 1 <= c.iloc[-1] <= 9 and (c.iloc[:-1] >= 10).all():
                break
        n, k = len(d), int(c.iloc[-1])
        words = '; '.join(f'{h}: {v}' for h, v in list(c.items())[:-1])
        text = f'{t.w["total"]}: {n} {t.who}. {t.h}: {words}; {t.hs[-1]}: (*).'
        content = r.docx_of(t.w['result'], [], t, [text]) if i else f'# {t.w["result"]}\n\n{text}\n'
        S.put(t, 'docx' if i else 'latex-markdown', 'docx' if i else 'md', 'python-docx' if i else 'python', content, 'arithmetic', f'{t.hs[-1]} is {k}: all less the others')


def all_of(S):
    tables(S)
    models(S)
    plots(S)
    texts(S)
    codes(S)
    more_sums(S)
