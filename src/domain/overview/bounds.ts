import { type Bounded, containers, routes, tables } from './bound.ts';

/** Everything that somebody can make many of. A table, container, queue or changing route without a line here fails a test. */
export const bounds: readonly Bounded[] = [
  {
    what: 'names at a door',
    places: containers('ingress', 'exports'),
    by: 'data owners and researchers',
    bound:
      '`maxOpen` of them are under way at once; the others wait without a row of their own, taken up in turns of projects, the oldest and the newest alternately',
    flooded: 'test/use-cases/flooded-doors.test.ts',
  },
  {
    what: 'names that a sweep has to look at',
    places: tables('register'),
    by: 'data owners and researchers',
    bound: 'each part of the sweep has a share of its time; what was cut comes first in the next',
    flooded: 'test/use-cases/sweep-shares.test.ts',
  },
  {
    what: 'names that break a rule as far as a listing shows',
    places: [
      ...tables('refused'),
      ...routes('discardRefusedDatasets', 'discardRefusedExports'),
      ...routes('discardMyRefusedDatasets', 'discardMyRefusedExports'),
    ],
    by: 'data owners and researchers',
    bound:
      'they open no operation; `maxIdle` of them are listed at a door, each with its first three rules, and what comes together is told in one mail, three mails an hour; a notice inside is new at most each quarter of an hour',
    flooded: 'test/use-cases/refused-names.test.ts',
  },
  {
    what: 'questions which releases held a file',
    places: routes('trace', 'traceNames', 'traceOnDesk'),
    by: 'operators',
    bound: 'twenty a day of all together, each with a line in the audit; so has each look at the people of a release',
    flooded: 'test/features/releases/trace-route.test.ts',
  },
  {
    what: 'answers of people whom a trace names',
    places: [...tables('decisions'), ...routes('replyOnMine')],
    by: 'approvers and researchers',
    bound: 'one of each person to each look at the people of a release, of 600 characters',
    flooded: 'test/features/mine/named.test.ts',
  },
  {
    what: 'what owners expect of uploads, and names that are kept for corrected packages',
    places: [...tables('register'), ...routes('expectOnMine', 'expectDataset', 'actOnMyExport')],
    by: 'data owners and researchers',
    bound: 'the newest 50 of a project, in the row of its door; of one dataset at most 20,000 sums',
    flooded: 'test/activities/expected-sums.test.ts',
  },
  {
    what: 'what recipients are asked, and say',
    places: [...tables('register'), ...routes('answerOnReceived')],
    by: 'recipients',
    bound:
      'two answers of each of at most 50 recipients for each release, of 600 characters; who answers again changes nothing',
    flooded: 'test/features/received/duties.test.ts',
  },
  {
    what: 'uploads that rest because their check found a broken rule',
    places: tables('register'),
    by: 'data owners and researchers',
    bound:
      'each was taken up as one of `maxOpen`, since its listing was right then; what rests takes no room and costs an opening nothing, and mails about it have a budget',
    flooded: 'test/use-cases/flooded-doors.test.ts',
  },
  {
    what: 'mails about datasets and packages',
    places: tables('outbox'),
    by: 'whoever makes something happen',
    bound: 'three to a person within an hour for each occasion and project; the others come in one',
    flooded: 'test/activities/notification/mail-budget.test.ts',
  },
  {
    what: 'mails that ask for a second person, and have to wait',
    places: tables('outbox'),
    by: 'operators',
    bound: 'one for each operator and act that waits; each goes once it has left, or after seven days',
    flooded: 'test/use-cases/notification/send-kept.test.ts',
  },
  {
    what: 'packages that are told outside although they were not frozen',
    places: tables('register'),
    by: 'researchers, and whatever runs on their machines',
    bound: '`endsToldPerDay` of a project; that there are more is told without a number',
    flooded: 'test/memory/before-the-freeze.test.ts',
  },
  {
    what: 'copies, manifests and lists of files',
    places: containers('datasets', 'review', 'returned', 'released', 'transfers', 'manifests'),
    by: 'the control plane, for what is under way',
    bound:
      'one of each for an operation, and a listing for each of its checks, so `maxOpen` bounds what is made at once; frozen and returned files go after their days',
    flooded: 'test/use-cases/capacity.test.ts',
  },
  {
    what: 'notices inside',
    places: containers('notices'),
    by: 'the control plane',
    bound:
      'twenty for a package, each for an occasion, and one for a question of an approver; a list of the newest packages of a project at most each quarter of an hour in which one moved',
    flooded: 'test/activities/notification/write-notice.test.ts',
  },
  {
    what: 'packages to look into, and what is found',
    places: [...containers('inspections', 'evidence', 'places', 'locks'), 'queue:look', 'queue:look-poison'],
    by: 'researchers, by what they send',
    bound:
      'one for a frozen package, and a message that is gone after an hour, many of which are one look; projects have turns of two minutes, and a package fifteen',
    flooded: 'test/inspector/fair-turns.test.ts',
  },
  {
    what: 'files opened in the reading room',
    places: containers('views'),
    by: 'approvers',
    bound: 'one note for a person, round and file; one page of each person is read at a time, and twenty wait',
    flooded: 'test/inspector/person-turns.test.ts',
  },
  {
    what: 'decisions, questions, remarks and links of reviews',
    places: [
      ...tables('decisions', 'handles'),
      ...routes('reviewDecision', 'packageReviewDecision', 'reviewFiles', 'packageReviewFiles'),
    ],
    by: 'approvers',
    bound:
      'one decision and one draft of a person in a round; three questions of a person, twelve in a round; a remark has 300 letters; links come with mails to those who are asked',
    flooded: 'test/use-cases/review/decide.test.ts',
  },
  {
    what: 'what is signed of the audit',
    places: containers('tree'),
    by: 'the control plane',
    bound: 'a step an hour, and for each chain that grew a tile or more: never more hashes than lines',
    flooded: 'test/features/witness/grow-log.test.ts',
  },
  {
    what: 'the second copy',
    places: containers('copy'),
    by: 'the control plane',
    bound: 'each byte of a line and each version of a blob once; tables once a day, for 36 days',
    flooded: 'test/use-cases/second-copy.test.ts',
  },
  {
    what: 'lines of the audit',
    places: [...containers('audit'), ...tables('heads')],
    by: 'whoever makes something happen',
    bound: 'what waits for one chain is appended together, so many writers cost few requests',
    flooded: 'test/azure/audit/append-queue.test.ts',
  },
  {
    what: 'absences',
    places: [...tables('absences'), ...routes('sayAway', 'sayBack', 'markAway', 'markBack')],
    by: 'approvers, and operators for them',
    bound: 'twenty of a person that are not over',
    flooded: 'test/use-cases/people/many-absences.test.ts',
  },
  {
    what: 'requests that are remembered',
    places: tables('requests'),
    by: 'whoever sends a key with a change',
    bound: 'one for a key and person, forgotten after seven days; whoever may not make the change leaves none',
    flooded: null,
  },
  {
    what: 'people and their sign-ins',
    places: [...tables('signins', 'people'), ...routes('correctPerson', 'signOut', 'actOnPerson')],
    by: 'whoever the directory lets in',
    bound: 'one row for a person of the directory, cleared when nobody saw them for long',
    flooded: null,
  },
  {
    what: 'verdicts of the scanner',
    places: [...tables('verdicts'), 'queue:scan-results', 'queue:scan-results-poison'],
    by: 'the scanner, for what lies at a door',
    bound:
      'one for a file and its content; they go with the upload, and what Defender scans a month has a bound of its own',
    flooded: null,
  },
  {
    what: 'events that the app did not take',
    places: [...containers('dead-letters'), 'queue:webjobs-blobtrigger-poison'],
    by: 'Event Grid and the host, for files at a door',
    bound: 'one for a file that was put; nothing reads them, since the sweep finds what no event announced',
    flooded: null,
  },
  {
    what: 'acts on a dataset or package',
    places: routes(
      ...['retryDataset', 'stopDataset', 'discardDataset', 'withdrawDataset', 'retractDataset', 'actOnDataset'],
      ...['retryExport', 'stopExport', 'discardExport', 'giveBackExport', 'withdrawExport', 'takeBackExport'],
      ...[
        'revokeExport',
        'extendExport',
        'resendExport',
        'withoutEvidenceExport',
        'passLimitExport',
        'actOnExport',
        'actOnMyDataset',
        'actOnMyExport',
      ],
      ...['lookAtMany', 'actOnMany', 'actOnManyOnDesk'],
    ),
    by: 'operators, data owners and researchers',
    bound:
      'an act takes a state that it leaves, so a second one is refused; new links and more time are for operators alone; 500 at most are asked at once',
    flooded: 'test/functions/every-act.test.ts',
  },
  {
    what: 'definitions, and changes that wait',
    places: [
      ...containers('projects'),
      ...tables('changes'),
      ...routes('putProject', 'confirmChange', 'goBackOnChange', 'closeProject', 'checkProject'),
      ...routes('suspendPerson', 'liftSuspension', 'defineProject', 'actOnProject'),
    ],
    by: 'operators',
    bound:
      'one change of a project waits, for seven days; each definition that was in force is kept for ever, with a line',
    flooded: null,
  },
  {
    what: 'holds, and incidents, which set them',
    places: [
      ...tables('holds'),
      ...routes('holdAll', 'liftHoldOfAll', 'holdProject', 'liftHold', 'setHoldOnDesk', 'liftHoldOnDesk'),
      ...routes('openIncident', 'actOnIncident', 'noteIncident', 'openIncidentOnDesk', 'actOnIncidentOnDesk'),
    ],
    by: 'operators, and one for malware in a project',
    bound:
      'each is set by a named operator with a line, and listed until it is lifted; so is all that is done to an incident',
    flooded: null,
  },
  {
    what: 'starts of machines, and runs of the plan',
    places: routes('startMachine', 'startOnDesk', 'startOnMine', 'applyCompute', 'applyOnDesk'),
    by: 'researchers and operators',
    bound: 'only machines of the definition, within its hours; a run takes at most `maxActionsPerRun`',
    flooded: null,
  },
  {
    what: 'sweeps and restores by hand',
    places: routes('sweepNow', 'sweepByForm', 'restoreStores', 'restoreHeads', 'restoreCopy'),
    by: 'operators',
    bound: 'each within the time of one request, and a repetition changes nothing',
    flooded: null,
  },
];
