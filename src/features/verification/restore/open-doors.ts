import { doorStores } from '../../../domain/overview/restorable.ts';
import type { ProofPlace } from '../proof-place.ts';
import type { ProofPorts } from '../proof-report.ts';
import { type Proofs, verifyProofs } from '../verify-proofs.ts';
import type { RestorePlan } from './plan-restore.ts';
import { storeOf } from './repair.ts';

/** Whether a plan would open doors that are shut since a store was lost. */
export function opensDoors({ repairs }: Pick<RestorePlan, 'repairs'>): boolean {
  return repairs.some((repair) => repair.what === 'mark' && doorStores.includes(storeOf(repair)));
}

/** What a verification finds, counted by kind of record, so that it can be said and agreed to in a line. */
export type FoundByRecord = Readonly<Record<string, number>>;

/** Where the verification of everything goes on that comes before doors are opened; what is outside is compared with the register by it too. */
export interface Verifying {
  readonly place: ProofPlace;
  readonly found: FoundByRecord;
}

/** Verifies everything, part by part: `next` is there until all was verified. */
export async function verifyFirst(
  ports: ProofPorts,
  from: Verifying | undefined,
  until: Date,
): Promise<{ readonly found: FoundByRecord; readonly next?: Verifying }> {
  const proofs = await verifyProofs(ports, undefined, { until, ...(from ? { from: from.place } : {}) });
  const found = foundWith(from?.found ?? {}, proofs);
  return proofs.next === undefined ? { found } : { found, next: { place: proofs.next, found } };
}

function foundWith(before: FoundByRecord, { findings, receipts, chains }: Proofs): FoundByRecord {
  const records = [
    // A change that waits and cannot come back is named by the plan, and asked for again once the doors are open.
    ...findings.flatMap(({ record }) => (record === 'change' ? [] : [record])),
    ...receipts.bad.map(() => 'receipt'),
    ...chains.flatMap(({ ok }) => (ok ? [] : ['chain'])),
  ];
  const found: Record<string, number> = { ...before };
  for (const record of records) found[record] = (found[record] ?? 0) + 1;
  return found;
}
