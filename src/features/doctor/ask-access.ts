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
  const listed = (places: readonly (DataPlace | RecordPlace)[]): Question => {
    return async () => judgeAnswered(await askEach(places, (place) => probes.list(place)));
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
      const compare = async ([account, place]: [string, DataPlace | RecordPlace]): Promise<[string, ClockBounds]> => {
        const begun = clock.now();
        const date = await probes.list(place);
        return [account, clockBounds(date, begun, clock.now())];
      };
      const places = Object.entries(clockPlaces);
      return judgeClocks(deployment, new Map(await inOrder(places.length, places, compare)));
    },
  };
}
