/** What no rule of the reading room can see, said on every page; the worst comes first. */
export const unseenByAll = [
  'Dominance: that one or two contributors make up most of a total. A table that leaves does not hold what each of them gave; ask the researcher for it.',
  'Differences between this output and an earlier release, or between tables that call the same thing by other names.',
  'Tables that are linked by common totals.',
  'What a picture shows: points of a scatter plot, outliers, labels, faces, scanned pages.',
  'What a model, a binary file or an archive holds.',
  'Names of people in running text, and anything that only makes sense to somebody who knows the person.',
  'Whether a count is weighted or made up, and of what it counts: people, visits or hospitals.',
] as const;
