import type { Client } from '../client.ts';
import { Complaint } from '../complaint.ts';
import { exitCodes } from '../exit-codes.ts';
import { row } from '../row.ts';
import { table } from '../shown/columns.ts';

/** The commands about kill switches. */
export const holds = [
  row('hold set [project] [--until=<moment>] [--take-back] --reason=<text>', {
    says: 'sets one, and cancels every release that is under way',
    words: {
      project: 'without one: all projects',
      until: 'it ends by itself then',
      takeBack: 'deletes what these releases brought outside',
    },
    examples: [
      'heart-study --reason "A leak is looked into"',
      '--until 2030-01-31T12:00:00Z --reason "The network is moved"',
    ],
    work: async ({ api, ...tools }, { project, ...typed }) => {
      const ofAll = 'Nothing will begin to move in any project, and every release will be cancelled.';
      const gone = 'What these releases brought outside will be deleted there.';
      const dangers = [...(project === undefined ? [ofAll] : []), ...(typed.takeBack ? [gone] : [])];
      // A hold can be lifted: a script that stops everything is not kept from it.
      if (dangers.length > 0 && (typed.takeBack || tools.asks)) await tools.agree(dangers);
      const { body } =
        project === undefined ? await api.ask('holdAll', typed) : await api.ask('holdProject', { project, ...typed });
      const untold = body.audited ? '' : ' The audit does not answer, so its line follows later.';
      const unstored = body.stored
        ? ''
        : ' So far the audit alone says so, since the table does not answer; the row follows.';
      const cancelled = body.releases.map(({ operation, filesOutside }) => {
        const outside =
          filesOutside === null
            ? 'how many files are outside could not be looked up'
            : `${filesOutside} files are outside`;
        return `Cancelled: ${operation}; ${outside}.`;
      });
      return tools.show(body, () => [`On hold: ${project ?? 'every project'}.${untold}${unstored}`, ...cancelled]);
    },
  }),
  row('hold lift [project] [--hold=<id>] --reason=<text>', {
    says: 'ends one: what waited goes on once none is on',
    words: { project: 'without one: a hold of all projects', hold: 'which one, where several are on' },
    examples: ['heart-study --reason "All is well"'],
    work: async ({ api, show }, { project, reason, hold: named }) => {
      const hold = named ?? (await onlyHold(api, project));
      const seen = { etag: `"${hold}"` };
      const { body } =
        project === undefined
          ? await api.ask('liftHoldOfAll', { reason }, seen)
          : await api.ask('liftHold', { project, reason }, seen);
      const what = `${hold} of ${project ?? 'every project'}`;
      return show(body, () => [
        'waits' in body
          ? `Asked for: a second operator has to lift the hold ${what} too; where there is none, ask again after a day.`
          : `The hold ${what} is lifted; what waited goes on within half a minute once no other is on.`,
      ]);
    },
  }),
  row('hold list', {
    says: 'every hold that is on',
    examples: ['--json'],
    work: async ({ api, show, width }) => {
      const { everyProject, holdReason } = await import('../../domain/operation/hold.ts');
      const { body } = await api.ask('listHolds', {});
      const rows = body.items.map(({ liftAs, project, since, until = 'somebody lifts it', name, ...hold }) => {
        return [project === everyProject ? 'all projects' : project, since, until, name, liftAs, holdReason(hold)];
      });
      const heads = ['PROJECT', 'SINCE', 'UNTIL', 'BY', 'HOLD', 'REASON'];
      return show(body, () => table(heads, rows, 'Nothing is on hold.', width));
    },
  }),
];

/** The one hold that is on. Of several one must be named, and always one with a list that somebody has to have seen. */
async function onlyHold(api: Client, held: string | undefined): Promise<string> {
  const { everyProject, holdReason } = await import('../../domain/operation/hold.ts');
  const { body } = await api.ask('listHolds', {});
  const [first, ...more] = body.items.filter(({ project }) => project === (held ?? everyProject));
  const what = held === undefined ? 'All projects together are' : `${held} is`;
  if (first === undefined) throw new Complaint(exitCodes.refused, `${what} not on hold.`);
  if (more.length === 0 && first.liftAs === first.id) return first.id;
  const lines = [first, ...more].map((hold) => `${hold.liftAs} (by ${hold.name}: ${holdReason(hold)})`);
  const why = more.length === 0 ? 'Two operators lift this hold, with the list that they saw' : 'Several holds are on';
  throw new Complaint(exitCodes.wrongUse, `${why}. Name one with --hold: ${lines.join('; ')}`);
}
