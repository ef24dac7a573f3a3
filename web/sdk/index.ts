/** The SDK without the elements. */
export { Call } from './call.js';
export { RingdownError } from './errors.js';
export { Phone } from './phone.js';
export type * from './ringdown.js';
