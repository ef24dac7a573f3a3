/** Entry of ringdown-worker.js. */
import { serve, type Scope } from './worker.js';

serve(globalThis as unknown as Scope);
