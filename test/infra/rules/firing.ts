import { triggers } from '../../../local/stack/triggers.ts';
import { transferSteps } from '../../../src/domain/operation/operation-lists.ts';
import { logQueriesOf } from '../log-queries.ts';
import { at, type Json, listAt, type Resource } from '../snapshot.ts';
import { ofType, type Rule, say, type World } from './rule.ts';

/** Alerts that wait for several rows: the Functions host tries a message of a queue five times. */
const patient: Readonly<Record<string, number>> = { 'unread-scan-result': 4 };

/** A length of time such as PT15M or P1D, in minutes. */
function minutesOf(duration: unknown): number {
  const [, days = 0, hours = 0, minutes = 0] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(String(duration)) ?? [];
  return Number(days) * 1440 + Number(hours) * 60 + Number(minutes);
}

/** Each alert can be raised: by a single row or by none, looked for often enough that no row falls between two looks, and never muted. */
export const alertsCanFire: Rule = (world) =>
  ofType(world, 'Microsoft.Insights/scheduledQueryRules').flatMap((rule) => [
    ...listAt(rule, 'properties.criteria.allOf').flatMap((condition) => thresholdOf(rule, condition)),
    ...timesOf(rule),
    ...(at(rule, 'properties.muteActionsDuration') === undefined ? [] : [say(rule, 'is mute for a while')]),
    ...(Number(at(rule, 'properties.severity')) <= 3 ? [] : [say(rule, 'is no more than a remark')]),
  ]);

function thresholdOf(rule: Resource, condition: Readonly<Record<string, unknown>>): string[] {
  const { operator, threshold, timeAggregation } = condition;
  const wanted = operator === 'LessThan' ? 1 : (patient[rule.name] ?? 0);
  const known = operator === 'LessThan' || operator === 'GreaterThan';
  return [
    ...(known && timeAggregation === 'Count' ? [] : [say(rule, `compares ${timeAggregation} by ${operator}`)]),
    ...(threshold === wanted ? [] : [say(rule, `waits for ${operator} ${threshold} and must wait for ${wanted}`)]),
    ...(condition['failingPeriods'] === undefined ? [] : [say(rule, 'waits for several looks')]),
  ];
}

function timesOf(rule: Resource): string[] {
  const [every, over] = ['evaluationFrequency', 'windowSize'].map((name) => minutesOf(at(rule, `properties.${name}`)));
  const often = every !== undefined && every >= 1 && every <= 60;
  return [
    ...(often ? [] : [say(rule, `looks every ${every} minutes and must look each hour at least`)]),
    ...(over !== undefined && over >= (every ?? 0) ? [] : [say(rule, `looks at ${over} minutes every ${every}`)]),
  ];
}

/** Each rule of Sentinel can be raised: by one row, of a time that its query asks for, as an incident that somebody sees. */
export const sentinelCanFire: Rule = (world) =>
  ofType(world, 'Microsoft.SecurityInsights/alertRules')
    .filter((rule) => at(rule, 'properties.query') !== undefined)
    .flatMap((rule) => {
      const asked = [...String(at(rule, 'properties.query')).matchAll(/ago\((\d+)h\)/g)].map(([, hours]) =>
        Number(hours),
      );
      const longest = Math.max(1, ...asked) * 60;
      const wanted: Readonly<Record<string, unknown>> = {
        'properties.triggerOperator': 'GreaterThan',
        'properties.triggerThreshold': 0,
        'properties.incidentConfiguration.createIncident': true,
      };
      return [
        ...Object.entries(wanted)
          .filter(([path, value]) => at(rule, path) !== value)
          .map(([path, value]) => say(rule, `${path} is ${at(rule, path)} and must be ${value}`)),
        ...(minutesOf(at(rule, 'properties.queryPeriod')) >= longest
          ? []
          : [say(rule, `asks for ${longest} minutes and is shown ${at(rule, 'properties.queryPeriod')}`)]),
        ...(['High', 'Medium'].includes(String(at(rule, 'properties.severity')))
          ? []
          : [say(rule, `has the severity ${at(rule, 'properties.severity')}`)]),
      ];
    });

/** Kinds of charts that a workbook draws; any other name shows nothing. */
const charts = [
  'table',
  'timechart',
  'linechart',
  'areachart',
  'barchart',
  'categoricalbar',
  'piechart',
  'tiles',
  'map',
];

/** Every chart of the workbook is of a kind that workbooks draw. */
export const workbookCharts: Rule = (world) =>
  ofType(world, 'Microsoft.Insights/workbooks').flatMap((workbook) =>
    [...String(at(workbook, 'properties.serializedData')).matchAll(/"visualization": ?"(\w+)"/g)]
      .map(([, chart]) => chart ?? '')
      .filter((chart) => !charts.includes(chart))
      .map((chart) => say(workbook, `has a ${chart}, which workbooks do not draw`)),
  );

/** No rule and no chart asks a table of the basic tier: Azure lets rules ask none, and each search there is paid. */
export const askedTablesAreWhole: Rule = (world) =>
  ofType(world, 'Microsoft.OperationalInsights/workspaces/tables')
    .filter((table) => at(table, 'properties.plan') !== 'Analytics')
    .flatMap((table) => {
      const asked = new RegExp(`\\b${table.name.split('/').at(-1)}\\b`);
      return logQueriesOf(world.resources)
        .filter(({ text }) => asked.test(text))
        .map(({ name }) => say(table, `${name} asks it, and it is in the tier ${at(table, 'properties.plan')}`));
    });

/** Queries ask for pipelines that are there: one that asks for another name finds nothing for ever. */
export const queriesNamePipelines: Rule = (world) =>
  logQueriesOf(world.resources).flatMap(({ name, text }) =>
    [...text.matchAll(/PipelineName (?:==|=~|in~?|startswith) \(?["']([^"']+)["']/g)]
      .map(([, pipeline]) => pipeline ?? '')
      .filter((pipeline) => !transferSteps.some((step) => step === pipeline))
      .map((pipeline) => `${name} asks for the pipeline ${pipeline}, which is not there`),
  );

const eventSubscriptions = 'Microsoft.EventGrid/systemTopics/eventSubscriptions';
const doors = Object.values(triggers.uploads);
const { wake } = triggers.readingRoom;
const heardBy = [...doors, { function: wake.function, ...wake.hears }];
const prefixOf = (container: string): string => `/blobServices/default/containers/${container}/blobs/`;
/** Those of very many projects have numbers behind the name of their trigger. */
const triggerOf = ({ name }: Resource): string => name.split('/').at(-1)?.replace(/-\d+$/, '') ?? '';
/** Azure takes so many values of one subscription to filter by. */
const mostValues = 25;

/**
 * Each blob trigger, and the reading room, hears of new blobs in its own container and nothing else, or of markers alone where projects ask for them, and
 * undelivered events are kept. Of two subscriptions of one trigger none tells what the other does.
 */
export const eventFilters: Rule = (world) => [
  ...ofType(world, eventSubscriptions).flatMap((one) =>
    isRight(one) ? [] : [say(one, 'filter or dead letters are wrong')],
  ),
  ...heardBy.flatMap((door) => toldOnce(world, door)),
];

function isRight(subscription: Resource): boolean {
  const door = heardBy.find((one) => one.function === triggerOf(subscription));
  const prefix = prefixOf(door?.container ?? '');
  const filter = (name: string) => at(subscription, `properties.filter.${name}`);
  const folders = foldersOf(subscription);
  return (
    filter('subjectBeginsWith') === prefix &&
    JSON.stringify(filter('includedEventTypes')) === '["Microsoft.Storage.BlobCreated"]' &&
    isEnd(filter('subjectEndsWith'), folders !== undefined) &&
    (folders ?? []).every(
      (folder) => folder.startsWith(prefix) && /^[a-z0-9-]+\/$/.test(folder.slice(prefix.length)),
    ) &&
    at(subscription, 'properties.deadLetterWithResourceIdentity.deadLetterDestination.properties.blobContainerName') ===
      'dead-letters'
  );
}

/** Only where projects ask for the marker may a subscription be silent of other blobs. */
const isEnd = (end: Json | undefined, ofSome: boolean): boolean =>
  (end ?? null) === null || (ofSome && end === '/_COMPLETE');

/** The folders that it tells of; undefined where it tells of all. */
function foldersOf(subscription: Resource): string[] | undefined {
  const filters = listAt(subscription, 'properties.filter.advancedFilters');
  if (filters.length === 0) return undefined;
  const known = filters.filter(({ operatorType, key }) => operatorType === 'StringBeginsWith' && key === 'subject');
  return known.length === filters.length ? known.flatMap(({ values }) => [values ?? []].flat().map(String)) : [''];
}

function toldOnce(world: World, door: (typeof heardBy)[number]): string[] {
  const own = ofType(world, eventSubscriptions).filter((one) => triggerOf(one) === door.function);
  const lists = own.map((one) => ({ one, folders: foldersOf(one) }));
  const all = lists.flatMap(({ folders }) => folders ?? []);
  const twice = all.filter((folder, index) => all.indexOf(folder) !== index);
  return [
    ...twice.map((folder) => `Event Grid tells ${door.function} of ${folder} twice`),
    ...lists
      .filter(({ folders }) => own.length > 1 && folders === undefined)
      .map(({ one }) => say(one, 'tells of all projects, and another tells of some')),
    ...lists
      .filter(({ folders }) => (folders ?? []).length > mostValues)
      .map(({ one, folders }) => say(one, `filters by ${folders?.length} values, and Azure takes ${mostValues}`)),
  ];
}
