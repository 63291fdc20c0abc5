import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { ChildHost } from '../child-host.ts';

const host = new ChildHost();
beforeAll(() => host.start());
afterAll(() => host.dispose());

const shown = z.object({
  method: z.string(),
  url: z.string(),
  params: z.record(z.string(), z.string()),
  query: z.record(z.string(), z.string()),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});
const show = async (path: string, init?: RequestInit) => shown.parse(await (await host.fetch(path, init)).json());

test('route parameters are decoded, and an optional one may be missing', async () => {
  expect((await show('/api/show/a%20b/c')).params).toEqual({ id: 'a b', part: 'c' });
  expect((await show('/api/show/a')).params).toEqual({ id: 'a' });
  expect((await host.fetch('/api/show/a/b/c')).status).toBe(404);
});

test('of the functions that fit, the first by its name in upper case is taken, as in Azure, and not the closest', async () => {
  expect(await (await host.fetch('/api/order/fixed')).text()).toBe('orderX');
  expect(await (await host.fetch('/api/show/fixed')).text()).toBe('literal');
  expect(await (await host.fetch('/api/SHOW/Fixed')).text()).toBe('literal');
  expect(await (await host.fetch('/api/show/12')).text()).toBe('number');
  expect((await show('/api/show/twelve')).params).toEqual({ id: 'twelve' });
});

test('a catch-all parameter takes the rest of the path', async () => {
  expect(await (await host.fetch('/api/files/a/b/c.txt')).json()).toEqual({ path: 'a/b/c.txt' });
});

test('an escaped slash stays escaped, as in Azure, so it cuts no parameter in two', async () => {
  expect((await show('/api/show/a%2Fb/c%20d')).params).toEqual({ id: 'a%2Fb', part: 'c d' });
  expect(await (await host.fetch('/api/files/a%2Fb//c/')).json()).toEqual({ path: 'a%2Fb//c/' });
});

test('a number beyond 32 bits is no int, and goes to the free parameter', async () => {
  expect((await show('/api/show/2147483648')).params).toEqual({ id: '2147483648' });
});

test.each(['/api//show/x', '/api/show//x', '//api/show/x', '/api/show/x//'])('%s is not there', async (path) => {
  expect((await host.fetch(path)).status).toBe(404);
});

test('a null character in the path is 400', async () => {
  expect((await host.fetch('/api/show/a%00')).status).toBe(400);
});

test('repeated query values are joined with a comma, and the URL keeps the raw query', async () => {
  const { query, url } = await show('/api/show/x?q=1&q=2&empty=&r=a%26b');
  expect(query).toEqual({ q: '1,2', empty: '', r: 'a&b' });
  expect(url).toBe(`${host.url}/api/show/x?q=1&q=2&empty=&r=a%26b`);
});

test('body bytes arrive unchanged', async () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_none, at) => at));
  expect((await show('/api/show/x', { method: 'POST', body: bytes })).body).toBe(bytes.toString('base64'));
});

test('x-ms headers of a caller pass through untouched', async () => {
  const { headers } = await show('/api/show/x', { headers: { 'x-ms-client-principal': 'forged', 'X-Custom': 'a' } });
  expect(headers).toMatchObject({ 'x-ms-client-principal': 'forged', 'x-custom': 'a' });
});

test('a method that is not registered is 404, and HEAD reaches only functions registered for it', async () => {
  for (const method of ['PUT', 'DELETE', 'OPTIONS', 'HEAD'])
    expect((await host.fetch('/api/show/x', { method })).status).toBe(404);
  const head = await host.fetch('/api/headed', { method: 'HEAD' });
  expect([head.status, head.headers.get('x-seen'), await head.text()]).toEqual([200, 'yes', '']);
});

test('cookies of a response become Set-Cookie headers', async () => {
  const response = await host.fetch('/api/cookie');
  expect(response.headers.getSetCookie()).toEqual([
    '__Host-session=a.b-c_d; max-age=60; path=/; secure; samesite=lax; httponly',
  ]);
});

test.each([204, 304])('%i has no body', async (code) => {
  const response = await host.fetch(`/api/status/${code}`);
  expect([response.status, await response.text(), response.headers.get('content-length')]).toEqual([code, '', null]);
});

test('a function that throws is 500 without a body, and its error is in the log', async () => {
  const response = await host.fetch('/api/throws');
  expect([response.status, await response.text()]).toEqual([500, '']);
});

test('outside the route prefix there is nothing', async () => {
  expect((await host.fetch('/show/x')).status).toBe(404);
  expect((await host.fetch('/api/%E0%A4%A')).status).toBe(404);
});

test('a function with a key refuses callers without one and takes the master key', async () => {
  expect((await host.fetch('/api/keyed')).status).toBe(401);
  expect((await host.fetch('/api/keyed?code=wrong')).status).toBe(401);
  expect((await host.fetch('/api/keyed', { headers: { 'x-functions-key': host.keys().masterKey } })).status).toBe(200);
  const right = host.keys().masterKey;
  expect((await host.fetch(`/api/keyed?code=${right}`, { headers: { 'x-functions-key': 'wrong' } })).status).toBe(401);
});

test('a body over the limit of the settings is refused with 413, at once when it says its length', async () => {
  const small = new ChildHost({ settings: { FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '1000' } });
  try {
    await small.start();
    const post = (bytes: number) => small.fetch('/api/show/x', { method: 'POST', body: Buffer.alloc(bytes) });
    expect([(await post(1000)).status, (await post(1001)).status]).toEqual([200, 413]);
  } finally {
    await small.dispose();
  }
});

test('a body over 100 MB is refused with 413', async () => {
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const sending = request(`${host.url}/api/show/x`, { method: 'POST' }, (response) => {
      resolve(response.statusCode);
      sending.destroy();
    });
    sending.on('error', reject);
    const chunk = Buffer.alloc(1_048_576);
    const push = (left: number): void => {
      if (left > 0 && !sending.destroyed) sending.write(chunk, () => push(left - 1));
    };
    push(102);
  });
  expect(status).toBe(413);
});
