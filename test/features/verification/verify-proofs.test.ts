import { beforeAll, describe, expect, test } from 'vitest';
import { chainLine, genesisHash, lineHash, parseChainLine } from '../../../src/domain/audit/chain-line.ts';
import { NotFound } from '../../../src/domain/base/errors.ts';
import { tables, type UnsealedRow } from '../../../src/domain/base/stored-tables.ts';
import { closureName } from '../../../src/domain/definition/closure.ts';
import type { ProofPlace } from '../../../src/features/verification/proof-place.ts';
import type { ProofPorts } from '../../../src/features/verification/proof-report.ts';
import { type Proofs, verifyProofs } from '../../../src/features/verification/verify-proofs.ts';
import { setHold } from '../../../src/use-cases/operation/hold.ts';
import { noteAbsence } from '../../../src/use-cases/people/absences.ts';
import { aHold } from '../../contract/holds-contract.ts';
import { anEvent } from '../../contract/samples.ts';
import { person } from '../../domain/sample.ts';
import { letOut } from '../../memory/let-out.ts';
import { MemoryWorld } from '../../memory/world.ts';
import { blobsOf, copyRecords, headOf, portsOver, type Records, splitText } from '../../use-cases/records.ts';
import { asLines } from './finished-world.ts';

const world = new MemoryWorld(1);
const [first, second] = ['heart-study', 'lung-study'] as const;
/** More lines than one bit of work, in two blobs. */
const longLines = [620, 520];
let honest: Records;

beforeAll(async () => {
  for (const id of [first, second]) await world.project({ id });
  for (const name of ['ages', 'blood', 'cells']) {
    await world.put('ingress', `${first}/${name}/a.csv`, 'a,b\n1,2\n');
    await world.run('ingress', await world.open('ingress', `${first}/${name}/a.csv`));
  }
  await letOut(world);
  await letOut(world);
  const idle = { start: async () => undefined, wake: async () => undefined };
  const otto = person('Otto', 50);
  await setHold(world.ports, idle, { project: first, caller: otto, reason: 'a leak is looked into' });
  const away = { person: person('Ada', 11), by: otto.oid, reason: 'is ill' };
  await noteAbsence(world.ports, idle, away, { from: '2026-03-10', to: '2026-03-11' });
  honest = await copyRecords(world.ports);
  lengthen(honest, second);
});

/** Gives a project a long chain: the lines that it has, and others that say nothing. */
function lengthen(copy: Records, chain: string): void {
  const told = blobsOf(copy, chain).flatMap(({ text }) => splitText(text));
  const events = told.map((line) => parseChainLine(line).event);
  copy.blobs = copy.blobs.filter((blob) => blob.chain !== chain);
  let hash = genesisHash;
  for (const [index, many] of longLines.entries()) {
    const lines = Array.from({ length: many }, (_, number) => {
      const noted = anEvent(`event-${index}-${number}`, { project: chain, kind: 'operation.noted' });
      const event = index === 0 ? (events[number] ?? noted) : noted;
      const line = chainLine(event, hash);
      hash = lineHash(line);
      return line;
    });
    const text = lines.map((line) => `${line}\n`).join('');
    copy.blobs.push({ chain, name: `${chain}/2026-03/00${index + 1}.jsonl`, text });
    copy.events[chain] = [
      ...(index === 0 ? [] : (copy.events[chain] ?? [])),
      ...lines.map((line) => parseChainLine(line).event.id),
    ];
  }
  copy.heads[chain] = headOf(copy, chain);
}

type Change = (ports: ProofPorts) => Partial<ProofPorts>;
const asIs: Change = () => ({});

function portsOf(copy: Records, change: Change, pageSize = 1): ProofPorts {
  const ports = { ...portsOver(copy, world.time, pageSize), absences: world.ports.absences };
  return { ...ports, ...change(ports) };
}

const problemsOf = ({ receipts, findings, chains }: Proofs): string[] => [
  ...asLines(receipts.bad, findings),
  ...chains.flatMap((chain) => (chain.ok ? [] : [`chain ${chain.chain}: ${chain.why}`])),
];

/** Verifies in as many answers as there are bits of work, and gives what all of them found, and where each but the last ended. */
async function inBits(ports: ProofPorts, only?: string) {
  const all = { places: [] as ProofPlace[], events: 0, verified: 0, problems: [] as string[], ok: false };
  for (let from: ProofPlace | undefined; ; ) {
    const proofs = await verifyProofs(ports, only, {
      until: ports.clock.now(),
      ...(from === undefined ? {} : { from: JSON.parse(JSON.stringify(from)) }),
    });
    all.events += proofs.events;
    all.verified += proofs.receipts.verified;
    all.problems.push(...problemsOf(proofs));
    if (proofs.next === undefined) return { ...all, ok: proofs.ok };
    expect(proofs.ok).toBe(false);
    all.places.push(proofs.next);
    expect(all.places.length, 'it must come to an end').toBeLessThan(100);
    from = proofs.next;
  }
}

const linesOf = (copy: Records) => copy.blobs.reduce((sum, { text }) => sum + text.split('\n').length - 1, 0);

test('all lines and receipts are verified once, at once and bit by bit', async () => {
  const copy = structuredClone(honest);
  const proofs = await verifyProofs(portsOf(copy, asIs));
  expect(problemsOf(proofs)).toEqual([]);
  expect(proofs).toMatchObject({ ok: true, events: linesOf(copy) });
  expect(proofs.receipts.verified).toBe(Object.keys(copy.receipts).length);
  expect(proofs).not.toHaveProperty('next');
  const bits = await inBits(portsOf(copy, asIs));
  expect(bits).toMatchObject({ ok: true, problems: [], events: proofs.events, verified: proofs.receipts.verified });
  const places = bits.places.map(({ place }) => place);
  for (const expected of [
    { stage: 'chain', project: second, lines: 500 },
    { stage: 'records', project: first },
    { stage: 'records', project: first, door: 'ingress', after: copy.rows[0]?.key },
    { stage: 'receipts', page: '1' },
    { stage: 'rows', table: tables[0] },
    { stage: 'rows', table: tables.at(-1) },
  ])
    expect(places).toContainEqual(expect.objectContaining(expected));
});

const at = <T>(items: readonly T[], index: number): T => {
  const item = items.at(index);
  if (item === undefined) throw new Error(`nothing at ${index}`);
  return item;
};

const changed = (blob: { text: string } | undefined, line: number): void => {
  if (blob === undefined) throw new Error('there is no blob');
  const lines = blob.text.split('\n');
  lines[line] = at(lines, line).replace('"actor":"', '"actor":"x');
  blob.text = lines.join('\n');
};

const unsealed: UnsealedRow = {
  ...{ table: 'register', partitionKey: 'p', rowKey: 'r', problem: 'it has no seal', isBare: true },
};

/** What is done to records, and how the findings of it begin. */
const spoilt: Readonly<Record<string, readonly [(copy: Records) => void, readonly string[], Change?]>> = {
  'a line of the first chain': [(copy) => changed(blobsOf(copy, first)[0], 3), ['chain heart-study']],
  'a line early in the second chain, where a hold has no line either': [
    (copy) => {
      changed(blobsOf(copy, second)[0], 10);
      copy.holds.push({ project: second, key: second, text: JSON.stringify(aHold({ project: second })) });
    },
    ['chain lung-study'],
  ],
  'a line far behind in the second chain': [(copy) => changed(blobsOf(copy, second)[1], 510), ['chain lung-study']],
  'the version of a definition in force': [
    (copy) => {
      for (const name of Object.keys(copy.definitions)) if (name.startsWith(`${first}/`)) delete copy.definitions[name];
    },
    ['definition heart-study/'],
  ],
  'the row of an operation in the middle': [
    (copy) => {
      const row = at(copy.rows, 1);
      row.text = row.text.replace('"shape":"folder"', '"shape":"file"');
    },
    ['register row'],
  ],
  'a row that nobody can read': [
    (copy) => {
      const row = at(copy.rows, 1);
      row.text = '{';
    },
    ['register row', 'audit event'],
  ],
  'a receipt': [
    (copy) => {
      const [name = ''] = Object.keys(copy.receipts);
      copy.receipts[name] = 'nothing';
    },
    ['receipt ing_'],
  ],
  'a receipt that is gone': [
    (copy) => {
      const [name = ''] = Object.keys(copy.receipts);
      delete copy.receipts[name];
    },
    ['receipt ing_', ': It is missing: the audit tells that it was written'],
  ],
  'a receipt that is listed, and gone when it is read': [
    () => {},
    ['receipt ing_'],
    ({ manifests }) => ({
      manifests: {
        ...manifests,
        readReceipt: async (name) => (name.startsWith('ing_') ? undefined : await manifests.readReceipt(name)),
      },
    }),
  ],
  'the receipt of the last package': [
    (copy) => {
      const name = Object.keys(copy.receipts).findLast((one) => one.endsWith('-release')) ?? '';
      copy.receipts[name] = 'nothing';
    },
    ['receipt exp_'],
  ],
  'the row of a receipt': [(copy) => copy.rows.splice(0, 1), ['receipt ing_', 'register row ing_']],
  'the receipt of the closing of nobody': [
    (copy) => {
      copy.receipts[closureName('old-study', 'keep')] = 'nothing';
    },
    ['receipt old-study-closure-keep: The register has no such operation'],
  ],
  'the receipt of a closing': [
    (copy) => {
      copy.receipts[closureName(second, 'keep')] = 'nothing';
    },
    ['receipt lung-study-closure-keep: This is not a receipt'],
  ],
  'a hold that no line tells of': [
    (copy) => copy.holds.push({ project: second, key: second, text: JSON.stringify(aHold({ project: second })) }),
    ['hold lung-study'],
  ],
  'the row of an absence': [
    () => {},
    ['absence heart-study', 'absence lung-study'],
    () => ({ absences: { list: async () => [] } }),
  ],
  'the row of an event': [(copy) => copy.events[second]?.pop(), ['audit event lung-study']],
  'the head of a chain': [
    (copy) => {
      const head = copy.heads[second];
      if (head !== undefined) copy.heads[second] = { ...head, length: head.length + 1 };
    },
    ['head lung-study'],
  ],
  'the head of a chain, as its store says and its lines show': [
    (copy) => {
      const head = copy.heads[first];
      if (head !== undefined) copy.heads[first] = { ...head, length: head.length + 1 };
    },
    ['head heart-study: The head is wrong'],
    ({ audit }) => ({
      audit: { ...audit, headProblem: async (chain) => (chain === first ? 'The head is wrong' : undefined) },
    }),
  ],
  'what lies outside of no project': [
    (copy) => copy.released.push({ ...at(copy.released, 0), path: 'old-study/results/a.csv' }),
    ['released file'],
  ],
  'what lies outside of no release': [
    (copy) => copy.released.push({ ...at(copy.released, 0), path: `${first}/exp_0/a.csv` }),
    ['released file'],
  ],
  'rows on two pages of a table': [
    () => {},
    ['row register p r', 'row register p more'],
    () => ({
      seals: {
        page: async (table, takes, continuation) => {
          if (table !== 'register' || takes(unsealed)) return { sealed: 0, left: [], disagreeing: [] };
          const next = continuation === undefined ? { continuation: 'more' } : {};
          return { sealed: 0, left: [{ ...unsealed, rowKey: continuation ?? 'r' }], disagreeing: [], ...next };
        },
      },
    }),
  ],
  'a row whose columns say something else': [
    () => {},
    ['row register'],
    () => ({
      seals: {
        page: async (table) => ({
          ...{ sealed: 0, left: [] },
          disagreeing: table === 'register' ? [{ key: 'a b', why: 'its state is another' }] : [],
        }),
      },
    }),
  ],
};

describe('what is spoilt is found once, at once and bit by bit', () => {
  test.each(Object.keys(spoilt))('%s', async (name) => {
    const [spoil, begins, change = asIs] = at([spoilt[name]], 0) ?? [() => {}, []];
    const copy = structuredClone(honest);
    spoil(copy);
    const proofs = await verifyProofs(portsOf(copy, change));
    const lines = linesOf(copy);
    const isWhole = !begins.some((one) => one.startsWith('chain'));
    expect(proofs.events).toEqual(isWhole ? lines : expect.any(Number));
    expect(proofs.events).toBeLessThanOrEqual(lines);
    const problems = problemsOf(proofs).toSorted();
    expect(problems.filter((problem) => !begins.some((one) => problem.startsWith(one)))).toEqual([]);
    for (const one of begins) expect(problems).toContainEqual(expect.stringContaining(one));
    expect(new Set(problems).size, 'nothing is told twice').toBe(problems.length);
    expect(proofs.ok).toBe(false);
    for (const pageSize of [1, 3]) {
      const bits = await inBits(portsOf(copy, change, pageSize));
      expect(bits.ok).toBe(false);
      expect(bits.problems.toSorted()).toEqual(problems);
    }
  });
});

test('from each place the rest is verified, whole', async () => {
  const copy = structuredClone(honest);
  for (const name of ['a row that nobody can read', 'the receipt of a closing', 'what lies outside of no release'])
    at([spoilt[name]], 0)?.[0](copy);
  const change = spoilt['rows on two pages of a table']?.[2] ?? asIs;
  const ports = portsOf(copy, change, 2);
  const all = problemsOf(await verifyProofs(ports)).toSorted();
  const before: string[] = [];
  for (let from: ProofPlace | undefined; ; ) {
    const goOn = from === undefined ? {} : { from };
    expect([...before, ...problemsOf(await verifyProofs(ports, undefined, goOn))].toSorted()).toEqual(all);
    const bit = await verifyProofs(ports, undefined, { ...goOn, until: ports.clock.now() });
    before.push(...problemsOf(bit));
    if (bit.next === undefined) break;
    from = bit.next;
  }
  expect(before.toSorted()).toEqual(all);
});

describe('an append that is under way', () => {
  /** The head of the second chain as it was two lines ago, for who does not wait for more. */
  const underWay: Change = ({ audit }) => {
    const behind = structuredClone(honest);
    const last = at(blobsOf(behind, second), -1);
    last.text = splitText(last.text)
      .slice(0, -2)
      .map((line) => `${line}\n`)
      .join('');
    const old = headOf(behind, second);
    const head: ProofPorts['audit']['head'] = async (chain, atLeast) =>
      chain === second && atLeast === undefined ? old : await audit.head(chain);
    return { audit: { ...audit, head } };
  };

  test('is waited for', async () => {
    const proofs = await verifyProofs(portsOf(structuredClone(honest), underWay), second);
    expect(problemsOf(proofs)).toEqual([]);
    expect(proofs.ok).toBe(true);
  });

  test('is not waited for behind a head that is wrong', async () => {
    const change: Change = (ports) => {
      const { audit = ports.audit } = underWay(ports);
      return { audit: { ...audit, headProblem: async () => 'The head is wrong' } };
    };
    const proofs = await verifyProofs(portsOf(structuredClone(honest), change), second);
    expect(problemsOf(proofs)).toContainEqual(expect.stringContaining('chain lung-study'));
  });
});

describe('of one project', () => {
  test('its chain and its operations are verified, and no tables', async () => {
    const seals = { page: () => Promise.reject(new Error('a table was read')) };
    const copy = structuredClone(honest);
    changed(blobsOf(copy, second)[0], 0);
    expect(
      await verifyProofs(
        portsOf(copy, () => ({ seals })),
        first,
      ),
    ).toMatchObject({
      ...{ ok: true, chains: [{ chain: first }] },
    });
    expect(
      await inBits(
        portsOf(copy, () => ({ seals })),
        first,
      ),
    ).toMatchObject({ ok: true });
    expect(
      await verifyProofs(
        portsOf(copy, () => ({ seals })),
        second,
      ),
    ).toMatchObject({
      ...{ ok: false, chains: [{ chain: second, ok: false }] },
    });
  });

  test('that nobody knows is an error', async () => {
    await expect(verifyProofs(portsOf(structuredClone(honest), asIs), 'hart-study')).rejects.toThrow(NotFound);
  });

  test('the place to go on says of which', async () => {
    const ports = portsOf(structuredClone(honest), asIs);
    const { next } = await verifyProofs(ports, first, { until: ports.clock.now() });
    expect(next).toMatchObject({ only: first, clean: true });
    expect((await verifyProofs(ports, undefined, { until: ports.clock.now() })).next).not.toHaveProperty('only');
  });
});

test('a verification goes on until its time is over', async () => {
  const ports = portsOf(structuredClone(honest), asIs);
  const now = ports.clock.now().getTime();
  expect(await verifyProofs(ports, undefined, { until: new Date(now + 1) })).toMatchObject({ ok: true });
  expect(await verifyProofs(ports, undefined, { until: new Date(now) })).toMatchObject({ ok: false });
});

test('an answer ends once much is wrong, and what comes after it is not ok', async () => {
  const left = Array.from({ length: 200 }, (_, row) => ({ ...unsealed, rowKey: `r${row}` }));
  const [table = 'register'] = tables;
  const many: Change = () => ({
    seals: { page: async (of) => ({ sealed: 0, left: of === table ? left : [], disagreeing: [] }) },
  });
  const ports = portsOf(structuredClone(honest), many);
  const { next, findings } = await verifyProofs(ports);
  expect(findings).toHaveLength(200);
  expect(next).toMatchObject({ clean: false, place: { stage: 'rows', table: tables[1] } });
  if (next === undefined) throw new Error('it came to its end');
  expect(await verifyProofs(ports, undefined, { from: next })).toMatchObject({ ok: false, findings: [] });
});
