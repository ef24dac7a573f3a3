/** What all protocols share: reading bytes within bounds, and the refusal of what cannot be represented. */
package org.ringdown.wire;
