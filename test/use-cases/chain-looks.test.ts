import { expect, test } from 'vitest';
import { chainLooksOf } from '../../src/use-cases/overview/chain-looks.ts';
import { lostRow } from '../../src/use-cases/overview/find-lost.ts';

const ends = Array.from({ length: 200 }, (_, at) => ({
  chain: `study-${at}`,
  version: '1',
  length: 1,
  blob: '',
  writtenAt: new Date(0),
}));

test('of chains that rest a few are looked at, each in its turn; once a head is found to be lost all are, until none is', () => {
  const looks = chainLooksOf({});
  looks.looked(looks.due(ends), []);
  const seen = new Set<string>();
  for (let sweep = 0; sweep < 96; sweep += 1) {
    const due = looks.due(ends);
    expect(due.length).toBeLessThan(4);
    for (const { chain } of due) seen.add(chain);
    looks.looked(due, []);
  }
  expect(seen.size).toBe(ends.length);
  const [found] = looks.due(ends);
  looks.looked(looks.due(ends), [lostRow(found?.chain ?? '', 'row:heads head', 'it has lines and no head')]);
  expect(looks.due(ends)).toHaveLength(ends.length);
  looks.looked(looks.due(ends), []);
  expect(looks.due(ends).length).toBeLessThan(4);
});
