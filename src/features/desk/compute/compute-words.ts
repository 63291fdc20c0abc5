import { html } from 'hono/html';
import type { Html } from '../../../pages/base/layout.ts';
import type { ComputesLine } from '../../explain/domain/computes-line.ts';

type State = ComputesLine['state'];

export const computeStateWords: Readonly<Record<State, string>> = {
  stopped: 'waits for an operator',
  unmended: 'not mended by runs',
  held: 'on hold',
  unseen: 'not looked at',
  changing: 'being changed',
  'as-defined': 'as defined',
};

const moods: Readonly<Record<State, string>> = {
  stopped: 'bad',
  unmended: 'bad',
  held: 'wait',
  unseen: 'wait',
  changing: 'wait',
  'as-defined': 'good',
};

export function computeStateTag(state: State): Html {
  return html`<span class="tag ${moods[state]}">${computeStateWords[state]}</span>`;
}

export function inactiveTag(
  { active, hibernated }: Pick<ComputesLine, 'active' | 'hibernated'>,
  meaning: string = '',
): Html {
  return active ? html`` : html` <span class="tag">${hibernated ? 'hibernated' : 'not active'}${meaning}</span>`;
}
