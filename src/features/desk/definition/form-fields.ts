import { z } from 'zod';
import { capital } from '../../../domain/base/count-text.ts';
import { fieldRules } from '../../../domain/definition/definition-rules.ts';
import { projectSchema } from '../../../domain/project/project.ts';
import type { editedParts } from '../queries.ts';

/** A field of the definition as forms show it, made from its schema: whoever adds one there adds it to its form. */
export interface FormField {
  /** As problems of a definition call it. */
  readonly path: string;
  readonly label: string;
  readonly help: string;
  readonly kind: 'text' | 'long' | 'whole' | 'day' | 'choice' | 'tick' | 'list' | 'lines' | 'people';
  /** Of a choice. */
  readonly values: readonly string[];
  /** Of a list: whether its entries are numbers, and whether an empty one means everything. */
  readonly isOfNumbers: boolean;
  readonly isOpen: boolean;
  /** Of people: what is said of each beside name, e-mail and object id. */
  readonly columns: readonly FormField[];
  /** Of people: by what they are told apart. Those who are by their e-mail are known by it, also without an object id. */
  readonly key: 'oid' | 'email';
  /** Of people: whether there may be no list at all, which is something else than an empty one. */
  readonly mayBeMissing: boolean;
}

/** The parts of a definition that have a form, and what of it stands there. */
const definitionParts = {
  about: ['id', 'title', 'tier', 'starts', 'ends'],
  people: ['people'],
  doors: ['ingress', 'egress', 'release'],
  approval: ['egress.approval', 'egress.disclosure'],
} as const satisfies Readonly<Record<DefinitionPart, readonly string[]>>;
export type DefinitionPart = (typeof editedParts)[number];

/** What is changed as JSON only, and why. */
export const advancedOnly: Readonly<Record<string, string>> = {
  governance: 'its entries are taken over from signed papers, a few times in the life of a project',
  closeAfterLapse: 'it closes the project for good by itself',
  hibernated: 'it switches every compute off',
  closed: 'a form of its own closes a project',
  suspended: 'forms of their own suspend people and lift that',
  calendar: 'npm run holidays prints it',
  'egress.limits': 'each has amounts of its own',
  channels: 'each wants a secret that the deployment makes',
  compute: 'computes have schedules and sizes of their own',
};

const node = z.object({
  type: z.string().optional(),
  format: z.string().optional(),
  maxLength: z.number().default(0),
  description: z.string().default(''),
  enum: z.array(z.string()).default([]),
  default: z.unknown().optional(),
  required: z.array(z.string()).default([]),
  get properties() {
    return z.record(z.string(), node).default({});
  },
  get items() {
    return node.optional();
  },
  get anyOf() {
    return z.array(node).default([]);
  },
});
type Node = z.output<typeof node>;

const whole = node.parse(z.toJSONSchema(projectSchema, { io: 'input' }));

/** The fields of a part, in the order of the schema. */
export function fieldsOf(part: DefinitionPart): FormField[] {
  const others = Object.values(definitionParts)
    .flat()
    .filter((path) => !definitionParts[part].some((own) => own === path));
  return definitionParts[part].flatMap((path) => fieldsAt(path, nodeAt(path), others));
}

function nodeAt(path: string): Node {
  return path.split('.').reduce((shape, key) => {
    const inner = shape.properties[key];
    if (inner === undefined) throw new Error(`The definition has no ${path}`);
    return inner;
  }, whole);
}

function fieldsAt(path: string, shape: Node, others: readonly string[]): FormField[] {
  if (others.includes(path) || Object.hasOwn(advancedOnly, path)) return [];
  const field = fieldOf(path, shape);
  if (field !== undefined) return [field];
  return Object.entries(shape.properties).flatMap(([key, inner]) => fieldsAt(`${path}.${key}`, inner, others));
}

/** Undefined for what has fields of its own. */
function fieldOf(path: string, shape: Node): FormField | undefined {
  const list = [shape, ...shape.anyOf].find(({ type }) => type === 'array')?.items;
  const kind = list === undefined ? kindOf(shape) : kindOfList(list);
  if (kind === undefined) return undefined;
  const columns = Object.entries(list?.properties ?? {}).flatMap(([key, inner]) =>
    ['name', 'email', 'oid'].includes(key) ? [] : fieldsAt(`${path}[].${key}`, inner, []),
  );
  return {
    ...{ path, kind, columns, values: shape.enum, key: keyOfList(path) },
    mayBeMissing: kind === 'people' && mayBeMissing(path, shape),
    label: capital(fieldRules[path]?.name ?? path),
    help: [
      shape.description,
      list?.enum.length ? `Of these: ${list.enum.join(', ')}.` : '',
      kind === 'lines' ? 'One a line.' : '',
      usualText(shape),
    ]
      .filter((text) => text !== '')
      .join(' '),
    isOfNumbers: list?.type === 'integer',
    isOpen: shape.anyOf.some(({ type }) => type === 'null'),
  };
}

function mayBeMissing(path: string, shape: Node): boolean {
  const at = path.lastIndexOf('.');
  return shape.default === undefined && !nodeAt(path.slice(0, at)).required.includes(path.slice(at + 1));
}

function keyOfList(path: string): FormField['key'] {
  const rule = fieldRules[path];
  return rule?.kind === 'list' && rule.key === 'email' ? 'email' : 'oid';
}

/** Longer entries are sentences, in which commas and spaces may stand. */
const longestWord = 99;
/** A longer text may have several lines. */
const longestLine = 999;

function kindOfList({ properties, maxLength }: Node): FormField['kind'] {
  if ('oid' in properties) return 'people';
  return maxLength > longestWord ? 'lines' : 'list';
}

function kindOf({ type, format, maxLength, enum: values }: Node): FormField['kind'] | undefined {
  if (values.length > 0) return 'choice';
  if (type === 'string') return format === 'date' ? 'day' : maxLength > longestLine ? 'long' : 'text';
  return type === 'integer' ? 'whole' : type === 'boolean' ? 'tick' : undefined;
}

/** What holds where nothing is said. */
function usualText({ default: usual }: Node): string {
  return ['string', 'number'].includes(typeof usual) ? `As a rule ${String(usual)}.` : '';
}

/** What stands in a field for a value, and is typed to keep it. */
export function textOf(value: unknown, kind?: FormField['kind']): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.join(kind === 'lines' ? '\n' : ', ');
  // As a browser gives it back.
  return String(value ?? '').replaceAll('\r\n', '\n');
}

/** The name of a field in its form. */
export function nameOf({ path }: Pick<FormField, 'path'>): string {
  return path.replaceAll('.', ':');
}
