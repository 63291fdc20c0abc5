import { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';
import {
  acceptedRounding,
  type DisclosureRules,
  disclosureRules,
  disclosureThresholds,
} from '../inspection/disclosure.ts';
import { type FileType, fileTypes } from '../inspection/evidence.ts';

/** What a definition can name as an allowed type. Of a file that nobody could read so far there is nothing to allow. */
const allowedType = z.enum(fileTypes).exclude(['unknown']);

/** The types that are allowed by themselves are those that people read; Parquet and Arrow are made for records, and archives and other files nobody looked into. */
export const projectDisclosure = z.strictObject({
  thresholds: disclosureThresholds.prefault({}).describe('Thresholds of the checks that the reading room makes.'),
  rounding: acceptedRounding,
  allowedTypes: z
    .array(allowedType)
    .max(allowedType.options.length)
    .default(['empty', 'table', 'text', 'json', 'notebook', 'xlsx', 'png', 'jpeg', 'pdf'])
    .describe(
      'Types of files, by their content and not by their name, that may leave without a written reason. An approval of another one says why it may leave.',
    ),
  viewing: z
    .enum(['shown', 'required'])
    .default('shown')
    .describe(
      'required: an approval counts only from somebody who opened in the reading room each file that is to be opened; shown: how many they opened is shown.',
    ),
});
export type ProjectDisclosure = z.infer<typeof projectDisclosure>;

export function typesNotAllowed(
  { allowedTypes }: Pick<Frozen<ProjectDisclosure>, 'allowedTypes'>,
  types: readonly FileType[],
): FileType[] {
  const allowed: readonly FileType[] = allowedTypes;
  return types.filter((type) => !allowed.includes(type));
}

/** What the reading room is asked to look for. */
export function rulesOfProject({
  thresholds,
  rounding,
}: Pick<Frozen<ProjectDisclosure>, 'thresholds' | 'rounding'>): DisclosureRules {
  return { ...thresholds, rounding: [...rounding] };
}

export function otherThresholds(
  used: DisclosureRules,
  now: DisclosureRules,
): { readonly name: keyof DisclosureRules; readonly used: string; readonly now: string }[] {
  const text = (value: number | readonly number[]) =>
    typeof value === 'number' ? `${value}` : value.toSorted((one, other) => one - other).join(', ') || 'none';
  return disclosureRules
    .keyof()
    .options.map((name) => ({ name, used: text(used[name]), now: text(now[name]) }))
    .filter((one) => one.used !== one.now);
}

/** Whether two projects ask for the same, in whatever order they list their types. */
export function isSameDisclosure(one: Frozen<ProjectDisclosure>, other: Frozen<ProjectDisclosure>): boolean {
  return (
    one.viewing === other.viewing &&
    otherThresholds(rulesOfProject(one), rulesOfProject(other)).length === 0 &&
    allowedType.options.every((type) => one.allowedTypes.includes(type) === other.allowedTypes.includes(type))
  );
}
