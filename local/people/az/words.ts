/** Words as the Azure CLI takes them: a command, then options with a value each. */
export interface TypedCommand {
  readonly name: string;
  readonly options: ReadonlyMap<string, string>;
}

/** Wrong use: the words do not fit. The real one ends with 2 then. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse';
}

const short: Readonly<Record<string, string>> = {
  '-o': '--output',
  '-n': '--name',
  '-c': '--container-name',
  '-u': '--username',
};

/** Takes the words apart. Throws WrongUse for an option without a value, and for one that is given twice. */
export function readWords(words: readonly string[]): TypedCommand {
  const at = words.findIndex((word) => word.startsWith('-'));
  const name = (at === -1 ? words : words.slice(0, at)).join(' ');
  const rest = at === -1 ? [] : words.slice(at);
  const options = new Map<string, string>();
  for (let index = 0; index < rest.length; index += 2) {
    const [word = '', value] = rest.slice(index, index + 2);
    const option = short[word] ?? word;
    if (!option.startsWith('--') || value === undefined || options.has(option))
      throw new WrongUse(`unrecognized arguments: ${rest.slice(index).join(' ')}`);
    options.set(option, value);
  }
  return { name, options };
}

/** The value of an option that must be there. Throws WrongUse. */
export function required({ options }: TypedCommand, option: string): string {
  const value = options.get(option);
  if (value === undefined) throw new WrongUse(`the following arguments are required: ${option}`);
  return value;
}
