"""Numbers of people that nobody has: each with its check digits, from a seed. Telephone numbers are of ranges that are given to nobody."""
import re
import string

LETTERS = string.ascii_uppercase


class Identifiers:
    def __init__(self, rng):
        self.rng = rng

    def digits(self, count):
        return ''.join(str(digit) for digit in self.rng.integers(0, 10, count))

    def of(self, *choices):
        return choices[int(self.rng.integers(len(choices)))]

    def between(self, low, high):
        return int(self.rng.integers(low, high))

    def born(self, first=1935, last=2001):
        return self.between(first, last), self.between(1, 13), self.between(1, 28)

    # ---- money
    def iban(self, country, spaced=True):
        bban = {'DE': lambda: self.digits(18), 'GB': lambda: self.of('NWBK', 'BARC', 'LOYD') + self.digits(14), 'FR': self.french_account, 'ES': self.spanish_account, 'NL': lambda: self.of('ABNA', 'INGB', 'RABO') + self.digits(10),
                'IT': lambda: self.of(*LETTERS) + self.digits(22), 'SE': lambda: self.digits(20), 'PL': lambda: self.digits(24), 'PT': lambda: self.digits(21), 'DK': lambda: self.digits(14), 'FI': lambda: self.digits(14), 'CH': lambda: self.digits(17)}[country]()
        number = int(''.join(str(int(letter, 36)) for letter in bban + country + '00'))
        text = f'{country}{98 - number % 97:02d}{bban}'
        return ' '.join(text[at:at + 4] for at in range(0, len(text), 4)) if spaced else text

    def french_account(self):
        bank, branch, account = self.digits(5), self.digits(5), self.digits(11)
        return f'{bank}{branch}{account}{97 - (89 * int(bank) + 15 * int(branch) + 3 * int(account)) % 97:02d}'

    def spanish_account(self):
        bank, account = self.digits(8), self.digits(10)
        check = lambda text: {10: 1, 11: 0}.get(value := 11 - sum(int(digit) * 2**at for at, digit in enumerate(text)) % 11, value)
        return f'{bank}{check("00" + bank)}{check(account)}{account}'

    def card(self, spaced=True):
        text = self.of('4', '51', '53', '55')
        text += self.digits(15 - len(text))
        total = sum(sum(divmod(int(digit) * 2, 10)) if at % 2 == 0 else int(digit) for at, digit in enumerate(text))
        text += str(-total % 10)
        return ' '.join(text[at:at + 4] for at in range(0, 16, 4)) if spaced else text

    # ---- health and state
    def nhs(self, spaced=True):
        while True:
            text = self.of('4', '6', '7') + self.digits(8)
            check = 11 - sum(int(digit) * (10 - at) for at, digit in enumerate(text)) % 11
            if check != 10:
                text += str(check % 11)
                return f'{text[:3]} {text[3:6]} {text[6:]}' if spaced else text

    def nino(self, spaced=True):
        text = [self.of('AB', 'CE', 'JK', 'MW', 'PX', 'TY', 'ZR'), self.digits(2), self.digits(2), self.digits(2), self.of(*'ABCD')]
        return (' ' if spaced else '').join(text)

    def ssn(self):
        return f'{self.between(1, 666):03d}-{self.between(1, 100):02d}-{self.between(1, 10000):04d}'

    def steuerid(self):
        while True:
            digits = [int(digit) for digit in self.rng.permutation(10)]
            digits[9] = digits[self.between(0, 8)]
            if digits[0] and len(set(digits)) == 9:
                break
        product = 10
        for digit in digits:
            product = ((digit + product) % 10 or 10) * 2 % 11
        return ''.join(map(str, digits)) + str((11 - product) % 10)

    def kvnr(self):
        letter, number = self.of(*LETTERS), self.digits(8)
        total = sum(sum(divmod(int(digit) * (2 if at % 2 else 1), 10)) for at, digit in enumerate(f'{ord(letter) - 64:02d}{number}'))
        return f'{letter}{number}{total % 10}'

    def nir(self, spaced=True):
        year, month, _ = self.born()
        parts = [self.of('1', '2'), f'{year % 100:02d}', f'{month:02d}', f'{self.between(21, 90):02d}', f'{self.between(1, 600):03d}', f'{self.between(1, 999):03d}']
        return (' ' if spaced else '').join([*parts, f'{97 - int("".join(parts)) % 97:02d}'])

    def dni(self):
        number = self.between(10_000_000, 99_999_999)
        return f'{number}{self.of("", "-")}{"TRWAGMYFPDXBNJZSQVHLCKE"[number % 23]}'

    def nie(self):
        first, number = self.between(0, 3), self.digits(7)
        return f'{"XYZ"[first]}{number}{"TRWAGMYFPDXBNJZSQVHLCKE"[int(f"{first}{number}") % 23]}'

    def bsn(self):
        while True:
            text = self.digits(8)
            check = sum(int(digit) * (9 - at) for at, digit in enumerate(text)) % 11
            if check < 10 and text[0] in '123':
                return f'{text}{check}'

    def fiscale(self):
        odd = dict(zip('0123456789' + LETTERS, [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]))
        year, month, day = self.born()
        consonants = 'BCDFGLMNPRSTVZ'
        text = ''.join(self.of(*consonants) for _ in range(6)) + f'{year % 100:02d}{"ABCDEHLMPRST"[month - 1]}{day + self.of(0, 40):02d}{self.of("H501", "F205", "L219", "G273")}'
        total = sum(odd[letter] if at % 2 == 0 else (int(letter) if letter.isdigit() else ord(letter) - 65) for at, letter in enumerate(text))
        return text + LETTERS[total % 26]

    def personnummer(self):
        year, month, day = self.born()
        text = f'{year % 100:02d}{month:02d}{day:02d}{self.digits(3)}'
        total = sum(sum(divmod(int(digit) * (2 if at % 2 == 0 else 1), 10)) for at, digit in enumerate(text))
        return f'{year // 100}{text[:6]}-{text[6:]}{-total % 10}'

    def cpr(self):
        while True:
            year, month, day = self.born(1940, 1999)
            text = f'{day:02d}{month:02d}{year % 100:02d}{self.of("0", "1", "2", "3")}{self.digits(2)}'
            check = -sum(int(digit) * weight for digit, weight in zip(text, (4, 3, 2, 7, 6, 5, 4, 3, 2))) % 11
            if check < 10:
                return f'{text[:6]}-{text[6:]}{check}'

    def hetu(self):
        year, month, day = self.born()
        number = f'{day:02d}{month:02d}{year % 100:02d}', f'{self.between(2, 900):03d}'
        return f'{number[0]}-{number[1]}{"0123456789ABCDEFHJKLMNPRSTUVWXY"[int("".join(number)) % 31]}'

    def pesel(self):
        year, month, day = self.born(1935, 2000)
        text = f'{year % 100:02d}{month:02d}{day:02d}{self.digits(4)}'
        return text + str(-sum(int(digit) * weight for digit, weight in zip(text, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3))) % 10)

    def nif(self):
        text = self.of('1', '2') + self.digits(7)
        check = 11 - sum(int(digit) * (9 - at) for at, digit in enumerate(text)) % 11
        return text + str(0 if check > 9 else check)

    def chinese(self):
        year, month, day = self.born()
        text = f'{self.of("110101", "310104", "440305")}{year}{month:02d}{day:02d}{self.digits(3)}'
        return text + '10X98765432'[sum(int(digit) * weight for digit, weight in zip(text, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2))) % 11]

    def mynumber(self):
        text = self.of('1', '2', '5') + self.digits(10)
        rest = sum(int(digit) * (at + 1 if at <= 6 else at - 5) for at, digit in enumerate(reversed(text), 1)) % 11
        return text + str(0 if rest <= 1 else 11 - rest)

    # ---- reach and place
    def phone(self, country):
        return {'GB': lambda: self.of(f'07700 900{self.digits(3)}', f'+44 7700 900{self.digits(3)}', f'020 7946 0{self.digits(3)}'), 'US': lambda: f'+1 (212) 555-01{self.digits(2)}', 'DE': lambda: self.of(f'030 23125 {self.digits(3)}', f'+49 171 39200 {self.digits(2)}'),
                'FR': lambda: self.of(f'06 39 98 {self.digits(2)} {self.digits(2)}', f'+33 1 99 00 {self.digits(2)} {self.digits(2)}'), 'SE': lambda: f'070-174 06 {self.digits(2)}', 'AU': lambda: f'+61 491 570 {self.of("156", "157", "158", "159", "110")}',
                'IE': lambda: f'+353 20 911 {self.digits(4)}', 'NO': lambda: f'+44 161 496 0{self.digits(3)}'}[country]()

    def email(self, name='anna.beispiel'):
        return f'{name}{self.between(10, 99)}@{self.of("postbox.example", "mail-kontor.example", "st-marys.example")}'

    def postcode(self):
        return f'{self.of("SW1A", "LS2", "EH8", "M13", "CF24", "BT7")} {self.between(1, 9)}{self.of(*"ABDEFGHJLN")}{self.of(*"ABDEFGHJLN")}'

    def dob(self, style='-'):
        year, month, day = self.born()
        return {'-': f'{year}-{month:02d}-{day:02d}', '/': f'{day:02d}/{month:02d}/{year}', '.': f'{day:02d}.{month:02d}.{year}'}[style]

    def mrn(self):
        return self.of(f'MRN {self.digits(7)}', f'MRN: {self.digits(8)}', f'hospital number {self.of(*"KRTX")}{self.digits(6)}')

    def filled(self, text):
        """A sentence with each `{name}` or `{name:argument}` replaced."""
        out = ''
        for _, (literal, field, argument, _) in enumerate(string.Formatter().parse(text)):
            out += literal + ('' if field is None else str(getattr(self, field)(*([argument] if argument else []))))
        return out


def has_number(text):
    """Whether digits of a sentence happen to be a card, a number of the NHS, or an IBAN."""
    for run in re.findall(r'(?<![\d.])\d(?:[ -]?\d){9,18}(?![\d.])', text):
        digits = re.sub(r'\D', '', run)
        luhn = sum(sum(divmod(int(digit) * 2, 10)) if at % 2 else int(digit) for at, digit in enumerate(reversed(digits))) % 10 == 0
        if len(digits) in (13, 15, 16) and luhn and digits[0] in '3456':
            return run
        if len(digits) == 10 and sum(int(digit) * (10 - at) for at, digit in enumerate(digits)) % 11 == 0:
            return run
    for run in re.findall(r'\b[A-Z]{2}\d{2}[ ]?[A-Z0-9 ]{10,30}', text):
        digits = run.replace(' ', '')
        if int(''.join(str(int(letter, 36)) for letter in digits[4:] + digits[:4])) % 97 == 1:
            return run
    return None
