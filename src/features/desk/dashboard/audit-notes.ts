import { auditLine } from '../../../domain/audit/audit-query.ts';
import type { AuditEvent } from '../../../domain/audit/chain-line.ts';
import { auditSentence } from '../../../domain/history/audit-sentence.ts';
import type { KnownNames } from '../../../domain/history/known-names.ts';
import type { AuditNote } from './lines.ts';

export function auditNotes(events: readonly AuditEvent[], names: KnownNames): readonly AuditNote[] {
  return events.map((event) => {
    const { at, project, operation } = event;
    const about = operation === null ? {} : { about: { project, id: operation } };
    return {
      at,
      project,
      sentence: auditSentence(event, names).text,
      ...about,
      raw: auditLine(event, 'jsonl').trimEnd(),
    };
  });
}
