import { type Limits, nobody } from './limit.ts';

const table = 'https://github.com/MicrosoftDocs/azure-docs/blob/main/includes/azure-data-factory-limits.md';
const naming = 'https://learn.microsoft.com/azure/data-factory/naming-rules';
const names = 'https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules';
const activityNames = 'https://github.com/MicrosoftDocs/azure-docs/issues/57616';
const monitoring = 'https://learn.microsoft.com/azure/data-factory/monitor-visually';
const functions = 'https://learn.microsoft.com/azure/data-factory/control-flow-expression-language-functions';
const deleting = 'https://learn.microsoft.com/azure/data-factory/delete-activity';

const by = 'data-factory/definitions/limits.ts';
const inExpressions = 'data-factory/expression/check.ts';
/** What Azure answers to a definition that is put; here the factory does not start with it. */
const refused = { status: 400, code: 'BadRequest', wordIsOurs: true } as const;
/** The factory starts with the deployed definitions in every test of it, and with nothing that is beyond a row. */
const product = 'test/local/azure/data-factory/definitions.test.ts';

/** Data Factory: what it takes of definitions. */
export const dataFactoryLimits = {
  alternatives: {
    what: 'conditions of one or() or and()',
    most: 2,
    source: functions,
    refused,
    by: inExpressions,
    product,
  },
  userProperties: { what: 'user properties of an activity', most: 5, source: monitoring, refused, by, product },
  activityName: {
    what: 'characters of the name of an activity',
    most: 55,
    source: activityNames,
    refused,
    by,
    product,
  },
  activityNameForm: {
    ...{ what: 'names of activities are letters, digits, spaces, - and _', most: 'no other', source: activityNames },
    ...{ refused, by, product },
  },
  entityName: { what: 'characters of the name of a definition', most: 260, source: names, refused, by, product },
  pipelineNameForm: {
    ...{ what: 'names of pipelines without these characters', most: '<>*#.%&:\\+?/', source: names },
    ...{ refused, by, product },
  },
  dashes: {
    ...{ what: 'dashes in the names of datasets and linked services', most: 'none', source: naming },
    ...{ refused, by, product },
  },
  activities: { what: 'activities of a pipeline, with inner ones', most: 80, source: table, refused, by, product },
  parameters: { what: 'parameters of a pipeline', most: 50, source: table, refused, by, product },
  parallel: { what: 'activities that a ForEach runs at once', most: 50, source: table, refused, by, product },
  expression: { what: 'characters of an expression', most: 8192, source: table, refused, by: inExpressions, product },
  longest: { what: 'seconds that an activity may take', most: 7 * 86_400, source: table, refused, by, product },
  pipelineBytes: { what: 'bytes of a pipeline', most: 200 * 1024, source: table, refused, by, product },
  datasetBytes: { what: 'bytes of a dataset or linked service', most: 100 * 1024, source: table, refused, by, product },
  folderWildcard: {
    ...{ what: 'wildcards in the folder of a Delete activity', most: 'none', source: deleting },
    refused: { status: 400, code: '3701', wordIsOurs: true },
    by: 'data-factory/activities/delete.ts',
    product: 'test/local/azure/data-factory/bounds.test.ts',
  },
  items: { what: 'items of a ForEach', most: 100_000, source: table, refused, by: nobody },
  queuedRuns: { what: 'runs of one pipeline that wait', most: 100, source: table, refused, by: nobody },
} satisfies Limits;
