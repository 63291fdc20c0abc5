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

export function spanOption<Flags extends string>(flags: Flags, description: string, usual: string) {
  return new Option(flags, description).argParser(spanOfTime).default(spanOfTime(usual), usual);
}

/** A span of time such as 30s, 10m or 2h, in milliseconds. */
function spanOfTime(text: string): number {
  const [, number = '', unit = ''] = /^(\d{1,6})(s|m|h)$/.exec(text) ?? [];
  const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };
  const factor = seconds[unit];
  if (factor !== undefined) return Number(number) * factor * 1000;
  throw new InvalidArgumentError('It is a number of seconds, minutes or hours, such as 30s, 10m or 2h');
}

/** A day, such as 2030-01-31. */
export function day(text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  if (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text))
    return text;
  throw new InvalidArgumentError('It is a day, such as 2030-01-31');
}

/** A moment, such as 2030-01-31T12:00:00Z, as the API takes it. */
export function moment(text: string): string {
  const date = new Date(text);
  if (/^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(date.getTime())) return date.toISOString();
  throw new InvalidArgumentError('It is a moment, such as 2030-01-31T12:00:00Z');
}
