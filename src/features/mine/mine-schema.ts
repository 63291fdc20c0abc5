import { z } from 'zod';
import { refusedList } from '../../api/refused.ts';
import { time } from '../../domain/base/reading/iso-time.ts';
import { roundEvidenceSchema } from '../../domain/inspection/round-evidence.ts';
import { namedAs } from '../../domain/lifecycle/namings.ts';
import { rejectionWords } from '../../domain/notification/rejection-word.ts';
import { madeFromSchema } from '../../domain/operation/operation-schema.ts';
import { type WaitingKind, waitingKinds } from '../../domain/overview/waiting.ts';
import { recipientsSchema } from '../../domain/project/recipients.ts';

const operation = {
  project: z.string(),
  title: z.string(),
  timeZone: z.string().meta({ description: 'That of the project.' }),
  id: z.string(),
  state: z.string(),
  receivedAt: time,
  since: time,
  waitsFor: z.string().meta({ description: 'What it waits for, in words.' }),
  waitsOn: z.enum(['system', 'owner', 'researcher', 'approvers', 'operator']).exactOptional(),
  you: z.string().exactOptional().meta({ description: 'What whoever asks does next, where it is their turn.' }),
  until: z.string().exactOptional().meta({ description: 'A time, or in words when the wait ends by itself.' }),
};

const dataset = z
  .strictObject({
    ...operation,
    name: z.string(),
    version: z.number().exactOptional(),
    files: z.number().exactOptional(),
    bytes: z.number().exactOptional(),
    /** What it breaks, file by file; the first of many. */
    problems: z.array(z.string()),
  })
  .meta({ id: 'MyDataset', description: 'A dataset for its owners.' });

const ownPackage = z
  .strictObject({
    ...operation,
    label: z.string().exactOptional(),
    size: z.string().exactOptional().meta({ description: 'Roughly until it is released, exactly after that.' }),
    rule: z
      .enum(rejectionWords)
      .exactOptional()
      .meta({ description: 'What the rules are about that it breaks, where its project lets that be told.' }),
    notice: z
      .string()
      .exactOptional()
      .meta({ description: 'In which file inside it stands by name what it breaks, or why it stopped.' }),
    /** Why it came back, and what its approvers wrote. */
    because: z.string().exactOptional(),
    reasons: z.array(z.string()),
    released: z
      .strictObject({ folder: z.string(), within: z.string(), ...recipientsSchema.partial().shape })
      .exactOptional()
      .meta({
        description:
          'Where it lies on the public side, in the folder of its name and there in `within`, and for whom under which terms.',
      }),
  })
  .meta({ id: 'MyPackage', description: 'A package for its researchers: no name that was chosen inside.' });

const count = z.int().min(0);

const review = z
  .strictObject({
    ...{ project: z.string(), title: z.string(), id: z.string(), since: time },
    /** Only roughly, as in the mail. */
    size: z.string(),
    deadline: time,
    timeZone: z.string().meta({ description: 'That of the project.' }),
    room: z
      .string()
      .exactOptional()
      .meta({ description: 'The page of the reading room about it, where there is one.' }),
    evidence: roundEvidenceSchema.exactOptional(),
    name: z.string().exactOptional().meta({ description: 'Missing where the page of the review shows none either.' }),
    purpose: z.string().exactOptional(),
    askedBy: z.string().exactOptional(),
    opened: z.strictObject({ opened: count, toOpen: count }).exactOptional(),
  })
  .meta({ id: 'MyReview', description: 'A review in which somebody is asked and has not decided.' });

const inbox = z
  .strictObject({
    all: count,
    ...({ late: count, eyes: count, quiet: count } satisfies Record<WaitingKind, z.ZodType>),
    show: z.enum(waitingKinds).exactOptional(),
    project: z.string().exactOptional(),
    page: z.int().min(1),
    pages: z.int().min(1),
  })
  .meta({ description: 'How many reviews wait, of each kind, and which of them are given.' });

const named = z
  .strictObject({
    ...{ naming: z.string(), project: z.string(), title: z.string(), id: z.string(), at: time, reason: z.string() },
    timeZone: z.string().meta({ description: 'That of the project.' }),
    as: z.array(z.enum(namedAs)),
    answered: time.exactOptional(),
    reply: z.string().exactOptional(),
  })
  .meta({
    id: 'MyNaming',
    description: 'That a file of a package was found outside, and whoever asks had to do with it.',
  });

export const mineAnswer = z
  .strictObject({
    at: time,
    projects: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string(),
        timeZone: z.string(),
        parts: z.array(z.string()),
        computesDeletedFrom: time.exactOptional().meta({
          description:
            'Its computes are deleted after this, since it has ended; not before people were told for a week.',
        }),
        shut: z.string().exactOptional().meta({ description: 'Why it takes nothing in, while it does not run.' }),
        waiting: z.number().exactOptional().meta({
          description: 'For its data owners, while it does not run: how many datasets wait at its door.',
        }),
        refused: refusedList.exactOptional().meta({
          description: 'For its data owners: what of theirs is refused, since a listing shows that it breaks a rule.',
        }),
        arriving: z.literal(true).exactOptional().meta({
          description: 'For its researchers: packages of it are on their way to their freeze.',
        }),
        more: z.literal(true).exactOptional().meta({
          description:
            'For its researchers: more packages ended before their freeze than are told one by one; they are read inside.',
        }),
        doors: z
          .array(
            z.strictObject({ what: z.enum(['datasets', 'packages']), folder: z.string(), kinds: z.array(z.string()) }),
          )
          .meta({ description: 'Where whoever asks sends, and which kinds of file; none where all may pass.' }),
        machines: z
          .array(z.strictObject({ name: z.string(), idleSince: time.exactOptional() }))
          .meta({ description: 'Machines that were off at the last look and that its researchers may start.' }),
      }),
    ),
    named: z.array(named).exactOptional(),
    reviews: z.array(review).meta({ description: 'A page of those that wait for whoever asks, the oldest first.' }),
    inbox,
    datasets: z.array(dataset),
    packages: z.array(ownPackage),
    /** Days on which an approver is or will be away, both included. */
    absences: z.array(z.strictObject({ from: z.string(), to: z.string() })),
    unreadableAbsences: z
      .number()
      .meta({ description: 'Absences that cannot be read: in them the person counts as there.' }),
    older: z
      .array(z.strictObject({ project: z.string(), what: z.enum(['datasets', 'packages']), continuation: z.string() }))
      .meta({ description: 'Where longer lists go on.' }),
  })
  .meta({ id: 'Mine' });

/** What an owner expects of the next version of a dataset, as programs say it. */
export const expectedBody = z.strictObject({
  name: z.string().trim().min(1).meta({ description: 'Of the dataset.' }),
  files: z.int().min(1).exactOptional().meta({ description: 'How many come.' }),
  bytes: z.int().min(0).exactOptional().meta({ description: 'How many they have together.' }),
  sums: z.string().exactOptional().meta({ description: 'What `md5sum` prints, one line a file.' }),
});

export const expectedAnswer = z.strictObject({
  name: z.string(),
  version: z.number().meta({ description: 'Of the dataset, that is held to it.' }),
  said: z.string().meta({ description: 'What is done with it, in a sentence.' }),
});

export const historyAnswer = z
  .strictObject({
    at: time,
    thing: z.union([
      z.strictObject({ door: z.literal('ingress'), dataset }),
      z.strictObject({ door: z.literal('export'), package: ownPackage }),
    ]),
    submission: z
      .strictObject({
        purpose: z.string(),
        madeFrom: madeFromSchema.exactOptional(),
        label: z.string().exactOptional(),
        answer: z.string().exactOptional(),
        continues: z.string().exactOptional(),
        by: z.strictObject({ oid: z.string(), name: z.string() }),
        at: time,
      })
      .exactOptional(),
    history: z.array(z.strictObject({ at: time, text: z.string() })),
    isWhole: z.boolean(),
    acts: z.array(z.enum(['purpose', 'answer', 'correction', 'withdraw', 'discard'])),
    questions: z
      .array(
        z.strictObject({
          round: z.number(),
          number: z.number(),
          at: time,
          text: z.string(),
          files: z.number().meta({ description: 'How many files it is about; which stands in `notices`.' }),
          until: time.exactOptional().meta({
            description: 'Until when the release waits for it at the latest; missing once the round is over.',
          }),
          answer: z.strictObject({ at: time, text: z.string() }).exactOptional(),
        }),
      )
      .meta({ description: 'What approvers of a package asked while its review stayed open.' }),
    earlier: z.array(z.strictObject({ id: z.string(), label: z.string().exactOptional(), since: time })),
    versions: z
      .array(z.strictObject({ id: z.string(), name: z.string(), version: z.number() }))
      .meta({ description: 'Versions of datasets that the package may have been made from.' }),
    olderVersions: z
      .string()
      .nullable()
      .meta({ description: 'Send it as `versions` for older ones; null when there are none.' }),
    receipts: z.record(z.string(), z.string()),
    files: z
      .strictObject({
        count: z.number(),
        items: z.array(z.strictObject({ path: z.string(), size: z.number(), md5: z.string() })),
      })
      .exactOptional()
      .meta({ description: 'The first files of a dataset as they were listed, each with its MD5 in hexadecimal.' }),
  })
  .meta({ id: 'MyHistory' });
