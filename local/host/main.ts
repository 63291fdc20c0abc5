import { flushCompileCache } from 'node:module';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type HostKnobs, startHost } from './host.ts';
import { crashCode, exitCodes, HostError, lineOf, messageOf } from './host-error.ts';
import { createLog } from './log.ts';
import { readSettings } from './settings.ts';

const usage =
  'usage: node local/host/main.ts --app <folder> --port <n> --state <folder> [--settings <file>] [--knobs <json>] [--quiet]';

const milliseconds = z.number().int().min(0).exactOptional();
const knobsShape = z.strictObject({
  blobRetryDelay: milliseconds,
  maximumTimer: milliseconds,
  longTimerInterval: milliseconds,
  clockOffset: milliseconds,
  crashAtWrite: z.strictObject({ write: z.number().int().min(1), moment: z.enum(['before', 'after']) }).exactOptional(),
});

function readKnobs(text: string): HostKnobs {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new HostError('settings', `--knobs must be JSON: ${messageOf(error)}`);
  }
  const knobs = knobsShape.safeParse(content);
  if (knobs.success) return knobs.data;
  throw new HostError('settings', `--knobs is wrong: ${z.prettifyError(knobs.error)}`);
}

function options() {
  const { values } = parseArgs({
    options: {
      app: { type: 'string' },
      port: { type: 'string' },
      state: { type: 'string' },
      settings: { type: 'string' },
      knobs: { type: 'string' },
      quiet: { type: 'boolean', default: false },
    },
  });
  const { app, port, state, settings, knobs, quiet } = values;
  if (!app || !state || !/^\d{1,5}$/.test(port ?? '')) throw new HostError('settings', usage);
  return {
    appFolder: app,
    port: Number(port),
    stateFolder: state,
    settings: settings ? readSettings(settings) : {},
    knobs: knobs ? readKnobs(knobs) : {},
    log: createLog(process.stderr, quiet ? 'warning' : 'information'),
  };
}

/** What the app throws outside of its functions ends it, as it ends the worker in Azure: nobody knows what state it is in. */
function crash(error: unknown): never {
  process.stderr.write(`The app threw where nobody caught it, and has ended: ${lineOf(error)}\n`);
  process.exit(crashCode);
}

async function main(): Promise<void> {
  process.on('uncaughtException', crash);
  const host = await startHost(options());
  process.stdout.write(`host ready ${host.url}\n`);
  // Whoever kills this process finds its successor ready sooner.
  flushCompileCache();
  const stop = () => void host.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exit(error instanceof HostError ? exitCodes[error.kind] : 1);
}
