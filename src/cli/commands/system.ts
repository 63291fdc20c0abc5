import { exitCodes } from '../exit-codes.ts';
import { asks, row } from '../row.ts';
import { columns } from '../shown/columns.ts';
import { doctorLines } from '../shown/doctor.ts';
import { safeText } from '../shown/safe-text.ts';
import { restore } from './restore.ts';

/** The commands about the whole deployment. */
export const system = [
  row('doctor [--all]', {
    says: 'holds what the deployment rests on against what is found: problems, and how to mend them',
    words: { all: 'what is in order, too' },
    examples: ['', '--all'],
    work: async ({ api, style, show }, { all = false }) => {
      const { body } = await api.ask('doctor', {});
      return show(body, () => doctorLines(body, { all, style }));
    },
  }),
  ...restore,
  row('satre [--markdown]', {
    says: 'what this deployment holds about each statement of SATRE',
    words: { markdown: 'with the evidence, to hand over' },
    examples: ['', '--markdown > satre.md'],
    work: async ({ api, ...tools }, { markdown }) => {
      if (markdown) {
        for await (const lines of api.lines('showSatre', { format: 'markdown' })) await tools.print(lines);
        return exitCodes.done;
      }
      const { body } = await api.ask('showSatre', {});
      const rows = body.statements.map(({ id, level, verdict, means }) => [id, level, verdict, means]);
      const { met, partly, 'not-ours': others } = body.verdicts;
      return tools.show(body, () => [
        ...columns(['ID', 'LEVEL', 'VERDICT', 'WHAT IT ASKS'], rows, tools.width),
        `${met} met, ${partly} partly, ${others} not ours. --markdown gives the evidence.`,
        safeText(body.looked),
      ]);
    },
  }),
  row('sweep', {
    says: 'looks now for what no event announced, instead of at the next tick',
    work: asks('sweepNow', (body) => {
      const met = Object.entries(body).filter(([, count]) => count > 0);
      return met.length === 0 ? ['Nothing was found.'] : met.map(([what, count]) => `${what}: ${count}`);
    }),
  }),
  row(
    'check <folder> [--definition=<file>] [--min-count=<number>] [--min-residual-dof=<number>] [--max-rows=<number>] [--max-text-length=<number>] [--rounding=<bases>]',
    {
      says: 'looks into files on this machine by the rules of disclosure, before they are sent; asks nobody',
      words: {
        folder: 'everything in it, or one file',
        definition: 'with the thresholds of the project definition in this file',
        minCount: 'a count below it is too small',
        minResidualDof: 'a model with fewer residual degrees of freedom is too close to records',
        maxRows: 'a table with more rows may hold records',
        maxTextLength: 'a cell with more characters is free text',
        rounding: 'bases to which counts may be rounded, such as 5,7; none for none',
      },
      examples: ['results', 'results --definition heart-study.json --json', 'results/table-2.csv --min-count 5'],
      work: async (...typed) => (await import('../work/check-folder.ts')).checkFolder(...typed),
    },
  ),
];
