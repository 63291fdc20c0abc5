import { Account } from '../account.ts';
import { Budget } from '../budget.ts';
import type { Seen, SeenText } from '../reader.ts';
import { tellMarkup } from '../readers/markup.ts';
import { isHolder, tellValue } from './tell-value.ts';

/** How the third version of notebooks names what later ones name by their types. */
const formerNames: Readonly<Record<string, string>> = {
  ...{ html: 'text/html', svg: 'image/svg+xml', png: 'image/png', jpeg: 'image/jpeg' },
  ...{ json: 'application/json', javascript: 'application/javascript' },
};
/** Numbers and words of the format itself. */
const usual: ReadonlySet<string> = new Set(['output_type', 'execution_count', 'prompt_number', 'name', 'stream']);
/** Colours of a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they begin with a sign that steers
const colours = /\u001b\[[0-9;]*m/g;

/** Takes what the cells of a notebook put out, and tells or names it by its type. */
export class Outputs {
  readonly account = new Account();
  readonly #seen: Seen;
  readonly #lines: SeenText;
  readonly #budget = new Budget();
  readonly #counter = { tables: 0 };

  constructor(seen: Seen) {
    this.#seen = seen;
    this.#lines = seen.text({}, 'What its cells put out');
  }

  take(output: unknown): void {
    if (!isHolder(output)) this.#tell(String(output));
    else
      for (const [key, value] of Object.entries(output)) {
        if (usual.has(key)) continue;
        if (key === 'data' && isHolder(value)) for (const [type, one] of Object.entries(value)) this.#typed(type, one);
        else this.#typed(formerNames[key] ?? key, value);
      }
  }

  end(): void {
    this.#lines.end();
  }

  #typed(type: string, value: unknown): void {
    const text = textOf(value);
    if (text === undefined) {
      this.#budget.spend(JSON.stringify(value).length);
      tellValue(value, this.#seen, 'Data that a cell put out');
    } else if (type === 'text/html' || type === 'image/svg+xml') {
      tellMarkup(text, { seen: this.#seen, account: this.account, budget: this.#budget, counter: this.#counter });
    } else if (/^(image|audio|video)\//.test(type)) this.account.add('picture', text.length);
    else if (/javascript/.test(type)) this.account.add('program', text.length);
    else if (/^application\/(?!.*json)/.test(type)) this.account.add('otherData', text.length);
    else this.#tell(text);
  }

  #tell(text: string): void {
    this.#budget.spend(text.length);
    for (const line of text.replace(colours, '').split('\n')) this.#lines.line(line);
    // What the next cell puts out is no part of it.
    this.#lines.line('');
  }
}

/** A text, or its lines. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value) || value.length === 0 || !value.every((one) => typeof one === 'string')) return undefined;
  return value.join('');
}
