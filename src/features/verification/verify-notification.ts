import { type NotifiedMove, notificationEndId, notificationKindOf } from '../../domain/notification/pending-work.ts';
import { stateText } from '../../domain/operation/state-text.ts';
import type { Finding, ProofPorts } from './proof-report.ts';

interface NotificationPorts {
  readonly audit: Pick<ProofPorts['audit'], 'holds'>;
  readonly register: Pick<ProofPorts['register'], 'owed'>;
}

/** A move that people are told of still owes it, or the audit tells how it ended; otherwise somebody took the notification away. */
export async function verifyNotification(ports: NotificationPorts, moved: NotifiedMove): Promise<Finding[]> {
  const { id, revision, state } = moved;
  if (notificationKindOf(moved) === undefined || (await isAccounted(ports, moved))) return [];
  const why = `It is missing: people were to be told that it became ${stateText(state)}, and the audit does not tell that they were`;
  return [{ record: 'owed row', key: `${id}.${revision}.telling`, why }];
}

async function isAccounted(
  { audit, register }: NotificationPorts,
  { id, project, revision }: NotifiedMove,
): Promise<boolean> {
  const end = notificationEndId(id, revision);
  if (await audit.holds(project, end)) return true;
  try {
    for await (const { value } of register.owed(project, id))
      if (value.kind === 'telling' && value.revision === revision) return true;
  } catch {
    // What cannot be read is named by the check of what is owed; it is no notification.
  }
  // It may have come into the chain, and gone from what is owed, between the two looks.
  return await audit.holds(project, end);
}
