import type { Deployment } from '../../../domain/overview/deployment.ts';
import { broken, brokenBy, type CheckFacts, type CheckVerdict, cannotSay, holds } from './check.ts';

export const roomChecks = {
  'room-address': {
    title: 'The reading room is an app of its own, with an address of its own',
    why: 'The review page leads approvers there. An app that both share could read research data and decide.',
    mend: 'Provision again: READING_ROOM_URL is set where the parameter readingRoom is true (docs/deploy.md).',
    failing: 'cannot-tell',
  },
  'room-asked': {
    title: 'The control plane can ask the reading room, and list its evidence',
    why: 'Otherwise no package is looked into, or nobody is told what was found.',
    mend: 'Provision again: the roles of id-control stand in infra/roles.json, the containers in infra/modules/storage.bicep.',
    failing: 'problem',
  },
  'room-places-closed': {
    title: 'The control plane cannot read where something was found, nor who opened what',
    why: 'Numbers of rows can tell something of the data. Places are for the approvers of the project alone.',
    mend: 'az role assignment list --all --assignee {id-control}: delete what infra/roles.json does not name.',
    failing: 'cannot-tell',
  },
  'room-inside': {
    title: 'The reading room answers inside the secure network only, and has what it needs',
    why: 'It shows research data. Without its key nobody can sign in to it, and without storage it finds nothing.',
    mend: 'Open {READING_ROOM_URL}/api/health from outside, where it must be refused, and on the access desktop, where storage, vault and directory must be ok.',
    failing: 'cannot-tell',
  },
  'reading-room': {
    title: 'Approvers may look at files in the reading room',
    why: 'It reads storage in the name of each person, and nobody consents to that for themselves.',
    mend: 'npm run deploy -- after-provision says whether a tenant administrator has consented, and gives the command (docs/deploy.md).',
    failing: 'cannot-tell',
  },
} satisfies Record<string, CheckFacts>;

type RoomOfDeployment = Pick<Deployment, 'leftOut' | 'readingRoomUrl' | 'publicBaseUrl'>;

/** Undefined where there is a reading room to ask about. */
export function judgeWithoutRoom({ leftOut }: Pick<Deployment, 'leftOut'>): CheckVerdict | undefined {
  return leftOut.includes('readingRoom')
    ? holds('there is no reading room: people look at the files, and nothing else does')
    : undefined;
}

export function judgeRoomAddress({ readingRoomUrl, publicBaseUrl }: RoomOfDeployment): CheckVerdict {
  if (readingRoomUrl === undefined) return broken('there is a reading room, and READING_ROOM_URL is not set');
  const [room, own] = [new URL(readingRoomUrl), new URL(publicBaseUrl)];
  // Browsers take the machine itself for a secure place.
  const isOpen = room.protocol !== 'https:' && room.hostname !== 'localhost';
  const problems = [
    ...(room.host === own.host ? [`READING_ROOM_URL is at ${own.host}, as the control plane is`] : []),
    ...(isOpen ? [`READING_ROOM_URL is ${readingRoomUrl}, which is not https`] : []),
  ];
  return brokenBy(problems, `READING_ROOM_URL is ${readingRoomUrl}; nobody asked whether it answers`);
}

export function judgeRoomInside({ readingRoomUrl = '{READING_ROOM_URL}' }: RoomOfDeployment): CheckVerdict {
  return cannotSay(
    'the app cannot reach it; see yourself whether others can, and that it shares no account, identity, vault or subnet with the control plane (infra/roles.json, docs/architecture.md)',
    roomChecks['room-inside'].mend.replace('{READING_ROOM_URL}', readingRoomUrl),
  );
}

/** The consent is shown to administrators of the tenant only. */
export function judgeConsent(): CheckVerdict {
  return cannotSay('the consent of the tenant is shown to administrators only');
}
