/** What happens when a time has passed, where that opens something: what it opens, for whom, and what somebody inside can do about the time. */
interface Opening {
  readonly opens: string;
  readonly whom: string;
  /** Whether a person inside can wait it out or bring it about, and why that opens no way out. */
  readonly inside: string;
}

/** A time that is set or fixed. `null`: when it passes, nothing is open that was not before. */
export type TimeLimit = Opening | null;

export const timeSettings: Readonly<Record<string, TimeLimit>> = {
  DATASET_DAYS: {
    opens: 'the delete of a dataset version that was retracted',
    whom: 'the control plane, once an operator retracted it',
    inside: 'No: nobody inside retracts, and a delete takes nothing out.',
  },
  EXPORT_RESTORE_DAYS: null,
  INGRESS_RESTORE_DAYS: null,
  LINK_TICK_SECONDS: null,
  MAIL_WINDOW_SECONDS: null,
  OUTAGE_HOURS: null,
  PEOPLE_KEEP_DAYS: null,
  STORAGE_SKEW_SECONDS: null,
  TELL_TICK_SECONDS: null,
  TRANSFER_POLL_SECONDS: null,
};

export const timeFields: Readonly<Record<string, TimeLimit>> = {
  starts: {
    opens: 'the doors of the project, and releases in it',
    whom: 'its researchers and data owners',
    inside: 'It is meant to pass. Who may change the day stands in who-may-change-what.md.',
  },
  ends: null,
  'governance[].until': null,
  closeAfterLapse: null,
  'people.dataOwners[].eligibleUntil': null,
  'people.researchers[].eligibleUntil': null,
  'people.approvers[].eligibleUntil': null,
  'people.recipients[].until': null,
  'suspended[].since': null,
  'ingress.quietSeconds': {
    opens: 'the checks of an upload, as complete',
    whom: 'the control plane',
    inside: 'No: data owners are outside. What comes later becomes the next version.',
  },
  'ingress.giveUpHours': null,
  'egress.quietSeconds': {
    opens: 'the checks of a package, as complete',
    whom: 'the control plane',
    inside: 'Yes, by dropping nothing more. It opens the checks and the freeze; people decide on what was frozen.',
  },
  'egress.giveUpHours': null,
  'egress.approval.deadlineBusinessDays': null,
  'egress.approval.deadlineDays': null,
  'egress.approval.reminders.firstAfter': null,
  'egress.approval.reminders.every': null,
  'egress.approval.escalateAtPercent': {
    opens: 'a review, for reserve approvers',
    whom: 'the reserve approvers of the definition, whom two operators named',
    inside: 'No: a researcher cannot keep approvers from deciding. The quorum stays what it was.',
  },
  'egress.limits[].days': {
    opens: 'room for a package that waits, for as much as left so long ago',
    whom: 'whoever gets what is released',
    inside:
      'No: only what people approved waits for it, and no more leaves in any such time than the project lets out.',
  },
  'egress.keepFrozenDays': null,
  'egress.keepReturnedDays': null,
  'calendar.days': null,
  'calendar.open': null,
  'calendar.close': null,
  'compute.virtualMachines[].idleMinutes': null,
  'compute.clusters[].idleMinutes': null,
  'compute.instances[].idleMinutes': null,
  'compute.budgetHours': null,
  'compute.keepComputeDays': null,
};

/** Times that are fixed in the code, where one of them opens something. */
export const fixedTimes: Readonly<Record<string, Opening>> = {
  'evidence of the reading room, 30 minutes, with `viewing: shown`': {
    opens: 'the review of a package without evidence',
    whom: 'its approvers, each of whom has to write a reason to approve',
    inside:
      'No: packages have turns, and what uses up its time gets evidence that says so, so only a room that is away leaves it missing. Operators are told, and an alert is raised.',
  },
  'evidence of the reading room, with `viewing: required`': {
    opens:
      'nothing: the package waits until there is evidence, and in a round that was open before without any no approval is taken',
    whom: 'nobody',
    inside:
      'No. Operators are told after 30 minutes; two of them may let the review of one package go on without, with their reason; its approvers have to write theirs.',
  },
  'purpose of a package (`purposeRequired`, `submitterRequired`)': {
    opens: 'nothing: after a business day its researchers are reminded, and the package waits until there is one',
    whom: 'nobody',
    inside: 'No. A researcher types a purpose or withdraws the package; an operator withdraws or stops it.',
  },
  'end of a hold (`until`)': {
    opens: 'what the hold kept, where no other one is on',
    whom: 'the project, or all',
    inside: 'No: whoever set the hold chose its end. A hold for malware has none, and is lifted by two operators.',
  },
  'verdict of the malware scanner, 30 minutes': {
    opens: 'nothing: the upload or package rests until there is a clean verdict or an operator acts',
    whom: 'nobody',
    inside: 'No.',
  },
  'end of the look at a folder that was emptied, an hour': {
    opens: 'nothing: what lies there later is found by the look of each day',
    whom: 'nobody',
    inside: 'No.',
  },
};

const settingOfTime = /_(SECONDS|MINUTES|HOURS|DAYS)$/;
const fieldOfTime =
  /(^|\.)(starts|ends|since|until|every|days|open|close)$|(Seconds|Minutes|Hours|Days|Until|After|AfterLapse|AtPercent)$/;

/** Names of settings and of fields that are times and of which no table says what they open, and entries of none. */
export function missingTimes(names: {
  readonly settings: readonly string[];
  readonly fields: readonly string[];
}): readonly string[] {
  return [
    ...differences(
      names.settings.filter((name) => settingOfTime.test(name)),
      timeSettings,
    ),
    ...differences(
      names.fields.filter((name) => fieldOfTime.test(name)),
      timeFields,
    ),
  ];
}

function differences(names: readonly string[], listed: Readonly<Record<string, TimeLimit>>): string[] {
  return [
    ...names.filter((name) => !Object.hasOwn(listed, name)).map((name) => `${name}: nothing says what it opens`),
    ...Object.keys(listed)
      .filter((name) => !names.includes(name))
      .map((name) => `${name}: there is no such time any more`),
  ];
}
