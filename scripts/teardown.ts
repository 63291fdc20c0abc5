import { createInterface } from 'node:readline/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { messageOf } from '../src/domain/base/errors.ts';
import { readCommandLine } from './command-line.ts';
import { installedCli } from './deploy/cli.ts';
import { requireSameSubscription } from './deploy/same-subscription.ts';
import { datasetFiles } from './teardown/dataset-files.ts';
import { Refused, tearDown } from './teardown/run.ts';

const usage = `npm run teardown -- --environment <name>

Removes an environment: says what will be lost, asks for its name, copies audit and receipts, and removes its groups and what lies outside them.

  --plan                   says what would be lost and what is in the way, and does nothing
  --yes-delete <name>      the name, for scripts that nobody can ask
  --records <folder>       where the copy of audit and receipts goes (records-<name>)
  --even-with-operations   does not wait for operations and holds
  --even-without-records   goes on without an intact copy of audit and receipts
  --link-minutes <number>  how long it waits for the apps to have left their subnets (60)

docs/teardown.md tells of it.`;
const { values } = readCommandLine(usage, {
  environment: { type: 'string' },
  plan: { type: 'boolean', default: false },
  'yes-delete': { type: 'string' },
  records: { type: 'string' },
  'even-with-operations': { type: 'boolean', default: false },
  'even-without-records': { type: 'boolean', default: false },
  'link-minutes': { type: 'string', default: '60' },
});
const typed = values['yes-delete'];

async function confirm(name: string): Promise<boolean> {
  if (typed !== undefined) return typed === name;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await terminal.question(`Type the name of the environment to remove it (${name}): `)) === name;
  } finally {
    terminal.close();
  }
}

async function main(name: string): Promise<void> {
  const known = await installedCli('azd', ['env', 'get-values', '--environment', name, '--output', 'json']);
  const settings = z
    .object({ AZURE_ENV_NAME: z.literal(name), AZURE_LOCATION: z.string(), AZURE_SUBSCRIPTION_ID: z.guid() })
    .parse(JSON.parse(known));
  await requireSameSubscription(installedCli, { ...settings, ACCESS: 'desktop' });
  const remains = await tearDown(
    {
      ...{ cli: installedCli, now: new Date(), confirm, datasets: datasetFiles },
      say: (line) => console.log(line),
      pause: async (milliseconds) => await pause(milliseconds),
    },
    {
      environment: { name, subscription: settings.AZURE_SUBSCRIPTION_ID },
      planOnly: values.plan,
      records: values.records ?? `records-${name}`,
      evenWithOperations: values['even-with-operations'],
      evenWithoutRecords: values['even-without-records'],
      linkMinutes: z.coerce.number('--link-minutes must be a number').min(0).parse(values['link-minutes']),
    },
  );
  if (remains.length > 0) console.log(values.plan ? 'What would stay:' : 'What stays:');
  for (const one of remains) console.log(`- ${one}`);
}

if (values.environment === undefined) {
  console.error(`Say which environment.\n\n${usage}`);
  process.exitCode = 1;
} else {
  try {
    await main(values.environment);
  } catch (error) {
    const again = 'Mend that and run the same command again: it goes on where it ended.';
    console.error(error instanceof Refused ? error.message : `${messageOf(error)}\n${again}`);
    process.exitCode = 1;
  }
}
