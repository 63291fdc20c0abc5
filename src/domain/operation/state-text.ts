/** A state of an operation as people read it: `in review`. */
export function stateText(state: string): string {
  return state.replaceAll('-', ' ');
}
