import { z } from 'zod';
import { coreShortfall } from './quotas.ts';

/** Something about one compute that is no action: `compute` is its kind and name, such as `machine dsvm-1`. */
export const notice = z.strictObject({ compute: z.string(), reason: z.string() });
export type Notice = Readonly<z.infer<typeof notice>>;

/** How long a compute has run that was to be off and that we did not start. */
const unrequestedRun = z.strictObject({ since: z.iso.datetime(), minutes: z.int() });

/** Something that a person has to look at. */
export const planAlert = notice.extend({
  unmet: z.literal(true).exactOptional().meta({ description: 'No run changes that it is not as defined.' }),
  tries: z.int().exactOptional().meta({ description: 'So often Azure was asked for the same step in vain.' }),
  lacks: coreShortfall.exactOptional().meta({
    id: 'LackOfCores',
    description: 'The quota of Azure that has too few cores left; what the steps before it take counts as used.',
  }),
  unasked: unrequestedRun.exactOptional().meta({
    description: 'It is to be off and runs, without a step of the control plane: since when, and for how long.',
  }),
});
export type PlanAlert = Readonly<z.infer<typeof planAlert>>;

/** How long a compute has done nothing that may be switched off for that, or since when it is off. */
export const idleNotice = notice.extend({
  stoppedAt: z.iso.datetime().exactOptional(),
});
export type IdleNotice = Readonly<z.infer<typeof idleNotice>>;
