import type { z } from 'zod';
import type { Media, Method } from '../api/description.ts';
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
type InputOf<Schema> = Schema extends z.ZodType ? z.input<Schema> : undefined;
type OutputOf<Schema> = Schema extends z.ZodType ? z.output<Schema> : never;
type ValueOf<Answers> = Answers extends object ? Answers[keyof Answers] : never;

/** The body of the answer of a route, whichever its status. */
export type BodyOf<Name extends RouteName> = OutputOf<ValueOf<Part<Name, 'answers'>>>;
/** The body that a route takes. A definition comes out of a file as it is: what is wrong with it the API says best. */
type TakenBy<Name extends RouteName> = Name extends 'putProject' ? unknown : InputOf<Part<Name, 'body'>>;
/** What may stand behind the question mark; what is undefined is left out. */
type QueryOf<Name extends RouteName> = {
  readonly [Key in keyof InputOf<Part<Name, 'query'>>]?: InputOf<Part<Name, 'query'>>[Key] | undefined;
};

/** What a request to a route says: each part of its path, and of query and body what it takes. */
export type Asked<Name extends RouteName> = {
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: QueryOf<Name>;
} & (Part<Name, 'params'> extends undefined
  ? { readonly params?: undefined }
  : { readonly params: { readonly [Key in keyof Part<Name, 'params'>]: string } }) &
  (undefined extends TakenBy<Name> ? { readonly body?: TakenBy<Name> } : { readonly body: TakenBy<Name> });

interface Described<Body> {
  readonly methods: readonly [Method];
  readonly path: string;
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

export const showRoute = { ingress: 'showDataset', export: 'showExport' } as const satisfies Record<Door, RouteName>;

export const listRoute = { ingress: 'listDatasets', export: 'listExports' } as const satisfies Record<Door, RouteName>;
