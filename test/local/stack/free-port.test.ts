import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { serve } from '../../../local/azure/server.ts';
import { freePort } from '../../../local/stack/free-port.ts';

test('a free port is none of those that systems give to connections', async () => {
  for (const port of await Promise.all(Array.from({ length: 40 }, () => freePort()))) {
    expect(port).toBeGreaterThanOrEqual(20_000);
    expect(port).toBeLessThan(30_000);
  }
});

test('a port on which somebody listens is passed over', async () => {
  const taken = await serve({ port: 0, handle: async () => ({ status: 204 }) });
  onTestFinished(() => taken.close());
  const free = await freePort();
  const picks = [taken.port, free];
  expect(await freePort(() => picks.shift() ?? 0)).toBe(free);
});

test('a port that a connection has as its own end is passed over', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const connection = connect(Object(server.address()).port, '127.0.0.1');
  await once(connection, 'connect');
  onTestFinished(() => {
    connection.destroy();
    server.close();
  });
  const free = await freePort();
  const picks = [connection.localPort ?? 0, free];
  expect(await freePort(() => picks.shift() ?? 0)).toBe(free);
});

test('when every port is taken, the error says which were tried', async () => {
  const taken = await serve({ port: 0, handle: async () => ({ status: 204 }) });
  onTestFinished(() => taken.close());
  await expect(freePort(() => taken.port)).rejects.toThrow(
    'No free port was found between 20000 and 29999 in 50 attempts.',
  );
});
