import type * as Sdk from './index.js';

declare global {
  /** What the script leaves behind. */
  var Ringdown: typeof Sdk;
}
