import { type ScaleLinear, scaleBand, scaleLinear, scalePoint } from 'd3-scale';
import { frame } from './frame.ts';

const widestBar = 26;

/** Where the bar of each week begins, and how wide it is. */
export interface WeekBars {
  readonly x: (week: string) => number;
  readonly middle: (week: string) => number;
  readonly width: number;
}

/** Bars beside each other, one for each week. */
export function weekBars(weeks: readonly string[]): WeekBars {
  const band = scaleBand(weeks, [frame.left, frame.right]).padding(0.2);
  const width = Math.min(widestBar, band.bandwidth());
  const middle = (week: string) => (band(week) ?? frame.left) + band.bandwidth() / 2;
  return { x: (week) => middle(week) - width / 2, middle, width };
}

/** Points beside each other, one for each week. */
export function weekPoints(weeks: readonly string[], right: number): (week: string) => number {
  const point = scalePoint(weeks, [frame.left + 8, right]);
  return (week) => point(week) ?? frame.left;
}

/** A scale from the lowest to the highest value, which are made round. */
export function valueScale([low, high]: readonly [number, number], range: readonly [number, number]) {
  return scaleLinear([low, high], range).nice(4);
}

/** The values that are named at the axis of counts: whole ones. */
export function wholeTicks(scale: ScaleLinear<number, number>): readonly number[] {
  return scale.ticks(4).filter(Number.isInteger);
}
