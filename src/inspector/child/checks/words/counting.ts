import { words } from './folded.ts';

/**
 * Nouns that say that a number counts people, or what befell them: English, then German, French, Spanish, Italian, Dutch, Portuguese,
 * Swedish, Danish, Norwegian, Finnish, Polish, Czech, Hungarian, Turkish, Russian. A single `event` or `death` is a mark of one person,
 * and no count.
 */
export const countedNouns = words(`
  pupils claimants unemployed ledige Beschuldigte Angeklagte intagna fångar adhérents locataires titulares segurados työntekijät työntekijää henkilöllä uczniowie uczniów
  patients people persons participants subjects individuals women men children infants adults respondents females males
  events deaths cases admissions births observations pupils students employees residents donors carers users smokers
  beneficiaries recipients enrollees detainees inmates voters migrants refugees iscritti iscritte promossi bocciati diplomati inscritos inscritas matriculados inscrits
  deceased survivors survived discharges readmissions diagnoses prescriptions vaccinated infections hospitalisations
  hospitalizations pregnancies failures attendances appointments relapses recurrences complications fractures strokes volunteers
  customers clients borrowers debtors tenants households families prisoners offenders defendants farmers teachers claimants policyholders
  Patienten Patientinnen Personen Teilnehmer Teilnehmende Probanden Männer Frauen Kinder Fälle Todesfälle Verstorbene Gestorbene
  Geburten Aufnahmen Einwohner Beobachtungen Ereignisse Befragte Versicherte Beschäftigte Kunden Kundinnen Haushalte Familien Schüler Schülerinnen Studierende Häftlinge
  patientes personnes sujets hommes femmes enfants décès cas événements naissances malades participantes individus admis
  effectifs observés clients clientes ménages foyers familles élèves étudiants assurés salariés détenus
  pacientes personas sujetos hombres mujeres niños niñas muertes defunciones fallecidos casos eventos nacimientos participantes
  individuos clientes hogares familias alumnos estudiantes asegurados trabajadores
  pazienti persone soggetti uomini donne maschi femmine bambini decessi morti casi eventi nascite partecipanti individui clienti famiglie studenti assicurati lavoratori
  patiënten personen deelnemers mannen vrouwen kinderen overledenen overleden sterfgevallen gevallen geboorten gebeurtenissen overlijdens klanten huishoudens gezinnen leerlingen verzekerden werknemers
  pessoas sujeitos homens mulheres crianças óbitos mortes nascimentos participantes indivíduos doentes clientes famílias alunos
  patienter personer deltagare män kvinnor barn dödsfall avlidna döda händelser födslar kunder hushåll familjer elever anställda
  deltagere mænd kvinder dødsfald tilfælde hændelser døde fødsler kunder husstande familier elever ansatte
  pasienter deltakere menn kvinner tilfeller hendelser dødsfall husholdninger husstander
  potilaalla potilaalta potilaalle vastaajaa vastaajalla vastaajalta vastaajalle henkilöltä henkilölle chorych uczestników badanych
  potilaat potilaita potilasta henkilöt henkilöitä miehet miehiä naiset naisia lapset kuolemat kuolleet tapaukset tapauksia asiakkaat kotitaloudet oppilaat
  pacjenci pacjentów osoby osób mężczyźni kobiety dzieci zgony zgonów przypadki przypadków zdarzenia klienci klientów gospodarstwa uczniowie pracownicy
  pacienti pacientů ženy děti úmrtí případy osob
  betegek személyek halálesetek esetek hastalar kişiler ölümler vakalar пациенты пациентов случаи случаев человек умерло женщины мужчины`);

/** Of these, those that name one group beside others, as a crosstab has them. */
export const levelNouns = words(`
  employed unemployed ledige women men females males deaths deceased survivors survived smokers infected Männer Frauen Verstorbene hommes femmes malades hombres mujeres niños niñas
  fallecidos uomini donne maschi femmine mannen vrouwen overledenen overleden homens mulheres män kvinnor avlidna mænd kvinder døde menn kvinner miehet
  naiset décès muertes decessi óbitos`);

/** Of these, some name of how many a share is. */
const sizes = 'n obs effectif antal antall aantal Anzahl';
export const sizeWords =
  words(`${sizes} base patients people persons participants subjects pupils students employees residents respondents
  Patienten Personen Teilnehmer Probanden Befragte Beschäftigte patientes personnes sujets pacientes personas participantes pazienti persone soggetti
  patiënten personen deelnemers patienter personer deltagare`);

/** More words that say, in the head of a column or row, that its numbers count, in the same languages. */
export const countWords = words(`
  ${sizes} count counts cnt freq frequency frequencies nobs support numerator numerators tp fp tn fn controls referrals
  records households
  Häufigkeit Häufigkeiten Fallzahl Fallzahlen nombre nb nbre fréquence fréquences conteo recuento frecuencia frecuencias
  cantidad número conteggio numero frequenza frequenze numerosità aantallen frequentie frequenties contagem frequência
  frequências quantidade frekvens frekvenser hyppighed lukumäärä lkm frekvenssi määrä liczba liczebność częstość ilość
  počet četnost darab esetszám létszám sayı sayısı число количество частота`);

/** Parts of words that say so where words are written together. */
export const countParts: readonly string[] = [
  ...['anzahl', 'fallzahl', 'haufigkeit', 'patientenzahl', 'personenzahl', 'todesfall'],
  ...'人数 例数 件数 频数 頻数 頻度 度数 频率数 患者 病例 死亡 个数 计数 次数 人員'.split(' '),
  ...['환자', '인원', '빈도', '건수', '명수'],
];

export const totalWords = words(`
  total totals all overall sum gesamt insgesamt summe alle ensemble totaux somme totales suma totale totali somma totaal som
  soma totalt ialt samtliga tous toutes todos todas tutti yhteensä kaikki razem ogółem wszyscy wszystkie celkem összesen toplam итого всего`);

export const totalParts: readonly string[] = ['合计', '合計', '总计', '總計', '小计', '합계'];
