import { type UnsealedRow, unsealedText } from '../../../domain/base/stored-tables.ts';
import { type MailQueue, queueText } from '../../../domain/notification/mail-queue.ts';
import type { Deployment } from '../../../domain/overview/deployment.ts';
import { isLate, type Undelivered, undeliveredMinutes } from '../../../domain/overview/shown.ts';
import { accountName } from '../../../domain/people/account-name.ts';
import { broken, brokenBy, type CheckFacts, type CheckVerdict, cannotSay, holds } from './check.ts';

export const serviceChecks = {
  'receipt-key': {
    title: 'Receipts can be signed, and verified with the published keys',
    why: 'Without its key no deletion and no release comes to its end; a key that is gone leaves old receipts unproven.',
    mend: 'npm run deploy -- after-provision fills the vault. Never delete a version of receipt-key: old receipts need it.',
    failing: 'problem',
  },
  'checkpoint-key': {
    title: 'Checkpoints of the log can be signed, by the key that signed the last one',
    why: 'Without its key nothing more is signed, so that witnesses see nothing new; another key is one that they do not know.',
    mend: 'npm run deploy -- after-provision fills the vault. Tell witnesses of a new version of checkpoint-key before the old one is disabled.',
    failing: 'problem',
  },
  'session-key': {
    title: 'Sessions can be sealed and opened',
    why: 'Without its key nobody can sign in to a page.',
    mend: 'npm run deploy -- after-provision fills the vault.',
    failing: 'problem',
  },
  'row-key': {
    title: 'The rows that were read lately were written by the app',
    why: 'A row whose seal is wrong was written by somebody else, or its key is gone; it counts as the strict thing that its table says.',
    mend: 'Find out who may write tables. Restore the register where rows of it are named; remove the others where nobody should have written them. Never delete or disable a version of row-key: what it sealed is lost with it.',
    failing: 'problem',
  },
  'mail-server': {
    title: 'The mail server lets the app in',
    why: 'Approvers and owners are told by mail; nothing is decided by people who were never asked.',
    mend: 'Check SMTP_HOST, SMTP_PORT, SMTP_SECURITY, SMTP_USER and the secret smtp-password (azd env set SMTP_PASSWORD …), and the firewall.',
    failing: 'problem',
  },
  'mails-arrive': {
    title: 'Everybody was told what they had to be told',
    why: 'Mails are tried for seven days and then given up.',
    mend: 'Correct the address in the definition; POST ops/exports/{project}/{id}/resend sends approvers new links.',
    failing: 'cannot-tell',
  },
  'sign-in': {
    title: 'The directory publishes the keys that tokens are verified with',
    why: 'Otherwise nobody gets in, neither people nor scripts.',
    mend: 'Check ENTRA_ISSUER, and that the firewall lets the app out to login.microsoftonline.com.',
    failing: 'problem',
  },
  'own-proof': {
    title: 'The app can prove to the directory that it is the app',
    why: 'People cannot come back from the sign-in page otherwise.',
    mend: 'npm run deploy -- after-provision sets up the federated credential of the app registration.',
    failing: 'problem',
  },
  'data-factory': {
    title: 'Data Factory answers',
    why: 'It alone moves data: nothing is copied, released or deleted without it.',
    mend: 'Check the role dataFactory of infra/roles.json on the factory; provisioning again gives it.',
    failing: 'problem',
  },
  pipelines: {
    title: 'Data Factory has each pipeline, with the parameters that the app sends',
    why: 'A pipeline that is missing or older than the app fails each run of its step.',
    mend: 'Provision again: the pipelines of infra/data-factory are deployed with everything else.',
    failing: 'cannot-tell',
  },
  machines: {
    title: 'Virtual machines can be listed, with their power',
    why: 'Without that no machine is held to its definition.',
    mend: 'Check the roles machines and operations of infra/roles.json; provisioning again gives them.',
    failing: 'problem',
  },
  workspace: {
    title: 'The computes of the Machine Learning workspace can be listed',
    why: 'Without that no cluster and no instance is held to its definition.',
    mend: 'Check the role machineLearning of infra/roles.json; provisioning again gives it.',
    failing: 'problem',
  },
  'uploads-announced': {
    title: 'Both doors announce what is uploaded',
    why: 'Without events each upload waits for the sweep to find it.',
    mend: 'npm run deploy -- after-deploy subscribes again.',
    failing: 'cannot-tell',
  },
  'scanner-answers': {
    title: 'The malware scanner says something about what comes in',
    why: 'An upload without a verdict rests until an operator acts.',
    mend: 'Check Defender for Storage and its cap of gigabytes on the account, and the queue scan-results (docs/limits.md); then retry what rests.',
    failing: 'cannot-tell',
  },
  'evidence-comes': {
    title: 'The reading room wrote evidence about each package that waited for it',
    why: 'The approvers of a package without evidence decide on what they see alone, with a written reason.',
    mend: 'See whether the reading room runs and what its log says of the package; evidence that comes later is shown by the next round.',
    failing: 'cannot-tell',
  },
  collector: {
    title: 'The collector takes telemetry',
    why: 'What is told while it does not is lost. Nothing else depends on it.',
    mend: 'Check OTEL_EXPORTER_OTLP_ENDPOINT and its port, that the collector runs, and that the firewall lets the app out to it.',
    failing: 'problem',
  },
} satisfies Record<string, CheckFacts>;

/** For each enabled version of the signing key, newest first: whether its private half fits the public one. */
export function judgeReceiptKeys(fits: readonly boolean[]): CheckVerdict {
  if (fits.length === 0) return broken('the vault holds no enabled version of receipt-key');
  const wrong = fits.filter((one) => !one).length;
  if (wrong > 0) return broken(`${wrong} of ${fits.length} versions of receipt-key do not verify what they sign`);
  return holds(`${fits.length} published, and each verifies what it signs`);
}

/** `keys`: the public keys of the enabled versions, newest first; `signed`: by which of them what was signed last was, and why by none. */
export function judgeCheckpointKeys(
  keys: readonly string[],
  signed: { readonly size: number; readonly by?: string; readonly why?: string } | undefined,
): CheckVerdict {
  if (keys.length === 0) return broken('the vault holds no enabled version of checkpoint-key');
  const found = `versions of checkpoint-key: ${keys.length}`;
  if (signed === undefined) return holds(`${found}; nothing was signed yet`);
  const last = `the log was signed last with ${signed.size} leaves`;
  return signed.by === undefined
    ? broken(`${found}; ${last}, and not by one of them: ${signed.why}`)
    : holds(`${found}; ${last}, by ${signed.by}`);
}

/** Rows without a good seal that this process met. */
export function judgeSeals(unsealed: readonly UnsealedRow[]): CheckVerdict {
  const problems = unsealed.map((row) => `${row.table} ${row.partitionKey} ${row.rowKey}: ${unsealedText(row)}`);
  return brokenBy(problems, 'each has the seal of the app');
}

const moreMails =
  'With a domain of your own, or a mail server of your own, more leave: see MAIL_PER_MINUTE and MAIL_PER_HOUR in docs/limits.md.';

export function judgeNotified(
  seen: { readonly at: string; readonly untold: readonly Undelivered[] } | undefined,
  queue: MailQueue | undefined,
  now: Date,
): CheckVerdict {
  if (seen === undefined) return cannotSay('no sweep has looked yet');
  const problems = seen.untold
    .filter((untold) => isLate(untold, seen.at))
    .map(
      ({ project, id, about, since, times, message, isGivenUp }) =>
        `${project} ${id} (${about}): ${isGivenUp ? 'given up' : `tried ${times} times`} since ${since}: ${message}`,
    );
  const isSlow = queue?.since !== undefined && now.getTime() - Date.parse(queue.since) > undeliveredMinutes * 60_000;
  const waits = isSlow ? queueText(queue) : undefined;
  if (waits !== undefined) problems.push(`${waits} ${moreMails}`);
  return brokenBy(problems, `nobody waits for a mail for more than ${undeliveredMinutes} minutes`);
}

/** The parameters that each pipeline is given, and those that it takes, by its name. */
export function judgePipelines(
  needed: ReadonlyMap<string, readonly string[]>,
  deployed: ReadonlyMap<string, readonly string[]>,
): CheckVerdict {
  const problems = [...needed].flatMap(([step, given]) => {
    const takes = deployed.get(step);
    if (takes === undefined) return [`${step} is missing`];
    const unknown = given.filter((name) => !takes.includes(name));
    const more = takes.filter((name) => !given.includes(name));
    return [
      ...(unknown.length === 0 ? [] : [`${step} does not take ${unknown.join(', ')}`]),
      ...(more.length === 0 ? [] : [`${step} asks for ${more.join(', ')}, which it is not given`]),
    ];
  });
  return brokenBy(problems, `each of ${needed.size} takes what it is given`);
}

/** Events arrive within seconds; of what the sweep finds, hardly anything is found so soon. */
const soonSeconds = 30;

/** `delays`: how many seconds after its first file each of the newest uploads was taken up, by the door. */
export function judgeAnnouncing(
  { storage }: Pick<Deployment, 'storage'>,
  delays: ReadonlyMap<string, readonly number[]>,
): CheckVerdict {
  const middles = [...delays].map(([door, all]) => ({ door, count: all.length, middle: middleOf(all) }));
  const found = middles
    .map(({ door, count, middle }) =>
      middle === undefined
        ? `${door}: nothing was uploaded lately`
        : `${door}: of the newest ${count}, half were taken up within ${middle} seconds of their first file`,
    )
    .join('; ');
  if (middles.every(({ middle }) => middle !== undefined && middle <= soonSeconds)) return holds(found);
  const list = (url: string) =>
    `az eventgrid event-subscription list --source-resource-id $(az storage account show --name ${accountName(url)} --query id --output tsv)`;
  return cannotSay(
    `${found}; the app has no role on Event Grid, and what only the sweep finds is taken up all the same`,
    `${list(storage.publicUrl)}; ${list(storage.secureUrl)}. npm run deploy -- after-deploy subscribes again.`,
  );
}

function middleOf(numbers: readonly number[]): number | undefined {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];
}

/** `resting`: operations that wait because the scanner said nothing or could not; `passedAt`: when one passed it last. */
export function judgeScanner(
  { scannedDoors }: Pick<Deployment, 'scannedDoors'>,
  resting: readonly string[],
  passedAt: string | undefined,
): CheckVerdict {
  if (resting.length > 0) return brokenBy(resting, '');
  if (scannedDoors.length === 0) return holds('no door is scanned');
  return passedAt === undefined
    ? cannotSay('the newest lines of the audit tell of no upload that passed it')
    : holds(`an upload passed it at ${passedAt}`);
}

/** `uninspected`: packages under way that waited for it in vain, and why. */
export function judgeEvidence(hasRoom: boolean, uninspected: readonly string[]): CheckVerdict {
  if (uninspected.length > 0) return brokenBy(uninspected, '');
  return holds(hasRoom ? 'no package under way lacks it' : 'there is no reading room');
}

/** `status`: what the collector answered to an export without anything in it; undefined where the deployment names none. */
export function judgeCollector(endpoint: string | undefined, status: number | undefined): CheckVerdict {
  if (endpoint === undefined || status === undefined) return holds('no collector is named, so no telemetry is sent');
  if (status >= 200 && status < 300) return holds(`${endpoint} took an export with nothing in it`);
  const found = `${endpoint}/v1/traces answered ${status}`;
  const mend = collectorMends.find(({ statuses }) => statuses.includes(status))?.mend;
  return broken(found, mend);
}

const collectorMends: readonly { readonly statuses: readonly number[]; readonly mend: string }[] = [
  {
    statuses: [401, 403],
    mend: 'The app sends no credentials: let the collector take telemetry from its network without any, or put one in front of it that adds them.',
  },
  {
    statuses: [404, 405],
    mend: 'OTEL_EXPORTER_OTLP_ENDPOINT must be the address before /v1/traces and /v1/metrics, of a receiver for OTLP over HTTP.',
  },
  { statuses: [415], mend: 'The collector must take OTLP over HTTP as JSON; switch that on in its receiver.' },
];
