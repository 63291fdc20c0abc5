import { beforeAll, describe, expect, test } from 'vitest';
import { daysLater } from '../../src/domain/base/time.ts';
import { sizeOf } from '../../src/domain/witness/signed-step.ts';
import { type Proofs, verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { partOf } from '../shares.ts';
import { type Played, playRecords } from './play-records.ts';
import { portsOver, type Records } from './records.ts';
import { signRecords } from './signed-records.ts';
import { at, changes } from './tamper.ts';
import { closureTamperings } from './tampering-closure.ts';
import { deletionTamperings } from './tampering-deletions.ts';
import { holdTamperings } from './tampering-holds.ts';
import { roundTamperings } from './tampering-rounds.ts';
import { tamperings } from './tampering-table.ts';
import { takeBackTamperings } from './tampering-take-back.ts';

let played: Played;
let honest: Records;
const table = {
  ...tamperings,
  ...roundTamperings,
  ...holdTamperings,
  ...takeBackTamperings,
  ...closureTamperings,
  ...deletionTamperings,
};
const records = Object.keys(table);

/** What is older than what is new, so that it is found when it has its day. */
const older: Record<string, readonly string[]> = {
  'name and reason of a hold': ['cut'],
};

beforeAll(async () => {
  played = await playRecords();
  honest = played.honest;
});

/** Verifies what is new since so many days, when such a part of each chain was signed; all of it was signed since. */
async function verifySince(copy: Records, days: number, part: number): Promise<Proofs> {
  const { steps, log } = await signRecords(honest, [
    { at: daysLater(played.at, -days), part },
    { at: played.at, part: 1 },
  ]);
  const ports = portsOver(copy, { now: () => played.at }, 2, log);
  return await verifyProofs(ports, undefined, { since: sizeOf(at([...steps], 0)) });
}

/** What is new, what has its day, and both: each is looked at in its own way. */
const ways = {
  'all but the first line of each chain is new': [0, 0.0001],
  'half of it is new, and the rest has its day': [100, 0.5],
  'nothing is new, and all of it has its day': [100, 1],
} as const;

describe.each(Object.keys(ways))('where %s', (name) => {
  const [days, part] = Reflect.get(ways, name);

  test('records that nobody touched verify', async () => {
    const proofs = await verifySince(structuredClone(honest), days, part);
    expect(proofs).toMatchObject({ ok: true, findings: [], receipts: { bad: [] } });
    expect(proofs.checkpoint).toContain('tre.example.org/api/audit');
  });

  test.each(partOf(records, 4))('verification finds what is done to this: %s', async (record) => {
    const cases = at([table[record]], 0)(played);
    const missed: string[] = [];
    for (const change of changes) {
      const tamper = cases[change];
      if (tamper === undefined) continue;
      const copy = structuredClone(honest);
      await tamper(copy);
      if ((await verifySince(copy, days, part)).ok) missed.push(change);
    }
    expect(missed).toEqual(days === 0 ? (older[record] ?? []) : []);
  });
});
