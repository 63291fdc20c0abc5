import type { ActName } from '../../../domain/lifecycle/acts.ts';
import type { Operation } from '../../../domain/operation/operation.ts';

export interface ActWords {
  readonly title: string;
  readonly button: string;
  /** What cannot be undone, of an act that ends or deletes something. */
  readonly end?: string;
  /** What is told once it was asked for. */
  readonly done: string;
}

const words: Readonly<Record<ActName, ActWords>> = {
  retry: { title: 'Let it go on', button: 'Let it go on', done: 'It goes on.' },
  resend: { title: 'Send new links to its approvers', button: 'Send new links', done: 'New links are on their way.' },
  extend: {
    title: 'Give its approvers more time',
    button: 'Give more time',
    done: 'Its approvers have more time, and those who have not decided are told.',
  },
  withoutEvidence: {
    title: 'Let its review go on without evidence',
    button: 'Let it go on without evidence',
    done: 'You asked for it. Once two operators have asked, its approvers are asked too, and must write why they approve.',
  },
  passLimit: {
    title: 'Let it pass the limits once',
    button: 'Let it pass once',
    done: 'You asked for it. Once two operators have asked, it is released within minutes.',
  },
  giveBack: {
    title: 'Give it back to its researchers',
    button: 'Give it back',
    end: 'It cannot be released any more: its researchers drop it again.',
    done: 'It goes back to its researchers.',
  },
  withdraw: {
    title: 'Withdraw it',
    button: 'Withdraw it',
    end: 'This cannot be undone: whoever sent it sends it again.',
    done: 'It was withdrawn.',
  },
  takeBack: {
    title: 'Take its release back',
    button: 'Take the release back',
    end: 'What is deleted outside does not come back, and what somebody downloaded stays with them.',
    done: 'Its release is being taken back.',
  },
  discard: {
    title: 'Discard it',
    button: 'Discard it',
    end: 'Sallyport cannot bring back what is deleted.',
    done: 'It is being discarded.',
  },
  stop: {
    title: 'Stop it',
    button: 'Stop it',
    end: 'What its runs did until then stays done. You can let it go on again afterwards.',
    done: 'It is being stopped.',
  },
  revoke: {
    title: 'Revoke its release',
    button: 'Revoke the release',
    end: 'It cannot be released again, and what somebody downloaded stays with them.',
    done: 'What was released of it is being deleted.',
  },
  retract: {
    title: 'Retract this version',
    button: 'Retract this version',
    end: 'This cannot be undone: only a new upload makes a new version.',
    done: 'This version is being retracted.',
  },
};

/** The words of an act; looking at the verdicts of the scanner again lets nothing go on yet. */
export function actWords(name: ActName, { state }: Pick<Operation, 'state'>): ActWords {
  if (name !== 'retry' || state !== 'scanning') return words[name];
  const title = 'Look at the verdicts again';
  return { title, button: 'Look again', done: 'The verdicts of the scanner were looked at again.' };
}
