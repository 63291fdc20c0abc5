import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

const lowest = 20_000;
const highest = 29_999;
const attempts = 50;

function anyPort(): number {
  return randomInt(lowest, highest + 1);
}

/**
 * Finds a port of 127.0.0.1 for a process that is told its port when it starts, and again when it is started anew. The port is
 * below those that Linux, macOS and Windows give to connections and to port 0, since until the process listens nothing holds it.
 * Throws when no port is found.
 */
export async function freePort(pick: () => number = anyPort): Promise<number> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const port = pick();
    if (await isFree(port)) return port;
  }
  throw new Error(`No free port was found between ${lowest} and ${highest} in ${attempts} attempts.`);
}

/** Whether nobody listens on the port of 127.0.0.1. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    if (Object(error).code === 'EADDRINUSE') return false;
    throw error;
  }
  server.close();
  await once(server, 'close');
  return true;
}
