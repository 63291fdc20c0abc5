import { type ScaleLinear, scaleBand, scaleLinear, scalePoint } from 'd3-scale';
import { frame } from './frame.ts';

const widestBar = 26;

export interface WeekBars {
  readonly x: (week: string) => number;
  readonly middle: (week: string) => number;
  readonly width: number;
}

export function weekBars(weeks: readonly string[]): WeekBars {
  const band = scaleBand(weeks, [frame.left, frame.right]).padding(0.2);
  const width = Math.min(widestBar, band.bandwidth());
  const middle = (week: string) => (band(week) ?? frame.left) + band.bandwidth() / 2;
  return { x: (week) => middle(week) - width / 2, middle, width };
}

export function weekPoints(weeks: readonly string[], right: number): (week: string) => number {
  const point = scalePoint(weeks, [frame.left + 8, right]);
  return (week) => point(week) ?? frame.left;
}

/** A scale from the lowest to the highest value, which are made round. */
export function valueScale([low, high]: readonly [number, number], range: readonly [number, number]) {
  return scaleLinear([low, high], range).nice(4);
}

export function wholeTicks(scale: ScaleLinear<number, number>): readonly number[] {
  return scale.ticks(4).filter(Number.isInteger);
}
