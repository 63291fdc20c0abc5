import { addressDigest } from '../people/people.ts';
import { type FieldRule, fieldRules, keyOfEntry } from './definition-rules.ts';

/** Who may change the place of a difference: one operator, one operator where it becomes stricter, or one only with a second. */
export const changeRules = ['free', 'stricter-only', 'second-operator'] as const;
type ChangeRule = (typeof changeRules)[number];

/**
 * One place in which two definitions differ. `from` and `to` are what stands there, undefined where nothing does; `kind` says why it goes at
 * once, or that it waits for a second operator, and `why` the same for people; `words` name the difference. `record` says the same for the
 * audit, which can never be changed: people by their object ids, and neither a name nor an address.
 */
export interface Difference {
  readonly path: string;
  readonly from?: unknown;
  readonly to?: unknown;
  readonly kind: 'free' | 'stricter' | 'second-operator';
  readonly rule: ChangeRule;
  readonly why: string;
  readonly words: string;
  readonly record: string;
}

type Worded = Omit<Difference, 'record'>;

/**
 * Every place in which two definitions differ, once each. Entries of a list are told apart by what they are (object id or name), not by
 * where they stand, and people are called by their names. Definitions that the rules of today refuse can be compared too.
 */
export function differencesBetween(before: unknown, after: unknown): Difference[] {
  const names = new Map([...namesIn(before), ...namesIn(after)]);
  const whole = { rule: '', path: '', of: '', isPerson: false };
  const records = compareValues(whole, before, after, new Wording(undefined));
  return compareValues(whole, before, after, new Wording(names)).map((one, index) => {
    return { ...one, record: records[index]?.words ?? one.path };
  });
}

/** A place in the definition: by the name it has in the table of rules, as people read it, and of which entry of a list it is part. */
interface Place {
  readonly rule: string;
  readonly path: string;
  readonly of: string;
  readonly isPerson: boolean;
}

function compareValues(place: Place, before: unknown, after: unknown, wording: Wording): Worded[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const rule = fieldRules[place.rule];
  if (rule?.kind === 'list') return compareLists(place, rule, { before, after }, wording);
  if (rule === undefined && (isRecord(before) || isRecord(after))) {
    const keys = [...new Set([before, after].flatMap((value) => (isRecord(value) ? Object.keys(value) : [])))];
    return keys.flatMap((key) => compareValues(inside(place, key), partOf(before, key), partOf(after, key), wording));
  }
  const what = `${rule?.name ?? place.path}${place.of}`;
  const words = wording.change(what, before, after, place.isPerson && isOfIdentity(place.path));
  return [{ path: place.path, ...sides(before, after), ...judged(rule, before, after), words }];
}

function compareLists(
  place: Place,
  rule: Extract<FieldRule, { kind: 'list' }>,
  { before, after }: { readonly before: unknown; readonly after: unknown },
  wording: Wording,
): Worded[] {
  const byKey = (value: unknown) => new Map(entriesOf(value).map((entry) => [keyOfEntry(rule, entry), entry]));
  const [old, now] = [byKey(before), byKey(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key): Worded[] => {
    const [left, came] = [old.get(key), now.get(key)];
    const path = `${place.path}[${key}]`;
    if (left !== undefined && came !== undefined) {
      const of = ` of the ${rule.name} ${wording.name(left)}`;
      const entry = { rule: `${place.rule}[]`, path, of, isPerson: rule.key === 'oid' || rule.key === 'email' };
      return compareValues(entry, left, came, wording);
    }
    const [kind, words] =
      left === undefined
        ? [rule.added, `New ${rule.name}: ${wording.entry(place.rule, came)}`]
        : [rule.removed, `No longer ${rule.name}: ${wording.entry(place.rule, left)}`];
    const why = kind === 'free' ? freely : `${left === undefined ? 'one more' : 'one less'} ${needsSecond}`;
    return [{ path, ...sides(left, came), kind, rule: kind, why, words }];
  });
}

const freely = 'goes at once';
const needsSecond = 'waits for a second operator';

/** A field without a rule would wait. */
function judged(
  rule: Exclude<FieldRule, { kind: 'list' }> | undefined,
  before: unknown,
  after: unknown,
): Pick<Difference, 'kind' | 'rule' | 'why'> {
  if (rule?.kind === 'free') return { kind: 'free', rule: 'free', why: freely };
  if (rule?.kind !== 'stricter')
    return { kind: 'second-operator', rule: 'second-operator', why: `every change of it ${needsSecond}` };
  const only = `at once only ${rule.direction.words}`;
  return rule.direction.holds(before, after)
    ? { kind: 'stricter', rule: 'stricter-only', why: `${freely}, because it becomes stricter (${only})` }
    : { kind: 'second-operator', rule: 'stricter-only', why: `${needsSecond} (${only})` };
}

function sides(from: unknown, to: unknown): Pick<Difference, 'from' | 'to'> {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

type Entry = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function partOf(value: unknown, key: string): unknown {
  return isRecord(value) ? value[key] : undefined;
}

function entriesOf(value: unknown): readonly Entry[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function isOfIdentity(path: string): boolean {
  return /\.(name|email)$/.test(path);
}

function inside({ rule, path, of, isPerson }: Place, key: string): Place {
  const join = (outer: string) => (outer === '' ? key : `${outer}.${key}`);
  return { rule: join(rule), path: join(path), of, isPerson };
}

function namesIn(value: unknown): (readonly [string, string])[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (!isRecord(value)) return [];
  const { oid, name } = value;
  const own = typeof oid === 'string' && typeof name === 'string' ? [[oid, name] as const] : [];
  return [...own, ...Object.values(value).flatMap(namesIn)];
}

/** An object id is the name of its person, where the definitions name them. Without names people are called by their object ids alone. */
class Wording {
  readonly #names: ReadonlyMap<string, string> | undefined;

  constructor(names: ReadonlyMap<string, string> | undefined) {
    this.#names = names;
  }

  change(what: string, before: unknown, after: unknown, isIdentity: boolean): string {
    if (isIdentity && this.#names === undefined) return `${what}: another one`;
    return `${what}: ${this.of(before)} becomes ${this.of(after)}`;
  }

  of(value: unknown): string {
    if (value === undefined) return 'nothing';
    if (value === null) return 'everything';
    if (typeof value === 'boolean') return value ? 'yes' : 'no';
    if (typeof value === 'number') return value.toLocaleString('en-GB');
    if (Array.isArray(value)) return value.map((one) => this.of(one)).join(', ') || 'nothing';
    if (isRecord(value))
      return Object.values(value)
        .map((one) => this.of(one))
        .join(' ');
    return this.#names?.get(String(value)) ?? (String(value) || 'nothing');
  }

  name({ name, oid, email, reference }: Entry): string {
    if (this.#names === undefined && (oid ?? email) !== undefined) return String(oid ?? addressDigest(String(email)));
    return String(name ?? reference ?? this.#names?.get(String(oid)) ?? email);
  }

  /** An entry of the list, with its fields by the names that the rules give them. */
  entry(list: string, entry: Entry = {}): string {
    const { name: _, oid, reference: __, email, ...rest } = entry;
    const isHidden = email === undefined || this.#names === undefined;
    const details = isHidden ? rest : { email, ...rest };
    const parts = Object.entries(details).map(([key, value]) => `${calledIn(list, key)} ${this.of(value)}`);
    return `${this.name(entry)}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`;
  }
}

/** The field of an entry: by its name in the rules where that says more than the key does. */
function calledIn(list: string, key: string): string {
  const name = (fieldRules[`${list}[].${key}`]?.name ?? key).toLowerCase();
  return name.replace('-', '') === key ? key : `${name}:`;
}
