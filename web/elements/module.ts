/** Entry of ringdown.js: the SDK, and the elements defined. */
import { loadedFrom } from '../sdk/address.js';
import { define } from './define.js';

loadedFrom(import.meta.url);
define();

export * from '../sdk/index.js';
