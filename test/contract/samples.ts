import { ulid } from 'ulid';
import type { AuditEvent } from '../../src/domain/audit/chain-line.ts';
import type { Door } from '../../src/domain/base/door.ts';
import type { ManifestEntry } from '../../src/domain/operation/manifest.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import type { Decision } from '../../src/domain/review/decision.ts';
import type { Round } from '../../src/domain/review/round.ts';
import { usualDisclosure } from '../domain/sample.ts';

let drawn = 0;

/** A name that no other test of this process uses, so that suites can share one store. */
export function fresh(prefix: string): string {
  drawn += 1;
  return `${prefix}-${process.pid.toString(36)}-${drawn}`;
}

export function operationId(door: Door): string {
  return `${door === 'ingress' ? 'ing' : 'exp'}_${ulid()}`;
}

export function anOperation(change: Partial<Operation> = {}): Operation {
  const door = change.door ?? 'ingress';
  return {
    id: operationId(door),
    door,
    project: 'heart-study',
    name: fresh('survey'),
    shape: 'folder',
    state: 'receiving',
    revision: 1,
    startedAt: '2026-11-24T10:00:00.000Z',
    since: '2026-11-24T10:00:00.000Z',
    problems: [],
    transfers: [],
    ...change,
  };
}

export function aRound(change: Partial<Round> = {}): Round {
  return {
    exportId: operationId('export'),
    project: 'heart-study',
    number: 1,
    digest: 'd'.repeat(64),
    definition: 'a'.repeat(64),
    rules: { quorum: 2, independent: 0, onDeadline: 'return', blind: true, disclosure: usualDisclosure },
    approvers: ['a', 'b', 'c'].map((letter) => ({
      name: `Approver ${letter}`,
      email: `${letter}@example.org`,
      oid: oid(letter),
      independent: letter === 'a',
      since: '2026-11-24T10:00:00.000Z',
    })),
    researchers: [{ oid: oid('f'), email: 'f@example.org' }],
    filesSince: '2026-11-24T09:00:00.000Z',
    openedAt: '2026-11-24T10:00:00.000Z',
    deadline: '2026-12-08T10:00:00.000Z',
    status: 'open',
    revision: 1,
    ...change,
  };
}

/** The object id of an approver in `aRound`, by a hexadecimal letter. */
function oid(letter: string): string {
  return `${letter.repeat(8)}-0000-4000-8000-000000000000`;
}

export function aDecision(round: Round, letter: string, choice: Decision['choice'] = 'approve'): Decision {
  return {
    exportId: round.exportId,
    project: round.project,
    round: round.number,
    approver: oid(letter),
    askedSince: '2026-11-24T10:00:00.000Z',
    name: `Approver ${letter}`,
    choice,
    reason: choice === 'deny' ? 'small counts' : '',
    lookedAt: true,
    deidentified: true,
    digest: round.digest,
    at: '2026-11-24T11:00:00.000Z',
  };
}

export function anEvent(id: string, change: Partial<AuditEvent> = {}): AuditEvent {
  return {
    id,
    at: '2026-11-24T10:00:00.000Z',
    kind: 'ingress.copying',
    project: 'heart-study',
    operation: null,
    actor: 'control-plane',
    data: { files: 3 },
    ...change,
  };
}

export function anEntry(path: string, change: Partial<ManifestEntry> = {}): ManifestEntry {
  return { path, size: 10, etag: '0x8DE', md5: null, lastModified: '2026-11-24T10:00:00.000Z', ...change };
}

/** The items as a stream. */
export async function* stream<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

/** The whole of a stream. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
