import type { z } from 'zod';
import type { ProblemCode } from './problems.ts';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';

/**
 * Who gets more than a refusal: everybody; whoever is signed in and takes part in the project, which the route itself looks up; or who has
 * the app role.
 */
export const accesses = ['everybody', 'participant', 'Ops.Reader', 'Ops.Operator'] as const;
export type Access = (typeof accesses)[number];

/** What the routes are about, in the order in which people read it. */
export const groups = {
  projects: 'Projects',
  people: 'People of projects',
  operations: 'Datasets and packages',
  acts: 'What can be asked of a dataset or package',
  holds: 'Holds',
  compute: 'Computes',
  audit: 'Audit and receipts',
  system: 'The system',
  desk: "The operators' desk",
  mine: 'What is yours',
  review: 'Reviews',
  session: 'Signing in and out',
} as const;

/** What an answer is made of that is not JSON; `none`: nothing but a status and headers come. */
export interface Media {
  readonly media: 'text/html' | 'application/x-ndjson' | 'application/jose' | 'none';
  /** What it is made of where the request accepts that. */
  readonly other?: 'text/csv';
  readonly description: string;
}

export type Answer = z.ZodType | Media;

/** One route as programs and people have to know it. The handler parses by the same schemas. */
export interface Description {
  readonly methods: readonly Method[];
  /** Below /api. Must not begin with `admin`: the host refuses that. */
  readonly path: string;
  /** How a refusal is told: as a page to people, as problem+json to programs. The body of a page is a form. */
  readonly kind: 'page' | 'data';
  readonly group: keyof typeof groups;
  /** One sentence. */
  readonly summary: string;
  readonly access: Access;
  readonly params?: Readonly<Record<string, z.ZodType<string>>>;
  /** What may stand behind the question mark; without it nothing may. */
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Whether it only looks, although what it looks at is sent with POST. */
  readonly looks?: true;
  /** What the 200 is made of instead where the query asks for it. */
  readonly also?: 'text/markdown' | 'text/csv';
  /** Refusals of its own; those that every route of its kind has are not among them. */
  readonly problems?: readonly ProblemCode[];
}

type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** Each name of the path has a schema. */
type ParamsOf<Path extends string> = [NamesIn<Path>] extends [never]
  ? unknown
  : { readonly params: Readonly<Record<NamesIn<Path>, z.ZodType<string>>> };

type Parts = Omit<Description, 'kind' | 'methods'>;

/** A route for programs. */
export function data<const M extends Method, const P extends Parts>(method: M, parts: P & ParamsOf<P['path']>) {
  return { kind: 'data' as const, methods: [method] as const, ...parts };
}

/** A page that people read; HEAD looks whether it is there. */
export function page<const P extends Parts>(parts: P & ParamsOf<P['path']>) {
  return { kind: 'page' as const, methods: ['GET', 'HEAD'] as const, ...parts };
}

export function form<const P extends Parts>(parts: P & ParamsOf<P['path']>) {
  return { kind: 'page' as const, methods: ['POST'] as const, ...parts };
}

/** Whether programs change something by the route. */
export function isChange({ kind, methods, looks }: Pick<Description, 'kind' | 'methods' | 'looks'>): boolean {
  return kind === 'data' && !methods.includes('GET') && looks !== true;
}
