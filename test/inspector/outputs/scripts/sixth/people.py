"""Made-up people: names and numbers with valid check digits, drawn from a seeded generator."""
F = {"en": "Alice Tom Priya Grace Owen Nadia Callum Rosie Hamish Beth".split(), "de": "Jürgen Heike Lena Uwe Sabine Torsten".split(),
     "fr": "Chloé Luc Océane Mathis Solène Yann".split(), "nl": "Sanne Joost Femke Bram Lotte Daan".split(),
     "sv": "Astrid Nils Elin Göran Maja Sixten".split(), "es": "Lucía Iker Rocío Álvaro Nuria Gonzalo".split(),
     "it": "Giulia Marco Chiara Davide Elisa Pietro".split(), "pl": "Agnieszka Paweł Kinga Tomasz Zofia Marek".split(),
     "fi": "Aino Eero Helmi Jussi Kaisa Veikko".split(), "da": "Mette Søren Freja Lars Signe Rasmus".split(),
     "no": "Ingrid Sindre Solveig Trygve Marit Odd".split()}
L = {"en": "Hartley Pemberton Okoro Whitfield Ashdown Marsh Tennant Bexley Lowther Quigley".split(), "de": "Brinkmann Oelschläger Thiele Vogt Zander Kühnel".split(),
     "fr": "Lemoine Garnier Pichon Delattre Roussel Tessier".split(), "nl": "Dijkstra Hoekstra Verbeek Kuipers Postma Brouwer".split(),
     "sv": "Lindqvist Sjöberg Ekdahl Hallgren Nyström Wiklund".split(), "es": "Barrios Quintana Robles Sepúlveda Tejada Urrutia".split(),
     "it": "Bellandi Ferrucci Montorsi Paganin Sartori Vecchi".split(), "pl": "Borkowska Cieślak Gajda Jastrzębski Krupa Wrona".split(),
     "fi": "Hakala Lehtonen Mäkinen Rantanen Salminen Virta".split(), "da": "Bjerre Damgaard Friis Holst Kjær Toft".split(),
     "no": "Aasen Bakke Dahle Fossum Haugen Moen".split()}
STREETS = {"en": "Orchard Lane|Mill Road|Station Terrace", "de": "Lindenweg|Am Mühlbach", "fr": "rue des Tilleuls|impasse du Moulin",
           "nl": "Kerkstraat|Molenweg", "sv": "Björkvägen|Storgatan", "es": "calle del Olmo", "it": "via dei Mille", "pl": "ul. Lipowa",
           "fi": "Koivukuja", "da": "Birkevej", "no": "Bjørkeveien"}


def person(r, lang="en"):
    lang = lang if lang in F else "en"
    f, l = r.choice(F[lang]), r.choice(L[lang])
    y, m, d = r.randint(1938, 2003), r.randint(1, 12), r.randint(1, 28)
    return dict(first=f, last=l, name=f"{f} {l}", year=y, month=m, day=d, dob=f"{y}-{m:02d}-{d:02d}", dob_eu=f"{d:02d}.{m:02d}.{y}",
                dob_uk=f"{d:02d}/{m:02d}/{y}", age=2024 - y, sex=r.choice("MF"), street=f"{r.choice(STREETS[lang].split('|'))} {r.randint(11, 98)}",
                mail=f"{f}.{l}@example.org".lower().translate(str.maketrans("éüöåøäçłśęąćńóíúáłźżæ", "euoaoaclseacnoiualzza")))


def digits(r, n):
    return [r.randint(0, 9) for _ in range(n)]


def luhn(ds):
    s = 0
    for i, d in enumerate(reversed(ds)):
        d = d * 2 if i % 2 == 0 else d
        s += d - 9 if d > 9 else d
    return (10 - s % 10) % 10


def j(ds):
    return "".join(map(str, ds))


def weighted(r, n, weights, mod, fn, head=()):
    while True:
        ds = list(head) + digits(r, n - len(head))
        c = fn(sum(a * b for a, b in zip(ds, weights)) % mod)
        if 0 <= c <= 9:
            return ds + [c]


def nhs(r):
    s = j(weighted(r, 9, range(10, 1, -1), 11, lambda m: 11 - m if m else 0, (9, 9, 9)))
    return f"{s[:3]} {s[3:6]} {s[6:]}"


def personnummer(r, p=None):
    p = p or person(r)
    ds = [int(c) for c in f"{p['year'] % 100:02d}{p['month']:02d}{p['day']:02d}{r.randint(100, 989)}"]
    s = j(ds + [luhn(ds)])
    return f"{p['year'] // 100}{s[:6]}-{s[6:]}"


def nir(r, p=None):
    p = p or person(r)
    s = f"{r.randint(1, 2)}{p['year'] % 100:02d}{p['month']:02d}{r.randint(10, 89)}{r.randint(10, 900):03d}{r.randint(10, 700):03d}"
    k = 97 - int(s) % 97
    return f"{s[0]} {s[1:3]} {s[3:5]} {s[5:7]} {s[7:10]} {s[10:13]} {k:02d}"


def iban(r, country=None):
    c = country or r.choice(["DE", "NL", "FR", "ES", "BE"])
    n = {"DE": 18, "NL": 10, "FR": 23, "ES": 20, "BE": 12}[c]
    b = ("INGB" if c == "NL" else "") + j(digits(r, n))
    num = "".join(str(int(x, 36)) for x in b + c + "00")
    s = f"{c}{98 - int(num) % 97:02d}{b}"
    return " ".join(s[i:i + 4] for i in range(0, len(s), 4))


def bsn(r):
    return j(weighted(r, 8, range(9, 1, -1), 11, lambda m: m, (r.randint(1, 3),)))


def card(r):
    ds = [4] + digits(r, 14)
    s = j(ds + [luhn(ds)])
    return " ".join(s[i:i + 4] for i in range(0, 16, 4))


def hetu(r, p=None):
    p = p or person(r)
    n = f"{p['day']:02d}{p['month']:02d}{p['year'] % 100:02d}"
    k = f"{r.randint(900, 998)}"
    return n + ("-" if p["year"] < 2000 else "A") + k + "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(n + k) % 31]


def pesel(r, p=None):
    p = p or person(r)
    m = p["month"] + (20 if p["year"] >= 2000 else 0)
    ds = [int(c) for c in f"{p['year'] % 100:02d}{m:02d}{p['day']:02d}{r.randint(1000, 9999)}"]
    return j(ds) + str((10 - sum(a * b for a, b in zip(ds, [1, 3, 7, 9] * 3)) % 10) % 10)


def dni(r):
    n = r.randint(10000000, 79999999)
    return f"{n}{'TRWAGMYFPDXBNJZSQVHLCKE'[n % 23]}"


def ahv(r):
    ds = [7, 5, 6] + digits(r, 9)
    c = (10 - sum(d * (3 if i % 2 else 1) for i, d in enumerate(ds)) % 10) % 10
    s = j(ds + [c])
    return f"{s[:3]}.{s[3:7]}.{s[7:11]}.{s[11:]}"


def fnr(r, p=None):
    p = p or person(r)
    while True:
        ds = [int(c) for c in f"{p['day']:02d}{p['month']:02d}{p['year'] % 100:02d}{r.randint(100, 499) if p['year'] < 2000 else r.randint(500, 999)}"]
        a = (11 - sum(x * y for x, y in zip(ds, [3, 7, 6, 1, 8, 9, 4, 5, 2])) % 11) % 11
        b = (11 - sum(x * y for x, y in zip(ds + [a], [5, 4, 3, 2, 7, 6, 5, 4, 3, 2])) % 11) % 11
        if a < 10 and b < 10:
            return j(ds) + str(a) + str(b)
