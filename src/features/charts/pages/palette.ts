/**
 * The colours of marks, from the palette of Okabe and Ito, which people with any kind of colour vision tell apart
 * (https://jfly.uni-koeln.de/color/). These two stand out from cards in light and in dark. Where both are in one chart, shape or place tells
 * the marks apart too.
 */
export const palette = { blue: '#0072b2', vermillion: '#d55e00' } as const;
