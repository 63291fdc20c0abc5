import { transferSteps } from '../../../src/domain/operation/operation-lists.ts';
import { logQueriesOf } from '../log-queries.ts';
import { at, listAt, type Resource } from '../snapshot.ts';
import { ofType, type Rule, say } from './rule.ts';

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

/** Queries ask for pipelines that are there: one that asks for another name finds nothing for ever. */
export const queriesNamePipelines: Rule = (world) =>
  logQueriesOf(world.resources).flatMap(({ name, text }) =>
    [...text.matchAll(/PipelineName (?:==|=~|in~?|startswith) \(?["']([^"']+)["']/g)]
      .map(([, pipeline]) => pipeline ?? '')
      .filter((pipeline) => !transferSteps.some((step) => step === pipeline))
      .map((pipeline) => `${name} asks for the pipeline ${pipeline}, which is not there`),
  );
