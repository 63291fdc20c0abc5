import { messageOf } from '../../src/domain/base/errors.ts';
import { shownUrl } from './redact.ts';
import type { Answer, Asked, World } from './step.ts';
import { told } from './steps/requests.ts';

const triesAtMost = 4;

/** A service that is away or asks for patience says nothing about itself. */
const isAway = ({ status }: Answer): boolean => status >= 500 || status === 429;

/** The same world, with a line for each request that was made and its answer. One that is away is asked again, and in the end throws. */
export function watched<Place extends World>(world: Place, note: (line: string) => void): Place {
  const once = async (asked: Asked): Promise<Answer> => {
    const what = `${asked.method} ${shownUrl(asked.url)}`;
    try {
      const answer = await world.ask(asked);
      note(`${what} → ${told(answer)}`);
      return answer;
    } catch (error) {
      note(`${what} → ${messageOf(error)}`);
      throw error;
    }
  };
  const ask = async (asked: Asked): Promise<Answer> => {
    for (let count = 1; ; count += 1) {
      const answer = await once(asked);
      if (!isAway(answer)) return answer;
      if (count === triesAtMost) throw new Error(`${new URL(asked.url).host} answered ${told(answer)} ${count} times`);
      await world.pause();
    }
  };
  return { ...world, ask };
}
