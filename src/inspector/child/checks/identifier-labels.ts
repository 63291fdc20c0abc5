/** Names of direct identifiers that count wherever they stand in a header. */
const anywhere = [
  ...[
    'mrn',
    'nhs number',
    'nhs no',
    'nhsnumber',
    'hospital no',
    'hospital number',
    'unit no',
    'unit number',
    'pas id',
    'pas number',
  ],
  ...[
    'patient id',
    'patientid',
    'patient no',
    'patient number',
    'subject id',
    'subjectid',
    'subject number',
    'participant id',
  ],
  ...['person id', 'personid', 'study id', 'pseudo id', 'pseudoid', 'eid', 'chi number', 'chi no', 'ssn', 'nino'],
  ...[
    'social security number',
    'national insurance number',
    'national id',
    'medical record number',
    'passport',
    'surname',
    'forename',
  ],
  ...[
    'first name',
    'firstname',
    'last name',
    'lastname',
    'given name',
    'family name',
    'full name',
    'patient name',
    'middle name',
  ],
  ...[
    'maiden name',
    'email address',
    'phone number',
    'mobile number',
    'telephone',
    'home address',
    'street address',
    'address line',
  ],
  ...['postal address', 'licence plate', 'license plate', 'ip address'],
];
/** Names that mean something else as soon as another word stands beside them. */
const alone = new Set(['email', 'e mail', 'phone', 'mobile', 'fax', 'address', 'street', 'nhs', 'chi', 'subject']);

/** Whether the words of a header name a direct identifier. */
export function isIdentifierLabel(words: readonly string[]): boolean {
  const text = words.join(' ');
  return alone.has(text) || anywhere.some((name) => ` ${text} `.includes(` ${name} `));
}

const publicWords = new Set(
  [
    'gene genes ensembl snp snps rsid variant probe cpg transcript protein pathway area lad lsoa msoa ward region country icd opcs',
    'atc bnf snomed trial study accession run commit git model job sha version doi pmid feature variable term parameter experiment',
  ].flatMap((line) => line.split(' ')),
);

/** Whether the words of a header name codes that everybody knows, or runs of a program. */
export function isPublicLabel(words: readonly string[]): boolean {
  return words.some((word) => publicWords.has(word));
}
