import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCommandLine } from '../../scripts/command-line.ts';
import { buildWhatChanged } from '../../scripts/up-to-date.ts';
import { OpsClient } from '../people/operator.ts';
import { putSampleProject, seedSampleMachines } from '../sample/sample.ts';
import { type Stack, startStack } from '../stack/stack.ts';
import { playCompute } from './compute.ts';
import { computeSchedule } from './compute-schedule.ts';
import { playDeadline } from './deadline.ts';
import { forgotten, playExport } from './export.ts';
import { playHold } from './hold.ts';
import { playIngress } from './ingress.ts';
import { playMalware } from './malware.ts';
import { playOutage } from './outage.ts';
import { headline, Mismatch, note, step } from './progress.ts';
import { prove } from './proofs.ts';
import { playRevocation } from './revocation.ts';
import { follow, type Scene } from './scene.ts';

const usage = `npm run demo

Plays both flows with real files on a stack of its own, and proves what it promises.

  --keep             leaves the stack running until Ctrl-C`;
const { values } = readCommandLine(usage, { keep: { type: 'boolean', default: false } });
const started = performance.now();
const stateFolder = mkdtempSync(join(tmpdir(), 'sallyport-demo-'));

headline('Sallyport, from both doors');
await step('bundle both apps, as they are deployed', async () => {
  await buildWhatChanged();
});
const stack = await step("start Azure's stand-ins, and the two apps on their Functions hosts", () =>
  startStack({
    stateFolder,
    ports: 'free',
    settings: { COMPUTE_SCHEDULE: computeSchedule(new Date()) },
    virtualTime: true,
    room: true,
  }),
);
const failure = await play(stack);
if (failure === undefined) console.log(`\nEverything as promised, in ${seconds()}.`);
else {
  console.error(`\n${failure}\nThe logs are in ${stateFolder}.`);
  process.exitCode = 1;
}
if (values.keep) {
  note(`still running: ${stack.baseUrl}/api/ops, inbox ${stack.azure.mailUrl}; Ctrl-C ends it`);
  process.once('SIGINT', () => void finish());
} else await finish();

async function play(running: Stack): Promise<string | undefined> {
  const ops = new OpsClient(running.azure, running.baseUrl);
  try {
    const project = await step('an operator puts the sample project, a second one confirms it', () =>
      putSampleProject(ops),
    );
    const scene: Scene = { stack: running, ops, project };
    await seedSampleMachines(running.control);
    const arrived = await playIngress(scene);
    const infected = await playMalware(scene);
    const exported = await playExport(scene);
    const compute = await playCompute(scene);
    const asked = await step(`"${forgotten}" waits for its approvers meanwhile`, () =>
      follow(scene, 'exports', forgotten, ['in-review']),
    );
    const delayed = await playOutage(scene);
    await playHold(scene);
    const expired = await playDeadline(scene, asked);
    const unapproved = await playRevocation(scene, exported.released);
    const datasets = [...arrived.datasets, delayed];
    await prove(scene, { ...arrived, datasets, ...exported, unapproved, infected, expired, compute });
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return error instanceof Mismatch ? `Not as promised: ${message}` : `The demo stopped: ${message}`;
  }
}

async function finish(): Promise<void> {
  await stack.stop();
  if (process.exitCode !== 1) rmSync(stateFolder, { recursive: true, force: true });
}

function seconds(): string {
  return `${((performance.now() - started) / 1000).toFixed(0)} s`;
}
