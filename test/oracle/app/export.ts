import * as df from 'durable-functions';
import type { Activities } from '../../../src/activities/index.ts';
import { notificationKindOf } from '../../../src/domain/notification/pending-work.ts';
import { exportRows } from '../../../src/domain/operation/export.ts';
import { exportPackage } from '../../../src/orchestrators/export.ts';

/** Sallyport's activities with canned answers: what the orchestrator is told, without any of the work. */
type Canned = {
  [N in keyof Activities]: (input: Parameters<Activities[N]>[0]) => Awaited<ReturnType<Activities[N]>>;
};

const states = new Map<string, string>();
const seen = new Map<string, number>();
const times = (what: string) => {
  const count = (seen.get(what) ?? 0) + 1;
  seen.set(what, count);
  return count;
};

function moved(id: string, from: string, event: string): string {
  const row = exportRows.find((candidate) => candidate.from === from && candidate.event === event);
  if (!row) throw new Error(`No row leads from '${from}' by '${event}'.`);
  states.set(id, row.to);
  return row.to;
}

const canned: Canned = {
  loadOperation: ({ id }) => ({ state: states.get(id) ?? 'receiving' }),
  move: ({ key, from, event }) => {
    const state = moved(key.id, from, event);
    return { state, tells: notificationKindOf({ door: 'export', state, transfers: [] }) !== undefined };
  },
  retractCopy: () => ({ state: 'retracting' }),
  failOperation: ({ key }) => {
    states.set(key.id, 'failed');
    return { state: 'failed', ended: true, waitSeconds: 0 };
  },
  lookAtArrival: ({ id }) =>
    times(`${id} look`) === 1 ? { kind: 'wait', seconds: 3600, why: 'files still arrive' } : { kind: 'complete' },
  takeInventory: () => ({ problems: 0 }),
  prepareDiscard: () => ({ step: 'export-delete', isEmpty: false }),
  prepareTransfer: ({ key, step }) =>
    times(`${key.id} prepare ${step}`) === 1 ? { kind: 'go', waitSeconds: 0 } : { kind: 'done' },
  startTransfer: ({ key, step }) => {
    if (step === 'export-release' && times(`${key.id} start`) === 1) throw new Error('Data Factory is away');
  },
  pollTransfer: ({ key, step }) => ({ ended: times(`${key.id} poll ${step}`) > 2, waitSeconds: 0 }),
  closeTransfer: () => undefined,
  verifyCopy: () => ({ kind: 'verified' }),
  writeReceipt: () => undefined,
  tellOwed: () => ({ unsent: 0 }),
  noteTrouble: () => undefined,
  lookAtClearing: () => ({ kind: 'nothing' }),
  noteCleared: () => undefined,
  noteUncleared: () => undefined,
  lookAtRetraction: () => ({ kind: 'gone', event: 'retracted' }),
  digestPackage: () => ({ kind: 'digested' }),
  needsApproval: () => ({ required: true }),
  askInspection: () => undefined,
  lookAtInspection: () => ({ kind: 'ended' }),
  lookAtWithdrawn: () => ({ kind: 'gone' }),
  openReview: () => undefined,
  reopenReview: () => undefined,
  inviteApprovers: () => ({ asked: '1' }),
  lookAtRound: ({ id }) => ({
    status: times(`${id} judge`) === 1 ? 'open' : id.endsWith('Denied') ? 'denied' : 'approved',
    asked: '1',
  }),
  takeBack: () => ({ state: 'revoking' }),
  endReleaseRuns: () => ({ ended: true, waitSeconds: 0 }),
  noteOutside: () => undefined,
  endTakeBack: () => ({ event: 'revoked' }),
  lookAtHold: () => ({ held: false, waitSeconds: 0 }),
  lookAtScan: () => ({ kind: 'passed' }),
  tellUnscanned: () => ({ unsent: 0 }),
  withdrawRound: () => undefined,
  checkRelease: () => ({ kind: 'release' }),
};

for (const [name, handler] of Object.entries(canned)) df.app.activity(name, { handler });
df.app.orchestration('export', exportPackage);
