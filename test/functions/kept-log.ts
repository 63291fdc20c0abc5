import type { TimerLog } from '../../src/functions/base/timer-log.ts';

/** What a timer logged, oldest first. */
export interface KeptLog extends TimerLog {
  readonly lines: readonly { readonly level: 'info' | 'warn' | 'error'; readonly text: string }[];
  /** Texts of one level. */
  at(level: 'info' | 'warn' | 'error'): readonly string[];
}

export function keptLog(): KeptLog {
  const lines: KeptLog['lines'][number][] = [];
  return {
    lines,
    at: (wanted) => lines.filter(({ level }) => level === wanted).map(({ text }) => text),
    info: (text) => void lines.push({ level: 'info', text }),
    warn: (text) => void lines.push({ level: 'warn', text }),
    error: (text) => void lines.push({ level: 'error', text }),
  };
}
