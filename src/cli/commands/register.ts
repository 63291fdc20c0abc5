import type { Client } from '../client.ts';
import { Complaint } from '../complaint.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Asked, BodyOf } from '../routes.ts';
import { row } from '../row.ts';
import { safeText } from '../shown/safe-text.ts';

const words = { operation: 'only the row of this dataset or package' };
const examples = ['heart-study --reason "The table was put back"'];

/** The commands that build the register again from the audit. */
export const register = [
  row('register plan [project] [--operation=<id>] --reason=<text>', {
    says: 'what would be written; changes nothing',
    words: { ...words, project: 'without one: of all projects' },
    examples,
    work: async ({ api, show }, typed) => {
      const plans = await plansOf(api, typed);
      return show(plans, () => plans.flatMap(planLines));
    },
  }),
  row('register rebuild <project> [--operation=<id>] [--digest=<digest>] --reason=<text>', {
    says: 'writes what the plan says',
    words,
    examples,
    work: async ({ api, ...tools }, { digest, ...typed }) => {
      const [plan] = await plansOf(api, typed);
      const { project } = typed;
      if (plan === undefined)
        throw new Complaint(exitCodes.refused, `The audit knows nothing of the project ${project}.`);
      await tools.agree([...planLines(plan), 'All of this will be written.']);
      const { body } = await api.ask('rebuildRegister', { apply: true, ...typed, digest: digest ?? plan.digest });
      const written = 'written' in body ? [`${body.written} rows of ${project} were written.`] : [];
      const more = 'more' in body && body.more ? ['There is more: type the same again.'] : [];
      return tools.show(body, () => [...written, ...more]);
    },
  }),
];

type Plan = Extract<BodyOf<'rebuildRegister'>, { readonly projects: unknown }>['projects'][number];

async function plansOf(api: Client, typed: Omit<Asked<'rebuildRegister'>, 'apply'>): Promise<Plan[]> {
  const parts = await api.all('rebuildRegister', { ...typed, apply: false });
  return parts.flatMap((part) => ('projects' in part ? part.projects : []));
}

function planLines({ project, repairs, problems, more, digest }: Plan): string[] {
  const rows = repairs.map(({ what, key, why }) => `  ${what} ${key}: ${why}`);
  const head = rows.length === 0 ? `${project}: nothing to write` : `${project}: digest ${digest}`;
  return [head, ...rows, ...problems.map((problem) => `  Needs you: ${problem}`), ...(more ? ['  and more'] : [])].map(
    safeText,
  );
}
