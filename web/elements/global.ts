/** Entry of ringdown.global.js: as the module, for pages that load scripts the old way. Exports become `Ringdown`. */
import { loadedFrom } from '../sdk/address.js';
import { define } from './define.js';

loadedFrom((document.currentScript as HTMLScriptElement | null)?.src);
define();

export * from '../sdk/index.js';
