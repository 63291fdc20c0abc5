import { expect, test } from 'vitest';
import {
  allFailed,
  type FailedServer,
  failedAgain,
  leftAloneUntil,
} from '../../../src/domain/notification/left-alone.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 24, 10) + seconds * 1000);

test('a server is left alone after three failures in a row, for longer each time, and a quarter of an hour at most', () => {
  let silence: FailedServer | undefined;
  const waits = Array.from({ length: 7 }, () => {
    silence = failedAgain(silence, { begun: at(0), ended: at(1) });
    return ((leftAloneUntil(silence, at(1))?.getTime() ?? at(1).getTime()) - at(1).getTime()) / 60_000;
  });
  expect(waits).toEqual([0, 0, 1, 5, 15, 15, 15]);
  expect(leftAloneUntil(silence, at(1 + 15 * 60))).toBeUndefined();
});

test('one that was waited for is left alone at once', () => {
  const silence = failedAgain(undefined, { begun: at(0), ended: at(60) });
  expect(leftAloneUntil(silence, at(60))).toEqual(at(120));
});

test('what leads to all servers is left alone once three of them were waited for in a row', () => {
  const of = (...slow: string[]) => allFailed(new Set(slow), undefined, at(0));
  expect([of('a'), of('a', 'b'), of('a', 'b', 'c')].map((way) => leftAloneUntil(way, at(0)))).toEqual([
    undefined,
    undefined,
    at(60),
  ]);
  expect(leftAloneUntil(allFailed(new Set('a'), of('a', 'b', 'c'), at(60)), at(60))).toEqual(at(360));
});
