import dgram from 'node:dgram';
import dns from 'node:dns';
import { registerHooks, syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

/** What readers may load of Node: nothing that opens a file, a socket, a thread or another program. */
const lendable: ReadonlySet<string> = new Set(
  ['buffer', 'events', 'path', 'stream', 'stream/promises', 'string_decoder', 'url', 'util', 'zlib'].map(
    (name) => `node:${name}`,
  ),
);

/** What Node itself reads of `process` while the child works, and what libraries ask for to know where they are. */
const keptOfProcess: ReadonlySet<string> = new Set([
  ...['arch', 'env', 'exitCode', 'nextTick', 'platform', 'reallyExit', 'version', 'versions'],
  // Node does not let go of these, and none of them reaches out: names of what is switched on.
  ...['features', 'argv0', 'permission'],
]);

/** Ways out, or to code that Node did not start with. */
const removedGlobals = [
  ...['fetch', 'WebSocket', 'EventSource', 'Request', 'Response', 'Headers', 'FormData'],
  ...['BroadcastChannel', 'MessageChannel', 'MessagePort', 'WebAssembly', 'navigator'],
];

/**
 * Takes everything from this process that a reader does not need, before any reader is loaded: a file may be made to take over the code
 * that reads it. What is left loads its own bundle in `folder` and a few modules of Node, and nothing else, by whatever name.
 */
export function lockDown(folder: string): void {
  removeNetwork();
  registerHooks({
    resolve: (specifier, context, next) => {
      const found = next(specifier, context);
      const isOurs = found.url.startsWith(folder) && /^[\w-]+\.mjs$/.test(found.url.slice(folder.length));
      if (isOurs || lendable.has(found.url)) return found;
      throw new Error('Nothing but this bundle can be loaded here');
    },
  });
  for (const name of Object.getOwnPropertyNames(process)) {
    if (!keptOfProcess.has(name)) Reflect.deleteProperty(process, name);
  }
  Object.assign(process, { emitWarning: nothing });
  for (const name of removedGlobals) Reflect.deleteProperty(globalThis, name);
  // The library that reads PDF adds to this class while it is loaded, and needs no more of it.
  Object.assign(globalThis, { Response: class {} });
  // Nobody reads what a library prints, and the streams behind it would bring the sockets back.
  globalThis.console = new Proxy(console, { get: () => nothing });
}

/** The hook keeps these modules away; should somebody get hold of one all the same, it has no way out. */
function removeNetwork(): void {
  const owners: readonly (readonly [owner: object, keys: readonly string[]])[] = [
    [net.Socket.prototype, ['connect']],
    [net.Server.prototype, ['listen', '_listen2']],
    [net, ['connect', 'createConnection', 'createServer', 'Socket', 'Stream', 'Server', '_createServerHandle']],
    [dgram.Socket.prototype, ['bind', 'connect', 'send', 'sendto']],
    [dgram, ['createSocket', 'Socket', '_createSocketHandle']],
    [dns.Resolver.prototype, Object.getOwnPropertyNames(dns.Resolver.prototype)],
    [dns.promises, Object.keys(dns.promises)],
    [dns, Object.keys(dns)],
  ];
  for (const [owner, keys] of owners) {
    for (const key of keys) Object.defineProperty(owner, key, { value: refused, configurable: true, writable: true });
  }
  syncBuiltinESMExports();
}

function refused(): never {
  throw new Error('There is no network here');
}

function nothing(): void {}
