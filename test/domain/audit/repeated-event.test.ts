import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { revisionOfMove, sortEvents } from '../../../src/domain/audit/repeated-event.ts';
import { anEvent, operationId } from '../../contract/samples.ts';

const id = operationId('export');
const moves = (...revisions: number[]) => revisions.map((revision) => anEvent(`${id}.${revision}`));

test('the revision of a move stands in its id, and nothing else is a move', () => {
  expect([`${id}.0`, `${id}.12.approve`].map(revisionOfMove)).toEqual([0, 12]);
  const others = [`${id}.withdrawal-3`, `${id}.export-release-1.closed`, `${id}.3a`, id, 'hold.1.set', '2.approve'];
  expect(others.map(revisionOfMove)).toEqual(others.map(() => undefined));
});

describe('events that are sorted by what stands', () => {
  test('are all news to an empty chain, each once', () => {
    const [first, second, again] = moves(0, 1, 1);
    if (!first || !second || !again) throw new Error('there are three');
    expect(sortEvents([first, second, again], new Map())).toEqual({ news: [first, second], refused: new Map() });
  });

  test('are refused where they say something else than the line that stands, if that is known', () => {
    const [event] = moves(1);
    if (event === undefined) throw new Error('there is one');
    const { refused, news } = sortEvents([event], new Map([[event.id, { says: 'another' }]]));
    expect([[...refused.keys()], news]).toEqual([[event], []]);
    expect(sortEvents([event], new Map([[event.id, {}]]))).toEqual({ news: [], refused: new Map() });
  });

  test('leave out a move that passes over one', () => {
    const { news, refused } = sortEvents(moves(0, 2), new Map());
    expect(news.map((event) => event.id)).toEqual([`${id}.0`]);
    expect([...refused.values()].map(String)).toEqual([expect.stringContaining(`the move before it, ${id}.1`)]);
  });

  test('of an operation whose moves are not known by their ids are taken in any order', () => {
    expect(sortEvents(moves(4), new Map()).news).toHaveLength(1);
  });

  test('make one chain whatever comes and however often: each revision once, none passed over', () => {
    const sent = fc.array(fc.record({ revision: fc.nat(6), event: fc.constantFrom('a', 'b'), row: fc.nat(2) }));
    const property = fc.property(fc.array(sent), (batches) => {
      const standing = new Map([[`${id}.0`, {}]]);
      for (const batch of batches) {
        const events = batch.map(({ revision, event, row }) =>
          anEvent(`${id}.${revision}.${event}`, { data: { row } }),
        );
        for (const one of sortEvents(events, standing).news) standing.set(one.id, {});
      }
      const revisions = [...standing.keys()].map((one) => revisionOfMove(one) ?? -1).toSorted();
      expect(revisions).toEqual(revisions.map((_, index) => index));
    });
    fc.assert(property, { seed: 26, numRuns: 300 });
  });
});
