import { Argument, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { doors } from '../domain/base/door.ts';
import { actsOfMany } from '../domain/lifecycle/many.ts';
import { operationKinds } from '../domain/operation/operation-kinds.ts';
import { takeBackEnds } from '../domain/operation/operation-lists.ts';
import { actors } from '../domain/operation/operation-table.ts';
import { restorable } from '../domain/overview/restorable.ts';

/** What may stand for some of what is typed; the rest is text. */
const choices = {
  act: actsOfMany,
  stores: restorable,
  what: ['datasets', 'packages'],
  'door=<door>': doors,
  'kind=<kind>': operationKinds,
  'waits-for=<who>': actors,
  'severity=<severity>': ['low', 'medium', 'high', 'critical'],
  'sort=<order>': ['newest', 'oldest'],
  'to=<state>': takeBackEnds,
  'releases=<choice>': ['keep', 'revoke'],
} as const;

type Choices = typeof choices;
type Value<Said> = Said extends keyof Choices
  ? Choices[Said][number]
  : Said extends `${string}<${'number' | 'span'}>`
    ? number
    : string;
type Camel<Name> = Name extends `${infer First}-${infer Rest}` ? `${First}${Capitalize<Camel<Rest>>}` : Name & string;
type Named<Name, Of> = { readonly [Key in Camel<Name>]: Of };
type Meant<Said> = Said extends `--${infer Name}=${infer Kind}`
  ? Named<Name, Value<`${Name}=${Kind}`>>
  : Said extends `--${infer Name}`
    ? Named<Name, true>
    : Said extends `${infer Name}...`
      ? Named<Name, readonly string[]>
      : Named<Said, Value<Said>>;
type Optional<Values> = { readonly [Key in keyof Values]?: Values[Key] | undefined };
type PartOf<Part> = Part extends `[${infer Said}]`
  ? Optional<Meant<Said>>
  : Part extends `<${infer Said}>`
    ? Meant<Said>
    : Part extends `--${string}`
      ? Meant<Part>
      : unknown;

/**
 * What was typed, by the names in a usage: words, `<needed>` and `[optional]` arguments, `--option=<value>`, in brackets where it may be left
 * out.
 */
export type Typed<Usage> = Usage extends `${infer First} ${infer Rest}` ? PartOf<First> & Typed<Rest> : PartOf<Usage>;

/** What most commands mean by it. */
const usual: Readonly<Record<string, string>> = {
  id: 'of the dataset or package',
  project: 'id of the project',
  person: 'e-mail address or Entra object id',
  oid: 'Entra object id',
  'project=<id>': 'the project, where you know it: it saves looking for the id',
  'reason=<text>': 'why: it is written into the audit',
  'digest=<digest>': 'only the plan of this digest',
};

/** The arguments and options of a usage, explained by name or as usual. */
export function partsOf(usage: string, meanings: Readonly<Record<string, string>>): readonly [Argument[], Option[]] {
  const parts = usage.split(' ');
  return [
    parts.filter((part) => /^[<[]\w/.test(part)).map((part) => argumentOf(part, meanings)),
    parts.filter((part) => part.includes('--')).map((part) => optionOf(part, meanings)),
  ];
}

function argumentOf(part: string, meanings: Readonly<Record<string, string>>): Argument {
  const argument = new Argument(part);
  const name = argument.name();
  argument.description = meanings[name] ?? usual[name] ?? '';
  return isChosen(name) ? argument.choices(choices[name]) : argument;
}

function optionOf(part: string, meanings: Readonly<Record<string, string>>): Option {
  const [said = ''] = /(?<=--)[^\]]*/.exec(part) ?? [];
  const option = new Option(`--${said.replace('=', ' ')}`).makeOptionMandatory(!part.startsWith('['));
  option.description = meanings[option.attributeName()] ?? usual[said] ?? '';
  const reader = readers[/(?<=<).*(?=>)/.exec(said)?.[0] ?? ''];
  if (reader !== undefined) option.argParser(reader);
  return isChosen(said) ? option.choices(choices[said]) : option;
}

function isChosen(said: string): said is keyof Choices {
  return said in choices;
}

/** What reads a value; without one it is text as it was typed. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  number: (text) => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : isNot('a whole number, such as 5')),
  day: (text) => (isDay(text) ? text : isNot('a day, such as 2030-01-31')),
  moment: (text) => {
    const date = new Date(text);
    if (/^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(date.getTime())) return date.toISOString();
    return isNot('a moment, such as 2030-01-31T12:00:00Z');
  },
  /** In milliseconds. */
  span: (text) => {
    const [, number = '', unit = ''] = /^(\d{1,6})(s|m|h)$/.exec(text) ?? [];
    const seconds = { s: 1, m: 60, h: 3600 }[unit];
    return seconds === undefined
      ? isNot('a number of seconds, minutes or hours, such as 30s, 10m or 2h')
      : Number(number) * seconds * 1000;
  },
};

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function isNot(what: string): never {
  throw new InvalidArgumentError(`It is ${what}`);
}
