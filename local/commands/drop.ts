import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { StoragePerson } from '../people/storage-person.ts';
import { trustStack } from '../stack/trust.ts';
import { runCommand, sampleProject, stateOption } from './arguments.ts';
import { listFiles } from './list-files.ts';

const usage = [
  'npm run drop -- <files or folders> --as owner --dataset <name>       uploads a dataset',
  'npm run drop -- <file> --as owner                                    uploads a dataset of one file',
  'npm run drop -- <files> --as researcher --package <name> [--purpose "…"]   drops results on the export path',
].join('\n');

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...stateOption,
      as: { type: 'string', default: 'owner' },
      project: { type: 'string', default: sampleProject },
      dataset: { type: 'string' },
      package: { type: 'string' },
      purpose: { type: 'string', default: '' },
    },
  });
  if (positionals.length === 0) throw new Error(`Say which files to drop.\n${usage}`);
  const files = positionals.flatMap((path) => listFiles(path));
  const person = new StoragePerson(trustStack(values.state), values.as);
  if (values.package !== undefined) {
    await person.dropPackage(values.project, values.package, files, values.purpose);
    console.log(
      `${files.length} files dropped as package ${values.package}. The approvers get their mails once it is frozen.`,
    );
  } else if (values.dataset !== undefined) {
    await person.uploadDataset(values.project, values.dataset, files);
    console.log(
      `${files.length} files uploaded as dataset ${values.dataset}. It is copied once nothing changes any more.`,
    );
  } else {
    const [only] = positionals;
    if (only === undefined || positionals.length > 1 || statSync(only).isDirectory())
      throw new Error(`Name the dataset.\n${usage}`);
    await person.uploadSingle(values.project, { path: basename(only), bytes: readFileSync(only) });
    console.log(`${basename(only)} uploaded as a dataset of one file.`);
  }
});
