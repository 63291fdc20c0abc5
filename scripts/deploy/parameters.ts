import { readFileSync } from 'node:fs';

/** How a setting is read: a text, yes or no, a whole number, or a list or an object in JSON. */
export type SettingKind = 'text' | 'flag' | 'whole' | 'list' | 'record';

/** A parameter of infra/main.bicep. */
export interface Parameter {
  readonly name: string;
  /** What it is for, and before it whether it is needed. */
  readonly description: string;
  /** As the template says it; nothing where there is no default. */
  readonly fallback: string | undefined;
  /** The texts that it may be; none where it is not one of a few. */
  readonly values: readonly string[];
  /** The settings of azd that infra/main.bicepparam makes it from; none where azd has nothing to say. */
  readonly settings: readonly { readonly name: string; readonly kind: SettingKind }[];
}

/** The parameters of the template in their order, each with the settings that give it. */
export function parametersOf(template: string, assignments: string): Parameter[] {
  const given = new Map(
    [...assignments.matchAll(/^param (\w+) = ([\s\S]*?)(?=^param |(?![\s\S]))/gm)].map(([, name = '', value = '']) => [
      name,
      settingsIn(value),
    ]),
  );
  return [...template.matchAll(/^@description\('(.*)'\)\n(?:@.*\n)*param (\w+) ([^\n]*)/gm)].map(
    ([line, description = '', name = '', rest = '']) => ({
      name,
      description: description.replaceAll("\\'", "'"),
      values: [...(rest.split(' = ')[0] ?? '').matchAll(/'([^']*)'/g)].flatMap(([, value]) => value ?? []),
      fallback: fallbackOf(template.slice(template.indexOf(line) + line.length - rest.length)),
      settings: given.get(name) ?? [],
    }),
  );
}

/** The settings of one assignment; one that is read twice stands there once, as what it is read as last. */
function settingsIn(value: string): { name: string; kind: SettingKind }[] {
  const reads = value.matchAll(/(?:(text|flag|whole|list|record)\()?readEnvironmentVariable\('(\w+)'/g);
  const kinds = new Map([...reads].map(([, kind, name = '']) => [name, isKind(kind) ? kind : 'text']));
  return [...kinds].map(([name, kind]) => ({ name, kind }));
}

const isKind = (text: string | undefined): text is SettingKind =>
  text !== undefined && ['text', 'flag', 'whole', 'list', 'record'].includes(text);

/** What stands behind the equals sign of a declaration, with a text or a list as one would set it; an object goes on over lines. */
function fallbackOf(declaration: string): string | undefined {
  const [, value] = /^(?:\{[^}]*\}|[^\n={]+?) = ([^\n]*)/.exec(declaration) ?? [];
  if (value === undefined) return undefined;
  if (value !== '{') return value.replace(/^'(.*)'$/, '$1').replaceAll("'", value.startsWith('[') ? '"' : "'");
  const entries = declaration.slice(0, declaration.indexOf('\n}')).matchAll(/^ {2}(\w+): '(.*)'$/gm);
  return JSON.stringify(Object.fromEntries([...entries].map(([, key, entry]) => [key, entry])));
}

const read = (file: string): string => readFileSync(new URL(`../../infra/${file}`, import.meta.url), 'utf8');

/** The parameters as the repository has them. */
export const readParameters = (): Parameter[] => parametersOf(read('main.bicep'), read('main.bicepparam'));
