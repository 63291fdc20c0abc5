import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { StoragePerson } from '../people/storage-person.ts';
import { trustStack } from '../stack/trust.ts';
import { runCommand, sampleProject, stateOption } from './arguments.ts';

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...stateOption,
      as: { type: 'string', default: 'approver' },
      project: { type: 'string', default: sampleProject },
    },
  });
  const [exportId] = positionals;
  if (exportId === undefined) throw new Error('Say which export to look at: npm run look -- <exportId> --as approver');
  const prefix = `${values.project}/${exportId}/`;
  const files = await new StoragePerson(trustStack(values.state), values.as).read('secure', 'review', prefix);
  if (files.length === 0)
    throw new Error(`Nothing lies in review under ${prefix}. The mail and the dashboard name the export.`);
  const folder = join(values.state, 'looked-at', exportId);
  for (const file of files) {
    const target = join(folder, file.path.slice(prefix.length));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, file.bytes);
  }
  console.log(`${files.length} frozen files of ${exportId} fetched into ${folder}`);
});
