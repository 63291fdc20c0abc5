import { asks, row } from '../row.ts';
import { columns, table } from '../shown/columns.ts';

/** The commands that look at people and computes over a project or all. */
export const overviews = [
  row('people <project>', {
    says: 'whom a definition names, and where the groups of their last sign-ins do not fit',
    work: asks('showPeople', ({ people, strangers }, { width }) => {
      const rows = people.map(({ name, email, parts, signIn, differences }) => {
        return [name, email, parts.join(', '), signIn?.at ?? 'never', differences.join(' ')];
      });
      const others = strangers.map(({ oid, differences }) => `${oid}: ${differences.join(' ')}`);
      return [...columns(['NAME', 'E-MAIL', 'AS', 'LAST SIGN-IN', 'DOES NOT FIT'], rows, width), ...others];
    }),
  }),
  row('access-review', {
    says: 'who is in which definition and which groups, over all projects; differences first',
    work: asks('accessReview', ({ items, leftOut }, { width }) => {
      const rows = items.map(({ project, name, oid, parts, signIn, differences }) => {
        return [project, name ?? oid, parts.join(', '), signIn?.at ?? 'never', differences.join(' ')];
      });
      const left = leftOut.map((project) => `${project} is left out: you are a researcher of it.`);
      return [...table(['PROJECT', 'WHO', 'AS', 'LAST SIGN-IN', 'DOES NOT FIT'], rows, 'Nobody.', width), ...left];
    }),
  }),
  row('computes', {
    says: 'how the computes of each project stand, as the last run saw them',
    work: asks('listComputes', ({ items }, { width }) => {
      const rows = items.map(({ project, state, running, there, text }) => {
        return [project, state, `${running} of ${there}`, text];
      });
      return table(['PROJECT', 'STATE', 'RUNNING', 'WHY'], rows, 'No project has computes.', width);
    }),
  }),
];
