import { sourceManifest } from '../../src/activities/transfer/places.ts';
import type { Door } from '../../src/domain/base/door.ts';
import { endsBeforeFreeze } from '../../src/domain/lifecycle/revealed-ends.ts';
import { datasetFacts } from '../../src/domain/operation/dataset.ts';
import { exportFacts } from '../../src/domain/operation/export.ts';
import { failureIn, type Operation } from '../../src/domain/operation/operation.ts';
import type { TransferStep } from '../../src/domain/operation/operation-lists.ts';
import { anEntry, anOperation, operationId, stream } from '../contract/samples.ts';
import { aRound, type SeededApp } from './running-app.ts';

const at = '2026-03-01T10:00:00.000Z';

/** What a row of that state looks like; a failed one for each way in which it can have failed. */
export interface Shape {
  readonly title: string;
  readonly door: Door;
  readonly row: Partial<Operation>;
}

const unscanned = { since: at, lookedAt: at, unscanned: 'The scanner says nothing.' };
const withdrawal = { by: 'rui', part: 'researcher' as const, reason: 'not yet', at };
const stop = { by: 'otto', message: 'Stopped by an operator', at };
const frozen = { digest: 'd'.repeat(64), count: 1, bytes: 1 };

function failed(door: Door, state: string, steps: readonly TransferStep[], isFrozen = false): Shape {
  const transfers = steps.map((step) => {
    return { step, attempt: 1, parameters: {}, status: 'failed' as const, intendedAt: at, closedAt: at };
  });
  const failure = failureIn(state, 'it did not work', at);
  const title = `failed while it was ${state}${steps.length > 0 ? ` after ${steps.join(', ')}` : ''}`;
  return { title, door, row: { state: 'failed', failure, transfers, ...(isFrozen ? { package: frozen } : {}) } };
}

function shapesOf(door: Door, states: readonly string[]): Shape[] {
  return states.filter((state) => state !== 'failed').map((state) => ({ title: state, door, row: { state } }));
}

const all: readonly Shape[] = [
  ...shapesOf('ingress', Object.keys(datasetFacts)),
  failed('ingress', 'receiving', []),
  failed('ingress', 'copying', ['ingress-copy']),
  failed('ingress', 'deleting', ['ingress-copy', 'ingress-delete']),
  failed('ingress', 'discarding', ['discard']),
  { title: 'scanning, and rests', door: 'ingress', row: { state: 'scanning', scan: unscanned } },
  ...shapesOf('export', Object.keys(exportFacts)),
  { title: 'scanning, and rests', door: 'export', row: { state: 'scanning', scan: unscanned } },
  { title: 'in-review, and withdrawn', door: 'export', row: { state: 'in-review', withdrawal } },
  { title: 'in-review, and to stop', door: 'export', row: { state: 'in-review', stop } },
  failed('export', 'checking', []),
  failed('export', 'freezing', ['export-freeze', 'export-delete'], true),
  failed('export', 'releasing', ['export-freeze', 'export-delete', 'export-release'], true),
  failed('export', 'returning', ['export-freeze', 'export-delete', 'export-return'], true),
];

/** Of packages that ended before their freeze those too that are among the few that are revealed outside. */
export const shapes: readonly Shape[] = [
  ...all,
  ...all
    .filter(({ door, row }) => endsBeforeFreeze({ door, state: '', ...row }))
    .map(({ title, door, row }) => ({ title: `${title}, and told`, door, row: { ...row, toldSince: at } })),
];

/** A new operation of the project that looks so. */
export async function seedShape(app: SeededApp, { door, row }: Pick<Shape, 'door' | 'row'>): Promise<Operation> {
  const id = operationId(door);
  const source = await app.ports.manifests.write(sourceManifest({ id }), stream([anEntry('a.csv')]));
  const version = door === 'ingress' ? { version: 1 } : {};
  const operation = anOperation({ id, door, ...version, ...row, source: { ...source, listedAt: at } });
  await app.ports.register.open(operation, []);
  if (operation.state !== 'in-review') return operation;
  // A round that opens now has all the time that the project gives, and could get no more.
  const opened = new Date(Date.now() - 7 * 86_400_000);
  await app.ports.decisions.openRound(await aRound(app, operation, frozen.digest, opened));
  return operation;
}
