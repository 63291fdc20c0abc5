import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundle } from '../scripts/build.ts';
import { requireNode24 } from '../scripts/node-version.ts';
import { readDirectory } from './azure/directory.ts';
import { stateOption } from './commands/arguments.ts';
import { OpsClient } from './people/operator.ts';
import { putSampleProject, seedSampleMachines } from './sample/sample.ts';
import { type Stack, startStack } from './stack/stack.ts';

requireNode24();
const { values } = parseArgs({ options: { ...stateOption, 'free-ports': { type: 'boolean', default: false } } });
const { state: stateFolder } = values;
mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
await bundle(fileURLToPath(new URL('../dist', import.meta.url)));
const stack = await startStack({ stateFolder, ports: values['free-ports'] ? 'free' : 'fixed' });
const project = await putSampleProject(new OpsClient(stack.azure, stack.baseUrl));
await seedSampleMachines(stack.control);
console.log(welcome(stack, project));

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    console.log('\nStopping; npm start continues from here.');
    void stack.stop().then(() => process.exit(0));
  });
}

function welcome({ azure, baseUrl, stateFolder: folder }: Stack, id: string): string {
  const persons = readDirectory().persons.map(({ id: person, email, appRoles, groups }) => {
    const roles = [...groups.map(({ project: of, role }) => `${role} of ${of}`), ...appRoles];
    return `    ${person.padEnd(6)} ${email.padEnd(20)} ${roles.join(', ') || 'no role'}`;
  });
  return [
    '',
    `  Sallyport runs. Its state is in ${folder}; Ctrl-C stops it. Sample project: ${id}`,
    '',
    `  dashboard   ${baseUrl}/api/ops`,
    `  inbox       ${azure.mailUrl}`,
    '  persons to sign in as',
    ...persons,
    '',
    '  try',
    '    npm run drop -- node_modules/vega-datasets/data/cars.json node_modules/vega-datasets/data/movies.json --as owner --dataset cars',
    '    npm run drop -- node_modules/vega-datasets/data/stocks.csv --as researcher --package stocks --purpose "Figure 1"',
    '    npm run look -- <exportId> --as approver',
    `    curl -H "Authorization: Bearer $(npm run --silent token -- --as operator)" ${baseUrl}/api/ops/datasets`,
    '',
  ].join('\n');
}
