/** Words of one side and what stands in their place. */
export type OwnWords = readonly (readonly [word: string | RegExp, instead: string])[];

const time = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)/g;
const guid = /\b(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32})\b/g;

/**
 * Brings what one side did into a form that does not change from run to run: ids are numbered in the order in which they
 * appear, times are masked, timers are given by how long they wait, .NET stacks and `Details` are cut, and the marks of
 * episodes are left out, since how messages are batched is a matter of chance. `waits` are those of the scenario.
 */
export function normalised(outcome: unknown, ownWords: OwnWords, waits: readonly number[] = []): unknown {
  const ids = new Map<string, string>();
  const numbered = (id: string) => {
    const known = ids.get(id) ?? `<${id.includes('-') ? 'guid' : 'hex'} ${ids.size + 1}>`;
    ids.set(id, known);
    return known;
  };
  const text = (value: string) => {
    const own = ownWords.reduce((masked, [word, instead]) => masked.replaceAll(word, instead), value);
    return withoutStacks(own).replace(time, '<time>').replace(guid, numbered);
  };
  const walk = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return (isWireHistory(value) ? wireHistory(value, waits) : value).map(walk);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, content]) => [text(key), masked[key] ?? walk(content)]));
  };
  return walk(outcome);
}

function withoutStacks(text: string): string {
  return text
    .replace(/(known orchestrator functions: ).*\.$/, '$1<names>.')
    .replace(/StackTrace: [\s\S]*$/, 'StackTrace: <stack>')
    .replace(/ \n \{"\$type":[\s\S]*$/, ' \n <details>')
    .replace(/^\{"\$type":[\s\S]*$/, '<details>')
    .replace(/false\n\n\$OutOfProcData\$:[\s\S]*$/, (state) =>
      state.replace(/ \\n \{\\"\$type[\s\S]*$/, ' \\n <details>'),
    );
}

/** Contents that are a matter of the implementation wherever they stand. */
const masked: Record<string, string> = { StackTrace: '<stack>' };

type WireEvent = Record<string, unknown> & { EventType: number; Timestamp: string };

function isWireHistory(list: unknown[]): list is WireEvent[] {
  const [first] = list;
  return typeof Object(first).EventType === 'number' && typeof Object(first).Timestamp === 'string';
}

/** The events of a request without those that mark episodes. What the last episode took in has not been played yet. */
function wireHistory(history: WireEvent[], waits: readonly number[]): Record<string, unknown>[] {
  const lastStart = history.findLastIndex((event) => event.EventType === 12);
  const starts: number[] = [];
  return history.flatMap((event, at) => {
    if (event.EventType === 12) starts.push(Date.parse(event.Timestamp));
    if (event.EventType === 12 || event.EventType === 13) return [];
    const played = at > lastStart && event['IsPlayed'] === false ? { IsPlayed: freshMark } : {};
    const wait = event.EventType === 10 ? { FireAt: waitOf(Date.parse(String(event['FireAt'])), starts, waits) } : {};
    return [{ ...event, ...played, ...wait }];
  });
}

/**
 * Says how long a timer waits: from its episode, by any hundreds of ms; or from an earlier episode, by one of the named waits.
 * Any round number would do for neither: of the other episodes' times one in a hundred gives one by chance.
 */
function waitOf(fireAt: number, starts: readonly number[], waits: readonly number[]): string {
  const own = fireAt - (starts.at(-1) ?? 0);
  const isOwn = waits.length > 0 ? waits.includes(own) : own % 100 === 0;
  if (isOwn) return `<episode> + ${own} ms`;
  const earlier = starts.map((start) => fireAt - start).find((wait) => waits.includes(wait));
  return earlier === undefined ? '<no episode>' : `<earlier episode> + ${earlier} ms`;
}

/** Stands for IsPlayed of an event that was new in the last episode; compares equal to any mark. */
export const freshMark = '<fresh>';
