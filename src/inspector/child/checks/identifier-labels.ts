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
/** Names that mean something else as soon as another word stands beside them. */
const alone = list('email, e mail, phone, mobile, fax, address, street, nhs, subject');

/** Whether the words of a header name a direct identifier. */
export function isIdentifierLabel(words: readonly string[]): boolean {
  const text = words.join(' ');
  return alone.includes(text) || anywhere.some((name) => ` ${text} `.includes(` ${name} `));
}

const publicWords = list(
  `gene, genes, ensembl, snp, snps, rsid, variant, probe, cpg, transcript, protein, pathway, area, lad, lsoa, msoa, ward, region,
  country, fips, geoid, icd, opcs, atc, bnf, snomed, trial, study, accession, run, commit, git, model, job, sha, version, doi, pmid,
  experiment, feature, variable, term, parameter, item, question, field, chapter, section, year, period, quarter, month, week`,
);

/** Whether the words of a header name codes that everybody knows, or runs of a program. */
export function isPublicLabel(words: readonly string[]): boolean {
  return words.some((word) => publicWords.includes(word));
}
