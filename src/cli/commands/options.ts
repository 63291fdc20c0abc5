import { type CommandUnknownOpts, InvalidArgumentError, Option } from '@commander-js/extra-typings';

export const reason = () => new Option('--reason <text>', 'why: it is written into the audit').makeOptionMandatory();

export const project = () =>
  new Option('--project <id>', 'the project, where you know it: it saves looking for the id');

export function examples<Known extends CommandUnknownOpts>(command: Known, ...lines: readonly string[]): Known {
  command.addHelpText('after', ['', 'For example:', ...lines.map((line) => `  sallyport ${line}`)].join('\n'));
  return command;
}

/** A whole number of at least one. */
export function count(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number, such as 5');
}
