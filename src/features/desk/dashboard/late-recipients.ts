import { countText } from '../../../domain/base/count-text.ts';
import { namedDuties, type StandingDutyPorts } from '../../../use-cases/people/standing-duties.ts';
import type { RecipientsLine } from './lines.ts';
import type { Definitions } from './lines-filter.ts';

/** Recipients who have not answered in time, one line for each project that names some. */
export async function lateRecipients(
  ports: StandingDutyPorts,
  definitions: Definitions,
  isShown: (project: string) => boolean,
): Promise<RecipientsLine[]> {
  const lines: RecipientsLine[] = [];
  for (const found of definitions) {
    if (!('value' in found) || found.value.people.recipients === undefined || !isShown(found.value.id)) continue;
    const late = (await namedDuties(ports, found.value)).filter(({ isOverdue }) => isOverdue);
    const [first] = late;
    if (first?.duty?.told === undefined) continue;
    const byWho = [...Map.groupBy(late, ({ who }) => who).values()];
    const words = byWho.map((some) => {
      const { recipient, who } = some[0] ?? first;
      const packages = countText(new Set(some.map(({ exportId }) => exportId)).size, 'package');
      return `${recipient?.name ?? who} (${recipient?.organisation ?? 'named no more'}), ${packages}`;
    });
    lines.push({
      project: found.value.id,
      count: byWho.length,
      since: first.duty.told.at,
      words: `Not answered in time: ${words.join('; ')}`,
    });
  }
  return lines;
}
