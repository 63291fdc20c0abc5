import type { z } from 'zod';
import type { Access, Method, NamesIn } from '../api/description.ts';
import type { Media } from '../api/schemas/media.ts';
import { api } from '../app/api.ts';
import type { Door } from '../domain/base/door.ts';
import type { ActName } from '../domain/lifecycle/acts.ts';

type Api = typeof api;

/** Routes for programs. */
export type RouteName = { [Name in keyof Api]: Api[Name]['kind'] extends 'data' ? Name : never }[keyof Api];

type Part<Name extends RouteName, Key extends string> = Name extends RouteName
  ? Api[Name] extends Readonly<Record<Key, infer Value>>
    ? Value
    : undefined
  : never;
type InputOf<Schema> = Schema extends z.ZodType ? z.input<Schema> : unknown;
type OutputOf<Schema> = Schema extends z.ZodType ? z.output<Schema> : never;
type ValueOf<Answers> = Answers extends object ? Answers[keyof Answers] : never;

/** The body of the answer of a route, whichever its status. */
export type BodyOf<Name extends RouteName> = OutputOf<ValueOf<Part<Name, 'answers'>>>;

/** A definition is sent as it comes out of a file: what is wrong with it the API says best. */
type Whole = 'putProject' | 'checkProject';

type ParamsOf<Name extends RouteName> = { readonly [Key in NamesIn<Api[Name]['path']>]: string };
/** What may be left out may be undefined too. */
type Given<Values> = {
  readonly [Key in keyof Values]: object extends Pick<Values, Key> ? Values[Key] | undefined : Values[Key];
};

/** What a request to a route says: what stands in its path, behind the question mark and in its body, by name. */
export type Asked<Name extends RouteName> = object &
  ParamsOf<Name> &
  Given<InputOf<Part<Name, 'query'>>> &
  (Name extends Whole ? unknown : Given<Exclude<InputOf<Part<Name, 'body'>>, undefined>>);

interface Described<Body> {
  readonly kind: 'data';
  readonly methods: readonly [Method];
  readonly path: string;
  readonly access: Access;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly looks?: true;
  readonly answers: Readonly<Record<number, z.ZodType<Body> | Media>>;
}

export const routes: { readonly [Name in RouteName]: Described<BodyOf<Name>> } = api;

export type ShownOperation = BodyOf<'listDatasets'>['items'][number];

export type ActRoute = Extract<RouteName, `${ActName}${'Dataset' | 'Export'}`>;

/** The route of an act at a door; undefined when the door has none such. */
export function actRoute(act: ActName, door: Door): ActRoute | undefined {
  const name = `${act}${door === 'ingress' ? 'Dataset' : 'Export'}` as const;
  return isActRoute(name) ? name : undefined;
}

function isActRoute(name: `${ActName}${'Dataset' | 'Export'}`): name is ActRoute {
  return name in api;
}
