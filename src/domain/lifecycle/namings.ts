import type { AuditEvent } from '../audit/chain-line.ts';

/** What somebody had to do with a release. */
export const namedAs = ['decided', 'submitted', 'opened'] as const;
export type NamedAs = (typeof namedAs)[number];

/** Object ids, of each kind. */
export type NamedPeople = Readonly<Record<NamedAs, readonly string[]>>;

/** The longest answer of somebody who is named, in UTF-16 units. */
export const longestReply = 600;

/** That operators looked up the people of a release that a trace names. Of an answer the digest stands here, and its text beside the audit. */
export interface Naming {
  readonly id: string;
  readonly project: string;
  readonly exportId: string;
  readonly at: string;
  readonly reason: string;
  readonly people: NamedPeople;
  readonly replies: readonly { readonly by: string; readonly at: string; readonly digest: string }[];
}

export function tellingId(naming: string): string {
  return `trace.told.${naming}`;
}

export function replyId(naming: string, by: string): string {
  return `trace.replied.${naming}.${by}`;
}

/** What lines tell of it, the newest first. */
export function namingsIn(events: Iterable<AuditEvent>): readonly Naming[] {
  const known = new Map<string, Naming>();
  for (const { kind, actor: by, at, data } of events) {
    const text = (name: string) => String(data[name] ?? '');
    const id = text('naming');
    const before = known.get(id);
    if (kind === 'trace.told') known.set(id, { id, at, replies: [], ...about(text) });
    else if (kind === 'trace.replied' && before !== undefined)
      known.set(id, { ...before, replies: [...before.replies, { by, at, digest: text('reply') }] });
  }
  return [...known.values()].toReversed();
}

function about(text: (name: string) => string): Pick<Naming, 'project' | 'exportId' | 'reason' | 'people'> {
  const ids = (name: NamedAs) => text(name).split(' ').filter(Boolean);
  const people = { decided: ids('decided'), submitted: ids('submitted'), opened: ids('opened') };
  return { project: text('of'), exportId: text('export'), reason: text('reason'), people };
}

/** What somebody had to do with it; nothing for whoever it does not name. */
export function partsIn({ people }: Pick<Naming, 'people'>, oid: string): readonly NamedAs[] {
  return namedAs.filter((as) => people[as].includes(oid));
}
