import { expect } from 'vitest';
import { auditVerdict } from '../../local/people/api-shapes.ts';
import type { Ops } from '../../local/people/operator.ts';
import type { UploadFile } from '../../local/people/storage-person.ts';
import type { Door } from '../../src/domain/base/door.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import type { TransferStep } from '../../src/domain/operation/operation-lists.ts';
import type { PipelineRun } from '../../src/ports/data-factory.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { people } from './sample-people.ts';

/** A mail as far as these look at it. */
export interface Posted {
  readonly messageId: string;
  readonly to: string;
}

/** A journey as far as these look at it, on a stack or in memory. */
interface Looked {
  readonly project: string;
  readonly sent: Readonly<Record<Door, ReadonlyMap<string, UploadFile[][]>>>;
  readonly ports: Pick<Ports, 'dataFactory'>;
  readonly ops: Ops;
  operations(door: Door, name?: string): Promise<Operation[]>;
  finished(instance: string): Promise<void>;
  told(id: string, state: string): Promise<void>;
  posted(id: string): Promise<readonly Posted[]>;
  names(account: 'public' | 'secure', container: string): Promise<string[]>;
  read(account: 'public' | 'secure', container: string, prefix: string): Promise<UploadFile[]>;
}

/** Remembers what was sent under a name. */
export function remember(sent: Map<string, UploadFile[][]>, name: string, files: readonly UploadFile[]): void {
  sent.set(name, [...(sent.get(name) ?? []), [...files]]);
}

/** What is allowed to have happened more than once. */
export interface Allowances {
  /** Message-IDs that the inbox may hold twice. */
  readonly repeatedMails?: readonly string[];
  /** Whether approvers may have got links anew: of these the first counts. */
  readonly linksAnew?: boolean;
  /** Whether nobody knows any more that a mail was sent, so that it may go twice under another Message-ID. */
  readonly mailsTwice?: boolean;
  /** Whether a run may have lost its list, failed and been tried again. */
  readonly runsAgain?: boolean;
}

/**
 * Checks that everything that people sent so far has ended as if nothing had happened: one operation for each, whose target holds exactly
 * what was sent; the originals gone; one run that succeeded for each step; each mail once; an audit that verifies.
 * Waits for the orchestrations to end first.
 */
export async function expectNothingLost(journey: Looked, allowed: Allowances = {}): Promise<void> {
  for (const [name, uploads] of journey.sent.ingress) {
    const operations = await journey.operations('ingress', name);
    expect(operations.map(({ state, version }) => ({ state, version }))).toEqual(
      uploads.map((_, index) => ({ state: 'available', version: uploads.length - index })),
    );
    for (const operation of operations) {
      await journey.finished(operation.id);
      await journey.told(operation.id, 'available');
      const sent = uploads[(operation.version ?? 0) - 1] ?? [];
      const target = `${journey.project}/${name}/v${operation.version}/`;
      expect(await read(journey, 'secure', 'datasets', target)).toEqual(contentOf(sent));
      await expectOneRunEach(journey, operation, ['ingress-copy', 'ingress-delete'], allowed);
      await expectMails(journey, operation.id, { available: [...people.owners, ...people.researchers] }, allowed);
    }
  }
  for (const [name, [sent = []]] of journey.sent.export) {
    const [operation, ...others] = await journey.operations('export', name);
    expect({ state: operation?.state, others }).toEqual({ state: 'released', others: [] });
    if (operation === undefined) continue;
    await journey.finished(operation.id);
    await journey.told(operation.id, 'released');
    const target = `${journey.project}/${name}/${operation.id}/`;
    expect(await read(journey, 'public', 'released', target)).toEqual(contentOf(sent));
    await expectOneRunEach(journey, operation, ['export-freeze', 'export-delete', 'export-release'], allowed);
    const mails = { 'decide-1': people.approvers, released: people.researchers };
    await expectMails(journey, operation.id, mails, allowed);
  }
  expect(await journey.names('public', 'ingress')).toEqual([]);
  expect(await journey.names('secure', 'exports')).toEqual([]);
  expect(auditVerdict.parse(await journey.ops.ask('GET', 'ops/audit/verify'))).toMatchObject({ ok: true });
}

function contentOf(files: readonly UploadFile[]): Record<string, string> {
  return Object.fromEntries(files.map(({ path, bytes }) => [path, bytes.toString('base64')]));
}

async function read(
  journey: Looked,
  account: 'public' | 'secure',
  container: string,
  prefix: string,
): Promise<Record<string, string>> {
  const files = await journey.read(account, container, prefix);
  return contentOf(files.map(({ path, bytes }) => ({ path: path.slice(prefix.length), bytes })));
}

/** Every run that Data Factory knows of a step of the operation. */
export async function runsOf(
  journey: Pick<Looked, 'ports'>,
  operation: Operation,
  step: TransferStep,
): Promise<PipelineRun[]> {
  const since = new Date(Date.parse(operation.startedAt) - 60_000);
  return [...(await journey.ports.dataFactory.find(step, operation.id, since))];
}

async function expectOneRunEach(
  journey: Looked,
  operation: Operation,
  steps: readonly TransferStep[],
  { runsAgain = false }: Allowances,
): Promise<void> {
  const last = operation.transfers.filter(({ step }, at, all) => !runsAgain || step !== all[at + 1]?.step);
  expect(last.map(({ step }) => step)).toEqual(steps);
  for (const { step, status, runId } of last) {
    const all = await runsOf(journey, operation, step);
    const runs = runsAgain ? all.filter((run) => run.status !== 'Failed') : all;
    expect(runs.map((run) => ({ step, runId: run.runId, run: run.status }))).toEqual([
      { step, runId, run: 'Succeeded' },
    ]);
    expect(status).toBe('succeeded');
  }
}

async function expectMails(
  journey: Looked,
  id: string,
  expected: Readonly<Record<string, readonly string[]>>,
  { repeatedMails = [], linksAnew = false, mailsTwice = false }: Allowances,
): Promise<void> {
  const seen = new Set<string>();
  // A host that dies while it sends one mail may be sending news at that moment too.
  const mayRepeat = (messageId: string) =>
    repeatedMails.includes(messageId) ||
    (repeatedMails.length > 0 && Object.keys(onTheWay).some((step) => messageId.includes(`.${step}`)));
  const asked = new Set<string>();
  const once = (await journey.posted(id)).filter(({ messageId, to }) => {
    const repeated = seen.has(messageId) && mayRepeat(messageId);
    const about = `${messageId.split('.')[1]} ${to}`;
    const isAnew = (mailsTwice || (linksAnew && messageId.includes('.decide-'))) && asked.has(about);
    asked.add(about);
    seen.add(messageId);
    return !repeated && !isAnew;
  });
  const mailedAbout = (step: string) =>
    once.filter(({ messageId }) => messageId.includes(`.${step}`)).map(({ to }) => to);
  const mailed = Object.keys(expected).map((step) => [step, mailedAbout(step)]);
  expect(sorted(Object.fromEntries(mailed))).toEqual(sorted(expected));
  const newsOnTheWay = Object.entries(onTheWay).flatMap(([step, addresses]) => {
    const told = mailedAbout(step);
    expect([...new Set(told)].sort(), step).toEqual(told.toSorted());
    expect(addresses).toEqual(expect.arrayContaining(told));
    return told;
  });
  expect(once.length).toBe(Object.values(expected).flat().length + newsOnTheWay.length);
}

/** What people are told while an operation goes on, by the next sweep: each once at most by the time that it has ended. */
const onTheWay: Readonly<Record<string, readonly string[]>> = {
  received: people.owners,
  'in-review': people.researchers,
  approved: people.approvers,
};

function sorted(mails: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(mails).map(([step, addresses]) => [step, addresses.toSorted()]));
}
