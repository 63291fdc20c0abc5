"""Sentences with and without an identifier."""
import json

import ids

WITH = [
    ('iban', 'Rent deposits went back to {GB} on the last Friday.'), ('iban', 'Die Erstattung wurde auf {DE} gebucht.'), ('iban', 'Le remboursement a été versé sur {FR} en mars.'), ('iban', 'La ayuda se ingresó en {ES}.'), ('iban', 'Het bedrag is overgemaakt naar {NL}.'), ('iban', 'Utbetalningen gick till {SE}.'), ('iban', 'Beløbet blev sat ind på {DK}.'), ('iban', 'Rimborso accreditato su {IT}.'), ('iban', 'O valor foi pago para {PT}.'), ('iban', 'Zwrot przelano na {PL}.'), ('iban', 'Korvaus maksettiin tilille {FI}.'), ('iban', 'Sammelkonto {at}, Stand Juni.'),
    ('card', 'The overdraft was linked to {card}.'), ('card', 'Carte bancaire {card} remplacée en mai.'), ('card', 'Kartennummer {card}, Limit 2.000 Euro.'), ('card', 'La tarjeta {card} fue bloqueada.'), ('card', 'Kaart {card} geweigerd bij de kassa.'),
    ('nhs', 'Linked on NHS number {nhs} after a manual check.'), ('nhs', 'One stray line: {nhs0} (NHS no.)'), ('nhs', 'nhs_no={nhs0} failed the deterministic match.'),
    ('bsn', 'De leerling met BSN {bsn} is dubbel geteld.'), ('bsn', 'Burgerservicenummer: {bsn}'),
    ('personnummer', 'Posten med personnummer {pnr} togs bort.'), ('personnummer', 'Den intagne ({pnr12}) överfördes i maj.'), ('personnummer', 'pnr {pnr} saknas i registret'),
    ('steuer-id', 'Die Steuer-ID {steuer} kam zweimal vor.'), ('steuer-id', 'Steuerliche Identifikationsnummer: {steuer}'),
    ('dni', 'El titular con DNI {dni} vendió la finca.'), ('dni', 'DNI: {dni}, campaña 2021.'), ('dni', 'Se duplicó el registro {dni} (NIF).'),
    ('codice-fiscale', 'Il codice fiscale {cf} compare due volte.'), ('codice-fiscale', 'CF: {cf}'), ('codice-fiscale', 'Ricoverato {cf}, dimesso in aprile.'),
    ('nir', 'Le NIR {nir} a été relié à la main.'), ('nir', 'N° de sécurité sociale : {nir}'),
    ('pesel', 'Uczeń o numerze PESEL {pesel} zmienił szkołę.'), ('pesel', 'PESEL: {pesel}'), ('cpr', 'Borger med CPR-nummer {cpr} flyttede.'), ('cpr', 'cpr={cpr} blev slettet'), ('hetu', 'Henkilötunnus {hetu} esiintyi kahdesti.'), ('hetu', 'hetu: {hetu}'), ('nif', 'Contribuinte com NIF {nif} sem resposta.'),
    ('email', 'Questions about the diary go to {mail:en}.'), ('email', 'Rückfragen an {mail:de} bis Montag.'), ('email', 'Réponse envoyée à {mail:fr}.'), ('email', 'Het formulier kwam van {mail:nl}.'), ('email', 'mailto={mail:sv}; status=bounced'), ('email', 'Envíe el consentimiento a {mail:es}.'),
    ('name', 'Patient: {name:en}, seen in the annex.'), ('name', 'Claimant name: {name:en}'), ('name', 'Name der Versicherten: {name:de}'), ('name', 'Nom du locataire : {name:fr}'), ('name', 'Naam leerling: {name:nl}'), ('name', 'Nombre: {name:es}'), ('name', 'Imię i nazwisko: {name:pl}'),
    ('birth', '{born:en}'), ('birth', '{born:de}'), ('birth', '{born:fr}'), ('birth', '{born:it}'), ('birth', '{born:fi}')]

WITHOUT = '''Burglary was the reference category in all of the models.
The claim register closes at 17:30 on 31 December 2023.
Weights were calibrated to 14 regions by raking (convergence 1e-06).
Hazard ratio 0.86 (95 % CI 0.79 to 0.94), p = 0.0007.
Results are in arrears of 3 to 6 months for most lenders.
See doi:10.1016/j.jhealeco.2021.102478 for the scoring.
ISSN 0038-4941 and ISBN 978-0-262-03384-8 describe the estimator.
ORCID 0000-0002-1825-0097 belongs to the first author of the handbook.
The variable hh_income was top-coded at the 99th percentile.
Run 20240517-1003 used 16 threads and 48 GB.
Job id 90817263 ended with exit code 0.
The commit was 9f31c0de77ab4c.
Sample size per arm: 427, for 90 % power.
The mean sentence was 14.3 months (SD 9.1).
Offences follow Home Office code 28/3 and 30/1.
ICD-10 C50.9 and D05.1 were both counted as breast.
ICD-O-3 morphology 8500/3 was the most common.
ATC B03XA01 is dispensed in units of 30 µg.
UPRN 100023336956 is that of the town hall.
LSOA E01012345 was merged with its neighbour.
Company 04366849 files its accounts in March.
The bank rate rose from 0.10 to 5.25 per cent.
VAT GB 123 4567 89 is printed on the invoice template.
Der Median lag bei 31,4 (Interquartilsabstand 26,9 bis 36,0).
Aktenzeichen 4 K 1187/19 ist veröffentlicht.
Die Postleitzahl 36037 gehört zu Fulda.
Nach DIN EN ISO 9001:2015 wurde nicht geprüft.
Der Preisindex (2015 = 100) stieg auf 117,8.
Das Modell enthält 4 Knoten und 12 Parameter.
Les taux sont donnés pour 100 000 habitants, de 2012 à 2023.
Le code INSEE 59512 désigne Roubaix.
L'arrêté du 14 mars 2018 fixe les seuils.
Le test de Hausman vaut 11,42 (p = 0,022).
SIRET 732 829 320 00074 est celui du siège.
El índice de precios pasó de 98,1 a 112,6.
El código INE 13034 corresponde a Ciudad Real.
La campaña va del 1 de octubre al 30 de septiembre.
El coeficiente fue 0,217 (error típico 0,048).
De toetsscore is genormeerd op 500 (SD 100).
Gemeentecode 0363 is Amsterdam, 0599 Rotterdam.
Het model convergeerde na 8 iteraties.
KvK 17014545 hoort bij de uitgever.
Riskkvoten var 1,12 (95 % KI 1,03–1,22).
Kommunkod 1480 är Göteborg.
Organisationsnummer 202100-5489 är myndighetens.
Diarienummer 2023-04417-01 gäller ansökan.
Raten steg fra 11,2 til 13,9 pr. 1.000.
CVR 25313763 er forlagets.
Journalnr. 1-10-72-148-19 er givet af komiteen.
Il modello ha R² = 0,184 e AIC = 40218,7.
Il codice ISTAT 036023 indica Modena.
Delibera n. 1187 del 12/07/2021, allegato 3.
O código 0705 corresponde a Évora.
A taxa desceu de 7,9 para 6,4 por cento.
Kod TERYT 2661011 oznacza Kielce.
Współczynnik wyniósł 0,31 (błąd 0,07).
Kuntanumero 091 on Helsinki.
Ristitulosuhde oli 1,08 (95 %:n luottamusväli 0,97–1,21).
Patient records were linked by the data owner before release.
Names of schools were never part of the extract.'''.split('\n')


def all_of(S):
    rng = S.rng

    def fill(text):
        import re
        plain = {'card': lambda: ids.card(rng), 'nhs': lambda: ids.nhs(rng), 'nhs0': lambda: ids.nhs(rng, False), 'bsn': lambda: ids.bsn(rng), 'pnr': lambda: ids.personnummer(rng), 'pnr12': lambda: ids.personnummer(rng, True), 'steuer': lambda: ids.steuer(rng), 'dni': lambda: ids.dni(rng), 'cf': lambda: ids.fiscale(rng), 'nir': lambda: ids.nir(rng),
                 'pesel': lambda: ids.pesel(rng), 'cpr': lambda: ids.cpr(rng), 'hetu': lambda: ids.hetu(rng), 'nif': lambda: ids.nif(rng), 'at': lambda: ids.iban(rng, 'AT', False)}

        def one(m):
            key = m[1]
            if ':' in key:
                what, lang = key.split(':')
                return {'mail': ids.email, 'name': ids.name, 'born': ids.born}[what](rng, lang)
            return plain[key]() if key in plain else ids.iban(rng, key, bool(rng.random() < 0.7))
        return re.sub(r'\{([\w:]+)\}', one, text)
    national = {'bsn', 'personnummer', 'steuer-id', 'dni', 'codice-fiscale', 'nir', 'pesel', 'cpr', 'hetu', 'nif'}
    made = {'without': WITHOUT, 'with': [{'kind': 'national-id' if kind in national else kind, 'text': fill(text)} for kind, text in WITH]}
    assert len(made['without']) == 60 and len(made['with']) == 60, (len(made['without']), len(made['with']))
    (S.out / 'identifier-sentences.json').write_text(json.dumps(made, ensure_ascii=False, indent=2) + '\n')
