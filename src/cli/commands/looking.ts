import { type CommandUnknownOpts, Option } from '@commander-js/extra-typings';
import { operationKinds } from '../../domain/operation/operation-kinds.ts';
import { actors } from '../../domain/operation/operation-table.ts';
import type { Start } from '../tools.ts';
import { examples, project, spanOption } from './options.ts';

/** The commands that look and change nothing. */
export function addLooking(program: CommandUnknownOpts, start: Start): void {
  examples(
    program
      .command('status')
      .description('what waits for somebody, what goes on by itself, holds, and what cannot be read')
      .option('--project <id>', 'of this project only')
      .option('--state <state>', 'only what is in this state')
      .addOption(new Option('--kind <kind>', 'only such (open, unless a state is typed)').choices(operationKinds))
      .addOption(new Option('--waits-for <who>', 'only what these act on next').choices(actors))
      .option('--person <person>', 'only what this person has to do with: e-mail address or object id')
      .option('--since <time>', 'begun not before this time or day')
      .option('--until <time>', 'begun before this time, or up to this day')
      .action((typed) => start(async (tools) => (await import('../work/status.ts')).showStatus(tools, typed))),
    'status',
    'status --project heart-study --state failed',
    'status --waits-for operator',
    'status --kind ended --since 2030-01-01',
  );
  examples(
    program
      .command('explain')
      .description('what a dataset, package or project waits for, and who can do what next')
      .argument('<about>', 'the id of one of them, or compute')
      .argument('[of]', 'behind compute: the project')
      .addOption(project())
      .action((about, of, typed) =>
        start(async (tools) => (await import('../work/explain.ts')).explain(tools, { about, of, ...typed })),
      ),
    'explain exp_01JZ8Q4T6V5W7X9Y0Z1A2B3C4D',
    'explain heart-study',
    'explain compute heart-study',
  );
  examples(
    program
      .command('used-by')
      .description('which packages were made from a version of a dataset')
      .argument('<id>', 'of the dataset')
      .addOption(project())
      .action((id, typed) =>
        start(async (tools) => (await import('../work/used-by.ts')).showUsedBy(tools, id, typed.project)),
      ),
    'used-by ing_01JZ8Q4T6V5W7X9Y0Z1A2B3C4D',
  );
  examples(
    program
      .command('wait')
      .description('follows a dataset or package until it ended or waits for somebody')
      .argument('<id>', 'its id')
      .option('--for <state>', 'until it is in this state')
      .addOption(spanOption('--timeout <time>', 'at most so long, such as 30s, 10m or 2h', '10m'))
      .addOption(spanOption('--every <time>', 'the pause between two looks', '2s'))
      .addOption(project())
      .action((id, typed) =>
        start(async (tools) => (await import('../work/wait.ts')).waitFor(tools, { id, ...typed })),
      ),
    'wait ing_01JZ8Q4T6V5W7X9Y0Z1A2B3C4D',
    'wait exp_01JZ8Q4T6V5W7X9Y0Z1A2B3C4D --for in-review --timeout 30m',
  );
}
