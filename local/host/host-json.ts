import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { HostError, messageOf } from './host-error.ts';
import { resolveExpression, type Settings } from './settings.ts';

const timeSpan = z
  .string()
  .regex(/^(\d+\.)?\d{2}:\d{2}:\d{2}(\.\d{1,7})?$/, 'is not a time span like 00:10:00')
  .transform(millisecondsOf);
const count = z.number().int().min(1);

const hubName = z.string().regex(/^[A-Za-z][A-Za-z0-9]{2,44}$/, {
  error: ({ input }) => `'${input}' must be 3 to 45 letters and digits and start with a letter`,
});

/** A setting of which this host knows one value, the one that Azure has without it. */
function only(value: string, why: string) {
  const isIt = (text: string) => text.toLowerCase() === value.toLowerCase();
  return z
    .string()
    .default(value)
    .refine(isIt, { error: ({ input }) => `is '${input}': ${why}` });
}

/** `resolve` replaces each `%SETTING%`. */
const durableTask = (resolve: (text: string) => string) =>
  z.object({
    hubName: z.string().default('TestHubName').transform(resolve).pipe(hubName),
    storageProvider: z
      .object({
        type: z
          .string()
          .default('AzureStorage')
          .refine((type) => type.toLowerCase() === 'azurestorage', {
            error: ({ input }) => `is '${input}': this host runs no storage provider but AzureStorage`,
          }),
        connectionStringName: z.string().default('Storage'),
      })
      .prefault({}),
    defaultVersion: z.string().nullable().default(null),
    versionMatchStrategy: only('CurrentOrOlder', 'this host takes up instances of its own version and of older ones'),
    versionFailureStrategy: only('Reject', 'in this host an instance of a newer version waits'),
    extendedSessionsEnabled: z
      .boolean()
      .default(false)
      .refine((enabled) => !enabled, { error: 'is true: this host replays each episode and keeps no session' }),
    maxConcurrentActivityFunctions: count.default(10),
    maxConcurrentOrchestratorFunctions: count.default(10),
  });

const queues = z.object({
  maxPollingInterval: timeSpan.default(60_000),
  visibilityTimeout: timeSpan.default(0),
  batchSize: count.max(32).default(16),
  maxDequeueCount: count.default(5),
  newBatchThreshold: z.number().int().min(0).default(8),
  messageEncoding: z.enum(['base64', 'none']).default('base64'),
});

const schema = (resolve: (text: string) => string) =>
  z.object({
    version: z.literal('2.0'),
    functionTimeout: timeSpan.default(600_000),
    extensions: z
      .object({
        http: z.object({ routePrefix: z.string().default('api') }).prefault({}),
        blobs: z
          .object({ maxDegreeOfParallelism: count.default(8), poisonBlobThreshold: count.default(5) })
          .prefault({}),
        queues: queues.prefault({}),
        durableTask: durableTask(resolve).prefault({}),
      })
      .prefault({}),
  });

/** The parts of host.json that the host obeys; durations in milliseconds. Other keys are left to Azure. */
export type HostJson = z.output<ReturnType<typeof schema>>;

function millisecondsOf(span: string): number {
  const match = /^(?:(\d+)\.)?(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,7}))?$/.exec(span);
  const [, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = '0'] = match ?? [];
  const whole = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  return whole * 1000 + Math.floor(Number(`0.${fraction}`) * 1000);
}

/**
 * Checks the text of a host.json, in which the name of the task hub may be a `%SETTING%`; throws HostError with every problem
 * in one message.
 */
export function parseHostJson(text: string, file: string, settings: Settings = {}): HostJson {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new HostError('hostJson', `${file} is not JSON: ${messageOf(error)}`);
  }
  const parsed = schema((name) => resolveExpression(name, settings, `hubName in ${file}`)).safeParse(content);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || '(top)'} ${issue.message}`);
  throw new HostError('hostJson', `${file} is wrong: ${problems.join('; ')}`);
}

/** Reads host.json of an app folder; a missing file is an error, as it is in Azure. */
export function readHostJson(appFolder: string, settings: Settings): HostJson {
  const file = join(appFolder, 'host.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new HostError('hostJson', `${file} cannot be read: ${messageOf(error)}. A function app needs a host.json.`);
  }
  return parseHostJson(text, file, settings);
}
