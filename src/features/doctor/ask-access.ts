import { tables } from '../../domain/base/stored-tables.ts';
import type { DataPlace } from '../../ports/storage.ts';
import { inOrder } from '../../use-cases/base/in-order.ts';
import { askEach } from './ask-each.ts';
import { type accessChecks, judgeAnswered, judgeOtherIdentities, judgeReading } from './domain/access-checks.ts';
import {
  type ClockBounds,
  clockBounds,
  judgeClocks,
  judgeSoftDelete,
  judgeWriteOnce,
  type storageChecks,
} from './domain/storage-checks.ts';
import type { DoctorPorts, Question } from './look.ts';
import type { RecordPlace } from './probes.ts';

const dataPlaces: readonly DataPlace[] = ['ingress', 'datasets', 'exports', 'review', 'returned', 'released'];
const recordPlaces: readonly RecordPlace[] = ['projects', 'manifests', 'audit', 'public transfers', 'secure transfers'];
/** One place of each account. */
const clockPlaces = { public: 'ingress', secure: 'review', released: 'released', control: 'projects' } as const;

export function askAccess({
  doctor: { probes, deployment },
  clock,
}: DoctorPorts): Record<keyof typeof accessChecks | keyof typeof storageChecks, Question> {
  const lists = new Map<DataPlace | RecordPlace, Promise<ClockBounds>>();
  /** Each place is listed once, and tells the time of its account by the way. */
  const list = (place: DataPlace | RecordPlace): Promise<ClockBounds> => {
    const begun = clock.now();
    const known = lists.get(place) ?? probes.list(place).then((date) => clockBounds(date, begun, clock.now()));
    lists.set(place, known);
    return known;
  };
  const listed = (places: readonly (DataPlace | RecordPlace)[]): Question => {
    return async () => judgeAnswered(await askEach(places, list));
  };
  return {
    'lists-data': listed(dataPlaces),
    'reads-no-data': async () => {
      const answers = await inOrder(
        dataPlaces.length,
        dataPlaces,
        async (place) => [place, await probes.mayRead(place)] as const,
      );
      return judgeReading(new Map(answers));
    },
    'keeps-records': listed(recordPlaces),
    'reads-tables': async () => judgeAnswered(await askEach(tables, (name) => probes.readTable(name))),
    'other-identities': () => judgeOtherIdentities(deployment),
    'write-once': () => judgeWriteOnce(deployment),
    'soft-delete': () => judgeSoftDelete(deployment),
    clocks: async () => {
      const places = Object.entries(clockPlaces);
      const compare = async ([account, place]: (typeof places)[number]) => [account, await list(place)] as const;
      return judgeClocks(deployment, new Map(await inOrder(places.length, places, compare)));
    },
  };
}
