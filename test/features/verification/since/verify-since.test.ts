import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { daysLater } from '../../../../src/domain/base/time.ts';
import type { SignedStep } from '../../../../src/domain/witness/signed-step.ts';
import { sizeOf } from '../../../../src/domain/witness/signed-step.ts';
import type { ProofPorts } from '../../../../src/features/verification/proof-report.ts';
import { stepOfNote } from '../../../../src/features/verification/since/signed-chains.ts';
import { type Proofs, verifyProofs } from '../../../../src/features/verification/verify-proofs.ts';
import { type Played, playRecords, project } from '../../../use-cases/play-records.ts';
import { blobsOf, headOf, portsOver, type Records, splitText } from '../../../use-cases/records.ts';
import { signRecords } from '../../../use-cases/signed-records.ts';

let played: Played;
let steps: readonly SignedStep[];
let log: ProofPorts['signedLog'];

beforeAll(async () => {
  played = await playRecords();
  const times = [0.3, 0.6, 1].map((part, at) => ({ at: daysLater(played.at, at - 3), part }));
  ({ steps, log } = await signRecords(played.honest, times));
});

const stepAt = (at: number): SignedStep => {
  const step = steps.at(at);
  if (step === undefined) throw new Error('there is no such step');
  return step;
};
const portsOf = (copy: Records, change: Partial<ProofPorts['signedLog']> = {}) =>
  portsOver(copy, { now: () => played.at }, 2, { ...log, ...change });
const since = () => sizeOf(stepAt(1));
const found = ({ chains, receipts, findings }: Proofs) => [
  ...chains.flatMap((chain) => (chain.ok ? [] : [chain.why])),
  ...[...receipts.bad, ...findings].map(({ why }) => why),
];

/** Writes the lines of the chain of the project anew, and its head with them. */
function rewrite(copy: Records, change: (lines: string[]) => string[]): void {
  const lines = change(blobsOf(copy, project).flatMap(({ text }) => splitText(text)));
  const blobs = blobsOf(copy, project);
  blobs.forEach((blob, at) => {
    blob.text = lines
      .slice(at * 12, at === blobs.length - 1 ? undefined : (at + 1) * 12)
      .map((line) => `${line}\n`)
      .join('');
  });
}

describe('what is new', () => {
  test('has every line of it held against what was signed: any change of any of them is found', async () => {
    const count = headOf(played.honest, project).count;
    const before = stepAt(1).chains.find(({ chain }) => chain === project)?.size ?? 0;
    const place = fc.tuple(
      fc.integer({ min: before, max: count - 1 }),
      fc.nat(),
      fc.constantFrom('change', 'cut', 'twice'),
    );
    await fc.assert(
      fc.asyncProperty(place, async ([line, at, what]) => {
        const copy = structuredClone(played.honest);
        rewrite(copy, (lines) => {
          const text = lines[line] ?? '';
          const from = at % text.length;
          const other = `${text.slice(0, from)}${text[from] === 'x' ? 'y' : 'x'}${text.slice(from + 1)}`;
          const put = what === 'change' ? [other] : what === 'cut' ? [] : [text, text];
          return lines.toSpliced(line, 1, ...put);
        });
        const proofs = await verifyProofs(portsOf(copy), undefined, { since: since() });
        expect(proofs).toMatchObject({ ok: false });
        expect(proofs).not.toHaveProperty('checkpoint');
      }),
      { seed: 35, numRuns: 60 },
    );
  });

  test('ends with what was signed last, for the next time, and says so bit by bit too', async () => {
    const ports = portsOf(structuredClone(played.honest));
    const whole = await verifyProofs(ports, undefined, { since: since() });
    expect(whole).toMatchObject({ ok: true, checkpoint: stepAt(2).note });
    expect(await verifyProofs(ports, project)).not.toHaveProperty('checkpoint');
    const first = await verifyProofs(ports, undefined, { since: since(), until: new Date(0) });
    expect(first.next).toMatchObject({ since: since(), note: stepAt(2).note });
    let answers = 0;
    for (
      let next = (await verifyProofs(ports, undefined, { since: since(), until: new Date(0) })).next;
      ;
      answers += 1
    ) {
      if (next === undefined) throw new Error('it ended at once');
      const proofs = await verifyProofs(ports, undefined, {
        from: JSON.parse(JSON.stringify(next)),
        until: new Date(0),
      });
      next = proofs.next;
      if (next === undefined) {
        expect(proofs).toMatchObject({ ok: true, checkpoint: stepAt(2).note });
        break;
      }
    }
    expect(answers).toBeGreaterThan(2);
  });
});

describe('what was signed', () => {
  const forged = (step: SignedStep): SignedStep => ({
    ...step,
    chains: step.chains.map((chain) => ({ ...chain, size: chain.size - 1 })),
  });

  test('is not taken for true without the signature, with and without a place to go on from', async () => {
    const copy = structuredClone(played.honest);
    const newest = portsOf(copy, { newest: async () => forged(stepAt(2)) });
    const why = expect.stringContaining('is not what was signed');
    expect(found(await verifyProofs(newest))).toContainEqual(why);
    expect(found(await verifyProofs(newest, undefined, { since: since() }))).toContainEqual(why);
    const before = portsOf(copy, { step: async () => forged(stepAt(1)) });
    expect(found(await verifyProofs(before, undefined, { since: since() }))).toContainEqual(why);
    const unsigned = {
      ...stepAt(2),
      note: stepAt(2).note.replace(/[A-Za-z](?=[^\n]*\n$)/, (one) => (one === 'A' ? 'B' : 'A')),
    };
    expect((await verifyProofs(portsOf(copy, { newest: async () => unsigned }))).ok).toBe(false);
  });

  test('may not be another log that begins anew, nor an earlier one', async () => {
    const copy = structuredClone(played.honest);
    rewrite(copy, (lines) => lines.slice(0, -3));
    copy.heads[project] = headOf(copy, project);
    const anew = await signRecords(copy, [
      { at: daysLater(played.at, -2), part: 0.5 },
      { at: played.at, part: 1 },
      { at: played.at, part: 1 },
    ]);
    const other = portsOf(copy, { newest: anew.log.newest, readTile: anew.log.readTile });
    expect((await verifyProofs(other, undefined, { since: since() })).ok).toBe(false);
    const earlier = portsOf(structuredClone(played.honest), { newest: async () => stepAt(0) });
    expect((await verifyProofs(earlier, undefined, { since: since() })).ok).toBe(false);
  });

  test('of a chain that is gone with its head and its events is missed', async () => {
    const copy = structuredClone(played.honest);
    copy.blobs = copy.blobs.filter(({ chain }) => chain !== '_system');
    delete copy.heads['_system'];
    delete copy.events['_system'];
    expect((await verifyProofs(portsOf(copy), undefined, { since: since() })).ok).toBe(false);
  });
});

test('a note that somebody kept leads to the step that it is of, and one that was never signed to none', async () => {
  const ports = portsOf(played.honest);
  expect(await stepOfNote(ports, stepAt(1).note)).toEqual(stepAt(1));
  await expect(stepOfNote(ports, stepAt(1).note.replace(/\n\d+\n/, '\n99\n'))).rejects.toThrow('Nothing was signed');
  const [origin = '', size = ''] = stepAt(1).note.split('\n');
  const other = stepAt(2).note.split('\n').with(0, origin).with(1, size).join('\n');
  await expect(stepOfNote(ports, other)).rejects.toThrow('Nothing was signed');
  await expect(stepOfNote(ports, 'a text')).rejects.toThrow('no checkpoint');
});
