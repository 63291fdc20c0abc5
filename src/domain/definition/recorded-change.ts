import { z } from 'zod';
import type { AuditEvent } from '../audit/chain-line.ts';

/** A change of a definition of which an audit chain tells that it was asked for, and not that it ended. */
export const recordedChange = z.strictObject({
  change: z.string(),
  definition: z.string(),
  against: z.string().nullable(),
  expires: z.string(),
});
export type RecordedChange = z.infer<typeof recordedChange>;

/** In the id of a line that the control plane writes where the person who changed the definition could not. */
export const byControlPlane = 'by-itself';

/** The lines that tell of a change's end, by what follows its id. */
export const endsOfChange = [
  'project.change-confirmed',
  'project.changed',
  `${byControlPlane}.project.changed`,
  'project.change-taken-back',
  'project.change-expired',
] as const;

/** What the line says by which a change was asked for; lines of earlier versions do not say until when it waits. */
export function changeIn({ data: { change, definition, against, expires } }: AuditEvent): RecordedChange | undefined {
  return recordedChange.safeParse({ change, definition, against, expires }).data;
}

/** The change that waits by what a chain tells after one more of its lines. */
export function applyChangeLine(told: RecordedChange | undefined, event: AuditEvent): RecordedChange | undefined {
  if (event.kind === 'project.change-asked') return changeIn(event);
  const isItsEnd = told !== undefined && endsOfChange.some((end) => event.id === `${told.change}.${end}`);
  return isItsEnd ? undefined : told;
}
