import { exportId } from './commands/samples.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Asked, BodyOf, RouteName } from './routes.ts';
import type { Tools } from './tools.ts';
import type { Typed } from './usage.ts';

export interface Row {
  /** What can be typed, with what must and what may be. */
  readonly usage: string;
  readonly says: string;
  /** What arguments and options mean, by name, where it is not what they mean elsewhere. */
  readonly words?: Readonly<Record<string, string>>;
  /** What is typed behind its words, for example. */
  readonly examples: readonly string[];
  /** It stands for its group too. */
  readonly isDefault?: true;
  /** What has to be said besides, in words that follow "say"; false where nothing is missing. */
  lacks?(typed: object): string | false;
  /** Does it, with what was typed by name. */
  work(tools: Tools, typed: object): Promise<ExitCode>;
}

interface RowOf<Usage extends string> extends Omit<Row, 'usage' | 'examples' | 'lacks' | 'work'> {
  /** Without any, its needed arguments are one. */
  readonly examples?: readonly string[];
  readonly words?: { readonly [Name in keyof Typed<Usage>]?: string } & Readonly<Record<string, string>>;
  lacks?(typed: Typed<Usage> & object): string | false;
  readonly work: (tools: Tools, typed: Typed<Usage> & object) => Promise<ExitCode>;
}

/** A command whose usage says what its work is given. */
export function row<const Usage extends string>(usage: Usage, parts: RowOf<Usage>): Row {
  const needed = usage.split(' ').flatMap((part) => samples[part] ?? []);
  return { usage, examples: [needed.join(' ')], ...parts };
}

const samples: Readonly<Record<string, string>> = { '<id>': exportId, '<project>': 'heart-study' };

/** The work of a command that is one request: what is typed, the route takes; what it answers is shown in these lines. */
export function asks<Name extends RouteName>(
  route: Name,
  inWords: (body: BodyOf<Name>, tools: Tools, typed: Asked<Name>) => readonly string[],
) {
  return async (tools: Tools, typed: Asked<Name>): Promise<ExitCode> => {
    const { body } = await tools.api.ask(route, typed);
    return tools.show(body, () => inWords(body, tools, typed));
  };
}
