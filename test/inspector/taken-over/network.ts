import dgram from 'node:dgram';
import dns from 'node:dns';
import { writeSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import tls from 'node:tls';
import { lockDown } from '../../../src/inspector/child/lockdown.ts';

/** Prints what of the network is left to code that has got hold of its modules before anything was taken away. */
const end = process.exit.bind(process);
const socket = new net.Socket();
const server = net.createServer();
const datagrams = dgram.createSocket('udp4');
if (process.argv.includes('--locked')) lockDown(new URL('.', import.meta.url).href);

const nothing = () => {};
const attempts: readonly (readonly [name: string, attempt: () => unknown])[] = [
  ['connect', () => socket.connect(9, '127.0.0.1').on('error', nothing)],
  ['connect of the module', () => net.connect(9, '127.0.0.1').on('error', nothing)],
  ['connect to a path', () => net.createConnection('/nowhere').on('error', nothing)],
  ['another socket', () => new net.Socket()],
  ['listen', () => server.listen(0, '127.0.0.1')],
  ['tls', () => tls.connect(9, '127.0.0.1').on('error', nothing)],
  ['http', () => http.get('http://127.0.0.1:9').on('error', nothing)],
  ['bind', () => datagrams.bind(0, '127.0.0.1')],
  ['send', () => datagrams.send('x', 9, '127.0.0.1', nothing)],
  ['another socket for datagrams', () => dgram.createSocket('udp4')],
  ['lookup', () => dns.lookup('localhost', nothing)],
  ['resolve', () => dns.resolve('localhost', nothing)],
  ['lookup with a promise', () => dns.promises.lookup('localhost')],
  ['another resolver', () => new dns.Resolver()],
];
const left: string[] = [];
for (const [name, attempt] of attempts) {
  try {
    const got = attempt();
    if (got instanceof Promise) got.catch(nothing);
    left.push(name);
  } catch {}
}
writeSync(1, JSON.stringify({ tried: attempts.map(([name]) => name), left }));
// What is open would keep this process alive.
end();
