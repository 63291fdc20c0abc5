import { fieldRules } from './definition-rules.ts';
import { type Project, withDefaults } from './project.ts';

/** One difference between two definitions. `kind` says why it goes at once, or that it waits for a second operator; `words` are for people. */
export interface FieldChange {
  readonly path: string;
  readonly kind: 'free' | 'stricter' | 'second-operator';
  readonly words: string;
}

/** All differences between two definitions; `free` when none of them waits for a second operator. */
export interface DefinitionChange {
  readonly free: boolean;
  readonly changes: readonly FieldChange[];
}

/** What changes from one definition to the next. A first definition is compared with the schema's defaults for the same people and days. */
export function compareDefinitions(before: Project | undefined, after: Project): DefinitionChange {
  const changes = compareValues({ rule: '', path: '', of: '' }, before ?? withDefaults(after), after);
  return { free: changes.every(({ kind }) => kind !== 'second-operator'), changes };
}

/** A place in the definition: by the name it has in the table of rules, as people read it, and of which entry of a list it is part. */
interface Place {
  readonly rule: string;
  readonly path: string;
  readonly of: string;
}

function compareValues(place: Place, before: unknown, after: unknown): FieldChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const rule = fieldRules[place.rule];
  if (rule?.kind === 'list') return compareLists(place, rule, entriesOf(before), entriesOf(after));
  if (rule === undefined && (isRecord(before) || isRecord(after))) {
    const keys = [...new Set([before, after].flatMap((value) => (isRecord(value) ? Object.keys(value) : [])))];
    return keys.flatMap((key) => compareValues(inside(place, key), partOf(before, key), partOf(after, key)));
  }
  const words = `${rule?.name ?? place.path}${place.of}: ${shown(before)} becomes ${shown(after)}`;
  if (rule?.kind !== 'stricter') return [{ path: place.path, kind: rule?.kind ?? 'second-operator', words }];
  const kind = rule.direction.holds(before, after) ? 'stricter' : 'second-operator';
  return [{ path: place.path, kind, words }];
}

function compareLists(
  place: Place,
  rule: Extract<(typeof fieldRules)[string], { kind: 'list' }>,
  before: readonly Entry[],
  after: readonly Entry[],
): FieldChange[] {
  const byKey = (entries: readonly Entry[]) => new Map(entries.map((entry) => [String(entry[rule.key]), entry]));
  const [old, now] = [byKey(before), byKey(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key): FieldChange[] => {
    const [left, came] = [old.get(key), now.get(key)];
    const path = `${place.path}[${key}]`;
    if (left === undefined) return [{ path, kind: rule.added, words: `New ${rule.name}: ${described(came)}` }];
    if (came === undefined) {
      return [{ path, kind: rule.removed, words: `No longer ${rule.name}: ${described(left)}` }];
    }
    const of = ` of the ${rule.name} ${named(left)}`;
    return compareValues({ rule: `${place.rule}[]`, path, of }, left, came);
  });
}

type Entry = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A part of a record; what is not there has no parts. */
function partOf(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined;
}

function entriesOf(value: unknown): readonly Entry[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function inside({ rule, path, of }: Place, key: string): Place {
  const join = (outer: string) => (outer === '' ? key : `${outer}.${key}`);
  return { rule: join(rule), path: join(path), of };
}

function named(entry: Entry): string {
  return String(entry['name'] ?? entry['email']);
}

function described(entry: Entry = {}): string {
  const { name: _, oid: __, ...details } = entry;
  const parts = Object.entries(details).map(([key, value]) => `${key} ${shown(value)}`);
  return `${named(entry)}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`;
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'everything';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.map(shown).join(', ') || 'nothing';
  if (isRecord(value)) return Object.values(value).map(shown).join(' ');
  return String(value);
}
