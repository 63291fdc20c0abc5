import { beforeAll, describe, expect, test } from 'vitest';
import { missingReasons } from '../../../src/domain/inspection/round-evidence.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import type { Decision } from '../../../src/domain/review/decision.ts';
import { decisionEvent } from '../../../src/domain/review/decision-event.ts';
import { type RemarkPage, summaryOf } from '../../../src/domain/review/remarks.ts';
import type { Round } from '../../../src/domain/review/round.ts';
import { operatorEvents } from '../../../src/domain/review/round-events.ts';
import type { ProofPorts } from '../../../src/features/verification/proof-report.ts';
import { verifyReview } from '../../../src/features/verification/verify-review.ts';
import { type FinishedWorld, finishedWorld } from './finished-world.ts';

let world: FinishedWorld;
let round: Round;
let decisions: readonly Decision[];

beforeAll(async () => {
  world = await finishedWorld();
  const review = await world.ports.decisions.read(world.released.id);
  const [first] = review.rounds;
  if (first === undefined || review.decisions.length !== 2) throw new Error('the review is not as it should be');
  round = first.value;
  decisions = review.decisions;
});

interface Review {
  readonly row?: Operation;
  readonly rounds?: readonly Round[];
  readonly decisions?: readonly Decision[];
  /** What the audit does not tell of, by the ends of their ids. */
  readonly untold?: readonly string[];
  readonly kept?: readonly RemarkPage[];
  readonly evidence?: ProofPorts['inspectionResults']['evidence'];
}

async function found(review: Review = {}): Promise<string[]> {
  const { ports, released } = world;
  const { row = released, rounds = [round], untold = [], kept = [], evidence = async () => undefined } = review;
  const of = { rounds: rounds.map((value) => ({ value, etag: '' })), decisions: review.decisions ?? decisions };
  const findings = await verifyReview(
    {
      ...ports,
      decisions: { read: async () => of },
      audit: { ...ports.audit, holds: async (_, id) => !untold.some((end) => id.endsWith(end)) },
      remarks: { kept: async () => kept },
      inspectionResults: { evidence },
    },
    row,
  );
  return findings.map(({ record, key, why }) => `${record} ${key}: ${why}`);
}

test('nothing is wrong with a review that ended well', async () => {
  expect(await found()).toEqual([]);
});

describe('a decision that the audit does not tell of', () => {
  const [idOf, isFound] = [
    (decision: Decision) => decisionEvent(decision).id,
    /^decision .* The audit does not tell of/,
  ];
  const first = () => decisions.slice(0, 1);

  test('is found once its round is closed', async () => {
    expect(await found({ untold: first().map(idOf) })).toEqual([expect.stringMatching(isFound)]);
  });

  test('may be one whose line is still to be written while its round is open', async () => {
    const open: Round = { ...round, status: 'open' };
    const lines = await found({ rounds: [open], untold: first().map(idOf) });
    expect(lines.filter((line) => isFound.test(line))).toEqual([]);
  });

  test('is found where another round is open', async () => {
    const second: Round = { ...round, number: 2, status: 'open' };
    const lines = await found({ rounds: [round, second], untold: first().map(idOf) });
    expect(lines.filter((line) => isFound.test(line))).toHaveLength(1);
  });
});

describe("an operator's act on a round that the audit does not tell of", () => {
  const extended: NonNullable<Round['extended']> = {
    ...{ at: '2026-03-02T10:00:00.000Z', by: 'o', reason: 'more time', revision: 2 },
    deadline: '2026-04-02T10:00:00.000Z',
  };
  const ids = () => operatorEvents({ ...round, extended }).map(({ id }) => id);
  const acts = async (state: string, ...untold: readonly string[]) => {
    const { released } = world;
    const rounds = [{ ...round, extended }];
    const lines = await found({ row: { ...released, state }, rounds, untold });
    return lines.filter((line) => line.includes('The audit does not tell of'));
  };

  test('is found once the package moved on', async () => {
    expect(await acts('released', ...ids())).toEqual([expect.stringMatching(/^round /)]);
    expect(await acts('released')).toEqual([]);
  });

  test.each(['in-review', 'failed'])('may be one whose line is still to be written while it is %s', async (state) => {
    expect(await acts(state, ...ids())).toEqual([]);
  });
});

describe('the evidence of a round', () => {
  const hash = 'a'.repeat(64);
  const named = {
    hash,
    verdicts: { lookedAt: 1, note: 0, notChecked: 0, review: 0, block: 0 },
    unchecked: 0,
    types: [],
  };
  const of = (lines: readonly string[]) => lines.filter((line) => line.startsWith('evidence '));

  test.each([
    ['is the one that it names', hash, 0],
    ['is not another one', 'b'.repeat(64), 1],
  ])('%s', async (_, stands, times) => {
    const evidence = async () => ({ kind: 'unreadable', hash: stands }) as const;
    expect(of(await found({ rounds: [{ ...round, evidence: named }], evidence }))).toHaveLength(times);
  });

  test('is not gone', async () => {
    expect(of(await found({ rounds: [{ ...round, evidence: named }] }))).toEqual([
      `evidence ${round.exportId}: Its SHA-256 is not known, since it is gone, and the round 1 says ${hash}`,
    ]);
  });

  test('is read once for rounds about the same, and not for one that had none', async () => {
    let reads = 0;
    const evidence = async () => {
      reads += 1;
      return { kind: 'unreadable', hash } as const;
    };
    const [missing] = missingReasons;
    const rounds = [named, named, { missing }].map((one, index) => ({ ...round, number: index + 1, evidence: one }));
    expect(of(await found({ rounds, evidence }))).toEqual([]);
    expect(reads).toBe(1);
  });
});

describe('the remarks that a decision names', () => {
  const remark = { number: 1, seen: true, question: false, text: 'small counts' };
  const kept: readonly RemarkPage[] = [{ page: 1, remarks: [remark] }];
  const summary = summaryOf(kept) ?? { digest: '', files: 0 };

  test.each<[string, Partial<typeof summary>, readonly RemarkPage[], number]>([
    ['are those that were kept', {}, kept, 0],
    ['are not others', { digest: 'c'.repeat(64) }, kept, 1],
    ['are not about more files', { files: 2 }, kept, 1],
    ['are not gone', {}, [], 1],
  ])('%s', async (_, change, stands, times) => {
    const [one] = decisions;
    if (one === undefined) throw new Error('nobody decided');
    const remarks = { ...summary, ...change };
    const lines = await found({ decisions: [{ ...one, remarks }, ...decisions.slice(1)], kept: stands });
    expect(lines).toEqual(Array(times).fill(expect.stringContaining(`Its remarks about ${remarks.files} files have`)));
  });
});
