# sentences with and without identifiers; numbers with check digits are verified here
import json
W=[
"The duplicated record has NHS number 943 476 5919.","Patient name: Harriet Thornbury, seen in clinic B.","Date of birth: 21/06/1949, follow-up complete.","Please mail the reply to susan.keller44@example.org before the interview.",
"Mobile phone of the respondent: +44 7700 900812.","Her SSN is 219-09-9999 according to the file.","Hospital number: RX4471920, transferred from ward 3.","MRN 00731944 was merged with an older chart.",
"Home address: 9 Willow Crescent, Harrowfield HF2 4TT.","The claimant, Mr Owen Prescott, appealed twice.","Interviewee's telephone: 01632 960417.","Account holder IBAN GB82 WEST 1234 5698 7654 32.",
"Passport no. 533401827 of the applicant was scanned.","Medicare number: 2123 45670 1 of the participant.","Payment card 4539 1488 0343 6467 was on the form.",
"Versicherte: Frau Renate Oberhuber, Pflegegrad 3.","Geburtsdatum: 17.09.1938.","Patientin, geb. 03.02.1961, wurde entlassen.","Die Steuer-ID 86095742719 stand im Freitext.","Sozialversicherungsnummer 65 180539 W 001 im Protokoll.",
"Anschrift des Mieters: Lindenallee 14, 04155 Leipzig.","Rückruf unter 0171 3920017 (Proband 5).","IBAN des Kunden: DE89 3704 0044 0532 0130 00.","AHV-Nummer 756.9217.0769.85 im Kommentar.",
"Nom du patient : Mathilde Rousselin.","Né le 12/11/1953 à Limoges, suivi terminé.","NIR 1 84 12 76 451 089 46 non apparié.","Courriel de l'enquêtée : c.fontanel83@example.fr.","Domicile : 22 rue du Puits, 86000 Poitiers (locataire).","Téléphone de la mère : 06 39 98 21 47.",
"DNI 12345678Z sin correspondencia en el padrón.","Paciente: Rosario Villalobos Peña, cama 12.","Fecha de nacimiento: 30/01/1944.","NIE X1234567L consta en la nota.","Correo del encuestado: j.arriaga19@example.es.",
"Codice fiscale RSSMRA85T10A562S non trovato.","Paziente: Ottavio Bellucci, dimesso.","Data di nascita: 05/08/1957.","Residenza: via dei Mille 31, 56100 Pisa (assistito).",
"BSN 111222333 komt dubbel voor.","Naam patiënt: Willemijn de Graaf.","Geboortedatum 14-07-1950 van de cliënt.","Rijksregisternummer 85.07.30-033.28 ontbreekt in de bron.","Telefoon cliënt: 06 12345678.",
"Personnummer 811228-9874 saknas i registret.","Patientens namn: Gunilla Åkerblom.","Deltagaren nås på gunnar.ekdahl70@example.se.","Fødselsnummer 15076500565 lå i fritekst.","Navn på arbeidstaker: Sigurd Haugland.",
"CPR-nummer 070761-4285 blev slettet.","Patientens fødselsdato: 2. maj 1946.","Henkilötunnus 131052-308T puuttuu rekisteristä.","Potilaan nimi: Aino Kallioniemi.","Syntymäaika: 9.12.1955.",
"PESEL 44051401359 występuje dwa razy.","Imię i nazwisko: Bożena Krawczyk.","Data urodzenia: 23.04.1948.","NIF 123456789 do contribuinte.","Nome do doente: Joaquim Figueiredo.","CPF 529.982.247-25 do requerente."]
N=[
"The trial was registered as ISRCTN 44120938.","See https://doi.org/10.1093/ije/dyz123 for the protocol.","Grant number MR/K006584/1 paid for the study.","ISBN 978-3-16-148410-0 is the handbook used.","The analysis was run on 12 March 2017.","R version 4.2.2 with survival 3.5-3 was used.","The p value was 0.0031 after 10000 permutations.","Model converged after 7 iterations.","Odds ratio 1.42 (95% CI 1.21 to 1.67).","The hospital lies at 51.5074 N, 0.1278 W.",
"The county office has postcode SY2 6ND.","ICD-10 codes I20 to I25 define the outcome.","The sample held 120441 person-years.","ORCID-linked software id RRID:SCR_001905.","The F statistic was 12.3 on 3 and 2410 degrees of freedom.","Table 4 continues on page 17.","ATC code C10AA05 marks atorvastatin.","Follow-up ended on 31 December 2015.","ISSN 0300-5771 is the journal.","Ethics approval 2016/0441-7 was granted.",
"Wave 9 of the survey started in 2011.","Commit 9f3c2a1 of the code was used.","Seed 20140611 was set.","The index rose from 100 to 112.4.","Coefficients were scaled by 1e-3.","SIC code 84110 is public administration.","The median wage was 2310 EUR.","Project P0001427 closed in June.","NACE section Q has 3 divisions.","The chi-square was 44.12 with 6 df.",
"Der Server meldete Version 15.1.","Die Förderkennziffer lautet 01GY1352.","Das Statistische Amt, 65189 Wiesbaden, lieferte die Daten.","Stichtag war der 30.06.2014.","Die Fallzahl betrug 18233.","Der p-Wert lag bei 0,012.","Kapitel 5 beschreibt die Gewichte.","Gemeindeschlüssel 09162000 steht für München.","Die Quote stieg um 2,3 Prozentpunkte.","Tabelle 12-3 zeigt die Raten.",
"Le code commune 75056 désigne Paris.","Version 2.4.1 du questionnaire.","Le taux est de 9,1 % au 3e trimestre.","Convention ANR-14-CE30-0012.","INSEE, 75014 Paris, a fourni les données.","Le seuil était fixé à 0,05.","Données extraites le 4 mai 2016.","Le modèle compte 12 paramètres.","Code CIM F32 pour la dépression.","L'indice vaut 104,7 en 2013.",
"El código INE 28079 es Madrid.","La tasa fue del 14,2 %.","Proyecto PI15/00412 del instituto.","Se usaron 500 árboles.","Datos de 2009 a 2014.","El R cuadrado fue 0,31.","CIE-10 J44 define EPOC.","La encuesta tuvo 7 oleadas.",
"Il codice ISTAT 058091 indica Roma.","Il tasso era 11,4 per mille.","Dati estratti il 15/02/2016.","Capitolo 3, tabella 8.","Il progetto 2012-F441 è concluso.",
"De gemeentecode 0363 is Amsterdam.","Versie 1.0.12 van het pakket.","De p-waarde was 0,04.","Peildatum 1 januari 2013.","CBS, 2492 JP Den Haag, leverde de gegevens.",
"Diarienummer 2014/1187-31 gäller etikprövningen.","Riskkvoten var 1,21.","Kommunkod 0180 är Stockholm.","Data hämtades 2015-10-02.",
"Kommunenummer 0301 er Oslo.","Prosjektnummer 238017 i programmet.","Kode 12 står for helse.","Kuntanumero 091 on Helsinki.","Versio 3.1 julkaistiin 5.6.2014.","Kod TERYT 1465011 to Warszawa.","Wskaźnik wyniósł 7,8 %.","A taxa foi de 12,1 % no 2.º trimestre."]
assert len(W)==60 and len(N)==80 and len(set(W+N))==140,(len(W),len(N))
def luhn(s): return sum(sum(divmod(int(c)*(1+i%2),10)) for i,c in enumerate(reversed(s)))%10==0
assert luhn("8112289874") and luhn("4539148803436467")
def iban(s): s=s.replace(" ","");s=s[4:]+s[:4];return int("".join(str(int(c,36)) for c in s))%97==1
assert iban("GB82 WEST 1234 5698 7654 32") and iban("DE89 3704 0044 0532 0130 00")
nhs="943476591";assert (11-sum(int(c)*w for c,w in zip(nhs,range(10,1,-1)))%11)%11==9
assert "TRWAGMYFPDXBNJZSQVHLCKE"[12345678%23]=="Z" and "TRWAGMYFPDXBNJZSQVHLCKE"[1234567%23]=="L"
assert 97-850730033%97==28 and 97-1841276451089%97==46
for b in ("111222333","123456782"): assert (sum(int(c)*w for c,w in zip(b,range(9,1,-1)))-int(b[8]))%11==0
assert (10-sum(int(c)*w for c,w in zip("4405140135",[1,3,7,9]*3))%10)%10==9
assert "0123456789ABCDEFHJKLMNPRSTUVWXY"[131052308%31]=="T"
n="123456789";r=sum(int(c)*w for c,w in zip(n,range(9,1,-1)))%11;assert (0 if r<2 else 11-r)==9
def cpf(s): 
    d=[int(c) for c in s]; f=lambda k:(sum(x*(k+1-i) for i,x in enumerate(d[:k]))*10%11)%10
    return f(9)==d[9] and f(10)==d[10]
assert cpf("52998224725")
def cf(s):
    odd=dict(zip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",[1,0,5,7,9,13,15,17,19,21,1,0,5,7,9,13,15,17,19,21,2,4,18,20,11,3,6,8,12,14,16,10,22,25,24,23]))
    return chr(65+sum(odd[c] if i%2==0 else (int(c) if c.isdigit() else ord(c)-65) for i,c in enumerate(s[:15]))%26)==s[15]
assert cf("RSSMRA85T10A562S")
def fnr(s):
    d=[int(c) for c in s];return sum(a*b for a,b in zip(d,[3,7,6,1,8,9,4,5,2,1]))%11==0 and sum(a*b for a,b in zip(d,[5,4,3,2,7,6,5,4,3,2,1]))%11==0
print("fnr",fnr("15076500565"))
print("cpr",sum(int(c)*w for c,w in zip("0707614285",[4,3,2,7,6,5,4,3,2,1]))%11==0)
p=10
for c in "8609574271": p=(int(c)+p)%10 or 10; p=p*2%11
print("steuer",(11-p)%10)
a="756921707698";print("ahv",(10-sum(int(c)*(1+2*(i%2)) for i,c in enumerate(a))%10)%10)
m="21234567";print("medicare",sum(int(c)*w for c,w in zip(m,[1,3,7,9,1,3,7,9]))%10)
v="65180539"+"23"+"00";  # W = 23rd letter
print("vsnr",sum(sum(divmod(int(c)*w,10)) for c,w in zip(v,[2,1,2,5,7,1,2,1,2,1,2,1]))%10)
json.dump({"with":W,"without":N},open("../identifier-sentences.json","w"),ensure_ascii=False,indent=1)
