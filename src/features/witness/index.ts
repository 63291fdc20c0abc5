import { onceAsked, type Wing } from '../../functions/base/wing.ts';
import { witness } from './descriptions.ts';
import { witnessedLogPart } from './grow-log.ts';
import type { LogServices } from './log-routes.ts';

export const witnessWing: Wing<typeof witness, LogServices> = {
  handlers: (services) =>
    onceAsked(witness, async () => {
      const { showCheckpoint, showConsistency } = await import('./log-routes.ts');
      return { checkpoint: showCheckpoint(services), consistency: showConsistency(services) };
    }),
  parts: [witnessedLogPart],
};
