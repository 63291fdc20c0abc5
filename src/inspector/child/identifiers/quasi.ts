import { folded, words } from '../checks/words/folded.ts';

const word = (words: string) => new RegExp(`(?<![a-z])(?:${words.trim().split(/,\s*/).join('|')})(?![a-z])`);

/** Words of columns that together single people out, by what they tell. */
const kinds = {
  age: `ages?, alter, lebensalter, edad, idade, eta, leeftijd, alder, ika, wiek, vek, yas, kor, varsta, 年龄, 年齢, 나이, 연령`,
  birth: `dob, birth, born, yob, birth ?year, geburts\\w*, geb ?jahr, naissance, nacimiento, nascita, geboorte\\w*, nascimento, fodelse\\w*, fodsels\\w*,
    fodar, fod ?ar, fodt, geb ?jaar, gebjaar, rok ?ur\\w*, syntyma\\w*, urodzenia, narozeni, birth ?yr, byear, nasc, nais, nac, geb, urodz, dogum, szuletesi, 出生\\w*, 生年\\w*, 생년\\w*`,
  sex: `sex, gender, male, female, geschl\\w*, sexe, genre, sexo, genero, sesso, genere, \\w*geslacht, kon, kjonn, koen, sukupuoli, plec, pohlavi, cinsiyet, nem, 性别, 性別, 성별`,
  origin: `ethnic\\w*, race, ethnie, etnia, ethnie\\w*, etnicidad, nationality, country of birth, religion, nationalit\\w*, herkunft`,
  place: `postcode, post code, zip, zipcode, lsoa, msoa, plz, postleitzahl, wohnort, code postal, codigo postal, postnummer, postnr, ward, gemeinde, kommune,
    commune, municipio, comune, district, region, province, provincia, provincie, provins, county, city, ville, ciudad, bundesland, village, town`,
  carer: `gp, practice, hospital, clinic, krankenhaus, klinik, hopital, ziekenhuis, sykehus, sjukhus, school, schule, provision, centro`,
  work: `occupation, job, profession, employer, beruf\\w*, profesion, ocupacion, ocupacao, professione, beroep, yrke, ammatti, zawod, branche, industry`,
  means: `income, salary, wages?, earnings, lohn, einkommen, gehalt, salaire, revenu, salario, sueldo, ingresos, reddito, inkomen, inkomst, renda`,
  family: `marital\\w*, civil status, familienstand, estado civil, stato civile, children, education, schooling, bildung\\w*, insurance, versicherung`,
  illness: `diagnos\\w*, icd, icd ?10, icd ?9, disease, condition, comorbidit\\w*, haupt ?diagnose, hauptdiagnose, motif, symptoms?, substance, drug, medication,
    treatment, stage, tumou?r\\w*, procedure, operation`,
  stay: `admi(?:ssion|tted)\\w*, discharged?, visit, los, length of stay, aufnahme\\w*, entlass\\w*, ingreso, alta, entree, sortie, opname, event date, index date,
    date, datum, fecha, dato, pvm`,
  death: `death, died, deceased, dead, alive, vital status, survival status, verstorben, tod, deces, fallecido, muerte, decesso, overleden, dod`,
  body: `height, weight, bmi, imc, kmi, gewicht, taille, poids, talla, peso, altezza, lengte, langd, vikt, grosse, koerpergroesse, smok\\w*, raucher, fumeur`,
  pressure: `sbp, dbp, bp, systolic, diastolic, blood pressure, sysbp, diabp, blutdruck, hba1c, cholesterol, creatinine, glucose, egfr, haemoglobin, hemoglobin`,
  person: `id, pid, uid, case, claimant, respondent, employee, customer, pupil, student, client, klant, kunde, elev, pseudonym, pseudo ?id, pers ?id, rinpersoon, persoon, osoba, nrcaso, nr caso, holder, holder ?no, policy, polis, poliza, pt, pat, patient, person, subject, participant, registro, lfdnr, case id, caseid, fallnr, ptid, matricule, child, loan, account, member, dossier, akte, resident, donor, participante, paciente, paziente, alumno, eleve, leerling, deelnemer, schuler, worker, nurse, teacher, tenant, borrower, prisoner, inmate, offender, apprentice, driver, volunteer, taxpayer, arbeitnehmer, mieter,
    kreditnehmer, locataire, salarie, huurder, werknemer, inquilino, trabajador, lavoratore, emp, cust, trainee, interviewee, beneficiary, recipient, voter, refugee, migrant, detainee, enrollee, farmer, debtor, insured, infant,
    mother, persn[or]\\w*, person ?n[or], pers ?n[or], persona, cliente, proband\\w*, patientin, versicherter?, mitarbeiter\\w*, beschaftigter?, befragter?, insasse, klient\\w*, schuldner, patiente, assuree?, etudiant, usager, beneficiaire, detenu,
    asegurado, empleado, estudiante, beneficiario, solicitante, preso, assistito, studente, utente, alunno, dipendente, detenuto, debitore, aluno, doente, trabalhador, empregado, gedetineerde, matricola, pnr, soldier, recruit, veteran, athlete, player, learner, applicant, candidate, victim, suspect, witness, passenger, guest, citizen, defendant, retiree, pensioner, fall ?nr, fall, bewohner\\w*, clientnr, klantnr, bewoner, patientnr,
    verzekerde, deltagare, anstalld, intagen, deltager, borger, indsat, ansat, bruker, ansatt, lopnr, lopenr, lobenr, potilas, oppilas, asiakas, tyontekija, vastaaja, pacjent, uczen, pracownik, pacient, zak, hasta, ogrenci`,
} as const;
export type Quasi = keyof typeof kinds;
const forms = Object.entries(kinds).map(([kind, names]) => [kind as Quasi, word(names)] as const);

/** Groups are told apart by these alone, so that with no other kind they are none of a person. */
export const ofGroupsToo = new Set<Quasi>(['place', 'carer', 'illness', 'stay', 'pressure', 'means', 'work', 'body']);

/** What a head tells of a person, if it is one of these. */
export function quasiOf(words: readonly string[]): Quasi | undefined {
  const text = folded(words.join(' '));
  return forms.find(([, form]) => form.test(text))?.[0];
}

const grouped = word(`
  n, mean, means, avg, average, median, sd, std, se, stderr, ci, lci, uci, lower, upper, percent, pct, percentage, proportion, share, prevalence, incidence, ratio,
  odds, coef, coefficient, estimate, beta, p value, pvalue, total, totals, sum, min, max, iqr, q1, q3, quantile, count, counts, freq, frequency, rates?, per, population,
  value, obs value, number, num, mittelwert, moyenne, media, promedio, gemiddelde, medel\\w*, gjennomsnitt, keskiarvo, srednia, anzahl, haufigkeit, anteil, prozent,
  effectif, nombre, pourcentage, frecuencia, porcentaje, aantal, antal, antall, lukumaara, liczba, index`);

/** Whether a head says that its numbers are of groups: how many, a share, a mean. */
export function isOfGroups(words: readonly string[]): boolean {
  const text = folded(words.join(' '));
  return (
    words.includes('%') || (grouped.test(text) && !/heart|pulse|respirat|index date|at index|body mass/.test(text))
  );
}

const ofOneToo = new RegExp(word('total, totals, sum, per, value, number, num, index, rates?').source, 'g');

/** Whether a head says so in words that a column of single people has too, as `total score`, `hospital number`. */
export function mayBeOfOne(words: readonly string[]): boolean {
  return !isOfGroups(folded(words.join(' ')).replaceAll(ofOneToo, '').split(' '));
}

const sexes = words(`
  f m v w k h x male female males females men women man woman boy girl boys girls Mann Frau Männer Frauen Jungen Mädchen männlich weiblich divers
  homme femme hommes femmes garçon fille garçons filles masculin féminin hombre mujer hombres mujeres niño niña niños niñas varón masculino femenino
  maschio femmina maschi femmine uomo donna uomini donne ragazzo ragazza ragazzi ragazze femminile maschile vrouw mannen vrouwen jongen meisje jongens meisjes
  homem mulher homens mulheres feminino menino menina meninos meninas kvinna kvinnor män pojke flicka pojkar flickor kvinde mand kvinder mænd
  drenge piger gutt jente gutter jenter dreng pige kvinne kvinner menn mies nainen miehet naiset poika tyttö pojat tytöt mężczyzna kobieta mężczyźni kobiety chłopcy dziewczęta
  muž žena muži ženy férfi nő erkek kadın мужской женский муж жен мужчина женщина мужчины женщины 男 女 男性 女性 男子 女子 남 여 남자 여자 남성 여성`);

/** Whether a text says of which sex somebody is, in a word or its letter. */
export const isSex = (text: string) => text.length < 14 && sexes.has(folded(text));

/** The age that a text tells with its unit, as `51 years`. */
export function yearsIn(text: string): number | undefined {
  const [, age] =
    /^(\d{1,3}) ?-?(?:y\.?|yo|yrs?|years?|years? old|j\.?|jahre?|jaar|ans?|anni|anos|ar|lat|v\.?|vuotta|let|ev|yas|歳|岁|세)$/.exec(
      folded(text),
    ) ?? [];
  return age === undefined ? undefined : Number(age);
}

const time = word(`
  year, years, jahr, annee, ano, anno, jaar, ar, month, monat, mois, mes, quarter, quartal, week, woche, period, financial year`);

/** Whether a head names a time of groups. */
export function isTime(words: readonly string[]): boolean {
  return time.test(folded(words.join(' '))) && quasiOf(words) === undefined;
}

/** Of how many units a year has, where a head says that an age is in months or days. */
function perYear(words: readonly string[]): number {
  if (words.some((word) => /^(?:months?|monate?n?|mois|meses|mesi|maanden|manader|maneder|maned)$/.test(word)))
    return 12;
  return words.some((word) => /^(?:weeks?|wochen|semaines|semanas|settimane|weken|veckor|uger|uker)$/.test(word))
    ? 52
    : 1;
}

/** Whether a number can be an age or a year of birth. `words`: of its head, which may say that ages are in months or weeks. */
export function isAge(value: number, kind: Quasi | undefined, words: readonly string[] = []): boolean {
  const isLived = value >= 0 && value / perYear(words) <= 120;
  return (kind === 'age' && isLived) || (kind === 'birth' && value >= 1880 && value <= 2040);
}

/** Whether numbers go up and down without a step that most of them take, as those of people do and those of groups do not. */
export function isUnordered(numbers: readonly number[]): boolean {
  const steps = numbers.flatMap((number, at) => (at === 0 ? [] : number - (numbers[at - 1] ?? 0) || []));
  const often = new Map<number, number>();
  for (const step of steps) often.set(step, (often.get(step) ?? 0) + 1);
  const most = (holds: (step: number) => boolean) => steps.filter(holds).length >= 0.2 * steps.length;
  return (
    steps.length > 2 &&
    most((step) => step > 0) &&
    most((step) => step < 0) &&
    Math.max(0, ...often.values()) <= 0.45 * steps.length
  );
}
