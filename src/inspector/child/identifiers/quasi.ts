import { folded } from '../checks/words/folded.ts';

const word = (words: string) => new RegExp(`(?<![a-z])(?:${words.trim().split(/,\s*/).join('|')})(?![a-z])`);

/** Words of columns that together single people out, by what they tell. */
const kinds = {
  age: word('ages?, alter, lebensalter, edad, idade, eta, leeftijd, alder, ika, wiek, 年龄, 年齢'),
  birth: word(
    `dob, birth, born, yob, birth ?year, geburts\\w*, geb ?jahr, naissance, nacimiento, nascita, geboorte\\w*, nascimento, fodelse\\w*, fodsels\\w*,
    syntyma\\w*, urodzenia`,
  ),
  sex: word(
    'sex, gender, male, female, geschl\\w*, sexe, genre, sexo, genero, sesso, genere, geslacht, kon, kjonn, koen, sukupuoli, plec, 性别, 性別',
  ),
  origin: word(
    'ethnic\\w*, race, ethnie, etnia, ethnie\\w*, etnicidad, nationality, country of birth, religion, nationalit\\w*, herkunft',
  ),
  place: word(
    `postcode, post code, zip, zipcode, lsoa, msoa, plz, postleitzahl, wohnort, code postal, codigo postal, postnummer, postnr, ward, gemeinde, kommune,
    commune, municipio, comune, district, region, province, provincia, provincie, provins, county, city, ville, ciudad, bundesland, village, town`,
  ),
  carer: word(
    'gp, practice, hospital, clinic, krankenhaus, klinik, hopital, ziekenhuis, sykehus, sjukhus, school, schule, provision, centro',
  ),
  work: word(
    'occupation, job, profession, employer, beruf\\w*, profesion, ocupacion, ocupacao, professione, beroep, yrke, ammatti, zawod, branche, industry',
  ),
  means: word(
    'income, salary, wages?, earnings, lohn, einkommen, gehalt, salaire, revenu, salario, sueldo, ingresos, reddito, inkomen, inkomst, renda',
  ),
  family: word(
    'marital\\w*, civil status, familienstand, estado civil, stato civile, children, education, schooling, bildung\\w*, insurance, versicherung',
  ),
  illness: word(
    `diagnos\\w*, icd, icd ?10, icd ?9, disease, condition, comorbidit\\w*, haupt ?diagnose, hauptdiagnose, motif, symptoms?, substance, drug, medication,
    treatment, stage, tumou?r\\w*, procedure, operation`,
  ),
  stay: word(
    `admi(?:ssion|tted)\\w*, discharged?, visit, los, length of stay, aufnahme\\w*, entlass\\w*, ingreso, alta, entree, sortie, opname, event date, index date,
    date, datum, fecha, dato, pvm`,
  ),
  death: word(
    'death, died, deceased, dead, alive, vital status, survival status, verstorben, tod, deces, fallecido, muerte, decesso, overleden, dod',
  ),
  body: word(
    'height, weight, bmi, imc, kmi, gewicht, taille, poids, talla, peso, altezza, lengte, langd, vikt, grosse, koerpergroesse, smok\\w*, raucher, fumeur',
  ),
  pressure: word(
    'sbp, dbp, bp, systolic, diastolic, blood pressure, sysbp, diabp, blutdruck, hba1c, cholesterol, creatinine, glucose, egfr, haemoglobin, hemoglobin',
  ),
  person: word(
    'id, pid, uid, pseudonym, patient, person, subject, participant, registro, lfdnr, case id, caseid, fallnr',
  ),
} as const;
export type Quasi = keyof typeof kinds;

/** Groups are told apart by these alone, so that with no other kind they are none of a person. */
export const ofGroupsToo: ReadonlySet<Quasi> = new Set([
  'place',
  'carer',
  'illness',
  'stay',
  'pressure',
  'means',
  'work',
  'body',
]);

/** What a head tells of a person, if it is one of these. */
export function quasiOf(words: readonly string[]): Quasi | undefined {
  const text = folded(words.join(' '));
  return (Object.keys(kinds) as Quasi[]).find((kind) => kinds[kind].test(text));
}

const grouped = word(
  `n, mean, means, avg, average, median, sd, std, se, stderr, ci, lci, uci, lower, upper, percent, pct, percentage, proportion, share, prevalence, incidence, ratio,
  odds, coef, coefficient, estimate, beta, p value, pvalue, total, totals, sum, min, max, iqr, q1, q3, quantile, count, counts, freq, frequency, rates?, per, population,
  value, obs value, number, num, mittelwert, moyenne, media, promedio, gemiddelde, medel\\w*, gjennomsnitt, keskiarvo, srednia, anzahl, haufigkeit, anteil, prozent,
  effectif, nombre, pourcentage, frecuencia, porcentaje, aantal, antal, antall, lukumaara, liczba, index`,
);

/** Whether a head says that its numbers are of groups: how many, a share, a mean. */
export function isOfGroups(words: readonly string[]): boolean {
  const text = folded(words.join(' '));
  return (
    words.includes('%') || (grouped.test(text) && !/heart|pulse|respirat|index date|at index|body mass/.test(text))
  );
}

const time = word(
  'year, years, jahr, annee, ano, anno, jaar, ar, month, monat, mois, mes, quarter, quartal, week, woche, period, financial year',
);

/** Whether a head names a time of groups. */
export function isTime(words: readonly string[]): boolean {
  return time.test(folded(words.join(' '))) && quasiOf(words) === undefined;
}

/** Whether a number can be an age or a year of birth. */
export function isAge(value: number, kind: Quasi | undefined): boolean {
  return (kind === 'age' && value >= 0 && value <= 120) || (kind === 'birth' && value >= 1880 && value <= 2040);
}

/** Whether numbers go up and down without a step that most of them take, as those of people do and those of groups do not. */
export function isUnordered(numbers: readonly number[]): boolean {
  const steps = numbers.slice(1).map((number, at) => number - (numbers[at] ?? 0));
  const often = new Map<number, number>();
  for (const step of steps) often.set(step, (often.get(step) ?? 0) + 1);
  const most = (holds: (step: number) => boolean) => steps.filter(holds).length >= 0.2 * steps.length;
  return most((step) => step > 0) && most((step) => step < 0) && Math.max(0, ...often.values()) <= 0.45 * steps.length;
}
