import { areEnds } from '../checks/ends/ends-by-shape.ts';
import type { CheckedRule } from '../checks/table-check.ts';

const extremeStem =
  /varied|top |importo|import|betrag|montant|bedrag|belop|belob|kwota|valor|amount|lav|spanned|joven|best|worst|plus jeune|plus vieu|min|max|massim|rang|rei|var|osc|all|young|old|alt|jung|oudst|aldst|plus age|piu anz|lowest|longest|shortest|smallest|largest|highest|whis|extr|etendue|spann|lag|bere|spreid|between|zwisch|tussen|tra |mella|compri|entre|mean|median|average|mittel|moyenne|media|hoch|hog|lags|lang|kort|kurz|niedrig|laag|hoog|edad|decimal point is|stem|leaf|spaend|vaiht|wahal|zakr|\.\.|in \[|fence|outlier|single|inntekt|νεοτερ|γηραιοτ|mlodsz|starsz|mladsi|starsi|legfiat|legid|en genc|en yasl|tanar|varstn|mind|pien|suur|najm|najw|costs/;
const ofPeople =
  'ages?|aged|alter|altersspanne|jahren?|ans|anos|dias|jours|tagen?|jaar|dagen|edad|eta|idade|leeftijd|alder(?:en|s)?|aldern|ika|wiek|costs?|kosten|stays?|years?|median|mean|days?|months?|weight|height|bmi|income';
const ranged =
  'ranged|varied|spanned|spaendte|gik|la|rangiert|reichte|variierte|varierade|varierte|varieerde|variait|allait|oscilo|vario|variou|variava|andava|vaihteli|wahal sie|allant';
const range =
  'range|spannweite|(?:alters)?spanne|extremes|etendue|rango|intervallo|bereik|spreiding|variationsbredd|vaihteluvali|zakres';
const joint = '(?:-|\\.\\.|to|ja|and|bis|a|y|e|und|et|tot|til|till|och|og|do)';
/** What a person has, in sentences about its ends. */
const measured =
  'ages?|alter|edad|eta|leeftijd|aldern?|length of stay|stay|income|salary|weight|costs?|value|verweildauer|liegedauer|einkommen|gewicht|duree|sejour|couts?|revenu|poids|estancia|coste|ingreso|peso|degenza|costo|reddito|opnameduur|ligduur|kosten|inkomen|vardtid(?:en)?|kostnad(?:en)?|inkomst(?:en)?|vikt(?:en)?';
const atEnd =
  'maximum|minimum|(?:high|low|larg|small|great|long|short)est|m(?:ax|in)imal\\w?|(?:hoch|niedrig|lang|kurze)ste[nrs]?|m(?:ax|in)im[aeo]|massim[ao]|(?:hoog|laag|lang|kort)ste|(?:hog|lag|lang)sta|kortaste';
/** Words between, of which a mean would make a number of all. */
const between = '(?:(?!mean|medi|avera|mittl|durchsch|moyen|gemidd)\\w{2,12} ){0,2}?';
/** Lines that say who is studied, and no result. */
const ofStudy = '^(?!.*(?:elig|includ|inclu[is]|invit|recruit|restrict|limit|teilnahme|einschl|eingeschl|by design))';
/** What somebody has or is paid, behind or before a word for the most or least of it. */
const owned =
  '(?:wages?|pay|salar(?:y|ies)|incomes?|earnings|debts?|loans?|claims?|bills?|costs?|fines?|ages?|stays?|sentences?|lohne?|gehalt|verdienst|einkommen|schulden|remunerations?|salaires?|revenus?|dettes?|durees?|salarios?|sueldos?|ingresos?|deudas?|stipendi\\w?|salari\\w?|reddit\\w?|debit\\w?|lon(?:en)?|lonn(?:en|ings?)?|inntekt(?:en)?|inkomst(?:en)?|inkomen|loon|salaris|gjeld(?:en)?|skuld(?:en)?|liggetid(?:en)?|palkka|tulot?|rendimentos?|dividas?)';
const utmost =
  '(?:highest|lowest|largest|smallest|longest|shortest|hochste[rnsm]?|niedrigste[rnsm]?|grosste[rnsm]?|langste[rnsm]?|hoyeste|laveste|storste|lengste|hojeste|laengste|hogsta|lagsta|storsta|langsta|hoogste|laagste|grootste|langste|korkein|suurin|pisin|pienin|alin)';
/** A group that has a mean of its own, and no person. */
const ofGroup =
  '(?!.*(?:mean|median|average|mittler|durchschn|moyen|medi[oa]\\b|gemiddeld|gjennomsnitt|genomsnitt|snitt|group|grupp|class|klasse|decil|quint|quart|band|bracket|region|district|municip|sector|share|rate|percent))';
const least =
  'min(?:im\\w{1,3})?|mindste|minste|kleinste[rs]?|laveste|lagsta|laagste|najmniejsz\\w|najnizsz\\w|pienin|alin|plus petite?|menor|minore';
const largest =
  'max(?:im\\w{1,3})?|maks(?:im\\w{1,3})?|massim\\w|storste|grosste[rs]?|hojeste|hoyeste|hogsta|hoogste|najwieksz\\w|najwyzsz\\w|suurin|ylin|plus grande?|mayor|maggiore|maior';
/** A name that says so, and the numbers in its list. */
const listed =
  /(?:^|[^a-z])(?:range|extent|min_?max|fivenum|five_?num\w*|whiskers?)["']? ?[:=] ?[[(]?-?\d[\d.]*(?:, ?-?\d[\d.]*){1,4}[\])]?[,;]?\s*$/;
const extremes = [
  listed,
  /\bminmax ?[:=] ?\(|\br\(m(?:in|ax)\) *= *-?\d|^ *(?:inner|outer) fence\b|\bin \[-?\d[\d.]*, ?-?\d[\d.]*\].{0,4}\bmean\b/,
  new RegExp(`^(?=.*\\b(?:${ofPeople})\\b).*[([]-?\\d+(?:\\.\\d+)? ?\\.\\. ?-?\\d`),
  new RegExp(`^(?=.*\\b(?:${ofPeople})\\b).*\\b(?:${least})\\.? ?[:=]? ?\\d.{1,40}?\\b(?:${largest})\\.? ?[:=]? ?\\d`),
  /(?<![a-z_-])(?:min|max)\. {0,4}: {0,10}-?\d|(?<![a-z_-])min(?:imum)?["']? ?[:=] ?-?\d.{1,40}?\bmax(?:imum)?["']? ?[:=]|^\W*min(?:imum)?\W{1,3}max(?:imum)?\W{1,40}\d|\b(?:median|mean)\w* ?[([](?:range|min\W{1,3}max)|\b(?:min|max)\(\w{1,30}\) ?= ?-?\d|^ *(?:min|max) {2,30}-?\d[\d.,e+-]{0,20}(?:\s|$)/,
  new RegExp(
    `^(?=.*\\b(?:${ofPeople})\\b).*(?<!interquartile |normal |reference |dynamic |[a-z_-])(?:(?:${ranged}) (?:\\w{2,8} )?|(?:${range})(?: of (?:${ofPeople}))? ?[:=(,]? ?(?:was |of |is |von |de )?)\\d[\\d.,]* ?${joint} ?\\d`,
  ),
  /^ *percentiles +smallest$|\b(?:whiskers?|antennen|moustaches|bigotes|baffi|snorharen)\b[^.]{0,24}\b(?:min|range|extr|spann|etendue)|^summary statistics: .{0,80}\b(?:min|max|range|p0|p100)\b/,
  new RegExp(
    `\\b(?:range|spannweite|etendue|rango) (?:of|der|des|de l[a']?|de|del) ?(?:\\w{2,12} )?(?:${ofPeople})(?: (?:betrug|was|etait de|etait|fue de|fue)| ?[:=]) ?-?\\d`,
  ),
  /\b(?:largest|smallest|highest|lowest|biggest) single (?!(?:group|cell|site|centre|class|category|share)\b)\p{L}{3,20}\b.{0,24}\d/u,
  // One value that lies far from the others, with its unit.
  /\boutlier ?[:=(] ?\d[\d .,]* ?(?:[a-zµ]{1,5}\/|mg|kg|g\b|cm|mmhg|days?|years?|eur|usd|gbp|kr)/,
  /(?<!\p{L})(?:νεοτερ|γηραιοτερ|μεγαλυτερ|μικροτερ)\p{L}{1,3} (?:ασθεν|συμμετεχ|ατομ|γυναικ|ανδρ)\p{L}{0,8}.{0,20}\d/u,
  /(?<!\p{L})(?:(?:naj(?:mlodsz|starsz)|nejmladsi|nejstarsi|legfiatalabb|legidosebb|en (?:genc|yasli)|cea? mai (?:tanara?|varstnica?))\p{L}{0,3}) (?!(?:grup|skupin|csoport|korcsoport|kategor|osztal)\p{L}*)\p{L}{3,20}.{0,20}?\d/u,
  /^(?!.*\b(?:mean|median|average|rates?|ratios?|percent\w*|proportions?|prevalence|incidence|scores?|estimates?|coefficients?|shares?|hrs?|ors?|auc|across|per|possible|theoretical|by design)\b)[^%]*\b\w{3,40} ranged from -?\d[\d.,]* to -?\d[\d.,]*(?! ?%)/,
  /\bmax(?:imum)?\.? ?[:=] ?-?\d[\d.,]* ?(?:days?|weeks?|months?|years?|hours?|tage?|wochen|monate|jahre|jours|mois|ans|dias|meses|anos|giorni|mesi|anni|dagen|maanden|jaar|dagar|dage|ar|eur|gbp|usd|sek|kr|kg|mmhg)\b|\b(?:highest|lowest|best|worst)[ -](?:paid|earning|scoring|earners?|paying)\b.{0,40}\d/,
  new RegExp(
    `\\b(?:longest|shortest|${atEnd})(?: (?!mean|medi|aver|stan|adj|rate|share|prop|prev|grou|quin|quar|age-|cell|coun|freq)\\w{2,14}){1,2} ?[:=] ?\\D?\\d`,
  ),
  /\b(?:kleinste[rn]?|niedrigste[rn]?|grosste[rn]?|hochste[rn]?|smallest|largest|lowest|highest|grootste|storsta|minsta|mindste|storste|plus (?:petite|grande)) (?:wert|value|waarde|varde|vaerdi|verdi|valeur) (?:war|was|betrug|lag|is|ist|var|etait|est)\b.{0,12}\d|\b(?:importo|importe|betrag|montant|bedrag|belopp|belob|kwota|valor|valore|amount|loan|salary|wage|income) (?:massim[oa]|minim[oa]|maxim[oa]|maximum|minimum|maximale?|minimale?|maksymaln\w|minimaln\w) ?:? ?\D?\d/,
  /\b(?:hoogste|laagste|hochste[rn]?|niedrigste[rn]?|highest|lowest|hogsta|lagsta|hojeste|laveste) (?:\w{0,12}(?:loon|lohn|gehalt|salaris|inkomen|einkommen|salary|wage|income|lon|inkomst|indkomst))\b(?! ?(?:group|grupp|quint|decil|band|klass|tax|bracket)).{0,50}?\b(?:bedroeg|was|betrug|lag|war|var|is|ist|ar) (?:\w{1,6} )?\D?\d/,
  /\b(?:highest|lowest|largest|smallest) values? of \w{1,30} ?: ?-?\d/,
  /\bage[sd]?(?: \(years\)| in years)?[:,]? \d{1,3} ?- ?\d{1,3} \((?:median|mean)\b/,
  // Of a middle between two ends, which are no quartiles.
  new RegExp(
    `(?:\\baged \\d{1,3} ?${joint} ?\\d{1,3}|(?<!(?:iqr|quartile range|ci|quartiles?)\\W{0,3})(?<![\\d.,-])\\d{1,3} ?${joint} ?\\d{1,3} (?:years|jahren?|ans|anos|jaar))[ ,;(]{1,3}(?:mean|median\\w*|average|mittel\\w*|moyenne|media)\\b`,
  ),
  new RegExp(
    `${ofStudy}.*\\b(?:(?:${atEnd}) ${between}(?:${measured})|(?:${measured}) ${between}(?:${atEnd}))\\b(?!.(?:standard|adjust|specific|group|quint|quart|decil|tert|per\\b))[^.;]{0,30}? (?:was|were|is|of|betrug|lag|ist|war|etait|est|fue|era|es|e|var|ar|bedroeg) (?:\\w{1,4} |\\W)?\\d`,
  ),
  new RegExp(
    `^(?=.*\\b(?:${ofPeople})\\b).*(?:\\bmin(?:imum)? ?[-/,] ?max(?:imum)?\\W{1,3}\\d|\\bmin(?:im\\w{1,3})?\\.? ?[:=]? ?\\d.{1,40}?\\bmax(?:im\\w{1,3})?\\.? ?[:=]? ?\\d)`,
  ),
  new RegExp(
    `${ofStudy}.*\\b(?:was|were|waren|avaient|tenian|avevano|var|hadden|eram) (?:\\w{2,12} )?(?:between|zwischen|entre|tussen|tra|mellan|mellem) \\d{1,3} ${joint.replace('-|', 'en|')} \\d{1,3} (?:years|jahren?|ans|jaar|anos|anni|ar)\\b`,
  ),
  /(?<!(?:mean|median|average|mittlere[nrs]?|durchschnittliche[nrs]?) )\b(?:ages?|alter|edad|leeftijd|costs?|kosten|dauer|verweildauer|stays?) (?:was|were|lagen?|lag|etait|estaba) (?:\w{2,12} )?(?:between|zwischen|entre|tussen) \d[\d.,]* (?:and|und|et|y|en) \d/,
  /\b(?:youngest|oldest|jungste[rn]?|alteste[rn]?|jongste|oudste|yngsta|aldsta|yngste|eldste|aeldste|l[ea]s? plus (?:age|jeune)e?s?|piu (?:anzian|giovan)\w|(?:el|la) (?:mas joven|mayor|menor) (?:de (?:los|las) \w{3,30} )?tenia|de m(?:ay|en)or edad tenia|mais (?:velho|novo)) (?!(?:age |alters|alders|aldres)?(?:group|grupp|gruppe|groep|band|quint|categor|kategor|tranche|class|klass|grupo|tramo|fascia)).{0,30}?\d|\b(?:longest|shortest) (?:\w{2,12} ){0,3}?\d{1,5} (?:days?|weeks?|months?|years?)\b|\bwhislo\b|\btop (?:(?:\d{1,2}|three|five|ten) )?(?:\w{2,12} )?(?:salar|wage|income|earning|cost|stay|claim|loan|debt|bill|fee|gehalter|lohne|kosten|salaire|revenu|loner)\w{0,4}(?: \([^()]{1,12}\))? ?[:=](?: ?\D{0,4}\d|$)|(?<![.\w])n(?:largest|smallest)\(\d|\bobserved_m(?:in|ax)\w{0,6}["']? ?[:=] ?-?\d/,
  /^ {2,30}range: {1,6}\[-?[\d.]+,-?[\d.]+\]|-{3,}lowest-{3,}|^lowest ?: .{1,200}\bhighest ?:|\bmin < (?:med|mean)\w* < max\b|\bthe decimal point is (?:at|\d)|\bstem.and.leaf\b|^ *stem +leaf\b/,
];

/** The same with a word for what is owned: of these each line is asked that has a word for the most or the least. */
const ofOwned = [
  new RegExp(
    `(?<!\\p{L})${ofGroup}${utmost}(?: \\p{L}{2,14}){0,2} ${owned}(?: \\p{L}{1,14}){0,4}(?: ?[:=]| (?:was|is|war|betrug|lag|ist|var|er|ar|bedroeg|oli|on)) (?:\\p{L}{2,9} )?\\D?\\d`,
    'u',
  ),
  new RegExp(
    `(?<!\\p{L})${ofGroup}${owned} (?:l[ae] |el |les |los |las )?(?:plus|mas|piu|mais) (?:eleve|bas|alt|baj|haut|fort|faible|grand|long|court|larg|pequen)\\p{L}{0,4}(?: \\p{L}{2,14}){0,2} (?:est|etait|es|era|fue|e|foi) (?:d[ei] )?\\D?\\d`,
    'u',
  ),
];
const ownedStem = new RegExp(`(?<!\\p{L})(?:${utmost}|(?:plus|mas|piu|mais) )`, 'u');

/** A command whose answer is a smallest or largest value. */
const asksForEnds =
  /^\s*(?:(?:julia)?>{1,3} ?|in \[\d{1,4}\]: ?)(?:print\()?(?:(?:range|min|max|fivenum|minimum|maximum|extrema|boxplot\.stats|dput\((?:range|fivenum|min|max))\(|.{1,80}(?:\|>|%>%) ?(?:range|min|max|fivenum)\(|(?:cat|paste0?|message|sprintf)\(.{1,80}\b(?:range|min|max)\(|(?:head|tail)\((?:sort\(|.{1,40}\[order\()|.{1,60}which\.(?:max|min)\(|.{1,60}(?:\.n(?:largest|smallest)|slice_(?:max|min))\(|quantile\([^,]*\)$|np\.(?:nan|a)?(?:min|max)\(|table\(cut\(.{1,40}quantile\(|\w{1,20}\$out\b|np\.(?:percentile|quantile)\(.{1,60}[[ ](?:0|1|100)[\],]|.{1,60}\.(?:min|max)\(\)|with\(\w{1,30}, (?:range|min|max)\(|(?:with\(\w{1,30}, ?)?(?:[stl]apply|aggregate|by)\(.{1,80}\b(?:range|min|max|fivenum)\b)|^\. ?di(?:splay)? r\((?:min|max)\)/;
const prompt = /^\s*(?:(?:julia)?>|\. ?\S|in \[)/;

/** What a command makes that takes means by group, of which the ends are nobody's: `agg <- aggregate(x ~ year, d, mean)`. */
const meansOfGroups =
  /^\s*(?:>{1,3} ?|in \[\d{1,4}\]: ?)?([a-z_]\w{0,30}) ?(?:<-|=) ?(?=.{0,120}(?:aggregate|tapply|group_?by|summari[sz]e|ddply|pivot_table|by ?=)).{0,160}\b(?:mean|median|average)\b/;
const mostMeans = 40;

const mostNames = 6;
const namedEnd = /^\W*(?:min|max)(?:imum)?\W{0,3}[:=] ?-?\d/;
const namedStatistic =
  /^\W*(?:mean|median|std|sd|q1|q3|average|avg|mittel(?:wert)?|moyenne|media|gemiddelde|gennemsnit|gjennomsnitt|medel\w*|keskiarvo|srednia|median[ae]|mediaan)\W{0,3}[:=] ?-?\d/;

/** Looks at the lines of one text, which are folded, for smallest and largest values. */
export function startEnds(): (text: string) => CheckedRule[] {
  /** In so many lines a command for the ends of values may be answered: names stand above. */
  let asked = 0;
  /** So many lines may follow a statistic, or an end of values, that the other goes with. */
  const near = { statistic: 0, end: 0 };
  const endsOfGroups = startGroups();
  /** Names of what holds means of groups. */
  const means = new Set<string>();
  return (text) => {
    const [, made] = meansOfGroups.exec(text) ?? [];
    if (made !== undefined && means.size < mostMeans) means.add(made);
    const isOfMeans = prompt.test(text) && [...text.matchAll(/[a-z_.]\w{0,30}/g)].some(([name]) => means.has(name));
    const rules: CheckedRule[] = [];
    const tellsEnd = extremeStem.test(text) && extremes.some((form) => form.test(text));
    if (tellsEnd || (ownedStem.test(text) && ofOwned.some((form) => form.test(text)))) rules.push('extreme-value');
    const isAnswer =
      asked > 0 &&
      /^(?: *\[1,?\] |out\[\d{1,4}\]: |array\(|c\()?[([ ]*-?\d|^[a-z_]\w{0,30}(?: {2,}| ?[:=] ?)-?\d/.test(text);
    if (isAnswer || endsOfGroups(text)) rules.push('extreme-value');
    if (!isOfMeans && (asksForEnds.test(text) || text === '$stats')) asked = mostNames;
    // What tells of a table is no answer yet.
    else if (!/^\s*[#<]/.test(text)) asked = isAnswer || prompt.test(text) ? 0 : asked - 1;
    const isEnd = namedEnd.test(text);
    near.statistic = namedStatistic.test(text) ? 8 : near.statistic - 1;
    near.end = isEnd ? 8 : near.end - 1;
    if ((isEnd && near.statistic > 0) || (near.statistic === 8 && near.end > 0)) rules.push('extreme-value');
    return rules;
  };
}

const nameOfGroup = /^(?:\$\S|[\w.]{1,40}\$?[\w.]{0,40}: \S)/;

/** Ends of one group after another, as `tapply(x, g, range)` and `by` print them: a name, `$F`, and below it two numbers, or five. */
function startGroups(): (text: string) => boolean {
  let groups: (readonly number[])[] = [];
  let isNamed = false;
  return (text) => {
    if (text.trim() === '') return false;
    const [, numbers] = /^ *\[1\]((?: +[\d.]{1,12}){2,5})$/.exec(text) ?? [];
    if (isNamed && numbers !== undefined) groups.push(numbers.trim().split(/ +/).map(Number));
    else if (!nameOfGroup.test(text) && !/^-{5,}$/.test(text)) groups = [];
    isNamed = nameOfGroup.test(text);
    return numbers !== undefined && areEnds(groups);
  };
}
