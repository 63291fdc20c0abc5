"""Invented people: names, numbers with check digits, addresses; all from a seeded generator."""

NAMES = {
    "en": ("Alice Rupert Gemma Nadia Colin Yusuf Beth Priya Owen Maeve Tobias Esther".split(), "Halloway Pemberdine Okonjo Thackray Winslade Rafferty Dunmore Chaudhry Lisle Marchbank".split()),
    "de": ("Annegret Torben Silke Mehmet Ursula Jannik Heike Volker".split(), "Brettschneider Kühlwein Öztürk Hagedorn Lindwurm Pfefferle Sandvoss".split()),
    "fr": ("Solène Bastien Aïcha Gérard Maëlle Étienne Odile Karim".split(), "Desrochers Lavigne-Morel Benkhalifa Thibaudeau Courtois Vauquelin".split()),
    "es": ("Rocío Íñigo Milagros Álvaro Nuria Desiderio".split(), "Zabaleta Cifuentes Montalbán Orduña Echevarría Quiroga".split()),
    "it": ("Ludovica Ettore Fiammetta Gaspare Ilaria Renzo".split(), "Brambati Scognamillo Tavernese Cavicchioli Pellizzon".split()),
    "nl": ("Marijke Sjoerd Fenna Joost Annelies Wouter".split(), "van Dijkgraaf;Terpstra;de Wolff;Kuijpers;Hoogendam".split(";")),
    "sv": ("Gunilla Håkan Ebba Sixten Märta Östen".split(), "Lindfors Åkerhielm Bergqvist Tornberg Sjöholm Wahlgren".split()),
    "da": ("Birthe Asger Signe Troels Kirstine".split(), "Overgaard Krogsbæk Thuesen Bøgelund Ravnkilde".split()),
    "nb": ("Ragnhild Sverre Ingunn Torstein Solveig".split(), "Haugland Nygårdsvik Tveitane Østhus Bakkerud".split()),
    "fi": ("Aino Eero Kaisa Väinö Pirkko".split(), "Lehtimäki Koskiniemi Räsälä Honkavaara Tuomisto".split()),
    "pl": ("Zofia Bogdan Halina Wojciech Jadwiga".split(), "Kwiatkowicz Zielonka Mroziewska Gawrych Sobolak".split()),
    "pt": ("Inês Duarte Graça Tomás Filipa".split(), "Vasconcelinho Teixeirinha Abrantes Falcão Sarmento".split()),
    "cs": ("Božena Radek Květa Oldřich Zdena".split(), "Hrubešová Navrátilek Šimáčková Vondrák Koutný".split()),
}
STREETS = {"en": "{n} Larkspur Lane, Oakhampton", "de": "Lindenallee {n}, 04157 Musterhausen", "fr": "{n} rue des Tilleuls, 35190 Saint-Exemple", "es": "Calle del Olmo {n}, 2º B, Villaejemplo",
           "it": "Via dei Gelsi {n}, 40050 Borgoesempio", "nl": "Kastanjelaan {n}, 7311 GK Voorbeeldstad", "sv": "Björkvägen {n}, 745 31 Exempelköping", "da": "Kirsebærvej {n}, 8220 Eksempelby",
           "nb": "Granveien {n}, 2316 Eksempelvik", "fi": "Koivukuja {n}, 33580 Esimerkkilä", "pl": "ul. Lipowa {n}, 62-020 Przykładowo", "pt": "Rua das Oliveiras {n}, 3.º Esq., Vila Exemplo", "cs": "Lipová {n}, 386 01 Příkladov"}


def name(r, lang):
    a, b = NAMES[lang]
    return f"{r.choice(a)} {r.choice(b)}"


def date(r, lo=1931, hi=2004):
    return r.randint(lo, hi), r.randint(1, 12), r.randint(1, 28)


def dob(r, lang):
    y, m, d = date(r)
    return {"en": f"{d:02d}/{m:02d}/{y}", "de": f"{d:02d}.{m:02d}.{y}", "fr": f"{d:02d}/{m:02d}/{y}", "sv": f"{y}-{m:02d}-{d:02d}", "nl": f"{d:02d}-{m:02d}-{y}"}.get(lang, f"{d:02d}.{m:02d}.{y}")


def luhn_digit(digits):
    s = 0
    for i, c in enumerate(reversed(digits)):
        x = int(c) * (2 if i % 2 == 0 else 1)
        s += x - 9 if x > 9 else x
    return str(-s % 10)


def digits(r, n):
    return "".join(str(r.randint(0, 9)) for _ in range(n))


def nhs(r):
    """Of the block 999, which is kept for tests."""
    while True:
        d = "999" + digits(r, 6)
        c = 11 - sum(int(x) * (10 - i) for i, x in enumerate(d)) % 11
        if c != 10:
            n = d + str(c % 11)
            return r.choice([n, f"{n[:3]} {n[3:6]} {n[6:]}", f"{n[:3]}-{n[3:6]}-{n[6:]}"])


def personnummer(r):
    y, m, d = date(r)
    s = f"{y % 100:02d}{m:02d}{d:02d}98{r.randint(0, 9)}"
    s += luhn_digit(s)
    return r.choice([f"{s[:6]}-{s[6:]}", f"{y // 100}{s[:6]}-{s[6:]}", f"{y // 100}{s}"])


def nir(r):
    y, m, _ = date(r)
    s = f"{r.choice('12')}{y % 100:02d}{m:02d}{r.randint(1, 94):02d}{r.randint(1, 600):03d}{r.randint(1, 500):03d}"
    k = f"{97 - int(s) % 97:02d}"
    return r.choice([s + k, f"{s[0]} {s[1:3]} {s[3:5]} {s[5:7]} {s[7:10]} {s[10:]} {k}"])


def iban(r, country=None):
    country = country or r.choice(["DE", "NL", "GB", "FR", "ES"])
    b = {"DE": lambda: digits(r, 18), "NL": lambda: "TEST" + digits(r, 10), "GB": lambda: "TEST" + digits(r, 14), "FR": lambda: digits(r, 23), "ES": lambda: digits(r, 20)}[country]()
    num = "".join(str(int(c, 36)) for c in b + country + "00")
    s = f"{country}{98 - int(num) % 97:02d}{b}"
    return r.choice([s, " ".join(s[i:i + 4] for i in range(0, len(s), 4))])


def bsn(r):
    while True:
        d = str(r.randint(1, 9)) + digits(r, 7)
        c = sum(int(x) * (9 - i) for i, x in enumerate(d)) % 11
        if c < 10:
            return d + str(c)


def card(r):
    s = r.choice(["4", "51", "53"])
    s += digits(r, 15 - len(s))
    s += luhn_digit(s)
    return r.choice([s, " ".join(s[i:i + 4] for i in range(0, 16, 4))])


def cpr(r):
    while True:
        y, m, d = date(r, 1937, 1999)
        s = f"{d:02d}{m:02d}{y % 100:02d}{r.randint(0, 3)}{digits(r, 2)}"
        c = -sum(int(x) * w for x, w in zip(s, (4, 3, 2, 7, 6, 5, 4, 3, 2))) % 11
        if c < 10:
            return f"{s[:6]}-{s[6:]}{c}"


def hetu(r):
    y, m, d = date(r, 1931, 1999)
    s = f"{d:02d}{m:02d}{y % 100:02d}"
    n = f"{r.randint(900, 999)}"  # 900-999 are temporary, never of a real person
    return f"{s}-{n}{'0123456789ABCDEFHJKLMNPRSTUVWXY'[int(s + n) % 31]}"


def pesel(r):
    y, m, d = date(r, 1931, 1999)
    s = f"{y % 100:02d}{m:02d}{d:02d}{digits(r, 4)}"
    return s + str(-sum(int(x) * w for x, w in zip(s, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3))) % 10)


def dni(r):
    n = r.randint(10000000, 89999999)
    return f"{n}{'' if r.random() < .5 else '-'}{'TRWAGMYFPDXBNJZSQVHLCKE'[n % 23]}"


def fodselsnummer(r):
    while True:
        y, m, d = date(r, 1940, 1999)
        s = f"{d:02d}{m:02d}{y % 100:02d}{r.randint(100, 499)}"
        a = -sum(int(x) * w for x, w in zip(s, (3, 7, 6, 1, 8, 9, 4, 5, 2))) % 11
        if a == 10:
            continue
        s += str(a)
        b = -sum(int(x) * w for x, w in zip(s, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2))) % 11
        if b < 10:
            return r.choice([s + str(b), f"{s[:6]} {s[6:]}{b}"])


def rijksregister(r):
    y, m, d = date(r, 1940, 1999)
    s = f"{y % 100:02d}{m:02d}{d:02d}{r.randint(1, 997):03d}"
    k = f"{97 - int(s) % 97:02d}"
    return f"{s[:2]}.{s[2:4]}.{s[4:6]}-{s[6:]}.{k}"


def ahv(r):
    s = "756" + digits(r, 9)
    c = -sum(int(x) * (1 if i % 2 == 0 else 3) for i, x in enumerate(s)) % 10
    s += str(c)
    return f"{s[:3]}.{s[3:7]}.{s[7:11]}.{s[11:]}"


def steuer_id(r):
    while True:
        ds = list("123456789")
        r.shuffle(ds)
        ds = ds[:9] + [ds[0]]
        tail = ds[1:]
        r.shuffle(tail)
        s = ds[0] + "".join(tail)
        p = 10
        for c in s:
            q = (int(c) + p) % 10 or 10
            p = 2 * q % 11
        k = (11 - p) % 10
        return s + str(k)


def fiscale(r):
    a = "".join(r.choice("BCDFGLMNPRSTVZ") for _ in range(6))
    y, m, d = date(r, 1931, 1999)
    s = f"{a}{y % 100:02d}{'ABCDEHLMPRST'[m - 1]}{d + r.choice([0, 40]):02d}{r.choice('ABCDFGHL')}{r.randint(100, 999)}"
    odd = dict(zip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]))
    t = sum(odd[c] if i % 2 == 0 else (int(c) if c.isdigit() else ord(c) - 65) for i, c in enumerate(s))
    return s + chr(65 + t % 26)


def rodne(r):
    while True:
        y, m, d = date(r, 1954, 1999)
        s = f"{y % 100:02d}{m + r.choice([0, 50]):02d}{d:02d}{digits(r, 3)}"
        k = int(s) % 11
        if k < 10:
            return f"{s[:6]}/{s[6:]}{k}"


def phone(r, lang):
    return {"en": f"07700 900{digits(r, 3)}", "fr": f"06 39 98 {digits(r, 2)} {digits(r, 2)}", "de": f"0152 28817{digits(r, 3)}", "sv": f"070-174 06 {digits(r, 2)}",
            "nl": f"06-{digits(r, 8)}", "es": f"+34 6{digits(r, 2)} {digits(r, 3)} {digits(r, 3)}"}.get(lang, f"+{r.choice(['39', '45', '47', '48', '351'])} {digits(r, 3)} {digits(r, 3)} {digits(r, 3)}")


def email(r, full):
    import unicodedata
    s = unicodedata.normalize("NFKD", full.lower()).encode("ascii", "ignore").decode().split()
    return f"{s[0]}{r.choice(['.', '_', ''])}{s[-1]}{r.choice(['', '', str(r.randint(50, 99))])}@{r.choice(['example.org', 'mail.example.com', 'example.net'])}"


def address(r, lang):
    return STREETS[lang].format(n=r.randint(2, 148))


NATIONAL = {"en": ("NHS number", nhs), "de": ("Steuer-ID", steuer_id), "fr": ("NIR", nir), "es": ("DNI", dni), "it": ("Codice fiscale", fiscale), "nl": ("BSN", bsn), "sv": ("Personnummer", personnummer),
            "da": ("CPR-nr.", cpr), "nb": ("Fødselsnummer", fodselsnummer), "fi": ("Henkilötunnus", hetu), "pl": ("PESEL", pesel), "cs": ("Rodné číslo", rodne)}
