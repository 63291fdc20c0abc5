import { withEnd } from '../../domain/lifecycle/revealed-ends.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Ports } from '../../ports/ports.ts';

export type RevealEndPorts = Pick<Ports, 'projects' | 'clock'> & {
  readonly register: Pick<Ports['register'], 'rememberedDoor' | 'rememberDoor'>;
};

/** An end or rest before a freeze in a project. `end` tells it from every other one of the project, and holds no space. */
interface End {
  readonly project: string;
  readonly end: string;
}

/**
 * Whether an end or rest before a freeze may be revealed outside: so many a day may that the project allows (`egress.endsToldPerDay`). It is
 * written beside the door at once, so a repeat on the same day answers the same, and of two at a time no more are told than may be.
 */
export async function mayRevealEnd(
  { projects, register, clock }: RevealEndPorts,
  { project, end }: End,
): Promise<boolean> {
  const found = await projects.find(project);
  // Of a project whose definition is refused nobody is known who could be told.
  if (found === undefined || 'problems' in found) return false;
  const most = found.value.egress.endsToldPerDay;
  return await onConflictAgain(async () => {
    const { value, etag } = await register.rememberedDoor('export', project);
    const toldEnds = withEnd(value.toldEnds, end, { day: clock.now().toISOString().slice(0, 10), most });
    if (toldEnds === undefined) return false;
    if (toldEnds !== value.toldEnds) await register.rememberDoor({ value: { ...value, toldEnds }, etag });
    return true;
  });
}
