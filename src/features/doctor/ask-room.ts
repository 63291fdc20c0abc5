import { inOrder } from '../../use-cases/base/in-order.ts';
import { askEach } from './ask-each.ts';
import { judgeAnswered, judgeReading } from './domain/access-checks.ts';
import {
  judgeConsent,
  judgeRoomAddress,
  judgeRoomInside,
  judgeWithoutRoom,
  type roomChecks,
} from './domain/room-checks.ts';
import type { DoctorPorts, Question } from './look.ts';
import type { RoomPlace } from './probes.ts';

/** Where the control plane asks the reading room and is answered. */
const listed: readonly RoomPlace[] = ['inspections', 'evidence', 'views'];
/** Evidence alone is for the control plane to read. */
const closed: readonly RoomPlace[] = ['inspections', 'places', 'views'];

/** What the control plane can tell of the reading room; nothing is asked where there is none. */
export function askRoom({ doctor: { probes, deployment } }: DoctorPorts): Record<keyof typeof roomChecks, Question> {
  const where =
    (ask: Question): Question =>
    () =>
      judgeWithoutRoom(deployment) ?? ask();
  return {
    'room-address': where(() => judgeRoomAddress(deployment)),
    'room-asked': where(async () => judgeAnswered(await askEach(listed, (place) => probes.list(place)))),
    'room-places-closed': where(async () => {
      const ask = async (place: RoomPlace) => [place, await probes.mayRead(place)] as const;
      return judgeReading(new Map(await inOrder(closed.length, closed, ask)));
    }),
    'room-inside': where(() => judgeRoomInside(deployment)),
    'reading-room': where(() => judgeConsent()),
  };
}
