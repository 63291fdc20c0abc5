import { z } from 'zod';
import type { Candidate } from './candidates.ts';

const action = z.looseObject({ actionType: z.number(), functionName: z.string().optional() });

/** What a generation shows of its flow: each step after each other, each that failed, and how it ended. */
function shown({ flow, asked, history, end }: Candidate): Set<string> {
  const steps = asked.map((text) => {
    const { actionType, functionName } = action.parse(JSON.parse(text));
    return functionName ?? `action ${actionType}`;
  });
  const walk = ['start', ...steps, end === null ? 'goes on' : `end ${end}`];
  const failed = history.flatMap(([type, , id]) => (type === 6 ? [`${String(id)} failed`] : []));
  return new Set(
    [...walk.slice(1).map((step, at) => `${walk[at]} > ${step}`), ...failed].map((one) => `${flow}: ${one}`),
  );
}

/** As few and short generations as show together what all of them show. */
export function choose(candidates: readonly Candidate[]): Candidate[] {
  const left = new Set(candidates.flatMap((candidate) => [...shown(candidate)]));
  const open = candidates.map((candidate) => ({ candidate, shows: shown(candidate) }));
  const chosen: Candidate[] = [];
  while (left.size > 0) {
    const worth = ({ candidate, shows }: (typeof open)[number]) =>
      [...shows].filter((one) => left.has(one)).length / candidate.history.length;
    const best = open.reduce((one, other) => (worth(other) > worth(one) ? other : one));
    chosen.push(best.candidate);
    for (const one of best.shows) left.delete(one);
  }
  return chosen;
}
