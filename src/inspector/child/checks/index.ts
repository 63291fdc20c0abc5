import type { DisclosureRules } from '../../../domain/disclosure.ts';
import {
  type FileFindings,
  type FilePlaces,
  mostCounted,
  mostPlaces,
  type NotCheckedReason,
  type Place,
} from '../../../domain/evidence.ts';
import { ruleById } from '../../rules/index.ts';
import type { Seen } from '../reader.ts';

/** What the checks of one file found. */
interface Found extends Pick<FileFindings, 'findings' | 'notChecked'> {
  readonly places: FilePlaces;
}

/** Takes what a reader comes across in one file, and holds it to the rules. */
export function createChecks(_rules: DisclosureRules): Seen & { result(): Found } {
  const counts = new Map<string, number>();
  const placesOf = new Map<string, Place[]>();
  const notChecked = new Set<NotCheckedReason>();
  return {
    found: (id, place) => {
      counts.set(id, Math.min(mostCounted, (counts.get(id) ?? 0) + 1));
      const places = placesOf.get(id) ?? [];
      placesOf.set(id, places);
      if (place !== undefined && places.length < mostPlaces) places.push(place);
    },
    notChecked: (reason) => void notChecked.add(reason),
    table: () => ({ row: () => {}, end: () => {} }),
    text: () => ({ line: () => {}, end: () => {} }),
    result: () => ({
      findings: [...counts].map(([id, count]) => {
        const rule = ruleById.get(id);
        if (rule === undefined) throw new Error(`No rule is named ${id}.`);
        return { rule: id, severity: rule.severity, count };
      }),
      places: [...placesOf].flatMap(([rule, places]) => (places.length === 0 ? [] : [{ rule, places }])),
      notChecked: [...notChecked],
    }),
  };
}
