import type { ExplainedRule } from './explained.ts';

/** Rules about running text alone. */
export const textRules = [
  {
    id: 'email-in-text',
    severity: 'review',
    title: 'An e-mail address in a text',
    says: 'A line holds an e-mail address: of an author, or of a person in the data.',
    source: 'HIPAA, 45 CFR 164.514(b)(2), F',
    example: '`ada@example.org` in a report.',
    unseen: 'Whose address it is.',
  },
  {
    id: 'nhs-number-in-text',
    severity: 'block',
    title: 'An NHS number in a text',
    says: 'A line speaks of the NHS and holds ten digits with the check digit of an NHS number.',
    source: 'Modulus 11 (NHS Data Dictionary)',
    example: '`NHS no. 943 476 5919`. Left alone: ten digits without that word.',
    unseen: 'Numbers in lines that do not say what they are.',
  },
  {
    id: 'secret-address',
    severity: 'block',
    title: 'A key or an address with a secret',
    says: 'A private key, or an address that lets in whoever has it. It must be made invalid, whatever becomes of the file.',
    source: 'HIPAA, 45 CFR 164.514(b)(2), N; our own for keys',
    example: '`https://…?sig=…`, `https://…?token=…`, `BEGIN PRIVATE KEY`.',
    unseen: 'Passwords, and keys of other forms.',
  },
] as const satisfies readonly ExplainedRule[];
