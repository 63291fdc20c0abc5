import { folded } from './words/folded.ts';

const list = (text: string): readonly string[] => text.trim().split(/,\s*/);

/** Names of direct identifiers that count wherever they stand in a header, without accents. */
const anywhere = list(`
  mrn, nhs number, nhs no, nhsnumber, chi number, chi no, hospital no, hospital number, unit no, unit number, pas id, pas number,
  patient id, patientid, patient no, patient number, patient nr, patientnr, patient num, patient code, patient identifier, pat id, patid, pat no, pat nr,
  patnr, pat num, subject id, subjectid, subject no, subject nr, subject number, subjid, usubjid, participant id, participant no, participant number,
  person id, personid, person no, person nr, person number, study id, pseudo id, pseudoid, pseudonym, eid, ssn, social security number, social security no,
  nino, national insurance number, national insurance no, national id, id card, identity number, medical record number, medical record no, record number,
  case no, health card, medicare number, medicare no, insurance number, insurance no, policy number, tax id, passport, driving licence, drivers license,
  surname, forename, first name, firstname, last name, lastname, given name, family name, full name, fullname, patient name, middle name, maiden name,
  email address, phone number, phone no, mobile number, telephone, home address, street address, address line, postal address,
  licence plate, license plate, ip address, iban, account number, card number, credit card,
  patienten id, patientenid, patienten nr, versicherten id, versicherten nr, versicherung nr, kvnr, fall nr, fall id, fallnr, steuer id,
  vorname, nachname, familienname, geburtsname, anschrift, hausnummer, handynummer, handy nr, telefon nr,
  id patient, num patient, no patient, numero patient, n patient, ipp, nir, numero de securite sociale, num secu, no secu, nss, numero dossier,
  nom de famille, nom patient, nom de naissance, nom usuel, prenom, prenoms, code patient,
  nhc, historia clinica, num historia, nro historia, dni, id paciente, paciente id, numero paciente, num paciente, cod paciente, codigo paciente,
  numero de seguridad social, num ss, nombre y apellidos, nombre completo, nombre paciente, apellidos, apellido, primer apellido, cedula,
  codice fiscale, cod fisc, codfisc, cf paziente, paziente id, id paziente, codice paziente, cod paziente, numero paziente, cognome, nome paziente,
  tessera sanitaria, cartella clinica, num cartella, bsn, achternaam, voornaam, geboortenaam, straatnaam, huisnummer, patient naam, client nr,
  cpf, numero utente, numero de utente, num utente, numero do paciente, prontuario, num prontuario, nome completo, nome do paciente, sobrenome,
  cartao de cidadao, nif, cpr, cpr nr, cprnr, efternavn, fornavn, efternamn, fornamn, journal nr, fnr, fodsels nr, etternavn,
  hetu, potilas id, potilas nro, sukunimi, etunimi, pesel, nazwisko, imie, imie i nazwisko, id pacjenta, nr pacjenta, numer pacjenta, pacjent id`);
/** Parts of words and words of scripts without spaces, which mean the same wherever they stand. */
const within = list(`
  patientennummer, patientnummer, patientennr, patientenkennung, patientenname, versichertennummer, versicherungsnummer, versichertennr, versicherungsnr,
  fallnummer, aufnahmenummer, steuernummer, steueridentifikation, ausweisnummer, personennummer, personnummer, telefonnummer, telefoonnummer,
  burgerservicenummer, rijksregisternummer, fodselsnummer, fodselsnr, cprnummer, journalnummer, samordningsnummer, henkilotunnus, potilasnumero, potilastunnus,
  puhelinnumero, rodne cislo, socialsecurity, passportn, medicalrecord, 患者番号, 患者id, 患者编号, 病历号, 住院号, 门诊号, 身份证, 手机号, 电话号码, 電話番号, 氏名, 姓名, 被保険者番号,
  マイナンバー, 個人番号, 환자번호, 주민등록번호`);
/** Below the name of a place stand words and numbers together. */
export const ofPlace = 0;
/** Names that mean people only with numbers of that many digits below: a phone may be a kind of device, a subject one of a school. */
const withDigits: Readonly<Record<string, number>> = Object.fromEntries([
  ...list(
    'phone, telephone, mobile, fax, tel, handy, gsm, telefon, telefono, telefoon, telefone, telemovel, movil, cellulare, celular, puhelin',
  ).map((name) => [name, 7]),
  ['nhs', 6],
  // Which is `never` in German and Polish.
  ['nie', 7],
  ['subject', 1],
  ...list(
    'address, street, adresse, adres, adress, osoite, direccion, domicilio, indirizzo, morada, endereco, strasse',
  ).map((name) => [name, ofPlace]),
]);
/** Whether the words of a header name a direct identifier, whatever stands below. */
export function isIdentifierLabel(words: readonly string[]): boolean {
  const text = ` ${folded(words.join(' '))} `;
  return anywhere.some((name) => text.includes(` ${name} `)) || within.some((part) => text.includes(part));
}

/** How many digits a value below a header has where the header then names a direct identifier. */
export function digitsOfIdentifier(words: readonly string[]): number | undefined {
  const fewest = words.flatMap((word) => withDigits[word] ?? []);
  // A telephone is one beside other words too.
  return words.length === 1 ? fewest[0] : fewest.find((digits) => digits === 7);
}

const publicWords = list(`
  gene, genes, ensembl, snp, snps, rsid, variant, probe, cpg, transcript, protein, pathway, area, lad, lsoa, msoa, ward, region,
  country, fips, geoid, icd, opcs, atc, bnf, snomed, trial, study, accession, run, commit, git, model, job, sha, version, doi, pmid,
  experiment, feature, variable, term, parameter, item, question, field, chapter, section, year, period, quarter, month, week, hospital, trust,
  practice, site, organisation, organization, provider, school`);

/** Whether the words of a header name codes that everybody knows, or runs of a program. */
export function isPublicLabel(words: readonly string[]): boolean {
  return words.some((word) => publicWords.includes(word));
}
