import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readCommandLine } from '../scripts/command-line.ts';
import { buildWhatChanged } from '../scripts/up-to-date.ts';
import { readDirectory } from './azure/directory.ts';
import { holderOf } from './azure/folder-claim.ts';
import { fixedPorts } from './azure/ports.ts';
import { CommandRefused, runCommand, stateOption, stateUsage } from './commands/arguments.ts';
import { askDoctor } from './people/doctor.ts';
import { OpsClient } from './people/operator.ts';
import { putSampleProject, seedSampleMachines } from './sample/sample.ts';
import { isFree } from './stack/free-port.ts';
import { hostPort, roomPort, type Stack, startStack } from './stack/stack.ts';

const usage = `npm start

Starts the stand-ins for Azure, the Functions host with the app and another with the reading room, and prints where they are.
Ctrl-C stops them; the next start continues where it was.

  --free-ports       free ports instead of ${hostPort}, ${roomPort} and ${fixedPorts.blob} to ${fixedPorts.control}
${stateUsage}`;

await runCommand(async () => {
  const { values } = readCommandLine(usage, { ...stateOption, 'free-ports': { type: 'boolean', default: false } });
  const { state: stateFolder, 'free-ports': free } = values;
  refuseSecond(stateFolder);
  if (!free) await refuseTaken();
  mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
  const onPart = (part: string): void => console.log(`  starting ${part} …`);
  console.log('  bundling the app …');
  await buildWhatChanged();
  const stack = await startStack({ stateFolder, ports: free ? 'free' : 'fixed', room: true, onPart });
  stopOnSignal(stack);
  try {
    await greet(stack);
  } catch (error) {
    await stack.stop();
    throw error;
  }
});

/** Puts the sample project and says what is where. */
async function greet(stack: Stack): Promise<void> {
  const ops = new OpsClient(stack.azure, stack.baseUrl);
  const project = await putSampleProject(ops);
  await seedSampleMachines(stack.control);
  console.log(welcome(stack, project));
  console.log(`  ${await askDoctor(ops)}\n`);
}

/** Two stacks on one state would write the same files. */
function refuseSecond(stateFolder: string): void {
  const holder = holderOf(join(stateFolder, 'azure'));
  if (holder === undefined) return;
  throw new CommandRefused(
    `It runs already, as process ${holder} on the state in ${stateFolder}: stop that one with Ctrl-C, or start another beside it with npm start -- --free-ports --state <another folder>.`,
  );
}

async function refuseTaken(): Promise<void> {
  for (const port of [hostPort, roomPort, ...Object.values(fixedPorts)]) {
    if (await isFree(port)) continue;
    throw new CommandRefused(
      `Port ${port} is taken by another program: end that one, or start on free ports with npm start -- --free-ports.`,
    );
  }
}

function stopOnSignal(stack: Stack): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      console.log('\nStopping; npm start continues from here.');
      void stack.stop().then(() => process.exit(0));
    });
  }
}

function welcome({ azure, baseUrl, room, stateFolder: folder }: Stack, id: string): string {
  const persons = readDirectory().persons.map(({ id: person, email, appRoles, groups }) => {
    const roles = [...groups.map(({ project: of, role }) => `${role} of ${of}`), ...appRoles];
    return `    ${person.padEnd(6)} ${email.padEnd(20)} ${roles.join(', ') || 'no role'}`;
  });
  return [
    '',
    `  Sallyport runs. Its state is in ${folder}; Ctrl-C stops it. Sample project: ${id}`,
    '',
    `  dashboard   ${baseUrl}/api/ops`,
    `  reading     ${room?.baseUrl ?? ''}/api/read`,
    `  inbox       ${azure.mailUrl}`,
    `  channels    ${azure.chatUrl}`,
    '  persons to sign in as',
    ...persons,
    '',
    '  try',
    '    npm run drop -- local/demo/data/flights-2k.json local/demo/data/flights-airport.csv --as owner --dataset flights',
    '    npm run drop -- local/demo/data/seattle-weather.csv --as researcher --package weather --purpose "Figure 1"',
    '    npm run look -- <exportId> --as approver',
    '    npm run sallyport -- --as operator status',
    '',
  ].join('\n');
}
