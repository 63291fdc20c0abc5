import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blobCreated, changedBlobs, type ListedBlob } from '../../../local/azure/event-grid/blob-event.ts';
import {
  enqueue,
  eventKnobs,
  isTooOld,
  judgeAnswer,
  nextDue,
  retryAt,
} from '../../../local/azure/event-grid/delivery-plan.ts';

const place = { topic: '/t', container: 'ingress', accountUrl: 'https://127.0.0.1:1/public' };
function blob(name: string, etag = '0x1'): ListedBlob {
  const lastModified = new Date('2026-01-01T00:00:00Z');
  return {
    name,
    etag,
    length: 1,
    contentType: 'text/csv',
    blobType: 'BlockBlob',
    md5: 'kAFQmDzST7DWlj99KOF/cg==',
    lastModified,
  };
}

test('only new blobs and blobs with another ETag are announced', () => {
  const listed = [blob('same'), blob('changed', '0x2'), blob('new')];
  const names = changedBlobs({ same: '0x1', changed: '0x1', gone: '0x1' }, listed).map((found) => found.name);
  expect(names).toEqual(['changed', 'new']);
});

test('the name comes back out of the URL of every event', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => name.isWellFormed()),
      (name) => {
        const { url } = blobCreated(place, blob(`p/${name}`)).data;
        expect(decodeURIComponent(url.slice(`${place.accountUrl}/ingress/`.length))).toBe(`p/${name}`);
      },
    ),
  );
});

test('reversed delivery takes the newest due event, plain delivery the oldest', () => {
  const [straight, reverse] = [eventKnobs.parse({}), eventKnobs.parse({ reverse: true })];
  const events = ['1', '2'].map((name) => blobCreated(place, blob(name)));
  const pending = enqueue([], 's', events, 1000);
  expect(nextDue(pending, straight, 1000)?.event).toBe(events[0]);
  expect(nextDue(pending, reverse, 1000)?.event).toBe(events[1]);
  expect(nextDue(pending, straight, 999)).toBeUndefined();
  const delayed = eventKnobs.parse({ reverse: true, delayMilliseconds: 50 });
  const later = enqueue(pending, 's', [blobCreated(place, blob('3'))], 1100);
  expect(nextDue(later, delayed, 1149)).toBeUndefined();
  expect(nextDue(later, delayed, 1150)?.event.subject).toContain('3');
});

test('a delay moves the first attempt, for as long as it is set, and a failure the next one, at most ten seconds', () => {
  const [fresh] = enqueue([], 's', [blobCreated(place, blob('1'))], 1000);
  if (!fresh) throw new Error('nothing was put in line');
  const [delayed, straight] = [eventKnobs.parse({ delayMilliseconds: 50 }), eventKnobs.parse({})];
  expect(nextDue([fresh], delayed, 1049)).toBeUndefined();
  expect(nextDue([fresh], delayed, 1050)).toBe(fresh);
  expect(nextDue([fresh], straight, 1000)).toBe(fresh);
  expect(nextDue([{ ...fresh, attempts: 1, due: 1500 }], delayed, 1499)).toBeUndefined();
  expect(retryAt(1, 0)).toBe(500);
  expect(retryAt(100, 0)).toBe(10_000);
});

test('an event is given up after a day, counted from its arrival', () => {
  const [pending] = enqueue([], 's', [blobCreated(place, blob('1'))], 1000);
  const day = 24 * 60 * 60_000;
  expect(pending && isTooOld({ ...pending, due: 5000, attempts: 9 }, 999 + day)).toBe(false);
  expect(pending && isTooOld(pending, 1000 + day)).toBe(true);
});

test.each([
  [200, 'delivered'],
  [202, 'delivered'],
  [204, 'delivered'],
  [206, 'retry'],
  [400, 'lost'],
  [401, 'lost'],
  [403, 'lost'],
  [413, 'lost'],
  [404, 'retry'],
  [503, 'retry'],
  [0, 'retry'],
])('a webhook that answers %i means %s', (status, outcome) => {
  expect(judgeAnswer(status)).toBe(outcome);
});
