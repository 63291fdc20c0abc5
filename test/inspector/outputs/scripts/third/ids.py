"""Generated identifiers with valid check digits; none is of a real person but by chance."""
FIRST = {'en': ['Gareth', 'Nadia', 'Imogen', 'Tobias', 'Precious', 'Callum'], 'de': ['Heike', 'Jürgen', 'Svenja', 'Torsten'], 'fr': ['Maëlle', 'Thierry', 'Odile', 'Yanis'], 'es': ['Rocío', 'Íñigo', 'Pilar', 'Nicolás'], 'nl': ['Femke', 'Joost', 'Marieke', 'Daan'], 'sv': ['Linnéa', 'Göran', 'Åsa', 'Nils'],
         'da': ['Mette', 'Søren', 'Bodil', 'Rasmus'], 'it': ['Ginevra', 'Fabrizio', 'Ornella', 'Tommaso'], 'pt': ['Leonor', 'Duarte', 'Inês', 'Tiago'], 'pl': ['Agnieszka', 'Zbigniew', 'Małgorzata', 'Paweł'], 'fi': ['Aino', 'Veikko', 'Päivi', 'Jari']}
LAST = {'en': ['Pemberton', 'Okonkwo', 'Tattersall', 'Llewellyn', 'Mistry', 'Farquhar'], 'de': ['Brinkmann', 'Oberhuber', 'Niehaus', 'Quandt'], 'fr': ['Delacourt', 'Bonnefoy', 'Lemoine', 'Garnier'], 'es': ['Zabaleta Ruiz', 'Carmona Vidal', 'Otero Sanz', 'Lozano Prieto'], 'nl': ['van der Heijden', 'Kuipers', 'Postma', 'de Bruijn'], 'sv': ['Hallström', 'Ekdahl', 'Sjögren', 'Wikander'],
        'da': ['Kjærgaard', 'Mortensen', 'Østergaard', 'Bruun'], 'it': ['Bellandi', 'Castagna', 'Morandini', 'Zanetti'], 'pt': ['Figueiredo', 'Carvalhal', 'Nogueira', 'Sampaio'], 'pl': ['Wojciechowska', 'Zieliński', 'Krawczyk', 'Sobczak'], 'fi': ['Koskinen', 'Virtala', 'Lehtonen', 'Heikkilä']}


def digits(rng, n):
    return ''.join(str(int(x)) for x in rng.integers(0, 10, n))


def name(rng, lang):
    return f'{FIRST[lang][int(rng.integers(0, len(FIRST[lang])))]} {LAST[lang][int(rng.integers(0, len(LAST[lang])))]}'


def email(rng, lang):
    import unicodedata
    plain = unicodedata.normalize('NFKD', name(rng, lang).lower().replace('ø', 'o').replace('ł', 'l').replace('æ', 'ae')).encode('ascii', 'ignore').decode().split()
    return f'{plain[0]}.{plain[-1]}@' + ['northmoor-clinic.org', 'webpost.net', 'stadt-brockheim.de', 'mailhaus.eu', 'sainte-claire.fr'][int(rng.integers(0, 5))]


LENGTHS = {'DE': 18, 'FR': 0, 'ES': 20, 'NL': 0, 'GB': 0, 'PL': 24, 'PT': 21, 'SE': 20, 'DK': 14, 'FI': 14, 'BE': 12, 'AT': 16}


def iban(rng, land, spaced=True):
    body = {'FR': lambda: digits(rng, 23), 'NL': lambda: 'RABO' + digits(rng, 10), 'GB': lambda: 'BARC' + digits(rng, 14), 'IT': lambda: 'X' + digits(rng, 22)}.get(land, lambda: digits(rng, LENGTHS[land]))()
    number = int(''.join(str(int(c, 36)) for c in body + land + '00'))
    text = f'{land}{98 - number % 97:02d}{body}'
    return ' '.join(text[i:i + 4] for i in range(0, len(text), 4)) if spaced else text


def nhs(rng, spaced=True):
    while True:
        d = str(int(rng.integers(4, 8))) + digits(rng, 8)
        c = 11 - sum(int(x) * (10 - i) for i, x in enumerate(d)) % 11
        if c != 10:
            text = d + str(c % 11)
            return f'{text[:3]} {text[3:6]} {text[6:]}' if spaced else text


def bsn(rng):
    while True:
        d = str(int(rng.integers(1, 9))) + digits(rng, 8)
        if sum(int(x) * w for x, w in zip(d, [9, 8, 7, 6, 5, 4, 3, 2, -1])) % 11 == 0:
            return d


def luhn(text):
    total = 0
    for i, x in enumerate(reversed(text)):
        v = int(x) * (2 if i % 2 == 0 else 1)
        total += v - 9 if v > 9 else v
    return str(-total % 10)


def card(rng):
    d = '4' + digits(rng, 14)
    d += luhn(d)
    return ' '.join(d[i:i + 4] for i in range(0, 16, 4))


def day(rng):
    return int(rng.integers(1, 29)), int(rng.integers(1, 13)), int(rng.integers(1938, 1999))


def personnummer(rng, long=False):
    d, m, y = day(rng)
    text = f'{y % 100:02d}{m:02d}{d:02d}{int(rng.integers(100, 980)):03d}'
    text += luhn(text)
    return (str(y // 100) if long else '') + text[:6] + '-' + text[6:]


def steuer(rng):
    while True:
        use = [int(x) for x in rng.permutation(10)]
        ten = use[:9]
        ten.append(ten[int(rng.integers(0, 9))])
        ten = [int(ten[i]) for i in rng.permutation(10)]
        if ten[0] == 0 or any(a == b for a, b in zip(ten, ten[1:])):
            continue
        p = 10
        for x in ten:
            s = (x + p) % 10 or 10
            p = s * 2 % 11
        return ''.join(map(str, ten)) + str((11 - p) % 10)


def dni(rng):
    n = int(rng.integers(10**7, 10**8 - 1))
    return f'{n:08d}{"TRWAGMYFPDXBNJZSQVHLCKE"[n % 23]}'


def fiscale(rng):
    d, m, y = day(rng)
    cons = 'BCDFGLMNPRSTVZ'
    text = ''.join(cons[int(i)] for i in rng.integers(0, len(cons), 6)) + f'{y % 100:02d}{"ABCDEHLMPRST"[m - 1]}{d + (40 if rng.random() < 0.5 else 0):02d}' + 'FH'[int(rng.integers(0, 2))] + digits(rng, 3)
    odd = dict(zip('0123456789', [1, 0, 5, 7, 9, 13, 15, 17, 19, 21])) | dict(zip('ABCDEFGHIJKLMNOPQRSTUVWXYZ', [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]))
    total = sum(odd[c] if i % 2 == 0 else (int(c) if c.isdigit() else ord(c) - 65) for i, c in enumerate(text))
    return text + chr(65 + total % 26)


def nir(rng):
    d, m, y = day(rng)
    text = f'{int(rng.integers(1, 3))}{y % 100:02d}{m:02d}{int(rng.integers(10, 95)):02d}{int(rng.integers(1, 600)):03d}{int(rng.integers(1, 400)):03d}'
    key = 97 - int(text) % 97
    return f'{text[0]} {text[1:3]} {text[3:5]} {text[5:7]} {text[7:10]} {text[10:13]} {key:02d}'


def pesel(rng):
    d, m, y = day(rng)
    text = f'{y % 100:02d}{m:02d}{d:02d}{digits(rng, 4)}'
    return text + str(-sum(int(x) * w for x, w in zip(text, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3])) % 10)


def cpr(rng):
    while True:
        d, m, y = day(rng)
        text = f'{d:02d}{m:02d}{y % 100:02d}{int(rng.integers(0, 4))}{digits(rng, 2)}'
        s = sum(int(x) * w for x, w in zip(text, [4, 3, 2, 7, 6, 5, 4, 3, 2])) % 11
        if s != 1:
            return f'{text[:6]}-{text[6:]}{(11 - s) % 11}'


def hetu(rng):
    d, m, y = day(rng)
    a, b = f'{d:02d}{m:02d}{y % 100:02d}', f'{int(rng.integers(2, 900)):03d}'
    return f'{a}-{b}{"0123456789ABCDEFHJKLMNPRSTUVWXY"[int(a + b) % 31]}'


def nif(rng):
    d = str(int(rng.integers(1, 3))) + digits(rng, 7)
    c = 11 - sum(int(x) * (9 - i) for i, x in enumerate(d)) % 11
    return d + str(0 if c > 9 else c)


OWN = {'en': ('NHS number', nhs), 'de': ('Steuer-ID', steuer), 'fr': ('NIR', nir), 'es': ('DNI', dni), 'nl': ('BSN', bsn), 'sv': ('Personnummer', personnummer), 'da': ('CPR-nr.', cpr), 'it': ('Codice fiscale', fiscale), 'pt': ('NIF', nif), 'pl': ('PESEL', pesel), 'fi': ('Henkilötunnus', hetu)}
LAND = {'en': 'GB', 'de': 'DE', 'fr': 'FR', 'es': 'ES', 'nl': 'NL', 'sv': 'SE', 'da': 'DK', 'it': 'IT', 'pt': 'PT', 'pl': 'PL', 'fi': 'FI'}
LABEL = {'en': ['Patient', 'Claimant', 'Customer name', 'Tenant'], 'de': ['Patientin', 'Name', 'Versicherter'], 'fr': ['Patient', 'Nom'], 'es': ['Paciente', 'Nombre'], 'nl': ['Naam', 'Patiënt'], 'sv': ['Namn', 'Patient'], 'da': ['Navn', 'Patient'], 'it': ['Paziente', 'Nome'], 'pt': ['Nome', 'Utente'], 'pl': ['Pacjent', 'Imię i nazwisko'], 'fi': ['Nimi', 'Potilas']}
BORN = {'en': 'The claimant was born on {d} {m} {y} and moved twice.', 'de': 'Die Versicherte, geboren am {D:02d}.{M:02d}.{y}, wurde gesondert geprüft.', 'fr': 'Le locataire, né le {D:02d}/{M:02d}/{y}, a demandé une mutation.', 'es': 'La titular nació el {D}/{M}/{y} y heredó la finca.', 'nl': 'De leerling is geboren op {D:02d}-{M:02d}-{y}.', 'sv': 'Den intagne är född {y}-{M:02d}-{D:02d} enligt registret.', 'da': 'Borgeren er født den {D}.{M}.{y}.', 'it': 'Il ricoverato, nato il {D:02d}/{M:02d}/{y}, è stato trasferito.', 'pt': 'O segurado, nascido em {D:02d}/{M:02d}/{y}, pediu a revisão.', 'pl': 'Uczeń urodzony {D:02d}.{M:02d}.{y} zmienił szkołę.', 'fi': 'Työntekijä on syntynyt {D}.{M}.{y}.'}
MONTHS = 'January February March April May June July August September October November December'.split()


def born(rng, lang):
    d, m, y = day(rng)
    return BORN[lang].format(d=d, m=MONTHS[m - 1], y=y, D=d, M=m)
