"""Invented numbers with valid check digits, and invented people. None belongs to anybody on purpose."""
def luhn(s):
    t = 0
    for i, c in enumerate(reversed(s)):
        d = int(c) * (2 if i % 2 == 0 else 1); t += d - 9 if d > 9 else d
    return str(-t % 10)
def digs(r, n): return ''.join(str(r.randint(0, 9)) for _ in range(n))
def iban(r, cc):
    b = {'DE': digs(r, 18), 'NL': r.choice(['INGB', 'RABO', 'ABNA']) + digs(r, 10), 'GB': 'BARC' + digs(r, 14), 'ES': digs(r, 20), 'FR': digs(r, 23), 'IT': None, 'NO': digs(r, 11), 'DK': digs(r, 14), 'SE': digs(r, 20), 'PT': digs(r, 21)}[cc]
    n = ''.join(str(int(c, 36)) for c in b + cc + '00'); k = f'{98 - int(n) % 97:02d}'; s = cc + k + b
    return ' '.join(s[i:i+4] for i in range(0, len(s), 4)) if r.random() < .5 else s
def nhs(r):
    while True:
        s = '4' + digs(r, 8); k = 11 - sum(int(c) * (10 - i) for i, c in enumerate(s)) % 11
        if k != 10: s += str(k % 11); return f'{s[:3]} {s[3:6]} {s[6:]}' if r.random() < .5 else s
def bsn(r):
    while True:
        s = str(r.randint(1, 3)) + digs(r, 7); k = sum(int(c) * (9 - i) for i, c in enumerate(s)) % 11
        if k < 10: return s + str(k)
def date6(r): return f'{r.randint(40, 99)}{r.randint(1, 12):02d}{r.randint(1, 28):02d}'
def pnr(r): d = date6(r) + digs(r, 3); return f'{d[:6]}-{d[6:]}{luhn(d)}'
def pnr12(r): return '19' + pnr(r)
def steuer(r):
    while True:
        p = list('0123456789'); r.shuffle(p); p = p[:9]; p.insert(r.randint(1, 9), r.choice(p))
        if p[0] == '0' or any(p[i] == p[i+1] == p[i+2] for i in range(8)): continue
        k = 10
        for c in p: m = (int(c) + k) % 10 or 10; k = 2 * m % 11
        k = 11 - k; s = ''.join(p) + str(0 if k == 10 else k)
        return f'{s[:2]} {s[2:5]} {s[5:8]} {s[8:]}' if r.random() < .6 else s
def dni(r): n = r.randint(10**7, 10**8 - 1); return f'{n}{"TRWAGMYFPDXBNJZSQVHLCKE"[n % 23]}'
def nir(r): s = f'{r.randint(1,2)}{r.randint(45,99)}{r.randint(1,12):02d}{r.randint(10,89)}{digs(r,3)}{digs(r,3)}'; k = f'{97 - int(s) % 97:02d}'; return f'{s[0]} {s[1:3]} {s[3:5]} {s[5:7]} {s[7:10]} {s[10:]} {k}' if r.random() < .6 else s + k
def card(r): s = '4' + digs(r, 14); s += luhn(s); return ' '.join(s[i:i+4] for i in range(0, 16, 4)) if r.random() < .6 else s
def fnr(r):
    while True:
        s = f'{r.randint(1,28):02d}{r.randint(1,12):02d}{r.randint(40,99)}{r.randint(100,499)}'
        a = -sum(int(c) * w for c, w in zip(s, (3,7,6,1,8,9,4,5,2))) % 11
        if a == 10: continue
        b = -sum(int(c) * w for c, w in zip(s + str(a), (5,4,3,2,7,6,5,4,3,2))) % 11
        if b < 10: return s + str(a) + str(b)
def cpr(r):  # with modulus 11, as drawn before 2007
    while True:
        s = f'{r.randint(1,28):02d}{r.randint(1,12):02d}{r.randint(40,99)}' + f'{r.randint(0,3)}{digs(r,2)}'; k = -sum(int(c) * w for c, w in zip(s, (4,3,2,7,6,5,4,3,2))) % 11
        if k < 10: return f'{s[:6]}-{s[6:]}{k}'
def nif(r):
    s = '2' + digs(r, 7); k = 11 - sum(int(c) * (9 - i) for i, c in enumerate(s)) % 11; return s + str(0 if k > 9 else k)
def cf(r):
    s = ''.join(r.choice('BCDFGLMNPRSTVZ') for _ in range(6)) + f'{r.randint(40,99)}' + r.choice('ABCDEHLMPRST') + f'{r.randint(1,28):02d}' + r.choice('AFHL') + digs(r, 3)
    odd = dict(zip('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', [1,0,5,7,9,13,15,17,19,21,1,0,5,7,9,13,15,17,19,21,2,4,18,20,11,3,6,8,12,14,16,10,22,25,24,23]))
    t = sum(odd[c] if i % 2 == 0 else (int(c) if c.isdigit() else ord(c) - 65) for i, c in enumerate(s)); return s + chr(65 + t % 26)
NAMES = dict(en=('Harriet Oldroyd', 'Callum Pemberton', 'Nadia Rahman', 'Owen Tattersall', 'Beatrice Holloway', 'Desmond Achebe', 'Iris Fairclough', 'Tobias Merriman'), de=('Annegret Löffler', 'Hans-Jürgen Brandt', 'Yusuf Kaplan', 'Ilse Wagenknecht'), fr=('Mireille Courtois', 'Gaspard Lemoine', 'Aïcha Benali', 'Thierry Vasseur'), es=('Remedios Quintana', 'Iker Zubizarreta', 'Lourdes Montero', 'Fermín Salcedo'), nl=('Geertje Hofstra', 'Sjoerd van der Meulen', 'Fatima el Idrissi'), sv=('Gunilla Åkesson', 'Torbjörn Ekdahl', 'Lovisa Sandin'), da=('Birgitte Kjeldsen', 'Mogens Thorup', 'Ane Skov'), no=('Ragnhild Moen', 'Terje Bakken', 'Sigrid Aasen'), it=('Ornella Ferraris', 'Duccio Pagani', 'Assunta Greco'), pt=('Leonor Figueiredo', 'Amílcar Teixeira', 'Graça Pimentel'))
def mail(name, r):
    import unicodedata
    a = unicodedata.normalize('NFKD', name).encode('ascii', 'ignore').decode().lower().replace('-', '').split(); return f'{a[0]}.{a[-1]}@{r.choice(["postbox.example", "mailhaus.example", "webpost.example", "brightmail.example"])}'
def dob(r, lang):
    y, m, d = r.randint(1934, 2006), r.randint(1, 12), r.randint(1, 28)
    mm = dict(en='January February March April May June July August September October November December', de='Januar Februar März April Mai Juni Juli August September Oktober November Dezember', fr='janvier février mars avril mai juin juillet août septembre octobre novembre décembre', es='enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre', nl='januari februari maart april mei juni juli augustus september oktober november december', sv='januari februari mars april maj juni juli augusti september oktober november december', da='januar februar marts april maj juni juli august september oktober november december', no='januar februar mars april mai juni juli august september oktober november desember', it='gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre', pt='janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro')[lang].split()[m - 1]
    return {'en': f'{d} {mm} {y}', 'de': f'{d}. {mm} {y}', 'es': f'{d} de {mm} de {y}', 'pt': f'{d} de {mm} de {y}', 'da': f'{d}. {mm} {y}', 'no': f'{d}. {mm} {y}'}.get(lang, f'{d} {mm} {y}')
def iso(r): return f'{r.randint(1934, 2006)}-{r.randint(1, 12):02d}-{r.randint(1, 28):02d}'
NAT = dict(en=('NHS number', nhs), de=('Steuer-ID', steuer), fr=('NIR', nir), es=('DNI', dni), nl=('BSN', bsn), sv=('personnummer', pnr12), da=('CPR-nr.', cpr), no=('fødselsnummer', fnr), it=('codice fiscale', cf), pt=('NIF', nif))
