import { type ComputeKind, computeKinds } from '../project/compute-definition.ts';

/** A direction in which a field becomes stricter; `holds` is asked about two different values. */
interface Direction {
  readonly words: string;
  readonly holds: (before: unknown, after: unknown) => boolean;
}

/**
 * Who may change a field of the definition: one operator at once (`free`), one operator at once where the field becomes stricter
 * (`stricter`), or one only together with a second (`second-operator`). `name` is what people call the field. The entries of a list
 * are told apart by `key`; where they are `owned`, one person may have several, told apart by who set them and when.
 */
export type FieldRule =
  | { readonly kind: 'free' | 'second-operator'; readonly name: string }
  | { readonly kind: 'stricter'; readonly name: string; readonly direction: Direction }
  | {
      readonly kind: 'list';
      readonly name: string;
      readonly key: 'oid' | 'email' | 'name' | 'reference';
      readonly owned?: true;
      readonly added: 'free' | 'second-operator';
      readonly removed: 'free' | 'second-operator';
    };

const ordered = (words: string, isOrdered: (less: string | number, more: string | number) => boolean): Direction => ({
  words,
  holds: (before, after) =>
    (typeof before === 'number' && typeof after === 'number' && isOrdered(before, after)) ||
    (typeof before === 'string' && typeof after === 'string' && isOrdered(before, after)),
});
const lower = ordered('lower', (before, after) => after < before);
const higher = ordered('higher', (before, after) => after > before);
const later = { ...higher, words: 'later' };
const earlier: Direction = {
  words: 'earlier',
  // No last day at all is the latest there is.
  holds: (before, after) => (before === undefined ? typeof after === 'string' : lower.holds(before, after)),
};
const longer: Direction = {
  words: 'longer',
  // No days at all is for ever.
  holds: (before, after) => (after === undefined ? typeof before === 'number' : higher.holds(before, after)),
};
const sooner: Direction = {
  words: 'lower',
  // Without a number it may last for ever.
  holds: (before, after) => (before === undefined ? typeof after === 'number' : lower.holds(before, after)),
};
const becomes = (value: boolean): Direction => ({ words: value ? 'on' : 'off', holds: (_, after) => after === value });
const upwards = (...order: readonly string[]): Direction => ({
  words: `further in this order: ${order.join(', ')}`,
  holds: (before, after) => order.indexOf(String(after)) > order.indexOf(String(before)),
});
const fewer: Direction = {
  words: 'fewer',
  holds: (before, after) =>
    Array.isArray(after) && (before === null || (Array.isArray(before) && after.every((one) => before.includes(one)))),
};
const named: Direction = {
  words: 'named where none was',
  holds: (before, after) => before === undefined && after !== undefined,
};
const switchedOff: Direction = {
  words: 'off',
  holds: (_, after) => typeof after === 'object' && after !== null && Reflect.get(after, 'mode') === 'off',
};

const free = (name: string): FieldRule => ({ kind: 'free', name });
const second = (name: string): FieldRule => ({ kind: 'second-operator', name });
const stricter = (name: string, direction: Direction): FieldRule => ({ kind: 'stricter', name, direction });

function people(list: string, name: string): Record<string, FieldRule> {
  return {
    [`people.${list}`]: { kind: 'list', name, key: 'oid', added: 'free', removed: 'free' },
    [`people.${list}[].name`]: free('Name'),
    [`people.${list}[].email`]: free('E-mail'),
  };
}

/** Both doors have them, so each name says of which one it is. */
function upload(door: 'ingress' | 'egress', thing: string): Record<string, FieldRule> {
  return {
    [`${door}.quietSeconds`]: stricter(`Quiet seconds after which a ${thing} is complete`, higher),
    [`${door}.requireMarker`]: stricter(`Marker _COMPLETE of a ${thing} required`, becomes(true)),
    [`${door}.maxFiles`]: stricter(`Most files of a ${thing}`, lower),
    [`${door}.maxBytes`]: stricter(`Most bytes of a ${thing}`, lower),
    [`${door}.allowedExtensions`]: stricter(`Allowed extensions of a ${thing}`, fewer),
    [`${door}.giveUpHours`]: stricter(`Hours after which a changing ${thing} fails`, lower),
    [`${door}.maxOpen`]: stricter(`Most ${thing}s under way at once`, lower),
    [`${door}.maxIdle`]: free(`Most names of ${thing}s listed as refused`),
    [`${door}.singleFiles`]: stricter(`Files outside the folder of a ${thing}`, upwards('allow', 'refuse')),
    [`${door}.malwareScan`]: stricter(`Malware scan of a ${thing}`, upwards('off', 'required')),
  };
}

function computes({ list, called: name }: (typeof computeKinds)[ComputeKind]): Record<string, FieldRule> {
  return {
    [`compute.${list}`]: { kind: 'list', name, key: 'name', added: 'second-operator', removed: 'second-operator' },
    [`compute.${list}[].size`]: second('Size'),
  };
}

/** Each field of the project schema; `[]` stands for the entries of a list. A field without an entry would wait, and a test finds it. */
export const fieldRules: Readonly<Record<string, FieldRule>> = {
  id: second('Id'),
  title: free('Title'),
  tier: stricter('Tier', upwards('pilot', 'standard', 'high')),
  starts: stricter('First day', later),
  ends: stricter('Last day', earlier),
  governance: {
    kind: 'list',
    name: 'governance entry',
    key: 'reference',
    added: 'free',
    removed: 'second-operator',
  },
  'governance[].kind': second('Kind'),
  'governance[].until': stricter('Last day', earlier),
  // A shorter time deletes what is still kept, for good.
  closeAfterLapse: stricter('Months after the end of its governance until the project is closed', longer),
  hibernated: free('Hibernated: every compute is off'),
  'release.recipients': stricter('Recipients of what is released', fewer),
  'release.terms': second('Terms for the recipients'),
  'closed.releases': second('Closed for good, with what was released'),
  ...people('dataOwners', 'data owner'),
  ...people('researchers', 'researcher'),
  // Whoever may name a person anew may give them another day as well.
  'people.dataOwners[].eligibleUntil': free('Last day of taking part'),
  'people.researchers[].eligibleUntil': free('Last day of taking part'),
  'people.approvers': { kind: 'list', name: 'approver', key: 'oid', added: 'second-operator', removed: 'free' },
  'people.approvers[].name': second('Name'),
  'people.approvers[].email': second('E-mail'),
  'people.approvers[].independent': second('Independent'),
  'people.approvers[].reserve': second('Reserve'),
  'people.approvers[].eligibleUntil': stricter('Last day on which decisions count', earlier),
  ...people('operators', 'operator who is told'),
  'people.recipients': { kind: 'list', name: 'recipient', key: 'email', added: 'second-operator', removed: 'free' },
  'people.recipients[].name': free('Name'),
  'people.recipients[].email': second('E-mail'),
  'people.recipients[].organisation': second('Organisation'),
  'people.recipients[].oid': second('Object id'),
  'people.recipients[].until': stricter('Last day on which the terms hold', earlier),
  suspended: {
    kind: 'list',
    name: 'suspended person',
    key: 'oid',
    owned: true,
    added: 'free',
    removed: 'second-operator',
  },
  'suspended[].email': second('E-mail'),
  'suspended[].since': second('Since'),
  'suspended[].by': second('By'),
  'suspended[].reason': second('Reason'),
  ...upload('ingress', 'dataset'),
  ...upload('egress', 'package'),
  'egress.purposeRequired': stricter('Packages wait for a purpose', becomes(true)),
  'egress.submitterRequired': stricter('Packages wait for a person who submits them', becomes(true)),
  'egress.rejectionDetail': stricter('What is told outside of rejected packages', upwards('rules', 'state')),
  'egress.endsToldPerDay': stricter('Most packages a day that are told outside before they are frozen', lower),
  'egress.context': stricter('Packages may hold files that are shown to approvers and never released', becomes(false)),
  'egress.downloads': stricter('Approvers may save files from the reading room', becomes(false)),
  'egress.unusualTold': stricter('Operators are told of a week in which unusually much left', becomes(true)),
  'egress.limits': { kind: 'list', name: 'limit of releases', key: 'name', added: 'free', removed: 'second-operator' },
  'egress.limits[].of': second('Of which releases'),
  'egress.limits[].days': stricter('Days for which releases count', higher),
  'egress.limits[].soft.bytes': stricter('Most bytes without one approver more', sooner),
  'egress.limits[].soft.files': stricter('Most files without one approver more', sooner),
  'egress.limits[].soft.packages': stricter('Most packages without one approver more', sooner),
  'egress.limits[].soft.rows': stricter('Most rows without one approver more', sooner),
  'egress.limits[].hard.bytes': stricter('Most bytes', sooner),
  'egress.limits[].hard.files': stricter('Most files', sooner),
  'egress.limits[].hard.packages': stricter('Most packages', sooner),
  'egress.limits[].hard.rows': stricter('Most rows', sooner),
  'egress.approval.required': stricter('Packages need approval', becomes(true)),
  'egress.approval.quorum': stricter('Approvers who must approve', higher),
  'egress.approval.independent': stricter('Independent approvers among them', higher),
  'egress.approval.deadlineBusinessDays': free('Business days until the deadline of a review'),
  'egress.approval.deadlineDays': free('Calendar days until the deadline of a review'),
  'egress.approval.blind': stricter('Approvers see no decisions of others while a review is open', becomes(true)),
  'egress.approval.authContext': stricter('Authentication context that a decision asks for', named),
  'egress.approval.reminders.firstAfter': free('Business days until the first reminder'),
  'egress.approval.reminders.every': free('Business days between reminders'),
  'egress.approval.reminders.most': free('Most reminders'),
  'egress.approval.escalateAtPercent': free('Percent of the time of a review after which it escalates'),
  'egress.approval.escalateTo': {
    kind: 'list',
    name: 'person who is told of reviews that escalate',
    key: 'oid',
    added: 'free',
    removed: 'free',
  },
  'egress.approval.escalateTo[].name': free('Name'),
  'egress.approval.escalateTo[].email': free('E-mail'),
  'egress.approval.onDeadline': stricter('What a review does at its deadline', upwards('keep', 'return')),
  'egress.disclosure.thresholds.minCount': stricter('Counts below this are too small', higher),
  'egress.disclosure.thresholds.minResidualDof': stricter('Least residual degrees of freedom of a model', higher),
  'egress.disclosure.thresholds.maxRows': stricter('Most rows of a table that is no list of records', lower),
  'egress.disclosure.thresholds.maxTextLength': stricter('Most characters of a cell that is no free text', lower),
  'egress.disclosure.rounding': stricter('Bases to which counts may be rounded', fewer),
  'egress.disclosure.allowedTypes': stricter('Types of files that leave without a written reason', fewer),
  'egress.disclosure.viewing': stricter('Whether approvers must open the files', upwards('shown', 'required')),
  // A shorter time deletes what is still kept, for good.
  'egress.keepFrozenDays': stricter('Days that a frozen copy is kept after the end', higher),
  'egress.keepReturnedDays': stricter('Days that returned files are kept', higher),
  'calendar.timeZone': free('Time zone of the people'),
  'calendar.days': free('Working days'),
  'calendar.open': free('Begin of a working day'),
  'calendar.close': free('End of a working day'),
  'calendar.holidays': free('Holidays'),
  channels: { kind: 'list', name: 'channel', key: 'name', added: 'free', removed: 'free' },
  'channels[].kind': free('Kind'),
  'channels[].urlSecret': free('Secret that holds the address'),
  'compute.timeZone': second('Time zone of the schedules'),
  ...computes(computeKinds.machine),
  'compute.virtualMachines[].image': second('Image'),
  'compute.virtualMachines[].power': stricter('Power', switchedOff),
  'compute.virtualMachines[].idleMinutes': stricter('Idle minutes after which a machine is switched off', sooner),
  ...computes(computeKinds.cluster),
  'compute.clusters[].minNodes': stricter('Least nodes', lower),
  'compute.clusters[].maxNodes': stricter('Most nodes', lower),
  'compute.clusters[].idleMinutes': stricter('Idle minutes after which a node is given back', lower),
  ...computes(computeKinds.instance),
  'compute.instances[].assignedTo': second('Person who may open it'),
  'compute.instances[].power': stricter('Power', switchedOff),
  'compute.instances[].idleMinutes': stricter('Idle minutes after which an instance is stopped', sooner),
  'compute.budgetHours': free('Hours of computes a month'),
  // A shorter time deletes what is still kept, for good.
  'compute.keepComputeDays': stricter('Days that computes are kept after the end', longer),
  'compute.maxActionsPerRun': stricter('Most actions of a run', lower),
  'compute.prune': stricter('Computes that are no longer named are deleted', becomes(false)),
};

export function keyOfEntry(
  { key, owned }: Pick<Extract<FieldRule, { kind: 'list' }>, 'key' | 'owned'>,
  entry: Readonly<Record<string, unknown>>,
): string {
  const said = (owned ? [key, 'by', 'since'] : [key]).map((one) => String(entry[one])).join(' ');
  return key === 'email' ? said.toLowerCase() : said;
}
