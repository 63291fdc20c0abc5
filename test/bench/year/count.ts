import { countedOf, type Kind, type Scale, type Size, type Spent } from '../../../scripts/scale.ts';
import { processorTime } from '../clock.ts';
import { filesOfLook, pageSize, startLooks } from '../look.ts';
import { scheduledOfEach } from './deployment.ts';
import { datasetFlow, packageFlow } from './flows.ts';
import { type PlayedYear, playYear } from './play.ts';
import { millisecondsOfRequest } from './tally.ts';

/** Of one upload. */
const events = 100;
const days = 30;
const sweepsOfMonth = days * 24 * 12;
/** Of each page, in a month. */
const looks = days * 100;
const packages = 1200;
const workDays = 22;
const million = 1_000_000;

/** Plays the year and gives each thing with its number in a month. */
export async function countScale(size: Size): Promise<Scale> {
  const played = await playYear(size, events);
  const flows = await flowKinds(size);
  const switched = size.projects * scheduledOfEach;
  return {
    ...{ size, eventsOfDataset: events, switched },
    kinds: [...timerKinds(played, switched), ...pageKinds(played), ...eventKinds(played, size), ...flows],
  };
}

function timerKinds({ sweep, workOfDay, reconcile, switching }: PlayedYear, switched: number): Kind[] {
  const one = { executions: 1, activities: 0 };
  return [
    { kind: 'sweep', group: 'sweeps', aMonth: sweepsOfMonth - days, ...one, spent: sweep },
    { kind: 'work of a day, in its first sweeps', group: 'sweeps', aMonth: days, ...one, spent: workOfDay },
    { kind: 'reconcile', group: 'reconciles', aMonth: sweepsOfMonth, ...one, spent: reconcile },
    {
      ...{ kind: 'reconcile, more for each machine it switches', group: 'reconciles', activities: 0 },
      ...{ aMonth: switched * 2 * workDays, executions: 0, spent: switching },
    },
  ];
}

function pageKinds({ pages }: PlayedYear): Kind[] {
  const page = { group: 'pages', aMonth: looks, executions: 1, activities: 0 } as const;
  return [...pages].map(([name, spent]) => ({ kind: `page ${name}`, ...page, spent }));
}

/** The host looks at each file too, before it calls the app. */
function eventKinds({ opening, laterEvent }: PlayedYear, { datasets }: Size): Kind[] {
  const event = { group: 'events', executions: 1, activities: 0 } as const;
  const ofHost = (spent: Spent) => countedOf((key) => spent[key] + (key === 'requests' || key === 'blobReads' ? 1 : 0));
  const begun = datasets * days;
  const later = begun * (events - 1) + days * million;
  return [
    { kind: 'upload, its first event', ...event, aMonth: begun + packages, spent: ofHost(opening) },
    { kind: 'upload, a later event', ...event, aMonth: later, spent: ofHost(laterEvent) },
  ];
}

/** A dataset of a million files is listed as often as a small one. */
async function flowKinds({ datasets }: Size): Promise<Kind[]> {
  const group = 'datasets and packages';
  const [dataset, released] = [await datasetFlow(), await packageFlow()];
  const one = { group, executions: 0, activities: 0 } as const;
  return [
    { kind: 'dataset, behind its opening', group, aMonth: datasets * days, ...dataset.flow },
    { kind: 'package, behind its opening', group, aMonth: packages, ...released.flow },
    { kind: 'look at a million files', ...one, aMonth: days * dataset.listings, spent: await lookAtMillion() },
  ];
}

/** One listing, reckoned from a smaller one. */
async function lookAtMillion(): Promise<Spent> {
  const { look, stop } = await startLooks('arrow');
  try {
    const processor = (await processorTime(look)) * (million / filesOfLook);
    const pages = million / pageSize;
    const wall = processor + pages * millisecondsOfRequest;
    const counts: Partial<Spent> = { requests: pages, blobWrites: pages, processor, wall };
    return countedOf((key) => counts[key] ?? 0);
  } finally {
    stop();
  }
}
