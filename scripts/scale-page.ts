import { resourcesIn } from './costs.ts';
import { idleExecutions, sumOf } from './idle.ts';
import { table } from './markdown-table.ts';
import { groupsOfKinds, type Kind, type Month, monthOf, readScale, type Scale } from './scale.ts';

const secondsOfDay = 86_400;
const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** The page of what a large deployment takes in a month, and which limit of Azure it meets first. */
export function scaleText(scale: Scale = readScale()): string {
  const { size, eventsOfDataset } = scale;
  return `# A year of ${whole.format(size.projects)} projects

What \`npm run bench -- year\` counted last, made by \`npm run docs\` from \`test/bench/year/scale.json\`: a generated deployment in memory, with the app's own stores, sweep, reconciler, pages and flows. It has ${whole.format(size.projects)} projects with ${size.changes} changes of each definition, ${size.approvers} approvers, ${whole.format(size.machines)} machines, ${whole.format(size.ended)} datasets and packages that have ended, ${size.reviews} reviews, and ${whole.format(size.datasets)} uploads of ${eventsOfDataset} files a day; each day one of a million files comes besides.

- **Counts**: requests, executions, runs, transactions. They are the same on each machine.
- **Processor**: processor time on the machine that measured. *A look at a million files* is reckoned from 50,000.
- **Wall**: processor time and 5 ms for each request that is waited for. Nobody measured it by the clock, and what waits for people or for Data Factory does not count.
- **A month** is what was played, times its number in 30 days: of 24 sweeps and 24 reconciles, in two hours four weeks apart, the mean stands for 8,640; each page, played once, for a hundred looks a day.

## What one takes

${table(['What', 'Times a month', 'Requests', 'Executions', 'Processor, ms', 'Wall, ms'], scale.kinds.map(rowOfKind))}

## What a month takes

In millions, but for hours and dollars. Prices are those of [infra/prices.json](../infra/prices.json), most of them assumed: they show the order, not the bill. Each execution is paid for as if its instance did nothing beside it, and each run of Data Factory for the minute that is the least. Machines of projects and [what stands still](costs.md) come on top.

${table(['What', 'Executions', 'Requests', 'Transactions of tables', 'Reads of blobs', 'Writes of blobs', "Durable's own, reckoned", 'Runs', 'Processor, hours', 'USD'], monthRows(scale))}

A deployment in which nothing happens has ${whole.format(sumOf(idleExecutions()))} executions in 30 days, which is what its timers fire: ${[...idleExecutions()].map(([setting, times]) => `${whole.format(times)} by \`${setting}\``).join(', ')}. The reading room is [woken by its queue](decisions/0032-what-wakes-the-reading-room.md), and only while a package waits some 120 times an hour more.

## Which limit of Azure comes first

${table(['Limit', 'What meets it here', 'Met', 'What an operator does'], limitRows(scale))}

Limits that the number of projects meets stand [with the walls](limits.md#walls).
`;
}

/** The sums of a month in lines, for whoever runs the figure. */
export function monthLines({ kinds }: Pick<Scale, 'kinds'>): string[] {
  return [
    ...kinds.map((kind) => rowOfKind(kind).join(' · ')),
    ...groupsOfKinds.map((group) => monthRow(group, monthOf(inGroup(kinds, group))).join(' · ')),
    monthRow('all of a month, each times its number', monthOf(kinds)).join(' · '),
  ];
}

const inGroup = (kinds: readonly Kind[], of: Kind['group']) => kinds.filter(({ group }) => group === of);

function rowOfKind({ kind, aMonth, executions, spent }: Kind): string[] {
  const { requests, processor, wall } = spent;
  return [kind, whole.format(aMonth), short(requests), short(executions), short(processor), short(wall)];
}

function monthRows({ kinds }: Scale): string[][] {
  return [
    ...groupsOfKinds.map((group) => monthRow(group, monthOf(inGroup(kinds, group)))),
    monthRow('**All**', monthOf(kinds)),
  ];
}

function monthRow(what: string, month: Month): string[] {
  const millions = (key: keyof Month) => (month[key] / 1e6).toFixed(2);
  const counts = (['executions', 'requests', 'tables', 'blobReads', 'blobWrites', 'durable', 'runs'] as const).map(
    millions,
  );
  return [what, ...counts, short(month.processor), whole.format(month.dollars)];
}

function short(value: number): string {
  return value < 10 ? String(Number(value.toFixed(2))) : whole.format(value);
}

/** What meets each limit; those that are met stand first. */
function limitRows(scale: Scale): string[][] {
  const rows = [addresses(scale), writes(scale), ...rates(scale), resources()];
  return rows
    .toSorted((one, other) => Number(other.isMet) - Number(one.isMet))
    .map(({ limit, here, isMet, act }) => [limit, here, isMet ? 'yes' : 'no', act]);
}

interface Limit {
  readonly limit: string;
  readonly here: string;
  readonly isMet: boolean;
  readonly act: string;
}

function addresses({ size }: Scale): Limit {
  return {
    limit: '251 addresses of the subnet of machines',
    here: `${whole.format(size.machines)} machines`,
    isMet: size.machines > 251,
    act: 'Gives `compute` a range of its own with [`RANGES`](parameters.md) before the first machine.',
  };
}

function writes({ switched }: Scale): Limit {
  const [atOnce, aSecond] = [200, 10];
  const seconds = Math.max(0, switched - atOnce) / aSecond;
  return {
    limit: `Resource Manager: ${aSecond} writes a second of a subscription, ${atOnce} at once`,
    here: `${switched} machines that one schedule switches: the last waits ${whole.format(seconds)} s`,
    isMet: seconds > 0,
    act: 'Lets schedules begin at other times. A second environment in another subscription has writes of its own.',
  };
}

function rates({ kinds, size }: Scale): Limit[] {
  const of = (kind: string) => kinds.find((one) => one.kind === kind);
  const { resourceManager = 0 } = of('reconcile')?.spent ?? {};
  const [opening, later] = [of('upload, its first event'), of('upload, a later event')].map(
    (kind) => kind?.spent.entities ?? 0,
  );
  const { executions = 0, spent } = of('dataset, behind its opening') ?? {};
  const runs = (size.datasets * (spent?.runs ?? 0)) / (secondsOfDay / 60);
  const items = (size.datasets * executions) / secondsOfDay;
  return [
    {
      limit: 'Resource Manager: 25 reads a second, 250 at once',
      here: `a reconcile asks ${short(resourceManager)} times, and once more for each further page of a list`,
      isMet: resourceManager > 250,
      act: 'Lets `COMPUTE_SCHEDULE` come less often.',
    },
    {
      limit: 'A table: 2,000 entities a second of a partition, which here is a project',
      here: `in one project and second ${perSecond(opening)} uploads that begin, or ${perSecond(later)} files of those that go on`,
      isMet: false,
      act: 'Nothing: storage refuses, the request comes again, and the sweep finds what was given up. Where it is usual, owners send to several projects.',
    },
    {
      limit: 'Durable Functions on storage: some 250 messages a second of an instance',
      here: `${short(items)} a second over the day`,
      isMet: items > 250,
      act: 'Raises `partitionCount` (host.json, with a new task hub), then takes the [Durable Task Scheduler](parameters.md) with `DURABLE_TASK_SCHEDULER`.',
    },
    {
      limit: 'Data Factory: 100 queued runs of a pipeline',
      here: `${short(runs)} at a time over the day, of a minute each`,
      isMet: runs > 100,
      act: 'Lowers `maxOpen` of projects that send most. A second environment has a second factory.',
    },
  ];
}

function perSecond(entities: number | undefined): string {
  return entities === undefined || entities === 0 ? 'any number of' : whole.format(Math.floor(2000 / entities));
}

function resources(): Limit {
  const many = resourcesIn('everything').length;
  return {
    limit: 'Resource Manager: 800 resources of a deployment',
    here: `${many} with everything in the main one, whatever projects there are: groups get their roles 150 at a time`,
    isMet: many > 800,
    act: 'Leaves something out, or deploys a second environment.',
  };
}
