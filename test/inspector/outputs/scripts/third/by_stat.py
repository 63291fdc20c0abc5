"""Outputs of PSPP, gretl and Octave."""
import numpy as np
import pandas as pd

from common import run

E = {'latin1': 'x'}


def pspp(S, t, d, commands, ext, split=False):
    """Runs PSPP on people with codes and labels."""
    data = pd.DataFrame({'v1': d[t.g].cat.codes + 1, 'v2': d[t.h].cat.codes + 1, 'v3': d[t.f].cat.codes, 'v4': d[t.s].cat.codes + 1, 'v5': d[t.year], 'v6': d[t.age], 'v7': d[t.measure], 'v8': d[t.money], 'v9': d[t.days], 'v10': d['event']})
    names = dict(zip(['v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7', 'v8', 'v9', 'v10'], [t.g, t.h, t.f, t.s, t.year, t.age, t.measure, t.money, t.days, 'event']))
    data.to_csv(S.work / 'ps.csv', index=False, header=False, na_rep=' ')
    labels = '\n'.join(f"VALUE LABELS {v} {' '.join(f'{i + k} {chr(39)}{x}{chr(39)}' for i, x in enumerate(levels))}." for v, levels, k in (('v1', t.gs, 1), ('v2', t.hs, 1), ('v3', t.fs, 0), ('v4', t.ss, 1)))
    (S.work / 'ps.sps').write_text(f'''SET DECIMAL=DOT.
GET DATA /TYPE=TXT /FILE='ps.csv' /ARRANGEMENT=DELIMITED /DELIMITERS=',' /VARIABLES=v1 F2.0 v2 F2.0 v3 F1.0 v4 F1.0 v5 F4.0 v6 F3.0 v7 F6.1 v8 F10.2 v9 F4.0 v10 F1.0.
RENAME VARIABLES ({' '.join(names)} = {' '.join(names.values())}).
'''.replace('RENAME', labels + '\nRENAME') + commands + '\n', encoding='utf-8')
    out = S.work / f'ps.{ext}'
    out.unlink(missing_ok=True)
    run(['pspp', '-o', out.name, 'ps.sps'], S.work)
    return out


def clean(path):
    text = path.read_text()
    # what the reading of the file says is no output
    parts = text.split('\n\n')
    return '\n\n'.join(p for p in parts if 'ps.csv' not in p and 'Reading 1 record' not in p and 'Record' not in p[:40] and 'F2.0' not in p).lstrip('\n') if path.suffix == '.txt' else text


FORMS = {'txt': 'pspp', 'html': 'html', 'odt': 'odt', 'pdf': 'pdf', 'csv': 'pspp', 'lst': 'pspp'}


def job(S, commands, ext, kind, truth=None, what='', missing=0, big=None):
    t = S.topic()
    big = kind in ('harmless', 'missing-rows') if big is None else big
    for _ in range(100):
        d = S.large(t) if big else S.small(t)
        found = truth(d, t) if truth else None
        if kind == 'small-count' and any(1 <= v <= 9 for v in found) or kind != 'small-count' and (found is None or not any(1 <= v <= 9 for v in found)) or kind == 'extreme':
            break
    if missing:
        d.loc[S.rng.choice(len(d), missing, replace=False), t.measure] = np.nan
    if kind == 'small-count':
        at = next((k, int(v)) for k, v in found.items() if 1 <= v <= 9)
        what = f'{" / ".join(map(str, at[0])) if isinstance(at[0], tuple) else at[0]}: {at[1]}'
    text = commands.format(g=t.g, h=t.h, f=t.f, s=t.s, year=t.year, age=t.age, measure=t.measure, money=t.money, days=t.days)
    path = pspp(S, t, d, text, ext)
    S.put(t, FORMS[ext], ext, 'PSPP', clean(path) if ext in ('txt', 'html', 'csv') else path, kind, what or ('estimates from thousands of people' if kind == 'harmless' else kind))


def by(*keys):
    return lambda d, t: d.groupby([getattr(t, k) for k in keys], observed=False).size()


def of_pspp(S):
    job(S, 'FREQUENCIES /VARIABLES={g}.', 'txt', 'small-count', by('g'))
    job(S, 'FREQUENCIES /VARIABLES={g} {h} /FORMAT=NOTABLE.\nFREQUENCIES /VARIABLES={g}.', 'html', 'small-count', by('g'))
    job(S, 'CROSSTABS /TABLES={g} BY {f} /CELLS=COUNT ROW.', 'txt', 'small-count', by('g', 'f'))
    job(S, 'CROSSTABS /TABLES={g} BY {h} /CELLS=COUNT.', 'html', 'small-count', by('g', 'h'))
    job(S, 'CROSSTABS /TABLES={h} BY {s} /CELLS=COUNT COLUMN /STATISTICS=CHISQ.', 'txt', 'small-count', by('h', 's'))
    job(S, 'FREQUENCIES /VARIABLES={g}.', 'odt', 'small-count', by('g'))
    job(S, 'CROSSTABS /TABLES={g} BY {s}.', 'pdf', 'small-count', by('g', 's'))
    job(S, 'MEANS TABLES = {measure} BY {g} /CELLS=MEAN COUNT STDDEV.', 'txt', 'small-count', by('g'))
    job(S, 'CROSSTABS /TABLES={h} BY {f} /CELLS=COUNT TOTAL.', 'pdf', 'small-count', by('h', 'f'))
    job(S, 'DESCRIPTIVES /VARIABLES={age} {measure} {money}.', 'txt', 'extreme', what='minimum and maximum of people')
    job(S, 'FREQUENCIES /VARIABLES={days} /FORMAT=NOTABLE /STATISTICS=MEAN MINIMUM MAXIMUM.', 'html', 'extreme', what='minimum and maximum of people', big=True)
    job(S, 'ONEWAY /VARIABLES={money} BY {h} /STATISTICS=DESCRIPTIVES.', 'txt', 'extreme', what='minimum and maximum of people', big=True)
    job(S, 'EXAMINE /VARIABLES={age} BY {s} /STATISTICS=DESCRIPTIVES EXTREME(3).', 'txt', 'extreme', what='the three smallest and largest values')
    job(S, 'LIST /VARIABLES={s} {age} {g} {days} /CASES=FROM 1 TO 15.', 'txt', 'rows-of-people', what='people one by one')
    job(S, 'LIST /VARIABLES={h} {s} {age} {money} /CASES=FROM 1 TO 12.', 'html', 'rows-of-people', what='people one by one')
    for ext, k in (('txt', 6), ('html', 4)):
        job(S, 'MEANS TABLES = {measure} BY {s} /CELLS=MEAN STDDEV.' if ext == 'txt' else 'FREQUENCIES /VARIABLES={measure} /FORMAT=NOTABLE /STATISTICS=MEAN STDDEV.', ext, 'missing-rows', missing=k, what=f'missing: {k}')
    job(S, 'REGRESSION /VARIABLES={age} {days} /DEPENDENT={measure} /STATISTICS=COEFF R ANOVA CI(95).', 'txt', 'harmless')
    job(S, 'T-TEST /GROUPS={s}(1,2) /VARIABLES={measure} {money}.', 'txt', 'harmless', by('s'))
    job(S, 'CORRELATIONS /VARIABLES={age} {measure} {money}.', 'html', 'harmless')
    job(S, 'CROSSTABS /TABLES={h} BY {f} /CELLS=COUNT ROW /STATISTICS=CHISQ PHI.', 'txt', 'harmless', by('h', 'f'))
    job(S, 'LOGISTIC REGRESSION event WITH {age} {measure}.', 'odt', 'harmless')
    job(S, 'ONEWAY /VARIABLES={measure} BY {h}.', 'pdf', 'harmless')
    job(S, 'NPAR TESTS /MANN-WHITNEY {measure} BY {s}(1,2).', 'html', 'harmless', by('s'))


def gretl(S, t, d, script):
    x = pd.DataFrame({'grp': d[t.g].cat.codes + 1, 'unit': d[t.h].cat.codes + 1, 'flag': d[t.f].cat.codes, 'sex': d[t.s].cat.codes + 1, 'age': d[t.age], 'score': d[t.measure], 'pay': d[t.money], 'days': d[t.days], 'event': d['event']})
    x.to_csv(S.work / 'people.csv', index=False)
    (S.work / 'run.inp').write_text('set messages off\nset echo on\nopen people.csv --quiet\n' + script)
    text = run(['gretlcli', '-b', 'run.inp'], S.work)
    return '\n'.join(line for line in text.splitlines() if '/' not in line or '? ' in line[:2])[0:] + '\n'


def of_gretl(S):
    t = S.topic()
    d = S.small(t)
    S.put(t, 'other-print', 'txt', 'gretl', gretl(S, t, d, 'freq grp --quiet\n'), 'small-count', f'{t.gs[-1]}: {(d[t.g] == t.gs[-1]).sum()}')
    t = S.topic()
    d = S.small(t)
    S.put(t, 'other-print', 'txt', 'gretl', gretl(S, t, d, 'xtab grp flag\n'), 'small-count', f'{t.gs[-1]}: {(d[t.g] == t.gs[-1]).sum()}')
    t = S.topic()
    S.put(t, 'other-print', 'txt', 'gretl', gretl(S, t, S.small(t), 'summary age pay days --simple\n'), 'extreme', 'minimum and maximum of people')
    t = S.topic()
    S.put(t, 'other-print', 'txt', 'gretl', gretl(S, t, S.large(t), 'ols score const age days --robust\nmodtest --white\n'), 'harmless', 'estimates from thousands of people')
    t = S.topic()
    S.put(t, 'other-print', 'log', 'gretl', gretl(S, t, S.large(t), 'logit event const age score\n'), 'harmless', 'estimates from thousands of people')
    t = S.topic()
    S.put(t, 'other-print', 'txt', 'gretl', gretl(S, t, S.small(t), 'smpl 1 14\nprint age sex pay days --byobs\n'), 'rows-of-people', 'people one by one')


def octave(S, t, d, code):
    x = np.column_stack([d[t.g].cat.codes + 1, d[t.h].cat.codes + 1, d[t.s].cat.codes + 1, d[t.age], d[t.measure], d[t.money]])
    np.savetxt(S.work / 'oct.txt', x)
    return run(['octave-cli', '--norc', '-q', '--eval', f"x = load('oct.txt'); {code}"], S.work)


def of_octave(S):
    t = S.topic()
    d = S.small(t)
    S.put(t, 'other-print', 'txt', 'Octave', octave(S, t, d, f"printf('%s\\n', '{t.g}: {', '.join(t.gs)}'); counts = accumarray(x(:,1), 1)"), 'small-count', f'{t.gs[-1]}: {(d[t.g] == t.gs[-1]).sum()}')
    t = S.topic()
    S.put(t, 'other-print', 'txt', 'Octave', octave(S, t, S.small(t), f"printf('%-10s %8s %8s\\n', 'variable', '{t.w['min']}', '{t.w['max']}'); printf('%-10s %8.1f %8.1f\\n', '{t.age}', min(x(:,4)), max(x(:,4))); printf('%-10s %8.1f %8.1f\\n', '{t.money}', min(x(:,6)), max(x(:,6)));"), 'extreme', 'minimum and maximum of people')
    t = S.topic()
    S.put(t, 'other-print', 'txt', 'Octave', octave(S, t, S.large(t), "X = [ones(rows(x),1) x(:,4) x(:,3)]; beta = X \\ x(:,5), r = corr(x(:,4), x(:,5)), residual_sd = std(x(:,5) - X*beta)"), 'harmless', 'estimates from thousands of people')


def all_of(S):
    of_pspp(S)
    of_gretl(S)
    of_octave(S)
