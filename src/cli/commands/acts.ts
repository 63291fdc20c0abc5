import { Argument, type CommandUnknownOpts, Option } from '@commander-js/extra-typings';
import type { ActName } from '../../domain/lifecycle/acts.ts';
import { takeBackEnds } from '../../domain/operation/operation.ts';
import type { Start } from '../tools.ts';
import type { TypedAct } from '../work/act.ts';
import { count, day, examples, project, reason } from './options.ts';

const anId = { ingress: 'ing_01JZ8Q4T6V5W7X9Y0Z1A2B3C4D', export: 'exp_01JZ8Q4T6V5W7X9Y0Z1A2B3C4D' };

type PlainAct = Exclude<ActName, 'takeBack' | 'extend' | 'resend'>;

/** The acts that want nothing but a reason. */
const plainActs: Readonly<Record<PlainAct, readonly [name: string, description: string, example: string]>> = {
  retry: [
    'retry',
    'continues what failed; looks again at what was not scanned',
    `${anId.ingress} --reason "The lease is gone"`,
  ],
  stop: ['stop', 'ends what is under way as failed', `${anId.ingress} --reason "The wrong upload"`],
  discard: [
    'discard',
    'deletes what was rejected or withdrawn, or failed for good',
    `${anId.ingress} --reason "It will come anew"`,
  ],
  giveBack: [
    'give-back',
    'sends a failed, frozen package back to its researchers',
    `${anId.export} --reason "It cannot be mended"`,
  ],
  withdraw: [
    'withdraw',
    'takes an upload or a package back before it is through',
    `${anId.export} --reason "The wrong table"`,
  ],
  revoke: ['revoke', 'deletes outside what was released', `${anId.export} --reason "A cell is too small"`],
  withoutEvidence: [
    'without-evidence',
    'lets a review go on without evidence where files must be opened; two operators ask for it',
    `${anId.export} --reason "The room is away"`,
  ],
  retract: ['retract', 'takes one version of a dataset back', `${anId.ingress} --reason "Consent was withdrawn"`],
};

export function addActs(program: CommandUnknownOpts, start: Start): void {
  const perform = (act: ActName, typed: TypedAct) =>
    start(async (tools) => (await import('../work/act.ts')).performAct(tools, act, typed));
  for (const act of [
    'retry',
    'stop',
    'discard',
    'giveBack',
    'withdraw',
    'revoke',
    'retract',
    'withoutEvidence',
  ] as const) {
    const [name, description, example] = plainActs[act];
    examples(
      program.command(name).description(description).argument('<id>', 'of the dataset or package'),
      `${name} ${example}`,
    )
      .addOption(reason())
      .addOption(project())
      .action((id, typed) => perform(act, { id, ...typed }));
  }
  examples(
    program
      .command('take-back')
      .description('deletes what a release that has not ended brought outside')
      .argument('<id>', 'of the package'),
    `take-back ${anId.export} --to in-review --reason "The wrong table"`,
  )
    .addOption(new Option('--to <state>', 'where it goes then').choices(takeBackEnds).makeOptionMandatory())
    .addOption(reason())
    .addOption(project())
    .action((id, typed) => perform('takeBack', { id, ...typed }));
  addReviewActs(program, perform);
  addRefused(program, start);
}

function addReviewActs(program: CommandUnknownOpts, perform: (act: ActName, typed: TypedAct) => Promise<void>): void {
  examples(
    program
      .command('extend')
      .description('gives the approvers of a package in review more time')
      .argument('<id>', 'of the package'),
    `extend ${anId.export} --business-days 5 --reason "They are on holiday"`,
    `extend ${anId.export} --until 2030-01-31 --reason "They are on holiday"`,
  )
    .addOption(new Option('--business-days <number>', 'counted from now on').argParser(count).conflicts('until'))
    .addOption(new Option('--until <day>', 'to the end of that day').argParser(day))
    .addOption(reason())
    .addOption(project())
    .action((id, typed, command) => {
      if (typed.businessDays === undefined && typed.until === undefined)
        command.error('error: say how much time: --business-days or --until');
      return perform('extend', { id, ...typed });
    });
  examples(
    program
      .command('resend')
      .description('sends new links to approvers who have not decided; the old ones are dead')
      .argument('<id>', 'of the package'),
    `resend ${anId.export} --reason "The mail was lost"`,
    `resend ${anId.export} --approver ada@example.org --reason "The mail was lost"`,
  )
    .option('--approver <person>', 'only to this one: e-mail address or Entra object id')
    .addOption(reason())
    .addOption(project())
    .action((id, typed) => perform('resend', { id, ...typed }));
}

function addRefused(program: CommandUnknownOpts, start: Start): void {
  const refused = examples(
    program
      .command('refused')
      .description('names at the doors that break a rule as far as a listing shows: nothing of them is taken')
      .helpCommand(false),
    'refused list',
  );
  examples(
    refused
      .command('list')
      .description('every name that is listed, what it breaks, and the digest of each list')
      .option('--project <id>', 'of this project only')
      .action((typed) =>
        start(async (tools) => (await import('../work/refused.ts')).listRefused(tools, typed.project)),
      ),
    'refused list --project heart-study',
  );
  examples(
    refused
      .command('discard')
      .description('has a list deleted as it was shown; what moved since stays and is named')
      .argument('<project>', 'id of the project')
      .addArgument(new Argument('<what>', 'at which door').choices(['datasets', 'packages']))
      .requiredOption('--digest <digest>', 'of the list: refused list, the page of the project, or the notice inside')
      .addOption(reason())
      .action((of, what, typed) =>
        start(async (tools) => {
          const door = what === 'datasets' ? 'ingress' : 'export';
          return (await import('../work/refused.ts')).discardRefused(tools, { project: of, door, ...typed });
        }),
      ),
    `refused discard heart-study datasets --digest ${'0a'.repeat(32)} --reason "They came by mistake"`,
  );
}
