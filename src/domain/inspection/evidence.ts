import { z } from 'zod';
import { type Claim, claim } from './claim.ts';
import { type Coverage, coverage, coverageClasses } from './coverage.ts';
import { disclosureRules } from './disclosure.ts';

/** How much a finding weighs, the lightest first. `block` names what should not leave; people still decide. */
export const severities = ['note', 'review', 'block'] as const;
export type Severity = (typeof severities)[number];

/**
 * Why something in a file was not looked at. `type`: the reading room does not read such files; `partly`: only its beginning was read;
 * `tooLarge`: it may be read whole only, and is too large for that; `budget`: the time of the package was used up; `crashed`: reading it
 * ended its process, or took too long or too much memory; `damaged`: it is not what its first bytes say; `encrypted`: it needs a password;
 * `unbalanced`: what was said to be looked at does not add up to the file.
 */
export const notCheckedReasons = [
  'type',
  'partly',
  'tooLarge',
  'budget',
  'crashed',
  'damaged',
  'encrypted',
  'unbalanced',
] as const;
export type NotCheckedReason = (typeof notCheckedReasons)[number];

/** What a file is by its first bytes, whatever its name says; `unknown` when its reading never came so far as to tell. */
export const fileTypes = [
  'empty',
  'table',
  'text',
  'json',
  'notebook',
  'html',
  'svg',
  'xlsx',
  'docx',
  'pptx',
  'odf',
  'png',
  'jpeg',
  'pdf',
  'parquet',
  'arrow',
  'archive',
  'other',
  'unknown',
] as const;
export type FileType = (typeof fileTypes)[number];

/** Counts in evidence end here, so that none can carry data. */
export const mostCounted = 99;

const ruleId = z
  .string()
  .regex(/^[a-z]+(-[a-z0-9]+)*$/)
  .max(40);

/** What a rule found in one file: how heavy, and how often, at most `mostCounted`. No text and no place of the file. */
export const finding = z.strictObject({
  rule: ruleId,
  severity: z.enum(severities),
  count: z.int().min(1).max(mostCounted),
});
export type Finding = z.infer<typeof finding>;

/** What one child saw in one file. */
export const fileFindings = z.strictObject({
  type: z.enum(fileTypes),
  findings: z.array(finding).max(100),
  notChecked: z.array(z.enum(notCheckedReasons)).max(notCheckedReasons.length),
});
export type FileFindings = z.infer<typeof fileFindings>;

/**
 * The word over a file, the lightest first: its heaviest finding; `notChecked` where nothing heavier than a note was found and something was
 * not looked at; `lookedAt` where it was, by a coverage that balances, and nothing was found. `clean` is what older evidence, which has no
 * coverage, says of that.
 */
export const verdicts = ['clean', 'lookedAt', 'note', 'notChecked', 'review', 'block'] as const;
export type Verdict = (typeof verdicts)[number];

/** The words as people read them, everywhere. */
export const verdictNames: Readonly<Record<Verdict, string>> = {
  clean: 'clean (old rules)',
  lookedAt: 'looked at',
  note: 'a note',
  notChecked: 'not looked at',
  review: 'to look at',
  block: 'should not leave',
};

/** Whether nothing was found, not even a note, and everything was looked at. */
export function isQuiet(verdict: Verdict): boolean {
  return verdict === 'lookedAt' || verdict === 'clean';
}

interface Judged extends Pick<FileFindings, 'findings' | 'notChecked'> {
  readonly coverage?: { readonly balances: boolean };
}

export function verdictOf({ findings, notChecked, coverage: said }: Judged): Verdict {
  const heaviest = severities.findLast((severity) => findings.some((one) => one.severity === severity));
  if (heaviest === 'block' || heaviest === 'review') return heaviest;
  if (notChecked.length > 0 || said?.balances === false) return 'notChecked';
  return heaviest ?? (said === undefined ? 'clean' : 'lookedAt');
}

const fromOne = z.int().min(1);

/** Where a rule found something; numbers begin at 1. Rows are counted with the header. */
export const place = z.strictObject({
  sheet: fromOne.optional(),
  page: fromOne.optional(),
  /** Of a file with several tables that have no other name. */
  table: fromOne.optional(),
  row: fromOne.optional(),
  column: fromOne.optional(),
});
export type Place = z.infer<typeof place>;

/** At most so many places of a rule are kept for a file. */
export const mostPlaces = 50;

/** The places of the findings of one file. They stand apart from the evidence, since row numbers alone can carry data. */
export const filePlaces = z.array(z.strictObject({ rule: ruleId, places: z.array(place).max(mostPlaces) })).max(100);
export type FilePlaces = z.infer<typeof filePlaces>;

/**
 * What stands beside the evidence about one file, for people who may read it: where things were found, and the exact numbers of what was
 * looked at; of a checker's report also what it claims. Older ones are the places alone.
 */
export const fileDetail = z.union([
  z.strictObject({ places: filePlaces, coverage: coverage.exactOptional(), claim: claim.exactOptional() }),
  filePlaces.transform((places) => ({ places })),
]);
export type FileDetail = { readonly places: FilePlaces; readonly coverage?: Coverage; readonly claim?: Claim };

/** So many files of a package are inspected, one process each. */
export const mostInspected = 2000;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in 64 hexadecimal digits');

/**
 * One file of a package, by its number in the order of their paths, from 1. `sha256` is of all that was read: of the whole file unless
 * `notChecked` says otherwise; it is missing where nothing was read, and of context: evidence outlasts files, and a hash tells a small table
 * to whoever guesses it.
 */
const fileEvidence = fileFindings
  .extend({
    number: fromOne.max(mostInspected),
    sha256: sha256.exactOptional(),
    /** Of its lines, where all of a text was read: so that it is known again in another encoding. Missing in older evidence. */
    lines: sha256.exactOptional(),
    bytes: z.int().min(0),
    verdict: z.enum(verdicts),
    /** Missing where no child said what it looked at, and in older evidence. */
    coverage: coverageClasses.exactOptional(),
    /** Of a file that is never released: what is found in it asks nothing of an approval. */
    role: z.literal('context').exactOptional(),
  })
  .refine(
    ({ coverage: said, notChecked }) => said === undefined || said.balances !== notChecked.includes('unbalanced'),
    'the coverage balances or it does not',
  )
  .refine((file) => file.verdict === verdictOf(file), 'the verdict is not that of the findings');
export type FileEvidence = z.infer<typeof fileEvidence>;

/** Whether a file is one that may leave. */
export function isToLeave({ role }: Pick<FileEvidence, 'role'>): boolean {
  return role === undefined;
}

/** Programs that looked at the files, with their versions. */
const versions = z.record(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), z.string().regex(/^\d{1,5}(\.\d{1,5}){0,3}$/));

/**
 * What the reading room says of a frozen package: no text, no name and no value of its files, so that the control plane may read it.
 * `digest` is that of the files which it found; where another one was asked for, it looked at none of them.
 */
export const evidenceSchema = z
  .strictObject({
    digest: sha256,
    definition: sha256,
    thresholds: disclosureRules,
    versions,
    files: z.array(fileEvidence).max(mostInspected),
    /** Files after those, at which nobody looked. */
    unread: z.int().min(0),
    /** By which files to open are drawn, made with the room's key, and among whom (object ids); older evidence has none. */
    draw: z.strictObject({ key: sha256, among: z.array(z.guid().toLowerCase()).max(500) }).exactOptional(),
  })
  .refine(
    ({ files }) => files.every(({ number }, index) => number === index + 1),
    'the files are not numbered from 1 on',
  );
export type Evidence = z.infer<typeof evidenceSchema>;
