import { systemChain } from '../audit/audit-event.ts';
import type { AuditEvent } from '../audit/chain-line.ts';
import { controlPlane } from '../base/control-plane.ts';
import { capital } from '../base/count-text.ts';
import { doorFacts, parseOperationId, shortNumber } from '../base/door.ts';
import { printable, quoted } from '../base/printable.ts';
import { type KnownNames, nameInEvent, nameOf } from './known-names.ts';
import { said } from './shared-sentences.ts';

export interface LineDetails {
  /** Who did it, as a sentence begins. */
  readonly who: string;
  readonly isByHand: boolean;
  /** The operation or the project, within a sentence. */
  readonly thing: string;
  /** The project, or `all projects`. */
  readonly project: string;
  /** What the line says under a name, as text; nothing when it says nothing. */
  text(name: string): string;
  /** The same as a number; 0 when it is none. */
  count(name: string): number;
  /** The person whose object id stands there. */
  person(name: string): string;
  /** The text with the names of the people whose object ids stand in it. */
  named(name: string): string;
  /** The people whose object ids stand there, with spaces between them. */
  people(name: string): string;
}

export type DescribeLine = (line: LineDetails) => string;

/** Whoever did it, by the names that are known or that the line itself has. */
export function actorName({ actor, kind, data }: AuditEvent, names: KnownNames): string {
  const own = nameInEvent({ kind, data });
  const isKnown = actor === controlPlane || names.has(actor.toLowerCase());
  return isKnown || own === undefined ? nameOf(names, actor) : printable(own);
}

export function lineDetails(event: AuditEvent, names: KnownNames): LineDetails {
  const { actor, data } = event;
  const text = (name: string) => said(data, name);
  return {
    who: actorName(event, names).replace(/^somebody \(/, 'Somebody ('),
    isByHand: actor !== controlPlane,
    thing: event.operation === null ? projectText(event.project) : operationText(event.operation, nameIn(event)),
    project: event.project === systemChain ? everyProjectText : event.project,
    text,
    count: (name) => Number(data[name] ?? 0) || 0,
    person: (name) => nameOf(names, text(name)),
    named: (name) => text(name).replaceAll(objectId, (oid) => names.get(oid) ?? oid),
    people: (name) =>
      listText(
        text(name)
          .split(' ')
          .filter(Boolean)
          .map((oid) => nameOf(names, oid)),
      ),
  };
}

const objectId = /\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

const everyProjectText = 'all projects';

function projectText(id: string): string {
  return id === systemChain ? everyProjectText : `project ${id}`;
}

/** Lines of moves hold the name of their dataset or package, others perhaps that of a person. */
function nameIn({ kind, data }: AuditEvent): string {
  return /^(ingress|export)\./.test(kind) && kind !== 'export.submission' ? said(data, 'name') : '';
}

/** What an operation is called within a sentence: what it is, its name where it is given, and its short number. */
export function operationText(id: string, name = ''): string {
  const door = parseOperationId(id)?.door;
  if (door === undefined) return `operation ${printable(id)}`;
  const { noun } = doorFacts(door);
  return name === '' ? `${noun} ${shortNumber(id)}` : `${noun} ${quoted(name)} (${shortNumber(id)})`;
}

/** `Ada, Ben and Cem`. */
export function listText(texts: readonly string[]): string {
  const last = texts.at(-1) ?? '';
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(', ')} and ${last}`;
}

export function because(text: string, reason: string): string {
  return reason.trim() === '' ? text : `${text.replace(/\.$/, '')}: ${reason.trim()}`;
}

/** What happened to what the line is about: `Package 4XK2P9: the release failed` */
export function about({ thing }: Pick<LineDetails, 'thing'>, text: string): string {
  return `${capital(thing)}: ${text}`;
}

/** The same with a sentence that begins with no name: `Package 4XK2P9: it was released.` */
export function aboutIt(line: Pick<LineDetails, 'thing'>, sentence: string): string {
  return about(line, `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`);
}
