import { receiptKeysVerify } from '../../activities/lifecycle/receipts.ts';
import { isCopy } from '../../activities/transfer/places.ts';
import { messageOf } from '../../domain/base/errors.ts';
import { daysLater } from '../../domain/base/time.ts';
import { missingWords } from '../../domain/inspection/round-evidence.ts';
import { type TransferStep, transferSteps } from '../../domain/operation/operation-lists.ts';
import { copyParameters, deleteParameters, type TransferSubject } from '../../domain/transfer/transfer.ts';
import { openCheckpoint } from '../../domain/witness/checkpoint.ts';
import { sizeOf } from '../../domain/witness/signed-step.ts';
import { keysNamed, originOf } from '../../use-cases/audit/checkpoint-keys.ts';
import { broken, brokenBy, type CheckVerdict, holds } from './domain/check.ts';
import {
  judgeAnnouncing,
  judgeCheckpointKeys,
  judgeCollector,
  judgeEvidence,
  judgeNotified,
  judgePipelines,
  judgeReceiptKeys,
  judgeScanner,
  judgeSeals,
  type serviceChecks,
} from './domain/service-checks.ts';
import type { DoctorPorts, Look, Question } from './look.ts';
import { uploadDelays } from './upload-delays.ts';

export function askServices(ports: DoctorPorts, look: Look): Record<keyof typeof serviceChecks, Question> {
  const { doctor, sealer, dataFactory, clock } = ports;
  const { probes, deployment } = doctor;
  return {
    'receipt-key': async () => judgeReceiptKeys(await receiptKeysVerify(ports)),
    'checkpoint-key': () => askCheckpointKeys(ports),
    'session-key': () => checkSealer(sealer),
    'row-key': () => judgeSeals(ports.seals.known()),
    'mail-server': async () => {
      await probes.signInToMailServer();
      return holds(`${deployment.mail.host}:${deployment.mail.port} let the app in; no mail was sent`);
    },
    'mails-arrive': async () => judgeNotified(await look.seen(), await ports.mailer.waits?.queue(), clock.now()),
    'sign-in': async () => {
      const keys = await probes.publishedKeys();
      return brokenBy(keys === 0 ? ['no key is published'] : [], `${deployment.signIn.issuer} publishes ${keys} keys`);
    },
    'own-proof': async () => {
      await doctor.assertion.token();
      return holds(
        'the managed identity gave a token for it; whether the directory takes it shows when somebody signs in',
      );
    },
    'data-factory': () => askFactory(ports),
    pipelines: async () => judgePipelines(neededPipelines(), await dataFactory.pipelines()),
    machines: async () => {
      const [listed, statuses] = await Promise.all([doctor.machines.list(), doctor.machines.statuses()]);
      return holds(`listed: ${listed.length}, with power: ${statuses.size} in the subscription`);
    },
    workspace: async () => {
      const { others: _, ...seen } = await doctor.workspace.list();
      const counts = Object.entries(seen).map(([kind, { length }]) => `${kind}: ${length}`);
      return holds(counts.join(', '));
    },
    'uploads-announced': async () => judgeAnnouncing(deployment, await uploadDelays(ports, await look.open())),
    'scanner-answers': () => askScanner(deployment, look),
    'evidence-comes': async () => judgeEvidence(!deployment.leftOut.includes('readingRoom'), await uninspectedIn(look)),
    collector: async () => judgeCollector(deployment.collector?.endpoint, await probes.askCollector()),
  };
}

/** What was signed under another address of the app has the name of that. */
async function askCheckpointKeys({ doctor, secrets, signedLog }: DoctorPorts): Promise<CheckVerdict> {
  const step = await signedLog.newest();
  const [name = ''] = step?.note.split('\n') ?? [originOf(doctor.deployment)];
  const keys = await keysNamed({ secrets }, name);
  const ids = keys.map(({ id }) => id);
  if (step === undefined) return judgeCheckpointKeys(ids, undefined);
  const size = sizeOf(step);
  try {
    return judgeCheckpointKeys(ids, { size, by: openCheckpoint(step.note, keys).by.id });
  } catch (error) {
    return judgeCheckpointKeys(ids, { size, why: messageOf(error) });
  }
}

async function checkSealer(sealer: DoctorPorts['sealer']): Promise<CheckVerdict> {
  const opened = await sealer.open('verification', await sealer.seal('verification', 'doctor', 60));
  return opened === 'doctor' ? holds('a value was sealed and opened') : broken('a sealed value does not open');
}

async function askFactory({ doctor, dataFactory, clock }: DoctorPorts): Promise<CheckVerdict> {
  await dataFactory.find('ingress-copy', 'no-operation', daysLater(clock.now(), -1));
  return holds(`${doctor.deployment.dataFactory.name} was asked for its runs of the last day`);
}

async function askScanner(deployment: DoctorPorts['doctor']['deployment'], look: Look): Promise<CheckVerdict> {
  const resting = (await look.open()).flatMap(({ id, project, unscanned }) =>
    unscanned === undefined ? [] : [`${project} ${id}: ${unscanned}`],
  );
  const passed = (await look.events()).filter(({ kind }) => kind === 'scan.passed').map(({ at }) => at);
  return judgeScanner(deployment, resting, passed.toSorted().at(-1));
}

async function uninspectedIn(look: Look): Promise<readonly string[]> {
  return (await look.open()).flatMap(({ id, project, uninspected: why }) =>
    why === undefined ? [] : [`${project} ${id}: there was no evidence ${missingWords[why]}`],
  );
}

const someOperation: TransferSubject = {
  id: 'ing_1',
  project: 'some-study',
  name: 'some',
  shape: 'folder',
  version: 1,
};

function neededPipelines(): ReadonlyMap<string, readonly string[]> {
  const given = (step: TransferStep) =>
    isCopy(step) ? copyParameters(someOperation, step, 1) : deleteParameters(someOperation, step, '');
  return new Map(transferSteps.map((step) => [step, Object.keys(given(step))]));
}
