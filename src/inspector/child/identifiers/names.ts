const title = '(?:(?:Mrs?|Ms|Miss|Mx|Dr|Prof|Herrn?|Frau|Mme|Mlle|M|Sra?|Srta|Sig|Sig\\.ra|Dhr|Mevr|Pan[i]?)\\.? )';
const given = "\\p{Lu}[\\p{Ll}'’-]{1,20}";
const nameLabel =
  "(?:(?:[Pp]atient|PATIENT|[Ff]ull|[Ff]irst|[Ll]ast|[Ff]amily|[Gg]iven|[Mm]other|[Ff]ather|[Nn]ext of kin)(?:[ _]?(?:[Nn]ame|NAME))?|[Nn]ame|NAME|[Nn]om|[Nn]ombre|[Nn]ome|[Nn]aam|[Nn]amn|[Nn]avn|[Nn]imi|[Jj]méno|[Ii]mię|[Ss]urname|[Vv]orname|[Nn]achname|[Pp]r[ée]nom|[Aa]pellidos|[Cc]ognome|[Pp]atientin|[Pp]aciente|[Pp]aziente|[Pp]acjent(?:ka)?|[Pp]otilas|[Pp]asient|[Nn]azwisko|[Cc]laimant|[Cc]ustomer|[Cc]lient|[Cc]lient[ea]|[Kk]und[ei]n?|[Dd]efendant|[Pp]upil|[Ss]tudent|[Rr]espondent|[Ii]nterviewee|[Ii]nformant|[Pp]articipant|[Ee]mployee|[Nn]ext of kin)(?:'s|s')?(?:[ _]?[Nn]ame)?(?: (?:(?:of|des|der|du|de|de la|del|della|do|da|van de|til|på|for) (?:the )?[\\p{L}]{4,20}|pa[cz]\\p{L}{3,9}))?";
/** What begins the name of a method, and no name. */
const methods =
  '(?:Logistic|Linear|Random|Decision|Gradient|Neural|Naive|Support|Nearest|Ridge|Lasso|Elastic|Deep|Cox|Poisson|Kaplan|Test|Data|Feature|Principal|Cross|Grid|Mixed|Quantile|Bayesian)\\b';
const name = new RegExp(
  `(?<![\\p{L}\\d] |[\\p{L}\\d_.])${nameLabel} ?[:=] ?(?!${methods})(?:${title}${given}|${given},? (?:(?:de|van|von|der|den|da|di|du|del|la|le|af|ter) ){0,3}${given})(?!\\p{L})`,
  'u',
);
/** Two words for it need no sign between: `Patient name Ann Alder`. */
const behindName = new RegExp(
  `(?<!\\p{L})[Pp](?:atient|articipant|upil|erson|arent)(?:'s)? name,? ${given} ${given}|(?<!\\p{L})(?:(?:[Nn]aam|[Nn]ome|[Nn]om|[Nn]ombre) (?:van (?:de )?|do |da |du |de la |del )?\\p{Ll}{4,15}|\\p{L}{4,15}s? (?:navn|namn|nimi)|[Ii]mię i nazwisko) ?: ?${given} (?:(?:el|de|van|von|der|den|da|di) ){0,2}${given}`,
  'u',
);
const somebody =
  '(?:[Pp]atient(?:in|en)?|[Pp]articipant|[Ss]ubject|[Cc]laimant|[Dd]efendant|[Pp]laintiff|[Pp]upil|[Ss]tudent|[Tt]enant|[Tt]axpayer|[Bb]orrower|[Cc]ustomer|[Pp]ayee|[Ee]mployee|[Rr]esident|[Tt]eacher|[Nn]urse|[Ww]itness|[Mm]other|[Ff]ather|[Dd]aughter|[Ss]on|[Pp]aciente|[Pp]aziente|[Uu]tente|[Dd]oente|[Dd]eelnemer|[Ll]eerling|[Hh]uurder|[Kk]lant|[Kk]unde[n]?|[Ss]chüler(?:in)?|[Mm]ieter(?:in)?|[Ee]leven?|[Pp]atiente|[Ll]ocataire|[Aa]lumn[oa]|[Pp]asienten?|[Ll]ejeren?|[Pp]acjent(?:ka)?|[Pp]otilaa?[sn]?|[Pp]atiënte?|[Pp]acient(?:ka)?|[Uu]czeń|[Uu]czennica|[Žž]ák(?:yně)?|[Kk]lient(?:ka)?|[Pp]racowni(?:k|ca)|[Aa]siakas|[Oo]ppilas|[Kk]reditnehmer(?:in)?|[Ss]chuldner(?:in)?|[Aa]ntragsteller(?:in)?|[Kk]läger(?:in)?|[Bb]eklagte[rn]?|[Zz]eug(?:e|in)|[Ll]ehrer(?:in)?|[Vv]ersicherte[rn]?|[ÉéEe]lève|[Ss]alarié?e?|[Aa]ssurée?|[Ii]nterviewee|[Ii]nformant|[Ii]ndex case|[Ii]nterview with|[Cc]ase study:|au nom de|belongs to|signed by|[Cc]omplaint of)';
/** What begins the name of a scale, a survey or a model, and no name. */
const things =
  '(?:Reported|Health|Activity|Safety|Cent(?:red|ered|er|re)|Experience|Satisfaction|Survey|Index|Scale|Questionnaire|Records?|Groups?|Care|Support|Loans?|Data|Outcomes?|Characteristics|Table|Figure|Level|Engagement|Education|Status|Score|Assessment|Information|Identification|Number|Study|Trial|Access|Flow|Population|Demographics?|Days|Years|Record|United|New|North|South|East|West|Great|Saint|St|The|This|Year|Key|Free|Der|Die|Das|Den|Dem|Ein|Eine|Les|Los|Las|Het|Det|Den|Alle|All)';
/** A word for somebody, and two that are written as names are: `the pupil, Owen Tatt,`. */
const bySomebody = new RegExp(
  `(?<!\\p{L})${somebody}(?: \\d{1,4})?(?: (?:is|was|ist|war|est|était|es|era|è))?,? (?!${things}\\b)${given} (?!${things}\\b)(?:(?:el|de|van|von|der|den|da|di|do|dos) ){0,2}${given}(?! \\p{Lu})`,
  'u',
);
/** Behind the number that somebody has: `ID 716664, Alice Marsh, withdrew`. */
const behindNumber = new RegExp(
  `(?<!\\p{L})(?:ID|[Ii]d|[Nn]o|[Nn]r|[Nn]umber|[Nn]ummer)\\.?:? ?[A-Z]{0,3}\\d{4,10}, (?!${things}\\b)${given} (?!${things}\\b)${given}(?:, \\p{Ll}|$)|[,;] [Nn]ame ${given} ${given}(?=[.,;]|$)`,
  'u',
);
const titled = new RegExp(`(?<!\\p{L})(?:Mrs?|Ms|Miss|Herrn?|Frau|Mme|Mlle)\\.? ${given} ${given}`, 'u');

const lives =
  '(?:, (?:aged )?\\d{2},|,? (?:who )?(?:lives|lived at|was born|died on|phoned|rang|emailed|bor|woont|wohnt|habite|vive|abita|mieszka|geboren|née?|nació|nasceu|född|født|ringde|ringte|urodzon[ay])(?![\\p{L}]))';
/** How files of one person are named: `Alder_Ann_19530722`. */
const filed =
  /(?<!\p{L})\p{Lu}\p{Ll}{2,20}(?:-\p{Lu}\p{Ll}{1,20})?_\p{Lu}\p{Ll}{2,20}(?:-\p{Lu}\p{Ll}{1,20})?_(?:19\d\d|200\d)-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])(?!\d)/u;
/** Two words that are written as names are, of whom is told what people do. */
const byDoing = new RegExp(`(?<!\\p{L})(?!${things}\\b)${given} (?!${things}\\b)${given}${lives}`, 'u');

/** Whether a line names somebody behind a word that says so, as `Patient: Mrs Alder`. */
export function hasName(line: string): boolean {
  return (
    !line.includes('dtype') &&
    (name.test(line) ||
      behindName.test(line) ||
      bySomebody.test(line) ||
      byDoing.test(line) ||
      titled.test(line) ||
      filed.test(line) ||
      behindNumber.test(line))
  );
}
