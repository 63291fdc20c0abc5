import { z } from 'zod';
import { replyFromResponse } from '../../local/host/durable/orchestrator-reply.ts';
import { simulate } from '../../local/host/durable/simulator.ts';
import { type Handler, replay } from '../orchestrators/task-hub.ts';
import type { Generation, GoldenHistories } from './golden.ts';
import { lengthened } from './short-history.ts';

const answer = z.object({
  isDone: z.boolean(),
  actions: z.array(z.array(z.unknown())),
  output: z.unknown().optional(),
});
const limits = { maximumTimer: 6 * 86_400_000, longTimerInterval: 3 * 86_400_000 };

/** What an orchestrator asked for, in order, each as JSON, and how it ended. */
export function askedIn(text: string): { asked: string[]; end: string | null } {
  const { isDone, actions, output } = answer.parse(JSON.parse(text));
  return {
    asked: (actions[0] ?? []).map((action) => JSON.stringify(action)),
    end: isDone ? JSON.stringify(output ?? null) : null,
  };
}

/**
 * Replays a kept generation with the present orchestrator, or with another one: first the durable library, then the extension's replay of
 * its answer. Gives where it goes another way.
 */
export async function departure(
  { actions }: Pick<GoldenHistories, 'actions'>,
  kept: Generation,
  orchestrator?: Handler,
): Promise<string | undefined> {
  const history = lengthened(kept.from, kept.history, kept.instance);
  const started = history.find((event) => event.EventType === 0);
  const input: unknown = started?.EventType === 0 ? JSON.parse(started.Input ?? 'null') : null;
  const text = await replay(kept.flow, requestOf(kept.instance, history, input), orchestrator);
  const { asked, end } = askedIn(text);
  const wanted = kept.asked.map((place) => actions[place] ?? '');
  const at = wanted.findIndex((action, place) => asked[place] !== action);
  if (at !== -1) return `step ${at + 1} was ${wanted[at]} and is now ${asked[at] ?? 'missing'}`;
  if (asked.length > wanted.length) return `after its ${wanted.length} steps it now asks for ${asked[wanted.length]}`;
  if (end !== kept.end) return `it ended with ${kept.end} and now ends with ${end}`;
  const { ending } = simulate({
    name: kept.flow,
    executionId: 'execution',
    history,
    reply: replyFromResponse({ returnValue: { json: text } }),
    limits,
    knowsActivity: () => true,
    knowsOrchestrator: () => true,
  });
  return ending?.status === 'Failed' ? ending.output : undefined;
}

function requestOf(instanceId: string, history: readonly object[], input: unknown): string {
  return JSON.stringify({
    history,
    input,
    instanceId,
    isReplaying: true,
    parentInstanceId: null,
    upperSchemaVersion: 1,
    upperSchemaVersionNew: 3,
    longRunningTimerIntervalDuration: '3.00:00:00',
    maximumShortTimerDuration: '6.00:00:00',
    defaultHttpAsyncRequestSleepTimeMillseconds: 30_000,
  });
}
