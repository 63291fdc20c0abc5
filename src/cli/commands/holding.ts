import { row } from '../row.ts';
import { table } from '../shown/columns.ts';
import { changedLines } from '../shown/pending.ts';
import { objectIdOf } from '../work/find.ts';
import { holds } from './holds.ts';

/** The commands that keep projects or people from something for a time. */
export const holding = [
  ...holds,
  row('suspend set <project> <person> --reason=<text>', {
    says: 'what suspend does without a further word',
    isDefault: true,
    examples: ['heart-study ada@example.org --reason "A complaint is looked into"'],
    work: async (tools, { person, project, reason }) => {
      const oid = await objectIdOf(tools.api, person, project);
      const { body } = await tools.api.ask('suspendPerson', { project, oid, reason });
      return tools.show(body, () => [`${person} counts nowhere in ${project} from now on.`]);
    },
  }),
  row('suspend lift <project> <person> [--suspended-by=<oid>] --reason=<text>', {
    says: 'they count again, once a second operator has confirmed it',
    words: { suspendedBy: 'whose suspension ends, where several operators suspended them' },
    examples: ['heart-study ada@example.org --reason "It was nothing"'],
    work: async (tools, { person, project, ...typed }) => {
      const oid = await objectIdOf(tools.api, person, project);
      const { body } = await tools.api.ask('liftSuspension', { project, oid, ...typed });
      return tools.show(body, () => changedLines(project, body, `${person} counts again in ${project}.`));
    },
  }),
  row('away [person] [--from=<day>] [--to=<day>] [--reason=<text>]', {
    says: 'notes that an approver is away, in all projects; without a person, lists who is',
    words: { from: 'the first day', to: 'the last day' },
    examples: ['', 'ada@example.org --from 2030-01-07 --to 2030-01-11 --reason "is ill"'],
    lacks: ({ person, from, to, reason }) =>
      person !== undefined &&
      [from, to, reason].includes(undefined) &&
      'from when to when they are away, and why: --from, --to and --reason',
    work: async ({ api, ...tools }, { person, from, to, reason }) => {
      if (person === undefined || from === undefined || to === undefined || reason === undefined) {
        const { body } = await api.ask('listAbsences', {});
        const rows = body.items.map((one) => [one.name, one.email, one.from, one.to, one.reason]);
        const heads = ['NAME', 'E-MAIL', 'FROM', 'TO', 'REASON'];
        return tools.show(body, () => table(heads, rows, 'Nobody is away.', tools.width));
      }
      const { body } = await api.ask('markAway', { oid: await objectIdOf(api, person), from, to, reason });
      return tools.show(body, () => [`${body.absence.name} is away from ${body.absence.from} to ${body.absence.to}.`]);
    },
  }),
  row('back <person> --reason=<text>', {
    says: 'an approver is back: every absence of theirs ends',
    examples: ['ada@example.org --reason "is well again"'],
    work: async (tools, { person, reason }) => {
      const { body } = await tools.api.ask('markBack', { oid: await objectIdOf(tools.api, person), reason });
      return tools.show(body, () => {
        if (body.ended.length === 0) return ['They are back; what could not be read of their absences is removed.'];
        return body.ended.map(({ name, from, to }) => `${name} is back; away from ${from} to ${to} is over.`);
      });
    },
  }),
];
