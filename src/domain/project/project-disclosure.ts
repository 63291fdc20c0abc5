import { z } from 'zod';
import { type DisclosureRules, disclosureRules } from '../inspection/disclosure.ts';
import { type FileType, fileTypes } from '../inspection/evidence.ts';

/** What a definition can name as an allowed type. Of a file that nobody could read so far there is nothing to allow. */
const allowedType = z.enum(fileTypes).exclude(['unknown']);

/** The types that are allowed by themselves are those that people read; Parquet and Arrow are made for records, and archives and other files nobody looked into. */
export const projectDisclosure = z.strictObject({
  thresholds: disclosureRules.prefault({}).describe('Thresholds of the checks that the reading room makes.'),
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
  { allowedTypes }: Pick<ProjectDisclosure, 'allowedTypes'>,
  types: readonly FileType[],
): FileType[] {
  const allowed: readonly FileType[] = allowedTypes;
  return types.filter((type) => !allowed.includes(type));
}

export function otherThresholds(
  used: DisclosureRules,
  now: DisclosureRules,
): { readonly name: keyof DisclosureRules; readonly used: number; readonly now: number }[] {
  return disclosureRules
    .keyof()
    .options.filter((name) => used[name] !== now[name])
    .map((name) => ({ name, used: used[name], now: now[name] }));
}

/** Whether two projects ask for the same, in whatever order they list their types. */
export function isSameDisclosure(one: ProjectDisclosure, other: ProjectDisclosure): boolean {
  return (
    one.viewing === other.viewing &&
    otherThresholds(one.thresholds, other.thresholds).length === 0 &&
    allowedType.options.every((type) => one.allowedTypes.includes(type) === other.allowedTypes.includes(type))
  );
}
