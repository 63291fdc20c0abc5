/** Something to be pictured: the text of a mail, or a page at its address as somebody who may be signed in. */
export interface Subject {
  /** What its files are called; the contact sheet shows it too. */
  readonly name: string;
  readonly content: MailContent | PageContent;
  /** The file of what is seen at once at a desk in light, which the README shows. */
  readonly glance?: string;
}

export interface MailContent {
  readonly kind: 'mail';
  readonly html: string;
}

export interface PageContent {
  readonly kind: 'page';
  readonly url: string;
  /** Id of a person of the laptop's directory. */
  readonly as?: string;
  /** The form with this choice is sent as the page has it, and the answer is pictured. */
  readonly send?: { readonly choice: string; readonly reason: string };
}
