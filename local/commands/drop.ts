import { z } from 'zod';
import { readCommandLine } from '../../scripts/command-line.ts';
import { doorFacts } from '../../src/domain/base/door.ts';
import { factsOf } from '../../src/domain/lifecycle/advance.ts';
import { type Project, projectSchema, rulesAt } from '../../src/domain/project/project.ts';
import type { OpsClient } from '../people/operator.ts';
import { StoragePerson } from '../people/storage-person.ts';
import { CommandRefused, personNamed, runCommand, sampleProject, stateOption, stateUsage } from './arguments.ts';
import { counter } from './counter.ts';
import { type Drop, planDrop, refuseByRules } from './drop-plan.ts';
import { follow, operationsOf } from './follow.ts';
import { isForbidden, whoMay } from './rights.ts';
import { findStack } from './running-stack.ts';
import { UploadBroken, uploadFiles } from './upload.ts';

const usage = `npm run drop -- <files or folders> --as owner --dataset <name>      uploads a dataset
npm run drop -- <file> --as owner                                   uploads a dataset of one file
npm run drop -- <files or folders> --as researcher --package <name> drops results on the export path

  --as <person>      who does it: an id or role of local/sample/directory.json (owner)
  --purpose <text>   why the package may leave, in plain ASCII; so are the next four, which approvers read
  --label <text>     what people call it
  --continues <id>   the package that went back and that this one corrects
  --answer <text>    the answer to what its approvers wrote
  --made-from <list> versions of datasets, as cohort/v1, labs/v2; or unknown
  --leave-out        without what desktops leave in folders (.DS_Store and the like)
  --send-all         all of it, whatever the rules of the project are, which refuse it at the door
  --wait             shows each state, until the dataset is available or the package is in review;
                     ends with 1 and the reason when it is refused, rejected or fails
  --project <id>     another project than ${sampleProject}
${stateUsage}`;

await runCommand(async () => {
  const { values, positionals } = readCommandLine(
    usage,
    {
      ...stateOption,
      as: { type: 'string', default: 'owner' },
      project: { type: 'string', default: sampleProject },
      dataset: { type: 'string' },
      package: { type: 'string' },
      purpose: { type: 'string' },
      label: { type: 'string' },
      continues: { type: 'string' },
      answer: { type: 'string' },
      'made-from': { type: 'string' },
      'leave-out': { type: 'boolean', default: false },
      'send-all': { type: 'boolean', default: false },
      wait: { type: 'boolean', default: false },
    },
    Number.POSITIVE_INFINITY,
  );
  const { as, project, state } = values;
  const { dataset, package: packageName, purpose, label, continues, answer, 'made-from': madeFrom } = values;
  const typed = Object.entries({ purpose, label, continues, answer, madeFrom }).filter(
    ([, text]) => text !== undefined,
  );
  const drop = planDrop({
    paths: positionals,
    dataset,
    package: packageName,
    said: Object.fromEntries(typed),
    leftovers: values['leave-out'] ? 'leave-out' : values['send-all'] ? 'send' : undefined,
  });
  const { reader, azure } = findStack(state);
  if (!values['send-all']) await refuseByRules(drop, rulesAt(drop.door, await definitionOf(reader, project)));
  const named = { door: drop.door, name: drop.name, project };
  const before = await operationsOf(reader, named);
  const open = before.find(({ id, state: at }) => factsOf({ id, door: drop.door, state: at }).open);
  if (open !== undefined && open.state !== 'receiving') throw new CommandRefused(inTheWay(drop, open.explanation));
  await send(new StoragePerson(azure, personNamed(as).id), as, project, drop);
  const { noun } = doorFacts(drop.door);
  console.log(`${drop.files.length === 1 ? '1 file' : `${drop.files.length} files`} of the ${noun} ${drop.name} sent.`);
  if (!values.wait) return;
  const known = new Set(before.map(({ id }) => id).filter((id) => id !== open?.id));
  await follow(reader, named, known, console.log);
});

async function definitionOf(reader: OpsClient, project: string): Promise<Project> {
  const shown = z.looseObject({ definition: projectSchema.nullable() });
  const { definition } = shown.parse(await reader.ask('GET', `ops/projects/${project}`));
  if (definition !== null) return definition;
  throw new CommandRefused(`No definition of ${project} is in force, so nothing is taken in. Nothing was sent.`);
}

function inTheWay({ name }: Drop, explanation: string): string {
  return `An earlier upload named ${name} is in the way, so nothing was sent. ${explanation}`;
}

/** Sends the files, then the marker, which says that nothing more is coming: an upload that breaks off has none. */
async function send(person: StoragePerson, as: string, project: string, drop: Drop): Promise<void> {
  const { account, container: name } = doorFacts(drop.door);
  const container = person.container(account, name);
  const folder = drop.isSingle ? project : `${project}/${drop.name}`;
  try {
    await uploadFiles(container, folder, drop.files, counter(drop.files.length, 'files'));
    if (!drop.isSingle) await person.complete(container, folder, drop.said);
  } catch (error) {
    const refused = error instanceof UploadBroken ? error.cause : error;
    if (!isForbidden(refused)) throw error;
    throw new CommandRefused(whoMay(as, { account, container: name, project, operation: 'create' }));
  }
}
