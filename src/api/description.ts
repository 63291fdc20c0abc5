import { z } from 'zod';
import type { ProblemCode } from './problems.ts';
import { html, type Media, redirect } from './schemas/media.ts';
import { heldId, operationId, personId, projectId, receiptName, sha256 } from './schemas/names.ts';

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

/** The names in a path. */
export type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;
type Params = NonNullable<Description['params']>;

/** What most names of a path stand for. */
const usual = {
  project: projectId,
  id: operationId,
  oid: personId,
  hash: sha256,
  name: receiptName,
  held: heldId,
} as const satisfies Params;

type Schemas<Names extends string> = Readonly<Record<Names, z.ZodType<string>>>;
type Other<Path extends string> = Exclude<NamesIn<Path>, keyof typeof usual>;
/** Each other name of the path has a schema of its own. */
type ParamsOf<Path extends string> = [Other<Path>] extends [never]
  ? unknown
  : { readonly params: Schemas<Other<Path>> };

type Parts = Omit<Description, 'kind' | 'methods' | 'path' | 'access'> & { readonly access?: Access };
type PageParts = Omit<Parts, 'answers'> & Pick<Description, 'access'> & Partial<Parts>;

/** What a route is that says only so much of itself. */
type Data<M extends Method, Path extends string, Own> = Own & {
  readonly kind: 'data';
  readonly methods: readonly [M];
  readonly path: Path;
} & (Own extends { readonly access: Access } ? unknown : { readonly access: UsualAccess<M, Own> }) &
  ([NamesIn<Path>] extends [never] ? unknown : { readonly params: Schemas<NamesIn<Path>> });
type UsualAccess<M, Own> = 'GET' extends M ? 'Ops.Reader' : Own extends { looks: true } ? 'Ops.Reader' : 'Ops.Operator';

/** A route for programs: readers look, and operators change something, where nobody else may. */
export function data<const M extends Method, const Path extends string, const Own extends Parts>(
  method: M,
  path: Path,
  parts: Own & ParamsOf<Path>,
): Data<M, Path, Own>;
export function data(method: Method, path: string, parts: Parts): Description {
  const access = method === 'GET' || parts.looks ? 'Ops.Reader' : 'Ops.Operator';
  return { kind: 'data', methods: [method], path, access, ...parts, ...paramsOf(path, parts.params) };
}

/** A page that people read, once they have signed in; HEAD looks whether it is there. */
export function page<const Path extends string, const Own extends PageParts>(path: Path, parts: Own & ParamsOf<Path>) {
  const answers = { 200: html, 303: redirect } as const;
  const methods = ['GET', 'HEAD'] as const;
  return { kind: 'page' as const, methods, path, answers, ...parts, ...paramsOf(path, parts.params) };
}

export function form<const Path extends string, const Own extends Parts & Pick<Description, 'access'>>(
  path: Path,
  parts: Own & ParamsOf<Path>,
) {
  return { kind: 'page' as const, methods: ['POST'] as const, path, ...parts, ...paramsOf(path, parts.params) };
}

function paramsOf(path: string, own: Params = {}): Pick<Description, 'params'> {
  const schemas: Params = { ...usual, ...own };
  const names = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = '']) => name);
  return names.length === 0
    ? {}
    : { params: Object.fromEntries(names.map((name) => [name, schemas[name] ?? z.never()])) };
}

/** Whether programs change something by the route. */
export function isChange({ kind, methods, looks }: Pick<Description, 'kind' | 'methods' | 'looks'>): boolean {
  return kind === 'data' && !methods.includes('GET') && looks !== true;
}
