import { describe, expect, test } from 'vitest';
import { blobAuditLog } from '../../../src/azure/audit/audit-log.ts';
import type { TableRow } from '../../../src/azure/base/table.ts';
import { type ChainHead, headFields } from '../../../src/domain/audit/chain-head.ts';
import { verifyProofs } from '../../../src/features/verification/verify-proofs.ts';
import type { AuditLog } from '../../../src/ports/audit.ts';
import { idsOf } from '../../contract/audit-contract.ts';
import { anEvent } from '../../contract/samples.ts';
import { gather } from '../../domain/sample.ts';
import { noHook } from '../../memory/hook.ts';
import { settled } from '../../memory/time.ts';
import { MemoryWorld } from '../../memory/world.ts';

const chain = 'heart-study';
const other = 'lung-study';

/** What is in a row, beside its keys and what the service writes. */
type Columns = Readonly<Record<string, unknown>>;

/** Chains in memory whose blobs end after three appends, with every head that the first of them had. */
async function startChains() {
  const world = new MemoryWorld(1, noHook, { auditWait: settled });
  const heads = world.storage.sealed('heads', noHook);
  const container = world.storage.openAs('control-plane', 'control', 'audit');
  const aProcess = () =>
    blobAuditLog({ container, heads, clock: world.time, blocksPerBlob: 3, wait: async () => undefined });
  const writer = aProcess();
  const row = async (of: string): Promise<Columns> => {
    const {
      partitionKey: _,
      rowKey: __,
      etag: ___,
      timestamp: ____,
      seal: _____,
      ...columns
    } = await heads.getEntity(of, 'head');
    return columns;
  };
  const write = (columns: Columns, of = chain) =>
    heads.upsertEntity({ ...columns, partitionKey: of, rowKey: 'head' }, 'Replace');
  return { world, heads, aProcess, writer, row, write };
}
type Chains = Awaited<ReturnType<typeof startChains>>;

/** Lines in two blobs, two of them about holds, so that each field of the head has been another one before. */
async function written({ writer, row }: Chains): Promise<readonly Columns[]> {
  for (let number = 1; number <= 4; number += 1)
    await writer.append(other, [
      anEvent(`another line ${number}`),
      anEvent(`another hold ${number}`, { kind: 'hold.set' }),
    ]);
  const before: Columns[] = [];
  for (let number = 1; number <= 5; number += 1) {
    await writer.append(chain, [anEvent(`line ${number}`, { kind: number % 2 === 0 ? 'hold.set' : 'sweep.asked' })]);
    before.push(await row(chain));
  }
  return before;
}

const higher = (value: unknown): unknown =>
  typeof value === 'number' ? value + 1 : changedText(String(value), (digit) => (digit + 1) % 10);
const lower = (value: unknown): unknown =>
  typeof value === 'number' ? value - 1 : changedText(String(value), (digit) => (digit + 9) % 10);

/** Another hash, or the name of another blob of the chain. */
function changedText(text: string, change: (digit: number) => number): string {
  return text.replace(/\d(?=\D*$)/, (digit) => String(change(Number(digit))));
}

/** What somebody who may write tables does to a head, by the name of what they change. */
const ofField = (field: keyof ChainHead) => ({
  up: (head: Columns) => ({ ...head, [field]: higher(head[field]) }),
  down: (head: Columns) => ({ ...head, [field]: lower(head[field]) }),
  removed: ({ [field]: _, ...head }: Columns) => head,
  torn: (head: Columns) => ({ ...head, [field]: typeof head[field] === 'number' ? 'many' : '' }),
  "another chain's": (head: Columns, { theirs }: Around) => ({ ...head, [field]: theirs[field] }),
  'an earlier one': (head: Columns, { before }: Around) => {
    const earlier = before.filter((one) => one[field] !== head[field]).at(-1);
    return { ...head, [field]: earlier?.[field] };
  },
});
interface Around {
  readonly theirs: Columns;
  /** The heads that the chain had, the oldest first. */
  readonly before: readonly Columns[];
}
const whole = {
  removed: () => undefined,
  "another chain's": (_: Columns, { theirs }: Around) => theirs,
  'an earlier one': (_: Columns, { before }: Around) => before.at(-2),
  'the first one': (_: Columns, { before }: Around) => before.at(0),
};
type Tamper = (head: Columns, around: Around) => Columns | undefined;
const table: Record<string, Readonly<Record<string, Tamper>>> = {
  ...Object.fromEntries(headFields.map((field) => [field, ofField(field)])),
  'the whole head': whole,
};
const cases = Object.entries(table).flatMap(([what, changes]) =>
  Object.keys(changes).flatMap((change) =>
    (['the process that wrote it', 'another one', 'one that knew it before'] as const).map(
      (who) => [what, change, who] as const,
    ),
  ),
);

const refusal = /^The (head of the audit chain heart-study is wrong|audit chain heart-study has lines but no head): /;

/** What an append does: it works, or refuses with a sentence. */
async function tried(audit: AuditLog, id: string): Promise<'done' | 'refused'> {
  try {
    await audit.append(chain, [anEvent(id)]);
    return 'done';
  } catch (error) {
    expect(error).toMatchObject({ message: expect.stringMatching(refusal) });
    expect(String(error)).toMatch(/Nothing is appended.*docs\/restore\.md/);
    return 'refused';
  }
}

describe('a head of which one thing is changed', () => {
  test.each(cases)('%s: %s; then %s writes', async (what, change, who) => {
    const chains = await startChains();
    const { world, heads, writer, row, write, aProcess } = chains;
    const ports = { ...world.ports, audit: writer };
    const known = aProcess();
    const before = await written(chains);
    if (who === 'one that knew it before') {
      await known.append(chain, [anEvent('line 6')]);
      for (const id of ['line 7', 'line 8']) await writer.append(chain, [anEvent(id)]);
    }
    const honest = await row(chain);
    const tampered = table[what]?.[change]?.(honest, { theirs: await row(other), before });
    if (JSON.stringify(tampered) === JSON.stringify(honest)) throw new Error('nothing is changed');
    const [lines, theirs] = [await gather(writer.lines(chain)), await gather(writer.lines(other))];
    expect((await verifyProofs(ports)).ok).toBe(true);
    if (tampered === undefined) await heads.deleteEntity(chain, 'head');
    else await write(tampered);

    const found = await verifyProofs({ ...ports, audit: aProcess() }, chain);
    expect(found.ok).toBe(false);
    const next = who === 'the process that wrote it' ? writer : who === 'another one' ? aProcess() : known;
    const outcomes = [await tried(next, 'next 1'), await tried(next, 'next 2'), await tried(aProcess(), 'next 3')];

    const after = await gather(writer.lines(chain));
    expect(after.slice(0, lines.length)).toEqual(lines);
    expect(await gather(writer.lines(other))).toEqual(theirs);
    if (outcomes.includes('refused')) {
      expect(found.findings.map(({ record }) => record)).toContain('head');
      // The process that wrote it may have brought its line into the blob before it looked at the head.
      expect(after.length - lines.length).toBeLessThanOrEqual(1);
      await write(mustBe(found.findings.find(({ record }) => record === 'head')?.why ?? ''));
      expect(await tried(aProcess(), 'next 3')).toBe('done');
    }
    const ids = await idsOf(writer, chain);
    expect(ids).toContain('next 3');
    expect(new Set(ids).size).toBe(ids.length);
    expect(await verifyProofs({ ...ports, audit: aProcess() }, chain)).toMatchObject({ ok: true, findings: [] });
  });

  test('is each of those that the row has', async () => {
    const chains = await startChains();
    await written(chains);
    expect(Object.keys(await chains.row(chain)).toSorted()).toEqual(headFields.toSorted());
  });
});

/** The head that verification says it must be, as an operator copies it into the row. */
function mustBe(why: string): Columns {
  const [, said = ''] = /it must be: (.*)\.$/.exec(why) ?? [];
  const pairs = said.split(', ').map((pair) => pair.split(' '));
  return Object.fromEntries(
    pairs.map(([name = '', value = '']) => [name, /^\d{1,10}$/.test(value) ? Number(value) : value]),
  );
}

describe('the head of a chain of an earlier version', () => {
  /** Its rows as they were written before lines were counted in them. */
  async function asBefore({ heads, write, row }: Chains): Promise<void> {
    const { holdLines: _, ...head } = await row(chain);
    await write({ ...head, holds: 1 });
    const rows: TableRow[] = [];
    for await (const one of heads.listEntities()) if (one.rowKey !== 'head') rows.push(one);
    for (const {
      etag: __,
      timestamp: ___,
      count: ____,
      holdLines: _____,
      partitionKey = '',
      rowKey = '',
      ...rest
    } of rows)
      await heads.upsertEntity({ ...rest, partitionKey, rowKey }, 'Replace');
  }

  test('is counted once by all lines, and then goes on as one of today', async () => {
    const chains = await startChains();
    await written(chains);
    await asBefore(chains);
    const audit = chains.aProcess();
    expect(await audit.headProblem(chain)).toBeUndefined();
    expect(await audit.holdLines(chain)).toBe(2);
    await audit.append(chain, [anEvent('today', { kind: 'hold.lifted' })]);
    expect(await chains.row(chain)).toMatchObject({ count: 7, holdLines: 3 });
    expect((await verifyProofs({ ...chains.world.ports, audit })).ok).toBe(true);
  });

  test('is refused where it is not as all lines are', async () => {
    const chains = await startChains();
    await written(chains);
    await asBefore(chains);
    await chains.write({ ...(await chains.row(chain)), count: 7 });
    expect(await tried(chains.aProcess(), 'today')).toBe('refused');
  });
});

test('a blob behind the last one of a chain, to which no line leads, is named', async () => {
  const chains = await startChains();
  await written(chains);
  const orphan = chains.world.storage.container('control', 'audit').getAppendBlobClient(`${chain}/2027-01/001.jsonl`);
  await orphan.createIfNotExists();
  expect(await chains.aProcess().headProblem(chain)).toContain('no line leads from its blob');
});
