import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Anchor, verifyChain } from '../../../src/domain/audit/audit-chain.ts';
import { type AuditEvent, chainLine, genesisHash, lineHash } from '../../../src/domain/audit/chain-line.ts';
import { stream } from '../sample.ts';

const event = (number: number, data: AuditEvent['data'] = { number }): AuditEvent => ({
  id: `event-${number}`,
  at: '2026-03-01T10:00:00.000Z',
  kind: 'ingress.copying',
  project: 'heart-study',
  operation: 'ing_1',
  actor: 'control-plane',
  data,
});

function chain(events: readonly AuditEvent[]): string[] {
  const lines: string[] = [];
  for (const one of events) lines.push(chainLine(one, lineHash0(lines.at(-1))));
  return lines;
}
const lineHash0 = (line: string | undefined) => (line === undefined ? genesisHash : lineHash(line));
const headOf = (lines: readonly string[]): Anchor => {
  return { count: lines.length, hash: lineHash0(lines.at(-1)) };
};
const ten = chain(Array.from({ length: 10 }, (_, index) => event(index + 1)));
const verify = (
  lines: readonly string[],
  head: Anchor | undefined = headOf(ten),
  anchors = [{ count: 0, hash: genesisHash }],
) => verifyChain(stream(lines), head, anchors);

describe('chainLine', () => {
  it('is one line, the same whatever the order of the data', () => {
    expect(chainLine(event(1, { b: 1, a: 'x\ny' }), genesisHash)).toBe(
      chainLine(event(1, { a: 'x\ny', b: 1 }), genesisHash),
    );
    expect(chainLine(event(1, { a: 'x\ny' }), genesisHash)).not.toContain('\n');
  });
});

describe('verifyChain', () => {
  it('finds a chain whole that nobody touched, also an empty one', async () => {
    expect(await verify(ten)).toEqual({ ok: true, count: 10, hash: headOf(ten).hash });
    expect(await verifyChain(stream([]), undefined)).toEqual({ ok: true, count: 0, hash: genesisHash });
  });

  const changed = (line: number) =>
    ten.map((text, index) => (index === line - 1 ? text.replace('copying', 'waiting') : text));
  const swapped = [...ten.slice(0, 4), ...ten.slice(5, 6), ...ten.slice(4, 5), ...ten.slice(6)];
  const inserted = (at: number) => [
    ...ten.slice(0, at - 1),
    chainLine(event(99), lineHash0(ten[at - 2])),
    ...ten.slice(at - 1),
  ];

  it.each<[string, string[], number]>([
    ['a changed first line', changed(1), 1],
    ['a changed line', changed(5), 5],
    ['a changed last line', changed(10), 10],
    [
      'a line whose link was changed',
      ten.map((text, at) => (at === 4 ? text.replace(/"previous":"./, '"previous":"!') : text)),
      5,
    ],
    ['a deleted first line', ten.slice(1), 1],
    ['a deleted line', [...ten.slice(0, 4), ...ten.slice(5)], 5],
    ['two swapped lines', swapped, 5],
    ['an inserted line that follows the one before it', inserted(5), 5],
    [
      'an inserted line that follows nothing',
      [...ten.slice(0, 4), chainLine(event(99), genesisHash), ...ten.slice(4)],
      5,
    ],
    ['a cut end', ten.slice(0, 7), 8],
    ['nothing left at all', [], 1],
    ['a line that somebody else appended', inserted(11), 11],
    ['a line that is no event', ten.map((text, at) => (at === 4 ? '{}' : text)), 5],
    ['a broken line', ten.map((text, at) => (at === 4 ? text.slice(0, 40) : text)), 5],
  ])('names the first bad line after %s', async (_, lines, line) => {
    expect(await verify(lines)).toMatchObject({ ok: false, line, why: expect.stringContaining(`Line ${line}:`) });
  });

  it('finds an event that stands in the chain twice', async () => {
    const twice = chain([event(1), event(2), event(1)]);
    expect(await verifyChain(stream(twice), headOf(twice))).toMatchObject({ ok: false, line: 3 });
  });

  it('finds a chain that was written anew together with its head, by what a receipt remembers', async () => {
    const forged = chain(
      Array.from({ length: 10 }, (_, index) => event(index + 1, { number: index === 3 ? 99 : index + 1 })),
    );
    expect(await verifyChain(stream(forged), headOf(forged))).toMatchObject({ ok: true });
    const anchor = { count: 6, hash: lineHash0(ten[5]) };
    expect(await verifyChain(stream(forged), headOf(forged), [anchor])).toMatchObject({ ok: false, line: 6 });
    expect(await verify(ten, headOf(ten), [anchor])).toMatchObject({ ok: true });
  });

  it('tells lines behind the head from lines that are wrong', async () => {
    const early = headOf(ten.slice(0, 8));
    const end = { count: 10, hash: headOf(ten).hash };
    expect(await verify(ten, early)).toMatchObject({ ok: false, line: 9, uncounted: end });
    expect(await verify(ten, { ...early, hash: 'f'.repeat(64) })).toEqual({
      ok: false,
      line: 8,
      why: expect.stringContaining('the head of the chain remembers another'),
    });
    expect(await verify(changed(10), early)).toMatchObject({ ok: false, line: 9 });
    expect(await verify(changed(9), early)).not.toHaveProperty('uncounted');
  });

  it('finds lines without any head', async () => {
    expect(await verifyChain(stream(ten), undefined)).toMatchObject({ ok: false, line: 1 });
  });

  it('is never content with any other list of lines than the one it was given', async () => {
    const edit = fc.record({
      at: fc.nat(9),
      kind: fc.constantFrom('edit', 'drop', 'swap', 'repeat', 'cut'),
      to: fc.nat(9),
    });
    await fc.assert(
      fc.asyncProperty(edit, async ({ at, kind, to }) => {
        const lines = tampered(kind, at, to);
        fc.pre(lines.join('\n') !== ten.join('\n'));
        const firstDifference = lines.findIndex((line, index) => line !== ten[index]) + 1 || lines.length + 1;
        expect(await verify(lines)).toMatchObject({
          ok: false,
          line: kind === 'repeat' ? expect.any(Number) : firstDifference,
        });
      }),
    );
  });
});

function tampered(kind: string, at: number, to: number): string[] {
  const lines = [...ten];
  const [one = '', other = ''] = [lines[at], lines[to]];
  if (kind === 'edit') lines[at] = one.replace('control-plane', 'somebody');
  if (kind === 'drop') lines.splice(at, 1);
  if (kind === 'cut') lines.splice(at);
  if (kind === 'repeat') lines.splice(to, 0, one);
  if (kind === 'swap') [lines[at], lines[to]] = [other, one];
  return lines;
}
