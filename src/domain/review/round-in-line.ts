import type { z } from 'zod';
import type { AuditEvent } from '../audit/chain-line.ts';
import type { Frozen } from '../base/frozen.ts';
import { jsonOf } from '../base/reading/json-of.ts';
import type { Round } from './round.ts';
import { roundInLineSchema } from './round-schema.ts';

/** Names and addresses come back from definitions. */
export type RoundInLine = Frozen<z.infer<typeof roundInLineSchema>>;

export function withoutNames({ approvers, researchers, ...round }: Round): RoundInLine {
  return {
    ...round,
    approvers: approvers.map(({ name: _, email: __, ...entry }) => entry),
    researchers: researchers.map(({ oid }) => oid),
  };
}

/** What each line of a review carries: the round as it stands when the line is made, as the lines of moves carry the row. */
export function roundData(round: Round): { readonly roundRow: string } {
  return { roundRow: JSON.stringify(withoutNames(round)) };
}

/** The round that a line carries; undefined for other lines and those of earlier versions. Throws for one that holds no round of its package. */
export function roundInLine({ id, operation, data: { roundRow } }: AuditEvent): RoundInLine | undefined {
  if (roundRow === undefined) return undefined;
  const read = roundInLineSchema.safeParse(jsonOf(String(roundRow)));
  if (read.success && read.data.exportId === operation) return read.data;
  throw new Error(`The audit line ${id} holds no round of ${operation}`);
}

/** What a line says beside the round that it carries, which may be a later one where the line was written late. */
export function saidBeside(event: AuditEvent): AuditEvent {
  const { roundRow: _, ...data } = event.data;
  return { ...event, data };
}
