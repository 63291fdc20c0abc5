import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createActivities } from '../../src/activities/index.ts';
import { type AuditEvent, parseChainLine } from '../../src/domain/audit/chain-line.ts';
import type { Operation, OperationKey } from '../../src/domain/operation/operation.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let count = 0;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

async function dataset(): Promise<{ key: OperationKey; file: (path: string) => string }> {
  count += 1;
  const file = (path: string) => `heart-study/truth-${count}/${path}`;
  await world.put('ingress', file('a.csv'), 'old a');
  return { key: await world.open('ingress', file('a.csv')), file };
}

/** Uploads as large files are: in blocks, so that storage knows no MD5. */
async function putInBlocks(path: string, content: string): Promise<void> {
  const blob = world.container('ingress').getBlockBlobClient(path);
  const block = Buffer.from('block 1').toString('base64');
  await blob.stageBlock(block, content, Buffer.byteLength(content));
  await blob.commitBlockList([block]);
}

/** The same activities over ports of which some are different. */
function activitiesWith(ports: Partial<Ports>) {
  const settings = {
    publicBaseUrl: 'https://gate.example.org',
    restorableDays: { ingress: 7, export: 17 },
    datasetDays: 30,
    transferPollSeconds: 1,
    mailWindowSeconds: 1,
    storageSkewSeconds: 0,
  };
  return createActivities({ ...world.ports, ...ports }, settings);
}

/** A register that loses the connection instead of writing a row. */
const unwritable: Partial<Ports> = {
  get register() {
    const update = async () => Promise.reject(new Error('the register is away'));
    return { ...world.ports.register, update, move: update };
  },
};

/** A Data Factory whose answers about activities lag behind. */
const lagging: Partial<Ports> = {
  get dataFactory() {
    return { ...world.ports.dataFactory, activities: async () => [] };
  },
};

/** Does something once, right before the activity is called for that step. */
function once(name: string, step: string | undefined, act: () => Promise<void>) {
  let done = false;
  return async (called: string, input: unknown) => {
    if (done || called !== name || (step !== undefined && Object(input).step !== step)) return;
    done = true;
    await act();
  };
}

async function eventsOf({ id }: OperationKey): Promise<AuditEvent[]> {
  const events: AuditEvent[] = [];
  for await (const line of world.ports.audit.lines('heart-study')) events.push(parseChainLine(line).event);
  return events.filter(({ operation }) => operation === id);
}

/** What the audit tells of each transfer: parameters, run and outcome. */
async function toldOf(key: OperationKey) {
  const events = await eventsOf(key);
  return (await world.operation(key)).transfers.map(({ step, attempt }) => {
    const of = (kind: string) =>
      events.find((event) => event.kind === kind && event.data['step'] === step && event.data['attempt'] === attempt);
    const { step: _s, attempt: _a, ...parameters } = of('transfer.intended')?.data ?? {};
    const failed = of('transfer.failed') !== undefined;
    const runId = of('transfer.started')?.data['runId'];
    return { step, attempt, parameters, runId, status: failed ? 'failed' : 'succeeded' };
  });
}

function rowsOf({ transfers }: Operation) {
  return transfers.map(({ step, attempt, parameters, runId, status }) => {
    return { step, attempt, parameters, runId, status };
  });
}

describe('what the audit says of transfers', () => {
  test('a delete that was prepared again after a crash has the end time that its run was given', async () => {
    const { key } = await dataset();
    const earlier: typeof world.ports.listing.pages = async function* (...listed) {
      for await (const page of world.ports.listing.pages(...listed)) {
        yield { ...page, date: new Date(page.date.getTime() - 10_000) };
      }
    };
    const before = once('prepareTransfer', 'ingress-delete', async () => {
      const dying = activitiesWith({ ...unwritable, listing: { ...world.ports.listing, pages: earlier } });
      await expect(dying.prepareTransfer({ key, step: 'ingress-delete' })).rejects.toThrow('the register is away');
    });
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'available' });
    expect(await toldOf(key)).toEqual(rowsOf(await world.operation(key)));
  });

  test('a copy that was judged again after a crash has the outcome that the flow went on with', async () => {
    const { key } = await dataset();
    const before = once('closeTransfer', 'ingress-copy', async () => {
      const dying = activitiesWith({ ...unwritable, ...lagging });
      await expect(dying.closeTransfer({ key, step: 'ingress-copy' })).rejects.toThrow('the register is away');
    });
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'available' });
    expect(await toldOf(key)).toEqual(rowsOf(await world.operation(key)));
  });

  test('a start that runs twice at once names one run in row and audit', async () => {
    const { key } = await dataset();
    const before = once('startTransfer', 'ingress-copy', async () => {
      const start = () => world.activities.startTransfer({ key, step: 'ingress-copy' });
      await Promise.all([start(), start(), start()]);
    });
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'available' });
    expect(await toldOf(key)).toEqual(rowsOf(await world.operation(key)));
  });
});

describe('an activity that ends long after its repeat', () => {
  test('does not close a copy as good that was found stale meanwhile', async () => {
    const { key, file } = await dataset();
    let stale: Awaited<ReturnType<Ports['register']['get']>>;
    const closing = once('closeTransfer', 'ingress-copy', async () => {
      stale = await world.ports.register.get(key);
      await putInBlocks(file('a.csv'), 'new a');
    });
    let starts = 0;
    const before = async (name: string, input: unknown) => {
      await closing(name, input);
      if (name === 'prepareTransfer') starts += 1;
      if (name !== 'prepareTransfer' || starts !== 3) return;
      const get: Ports['register']['get'] = async (asked) => {
        const old = stale;
        stale = undefined;
        return old ?? world.ports.register.get(asked);
      };
      await activitiesWith({ register: { ...world.ports.register, get } }).closeTransfer({ key, step: 'ingress-copy' });
    };
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'available' });
    expect(Object.values(await world.contents('datasets', file('')))).toEqual(['new a']);
  });
});

test('a move that could not be written leaves no line, and the failure after it stands in the audit', async () => {
  const { key } = await dataset();
  const before = once('move', undefined, async () => {
    const move = { key, from: 'receiving', event: 'complete' } as const;
    await expect(activitiesWith(unwritable).move(move)).rejects.toThrow('the register is away');
    await world.activities.failOperation({ key, message: 'the register was away for too long' });
  });
  await world.run('ingress', key, { before });
  expect((await world.operation(key)).state).toBe('failed');
  const kinds = (await eventsOf(key)).map(({ kind }) => kind);
  expect(kinds).toContain('ingress.failed');
  expect(kinds).not.toContain('ingress.checking');
});

test('a run whose start was never answered is told to stop when its operation fails', async () => {
  const { key } = await dataset();
  world.knobs.set({ holdRuns: true });
  const before = once('startTransfer', 'ingress-copy', async () => {
    const start: Ports['dataFactory']['start'] = async (...asked) => {
      await world.ports.dataFactory.start(...asked);
      throw new Error('the answer was lost');
    };
    const lost = activitiesWith({ dataFactory: { ...world.ports.dataFactory, start } });
    await expect(lost.startTransfer({ key, step: 'ingress-copy' })).rejects.toThrow('the answer was lost');
    await world.activities.failOperation({ key, message: 'Data Factory was away for too long' });
  });
  const enough = async () => (await world.operation(key)).state === 'failed';
  await world.run('ingress', key, { before, enough });
  const runs = await world.ports.dataFactory.find('ingress-copy', key.id, new Date(0));
  world.knobs.reset();
  expect(runs.map(({ status }) => status)).toEqual([expect.stringMatching(/^Cancel/)]);
  const [transfer] = (await world.operation(key)).transfers;
  expect(transfer).toMatchObject({ status: 'failed', message: expect.stringContaining('Cancelled') });
});
