/** Entry of ringdown-client.js. */
import { loadedFrom } from './address.js';

loadedFrom(import.meta.url);

export * from './index.js';
