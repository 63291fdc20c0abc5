import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import type { Start } from '../tools.ts';
import { examples, project } from './options.ts';

export function addParts(program: CommandUnknownOpts, start: Start): void {
  examples(
    program
      .command('files')
      .description('the files of a dataset or package')
      .argument('<id>', 'its id')
      .addOption(project())
      .action((id, typed) =>
        start(async (tools) => (await import('../work/parts.ts')).listFiles(tools, id, typed.project)),
      ),
    'files exp_01JZ8Q4T6V5W7X9Y0Z1A2B3C4D',
  );
  examples(
    program
      .command('mails')
      .description('who was told of a dataset or package, and who was not')
      .argument('<id>', 'its id')
      .addOption(project())
      .action((id, typed) =>
        start(async (tools) => (await import('../work/parts.ts')).listMails(tools, id, typed.project)),
      ),
    'mails exp_01JZ8Q4T6V5W7X9Y0Z1A2B3C4D',
  );
  examples(
    program
      .command('people')
      .description('whom a definition names, and where the groups of their last sign-ins do not fit')
      .argument('<project>', 'id of the project')
      .action((id) => start(async (tools) => (await import('../work/parts.ts')).listPeople(tools, id))),
    'people heart-study',
  );
  examples(
    program
      .command('access-review')
      .description('who is in which definition and which groups, over all projects; differences first')
      .action(() => start(async (tools) => (await import('../work/parts.ts')).reviewAccess(tools))),
    'access-review',
  );
  examples(
    program
      .command('computes')
      .description('how the computes of each project stand, as the last run saw them')
      .action(() => start(async (tools) => (await import('../work/parts.ts')).listComputes(tools))),
    'computes',
  );
}
