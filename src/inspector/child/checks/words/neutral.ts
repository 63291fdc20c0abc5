import { words } from './folded.ts';

/** Words that say that a number is no count of people, whatever else stands beside them. */
export const neverCounted = words(`
  id ids index idx params param parameter parameters fold folds rank ranks df dof freedom epoch epochs epoche epochen epoca epocas epoque epoques epok epoker epoka epoki depth threshold thresholds
  eff needed required code codes coding version chr chrom chromosome snp Freiheitsgrade vrijheidsgraden frihetsgrader frihetsgrad ddl`);

/** Words that say so where nothing names people. */
export const seldomCounted = words(`
  label labels level levels class classes missing unique distinct expected nunique
  year years month months week weeks day days date hour hours minute minutes second seconds
  estimator estimators tree trees layer layers iteration iterations iter steps step batch batches leaf leaves split splits
  feature features predictor predictors factors covariate covariates component components cluster clusters neighbors neighbours jobs bins bin seed seeds heads units
  schools Schulen écoles escuelas scuole scholen escolas skolor skoler koulut szkół szkoły škol školy iskolák okul
  Krankenhäuser hôpitaux hospitales ospedali ziekenhuizen sjukhus sygehuse sykehus sairaalat szpitali nemocnic
  pharmacies farmacias farmacie Apotheken apotek lékáren aptek municipalities Gemeinden communes municipios comuni gemeenten kommuner obcí gmin
  libraries Bibliotheken bibliothèques knihoven
  variables columns files packages genes snps variants models tests hospitals sites practices trusts wards clinics
  studies centres centers groups items questions categories repeats bootstrap permutations draws chains
  expectations assertions checks floors floor beds bed locations locaties locales sedi vestigingen Standorte Etage kamers Zimmer chambres camas letti lits Betten
  bedden sängar senger senge łóżka łóżek lůžka lůžek Kliniken cliniques clínicas cliniche klinieken kliniker
  trials runs calls seats rooms tasks changes strata psu psus threads cores gpus nodes processes attempts tokens words characters lines`);

/** An age says so where it comes before what is counted: `age of patients` is none, `patients by age` is. */
export const ageWords = words('age ages Alter âge edad età leeftijd idade ålder alder ikä wiek věk');

/** Beside these, all or nothing of something is usual and tells nothing of people. */
export const unremarkable = words(`
  missing complete completeness coverage available valid included selected correct classified cum cumulative ci explained variance accuracy power confidence
  lower upper change weight importance increase decrease progress risk survival surviving`);

/** With these, `max` and `min` name a parameter of a model or a usual range. */
export const notExtreme = words(`
  depth iter iterations samples sample leaf features feature child weight epochs epoch length len lr tokens nodes bin bins
  reportable detectable validation ref referencia referenz referentie plausible allowed
  delta norm grad steps split workers seconds used education qualification qualifications degree attainment interquartile quartile inter reference hypothesis lag lags normal dynamic detectable likelihood codes cell cells`);

/** All but some, in a head. */
export const leavingWords = words(`
  excluding excl except without ohne ausgenommen exkl sans hors sin excluyendo excluindo sem senza escluso esclusi zonder exclusief utan exklusive uden
  undtagen uten unntatt ilman bez`);

/** Heads of what adds up from row to row. */
export const runningWords = words(`
  cum cumul cumulative running cumulated kumuliert kumulierte kumulativ cumule cumulee cumules acumulado acumulada acumulados cumulado cumulada acum kumul kum cumulato cumulata cumulatief
  cumulatieve kumulerad kumulativt kumulert kumulatiivinen skumulowana`);

/** Heads of a column that names variables. */
export const variableHeads = words(
  'variable variables var skim_variable vars merkmal variabel variabele zmienna muuttuja',
);

/** Thousands of something: a small number of them is no small count. */
export const scaleWords = words(`
  thousand thousands million millions billion billions tausend tsd mio mrd millier milliers miles millones milhares duizend duizenden tusen tusental
  tuhat tuhatta tys`);

/** Behind these, `min`, `max` and `range` are a unit of time, or what a rule says. */
export const notExtremeBehind = words(
  'therapeutic ml l mg per beats breaths kg dl cycles target possible allowed permitted valid plausible theoretical expected axis',
);

/** Heads that say that something is not there, and rows of people of whom it is not known. */
export const missingWords = words(`
  missing miss nmiss nans nan null nulls fehlend fehlende fehlt manquant manquants manquante manquantes perdido perdidos faltante faltantes omisso
  omissos ausente ausentes mancante mancanti ontbrekend ontbrekende ontbreekt saknas saknade bortfall mangler manglende puuttuu puuttuvat puuttuvia
  brakujące nieznane unknown unbekannt onbekend inconnu inconnus desconocido desconhecido sconosciuto ukjent ukendt okänd okänt tuntematon
  isna isnull excluded ausgeschlossen exclus exclues excluidos excluidas esclusi uitgesloten blank leer vide leeg vuoto`);

export const residualWords = words('residual residuals resid error within');
export const freedomWords = words('df dof freedom');
export const denominatorWords = words(`
  population pop denominator denominateur denominador einwohner bevölkerung bevolking inwoners habitants habitantes abitanti popolazione población
  população invånare befolkning innbyggere indbyggere asukkaat väestö mieszkańcy ludność obyvatel`);
export const actualWords = words('actual true observed reference');
export const predictedWords = words('predicted pred classified');

/** Heads of a column that says of each row what its numbers are, so that nothing else does. */
export const metricHeads = words(
  'statistic statistics stat metric metrics measure measures aggregate aggregation quantity summary kennzahl statistique estadístico statistica',
);

/** Heads of a column that names settings. */
export const settingHeads = words(
  'parameter parameters param params hyperparameter hyperparameters settings option argument arguments config configuration',
);

/** Heads of a column that names groups, alone. */
export const groupWords = words(`
  category categories type arm cohort stage grade wave round visit band decile quintile quartile tertile sex gender outcome
  cluster stratum strata block site region area ward group variable chapter section page panel position priority Kapitel Abschnitt Seite chapitre capítulo página Kategorie Gruppe Geschlecht Stufe
  catégorie groupe sexe grupo sexo categoría categoria gruppo sesso groep geslacht kön grupp ryhmä sukupuoli płeć grupa`);

const stages = words(`
  entered responded answered interviewed tested retested examined observed contacted approached returned started finished matched remaining screened assessed eligible outcome completed completers extract invited approached consented recruited enrolled registered randomised randomized allocated linked linkable sample cohort extracted
  complete analysed analyzed included retained analysable followed followup consenting valid registrerade samtyckte samtyckt samtycke registrerte samtykket samtykkede eingewilligt registriert registrierte einwilligung
  iscritti consenzienti registrados consintieron consentiram zarejestrowani
  Stichprobe eingeladen eingeschlossen rekrutiert randomisiert vollständig vollständige ausgewertet analysiert
  échantillon inclus inclues recrutés randomisés complets complètes analysés analysées
  muestra elegibles reclutados aleatorizados completos completas analizados analizadas incluidos incluidas
  campione eleggibili arruolati completi complete analizzati inclusi
  steekproef geïncludeerd gerandomiseerd volledig volledige geanalyseerd
  urval urvalet inkluderade randomiserade fullständiga fullständig analyserade
  udvalg udtræk inkluderede randomiserede fuldstændige analyserede utvalg utvalget inkluderte fullstendige analyserte
  otos mukana täydelliset amostra recrutados randomizados analisados incluídos kohorte kohorten cohorte coorte kohort`);

/** The word by which a head names those who were in a study at one time: `Randomised`, `Complete cases`. */
export const stageIn = (own: readonly string[]): string | undefined =>
  own.length > 6 ? undefined : own.find((word) => stages.has(word));
