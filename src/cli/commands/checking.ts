import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import type { Start } from '../tools.ts';
import { count, examples } from './options.ts';

export function addChecking(program: CommandUnknownOpts, start: Start): void {
  examples(
    program
      .command('check')
      .description('looks into files on this machine by the rules of disclosure, before they are sent; asks nobody')
      .argument('<folder>', 'everything in it, or one file')
      .option('--definition <file>', 'with the thresholds of the project definition in this file')
      .option('--min-count <number>', 'a count below it is too small', count)
      .option(
        '--min-residual-dof <number>',
        'a model with fewer residual degrees of freedom is too close to records',
        count,
      )
      .option('--max-rows <number>', 'a table with more rows may hold records', count)
      .option('--max-text-length <number>', 'a cell with more characters is free text', count)
      .action((folder, typed) =>
        start(async (tools) => (await import('../work/check-folder.ts')).checkFolder(tools, { folder, ...typed })),
      ),
    'check results',
    'check results --definition heart-study.json --json',
    'check results/table-2.csv --min-count 5',
  );
}
