import { expect, test } from 'vitest';
import { keptListings } from '../../../local/azure/event-grid/listing.ts';

test('a container is listed again when something was written there, and now and then in any case', async () => {
  const asked: string[] = [];
  const written = new Map<string, number>();
  const time = { now: 0 };
  const list = keptListings(
    async (account, container) => {
      asked.push(`${account}/${container}`);
      return [];
    },
    (account, container) => written.get(`${account}/${container}`) ?? 0,
    () => time.now,
  );
  const look = async () => {
    await list('public', 'ingress');
    await list('secure', 'exports');
    return asked.splice(0);
  };

  expect(await look()).toEqual(['public/ingress', 'secure/exports']);
  time.now = 2999;
  expect(await look()).toEqual([]);
  written.set('secure/exports', 1);
  expect(await look()).toEqual(['secure/exports']);
  expect(await look()).toEqual([]);
  time.now = 3000;
  expect(await look()).toEqual(['public/ingress']);
});

test('what is written during a listing is listed again', async () => {
  let written = 0;
  let listed = 0;
  const list = keptListings(
    async () => {
      listed += 1;
      if (listed === 1) written += 1;
      return [];
    },
    () => written,
    () => 0,
  );
  for (let look = 0; look < 3; look += 1) await list('public', 'ingress');
  expect(listed).toBe(2);
});
