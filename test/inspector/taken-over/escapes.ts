// Code that a child must keep from working is written as an attacker writes it: by names and without types.

/** Whatever stands there under a name. */
function at(owner: unknown, ...names: readonly string[]): unknown {
  let found = owner;
  for (const name of names) {
    if ((typeof found !== 'object' || found === null) && typeof found !== 'function') return undefined;
    found = Reflect.get(found, name);
  }
  return found;
}

/** Calls what stands there under a name; undefined where nothing can be called. */
function call(owner: unknown, name: string, ...given: readonly unknown[]): unknown {
  const found = at(owner, name);
  return typeof found === 'function' ? (Reflect.apply(found, owner, given) ?? 'done') : undefined;
}

const load = (name: string): Promise<unknown> => import(name);
const loadJson = (name: string): Promise<unknown> => import(name, { with: { type: 'json' } });

/** Modules of Node that lead out of the process, to its insides or to other code. */
const modules = [
  ...['child_process', 'cluster', 'worker_threads', 'process', 'console', 'module', 'vm', 'v8', 'repl', 'wasi'],
  ...['inspector', 'inspector/promises', 'trace_events', 'diagnostics_channel', 'async_hooks', 'perf_hooks'],
  ...['fs', 'fs/promises', 'os', 'tty', 'readline', 'crypto', 'timers', 'domain'],
  ...['net', 'tls', 'dgram', 'dns', 'dns/promises', 'http', 'http2', 'https', 'assert', 'punycode', 'sys'],
  ...['_http_client', '_tls_wrap', '_stream_wrap'],
];

/** What `process` has on other days. */
const ofProcess = [
  ...['binding', '_linkedBinding', 'dlopen', 'getBuiltinModule', 'moduleLoadList', 'execve', 'report'],
  ...['kill', '_kill', '_debugProcess', '_debugEnd', 'abort', 'stdin', 'stdout', 'stderr', 'openStdin', 'ppid', 'pid'],
  ...['_getActiveHandles', '_getActiveRequests', 'loadEnvFile', 'chdir', 'umask', 'setuid', 'setgid', 'initgroups'],
  ...['execPath', 'execArgv', 'argv', '_preload_modules', 'setSourceMapsEnabled', 'config', 'cwd'],
];

const globals = [
  ...['fetch', 'WebSocket', 'Request', 'BroadcastChannel', 'MessageChannel', 'WebAssembly'],
  'navigator',
];

const code = '1';
const asyncFunction = (async () => {}).constructor;
const generatorFunction = function* () {}.constructor;

/** A way that is there in a child only: elsewhere there is no such file. */
export const aboveTheBundle = 'the folder above the bundle';

/** Ways out of a child, each with what it takes to show that it is open: it gives something other than nothing and false. */
export const escapes: readonly (readonly [name: string, attempt: () => unknown])[] = [
  ...modules.flatMap((name) => [
    [`import node:${name}`, () => load(`node:${name}`)] as const,
    [`import ${name}`, () => load(name)] as const,
  ]),
  ...ofProcess.map((name) => [`process.${name}`, () => at(process, name)] as const),
  ...globals.map((name) => [name, () => at(globalThis, name)] as const),
  ['a signal to the parent', () => call(process, 'kill', at(process, 'ppid'), 0)],
  ['answers of the network', () => at(globalThis, 'Response', 'json')],
  ['the environment', () => Object.keys(process.env).length > 0],
  ['the streams behind the console', () => at(console, '_stdout', 'write')],
  ['eval', () => call(globalThis, 'eval', code)],
  ['Function', () => new Function(`return ${code}`)],
  ['an asynchronous function from text', () => call({ asyncFunction }, 'asyncFunction', code)],
  ['a generator from text', () => call({ generatorFunction }, 'generatorFunction', code)],
  ['code in an address', () => load('data:text/javascript,export default 1')],
  ['WebAssembly in an address', () => load('data:application/wasm;base64,AGFzbQEAAAA=')],
  ['JSON in an address', () => loadJson('data:application/json,1')],
  [aboveTheBundle, () => load(new URL('../check.mjs', import.meta.url).href)],
  ['the bundle once more', () => load(`${import.meta.url}?again`)],
  ['the bundle once more by another name', () => load(`${import.meta.url}#again`)],
  ['a package', () => load('zod')],
];
