/** The actor of what nobody asked for by hand. */
export const controlPlane = 'control-plane';
