import { existsSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { messageOf } from '../src/domain/base/errors.ts';
import { readCommandLine } from './command-line.ts';
import { installedCli } from './deploy/cli.ts';
import { readSubscriptionId } from './deploy/read-subscription.ts';
import { costOfTrial } from './verify/cost.ts';
import { laptopTrial } from './verify/laptop.ts';
import { planLines, tooDear } from './verify/plan.ts';
import { redact } from './verify/redact.ts';
import { reportText } from './verify/report.ts';
import { type Around, type Finding, type Trial, verify } from './verify/run.ts';
import type { StepAnywhere, StepId, World } from './verify/step.ts';
import { steps } from './verify/steps/all.ts';
import { trialProblems } from './verify/trial/settings.ts';
import { subscriptionTrial } from './verify/trial/trial.ts';
import type { Answered } from './verify/verdicts.ts';

const usage = `npm run verify:azure -- --contact <mail address> --address <your public address>

Finds out what nobody has verified (docs/not-verified.md): deploys a trial, asks it, writes a report and takes it down, within two hours and for 5 dollars.

  --contact <mail address>  who gets the alerts of the trial
  --address <address>       the public IPv4 address that you deploy from
  --location <region>       where (westeurope)
  --report <file>           where the report goes (verify-azure-<date>.md)
  --yes                     begins without asking, for scripts that nobody can ask
  --local                   asks the laptop's stand-ins instead, which says nothing about Azure`;
const { values } = readCommandLine(usage, {
  contact: { type: 'string' },
  address: { type: 'string' },
  location: { type: 'string', default: 'westeurope' },
  report: { type: 'string' },
  yes: { type: 'boolean', default: false },
  local: { type: 'boolean', default: false },
});
const begun = new Date();
const stop = new AbortController();
let secretsOf: () => readonly string[] = () => [];
const around: Around = {
  say: (line) => console.log(redact(line, secretsOf())),
  now: () => new Date(),
  alarm: async (milliseconds, signal) => await pause(milliseconds, undefined, { signal }),
  stop: stop.signal,
};

/** It does not begin; the message says why and what to do. */
class NotBegun extends Error {}

/** What a run found out, and where. */
interface Ran {
  readonly answered: Answered;
  readonly where: string;
  readonly findings: readonly Finding[];
  readonly notHere: ReadonlyMap<StepId, string>;
}

async function consent(name: string): Promise<boolean> {
  if (values.yes) return true;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await terminal.question(`Type the name of the environment to begin (${name}): `)) === name;
  } finally {
    terminal.close();
  }
}

async function onSubscription(): Promise<Ran> {
  const { contact, address, location: region } = values;
  if (contact === undefined || address === undefined)
    throw new NotBegun(`Nothing was begun: say --contact and --address.\n\n${usage}`);
  if (!values.yes && !process.stdin.isTTY)
    throw new NotBegun('Nothing was begun: nobody can be asked here. Add --yes to consent.');
  const cost = costOfTrial();
  const dear = tooDear(cost);
  if (dear !== undefined) throw new NotBegun(`Nothing was begun. ${dear}`);
  if (!existsSync(new URL('../dist/', import.meta.url)))
    throw new NotBegun('Nothing was begun: nothing is built. Run: npm run build');
  const subscription = await readSubscriptionId(installedCli);
  const name = `verify-${begun.toISOString().slice(5, 16).replaceAll(/\D/g, '')}`;
  const wanted = { name, subscription, region, contact, address };
  const problems = trialProblems(wanted, wanted);
  if (problems.length > 0) throw new NotBegun(`Nothing was begun. ${problems.join('\n')}`);
  for (const line of planLines({ name, subscription, region, cost })) console.log(line);
  if (!(await consent(name))) throw new NotBegun(`Nothing was begun: what was typed is not '${name}'.`);
  const trial = subscriptionTrial({ cli: installedCli, say: around.say, now: around.now }, wanted);
  const findings = await verify(around, keeping(trial), steps);
  return { answered: 'a subscription', where: `in ${region}`, findings, notHere: new Map() };
}

async function onLaptop(): Promise<Ran> {
  const here = steps.filter((step): step is StepAnywhere => !('notHere' in step));
  const notHere = new Map<StepId, string>([
    ['deployment', 'nothing is deployed on a laptop'],
    ['teardown', 'nothing is deployed on a laptop'],
    ...steps.flatMap((step) => ('notHere' in step ? [[step.id, step.notHere] as const] : [])),
  ]);
  const findings = await verify(around, keeping(laptopTrial()), here);
  for (const [id, why] of notHere) console.log(`${id}: cannot run here. ${why}`);
  return { answered: "the laptop's stand-ins", where: 'on a laptop', findings, notHere };
}

/** Remembers what must stand nowhere. */
function keeping<Place extends World>(trial: Trial<Place>): Trial<Place> {
  return {
    ...trial,
    begin: async (signal) => {
      const world = await trial.begin(signal);
      secretsOf = () => world.secrets();
      return world;
    },
  };
}

process.on('SIGINT', () => {
  console.log('Stopping: the trial is taken down first.');
  stop.abort();
});
try {
  const ran = values.local ? await onLaptop() : await onSubscription();
  const minutes = (Date.now() - begun.getTime()) / 60_000;
  const report = values.report ?? `verify-azure-${begun.toISOString().slice(0, 10)}.md`;
  const told = { ...ran, minutes, date: begun, cost: costOfTrial(), secrets: secretsOf() };
  writeFileSync(report, reportText(told), { mode: 0o600 });
  console.log(`The report lies in ${report}`);
  if (ran.findings.some(({ id, verdict }) => verdict === 'refuted' || (id === 'teardown' && verdict !== 'confirmed')))
    process.exitCode = 1;
} catch (error) {
  console.error(redact(messageOf(error), secretsOf()));
  process.exitCode = 1;
}
