import {
  type FileFindings,
  type FilePlaces,
  mostCounted,
  mostPlaces,
  type NotCheckedReason,
  type Place,
} from '../../../domain/inspection/evidence.ts';
import { ruleById } from '../../rules/index.ts';

export interface Found extends Pick<FileFindings, 'findings' | 'notChecked'> {
  readonly places: FilePlaces;
}

/** Gathers what the rules find in one file, in counts that end at a limit and in so many places. */
export class Collected {
  readonly #counts = new Map<string, number>();
  readonly #places = new Map<string, Place[]>();
  readonly #notChecked = new Set<NotCheckedReason>();

  found(rule: string, place?: Place): void {
    this.#counts.set(rule, Math.min(mostCounted, (this.#counts.get(rule) ?? 0) + 1));
    if (place === undefined) return;
    const places = this.#places.get(rule) ?? [];
    if (places.length < mostPlaces) this.#places.set(rule, [...places, place]);
  }

  notChecked(reason: NotCheckedReason): void {
    this.#notChecked.add(reason);
  }

  result(): Found {
    return {
      findings: [...this.#counts].map(([rule, count]) => ({ rule, severity: severityOf(rule), count })),
      places: [...this.#places].map(([rule, places]) => ({ rule, places })),
      notChecked: [...this.#notChecked],
    };
  }
}

function severityOf(id: string) {
  const rule = ruleById.get(id);
  if (rule === undefined)
    throw new Error(`No rule of src/inspector/rules is named '${id}': add it, or correct the reader`);
  return rule.severity;
}
