/** Entry of the SDK as one script, for pages that load scripts the old way. Exports become `Ringdown`. */
import { loadedFrom } from './address.js';

loadedFrom((document.currentScript as HTMLScriptElement | null)?.src);

export * from './index.js';
