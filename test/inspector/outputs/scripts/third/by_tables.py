"""Tables of counts by programs that take any table."""
import render as r
import shapes as s

PLOTTED = [s.frequency, s.cross, s.rates, s.years]


def one(S, mode, made, plot=False, base=None, keep=False, english=None):
    t = S.topic(english)
    if plot:
        only = [s.frequency] if 'gnuplot' in made.__name__ else PLOTTED
        for _ in range(100):
            tab = s.table(S, t, mode, base=base, keep=keep, only=only)
            if mode == 'large' or mode == 'rounded' or any(isinstance(x[1], int) and 1 <= x[1] <= 9 for x in tab.rows):
                break
        else:
            raise AssertionError('no plot')
        if mode == 'small':
            k = next(x for x in tab.rows if isinstance(x[1], int) and 1 <= x[1] <= 9)
            tab.small = f'{k[0]}: {k[1]}'
    else:
        tab = s.table(S, t, mode, base=base, keep=keep)
    kind = {'small': 'small-count', 'large': 'harmless', 'rounded': 'rounded'}[mode]
    form, ext, program, content = made(S, tab, t)
    S.put(t, form, ext, program, content, kind, s.what(tab, mode, base), base, tab.counts)


def cycle(pool, n):
    return [pool[i % len(pool)] for i in range(n)]


def small(S):
    for pool, n in ((r.PRINTS, 13), (r.CSVS, 9), (r.HTMLS, 9), (r.MARKS, 8), (r.SHEETS, 9), (r.DOCS, 8), (r.SLIDES, 7), (r.PDFS, 6), (r.JSONS, 8), ([r.notebook], 7)):
        for made in cycle(pool, n):
            one(S, 'small', made)
    for made in cycle(r.PLOTS, 8):
        one(S, 'small', made, plot=True)


def rounded(S):
    bases = [5, 10, 3, 6, 5, 10, 6, 3]
    at = 0
    for pool, n in ((r.PRINTS, 8), (r.CSVS, 6), (r.HTMLS, 6), (r.MARKS, 4), (r.SHEETS, 4), (r.DOCS, 4), (r.SLIDES, 2), (r.PDFS, 3), (r.JSONS, 4), ([r.notebook], 2)):
        order = [pool[i] for i in S.rng.permutation(len(pool))]
        for made in cycle(order, n):
            one(S, 'rounded', made, base=bases[at % 8], keep=bool(S.rng.random() < 0.25))
            at += 1
    for made in r.PLOTS[:3]:
        one(S, 'rounded', made, plot=True, base=bases[at % 8])
        at += 1


def large(S):
    for pool, n in ((r.PRINTS, 5), (r.CSVS, 4), (r.HTMLS, 4), (r.MARKS, 3), (r.SHEETS, 3), (r.DOCS, 3), (r.SLIDES, 2), (r.PDFS, 2), (r.JSONS, 3), ([r.notebook], 2)):
        order = [pool[i] for i in S.rng.permutation(len(pool))]
        for made in cycle(order, n):
            one(S, 'large', made)
    for made in (r.PLOTS[0], r.PLOTS[3]):
        one(S, 'large', made, plot=True)


def arithmetic(S):
    pools = [r.PRINTS, r.CSVS, r.HTMLS, r.MARKS, r.SHEETS, r.DOCS, r.PDFS, r.JSONS, r.SLIDES, r.PRINTS, r.CSVS, r.HTMLS, r.JSONS]
    for i in range(19):
        t = S.topic()
        tab = s.HIDDEN[i % len(s.HIDDEN)](S, t)
        pool = pools[i % len(pools)]
        form, ext, program, content = pool[int(S.rng.integers(0, len(pool)))](S, tab, t)
        S.put(t, form, ext, program, content, 'arithmetic', tab.small)


def all_of(S):
    small(S)
    rounded(S)
    large(S)
    arithmetic(S)
