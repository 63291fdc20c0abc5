"""Names, addresses and numbers with check digits of people who do not exist."""
from common import rng, pick, ri

FIRST = {"en": "Harriet Owen Priya Callum Denise Marcus Bethan Tobias Yvonne Keith", "de": "Annegret Holger Sabine Torsten Ulrike Detlef Jannik Friederike",
         "fr": "Mireille Bastien Odile Thierry Solène Gaspard Ghislaine", "nl": "Marijke Sjoerd Femke Wouter Anneloes Joost", "sv": "Gunilla Torbjörn Elsa Håkan Linnea",
         "da": "Kirsten Mogens Signe Rasmus Birthe", "no": "Ingrid Sverre Torill Eirik Solveig", "es": "Remedios Íñigo Paloma Gonzalo Nuria", "it": "Ornella Fabrizio Ginevra Tullio Loredana",
         "pl": "Grażyna Zbigniew Halina Wojciech Jolanta", "pt": "Fernanda Duarte Graça Vasco Teresa", "cs": "Libuše Zdeněk Jarmila Radek Hana"}
LAST = {"en": "Pembroke Ashdown Okafor Thistlewood Garrity Lomax Venables Rudge", "de": "Brinkmann Oehlschläger Wiesner Krautwald Pfeiffer Stüber", "fr": "Delacourt Vasseur Quémener Lachaume Berthelot",
        "nl": "Hoekstra Verbruggen Terpstra Kuipers Zwart", "sv": "Lindqvist Åkesson Bergström Nordin", "da": "Kjærgaard Mortensen Bruun Damsgaard", "no": "Haugland Tveit Solbakken Bjerke",
        "es": "Arrizabalaga Quintero Montalbán Villaescusa", "it": "Bentivoglio Quarantotto Mazzanti Pellegrini", "pl": "Wróblewska Kaczmarek Sobczak Gołąb", "pt": "Figueiredo Vasconcelos Moutinho Teles",
        "cs": "Kratochvíl Vondráčková Šimek Hrubá"}
STREET = {"en": "{n} Larkspur Close, Wetherby LS22 {d}QT", "de": "Erlenweg {n}, 38{d}40 Wolfenbüttel", "fr": "{n} rue des Tilleuls, 79{d}00 Niort", "nl": "Kastanjelaan {n}, 7{d}14 KL Zutphen",
          "sv": "Björkvägen {n}, 7{d}1 32 Västerås", "da": "Rugmarken {n}, 8{d}00 Randers", "no": "Furuveien {n}, 3{d}24 Larvik", "es": "Calle Almendro {n}, 2.º B, 4{d}004 Teruel",
          "it": "Via dei Gelsi {n}, 4{d}121 Ferrara", "pl": "ul. Jaśminowa {n}/4, 2{d}-300 Lublin", "pt": "Rua das Oliveiras {n}, 3{d}00-214 Viseu", "cs": "Lipová {n}, 37{d} 01 Tábor"}
PHONE = {"en": "07700 900{a}", "de": "0171 55{a}82", "fr": "06 39 98 {b} {c}", "nl": "06-14{a}77{d}", "sv": "070-174 0{b} {c}", "da": "27 4{d} {b} {c}", "no": "412 {a} {b}".replace("{a} {b}", "{b} {a}"),
         "es": "612 {a} 4{b}", "it": "347 55{b}{a}", "pl": "601 {a} 2{b}", "pt": "912 {a} 4{b}", "cs": "+420 602 {a} 1{b}"}


def first(l):
    return pick(FIRST[l].split())


def last(l):
    return pick(LAST[l].split())


def name(l):
    return first(l) + " " + last(l)


def address(l):
    return STREET[l].format(n=ri(11, 98), d=ri(1, 9))


def phone(l):
    return PHONE[l].format(a=ri(100, 999), b=ri(10, 99), c=ri(10, 99), d=ri(1, 9))


def digits(n):
    return [ri(1, 9)] + [ri(0, 9) for _ in range(n - 1)]


def s(x):
    return "".join(map(str, x))


def luhn(x):
    t = 0
    for i, d in enumerate(reversed(x)):
        d = d * 2 if i % 2 == 0 else d
        t += d - 9 if d > 9 else d
    return (10 - t % 10) % 10


def dob():
    return ri(1938, 2004), ri(1, 12), ri(1, 28)


def weigh(x, ws):
    return sum(a * b for a, b in zip(x, ws))


def nhs(sp=True):
    while True:
        x = digits(9)
        c = 11 - weigh(x, range(10, 1, -1)) % 11
        if c != 10:
            v = s(x + [0 if c == 11 else c])
            return f"{v[:3]} {v[3:6]} {v[6:]}" if sp else v


def personnummer():
    y, m, d = dob()
    x = [int(a) for a in f"{y % 100:02d}{m:02d}{d:02d}{ri(100, 999)}"]
    return f"{y // 100}{s(x[:6])}-{s(x[6:])}{luhn(x)}"


def cpr():
    while True:
        y, m, d = ri(1938, 1998), ri(1, 12), ri(1, 28)
        x = [int(a) for a in f"{d:02d}{m:02d}{y % 100:02d}{ri(100, 399)}"]
        c = (11 - weigh(x, [4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11
        if c < 10:
            return f"{s(x[:6])}-{s(x[6:])}{c}"


def fodselsnr():
    while True:
        y, m, d = ri(1940, 1998), ri(1, 12), ri(1, 28)
        x = [int(a) for a in f"{d:02d}{m:02d}{y % 100:02d}{ri(100, 499)}"]
        a = (11 - weigh(x, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11) % 11
        b = (11 - weigh(x + [a], [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11
        if a < 10 and b < 10:
            return s(x + [a, b])


def hetu():
    y, m, d = ri(1940, 1999), ri(1, 12), ri(1, 28)
    a, n = f"{d:02d}{m:02d}{y % 100:02d}", f"{ri(2, 899):03d}"
    return f"{a}-{n}" + "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(a + n) % 31]


def bsn():
    while True:
        x = digits(8)
        c = weigh(x, range(9, 1, -1)) % 11
        if c < 10:
            return s(x + [c])


def nir():
    v = f"{ri(1, 2)}{ri(45, 99)}{ri(1, 12):02d}{ri(10, 89)}{ri(100, 400)}{ri(100, 800)}"
    return f"{v[0]} {v[1:3]} {v[3:5]} {v[5:7]} {v[7:10]} {v[10:]} {97 - int(v) % 97:02d}"


def dni():
    n = ri(10000000, 79999999)
    return f"{n}{'TRWAGMYFPDXBNJZSQVHLCKE'[n % 23]}"


def codice():
    cons = "BCDFGLMNPRSTV"
    b = "".join(pick(cons) for _ in range(6)) + f"{ri(40, 99)}{pick('ABCDEHLMPRST')}{ri(1, 28):02d}{pick('ABCDEFGHL')}{ri(100, 899)}"
    odd = dict(zip("0123456789", [1, 0, 5, 7, 9, 13, 15, 17, 19, 21]))
    odd.update(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]))
    t = sum(odd[c] if i % 2 == 0 else (int(c) if c.isdigit() else ord(c) - 65) for i, c in enumerate(b))
    return b + chr(65 + t % 26)


def pesel():
    y, m, d = ri(1940, 1999), ri(1, 12), ri(1, 28)
    x = [int(a) for a in f"{y % 100:02d}{m:02d}{d:02d}{ri(1000, 9999)}"]
    return s(x + [(10 - weigh(x, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10) % 10])


def rodne():
    while True:
        v = f"{ri(55, 99)}{ri(1, 12) + pick([0, 50]):02d}{ri(1, 28):02d}{ri(100, 999)}"
        c = int(v) % 11
        if c < 10:
            return f"{v[:6]}/{v[6:]}{c}"


def nif():
    x = [pick([1, 2])] + [ri(0, 9) for _ in range(7)]
    c = 11 - weigh(x, range(9, 1, -1)) % 11
    return s(x + [0 if c > 9 else c])


def kvnr():
    l, x = pick("ABCDEFGHKLMNPRSTW"), digits(8)
    y = [int(a) for a in f"{ord(l) - 64:02d}"] + x
    t = sum(sum(divmod(d * (1 + i % 2), 10)) for i, d in enumerate(y))
    return f"{l}{s(x)}{t % 10}"


def steuerid():
    while True:
        x = [ri(1, 9)] + [int(a) for a in rng.permutation(10)[:9]]
        if max(x.count(k) for k in x) == 2 and len(set(x)) == 9:
            break
    p = 10
    for d in x:
        p = (d + p) % 10 or 10
        p = p * 2 % 11
    return s(x + [(11 - p) % 10])


def iban(cc="DE"):
    b = s(digits(18 if cc == "DE" else 20))
    c = 98 - int(b + f"{ord(cc[0]) - 55}{ord(cc[1]) - 55}00") % 97
    v = f"{cc}{c:02d}{b}"
    return " ".join(v[i:i + 4] for i in range(0, len(v), 4))


def sin():
    x = [pick([1, 2, 4, 5, 6, 7])] + [ri(0, 9) for _ in range(7)]
    v = s(x + [luhn(x)])
    return f"{v[:3]}-{v[3:6]}-{v[6:]}"


def card():
    x = [4] + [ri(0, 9) for _ in range(14)]
    v = s(x + [luhn(x)])
    return " ".join(v[i:i + 4] for i in range(0, 16, 4))


def ahv():
    x = [7, 5, 6] + [ri(0, 9) for _ in range(9)]
    v = s(x + [(10 - sum(d * (1 + 2 * (i % 2)) for i, d in enumerate(x)) % 10) % 10])
    return f"{v[:3]}.{v[3:7]}.{v[7:11]}.{v[11:]}"


def rrn():
    y, m, d = ri(1940, 1999), ri(1, 12), ri(1, 28)
    v = f"{y % 100:02d}{m:02d}{d:02d}{ri(1, 997):03d}"
    return f"{v[:2]}.{v[2:4]}.{v[4:6]}-{v[6:]}.{97 - int(v) % 97:02d}"


def cpf():
    x = digits(9)
    for n in (10, 11):
        c = weigh(x, range(n, 1, -1)) * 10 % 11 % 10
        x = x + [c]
    v = s(x)
    return f"{v[:3]}.{v[3:6]}.{v[6:9]}-{v[9:]}"


NATIONAL = {"en": ("NHS number", nhs), "de": ("KV-Nummer", kvnr), "fr": ("NIR", nir), "nl": ("BSN", bsn), "sv": ("Personnummer", personnummer), "da": ("CPR-nummer", cpr),
            "no": ("Fødselsnummer", fodselsnr), "es": ("DNI", dni), "it": ("Codice fiscale", codice), "pl": ("PESEL", pesel), "pt": ("NIF", nif), "cs": ("Rodné číslo", rodne)}
