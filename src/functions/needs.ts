import { whyInWords } from '../domain/capacity.ts';
import { doors } from '../domain/door.ts';
import { messageOf } from '../domain/errors.ts';
import type { UntoldLine, WaitingLine } from '../pages/needs-cards.ts';
import type { BrokenRow, Register } from '../ports/records.ts';

const mostUntold = 50;

/** What people were to be told of and nobody or not everybody was reached, oldest first; and rows that could not be read for it. */
export async function readUntold(
  register: Pick<Register, 'projects' | 'owed'>,
): Promise<{ readonly untold: readonly UntoldLine[]; readonly broken: readonly BrokenRow[] }> {
  const untold: UntoldLine[] = [];
  const broken: BrokenRow[] = [];
  for await (const project of register.projects()) {
    try {
      for await (const { value } of register.owed(project)) {
        if (value.kind !== 'telling' || value.times === 0) continue;
        const { operation, about, since, times, message = 'no reason was noted', givenUpAt } = value;
        untold.push({ project, id: operation, about, since, times, message, isGivenUp: givenUpAt !== undefined });
      }
    } catch (error) {
      broken.push({ project, key: 'what is owed', problem: messageOf(error) });
    }
  }
  untold.sort((one, other) => (one.since < other.since ? -1 : 1));
  return { untold: untold.slice(0, mostUntold), broken };
}

/** Where names wait at a door, how many and why, as the last sweep counted them. */
export async function readWaitingNames(
  register: Pick<Register, 'projects' | 'rememberedDoor'>,
): Promise<WaitingLine[]> {
  const lines: WaitingLine[] = [];
  for await (const project of register.projects()) {
    for (const door of doors) {
      const { waiting, why } = (await register.rememberedDoor(door, project)).value;
      if (waiting > 0)
        lines.push({
          door,
          project,
          waiting,
          reason: why === undefined ? 'the next sweep comes to them' : whyInWords[why],
        });
    }
  }
  return lines;
}
