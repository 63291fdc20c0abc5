import { z } from 'zod';

const named = {
  name: z.string(),
  reason: z.string(),
  /** What later runs will add, since a compute takes one step a run. */
  next: z.string().exactOptional(),
  switchesOff: z.literal(true).exactOptional().meta({
    description:
      'It only switches off what is not to run now: the timer does that also of a plan that it leaves to people.',
  }),
};

export const tags = z.record(z.string(), z.string());

/** One step towards the definition and why it is needed, called after what it does and the kind of compute: `start-machine`. */
export function step<Kind extends string, More extends z.ZodRawShape>(kind: Kind, more: More) {
  return z.strictObject({ kind: z.literal(kind), ...named, ...more });
}

export function creation<Kind extends string, More extends z.ZodRawShape>(kind: Kind, more: More) {
  return step(kind, { size: z.string(), tags, ...more });
}

/** Steps that say no more than what they are about. */
export function plainSteps<const Kinds extends readonly string[]>(kinds: Kinds) {
  return z.strictObject({ kind: z.enum(kinds), ...named });
}

/** A plain step of these kinds. */
export type PlainStep<Kind extends string> = {
  readonly [One in Kind]: z.infer<ReturnType<typeof step<One, Record<never, never>>>>;
}[Kind];
