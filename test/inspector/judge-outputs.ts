import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { RecordedSet } from '../../scripts/recall-table.ts';
import { isQuiet, verdictOf } from '../../src/domain/inspection/evidence.ts';
import type { Inspected } from '../../src/inspector/inspect-file.ts';
import { usualRules } from './checks/feed.ts';
import { readByChild } from './corpus/by-child.ts';

const labels = z.array(
  z.looseObject({ name: z.string(), form: z.string(), kind: z.string(), base: z.int().exactOptional() }),
);

/**
 * The rules that say what is dangerous in a file of each kind. Two sizes that differ by few are what both rules tell of: that few were left
 * out, and what a difference gives.
 */
const rulesOf: Readonly<Record<string, readonly string[]>> = {
  'small-count': ['small-count', 'small-rounding'],
  'rows-of-people': ['individual-rows', 'many-rows'],
  identifier: [
    ...[
      'identifier-header',
      'check-digits',
      'identifier-shape',
      'email-address',
      'email-in-text',
      'birth-date',
      'postcode',
    ],
    ...[
      'social-security-number',
      'nhs-number-in-text',
      'personal-number',
      'labelled-identifier',
      'phone-number',
      'name-label',
    ],
  ],
  extreme: ['extreme-value'],
  arithmetic: ['suppressed-cell', 'small-rate', 'small-difference', 'small-missing'],
  'missing-rows': ['small-missing', 'small-count', 'small-difference'],
  hidden: [
    ...['workbook-hidden-sheet', 'workbook-hidden-cells', 'workbook-comment'],
    ...['document-tracked', 'document-hidden-text', 'broken-record'],
  ],
};

/** What came of the recorded outputs of one kind: how many there are, in how many it was found, how many draw an alarm, and how many nothing at all. */
export interface KindJudged {
  readonly of: string;
  readonly files: number;
  readonly found: number;
  readonly alarms: number;
  readonly quiet: number;
}

/** Has the built child read each recorded output of a set, and counts by kind and by kind and form. */
export async function judgeOutputs(built: string, set: RecordedSet): Promise<KindJudged[]> {
  const folder = join(import.meta.dirname, 'outputs', set);
  const told = labels.parse(JSON.parse(readFileSync(join(folder, 'labels.json'), 'utf8')));
  const read = await readByChild(
    built,
    told.map(({ name }) => ({ name, bytes: readFileSync(join(folder, name)) })),
  );
  const judged = told.flatMap((label, at) => {
    const inspected = read[at];
    return inspected === undefined ? [] : [{ label, ...judge(label, inspected) }];
  });
  const groups = [
    ...Map.groupBy(judged, ({ label }) => label.kind),
    ...Map.groupBy(judged, ({ label }) => `${label.kind}, ${label.form}`),
  ];
  return groups
    .map(([of, files]) => ({
      ...{ of, files: files.length, found: files.filter(({ isFound }) => isFound).length },
      alarms: files.filter(({ isAlarm }) => isAlarm).length,
      quiet: files.filter(({ isQuiet }) => isQuiet).length,
    }))
    .toSorted((one, other) => (one.of < other.of ? -1 : 1));
}

/** Rounding is found where its base is told, and one that is not accepted rightly draws an alarm; of harmless ones there is nothing to find. */
function judge({ kind, base = 0 }: z.infer<typeof labels>[number], { findings, notChecked, coverage }: Inspected) {
  const isAccepted = base > 9 || usualRules.rounding.includes(base);
  const heavy = findings
    .filter(
      ({ severity, rule }) => severity !== 'note' && (kind !== 'rounded' || isAccepted || rule !== 'small-rounding'),
    )
    .map(({ rule }) => rule);
  const rules = rulesOf[kind];
  const isFound =
    rules === undefined ? (coverage?.rounding.length ?? 0) > 0 : heavy.some((rule) => rules.includes(rule));
  const verdict = verdictOf({ findings, notChecked, coverage: { balances: !notChecked.includes('unbalanced') } });
  return { isFound, isAlarm: heavy.length > 0, isQuiet: isQuiet(verdict) };
}
