"""Invented people and numbers with valid check digits."""
import datetime

FIRST = {
    "en": "Alice Gareth Imogen Callum Priya Dougal Rosalind Tobias Maeve Hector".split(),
    "de": "Anneliese Thorsten Gudrun Bernd Sieglinde Jannik Hildegard Uwe Friederike Malte".split(),
    "fr": "Solène Gaspard Mireille Thibault Odile Bastien Capucine Rémi Ghislaine Loïc".split(),
    "nl": "Sjoerd Marijke Teun Annelies Joost Femke Wouter Liesbeth Gijs Roos".split(),
    "sv": "Gunnel Torbjörn Ebba Sixten Lovisa Anders Ingegerd Hjalmar Saga Nils".split(),
    "es": "Rocío Álvaro Inmaculada Gonzalo Nieves Joaquín Pilar Ramiro Begoña Iker".split(),
    "it": "Ginevra Ettore Loredana Fabrizio Ornella Tommaso Carmela Ivano Chiara Dario".split(),
    "pl": "Bożena Zbigniew Agnieszka Krzysztof Halina Wojciech Jadwiga Radosław Kinga Tadeusz".split(),
    "pt": "Conceição Duarte Filipa Gonçalo Graça Nuno Leonor Tiago Inês Vasco".split(),
    "cs": "Zdeňka Bohumil Květa Přemysl Ludmila Radek Božena Vojtěch Šárka Otakar".split(),
}
LAST = {
    "en": "Hathersage Pemberly Oakshott Tregowan Wexcombe Lanchbury Fennimore Aldersey Corbridge Yardlow".split(),
    "de": "Kesselring Oberhauser Dietzmann Wackernagel Holzapfel Rosskopf Brinkhoff Tannert Vogelsang Lüders".split(),
    "fr": "Delacourtie Vauquelin Peyrebrune Marchandeau Guillemot Lestrange Bonnafous Rocheteau Fontanel Quillien".split(),
    "nl": "Hoogstraaten Terpstra Wassenberg Kuipers Boelens Oldenhof Ravensteijn Dijkgraaf Mulderij Zwanenburg".split(),
    "sv": "Lindqvistén Ödegård Sandbladh Hallonquist Wrangfelt Björnlund Tjernberg Rosengrenn Ekvall Åkerhielm".split(),
    "es": "Barrientos Cifuentes Galdeano Montalbán Olavarría Peñalver Quintanilla Sotomayor Urrutia Zubizar".split(),
    "it": "Bevilaquato Cantarelli Degasperin Fioravanzi Garbugliati Lombardozzi Mezzanotte Pellegrotti Sorrentini Tagliabosco".split(),
    "pl": "Brzezicki Czarnolas Dąbrowiak Gołębiecki Jarzębina Kwiatosz Maliniak Ostrogórski Piekarczuk Wróblak".split(),
    "pt": "Almendrado Brandoeiro Carvalhosa Figueiral Moutinho Pedrosinho Quaresma Sobreirinha Taborda Vilarinho".split(),
    "cs": "Bělohradský Dvorníček Havlovec Jindřichov Kadlčík Maršovský Peroutka Sedlmajer Vrbenský Zahradil".split(),
}


def first(r, lang, sex=None):
    """Women stand at even places of the lists, men at odd ones (Dutch the other way round)."""
    names = FIRST[lang]
    if sex:
        names = names[("fm" if lang != "nl" else "mf").index(sex)::2]
    return r.choice(names)


def last(r, lang):
    return r.choice(LAST[lang])


def name(r, lang, sex=None):
    return first(r, lang, sex) + " " + last(r, lang)


def birth(r, a=1931, b=1994):
    return datetime.date(a, 1, 1) + datetime.timedelta(days=r.randrange((b - a) * 365))


def digits(r, n):
    return "".join(str(r.randrange(10)) for _ in range(n))


def luhn(s):
    """Check digit that makes s + digit valid."""
    t = 0
    for i, c in enumerate(reversed(s)):
        d = int(c) * (2 if i % 2 == 0 else 1)
        t += d - 9 if d > 9 else d
    return str(-t % 10)


def card(r):
    s = "4" + digits(r, 14)
    s += luhn(s)
    return " ".join(s[i:i + 4] for i in range(0, 16, 4))


def nhs(r, gap=True):
    while True:
        s = "999" + digits(r, 6)
        c = -sum(int(d) * w for d, w in zip(s, range(10, 1, -1))) % 11
        if c < 10:
            s += str(c)
            return f"{s[:3]} {s[3:6]} {s[6:]}" if gap else s


def iban(r, land, gap=True):
    body = {"DE": lambda: digits(r, 18), "NL": lambda: r.choice(["ABNA", "INGB", "RABO"]) + "0" + digits(r, 9),
            "GB": lambda: "NWBK" + digits(r, 14), "AT": lambda: digits(r, 16), "PT": lambda: digits(r, 21),
            "PL": lambda: digits(r, 24), "DK": lambda: digits(r, 14), "CH": lambda: digits(r, 17)}[land]()
    n = int("".join(str(int(c, 36)) for c in body + land + "00"))
    s = land + f"{98 - n % 97:02d}" + body
    return " ".join(s[i:i + 4] for i in range(0, len(s), 4)) if gap else s


def bsn(r):
    while True:
        s = r.choice("12") + digits(r, 7)
        c = sum(int(d) * w for d, w in zip(s, range(9, 1, -1))) % 11
        if c < 10:
            return s + str(c)


def personnummer(r, long=False):
    d = birth(r)
    s = d.strftime("%y%m%d") + digits(r, 3)
    s = s[:6] + "-" + s[6:] + luhn(s)
    return d.strftime("%Y")[:2] + s if long else s


def hetu(r):
    d = birth(r)
    n = f"{r.randint(2, 899):03d}"
    return d.strftime("%d%m%y") + "-" + n + "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(d.strftime("%d%m%y") + n) % 31]


def cpr(r):
    while True:
        s = birth(r).strftime("%d%m%y") + r.choice("0123") + digits(r, 2)
        c = -sum(int(a) * w for a, w in zip(s, (4, 3, 2, 7, 6, 5, 4, 3, 2))) % 11
        if c < 10:
            return s[:6] + "-" + s[6:] + str(c)


def fnr(r):
    while True:
        s = birth(r, 1941).strftime("%d%m%y") + f"{r.randint(0, 499):03d}"
        a = -sum(int(x) * w for x, w in zip(s, (3, 7, 6, 1, 8, 9, 4, 5, 2))) % 11
        b = -sum(int(x) * w for x, w in zip(s + str(a), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2))) % 11 if a < 10 else 10
        if a < 10 and b < 10:
            return s + str(a) + str(b)


def dni(r):
    s = str(r.randint(10000000, 79999999))
    return s + "TRWAGMYFPDXBNJZSQVHLCKE"[int(s) % 23]


def nie(r):
    k, s = r.choice("XYZ"), digits(r, 7)
    return k + s + "TRWAGMYFPDXBNJZSQVHLCKE"[int(str("XYZ".index(k)) + s) % 23]


ODD = dict(zip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
               [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21,
                2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]))


def codice(r):
    d = birth(r)
    day = d.day + (40 if r.random() < .5 else 0)
    s = "".join(r.choice("BCDFGLMNPRST") for _ in range(6)) + d.strftime("%y") + "ABCDEHLMPRST"[d.month - 1] \
        + f"{day:02d}" + r.choice(["H501", "F205", "L219", "D612", "A944"])
    t = sum(ODD[c] if i % 2 == 0 else (int(c) if c.isdigit() else ord(c) - 65) for i, c in enumerate(s))
    return s + chr(65 + t % 26)


def pesel(r):
    s = birth(r, 1931, 1999).strftime("%y%m%d") + digits(r, 4)
    return s + str(-sum(int(a) * w for a, w in zip(s, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3))) % 10)


def nir(r, gap=True):
    d = birth(r)
    s = r.choice("12") + d.strftime("%y%m") + f"{r.randint(1, 89):02d}".replace("20", "21") + f"{r.randint(1, 480):03d}{r.randint(1, 400):03d}"
    k = f"{97 - int(s) % 97:02d}"
    return f"{s[0]} {s[1:3]} {s[3:5]} {s[5:7]} {s[7:10]} {s[10:]} {k}" if gap else s + k


def nif(r):
    s = r.choice("12") + digits(r, 7)
    c = 11 - sum(int(a) * w for a, w in zip(s, range(9, 1, -1))) % 11
    return s + str(c if c < 10 else 0)


def rodne(r):
    while True:
        d = birth(r, 1955)
        s = f"{d:%y}{d.month + (50 if r.random() < .5 else 0):02d}{d:%d}" + digits(r, 3)
        c = -int(s + "0") % 11
        if c < 10:
            return s[:6] + "/" + s[6:] + str(c)


def rijksregister(r):
    d = birth(r)
    s = d.strftime("%y%m%d") + f"{r.randint(1, 997):03d}"
    c = 97 - int(s) % 97
    return f"{s[:2]}.{s[2:4]}.{s[4:6]}-{s[6:]}.{c:02d}"


def steuerid(r):
    """Ten digits, exactly one digit occurs twice, then check digit (mod 11, 10)."""
    d = r.sample("0123456789", 9)
    while d[0] == "0":
        r.shuffle(d)
    d.insert(r.randint(3, 8), d[1])
    p = 10
    for c in d:
        m = (int(c) + p) % 10 or 10
        p = m * 2 % 11
    return "".join(d) + str((11 - p) % 10)


def kvnr(r):
    k = r.choice("ABCDEFGHJKLMNPRSTUWXZ")
    s = digits(r, 8)
    t = 0
    for i, c in enumerate(f"{ord(k) - 64:02d}" + s):
        p = int(c) * (1 if i % 2 == 0 else 2)
        t += p // 10 + p % 10
    return k + s + str(t % 10)


def ahv(r):
    s = "756" + digits(r, 9)
    c = -sum(int(a) * (1 if i % 2 == 0 else 3) for i, a in enumerate(s)) % 10
    s += str(c)
    return f"{s[:3]}.{s[3:7]}.{s[7:11]}.{s[11:]}"


def cpf(r):
    s = digits(r, 9)
    for k in (10, 11):
        c = sum(int(a) * w for a, w in zip(s, range(k, 1, -1))) * 10 % 11 % 10
        s += str(c)
    return f"{s[:3]}.{s[3:6]}.{s[6:9]}-{s[9:]}"


def nino(r):
    return r.choice(["JN", "PE", "SK", "WL"]) + " " + " ".join(digits(r, 2) for _ in range(3)) + " " + r.choice("ABCD")


def ppsn(r):
    s = digits(r, 7)
    return s + "WABCDEFGHIJKLMNOPQRSTUV"[sum(int(a) * w for a, w in zip(s, range(8, 1, -1))) % 23]


def cnp(r):
    d = birth(r)
    s = r.choice("12") + d.strftime("%y%m%d") + f"{r.randint(1, 46):02d}{r.randint(1, 998):03d}"
    c = sum(int(a) * int(b) for a, b in zip(s, "279146358279")) % 11
    return s + str(1 if c == 10 else c)
