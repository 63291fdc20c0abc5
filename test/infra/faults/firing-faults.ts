import { type Fault, one, rewrite, set } from '../breaking.ts';

const alert = (name: string): RegExp => new RegExp(`/scheduledQueryRules/${name}$`);
const rule = (name: string): RegExp => new RegExp(`/alertRules/${name}$`);

/** Faults by which an alert or a rule of Sentinel can never be raised, or too late. */
export const firingFaults: readonly Fault[] = [
  [
    'a thousand transfers may fail',
    'alertsCanFire',
    (all) => rewrite(all, alert('failed-transfer'), '"threshold":0', '"threshold":1000'),
  ],
  [
    'fewer sweeps than none raise an alert',
    'alertsCanFire',
    (all) => rewrite(all, alert('no-sweep'), '"threshold":1', '"threshold":0'),
  ],
  [
    'malware has to be found twice',
    'alertsCanFire',
    (all) => rewrite(all, alert('malware'), '"threshold":0', '"threshold":1'),
  ],
  [
    'an alert wants a number that is never there',
    'alertsCanFire',
    (all) => rewrite(all, alert('malware'), '"GreaterThan"', '"Equal"'),
  ],
  [
    'an alert adds up what is not a number',
    'alertsCanFire',
    (all) => rewrite(all, alert('malware'), '"Count"', '"Total"'),
  ],
  [
    'rows fall between two looks',
    'alertsCanFire',
    (all) => set(one(all, alert('failed-operation')), 'windowSize', 'PT5M'),
  ],
  [
    'an alert looks once a day',
    'alertsCanFire',
    (all) => {
      const found = one(all, alert('dead-letter'));
      set(found, 'evaluationFrequency', 'P1D');
      set(found, 'windowSize', 'P1D');
    },
  ],
  [
    'an alert is mute for a day',
    'alertsCanFire',
    (all) => set(one(all, alert('late-malware')), 'muteActionsDuration', 'P1D'),
  ],
  [
    'late malware is no more than a remark',
    'alertsCanFire',
    (all) => set(one(all, alert('late-malware')), 'severity', 4),
  ],
  [
    'a role has to be given a hundred times',
    'sentinelCanFire',
    (all) => set(one(all, rule('role-given')), 'triggerThreshold', 100),
  ],
  [
    'Sentinel waits for less than nothing',
    'sentinelCanFire',
    (all) => set(one(all, rule('role-given')), 'triggerOperator', 'LessThan'),
  ],
  [
    'nobody sees what Sentinel found',
    'sentinelCanFire',
    (all) => set(one(all, rule('review-read-by-others')), 'incidentConfiguration.createIncident', false),
  ],
  [
    'Sentinel is shown less than it asks for',
    'sentinelCanFire',
    (all) => set(one(all, rule('release-without-receipt')), 'queryPeriod', 'PT1H'),
  ],
  [
    'a read of frozen packages is no more than a remark',
    'sentinelCanFire',
    (all) => set(one(all, rule('review-read-by-others')), 'severity', 'Informational'),
  ],
  [
    'alerts of Defender do not come to Sentinel',
    'defenderIncidents',
    (all) => {
      const connector = all.find(({ kind }) => kind === 'AzureSecurityCenter');
      if (connector) set(connector, 'dataTypes.alerts.state', 'Disabled');
    },
  ],
  [
    'alerts of Defender are no incidents',
    'defenderIncidents',
    (all) => set(one(all, rule('defender-alert')), 'enabled', false),
  ],
  [
    'only grave alerts of Defender are incidents',
    'defenderIncidents',
    (all) => set(one(all, rule('defender-alert')), 'severitiesFilter', ['High']),
  ],
  [
    'what rules ask lies in the basic tier, which they may not ask',
    'askedTablesAreWhole',
    (all) => rewrite(all, /\/tables\/StorageQueueLogs$/, /("name":"[^"]+\/)StorageQueueLogs"/, '$1StorageBlobLogs"'),
  ],
  [
    'the workbook has a chart that nobody sees',
    'workbookCharts',
    (all) => rewrite(all, /\/workbooks\//, 'barchart', 'columnchart'),
  ],
  [
    'Sentinel asks for a pipeline that is not there',
    'queriesNamePipelines',
    (all) => rewrite(all, rule('release-without-receipt'), 'export-release', 'release'),
  ],
];
