import { expect, test } from 'vitest';
import { events } from '../../../local/host/durable/history.ts';
import { HistoryCache, type StoredHistory } from '../../../local/host/durable/history-cache.ts';

function history(...lengths: number[]): StoredHistory {
  return {
    texts: lengths.map((length) => 'x'.repeat(length)),
    events: lengths.map((length) => events.orchestratorStarted(length)),
  };
}

test('the histories that were used longest ago make room', () => {
  const cache = new HistoryCache(100);
  cache.put('a', history(40));
  cache.put('b', history(40));
  cache.get('a');
  cache.put('c', history(40));
  expect(['a', 'b', 'c'].filter((id) => cache.get(id))).toEqual(['a', 'c']);
});

test('a history that is larger than the whole cache is not kept', () => {
  const cache = new HistoryCache(100);
  cache.put('a', history(60, 60));
  expect(cache.get('a')).toBeUndefined();
});

test('what is written goes behind the part that stayed', () => {
  const cache = new HistoryCache(100);
  cache.extend('a', history(1, 2, 3), 2, history(4));
  expect(cache.get('a')).toEqual(history(1, 2, 4));
  cache.extend('a', cache.take('a'), 0, history(5));
  expect(cache.get('a')).toEqual(history(5));
});

test('a part of a history is never kept as if it were the whole', () => {
  const cache = new HistoryCache(100);
  cache.extend('a', undefined, 2, history(4));
  expect(cache.get('a')).toBeUndefined();
  cache.extend('a', history(1), 2, history(4));
  expect(cache.get('a')).toBeUndefined();
});
