import type { ExplainedRule } from './explained.ts';

const hipaa = 'HIPAA, 45 CFR 164.514(b)(2)';

/** Rules about running text alone. */
export const textRules = [
  {
    id: 'email-in-text',
    severity: 'review',
    title: 'An e-mail address in a text',
    says: 'A line holds an e-mail address: of an author, or of a person in the data.',
    source: `${hipaa}, F`,
    example: '`ada@example.org` in a report.',
    unseen: 'Whose address it is.',
  },
  {
    id: 'nhs-number-in-text',
    severity: 'block',
    title: 'An NHS number in a text',
    says: 'A line or a cell holds ten digits with the check digit of an NHS number, and speaks of the NHS or writes them as the NHS does.',
    source: 'Modulus 11 (NHS Data Dictionary)',
    example:
      '`NHS no. 9434765919`, `943 476 5919`. Left alone: ten bare digits without that word, three numbers of a row.',
    unseen: 'Bare digits in lines that do not say what they are.',
  },
  {
    id: 'personal-number',
    severity: 'block',
    title: 'A number of a person or an account',
    says: 'A line or a cell holds a number whose form and check digits nothing else has: an IBAN, a card, a number by which a country knows its people.',
    source: `${hipaa}, G to J; ISO 13616, ISO/IEC 7812, and what each country says of its numbers`,
    example:
      '`GB29 NWBK 6016 1331 9268 19`, `4556 7375 8689 9855`, `AB123456C`, `811228-9874`, `RSSMRA85T10A562S`. Left alone: decimals, ISBN, ORCID, hashes, rows of numbers.',
    unseen:
      'Bare digits of which one in ten has the check digit, as of a BSN: there a word must say so, or a column of them.',
  },
  {
    id: 'labelled-identifier',
    severity: 'block',
    title: 'An identifier behind its name',
    says: 'A line or a cell names an identifier of people and goes on with a number.',
    source: `${hipaa}, G to K and R`,
    example:
      '`MRN: 00123456`, `hospital number 4471923`, `Versichertennummer A123456780`, `BSN 111222333`. Left alone: `patient number: 1200`, `patient_id  1240 non-null`, `Number of unique values of patient_id is 1240`.',
    unseen: 'Names that are not in its list, in other languages than twelve of Europe and three of Asia.',
  },
  {
    id: 'phone-number',
    severity: 'review',
    title: 'A number of a telephone',
    says: 'A line or a cell holds a number as telephones have them: with its country, with a zero before it, or behind a word.',
    source: `${hipaa}, D and E`,
    example:
      '`+44 20 7946 0958`, `(020) 7946 0958`, `Tel. 9012345`. Left alone: decimals, ranges, dates, rows of numbers.',
    unseen: 'Bare digits, and whether it is that of an office.',
  },
  {
    id: 'name-label',
    severity: 'review',
    title: 'A name behind a word for one',
    says: 'A word such as *patient* or *name*, or a title, stands before two words in capital letters.',
    source: `${hipaa}, A`,
    example: '`Patient: Mrs Alder`, `Name: Ada Alder`. Left alone: `Model name: Random Forest`.',
    unseen: 'Names that nothing announces: they are not looked for.',
  },
  {
    id: 'secret-address',
    severity: 'block',
    title: 'A key or an address with a secret',
    says: 'A key of a cloud or a place for code, a password of a connection, a signed token, or an address that lets in whoever has it. It must be made invalid, whatever becomes of the file.',
    source: `${hipaa}, N; our own for keys`,
    example:
      '`https://…?sig=…`, `https://…?token=…`, `BEGIN PRIVATE KEY`, `AKIA…`, `AccountKey=…`, `ghp_…`, `Password=…;`. Left alone: `token = tokenizer.encode(text)`.',
    unseen: 'Passwords that nothing calls so, and keys of other forms.',
  },
] as const satisfies readonly ExplainedRule[];
