"""Files with nothing dangerous that are not tables of counts: models, codebooks, programs, rates, figures, texts."""
import json, os, subprocess, tempfile
import numpy as np, pandas as pd
import lay_py
from lay_py import put, pandoc, nb, sql
from lay_log import pspp, ab, stamp
from special import RJ, gen
from base import make, big
from topics import W
S = []
def h(form, ext, program, lang=None, times=1):
    def d(f): S.extend([('harmless', form, ext, program, lang, f)] * times); return f
    return d
def data(T, r, n=2400):
    g = gen(r); d = make(T.tp, 'harmless', r).people(r).drop(columns='event'); d['age'] = g.integers(20, 81, len(d)); d['y'] = (g.random(len(d)) < 1 / (1 + np.exp(.4 - .02 * (d.age - 50)))).astype(int); d['time'] = np.ceil(g.exponential(9, len(d))); return d
def coefs(T, r): return [(a, r.uniform(-.9, .9), r.uniform(.05, .3)) for a in T.rows[1:]]
@h('pandas-print', 'txt', 'statsmodels')
def q1(T, p, r):
    import statsmodels.formula.api as smf
    d = data(T, r).rename(columns={T.num: 'outcome'}); put(p, str(smf.ols(f'outcome ~ C({T.rv}) + age', d).fit().summary()).replace('Date:', 'Date:') + '\n')
@h('pandas-print', 'log', 'statsmodels')
def q2(T, p, r):
    import statsmodels.formula.api as smf
    d = data(T, r); m = smf.logit(f'y ~ age + C({T.cv})', d).fit(disp=0); put(p, f'# outcome: {T.event}\n{m.summary()}\n\nodds ratios\n{np.exp(m.params).round(3).to_string()}\n')
def st_coef(T, r, head, lab):
    s = '-' * 78 + f'\n{lab:>12} | {head:>11}   Std. err.      z    P>|z|     [95% conf. interval]\n-------------+' + '-' * 64 + '\n'
    for a, b, e in coefs(T, r): s += f'{ab(a,12):>12} | {b:>11.6f}  {e:>9.6f}  {b/e:>7.2f}   {min(.999, 2.7**(-abs(b/e))):>5.3f}   {b-1.96*e:>10.6f}  {b+1.96*e:>10.6f}\n'
    return s + f'{"_cons":>12} |   -1.204417   .1180332   -10.20   0.000    -1.435758    -.973076\n' + '-' * 78 + '\n'
@h('stata-log', 'log', 'Stata-like')
def q3(T, p, r): n = r.randint(2000, 9000); l = r.uniform(900, 3000); put(p, f'. logit {T.event.split()[0]} i.{T.rv}\n\nIteration 0:  Log likelihood = -{l+40:.4f}\nIteration 1:  Log likelihood = -{l+2:.4f}\nIteration 2:  Log likelihood = -{l:.4f}\n\nLogistic regression{"":37}Number of obs = {n:>6,}\n{"":56}LR chi2({len(T.rows)-1})    = {80.3:>6}\n{"":56}Prob > chi2   = 0.0000\nLog likelihood = -{l:.3f}{"":32}Pseudo R2     = 0.0261\n\n' + st_coef(T, r, 'Coefficient', ab(T.event, 12)))
@h('stata-log', 'txt', 'Stata-like')
def q4(T, p, r): n = r.randint(2000, 9000); put(p, f'. regress {T.num} i.{T.rv}\n\n      Source |       SS           df       MS      Number of obs   = {n:>9,}\n-------------+----------------------------------   F({len(T.rows)-1}, {n-len(T.rows)})    = {7.41:>9}\n       Model |  4417.20518         {len(T.rows)-1}  883.441036   Prob > F        =    0.0000\n    Residual |  291884.171     {n-len(T.rows)}  119.184228   R-squared       =    0.0149\n-------------+----------------------------------   Adj R-squared   =    0.0129\n       Total |  296301.376     {n-1}  120.743837   Root MSE        =    10.917\n\n' + st_coef(T, r, 'Coefficient', ab(T.num, 12)))
@h('sas-list', 'lst', 'SAS-like')
def q5(T, p, r):
    n, e = r.randint(2000, 9000), r.randint(200, 900); s = f'{"The LOGISTIC Procedure":^80}\n\n{"Response Profile":^80}\n\n{"Ordered":>30}{"":20}Total\n{"Value":>30}  {T.event[:12]:<12}Frequency\n\n{1:>30}  {"1":<12}{e:>9}\n{2:>30}  {"0":<12}{n:>9}\n\n{"Analysis of Maximum Likelihood Estimates":^80}\n\n{"":33}Standard          Wald\nParameter              DF    Estimate       Error    Chi-Square    Pr > ChiSq\n\n'
    for a, b, k in coefs(T, r): s += f'{ab(a,22):<22} {1:>2}  {b:>10.4f}  {k:>10.4f}  {(b/k)**2:>12.4f}        0.{r.randint(1000,9999)}\n'
    put(p, s)
@h('mplus', 'out', 'Mplus-like')
def q6(T, p, r): put(p, f'Mplus VERSION 8.4\n\nINPUT INSTRUCTIONS\n\n  TITLE: {T.title};\n  MODEL: f1 BY y1-y4;\n\nSUMMARY OF ANALYSIS\n\nNumber of groups                                                 1\nNumber of observations                                        {r.randint(800,4000)}\n\nNumber of dependent variables                                    4\nNumber of continuous latent variables                            1\n\nMODEL FIT INFORMATION\n\nNumber of Free Parameters                       12\n\nChi-Square Test of Model Fit\n\n          Value                              5.218\n          Degrees of Freedom                     2\n          P-Value                           0.0736\n\nRMSEA (Root Mean Square Error Of Approximation)\n\n          Estimate                           0.031\n\nCFI/TLI\n\n          CFI                                0.996\n          TLI                                0.988\n')
@h('mlwin', 'txt', 'MLwiN-like')
def q7(T, p, r): put(p, f'{T.num}_ij ~ N(XB, OMEGA)\n{T.num}_ij = b0_ij cons + {r.uniform(.1,.9):.3f}({r.uniform(.01,.09):.3f}) age_ij\nb0_ij = {T.tp["mu"]:.3f}({r.uniform(.1,.4):.3f}) + u_0j + e_0ij\n\n[u_0j] ~ N(0, {r.uniform(1,5):.3f}({r.uniform(.2,.7):.3f}))\n[e_0ij] ~ N(0, {r.uniform(9,40):.3f}({r.uniform(.2,.7):.3f}))\n\n-2*loglikelihood = {r.uniform(9000,22000):.3f} ({r.randint(2000,4000)} of {4059} cases in use)\n'.replace(' of 4059', ''))
@h('spss-list', 'txt', 'SPSS-like')
def q8(T, p, r): put(p, f'Coefficients(a)\n\nModel                         B      Std. Error     Beta        t      Sig.\n' + ''.join(f'1    {ab(a,22):<22}{b:>8.3f}{e:>12.3f}{b/2:>11.3f}{b/e:>10.3f}    .{r.randint(100,999)}\n' for a, b, e in coefs(T, r)) + f'\na  Dependent Variable: {T.numlab}\n')
@h('pandas-csv', 'csv', 'pandas', times=1)
def q9(T, p, r): pd.DataFrame([(T.rv, i, a) for i, a in enumerate(T.rows, 1)] + [(T.cv, i, a) for i, a in enumerate(T.cols, 1)] + [(T.rv, -9, W[T.lang]['missing'])], columns=['variable', 'code', 'label']).to_csv(p, index=False)
@h('json', 'json', 'python')
def q10(T, p, r): put(p, json.dumps({'dataset': T.slug, 'variables': [{'name': T.rv, 'label': T.rl, 'type': 'categorical', 'values': {str(i): a for i, a in enumerate(T.rows, 1)}}, {'name': T.num, 'label': T.numlab, 'type': 'float', 'decimals': 1}]}, ensure_ascii=False, indent=2))
@h('script', 'R', 'R script')
def q11(T, p, r): put(p, f'# {T.title}\nlibrary(dplyr)\nd <- readRDS("{T.slug}.rds") %>%\n  filter(age >= 18, !is.na({T.rv})) %>%\n  mutate(band = cut(age, c(18, 30, 50, 65, Inf)))\ntab <- d %>% count({T.rv}, {T.cv}) %>% mutate(n = ifelse(n < 10, NA, n))\nm1 <- glm({T.event.split()[0]} ~ band + {T.rv}, binomial, d)\n')
@h('script', 'do', 'Stata script')
def q12(T, p, r): put(p, f'* {T.title}\nversion 17\nuse {T.slug}, clear\nreplace {T.num} = . if {T.num} < 0\nforvalues i = 1/5 {{\n    tab {T.rv} if wave == `i\'\n}}\nlogit {T.event.split()[0]} i.{T.rv} c.age##c.age, vce(robust)\nestimates store m3\n')
@h('sql-text', 'sql', 'SQL script')
def q13(T, p, r): put(p, f'-- {T.title}\nWITH base AS (\n  SELECT {T.rv}, {T.cv}, {T.num}\n  FROM {T.slug}_2019\n  WHERE age BETWEEN 18 AND 64\n)\nSELECT {T.rv}, {T.cv}, COUNT(*) AS n, AVG({T.num}) AS m\nFROM base\nGROUP BY 1, 2\nHAVING COUNT(*) >= 10\nORDER BY 1;\n')
@h('pandas-csv', 'csv', 'pandas', times=2)
def q14(T, p, r):
    w = W[T.lang]; d = pd.DataFrame({T.rl: T.rows, w['n']: [big(r) + 90 for _ in T.rows], w['mean']: [round(r.gauss(T.tp['mu'], T.tp['sd'] / 5), 2) for _ in T.rows], w['sd']: [round(T.tp['sd'] * r.uniform(.8, 1.2), 2) for _ in T.rows]}); d.to_csv(p, index=False, sep=',' if T.lang == 'en' else ';', decimal='.' if T.lang == 'en' else ',')
@h('pandas-csv', 'tsv', 'pandas')
def q15(T, p, r): d = pd.DataFrame([(a, c, round(x := r.uniform(1.2, 9.8), 2), round(x * .8, 2), round(x * 1.25, 2)) for a in T.rows for c in T.cols], columns=[T.rl, T.cl, 'rate_per_1000', 'lower', 'upper']); d.to_csv(p, sep='\t', index=False)
@h('latex-markdown', 'tex', 'python', times=1)
def q16(T, p, r): put(p, '\\begin{tabular}{lcc}\n\\hline\n & (1) & (2) \\\\\n\\hline\n' + ''.join(f'{a} & {b:.3f}{"***" if abs(b/e) > 3 else ""} & {b*.9:.3f} \\\\\n & ({e:.3f}) & ({e*1.1:.3f}) \\\\\n' for a, b, e in coefs(T, r)).replace('%', '\\%') + f'\\hline\nObservations & {r.randint(2000,9000):,} & {r.randint(2000,9000):,} \\\\\n$R^2$ & 0.07 & 0.09 \\\\\n\\hline\n\\end{{tabular}}\n')
@h('svg', 'svg', 'matplotlib', times=2)
def q17(T, p, r):
    plt, f, ax = lay_py.fig(T, r, 'svg'); c = coefs(T, r)
    for i, (a, b, e) in enumerate(c): ax.errorbar(np.exp(b), i, xerr=[[np.exp(b) - np.exp(b - 1.96 * e)], [np.exp(b + 1.96 * e) - np.exp(b)]], fmt='s', color='k'); ax.text(2.9, i, f'{np.exp(b):.2f} ({np.exp(b-1.96*e):.2f}–{np.exp(b+1.96*e):.2f})', fontsize=7)
    ax.set_yticks(range(len(c))); ax.set_yticklabels([x[0] for x in c], fontsize=8); ax.axvline(1, ls=':'); ax.set_xlim(0, 4); ax.set_xlabel('Odds ratio (95 % CI)'); ax.set_title(f'{T.event}: {T.rl}'); f.tight_layout(); f.savefig(p, metadata={'Date': None}); plt.close(f)
@h('pdf', 'pdf', 'matplotlib')
def q18(T, p, r):
    plt, f, ax = lay_py.fig(T, r, 'pdf'); g = gen(r)
    for c in T.cols: ax.plot(range(2012, 2021), np.cumsum(g.normal(.3, .6, 9)) + 22, label=c)
    ax.set_ylabel(f'{T.event}, {W[T.lang]["pct"]}'); ax.legend(); ax.set_title(T.cl); f.savefig(p, metadata={'CreationDate': None}); plt.close(f)
@h('docx', 'docx', 'pandoc', ['en', 'en', 'de', 'fr'], 2)
def q19(T, p, r):
    n, q, o = r.randint(3000, 9000), r.uniform(12, 45), r.uniform(1.2, 2.6)
    s = {'en': f'We analysed {n:,} {T.unit}. The mean of {T.numlab.lower()} was {T.tp["mu"]:.1f} (SD {T.tp["sd"]:.1f}), and {q:.1f}% had a {T.event}. In model 3, adjusted for age in 5 bands, the odds ratio was {o:.2f} (95% CI {o*.8:.2f} to {o*1.25:.2f}), with 4 degrees of freedom.', 'de': f'Ausgewertet wurden {n} {T.unit}. Der Mittelwert ({T.numlab}) lag bei {T.tp["mu"]:.1f}. In Modell 3 betrug das Odds Ratio {o:.2f} (95-%-KI {o*.8:.2f} bis {o*1.25:.2f}).', 'fr': f'Nous avons étudié {n} {T.unit}. La moyenne ({T.numlab}) est de {T.tp["mu"]:.1f} ; le rapport de cotes ajusté est de {o:.2f} (IC 95 % : {o*.8:.2f} à {o*1.25:.2f}).'}[T.lang]; pandoc(f'# {T.title}\n\n{s}\n', p, [])
@h('pptx', 'pptx', 'pandoc', None, 2)
def q20(T, p, r): pandoc(f'# {T.title}\n\n' + ''.join(f'- {a}: OR {np.exp(b):.2f} ({np.exp(b-1.96*e):.2f}; {np.exp(b+1.96*e):.2f})\n' for a, b, e in coefs(T, r)[:5]) + f'\n# N\n\n- N = {r.randint(2000,9000)} {T.unit}\n', p, [])
@h('xlsx', 'xlsx', 'openpyxl', None, 2)
def q21(T, p, r): pd.DataFrame([(a, b, e, b / e, np.exp(b)) for a, b, e in coefs(T, r)], columns=['term', 'estimate', 'std.error', 'statistic', 'OR']).round(4).to_excel(p, sheet_name='m2', index=False)
@h('html', 'html', 'pandas')
def q22(T, p, r): put(p, f'<h3>{T.event}: OR</h3>' + pd.DataFrame([(a, round(np.exp(b), 2), f'{np.exp(b-1.96*e):.2f}–{np.exp(b+1.96*e):.2f}', '<0.001' if abs(b/e) > 3 else '0.12') for a, b, e in coefs(T, r)], columns=[T.rl, 'OR', '95% CI', 'p']).to_html(index=False))
@h('notebook', 'ipynb', 'Jupyter', None, 2)
def q23(T, p, r): nb([('md', f'# {T.title}\n\nModel 2'), ('code', "import pandas as pd, statsmodels.formula.api as smf\nd = pd.read_csv('d.csv')\nm = smf.logit('y ~ age', d).fit(disp=0)\nm.params.round(4)"), ('code', "m.conf_int().round(3)"), ('code', "round(m.nobs)")], p, {'d.csv': data(T, r)[['age', 'y']]})
@h('pandas-print', 'txt', 'pandas')
def q24(T, p, r): g = gen(r); x = pd.DataFrame(g.multivariate_normal([0] * 4, .4 * np.ones((4, 4)) + .6 * np.eye(4), 3000), columns=['item1', 'item2', 'item3', T.num]); put(p, f'Pearson correlations, N = 3,000 {T.unit}\n{x.corr().round(3)}\n')
@h('json', 'json', 'python')
def q25(T, p, r): put(p, json.dumps({'formula': f'{T.event} ~ {T.rv} + age', 'nobs': r.randint(2000, 9000), 'df': len(T.rows), 'iterations': 6, 'converged': True, 'coef': {a: round(b, 4) for a, b, e in coefs(T, r)}}, ensure_ascii=False, indent=1))
@h('latex-markdown', 'md', 'python', ['en', 'de', 'es', 'nl'])
def q26(T, p, r): put(p, f'# {T.slug}\n\n' + {'en': '1. `clean.R` builds the cohort\n2. `model.R` fits the 3 models\n3. `tables.R` writes tables 1 to 4\n\nCells below 10 are suppressed before export. Version 2.1, 8 June 2021.', 'de': '1. `aufbereitung.do`\n2. `modelle.do` (Modelle 1 bis 4)\n\nZellen unter 10 werden nicht ausgegeben. Stand: 7. Mai 2021.', 'es': '1. `limpieza.R`\n2. `modelos.R` (modelos 1 a 5)\n\nSe suprimen las celdas con menos de 10 personas.', 'nl': '1. `opschonen.R`\n2. `modellen.R` (model 1 t/m 4)\n\nCellen onder de 10 worden onderdrukt. Versie 3.'}[T.lang] + '\n')
@h('gretl', 'txt', 'gretl')
def q27(T, p, r):
    with tempfile.TemporaryDirectory() as w:
        data(T, r)[['y', 'age', T.num]].to_csv(w + '/d.csv', index=False); open(w + '/s.inp', 'w').write(f'set verbose off\nopen d.csv --quiet\nols {T.num} const age y --robust\n'); o = subprocess.run(['gretlcli', '-b', 's.inp'], cwd=w, capture_output=True, env={**os.environ, 'LC_ALL': 'C.UTF-8'}).stdout.decode(); put(p, '\n'.join(l for l in o.split('\n') if '/tmp' not in l))
@h('octave', 'txt', 'Octave')
def q28(T, p, r): o = subprocess.run(['octave', '--no-gui', '--quiet', '--norc', '--eval', f"rand('seed',{r.randint(1,999)}); x = rand(2000,1)*60+20; y = {T.tp['mu']} + .02*x + rand(2000,1); printf('regression of {T.num} on age, N = 2000\\n'); b = [ones(2000,1) x] \\ y\nr2 = corr(x, y)^2"], capture_output=True).stdout; open(p, 'wb').write(o)
@h('pspp', 'txt', 'PSPP', None, 2)
def q29(T, p, r): pspp(T, p, r, r.choice([f'REGRESSION /VARIABLES={T.cv} /DEPENDENT={T.num} /STATISTICS=COEFF R ANOVA.', f'CORRELATIONS /VARIABLES={T.num} {T.cv}.', f'T-TEST /GROUPS={T.cv}(1,2) /VARIABLES={T.num}.']), data(T, r), 'txt')
@h('pandas-csv', 'csv', 'pandas')
def q30(T, p, r): pd.DataFrame({'household_size': [1, 2, 3, 4, 5, 6], 'deprivation_decile_mode': [3, 5, 7, 2, 9, 4], f'n_{T.slug}': [r.randint(120, 4000) for _ in range(6)], f'mean_{T.num}': [round(r.gauss(T.tp['mu'], T.tp['sd'] / 9), 2) for _ in range(6)]}).to_csv(p, index=False)
@h('sql-text', 'txt', 'sqlite')
def q31(T, p, r): sql(make(T.tp, 'harmless', r), p, r, ['-cmd', '.mode box', '-header'], f'select {T.rv}, round(avg({T.num}), 2) as mean_{T.num}, count(*) as persons from t group by 1 having count(*) >= 10;')
@h('pandas-print', 'txt', 'tabulate')
def q32(T, p, r):
    from tabulate import tabulate
    n = r.randint(3000, 9000); x = gen(r).dirichlet(np.full(len(T.rows), 9)); assert x.min() * n > 20
    put(p, f'{T.title}\nN = {n} {T.unit}\n' + tabulate([(a, f'{100*v:.1f}') for a, v in zip(T.rows, x)], headers=[T.rl, '%'], tablefmt='simple') + '\n')
for fn, form, ext, prog in (('h_tidy', 'r-print', 'txt', 'R broom'), ('h_cox', 'r-print', 'Rout', 'R survival'), ('h_lavaan', 'r-print', 'txt', 'R lavaan'), ('h_surv', 'r-print', 'txt', 'R survival'), ('h_roc', 'r-print', 'txt', 'R pROC'), ('h_lmer', 'r-print', 'Rout', 'R lme4'), ('h_tests', 'r-print', 'Rout', 'R'), ('h_tukey', 'r-print', 'txt', 'R'), ('h_or', 'r-print', 'txt', 'R epitools'), ('h_coeftest', 'r-print', 'txt', 'R lmtest'), ('h_xtab', 'latex-markdown', 'tex', 'R xtable'), ('h_ftdocx', 'docx', 'docx', 'R flextable'), ('h_dens', 'pdf', 'pdf', 'R ggplot2'), ('h_svg', 'svg', 'svg', 'R svglite'), ('h_csv', 'r-csv', 'csv', 'R broom'), ('h_kmd', 'latex-markdown', 'md', 'R knitr'), ('h_htm', 'html', 'html', 'R knitr')):
    def _h(T, p, r, fn=fn): RJ(fn, T, p, data(T, r))
    h(form, ext, prog)(_h)
