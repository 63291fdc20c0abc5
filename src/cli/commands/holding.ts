import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import type { Start } from '../tools.ts';
import { day, examples, moment, reason } from './options.ts';

const onePerson = 'e-mail address or Entra object id';

export function addHolding(program: CommandUnknownOpts, start: Start): void {
  addHolds(program, start);
  addSuspensions(program, start);
  addAbsences(program, start);
}

function addHolds(program: CommandUnknownOpts, start: Start): void {
  const hold = examples(
    program.command('hold').description('kill switches: nothing begins to move while one is on').helpCommand(false),
    'hold list',
  );
  examples(
    hold
      .command('set')
      .description('sets one, and cancels every release that is under way')
      .argument('[project]', 'without one: all projects')
      .option('--until <moment>', 'it ends by itself then', moment)
      .option('--take-back', 'deletes what these releases brought outside')
      .addOption(reason())
      .action((project, typed) =>
        start(async (tools) => (await import('../work/holds.ts')).setHold(tools, project, typed)),
      ),
    'hold set heart-study --reason "A leak is looked into"',
    'hold set --until 2030-01-31T12:00:00Z --reason "The network is moved"',
  );
  examples(
    hold
      .command('lift')
      .description('ends one: what waited goes on once none is on')
      .argument('[project]', 'without one: a hold of all projects')
      .option('--hold <id>', 'which one, where several are on')
      .addOption(reason())
      .action((project, typed) =>
        start(async (tools) => (await import('../work/holds.ts')).liftHold(tools, project, typed)),
      ),
    'hold lift heart-study --reason "All is well"',
  );
  examples(
    hold
      .command('list')
      .description('every hold that is on')
      .action(() => start(async (tools) => (await import('../work/holds.ts')).listHolds(tools))),
    'hold list --json',
  );
}

function addSuspensions(program: CommandUnknownOpts, start: Start): void {
  const suspend = examples(
    program
      .command('suspend')
      .description('lets a person count nowhere in a project, at once; or ends that')
      .helpCommand(false),
    'suspend heart-study ada@example.org --reason "A complaint is looked into"',
    'suspend lift heart-study ada@example.org --reason "It was nothing"',
  );
  examples(
    suspend
      .command('set', { isDefault: true })
      .description('what suspend does without a further word')
      .argument('<project>', 'id of the project')
      .argument('<person>', onePerson)
      .addOption(reason())
      .action((project, person, typed) =>
        start(async (tools) => (await import('../work/people.ts')).suspend(tools, project, person, typed.reason)),
      ),
    'suspend set heart-study ada@example.org --reason "A complaint is looked into"',
  );
  examples(
    suspend
      .command('lift')
      .description('they count again, once a second operator has confirmed it')
      .argument('<project>', 'id of the project')
      .argument('<person>', onePerson)
      .option('--suspended-by <oid>', 'whose suspension ends, where several operators suspended them')
      .addOption(reason())
      .action((project, person, typed) =>
        start(async (tools) => (await import('../work/people.ts')).liftSuspension(tools, project, person, typed)),
      ),
    'suspend lift heart-study ada@example.org --reason "It was nothing"',
  );
}

function addAbsences(program: CommandUnknownOpts, start: Start): void {
  examples(
    program
      .command('away')
      .description('notes that an approver is away, in all projects; without a person, lists who is')
      .argument('[person]', onePerson)
      .option('--from <day>', 'the first day', day)
      .option('--to <day>', 'the last day', day)
      .option('--reason <text>', 'why: it is written into the audit')
      .action((person, { from, to, reason: why }, command) => {
        if (person === undefined)
          return start(async (tools) => (await import('../work/people.ts')).listAbsences(tools));
        if (from === undefined || to === undefined || why === undefined)
          return command.error('error: say from when to when they are away, and why: --from, --to and --reason');
        const typed = { from, to, reason: why };
        return start(async (tools) => (await import('../work/people.ts')).markAway(tools, person, typed));
      }),
    'away',
    'away ada@example.org --from 2030-01-07 --to 2030-01-11 --reason "is ill"',
  );
  examples(
    program
      .command('back')
      .description('an approver is back: every absence of theirs ends')
      .argument('<person>', onePerson)
      .addOption(reason())
      .action((person, typed) =>
        start(async (tools) => (await import('../work/people.ts')).markBack(tools, person, typed.reason)),
      ),
    'back ada@example.org --reason "is well again"',
  );
}
