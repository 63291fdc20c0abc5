import { Command, type CommandUnknownOpts, type OutputConfiguration } from '@commander-js/extra-typings';
import { groups, rows } from './commands/all.ts';
import { exportId } from './commands/samples.ts';
import { exitMeanings } from './exit-codes.ts';
import type { Row } from './row.ts';
import type { Start } from './tools.ts';
import { partsOf } from './usage.ts';

const description = `Sees what the control plane does, and acts where it waits for people.

It signs in with az login, with a token in SALLYPORT_TOKEN, or as a person of the laptop (--as).
--version alone says which version it is.`;

const exits = ['', 'Exit codes:', ...exitMeanings.map(([code, meaning]) => `  ${code}  ${meaning}`)].join('\n');

/** The command with everything that can be typed. `start` is called with the work behind what was typed; `output` says where help and complaints go. */
export function sallyport(start: Start, output: OutputConfiguration) {
  const program = new Command('sallyport')
    .description(description)
    .option('--as <person>', 'a person of the laptop, such as operator, while npm start runs')
    .option('--url <address>', "the app's address; else SALLYPORT_URL, azd's environment, or the laptop's")
    .option('--json', "the API's answer instead of words")
    .option('--yes', 'agrees to what is dangerous, in place of being asked; scripts need it')
    .option('--key <text>', 'repeats a change whose answer was lost: it is done once')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('Add --help to see what can be typed.')
    .exitOverride()
    // Before any command is added: each takes this over from here.
    .configureOutput(output);
  for (const row of rows) add(program, row, start);
  return withExamples(program, [['status --as operator'], [`explain ${exportId}`]]).addHelpText('after', exits);
}

function add(program: CommandUnknownOpts, row: Row, start: Start): void {
  const [taken, options] = partsOf(row.usage, row.words ?? {});
  const words = wordsOf(row);
  const command = groupAt(program, words.slice(0, -1))
    .command(words.at(-1) ?? '', { isDefault: row.isDefault === true })
    .description(row.says)
    .action(() => {
      const values = taken.map((argument, at) => [argument.name(), command.processedArgs[at]]);
      const typed = { ...Object.fromEntries(values), ...command.opts() };
      const lack = row.lacks?.(typed) ?? false;
      return lack === false ? start((tools) => row.work(tools, typed)) : command.error(`error: say ${lack}`);
    });
  for (const argument of taken) command.addArgument(argument);
  for (const option of options) command.addOption(option);
  withExamples(
    command,
    row.examples.map((example) => [...words, example]),
  );
}

/** The command behind which those of the path stand, made with the first of them. */
function groupAt(program: CommandUnknownOpts, path: readonly string[]): CommandUnknownOpts {
  const name = path.at(-1);
  if (name === undefined) return program;
  const parent = groupAt(program, path.slice(0, -1));
  const known = parent.commands.find((command) => command.name() === name);
  if (known !== undefined) return known;
  const examples = rows
    .filter(({ usage }) => usage.startsWith(`${path.join(' ')} `))
    .map((row) => [...(row.isDefault ? path : wordsOf(row)), row.examples[0] ?? '']);
  return withExamples(
    parent
      .command(name)
      .description(groups[name] ?? '')
      .helpCommand(false),
    examples,
  );
}

function wordsOf({ usage }: Row): string[] {
  return usage.split(' ').filter((part) => /^\w/.test(part));
}

function withExamples<Known extends CommandUnknownOpts>(command: Known, examples: readonly string[][]): Known {
  const lines = examples.map((words) => `  sallyport ${words.join(' ')}`.trimEnd());
  command.addHelpText('after', ['', 'For example:', ...lines].join('\n'));
  return command;
}
