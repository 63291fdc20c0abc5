import { counted } from '../../compute/domain/usage/counted.ts';
import { Complaint } from '../complaint.ts';
import { exitCodes } from '../exit-codes.ts';
import { asks, row } from '../row.ts';
import { columns } from '../shown/columns.ts';

export const computes = [
  row('compute plan <project>', {
    says: 'what differs from the definition, and what would be done',
    work: async ({ api, ...tools }, typed) => {
      const { planLines } = await import('../shown/plan.ts');
      const { body } = await api.ask('planCompute', typed);
      return tools.show(body, () => planLines(body, tools.width));
    },
  }),
  row('compute hours <project>', {
    says: 'how many hours the machines and instances ran, and how much of the budget is used',
    work: asks('computeHours', ({ sentence, months }, { width }) => {
      const rows = months.map((sums) => {
        return [sums.month, ...counted.map((of) => String(sums[of])), String(sums.missed)];
      });
      const heads = ['MONTH', ...counted.map((of) => of.toUpperCase()), 'NOBODY LOOKED'];
      return [sentence, ...(rows.length === 0 ? [] : columns(heads, rows, width))];
    }),
  }),
  row('compute start <project> <machine> --reason=<text>', {
    says: 'starts a machine that is off, where its definition lets it run now',
    words: { machine: 'its name' },
    examples: ['heart-study dsvm-1 --reason "Asked for by mail"'],
    work: asks('startMachine', ({ machine }) => [`Machine ${machine} is being started.`]),
  }),
  row('compute apply <project> [--digest=<digest>] --reason=<text>', {
    says: 'does what the plan says',
    examples: ['heart-study --reason "It was read"', 'heart-study --digest 9f86d081… --reason "It was read"'],
    work: async ({ api, ...tools }, { project, digest, reason }) => {
      const { planLines } = await import('../shown/plan.ts');
      const { body: plan } = await api.ask('planCompute', { project });
      if (digest !== undefined && digest !== plan.digest)
        throw new Complaint(
          exitCodes.refused,
          `The plan is no longer the one with the digest ${digest}; nothing was done. Look again: sallyport compute plan ${project}`,
        );
      await tools.agree([...planLines(plan, tools.width), 'All of this will be done.']);
      const { body } = await api.ask('applyCompute', { project, digest: plan.digest, reason });
      return tools.show(body, () => [`The plan of ${project}: ${body.outcome}.`]);
    },
  }),
];
