const list = (text: string): readonly string[] => text.split(/,\s*/);

/** Names of direct identifiers that count wherever they stand in a header. */
const anywhere = list(
  `mrn, nhs number, nhs no, nhsnumber, chi number, chi no, hospital no, hospital number, unit no, unit number, pas id, pas number,
  patient id, patientid, patient no, patient number, pat id, patid, subject id, subjectid, subject number, subjid, usubjid,
  participant id, person id, personid, study id, pseudo id, pseudoid, eid, ssn, social security number, nino,
  national insurance number, national id, medical record number, passport, surname, forename, first name, firstname, last name,
  lastname, given name, family name, full name, patient name, middle name, maiden name, email address, phone number,
  mobile number, telephone, home address, street address, address line, postal address, licence plate, license plate, ip address`,
);
/** Names that mean people only with numbers of that many digits below: a phone may be a kind of device, a subject one of a school. */
const withDigits: Readonly<Record<string, number>> = {
  phone: 7,
  mobile: 7,
  fax: 7,
  nhs: 6,
  address: 1,
  street: 1,
  subject: 1,
};

/** Whether the words of a header name a direct identifier, whatever stands below. */
export function isIdentifierLabel(words: readonly string[]): boolean {
  const text = ` ${words.join(' ')} `;
  return anywhere.some((name) => text.includes(` ${name} `));
}

/** How many digits a value below a header has where the header then names a direct identifier. */
export function digitsOfIdentifier(words: readonly string[]): number | undefined {
  return words.length === 1 ? withDigits[words[0] ?? ''] : undefined;
}

const publicWords = list(
  `gene, genes, ensembl, snp, snps, rsid, variant, probe, cpg, transcript, protein, pathway, area, lad, lsoa, msoa, ward, region,
  country, fips, geoid, icd, opcs, atc, bnf, snomed, trial, study, accession, run, commit, git, model, job, sha, version, doi, pmid,
  experiment, feature, variable, term, parameter, item, question, field, chapter, section, year, period, quarter, month, week, hospital, trust,
  practice, site, organisation, organization, provider, school`,
);

/** Whether the words of a header name codes that everybody knows, or runs of a program. */
export function isPublicLabel(words: readonly string[]): boolean {
  return words.some((word) => publicWords.includes(word));
}
