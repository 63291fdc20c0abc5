import { z } from 'zod';
import { oneLineText } from '../base/one-line.ts';

/** One legal or ethical basis of a project, as its definition names it. */
export const governanceSchema = z.strictObject({
  kind: oneLineText(60).describe('What it is in the words of people: DPIA, ethics approval, data-sharing agreement.'),
  reference: oneLineText(100).describe('Its number where it is kept. The entries of a project are told apart by it.'),
  until: z.iso.date().describe('Last day (UTC) on which it holds. Past it the doors are closed, as past ends.'),
});

export type Governance = z.infer<typeof governanceSchema>;

export function governanceName({ kind, reference }: Omit<Governance, 'until'>): string {
  return `${kind} ${reference}`;
}

export function governanceText(entries: readonly Governance[]): string {
  return entries.map((entry) => `${governanceName(entry)} (until ${entry.until})`).join('; ');
}
