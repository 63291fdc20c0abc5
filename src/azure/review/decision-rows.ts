import type { Decision } from '../../domain/review/round.ts';

/** Row key of a round; the number is padded so that rows sort by it. */
export function roundKey(number: number): string {
  return `round:${padded(number)}`;
}

/** Row key of a decision: one per round and entry of an approver in it. Throws when the object id could not be a key. */
export function decisionKey({
  round,
  approver,
  askedSince,
}: Pick<Decision, 'round' | 'approver' | 'askedSince'>): string {
  if (!/^[0-9a-z-]{1,64}$/i.test(approver))
    throw new Error(`${JSON.stringify(approver)} is no object id of an approver`);
  return `decision:${padded(round)}:${approver}:${askedSince.replace(/\D/g, '')}`;
}

function padded(number: number): string {
  return String(number).padStart(5, '0');
}
