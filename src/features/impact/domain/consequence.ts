import { z } from 'zod';
import { doors } from '../../../domain/base/door.ts';
import type { Frozen } from '../../../domain/base/frozen.ts';
import type { Ending } from '../../../domain/definition/endings.ts';
import { type ConsequenceKind, consequenceKinds, isEnding } from './consequence-kinds.ts';

export const consequence = z
  .strictObject({
    kind: z.enum(consequenceKinds),
    sentence: z.string(),
    touches: z.array(z.strictObject({ id: z.string(), sentence: z.string() })).meta({
      description: 'The packages, datasets, people and computes that it happens to.',
    }),
    door: z.enum(doors).exactOptional().meta({ description: 'The door that it happens to.' }),
  })
  .meta({ id: 'Consequence', description: 'What a changed definition would bring about.' });
export type Consequence = Frozen<z.infer<typeof consequence>>;
export type Touched = Consequence['touches'][number];

/** Everything that is stopped or ended, each thing by itself. */
export function endingsIn(consequences: readonly Consequence[]): Ending[] {
  return consequences.filter(isEnding).flatMap(({ kind, sentence, touches, door = '' }) => {
    return touches.length === 0 ? [{ kind, id: door, sentence }] : touches.map((one) => ({ kind, ...one }));
  });
}

/** The consequence, when it touches anything: `sentence` is told how many things. */
export function ofThings(
  kind: ConsequenceKind,
  touches: readonly Touched[],
  sentence: (count: number) => string,
): Consequence[] {
  return touches.length === 0 ? [] : [{ kind, sentence: sentence(touches.length), touches }];
}
