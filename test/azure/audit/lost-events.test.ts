import { describe, expect, test } from 'vitest';
import { blobAuditLog } from '../../../src/azure/audit/audit-log.ts';
import { openingEventId } from '../../../src/domain/audit/audit-event.ts';
import { WrongHead } from '../../../src/domain/audit/chain-head.ts';
import { kindsOf, storedRows } from '../../../src/domain/overview/stored-rows.ts';
import { planHeads } from '../../../src/features/verification/restore/plan-heads.ts';
import type { AuditLog } from '../../../src/ports/audit.ts';
import { idsOf, verdict } from '../../contract/audit-contract.ts';
import { anEvent, operationId } from '../../contract/samples.ts';
import { noHook } from '../../memory/hook.ts';
import { settled } from '../../memory/time.ts';
import { MemoryWorld } from '../../memory/world.ts';

const chain = 'heart-study';
const kinds = storedRows.flatMap(({ place }) => (place.startsWith('row:heads ') ? [place] : []));
const ofHead = 'row:heads head';
const writers = [
  'the process that wrote it',
  'another one',
  'one that knew it before',
  'one that wrote before',
] as const;
const newestOnes = ['of an operation', 'of none'] as const;
const rows = ['all', 'the newest'] as const;

function startChain() {
  const world = new MemoryWorld(1, noHook, { auditWait: settled });
  const heads = world.storage.sealed('heads', noHook);
  const container = world.storage.openAs('control-plane', 'control', 'audit');
  let minutes = 0;
  const clock = { now: () => new Date(world.time.now().getTime() + minutes * 60_000) };
  const aProcess = () => blobAuditLog({ container, heads, clock, blocksPerBlob: 4, wait: async () => undefined });
  /** Removes rows of a kind past the app, all or that of one event. */
  const lose = async (kind: string, event?: string): Promise<void> => {
    for await (const { partitionKey = '', rowKey = '', id } of heads.listEntities())
      if (kindsOf('heads', partitionKey, rowKey).includes(kind) && (event === undefined || id === event))
        await heads.deleteEntity(partitionKey, rowKey);
  };
  const aMinuteGoesBy = () => {
    minutes += 1;
  };
  return { world, aProcess, lose, aMinuteGoesBy };
}

const append = (audit: AuditLog, id: string) => audit.append(chain, [anEvent(id)]);

/** A step is tried again: its line is there already, or nothing is written before somebody put right what is lost. */
async function repeat(audit: AuditLog, id: string): Promise<'done' | 'refused'> {
  try {
    await append(audit, id);
    return 'done';
  } catch (error) {
    expect(error).toBeInstanceOf(WrongHead);
    expect(String(error)).toMatch(/Nothing is appended.*docs\/restore\.md/);
    return 'refused';
  }
}

const cases = kinds.flatMap((kind) =>
  (kind === ofHead ? ['all' as const] : rows).flatMap((which) =>
    newestOnes.flatMap((newest) => writers.map((who) => [kind, which, newest, who] as const)),
  ),
);

describe('rows of heads that are lost', () => {
  test.each(cases)('%s, %s, the newest event is %s: %s repeats no line', async (kind, which, newest, who) => {
    const { world, aProcess, lose, aMinuteGoesBy } = startChain();
    const [writer, known, before] = [aProcess(), aProcess(), aProcess()];
    const operation = operationId('export');
    const step = (name: string) => `${operation}.${name}`;
    const last = newest === 'of none' ? 'the last' : step('last');
    await append(before, 'the first');
    for (const id of [openingEventId(operation), step('one'), 'of none']) await append(writer, id);
    await append(known, 'by another');
    for (const id of [step('two'), last]) await append(writer, id);
    const ids = await idsOf(writer, chain);

    await lose(kind, which === 'all' ? undefined : last);
    aMinuteGoesBy();
    const next = { [writers[0]]: writer, [writers[1]]: aProcess(), [writers[2]]: known, [writers[3]]: before }[who];
    if (next === undefined) throw new Error(`nobody is ${who}`);
    for (const id of [last, ...ids.filter((one) => one !== 'the first' && one !== 'by another')])
      await repeat(next, id);
    expect(await repeat(aProcess(), last)).toBe('refused');
    expect(await aProcess().headProblem(chain)).toMatch(kind === ofHead ? 'no head' : 'has lost what was known');

    await lose(ofHead);
    const ports = { ...world.ports, audit: aProcess() };
    const { chains, problems } = await planHeads(ports, { publicBaseUrl: 'https://gate.example.org' });
    expect([chains.map((one) => one.chain), problems]).toEqual([[chain], []]);
    await ports.audit.restoreHead(chain);
    for (const audit of [next, aProcess()]) for (const id of [last, ...ids, 'the next']) await append(audit, id);
    expect(await idsOf(writer, chain)).toEqual([...ids, 'the next']);
    expect(await verdict(aProcess(), chain)).toMatchObject({ ok: true, count: ids.length + 1 });
    expect((await aProcess().knownEvents(chain)).count).toBe(ids.length + 1);
    expect(await aProcess().headProblem(chain)).toBeUndefined();
  });
});

test('what a process writes on that knew the rows which are lost hides nothing', async () => {
  const { aProcess, lose } = startChain();
  const writer = aProcess();
  const operation = operationId('export');
  const ids = [openingEventId(operation), `${operation}.one`, `${operation}.two`];
  for (const id of ids) await append(writer, id);
  await lose('row:heads event');
  await append(writer, `${operation}.three`);
  for (const id of ids.slice(1)) expect(await repeat(aProcess(), id)).toBe('refused');
  await aProcess().restoreHead(chain);
  for (const id of ids) expect(await repeat(aProcess(), id)).toBe('done');
  expect(await idsOf(writer, chain)).toEqual([...ids, `${operation}.three`]);
});

test('whoever asks for an operation after the loss repeats none of its lines', async () => {
  const { aProcess, lose } = startChain();
  const [writer, other] = [aProcess(), aProcess()];
  const operation = operationId('export');
  const ids = [openingEventId(operation), `${operation}.one`, `${operation}.two`];
  for (const id of ids) await append(writer, id);
  await lose('row:heads event');
  await append(writer, 'of none');
  await other.toldOf(chain, operation);
  for (const id of ids.slice(1)) expect(await repeat(other, id)).toBe('refused');
  expect(await idsOf(writer, chain)).toEqual([...ids, 'of none']);
});

test.each(['2026-02', '2026-03'])(
  'a chain without a line begins, though its head is lost and a blob of %s was made for it',
  async (month) => {
    const { world, aProcess, lose } = startChain();
    await world.storage
      .openAs('control-plane', 'control', 'audit')
      .getAppendBlobClient(`${chain}/${month}/001.jsonl`)
      .createIfNotExists();
    for (const id of ['the first', 'the second']) await append(aProcess(), id);
    const ids = (await idsOf(aProcess(), chain)).filter((id) => !id.startsWith('continued:'));
    expect(ids).toEqual(['the first', 'the second']);
    expect(await verdict(aProcess(), chain)).toMatchObject({ ok: true });
    expect(await aProcess().headProblem(chain)).toBeUndefined();
    await lose(ofHead);
    expect(await repeat(aProcess(), 'the third')).toBe('refused');
  },
);
